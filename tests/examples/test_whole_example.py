"""The examples from end to end: folders in, a sound vault, chapters as the tables say."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.examples.folders import KAZAKHSTAN, PRACTICE, plan_of, table_rows, take_folder
from tests.verbs.desks import DAY, MARCH_1, Clock, findings, new_desk
from tests.verbs.readers import (
    html_texts,
    letters,
    pdf_text,
    word_headings,
    word_noted,
    word_paragraphs,
)
from tests.verbs.stories import cut, held, review

from kuager.model.dates import read_date
from kuager.verbs.desk import Desk
from kuager.verbs.imports import preview_import, undo_import
from kuager.verbs.reports import ReviewWritten

LANGUAGES = ("en", "ru", "kk")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The Kazakhstan example in a practice vault; tests here only read it."""
    made = new_desk(tmp_path_factory.mktemp("kaz") / "vault", practice=True)
    take_folder(made, KAZAKHSTAN)
    yield made
    made.close()


@pytest.fixture(scope="module")
def chapter(vault: Desk, tmp_path_factory: pytest.TempPathFactory) -> ReviewWritten:
    """The chapter of 2024 in English."""
    return review(vault, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The twelve invented cases, on a day after the last of them."""
    clock = Clock(MARCH_1 + 345 * DAY)
    made = new_desk(tmp_path_factory.mktemp("practice") / "vault", practice=True, clock=clock)
    take_folder(made, PRACTICE)
    yield made
    made.close()


def of_2024(language: str = "en") -> dict[str, str]:
    """The wording of each event and step of 2024 that is told by itself, by code."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in (*table_rows("events"), *table_rows("steps")):
        said = found.setdefault(row["code"], {})
        for name, value in row.items():
            said.setdefault(name, set()).update({value} - {""})
    return {
        code: " ".join(min(said[f"wording_{language}"]).split())
        for code, said in found.items()
        if said.get(f"wording_{language}")
        and not said.get("told_under")
        and any(map(is_2024, said.get("date", ())))
    }


def is_2024(text: str) -> bool:
    """Whether a date certainly lies in 2024."""
    return read_date(text).is_within(date(2024, 1, 1), date(2024, 12, 31)) == "in"


def sources_of(text: str) -> set[str]:
    """The passages and sources that the rows of a development name, by its English wording."""
    code = next(code for code, wording in of_2024().items() if wording == text)
    every = (*table_rows("events"), *table_rows("steps"))
    return {row["source"] for row in every if row["code"] == code} - {""}


def files(written: ReviewWritten) -> dict[str, Path]:
    """What was written, by suffix."""
    return {path.suffix: path for path in written.files}


def test_the_whole_example_is_one_import(vault: Desk) -> None:
    """Files come in any order; every code is a record of its type, and the vault is sound."""
    counts = {
        kind: len({row["code"] for row in table_rows(kind)}) for kind in ("events", "sources")
    }

    assert counts == {"events": vault.view.count("event"), "sources": vault.view.count("source")}
    assert 120 <= counts["events"]
    assert 1 == vault.view.count("import")
    assert [] == findings(vault)


def test_the_example_again_says_nothing_new(vault: Desk) -> None:
    """Every row of it is already here."""
    seen = preview_import(vault, plan=plan_of(KAZAKHSTAN))

    assert (0, 0, ()) == (seen.created, seen.updated, seen.refused)
    assert {"same"} == {difference.status for difference in seen.differences}


def test_two_accounts_of_shymkent_stand_side_by_side(vault: Desk) -> None:
    """One document says the 28th of May, the other the 29th: both stand, each with its passage."""
    event = vault.find(("event",), "ev-2021-05-shymkent")
    told = [t for t in vault.view.history(event) if t.property == "event.date" and t.stands]

    assert {"2021-05-28", "2021-05-29"} <= {t.value for t in told}
    assert len({t.source for t in told}) == len(told)
    record = vault.view.record(event)
    assert record is not None
    assert "event.date" in record.conflicts


def test_headings_stand_in_the_order_of_the_rubric(vault: Desk, chapter: ReviewWritten) -> None:
    """The headings that were written, in the order of the edition."""
    vocabulary = vault.schema.vocabularies["ilga_heading"]
    order = [vocabulary.label(term, "en") for term in vocabulary.editions["2024"]]
    found = word_headings(files(chapter)[".docx"])

    assert chapter.headings <= len(found)
    assert [label for label in order if label in found] == found


def test_every_development_of_2024_is_told_with_its_source(chapter: ReviewWritten) -> None:
    """Each wording stands once, with a note that has the title of a source and a paragraph."""
    noted = word_noted(files(chapter)[".docx"])
    titles = {row["title_en"].strip() for row in table_rows("sources") if row["title_en"]}

    assert set(of_2024().values()) == set(noted)
    assert len(noted) == chapter.developments == chapter.notes
    for text, note in noted.items():
        assert any(title.rstrip(".") in note for title in titles), text
        assert "para. " in note, text
    assert (0, ()) == (len(chapter.held), chapter.unwritten)


def test_every_note_is_of_the_passages_its_rows_name(chapter: ReviewWritten) -> None:
    """Sentence by sentence, each paragraph that a row of it names stands in its note."""
    passages = {row["code"]: row for row in table_rows("passages")}

    for text, note in word_noted(files(chapter)[".docx"]).items():
        for code in sources_of(text) & passages.keys():
            assert f"para. {passages[code]['paragraph']}" in note


def test_what_is_cited_in_another_prints_both(chapter: ReviewWritten) -> None:
    """A newspaper known only through a report is named, and the report after it."""
    cited = {r["code"]: r for r in table_rows("sources") if r["cited_in"] and not r["withheld"]}
    found = 0

    for text, note in word_noted(files(chapter)[".docx"]).items():
        lines = [line for line in note.split("\n") if "as cited in " in line]
        for code in sources_of(text) & cited.keys():
            found += 1
            title = cited[code]["title_en"].rstrip(".")
            assert any(title in line.partition("as cited in")[0] for line in lines)

    assert 10 <= found


def test_no_note_says_a_thing_twice(chapter: ReviewWritten) -> None:
    """Two passages of one paragraph are one line of the note."""
    for note in word_noted(files(chapter)[".docx"]).values():
        lines = note.split("\n")
        assert len(lines) == len(set(lines))


def test_other_headings_refer_to_where_a_thing_is_told(chapter: ReviewWritten) -> None:
    """A development of several headings is told once; the others say where."""
    told = word_paragraphs(files(chapter)[".docx"])

    assert any(text.startswith("See also under ") for text in told)
    wordings = [text for text in told if text in word_noted(files(chapter)[".docx"])]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_written_in_a_language_is_listed(vault: Desk, language: str) -> None:
    """Nothing is made up: what has no wording in the language is told of by its code."""
    found = cut(vault, language=language)
    written = set(of_2024(language))

    assert written == {d.code for d in found.passed if d.told_under is None}
    assert set(of_2024("en")) - written == set(found.unwritten)
    assert () == found.held


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_ask_for_few_and_the_same_things(
    vault: Desk, tmp_path: Path, language: str
) -> None:
    """Only what one side tells without saying so, and the same sentences in each language."""
    written = review(vault, tmp_path, language=language)

    assert {
        ("ev-2024-03-almaty-rally-ban", "one-side-without-attribution"),
        ("ev-2024-06-petition", "one-side-without-attribution"),
    } == {(remark.code, remark.problem) for remark in written.remarks}


def test_a_month_stands_only_where_it_is_known(chapter: ReviewWritten) -> None:
    """Of all openings with a month none is remarked."""
    problems = {remark.problem for remark in chapter.remarks}

    assert "says-a-month-that-is-not-known" not in problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_page_and_pdf_say_the_same(vault: Desk, tmp_path: Path, language: str) -> None:
    """Paragraphs and notes are equal in Word and on the page; the PDF has all their letters."""
    written = files(review(vault, tmp_path, language=language))
    told, noted = word_paragraphs(written[".docx"]), word_noted(written[".docx"])

    notes = [line for note in noted.values() for line in note.split("\n")]
    assert sorted([*told, *notes]) == sorted(html_texts(written[".html"]))
    printed = letters(pdf_text(written[".pdf"]))
    missing = [text for text in told if letters(text)[:60] not in printed]
    assert [] == missing


def test_twice_is_the_same_to_the_byte(vault: Desk, chapter: ReviewWritten, tmp_path: Path) -> None:
    """The same vault into two folders gives the same three files."""
    again = review(vault, tmp_path / "again")

    for one, two in zip(chapter.files, again.files, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_two_vaults_of_one_folder_write_the_same_words(
    chapter: ReviewWritten, tmp_path: Path
) -> None:
    """Ids are drawn anew in each vault; no byte of them is in the output."""
    other = new_desk(tmp_path / "vault", practice=True)
    take_folder(other, KAZAKHSTAN)
    again = review(other, tmp_path / "out")
    other.close()

    for one, two in zip(chapter.files, again.files, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_practice_stands_on_every_page(chapter: ReviewWritten) -> None:
    """The line is on each page of the PDF."""
    pages = pdf_text(files(chapter)[".pdf"]).count("Practice copy")

    assert pages > 3


@pytest.mark.full
def test_the_whole_example_can_be_taken_back(tmp_path: Path) -> None:
    """Undone, nothing of it is shown; imported again, it is there as before."""
    desk = new_desk(tmp_path / "vault", practice=True)
    done = take_folder(desk, KAZAKHSTAN)
    undo_import(desk, code=done.code)
    assert {"import": 1, "member": 1} == {
        kind: count for kind, count in desk.view.counts().items() if count
    }

    again = take_folder(desk, KAZAKHSTAN)

    assert (done.created, done.statements) == (again.created, again.statements)
    assert [] == findings(desk)
    desk.close()


TOLD = {"pe-06", "pe-07", "pe-08", "pe-09-stairs"}
HELD = {
    "pe-01": "consent-no",
    "pe-02": "consent-not-asked",
    "pe-03": "consent-no",
    "pe-04": "consent-withdrawn",
    "pe-05": "consent-no",
    "pe-10": "consent-withdrawn",
    "pe-11": "too-sensitive",
    "pe-12": "too-sensitive",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_practice_cases_pass_as_their_people_said(practice: Desk, language: str) -> None:
    """Four developments pass and eight are held back, as the table in their README says."""
    found = cut(practice, year=2025, language=language)

    assert TOLD == {d.code for d in found.passed}
    assert held(found) == HELD
    assert () == found.unwritten


def test_no_name_of_the_practice_cases_is_in_the_chapter(practice: Desk, tmp_path: Path) -> None:
    """Names, contacts and pseudonyms of all twenty-three people, in every file."""
    written = files(review(practice, tmp_path, year=2025))
    texts = [pdf_text(written[".pdf"]), *html_texts(written[".html"])]
    texts += [*word_paragraphs(written[".docx"]), *word_noted(written[".docx"]).values()]
    words = " ".join(re.findall(r"\w+", " ".join(texts)))
    told = f" {words} ".casefold()

    secrets = [
        str(person.get(f"person.{name}"))
        for person in practice.view.records("person")
        for name in ("name_in_use", "document_name", "pseudonym")
        if person.get(f"person.{name}") and not person.get("person.public_person")
    ]
    assert 20 <= len(secrets)
    assert [] == [secret for secret in secrets if f" {secret.casefold()} " in told]
    assert [] == findings(practice)
