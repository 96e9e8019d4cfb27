"""Tables: what is counted, by what, when and where; the answer, and the records behind a number."""

from dataclasses import replace

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import percent
from kuager.model.question import Question, UnknownQuestionError, read_question
from kuager.model.table import Key, Table
from kuager.model.table_captions import narrowed_to
from kuager.model.table_chart import ChartWords, chart_of
from kuager.model.units import UNIT_WORDS, UNITS
from kuager.verbs.counting import count_table
from kuager.verbs.saved_tables import drop_table, list_tables, save_table
from kuager.verbs.saved_views import ViewNameError
from kuager.verbs.table_choices import USUAL_QUESTIONS
from kuager.verbs.table_records import list_like, records_behind
from kuager.web.chart_pages import AS, answer_chart
from kuager.web.gate_panel import Panel, panel_of
from kuager.web.listed import Words, in_figures
from kuager.web.routes.route import Route
from kuager.web.table_answer import SEPARATOR, Laying
from kuager.web.table_asking import (
    NARROW,
    AskedTable,
    address_of,
    asked_by_form,
    asked_in,
    asked_of,
    question_in,
)
from kuager.web.table_choosing import offer
from kuager.web.table_words import (
    UNIT_NOTES,
    bounds,
    caption,
    heading,
    period_words,
    words_for,
)
from kuager.web.visit import Visit


def show_tables(visit: Visit) -> Response:
    """Where figures begin; with a question in the address, its answer."""
    if not visit.query.get("unit"):
        return _start(visit)
    try:
        asked = asked_in(visit)
    except UnknownQuestionError as refusal:
        return _start(visit, refusal)
    return _page(asked)


def choose_table(visit: Visit) -> Response:
    """The form of a table: understood, and put into the address as codes."""
    asked = asked_by_form(visit)
    if asked.errors:
        return _page(asked)
    answer = visit.see("/tables", **asked.query())
    if visit.form.get(NARROW):
        answer.headers["location"] += "#offered"
    return answer


def _start(visit: Visit, refusal: KuagerError | None = None) -> Response:
    usual = [read_question(text, visit.desk.schema) for text in USUAL_QUESTIONS]
    return visit.page(
        "tables.html",
        status=200 if refusal is None else 422,
        units=[
            (visit.t(words), visit.url("/tables", unit=name), visit.t(UNIT_NOTES[name]))
            for name, words in UNIT_WORDS.items()
        ],
        usual=[(heading(visit, question), address_of(visit, question)) for question in usual],
        saved=[
            (
                table.name,
                address_of(visit, table.question),
                caption(visit, table.question),
                table.code,
            )
            for table in list_tables(visit.desk)
        ],
        refusal="" if refusal is None else visit.t(refusal),
    )


def keep_table(visit: Visit) -> Response:
    """Keep a question under a name, and show its answer again."""
    question = read_question(visit.form.get("question"), visit.desk.schema)
    try:
        save_table(visit.desk, question=question, name=visit.form.get("name"))
    except ViewNameError as refusal:
        return _page(asked_of(visit, question), name_error=visit.t(refusal))
    visit.tell(
        N_("Kept. It stands on the page “Figures” from now on, and is counted anew each time.")
    )
    return visit.see("/tables", **dict(question.pairs()))


def remove_table(visit: Visit) -> Response:
    """Take a saved table away."""
    drop_table(visit.desk, code=visit.path["code"])
    visit.tell(N_("The table is taken away. The records are untouched."))
    return visit.see("/tables")


def _page(asked: AskedTable, *, name_error: str = "") -> Response:
    """The question with its answer; while something in it is not understood, the question alone."""
    visit, question = asked.visit, asked.question
    table = None if asked.errors else count_table(visit.desk, question=question)
    panel, held = (None, "") if table is None else _may_leave(visit, question)
    return visit.page(
        "table.html",
        status=422 if asked.errors or name_error else 200,
        asked=asked,
        question=question,
        offer=offer(asked),
        heading=heading(visit, question),
        unit_note=visit.t(UNIT_NOTES[question.unit]),
        caption=caption(visit, question),
        taken=_taken(asked),
        table=table,
        answer=None if table is None else Laying(visit, table).answer(),
        chart=None if table is None else chart_of(table, _chart_words(visit, question)),
        panel=panel,
        held=held,
        picture=visit.url("/tables/picture", **dict(question.pairs())),
        beside=[] if table is None else _beside(visit, table),
        errors=asked.errors,
        error=dict(reversed(asked.errors)),
        name=visit.form.get("name") if name_error else "",
        name_error=name_error,
    )


