"""The import pages: brought, questioned, mapped, tried, done, taken back; nothing kept but that."""

import io
import zipfile

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import findings
from tests.web.keep.pages import EXAMPLES, FAULTY, MISSING, OK, send, text_of, wait

from kuager.lang import say
from kuager.verbs.desk import Desk
from kuager.web.house import House
from kuager.web.import_columns import KEY
from kuager.web.importing import Pending
from kuager.web.visit import Session

Files = list[tuple[str, tuple[str, bytes, str]]]
EVENTS = "code,date,place,remarks\nev-1,2024-03-05,Алматы,Слова стрекозы\nev-2,2024-04,,\n"


def bring(visitor: TestClient, *files: tuple[str, bytes], mode: str = "") -> str:
    """Send tables; returns the address of the import in the making."""
    sent: Files = [("file", (name, data, "application/octet-stream")) for name, data in files]
    found = visitor.post("/import", files=sent, data={"mode": mode})
    assert found.status_code == OK, text_of(found.text)
    return str(found.url.path)


def confirm(visitor: TestClient, at: str, **columns: str) -> str:
    """Send the columns page."""
    return send(visitor, at, asks="columns", **{k.replace("_", "-"): v for k, v in columns.items()})


def run(visitor: TestClient, house: House, at: str, **fields: str) -> str:
    """Try all rows, then import; returns the last page."""
    visitor.post(f"{at}/check")
    wait(visitor, house, f"{at}/rows")
    visitor.post(f"{at}/run", data=fields)
    return wait(visitor, house, f"{at}/done")


def test_a_table_goes_in_and_out_again(visitor: TestClient, house: House, desk: Desk) -> None:
    """Brought, columns confirmed, tried row by row, imported, taken back; the vault is sound."""
    at = bring(visitor, ("events.csv", EVENTS.encode()))
    page = visitor.get(at).text
    assert "What each column is" in page

    confirm(visitor, at, c_0="the stable code", c_1="Date", c_2="Place", c_3="Remarks")
    assert "Try it first" in visitor.get(at).text
    visitor.post(f"{at}/check", data={"mode": "add"})
    rows = text_of(wait(visitor, house, f"{at}/rows"))
    assert "New records: 2" in rows
    assert "Слова стрекозы" in rows
    assert desk.view.count("event") == 0

    visitor.post(f"{at}/run")
    done = text_of(wait(visitor, house, f"{at}/done"))
    assert "Import I-1 is saved" in done
    assert desk.view.count("event") == 2

    visitor.post("/import/undo/I-1")
    listed = text_of(wait(visitor, house, "/import"))
    assert "taken back on" in listed
    assert desk.view.count("event") == 0
    assert findings(desk) == []


def test_nothing_of_the_table_stays_in_memory(visitor: TestClient, house: House) -> None:
    """After the end the tables and their rows are gone; at most two imports wait at a time."""
    at = bring(visitor, ("events.csv", EVENTS.encode()))
    confirm(visitor, at, c_0="the stable code", c_3="Remarks")
    run(visitor, house, at)
    left = [held for held in house.results.values() if isinstance(held, Pending)]

    assert [(one.tables, one.seen) for one in left] == [([], None)]
    for _ in range(5):
        bring(visitor, ("events.csv", EVENTS.encode()))
    assert len(house.results) <= 2


def test_forgetting_lets_go(visitor: TestClient, house: House) -> None:
    """A person who stops leaves nothing behind; the address says so."""
    at = bring(visitor, ("events.csv", EVENTS.encode()))

    visitor.post(f"{at}/forget")

    assert house.results == {}
    assert visitor.get(at).status_code == MISSING


def test_the_practice_example_by_the_page(visitor: TestClient, house: House, desk: Desk) -> None:
    """Nineteen tables and their mappings in one form become one import, and the vault is sound."""
    folder = EXAMPLES / "practice"
    files = [*sorted(folder.glob("*.csv")), *sorted((folder / "mappings").glob("*.yaml"))]
    at = bring(visitor, *[(path.name, path.read_bytes()) for path in files])

    assert "Try it first" in visitor.get(at).text
    visitor.post(f"{at}/check")
    rows = text_of(wait(visitor, house, f"{at}/rows"))
    assert "Refused rows" not in rows
    visitor.post(f"{at}/run")
    wait(visitor, house, f"{at}/done")

    assert desk.view.count("case") == 12
    assert desk.view.count("person") == 23
    assert findings(desk) == []


