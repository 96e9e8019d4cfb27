"""Small papers that a person asks for: a mapping, a list of refused rows, a proof."""

from pathlib import Path

from kuager import N_, KuagerError
from kuager.vault.files import write_replacing
from kuager.verbs.exports import ThereAlreadyError


class NotRegularFileError(KuagerError):
    """A folder, a device or a pipe where a file was expected."""

    code = "not-a-file"
    exit_code = 2
    text = N_("This is not a regular file: {file} Nothing was changed.")


def write_paper(to: Path, text: str) -> None:
    """Write a text into a new file for its owner alone. Raises ThereAlreadyError."""
    if to.exists() or to.is_symlink():
        raise ThereAlreadyError(path=str(to))
    write_replacing(to, text.encode("utf-8"))


def demand_file(path: Path) -> None:
    """Raise NotRegularFileError for what is there and is no file: reading it might never end."""
    if path.exists() and not path.is_file():
        raise NotRegularFileError(file=str(path))
