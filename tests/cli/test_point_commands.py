"""Points on the command line: what became of them, and silence as a finding."""

import pytest
from tests.cli.house import House

FILES = {
    "p.csv": "code,kind,text,number,symbol,date,repeats\n"
    "PO-1,recommendation,Adopt a law.,9,CAT/C/KAZ/CO/3,2014,\n"
    "PO-2,question,Which measures are planned?,7,CAT/C/KAZ/Q/4,2022,PO-1\n",
    "s.csv": "code,title\nS-4,Replies of the State\n",
    "p.yaml": "mapping: p\ntype: point\nkey: code\ncolumns: {kind: point.kind, "
    "text: {property: point.text, language: en}, number: point.number, "
    "symbol: point.document_symbol, date: point.date, "
    "repeats: {property: point.repeats, reference: point}}\n",
    "s.yaml": "mapping: s\ntype: source\nkey: code\ncolumns: "
    "{title: {property: source.title, language: en}}\n",
}


@pytest.fixture
def asked(house: House) -> House:
    """A question that repeats a recommendation, and the replies of the State."""
    house.take(FILES)
    return house


def test_silence_is_kept_with_what_was_searched(asked: House) -> None:
    """Paragraphs and words are typed; document and day are codes."""
    on = ("--language", "en", "--on", "2023-03-20", "--searched-in", "S-4")
    made = asked("point", "assess", "PO-2", "silent", *on, typed="paras 12 to 48\nNone.\n.\n")

    assert "Kept as AS-1." in made.out
    [kept] = asked.json("point", "show", "PO-2")["assessments"]
    assert kept["result"] == "silent"
    assert kept["searched_in"] == ["S-4"]
    assert kept["searched"] == {"en": "paras 12 to 48"}


def test_silence_without_a_search_is_refused(asked: House) -> None:
    """Nothing is kept, and it is said what is missing."""
    told = asked(
        "point", "assess", "PO-2", "silent", "--language", "en", typed="all\nNone.\n.\n", code=2
    )

    assert "Silence is a finding only with the document that was searched" in told.err
    assert asked.json("point", "show", "PO-2")["assessments"] == []


def test_a_point_is_shown_with_the_same_over_the_years(asked: House) -> None:
    """The chain of what repeats what, in words of the person's language."""
    shown = asked("point", "show", "PO-2")

    assert "PO-1 (2014)" in shown.out
    assert "Question" in shown.out


def test_points_are_listed(asked: House) -> None:
    """With text and date; of a kind, if one is named."""
    listed = asked("point", "list")

    assert "PO-1" in listed.out
    assert "Adopt a law." in listed.out
    assert [each["code"] for each in asked.json("point", "list", "--kind", "question")] == ["PO-2"]
