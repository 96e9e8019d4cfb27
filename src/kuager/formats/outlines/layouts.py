"""The shelf of layouts: for each kind of material the function that lays it out as blocks.

A layout gets the material, the plan of its block and the language; it never meets the record.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from kuager.formats.outlines.annual_review import lay_chapter
from kuager.formats.outlines.closing import lay_site
from kuager.formats.outlines.numbers import (
    lay_charts,
    lay_figures,
    lay_method,
    lay_tables,
    lay_unknowns,
)
from kuager.formats.outlines.setting import Setting
from kuager.formats.outlines.sheets import (
    lay_developments,
    lay_grid,
    lay_sheet,
    lay_stack,
)
from kuager.formats.outlines.treaty import lay_cases, lay_points, lay_told
from kuager.model.chapter import Chapter
from kuager.model.developments import Developments
from kuager.model.manuscript import Placed
from kuager.model.method import Method
from kuager.model.numbers_told import Charts, Figures, Tables, Unknowns
from kuager.model.sheet import Grid, Sheet, Stack
from kuager.model.site import Site
from kuager.model.treaty import CaseList, PointList, Told

Layout = Callable[[Any, Setting], Sequence[Placed]]

LAYOUTS: Final[dict[type, Layout]] = {
    Chapter: lay_chapter,
    Developments: lay_developments,
    Grid: lay_grid,
    Sheet: lay_sheet,
    PointList: lay_points,
    CaseList: lay_cases,
    Told: lay_told,
    Stack: lay_stack,
    Site: lay_site,
    Figures: lay_figures,
    Tables: lay_tables,
    Charts: lay_charts,
    Unknowns: lay_unknowns,
    Method: lay_method,
}
