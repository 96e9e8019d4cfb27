"""A chart as pictures, for the doors, which may not draw.

No verb of the registry: nothing is read from the record and nothing leaves the house by drawing.
"""

from dataclasses import dataclass, field

from kuager.formats.charts import draw_chart
from kuager.formats.charts.png import png_of
from kuager.formats.charts.size import size_of
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.chart import Chart
from kuager.model.report import Report


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A report as a file, in memory."""

    suffix: str
    media_type: str
    data: bytes = field(repr=False)


FORMS = tuple(writer.NAME for writer in REPORT_FORMATS)
"""The files that a report can be written as."""


def write_sheet(report: Report, form: str) -> Sheet | None:
    """A report of what left before, as a file of one of `FORMS`; None for any other word."""
    for writer in REPORT_FORMATS:
        if form == writer.NAME:
            data = writer.write(report)
            return Sheet(suffix=writer.SUFFIX, media_type=writer.MEDIA_TYPE, data=data)
    return None


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
