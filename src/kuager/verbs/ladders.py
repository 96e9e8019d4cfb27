"""Following a complaint up its ladder: what happened on each rung, and what can be done next.

Every move is one step of the proceeding, said with one click and without a paper; a step that was
a mistake is taken back with a reason and stays in the log.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kuager import N_, KuagerError
from kuager.model.ladder import Ladder, Limit, load_ladders
from kuager.model.ladder_course import Course, Step, course
from kuager.model.ladder_moves import ANSWERS, MOVES, Move
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.working_days import Holidays
from kuager.model.written_counts import count_of
from kuager.model.written_dates import edtf_of
from kuager.store.agenda import said_when
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.coding import fresh_code
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.limits import holidays_of, limits_in_force
from kuager.verbs.records import NothingSaidError, Recorded

SOME_ONLY: Final = frozenset({"some", "one"})
"""Words of `for_whom` by which a step does not end the whole matter."""


class NotOnThisLadderError(KuagerError):
    """A rung or a move that the ladder of the proceeding does not have."""

    code = "not-on-this-ladder"
    exit_code = 2
    text = N_("The ladder of {proceeding} has nothing called {name}. Nothing was saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPage:
    """A proceeding on its ladder, with everything a person needs to take the next step.

    `chosen` says whether somebody chose the ladder or it only fits the kind. `bodies` are names by
    code and language; `links` are (type, code) of cases and events it belongs to.
    """

    record: Record
    course: Course
    chosen: bool
    is_against_us: bool
    holidays: Holidays
    limits: Mapping[str, Limit]
    bodies: Mapping[str, Mapping[str, str]]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What is said with a click: on which rung, which move, and what else is known of it.

    `when` is a day as people write it, empty if it is not known; `answer` one of `ANSWERS`;
    `bias_stage` how far the motive came with it, a word of that list.
    """

    rung: str
    move: str
    when: str = ""
    number: str = ""
    answer: str = ""
    bias_stated: bool | None = None
    bias_recorded: bool | None = None
    bias_stage: str = ""
    in_writing: bool | None = None


@verb(needs="amend", saves=True)
def begin_proceeding(
    desk: Desk,
    *,
    ladder: str,
    cases: Iterable[str] = (),
    events: Iterable[str] = (),
    kind: str = "",
    people: str = "",
) -> Recorded:
    """Begin following a complaint of a case or about an event, on one of the ladders.

    `people` is how many it stands for, if that is said ("27"). Raises CountError.
    """
    found = load_ladders().ladders[desk.term("ladder", ladder)]
    uid, code = desk.store.new_id(), fresh_code(desk, "proceeding")
    said: list[tuple[str, Value]] = [
        ("code", code),
        ("kind", desk.term("proceeding_kind", kind or found.kinds[0])),
        ("ladder", ladder),
        ("status", "open"),
        *(("case", desk.find(("case",), one)) for one in dict.fromkeys(cases)),
        *(("event", desk.find(("event",), one)) for one in dict.fromkeys(events)),
    ]
    if people.strip():
        said.append(("people", count_of(people)))
    desk.say([say(uid, f"proceeding.{name}", value) for name, value in said])
    return Recorded(id=uid, code=code)


@verb(needs="read")
def show_ladder(desk: Desk, *, code: str) -> LadderPage:
    """A complaint rung by rung: filed, answered, numbers, limits, and what comes next."""
    record = _proceeding(desk, code)
    ladder, chosen = _ladder_of(record)
    limits, days = limits_in_force(desk), holidays_of(ladder)
    found = _steps(desk, record)
    walked = course(ladder, found, limits=limits, days=days, today=desk.today)
    kind = record.text("proceeding.kind") or ""
    return LadderPage(
        record=record,
        course=walked,
        chosen=chosen,
        is_against_us=kind.endswith("-against") or (chosen and ladder.side == "theirs"),
        holidays=days,
        limits=limits,
        bodies=_bodies(desk, found),
        links=tuple(_links(desk, record)),
    )


@verb(needs="amend", saves=True)
def take_step(desk: Desk, *, proceeding: str, happened: Happened) -> Recorded:
    """Say what happened on a rung of a ladder, as one step. Raises UnreadableDateError."""
    record = _proceeding(desk, proceeding)
    ladder, chosen = _ladder_of(record)
    if happened.rung not in ladder.by_id:
        raise NotOnThisLadderError(proceeding=proceeding, name=happened.rung)
    move = MOVES.get(happened.move)
    if move is None or happened.answer not in ("", *ANSWERS):
        raise NotOnThisLadderError(proceeding=proceeding, name=happened.move)
    if happened.bias_stage:
        desk.term("bias_stage", happened.bias_stage)
    step, code = desk.store.new_id(), fresh_code(desk, "step")
    told: dict[str, Value] = {"code": code, "proceeding": record.id}
    told |= _said_by(move, happened)
    said = [say(step, f"step.{name}", value) for name, value in told.items() if value is not None]
    if not chosen:
        said.append(say(record.id, "proceeding.ladder", ladder.ladder))
    if move.id == "filed" and record.get("proceeding.filed") is None and told["date"] is not None:
        said.append(say(record.id, "proceeding.filed", told["date"]))
    desk.say(said)
    return Recorded(id=step, code=code)


@verb(needs="amend", saves=True)
def undo_step(desk: Desk, *, proceeding: str, step: str, reason: str) -> None:
    """Take a step of a ladder back, with the reason; it stays in the log and counts no more."""
    if not reason.strip():
        raise NothingSaidError(missing="reason")
    uid = _step_of(desk, proceeding, step)
    standing = [
        told
        for told in desk.view.history(uid)
        if told.stands and not told.property.startswith(("judgement.", "audit."))
    ]
    withdrawn = [retract(told.subject, told.property, told.id) for told in standing]
    because = say(uid, "judgement.reason", reason.strip(), source=standing[0].id)
    desk.say([*withdrawn, because])


