"""What the marks of a text name: citations and figures, looked up and cut to what may leave.

A code in a citation is that of a passage or a source, or of a record that stands for its sources.
What is found is what the text rests on: if one of these records is erased, the text goes with it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kuager.model.chapter import Citation
from kuager.model.cited_figure import CitedFigure
from kuager.model.disclosure import cut_citation
from kuager.model.private_words import PrivateWords
from kuager.model.published import AT_LEAST
from kuager.model.statement import EntityId
from kuager.model.table import Cell
from kuager.model.written import Named, WrittenText, named_by
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.figure_leaving import Leaving, WeighedFigure, weigh_figure
from kuager.verbs.figures import Figure, figure_of
from kuager.verbs.stories import Stories

CITED: Final = (
    "passage", "source", "event", "step", "proceeding", "intervention", "provision", "claim",
    "point",
)  # fmt: skip
"""Types of record that a citation may name, the likeliest first."""
STORIES: Final = frozenset({"event", "step", "proceeding"})
_PERSON: Final = re.compile(r"P-[0-9]+")
"""How our own codes of people look; somebody's own codes look like any other word."""


if TYPE_CHECKING:
    from kuager.verbs.drawing.numbers import FigureOfDocument

Numbers = Callable[[], "Iterable[FigureOfDocument]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What a text names, by code as typed. `behind` is what it rests on; `lost` names nothing."""

    citations: Mapping[str, tuple[Citation, ...]]
    figures: Mapping[str, CitedFigure]
    behind: tuple[EntityId, ...]
    lost: tuple[str, ...]


class Cited:
    """Looks up what texts name, remembering what it has met."""

    def __init__(self, desk: Desk, numbers: Numbers = tuple) -> None:
        """From the record at this desk.

        `numbers` gives the figures of a document, weighed beside all other numbers of it; one that
        is not among them is weighed by itself.
        """
        self.desk, self._numbers = desk, numbers
        self._citations, self._stories = Citations(desk), Stories(desk)
        self._found: dict[str, tuple[Record | None, tuple[Citation, ...]]] = {}
        self._figures: dict[str, tuple[EntityId, CitedFigure] | None] = {}

    def look_up(self, text: WrittenText) -> LookedUp:
        """Everything that a text names."""
        named = named_by(text)
        cited = {code: self._cited(code) for code in named.cited}
        figures = {code: self._figure(code) for code in named.figures}
        found = {code: one for code, one in cited.items() if one[0] is not None}
        kept = {code: one for code, one in figures.items() if one is not None}
        behind = [record.id for record, _ in found.values() if record is not None]
        behind += [uid for uid, _ in kept.values()]
        return LookedUp(
            citations={code: citations for code, (_, citations) in found.items()},
            figures={code: figure for code, (_, figure) in kept.items()},
            behind=tuple(dict.fromkeys((*behind, *self._people(named)))),
            lost=tuple(self._lost(named, {*found, *kept})),
        )

    def behind(self, text: WrittenText) -> tuple[EntityId, ...]:
        """The records that a text names, without weighing or citing anything."""
        named = named_by(text)
        cited = (self.record(code) for code in named.cited)
        figures = (self.desk.view.find_code("figure", code) for code in named.figures)
        found = [record.id for record in cited if record is not None]
        found += [uid for uid in figures if uid is not None]
        return tuple(dict.fromkeys((*found, *self._people(named))))

    def _lost(self, named: Named, known: Collection[str]) -> Iterator[str]:
        """The marks that name nothing; other words in brackets are no marks."""
        yield from (code for code in (*named.cited, *named.figures) if code not in known)
        for code in named.bracketed:
            if _PERSON.fullmatch(code) and self.desk.view.find_code("person", code) is None:
                yield code

    def _people(self, named: Named) -> Iterator[EntityId]:
        """The people whom a text calls by their codes, in square brackets."""
        for code in named.bracketed:
            uid = self.desk.view.find_code("person", code)
            if uid is not None:
                yield uid

    def _cited(self, code: str) -> tuple[Record | None, tuple[Citation, ...]]:
        if code not in self._found:
            record = self.record(code)
            citations = () if record is None else tuple(self._cut(record))
            self._found[code] = record, citations
        return self._found[code]

    def record(self, code: str) -> Record | None:
        """The record that a citation names, restricted ones too; None if there is none."""
        for name in CITED:
            uid = self.desk.view.find_code(name, code)
            if uid is not None:
                return self.desk.view.record(uid, shut=True)
        return None

    def _cut(self, record: Record) -> Iterator[Citation]:
        """The citations of a record, without what would tell who a private person is."""
        private = self._private(record)
        for citation in self._uncut(record):
            yield cut_citation(citation, private, "anonymised")

    def _uncut(self, record: Record) -> Iterator[Citation]:
        if record.type in ("passage", "source"):
            cited = self._citations.cite(record)
            yield from () if cited is None else (cited,)
        elif record.type == "provision":
            yield _law(record)
        else:
            yield from self._citations.of(record)

    def _private(self, record: Record) -> PrivateWords | None:
        """Of all stories that a cited record stands behind: their names, in one."""
        if record.type in STORIES:
            told = [record]
        else:
            links = self.desk.view.referring(record.id, "source")
            found = (self.desk.view.record(link.subject, shut=True) for link in links)
            told = [one for one in found if one is not None and one.type in STORIES]
        words = [self._stories.private(one) for one in told]
        return PrivateWords.of_all(words)

    def _figure(self, code: str) -> tuple[EntityId, CitedFigure] | None:
        if code not in self._figures:
            uid = self.desk.view.find_code("figure", code)
            figure = None if uid is None else figure_of(self.desk, code)
            self._figures[code] = None if figure is None else (figure.id, self._weighed(figure))
        return self._figures[code]

    def _weighed(self, figure: Figure) -> CitedFigure:
        """A figure as it may be printed: beside the other numbers of the document, or alone."""
        beside = next((one for one in self._numbers() if one.id == figure.id), None)
        if beside is None:
            return cited_figure(self.desk, figure, weigh_figure(self.desk, code=figure.code))
        if beside.told is None:
            is_open = beside.held is not None and beside.held.reason == "figure-unweighed"
            verdict: Leaving = "unweighed" if is_open else "held"
            return cited_figure(self.desk, figure, WeighedFigure(code=figure.code, verdict=verdict))
        return beside.told.figure


def cited_figure(desk: Desk, figure: Figure, weighed: WeighedFigure) -> CitedFigure:
    """A figure as it may be printed, by what the gate says of it."""
    is_same = weighed.verdict == "as-it-stands"
    said = _said(figure, weighed)
    return CitedFigure(
        code=figure.code,
        saying=weighed.verdict,
        question=figure.question,
        key=figure.key,
        cell=said[0],
        base=said[1],
        schema=desk.schema,
        wording=figure.wording if is_same else {},
        collector={} if figure.note is None else figure.note.name,
        unknown=figure.unknown if is_same else 0,
        undated=figure.undated if is_same else 0,
        left_out=figure.left_out if is_same else 0,
        practice=figure.practice,
    )


def _said(figure: Figure, weighed: WeighedFigure) -> tuple[Cell | None, Cell | None]:
    """The number and its base as they may be said."""
    if weighed.verdict == "as-it-stands":
        return figure.cell, figure.base
    if weighed.verdict != "otherwise" or weighed.number is None or weighed.base is None:
        return None, None
    is_least = figure.question is not None and figure.question.unit in AT_LEAST
    cells = (
        Cell(sure=n, possibly=0, at_least=n, at_most=None if is_least else n)
        for n in (weighed.number, weighed.base)
    )
    cell, base = cells
    return cell, base


def _law(record: Record) -> Citation:
    """An article of law, named in each language as law and article."""
    article = record.text("provision.article") or ""
    laws = record.texts("provision.law")
    titles = {language: f"{law}, {article}".strip(", ") for language, law in laws.items()}
    return Citation(key=record.code, titles=titles)
