"""The library of sources, and the page of one: its text with the cited passages marked."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.source_texts import SourceLine, list_sources, show_source
from kuager.verbs.sources import MOST_TEXT, give_text, text_of_file
from kuager.verbs.values import Record
from kuager.web.routes.route import Route
from kuager.web.source_pages import (
    MOST_PASSAGES,
    TextPages,
    anchor,
    citing_links,
    passage_cells,
    shown_paragraphs,
    source_facts,
)
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_PAGE = 50
_UNPROCESSABLE = 422


def show_library(visit: Visit) -> Response:
    """The library: what kind, of which day, by whom, how reliable, how often cited."""
    words = Words(visit.desk, visit.language)
    kind, year, page = visit.query.get("kind"), visit.query.get("year"), asked_page(visit)
    library = list_sources(visit.desk, kind=kind, year=year, start=(page - 1) * _PAGE, most=_PAGE)
    counted = [(one, count) for one, count in library.kinds.items() if one]
    kinds = [(one, f"{words.term('source_kind', one)} ({count})") for one, count in counted]
    return visit.page(
        "sources.html",
        rows=[_cells(visit, words, line) for line in library.lines],
        found=library.found,
        shown_page=page,
        pages=-(-library.found // _PAGE),
        kind=kind,
        kinds=sorted(kinds, key=lambda choice: choice[1]),
        year=year,
        years=[(one, f"{one} ({count})") for one, count in library.years.items()],
        cite_for=cite_for(visit),
        labels={name: words.label(f"source.{name}") for name in _LABELS},
    )


def show_one(visit: Visit) -> Response:
    """One source: facts, its text in paragraphs, and the passages cited from it."""
    return _page(visit, [])


def take_text(visit: Visit) -> Response:
    """The text of a source, pasted or uploaded; its passages are looked for in it."""
    code, upload = visit.path["code"], visit.files.get("file")
    try:
        text = visit.form.get("text")
        if upload is not None and upload.data:
            text = text_of_file(upload.data)
        given = give_text(visit.desk, source=code, text=text)
    except KuagerError as refusal:
        return _page(visit, [("text", visit.t(refusal))])
    visit.tell(N_("The text is kept: {count} paragraphs."), count=given.paragraphs)
    if given.moved:
        visit.tell(N_("Found at a new place: {codes}"), codes=", ".join(given.moved))
    if given.gone:
        visit.tell(N_("Not found in this text any more: {codes}"), codes=", ".join(given.gone))
    return visit.see(f"/source/{code}")


def _page(visit: Visit, errors: list[tuple[str, str]]) -> Response:
    words = Words(visit.desk, visit.language)
    source = show_source(visit.desk, code=visit.path["code"])
    pages = TextPages.of(source.paragraphs)
    asked = asked_page(visit)
    here = shown_paragraphs(source, pages.shown(asked))
    listed = asked_page(visit, "passages")
    cut = slice((listed - 1) * MOST_PASSAGES, listed * MOST_PASSAGES)
    return visit.page(
        "source.html",
        status=_UNPROCESSABLE if errors else 200,
        code=source.record.code,
        facts=source_facts(words, source.record),
        through=[_link(visit, words, record) for record in source.through],
        known_through=[_link(visit, words, record) for record in source.known_through],
        citing=citing_links(visit, source.citing),
        cited_by=source.cited_by,
        passages=[passage_cells(visit, passage, pages) for passage in source.passages[cut]],
        passage_count=len(source.passages),
        passage_page=listed,
        passage_pages=-(-len(source.passages) // MOST_PASSAGES),
        paragraphs=here,
        has_text=bool(source.text),
        text=visit.form.get("text"),
        shown_page=min(max(asked, 1), max(1, len(pages.starts))),
        pages=len(pages.starts),
        anchor=anchor,
        cite_for=cite_for(visit),
        most=MOST_TEXT,
        errors=errors,
        faults=dict(errors),
    )


def asked_page(visit: Visit, name: str = "page") -> int:
    """The page of a list that was asked for, from 1."""
    asked = visit.query.get(name)
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 6  # noqa: PLR2004
    return max(1, int(asked)) if is_number else 1


def cite_for(visit: Visit) -> str | None:
    """The record for which a passage is looked for (type/code), carried from page to page."""
    return visit.query.get("for") or None


def _cells(visit: Visit, words: Words, line: SourceLine) -> dict[str, object]:
    record = line.record
    return {
        "code": record.code,
        "told": [words.first(record, f"source.{name}") for name in ("kind", "title", "publisher")],
        "date": words.first(record, "source.date"),
        "reliability": words.first(record, "source.reliability"),
        "rank": words.first(record, "source.rank"),
        "withheld": bool(record.get("source.withheld")),
        "passages": line.passages,
        "cited_by": line.cited_by,
        "href": visit.url(f"/source/{record.code}", **_for(visit)),
    }


def _for(visit: Visit) -> dict[str, str | int | None]:
    return {"for": cite_for(visit)}


def _link(visit: Visit, words: Words, record: Record) -> tuple[str, str]:
    return words.with_code(record), visit.url(f"/source/{record.code}")


_LABELS = ("kind", "title", "publisher", "date", "reliability", "rank")

ROUTES: tuple[Route, ...] = (
    Route("GET", "/sources", show_library),
    Route("GET", "/source/{code}", show_one),
    Route("POST", "/source/{code}", take_text),
)
