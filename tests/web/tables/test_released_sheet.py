"""A released table as a chart and a sheet: only what left, the same in every file, in words."""

import io
import re
import zipfile
from base64 import b64encode
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient
from tests.formats.test_reports_golden import squeezed
from tests.verbs.desks import tell
from tests.verbs.gated import happened

from kuager.formats.charts.png import png_of
from kuager.model.published import (
    HELD_BACK,
    TOTAL,
    Axis,
    Origin,
    PublishedCell,
    PublishedTable,
    exact,
)
from kuager.model.question import read_question
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.releasing import release_table
from kuager.web.visit import Session

REGIONS = Axis("event.place@region", ("KZ-71", "KZ-75", "KZ-79"))
CELLS = {("KZ-71",): exact(9), ("KZ-75",): exact(12), ("KZ-79",): HELD_BACK, (TOTAL,): HELD_BACK}


def published(
    *axes: Axis, cells: dict[tuple[str, ...], PublishedCell], origin: Origin = "ours"
) -> PublishedTable:
    """A table of events as it left."""
    return PublishedTable(
        unit="event",
        clock="incident",
        first=date(2024, 1, 1),
        last=date(2024, 12, 31),
        axes=axes,
        cells=cells,
        as_of=date(2026, 11, 20),
        origin=origin,
    )


def entered(desk: Desk, table: PublishedTable, code: str = "R-7") -> str:
    """A table in the register, as letting it out enters it."""
    made = desk.store.new_id()
    tell(
        desk,
        say(made, "release.code", code),
        say(made, "release.form", "table"),
        say(made, "release.use", "publication"),
        say(made, "release.basis", "figures-only"),
        say(made, "release.released_on", "2026-11-20"),
        say(made, "release.released_by", desk.member),
        say(made, "release.query", ""),
        say(made, "release.table", table.text()),
        say(made, "release.rule", "least=5"),
    )
    return code


@pytest.fixture
def released(desk: Desk) -> str:
    """The address of the sheet of a table of three regions, one of them held back."""
    return f"/register/{entered(desk, published(REGIONS, cells=CELLS))}/sheet"


def words_of(svg: str) -> list[str]:
    """The words of a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def pdf_text(data: bytes) -> str:
    """All letters of a PDF."""
    pages = pypdfium2.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))


def test_the_page_shows_what_left(visitor: TestClient, released: str) -> None:
    """Drawing, sentence, table; the held-back number as such, with the register's code."""
    page = visitor.get(released).text

    assert f'<img src="{released}/picture"' in page
    assert "<td>Almaty</td><td>12</td>" in page
    assert "<td>Shymkent</td><td>—</td>" in page
    assert "The largest number told here: “Almaty”, 12." in page
    assert "n: held back." in page
    assert "“—”: held back, because the number could point at somebody." in page
    assert "R-7" in page


def test_the_same_drawing_in_every_file(visitor: TestClient, released: str) -> None:
    """The page's drawing on paper is the one of the web page, of Word (as PNG), and of the PDF."""
    paper = visitor.get(f"{released}/picture?as=paper").text
    word = visitor.get(f"{released}/docx")
    html = visitor.get(f"{released}/html")
    pdf = visitor.get(f"{released}/pdf")
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        picture = archive.read("word/media/picture1.png")
    source = HTMLParser(html.content).css_first("img").attributes["src"]

    assert picture == png_of(paper)
    assert squeezed("".join(words_of(paper))) in pdf_text(pdf.content)
    assert source == f"data:image/svg+xml;base64,{_base64(paper)}"
    assert word.headers["content-disposition"] == 'attachment; filename="table-R-7.docx"'


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_every_file_says_the_numbers(visitor: TestClient, released: str) -> None:
    """Word, PDF and web page have the table, the sentence and the place in the register."""
    opened = docx.Document(io.BytesIO(visitor.get(f"{released}/docx").content))
    cells = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    texts = [
        squeezed("".join(each.text for each in opened.paragraphs)),
        squeezed(HTMLParser(visitor.get(f"{released}/html").content).body.text()),
        pdf_text(visitor.get(f"{released}/pdf").content),
    ]

    assert ["Almaty", "12"] in cells
    assert ["Shymkent", "—"] in cells
    for text in texts:
        assert squeezed("The largest number told here: “Almaty”, 12.") in text
        assert squeezed("In the register of published numbers: R-7.") in text
        assert "n:heldback." in text


