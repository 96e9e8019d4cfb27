"""From a number of the way to justice back to the records behind it.

A number is named by what it counts, its stage and its reason: `reached|registered`,
`left|attempted|refused`, `way|court|open`; for the motive with `motive-` before. Codes only.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Final

from kuager.model.funnel import STAGES_OF
from kuager.model.journey import Journey, bias_journey
from kuager.model.question import Question, UnknownQuestionError
from kuager.model.units import UNITS
from kuager.stats.cross import chosen_by, positions
from kuager.store.columns import values_of
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.frames import Counted, UnitView, frame_for
from kuager.verbs.funnels import frame_in_period, show_funnel
from kuager.verbs.journeys import Matters, Travelled
from kuager.verbs.table_records import BehindCell, behind

SEPARATOR: Final = "|"
_MOTIVE: Final = "motive-"
_AGAINST: Final = "against"
_OF_STAGES: Final = frozenset({"reached", "left", "way"})


@verb(needs="read")
def records_of_funnel(
    desk: Desk, *, question: Question, number: str, article: str = "", page: int = 1
) -> BehindCell:
    """The records that a number of a funnel counts, in the order of first record.

    Raises UnknownQuestionError for a number that no funnel has, and as `show_funnel` does.
    """
    show_funnel(desk, question=question, article=article)  # refuses what is no funnel; kept
    what, stage, code = (*number.split(SEPARATOR), "", "")[:3]
    node = _article(desk, article) if article else None
    funnel = _Behind(desk, question, node, apart=what == _AGAINST and question.unit == "filing")
    if what.startswith(_MOTIVE):
        places = funnel.of_motive(what.removeprefix(_MOTIVE), stage, code)
    else:
        places = funnel.of_matter(what, stage, code)
    return behind(desk, question.unit, funnel.counted, list(places), page)


def _of_any_kind(desk: Desk, question: Question) -> Counted:
    """Every filing that the question chooses, of whatever kind it is."""
    view = UnitView(desk, replace(UNITS["filing"], only={}), question)
    return Counted(frame_in_period(view, question), tuple(view.nodes))


def _article(desk: Desk, code: str) -> int | None:
    """The node of a provision that is there."""
    named = values_of(desk.store, "provision", "code")
    return next((node for node, said in named if str(said[0]) == code), None)


class _Behind:
    """What one question counts, with the journey of each."""

    def __init__(self, desk: Desk, question: Question, article: int | None, *, apart: bool) -> None:
        """`apart`: filings against us are meant, which are none of the filings that are counted."""
        self.question, self.apart = question, apart
        self.counted = _of_any_kind(desk, question) if apart else frame_for(desk, question)
        self.travelled = Travelled(Matters(desk, article=article), question.unit)

    @cached_property
    def asked(self) -> list[int]:
        """The positions that the question chooses, on the way to justice or beside it."""
        return list(positions(chosen_by(self.counted.frame, self.question)))

    @cached_property
    def journeys(self) -> dict[int, Journey]:
        """Those on the way; by the clock of the report only what was reported."""
        concerned = self.travelled.concerned()
        found = {
            at: self.travelled.journey(self._node(at))
            for at in self.asked
            if self._node(at) in concerned
        }
        if self.question.clock == "report":
            return {at: journey for at, journey in found.items() if journey.place > 0}
        return found

    def _node(self, at: int) -> int:
        return self.counted.nodes[at]

    def of_matter(self, what: str, stage: str, code: str) -> Iterable[int]:
        """The positions of a number of the matter itself, or of what stands beside it."""
        if what == "beside":
            inside = self.asked if self.question.unit == "filing" else self.journeys
            nodes = self.travelled.beside().get(stage, frozenset())
            return (at for at in inside if self._node(at) in nodes)
        if what == _AGAINST:
            return self._against(stage, code)
        if what == "several":
            return (at for at, journey in self.journeys.items() if len(journey.parts) > 1)
        if what == "open":
            return (at for at, journey in self.journeys.items() if journey.way == "open")
        if what == "along":
            return (at for at, j in self.journeys.items() if (stage, code) in j.along)
        return _at_stage(self.journeys, STAGES_OF["justice"], what, (stage, code))

    def of_motive(self, what: str, stage: str, code: str) -> Iterable[int]:
        """The positions of a number of the motive."""
        biased = self.travelled.with_bias()
        gone = {at: bias_journey(j) for at, j in self.journeys.items() if self._node(at) in biased}
        return _at_stage(gone, STAGES_OF["bias"], what, (stage, code))

    def _against(self, what: str, code: str) -> Iterable[int]:
        """Those against whom a matter was brought: all, by what came of it, or by its kind."""
        theirs = self.travelled.by_side.get("theirs", {})
        for at in self.asked if self.apart else self.journeys:
            node = self._node(at)
            filings = theirs.get(node, ())
            is_meant = {
                "": bool(filings),
                "way": bool(filings) and self.travelled.against(node).way == code,
                "kind": any(filing.kind == code for filing in filings),
            }
            if is_meant.get(what):
                yield at


def _at_stage(
    gone: dict[int, Journey], stages: tuple[str, ...], what: str, told: tuple[str, str]
) -> Iterable[int]:
    """Those who reached a stage, or stand at it with a reason or a way."""
    stage, code = told
    if stage not in stages or what not in _OF_STAGES:
        raise UnknownQuestionError(part="number")
    least = stages.index(stage)
    if what == "reached":
        return [at for at, journey in gone.items() if stages.index(journey.stage) >= least]
    here = {at: journey for at, journey in gone.items() if journey.stage == stage}
    if what == "left":
        return [at for at, journey in here.items() if code in journey.reasons]
    return [at for at, journey in here.items() if journey.way == code]
