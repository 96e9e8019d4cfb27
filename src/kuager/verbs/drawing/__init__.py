"""The shelf of drawers: what an outline names as `draw`, one file each and one line here."""

from kuager.verbs.drawing.chapter import draw_chapter
from kuager.verbs.drawing.interface import Asked, Drawer

DRAWERS: dict[str, Drawer] = {
    "chapter": draw_chapter,
}

__all__ = ["DRAWERS", "Asked", "Drawer"]