def test_a_region_without_a_record_is_drawn_as_none(visitor: TestClient, released: str) -> None:
    """Where rows add up, a region that is no category has no record; it is not held back."""
    picture = visitor.get(f"{released}/picture").text

    assert picture.count('class="land hatched"') == 2  # the dot and the borders of Shymkent
    assert words_of(picture).count("0") == 17 + 1  # and in the legend


def test_where_rows_need_not_add_up_nothing_is_drawn_of_the_rest(
    visitor: TestClient, desk: Desk
) -> None:
    """A region of which the table says nothing has its borders and no number, not none."""
    many = Axis(REGIONS.name, REGIONS.categories, many=True)
    code = entered(desk, published(many, cells=CELLS))
    picture = visitor.get(f"/register/{code}/sheet/picture").text

    assert words_of(picture).count("0") == 0
    assert picture.count('<path class="land step0"') == 17  # their borders alone
    assert any("One record may stand in several rows" in words for words in words_of(picture))


def test_regions_told_as_one_are_no_map(visitor: TestClient, desk: Desk) -> None:
    """A number of two regions together is a bar with both names: on no map a region is nought."""
    together = Axis(REGIONS.name, ("KZ-71+KZ-79", "KZ-75"))
    cells = {("KZ-71+KZ-79",): exact(11), ("KZ-75",): exact(12), (TOTAL,): exact(23)}
    code = entered(desk, published(together, cells=cells))
    picture = visitor.get(f"/register/{code}/sheet/picture").text

    assert "Astana + Shymkent" in words_of(picture)
    assert "land" not in "".join(re.findall(r'class="([^"]*)"', picture))
    assert words_of(picture).count("0") == 0


def test_a_year_without_a_record_stands_in_the_time_line(visitor: TestClient, desk: Desk) -> None:
    """Between two years that have numbers; not where years are told as one."""
    year = Axis("event.date@year", ("2019", "2021"))
    cells = {("2019",): exact(7), ("2021",): HELD_BACK, (TOTAL,): HELD_BACK}
    code = entered(desk, published(year, cells=cells), "R-5")
    merged = Axis("event.date@year", ("2019+2021", "2023"))
    several = {("2019+2021",): exact(9), ("2023",): exact(8), (TOTAL,): exact(17)}
    other = entered(desk, published(merged, cells=several), "R-6")
    picture = words_of(visitor.get(f"/register/{code}/sheet/picture").text)
    told = words_of(visitor.get(f"/register/{other}/sheet/picture").text)

    assert [words for words in picture if words in {"2019", "2020", "2021"}] == [
        "2019",
        "2020",
        "2021",
    ]
    assert "—" in picture
    assert {"2019+2021", "2023"} <= set(told)
    assert "2022" not in told


def test_people_are_told_as_at_least(visitor: TestClient, desk: Desk) -> None:
    """Of people nobody knows the most: an arrow, and a plus behind the number."""
    table = replace(published(REGIONS, cells={**CELLS, (TOTAL,): exact(30)}), unit="people")
    picture = visitor.get(f"/register/{entered(desk, table)}/sheet/picture").text

    assert "Almaty 12+" in words_of(picture)
    assert any(words.startswith("n = 30+") for words in words_of(picture))


