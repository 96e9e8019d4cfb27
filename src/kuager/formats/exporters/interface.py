"""The plain values that exporters are given, and where they put what they make.

An exporter knows neither the store nor the keys: a verb hands it what may leave, already opened,
and it answers with files in a fixed order. Ids are bytes here and hexadecimal in the files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

Value = None | bool | int | str | bytes
"""As in the log: bytes are a reference of 4, 16, 32 or 36 bytes."""

EntryState = Literal["open", "missing", "sealed for others", "erased"]
StatementState = Literal["stands", "withdrawn", "hidden", "said by a newer version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenValue:
    """One current value of a record, with who says it."""

    property: str
    value: Value
    language: str | None = None
    source: bytes | None = None
    sure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRecord:
    """One record as it stands today: its id, its type, its current values."""

    id: bytes
    type: str
    values: tuple[OpenValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStatement:
    """One statement of the history.

    `entry` and `index` say where it stands in the log; `time` is in milliseconds since 1970, as
    the device claimed it.
    """

    entry: bytes
    index: int
    time: int
    device: bytes
    op: int
    subject: bytes
    property: str
    value: Value
    language: str | None = None
    source: bytes | None = None
    sure: str | None = None
    more: Value = None
    state: StatementState = "stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """One entry of the log: the signed stub as it is, and the opened body.

    `body` is the canonical payload (docs/spec/log.md), None if it is missing, sealed
    for others or erased.
    With both, everything can be proved and taken in again.
    """

    id: bytes
    stub: bytes
    body: bytes | None
    state: EntryState = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBlob:
    """One evidence file. `record` is the id of the record that holds it, `sha256` in hexadecimal.

    `chunks` opens it anew each time it is called; together they are `size` bytes.
    """

    id: bytes
    record: bytes | None
    name: str
    size: int
    sha256: str
    media_type: str = "application/octet-stream"
    chunks: Callable[[], Iterable[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the manifest says of the whole. `made_on` is an ISO date or empty."""

    organisation: bytes
    program: str
    practice: bool
    made_on: str = ""


class OpenContents(Protocol):
    """All that is exported; each call begins anew. Entries come with their parents first."""

    def entries(self) -> Iterator[OpenEntry]:
        """The log."""
        ...

    def records(self) -> Iterator[OpenRecord]:
        """Every record as it stands."""
        ...

    def statements(self) -> Iterator[OpenStatement]:
        """Every statement that can be read."""
        ...

    def blobs(self) -> Iterator[OpenBlob]:
        """Every evidence file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file of an open folder: its name ("records/00001.jsonl"), its size, its bytes once."""

    name: str
    size: int
    chunks: Iterable[bytes] = field(repr=False)


class Sink(Protocol):
    """Where files go: a folder, or a stream that is sealed as it is written."""

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Take one file; `chunks` together are `size` bytes."""
        ...


def put_all(files: Iterable[OpenFile], sink: Sink) -> None:
    """Hand every file to a sink, in order."""
    for file in files:
        sink.put(file.name, file.size, file.chunks)
