"""Sealed evidence files: whole, proved before a byte is given out, missed when they are gone."""

import io
from pathlib import Path

import pytest
from tests.store.houses import MEMBER, evidence, findings, tell

from kuager.model.statement import EntityId, retract, say
from kuager.store.blobs import (
    Blob,
    BlobError,
    blob_path,
    check_blob,
    kept_blobs,
    pieces_of,
    put_blob,
    read_blob,
    read_out,
    reseal_blob,
    sweep_blobs,
)
from kuager.store.rewrite import rewrite
from kuager.store.store import Store
from kuager.store.view import View

SIZES = [0, 1, 4091, 4096, 70_000, 1024 * 1024 - 4, 3 * 1024 * 1024]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_out_as_it_was(store: Store, size: int) -> None:
    """Empty, tiny and large files come out byte for byte, in pieces and at once."""
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    blob, out = evidence(store, "V-1", content), io.BytesIO()
    read_out(store.home, blob, out.write)

    assert content == out.getvalue() == b"".join(pieces_of(store.home, blob))
    assert [] == findings(store)


def test_a_sealed_file_tells_nothing(store: Store) -> None:
    """Neither name nor content nor exact length can be read off the file."""
    one, two = evidence(store, "V-1", b"the very same"), evidence(store, "V-2", b"the very same.")
    files = [blob_path(store.home, blob.id).read_bytes() for blob in (one, two)]

    assert len(files[0]) == len(files[1])
    assert b"the very same" not in files[0] + files[1]
    assert [] == [c for c in ("V-1", "photo", "jpg") if c in blob_path(store.home, one.id).name]
    assert files[0][50:] != files[1][50:]


def test_what_is_known_of_a_file_is_one_value() -> None:
    """Id, key, hash, length and name come back from the text of the statement."""
    blob = Blob(id=bytes(16), key=bytes(32), sha256=bytes(32), length=7, name="a|b|ә.jpg")

    assert blob == read_blob(blob.text())
    assert "00" * 32 not in repr(blob)


@pytest.mark.parametrize("value", ["", "x", "a|b|c|d|e", "00|00|00|x|n", "|||", "00|00|00|"])
def test_a_value_that_names_no_file_is_refused(value: str) -> None:
    """What is not of the form is an error of ours, not a traceback."""
    with pytest.raises(BlobError):
        read_blob(value)


HARM = {
    "flipped": lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
    "cut": lambda data: data[:-1],
    "longer": lambda data: data + b"\0",
    "empty": lambda _: b"",
    "zeros": lambda data: bytes(len(data)),
    "newer": lambda data: data[:16] + b"\0\x09" + data[18:],
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_file_is_named_and_gives_out_nothing(store: Store, harm: str) -> None:
    """Every damage is found by `verify`, which names the file, and before anything is written."""
    blob, other = evidence(store, "V-1", b"photo" * 900), evidence(store, "V-2", b"other")
    path, out = blob_path(store.home, blob.id), io.BytesIO()
    path.write_bytes(HARM[harm](path.read_bytes()))

    with pytest.raises(BlobError):
        read_out(store.home, blob, out.write)
    check_blob(store.home, other)
    assert b"" == out.getvalue()
    assert [f"evidence file {blob.id.hex()[:8]}"] == [f.object for f in findings(store)]


def test_a_missing_file_is_named(store: Store) -> None:
    """A file that is gone is missed."""
    blob = evidence(store, "V-1", b"photo")
    blob_path(store.home, blob.id).unlink()

    assert [f"evidence file {blob.id.hex()[:8]}"] == [f.object for f in findings(store)]


def test_two_files_put_in_each_others_place_are_named(store: Store) -> None:
    """A sealed file is bound to its own id."""
    blobs = [evidence(store, f"V-{n}", b"photo" * n) for n in (1, 2)]
    paths = [blob_path(store.home, blob.id) for blob in blobs]
    one, two = (path.read_bytes() for path in paths)
    paths[0].write_bytes(two)
    paths[1].write_bytes(one)

    assert {f"evidence file {b.id.hex()[:8]}" for b in blobs} == {f.object for f in findings(store)}


@pytest.mark.parametrize("name", [f"{'ab' * 16}.blob", "photo.blob", "letter.txt"])
def test_a_stray_file_is_named_and_left_alone(store: Store, name: str) -> None:
    """A file that no record names is reported; a name that is not ours is never swept."""
    (store.home.blobs / name).write_bytes(b"x")

    assert [f"evidence file {name[:8]}"] == [f.object for f in findings(store)]
    assert 2 >= len(list(kept_blobs(store.home)))
    sweep_blobs(store.home, View(store).blobs())
    assert name.startswith("ab") != (store.home.blobs / name).exists()


def test_withdrawn_evidence_keeps_its_file(store: Store) -> None:
    """What is only withdrawn or doubted stays named, so that no sweep takes it."""
    blob = evidence(store, "V-1", b"photo")
    uid = EntityId(View(store).find_code("evidence", "V-1") or b"")
    told = next(t for t in View(store).history(uid) if t.property == "evidence.blob")
    tell(store, retract(uid, "evidence.blob", told.id))
    other = _second_file(store, uid)
    sweep_blobs(store.home, View(store).blobs())

    assert {blob.id, other.id} == set(View(store).blobs()) == set(kept_blobs(store.home))
    assert [] == findings(store)


def _second_file(store: Store, uid: EntityId) -> Blob:
    number, key = store.randomness(16), store.randomness(32)
    blob = put_blob(store.home, number, key, io.BytesIO(b"second"), "b.jpg")
    tell(store, say(uid, "evidence.blob", blob.text()))
    return blob


def test_a_file_of_a_withdrawn_change_stays(store: Store) -> None:
    """Undoing a whole import does not make its files strays."""
    evidence(store, "V-1", b"photo")
    entries = [kept.id for kept in store.log.entries(first=2)]
    with store.change("undo", MEMBER) as change:
        change.retract_entries(entries)
    rewrite(store)

    assert [] == findings(store)


def test_what_a_crash_left_between_sealing_and_saying_is_swept(store: Store) -> None:
    """A sealed file without a statement, and a half-written one, are nobody's."""
    put_blob(store.home, bytes(16), bytes(32), io.BytesIO(b"never said"), "x")
    (store.home.blobs / "abc.0123.kuager-new").write_bytes(b"half")

    assert 2 == sweep_blobs(store.home, View(store).blobs())
    assert [] == findings(store)


def test_content_from_a_backup_heals_a_lost_file(store: Store) -> None:
    """The right content is sealed again under the key in the statement; wrong content is not."""
    blob = evidence(store, "V-1", b"photo")
    blob_path(store.home, blob.id).unlink()
    with pytest.raises(BlobError):
        reseal_blob(store.home, blob, io.BytesIO(b"phot0"))
    missing = [f.object for f in findings(store)]
    reseal_blob(store.home, blob, io.BytesIO(b"photo"))

    assert [f"evidence file {blob.id.hex()[:8]}"] == missing
    assert [] == findings(store)


def test_nothing_lies_in_clear_while_a_file_is_sealed(store: Store, tmp_path: Path) -> None:
    """Sealing writes no plain copy anywhere."""
    evidence(store, "V-1", b"ZQCANARY" * 500)

    assert [] == [p for p in tmp_path.rglob("*") if p.is_file() and b"ZQCANARY" in p.read_bytes()]
