"""Whether somebody stands alone in a list that is to be published: k-anonymity of its rows.

Whoever knows of one person when, where, how old, in which group and by whom finds the row, if no
other row says the same. So every combination has to stand at least three times.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kuager.model.filters import Filters
from kuager.model.listed import district_of
from kuager.model.scales import DATE_SCALES, GROUPS, PLACE_SCALES, codes_at, scales_of
from kuager.model.schema import Property, Schema
from kuager.model.whose import concern_of
from kuager.stats.disclosure.anonymity import make_anonymous, small_companies
from kuager.store.listing import briefs_at, listing_of
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.lists import listed_columns

LEAST_ALIKE: Final = 3
"""So many rows at least have to say the same of what tells people apart."""
NOTHING_TOLD: Final = "nothing"
_KINDS: Final = frozenset({"term", "place", "date", "yesno"})
_TELLS: Final = frozenset({"victim", "time", "doer", "thing", "conduct"})
_BETWEEN: Final = "; "
Step = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarser:
    """One column told more coarsely: as `month`, `year`, `region`, `group`, or `nothing` at all.

    `alone` is how many rows would still stand in too small company.
    """

    column: str
    scale: str
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedList:
    """A list as its readers could use it. `telling` are the columns that tell people apart.

    `alone` rows say what fewer than `least` rows say; `left_out` of them would have to be left out
    even if everything else were told more coarsely. `changes` are single changes, the best first.
    """

    rows: int
    telling: tuple[str, ...]
    least: int
    alone: int
    left_out: int
    changes: tuple[Coarser, ...]

    @property
    def may_be_published(self) -> bool:
        """Whether nobody stands alone."""
        return self.alone == 0


@verb(needs="read")
def weigh_list(
    desk: Desk, *, type_name: str, filters: Filters | None = None, columns: tuple[str, ...] = ()
) -> WeighedList:
    """Say how many rows of a list would point at somebody if it were published, and what helps.

    Without `columns`, all coded columns of the type are meant.
    """
    wanted = filters or Filters(chosen={})
    names = listed_columns(desk, type_name, columns, ())
    props = [p for name in names if tells_apart(p := desk.schema.property(name))]
    listing = listing_of(desk.store, desk.schema, type_name)
    chosen = listing.choose(wanted).all
    places = listing.page(chosen, "code", start=0, size=chosen.bit_count())
    found = briefs_at(desk.store, listing.layout, [node for _, node in places])
    rows = [tuple(_told(record, prop) for prop in props) for record in found]
    small = small_companies(rows, LEAST_ALIKE) if props else {}
    alone = sum(map(len, small.values()))
    return WeighedList(
        rows=len(rows),
        telling=tuple(prop.name for prop in props),
        least=LEAST_ALIKE,
        alone=alone,
        left_out=_left_out(rows, props, desk.schema) if alone else 0,
        changes=tuple(_changes(rows, props, desk.schema, alone)) if alone else (),
    )


def tells_apart(prop: Property) -> bool:
    """Whether a column says something by which people know one another apart."""
    return prop.kind in _KINDS and prop.half == "casework" and concern_of(prop.name) in _TELLS


def steps_of(prop: Property, schema: Schema) -> list[tuple[str, Step]]:
    """How a column may be told more coarsely, step by step: the name of each, and what it does."""
    offered = scales_of(prop, schema)
    wanted = {"date": reversed(DATE_SCALES), "place": reversed(PLACE_SCALES), "term": (GROUPS,)}
    scales = [scale for scale in wanted.get(prop.kind, ()) if scale in offered]
    return [(scale, _coarsening(prop, scale, schema)) for scale in scales]


def _coarsening(prop: Property, scale: str, schema: Schema) -> Step:
    coder = codes_at(prop, scale, schema)

    def coarse(text: str) -> str:
        parts = [code for part in text.split(_BETWEEN) if part for code in coder(part)]
        return _BETWEEN.join(sorted(set(parts)))

    return coarse


def _told(record: Record, prop: Property) -> str:
    """What a row tells in a column, several values together."""
    cell = record.cells.get(prop.name)
    if cell is None or cell.value is None:
        return ""
    values = cell.value if isinstance(cell.value, list) else [cell.value]
    if prop.kind == "yesno":
        return _BETWEEN.join(sorted({"yes" if value else "no" for value in values}))
    texts = {str(value) for value in values}
    if prop.kind == "place":
        texts = {told for text in texts if (told := district_of(text)) is not None}
    return _BETWEEN.join(sorted(texts))


def _left_out(rows: list[tuple[str, ...]], props: Sequence[Property], schema: Schema) -> int:
    """How many rows stand alone whatever is told more coarsely."""
    ladders = []
    for place, prop in enumerate(props):
        texts = {row[place] for row in rows}
        ladder: list[dict[str, str]] = []
        for _, step in steps_of(prop, schema):
            now = {_climbed(text, ladder) for text in texts}
            ladder.append({text: step(text) for text in now})
        ladders.append(ladder)
    made = make_anonymous(rows, ladders, LEAST_ALIKE)
    return sum(row is None for row in made.rows)


def _climbed(text: str, ladder: Sequence[dict[str, str]]) -> str:
    for step in ladder:
        text = step.get(text, text)
    return text


def _changes(
    rows: Sequence[tuple[str, ...]], props: Sequence[Property], schema: Schema, alone: int
) -> Iterator[Coarser]:
    """Single changes that help, those that help most first."""
    found = []
    for place, prop in enumerate(props):
        for scale, step in [*steps_of(prop, schema), (NOTHING_TOLD, lambda _: "")]:
            changed = [(*row[:place], step(row[place]), *row[place + 1 :]) for row in rows]
            counts = Counter(changed)
            left = sum(n for n in counts.values() if n < LEAST_ALIKE)
            found.append(Coarser(column=prop.name, scale=scale, alone=left))
    yield from sorted((one for one in found if one.alone < alone), key=lambda one: one.alone)
