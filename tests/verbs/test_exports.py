"""Everything out and in again: nothing lost, nothing left lying about, nothing taken unproved."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.verbs.desks import PASSPHRASE, case, findings, new_desk, place_of, tell, uid
from tests.verbs.stories import add, development, passage, person_of, record, review, story
from tests.verbs.tables import events, take_in
from tests.verbs.travels import READER, SECRET, SENTENCE, back, files_under, out

from kuager import KuagerError
from kuager.model.statement import retract, say
from kuager.vault.strength import WeakPassphraseError
from kuager.verbs.contents import Contents
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.evidence import add_evidence, give_out_evidence
from kuager.verbs.exports import (
    IdentityColumnError,
    SentenceError,
    ThereAlreadyError,
    export_list,
    export_plain,
    export_vault,
)
from kuager.verbs.imports import undo_import
from kuager.verbs.lists import NeverListedError, NotOfThisTypeError
from kuager.verbs.records import (
    list_records,
    merge_records,
    prefer_statement,
    restrict_case,
    search_records,
)
from kuager.verbs.vaults import describe_vault


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Desk]:
    """A vault with a bit of everything: conflicts, judgements, withdrawals, files, an erasure."""
    desk = new_desk(tmp_path / "full")
    event = development(desk, "ev-1", date="2024-05-28")
    add(desk, event, "event", by=passage(desk, "p-2"), date="2024-05-29")
    first = place_of(desk, event, "event.date", "2024-05-28")
    prefer_statement(desk, record=event, statement=first, reason="the permit says so")
    holder = story(desk, "yes", "ev-2")
    photo = tmp_path / "dragonfly.png"
    photo.write_bytes(SECRET)
    add_evidence(desk, file=photo, case=holder)
    one = person_of(desk, holder, "P-20", "Иван Пробный")
    other = person_of(desk, holder, "P-21", "И. Пробный")
    merge_records(desk, one=one, other=other, reason="the same telephone")
    tell(desk, say(one, "person.remarks", "a slip"))
    slip = place_of(desk, one, "person.remarks", "a slip")
    tell(desk, retract(one, "person.remarks", slip))
    imported = take_in(desk, events(tmp_path / "e.csv", {"code": "ev-8", "date": "2023"}))
    undo_import(desk, code=imported.code)
    take_in(desk, events(tmp_path / "f.csv", {"code": "ev-9", "wording": "Долго шёл дождь."}))
    gone = case(desk, "The story that has to go")
    photo.write_bytes(b"a photograph that has to go")
    add_evidence(desk, file=photo, case=gone)
    asked = request_erasure(desk, code=gone, reason=reason(desk))
    carry_out_erasure(desk, code=asked.code, sooner=sooner(desk))
    restrict_case(desk, code=story(desk, "no", "ev-3"))
    review(desk, tmp_path / "chapter")
    yield desk
    desk.close()


def reason(desk: Desk) -> str:
    """Some reason to erase."""
    return next(iter(desk.schema.vocabularies["erasure_reason"].terms))


def sooner(desk: Desk) -> str:
    """Some reason not to wait."""
    return next(iter(desk.schema.vocabularies["erasure_sooner"].terms))


def everything(desk: Desk) -> dict[str, Any]:
    """All that a vault holds, but what is said by taking it over."""
    contents = Contents(desk)
    types = [t for t in desk.schema.types if t not in ("device", "circle")]
    return {
        "entries": [(e.id, e.stub, e.body) for e in contents.entries()],
        "statements": list(contents.statements()),
        "records": {r.id: r.values for r in contents.records()},
        "blobs": {b.id: b"".join(b.chunks()) for b in contents.blobs()},
        "cells": {r.id: r.cells for t in types for r in desk.view.records(t, shut=True)},
        "lists": {t: [r.code for r in list_records(desk, type_name=t)] for t in types},
        "conflicts": describe_vault(desk).conflicts,
        "found": [r.code for r in search_records(desk, text="дождь")],
        "audit": desk.store.connection.execute("SELECT eno, verb, member FROM audit").fetchall(),
    }


def equal(before: dict[str, Any], after: dict[str, Any]) -> None:
    """What was exported is all there, in its order; after it only the new device's entry."""
    for name in ("entries", "statements", "audit"):
        assert before[name] == after[name][: len(before[name])]
    assert len(before["entries"]) + 1 == len(after["entries"])
    for name in ("blobs", "cells", "lists", "conflicts", "found"):
        assert before[name] == after[name]
    assert before["records"].items() <= after["records"].items()