def test_two_dimensions_are_told_whole(visitor: TestClient, desk: Desk) -> None:
    """Series are told apart; beside the drawing the sheet has every number, totals too."""
    harm = Axis("act.harm", ("physical", "material"), many=True)
    year = Axis("event.date@year", ("2023", "2024"))
    cells = {
        ("physical", "2023"): HELD_BACK,
        ("physical", "2024"): exact(11),
        ("material", "2024"): PublishedCell(8, 12, "rounded"),
        (TOTAL, "2024"): exact(17),
        (TOTAL, TOTAL): exact(23),
    }
    code = entered(desk, published(harm, year, cells=cells))
    opened = docx.Document(io.BytesIO(visitor.get(f"/register/{code}/sheet/docx").content))
    rows = [[cell.text for cell in row.cells] for row in opened.tables[-1].rows]

    assert len(rows) == 1 + 3 * 3
    assert ["Physical", "2024", "11"] in rows
    assert ["Material", "2024", "8–12"] in rows or ["Damage to belongings", "2024", "8–12"] in rows
    assert [cell for row in rows for cell in row].count("—") == 1 + 4


def test_what_has_no_drawing_has_its_table(visitor: TestClient, desk: Desk) -> None:
    """A single number is no chart: the sheet says it all the same."""
    code = entered(desk, published(cells={(): exact(23)}))
    page = visitor.get(f"/register/{code}/sheet")
    text = pdf_text(visitor.get(f"/register/{code}/sheet/pdf").content)

    assert "A drawing does not fit" in page.text
    assert visitor.get(f"/register/{code}/sheet/picture").status_code == 404
    assert "n=23" in text


def test_what_others_published_is_theirs_to_hand_on(visitor: TestClient, desk: Desk) -> None:
    """There is no sheet of figures that were typed in, nor in a form that we do not have."""
    origins: tuple[Origin, ...] = ("before", "partner")
    for origin in origins:
        theirs = entered(desk, published(REGIONS, cells=CELLS, origin=origin), f"R-{origin}")

        assert visitor.get(f"/register/{theirs}/sheet").status_code == 404
        assert visitor.get(f"/register/{theirs}/sheet/pdf").status_code == 404
    ours = entered(desk, published(REGIONS, cells=CELLS), "R-9")

    assert visitor.get(f"/register/{ours}/sheet/exe").status_code == 404


SAID = {
    "ru": ("Самое большое из названных здесь чисел: «Алматы», 12.", "n: не показано."),
    "kk": ("Мұнда аталған сандардың ең үлкені: «Алматы», 12.", "n: көрсетілмейді."),
}


def test_sheet_and_drawing_speak_the_language(
    visitor: TestClient, released: str, session: Session
) -> None:
    """The sentence, the foot and the name of the region."""
    for language, (largest, held) in SAID.items():
        session.language = language
        page = visitor.get(released).text

        assert largest in page
        assert held in page
        assert squeezed(largest) in pdf_text(visitor.get(f"{released}/pdf").content)


def test_what_the_gate_holds_back_is_held_back_in_the_sheet(
    visitor: TestClient, desk: Desk
) -> None:
    """Let out for real: each cell of the register stands in the sheet as it left, and no other."""
    happened(desk, 12, place="KZ-75", harm="physical")
    happened(desk, 9, place="KZ-71", harm="physical")
    happened(desk, 2, place="KZ-79", harm="physical")
    happened(desk, 6, place="KZ-10", harm="physical")
    question = read_question("unit=event&by=event.place@region", desk.schema)
    left = release_table(desk, question=question)
    address = f"/register/{left.code}/sheet"
    opened = docx.Document(io.BytesIO(visitor.get(f"{address}/docx").content))
    told = {row.cells[0].text: row.cells[1].text for row in opened.tables[0].rows}
    held = {key[0] for key, cell in left.published.cells.items() if cell.mark == "suppressed"}
    picture = visitor.get(f"{address}/picture").text

    assert "KZ-79" in held
    assert told["Shymkent"] == "—"
    assert told["Almaty"] == "12"
    assert picture.count('class="land hatched"') >= len(held - {TOTAL})
    assert ">2</text>" not in picture
