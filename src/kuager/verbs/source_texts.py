"""What is read of sources: the library, one source with its text, and which words are cited."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from kuager.model.passages import (
    Finder,
    Paragraph,
    Piece,
    Stretch,
    nearest,
    numbers_at,
    paragraphs_of,
    pieces_of,
)
from kuager.model.statement import EntityId
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError

_YEAR = re.compile(r"[12][0-9]{3}")
_DEEPEST = 12
_MOST_NAMED = 200
"""Citing records that are named one by one; all of them are counted."""
_MOST_COUNTED = 20_000
"""Passages of one source that a count looks at: the most that one question may name."""
_BRIEF = ["source.code", "source.kind", "source.date"]
_PARTS_OF_A_SOURCE = frozenset({"passage.source", "source.cited_in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A record that cites a source or a passage, and by which property (`source`: a statement)."""

    type: str
    code: str
    property: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source of the library, how many passages it has and how many records cite it."""

    record: Record
    passages: int
    cited_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One page of the library; how many sources there are of each kind and year, and in all."""

    lines: tuple[SourceLine, ...]
    found: int
    kinds: dict[str, int]
    years: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A passage and whether its words still stand in the text.

    `state`: here · moved (elsewhere than recorded) · gone · no-text · no-quote.
    """

    record: Record
    state: str
    place: Stretch | None = None
    paragraphs: str = ""
    citing: tuple[Citing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSource:
    """A source, its text, its passages, who cites it, and the chain through which it is known.

    `cited_by` counts the records that cite it or a passage of it; `citing` names the first of those
    that cite it as a whole.
    """

    record: Record
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    passages: tuple[CitedPassage, ...]
    citing: tuple[Citing, ...]
    cited_by: int
    through: tuple[Record, ...]
    known_through: tuple[Record, ...]
    digest: str

    def pieces(self, paragraph: Paragraph) -> tuple[Piece, ...]:
        """The words of a paragraph, with the codes of the passages that cite them."""
        cited = [(p.record.code, p.place) for p in self.passages if p.place is not None]
        return tuple(pieces_of(paragraph, cited))


@verb(needs="read")
def list_sources(
    desk: Desk, *, kind: str = "", year: str = "", start: int = 0, most: int = 50
) -> Library:
    """The library of sources, newest first, by kind and year; those without a date come last."""
    every = [_Brief(*map(_text, row)) for row in desk.view.rows("source", _BRIEF)]
    of_kind = [s for s in every if kind in ("", s.kind)]
    of_year = [s for s in every if year == "" or year in s.years]
    shown = [s for s in of_kind if year == "" or year in s.years]
    shown.sort(key=lambda s: s.date, reverse=True)
    return Library(
        lines=tuple(_lines(desk, shown[start : start + most])),
        found=len(shown),
        kinds=dict(Counter(s.kind for s in of_year)),
        years=dict(sorted(Counter(y for s in of_kind for y in s.years).items(), reverse=True)),
    )


@verb(needs="read")
def show_source(desk: Desk, *, code: str) -> ShownSource:
    """One source: its text in paragraphs, its passages and whether their words still stand."""
    record = desk.view.record(desk.find(("source",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    text = record.text("source.text") or ""
    paragraphs = paragraphs_of(text)
    finder = Finder(text)
    passages = [_passage(desk, one, finder, paragraphs) for one in passages_of(desk, record.id)]
    return ShownSource(
        record=record,
        text=text,
        paragraphs=paragraphs,
        passages=tuple(sorted(passages, key=_in_reading_order)),
        citing=citing(desk, record.id),
        cited_by=_cited_by(desk, record.id, [one.record.id for one in passages]),
        through=_through(desk, record),
        known_through=_subjects(desk, record.id, "source.cited_in"),
        digest=text_digest(desk, record.id),
    )


@verb(needs="read")
def source_of_passage(desk: Desk, *, code: str) -> ShownSource:
    """The source that a passage is part of. Raises UnknownRecordError where it names none."""
    passage = desk.view.record(desk.find(("passage",), code))
    uid = None if passage is None else passage.get("passage.source")
    source = desk.record_of(uid)
    if source is None:
        raise UnknownRecordError(code=code)
    return show_source(desk, code=source.code)


def passages_of(desk: Desk, source: EntityId) -> tuple[Record, ...]:
    """The passages of a source."""
    return _subjects(desk, source, "passage.source")


def locate(record: Record, finder: Finder) -> Stretch | None:
    """Where the words of a passage stand in a text now; the place nearest to the recorded one."""
    text = finder.text
    quote, start = record.text("passage.quote"), record.get("passage.start")
    if not quote or not text:
        return None
    at = start if isinstance(start, int) else 0
    if isinstance(start, int) and text.startswith(quote, start):
        return Stretch(start, start + len(quote))
    return nearest(finder.find(quote), at)


def text_statements(desk: Desk, source: EntityId) -> list[Told]:
    """The standing statements that hold the text of a source."""
    history = desk.view.history(source)
    return [told for told in history if told.property == "source.text" and told.stands]


def text_digest(desk: Desk, source: EntityId) -> str:
    """What the text was when it was looked at: the statement that holds it, empty if none does."""
    return "".join(told.id.hex() for told in text_statements(desk, source))


def citing(desk: Desk, uid: EntityId) -> tuple[Citing, ...]:
    """The first records that cite a source or passage; its own parts do not count."""
    found = []
    for link in desk.view.referring(uid, most=_MOST_NAMED):
        record = desk.view.record(link.subject)
        if record is not None and link.property not in _PARTS_OF_A_SOURCE:
            found.append(Citing(type=record.type, code=record.code, property=link.property))
    return tuple(found)


def _lines(desk: Desk, shown: Iterable["_Brief"]) -> Iterator[SourceLine]:
    for brief in shown:
        uid = desk.view.find_code("source", brief.code)
        record = None if uid is None else desk.view.record(uid)
        if record is not None:
            passages = [link.subject for link in desk.view.referring(record.id, "passage.source")]
            cited_by = _cited_by(desk, record.id, passages)
            yield SourceLine(record=record, passages=len(passages), cited_by=cited_by)


def _cited_by(desk: Desk, source: EntityId, passages: Iterable[EntityId]) -> int:
    """How many records cite a source or any of its passages; its own parts do not count."""
    wanted = [source, *islice(passages, _MOST_COUNTED)]
    return desk.view.count_referring(wanted, without=_PARTS_OF_A_SOURCE)


def _passage(
    desk: Desk, record: Record, finder: Finder, paragraphs: Iterable[Paragraph]
) -> CitedPassage:
    place = locate(record, finder)
    return CitedPassage(
        record=record,
        state=_state(record, finder.text, place),
        place=place,
        paragraphs="" if place is None else numbers_at(paragraphs, place),
        citing=citing(desk, record.id),
    )


def _state(record: Record, text: str, place: Stretch | None) -> str:
    if not text:
        return "no-text"
    if not record.text("passage.quote"):
        return "no-quote"
    if place is None:
        return "gone"
    start = record.get("passage.start")
    return "here" if start in (None, place.start) else "moved"


def _in_reading_order(passage: CitedPassage) -> tuple[int, str]:
    place = passage.place
    return (1 << 40 if place is None else place.start, passage.record.code)


def _through(desk: Desk, record: Record) -> tuple[Record, ...]:
    """The sources through which alone a source is known, nearest first; a ring is cut."""
    found: list[Record] = []
    seen = {record.id}
    while len(found) < _DEEPEST:
        uid = record.get("source.cited_in")
        above = desk.record_of(uid)
        if above is None or above.id in seen:
            break
        seen.add(above.id)
        found.append(above)
        record = above
    return tuple(found)


def _subjects(desk: Desk, uid: EntityId, name: str) -> tuple[Record, ...]:
    """The records that refer to one by a property, each once."""
    found: dict[bytes, Record] = {}
    for link in desk.view.referring(uid, name):
        record = desk.view.record(link.subject)
        if record is not None:
            found[record.id] = record
    return tuple(found.values())


class _Brief(NamedTuple):
    """What the library sorts and narrows by."""

    code: str
    kind: str
    date: str

    @property
    def years(self) -> set[str]:
        """The years that its date names."""
        return set(_YEAR.findall(self.date))


def _text(value: object) -> str:
    return "" if value is None else str(value)