def test_a_plain_folder_comes_back_whole(full: Desk, tmp_path: Path) -> None:
    """Records, statements with their states, the log in its order, files: all equal, all proved."""
    before = everything(full)

    restored = back(out(full, tmp_path / "open"), tmp_path / "again")

    equal(before, everything(restored))
    assert {SECRET} == set(before["blobs"].values())
    assert [] == findings(restored)
    restored.close()


def test_a_sealed_archive_comes_back_whole(full: Desk, tmp_path: Path) -> None:
    """The same through the seal, with a passphrase of its own; the new vault goes on writing."""
    before = everything(full)
    archive = tmp_path / "all.kuager"
    export_vault(full, to=archive, passphrase=PASSPHRASE)

    restored = back(archive, tmp_path / "again", archive=PASSPHRASE)

    equal(before, everything(restored))
    assert [] == findings(restored)
    assert before["conflicts"] == describe_vault(restored).conflicts
    restored.close()


def test_what_was_erased_stays_erased(full: Desk, tmp_path: Path) -> None:
    """Leaves that are gone are gone in the export, and the restored log proves why."""
    folder = out(full, tmp_path / "open")

    restored = back(folder, tmp_path / "again")

    for path in folder.rglob("*"):
        assert b"that has to go" not in (path.read_bytes() if path.is_file() else b"")
    lacking = [
        payload.hidden
        for kept in restored.store.log.entries()
        if (payload := restored.store.log.open(kept)) is not None and payload.hidden
    ]
    assert len(lacking) > 0
    assert [] == findings(restored)
    assert [] == search_records(restored, text="story that has to go")
    restored.close()


def test_a_restored_vault_goes_on(full: Desk, tmp_path: Path) -> None:
    """It writes, is exported and restored again, and its reports are the same bytes."""
    first = back(out(full, tmp_path / "a"), tmp_path / "one")
    case(first, "A new story on the new machine")
    event = uid(first, "event", "ev-9")
    tell(first, say(event, "event.date", "2024-07"))
    assert [] == findings(first)

    second = back(out(first, tmp_path / "b"), tmp_path / "two")

    case(second, "And another")
    assert {"C-1"} < set(second.view.codes("case"))
    assert "2024-07" == next(
        r.get("event.date") for r in second.view.records("event") if r.code == "ev-9"
    )
    assert [] == findings(second)
    chapters = [review(d, tmp_path / f"chapter-{n}") for n, d in enumerate((first, second))]
    assert [p.read_bytes() for p in chapters[0].files] == [
        p.read_bytes() for p in chapters[1].files
    ]
    first.close()
    second.close()


def test_a_restored_vault_erases(full: Desk, tmp_path: Path) -> None:
    """Rotation, rewriting and the files work under the new keys as well."""
    restored = back(out(full, tmp_path / "a"), tmp_path / "one")

    asked = request_erasure(restored, code="C-1", reason=reason(restored))
    done = carry_out_erasure(restored, code=asked.code, sooner=sooner(restored))

    assert 1 == done.files
    assert [] == list(restored.store.home.blobs.iterdir())
    assert [] == findings(restored)
    restored.close()


