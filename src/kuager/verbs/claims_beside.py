"""Claims of others beside a number of ours: about the same matter, never mixed into our counts.

A claim stands beside a number if the two have a heading or an article in common, or the claim is
about a record that was counted, and their periods may meet. A person can choose one that was not
found, or leave one aside. The State's "no threats were found" has no value and stands there too;
and where somebody was asked and nobody answered, that is told as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kuager.model.dates import DateError, read_date
from kuager.model.derived import property_of
from kuager.model.question import Question
from kuager.model.statement import EntityId
from kuager.model.table import TOTAL, Key
from kuager.model.units import UNITS
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.figure_sets import OF_CELL, behind
from kuager.verbs.figures import figure_of
from kuager.verbs.unit_view import UnitView
from kuager.verbs.values import Record

MATTERS: Final[Mapping[str, str]] = {
    "ilga_heading": "rubric",
    "treaty_article": "treaty_article",
}
"""The lists by which a matter is told, and the property of claims and points that draws on each."""
_ABOUT: Final = frozenset({"event", "proceeding"})
"""What claims are about, besides the records that are counted."""
_ASKING: Final = frozenset({"question", "recommendation", "ask"})
_TEXTS: Final = ("text", "method", "finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One claim of others, with what has to stand by it, in codes and as it was said.

    `value` is None where no number was given. `why` says how it came here: `chosen`, `about`,
    `rubric` or `treaty_article`. `made_by` and `sources` are (type, code) of records.
    """

    code: str
    value: str | None
    unit: str | None
    base: str | None
    period: str | None
    made_on: str | None
    our_check: str | None
    why: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]
    made_by: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question, recommendation or ask on the same matter that no point answers."""

    code: str
    date: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsBeside:
    """What others say of a matter. `aside` are claims that somebody chose not to show."""

    claims: tuple[Beside, ...]
    aside: tuple[Beside, ...]
    unanswered: tuple[Unanswered, ...]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a number is about: words of lists, records, and when."""

    terms: Mapping[str, frozenset[str]]
    records: frozenset[EntityId]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Claims that a person put beside a number, and those left aside."""

    beside: frozenset[EntityId] = field(default_factory=frozenset)
    aside: frozenset[EntityId] = field(default_factory=frozenset)


@verb(needs="read")
def claims_beside(desk: Desk, *, question: Question, key: Key = ()) -> ClaimsBeside:
    """Find what others say about the matter of a number; nothing of it is counted."""
    full = key or (TOTAL,) * len(question.by)
    return _beside(desk, question, full, Chosen())


@verb(needs="read")
def claims_beside_figure(desk: Desk, *, code: str) -> ClaimsBeside:
    """Show the claims of others beside a figure, with those that somebody chose or left aside."""
    figure = figure_of(desk, code)
    chosen = Chosen(beside=frozenset(figure.beside), aside=frozenset(figure.left_aside))
    return _beside(desk, figure.question, figure.key, chosen)


def _beside(desk: Desk, question: Question | None, key: Key, chosen: Chosen) -> ClaimsBeside:
    matter = _NO_MATTER if question is None else _matter(desk, question, key)
    found: list[Beside] = []
    aside: list[Beside] = []
    for claim in desk.view.records("claim"):
        why = _why(claim, matter)
        if claim.id in chosen.aside:
            aside.append(_told(desk, claim, why))
        elif claim.id in chosen.beside:
            found.append(_told(desk, claim, ("chosen", *why)))
        elif why:
            found.append(_told(desk, claim, why))
    return ClaimsBeside(
        claims=tuple(sorted(found, key=_order)),
        aside=tuple(sorted(aside, key=_order)),
        unanswered=tuple(_unanswered(desk, matter)),
    )


def _order(claim: Beside) -> tuple[bool, str, str]:
    """Those that a person chose first, then by period."""
    return ("chosen" not in claim.why, claim.period or "", claim.code)


def _matter(desk: Desk, question: Question, key: Key) -> _Matter:
    found = behind(desk, question, key)
    view = UnitView(desk, UNITS[question.unit])
    uid_of = desk.store.projector.nodes.uid_of
    inside = view.bits(
        at
        for at, node in enumerate(view.nodes)
        if found.places.get(EntityId(uid_of(node))) in OF_CELL
    )
    asked, carried = _asked(desk, question, key), _carried(desk, view, inside)
    return _Matter(
        terms={name: asked[name] or carried[name] for name in asked},
        records=_around(desk, view, inside),
        first=question.first,
        last=question.last,
    )


def _asked(desk: Desk, question: Question, key: Key) -> dict[str, frozenset[str]]:
    """The headings and articles that the question or the cell names."""
    cell = ((d, (code,)) for d, code in zip(question.by, key, strict=True) if code != TOTAL)
    found: dict[str, set[str]] = {name: set() for name in MATTERS.values()}
    for dimension, codes in (*question.where.items(), *cell):
        prop = property_of(dimension.name, desk.schema)
        vocabulary = "" if prop is None else prop.vocabulary or ""
        if vocabulary in MATTERS and not dimension.scale:
            found[MATTERS[vocabulary]] |= set(codes)
    return {name: frozenset(codes) for name, codes in found.items()}


def _carried(desk: Desk, view: UnitView, inside: int) -> dict[str, frozenset[str]]:
    """The headings and articles that most records of the cell carry."""
    carried: dict[str, set[str]] = {name: set() for name in MATTERS.values()}
    for name in _told_by(desk, view):
        matter = MATTERS[desk.schema.property(name).vocabulary or ""]
        for code, bits in view.raw(name).items():
            if 2 * (bits & inside).bit_count() > inside.bit_count():
                carried[matter].add(str(code))
    return {name: frozenset(codes) for name, codes in carried.items()}


def _told_by(desk: Desk, view: UnitView) -> Iterator[str]:
    """The properties that tell a matter and that the unit reaches."""
    for type_name in view.unit.reach:
        for prop in desk.schema.types[type_name].properties.values():
            if prop.vocabulary in MATTERS and prop.half == "casework":
                yield prop.name


def _around(desk: Desk, view: UnitView, inside: int) -> frozenset[EntityId]:
    """The records of the cell, and the events and proceedings that they reach."""
    uid_of = desk.store.projector.nodes.uid_of
    return frozenset(
        EntityId(uid_of(node))
        for type_name in sorted({view.unit.type, *(_ABOUT & view.unit.reach.keys())})
        for node, seen in view.reached(type_name).items()
        if any(inside >> at & 1 for at in seen)
    )


_NO_MATTER: Final = _Matter({}, frozenset(), None, None)


def _why(record: Record, matter: _Matter) -> tuple[str, ...]:
    """How a claim or point is about the matter; () if it is not, or of another time."""
    period = record.get(f"{record.type}.period") or record.get(f"{record.type}.date")
    if not _may_meet(None if period is None else str(period), matter):
        return ()
    about = set(record.every(f"{record.type}.about")) & matter.records
    why = ["about"] if about else []
    for name, terms in matter.terms.items():
        if terms & set(map(str, record.every(f"{record.type}.{name}"))):
            why.append(name)
    return tuple(why)


def _may_meet(text: str | None, matter: _Matter) -> bool:
    """Whether a period may share a day with the question's; one that is not said may."""
    if text is None:
        return True
    try:
        said = read_date(text)
    except DateError:
        return True
    is_before = matter.first is not None and said.latest is not None and said.latest < matter.first
    is_after = matter.last is not None and said.earliest is not None and said.earliest > matter.last
    return not (is_before or is_after)


