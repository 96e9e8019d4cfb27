"""Case files and letters of the practice vault, read back from their Word files."""

import re
from collections.abc import Iterator

import pytest
from tests.documents.produced import example_in, original, word_of
from tests.documents.word_parts import WordFile
from tests.examples.folders import PRACTICE

from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import read_report

ABOUT_A_CASE = ("case-file", "allegation-letter", "individual-communication")
UN_YES = ("pc-01",)
"""Said yes to the United Nations in confidence, and was not asked about legal help."""
SAID_NO = ("pc-01", "pc-02", "pc-03", "pc-04", "pc-05", "pc-10", "pc-11", "pc-12")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The twelve invented cases in a vault of their own: documents are begun in it."""
    made = example_in(tmp_path_factory.mktemp("files"), PRACTICE)
    yield made
    made.close()


def word(desk: Desk, outline: str, case: str, language: str = "en") -> WordFile:
    """A document about a case, as its Word file is read by itself."""
    code = start_report(desk, outline=outline, facts={"case": case})
    return word_of(read_report(desk, code=code, language=language))


@pytest.mark.parametrize("outline", ABOUT_A_CASE)
def test_the_file_is_what_was_read_off(practice: Desk, outline: str) -> None:
    """Headings in order, number of tables, and rows cell by cell."""
    found, wanted = word(practice, outline, "pc-09"), original("practice")[outline]

    assert found.headings == wanted["headings"]
    assert found.tables == wanted["tables"]
    for heading, rows in wanted["rows"].items():
        part = next(part for part in found.parts if part.heading == heading)
        assert [row for row in rows if row not in part.rows] == []


@pytest.mark.parametrize("outline", ABOUT_A_CASE)
def test_it_has_the_same_parts_in_russian_and_kazakh(practice: Desk, outline: str) -> None:
    """As many headings, items and tables, and no English label left in them."""
    shapes = set()
    for language in ("en", "ru", "kk"):
        found = word(practice, outline, "pc-09", language)
        shapes.add(tuple((p.level, len(p.items), p.tables) for p in found.parts))
        if language != "en":
            assert not {"Body", "Filed", "Outcome", "Condition"} & {
                cell for part in found.parts for row in part.rows[:1] for cell in row
            }
    assert len(shapes) == 1


@pytest.mark.parametrize(
    ("outline", "case"),
    [(o, c) for o in ABOUT_A_CASE for c in SAID_NO if o == "case-file" or c not in UN_YES],
)
def test_a_case_without_leave_gives_an_empty_file(practice: Desk, outline: str, case: str) -> None:
    """No answer, a no, a withdrawal, a child's no: not one word of the case stands in the file."""
    found = word(practice, outline, case)

    record = practice.view.record(practice.find(("case",), case))
    assert record is not None
    story = record.text("case.story") or ""
    written = "\n".join([*found.front, *(part.text for part in found.parts)])
    assert case not in written
    assert not any(sentence.strip() in written for sentence in story.split(". ")[:2])
    assert found.tables == 0


def test_the_hate_crimes_of_the_year_are_those_with_leave(practice: Desk) -> None:
    """Two incidents pass; every other code of the year is beside the document, not in it."""
    code = start_report(
        practice, outline="odihr-incidents", facts={"country": "KAZ", "period": "2025"}
    )
    read = read_report(practice, code=code)
    found = word_of(read)

    held = {each.code for state in read.states for each in state.held}
    written = "\n".join(part.text for part in found.parts)
    assert [h for h in found.headings if h.startswith("Incident ")] == [
        "Incident 1: pe-01",
        "Incident 2: pe-09-stairs",
    ]
    assert {"pe-02", "pe-03", "pe-05", "pe-07", "pe-08"} <= held
    told = set(re.findall(r"\bpe-[\w-]+", written))
    assert told & held == set()