def test_an_erasure_that_waits_still_waits_there(desk: Desk, tmp_path: Path) -> None:
    """Requested here, carried out there; until then hidden in both."""
    holder = case(desk, "The story that has to go")
    asked = request_erasure(desk, code=holder, reason=reason(desk))

    restored = back(out(desk, tmp_path / "a"), tmp_path / "one")

    assert [] == list_records(restored, type_name="case")
    assert [] == findings(restored)
    carry_out_erasure(restored, code=asked.code, sooner=sooner(restored))
    assert [] == findings(restored)
    restored.close()


def test_withdrawn_evidence_goes_out_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    """What was withdrawn stays in the log, so its file stays too, on both sides."""
    photo = tmp_path / "p.png"
    photo.write_bytes(SECRET)
    add_evidence(desk, file=photo)
    evidence = next(iter(desk.view.records("evidence")))
    told = next(t for t in desk.view.history(evidence.id) if t.property == "evidence.blob")
    tell(desk, retract(evidence.id, "evidence.blob", told.id))

    restored = back(out(desk, tmp_path / "a"), tmp_path / "one")

    assert [SECRET] == [b"".join(b.chunks()) for b in Contents(restored).blobs()]
    assert [] == findings(desk) + findings(restored)
    restored.close()


def test_practice_stays_practice(tmp_path: Path) -> None:
    """Whatever the new vault was to be, practice data does not become real."""
    desk = new_desk(tmp_path / "vault", practice=True)
    case(desk)

    restored = back(out(desk, tmp_path / "a"), tmp_path / "one")

    assert restored.practice
    desk.close()
    restored.close()


