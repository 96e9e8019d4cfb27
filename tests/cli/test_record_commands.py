"""Records: from four things to a page, judged about, consented to, with their evidence."""

import json
from pathlib import Path

import pytest
from tests.cli.house import STORY, House

TWO_SOURCES = {
    "s.csv": "code,kind\nS-1,news\nS-2,testimony\n",
    "e.csv": "code,date,source\nE-1,2021-05-28,S-1\nE-1,2021-05-29,S-2\n",
}
MAPPINGS = {
    "s.yaml": "mapping: s\ntype: source\nkey: code\ncolumns: {kind: source.kind}\n",
    "e.yaml": "mapping: e\ntype: event\nkey: code\nsource: source\ncolumns: {date: event.date}\n",
}


@pytest.fixture
def disputed(house: House, tmp_path: Path) -> House:
    """A house with one event of which two sources tell different days."""
    folder = tmp_path / "two"
    (folder / "mappings").mkdir(parents=True)
    for name, text in TWO_SOURCES.items():
        (folder / name).write_text(text)
    for name, text in MAPPINGS.items():
        (folder / "mappings" / name).write_text(text)
    house("import", folder, "--yes")
    return house


def place(house: House, code: str, value: str) -> str:
    """How a statement of a record is named."""
    history = house.json("show", code)["history"]
    return str(next(one["statement"] for one in history if one["value"] == value))


def test_four_things_make_a_case(house: House) -> None:
    """It gets a neutral code, and what was told stands in it."""
    said = house("case", "record", typed=json.dumps(STORY))
    page = house("show", "C-1").out

    assert "Recorded as C-1" in said.out
    assert STORY["story"] in page
    assert house.json("show", "C-1")["referring"][0]["property"] == "consent.case"


def test_what_was_not_asked_is_recorded_as_not_asked(house: House) -> None:
    """Nothing stands for silence but silence."""
    code = house.record_case(may_keep="not-asked")
    [consent] = house.json("list", "consent", "--columns", "case,use,answer")

    assert consent == {
        "consent.case": code,
        "consent.use": "Keep the record",
        "consent.answer": "Not asked yet",
    }


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("a story", id="no JSON"),
        pytest.param("[]", id="no object"),
        pytest.param('{"story": 7}', id="no text"),
        pytest.param('{"story": "x", "name": "y"}', id="an unknown field"),
        pytest.param('{"story": "x", "when_where": " ", "how_known": "y"}', id="one thing empty"),
        pytest.param(json.dumps(STORY | {"may_keep": "perhaps"}), id="no such answer"),
    ],
)
def test_what_is_no_first_record_saves_nothing(house: House, typed: str) -> None:
    """Refused in words that hold nothing of what was typed."""
    said = house("case", "record", typed=typed, code=2)

    assert "perhaps" not in said.out
    assert house.json("list", "case") == []


def test_a_no_is_recorded_with_a_warning(house: House) -> None:
    """The person's answer stands, and it is said what follows from it."""
    said = house("case", "record", typed=json.dumps(STORY | {"may_keep": "no"}))

    assert "nothing of this may be used" in said.err
    assert "kuager erase C-1 --reason never-consented" in said.err
    house("erase", "C-1", "--reason", "never-consented", typed="C-1\n")


def test_the_language_of_the_person_comes_first(house: House, tmp_path: Path) -> None:
    """Of a wording in three languages, whoever reads sees their own on top."""
    mapping = "mapping: e\ntype: event\nkey: code\ncolumns:\n" + "".join(
        f"  {language}: {{property: event.wording, language: {language}}}\n"
        for language in ("en", "kk", "ru")
    )
    (tmp_path / "e.yaml").write_text(mapping, "utf-8")
    (tmp_path / "e.csv").write_text("code,en,kk,ru\nE-1,one,бір,один\n", "utf-8")
    house("import", tmp_path / "e.csv", "--mapping", tmp_path / "e.yaml", "--yes")
    shown = house("show", "E-1", "--lang", "ru").out

    assert shown.index("[ru] один") < shown.index("[en] one") < shown.index("[kk] бір")


def test_a_restricted_case_is_in_no_list_and_comes_back(house: House) -> None:
    """At once out of list and search; by its code it can be seen; back without a conflict."""
    code = house.record_case()
    said = house("case", "restrict", code)

    assert f"kuager case reopen {code}" in said.out
    assert house.json("list", "case") == []
    assert house.json("search", typed="canary\n") == []
    assert house.json("show", code)["values"]["case.restricted"] is True
    house("case", "reopen", code)
    assert len(house.json("search", typed="canary\n")) == 1
    assert house.json("show", code)["conflicts"] == []
    house("case", "restrict", "C-9", code=8)


def test_search_words_come_from_standard_input(house: House) -> None:
    """In another script as well; nothing found is said in words."""
    code = house.record_case(story="Аружан рассказала, что случилось в Шымкенте.")

    assert house.json("search", typed="shymkent\n") == [{"type": "case", "code": code}]
    assert "nothing to show" in house("search", typed="nowhere\n").out
    assert house("search", "canary", code=2).out == ""


