"""From the record to what is counted: a frame of bits for a question, and whose bits they are.

The counting room gets bits; which record stands at which position is known on this floor and
nowhere else. What was read is kept while the record stays as it is, so that the next question, or
the same one, is answered from memory.
"""

from dataclasses import dataclass, replace

from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.question import Question, UnknownQuestionError
from kuager.model.scales import COUNTRY, OTHER
from kuager.model.table import UNSURE
from kuager.model.units import UNITS
from kuager.stats.cross import chosen_by, positions
from kuager.stats.frame import Bits, Frame
from kuager.store.columns import merged_into
from kuager.store.store import paused_collector
from kuager.verbs.derivations import public_codes
from kuager.verbs.desk import Desk
from kuager.verbs.people_counted import PeopleCounted, count_people
from kuager.verbs.unit_view import UnitView

__all__ = ["COUNTRY", "UNSURE", "Counted", "UnitView", "frame_for"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A frame with the nodes that stand at its positions; the nodes never leave this floor."""

    frame: Frame
    nodes: tuple[int, ...]


def frame_for(desk: Desk, question: Question) -> Counted:
    """Everything that a question needs, read from the record as it stands now.

    Columns are kept with the vault and shared between frames: nothing in a frame may be altered.
    Raises UnknownQuestionError for a body or an article that is not here.
    """
    _demand_known(desk, question)
    with paused_collector():
        return _read(desk, question)


def _read(desk: Desk, question: Question) -> Counted:
    view = UnitView(desk, UNITS[question.unit], question)
    sure, possibly, undated = view.placed(question, view.counted())
    filters = {d.text: view.filter(d) for d in question.where}
    people = count_people(view) if question.unit == "people" else None
    frame = Frame(
        size=len(view.nodes),
        sure=sure,
        possibly=possibly,
        columns={d.text: view.column(d) for d in question.by},
        filters=filters,
        weights=None if people is None else people.weights,
        disputed=view.disputed(),
    )
    return Counted(_finished(view, frame, question, undated, people), tuple(view.nodes))


def _finished(
    view: UnitView,
    frame: Frame,
    question: Question,
    undated: Bits,
    people: PeopleCounted | None,
) -> Frame:
    """With the numbers that stand beside the base, and those that choose by one record together."""
    linked = view.of_one_record()
    frame = replace(frame, sure=frame.sure & linked, possibly=frame.possibly & linked)
    chosen = chosen_by(frame, question)
    outside = chosen_by(replace(frame, sure=undated & linked, possibly=0), question)
    merged = merged_into(view.desk.store, view.unit.type)
    silent = 0 if people is None else (people.silent & chosen).bit_count()
    places = (view.nodes[at] for at in positions(chosen)) if merged else ()
    return replace(
        frame,
        undated=outside.bit_count(),
        merged=sum(merged.get(node, 0) for node in places),
        left_out=silent,
    )


def _demand_known(desk: Desk, question: Question) -> None:
    """Raise UnknownQuestionError where a question names a body or an article nobody recorded."""
    for dimension, values in question.where.items():
        prop = property_of(dimension.name, desk.schema)
        if prop is not None and prop.kind == "reference":
            known = {*public_codes(desk.store, prop.to).values(), NOTHING, OTHER}
            if not known.issuperset(values):
                raise UnknownQuestionError(part=dimension.text)
