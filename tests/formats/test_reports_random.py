"""Reports of every shape: whatever a report holds, no format complains or loses a word."""

import random
import re

import pypdfium2
import pytest
from tests.formats.report_readers import (
    read_docx,
    read_html,
    read_md,
    read_tags,
    squeezed,
)

from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.md import Md
from kuager.formats.reports.pdf import Pdf
from kuager.formats.reports.press.words import words_in
from kuager.model.report import (
    Block,
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    Runs,
    TableBlock,
    reading_text,
    run,
)

WORDS = [
    *("police", "station", "court", "Алматы", "әкімдік", "complaint", "refused,", "«слово»"),
    *("“quoted”", "outlet", "2024", "21%", "https://example.org/a/b?c=d", "жиналыс", "the"),
    *("*", "1.", "-", "#", "a_b", "[^1]", "(so)", "&amp;", "x!", "<b>", "|", "\\", ": y", "12) z"),
]
ANCHORS = [f"place {n}".replace(" ", "-") for n in range(6)]
LINKS = [None, None, None, None, "https://example.org/x/y", *(f"#{name}" for name in ANCHORS[:2])]


class Dice:
    """A report thrown from a seed: the same seed, the same report."""

    def __init__(self, seed: int) -> None:
        """Start from the seed."""
        self.roll = random.Random(seed)
        self.level = 0
        self.noted = 0.5

    def text(self, most: int) -> str:
        """Up to `most` words."""
        return " ".join(self.roll.choice(WORDS) for _ in range(self.roll.randint(1, most)))

    def runs(self, most: int, *, notes: bool = True) -> Runs:
        """Some runs in any style, language and link, half of them with a note."""
        return tuple(
            Run(
                text=self.text(most) + " ",
                style=self.roll.choice(("plain", "plain", "italic", "bold")),
                language=self.roll.choice((None, None, "ru", "kk", "en-GB")),
                link=self.roll.choice(LINKS),
                note=self.note() if notes and self.roll.random() < self.noted else None,
            )
            for _ in range(self.roll.randint(1, 4))
        )

    def note(self) -> Note:
        """A note of one or two paragraphs."""
        lines = [self.runs(30, notes=False) for _ in range(self.roll.randint(1, 2))]
        return Note(id="n", paragraphs=tuple(lines))

    def table(self) -> TableBlock:
        """A table that may run over pages, with notes in some of its cells."""
        width = self.roll.randint(1, 5)
        rows = [
            tuple(self.runs(8) if self.roll.random() < 0.5 else (run("7"),) for _ in range(width))
            for _ in range(self.roll.randint(0, 25))
        ]
        header = tuple((run(self.text(3)),) for _ in range(width))
        return TableBlock(header=header, rows=tuple(rows), caption=self.text(9))

    def block(self, n: int) -> Block:
        """The n-th block; the first six are headings, so that links have where to land."""
        chance = self.roll.random()
        if n < len(ANCHORS) or chance < 0.2:
            self.level = self.roll.randint(1, min(3, self.level + 1))
            anchor = ANCHORS[n] if n < len(ANCHORS) else f"more-{n}"
            return Heading(level=self.level, text=self.text(8), anchor=anchor)
        if chance < 0.3:
            return self.table()
        return self.paragraph()

    def paragraph(self) -> Paragraph:
        """A paragraph of any kind; half of the items and quotations belong to a series."""
        kind = self.roll.choice(("body", "body", "note", "numbered", "bullet", "item", "quote"))
        series = self.roll.choice((None, None, "a", "b"))
        return Paragraph(runs=self.runs(60), kind=kind, series=series)

    def report(self) -> Report:
        """The whole report."""
        return Report(
            title=self.text(9),
            language=self.roll.choice(("en", "ru", "kk")),
            blocks=tuple(self.block(n) for n in range(self.roll.randint(8, 60))),
            practice=self.roll.random() < 0.3,
            closing=tuple(Paragraph(runs=self.runs(20)) for _ in range(self.roll.randint(0, 3))),
            look=self.roll.choice(("kuager", "un")),
        )


def checked(seed: int) -> None:
    """One thrown report in all four formats."""
    report = Dice(seed).report()
    expected = squeezed("".join(reading_text(report)))

    assert expected == squeezed("".join(read_docx(Docx().write(report))))
    assert expected == squeezed("".join(read_html(Html().write(report))))
    assert expected == squeezed("".join(read_md(Md().write(report))))
    head = squeezed(words_in(report.language).practice) if report.practice else ""
    assert bare(head + expected) == bare("".join(read_tags(Pdf().write(report))))


def bare(text: str) -> str:
    """Without figures and commas: those of the marks in tables cannot be told from others."""
    return re.sub(r"[\d,]", "", text)


@pytest.mark.parametrize("seed", [24, 30, 100])
def test_a_report_of_any_shape_is_written(seed: int) -> None:
    """Two broke the tags of the PDF while cells held notes; one lost a line of a list."""
    checked(seed)


@pytest.mark.parametrize("words", [400, 6000])
def test_rows_taller_than_a_page_lose_no_word(words: int) -> None:
    """A row that cannot stay on one page breaks; every word of it is printed, and what follows."""
    rows = tuple(((run(f"from{n} " + "abc " * words + f"to{n}"),), (run("b"),)) for n in range(3))
    header = ((run("A"),), (run("B"),))
    tall = TableBlock(header=header, rows=rows, caption="Tall")
    last = Paragraph(runs=(run("Afterwards."),))
    data = Pdf().write(Report(title="T", language="en", blocks=(tall, last)))
    pages = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)

    assert 3 * words == text.count("abc")
    assert all(f"to{n}" in text for n in range(3))
    assert "Afterwards." in text


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 150))
def test_reports_of_many_shapes_are_written(seed: int) -> None:
    """Fifty more."""
    checked(seed)
