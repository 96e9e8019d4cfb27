"""A working copy goes out: named so, entered, stopped where a leak is sure; the sent is clean."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from tests.takeback.documents import document, text_at, write
from tests.verbs.desks import uid

from kuager import KuagerError
from kuager.formats.reports.docx import Docx
from kuager.verbs.desk import Desk
from kuager.verbs.editions import show_edition
from kuager.verbs.manuscripts import read_report
from kuager.verbs.working_copies import hand_out_working_copy, write_working_copy


def part(data: bytes, name: str) -> str:
    """One part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_it_is_named_so_in_the_file_on_every_page_and_in_the_register(
    desk: Desk, tmp_path: Path
) -> None:
    """The name of the file, the header, the release with what it is, the edition block by block."""
    code = document(desk)
    done = write_working_copy(desk, code=code, to=tmp_path)
    release = desk.view.record(uid(desk, "release", done.release))
    edition = show_edition(desk, code=done.edition)

    assert f"working-copy-{code}-en.docx" == done.file.name
    assert f"Working copy of {code}" in part(done.file.read_bytes(), "word/header.xml")
    assert release is not None
    assert f"working-copy {code} en" == release.text("release.query")
    assert "report" == release.text("release.form")
    assert any("The winter was quiet" in block.text for block in edition.blocks)


def test_its_marks_name_nothing_and_the_sending_copy_has_none(desk: Desk) -> None:
    """No place, no code, no word; what is sent has no hidden bookmark and no working line."""
    code = document(desk)
    copy = part(hand_out_working_copy(desk, code=code).data, "word/document.xml")
    names = re.findall(r'w:name="([^"]+)"', copy)
    sent = Docx().write(read_report(desk, code=code).laid.report)

    assert all(re.fullmatch(r"_k[a-z2-7]{16}[0-9]{2}_[a-z2-7]{12}", name) for name in names)
    assert len(names) == len(set(names)) > len(text_at(desk, code).split("\n\n"))
    assert 'w:name="_' not in part(sent, "word/document.xml")
    assert "Working copy" not in part(sent, "word/header.xml")


def test_the_same_copy_twice_is_the_same_file(desk: Desk) -> None:
    """Nothing of the clock is in it; both goings are entered."""
    code = document(desk)
    first, second = (hand_out_working_copy(desk, code=code) for _ in range(2))

    assert first.data == second.data
    assert first.edition == second.edition
    assert first.release != second.release


def test_a_telephone_number_stops_it(desk: Desk, tmp_path: Path) -> None:
    """Nothing is written and nothing is entered."""
    code = document(desk)
    write(desk, code, "Call her under +7 700 555 01 02.")

    with pytest.raises(KuagerError) as caught:
        write_working_copy(desk, code=code, to=tmp_path)

    assert caught.value.code in {"personal-in-working-copy", "working-copy-stopped"}
    assert [] == list(tmp_path.glob("*.docx"))
    assert {} == desk.view.codes("release")


def test_another_language_has_other_marks(desk: Desk) -> None:
    """So what came back is known as that language of the document."""
    code = document(desk)
    names = [
        set(re.findall(r'w:name="(_k\w{8})', part(made.data, "word/document.xml")))
        for made in (hand_out_working_copy(desk, code=code, language=x) for x in ("en", "ru"))
    ]

    assert names[0].isdisjoint(names[1])
