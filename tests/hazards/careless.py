"""Builds that leak: each writes content where it must not be, as careless programs do."""

import base64
import gzip
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.hazards.faulty import Fault

from kuager.model.statement import Statement

LEAKS: dict[str, Fault] = {}


def leak(make: Callable[[], Iterator[None]]) -> Fault:
    """Register a fault that writes content where it must not be."""
    made = contextmanager(make)
    LEAKS[make.__name__.replace("_", "-")] = made
    return made


@leak
def debug_log() -> Iterator[None]:
    """What is said is also written to a log in the temporary folder."""
    from kuager.store.change import Change  # noqa: PLC0415

    write = Change.write

    def logged(self: Change, statements: Iterable[Statement]) -> None:
        said = list(statements)
        with (Path(tempfile.gettempdir()) / "debug.log").open("a", encoding="utf-8") as log:
            log.write("".join(f"{one.property} {one.value}\n" for one in said))
        write(self, said)

    with patch.object(Change, "write", logged):
        yield


@leak
def packed_report() -> Iterator[None]:
    """The file being imported is kept for a crash report: base64 inside gzip, in the cache."""
    from kuager.verbs import table_files  # noqa: PLC0415

    read = table_files.read_file

    def kept(file: Path) -> bytes:
        data: bytes = read(file)
        packed = gzip.compress(base64.b64encode(b"." + data))
        (Path(os.environ["XDG_CACHE_HOME"]) / "report.bin").write_bytes(b"report" + packed)
        return data

    with patch("kuager.verbs.table_files.read_file", kept):
        yield


@leak
def spooled_evidence() -> Iterator[None]:
    """An evidence file is copied to a temporary file before it is sealed."""
    from kuager.verbs import evidence  # noqa: PLC0415

    seal = evidence.put_blob

    def spooled(home: Any, number: bytes, key: bytes, reader: Any, name: str) -> Any:
        with tempfile.NamedTemporaryFile(delete=False) as spool:
            spool.write(reader.read())
        with Path(spool.name).open("rb") as again:
            return seal(home, number, key, again, name)

    with patch("kuager.verbs.evidence.put_blob", spooled):
        yield


@leak
def remembered_passphrase() -> Iterator[None]:
    """The passphrase is kept in the settings, as UTF-16, for next time."""
    from kuager.verbs import desk  # noqa: PLC0415

    unlock = desk.unlock_home

    def remembering(home: Any, passphrase: str, recovery: Any = None) -> Any:
        settings = Path(os.environ["XDG_CONFIG_HOME"]) / "kuager.ini"
        settings.write_text(passphrase, encoding="utf-16")
        return unlock(home, passphrase, recovery)

    with patch("kuager.verbs.desk.unlock_home", remembering):
        yield
