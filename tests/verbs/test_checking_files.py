"""What files tell beside their words: every seeded trace is read, our own files have none."""

from dataclasses import replace
from typing import Literal

import pytest
from tests.formats.charts.samples import every_kind
from tests.formats.whole_report import whole
from tests.hazards.seeded_files import FILE_SEEDS, sound_files

from kuager.formats.reports import REPORT_FORMATS
from kuager.model.report import ChartBlock
from kuager.verbs.checking_files import FileTellsError, demand_clean, file_traces


@pytest.mark.parametrize("name", FILE_SEEDS)
def test_the_trace_is_read(name: str) -> None:
    """Of the kind that it is."""
    seed = FILE_SEEDS[name]

    assert seed.kind in {trace.kind for trace in file_traces(seed.make())}


def test_our_own_files_tell_nothing_else() -> None:
    """In every format that is written."""
    assert dict.fromkeys(sound_files(), ()) == {
        name: file_traces(data) for name, data in sound_files().items()
    }


def test_a_file_that_tells_more_does_not_leave() -> None:
    """Whoever sends asks before anything is written."""
    demand_clean(sound_files())

    with pytest.raises(FileTellsError):
        demand_clean({"docx": FILE_SEEDS["docx author"].make()})


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_what_cannot_be_opened_is_said_to_be_so(data: bytes) -> None:
    """Never taken for clean."""
    assert ["unreadable"] == [trace.kind for trace in file_traces(data)]


@pytest.mark.parametrize(("language", "look"), [("en", "un"), ("kk", "kuager")])
def test_a_whole_report_tells_nothing_else(language: str, look: Literal["kuager", "un"]) -> None:
    """Contents, title page, every kind of block and drawing: what helps a reader is no trace."""
    charts = tuple(ChartBlock(chart=chart) for chart in every_kind(language).values())
    report = whole(language, look=look)
    report = replace(report, blocks=(*report.blocks, *charts))

    for writer in REPORT_FORMATS:
        assert () == file_traces(writer.write(report)), writer.NAME
