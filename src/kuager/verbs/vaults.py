"""The vault as a whole: making one, proving it, writing its tables anew, copying it, its keys."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kuager import N_, KuagerError
from kuager.model.schema import load_schema
from kuager.model.statement import EntityId, say
from kuager.store.backup import back_up, refuse_taken_place
from kuager.store.home import Home, unlock_home
from kuager.store.opening import Founder, Founding, found_store
from kuager.store.rewrite import rewrite
from kuager.store.verify import Verified, verify
from kuager.vault.files import make_private_directory, write_replacing
from kuager.vault.passphrase import KdfProfile
from kuager.vault.platform import free_disk_bytes, synced_folder
from kuager.vault.recovery import new_recovery, read_recovery
from kuager.vault.slots import add_recovery_slot, create, list_slots, remove_slot
from kuager.vault.slots import change_passphrase as change_slot
from kuager.vault.strength import WeakPassphraseError, refuse_weak
from kuager.vault.words import Language, generate
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, Progress, desk_at, prepare_process, silent

_LEAST_FREE_BYTES = 64 * 1024 * 1024
FOUNDER_CODE = "M-1"


class SyncedFolderError(KuagerError):
    """A vault inside a synchronised folder would be torn and copied by somebody else's program."""

    code = "synced-folder"
    exit_code = 3
    text = N_(
        "{folder} lies inside a folder that {service} copies elsewhere. A vault there would be "
        "damaged, and known to others. Nothing was made. Choose another folder."
    )