def test_refused_rows_are_told_in_words(visitor: TestClient, house: House, desk: Desk) -> None:
    """Line, column and reason on the page and as a download; the good rows can go in alone."""
    text = "code,date,remarks\nev-1,31.02.2024,Стрекоза\nev-2,2024-05-01,\n"
    at = bring(visitor, ("events.csv", text.encode()))
    confirm(visitor, at, c_0="the stable code", c_1="Date", c_2="Remarks")
    visitor.post(f"{at}/check")
    page = text_of(wait(visitor, house, f"{at}/rows"))
    assert "events.csv 2 date the calendar has no such day or month" in page

    told = visitor.get(f"{at}/refused")
    assert told.headers["content-disposition"] == 'attachment; filename="rows.csv"'
    assert "the calendar has no such day" in told.text
    assert "Стрекоза" not in told.text

    visitor.post(f"{at}/run", data={"leave": "yes"})
    done = text_of(wait(visitor, house, f"{at}/done"))
    assert "Rows left out: 1" in done
    assert list(desk.view.codes("event")) == ["ev-2"]


def test_letters_are_asked_about_with_what_they_would_read(visitor: TestClient) -> None:
    """A table in Windows-1251 shows how it begins by each answer, and is read by the right one."""
    text = "код,примечания\nev-1,Стрекозы над рекой летали весь день\nev-2,Слова соседей\n" * 3
    at = bring(visitor, ("events.csv", text.encode("cp1251")))
    page = visitor.get(at).text
    assert "cp1251" in page
    assert "Стрекозы над рекой" in page

    while "A question about the file" in page:
        page = send(visitor, at, asks="question", given="0")
    assert "примечания" in page


def test_a_wrong_encoding_is_refused_in_words(visitor: TestClient) -> None:
    """Bytes that are no letters: one sentence at the form, nothing held."""
    found = visitor.post(
        "/import", files=[("file", ("t.csv", b"code,x\n\x00\x01\x02\xff\xfe,\x98\n" * 9, ""))]
    )

    assert found.status_code in (OK, FAULTY)
    assert "Traceback" not in found.text
    assert "surprise" not in found.text


def test_no_file_is_a_sentence_at_the_form(visitor: TestClient) -> None:
    """An empty form is shown again with what is missing."""
    found = visitor.post("/import", files=[("file", ("", b"", ""))])

    assert found.status_code == FAULTY
    assert "Choose at least one table" in found.text


def test_a_column_that_names_people_is_pointed_out(visitor: TestClient, desk: Desk) -> None:
    """It cannot go where colleagues without the identity key read it, unless a person says so."""
    text = "code,телефон\n" + "".join(f"ev-{n},+7 701 123 45 {n}\n" for n in range(10, 20))
    at = bring(visitor, ("events.csv", text.encode()))
    page = text_of(visitor.get(at).text)
    assert "looks as if it held telephone numbers" in page

    refused = confirm(visitor, at, c_0="the stable code", c_1="How many people")
    assert "Colleagues without the identity key could read it there" in refused
    assert "Try it first" not in visitor.get(at).text
    assert desk.view.count("event") == 0


def test_an_unknown_word_is_a_sentence_at_its_column(visitor: TestClient) -> None:
    """What was typed stays in the form, and the sentence leads to the field."""
    at = bring(visitor, ("events.csv", EVENTS.encode()))

    page = confirm(visitor, at, c_0="the stable code", c_1="Dragonfly")

    assert "Nothing is called “Dragonfly”" in page
    assert 'value="Dragonfly"' in page
    assert 'href="#f-c-1"' in page


def test_a_mapping_is_kept_for_the_next_table(
    visitor: TestClient, house: House, desk: Desk
) -> None:
    """A second table of the kind is read as the first one was, by one button."""
    at = bring(visitor, ("events.csv", EVENTS.encode()))
    confirm(visitor, at, c_0="the stable code", c_1="Date", c_3="Remarks", mapping="spring tables")
    run(visitor, house, at)

    other = bring(visitor, ("more.csv", EVENTS.replace("ev-", "ew-").encode()))
    assert "spring tables" in visitor.get(other).text
    send(visitor, other, asks="kept", kept="spring tables")
    run(visitor, house, other)

    assert sorted(desk.view.codes("event")) == ["ev-1", "ev-2", "ew-1", "ew-2"]


def test_another_type_is_chosen(visitor: TestClient) -> None:
    """What one row is, is said by a person; the columns are suggested anew."""
    at = bring(visitor, ("table.csv", b"code,remarks\nx-1,words\n"))

    page = send(visitor, at, asks="type", type="person")

    assert "one record of the type “Person”" in text_of(page)


