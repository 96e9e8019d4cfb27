"""What came of a matter, read from its steps; for `count_funnel.py`. The rules: decision 048."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from open_days import order, said

STAGES = ["known", "attempted", "accepted", "registered", "investigated", "charged", "court",
          "convicted", "remedied", "enforced"]  # fmt: skip
MOTIVE = ["documented", "stated", "recorded", "investigated", "charged", "found", "sentenced"]
BY_KIND = {
    "attempted": {"attempted", "filed", "refused"},
    "accepted": {"accepted", "forwarded"},
    "registered": {"registered", "requalified"},
    "investigated": {"opened", "statement-taken", "medical-examination", "investigation-step",
                     "suspended", "resumed"},
    "charged": {"suspect-named", "charged"},
    "court": {"sent-to-court", "hearing", "verdict"},
    "remedied": {"compensated"},
    "enforced": {"enforced"},
}  # fmt: skip
BY_OUTCOME = {
    "accepted": {"accepted", "not-registered"},
    "registered": {"registered"},
    "investigated": {"investigated"},
    "convicted": {"convicted", "convicted-in-part"},
    "remedied": {"compensated"},
}
ALONG = {"late", "no-bias", "delayed"}
SPECIAL = ALONG | {"favourable", "unknown"}
ENDS = {"refused", "requalified", "closed", "withdrawn", "answered", "decision", "verdict",
        "settled", "abolished", "enforced", "compensated"}  # fmt: skip
ENDED_BY = {"refused", "not-registered", "left-without-consideration", "withdrawn", "returned"}
GOES_ON = {"accepted", "refused-at-first", "registered", "opened", "investigated", "documented",
           "pending", "postponed"}  # fmt: skip
SILENT = {"no-word", "deadline-missed", "meeting", "action-called-for"}
WON = {"for", "granted", "convicted", "compensated", "supported", "adopted"}
FORMAL = {"", "unknown", "formal", "announced", "proposed", "submitted", "received", "presented",
          "held"}  # fmt: skip
CODE_OF = {
    "refused": "refused", "left-without-consideration": "archived", "no-crime": "no-crime",
    "not-registered": "not-registered", "lack-of-information": "no-information",
    "none-prosecuted": "no-suspect", "requalified": "requalified",
    "minimal": "minimum-sentence", "convicted-in-part": "partial",
}  # fmt: skip
STATUS = {
    "closed-for": ("for", "favourable"), "closed-in-part": ("left", "outcome.in-part"),
    "closed-against": ("left", "outcome.against"), "withdrawn": ("left", "outcome.withdrawn"),
    "closed-without-result": ("left", "outcome.none"),
}  # fmt: skip
NOT_YET = {"prepared", "announced", "open", "suspended"}
Step = dict[str, Any]


@dataclass
class Course:
    """How far something came, by which way it goes, for which reasons; answers on the motive.

    `parts` are the stages of its filings, `met` the codes met on the way, with their stages, and
    `days` the dates of the first steps that say a stage.
    """

    stage: int = 0
    way: str = "unknown"
    why: set[str] = field(default_factory=set)
    motive: dict[str, bool] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)
    met: set[tuple[int, str]] = field(default_factory=set)
    days: dict[int, str] = field(default_factory=dict)


def course_of(steps: list[Step], status: str) -> Course:
    """What came of one filing: its steps by their days, then its status."""
    found, end, went, here = Course(), None, False, list[str]()
    for step in by_day(steps):
        at = stage_of(step)
        if at and step["date"]:
            found.days.setdefault(at, step["date"])
        if at > found.stage:
            found.stage, here = at, []
        found.met |= {(found.stage, code) for code in step["exits"]}
        _motive(found.motive, step)
        if step["partial"]:
            continue
        leaving = [code for code in step["exits"] if code not in ALONG]
        ends = step["kind"] in ENDS or step["outcome"] in ENDED_BY
        if leaving or (ends and step["outcome"] not in GOES_ON) or step["outcome"] == "convicted":
            here += leaving
            end = step
        elif step["kind"] not in SILENT:
            end = None
        went = True
    found.way, found.why = (
        ("open" if went else "unknown", set()) if end is None else _end(end, here)
    )
    found.met = {one for one in found.met if one[1] not in {*found.why, "unknown"}}
    if found.way not in ("for", "left") and status in STATUS:
        found.way, why = STATUS[status]
        found.why, found.stage = {why}, max(found.stage, 1)
    elif found.way == "unknown" and not found.why and status in NOT_YET:
        found.way = "open"
    found.parts = {found.stage}
    return found


def stage_of(step: Step) -> int:
    """The number of the stage that a step says, or that its kind and outcome tell."""
    if step["stage"] in STAGES:
        return STAGES.index(step["stage"])
    told = [stage for stage, kinds in BY_KIND.items() if step["kind"] in kinds]
    told += [stage for stage, outcomes in BY_OUTCOME.items() if step["outcome"] in outcomes]
    return max(map(STAGES.index, told), default=0)


def by_day(steps: list[Step]) -> list[Step]:
    """Steps by the first day they can mean; one without stays behind what was said before."""
    last, dated = date.min, []
    for number, step in enumerate(steps):
        last = said(step["date"])[0] or last
        dated.append((last, number, step))
    return [step for *_, step in sorted(dated, key=lambda one: one[:2])]


def _motive(motive: dict[str, bool], step: Step) -> None:
    if step["bias_stated"] is not None:
        motive["stated"] = motive.get("stated", False) or bool(step["bias_stated"])
    if step["bias_recorded"] is not None:
        motive["recorded"] = bool(step["bias_recorded"])
    if step["bias_stage"] in MOTIVE:
        motive[step["bias_stage"]] = True
    for code, stage in (("no-bias", "recorded"), ("minimum-sentence", "sentenced")):
        if code in step["exits"]:
            motive.setdefault(stage, False)


def _end(step: Step, here: list[str]) -> tuple[str, set[str]]:
    own = set(step["exits"]) - SPECIAL
    won = step["outcome"] in WON or step["kind"] in ("compensated", "enforced")
    if (won or "favourable" in step["exits"]) and not own:
        return "for", {"favourable"}
    if own or set(here) - {"favourable", "unknown"}:
        return "left", own or set(here) - {"favourable", "unknown"}
    if "unknown" in step["exits"]:
        return "unknown", {"unknown"}
    code = CODE_OF.get(step["outcome"])
    if code is None and step["kind"] in ("refused", "requalified"):
        code = step["kind"]
    if code is not None or step["outcome"] not in FORMAL:
        return "left", {code or f"outcome.{step['outcome']}"}
    if step["kind"] in ("withdrawn", "closed", "settled", "abolished"):
        return "left", {"outcome.withdrawn" if step["kind"] == "withdrawn" else "ended"}
    return "unknown", {"unknown"}


def joined(courses: list[Course]) -> Course:
    """Several as one: it stands where the furthest stands, and is open as long as one is."""
    top = max(one.stage for one in courses)
    furthest = [one for one in courses if one.stage == top]
    ways = {one.way for one in furthest}
    way = next(way for way in ("for", "left", "open", "unknown") if way in ways)
    way = "open" if any(one.way == "open" for one in courses) else way
    motive: dict[str, bool] = {}
    for one in courses:
        for stage, is_so in one.motive.items():
            motive[stage] = motive.get(stage, False) or is_so
    why = set().union(*(one.why for one in furthest if one.way == way))
    met = set().union(*(one.met for one in courses))
    for one in courses:
        met |= {(one.stage, c) for c in one.why - why if one.way in ("left", "for")}
    parts = set().union(*(one.parts for one in courses))
    return Course(top, way, why, motive, parts, met, first_days(one.days for one in courses))


def first_days(found: Iterable[dict[int, str]]) -> dict[int, str]:
    """Of each stage the first date, in the order of dates."""
    first: dict[int, str] = {}
    for at, text in (pair for one in found for pair in one.items()):
        first[at] = min(text, first.get(at, text), key=order)
    return first


def of_motive(course: Course) -> Course:
    """The same for the motive: how far it came, and whether it got lost before the matter did."""
    at = max([MOTIVE.index(s) for s in MOTIVE[1:] if course.motive.get(s)], default=0)
    if at == len(MOTIVE) - 1:
        return Course(at, "for", set(), {}, {at})
    if course.motive.get(MOTIVE[at + 1]) is False:
        return Course(at, "left", {f"not-{MOTIVE[at + 1]}"}, {}, {at})
    if course.way == "left" and course.stage == 0:
        return Course(at, "left", course.why, {}, {at})
    if course.way in ("left", "for"):
        return Course(at, "left", {"matter-ended"}, {}, {at})
    return Course(at, course.way, set(), {}, {at})
