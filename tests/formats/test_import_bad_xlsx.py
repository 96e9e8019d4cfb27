"""Bad inputs 31 to 32, 35 to 38 of the threat page, as workbooks; and hostile containers."""

import contextlib
import datetime as dt
import io
import struct
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook as OpenpyxlBook
from openpyxl.worksheet.worksheet import Worksheet
from tests.formats.import_samples import (
    cells_of,
    codes_of,
    handmade,
    honest,
    inline,
    opened,
    row,
    table,
)

from kuager.formats.importers import importer_for, xlsx_file
from kuager.formats.importers.errors import (
    ArchiveBombError,
    DamagedFileError,
    EmptyFileError,
    ImportFileError,
    LockedFileError,
    OldExcelError,
    TooLargeError,
    UnknownKindError,
)
from kuager.formats.importers.interface import MAX_CELL_BYTES, NOTHING_CHOSEN, ReadChoice
from kuager.formats.importers.zip_parts import MAX_ENTRIES

HEADER = row(1, "id", "note")


def first_cells(data: bytes, choice: ReadChoice = NOTHING_CHOSEN) -> list[tuple[str, ...]]:
    """The rows of the first sheet."""
    return cells_of(opened(data, choice).sheets[0])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1"])
def test_31_text_that_looks_like_a_formula_is_text(text: str) -> None:
    """A text cell keeps what it says; only a real formula cell is a formula."""
    data = handmade(HEADER + row(2, "1", text))
    assert [("1", text)] == first_cells(data)
    assert set() == codes_of(opened(data))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (77012345678, "77012345678"),
        (850101350123, "850101350123"),
        (1.0, "1"),
        (-5, "-5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (1.5e-7, "0.00000015"),
        ("+7 701 234 56 78", "+7 701 234 56 78"),
        ("007", "007"),
        (True, "TRUE"),
    ],
)
def test_32_numbers_as_typed(value: object, shown: str) -> None:
    """No exponent, no ".0", no binary dust; phones stay whole, leading zeros of texts stay."""
    assert [("x", shown)] == first_cells(table([("id", "n"), ("x", value)]))


@pytest.mark.parametrize(
    ("stored", "shown"), [("1.0", "1"), ("7.7012345678E10", "77012345678"), ("-0", "0")]
)
def test_32_numbers_as_other_programs_store_them(stored: str, shown: str) -> None:
    """Some programs store 1 as 1.0 and a phone number with an exponent."""
    data = handmade(HEADER + f'<row r="2"><c r="A2"><v>{stored}</v></c></row>')
    assert [(shown,)] == first_cells(data)


