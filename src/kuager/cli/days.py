"""The day on the command line: what waits, and one complaint on its ladder; codes only."""

from kuager import N_
from kuager.cli.commands import argument, command
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.seat import seat
from kuager.model.ladder_course import Deadline, RungState
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import show_ladder
from kuager.verbs.needs import KINDS, Need, what_needs_me

_KINDS = {
    "late": N_("answer late"),
    "deadline": N_("our deadline"),
    "due": N_("document due"),
    "promised": N_("promised"),
    "draft": N_("draft"),
    "silent": N_("not heard from"),
    "not-asked": N_("consent not asked"),
    "conflict": N_("sources disagree"),
    "erasure": N_("erasure waits"),
}


@command("today")
def today(call: Call) -> None:
    """What waits today: late answers, deadlines, promises, silence. Codes only."""
    with seat(call) as desk:
        found = what_needs_me(desk)
        every = [need for kind in KINDS for need in found.found.get(kind, ())]
        answer(call, [_plain(need) for need in every])
        if not every:
            tell(call, N_("Nothing waits for you today."))
            return
        heads = [N_("What"), N_("Code"), N_("Rung or use"), N_("Day"), N_("Late"), N_("Sure")]
        table(call, heads, [_row(call, desk, need) for need in every])


@command("ladder")
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a proceeding."))
def ladder(call: Call, *, code: str) -> None:
    """Show a complaint rung by rung, with the days that come next."""
    with seat(call) as desk:
        page = show_ladder(desk, code=code)
        states = [*page.course.rungs, *page.course.beside]
        answer(
            call, {"code": code, "stage": page.course.stage, "rungs": [_rung(s) for s in states]}
        )
        words = desk.schema.vocabularies
        stage = words["justice_stage"].label(page.course.stage, call.language)
        named = words["ladder"].label(page.course.ladder.ladder, call.language)
        record(call, {N_("Ladder"): named, N_("How far it came"): stage})
        heads = [N_("Rung"), N_("Steps"), N_("Their day"), N_("Our day"), N_("Sure")]
        table(call, heads, [_rung_row(call, desk, state) for state in states])


def _row(call: Call, desk: Desk, need: Need) -> tuple[str, ...]:
    word = need.towards or need.what or ""
    for name in ("rung", "consent_use"):
        if word in desk.schema.vocabularies[name].terms:
            word = desk.schema.vocabularies[name].label(word, call.language)
    mark = "" if need.limit is None else _mark(call, desk, need.limit.mark)
    late = str(need.late) if need.late else ""
    return (call.say(_KINDS[need.kind]), need.code, word, need.when or "", late, mark)


def _mark(call: Call, desk: Desk, mark: str) -> str:
    return desk.schema.vocabularies["rule_mark"].label(mark, call.language)


def _plain(need: Need) -> dict[str, object]:
    return {
        "kind": need.kind,
        "type": need.type,
        "code": need.code,
        "what": need.towards or need.what,
        "when": need.when,
        "late": need.late,
        "rule": None if need.limit is None else need.limit.id,
        "mark": None if need.limit is None else need.limit.mark,
    }


def _rung(state: RungState) -> dict[str, object]:
    return {
        "rung": state.rung.id,
        "state": state.state,
        "steps": [step.code for step in state.steps],
        "answer_by": _day(state.answer),
        "go_on_by": [_day(way) for way in state.go_on],
    }


def _rung_row(call: Call, desk: Desk, state: RungState) -> tuple[str, ...]:
    ways = [*([] if state.answer is None else [state.answer]), *state.go_on]
    marks = dict.fromkeys(_mark(call, desk, way.limit.mark) for way in ways)
    return (
        desk.schema.vocabularies["rung"].label(state.rung.id, call.language),
        ", ".join(step.code for step in state.steps),
        _day(state.answer) or "",
        ", ".join(filter(None, map(_day, state.go_on))),
        ", ".join(marks),
    )


def _day(deadline: Deadline | None) -> str | None:
    return None if deadline is None else deadline.due.day.isoformat()


COMMANDS = (today, ladder)
