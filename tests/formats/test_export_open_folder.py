"""The open folder: written, read by others, taken back in, and refused when it was altered."""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.small_schema import SCHEMA

from kuager.formats.exporters.errors import ArchiveError, ExportError, NewerArchiveError
from kuager.formats.exporters.interface import (
    About,
    OpenBlob,
    OpenEntry,
    OpenFile,
    OpenRecord,
    OpenStatement,
    OpenValue,
    put_all,
)
from kuager.formats.exporters.open_folder import PART_BYTES, open_folder
from kuager.formats.exporters.read_back import read_folder, read_open_folder, read_tar
from kuager.formats.exporters.sinks import FolderSink, TarSink, tar_stream

READER = Path(__file__).parents[2] / "docs" / "spec" / "read_open_folder.py"
ABOUT = About(organisation=b"\1" * 32, program="0.1.0", practice=True)
EVENT, SOURCE, BLOB, ENTRY = b"\2" * 16, b"\3" * 16, b"\4" * 16, b"\5" * 32
FILE = "доказательство".encode() * 1000


class Contents:
    """A small vault, opened."""

    def __init__(self, *, entries: int = 3, blob: bytes = FILE) -> None:
        """So many open entries; `blob` is what the evidence file really holds."""
        self._entries, self._blob = entries, blob

    def entries(self) -> Iterator[OpenEntry]:
        """Entries in the three states."""
        for number in range(self._entries):
            digest = hashlib.sha256(b"%d" % number).digest()
            yield OpenEntry(id=digest, stub=digest * 8, body=digest * 40)
        yield OpenEntry(id=b"\6" * 32, stub=b"stub", body=None, state="erased")
        yield OpenEntry(id=b"\7" * 32, stub=b"stub", body=None, state="sealed for others")

    def records(self) -> Iterator[OpenRecord]:
        """One event, said by a source."""
        said = (
            OpenValue(property="event.code", value="ev-1"),
            OpenValue(property="event.date", value="2021-05-28/2021-05-29", source=SOURCE),
            OpenValue(property="event.response", value="refused", sure="certain"),
            OpenValue(property="event.narrative", value="\x1b]0;x\x07 қ", language="kk"),
            OpenValue(property="event.organiser", value=SOURCE),
        )
        yield OpenRecord(id=EVENT, type="event", values=said)

    def statements(self) -> Iterator[OpenStatement]:
        """Two dates side by side, one of them withdrawn."""
        said = OpenStatement(
            entry=ENTRY,
            index=1,
            time=1_622_246_400_000,
            device=b"\x08" * 32,
            op=0,
            subject=EVENT,
            property="event.date",
            value="2021-05-28",
            source=(7).to_bytes(4, "big"),
        )
        yield said
        yield replace(said, index=2, value="2021-05-29", state="withdrawn")
        yield replace(said, index=3, op=1, value=ENTRY + b"\0\0\0\2", time=2**64 - 1)

    def blobs(self) -> Iterator[OpenBlob]:
        """One evidence file with a hostile name."""
        yield OpenBlob(
            id=BLOB,
            record=EVENT,
            name="../../photo\u202egpj.exe",
            size=len(FILE),
            sha256=hashlib.sha256(FILE).hexdigest(),
            chunks=lambda: (self._blob[:100], self._blob[100:]),
        )


def packed(contents: Contents | None = None) -> bytes:
    """The tar of a vault."""
    return b"".join(tar_stream(open_folder(contents or Contents(), ABOUT, SCHEMA)))