def test_32_zeros_of_a_number_format_are_kept() -> None:
    """An IIN kept as a number under 000000000000 is read with the zeros that are shown."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["id", "iin", "share"])
        sheet.append(["x", 10203300126, 0.21])
        sheet["B2"].number_format = "000000000000"
        sheet["C2"].number_format = "0.0%"

    assert [("x", "010203300126", "21%")] == first_cells(honest(fill))


def test_35_cell_of_one_mebibyte() -> None:
    """A cell beyond the limit is refused while it is read, not after."""
    with pytest.raises(TooLargeError):
        opened(handmade(HEADER + row(2, "1", "x" * (MAX_CELL_BYTES + 1))))


@pytest.mark.parametrize(
    "cell", ['<c r="XFE1"><v>1</v></c>', '<c r="ZZZ1"><v>1</v></c>', '<c r="1"><v>1</v></c>']
)
def test_35_column_that_does_not_exist(cell: str) -> None:
    """Columns end at XFD (16,384)."""
    with pytest.raises(TooLargeError):
        opened(handmade(f'<row r="1">{cell}</row>'))


def test_35_row_number_beyond_all_rows() -> None:
    """A row that says it is the four billionth is refused."""
    with pytest.raises(TooLargeError):
        opened(handmade('<row r="4000000000"><c r="A1"><v>1</v></c></row>'))


def test_36_double_and_empty_headers_and_title_rows() -> None:
    """As in a text table: numbered, lettered, asked."""
    rows: list[list[object]] = [["Отчёт"], [], ["id", "имя", "имя", None], [1, 2, 3, 4]]
    workbook = opened(table(rows))
    assert ("id", "имя", "имя (2)", "[D]") == workbook.sheets[0].header
    assert {"header-guessed", "duplicate-headers", "empty-headers"} == codes_of(workbook)
    assert [(4, ("1", "2", "3", "4"))] == [(r.line, r.cells) for r in workbook.sheets[0].rows]


def _with_hidden(sheet: Worksheet) -> None:
    for cells in (["id", "name", "note"], ["1", "a", "x"], ["2", "b", "y"], ["3", "c", "z"]):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def test_36_hidden_rows_and_columns_are_asked() -> None:
    """Hidden content is pointed out with figures; the answer decides whether it is read."""
    data = honest(_with_hidden)
    assert {"hidden-rows", "hidden-columns"} == {f.code for f in opened(data).questions}
    assert [("1", "a", "x"), ("2", "b", "y"), ("3", "c", "z")] == first_cells(data)
    left = opened(data, ReadChoice(hidden="leave"))
    assert () == left.questions
    assert (("id", "note"), [("1", "x"), ("3", "z")]) == (
        left.sheets[0].header,
        cells_of(left.sheets[0]),
    )


def test_36_hidden_and_very_hidden_sheets_are_named() -> None:
    """A sheet that Excel's menu does not show is named all the same."""
    book = OpenpyxlBook()
    for title, state in (("A", "visible"), ("B", "hidden"), ("C", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet.append(["id"])
        sheet.append(["1"])
        sheet.sheet_state = state
    stream = io.BytesIO()
    book.save(stream)
    workbook = opened(stream.getvalue())
    states = [(sheet.name, sheet.state) for sheet in workbook.sheets]
    assert [("A", "visible"), ("B", "hidden"), ("C", "very hidden")] == states
    assert [("hidden-sheet", "B"), ("very-hidden-sheet", "C")] == [
        (f.code, f.facts["sheet"]) for f in workbook.findings
    ]


def test_36_merged_cells_are_asked_and_can_be_spread() -> None:
    """A merged value stands in its first cell, or in all it covers."""

    def fill(sheet: Worksheet) -> None:
        for cells in (["src", "n", "m"], ["S-1", 1, 2], [None, 3, 4], [None, 5, 6]):
            sheet.append(cells)
        sheet.merge_cells("A2:A3")

    data = honest(fill)
    assert [("merged", ("leave", "spread"))] == [(f.ask, f.choices) for f in opened(data).questions]
    assert ["S-1", "", ""] == [cells[0] for cells in first_cells(data)]
    spread = first_cells(data, ReadChoice(merged="spread"))
    assert ["S-1", "S-1", ""] == [cells[0] for cells in spread]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (dt.date(2021, 5, 29), "dd.mm.yyyy", "2021-05-29"),
        (dt.date(2021, 5, 1), "mmm yy", "2021-05"),
        (dt.date(2021, 1, 1), "yyyy", "2021"),
        (dt.datetime(2021, 5, 29, 14, 30), "dd.mm.yyyy h:mm", "2021-05-29T14:30:00"),  # noqa: DTZ001
        (dt.time(14, 30), "h:mm", "14:30:00"),
        (dt.date(2021, 5, 29), '[$-419]d mmmm yyyy" г.";@', "2021-05-29"),
        (44345, "General", "44345"),
        ("29.05.2021", "General", "29.05.2021"),
        ("вчера", "General", "вчера"),
        ("31.02", "@", "31.02"),
    ],
)
def test_37_a_date_is_a_date_cell(value: object, number_format: str, shown: str) -> None:
    """Only a real date cell becomes ISO text, no more precise than its format; text stays."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["id", "date"])
        sheet.append(["x", value])
        sheet["B2"].number_format = number_format

    assert [("x", shown)] == first_cells(honest(fill))


def test_37_both_epochs() -> None:
    """The same stored day is four years apart in a workbook that counts from 1904."""
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    rows = HEADER + '<row r="2"><c r="A2" s="0"><v>1</v></c><c r="B2" s="0"><v>61</v></c></row>'
    plain = handmade(rows, {"xl/styles.xml": styles})
    assert [("1900-01-01", "1900-03-01")] == first_cells(plain)
    book = zipfile.ZipFile(io.BytesIO(plain)).read("xl/workbook.xml").decode()
    marked = book.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    late = handmade(rows, {"xl/styles.xml": styles, "xl/workbook.xml": marked})
    assert [("1904-01-02", "1904-03-02")] == first_cells(late)


@pytest.mark.parametrize("serial", ["60", "0", "-1", "2958466", "abc"])
def test_37_days_that_do_not_exist(serial: str) -> None:
    """29 February 1900 and its like stay the number they are, and are counted."""
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    rows = HEADER + f'<row r="2"><c r="A2" s="0"><v>{serial}</v></c></row>'
    data = handmade(rows, {"xl/styles.xml": styles})
    assert [(serial,)] == first_cells(data)
    assert {"impossible-dates"} == codes_of(opened(data))


def test_38_formula_gives_its_saved_value() -> None:
    """The value saved with a formula is read, the formula is counted and never run."""
    cells = '<c r="A2"><f>1+1</f><v>3</v></c><c r="B2" t="str"><f>"a"&amp;B2</f><v>b</v></c>'
    data = handmade(HEADER + f'<row r="2">{cells}</row>')
    assert [("3", "b")] == first_cells(data)
    (told,) = opened(data).sheets[0].findings
    assert ("formulas", {"count": 2}) == (told.code, told.facts)


def test_38_circular_formula_without_value_and_error() -> None:
    """A circular formula has no value: the cell is empty and the line is told."""
    cells = '<c r="A2"><f>A2</f></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    data = handmade(HEADER + f'<row r="2">{cells}</row>')
    assert [("", "#DIV/0!")] == first_cells(data)
    assert {"formulas", "formulas-without-value", "error-values"} == codes_of(opened(data))


def test_38_external_links_and_macros_are_told() -> None:
    """Other files are never opened; that they are wanted is said."""
    more = {"xl/externalLinks/externalLink1.xml": "<x/>", "xl/vbaProject.bin": b"\0"}
    workbook = opened(handmade(HEADER + row(2, "1", "x"), more))
    assert {"external-links", "macros"} == codes_of(workbook)


def test_rich_text_phonetics_and_escapes() -> None:
    """Runs are joined, pronunciation hints left out, _x000A_ is the character it stands for."""
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>ку</t>'
        "</r><r><t>әгер</t></r><rPh><t>no</t></rPh></si><si><t>a_x000A_b_xD800_</t></si></sst>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Target="sharedStrings.xml"/></Relationships>'
    )
    rows = HEADER + ('<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>')
    more = {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": relations}
    assert [("куәгер", "a\nb_xD800_")] == first_cells(handmade(rows, more))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p">%p;]>',
    ],
)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_document_types_are_refused(doctype: str, part: str) -> None:
    """No entity can be defined, so none can grow or fetch."""
    good = zipfile.ZipFile(io.BytesIO(handmade(HEADER))).read(part).decode()
    with pytest.raises(DamagedFileError) as caught:
        opened(handmade(HEADER, {part: doctype + good}))
    assert "document-type" == caught.value.facts["reason"]


def test_workbook_that_unpacks_too_far() -> None:
    """Three hundred kilobytes that claim three hundred megabytes are left closed."""
    with pytest.raises(ArchiveBombError) as caught:
        opened(handmade(HEADER, {"xl/sharedStrings.xml": b"a" * 20_000_000}))
    assert "ratio" == caught.value.facts["reason"]


def test_too_many_entries() -> None:
    """A directory longer than any workbook's is refused before anything is opened."""
    many = {f"x/{number}": b"" for number in range(MAX_ENTRIES)}
    with pytest.raises(ArchiveBombError):
        opened(handmade(HEADER, many))


