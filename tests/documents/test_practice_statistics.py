"""Case statistics of the twelve invented cases: small numbers stay, and the reasons are told."""

import pytest
from tests.documents.word_notes import outline_of, paragraphs

from kuager.formats.reports import REPORT_FORMATS
from kuager.model.chart import amounts_of
from kuager.model.report import ChartBlock
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.numbers import NUMBERS_HELD
from kuager.verbs.manuscripts import Made, make_report

CODE = "pd-06"
LANGUAGES = ("en", "ru", "kk")


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest, practice: Desk) -> Made:
    """The document in each language."""
    return make_report(practice, CODE, request.param)


def test_what_is_held_back_says_why_and_what_is_told_has_base_and_period(made: Made) -> None:
    """Some parts fold away, each with its reason; a drawing has its foot."""
    filled = [each.drawn for part in made.manuscript.parts for each in part.blocks if each.drawn]
    reasons = {held.reason for drawn in filled for held in drawn.held}
    charts = [p.block.chart for p in made.laid.placed if isinstance(p.block, ChartBlock)]

    assert reasons
    assert set() == reasons - NUMBERS_HELD
    assert charts
    assert all("2025" in chart.foot for chart in charts)


def test_no_number_under_the_threshold_is_drawn(made: Made) -> None:
    """But of what others published singly, and of institutions alone: those are ones."""
    charts = [p.block.chart for p in made.laid.placed if isinstance(p.block, ChartBlock)]
    small = {amount.words for chart in charts for amount in amounts_of(chart.body)}

    assert small <= {"—", "0", "1"}


def test_the_word_file_closes_with_what_is_not_known_and_the_method(made: Made) -> None:
    """In that order, whatever was held back."""
    word = next(writer for writer in REPORT_FORMATS if writer.NAME == "docx")
    data = word.write(made.laid.report)
    wanted = {part.part: part.heading[made.language] for part in made.outline.parts if part.heading}

    found = [text for _, text in outline_of(data)]
    assert [wanted["not-known"], wanted["how-counted"]] == found[-2:]
    assert len(paragraphs(data)) > len(found)