def files_of(tar: bytes) -> dict[str, bytes]:
    """Every file of a tar, as the standard library reads it."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        members = archive.getmembers()
        return {m.name: archive.extractfile(m).read() for m in members}  # type: ignore[union-attr]


def repacked(files: dict[str, bytes]) -> bytes:
    """A tar of altered files."""
    return b"".join(
        tar_stream(OpenFile(name=n, size=len(d), chunks=(d,)) for n, d in files.items())
    )


def taken_back(tar: bytes) -> tuple[list[OpenEntry], list[tuple[OpenBlob, bytes]]]:
    """Entries, and blobs with their bytes."""
    entries: list[OpenEntry] = []
    blobs: list[tuple[OpenBlob, bytes]] = []
    for thing in read_open_folder(read_tar(io.BytesIO(tar))):
        if isinstance(thing, OpenEntry):
            entries.append(thing)
        else:
            blobs.append((thing, b"".join(thing.chunks())))
    return entries, blobs


def test_back_in_without_loss() -> None:
    """Stub, body and state of every entry, name and bytes of every blob come back as they were."""
    entries, ((blob, data),) = taken_back(packed())
    assert list(Contents().entries()) == entries
    (original,) = Contents().blobs()
    assert (original.id, original.record, original.name, FILE) == (
        blob.id,
        blob.record,
        blob.name,
        data,
    )


def test_same_contents_same_bytes() -> None:
    """No clock, owner or order of a dictionary gets in."""
    assert packed() == packed()


def test_tar_carries_no_traces() -> None:
    """Names, sizes and bytes only."""
    with tarfile.open(fileobj=io.BytesIO(packed())) as archive:
        for member in archive:
            assert (0, 0, "", "", 0, 0o600) == (
                member.uid, member.gid, member.uname, member.gname, member.mtime, member.mode,
            )  # fmt: skip


def test_statements_are_readable_json() -> None:
    """References say what they point to; a reference inside the entry is spelled out."""
    lines = files_of(packed())["statements/00001.jsonl"].splitlines()
    first, _, withdrawal = map(json.loads, lines)
    assert {"statement": f"{ENTRY.hex()}:7"} == first["source"]
    assert ("retract", {"statement": f"{ENTRY.hex()}:2"}) == (
        withdrawal["op"],
        withdrawal["value"],
    )


def test_long_logs_are_written_in_parts() -> None:
    """No part is much longer than a few megabytes, and the parts come back in order."""
    files = files_of(packed(Contents(entries=6000)))
    parts = sorted(name for name in files if name.startswith("entries/"))
    assert ["entries/00001.jsonl", "entries/00002.jsonl"] == parts
    assert all(len(files[name]) < PART_BYTES + 10_000 for name in parts)
    assert list(Contents(entries=6000).entries()) == taken_back(repacked(files))[0]


def test_folder_and_tar_hold_the_same(tmp_path: Path) -> None:
    """A plain folder is written by the same files and read back the same way."""
    put_all(open_folder(Contents(), ABOUT, SCHEMA), FolderSink(tmp_path))
    found = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert files_of(packed()) == found
    things = list(read_open_folder(read_folder(tmp_path)))
    assert list(Contents().entries()) == [t for t in things if isinstance(t, OpenEntry)]


def test_tar_sink_and_tar_stream_agree() -> None:
    """Pushed or pulled, the bytes are the same."""
    pieces: list[bytes] = []
    sink = TarSink(pieces.append)
    put_all(open_folder(Contents(), ABOUT, SCHEMA), sink)
    sink.finish()
    assert packed() == b"".join(pieces)


def test_folder_that_holds_something_is_not_written_to(tmp_path: Path) -> None:
    """Nothing that is there is ever replaced."""
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(ExportError):
        FolderSink(tmp_path)


def test_blob_of_another_size_stops_the_export() -> None:
    """A file that is not what the record says is never passed on in silence."""
    with pytest.raises(ExportError) as caught:
        packed(Contents(blob=FILE[:-1]))
    assert "size-differs" == caught.value.facts["reason"]


def _without(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.pop(name) and None


def _with(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: data})


def _in_manifest(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({"manifest.json": files["manifest.json"].replace(old, new)})


BLOB_NAME = f"blobs/{BLOB.hex()}"


@pytest.mark.parametrize(
    ("alter", "reason"),
    [
        (_without("manifest.json"), "no-manifest"),
        (_without("README.txt"), "list-differs"),
        (_without("entries/00001.jsonl"), "list-differs"),
        (_without(BLOB_NAME), "list-differs"),
        (_without("blobs-index/00001.jsonl"), "blob-not-in-index"),
        (_with("README.txt", b"x"), "digest-differs"),
        (_with(BLOB_NAME, FILE[:-1] + b"x"), "digest-differs"),
        (_with(BLOB_NAME, FILE + b"x"), "blob-not-in-index"),
        (_with("entries/00001.jsonl", b"{}\n"), "not-the-expected-json"),
        (_with("entries/00001.jsonl", b"[" * 100_000), "not-the-expected-json"),
        (_with("manifest.json", b"\xff"), "not-the-expected-json"),
        (_with("zz.txt", b""), "unexpected-file"),
        (_with("entries/00002.jsonl", b""), "unexpected-file"),
        (_in_manifest(b"kuager-open-folder", b"another-open-folder"), "not-an-open-folder"),
        (_in_manifest(b'"README.txt"', b'"README.TXT"'), "list-differs"),
    ],
)
def test_altered_archives_are_refused(
    alter: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    """What was taken out, put in or changed is found before the walk ends."""
    files = files_of(packed())
    alter(files)
    with pytest.raises(ArchiveError) as caught:
        taken_back(repacked(files))
    assert reason == caught.value.facts["reason"]


def test_entry_that_was_changed_with_its_manifest_needs_the_log_to_tell() -> None:
    """The manifest finds accidents; that nobody rewrote the log is shown by its signatures."""
    files = files_of(packed())
    line = json.loads(files["entries/00001.jsonl"].splitlines()[0])
    line["body"] = base64.b64encode(b"x").decode()
    changed = json.dumps(line).encode() + b"\n"
    manifest = json.loads(files["manifest.json"])
    for listed in manifest["files"]:
        if listed["name"] == "entries/00001.jsonl":
            listed |= {"size": len(changed), "sha256": hashlib.sha256(changed).hexdigest()}
    files |= {"entries/00001.jsonl": changed, "manifest.json": json.dumps(manifest).encode()}
    entries, _ = taken_back(repacked(files))
    assert b"x" == entries[0].body


def test_newer_format_says_so() -> None:
    """An archive from the future is not half read."""
    files = files_of(packed())
    _in_manifest(b'"version": 1', b'"version": 2')(files)
    with pytest.raises(NewerArchiveError):
        taken_back(repacked(files))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../x", tarfile.REGTYPE),
        ("/etc/passwd", tarfile.REGTYPE),
        ("C:/x", tarfile.REGTYPE),
        ("README.txt", tarfile.SYMTYPE),
        ("README.txt", tarfile.LNKTYPE),
        ("blobs", tarfile.DIRTYPE),
        ("README.txt", tarfile.FIFOTYPE),
        ("README.txt", tarfile.GNUTYPE_LONGNAME),
        ("README.txt", tarfile.XHDTYPE),
        ("README.txt", tarfile.GNUTYPE_SPARSE),
    ],
)
def test_strange_members_are_refused(name: str, kind: bytes) -> None:
    """Only plain files with our names; no links, folders, devices or long names."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    with pytest.raises(ArchiveError):
        taken_back(info.tobuf(tarfile.GNU_FORMAT) + packed())


