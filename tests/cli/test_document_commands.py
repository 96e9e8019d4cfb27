"""Documents from the command line: begun, shown, written, settled, read and copied."""

from pathlib import Path

import pytest
from tests.cli.house import House

WORDS = "Words of canary-text, said before [@p-404]."


@pytest.fixture
def begun(house: House) -> House:
    """A house with a review of 2024 in work: DOC-1."""
    house("report", "new", "annual-review", "--fact", "country=kaz", "--fact", "period=2024")
    return house


def write(house: House, *more: str, typed: str = WORDS) -> dict[str, object]:
    """Write at the one place of a review."""
    done: dict[str, object] = house.json(
        "report", "write", "DOC-1", "chapter", "--language", "en", *more, typed=typed
    )
    return done


def test_outlines_are_listed_with_what_they_ask_for(house: House) -> None:
    """An annual review wants to know country and period."""
    found = {one["outline"]: one["asks"] for one in house.json("report", "outlines")}

    assert ["country", "period"] == found["annual-review"]
    assert "annual-review" in house("report", "outlines").out


def test_a_document_is_begun_changed_and_shown(begun: House) -> None:
    """Dates as people write them, words typed when asked; an empty fact is taken away."""
    begun(
        "report", "change", "DOC-1", "--fact", "due_on=27.03.2025", "--text", "title_ru",
        typed="Обзор canary\n",
    )  # fmt: skip
    facts = begun.json("report", "show", "DOC-1")["facts"]
    begun("report", "change", "DOC-1", "--fact", "due_on=")

    assert ["KAZ"] == facts["country"]
    assert ["2025-03-27"] == facts["due_on"]
    assert ["Обзор canary"] == facts["title_ru"]
    assert "due_on" not in begun.json("report", "show", "DOC-1")["facts"]


def test_wrong_facts_are_refused_and_nothing_is_saved(begun: House) -> None:
    """A date with two readings, a country of four letters, a property that is not there."""
    for fact in ("due_on=03/04/2025", "country=KAZA", "colour=red", "language=de", "code=X-1"):
        said = begun.bare(
            "--vault", begun.folder, "--passphrase-file", begun.passphrase_file,
            "report", "change", "DOC-1", "--fact", fact,
        )  # fmt: skip
        assert said.code != 0, fact
    assert ["KAZ"] == begun.json("report", "show", "DOC-1")["facts"]["country"]


def test_words_never_stand_on_the_command_line(begun: House) -> None:
    """A sentence as a fact is refused, and not repeated."""
    said = begun.bare("report", "change", "DOC-1", "--fact", "title_en=Words of canary")

    assert 2 == said.code
    assert "canary" not in said.err


def test_a_text_is_written_from_standard_input_and_read(begun: House) -> None:
    """What names nothing is said at once; the words come out only on request."""
    done = write(begun)
    shown = begun("report", "show", "DOC-1").out

    assert ["p-404"] == done["lost"]
    assert "canary-text" not in shown
    assert "Draft" in shown
    assert "canary-text" in begun("report", "read", "DOC-1").out
    assert "canary-text" in begun.json("report", "read", "DOC-1", "--place", "chapter")["text"]


def test_a_place_is_shown_in_all_its_languages(begun: House) -> None:
    """Side by side, with what was looked at for the next change."""
    write(begun)
    begun("report", "write", "DOC-1", "chapter", "--language", "ru", typed="Слова.")
    texts = begun.json("report", "show", "DOC-1", "--place", "chapter")["texts"]
    said = begun("report", "show", "DOC-1", "--place", "chapter").out

    assert {"en": WORDS, "ru": "Слова."} == {text["language"]: text["text"] for text in texts}
    assert "canary-text" in said
    assert "Слова." in said


def test_the_slower_of_two_is_refused(begun: House) -> None:
    """With --seen a change of somebody else is not overwritten."""
    seen = write(begun)["seen"]
    write(begun, typed="Newer.")
    said = begun(
        "report", "write", "DOC-1", "chapter", "--language", "en", "--seen", str(seen),
        typed="Older.", code=9,
    )  # fmt: skip

    assert "changed since" in said.err
    assert "Newer." in begun("report", "read", "DOC-1").out


