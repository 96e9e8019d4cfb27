"""Erasing: seen first, confirmed by the code, hidden at once, gone when carried out."""

import json
import re
import shutil
from pathlib import Path

from tests.cli.house import House

ASK = ("--reason", "consent-withdrawn")


def test_the_plan_is_shown_before_anything_happens(house: House, tmp_path: Path) -> None:
    """What goes, which backups hold it, the warning of the law; a wrong code changes nothing."""
    code = house.record_case()
    house("backup", tmp_path / "copy")
    said = house("erase", code, *ASK, typed="yes\n", code=3)

    assert f"Case: {code}" in said.out
    assert "Backups that still hold it: B-1" in said.out
    assert "can be a crime" in said.err
    assert f"kuager case restrict {code}" in said.err
    assert house.json("show", code)["code"] == code


def test_a_request_hides_at_once_and_waits(house: House) -> None:
    """After the code was typed the record is nowhere; it is not erased before its time."""
    code = house.record_case()
    asked = house("erase", code, *ASK, typed=f"{code}\n")

    assert "hidden from now on" in asked.out
    assert house.json("list", "case") == []
    assert house.json("search", typed="canary\n") == []
    assert "waits until" in house("erase", "--now", "X-1", typed="X-1\n", code=9).err
    assert list(house.json("status")["waiting_erasures"]) == ["X-1"]


def test_an_erasure_is_held_and_released(house: House) -> None:
    """On hold it cannot be carried out and the record stays hidden; released, it can."""
    code = house.record_case()
    house("erase", code, *ASK, typed=f"{code}\n")
    now = ("erase", "--now", "X-1", "--sooner", "danger")

    assert "kuager erase --release X-1" in house("erase", "--hold", "X-1").out
    assert "on hold" in house(*now, typed="X-1\n", code=9).err
    assert "The erasure X-1 is on hold." in house("status").out
    assert list(house.json("status")["held_erasures"]) == ["X-1"]
    assert house.json("list", "case") == []
    assert "kuager erase --now X-1" in house("erase", "--release", "X-1").out
    house(*now, typed="X-1\n")
    house("erase", "--hold", "X-1", code=8)
    assert house.json("verify")["sound"] is True


def test_an_erasure_is_carried_out_sooner_with_a_reason(house: House, tmp_path: Path) -> None:
    """The content is in no file any more; the vault is sound; the log keeps that it was done."""
    code, other = house.record_case(), house.record_case(story="The story of the other one.")
    (tmp_path / "photo.jpg").write_bytes(b"picture" * 100)
    house("evidence", "add", tmp_path / "photo.jpg", "--case", code)
    house("erase", code, *ASK, typed=f"{code}\n")
    said = house("erase", "--now", "X-1", "--sooner", "danger", typed="X-1\n")

    assert "Evidence files: 1" in said.out
    assert list((house.folder / "blobs").iterdir()) == []
    assert house.json("verify")["sound"] is True
    assert house.json("show", other)["code"] == other
    house("show", code, code=8)
    assert house.json("status")["waiting_erasures"] == {}
    assert "no erasure X-1" in house("erase", "--now", "X-1", typed="X-1\n", code=8).err


def test_only_who_a_person_is_can_be_erased(house: House, tmp_path: Path) -> None:
    """The name is gone, what happened stays with its code."""
    (tmp_path / "m.yaml").write_text(
        "mapping: m\ntype: person\nkey: code\nidentity: [name]\n"
        "columns: {name: person.name_in_use, pseudonym: person.pseudonym}\n"
    )
    (tmp_path / "p.csv").write_text("code,name,pseudonym\nP-1,Canary Bird,Robin\n")
    house("import", tmp_path / "p.csv", "--mapping", tmp_path / "m.yaml", "--yes")
    said = house("erase", "P-1", "--identity-only", *ASK, typed="P-1\n")
    house("erase", "--now", "X-1", "--sooner", "danger", typed="X-1\n")
    values = house.json("show", "P-1")["values"]

    assert "Only who this person is" in said.out
    assert "The files it was imported from still hold it, wherever they lie: I-1." in said.out
    assert "person.name_in_use" not in values
    assert (values["person.code"], values["person.pseudonym"]) == ("P-1", "Robin")


def test_wrong_words_erase_nothing(house: House) -> None:
    """A reason, a record, an erasure that is not there; neither or both of record and erasure."""
    code = house.record_case()
    house("erase", code, "--reason", "nothing", typed=f"{code}\n", code=2)
    house("erase", "C-9", *ASK, typed="C-9\n", code=8)
    house("erase", "--now", "X-9", typed="X-9\n", code=8)
    house("erase", "--now", "X-1", "--sooner", "nothing", typed="X-1\n", code=2)
    house("erase", code=2)
    house("erase", code, code=2)
    house("erase", code, *ASK, "--now", "X-1", code=2)
    house("erase", "--hold", "X-1", "--release", "X-1", code=2)
    house("erase", "--hold", "X-9", code=8)

    assert house.json("show", code)["code"] == code


def test_the_words_of_an_erasure_are_in_the_persons_language(house: House) -> None:
    """What cannot be taken back is understood by whoever types the code."""
    code = house.record_case()
    texts = [
        house("erase", code, *ASK, "--lang", language, typed="\n", code=3)
        for language in ("ru", "kk")
    ]

    assert "вернуть этого не сможет никто" in texts[0].out
    assert "преступлением" in texts[0].err
    assert "ешкім қайтара алмайды" in texts[1].out


def test_refusals_name_lists_and_moments_in_the_persons_language(house: House) -> None:
    """The list and its words by their labels, with what has to be typed; a moment in words."""
    code = house.record_case()
    wrong = house("erase", code, "--reason", "nothing", "--lang", "ru", code=2).err
    asked = house("erase", code, *ASK, "--lang", "ru", typed=f"{code}\n").out
    early = house("erase", "--now", "X-1", "--lang", "kk", typed="X-1\n", code=9).err
    raw = house("erase", code, "--reason", "nothing", "--lang", "ru", "--json", code=2).err

    assert "«Причина стирания»" in wrong
    assert "consent-withdrawn (Согласие отозвано)" in wrong
    assert "erasure_reason" not in wrong
    assert "UTC" in asked
    assert re.search(r"\d{4} ж\. \d+ \w+, \d\d:\d\d UTC", early)
    assert json.loads(raw)["error"]["facts"]["vocabulary"] == "erasure_reason"


def test_what_a_crash_interrupted_is_finished_when_the_vault_is_opened(
    house: House, tmp_path: Path
) -> None:
    """The vault as it was right after the approval: the next command ends the erasure."""
    code = house.record_case()
    house("erase", code, *ASK, typed=f"{code}\n")
    approve_only(house)
    shutil.copytree(house.folder, tmp_path / "crashed")
    house.folder = tmp_path / "crashed"

    assert "X-1" in house("status").out
    assert house.json("status")["waiting_erasures"] == {}
    assert house.json("verify")["sound"] is True


def approve_only(house: House) -> None:
    """Say that the erasure is approved and stop there, as a power cut would."""
    from tests.cli.house import PASSPHRASE  # noqa: PLC0415 - only this test opens a desk itself

    from kuager.model.statement import say  # noqa: PLC0415 - same
    from kuager.verbs.desk import open_desk  # noqa: PLC0415 - same

    desk = open_desk(house.folder, PASSPHRASE)
    erasure = desk.find(("erasure",), "X-1")
    with desk.changing("approve_erasure", about=erasure):
        desk.say([say(erasure, "erasure.approved_on", desk.today.isoformat())])
    desk.close()
