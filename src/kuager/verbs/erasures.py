"""Erasing a case, or only one person's identity: seen first, restricted at once, carried out later.

Between the request and the erasing lie 72 hours, unless told why sooner. A second person's approval
and receipts of other devices come with members; their statements have their place already.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, retract, say, split_statement_id
from kuager.store.erasing import (
    ErasurePlan,
    carry_out,
    late_statements,
    plan_erasure,
    request_statements,
)
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.tying import tie_texts

WAIT = timedelta(hours=72)


class TooEarlyError(KuagerError):
    """The waiting time has not passed and nobody said why it should be shorter."""

    code = "too-early"
    exit_code = 9
    text = N_(
        "The erasure {code} waits until {until}. The record is hidden already, nothing of it is "
        "shown or counted. To erase now, say why: --sooner REASON."
    )


class NotRequestedError(KuagerError):
    """There is no such erasure, or it is done."""

    code = "no-such-erasure"
    exit_code = 8
    text = N_("There is no erasure {code} that waits to be carried out. Nothing was changed.")


class HeldError(KuagerError):
    """Somebody put a hold on the erasure."""

    code = "erasure-held"
    exit_code = 9
    text = N_("The erasure {code} is on hold. Nothing was erased; the record stays hidden.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureSeen:
    """What an erasure would take and leave, in codes; for a person to read before deciding.

    `staying` names records that stay because another case holds them; `imports` those whose
    original file holds what is to go, wherever it lies; `backups` those that hold it;
    `editions` is the number of paragraphs of editions that go; `figures` are the codes of figures
    whose frozen lists forget what goes, and stay.
    """

    going: tuple[tuple[str, str], ...]
    staying: tuple[tuple[str, tuple[str, ...]], ...]
    statements: int
    files: int
    editions: int
    imports: tuple[str, ...]
    backups: tuple[str, ...]
    identity_only: bool
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked:
    """A request: the record is hidden from now on, and will be erased after `until`."""

    code: str
    until: str
    seen: ErasureSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """An erasure carried out: what is gone, and the backups that still hold it."""

    code: str
    statements: int
    files: int
    backups: tuple[str, ...]


@verb(needs="read")
def preview_erasure(desk: Desk, *, code: str, identity_only: bool = False) -> ErasureSeen:
    """List what erasing a case (or one person's identity) takes, and what stays and why."""
    plan = _plan(desk, code, identity_only=identity_only)
    return _seen(desk, plan, identity_only=identity_only)


@verb(needs="keep")
def request_erasure(
    desk: Desk, *, code: str, reason: str, identity_only: bool = False
) -> ErasureAsked:
    """Ask for an erasure: the record disappears everywhere at once, and goes after 72 hours."""
    desk.term("erasure_reason", reason)
    tie_texts(desk)
    plan = _plan(desk, code, identity_only=identity_only)
    seen = _seen(desk, plan, identity_only=identity_only)
    erasure = desk.store.new_id()
    name = desk.next_code("erasure", "X")
    until = _now(desk) + WAIT
    facts = {
        "code": name,
        "scope": "identity" if identity_only else "case",
        "reason": reason,
        "requested_on": desk.today.isoformat(),
        "requested_by": desk.member,
        "wait_until": until.isoformat(timespec="minutes").removesuffix("+00:00") + "Z",
        "leaves": len(plan.leaves),
    }
    with desk.changing("request_erasure", about=erasure) as change:
        change.write([say(erasure, f"erasure.{key}", value) for key, value in facts.items()])
        for portion in request_statements(erasure, plan):
            change.write(portion)
    return ErasureAsked(code=name, until=str(facts["wait_until"]), seen=seen)


@verb(needs="keep")
def carry_out_erasure(desk: Desk, *, code: str, sooner: str | None = None) -> Erased:
    """Erase for good what was requested: statements, evidence files, old keys and residues."""
    record = _waiting(desk, code)
    if record.get("erasure.held"):
        raise HeldError(code=code)
    if sooner is not None:
        desk.term("erasure_sooner", sooner)
    until = str(record.get("erasure.wait_until"))
    if sooner is None and is_waiting(desk, until):
        raise TooEarlyError(code=code, until=until)
    _approve(desk, record.id, sooner)
    files = _finish(desk, record.id)
    return Erased(
        code=code,
        statements=int(str(record.get("erasure.leaves") or 0)),
        files=files,
        backups=_backups(desk),
    )


def is_waiting(desk: Desk, until: str) -> bool:
    """Whether the time of an erasure has not come yet."""
    return _now(desk) < datetime.fromisoformat(until)


@verb(needs="keep", saves=True)
def hold_erasure(desk: Desk, *, code: str) -> None:
    """Put an erasure on hold: the record stays hidden, and nothing is erased."""
    _mark_held(desk, code, is_held=True)


@verb(needs="keep", saves=True)
def release_erasure(desk: Desk, *, code: str) -> None:
    """Take the hold from an erasure: it can be carried out once its time has passed."""
    _mark_held(desk, code, is_held=False)


def _mark_held(desk: Desk, code: str, *, is_held: bool) -> None:
    """Say whether an erasure is on hold, in place of what was said before."""
    erasure, name = _waiting(desk, code).id, "erasure.held"
    before = [told for told in desk.view.history(erasure) if told.stands and told.property == name]
    desk.say([retract(erasure, name, told.id) for told in before])
    desk.say([say(erasure, name, value=is_held)])


def _waiting(desk: Desk, code: str) -> Record:
    """The erasure with this code, if it is not done. Raises NotRequestedError."""
    erasure = desk.view.find_code("erasure", code)
    record = None if erasure is None else desk.view.record(erasure)
    if record is None or record.get("erasure.done_on") is not None:
        raise NotRequestedError(code=code)
    return record


@verb(needs="keep")
def resume_erasures(desk: Desk) -> list[str]:
    """Finish erasures that were approved and interrupted; called whenever a vault is opened."""
    resumed = []
    for record in list(desk.view.briefs("erasure")):
        is_approved = record.get("erasure.approved_on") is not None
        if is_approved and record.get("erasure.done_on") is None:
            _finish(desk, record.id)
            resumed.append(record.code)
    return resumed


def _approve(desk: Desk, erasure: EntityId, sooner: str | None) -> None:
    said = [
        say(erasure, "erasure.approved_by", desk.member),
        say(erasure, "erasure.approved_on", desk.today.isoformat()),
    ]
    if sooner is not None:
        said.append(say(erasure, "erasure.sooner_because", sooner))
    with desk.changing("approve_erasure", about=erasure) as change:
        change.write(said)
        for portion in late_statements(desk.store, erasure):
            change.write(portion)


def _finish(desk: Desk, erasure: EntityId) -> int:
    before = len(list(desk.store.home.blobs.glob("*.blob")))
    carry_out(
        desk.store,
        erasure,
        desk.member,
        progress=lambda done, total: desk.progress("erase", done, total),
    )
    device = desk.store.roster.device_of(desk.store.log.device)
    said = [say(erasure, "erasure.done_on", desk.today.isoformat())]
    if device is not None:
        said.append(say(erasure, "erasure.done_by", device.id))
    with desk.changing("finish_erasure", about=erasure):
        desk.say(said)
    return before - len(list(desk.store.home.blobs.glob("*.blob")))


def _plan(desk: Desk, code: str, *, identity_only: bool) -> ErasurePlan:
    types = ("person",) if identity_only else ("case", "event", "person")
    return plan_erasure(desk.store, [desk.find(types, code)], identity_only=identity_only)


def _seen(desk: Desk, plan: ErasurePlan, *, identity_only: bool) -> ErasureSeen:
    kinds = [kind for _, kind in plan.entities]
    return ErasureSeen(
        going=tuple((kind, _code(desk, uid)) for uid, kind in plan.entities),
        staying=tuple(
            (_code(desk, uid), tuple(_code(desk, other) for other in others))
            for uid, others in plan.staying
        ),
        statements=len(plan.leaves),
        files=plan.files,
        editions=kinds.count("block"),
        imports=_imports(desk, plan),
        backups=_backups(desk),
        identity_only=identity_only,
        figures=tuple(_code(desk, uid) for uid, _ in plan.forgetting),
    )


def _code(desk: Desk, uid: EntityId) -> str:
    record = desk.view.record(uid, shut=True)
    return uid.hex()[:8] if record is None else record.code


def _imports(desk: Desk, plan: ErasurePlan) -> tuple[str, ...]:
    """Imports that brought something of what is to go."""
    entries = {split_statement_id(leaf)[0] for leaf in plan.leaves}
    found = {desk.view.import_of(entry) for entry in entries}
    return tuple(sorted(_code(desk, uid) for uid in found if uid is not None))


def _backups(desk: Desk) -> tuple[str, ...]:
    """Backups that were not destroyed: all of them hold what is erased after they were made."""
    found = desk.view.briefs("backup")
    return tuple(r.code for r in found if r.get("backup.destroyed_on") is None)


def _now(desk: Desk) -> datetime:
    return datetime.fromtimestamp(desk.store.clock() / 1000, UTC)