def test_a_text_is_settled_and_read_by_somebody_else(begun: House) -> None:
    """Who wrote it cannot say that somebody else has read it."""
    write(begun)
    place = ("DOC-1", "chapter", "--language", "en")

    assert "ready" == begun.json("report", "settle", *place)["status"]
    assert "another person" in begun("report", "checked", *place, code=2).err


def test_a_block_is_copied_into_a_new_file_and_registered(begun: House, tmp_path: Path) -> None:
    """Once into a Word file, once to standard output; never over a file that is there."""
    write(begun, typed="Words of canary-text.")
    to = tmp_path / "mine.docx"
    begun("report", "copy", "DOC-1", "chapter", "--to", to)
    begun("report", "copy", "DOC-1", "chapter", "--to", to, code=3)
    said = begun("report", "copy", "DOC-1", "chapter").out

    assert to.read_bytes().startswith(b"PK")
    assert "canary-text" in said
    assert 2 == len(begun.json("list", "release"))


def test_a_kept_text_is_kept_taken_in_and_changed(begun: House) -> None:
    """Title and words are typed; a document takes it in by hand, once somebody signed it."""
    kept = begun.json(
        "kept-text", "keep", "method", "--language", "en", typed="How\nWe count canary-cases.\n"
    )["code"]
    begun("report", "new", "case-statistics", "--fact", "period=2024")
    begun("report", "take", "DOC-2", kept)
    held = begun("report", "show", "DOC-2").out
    begun("report", "take", "DOC-2", kept, "--undo")
    begun("kept-text", "change", kept, "--language", "ru", typed="Мы считаем.\n")
    shown = begun("kept-text", "show", kept).out

    assert "the wording was signed off by nobody but its writer" in held
    assert kept not in begun("report", "show", "DOC-2").out
    assert "Мы считаем." in shown
    assert kept in begun("kept-text", "list", "--kind", "method").out
    assert "another person" in begun("kept-text", "confirm", kept, code=2).err


def test_records_are_left_out_by_hand(begun: House) -> None:
    """And the choice is shown, and taken back."""
    kept = begun.json("kept-text", "keep", "method", "--language", "en", typed="How\nx\n")["code"]
    begun("report", "leave", "DOC-1", kept)
    left = begun.json("report", "show", "DOC-1")["leaves"]
    begun("report", "leave", "DOC-1", kept, "--undo")

    assert [["kept_text", kept]] == left
    assert [] == begun.json("report", "show", "DOC-1")["leaves"]
    assert "DOC-1" in begun("report", "list").out


def test_documents_are_listed_the_newest_first(begun: House) -> None:
    """Whatever their codes; one without a title has the name of its kind."""
    begun("report", "new", "oral-statement", "--text", "title_en", typed="Two minutes\n")
    listed = begun("report", "list").out

    assert ["DOC-2", "DOC-1"] == [one["code"] for one in begun.json("report", "list")]
    assert "Annual review" in listed


def test_a_document_is_read_as_plain_text(begun: House) -> None:
    """Without the tags and backslashes of Markdown."""
    write(begun, typed="Paid 5_000 [sic] *here*. See {ru|слова}.")
    said = begun("report", "read", "DOC-1").out

    assert "Paid 5_000 [sic]" in said
    assert "слова" in said
    assert "<" not in said
    assert "\\" not in said


def test_a_person_who_is_not_there_is_no_mark(begun: House) -> None:
    """The writer is told at once; other words in brackets are words."""
    assert ["P-99"] == write(begun, typed="We met [P-99] and [sic].")["lost"]


def test_who_cannot_sign_is_refused_before_anything_is_asked(begun: House) -> None:
    """The same person twice, and a reader who is in no list: no question is read."""
    same = begun(
        "report", "sign", "DOC-1", "--by", "M-1", "--prepared-by", "M-1", "--reader", "public",
        code=2,
    )  # fmt: skip

    assert "another person than the one who prepared it" in same.err
    assert "Has M-1 read" not in same.err + same.out


def test_why_a_date_cannot_be_read_is_said_in_words(begun: House) -> None:
    """Not as a code, and as every wrong value."""
    said = begun("report", "change", "DOC-1", "--fact", "due_on=someday", code=2).err

    assert "This date has no certain reading (" in said
    assert "not-a-date" not in said
