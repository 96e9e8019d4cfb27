"""Small papers that a person asks for: a mapping, a list of refused rows, a proof."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.exporters.csv_list import write_csv
from kuager.vault.files import replacing, write_replacing

_MAX_TEXT_BYTES = 1 << 20


class ThereAlreadyError(KuagerError):
    """An export never writes over something."""

    code = "there-already"
    exit_code = 3
    text = N_("There is something at {path} already. Nothing was written. Choose another name.")


class NotRegularFileError(KuagerError):
    """A folder, a device or a pipe where a file was expected."""

    code = "not-a-file"
    exit_code = 2
    text = N_("This is not a regular file: {file} Nothing was changed.")


class NotTextError(KuagerError):
    """A file that is not a text in UTF-8, or much too long for one."""

    code = "not-text"
    exit_code = 2
    text = N_("This is not a small text file in UTF-8: {file} Nothing was changed.")


def write_paper(to: Path, text: str) -> None:
    """Write a text into a new file for its owner alone. Raises ThereAlreadyError."""
    refuse_taken(to)
    write_replacing(to, text.encode("utf-8"))


def demand_file(path: Path) -> None:
    """Raise NotRegularFileError for what is there and is no file: reading it might never end."""
    if path.exists() and not path.is_file():
        raise NotRegularFileError(file=str(path))


def read_text_file(path: Path) -> str:
    """The text of a small file in UTF-8. Raises NotTextError, NotRegularFileError."""
    demand_file(path)
    if path.stat().st_size > _MAX_TEXT_BYTES:
        raise NotTextError(file=path.name)
    return text_of(path.read_bytes(), path.name)


def text_of(data: bytes, name: str) -> str:
    """Bytes as the text they are, in UTF-8. Raises NotTextError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTextError(file=name) from error


def write_table(to: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """Write a new CSV file that no spreadsheet takes for formulas. Raises ThereAlreadyError."""
    refuse_taken(to)
    with replacing(to) as writer:
        for chunk in write_csv(header, rows):
            writer.write(chunk)


def table_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The same table in memory, for a download."""
    return b"".join(write_csv(header, rows))


def refuse_taken(to: Path) -> None:
    """Raise ThereAlreadyError if there is anything under this name, even a link to nothing."""
    if to.exists() or to.is_symlink():
        raise ThereAlreadyError(path=str(to))
