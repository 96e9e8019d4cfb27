"""The header of an age file, read before any cryptography: who may open it, and at what cost.

A hostile file can ask for gigabytes and minutes of passphrase work, or for a plug-in program.
Only what is understood and bounded here is handed to the age library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from kuager import N_, KuagerError

VERSION_LINE = b"age-encryption.org/v1"
MOST_HEADER_BYTES = 64 * 1024
MOST_STANZAS = 64
MOST_WORK_FACTOR = 21
_FULL_LINE = 64
_PRINTABLE = frozenset(range(0x20, 0x7F))
_WORK_FACTOR = re.compile(r"[1-9][0-9]?")


class UnfitAgeFileError(KuagerError):
    """Not an age file, or one that asks for what we never do."""

    code: ClassVar[str] = "unfit-age-file"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "This sealed file is not one that Kuager makes, and it was not opened. Nothing was "
        "changed. Ask whoever gave it to you to export it again."
    )


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way into an age file: its type and its arguments."""

    kind: str
    arguments: tuple[str, ...]


def read_stanzas(head: bytes) -> tuple[Stanza, ...]:
    """The stanzas in the first bytes of an age file (`MOST_HEADER_BYTES` are enough)."""
    if not head.startswith(VERSION_LINE + b"\n"):
        raise UnfitAgeFileError
    text, ended, _ = head[:MOST_HEADER_BYTES].partition(b"\n---")
    lines = text.split(b"\n")[1:]
    stanzas = tuple(_stanza(line) for line in lines if line.startswith(b"-> "))
    if not ended or not 1 <= len(stanzas) <= MOST_STANZAS or not all(_is_line(x) for x in lines):
        raise UnfitAgeFileError
    return stanzas


def require_recipients(head: bytes) -> None:
    """Refuse a file that is not sealed to X25519 recipients alone.

    Stanzas named `…-grease` mean nothing; writers add them so that readers keep ignoring such.
    """
    kinds = {stanza.kind for stanza in read_stanzas(head)}
    if "X25519" not in kinds or not all(_is_known(kind) for kind in kinds):
        raise UnfitAgeFileError


def require_passphrase(head: bytes) -> None:
    """Refuse a file that is not sealed by one passphrase at a bearable cost."""
    stanzas = read_stanzas(head)
    if [(one.kind, len(one.arguments)) for one in stanzas] != [("scrypt", 2)]:
        raise UnfitAgeFileError
    factor = stanzas[0].arguments[1]
    if _WORK_FACTOR.fullmatch(factor) is None or int(factor) > MOST_WORK_FACTOR:
        raise UnfitAgeFileError


def _stanza(line: bytes) -> Stanza:
    """A stanza from its first line; arguments are printable ASCII words."""
    kind, *arguments = line[3:].decode("ascii", "replace").split(" ")
    if not kind or not all(arguments):
        raise UnfitAgeFileError
    return Stanza(kind, tuple(arguments))


def _is_known(kind: str) -> bool:
    return kind == "X25519" or kind.endswith("-grease")


def _is_line(line: bytes) -> bool:
    """Whether a header line is printable ASCII of the length that age writes."""
    printable = all(byte in _PRINTABLE for byte in line)
    return printable and (line.startswith(b"-> ") or len(line) <= _FULL_LINE)