def test_the_short_reader_reads_the_folder(full: Desk, tmp_path: Path) -> None:
    """A hundred lines of plain Python check the manifest and tell the records."""
    folder = out(full, tmp_path / "open")

    run = subprocess.run(
        [sys.executable, str(READER), str(folder)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"},
    )

    assert (0, b"manifest: every file is there and unaltered") == (
        run.returncode,
        run.stderr.strip(),
    )
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name in ("records", "statements", "entries"):
        assert str(manifest["counts"][name]).encode() in run.stdout
    listed = {entry["name"] for entry in manifest["files"]}
    assert {"schema/event.json", "vocabularies/act.json", "README.txt"} <= listed


def test_a_sealed_export_leaves_one_file(full: Desk, tmp_path: Path) -> None:
    """No other file appears anywhere near, and none of the bytes is readable."""
    place = tmp_path / "stick"
    place.mkdir()
    before = files_under(tmp_path)

    made = export_vault(full, to=place / "all.kuager", passphrase=PASSPHRASE)

    new = {path for path in files_under(tmp_path) - before if "full" not in path.parts}
    assert {place / "all.kuager"} == new
    data = made.path.read_bytes()
    for secret in (SECRET[:40], "Пробный".encode(), b"ev-9", b"dragonfly"):
        assert secret not in data


def test_a_plain_export_wants_its_sentence(desk: Desk, tmp_path: Path) -> None:
    """Typed otherwise, nothing is written and nothing entered in the register."""
    before = desk.store.log.count

    for typed in ("", "yes", SENTENCE.upper()):
        with pytest.raises(SentenceError):
            export_plain(desk, to=tmp_path / "open", sentence=SENTENCE, typed=typed)

    assert (before, False) == (desk.store.log.count, (tmp_path / "open").exists())


def test_an_archive_wants_a_passphrase_that_holds(desk: Desk, tmp_path: Path) -> None:
    """An empty or a weak one seals nothing."""
    for passphrase in ("", "   ", "Almaty" + "2024!"):
        with pytest.raises(WeakPassphraseError):
            export_vault(desk, to=tmp_path / "all.kuager", passphrase=passphrase)

    assert not (tmp_path / "all.kuager").exists()


def test_an_export_writes_over_nothing(desk: Desk, tmp_path: Path) -> None:
    """A file, a folder with something in it and a dangling link all stand in the way."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir" / "x").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for name in ("file", "dir", "link"):
        with pytest.raises(ThereAlreadyError):
            export_vault(desk, to=tmp_path / name, passphrase=PASSPHRASE)
        with pytest.raises(ThereAlreadyError):
            out(desk, tmp_path / name)
        with pytest.raises(ThereAlreadyError):
            export_list(desk, type_name="event", to=tmp_path / name)


def test_an_export_that_fails_leaves_nothing_open(desk: Desk, tmp_path: Path) -> None:
    """A damaged evidence file stops it; what was written of the plain folder goes again."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(SECRET)
    add_evidence(desk, file=photo)
    sealed = next(desk.store.home.blobs.iterdir())
    sealed.write_bytes(sealed.read_bytes()[:-1])

    with pytest.raises(KuagerError):
        out(desk, tmp_path / "open")
    with pytest.raises(KuagerError):
        export_vault(desk, to=tmp_path / "all.kuager", passphrase=PASSPHRASE)

    assert {"photo.png", "vault"} == {
        path.name for path in tmp_path.iterdir() if path.is_file() or any(path.iterdir())
    }


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a list."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_a_list_holds_codes_only(full: Desk, tmp_path: Path) -> None:
    """Neither name nor contact nor story; references are codes; restricted cases are left out."""
    made = export_list(full, type_name="person", to=tmp_path / "people.csv")

    text = made.path.read_text("utf-8-sig")
    assert made.rows == len(table(made.path)) == full.view.count("person")
    assert "Пробный" not in text
    assert "name_in_use" not in text
    assert {"C-1"} == {row["case"] for row in table(made.path)}
    release = full.view.record(uid(full, "release", made.release))
    assert release is not None
    assert ("list", made.rows, []) == (
        release.get("release.form"),
        release.get("release.rows"),
        release.every("release.columns"),
    )


def test_a_column_of_names_is_asked_for_by_name_and_registered(full: Desk, tmp_path: Path) -> None:
    """Among the ordinary columns it is refused; asked for, it is written and entered."""
    with pytest.raises(IdentityColumnError):
        export_list(
            full, type_name="person", to=tmp_path / "a.csv", columns=("code", "name_in_use")
        )
    assert not (tmp_path / "a.csv").exists()

    made = export_list(
        full,
        type_name="person",
        to=tmp_path / "b.csv",
        columns=("code",),
        identity=("name_in_use",),
    )

    assert ("person.code", "person.name_in_use") == made.columns
    assert {"Айгүл Үлгіқызы", "И. Пробный"} == {row["name_in_use"] for row in table(made.path)}
    release = full.view.record(uid(full, "release", made.release))
    assert release is not None
    assert ["person.name_in_use"] == release.every("release.columns")


def test_some_columns_are_in_no_list(desk: Desk, tmp_path: Path) -> None:
    """The statement that holds a file's key, and properties of another type."""
    with pytest.raises(NeverListedError):
        export_list(desk, type_name="evidence", to=tmp_path / "a.csv", identity=("blob",))
    with pytest.raises(NotOfThisTypeError):
        export_list(desk, type_name="event", to=tmp_path / "a.csv", columns=("person.code",))

    assert not (tmp_path / "a.csv").exists()


def test_a_list_is_safe_to_open_in_a_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe; long texts are whole."""
    record(desk, "event", "ev-1", wording_en="=HYPERLINK(1)", speaker_office_en="+1")

    made = export_list(desk, type_name="event", to=tmp_path / "e.csv", columns=("code", "wording"))

    assert "\n=" not in made.path.read_text("utf-8-sig").replace(",=", "\n=")
    assert "HYPERLINK" in table(made.path)[0]["wording"]


def test_a_file_given_out_is_the_file_taken_in(full: Desk, tmp_path: Path) -> None:
    """Also after the vault went out and came back."""
    restored = back(out(full, tmp_path / "open"), tmp_path / "again")

    give_out_evidence(restored, code="EV-1", to=tmp_path / "given.png")

    assert (tmp_path / "given.png").read_bytes() == SECRET
    restored.close()