def test_member_that_claims_a_terabyte() -> None:
    """A length is no promise: the stream ends where it ends."""
    info = tarfile.TarInfo("entries/00001.jsonl")
    info.size = 1 << 39
    with pytest.raises(ArchiveError):
        taken_back(info.tobuf(tarfile.GNU_FORMAT) + b"x" * 512)


def test_every_cut_is_found() -> None:
    """An archive cut anywhere is refused."""
    tar = packed()
    for end in (*range(0, len(tar) - 1024, 997), len(tar) - 1024):
        with pytest.raises(ArchiveError):
            taken_back(tar[:end])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_changed_byte_is_found_or_means_nothing(data: st.DataObject) -> None:
    """One byte changed anywhere: refused, or the same entries and blobs come back."""
    tar = bytearray(packed())
    at = data.draw(st.integers(0, len(tar) - 1))
    tar[at] ^= data.draw(st.integers(1, 255))
    try:
        entries, blobs = taken_back(bytes(tar))
    except ArchiveError:
        return
    assert list(Contents().entries()) == entries
    assert [FILE] == [found for _, found in blobs]


def run_reader(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The hundred-line reader, as a stranger would run it: no Kuager on its path."""
    command = [sys.executable, "-I", "-X", "utf8", str(READER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The same vault as a folder and as a tar."""
    folder = tmp_path_factory.mktemp("open")
    put_all(open_folder(Contents(), ABOUT, SCHEMA), FolderSink(folder))
    tar = folder.with_suffix(".tar")
    tar.write_bytes(packed())
    return {"folder": str(folder), "tar": str(tar)}


@pytest.mark.parametrize("form", ["folder", "tar"])
def test_reader_without_kuager(places: dict[str, str], form: str) -> None:
    """It counts, lists, shows words for codes, and nothing in a text can steer the terminal."""
    summary = run_reader(places[form])
    assert (0, "manifest: every file is there and unaltered\n") == (
        summary.returncode,
        summary.stderr,
    )
    assert {"records": 1, "statements": 3, "entries": 5, "blobs-index": 1} == json.loads(
        summary.stdout
    )
    assert f'{EVENT.hex()} event "ev-1"\n' == run_reader(places[form], "records").stdout
    shown = run_reader(places[form], "record", EVENT.hex()).stdout
    assert 'event.response = "refused" (Refused)' in shown
    assert "\x1b" not in shown
    assert "қ" in shown
    assert 3 == len(run_reader(places[form], "statements").stdout.splitlines())


def test_reader_finds_alterations(tmp_path: Path) -> None:
    """A changed, a missing and an added file are named, and the exit code is 1."""
    put_all(open_folder(Contents(), ABOUT, SCHEMA), FolderSink(tmp_path))
    (tmp_path / BLOB_NAME).write_bytes(b"x")
    (tmp_path / "README.txt").unlink()
    (tmp_path / "more.txt").write_bytes(b"")
    found = run_reader(str(tmp_path))
    assert 1 == found.returncode
    assert set(found.stderr.splitlines()) == {
        f"altered: {BLOB_NAME}",
        "missing: README.txt",
        "added: more.txt",
    }


def test_reader_has_at_most_a_hundred_lines_and_only_the_standard_library() -> None:
    """Somebody must be able to read it before trusting it."""
    source = READER.read_text("utf-8")
    assert len(source.splitlines()) <= 100
    imported = [line.split()[1].partition(".")[0] for line in source.splitlines()
                if line.startswith(("import ", "from "))]  # fmt: skip
    assert set(imported) <= sys.stdlib_module_names
