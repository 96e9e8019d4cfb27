"""What a list looks like over time and over the country: counts, with what is uncertain beside.

All of it stays in the house. A map that leaves is a table that passes the gate
(`model/map_question.py`): in a small district one record is a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kuager.model.dates import UncertainDate
from kuager.model.filters import Filters
from kuager.model.listed import DISTRICT_LEVEL, main_place
from kuager.model.places import gazetteer
from kuager.store.calendar import date_of
from kuager.store.listing import Tally, listing_of
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

COUNTRY = "KZ"
_MONTHS_SHOWN = 36
_MOST_PERIODS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One month or year and how many records lie in it surely, and only possibly."""

    year: int
    month: int | None
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A list over time: by month when it spans three years at most, else by year.

    `skipped` says that periods without anything were left out, so many they are.
    """

    periods: tuple[Period, ...]
    undated: int
    total: int
    skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCounts:
    """A list over the country, or over one region of it.

    `counts` has every region (or district), also those with nothing. `vague` are records of which
    no nearer place is known than the whole that is shown, `nowhere` those without any place.
    """

    within: str
    counts: Mapping[str, int]
    vague: int
    nowhere: int


@verb(needs="read")
def count_by_time(desk: Desk, *, type_name: str, filters: Filters) -> Timeline:
    """How many records of a list fall into each month or year, surely and possibly."""
    listing = listing_of(desk.store, desk.schema, type_name)
    chosen = listing.choose(filters).all
    texts = listing.calendar.count(chosen)
    known = [(said, n) for text, n in texts.items() if (said := date_of(text)) is not None]
    total = chosen.bit_count()
    frames = _frames([said for said, _ in known])
    counts = _counted(frames, known)
    kept = [one for one in counts if any(one.tally)] if len(counts) > _MOST_PERIODS else counts
    return Timeline(
        periods=tuple(kept),
        undated=total - sum(n for _, n in known),
        total=total,
        skipped=len(kept) < len(counts),
    )


Frame = tuple[date, date, int, int | None]


def _frames(found: list[UncertainDate]) -> list[Frame]:
    """The months, or else the years, from the first day that some date names to the last."""
    days = [day for said in found for span in said.reach for day in span if day is not None]
    if not days:
        return []
    first, last = min(days), max(days)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > _MONTHS_SHOWN:
        return [(date(y, 1, 1), date(y, 12, 31), y, None) for y in range(first.year, last.year + 1)]
    counted = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [_month(*divmod(number, 12)) for number in counted]


def _month(year: int, before: int) -> Frame:
    following = date(year + 1, 1, 1) if before == 11 else date(year, before + 2, 1)  # noqa: PLR2004
    return date(year, before + 1, 1), following - timedelta(days=1), year, before + 1


def _counted(frames: list[Frame], known: list[tuple[UncertainDate, int]]) -> list[Period]:
    sure, maybe = [0] * len(frames), [0] * len(frames)
    for said, number in known:
        for place in _touched(frames, said):
            verdict = said.is_within(frames[place][0], frames[place][1])
            if verdict == "in":
                sure[place] += number
            elif verdict == "possibly":
                maybe[place] += number
    return [
        Period(year=year, month=month, tally=Tally(sure[place], maybe[place]))
        for place, (_, _, year, month) in enumerate(frames)
    ]


def _touched(frames: list[Frame], said: UncertainDate) -> range:
    """The frames between the first and last day that a date may mean."""
    begins = [span.earliest for span in said.reach]
    ends = [span.latest for span in said.reach]
    low = 0 if None in begins else _place_of(frames, min(filter(None, begins)))
    high = len(frames) - 1 if None in ends else _place_of(frames, max(filter(None, ends)))
    return range(low, high + 1)


def _place_of(frames: list[Frame], day: date) -> int:
    """The number of the frame in which a day lies; days outside go to the nearest."""
    first, _, year, month = frames[0]
    if month is None:
        number = day.year - year
    else:
        number = (day.year - first.year) * 12 + day.month - first.month
    return max(0, min(number, len(frames) - 1))


@verb(needs="read")
def count_by_place(
    desk: Desk, *, type_name: str, filters: Filters, within: str = COUNTRY
) -> PlaceCounts:
    """How many records of a list lie in each region, or in each district of one region."""
    prop = main_place(desk.schema.type(type_name))
    within = within if within in regions() else COUNTRY
    if prop is None:
        return PlaceCounts(within=within, counts={}, vague=0, nowhere=0)
    listing = listing_of(desk.store, desk.schema, type_name)
    chosen = listing.choose(filters).all
    bits = listing.values_of(prop.short)
    inside = chosen & bits.get(within, 0)
    parts = {place: inside & bits.get(place, 0) for place in parts_of(within)}
    nearer = 0
    for found in parts.values():
        nearer |= found
    return PlaceCounts(
        within=within,
        counts={place: found.bit_count() for place, found in parts.items()},
        vague=(inside & ~nearer).bit_count(),
        nowhere=(chosen & ~bits.get(COUNTRY, 0)).bit_count(),
    )


def regions() -> tuple[str, ...]:
    """The regions and cities of republican rank, by their ids."""
    return parts_of(COUNTRY)


def parts_of(within: str) -> tuple[str, ...]:
    """The regions of the country, or the districts and cities of a region."""
    return tuple(p.id for p in gazetteer() if p.parent == within and p.kind in DISTRICT_LEVEL)