def test_directory_of_a_million_entries() -> None:
    """Counted before the library makes an object of each."""
    with pytest.raises(ArchiveBombError) as caught:
        opened(b"PK\x03\x04" + b"PK\x01\x02" * 1_000_000)
    assert "entries" == caught.value.facts["reason"]


def test_overlapping_entries() -> None:
    """Two directory entries that share one body are refused (CVE-2024-0450)."""
    data = bytearray(handmade(HEADER))
    directory = [i for i in range(len(data)) if data[i : i + 4] == b"PK\x01\x02"]
    first = struct.unpack_from("<I", data, directory[0] + 42)
    struct.pack_into("<I", data, directory[1] + 42, *first)
    with pytest.raises(ArchiveBombError) as caught:
        opened(bytes(data))
    assert "overlap" == caught.value.facts["reason"]


def test_double_entries() -> None:
    """Two parts of one name could be read differently by two programs."""
    stream = io.BytesIO(handmade(HEADER))
    with (
        zipfile.ZipFile(stream, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(DamagedFileError):
        opened(stream.getvalue())


def test_locked_and_old_workbooks() -> None:
    """A password and the format before 2007 each get their own sentence."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(OldExcelError):
        opened(ole)
    with pytest.raises(LockedFileError):
        opened(ole + "EncryptedPackage".encode("utf-16-le"))
    data = bytearray(handmade(HEADER))
    for at in range(len(data)):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    with pytest.raises(LockedFileError):
        opened(bytes(data))


@pytest.mark.parametrize(
    "broken",
    [
        row(2, "1") + row(2, "2"),
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
        '<row r="-1"/>',
        '<row r="٣"/>',
        "<row>",
        "\x01",
    ],
)
def test_damaged_sheets(broken: str) -> None:
    """Rows or cells out of order, strings that are not there, XML that does not close."""
    with pytest.raises(DamagedFileError):
        opened(handmade(HEADER + broken))


def test_workbook_without_rows_or_sheets() -> None:
    """Empty and foreign containers say what they are."""
    with pytest.raises(EmptyFileError):
        opened(handmade(""))
    with pytest.raises(EmptyFileError):
        opened(b"")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(UnknownKindError):
        opened(stream.getvalue())


def test_content_counts_more_than_the_name() -> None:
    """A workbook called .csv is opened as a workbook; a picture called .csv by nobody."""
    assert xlsx_file is importer_for("list.csv", handmade(HEADER))
    with pytest.raises(UnknownKindError):
        importer_for("list.csv", b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UnknownKindError):
        importer_for("list.pdf", b"a;b")


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a workbook opens no file for writing and makes no temporary one."""
    data = table([("id", "note"), (1, "x")])

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr("os.open", refuse)
    assert [("1", "x")] == first_cells(data)


BASE = handmade(
    HEADER
    + row(2, "1", "x")
    + f'<row r="3">{inline("A3", "y")}<c r="B3"><f>1</f><v>2</v></c></row>'
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_workbooks_never_raise_anything_else(data: st.DataObject) -> None:
    """Whatever bytes are changed, the answer is a workbook or one of our own refusals."""
    changed = bytearray(BASE)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(changed)))
    _read_or_refuse(bytes(changed[:cut] if data.draw(st.booleans()) else changed))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('<>/="rcvfst AB1209.-e:'), max_size=60))
def test_mutated_sheets_never_raise_anything_else(markup: str) -> None:
    """The same for the XML inside a sound container."""
    _read_or_refuse(handmade(HEADER + markup))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(['<c r="A2" s="9">', "<v>", "</v>", "1e999", "nan", "</c>"])))
def test_odd_cells_never_raise_anything_else(markup: list[str]) -> None:
    """Numbers that are none, styles that do not exist."""
    _read_or_refuse(handmade(HEADER + f'<row r="2">{"".join(markup)}</row>'))


def _read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(ImportFileError):
        for sheet in opened(data).sheets:
            cells_of(sheet)
