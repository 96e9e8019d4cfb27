"""The shelf of drawers: what an outline names as `draw`, one file each and one line here."""

from kuager.verbs.drawing.asks import draw_asks
from kuager.verbs.drawing.campaign import draw_campaign
from kuager.verbs.drawing.chapter import draw_chapter
from kuager.verbs.drawing.developments import draw_developments
from kuager.verbs.drawing.interface import Asked, Drawer
from kuager.verbs.drawing.legal_basis import draw_legal_basis
from kuager.verbs.drawing.site import draw_site

DRAWERS: dict[str, Drawer] = {
    "chapter": draw_chapter,
    "asks": draw_asks,
    "campaign": draw_campaign,
    "developments": draw_developments,
    "legal-basis": draw_legal_basis,
    "site": draw_site,
}

__all__ = ["DRAWERS", "Asked", "Drawer"]
