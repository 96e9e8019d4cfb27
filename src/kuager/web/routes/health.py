"""Health: what is safe and what is not, in plain words; proving, mending, copies."""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import date_words
from kuager.verbs.desk import Desk
from kuager.verbs.keeping import Standing, look_at_house
from kuager.verbs.meanings import DAMAGE
from kuager.verbs.values import Verified
from kuager.verbs.vaults import (
    BackupMade,
    VaultState,
    back_up_vault,
    check_backup_place,
    rebuild_vault,
    verify_vault,
)
from kuager.web.kept import FileTroubleError, Outcome, held, keep, work
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422
_OLD_DAYS, _LITTLE_MB, _SHOWN = 14, 1024, 30
_NOT_WHOLE: Final = N_("Type the whole path of a folder, from the beginning, such as {example}")
_EXAMPLE: Final = "/media/stick/copy, E:\\copy"
_PROVING, _MENDING = N_("Proving the vault"), N_("Making the tables anew")
_COPYING = N_("Making the backup")
_SWAP: Final[dict[str, tuple[str, str]]] = {
    "none": ("good", N_("This computer writes no memory to its disk (no swap).")),
    "encrypted": ("good", N_("What this computer writes from memory to its disk is encrypted.")),
    "plain": (
        "warn",
        N_(
            "This computer may write parts of its memory to the disk, in clear (swap). Somebody "
            "who takes it could find words there. Switch swap off, or have it encrypted."
        ),
    ),
    "unknown": (
        "quiet",
        N_("Whether this computer writes memory to its disk in clear (swap) cannot be seen here."),
    ),
}
_DISK: Final[dict[str, tuple[str, str]]] = {
    "encrypted": ("good", N_("The disk under the vault is encrypted as a whole.")),
    "plain": (
        "warn",
        N_(
            "The disk under the vault is not encrypted as a whole. The vault itself is; but other "
            "files, tables you imported and the browser's downloads lie open on it."
        ),
    ),
    "unknown": (
        "quiet",
        N_(
            "Whether the whole disk is encrypted cannot be seen here. Look in the settings of the "
            "system ({names}). The vault itself is encrypted in any case."
        ),
    ),
}
_SEALED = N_(
    "The vault is encrypted. While it is locked, only the passphrase or the recovery words open it."
)


def show_health(visit: Visit) -> Response:
    """How safely the vault stands, and what can be done."""
    return _health(visit, {})


def _health(visit: Visit, faults: dict[str, str]) -> Response:
    standing, words = look_at_house(visit.desk), Words(visit.desk, visit.language)
    return visit.page(
        "health.html",
        status=_FAULTY if faults else 200,
        signs=[*_signs(visit, standing), *_machine(visit, standing)],
        counts=_counts(visit, words, standing),
        versions=list(standing.versions.items()),
        folder=standing.folder,
        place=visit.form.get("to"),
        keys_place=visit.form.get("keys"),
        faults=faults,
    )


def _signs(visit: Visit, standing: Standing) -> list[tuple[str, str]]:
    """(tone, sentence) about the vault itself and its copies."""
    found = [("good", visit.t(_SEALED))]
    if standing.synced is not None:
        said = N_("The vault lies in a folder that {service} copies elsewhere. Move it away.")
        found.append(("stop", visit.t(said, service=standing.synced)))
    if standing.notices:
        found.append(
            ("warn", visit.t(N_("Something was not whole when the vault was opened. Prove it.")))
        )
    if standing.recovery:
        found.append(
            ("good", visit.t(N_("Recovery words open the vault if the passphrase is lost.")))
        )
    else:
        said = N_("There are no recovery words: if the passphrase is lost, nobody opens the vault.")
        found.append(("warn", visit.t(said)))
    return [*found, *_backup_signs(visit, standing)]


def _backup_signs(visit: Visit, standing: Standing) -> list[tuple[str, str]]:
    last = standing.backup
    if last is None:
        said = N_("There is no backup yet. If this disk breaks, everything is lost.")
        return [("warn", visit.t(said))]
    day = date_words(last.made_on, visit.language)
    said = N_("The last backup {code} is of {day}, {days} days ago.")
    tone = "warn" if last.days > _OLD_DAYS else "good"
    found = [(tone, visit.t(said, code=last.code, day=day, days=last.days))]
    if last.entries_since:
        newer = N_("Entries of the log that are not in it yet: {entries}.")
        found.append(("quiet", visit.t(newer, entries=last.entries_since)))
    if not last.proved:
        found.append(("warn", visit.t(N_("It was not proved by opening it. Make another one."))))
    return found


