"""Bad inputs 31 to 35, 39 and 40 of the threat page, as text tables."""

import codecs

import pytest
from tests.formats.import_samples import cells_of, codes_of

from kuager.formats.importers import csv_file
from kuager.formats.importers.errors import (
    BadChoiceError,
    BrokenQuotesError,
    EmptyFileError,
    MixedEncodingError,
    TooLargeError,
    WrongEncodingError,
)
from kuager.formats.importers.interface import (
    MAX_CELL_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    NOTHING_CHOSEN,
    ReadChoice,
    Workbook,
)

RUSSIAN = "Дата;Место;Что случилось\n29 мая 2021;Шымкент;Нападение на встречу\n"
KAZAKH = "Күні;Орны;Не болды\n2021 жылғы мамыр;Қарағанды;Өңірдегі кездесуге шабуыл\n"


def read(data: bytes, choice: ReadChoice = NOTHING_CHOSEN) -> Workbook:
    """The table, read."""
    return csv_file.open_sheets(data, choice)


def cells(data: bytes, choice: ReadChoice = NOTHING_CHOSEN) -> list[tuple[str, ...]]:
    """The rows of the table."""
    return cells_of(read(data, choice).sheets[0])


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/c calc'!A1", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x";"y")'],
)
def test_31_formula_is_text(text: str) -> None:
    """What a spreadsheet would run is imported as the text it is."""
    quoted = '"' + text.replace('"', '""') + '"'
    assert [("1", text)] == cells(f"id;note\n1;{quoted}\n".encode())


def test_31_carriage_return_first_is_text() -> None:
    """A cell that begins with a line end keeps it."""
    assert [("1", "\r=1+1")] == cells(b'id;note\n1;"\r=1+1"\n')


