"""A list over time: a drawing, and a table that says the same."""

from dataclasses import replace

from starlette.responses import Response

from kuager.lang import date_words
from kuager.model.dates import read_date
from kuager.model.filters import Filters
from kuager.verbs.charts import Period, Timeline, count_by_time
from kuager.web.chart_pages import answer_chart
from kuager.web.list_charts import period_text, time_chart
from kuager.web.listed import in_figures
from kuager.web.narrowing import Asked
from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def show_timeline(visit: Visit) -> Response:
    """The page: drawing and table."""
    asked = Asked.of(visit)
    found = _counted(asked)
    return visit.page(
        "timeline.html",
        entity=visit.desk.schema.type(visit.path["type"]),
        asked=asked,
        chart=time_chart(asked, found),
        total=in_figures(visit, found.total),
        undated=in_figures(visit, found.undated),
        found=found,
        rows=[_row(asked, period) for period in found.periods],
    )


def draw(visit: Visit) -> Response:
    """The drawing alone."""
    asked = Asked.of(visit)
    return answer_chart(visit, time_chart(asked, _counted(asked)))


def _counted(asked: Asked) -> Timeline:
    visit = asked.visit
    return count_by_time(visit.desk, type_name=visit.path["type"], filters=asked.filters)


def _row(asked: Asked, period: Period) -> tuple[object, ...]:
    """The period with a link to its records, and how many."""
    text = period_text(period)
    words = date_words(text, asked.visit.language)
    return ((words, asked.address(_only(asked, text))), *_figures(asked.visit, period))


def _only(asked: Asked, text: str) -> Filters:
    """The filters that leave what lies in one month or year, and in what was asked before."""
    said, filters = read_date(text), asked.filters
    firsts = [day for day in (said.earliest, filters.first) if day is not None]
    lasts = [day for day in (said.latest, filters.last) if day is not None]
    return replace(filters, first=max(firsts), last=min(lasts))


def _figures(visit: Visit, period: Period) -> tuple[str, str]:
    return in_figures(visit, period.tally.sure), in_figures(visit, period.tally.possibly)


ROUTES = (
    Route("GET", "/timeline/{type}", show_timeline),
    Route("GET", "/timeline/{type}/picture", draw),
)
"""`/timeline/{type}` and its drawing."""
