"""One suite for every importer on the shelf."""

from pathlib import Path

import pytest
from tests.formats.import_samples import table

from kuager.formats import importers
from kuager.formats.importers import IMPORTERS, importer_for
from kuager.formats.importers.errors import EmptyFileError, ImportFileError, UnknownKindError
from kuager.formats.importers.findings import SENTENCES
from kuager.formats.importers.interface import NOTHING_CHOSEN, Importer, Sheet

ROWS = [("code", "дата", "заметка"), ("e-1", "2021-05", "=1+1"), ("e-2", "", "қ ұ ә\nү")]
SAMPLES = {
    "csv": '"code";"дата";"заметка"\ne-1;2021-05;=1+1\ne-2;;"қ ұ ә\nү"\n'.encode(),
    "xlsx": table([*ROWS[:1], ("e-1", "2021-05", "'=1+1"), ROWS[2]]),
}


def sheet_of(importer: Importer) -> Sheet:
    """The one sheet of the sample in this importer's format."""
    return importer.open_sheets(SAMPLES[importer.NAME], NOTHING_CHOSEN).sheets[0]


def test_every_file_is_on_the_shelf_and_the_reverse() -> None:
    """A module called `*_file` is an importer, and the tuple knows it."""
    folder = Path(importers.__file__).parent
    files = {path.stem for path in folder.glob("*_file.py")}
    assert files == {module.__name__.rpartition(".")[2] for module in IMPORTERS}  # type: ignore[attr-defined]
    assert len(IMPORTERS) == len({importer.NAME for importer in IMPORTERS})


def test_every_finding_has_its_sentence() -> None:
    """A finding without words could not be shown; words without a finding are dead."""
    folder = Path(importers.__file__).parent
    source = "\n".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.stem != "findings"
    )
    dead = {code for code in SENTENCES if f'"{code}"' not in source}
    assert {"hidden-sheet", "very-hidden-sheet"} == dead  # put together from the sheet's state


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.NAME)
class TestEveryImporter:
    """What holds for each of them."""

    def test_recognises_its_own_sample(self, importer: Importer) -> None:
        """By name and by content."""
        data = SAMPLES[importer.NAME]
        assert importer is importer_for("list" + importer.SUFFIXES[0], data[:4096])

    def test_leaves_foreign_files(self, importer: Importer) -> None:
        """A picture is no table."""
        assert not importer.recognise("picture.png", b"\x89PNG\r\n\x1a\n")

    def test_header_and_rows_are_text_as_written(self, importer: Importer) -> None:
        """Three columns, two rows, formulas and line ends as text, short rows allowed."""
        sheet = sheet_of(importer)
        assert ROWS[0] == sheet.header
        assert 2 == sheet.row_count == len(list(sheet.rows))
        last = list(sheet.rows)[1].cells
        assert ROWS[2] == last
        assert all(type(cell) is str for cell in last)

    def test_lines_begin_at_two(self, importer: Importer) -> None:
        """A person finds the row in the file by its line."""
        assert [2, 3] == [row.line for row in sheet_of(importer).rows]

    def test_rows_can_be_walked_again(self, importer: Importer) -> None:
        """A preview, a dry run and the import see the same."""
        sheet = sheet_of(importer)
        assert list(sheet.rows) == list(sheet.rows)

    def test_empty_bytes_are_refused(self, importer: Importer) -> None:
        """With a sentence of its own."""
        with pytest.raises(EmptyFileError):
            importer.open_sheets(b"", NOTHING_CHOSEN)

    @pytest.mark.parametrize("cut", range(0, 100, 7))
    def test_cut_files_are_read_or_refused(self, importer: Importer, cut: int) -> None:
        """A file cut anywhere gives rows or a refusal, never anything else."""
        data = SAMPLES[importer.NAME]
        part = data[: len(data) * cut // 100]
        try:
            sheets = importer.open_sheets(part, NOTHING_CHOSEN).sheets
        except ImportFileError as error:
            assert "Nothing was imported" in str(error)  # noqa: PT017 - both endings are facts
        else:
            assert all(row.cells for sheet in sheets for row in sheet.rows)

    def test_nothing_of_the_content_is_shown_by_repr(self, importer: Importer) -> None:
        """What may land in a traceback holds no bytes of the file."""
        assert "e-1" not in repr(sheet_of(importer))


def test_unknown_kind_has_a_sentence() -> None:
    """The message tells what to do."""
    with pytest.raises(UnknownKindError) as caught:
        importer_for("notes.docx", b"PK\x03\x04" + b"word/document.xml")
    assert "CSV" in str(caught.value)
