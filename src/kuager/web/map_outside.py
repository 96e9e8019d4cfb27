"""The map of a list as it may leave: drawn from what passes the gate, with the panel beside it."""

from dataclasses import dataclass

from kuager.lang import percent
from kuager.model.chart import Chart
from kuager.model.map_question import question_of_map
from kuager.model.published_chart import Told, chart_of_published
from kuager.model.table_chart import ChartWords
from kuager.verbs.gate import weigh_table
from kuager.web.gate_panel import Panel, panel_of
from kuager.web.listed import in_figures
from kuager.web.narrowing import Asked
from kuager.web.table_words import UNIT_NOTES, caption, period_words, words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMap:
    """What is counted, the map of the numbers that pass (None if none do), and what may leave.

    `table` is the address of the same question among the tables.
    """

    note: str
    caption: str
    chart: Chart | None
    panel: Panel
    table: str


def outside_map(asked: Asked, within: str) -> OutsideMap:
    """Weigh the map of a list. Raises the refusals of `question_of_map`, and of the gate."""
    visit = asked.visit
    question = question_of_map(visit.path["type"], asked.filters, visit.desk.schema, within=within)
    weighed = weigh_table(visit.desk, question=question)
    said = ChartWords(
        words=words_for(visit),
        caption=caption(visit, question),
        period=period_words(visit, question),
        figures=lambda count: in_figures(visit, count),
        percents=lambda part: percent(part, visit.language),
    )
    told = Told(table=weighed.published, said=said, code=weighed.again, practice=weighed.practice)
    return OutsideMap(
        note=visit.t(UNIT_NOTES[question.unit]),
        caption=said.caption,
        chart=chart_of_published(told) if weighed.passing else None,
        panel=panel_of(visit, question),
        table=visit.url("/tables", **dict(question.pairs())),
    )
