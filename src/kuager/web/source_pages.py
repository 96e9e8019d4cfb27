"""What the pages of sources share: a source in words, its text page by page, what is cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from kuager import N_
from kuager.model.passages import Paragraph, Piece
from kuager.verbs.source_texts import CitedPassage, Citing, ShownSource
from kuager.verbs.values import Record
from kuager.web.value_words import Words
from kuager.web.visit import Visit

MOST_ON_PAGE: Final = 15_000
"""Characters of a text that one page shows, at least one paragraph."""
MOST_PASSAGES: Final = 50
MOST_NAMED: Final = 20
MOST_QUOTED: Final = 400
"""Passages of one page, records named beside each, and characters of its words."""
STATES: Final = {
    "here": (N_("stands in the text"), "good"),
    "moved": (N_("stands elsewhere in the text than recorded"), "warn"),
    "gone": (N_("these words are not in the text"), "stop"),
    "no-text": (N_("the text is not held here"), "quiet"),
    "no-quote": (N_("no words recorded"), "quiet"),
}
_FACTS: Final = (
    "kind", "title", "publisher", "date", "accessed", "document_symbol", "link", "archived_link",
    "language", "reliability", "rank", "withheld", "names_private_person",
)  # fmt: skip
_DIRECT: Final = N_("stands behind a statement")


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph of a page: its words in pieces, and the passages that cite it."""

    number: int
    pieces: tuple[Piece, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPages:
    """A text cut into pages by length; a page is from a paragraph to the one after its last."""

    starts: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> "TextPages":
        """The pages of a text."""
        starts, length = [], MOST_ON_PAGE + 1
        for index, paragraph in enumerate(paragraphs):
            size = len(paragraph.text)
            if length + size > MOST_ON_PAGE:
                starts.append(index)
                length = 0
            length += size
        return cls(tuple(starts), len(paragraphs))

    def page_of(self, paragraph: int) -> int:
        """The page, from 1, on which a paragraph (from 1) stands."""
        return max(1, sum(start < paragraph for start in self.starts))

    def shown(self, page: int) -> slice:
        """The paragraphs of a page."""
        if not self.starts:
            return slice(0, 0)
        place = min(max(page, 1), len(self.starts)) - 1
        ends = (*self.starts[1:], self.count)
        return slice(self.starts[place], ends[place])


def source_facts(words: Words, record: Record) -> list[tuple[str, str]]:
    """What is known of a source, in words; a link is text, since clicking it tells on us."""
    found = []
    for short in _FACTS:
        name = f"source.{short}"
        text = ", ".join(words.value(name, value) for value in _values(record, name))
        if text:
            found.append((words.label(name), text))
    return found


def shown_paragraphs(source: ShownSource, page: slice) -> list[ShownParagraph]:
    """The paragraphs of a page with what is cited in them."""
    shown = []
    for paragraph in source.paragraphs[page]:
        pieces = source.pieces(paragraph)
        cited = dict.fromkeys(code for piece in pieces for code in piece.cited)
        shown.append(ShownParagraph(paragraph.number, pieces, tuple(cited)))
    return shown


def passage_cells(visit: Visit, passage: CitedPassage, pages: TextPages) -> dict[str, object]:
    """A passage as the page lists it."""
    record, (state, tone) = passage.record, STATES[passage.state]
    return {
        "code": record.code,
        "href": visit.url(f"/record/passage/{record.code}"),
        "quote": _shortened(record.text("passage.quote") or ""),
        "state": visit.t(state),
        "tone": tone,
        "where": _where(visit, passage),
        "text_href": _in_text(visit, passage, pages),
        "citing": citing_links(visit, passage.citing[:MOST_NAMED]),
        "more": len(passage.citing) > MOST_NAMED,
    }


def citing_links(visit: Visit, citing: Iterable[Citing]) -> list[tuple[str, str, str]]:
    """Records that cite something: code, address, and by what."""
    words = Words(visit.desk, visit.language)
    return [
        (
            f"{words.type(one.type)} {one.code}",
            visit.url(f"/record/{one.type}/{one.code}"),
            visit.t(_DIRECT) if one.property == "source" else words.label(one.property),
        )
        for one in citing
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"


def anchor(code: str) -> str:
    """The place of a passage in the page of its source."""
    return f"cited-{quote(code, safe='')}"


def _in_text(visit: Visit, passage: CitedPassage, pages: TextPages) -> str:
    if passage.place is None:
        return ""
    first = int(passage.paragraphs.partition("–")[0] or 1)
    path = f"/source/{visit.path['code']}"
    address = visit.url(path, page=pages.page_of(first))
    return f"{address}#{anchor(passage.record.code)}"


def _where(visit: Visit, passage: CitedPassage) -> str:
    words, record = Words(visit.desk, visit.language), passage.record
    names = ("page", "paragraph", "footnote")
    told = ((words.label(f"passage.{n}"), record.text(f"passage.{n}")) for n in names)
    return ", ".join(f"{label}: {text}" for label, text in told if text)


def _values(record: Record, name: str) -> list[object]:
    cell = record.cells.get(name)
    if cell is None or cell.value is None:
        return []
    if isinstance(cell.value, dict):
        return list(cell.value.values())
    return list(cell.value) if isinstance(cell.value, list) else [cell.value]
