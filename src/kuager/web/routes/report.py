"""One document: its parts and how they stand, its facts, and the whole of it for reading."""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from kuager import N_
from kuager.lang import words_of
from kuager.model.chart import Chart
from kuager.model.outline import Outline
from kuager.model.writing import Writing
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.document_choices import leave_record, show_report, take_record
from kuager.verbs.document_shelf import days_until
from kuager.verbs.documents import open_report
from kuager.verbs.manuscripts import ReadReport, read_report
from kuager.verbs.records import show_record
from kuager.verbs.reports import review_countries
from kuager.verbs.rulebook import bounds_of
from kuager.verbs.values import Record
from kuager.web.chart_pages import answer_chart
from kuager.web.form_reading import NO_SUCH_RECORD
from kuager.web.record_view import room_of
from kuager.web.report_facts import NOT_ASKED
from kuager.web.report_sheet import CHARTS, keep_charts, sheet_of
from kuager.web.report_states import part_lines, wanting
from kuager.web.report_ways import Ways, pages_of_document
from kuager.web.report_words import label_of, said_left, title_of, tone_of
from kuager.web.routes.route import Route
from kuager.web.rule_words import said_bounds
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422


def show_document(visit: Visit) -> Response:
    """The parts of a document in order, each with its state and what to do."""
    return _document(visit, [], "")


def _document(visit: Visit, errors: list[tuple[str, str]], typed: str) -> Response:
    writing, outline = open_report(visit.desk, visit.path["code"])
    language = spoken(visit, writing)
    read = read_report(visit.desk, code=writing.code, language=language)
    words, ways = Words(visit.desk, visit.language), Ways(visit, writing.code, language)
    days = days_until(writing.due_on, visit.desk.today)
    sheet = show_report(visit.desk, code=writing.code)
    return visit.page(
        "report.html",
        status=_FAULTY if errors else 200,
        takes=_chosen(visit, sheet.takes),
        leaves=_chosen(visit, sheet.leaves),
        strays=[f"{place} ({words.language_name(said_in)})" for place, said_in in sheet.strays],
        errors=errors,
        typed=typed,
        **about(visit, writing, outline, language),
        parts=part_lines(words, outline, read, ways),
        wanting=wanting(words, outline, read, ways),
        facts=_facts(words, _record(visit, writing.code)),
        left=(said_left(words, days), tone_of(days)),
        due=words.value("report.due_on", writing.due_on) if writing.due_on else "",
        limits=said_bounds(words, bounds_of(visit.desk, writing, outline, read.laid.report)),
    )


def choose(visit: Visit) -> Response:
    """Take a record into a document by hand, leave it out, or take either back."""
    code, record = visit.path["code"], visit.form.get("record")
    act, _, undo = visit.form.get("how").partition(".")
    try:
        if act == "leave":
            leave_record(visit.desk, code=code, record=record, is_left=not undo)
        else:
            take_record(visit.desk, code=code, record=record, is_taken=not undo)
    except UnknownRecordError:
        open_report(visit.desk, code)  # no such document is another refusal
        return _document(visit, [("record", visit.t(NO_SUCH_RECORD))], record)
    visit.tell(N_("Saved."))
    return visit.see(f"/report/{code}")


def _chosen(visit: Visit, named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, visit.url(f"{room_of(kind)}/{code}")) for kind, code in named]


def show_reading(visit: Visit) -> Response:
    """The whole document as it may be told today; above it everything that is not told, and why."""
    writing, outline = open_report(visit.desk, visit.path["code"])
    language = spoken(visit, writing)
    read = read_report(visit.desk, code=writing.code, language=language)
    words, ways = Words(visit.desk, visit.language), Ways(visit, writing.code, language)
    sheet = sheet_of(read.laid, ways.of_placed)
    keep_charts(visit, writing.code, language, sheet)
    return visit.page(
        "report_read.html",
        **about(visit, writing, outline, language),
        read=read,
        sheet=sheet,
        wanting=wanting(words, outline, read, ways),
        held=ways.held(one for state in read.states for one in state.held),
        unwritten=[(code, ways.to_write(code)) for code in _each(read, "unwritten")],
        possibly=[(code, ways.to_record(code)) for code in _each(read, "possibly")],
        remarks=ways.remarked(read.laid.remarks),
        at_chart=lambda number: visit.url(
            f"/report/{writing.code}/chart/{number}", language=language
        ),
    )


def show_chart(visit: Visit) -> Response:
    """The picture of one chart of a document that is being read."""
    writing, _ = open_report(visit.desk, visit.path["code"])
    language = spoken(visit, writing)
    key = CHARTS.format(code=writing.code, language=language)
    kept = visit.house.results.get(key)
    if not isinstance(kept, list):
        read = read_report(visit.desk, code=writing.code, language=language)
        kept = visit.house.results[key] = sheet_of(read.laid).charts
    number = visit.path["number"]
    found = kept[int(number)] if number.isdecimal() and int(number) < len(kept) else None
    if not isinstance(found, Chart):
        raise UnknownRecordError(code=writing.code)
    return answer_chart(visit, found)


def spoken(visit: Visit, writing: Writing) -> str:
    """The language of a document that is asked for; the one it is sent in if none of its own is."""
    asked = visit.query.get("language")
    return asked if asked in writing.languages else writing.languages[0]


def about(visit: Visit, writing: Writing, outline: Outline, language: str) -> dict[str, Any]:
    """What every page of a document says of it."""
    words = Words(visit.desk, visit.language)
    return {
        "code": writing.code,
        "document_title": title_of(words, writing.titles, outline.outline),
        "label": label_of(words, outline.outline),
        "standing": words.term("edition_status", writing.status),
        "spoken": language,
        "spoken_name": words_of(language).name,
        "spoken_all": [(code, words_of(code).name) for code in writing.languages],
        "pages": pages_of_document(visit, writing.code, language),
    }


def _each(read: ReadReport, name: str) -> list[str]:
    """Codes of all blocks, each once."""
    return list(dict.fromkeys(code for state in read.states for code in getattr(state, name)))


def _record(visit: Visit, code: str) -> Record:
    return show_record(visit.desk, code=code, types=("report",), is_alone=True).record


def _facts(words: Words, record: Record) -> list[tuple[str, str]]:
    """What is said of the document, each property once, in the words of the schema."""
    found = []
    for prop in words.schema.type("report").properties.values():
        cell = record.cells.get(prop.name)
        if cell is None or cell.value in (None, "") or prop.short in (NOT_ASKED | {"code"}):
            continue
        if isinstance(cell.value, dict):
            texts = [str(text) for text in cell.value.values()]
        else:
            values = cell.value if isinstance(cell.value, list) else [cell.value]
            texts = [_said(words, prop.name, value) for value in values]
        found.append((words.of(prop.label), "; ".join(texts)))
    names = [words.language_name(str(code)) for code in record.every("report.language")]
    return [*found, (words.t(N_("In which languages")), ", ".join(names))]


def _said(words: Words, name: str, value: object) -> str:
    """A value in words; a country by its name."""
    names = review_countries(words.desk).get(str(value)) if name == "report.country" else None
    return words.value(name, value) if names is None else words.of(dict(names))


ROUTES = (
    Route("GET", "/report/{code}", show_document),
    Route("POST", "/report/{code}/choose", choose),
    Route("GET", "/report/{code}/read", show_reading),
    Route("GET", "/report/{code}/chart/{number}", show_chart),
)