def _machine(visit: Visit, standing: Standing) -> list[tuple[str, str]]:
    """What the machine around the vault does."""
    found = []
    for table, seen in ((_DISK, standing.disk), (_SWAP, standing.swap)):
        tone, said = table.get(seen, table["unknown"])
        found.append((tone, visit.t(said, names="BitLocker, FileVault, LUKS")))
    free = standing.free_bytes >> 20
    tone = "warn" if free < _LITTLE_MB else "good"
    found.append((tone, visit.t(N_("Free space on this disk: {free} MB."), free=free)))
    return found


def _counts(visit: Visit, words: Words, standing: Standing) -> list[tuple[str, object]]:
    """What the vault holds, in numbers; nothing of its content."""
    found: list[tuple[str, object]] = [
        (visit.t(N_("Entries in the log")), standing.entries),
        (visit.t(N_("Evidence files")), standing.evidence),
        (visit.t(N_("Events whose sources disagree")), standing.conflicts),
    ]
    found += [(words.type(kind, plural=True), count) for kind, count in standing.records.items()]
    return found


def begin_verify(visit: Visit) -> Response:
    """Prove the whole vault; nothing is changed."""
    outcome = Outcome()
    after = f"/health/verified/{keep(visit.house, outcome)}"
    return work(visit, _PROVING, after, verify_vault, outcome.put)


def show_verified(visit: Visit) -> Response:
    """What proving found, in words: whether all fits, else what is damaged and what to do."""
    found = held(visit.house, visit.path["key"], Outcome).of(Verified)
    advice = [
        visit.t(said)
        for beginnings, said in DAMAGE
        if any(one.object.startswith(beginnings) for one in found.findings)
    ]
    counts = [
        (visit.t(N_("Entries in the log")), found.entries),
        (visit.t(N_("Statements")), found.statements),
        (visit.t(N_("Records")), found.entities),
        (visit.t(N_("Evidence files")), found.blobs),
        (visit.t(N_("Erased statements")), found.erased_leaves),
    ]
    return visit.page(
        "health_verified.html",
        found=found,
        counts=counts,
        rows=[list(one) for one in found.findings[:_SHOWN]],
        more=max(0, len(found.findings) - _SHOWN),
        advice=advice,
    )


def begin_rebuild(visit: Visit) -> Response:
    """Make all tables anew from the log."""

    def put(found: VaultState | KuagerError) -> None:
        if isinstance(found, KuagerError):
            visit.session.told.append((found.text, found.facts))
        else:
            said = N_("The tables are made anew from {entries} entries of the log.")
            visit.tell(said, entries=found.entries)

    return work(visit, _MENDING, "/health", rebuild_vault, put)


def begin_backup(visit: Visit) -> Response:
    """Write a sealed copy into a folder that was typed, and prove it."""
    to, keys = visit.form.get("to"), visit.form.get("keys")
    faults = {
        name: visit.t(_NOT_WHOLE, example=_EXAMPLE)
        for name, typed in (("to", to), ("keys", keys))
        if (typed or name == "to") and not Path(typed).is_absolute()
    }
    if faults:
        return _health(visit, faults)
    place, apart = Path(to), Path(keys) if keys else None
    try:
        check_backup_place(visit.desk, to=place, keys_to=apart)
    except KuagerError as refusal:
        return _health(visit, {"to": visit.t(refusal)})
    except OSError as trouble:
        reason = FileTroubleError(reason=type(trouble).__name__)
        return _health(visit, {"to": visit.t(reason)})
    outcome = Outcome()
    after = f"/health/backup/{keep(visit.house, outcome)}"

    def act(desk: Desk) -> BackupMade:
        return back_up_vault(desk, to=place, keys_to=apart)

    return work(visit, _COPYING, after, act, outcome.put)


def show_backup(visit: Visit) -> Response:
    """Where the copy lies, and whether it opened."""
    made = held(visit.house, visit.path["key"], Outcome).of(BackupMade)
    return visit.page(
        "health_backup.html", made=made, folder=str(made.folder), keyring=str(made.keyring)
    )


ROUTES = (
    Route("GET", "/health", show_health),
    Route("POST", "/health/verify", begin_verify),
    Route("GET", "/health/verified/{key}", show_verified),
    Route("POST", "/health/rebuild", begin_rebuild),
    Route("POST", "/health/backup", begin_backup),
    Route("GET", "/health/backup/{key}", show_backup),
)