def _told(desk: Desk, claim: Record, why: tuple[str, ...]) -> Beside:
    return Beside(
        code=claim.code,
        value=_text(claim, "value"),
        unit=_text(claim, "unit"),
        base=_text(claim, "base"),
        period=_text(claim, "period"),
        made_on=_text(claim, "made_on"),
        our_check=_text(claim, "our_check"),
        why=why,
        texts={name: claim.texts(f"claim.{name}") for name in _TEXTS},
        made_by=_named(desk, claim.every("claim.made_by")),
        sources=_named(desk, _sources(desk, claim)),
    )


def _text(record: Record, short: str) -> str | None:
    found = record.get(f"{record.type}.{short}")
    return None if found is None else str(found)


def _sources(desk: Desk, claim: Record) -> list[object]:
    """The sources and passages by which anything of the claim that stands was said."""
    told = (one.source for one in desk.view.history(claim.id) if one.stands)
    return list(dict.fromkeys(source for source in told if source is not None))


def _named(desk: Desk, uids: Iterable[object]) -> tuple[tuple[str, str], ...]:
    """Type and code of the records that are here, for a door to name and link."""
    found = (desk.view.record(EntityId(uid)) for uid in uids if _is_id(uid))  # type: ignore[arg-type]
    return tuple((record.type, record.code) for record in found if record is not None)


def _is_id(uid: object) -> bool:
    return isinstance(uid, bytes) and len(uid) == 16  # noqa: PLR2004 - the length of an id


def _unanswered(desk: Desk, matter: _Matter) -> Iterator[Unanswered]:
    """What was asked about the same matter, and what no recorded point answers."""
    answered: set[object] = set()
    asked: list[Record] = []
    for point in desk.view.briefs("point"):
        answered |= set(point.every("point.answers"))
        if point.get("point.kind") in _ASKING and point.get("point.position") is None:
            asked.append(point)
    for point in asked:
        if point.id not in answered and _why(point, matter):
            yield Unanswered(
                code=point.code,
                date=_text(point, "date"),
                deadline=_text(point, "deadline"),
            )
