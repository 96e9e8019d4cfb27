"""Gatherings compared on a page: permits, disruption, police; hostile and ours side by side."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.gathering_table import Gatherings, asked_cell
from kuager.model.table import TOTAL, Key, Table
from kuager.verbs.funnel_tables import (
    GATHERING_TABLES,
    ask_gatherings_as_table,
    gatherings_question,
)
from kuager.verbs.gathering_tables import compare_gatherings
from kuager.web.chart_pages import answer_chart
from kuager.web.funnel_asking import REGION, AskedFunnel, clock_choices
from kuager.web.gate_panel import Panel, panel_of
from kuager.web.routes.funnel import QUICK
from kuager.web.routes.route import Route
from kuager.web.table_answer import SEPARATOR
from kuager.web.table_words import heading
from kuager.web.visit import Visit

PATH, PICTURE = "/gatherings", "/gatherings/picture"
_CLOCKS = ("incident", "known")
Row = tuple[object, ...]
Links = list[tuple[str, str]]


def show_page(visit: Visit) -> Response:
    """The drawing, and every table by side."""
    asked = AskedFunnel.of(visit, unit="event")
    found = compare_gatherings(visit.desk, question=asked.question)
    words = asked.words
    panel, held, tables = _may_leave(asked) if found.all.base.at_most else (None, "", [])
    return visit.page(
        "gatherings.html",
        asked=asked,
        found=found,
        chart=asked.charts.gatherings(found) if found.all.base.at_most else None,
        picture=asked.address(PICTURE),
        heads=["", *(words.side(side) for side in found.sides)],
        permits=_permits(asked, found, found.permits),
        disruptions=_rows(asked, found, found.disruptions),
        police=_rows(asked, found, found.police),
        requests=_permits(asked, found, found.requests),
        said_of_requests=words.requests(found),
        years=words.gathering_years(found),
        year_heads=[visit.t(N_("Year")), *(words.side(side) for side in found.sides)],
        taken=list(asked.taken(PATH)),
        kept=list(asked.kept(REGION)),
        clocks=clock_choices(visit, _CLOCKS),
        panel=panel,
        held=held,
        tables=tables,
    )


def _may_leave(asked: AskedFunnel) -> tuple[Panel | None, str, Links]:
    """What may leave of permits by side, and the tables of the rest; or why nothing does."""
    visit = asked.visit
    try:
        permits, *others = (
            ask_gatherings_as_table(visit.desk, question=asked.question, told=told)
            for told in GATHERING_TABLES
        )
        tables = [
            (heading(visit, one), visit.url("/tables", **dict(one.pairs()))) for one in others
        ]
        return panel_of(visit, permits, quick=QUICK), "", tables
    except KuagerError as refusal:
        return None, visit.t(refusal), []


def draw(visit: Visit) -> Response:
    """The drawing alone."""
    asked = AskedFunnel.of(visit, unit="event")
    found = compare_gatherings(visit.desk, question=asked.question)
    return answer_chart(visit, asked.charts.gatherings(found))


def _permits(asked: AskedFunnel, found: Gatherings, table: Table) -> list[Row]:
    """All of a side, how many asked, then each answer."""
    if not table.base.at_most:
        return []
    words, say = asked.words, asked.words.words.say
    whole = [_number(asked, found, table, (side, TOTAL)) for side in found.sides]
    some = [words.number(asked_cell(table, side)) for side in found.sides]
    first: list[Row] = [(say(N_("all together")), *whole), (say(N_("Asked for a permit")), *some)]
    return first + _rows(asked, found, table)


def _rows(asked: AskedFunnel, found: Gatherings, table: Table) -> list[Row]:
    """A row for each word of a list, a column for each side."""
    axis = table.axes[1]
    return [
        (
            asked.words.words.category(axis.dimension, code),
            *(_number(asked, found, table, (side, code)) for side in found.sides),
        )
        for code in axis.categories
    ]


def _number(asked: AskedFunnel, found: Gatherings, table: Table, key: Key) -> tuple[str, str]:
    """A number in words, and the address of its records; requests are no gatherings."""
    cell = table.cell(key)
    words = asked.words.number(cell)
    if cell.at_most == 0 or table is found.requests:
        return words, ""
    question = gatherings_question(asked.question, table.axes[1].dimension)
    pairs = dict(question.pairs())
    return words, asked.visit.url("/tables/records", **pairs, cell=SEPARATOR.join(key))


ROUTES = (Route("GET", PATH, show_page), Route("GET", PICTURE, draw))
