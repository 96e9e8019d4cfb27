"""The way to justice and gatherings on the command line: codes in, words or JSON out."""

from pathlib import Path

import pytest
from tests.cli.house import House

TABLES = {
    "organisations": ("{stance: organisation.stance}", "code,stance\nO-1,friendly\nO-2,hostile\n"),
    "events": (
        (
            "{kind: event.kind, date: event.date, reported: event.reported, exit: event.exit, "
            "permit: event.permit, by: {property: event.organiser, reference: organisation}}"
        ),
        """code,kind,date,reported,exit,permit,by
E-1,incident,2024-02-01,no,nr-fear,,
E-2,incident,2024-03-01,,,,
E-3,gathering,2024-03-08,,,refused,O-1
E-4,gathering,2024-05-01,,,granted,O-2
""",
    ),
    "proceedings": (
        "{kind: proceeding.kind, event: {property: proceeding.event, reference: event}}",
        "code,kind,event\nPR-1,complaint,E-2\n",
    ),
    "steps": (
        (
            "{kind: step.kind, date: step.date, "
            "of: {property: step.proceeding, reference: proceeding}}"
        ),
        "code,of,kind,date\nST-1,PR-1,filed,2024-03-04\nST-2,PR-1,registered,2024-03-14\n",
    ),
}


@pytest.fixture
def counted(house: House, tmp_path: Path) -> House:
    """A house with two incidents and two gatherings."""
    folder = tmp_path / "tables"
    (folder / "mappings").mkdir(parents=True)
    for name, (columns, table) in TABLES.items():
        mapping = (
            f"mapping: {name}\ntype: {name.removesuffix('s')}\nkey: code\ncolumns: {columns}\n"
        )
        (folder / f"{name}.csv").write_text(table)
        (folder / "mappings" / f"{name}.yaml").write_text(mapping)
    house("import", folder, "--yes")
    return house


def test_the_whole_funnel_as_json(counted: House) -> None:
    """Stages, ways, exits and times under codes, with the question that was asked."""
    found = counted.json("funnel", "--unit", "event")

    stages = {one["stage"]: one for one in found["justice"]["stages"]}
    assert found["justice"]["question"] == "unit=event&clock=incident"
    assert stages["known"]["reached"]["sure"] == 2
    assert stages["known"]["exits"]["nr-fear"]["sure"] == 1
    assert stages["registered"]["ways"]["open"]["sure"] == 1
    times = counted.json("funnel", "times", "--unit", "event")
    assert times[0]["median"] == [3, 3]


WORDS = {
    "en": ["Not reported: fear of more harm", "in progress: 1"],
    "ru": ["Не сообщили: страх нового вреда", "в процессе: 1"],
    "kk": ["қайта зиян көруден қорықты", "жүріп жатыр: 1"],
}


def test_the_funnel_in_words(counted: House) -> None:
    """Rows and the sentence that reads them, in the person's language."""
    for language, words in WORDS.items():
        said = counted("funnel", "--unit", "event", "--lang", language).out
        assert all(one in said for one in words), said


def test_motive_and_times_have_tables_of_their_own(counted: House) -> None:
    """Both are said in words; who still waits is in no median, and the table says so."""
    assert "documented motive of bias: 0" in counted("funnel", "bias", "--unit", "event").out
    said = counted("funnel", "times", "--unit", "event").out
    assert "in no median" in said


def test_gatherings_side_by_side(counted: House) -> None:
    """Ours refused, hostile granted; the same in words and for scripts."""
    found = counted.json("gatherings")
    assert found["permits"]["friendly|refused"]["sure"] == 1
    assert found["permits"]["hostile|granted"]["sure"] == 1
    said = counted("gatherings").out
    assert "Ours: 1 gatherings; a permit asked for: 1, refused: 1" in said


def test_an_article_that_is_not_there_is_refused(counted: House) -> None:
    """The exit code of a record that is not here."""
    assert "L-9" in counted("funnel", "--article", "L-9", code=8).err


def test_a_funnel_is_weighed_and_let_out(counted: House, tmp_path: Path) -> None:
    """What authorities did leaves as a table, with its place in the register."""
    asked = ("--unit", "filing", "--clock", "report")
    file = tmp_path / "funnel.csv"

    weighed = counted.json("table", "weigh-funnel", *asked)
    held = counted("table", "release-funnel", *asked, "--file", file, code=9)

    assert "proceeding.furthest_stage" in weighed["question"]
    assert weighed["left_out"] == {"no-basis": 1}
    assert not file.exists()
    assert "Nothing went out" in held.err


def test_without_a_unit_it_says_what_it_counts(counted: House) -> None:
    """There are no cases in the house: filings are counted."""
    assert "nothing else was said: Filings" in counted("funnel").out
    assert counted.json("funnel")["justice"]["question"] == "unit=filing&clock=incident"
