"""Keeping the house: who is in it, its circles and settings, and how safely it stands."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kuager import N_, KuagerError, __version__
from kuager.model.statement import EntityId, say
from kuager.store.opening import write_notes
from kuager.vault.machine import Seen, disk_state, swap_state
from kuager.vault.platform import free_disk_bytes, synced_folder
from kuager.vault.slots import list_slots
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

USUAL_IDLE, FEWEST_IDLE, MOST_IDLE = 10, 2, 30
"""Minutes without work after which the pages lock: usual, fewest, most."""
_IDLE: Final = "idle_minutes"


class IdleError(KuagerError):
    """A number of minutes that is too small to work with, or too large to be safe."""

    code = "idle-out-of-range"
    exit_code = 2
    text = N_("Between {fewest} and {most} minutes, in whole minutes. Nothing was changed.")


class HandleTakenError(KuagerError):
    """Two members of one name could not be told apart."""

    code = "handle-taken"
    exit_code = 2
    text = N_("There is a member of this name already. Nothing was saved. Choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleState:
    """A circle by its keys: which half it holds, who may write there, how often it was re-keyed."""

    kind: str
    writers: tuple[str, ...]
    epochs: int
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup as the vault remembers it: its age in days, and whether it was proved."""

    code: str
    made_on: str
    days: int
    proved: bool
    entries: int
    entries_since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How safely a vault stands on this machine; nothing of its content."""

    folder: str
    free_bytes: int
    swap: Seen
    disk: Seen
    synced: str | None
    recovery: bool
    backup: Backup | None
    entries: int
    records: dict[str, int]
    evidence: int
    conflicts: int
    notices: tuple[str, ...]
    versions: dict[str, str]


@verb(needs="keep", saves=True)
def add_member(
    desk: Desk, *, handle: str, roles: Sequence[str] = (), languages: Sequence[str] = ()
) -> str:
    """Enter a colleague by the name used inside; returns the code. It opens nothing for anybody."""
    for role in roles:
        desk.term("member_role", role)
    taken = {m.text("member.handle") for m in desk.view.records("member")}
    if handle.strip() and handle.strip() in taken:
        raise HandleTakenError
    member, code = desk.store.new_id(), desk.next_code("member", "M")
    said = [say(member, "member.code", code), say(member, "member.since", desk.today.isoformat())]
    if handle.strip():
        said.append(say(member, "member.handle", handle.strip()))
    said += [say(member, "member.role", role) for role in roles]
    said += [say(member, "member.language", language) for language in languages]
    desk.say(said)
    return code


@verb(needs="read")
def list_circles(desk: Desk) -> tuple[CircleState, ...]:
    """The circles of this vault, and whether this device holds their keys."""
    roster, ring = desk.store.roster, desk.store.keys.keyring
    found = []
    for circle in roster.circles.values():
        devices = [roster.devices.get(writer) for writer in sorted(circle.writers)]
        members = [d.member for d in devices if d is not None and d.member is not None]
        found.append(
            CircleState(
                kind=circle.kind or "",
                writers=tuple(dict.fromkeys(_code(desk, member) for member in members)),
                epochs=len(circle.epochs),
                held=bool(ring.epochs.get(circle.id)),
            )
        )
    return tuple(found)


def _code(desk: Desk, member: EntityId) -> str:
    record = desk.view.record(member)
    return member.hex()[:8] if record is None else record.code


@verb(needs="read")
def idle_minutes(desk: Desk) -> int:
    """After how many minutes without work the pages lock."""
    return chosen_idle_minutes(desk) or USUAL_IDLE


def chosen_idle_minutes(desk: Desk) -> int | None:
    """The number of minutes that was chosen in this vault; None if nobody chose."""
    kept = desk.view.note(_IDLE)
    return kept if isinstance(kept, int) and FEWEST_IDLE <= kept <= MOST_IDLE else None


@verb(needs="keep")
def keep_idle_minutes(desk: Desk, *, minutes: int) -> None:
    """Choose after how many minutes without work the pages lock; kept sealed in the vault."""
    if not FEWEST_IDLE <= minutes <= MOST_IDLE:
        raise IdleError(fewest=FEWEST_IDLE, most=MOST_IDLE)
    write_notes(desk.store.connection, {_IDLE: minutes})


@verb(needs="read")
def look_at_house(desk: Desk) -> Standing:
    """How safely the vault stands: disk, swap, backups, recovery words, versions, counts."""
    home, view = desk.store.home, desk.view
    return Standing(
        folder=str(home.folder),
        free_bytes=free_disk_bytes(home.folder),
        swap=swap_state(),
        disk=disk_state(home.folder),
        synced=synced_folder(home.folder),
        recovery=any(slot.kind == "recovery" for slot in list_slots(home.slots.read_bytes())),
        backup=_last_backup(desk),
        entries=desk.store.log.count,
        records=view.counts(),
        evidence=len(view.blobs()),
        conflicts=view.count_conflicts("event"),
        notices=tuple(desk.store.notices),
        versions={
            "Kuager": __version__,
            "Python": platform.python_version(),
            "SQLCipher": _cipher_version(desk),
        },
    )


def _last_backup(desk: Desk) -> Backup | None:
    """The newest backup that was not destroyed since."""
    kept = [
        record
        for record in desk.view.briefs("backup")
        if record.get("backup.destroyed_on") is None and record.get("backup.made_on") is not None
    ]
    if not kept:
        return None
    last = kept[-1]
    made = str(last.get("backup.made_on"))
    entries = last.get("backup.entries")
    held = entries if isinstance(entries, int) else 0
    return Backup(
        code=last.code,
        made_on=made,
        days=(desk.today - type(desk.today).fromisoformat(made)).days,
        proved=last.get("backup.proved_on") is not None,
        entries=held,
        entries_since=max(0, desk.store.log.count - held),
    )


def _cipher_version(desk: Desk) -> str:
    row = desk.store.connection.execute("PRAGMA cipher_version").fetchone()
    return "—" if row is None else str(row[0])
