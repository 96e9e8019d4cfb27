"""Documents in work, from a real vault: begun, listed, read as they may be told today."""

import pytest
from tests.verbs.stories import development

from kuager.formats.outlines.layouts import LAYOUTS
from kuager.model.chapter import Chapter
from kuager.model.outline import load_outlines
from kuager.model.report import Heading, reading_text
from kuager.verbs.desk import Desk
from kuager.verbs.documents import FactMissingError, list_reports, start_report
from kuager.verbs.drawing import DRAWERS
from kuager.verbs.manuscripts import read_report


def test_a_document_is_begun_and_read(desk: Desk) -> None:
    """The outline says what is drawn; each printed block knows its place and its record."""
    made = development(desk, "ev-1")

    code = start_report(desk, outline="annual-review", facts={"country": "KAZ", "period": "2024"})
    found = read_report(desk, code=code)

    assert [code] == [brief.code for brief in list_reports(desk)]
    assert "In May, ev-1 came to pass." in reading_text(found.laid.report)
    assert [True, False] == [isinstance(p.block, Heading) for p in found.laid.placed]
    assert ["chapter", "chapter"] == [p.place for p in found.laid.placed]
    assert len(found.laid.placed) == len(found.laid.report.blocks)
    assert found.laid.placed[1].behind
    assert made is None or made


def test_an_outline_names_only_drawers_that_are_there() -> None:
    """What an outline draws stands on the shelf, and a chapter has its layout."""
    named = {b.draw for o in load_outlines().values() for _, b in o.blocks() if b.draw}

    assert set() == named - DRAWERS.keys()
    assert Chapter in LAYOUTS


def test_a_document_without_what_its_outline_asks_for_is_not_begun(desk: Desk) -> None:
    """The year of a review cannot be left out."""
    with pytest.raises(FactMissingError):
        start_report(desk, outline="annual-review", facts={"country": "KAZ"})

    assert () == list_reports(desk)