class LittleSpaceError(KuagerError):
    """There is not enough room to make or copy a vault safely."""

    code = "little-space"
    exit_code = 6
    text = N_("There is too little free space in {folder} ({free} MB). Nothing was made.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVault:
    """What a new vault is made with: typed back by the person before it is made."""

    folder: Path
    passphrase: str
    chosen: bool = False
    recovery: tuple[str, ...] = ()
    practice: bool = False
    own_words: tuple[str, ...] = ()
    profile: KdfProfile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultState:
    """What a vault holds, in numbers; nothing of its content."""

    practice: bool
    entries: int
    records: dict[str, int]
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that was proven by opening it."""

    code: str
    folder: Path
    keyring: Path
    apart: bool
    entries: int
    sound: bool


def suggest_passphrase(language: Language = "en", *, words: int = 7) -> str:
    """A generated passphrase of `words` words (77 bits with seven) from a list of 2,048.

    One in a hundred holds a word twice or half a saying; it is drawn again, so that what is
    suggested is never refused when it comes back from a file.
    """
    while True:
        suggested = generate(language, words)
        with suppress(WeakPassphraseError):
            refuse_weak(suggested)
            return suggested


def suggest_recovery() -> tuple[str, ...]:
    """Fresh recovery words (SLIP-39, one share): to be copied by hand, never into a file."""
    return tuple(new_recovery()[0])


def new_vault(plan: NewVault, *, progress: Progress = silent) -> Desk:
    """Make an encrypted vault in an empty folder and sit down at it.

    A passphrase that was `chosen` by a person has to pass the blocklist.
    """
    prepare_process()
    refuse_unfit_folder(plan.folder)
    if plan.chosen:
        refuse_weak(plan.passphrase, plan.own_words)
    slots, vmk = create(plan.passphrase, profile=plan.profile)
    if plan.recovery:
        slots = add_recovery_slot(slots, vmk, read_recovery(plan.recovery))
    member = EntityId(vmk.fresh().vault_id)
    said = (say(member, "member.code", FOUNDER_CODE),)
    founder = Founder(member=member, statements=said, practice=plan.practice)
    founding = Founding(slots=slots, vmk=vmk, founder=founder)
    return desk_at(found_store(Home(plan.folder), founding, load_schema()), progress=progress)


def refuse_unfit_folder(folder: Path) -> None:
    """Raise unless the folder is outside synchronised ones and has some room."""
    service = synced_folder(folder)
    if service is not None:
        raise SyncedFolderError(folder=str(folder), service=service)
    free = free_disk_bytes(folder)
    if free < _LEAST_FREE_BYTES:
        raise LittleSpaceError(folder=str(folder), free=free >> 20)


@verb(needs="read")
def verify_vault(desk: Desk) -> Verified:
    """Recompute everything from the log, compare it with the tables, and name what is damaged."""
    return verify(desk.store, progress=desk.progress)


@verb(needs="keep")
def rebuild_vault(desk: Desk) -> VaultState:
    """Make all tables anew from the log, beside the old ones, and put them in their place."""
    rewrite(desk.store, progress=lambda done, total: desk.progress("rebuild", done, total))
    return describe_vault(desk)


@verb(needs="read")
def describe_vault(desk: Desk) -> VaultState:
    """What the vault holds, in numbers."""
    view = desk.view
    return VaultState(
        practice=desk.practice,
        entries=desk.store.log.count,
        records=view.counts(),
        conflicts=view.count_conflicts("event"),
    )


@verb(needs="read")
def check_backup_place(desk: Desk, *, to: Path, keys_to: Path | None = None) -> None:  # noqa: ARG001
    """Raise unless a copy may be laid there: an empty place, with room, that nobody copies away."""
    refuse_unfit_folder(to)
    refuse_taken_place(to, keys_to)


@verb(needs="keep")
def back_up_vault(desk: Desk, *, to: Path, keys_to: Path | None = None) -> BackupMade:
    """Write a sealed copy of the vault and prove it by opening it; its keyring may lie apart."""
    refuse_unfit_folder(to)
    refuse_taken_place(to, keys_to)
    if keys_to is not None:
        make_private_directory(keys_to)
    code = desk.next_code("backup", "B")
    record = desk.store.new_id()
    day = desk.today.isoformat()
    with desk.changing("back_up_vault"):
        desk.say(
            [
                say(record, "backup.code", code),
                say(record, "backup.made_on", day),
                say(record, "backup.made_by", desk.member),
                say(record, "backup.entries", desk.store.log.count),
            ]
        )
    made = back_up(desk.store, to, keys_to=keys_to)
    if made.proof.sound:
        with desk.changing("prove_backup"):
            desk.say([say(record, "backup.proved_on", day)])
    return BackupMade(
        code=code,
        folder=made.folder,
        keyring=made.keyring,
        apart=keys_to is not None,
        entries=made.proof.entries,
        sound=made.proof.sound,
    )


def change_passphrase(
    folder: Path,
    old: str | None,
    new: str,
    *,
    recovery: list[str] | None = None,
    own_words: Sequence[str] = (),
    chosen: bool = True,
) -> None:
    """Give a vault another passphrase; an old copy of the slots file still opens with the old.

    It is opened with the old one, or with `recovery` words.
    """
    if chosen:
        refuse_weak(new, own_words)
    home = Home(folder)
    keys = unlock_home(home, old, recovery)
    write_replacing(home.slots, change_slot(home.slots.read_bytes(), keys.vmk, new))


@verb(needs="keep")
def renew_recovery(desk: Desk, *, words: Sequence[str]) -> None:
    """Give the vault new recovery words, typed back by a person; those of before open it no more.

    An old copy of the slots file still opens with the words it had.
    """
    home, vmk = desk.store.home, desk.store.keys.vmk
    data, secret = home.slots.read_bytes(), read_recovery(words)
    for slot in list_slots(data):
        if slot.kind == "recovery":
            data = remove_slot(data, vmk, slot.label)
    write_replacing(home.slots, add_recovery_slot(data, vmk, secret))


def demand_passphrase(folder: Path, passphrase: str) -> None:
    """Raise unless this passphrase opens the vault; it is not opened, nothing is changed."""
    unlock_home(Home(folder), passphrase, None)


def demand_strong(passphrase: str, own_words: Sequence[str] = ()) -> None:
    """Raise WeakPassphraseError for a chosen passphrase that would be guessed."""
    refuse_weak(passphrase, own_words)
