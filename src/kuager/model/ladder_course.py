"""The course of a matter up its ladder: what each rung said, and which day comes next.

Pure: steps and a day in, the state of every rung out. A rung is *waiting* from the first filing
until something ends the wait: an answer, a refusal, a closing, a withdrawal; where a register
number is waited for, the number. "No word" ends nothing: the clock runs on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from kuager.model.dates import DateError, read_date
from kuager.model.ladder import Ladder, Limit, Rung
from kuager.model.ladder_stage import Said, stage_of
from kuager.model.working_days import Due, Holidays, due

State = Literal["empty", "waiting", "going-on", "ended", "won"]

_ENDS: Final = frozenset(
    {"refused", "requalified", "closed", "withdrawn", "answered", "decision", "verdict", "settled",
     "abolished", "enforced", "compensated"}
)  # fmt: skip
_ENDING_OUTCOMES: Final = frozenset(
    {"refused", "not-registered", "left-without-consideration", "withdrawn", "returned"}
)
_MET_BY_NUMBER: Final = frozenset(
    {"registered", "opened", "statement-taken", "medical-examination", "investigation-step",
     "suspect-named", "charged", "suspended", "resumed", "sent-to-court", "hearing"}
)  # fmt: skip
_WON: Final = frozenset({"for", "granted", "convicted", "compensated", "supported", "adopted"})
_NO_FILING: Final = frozenset({"no-word", "attempted"})
_LEFT: Final = frozenset({"withdrawn", "settled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated move, as the record has it; `order` is its place in the log.

    `partial`: it is for some of the people only, as when one leaves a collective appeal.
    """

    code: str
    order: int
    rung: str | None = None
    kind: str | None = None
    outcome: str | None = None
    stage: str | None = None
    exits: tuple[str, ...] = ()
    when: str | None = None
    numbers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    in_writing: bool | None = None
    bias_stated: bool | None = None
    bias_recorded: bool | None = None
    bias_stage: str | None = None
    next_deadline: str | None = None
    body: str | None = None
    said_by: str | None = None
    partial: bool = False

    @property
    def ends(self) -> bool:
        """Whether it ends the wait for an answer; what concerns some people only does not."""
        return not self.partial and self._ends

    @property
    def _ends(self) -> bool:
        return self.kind in _ENDS or self.outcome in _ENDING_OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day with the limit it comes from; `late` counts the working days since it.

    `towards` is the rung that it opens, where it is we who must act.
    """

    due: Due
    limit: Limit
    late: int = 0
    towards: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RungState:
    """One rung as it stands: what happened on it, and what is waited for."""

    rung: Rung
    state: State
    steps: tuple[Step, ...] = ()
    filed: Step | None = None
    ended: Step | None = None
    answer: Deadline | None = None
    go_on: tuple[Deadline, ...] = ()

    @property
    def bias_stated(self) -> bool | None:
        """Whether the motive was named to this body; the last word counts."""
        return _last(step.bias_stated for step in self.steps)

    @property
    def bias_recorded(self) -> bool | None:
        """Whether the body put the motive on record; the last word counts."""
        return _last(step.bias_recorded for step in self.steps)

    @property
    def is_overdue(self) -> bool:
        """Whether the answer is surely late."""
        return self.answer is not None and self.answer.late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A whole matter on its ladder: rungs in order, those beside and after, and the rest."""

    ladder: Ladder
    stage: str
    rungs: tuple[RungState, ...]
    beside: tuple[RungState, ...] = ()
    after: tuple[RungState, ...] = ()
    elsewhere: tuple[Step, ...] = ()
    exits: tuple[str, ...] = ()

    @property
    def now(self) -> RungState | None:
        """The highest rung on which anything happened."""
        return next((state for state in reversed(self.rungs) if state.steps), None)

    @property
    def next(self) -> Rung | None:
        """Where one can go from here: the first rung, or the one above the highest that ended."""
        now = self.now
        if now is None:
            return self.rungs[0].rung
        may_go = now.state == "ended" and now.ended is not None and now.ended.kind not in _LEFT
        return self.ladder.next(now.rung.id) if may_go or now.is_overdue else None


