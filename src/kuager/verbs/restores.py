"""Taking an export in again, sealed or plain: proved entry by entry, or nothing is left behind."""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from os import fdopen, pipe
from pathlib import Path
from typing import BinaryIO

from kuager import KuagerError
from kuager.formats.exporters.errors import ArchiveError
from kuager.formats.exporters.interface import OpenBlob, OpenEntry, OpenFile
from kuager.formats.exporters.read_back import (
    MAX_MANIFEST_BYTES,
    read_folder,
    read_open_folder,
    read_tar,
)
from kuager.model.schema import load_schema
from kuager.store.home import Home, Keys, unlock_home
from kuager.store.opening import open_store, prepare_beside, put_in_place
from kuager.store.restoring import Restoring
from kuager.vault.bundle import open_archive, reader_of
from kuager.vault.keyring import Keyring
from kuager.vault.recovery import read_recovery
from kuager.vault.slots import add_recovery_slot, create
from kuager.verbs.desk import Desk, Progress, desk_at, prepare_process, silent
from kuager.verbs.vaults import NewVault, refuse_unfit_folder

_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def restore_export(
    source: Path, plan: NewVault, *, archive_passphrase: str | None, progress: Progress = silent
) -> Desk:
    """Make a vault from an export: every entry is proved; the history stays signed as it was.

    `source` is an archive (with its passphrase) or a plain folder. What is practice stays practice.
    """
    prepare_process()
    refuse_unfit_folder(plan.folder)
    slots, vmk = create(plan.passphrase, profile=plan.profile)
    if plan.recovery:
        slots = add_recovery_slot(slots, vmk, read_recovery(plan.recovery))
    home = Home(plan.folder)
    beside = prepare_beside(home)
    keys = Keys(vmk, Keyring.fresh(vmk.vault_id))
    with ExitStack() as undo:
        restoring = Restoring(beside, keys, load_schema(), practice=plan.practice)
        undo.callback(restoring.abandon)
        with _files_of(source, archive_passphrase or "") as files:
            _fill(restoring, files, progress)
        restoring.finish()
        undo.pop_all()
    put_in_place(beside, home, slots)
    keys = unlock_home(home, plan.passphrase)
    return desk_at(open_store(home, keys, load_schema()), progress=progress)


def _fill(restoring: Restoring, files: Iterable[OpenFile], progress: Progress) -> None:
    kept = _Manifest()
    for item in read_open_folder(kept.watching(files)):
        if isinstance(item, OpenEntry):
            restoring.take(item.stub, item.body)
            progress("restore", restoring.taken, 0)
        elif isinstance(item, OpenBlob):
            restoring.take_file(item.id, reader_of(item.chunks()))
    restoring.practice = restoring.practice or kept.practice


@dataclass(slots=True)
class _Manifest:
    """What the manifest says of the whole, overheard while it is read."""

    said: bytes = field(default=b"{}", repr=False)

    @property
    def practice(self) -> bool:
        """Whether what was exported is practice data."""
        return bool(json.loads(self.said).get("practice"))

    def watching(self, files: Iterable[OpenFile]) -> Iterator[OpenFile]:
        """The files as they come."""
        for file in files:
            if file.name == _MANIFEST and file.size <= MAX_MANIFEST_BYTES:
                self.said = b"".join(file.chunks)
                yield OpenFile(name=file.name, size=file.size, chunks=(self.said,))
            else:
                yield file


@contextmanager
def _files_of(source: Path, passphrase: str) -> Iterator[Iterator[OpenFile]]:
    """The files of an export, whichever it is."""
    if source.is_dir():
        yield read_folder(source)
        return
    with source.open("rb") as reader, _unsealed(reader, passphrase) as files:
        yield files


@contextmanager
def _unsealed(reader: BinaryIO, passphrase: str) -> Iterator[Iterator[OpenFile]]:
    """The files of a sealed archive, read through a pipe: nothing of it touches the disk.

    What the seal has against the archive is said before what its broken content looks like.
    """
    reading, writing = pipe()
    failed: list[KuagerError] = []

    def unseal() -> None:
        with fdopen(writing, "wb") as writer:
            try:
                open_archive(reader, writer, passphrase)
            except KuagerError as error:
                failed.append(error)
            except BrokenPipeError:
                return

    thread = threading.Thread(target=unseal, daemon=True)
    with ExitStack() as end:
        end.callback(thread.join)
        stream = end.enter_context(fdopen(reading, "rb"))
        thread.start()
        try:
            yield _to_the_end(stream)
        except ArchiveError:
            if failed:
                raise failed[0] from None
            raise
        if failed:
            raise failed[0]


def _to_the_end(stream: BufferedReader) -> Iterator[OpenFile]:
    """The files of a tar stream, after which there are only zeros."""
    yield from read_tar(stream)
    while rest := stream.read(_CHUNK):
        if rest.strip(b"\0"):
            raise ArchiveError(reason="unexpected-file", file="")
