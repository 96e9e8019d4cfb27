"""Lists against a brute-force answer: random records, random filters, random edits between them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.verbs.desks import case, new_desk, tell, uid

from kuager.model.dates import read_date
from kuager.model.filters import CONFLICTS, NOTHING, RESERVED, YEAR, Filters, read_text
from kuager.model.listed import around
from kuager.model.schema import load_schema
from kuager.model.statement import EntityId, retract, say
from kuager.verbs.charts import count_by_place, count_by_time
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import request_erasure
from kuager.verbs.finding import ORDERS, Found, Tally, find_records
from kuager.verbs.records import merge_records, reopen_case, restrict_case

KINDS = ("incident", "speech", "gathering")
REPORTED = ("yes", "no", "attempted")
RUBRICS = ("health", "family", "asylum")
PLACES = ("KZ", "KZ-75", "KZ-35", "town.kaskelen", "kato.195200000", "Nowhere")
DATES = (
    "2021", "2021-05", "2021-05-28", "2022-12~", "2020-02/2022-03", "[2021-05-28,2023-01]",
    "2019-11/..", "../2021-02", "202X", "XXXX-05-28", "2021-24", "2020?",
)  # fmt: skip
DAYS = (date(2019, 12, 1), date(2021, 1, 1), date(2021, 5, 28), date(2022, 6, 30))
SOURCES = (EntityId(b"source-number-01"), EntityId(b"source-number-02"))


@dataclass
class Plain:
    """A record as the test knows it."""

    id: EntityId
    code: str
    kind: str | None = None
    reported: str | None = None
    rubric: set[str] = field(default_factory=set)
    place: str | None = None
    date: str | None = None
    withheld: bool | None = None
    disputed: bool = False
    seen: bool = True


@dataclass(repr=False)
class World:
    """A real vault with what the test knows of it."""

    desk: Desk
    draw: random.Random
    records: list[Plain] = field(default_factory=list)
    case: str = ""

    def add(self, *, inside: bool = False) -> None:
        """One more event, inside the case that may be shut away or not."""
        draw = self.draw
        one = Plain(
            EntityId(draw.randbytes(16)),
            f"E-{len(self.records) + 1}",
            draw.choice((*KINDS, None)),
            draw.choice((*REPORTED, None)),
            set(draw.sample(RUBRICS, draw.randint(0, 2))),
            draw.choice((*PLACES, None)),
            draw.choice((*DATES, None)),
            draw.choice((True, False, None)),
        )
        said = [say(one.id, "event.code", one.code)]
        values = {
            "kind": one.kind,
            "reported": one.reported,
            "place": one.place,
            "date": one.date,
            "source_withheld": one.withheld,
        }
        said += [say(one.id, f"event.{n}", v) for n, v in values.items() if v is not None]
        said += [say(one.id, "event.rubric", rubric) for rubric in sorted(one.rubric)]
        if inside:
            said.append(say(one.id, "event.case", uid(self.desk, "case", self.case)))
        tell(self.desk, *said)
        self.records.append(one)

    def edit(self) -> None:
        """Say another kind of one record, in place of what was said, or against it."""
        one = self.draw.choice([r for r in self.records if r.seen])
        kind = self.draw.choice(KINDS)
        if one.kind is None:
            tell(self.desk, say(one.id, "event.kind", kind))
            one.kind = kind
        elif kind != one.kind and not one.disputed:
            tell(self.desk, say(one.id, "event.kind", kind, source=SOURCES[0]))
            one.kind, one.disputed = kind, True

    def take_date(self) -> None:
        """Withdraw the date of one record."""
        dated = [r for r in self.records if r.date is not None and r.seen]
        one = self.draw.choice(dated)
        told = [t for t in self.desk.view.history(one.id) if t.property == "event.date"]
        tell(self.desk, *(retract(one.id, "event.date", t.id) for t in told if t.stands))
        one.date = None

    @property
    def seen(self) -> list[Plain]:
        """The records that a list may show."""
        return [one for one in self.records if one.seen]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Sixty events, some of a case that is shut away, one erased, two that are one."""
    made = World(new_desk(Path(tmp_path_factory.mktemp("world")) / "vault"), random.Random(5))
    made.case = case(made.desk)
    for _ in range(60):
        made.add()
    find(made, Filters(chosen={}))  # the list is made now; what follows has to be kept up
    for _ in range(6):
        made.add(inside=True)
    restrict_case(made.desk, code=made.case)
    for one in made.records[-6:]:
        one.seen = False
    gone = made.records[3]
    request_erasure(made.desk, code=gone.code, reason="danger")
    gone.seen = False
    kept, other = made.records[7], made.records[8]
    other.seen = False
    merge_same(made, kept, other)
    yield made
    made.desk.close()