def test_formula_cells_stay_text(visitor: TestClient, house: House, desk: Desk) -> None:
    """What looks like a formula is kept as it was written, and comes out as text."""
    text = 'code,remarks\nev-1,"=HYPERLINK(""http://x"",""y"")"\n'
    at = bring(visitor, ("events.csv", text.encode()))
    confirm(visitor, at, c_0="the stable code", c_1="Remarks")
    run(visitor, house, at)
    record = desk.view.record(desk.find(("event",), "ev-1"))

    assert record is not None
    assert record.text("event.remarks") == '=HYPERLINK("http://x","y")'


def test_a_table_of_five_megabytes(visitor: TestClient, house: House, desk: Desk) -> None:
    """It is looked at, tried and imported; the page of the rows stays small."""
    line = "ev-{n},2024-03-05,Слова очевидца о том что было на площади в тот день {n}\n"
    text = "code,date,remarks\n" + "".join(line.format(n=n) for n in range(40_000))
    data = text.encode()
    assert len(data) > 4_500_000
    at = bring(visitor, ("events.csv", data))
    confirm(visitor, at, c_0="the stable code", c_1="Date", c_2="Remarks")
    visitor.post(f"{at}/check")
    rows = wait(visitor, house, f"{at}/rows")
    assert len(rows) < 150_000

    visitor.post(f"{at}/run")
    wait(visitor, house, f"{at}/done")
    assert desk.view.count("event") == 40_000


def test_while_it_works_every_page_says_how_far(visitor: TestClient, house: House) -> None:
    """The page that waits has a bar and looks again by itself."""
    text = "code,remarks\n" + "".join(f"ev-{n},words {n}\n" for n in range(8000))
    at = bring(visitor, ("events.csv", text.encode()))
    confirm(visitor, at, c_0="the stable code", c_1="Remarks")
    visitor.post(f"{at}/check", follow_redirects=False)

    page = visitor.get("/import")

    assert page.headers["refresh"].startswith("2; url=")
    assert "<progress" in page.text
    wait(visitor, house, f"{at}/rows")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_pages_speak(visitor: TestClient, session: Session, language: str) -> None:
    """The columns are told in the person's own words."""
    session.language = language
    at = bring(visitor, ("events.csv", EVENTS.encode()))
    word = say(KEY, language)

    assert word in visitor.get(at).text
    assert say("Try it first", language) in confirm(visitor, at, c_0=word, c_1="event.date")


def test_a_workbook_asks_for_its_sheet(visitor: TestClient, desk: Desk) -> None:
    """Several sheets: one is chosen by name."""
    at = bring(visitor, ("two.xlsx", _two_sheets()))
    page = visitor.get(at).text

    assert "This workbook has several sheets" in page
    assert "What each column is" in send(visitor, at, asks="sheet", given="Second")
    assert desk.view.count("event") == 0


def test_formulas_of_a_workbook_are_told_and_never_calculated(
    visitor: TestClient, house: House, desk: Desk
) -> None:
    """The value saved with a formula is taken as text; the page says that there are formulas."""
    at = bring(visitor, ("sums.xlsx", _two_sheets()))
    send(visitor, at, asks="sheet", given="First")
    page = text_of(visitor.get(at).text)
    assert "nothing was calculated" in page

    confirm(visitor, at, c_0="the stable code", c_1="Remarks")
    run(visitor, house, at)

    record = desk.view.record(desk.find(("event",), "ev-9"))
    assert record is not None
    assert record.text("event.remarks") == "saved with it"


def _two_sheets() -> bytes:
    """The smallest workbook of two sheets."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )

    formula = (
        '<row><c t="inlineStr"><is><t>ev-9</t></is></c>'
        '<c t="str"><f>CONCAT("not ","this")</f><v>saved with it</v></c></row>'
    )

    def one(*cells: str) -> str:
        rows = "".join(
            row
            if row.startswith("<")
            else "<row>"
            + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row.split(","))
            + "</row>"
            for row in cells
        )
        return f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("[Content_Types].xml", head + types)
        book.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="r1" Type="{rels}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'{head}<workbook xmlns="{space}" xmlns:r="{rels}"><sheets>'
            '<sheet name="First" sheetId="1" r:id="r1"/>'
            '<sheet name="Second" sheetId="2" r:id="r2"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="r1" Type="{rels}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{rels}/worksheet" '
            'Target="worksheets/sheet2.xml"/></Relationships>',
        )
        book.writestr("xl/worksheets/sheet1.xml", one("code,remarks", "ev-1,words", formula))
        book.writestr("xl/worksheets/sheet2.xml", one("code,remarks", "ev-2,others"))
    return out.getvalue()
