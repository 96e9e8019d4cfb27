"""Getting everything out, sealed or plain, and back in again; and one list as a table."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from os import fdopen, pipe
from pathlib import Path
from typing import cast

from kuager import N_, KuagerError
from kuager.formats.exporters.csv_list import write_csv
from kuager.formats.exporters.interface import OpenBlob, OpenEntry, OpenFile
from kuager.formats.exporters.open_folder import open_folder
from kuager.formats.exporters.read_back import (
    MAX_MANIFEST_BYTES,
    read_folder,
    read_open_folder,
    read_tar,
)
from kuager.formats.exporters.sinks import FolderSink, tar_stream
from kuager.model.fold import Cell
from kuager.model.schema import load_schema
from kuager.model.statement import EntityId, Value, say
from kuager.store.blobs import blob_path, read_blob, reseal_blob
from kuager.store.home import Home, Keys, unlock_home
from kuager.store.opening import open_store, prepare_beside, put_in_place, write_notes
from kuager.store.restoring import Restoring, UnsoundExportError
from kuager.vault.bundle import open_archive, reader_of, seal_archive
from kuager.vault.files import make_private_directory, replacing
from kuager.vault.keyring import Keyring
from kuager.vault.recovery import read_recovery
from kuager.vault.slots import add_recovery_slot, create
from kuager.verbs._verb import verb
from kuager.verbs.contents import Contents
from kuager.verbs.desk import Desk, Progress, desk_at, prepare_process, silent
from kuager.verbs.vaults import NewVault, refuse_unfit_folder

MANIFEST = "manifest.json"
NEVER_LISTED = 4
"""Properties of this sensitivity are in no list, whoever asks."""


class SentenceError(KuagerError):
    """A plain export wants its sentence typed."""

    code = "sentence-needed"
    exit_code = 2
    text = N_(
        "A plain export lies open for anybody who gets the disk. Nothing was written. To go on, "
        "type the sentence that was shown, exactly."
    )


class ThereAlreadyError(KuagerError):
    """An export never writes over something."""

    code = "there-already"
    exit_code = 3
    text = N_("There is something at {path} already. Nothing was written. Choose another name.")


class IdentityColumnError(KuagerError):
    """A list holds codes; a column that names people is asked for by name."""

    code = "identity-column"
    exit_code = 2
    text = N_(
        "The column {column} tells who somebody is. Nothing was written. To have it, name it with "
        "--identity; the list will be entered in the register."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written where; `open_now` says that it lies there readable for anybody."""

    path: Path
    files: int
    open_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list written as a table: its rows and columns, and its place in the register."""

    path: Path
    rows: int
    columns: tuple[str, ...]
    release: str


@verb(needs="keep")
def export_vault(desk: Desk, *, to: Path, passphrase: str) -> Exported:
    """Write everything into one sealed archive; its passphrase opens it, without Kuager too."""
    if to.exists():
        raise ThereAlreadyError(path=str(to))
    contents, count = Contents(desk), [0]
    files = _counted(open_folder(contents, contents.about, desk.schema), count, desk)
    with replacing(to) as writer:
        seal_archive(reader_of(tar_stream(files)), writer, passphrase)
    _register(desk, "export_vault", "archive", count[0], [])
    return Exported(path=to, files=count[0], open_now=False)


@verb(needs="keep")
def export_plain(desk: Desk, *, to: Path, sentence: str, typed: str) -> Exported:
    """Write everything into a plain folder that anybody can read; wants a typed sentence."""
    if typed.strip() != sentence.strip() or not sentence.strip():
        raise SentenceError
    refuse_unfit_folder(to)
    if to.exists() and any(to.iterdir()):
        raise ThereAlreadyError(path=str(to))
    make_private_directory(to)
    contents, count = Contents(desk), [0]
    sink = FolderSink(to)
    for file in _counted(open_folder(contents, contents.about, desk.schema), count, desk):
        sink.put(file.name, file.size, file.chunks)
    _register(desk, "export_plain", "archive", count[0], [])
    return Exported(path=to, files=count[0], open_now=True)


@verb(needs="keep")
def export_list(
    desk: Desk,
    *,
    type_name: str,
    to: Path,
    columns: tuple[str, ...] = (),
    identity: tuple[str, ...] = (),
) -> Listed:
    """Write the records of a type as CSV: codes only, save identity columns asked for by name."""
    if to.exists():
        raise ThereAlreadyError(path=str(to))
    wanted = _columns(desk, type_name, columns, identity)
    names: dict[bytes, str] = {}
    for other in desk.schema.types:
        names |= {bytes(uid): code for code, uid in desk.view.codes(other).items()}
    source = desk.view.records(type_name) if identity else desk.view.briefs(type_name)
    rows = [[_cell(record.cells.get(name), names) for name in wanted] for record in source]
    header = [name.partition(".")[2] for name in wanted]
    with replacing(to) as writer:
        for chunk in write_csv(header, rows):
            writer.write(chunk)
    personal = [name for name in wanted if desk.schema.property(name).half == "identity"]
    release = _register(desk, "export_list", "list", len(rows), personal)
    return Listed(path=to, rows=len(rows), columns=wanted, release=release)


def restore_export(
    source: Path, plan: NewVault, *, archive_passphrase: str | None, progress: Progress = silent
) -> Desk:
    """Make a vault from an export: every entry is proved; the history stays signed as it was.

    `source` is an archive (with its passphrase) or a plain folder.
    """
    prepare_process()
    refuse_unfit_folder(plan.folder)
    slots, vmk = create(plan.passphrase, profile=plan.profile)
    if plan.recovery:
        slots = add_recovery_slot(slots, vmk, read_recovery(plan.recovery))
    home = Home(plan.folder)
    beside = prepare_beside(home)
    keys = Keys(vmk, Keyring.fresh(vmk.vault_id))
    _fill(beside, keys, source, archive_passphrase, progress, practice=plan.practice)
    put_in_place(beside, home, slots)
    keys = unlock_home(home, plan.passphrase)
    return desk_at(open_store(home, keys, load_schema()), progress=progress)


def _fill(
    home: Home,
    keys: Keys,
    source: Path,
    passphrase: str | None,
    progress: Progress,
    *,
    practice: bool,
) -> None:
    restoring = Restoring(home, keys, load_schema(), practice=practice)
    is_folder = source.is_dir()
    files = read_folder(source) if is_folder else _unsealed(source, passphrase or "")
    manifest: list[bytes] = []
    for item in read_open_folder(_keeping_manifest(files, manifest)):
        if isinstance(item, OpenEntry):
            if item.body is None:
                raise UnsoundExportError(reason="body-missing", number=restoring.taken + 1)
            restoring.take(item.stub, item.body)
            progress("restore", restoring.taken, 0)
        elif isinstance(item, OpenBlob):
            _take_blob(home, restoring, item)
    if any(json.loads(text).get("practice") for text in manifest):
        write_notes(restoring.connection, {"practice": 1})
    restoring.finish()


def _keeping_manifest(files: Iterable[OpenFile], kept: list[bytes]) -> Iterator[OpenFile]:
    """The files as they come; the manifest is kept, since it alone says what is practice."""
    for file in files:
        if file.name == MANIFEST and file.size <= MAX_MANIFEST_BYTES:
            kept.append(b"".join(file.chunks))
            yield OpenFile(name=file.name, size=file.size, chunks=(kept[-1],))
        else:
            yield file


def _take_blob(home: Home, restoring: Restoring, item: OpenBlob) -> None:
    """Seal an evidence file again under the key that its own statement holds."""
    restoring.projector.flush()
    sql = "SELECT blob FROM w_evidence WHERE blob LIKE ?"
    row = restoring.connection.execute(sql, (f"{item.id.hex()}|%",)).fetchone()
    if row is None:
        raise UnsoundExportError(reason="file-without-record", number=restoring.taken)
    blob = read_blob(str(row[0]))
    if not blob_path(home, blob.id).exists():
        reseal_blob(home, blob, reader_of(item.chunks()))


def _unsealed(source: Path, passphrase: str) -> Iterator[OpenFile]:
    """The files of a sealed archive, read through a pipe: nothing of it touches the disk."""
    reading, writing = pipe()
    failed: list[KuagerError] = []

    def unseal() -> None:
        with fdopen(writing, "wb") as writer, source.open("rb") as reader:
            try:
                open_archive(reader, writer, passphrase)
            except KuagerError as error:
                failed.append(error)
            except BrokenPipeError:
                return

    thread = threading.Thread(target=unseal, daemon=True)
    thread.start()
    try:
        with fdopen(reading, "rb") as stream:
            yield from _whole(cast("BufferedReader", stream), failed, thread)
    finally:
        thread.join()


def _whole(
    stream: BufferedReader, failed: list[KuagerError], thread: threading.Thread
) -> Iterator[OpenFile]:
    if not stream.peek(1):
        thread.join()
        raise failed[0] if failed else UnsoundExportError(reason="empty", number=0)
    yield from read_tar(stream)


def _counted(files: Iterable[OpenFile], count: list[int], desk: Desk) -> Iterator[OpenFile]:
    for file in files:
        count[0] += 1
        desk.progress("export", count[0], 0)
        yield file


def _columns(
    desk: Desk, type_name: str, columns: tuple[str, ...], identity: tuple[str, ...]
) -> tuple[str, ...]:
    """The qualified names of the columns of a list, in their order."""
    properties = desk.schema.type(type_name).properties
    asked = tuple(_qualified(type_name, c) for c in columns)
    named = tuple(_qualified(type_name, c) for c in identity)
    for name in (*asked, *named):
        desk.schema.property(name)
    for name in asked:
        if desk.schema.property(name).half == "identity":
            raise IdentityColumnError(column=name)
    own = properties.values()
    coded = tuple(p.name for p in own if p.half != "identity" and p.kind != "long")
    return (asked or coded) + named


def _qualified(type_name: str, column: str) -> str:
    return column if "." in column else f"{type_name}.{column}"


def _cell(cell: Cell | None, names: Mapping[bytes, str]) -> str | int | None:
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, dict):
        return "\n".join(f"{k}: {v}" if k else str(v) for k, v in sorted(value.items()))
    if isinstance(value, list):
        return "; ".join(str(_plain(item, names)) for item in value)
    return _plain(value, names)


def _plain(value: Value, names: Mapping[bytes, str]) -> str | int | None:
    if isinstance(value, bytes):
        return names.get(value, value.hex()[:8])
    return int(value) if isinstance(value, bool) else value


def _register(desk: Desk, name: str, form: str, rows: int, columns: list[str]) -> str:
    """Enter what left the house in the register of releases."""
    release = EntityId(desk.store.new_id())
    code = desk.next_code("release", "R")
    said = [
        say(release, "release.code", code),
        say(release, "release.form", form),
        say(release, "release.released_on", desk.today.isoformat()),
        say(release, "release.released_by", desk.member),
        say(release, "release.rows", rows),
        say(release, "release.practice", desk.practice),
        *(say(release, "release.columns", column) for column in columns),
    ]
    with desk.changing(name):
        desk.say(said)
    return code
