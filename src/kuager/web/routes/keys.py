"""Passphrase, recovery words and the archive of everything: each asks for the passphrase first.

What is shown once is shown in the answer to a form and nowhere else: looking at the address again
does not bring it back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.archives import SealedArchive, export_sealed
from kuager.verbs.desk import Desk
from kuager.verbs.exports import Exported, export_vault
from kuager.verbs.vaults import (
    change_passphrase,
    demand_passphrase,
    demand_strong,
    renew_recovery,
    suggest_passphrase,
    suggest_recovery,
)
from kuager.web.ceremony import WORD_LANGUAGES, NotTheSameError, demand_same
from kuager.web.kept import Outcome, drop, held, keep, work
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

_FAULTY: Final = 422
_SEALING: Final = N_("Sealing the archive")
_NOT_WHOLE: Final = N_("Type the whole path of a folder that is there, such as {example}")
_EXAMPLE: Final = "/media/stick, E:\\"
Kind = Literal["passphrase", "recovery"]


@dataclass(slots=True)
class Shown:
    """Words that were shown once and wait to be typed back; `old` opens the vault until then."""

    kind: Kind
    words: tuple[str, ...] = field(repr=False)
    old: str = field(default="", repr=False)


def show_passphrase(visit: Visit) -> Response:
    """The passphrase of today first, then another one."""
    return _first(visit, "passphrase", {})


def show_recovery(visit: Visit) -> Response:
    """The passphrase of today first, then other recovery words."""
    return _first(visit, "recovery", {})


def _first(visit: Visit, kind: Kind, faults: dict[str, str]) -> Response:
    return visit.page(
        "settings_keys.html", status=_FAULTY if faults else 200, kind=kind, faults=faults
    )


def begin_passphrase(visit: Visit) -> Response:
    """New words are shown, or a chosen passphrase is taken at once."""
    old, own = visit.form.get("old"), visit.form.get("own")
    folder = visit.desk.folder
    try:
        demand_passphrase(folder, old)
    except KuagerError as refusal:
        return _first(visit, "passphrase", {"old": visit.t(refusal)})
    if visit.form.get("do") != "own":
        languages = [one for one in WORD_LANGUAGES if one == visit.language]
        words = tuple(suggest_passphrase(*languages).split())
        return _show_words(visit, Shown("passphrase", words, old))
    try:
        if own != visit.form.get("again"):
            raise NotTheSameError
        demand_strong(own)
        change_passphrase(folder, old, own)
    except KuagerError as refusal:
        return _first(visit, "passphrase", {"own": visit.t(refusal)})
    return _changed(visit)


def begin_recovery(visit: Visit) -> Response:
    """New recovery words are shown; those of before stay in force until they are typed back."""
    try:
        demand_passphrase(visit.desk.folder, visit.form.get("old"))
    except KuagerError as refusal:
        return _first(visit, "recovery", {"old": visit.t(refusal)})
    return _show_words(visit, Shown("recovery", suggest_recovery()))


def _show_words(visit: Visit, shown: Shown) -> Response:
    key = keep(visit.house, shown)
    return visit.page("settings_words.html", shown=shown, key=key)


def show_back(visit: Visit) -> Response:
    """The form in which the words are typed back; they are not shown again."""
    return _back(visit, held(visit.house, visit.path["key"], Shown), "")


def _back(visit: Visit, shown: Shown, fault: str) -> Response:
    return visit.page(
        "settings_back.html",
        status=_FAULTY if fault else 200,
        shown=shown,
        key=visit.path["key"],
        fault=fault,
    )


def take_back(visit: Visit) -> Response:
    """Only when every word was typed back do the new ones come into force."""
    key = visit.path["key"]
    shown = held(visit.house, key, Shown)
    if visit.form.get("do") == "stop":
        drop(visit.house, key)
        visit.tell(N_("Nothing was changed. The words that were shown open nothing."))
        return visit.see("/settings")
    try:
        demand_same(visit.form.get("typed"), shown.words)
        if shown.kind == "recovery":
            renew_recovery(visit.desk, words=shown.words)
        else:
            folder = visit.desk.folder
            change_passphrase(folder, shown.old, " ".join(shown.words), chosen=False)
    except KuagerError as refusal:
        return _back(visit, shown, visit.t(refusal))
    drop(visit.house, key)
    if shown.kind == "passphrase":
        return _changed(visit)
    visit.tell(N_("The new recovery words open the vault. Destroy the paper with the old ones."))
    visit.tell(N_("Old copies and backups of this vault still open with the words they had."))
    return visit.see("/settings")


def _changed(visit: Visit) -> Response:
    visit.tell(N_("The passphrase is changed."))
    visit.tell(N_("Old copies and backups of this vault still open with the old passphrase."))
    return visit.see("/settings")


def show_export(visit: Visit) -> Response:
    """Everything as one sealed archive: by download or into a folder."""
    return _export(visit, {})


def _export(visit: Visit, faults: dict[str, str]) -> Response:
    return visit.page(
        "settings_export.html",
        status=_FAULTY if faults else 200,
        place=visit.form.get("to"),
        faults=faults,
    )


def begin_export(visit: Visit) -> Response:
    """Seal everything; asks for the passphrase of the vault, and for one of the archive."""
    to, new = visit.form.get("to"), visit.form.get("new")
    faults: dict[str, str] = {}
    _try(visit, faults, "old", lambda: demand_passphrase(visit.desk.folder, visit.form.get("old")))
    if new != visit.form.get("again"):
        faults["again"] = visit.t(NotTheSameError())
    _try(visit, faults, "new", lambda: demand_strong(new))
    if to and not (Path(to).is_absolute() and Path(to).is_dir()):
        faults["to"] = visit.t(_NOT_WHOLE, example=_EXAMPLE)
    if faults:
        return _export(visit, faults)
    outcome = Outcome()
    after = f"/settings/export/{keep(visit.house, outcome)}"
    place = Path(to) / f"archive-{visit.desk.today.isoformat()}.zip" if to else None

    def act(desk: Desk) -> SealedArchive | Exported:
        if place is None:
            return export_sealed(desk, passphrase=new)
        return export_vault(desk, to=place, passphrase=new)

    return work(visit, _SEALING, after, act, outcome.put)


def _try(visit: Visit, faults: dict[str, str], name: str, act: Callable[[], None]) -> None:
    try:
        act()
    except KuagerError as refusal:
        faults[name] = visit.t(refusal)


def show_exported(visit: Visit) -> Response:
    """Where the archive lies, or the button that takes it out of memory."""
    outcome = held(visit.house, visit.path["key"], Outcome)
    if isinstance(outcome.found, Exported):
        return visit.page(
            "settings_exported.html",
            path=str(outcome.found.path),
            files=outcome.found.files,
            megabytes=None,
            key=visit.path["key"],
        )
    found = outcome.of(SealedArchive)
    return visit.page(
        "settings_exported.html",
        path=None,
        files=found.files,
        megabytes=max(1, len(found.data) >> 20),
        key=visit.path["key"],
    )


def give_archive(visit: Visit) -> Response:
    """The sealed archive, once; then it is no longer in memory."""
    found = held(visit.house, visit.path["key"], Outcome).of(SealedArchive)
    drop(visit.house, visit.path["key"])
    return visit.file(found.data, name="archive.zip", kind="application/zip")


ROUTES = (
    Route("GET", "/settings/passphrase", show_passphrase),
    Route("POST", "/settings/passphrase", begin_passphrase),
    Route("GET", "/settings/recovery", show_recovery),
    Route("POST", "/settings/recovery", begin_recovery),
    Route("GET", "/settings/back/{key}", show_back),
    Route("POST", "/settings/back/{key}", take_back),
    Route("GET", "/settings/export", show_export),
    Route("POST", "/settings/export", begin_export),
    Route("GET", "/settings/export/{key}", show_exported),
    Route("POST", "/settings/export/{key}", give_archive),
)
