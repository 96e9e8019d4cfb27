"""Charts on pages: the picture as its own answer, and what the page needs around it.

A route answers its picture's address with `answer_chart`; the page shows it with the macro
`figure` of `chart_parts.html`, which asks for `?as=narrow` on a telephone and offers `?as=png`.
"""

from starlette.responses import Response

from kuager.model.chart import Chart
from kuager.verbs.drawings import draw
from kuager.web.visit import Visit

AS = "as"
"""The name in the address: `narrow`, `paper` or `png`; anything else is the wide one."""


def answer_chart(visit: Visit, chart: Chart) -> Response:
    """The picture of a chart in the form that the address asks for."""
    drawn = draw(chart)
    form = visit.query.get(AS)
    if form == "png":
        return visit.picture(drawn.png)
    chosen = {"narrow": drawn.narrow, "paper": drawn.paper}
    return visit.picture(chosen.get(form, drawn.svg))