@verb(needs="amend", saves=True)
def choose_ladder(desk: Desk, *, proceeding: str, ladder: str) -> None:
    """Choose the ladder on which a proceeding is followed, in place of the one before."""
    desk.term("ladder", ladder)
    record = _proceeding(desk, proceeding)
    desk.say(_instead(desk, record.id, "proceeding.ladder", ladder))


@verb(needs="amend", saves=True)
def place_step(desk: Desk, *, proceeding: str, step: str, rung: str) -> None:
    """Say on which rung a step was that stood on none, for example one that was imported."""
    ladder, chosen = _ladder_of(record := _proceeding(desk, proceeding))
    if rung not in ladder.by_id:
        raise NotOnThisLadderError(proceeding=proceeding, name=rung)
    said = _instead(desk, _step_of(desk, proceeding, step), "step.rung", rung)
    if not chosen:
        said.append(say(record.id, "proceeding.ladder", ladder.ladder))
    desk.say(said)


def _said_by(move: Move, happened: Happened) -> dict[str, Value]:
    """What a step says: the words of the move, and whatever else was told."""
    paper = move.paper if happened.in_writing is None else happened.in_writing
    return {
        "rung": happened.rung,
        "kind": move.kind,
        "outcome": (happened.answer or move.outcome) if move.id == "answered" else move.outcome,
        "exit": move.exit,
        "stage": move.stage,
        "date": edtf_of(happened.when) if happened.when.strip() else None,
        "register_number": happened.number.strip() or None,
        "in_writing": paper,
        "bias_stated": happened.bias_stated,
        "bias_recorded": happened.bias_recorded,
        "bias_stage": happened.bias_stage or None,
    }


def _instead(desk: Desk, uid: EntityId, name: str, value: Value) -> list[Statement]:
    """A value in place of all that was said before: no conflict is left."""
    before = [told for told in desk.view.history(uid) if told.stands and told.property == name]
    withdrawn = [retract(told.subject, name, told.id) for told in before]
    return [*withdrawn, say(uid, name, value)]


def _proceeding(desk: Desk, code: str) -> Record:
    record = desk.view.record(desk.find(("proceeding",), code), shut=True)
    if record is None:
        raise UnknownRecordError(code=code)
    return record


def _ladder_of(record: Record) -> tuple[Ladder, bool]:
    """The ladder of a proceeding, and whether somebody chose it; else the one for its kind."""
    known, said = load_ladders(), record.text("proceeding.ladder")
    if said in known.ladders:
        return known.ladders[str(said)], True
    kind = record.text("proceeding.kind")
    return known.fitting(kind) or known.ladders["kz-discrimination"], False


def _step_of(desk: Desk, proceeding: str, step: str) -> EntityId:
    """A step of this proceeding by its code. Raises UnknownRecordError for any other."""
    record = _proceeding(desk, proceeding)
    uid = desk.find(("step",), step)
    owners = {link.subject for link in desk.view.referring(record.id, "step.proceeding")}
    found = desk.view.record(uid, shut=True)
    if found is None or (uid not in owners and found.get("step.proceeding") != record.id):
        raise UnknownRecordError(code=step)
    return uid


def _steps(desk: Desk, record: Record) -> list[Step]:
    """The steps of a proceeding; who said each is told by the entry that said it first."""
    found = []
    for order, link in enumerate(desk.view.referring(record.id, "step.proceeding")):
        step = desk.view.record(link.subject, shut=True)
        if step is not None:
            found.append(_step(desk, step, order))
    filed = record.text("proceeding.filed")
    if filed is not None and not any(step.kind == "filed" for step in found):
        found.append(Step(code="", order=-1, kind="filed", when=filed))
    return found


def _step(desk: Desk, record: Record, order: int) -> Step:
    def text(name: str) -> str | None:
        return record.text(f"step.{name}")

    return Step(
        code=record.code,
        order=order,
        rung=text("rung"),
        kind=text("kind"),
        outcome=text("outcome"),
        stage=text("stage"),
        exits=tuple(str(code) for code in record.every("step.exit")),
        when=text("date"),
        numbers=tuple(str(number) for number in record.every("step.register_number")),
        documents=desk.codes_of(record.every("step.document")),
        in_writing=_yes(record.get("step.in_writing")),
        bias_stated=_yes(record.get("step.bias_stated")),
        bias_recorded=_yes(record.get("step.bias_recorded")),
        bias_stage=text("bias_stage"),
        next_deadline=text("next_deadline"),
        body=desk.code_of(record.get("step.body")),
        said_by=_said_first(desk, record.id),
        partial=text("for_whom") in SOME_ONLY,
    )


def _said_first(desk: Desk, uid: EntityId) -> str | None:
    """The code of the member who recorded it."""
    entries = [told.entry for told in desk.view.history(uid) if told.stands][:1]
    return next((desk.code_of(m) for _, m in said_when(desk.store, entries).values()), None)


def _yes(value: Value) -> bool | None:
    return None if value is None else bool(value)


def _bodies(desk: Desk, steps: Iterable[Step]) -> dict[str, dict[str, str]]:
    """The names of the bodies that acted, by code and language."""
    found = {}
    for code in {step.body for step in steps if step.body is not None}:
        record = desk.view.record(desk.find(("organisation",), code))
        found[code] = {} if record is None else record.texts("organisation.name")
    return found


def _links(desk: Desk, record: Record) -> Iterator[tuple[str, str]]:
    for uid in (*record.every("proceeding.case"), *record.every("proceeding.event")):
        found = desk.record_of(uid)
        if found is not None and found.type in ("case", "event"):
            yield found.type, found.code