def test_sources_that_disagree_stand_side_by_side(disputed: House) -> None:
    """Both values stay; the page says so; a person prefers one, with a reason."""
    assert disputed.json("show", "E-1")["conflicts"] == ["event.date"]
    shown = disputed("show", "E-1").out
    assert "sources disagree" in shown
    assert "28 May 2021: source S-1" in shown
    assert "29 May 2021: source S-2" in shown
    first = place(disputed, "E-1", "2021-05-28")
    disputed("prefer", "E-1", first, typed="The report is nearer to it.\n")
    page = disputed.json("show", "E-1")

    assert page["conflicts"] == []
    assert page["values"]["event.date"] == "2021-05-28"
    stands = [one["value"] for one in page["history"] if one["stands"]]
    assert {"2021-05-28", "2021-05-29"} <= {str(value) for value in stands}
    assert "said by source S-2" in disputed("show", "E-1", "--history").out


def test_a_judgement_needs_its_reason(disputed: House) -> None:
    """An empty one is refused, and nothing is saved."""
    disputed("prefer", "E-1", place(disputed, "E-1", "2021-05-28"), typed=" \n", code=2)

    assert disputed.json("show", "E-1")["conflicts"] == ["event.date"]


def test_a_retracted_statement_counts_no_more(disputed: House) -> None:
    """It stays in the history, marked; a second time, or of another record, it is refused."""
    second = place(disputed, "E-1", "2021-05-29")
    disputed("retract", "E-1", second)
    page = disputed.json("show", "E-1")

    assert (page["conflicts"], page["values"]["event.date"]) == ([], "2021-05-28")
    assert "withdrawn or replaced" in disputed("show", "E-1", "--history").out
    disputed("retract", "S-1", second, code=8)
    disputed("retract", "E-1", "word", code=2)


def test_two_records_are_judged_one_and_two_again(house: House, tmp_path: Path) -> None:
    """Reversible: both histories stay."""
    (tmp_path / "m.yaml").write_text(MAPPINGS["e.yaml"].replace("source: source\n", ""))
    (tmp_path / "t.csv").write_text("code,date\nE-1,2024-01\nE-2,2024-02\n")
    house("import", tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml", "--yes")
    house("merge", "E-1", "E-2", typed="One raid, told twice.\n")
    assert house.json("show", "E-2")["id"] == house.json("show", "E-1")["id"]
    house("separate", "E-1", "E-2", typed="Two raids after all.\n")

    assert house.json("show", "E-2")["id"] != house.json("show", "E-1")["id"]
    assert len(house.json("list", "event")) == 2


def test_consent_is_recorded_one_use_at_a_time(house: House) -> None:
    """A wrong word is answered with the list; withdrawing is dated and counted."""
    code = house.record_case()
    said = house("consent", "record", code, "publication", "anonymised")
    refused = house("consent", "record", code, "everything", "yes", code=2)

    assert "“Publication and media” is recorded as “Yes, anonymised”" in said.out
    assert "un-confidential" in refused.err
    house("consent", "record", code, "publication", "maybe", code=2)
    withdrawn = house.json("consent", "withdraw", code)
    assert withdrawn == {"case": code, "person": None, "withdrawn": 2}
    assert house.json("consent", "withdraw", code)["withdrawn"] == 0


def test_evidence_is_sealed_and_given_out_whole(house: House, tmp_path: Path) -> None:
    """No byte of it lies in the vault in clear; what is given out is what went in."""
    code, data = house.record_case(), bytes(range(256)) * 5000
    (tmp_path / "Canary.jpg").write_bytes(data)
    kept = house.json("evidence", "add", tmp_path / "Canary.jpg", "--case", code)
    given = house("evidence", "give", kept["code"], "--to", tmp_path / "out.jpg")
    held = b"".join(p.read_bytes() for p in house.folder.rglob("*") if p.is_file())

    assert kept == {"code": "EV-1", "size": len(data)}
    assert "evidence.blob" not in house("show", "EV-1", "--history", "--json").out
    assert "key and is in no list" in house("list", "evidence", "--columns", "blob", code=2).err
    assert (tmp_path / "out.jpg").read_bytes() == data
    assert "now lies open" in given.out
    assert data[:64] not in held
    assert b"Canary" not in held


def test_evidence_is_not_given_out_over_something(house: House, tmp_path: Path) -> None:
    """Nor of a case that is not there, nor under a code that means nothing."""
    (tmp_path / "a.jpg").write_bytes(b"a")
    house("evidence", "add", tmp_path / "a.jpg", "--case", "C-9", code=8)
    house("evidence", "add", tmp_path / "a.jpg")
    house("evidence", "give", "EV-1", "--to", tmp_path / "a.jpg", code=3)
    house("evidence", "give", "EV-9", "--to", tmp_path / "b.jpg", code=8)
    house("evidence", "add", tmp_path, code=2)

    assert (tmp_path / "a.jpg").read_bytes() == b"a"
    assert not (tmp_path / "b.jpg").exists()
