"""The shelf of drawers: what an outline names as `draw`, one file each and one line here."""

from kuager.verbs.drawing.admissibility import draw_admissibility, draw_parties
from kuager.verbs.drawing.asks import draw_asks
from kuager.verbs.drawing.authors import draw_authors
from kuager.verbs.drawing.campaign import draw_campaign
from kuager.verbs.drawing.case_missing import draw_case_missing
from kuager.verbs.drawing.case_papers import (
    draw_case_consents,
    draw_case_evidence,
    draw_case_law,
    draw_case_sources,
)
from kuager.verbs.drawing.case_steps import draw_deadlines, draw_ladder_table
from kuager.verbs.drawing.case_story import draw_case_actors, draw_case_facts, draw_case_people
from kuager.verbs.drawing.cases import draw_cases
from kuager.verbs.drawing.chapter import draw_chapter
from kuager.verbs.drawing.claims import draw_claims
from kuager.verbs.drawing.developments import draw_developments
from kuager.verbs.drawing.figures import (
    draw_charts,
    draw_figures,
    draw_method,
    draw_tables,
    draw_unknowns,
)
from kuager.verbs.drawing.hate_crimes import draw_counting_rules, draw_hate_crimes
from kuager.verbs.drawing.history import draw_history
from kuager.verbs.drawing.interface import Asked, Drawer
from kuager.verbs.drawing.law import draw_law
from kuager.verbs.drawing.legal_basis import draw_legal_basis
from kuager.verbs.drawing.points import draw_points
from kuager.verbs.drawing.replies import draw_replies
from kuager.verbs.drawing.site import draw_site
from kuager.verbs.drawing.speaking import draw_occasion, draw_speaking_time
from kuager.verbs.drawing.special_procedures import (
    draw_mandates,
    draw_naming,
    draw_other_bodies,
    draw_sender,
)

DRAWERS: dict[str, Drawer] = {
    "chapter": draw_chapter,
    "asks": draw_asks,
    "campaign": draw_campaign,
    "developments": draw_developments,
    "legal-basis": draw_legal_basis,
    "authors": draw_authors,
    "points": draw_points,
    "history": draw_history,
    "replies": draw_replies,
    "cases": draw_cases,
    "claims": draw_claims,
    "law": draw_law,
    "site": draw_site,
    "figures": draw_figures,
    "tables": draw_tables,
    "charts": draw_charts,
    "unknowns": draw_unknowns,
    "method": draw_method,
    "case-people": draw_case_people,
    "case-facts": draw_case_facts,
    "case-actors": draw_case_actors,
    "ladder-table": draw_ladder_table,
    "deadlines": draw_deadlines,
    "case-consents": draw_case_consents,
    "case-evidence": draw_case_evidence,
    "case-sources": draw_case_sources,
    "case-law": draw_case_law,
    "case-missing": draw_case_missing,
    "hate-crimes": draw_hate_crimes,
    "counting-rules": draw_counting_rules,
    "mandates": draw_mandates,
    "naming": draw_naming,
    "sender": draw_sender,
    "other-bodies": draw_other_bodies,
    "admissibility": draw_admissibility,
    "speaking-time": draw_speaking_time,
    "occasion": draw_occasion,
    "parties": draw_parties,
}

__all__ = ["DRAWERS", "Asked", "Drawer"]
