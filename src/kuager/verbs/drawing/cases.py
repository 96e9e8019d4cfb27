"""Cases of a document: developments by article, heading and kind, or chosen by hand.

Options as those of `developments`, and `articles`; `otherwise` are the kinds of event that are told
if nothing was chosen by hand. A case is told once: under its first heading,
and under the first of its articles that has a part. Where people are named, their codes stand in
square brackets in the wording and become the labels of this edition.
"""

from dataclasses import replace

from kuager.model.developments import Developments
from kuager.model.manuscript import Drawn
from kuager.model.statement import EntityId
from kuager.model.treaty import CaseList
from kuager.store.view import Record
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places, listed
from kuager.verbs.drawing.developments import draw_developments
from kuager.verbs.drawing.interface import Asked


def draw_cases(desk: Desk, asked: Asked) -> Drawn:
    """The developments of a block as numbered cases; nothing if there are none."""
    found, here = draw_developments(desk, _unless_chosen(desk, asked)), _Here(desk, asked)
    told = found.material.told if isinstance(found.material, Developments) else ()
    kept = tuple(d for d in told if here.is_told(desk.view.record(EntityId(d.id))))

    def is_ours(code: str) -> bool:
        return here.is_told(_by_code(desk, code))

    return Drawn(
        material=CaseList(told=kept) if kept else None,
        behind=tuple(d.id for d in kept),
        held=tuple(held for held in found.held if is_ours(held.code)),
        unwritten=tuple(code for code in found.unwritten if is_ours(code)),
        possibly=tuple(code for code in found.possibly if is_ours(code)),
        types=found.types,
    )


def _unless_chosen(desk: Desk, asked: Asked) -> Asked:
    """What is asked for if nobody chose: only some kinds of event, where the outline says so."""
    kinds = listed(asked.plan, "otherwise")
    taken = (desk.view.record(EntityId(uid)) for uid in asked.writing.takes)
    is_chosen = any(record is not None and record.type in TOLD_TYPES for record in taken)
    if not kinds or is_chosen:
        return asked
    return replace(asked, plan=replace(asked.plan, options={**asked.plan.options, "kinds": kinds}))


class _Here:
    """Knows which developments are told in a block: by first heading, and by first article."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._places = Places(desk, asked)
        self._rubrics = listed(asked.plan, "rubric")

    def is_told(self, record: Record | None) -> bool:
        if record is None:
            return False
        heading = record.text(f"{record.type}.rubric_primary")
        return (not self._rubrics or heading in self._rubrics) and self._places.is_here(record)


def _by_code(desk: Desk, code: str) -> Record | None:
    found = (desk.view.find_code(kind, code) for kind in TOLD_TYPES)
    return next((desk.view.record(uid, shut=True) for uid in found if uid is not None), None)
