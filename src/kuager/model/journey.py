"""What came of a matter on the way to justice: how far, whether it left, by which way, and when.

A *journey* is read from the steps of one filing, from what is said of an event, or put together
from several. It is in one of four ways: `open` (in progress, never failed), `left`, `for` (ended in
favour of who asked) or `unknown`. An exit code ends a matter unless a later step goes on; three
codes never end it (`ALONG`), they are met on the way. docs/decisions/048 says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from kuager.model.dates import DateError, read_date
from kuager.model.ladder_course import Step, in_order
from kuager.model.ladder_stage import STAGES, Said, stage_of

Way = Literal["for", "left", "open", "unknown"]
WAYS: Final[tuple[Way, ...]] = ("for", "left", "open", "unknown")

BIAS_STAGES: Final = (
    "documented", "stated", "recorded", "investigated", "charged", "found", "sentenced",
)  # fmt: skip
"""The way of the motive: what we documented, then the terms of the vocabulary `bias_stage`."""
BIAS_LATER: Final = BIAS_STAGES[3:]
"""Those that only a word of the list tells; the first two have a yes or no of their own."""

ALONG: Final = frozenset({"late", "no-bias", "delayed"})
"""Exit codes after which a matter still goes on: taken late, without the motive, slowly."""
FAVOURABLE, UNKNOWN, NOT_REPORTED = "favourable", "unknown", "nr-other"
ENDED: Final = "ended"
"""The reason of a matter that was closed and of which nobody said why."""
MATTER_ENDED: Final = "matter-ended"
"""Where the motive came no further because the matter itself had come to its end."""

_SILENT: Final = frozenset({"no-word", "deadline-missed", "meeting", "action-called-for"})
_WON_KINDS: Final = frozenset({"compensated", "enforced"})
_WON: Final = frozenset({"for", "granted", "convicted", "compensated", "supported", "adopted"})
_GOING_ON: Final = frozenset(
    {"accepted", "refused-at-first", "registered", "opened", "investigated", "documented",
     "pending", "postponed"}
)  # fmt: skip
_FORMAL: Final = frozenset(
    {None, "unknown", "formal", "announced", "proposed", "submitted", "received", "presented",
     "held"}
)  # fmt: skip
_BY_OUTCOME: Final[Mapping[str, str]] = {
    "refused": "refused",
    "left-without-consideration": "archived",
    "not-registered": "not-registered",
    "no-crime": "no-crime",
    "lack-of-information": "no-information",
    "none-prosecuted": "no-suspect",
    "requalified": "requalified",
    "minimal": "minimum-sentence",
    "convicted-in-part": "partial",
}
_BY_KIND: Final[Mapping[str, str]] = {"refused": "refused", "requalified": "requalified"}
_WAY_OF_STATUS: Final[Mapping[str, tuple[Way, str]]] = {
    "closed-for": ("for", FAVOURABLE),
    "closed-in-part": ("left", "outcome.in-part"),
    "closed-against": ("left", "outcome.against"),
    "closed-without-result": ("left", "outcome.none"),
    "withdrawn": ("left", "outcome.withdrawn"),
}
_BEFORE_FILING: Final = frozenset({"prepared", "announced", "open", "suspended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """How far a matter came, and what came of it.

    `reasons` are exit codes, or `outcome.<term>` where only an outcome is known, or `ENDED`.
    `along` are (stage, exit code) met on the way. `days` maps a stage to the date of the first
    step that says it. `parts` are the stages at which its filings stand. `bias` says of a stage of
    the motive whether it was reached.
    """

    stage: str = STAGES[0]
    way: Way = "unknown"
    reasons: frozenset[str] = frozenset()
    along: frozenset[tuple[str, str]] = frozenset()
    days: Mapping[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    bias: Mapping[str, bool] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """The number of its stage, from 0."""
        return STAGES.index(self.stage)


NOWHERE: Final = Journey()
"""A matter of which nothing is said."""


def journey_of(steps: Iterable[Step], *, status: str | None = None) -> Journey:
    """The journey of one filing: its steps in the order of their days, then its status.

    What concerns some of its people only moves the stage, but ends nothing.
    """
    walk = _Walk()
    for step in in_order(steps):
        walk.take(step)
    found = walk.journey()
    if found.way in ("for", "left"):
        return found
    if status in _WAY_OF_STATUS:
        way, reason = _WAY_OF_STATUS[str(status)]
        stage = max(found.stage, "attempted", key=STAGES.index)
        return replace(
            found, stage=stage, parts=frozenset({stage}), way=way, reasons=frozenset({reason})
        )
    if found.way == "unknown" and not found.reasons and status in _BEFORE_FILING:
        return replace(found, way="open")
    return found


def said_of_event(reported: str | None, stage: str | None, exits: Iterable[str]) -> Journey | None:
    """The journey that an event itself tells; None if nothing is said."""
    codes = frozenset(exits)
    if reported is None and stage is None and not codes:
        return None
    tried = STAGES[1] if reported in ("yes", "attempted") else STAGES[0]
    reached = max(tried, stage if stage in STAGES else STAGES[0], key=STAGES.index)
    leaving = codes - ALONG - {FAVOURABLE, UNKNOWN}
    way: Way = "unknown"
    reasons: frozenset[str] = frozenset()
    if leaving:
        way, reasons = "left", leaving
    elif FAVOURABLE in codes:
        way, reasons = "for", frozenset({FAVOURABLE})
    elif UNKNOWN in codes:
        reasons = frozenset({UNKNOWN})
    elif reported == "no" and reached == STAGES[0]:
        way, reasons = "left", frozenset({NOT_REPORTED})
    elif stage in STAGES[1:]:
        way = "open"
    along = frozenset((reached, code) for code in codes - reasons - {UNKNOWN})
    return Journey(stage=reached, way=way, reasons=reasons, along=along, parts=frozenset({reached}))


def together(filings: Iterable[Journey], said: Iterable[Journey] = ()) -> Journey:
    """One journey of several filings, and of what is said of the events they are about.

    It stands where the furthest of them stands and goes on as long as one of them goes on. What is
    said of an event fills in what no filing tells; an exit said of it holds unless a filing came
    further.
    """
    found = list(filings)
    told = list(said)
    if not found:
        return _joined(told) if told else NOWHERE
    both = _joined(found)
    if not told:
        return both
    event = _joined(told)
    along = both.along | event.along
    if event.place > both.place:
        way = both.way if event.way == "unknown" else event.way
        reasons = both.reasons if event.way == "unknown" else event.reasons
        return replace(both, stage=event.stage, way=way, reasons=reasons, along=along)
    if both.place > 0 and any(code.startswith("nr-") for code in event.reasons):
        return replace(both, along=along)  # reported after all
    speaks = event.way in ("left", "for") and event.place in (0, both.place)
    if speaks and both.way in ("open", "unknown"):
        return replace(both, way=event.way, reasons=event.reasons, along=along)
    met = ((event.stage, code) for code in event.reasons - both.reasons - {UNKNOWN})
    return replace(both, along=along | frozenset(met))


def _joined(journeys: list[Journey]) -> Journey:
    top = max(journeys, key=lambda one: one.place)
    furthest = [one for one in journeys if one.place == top.place]
    is_open = any(one.way == "open" for one in journeys)
    way: Way = "open" if is_open else _first_way(furthest)
    reasons = frozenset[str]().union(*(one.reasons for one in furthest if one.way == way))
    along = frozenset[tuple[str, str]]().union(*(one.along for one in journeys))
    others = (one for one in journeys if one.way in ("left", "for"))
    met = ((one.stage, code) for one in others for code in one.reasons if code not in reasons)
    return Journey(
        stage=top.stage,
        way=way,
        reasons=reasons,
        along=along | frozenset(met),
        days=_first_days(journeys),
        parts=frozenset[str]().union(*(one.parts for one in journeys)),
        bias=_any_bias(journeys),
    )


def _first_way(furthest: list[Journey]) -> Way:
    ways = {one.way for one in furthest}
    return next(way for way in WAYS if way in ways)


def _first_days(journeys: Iterable[Journey]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in journeys:
        for stage, text in one.days.items():
            if stage not in found or begins(text) < begins(found[stage]):
                found[stage] = text
    return found


def _any_bias(journeys: Iterable[Journey]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for one in journeys:
        for stage, is_so in one.bias.items():
            found[stage] = found.get(stage, False) or is_so
    return found


def begins(text: str) -> tuple[date, date, str]:
    """Where a date stands in the order of dates (docs/spec/dates.md); what is none comes last."""
    try:
        return read_date(text).order
    except DateError:
        return date.max, date.max, text


def bias_journey(journey: Journey) -> Journey:
    """The journey of the motive inside a journey: how far it came, and whether it got lost.

    Its stages are `BIAS_STAGES`. It left where the next stage was denied, or where the matter
    itself came to an end; a matter nobody reported took its motive along.
    """
    reached = [stage for stage in BIAS_STAGES[1:] if journey.bias.get(stage)]
    stage = reached[-1] if reached else BIAS_STAGES[0]
    after = BIAS_STAGES[BIAS_STAGES.index(stage) + 1 :]
    way: Way = journey.way
    reasons: frozenset[str] = frozenset()
    if not after:
        way = "for"
    elif journey.bias.get(after[0]) is False:
        way, reasons = "left", frozenset({f"not-{after[0]}"})
    elif journey.way == "left" and journey.stage == STAGES[0]:
        reasons = journey.reasons
    elif journey.way in ("left", "for"):
        way, reasons = "left", frozenset({MATTER_ENDED})
    return Journey(stage=stage, way=way, reasons=reasons, parts=frozenset({stage}))


class _Walk:
    """Steps taken one after the other."""

    def __init__(self) -> None:
        self.stage = STAGES[0]
        self.days: dict[str, str] = {}
        self.met: list[tuple[str, str]] = []
        self.here: list[str] = []
        self.end: Step | None = None
        self.went = False
        self.bias: dict[str, bool] = {}

    def take(self, step: Step) -> None:
        """One step: how far it came, what it met, and whether it ends the matter or goes on."""
        said = stage_of([Said(step.kind, step.outcome, step.stage)])
        if step.when and said != STAGES[0]:
            self.days.setdefault(said, step.when)
        if STAGES.index(said) > STAGES.index(self.stage):
            self.stage, self.here = said, []
        self.met += [(self.stage, code) for code in step.exits]
        self._motive(step)
        if step.partial:
            return
        leaving = [code for code in step.exits if code not in ALONG]
        ends = (step.ends and step.outcome not in _GOING_ON) or step.outcome == "convicted"
        if leaving or ends:
            self.here += leaving
            self.end = step
        elif step.kind not in _SILENT:
            self.end = None
        self.went = True

    def _motive(self, step: Step) -> None:
        if step.bias_stated is not None:
            self.bias["stated"] = self.bias.get("stated", False) or step.bias_stated
        if step.bias_recorded is not None:
            self.bias["recorded"] = step.bias_recorded
        if step.bias_stage in BIAS_STAGES:
            self.bias[str(step.bias_stage)] = True
        if "no-bias" in step.exits:
            self.bias.setdefault("recorded", False)
        if "minimum-sentence" in step.exits:
            self.bias.setdefault("sentenced", False)

    def journey(self) -> Journey:
        """What came of it."""
        way, reasons = self._ending()
        along = frozenset(met for met in self.met if met[1] not in {*reasons, UNKNOWN})
        return Journey(
            stage=self.stage,
            way=way,
            reasons=reasons,
            along=along,
            days=self.days,
            parts=frozenset({self.stage}),
            bias=self.bias,
        )

    def _ending(self) -> tuple[Way, frozenset[str]]:
        if self.end is None:
            return ("open" if self.went else "unknown"), frozenset()
        step = self.end
        own = frozenset(step.exits) - ALONG - {FAVOURABLE, UNKNOWN}
        is_won = step.outcome in _WON or step.kind in _WON_KINDS or FAVOURABLE in step.exits
        if is_won and not own:
            return "for", frozenset({FAVOURABLE})
        codes = own or frozenset(self.here) - {FAVOURABLE, UNKNOWN}
        if codes:
            return "left", codes
        if UNKNOWN in step.exits:
            return "unknown", frozenset({UNKNOWN})
        return _without_code(step)


def _without_code(step: Step) -> tuple[Way, frozenset[str]]:
    """How a matter ended of which no exit code tells: by its outcome, else by the kind of step."""
    code = _BY_OUTCOME.get(step.outcome or "") or _BY_KIND.get(step.kind or "")
    if code is not None:
        return "left", frozenset({code})
    if step.outcome not in _FORMAL:
        return "left", frozenset({f"outcome.{step.outcome}"})
    if step.kind in ("withdrawn", "closed", "settled", "abolished"):
        word = "outcome.withdrawn" if step.kind == "withdrawn" else ENDED
        return "left", frozenset({word})
    return "unknown", frozenset({UNKNOWN})
