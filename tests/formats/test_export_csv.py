"""Lists as CSV: thirty openings in every field, none becomes a formula, none is lost (T35)."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.import_samples import cells_of

from kuager.formats.exporters.csv_list import write_csv
from kuager.formats.formula_guard import guard, unguard
from kuager.formats.importers import csv_file
from kuager.formats.importers.interface import ReadChoice

OPENINGS = (
    "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "＝", "＋", "－", "＠", "\u200b=", "\ufeff=",
    "\u200e=", "\u2060+", "\xa0=", " =", "\t=", "\n=", "'=", "''=", '"=', "=cmd|'/c calc'!",
    '=HYPERLINK("http://example.org";"x")', "@SUM(", "+1-", "-2+3+cmd|", "\u2212", "=+@-",
)  # fmt: skip
FIELDS = ("code", "name", "note", "place")
ENDINGS = ("1+1", "A1", "")

SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "\u2212")
UNSEEN = " \xa0\u200b\u200e\u2060\ufeff\x00\n"


def written(rows: list[list[str]], delimiter: str = ",") -> bytes:
    """A list of our four columns."""
    return b"".join(write_csv(FIELDS, rows, delimiter=delimiter))


def as_a_spreadsheet_reads(data: bytes, delimiter: str) -> list[list[str]]:
    """The cells, cut by a delimiter that need not be the one they were written with."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_there_are_thirty_openings() -> None:
    """The catalogue of tests asks for thirty."""
    assert 30 == len(set(OPENINGS))


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("field", range(len(FIELDS)), ids=FIELDS)
def test_35_no_opening_makes_a_formula(opening: str, field: int) -> None:
    """Reopened by openpyxl, no cell is a formula; taken back in, nothing is lost."""
    texts = [opening + ending for ending in ENDINGS]
    rows = [["x"] * field + [text] + ["x"] * (3 - field) for text in texts]
    data = written(rows)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in as_a_spreadsheet_reads(data, ","):
        sheet.append([cell.replace("\x00", "") for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    reopened = openpyxl.load_workbook(stream).active
    assert reopened is not None
    types = {cell.data_type for row in reopened.iter_rows() for cell in row}
    assert "f" not in types
    back = csv_file.open_sheets(data, ReadChoice(delimiter=",", apostrophes="remove"))
    assert texts == [cells[field] for cells in cells_of(back.sheets[0])]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("other", [";", ",", "\t", "|"])
def test_35_another_delimiter_makes_no_formula_either(opening: str, other: str) -> None:
    """A cell that another delimiter cuts out of a text does not begin a formula."""
    text = f'a{other}{opening}1{other}"{opening}1'
    for row in as_a_spreadsheet_reads(written([["x", text, "y", "z"]]), other):
        for cell in row:
            assert not cell.lstrip(UNSEEN + '\t\r"').startswith(SIGNS), row


@pytest.mark.parametrize(
    "text",
    ["-5", "-5.25", "+7 701 234 56 78", "+77012345678", "+7 (701) 234-56-78", "2024-03-01",
     "007", "850101350100", "e-1", "a@b.kz", "3-5", "'тырнақша", "it's", "- "[:0], "1=1"],
)  # fmt: skip
def test_32_numbers_and_phones_are_not_touched(text: str) -> None:
    """What can only be a number or plain text leaves as it is."""
    assert text == guard(text)


@pytest.mark.parametrize("text", ["-5+3", "+7-701-234", "-1-1", "+A1", "- a", "--1"])
def test_31_what_could_be_calculated_is_guarded(text: str) -> None:
    """A telephone number with dashes is a subtraction to a spreadsheet."""
    assert "'" + text == guard(text)


@settings(max_examples=500)
@given(st.text(alphabet="=+-@＝;,|\t\n\r\"'\u200b\xa0 a7(", max_size=14))
def test_guard_is_undone_exactly(text: str) -> None:
    """No text is lost, whatever apostrophes it brings along."""
    assert text == unguard(guard(text))


@given(st.text(alphabet="=+-@＝;,|\t\n\r\"' a7", max_size=10))
def test_guard_leaves_no_sign_in_front(text: str) -> None:
    """A guarded text begins with no sign unless it is a number."""
    shown = guard(text)
    if shown != text or not shown[:1].isascii() or not shown[1:2].isdecimal():
        assert not shown.startswith(SIGNS)


@given(st.lists(st.lists(st.text(max_size=20), min_size=4, max_size=4), min_size=1, max_size=5))
def test_any_list_comes_back(rows: list[list[str]]) -> None:
    """Every text, with any sign in it, survives the way out and in again."""
    kept = [row for row in rows if any(row)]
    choice = ReadChoice(delimiter=",", apostrophes="remove", header_line={"": 1})
    back = csv_file.open_sheets(written(kept), choice)
    assert kept == [list(cells) for cells in cells_of(back.sheets[0])]


def test_form_of_the_file() -> None:
    """The mark for Excel, everything quoted, CR LF, empty for None, bare digits for numbers."""
    data = b"".join(write_csv(("id", "n"), [("e-1", 5), (None, -5)], delimiter=";"))
    assert b'\xef\xbb\xbf"id";"n"\r\n"e-1";"5"\r\n"";"-5"\r\n' == data


def test_many_rows_come_in_chunks() -> None:
    """A long list is never held as a whole."""
    chunks = list(write_csv(("id",), ([str(n)] for n in range(2500))))
    assert 3 == len(chunks)
    assert 2501 == b"".join(chunks).count(b"\r\n")


@pytest.mark.full
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_35_libreoffice_sees_no_formula(tmp_path: Path) -> None:
    """The same, opened by LibreOffice."""
    path = tmp_path / "list.csv"
    path.write_bytes(written([[opening + "1+1", "x", "y", "z"] for opening in OPENINGS]))
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = tmp_path / "list.xlsx"
    if not made.exists():
        pytest.skip("this LibreOffice has no spreadsheet")
    sheet = openpyxl.load_workbook(made).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
