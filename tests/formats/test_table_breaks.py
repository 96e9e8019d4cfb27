"""Where tables break: short ones not at all, others with two rows at least and no gap."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import sync_playwright

from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.pdf import Pdf
from kuager.model.report import Paragraph, Report, Run, TableBlock

LINE = "Words that fill a line of the page from one margin to the other, and no more."
PAGE_FOOT = 71
CHROMIUM = "/usr/bin/chromium"


def report(filler: int, rows: int, look: str = "kuager", items: int = 0) -> Report:
    """So many lines, and items of a list, and after them a table with so many rows."""
    lines = [Paragraph(runs=(Run(text=LINE),)) for _ in range(filler)]
    lines += [Paragraph(runs=(Run(text=LINE),), kind="bullet") for _ in range(items)]
    cells = [((Run(text=f"place{n}."),), (Run(text=str(n)),)) for n in range(1, rows + 1)]
    table = TableBlock(
        header=((Run(text="Where"),), (Run(text="Count"),)), rows=tuple(cells), caption="Places"
    )
    return Report(
        title="A report",
        subtitle=None,
        language="en",
        blocks=(*lines, table, Paragraph(runs=(Run(text="The end."),))),
        look=look,  # type: ignore[arg-type]
    )


def pages_of(data: bytes) -> list[tuple[str, float]]:
    """The text of every page, and how far above its lower edge the last letter stands."""
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(data)):
        text = page.get_textpage()
        bottoms = [text.get_charbox(n)[1] for n in range(text.count_chars())]
        found.append((text.get_text_bounded(), min(y for y in bottoms if y > PAGE_FOOT - 10)))
    return found


def rows_on(pages: list[tuple[str, float]]) -> list[list[int]]:
    """The rows of the table on each page that has any."""
    found = [[int(n) for n in re.findall(r"place(\d+)\.", text)] for text, _ in pages]
    return [rows for rows in found if rows]


def check_break(pages: list[tuple[str, float]], rows: int, beginning: float) -> int:
    """That a table with its rows breaks well; on how many pages it stands."""
    numbers = rows_on(pages)
    assert [n for each in numbers for n in each] == list(range(1, rows + 1))
    assert len(numbers[0]) >= 2
    for text, _ in pages:
        assert ("Where" in text) == bool(re.search(r"place\d", text))
    first = next(n for n, (text, _) in enumerate(pages) if "place1." in text)
    assert "Places" in pages[first][0]
    assert first == 0 or pages[first - 1][1] < PAGE_FOOT + beginning
    return len(numbers)


@pytest.mark.parametrize("look", ["kuager", "un"])
def test_a_long_table_in_a_pdf_leaves_no_gap(look: str) -> None:
    """It begins where two rows have room, wherever on the page that is; its header is repeated."""
    pages = []
    for filler in range(20, 28):
        for items in (0, 1, 2):
            written = pages_of(Pdf().write(report(filler, 15, look, items)))
            pages.append(check_break(written, 15, beginning=150))

    assert {1, 2} == set(pages)


def test_a_short_table_in_a_pdf_stays_whole() -> None:
    """Four rows are never parted."""
    for filler in range(20, 36, 3):
        assert len(rows_on(pages_of(Pdf().write(report(filler, 4))))) == 1


@pytest.mark.parametrize(("rows", "kept"), [(4, [0, 1, 2, 3]), (5, [0, 1, 4]), (9, [0, 1, 8])])
def test_which_rows_of_a_word_table_stay_with_the_next(rows: int, kept: list[int]) -> None:
    """All of a short one; of others the header and the first row, and the last row but one."""
    table = Document(io.BytesIO(Docx().write(report(0, rows)))).tables[0]
    found = [
        n
        for n, row in enumerate(table.rows)
        if all(p.style.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs)
    ]
    assert found == kept


@pytest.mark.full
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_long_table_in_word_leaves_no_gap(tmp_path: Path) -> None:
    """As LibreOffice sets it: header repeated, two rows at least, and the page before is full."""
    for filler in (24, 27, 30, 33):
        file = tmp_path / f"r{filler}.docx"
        file.write_bytes(Docx().write(report(filler, 15)))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
        subprocess.run([*command, file], check=True, capture_output=True, timeout=180)
        pages = pages_of(file.with_suffix(".pdf").read_bytes())
        check_break(pages, 15, beginning=150)


@pytest.mark.full
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed")
def test_a_page_prints_tables_as_the_other_formats_do() -> None:
    """Four rows stay whole; others have two rows at least on each page, and no gap before them."""
    pages = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for filler in range(14, 24):
            for rows in (4, 15):
                page.set_content(Html().write(report(filler, rows)).decode())
                printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
                texts = [one.get_textpage().get_text_bounded() for one in printed]
                found = rows_on([(text, 0) for text in texts])
                assert min(map(len, found)) >= 2, (filler, rows)
                pages.add((rows, len(found)))
        browser.close()

    assert pages == {(4, 1), (15, 1), (15, 2)}