def course(
    ladder: Ladder,
    steps: Iterable[Step],
    *,
    limits: Mapping[str, Limit],
    days: Holidays,
    today: date,
    abroad: bool = True,
) -> Course:
    """Where a matter stands on a day, by the limits and holidays in force.

    Without `abroad` nothing is told of UN bodies as long as a rung is left at home.
    """
    ordered = in_order(steps)
    laid = {rung_id: [s for s in ordered if s.rung == rung_id] for rung_id in ladder.by_id}
    clock = _Clock(limits, days, today)
    rungs = [clock.state(rung, laid[rung.id]) for rung in ladder.rungs]
    placed = {s.code for found in laid.values() for s in found}
    return Course(
        ladder=ladder,
        stage=stage_of(Said(s.kind, s.outcome, s.stage) for s in ordered),
        rungs=clock.with_ways_on(ladder, rungs),
        beside=tuple(clock.state(rung, laid[rung.id]) for rung in ladder.beside),
        after=clock.after(ladder, rungs, laid) if abroad or rungs[-1].state == "ended" else (),
        elsewhere=tuple(s for s in ordered if s.code not in placed),
        exits=tuple(dict.fromkeys(code for s in ordered for code in s.exits)),
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """Counts limits on one day."""

    limits: Mapping[str, Limit]
    days: Holidays
    today: date

    def state(self, rung: Rung, steps: Sequence[Step]) -> RungState:
        """One rung by itself; the last end counts, and what was filed after it begins anew."""
        if not steps:
            return RungState(rung=rung, state="empty")
        ends = [at for at, step in enumerate(steps) if step.ends or _is_met(rung, step)]
        since = steps[ends[-1] + 1 :] if ends else steps
        filed = next((step for step in since if step.kind not in _NO_FILING), None)
        ended = steps[ends[-1]] if ends and filed is None else None
        return RungState(
            rung=rung,
            state=_state(ended),
            steps=tuple(steps),
            filed=filed or next(iter(steps), None),
            ended=ended,
            answer=None if filed is None else self._deadline(rung.answer, filed.when),
        )

    def with_ways_on(self, ladder: Ladder, rungs: Sequence[RungState]) -> tuple[RungState, ...]:
        """The highest rung gets the days by which we must be on those that it opens."""
        found = list(rungs)
        top = max((at for at, state in enumerate(rungs) if state.steps), default=None)
        since = None if top is None else _left_since(rungs[top])
        if top is not None and since is not None:
            opened = ladder.opened_by(rungs[top].rung.id)
            ways = (self._deadline(rung.file, since, towards=rung.id) for rung in opened)
            found[top] = replace(found[top], go_on=tuple(filter(None, ways)))
        return tuple(found)

    def after(
        self, ladder: Ladder, rungs: Sequence[RungState], laid: Mapping[str, Sequence[Step]]
    ) -> tuple[RungState, ...]:
        """UN bodies; their limits run from the last decision at home, if there is one."""
        ended = [state.ended for state in rungs if state.ended is not None]
        found = []
        for name in ladder.after:
            state = self.state(ladder.by_id[name], laid[name])
            way = self._deadline(name, ended[-1].when, towards=name) if ended else None
            is_open = way is not None and not state.steps
            found.append(replace(state, go_on=(way,)) if is_open and way else state)
        return tuple(found)

    def _deadline(
        self, limit_id: str | None, since: str | None, *, towards: str | None = None
    ) -> Deadline | None:
        limit = self.limits.get(limit_id or "")
        if limit is None or limit.count is None:
            return None
        found = due(since, limit.count, limit.unit, side=limit.to, days=self.days)
        if found is None:
            return None
        late = self.days.between(found.day, self.today)
        return Deadline(due=found, limit=limit, late=late, towards=towards)


def _state(ended: Step | None) -> State:
    if ended is None:
        return "waiting"
    if ended.outcome in _WON:
        return "won"
    return "ended" if ended.ends else "going-on"


def _left_since(state: RungState) -> str | None:
    """The day since which one may go on: that of the end, or that on which silence is certain."""
    if state.is_overdue and state.answer is not None:
        return state.answer.due.day.isoformat()
    if state.state != "ended" or state.ended is None or state.ended.kind in _LEFT:
        return None
    return state.ended.when


def _is_met(rung: Rung, step: Step) -> bool:
    """Whether the number that was waited for is there."""
    return rung.registers and step.kind in _MET_BY_NUMBER and step.outcome != "not-registered"


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by the first day they can mean; one without a date stays behind what was said before.

    What was recorded later on the same day comes later.
    """
    found: list[tuple[date, int, Step]] = []
    last = date.min
    for step in sorted(steps, key=lambda step: step.order):
        last = _begins(step) or last
        found.append((last, step.order, step))
    return [step for _, _, step in sorted(found, key=lambda place: place[:2])]


def _begins(step: Step) -> date | None:
    try:
        return read_date(step.when).earliest if step.when else None
    except DateError:
        return None


def _last(said: Iterable[bool | None]) -> bool | None:
    found = [answer for answer in said if answer is not None]
    return found[-1] if found else None