def merge_same(world: World, kept: Plain, other: Plain) -> None:
    """Two records judged to be one: the list shows one, with what is said of both."""
    merge_records(world.desk, one=kept.id, other=other.id, reason="the same evening")
    whole = world.desk.view.record(kept.id)
    assert whole is not None
    kept.code = whole.code
    kept.kind, kept.place = whole.text("event.kind"), whole.text("event.place")
    kept.reported, kept.date = whole.text("event.reported"), whole.text("event.date")
    kept.rubric = {str(value) for value in whole.every("event.rubric")}
    withheld = whole.get("event.source_withheld")
    kept.withheld = None if withheld is None else bool(withheld)
    kept.disputed = len(whole.conflicts) > 0


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Any filters over the coded properties of the test."""
    chosen = {
        "kind": (*KINDS, NOTHING),
        "reported": (*REPORTED, NOTHING),
        "rubric": (*RUBRICS, NOTHING),
        "place": ("KZ", "KZ-75", "KZ-19", "kato.195200000", NOTHING),
        "source_withheld": ("yes", "no", NOTHING),
    }
    found = {
        name: tuple(sorted(draw(st.sets(st.sampled_from(values), max_size=2))))
        for name, values in chosen.items()
        if draw(st.booleans())
    }
    first = draw(st.none() | st.sampled_from(DAYS))
    last = draw(st.none() | st.sampled_from(DAYS).filter(lambda d: first is None or d >= first))
    return Filters(
        chosen={name: values for name, values in found.items() if values},
        years=tuple(sorted(draw(st.sets(st.sampled_from((2019, 2021, 2022, 2030)), max_size=2)))),
        first=first,
        last=last,
        sure=draw(st.booleans()),
        conflicts=draw(st.integers(0, 5)) == 0,
    )


def values_of(one: Plain, name: str) -> set[str]:
    """The values under which a record is found."""
    if name == "rubric":
        return one.rubric or {NOTHING}
    if name == "place":
        return set(around(one.place or "")) or {NOTHING}
    if name == "source_withheld":
        return {NOTHING if one.withheld is None else "yes" if one.withheld else "no"}
    value = one.kind if name == "kind" else one.reported
    return {NOTHING if value is None else str(value)}


def placed(one: Plain, filters: Filters, *, but: str | None = None) -> str:
    """Whether a record is in, possibly in, or out of what the dates ask for."""
    said = None if one.date is None else read_date(one.date)
    verdicts = ["in"]
    if filters.years and but != YEAR:
        spans = [(date(y, 1, 1), date(y, 12, 31)) for y in filters.years]
        found = {"out" if said is None else said.is_within(*span) for span in spans}
        verdicts.append("in" if "in" in found else "possibly" if "possibly" in found else "out")
    if filters.first is not None or filters.last is not None:
        span = (filters.first or date.min, filters.last or date.max)
        verdicts.append("out" if said is None else said.is_within(*span))
    return "out" if "out" in verdicts else "possibly" if "possibly" in verdicts else "in"


def brute(world: World, filters: Filters, *, but: str | None = None) -> dict[str, str]:
    """Code and placement of every record that the filters leave."""
    found = {}
    for one in world.seen:
        if any(
            not values_of(one, name) & set(values)
            for name, values in filters.chosen.items()
            if name != but
        ):
            continue
        if filters.conflicts and but != CONFLICTS and not one.disputed:
            continue
        verdict = placed(one, filters, but=but)
        if verdict == "in" or (verdict == "possibly" and not filters.sure):
            found[one.code] = verdict
    return found


def find(world: World, filters: Filters, order: str = "-date", page: int = 1) -> Found:
    """One page of the events."""
    return find_records(world.desk, type_name="event", filters=filters, order=order, page=page)


def every_page(world: World, filters: Filters, order: str = "-date") -> list[Found]:
    """All pages of a list."""
    first = find(world, filters, order)
    return [first, *(find(world, filters, order, page) for page in range(2, first.pages + 1))]


MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MANY
@given(asked=filters(), order=st.sampled_from(ORDERS))
def test_a_list_shows_what_the_filters_leave(world: World, asked: Filters, order: str) -> None:
    """Records, their number, and which of them only possibly: as counted one by one."""
    expected = brute(world, asked)

    pages = every_page(world, asked, order)
    found = [record for page in pages for record in page.records]

    assert sorted(record.code for record in found) == sorted(expected)
    assert pages[0].tally == Tally(
        sum(verdict == "in" for verdict in expected.values()),
        sum(verdict == "possibly" for verdict in expected.values()),
    )
    possibly = {uid for page in pages for uid in page.possibly}
    unsure = {record.code for record in found if bytes(record.id) in possibly}
    assert unsure == {code for code, verdict in expected.items() if verdict == "possibly"}


@MANY
@given(asked=filters())
def test_every_count_beside_a_list_is_true(world: World, asked: Filters) -> None:
    """A count says how many the list would hold with that value alone chosen in its property."""
    for facet in find(world, asked).facets:
        if facet.name not in ("kind", "reported", "rubric", "place", "source_withheld"):
            continue
        left = brute(world, asked, but=facet.name)
        here = [one for one in world.seen if one.code in left]
        for code, tally in facet.counts.items():
            assert sum(tally) == sum(code in values_of(one, facet.name) for one in here), code


@MANY
@given(asked=filters())
def test_every_count_of_a_year_is_true(world: World, asked: Filters) -> None:
    """Surely in a year, and possibly, whatever else is asked."""
    facet = next(facet for facet in find(world, asked).facets if facet.name == YEAR)
    left = brute(world, asked, but=YEAR)
    for year, tally in facet.counts.items():
        span = (date(int(year), 1, 1), date(int(year), 12, 31))
        verdicts = [
            (read_date(one.date).is_within(*span), left[one.code])
            for one in world.seen
            if one.code in left and one.date is not None
        ]
        near = [pair for pair in verdicts if pair[0] != "out"]
        assert sum(tally) == len(near)
        assert tally.sure == sum(pair == ("in", "in") for pair in near)


@MANY
@given(
    asked=filters(), deeds=st.lists(st.sampled_from(("add", "edit", "date", "shut")), max_size=3)
)
def test_a_list_is_kept_up_after_edits(world: World, asked: Filters, deeds: list[str]) -> None:
    """New records, contradictions, withdrawn dates, a case opened and shut again."""
    for deed in deeds:
        if deed == "add" and len(world.seen) < 110:
            world.add()
        elif deed == "edit":
            world.edit()
        elif deed == "date":
            world.take_date()
        elif deed == "shut":
            reopen_case(world.desk, code=world.case)
            restrict_case(world.desk, code=world.case)

    found = find(world, asked)
    expected = brute(world, asked)

    assert sum(found.tally) == len(expected)
    assert {record.code for record in found.records} <= set(expected)
    assert found.everything == len(world.seen)


@MANY
@given(asked=filters())
def test_filters_come_back_from_their_codes(asked: Filters) -> None:
    """What stands in an address and in a saved view means the same again."""
    assert read_text(asked.text(), load_schema(), "event") == asked


@pytest.mark.parametrize("order", ORDERS)
def test_a_list_is_in_order(world: World, order: str) -> None:
    """By first day or by code, with C-9 before C-10, and the undated last either way."""
    pages = every_page(world, Filters(chosen={}), order)
    records = [record for page in pages for record in page.records]
    if order.endswith("code"):
        keys: list[object] = [int(record.code[2:]) for record in records]
    else:
        keys = [read_date(t).order for r in records if (t := r.text("event.date"))]
        dated = [record.text("event.date") is not None for record in records]
        assert dated == sorted(dated, reverse=True)

    assert keys == sorted(keys, reverse=order.startswith("-"))  # type: ignore[type-var]


@MANY
@given(asked=filters())
def test_the_timeline_counts_each_period(world: World, asked: Filters) -> None:
    """Every year or month is counted as a list of that period alone would count it."""
    left = brute(world, asked)
    here = [one for one in world.seen if one.code in left]

    found = count_by_time(world.desk, type_name="event", filters=asked)

    assert found.total == len(here)
    assert found.undated == sum(one.date is None for one in here)
    for period in found.periods:
        if period.month is None:
            span = (date(period.year, 1, 1), date(period.year, 12, 31))
            verdicts = [read_date(one.date).is_within(*span) for one in here if one.date]
            assert period.tally == Tally(verdicts.count("in"), verdicts.count("possibly"))


@MANY
@given(asked=filters())
def test_the_map_counts_each_place(world: World, asked: Filters) -> None:
    """Every record is in one region, in none that is known, or nowhere."""
    left = brute(world, asked)
    here = [one for one in world.seen if one.code in left]

    found = count_by_place(world.desk, type_name="event", filters=asked)

    for region, count in found.counts.items():
        assert count == sum(region in around(one.place or "") for one in here)
    assert sum(found.counts.values()) + found.vague + found.nowhere == len(here)


def test_no_way_to_narrow_takes_a_name_that_means_something_else() -> None:
    """No property can be called so: the names of properties have no hyphen."""
    assert all("-" in name for name in RESERVED)
