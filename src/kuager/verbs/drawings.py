"""A chart as pictures, for the doors, which may not draw.

No verb of the registry: nothing is read from the record and nothing leaves the house by drawing.
"""

from dataclasses import dataclass

from kuager.formats.charts import draw_chart
from kuager.formats.charts.png import png_of
from kuager.formats.charts.size import size_of
from kuager.model.chart import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One chart drawn: for pages, for narrow pages, and for paper.

    On pages it follows the reader's light or dark; `paper` is what reports carry.
    """

    svg: str
    narrow: str
    paper: str

    @property
    def png(self) -> bytes:
        """The picture on paper as PNG; made when it is asked for, in some 50 ms."""
        return png_of(self.paper)


def draw(chart: Chart) -> Drawn:
    """Draw a chart; a millisecond or two each."""
    return Drawn(
        svg=draw_chart(chart),
        narrow=draw_chart(chart, size="narrow"),
        paper=draw_chart(chart, theme="paper"),
    )


def sizes_of(chart: Chart) -> tuple[tuple[int, int], tuple[int, int]]:
    """Width and height in pixels of the wide and the narrow picture, so that a page leaves room."""
    return size_of(draw_chart(chart)), size_of(draw_chart(chart, size="narrow"))