def _may_leave(visit: Visit, question: Question) -> tuple[Panel | None, str]:
    """What may leave of a table; or why that cannot be said, and then nothing leaves."""
    try:
        return panel_of(visit, question), ""
    except KuagerError as refusal:
        return None, visit.t(refusal)


def draw_table(visit: Visit) -> Response:
    """The picture of a table alone."""
    question = question_in(visit, but=AS)
    table = count_table(visit.desk, question=question)
    chart = chart_of(table, _chart_words(visit, question))
    if chart is None:
        raise UnknownQuestionError(part="by")
    return answer_chart(visit, chart)


def _chart_words(visit: Visit, question: Question) -> ChartWords:
    return ChartWords(
        words=words_for(visit),
        caption=caption(visit, question),
        period=period_words(visit, question),
        figures=lambda count: in_figures(visit, count),
        percents=lambda part: percent(part, visit.language),
    )


def _taken(asked: AskedTable) -> list[tuple[str, str]]:
    """What narrows the question now, each with the address without it."""
    visit, question = asked.visit, asked.question
    found = []
    said = narrowed_to(words_for(visit), question)
    for (name, chosen), dimension in zip(said, sorted(question.where), strict=True):
        rest = {d: codes for d, codes in question.where.items() if d != dimension}
        found.append((f"{name}: {chosen}", asked.address(replace(question, where=rest))))
    period = period_words(visit, question)
    if period:
        bare = replace(question, first=None, last=None, sure=False)
        found.append((period, asked.address(bare)))
    return found


def _beside(visit: Visit, table: Table) -> list[tuple[str, str]]:
    """What a number needs beside it: its base, and how far all this is known."""
    words, language = words_for(visit), visit.language
    rows = [(visit.t(N_("Base")), bounds(table.base, language))]
    for at, axis in enumerate(table.axes):
        unknown = table.unknown(at)
        if unknown.sure or unknown.possibly:
            name = words.dimension(axis.dimension, table.question.unit)
            label = visit.t(N_("Nothing said of “{dimension}”"), dimension=name)
            rows.append((label, bounds(unknown, language)))
    for label, count in (
        (N_("Possibly in the period"), table.base.possibly),
        (N_("Without a date"), table.undated),
        (N_("Sources disagree"), table.disputed),
        (N_("Judged the same as another"), table.merged),
        (N_("Events that say nothing of people"), table.left_out),
    ):
        if count:
            rows.append((visit.t(label), in_figures(visit, count)))
    return rows


def show_records(visit: Visit) -> Response:
    """The records behind one number: codes, and what a list may show."""
    question = question_in(visit)
    key = _key(visit, question)
    page = visit.query.get("at-page")
    number = int(page[:9]) if page.isascii() and page.isdecimal() else 1
    found = records_behind(visit.desk, question=question, key=key, page=number)
    words = Words(visit, found.names)
    possibly = visit.t(N_("possibly"))
    rows = [
        [
            *words.row(record, found.columns),
            *([possibly if bytes(record.id) in found.possibly else ""] if found.possibly else []),
        ]
        for record in found.records
    ]
    like = list_like(question, key, visit.desk.schema)
    type_name = UNITS[question.unit].type
    return visit.page(
        "table_records.html",
        heading=heading(visit, question),
        caption=caption(visit, question),
        cell=_cell_words(visit, question, key),
        back=address_of(visit, question),
        keep=visit.url("/figures/new", question=question.text(), cell=SEPARATOR.join(key)),
        found=found,
        total=in_figures(visit, found.total),
        heads=[*map(words.label, found.columns), *([""] if found.possibly else [])],
        rows=rows,
        at_page=lambda page: address_of(
            visit, question, "/tables/records", cell=SEPARATOR.join(key), **{"at-page": str(page)}
        ),
        listed="" if like is None else visit.url(f"/list/{type_name}", **like.pairs()),
    )


def _key(visit: Visit, question: Question) -> Key:
    text = visit.query.get("cell")
    key = tuple(text.split(SEPARATOR)) if text else ()
    if len(key) != len(question.by):
        raise UnknownQuestionError(part="cell")
    return key


def _cell_words(visit: Visit, question: Question, key: Key) -> list[tuple[str, str]]:
    """Which cell it is: each dimension and its category."""
    words = words_for(visit)
    return [
        (words.dimension(dimension, question.unit), words.category(dimension, code))
        for dimension, code in zip(question.by, key, strict=True)
    ]


ROUTES = (
    Route("GET", "/tables", show_tables),
    Route("POST", "/tables", choose_table),
    Route("POST", "/tables/saved", keep_table),
    Route("POST", "/tables/saved/{code}/remove", remove_table),
    Route("GET", "/tables/records", show_records),
    Route("GET", "/tables/picture", draw_table),
)
