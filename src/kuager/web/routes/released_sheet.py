"""A published table as a chart and as a sheet: what left, once more, with what a number needs.

Nothing is counted here: the numbers are those of the register, held back where they were.
"""

from starlette.responses import Response

from kuager.lang import percent
from kuager.model.published_chart import Told, chart_of_published, sheet_of
from kuager.model.table_chart import ChartWords
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.drawings import FORMS, write_sheet
from kuager.verbs.register import Registered, show_registered
from kuager.web.chart_pages import answer_chart
from kuager.web.listed import in_figures
from kuager.web.routes.route import Route
from kuager.web.table_words import caption, period_words, words_for
from kuager.web.visit import Visit


def show_sheet(visit: Visit) -> Response:
    """The chart of a published table, and the sheet as files."""
    one = _released(visit)
    code = one.code
    return visit.page(
        "released_sheet.html",
        code=code,
        heading=caption(visit, one.question),
        chart=chart_of_published(_told(visit, one)),
        picture=visit.url(f"/register/{code}/sheet/picture"),
        forms=[
            (
                "Markdown" if form == "md" else form.upper(),
                visit.url(f"/register/{code}/sheet/{form}"),
            )
            for form in FORMS
        ],
    )


def draw_sheet(visit: Visit) -> Response:
    """The picture of the chart alone."""
    one = _released(visit)
    chart = chart_of_published(_told(visit, one))
    if chart is None:
        raise UnknownRecordError(code=one.code)
    return answer_chart(visit, chart)


def take_sheet(visit: Visit) -> Response:
    """The sheet as a file: its numbers are public, and stand in the register."""
    one = _released(visit)
    sheet = write_sheet(sheet_of(_told(visit, one)), visit.path["form"])
    if sheet is None:
        raise UnknownRecordError(code=one.code)
    return visit.file(sheet.data, name=f"table-{one.code}{sheet.suffix}", kind=sheet.media_type)


def _released(visit: Visit) -> Registered:
    """A table that left from here; what others published is theirs to hand on."""
    one = show_registered(visit.desk, code=visit.path["code"])
    if one.typed_in:
        raise UnknownRecordError(code=one.code)
    return one


def _told(visit: Visit, one: Registered) -> Told:
    """The published numbers with the words around them."""
    return Told(
        table=one.table,
        said=ChartWords(
            words=words_for(visit),
            caption=caption(visit, one.question),
            period=period_words(visit, one.question),
            figures=lambda count: in_figures(visit, count),
            percents=lambda part: percent(part, visit.language),
        ),
        code=one.code,
        practice=one.practice,
    )


ROUTES = (
    Route("GET", "/register/{code}/sheet", show_sheet),
    Route("GET", "/register/{code}/sheet/picture", draw_sheet),
    Route("GET", "/register/{code}/sheet/{form}", take_sheet),
)
"""`/register/{code}/sheet`, its drawing and its files."""