@pytest.mark.parametrize(
    "text", ["+7 701 234 56 78", "87012345678", "-5", "2024-03-01", "007", "000000000012", "1.0"]
)
def test_32_numbers_stay_as_written(text: str) -> None:
    """Phones, negative numbers, dates and leading zeros are untouched."""
    assert [("1", text)] == cells(f"id;note\n1;{text}\n".encode())


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
def test_33_old_cyrillic_is_guessed_and_asked(encoding: str) -> None:
    """A one-byte encoding is guessed, read with the guess, and has to be confirmed."""
    workbook = read(RUSSIAN.encode(encoding))
    (asked,) = workbook.questions
    assert ("encoding", encoding) == (asked.ask, asked.choices[0])
    assert ("29 мая 2021", "Шымкент", "Нападение на встречу") == cells_of(workbook.sheets[0])[0]


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
def test_33_kazakh_letters_are_kept(encoding: str) -> None:
    """The Kazakh variants of Windows-1251 are told from the Russian one by their letters."""
    workbook = read(KAZAKH.encode(encoding))
    assert encoding == workbook.questions[0].choices[0]
    assert "Қарағанды" == cells_of(workbook.sheets[0])[0][1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_33_utf16_without_mark_is_asked(encoding: str) -> None:
    """UTF-16 without a byte-order mark is recognised, but only as a guess."""
    workbook = read(RUSSIAN.encode(encoding))
    assert encoding == workbook.questions[0].choices[0]
    assert "Шымкент" == cells_of(workbook.sheets[0])[0][1]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_33_mark_or_valid_utf8_is_certain(mark: bytes, encoding: str) -> None:
    """With a byte-order mark, or as valid UTF-8, nobody is asked and the mark is gone."""
    workbook = read(mark + RUSSIAN.encode(encoding))
    assert () == workbook.questions
    assert ("Дата", "Место", "Что случилось") == workbook.sheets[0].header


def test_33_confirmed_encoding_is_not_asked_again() -> None:
    """An answer is taken."""
    workbook = read(RUSSIAN.encode("koi8-r"), ReadChoice(encoding="koi8-r"))
    assert () == workbook.questions


def test_33_wrong_encoding_names_the_line() -> None:
    """No silent question mark: a choice that does not fit is an error with its line."""
    with pytest.raises(WrongEncodingError) as caught:
        read(RUSSIAN.encode("cp1251") + b"1;2;3\n", ReadChoice(encoding="utf-8"))
    assert 1 == caught.value.facts["line"]


def test_33_mixed_encodings_are_refused() -> None:
    """A few lines of another encoding are named, not guessed."""
    lines = [f"{n};Шымкент;да\n".encode() for n in range(9)]
    lines[4] = "4;Шымкент;да\n".encode("cp1251")
    with pytest.raises(MixedEncodingError) as caught:
        read(b"".join(lines))
    assert {"count": 1, "lines": "5"} == caught.value.facts


@pytest.mark.parametrize("wrong", ["cp1251", "cp1252"])
def test_33_mojibake_is_pointed_out(wrong: str) -> None:
    """Letters spoiled before us are shown and kept as written."""
    spoiled = "Пикет в городе".encode().decode(wrong, errors="ignore")
    workbook = read(f"id;note\n1;{spoiled}\n".encode())
    assert "mojibake" in codes_of(workbook)
    assert spoiled == cells_of(workbook.sheets[0])[0][1]


def test_33_lost_letters_are_pointed_out() -> None:
    """A cell of question marks is what a bad conversion leaves behind."""
    assert "lost-letters" in codes_of(read(b"id;note\n1;?????? ??? ????\n"))
    assert "lost-letters" not in codes_of(read("id;note\n1;Кто это???\n".encode()))


def test_33_unknown_encoding_is_refused() -> None:
    """Only the encodings offered can be chosen; Python's odd codecs cannot."""
    with pytest.raises(BadChoiceError):
        read(b"a;b\n", ReadChoice(encoding="unicode_escape"))


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_34_delimiter_is_recognised(sign: str) -> None:
    """Each of the four signs is found by itself."""
    workbook = read(sign.join("abc").encode() + b"\n" + sign.join("123").encode())
    assert ("a", "b", "c") == workbook.sheets[0].header


def test_34_sep_line_is_an_order() -> None:
    """A first line `sep=` names the delimiter and is not a row."""
    workbook = read(b"sep=|\r\na|b;c\r\n1|2;3\r\n")
    assert (("a", "b;c"), [("1", "2;3")], ()) == (
        workbook.sheets[0].header,
        cells_of(workbook.sheets[0]),
        workbook.questions,
    )


def test_34_doubtful_delimiter_is_asked() -> None:
    """When two signs cut evenly, a person decides."""
    workbook = read(b"a;b,c\n1;2,3\n4;5,6\n")
    assert [("delimiter", (";", ","))] == [(f.ask, f.choices) for f in workbook.questions]


def test_34_quotes_and_newlines_inside_a_cell() -> None:
    """Quoted delimiters, doubled quotes and line ends stay inside; lines count as in the file."""
    rows = list(read(b'id;note\n1;"a;b ""c""\nd"\n2;x\n').sheets[0].rows)
    assert [(2, 'a;b "c"\nd'), (4, "x")] == [(row.line, row.cells[1]) for row in rows]


def test_34_lone_carriage_returns() -> None:
    """The line ends of an old Macintosh."""
    assert [("1", "x"), ("2", "y")] == cells(b"id;note\r1;x\r2;y\r")


def test_34_open_quote_is_refused_with_its_line() -> None:
    """A quotation mark that never closes would swallow the rest; it is named instead."""
    with pytest.raises(BrokenQuotesError) as caught:
        read(b'id;note\n1;x\n2;"open\n3;z\n')
    assert 3 == caught.value.facts["line"]


def test_34_quotes_can_be_ordinary_letters() -> None:
    """The way out that the message offers."""
    choice = ReadChoice(quotes="plain")
    assert [("1", '"open'), ("2", "z")] == cells(b'id;note\n1;"open\n2;z\n', choice)


def test_35_too_many_rows() -> None:
    """One row over two million is refused with the figure, before any row is handed out."""
    with pytest.raises(TooLargeError) as caught:
        read(b"id\n" + b"1\n" * (MAX_ROWS + 1))
    assert ("rows", 2_000_000) == (caught.value.facts["what"], caught.value.facts["limit"])


def test_35_too_many_columns() -> None:
    """16,384 columns are read, one more is refused."""
    assert MAX_COLUMNS == len(read(b";".join([b"x"] * MAX_COLUMNS)).sheets[0].header)
    with pytest.raises(TooLargeError) as caught:
        read(b";".join([b"x"] * (MAX_COLUMNS + 1)))
    assert MAX_COLUMNS == caught.value.facts["limit"]


@pytest.mark.parametrize("letter", ["x", "ж"])
def test_35_too_large_cell(letter: str) -> None:
    """A cell of one MiB is read, one byte more is refused, whatever the letters."""
    fits = letter * (MAX_CELL_BYTES // len(letter.encode()))
    assert fits == cells(f"id;note\n1;{fits}\n".encode())[0][1]
    with pytest.raises(TooLargeError):
        read(f"id;note\n1;{fits}x\n".encode())


@pytest.mark.full
def test_35_cell_of_300_megabytes() -> None:
    """A line without end is refused long before it is held as text."""
    with pytest.raises(TooLargeError) as caught:
        read(b'id;note\n1;"' + b"x" * 300_000_000 + b'"\n')
    assert "characters in one line" == caught.value.facts["what"]


def test_36_duplicate_and_empty_headers_are_asked() -> None:
    """Names are numbered, a nameless column with content is called by its letter."""
    workbook = read(b"name;name;;x;\n1;2;3;4;\n")
    assert ("name", "name (2)", "[C]", "x") == workbook.sheets[0].header
    assert {"duplicate-headers", "empty-headers"} == {f.code for f in workbook.questions}
    confirmed = read(b"name;name;;x;\n1;2;3;4;\n", ReadChoice(names="numbered"))
    assert () == confirmed.questions


def test_36_header_in_row_7_is_asked() -> None:
    """A title and empty lines above the table are passed over, and a person confirms it."""
    data = "Отчёт за 2021 год;;\n;;\nСоставлен в мае;;\n;;\n;;\n;;\nкод;дата;место\n1;2021;x\n"
    workbook = read(data.encode())
    assert (("код", "дата", "место"), 7) == (
        workbook.sheets[0].header,
        workbook.questions[0].facts["line"],
    )
    chosen = read(data.encode(), ReadChoice(header_line={"": 1}))
    assert "Отчёт за 2021 год" == chosen.sheets[0].header[0]
    with pytest.raises(BadChoiceError):
        read(data.encode(), ReadChoice(header_line={"": 99}))


def test_36_uneven_rows_are_told() -> None:
    """A row longer than the header is counted with its line."""
    workbook = read(b"a;b\n1;2\n1;2;3\n")
    (told,) = workbook.sheets[0].findings
    assert ("uneven-rows", {"count": 1, "line": 3}) == (told.code, told.facts)


def test_40_reading_twice_gives_the_same() -> None:
    """Rows can be walked as often as wanted and never change."""
    sheet = read(RUSSIAN.encode("cp1251")).sheets[0]
    assert list(sheet.rows) == list(sheet.rows)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n  \n"])
def test_empty_file(data: bytes) -> None:
    """A file with nothing in it says so."""
    with pytest.raises(EmptyFileError):
        read(data)


def test_own_lists_come_back_without_apostrophes() -> None:
    """The apostrophes of a list made by Kuager are asked about and can be taken off."""
    data = b"id;note\n1;'=1+1\n2;it's\n"
    assert ["apostrophes"] == [f.ask for f in read(data).questions]
    assert [("1", "=1+1"), ("2", "it's")] == cells(data, ReadChoice(apostrophes="remove"))
    assert [("1", "'=1+1"), ("2", "it's")] == cells(data, ReadChoice(apostrophes="keep"))
