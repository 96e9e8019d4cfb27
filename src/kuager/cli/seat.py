"""Sitting down at a vault: where it lies, its passphrase, and what every opening settles first.

with seat(call) as desk, at_work(call, desk, N_("Verifying")):
    found = verify_vault(desk)
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.options import Call
from kuager.cli.present import tell, warn
from kuager.cli.progress import progress
from kuager.verbs.desk import Desk, open_desk, silent
from kuager.verbs.erasures import resume_erasures
from kuager.verbs.evidence import sweep_evidence
from kuager.verbs.surroundings import (
    KEYBOARD_HINTS,
    demand_vault,
    is_readable_by_others,
    usual_folder,
)

PRACTICE: Final = N_("Practice copy, not for publication")
OPENING: Final = N_("Opening the vault")


class FileTroubleError(KuagerError):
    """The system would not read or write a file; `reason` is its name for that."""

    code: ClassVar[str] = "file-trouble"
    exit_code: ClassVar[int] = 6
    text: ClassVar[str] = N_(
        "{file} could not be read or written ({reason}). What is in the vault is safe."
    )


class NoSuchFileError(FileTroubleError):
    """There is nothing under that name."""

    code: ClassVar[str] = "no-such-file"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("There is no file or folder {file}. Nothing was changed.")


class NotAllowedError(FileTroubleError):
    """The system does not let this person read or write there."""

    code: ClassVar[str] = "not-allowed"
    text: ClassVar[str] = N_(
        "This computer does not let you read or write {file}. What is in the vault is safe. "
        "Choose another place, or ask whoever looks after the computer."
    )


class DiskFullError(FileTroubleError):
    """There is no room left."""

    code: ClassVar[str] = "disk-full"
    text: ClassVar[str] = N_(
        "There is no room left on the disk of {file}. What was saved before is safe. "
        "Make room and try again."
    )


class BadNameError(FileTroubleError):
    """The disk cannot hold such a name."""

    code: ClassVar[str] = "bad-name"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This disk cannot hold a file named {file}. Nothing was written. Choose another name."
    )


_TROUBLES: Final[dict[int, type[FileTroubleError]]] = {
    errno.ENOENT: NoSuchFileError,
    errno.ENOTDIR: NoSuchFileError,
    errno.EACCES: NotAllowedError,
    errno.EPERM: NotAllowedError,
    errno.EROFS: NotAllowedError,
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.ENAMETOOLONG: BadNameError,
    errno.EINVAL: BadNameError,
}


@contextmanager
def files_in_words() -> Iterator[None]:
    """Let what the system says of files leave as a refusal in words, with the file's name."""
    try:
        yield
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as trouble:
        kind = _TROUBLES.get(trouble.errno or 0, FileTroubleError)
        reason = errno.errorcode.get(trouble.errno or 0, "?")
        named = trouble.filename if isinstance(trouble.filename, str | Path) else "?"
        raise kind(file=str(named), reason=reason) from trouble


def vault_folder(call: Call) -> Path:
    """The folder of the vault that is meant."""
    return call.vault_dir(usual_folder)


def vault_passphrase(call: Call) -> str:
    """The passphrase of a vault that is there; asked only after it was looked for."""
    demand_vault(vault_folder(call))
    return ask.passphrase(call, is_readable_by_others)


@contextmanager
def seat(
    call: Call,
    *,
    passphrase: str | None = None,
    is_settled: bool = True,
    is_raw: bool = False,
) -> Iterator[Desk]:
    """A desk at the person's vault, closed at the end of the block.

    Unless `is_settled` is False, erasures that a crash interrupted are finished, and sealed files
    that no record names are removed. A vault that is being proved is looked at as it is. With
    `is_raw` standard output is for another program, and what Kuager has to say goes elsewhere.
    """
    with files_in_words():
        phrase = vault_passphrase(call) if passphrase is None else passphrase
        desk = _opened(call, phrase)
        try:
            if is_settled:
                _settle(call, desk)
            mark_practice(call, desk, is_raw=is_raw)
            yield desk
        finally:
            desk.close()


@contextmanager
def at_work(call: Call, desk: Desk, doing: str) -> Iterator[None]:
    """Show progress while a verb runs; `doing`, N_() marked, says what is being done."""
    with progress(call, doing) as tick:
        desk.progress = tick
        try:
            yield
        finally:
            desk.progress = silent


def mark_practice(call: Call, desk: Desk, *, is_raw: bool = False) -> None:
    """Every answer of a practice vault says first that it is one."""
    if desk.practice:
        (warn if call.is_json or is_raw else tell)(call, PRACTICE)


def _opened(call: Call, passphrase: str) -> Desk:
    try:
        with progress(call, OPENING) as tick:
            desk = open_desk(vault_folder(call), passphrase, progress=tick)
    except KuagerError as refusal:
        hint = KEYBOARD_HINTS.get(str(refusal.facts.get("hint")))
        if hint is not None:
            warn(call, hint)
        raise
    desk.progress = silent
    return desk


def _settle(call: Call, desk: Desk) -> None:
    with at_work(call, desk, N_("Finishing an erasure that was interrupted")):
        resumed = resume_erasures(desk)
    if len(resumed) > 0:
        tell(call, N_("An interrupted erasure was finished: {codes}."), codes=", ".join(resumed))
    sweep_evidence(desk)
