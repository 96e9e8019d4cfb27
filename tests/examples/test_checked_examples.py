"""The last check on the example documents: what it says of them can be explained, all of it.

Whoever meets false alarms stops reading; so they are counted here, and there are none.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.examples.folders import EXAMPLES, take_folder
from tests.verbs.desks import new_desk

from kuager.verbs.checking import check_report, check_words
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report, start_report

EXPLAINED = {
    ("withheld-source", "ev-2024-06-home-visit"): (
        "the wording tells of a resident of a region, and the title of the withheld source, too"
    ),
}
"""Check and piece → why it is right to ask."""
NUMBERS = {"number-without-base", "small-number", "share"}
"""What a text without its notes is rightly asked: where the numbers come from."""
UNFINISHED = {"unfinished", "untranslated", "too-long"}
"""What says that a document is not ready yet, not that something is wrong with its words."""
TEXTS = (
    ("event", "wording"),
    ("claim", "text"),
    ("point", "text"),
    ("assessment", "text"),
    ("kept_text", "words"),
)
FEWEST_TEXTS = 500


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The example in a vault, with the two annual reviews begun."""
    folder = tmp_path_factory.mktemp("checked")
    desk = new_desk(folder / "vault")
    take_folder(desk, EXAMPLES / "kazakhstan-2020-2024")
    for year in ("2021", "2024"):
        facts = {"country": "KAZ", "period": year, "language": ("en", "ru", "kk")}
        start_report(desk, outline="annual-review", facts=facts)  # type: ignore[arg-type]
    yield desk
    desk.close()


@pytest.mark.full
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_nothing_is_found_in_the_documents_that_cannot_be_explained(
    example: Desk, language: str
) -> None:
    """Every document of the example, in every language."""
    unexplained = [
        (code, one.check, one.piece, one.words)
        for code in example.view.codes("report")
        if language in open_report(example, code)[0].languages
        for one in check_report(example, code=code, language=language).findings
        if one.check not in UNFINISHED and (one.check, one.piece) not in EXPLAINED
    ]

    assert [] == unexplained


@pytest.mark.full
def test_texts_without_their_notes_are_asked_for_sources_of_numbers_only(example: Desk) -> None:
    """Every wording, claim, point and kept text, in each language, as if an author had typed it."""
    found: Counter[str] = Counter()
    for text, language in texts(example):
        found["texts"] += 1
        found.update(o.check for o in check_words(example, text=text, language=language).findings)

    assert found.pop("texts") >= FEWEST_TEXTS
    assert found.keys() - NUMBERS <= {"withheld-source"}
    assert found["withheld-source"] <= 1


def texts(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every public text of the record, with its language."""
    for kind, name in TEXTS:
        for record in desk.view.records(kind):
            cell = record.cells.get(f"{kind}.{name}")
            if cell is not None and isinstance(cell.value, dict):
                for language, text in cell.value.items():
                    if language in ("en", "ru", "kk"):
                        yield str(text), str(language)
