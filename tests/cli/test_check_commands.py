"""The last check from the command line: what it says, its exit codes, letting pass."""

from pathlib import Path

from tests.cli.house import PASSPHRASE, House
from tests.hazards.seeded_files import FILE_SEEDS, sound_files
from tests.verbs.stories import development

from kuager.verbs.desk import open_desk
from kuager.verbs.documents import start_report
from kuager.verbs.texts import check_text, set_text_status, write_text

NOT_CLEAN = 10
TEXT = "In prison were three women. Write to sun77@gmail.com."


def test_words_are_checked_and_forgotten(house: House) -> None:
    """From standard input; exit code 10, and every finding in words."""
    ran = house("report", "check-words", "--language", "en", typed=TEXT, code=NOT_CLEAN)

    assert "three women" in ran.out
    assert "Look at it" in ran.out


def test_sound_words_pass(house: House) -> None:
    """Exit code 0, and no promise that all is well."""
    assert "read it yourself" in house("report", "check-words", typed="A hard year.").out


def test_findings_as_json(house: House) -> None:
    """One value, with key and place."""
    findings = house("report", "check-words", "--json", typed=TEXT, code=NOT_CLEAN).value[
        "findings"
    ]

    assert {"small-number", "mailbox"} == {one["check"] for one in findings}
    assert {64} == {len(one["key"]) for one in findings}


def test_a_file_is_read_from_its_bytes(house: House, tmp_path: Path) -> None:
    """A sound one passes, one with an author does not."""
    sound, told = tmp_path / "a.docx", tmp_path / "b.docx"
    sound.write_bytes(sound_files()["docx"])
    told.write_bytes(FILE_SEEDS["docx author"].make())

    house("report", "check-file", sound)
    assert "the name of an author" in house("report", "check-file", told, code=NOT_CLEAN).out


def begun(house: House) -> str:
    """A review of 2024 in whose finished words stands a small number; its code."""
    desk = open_desk(house.folder, PASSPHRASE)
    development(desk, "ev-1")
    code = start_report(desk, outline="annual-review", facts={"country": "KAZ", "period": "2024"})
    at = {"code": code, "place": "chapter", "language": "en"}
    shown = write_text(desk, **at, text="In prison were three women.", by="M-7")  # type: ignore[arg-type]
    shown = set_text_status(desk, **at, status="ready", seen=shown.seen)  # type: ignore[arg-type]
    check_text(desk, **at, by="M-8", seen=shown.seen)  # type: ignore[arg-type]
    desk.close()
    return code


def test_a_finding_is_let_pass_by_the_beginning_of_its_key(house: House) -> None:
    """With a reason that is typed; then nothing stands. Taken back, it stands again."""
    code = begun(house)
    (one,) = house("report", "check", code, "--json", code=NOT_CLEAN).value["findings"]
    key = one["key"][:12]

    passed = house.json("report", "override", code, key, "--by", "M-8", typed="In the papers.\n")
    said = house("report", "check", code).out
    assert "In the papers. (M-8" in said

    house("report", "override", code, passed["code"], "--by", "M-8", "--withdraw")
    house("report", "check", code, code=NOT_CLEAN)
