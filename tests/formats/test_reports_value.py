"""The `Report` value: what it refuses, how it counts, what it makes printable."""

from dataclasses import replace

import pytest

from kuager.formats.reports.press.laying import ascii_address, lay
from kuager.formats.reports.press.sheet import LaidHeading, LaidList, LaidParagraph, LaidTable
from kuager.model.report import (
    Block,
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    UnsoundReportError,
    note,
    notes_of,
    numbers_of,
    paragraph,
    printable,
    reading_text,
    run,
    table,
)


def report(*blocks: Block, title: str = "T", language: str = "en") -> Report:
    """A report of a few blocks."""
    return Report(title=title, language=language, blocks=blocks)


HEAD = Heading(level=1, text="H", anchor="h")
NESTED = Note(id="n", paragraphs=((Run(text="x", note=note("m", "y")),),))

UNSOUND = [
    ("heading-level", (Heading(level=2, text="H", anchor="a"),)),
    ("heading-level", (HEAD, Heading(level=3, text="H", anchor="a"))),
    ("heading-level", (Heading(level=0, text="H", anchor="a"),)),
    ("empty-heading", (Heading(level=1, text=" \x00", anchor="a"),)),
    ("anchor-used-twice", (HEAD, Heading(level=1, text="I", anchor="h"))),
    ("link-to-nowhere", (paragraph(run("x", link="#gone")),)),
    ("link-to-nowhere", (paragraph(run("x", link="#")),)),
    ("link-to-nowhere", (paragraph(run("x", link="javascript:alert(1)")),)),
    ("link-to-nowhere", (paragraph(run("x", link="file:///etc/passwd")),)),
    ("link-to-nowhere", (paragraph(run("x", link="https://")),)),
    ("link-to-nowhere", (paragraph(run("x", link="https://[bad")),)),
    ("link-to-nowhere", (paragraph(run("x", link="https://a.org/\nb")),)),
    ("link-to-nowhere", (paragraph(run("x", link="//a.org/")),)),
    ("link-to-nowhere", (paragraph(run("x", link="mailto:nobody")),)),
    ("unknown-language", (paragraph(run("x", language="Русский")),)),
    ("note-in-note", (paragraph(Run(text="x", note=NESTED)),)),
    ("empty-note", (paragraph(Run(text="x", note=note("n", " "))),)),
    ("link-to-nowhere", (paragraph(Run(text="x", note=note("n", run("y", link="#no")))),)),
    ("table-shape", (table(["a", "b"], [["1"]], caption="c"),)),
    ("table-shape", (table([], [], caption="c"),)),
    ("number-of-nothing", (HEAD, paragraph(Run(text="", link="#h", number=True)))),
    ("number-of-nothing", (paragraph(Run(text="", number=True)),)),
    ("number-of-nothing", (paragraph(Run(text="", link="https://a.org/", number=True)),)),
    (
        "number-of-nothing",
        (Paragraph(runs=(Run(text="x", link="#p", number=True),), anchor="p"),),
    ),
    ("anchor-used-twice", (HEAD, replace(table(["a"], [], caption="c"), anchor="h"))),
]


@pytest.mark.parametrize(("problem", "blocks"), UNSOUND)
def test_a_report_refuses_what_no_writer_can_print(problem: str, blocks: tuple[Block, ...]) -> None:
    """An unsound report cannot be made; the error says which part, not what it says."""
    with pytest.raises(UnsoundReportError) as caught:
        report(*blocks)

    assert problem == caught.value.facts["problem"]
    assert len(blocks) == caught.value.facts["part"]


def test_a_report_needs_a_title_and_a_language() -> None:
    """Neither may be missing."""
    for title, language, problem in (
        (" ", "en", "no-title"),
        ("T", "", "unknown-language"),
        ("T", "en_GB", "unknown-language"),
    ):
        with pytest.raises(UnsoundReportError) as caught:
            report(title=title, language=language)

        assert problem == caught.value.facts["problem"]


def test_notes_are_numbered_in_reading_order() -> None:
    """One note used twice is printed twice, the closing lines come last."""
    first, second = note("a", "A"), note("b", "B")
    value = Report(
        title="T",
        language="en",
        blocks=(paragraph(Run(text="1", note=first), Run(text="2", note=second)),),
        closing=(paragraph(Run(text="3", note=first)),),
    )

    assert (first, second, first) == notes_of(value)
    assert reading_text(value) == ("T", "12", "3", "A", "B", "A")
    assert [each.number for each in lay(value).notes] == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\nb\tc\u2028d\x85e", "a b c d e"),
        ("и\u0306", "й"),
        ("\ud800x\ufffe\ufdd0", "x"),
        ("a\u202eb\u200dc\ufeff", "a\u202eb\u200dc\ufeff"),
        ("😀 ә", "😀 ә"),
    ],
)
def test_printable_keeps_what_people_write(given: str, expected: str) -> None:
    """Controls go, line breaks become spaces, letters are composed, the rest stays."""
    assert expected == printable(given)


def marked(*runs: Run) -> str:
    """A laid line with its marks in braces."""
    block = lay(report(paragraph(*runs))).blocks[0]
    assert isinstance(block, LaidParagraph)
    return "".join(
        piece.text + "".join(f"{{{mark}}}" for mark in piece.marks) for piece in block.line
    )


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ("said,{1} and", ["said*", ", and"]),
        ("said”.{1}{2}", ["said*", "”*", "."]),
        ("said{1} (so){2}", ["said*", " (so*", ")"]),
        ("{1}", ["*"]),
        ("all.{1} New", ["all.*", " New"]),
        ("he said{1} …", ["he said*", " …"]),
    ],
)
def test_a_mark_stands_after_the_punctuation(expected: str, texts: list[str]) -> None:
    """Closing signs that follow at once go before the mark; a space keeps it where it is."""
    hung = note("n", "N")
    runs = [Run(text=t.rstrip("*"), note=hung if t.endswith("*") else None) for t in texts]

    assert expected == marked(*runs)


def test_numbered_paragraphs_run_on_through_the_report() -> None:
    """A heading between two lists does not start the count anew; bullets are not counted."""
    sheet = lay(
        report(
            paragraph("a", kind="numbered"),
            paragraph("b", kind="bullet"),
            HEAD,
            paragraph("c", kind="numbered"),
        )
    )
    lists = [block for block in sheet.blocks if isinstance(block, LaidList)]

    assert [item.number for block in lists for item in block.items] == [1, 0, 2]


@pytest.mark.parametrize(
    ("is_numeric", "cells"),
    [
        (True, ["12", "1 200", "21 %", "–", "..", "~300", "30–33", "<5", ""]),
        (False, ["12", "none"]),
        (False, ["", ""]),
        (False, ["12 May"]),
    ],
)
def test_a_column_of_figures_is_known(is_numeric: bool, cells: list[str]) -> None:  # noqa: FBT001
    """Shares, ranges, suppressed and empty cells count as figures; words do not."""
    block = lay(report(table(["x"], [[cell] for cell in cells], caption="c"))).blocks[0]
    assert isinstance(block, LaidTable)

    assert (is_numeric,) == block.numeric


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://a.org/x?y=1&z=%20#q", "https://a.org/x?y=1&z=%20#q"),
        (
            "https://қаз.org/жол?сөз=ә",
            "https://xn--80ao21a.org/%D0%B6%D0%BE%D0%BB?%D1%81%D3%A9%D0%B7=%D3%99",
        ),
        ("https://a.org/100%[x]", "https://a.org/100%25%5Bx%5D"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("https://a.org:8080/", "https://a.org:8080/"),
    ],
)
def test_addresses_are_ascii(given: str, expected: str) -> None:
    """Hosts by IDNA, paths percent-encoded; what was encoded stays."""
    assert expected == ascii_address(given)


def counted(kind: str, series: str | None = None, *, anchor: str | None = None) -> Paragraph:
    """A paragraph of some kind."""
    return Paragraph(runs=(run("x"),), kind=kind, series=series, anchor=anchor)  # type: ignore[arg-type]


def test_items_are_counted_within_their_series() -> None:
    """A series goes on after anything else; items without one are counted among neighbours."""
    blocks = (
        counted("item", "a"),
        counted("quote", "a"),
        counted("item", "a"),
        counted("item", "b"),
        HEAD,
        counted("item"),
        counted("item"),
        counted("body"),
        counted("item"),
        counted("item", "a"),
    )

    assert numbers_of(report(*blocks)) == ("1", "", "2", "1", "", "1", "2", "", "1", "3")


def test_headings_are_numbered_by_level() -> None:
    """A heading of a lower level begins anew under each higher one; without it there is none."""
    levels = (1, 2, 2, 3, 1, 2)
    blocks = tuple(Heading(level=n, text="H", anchor=str(i)) for i, n in enumerate(levels))
    value = Report(title="T", language="en", blocks=blocks, heading_numbers=True)
    laid = [block.number for block in lay(value).blocks if isinstance(block, LaidHeading)]

    assert numbers_of(value) == ("1", "1.1", "1.2", "1.2.1", "2", "2.1")
    assert laid == ["1.", "1.1", "1.2", "1.2.1", "2.", "2.1"]
    assert numbers_of(report(*blocks)) == ("",) * 6


def test_a_cross_reference_prints_the_number_of_its_place() -> None:
    """Of a paragraph, an item, a heading, a table; in notes, too, and in what a reader reads."""
    places = {
        "p": counted("numbered", anchor="p"),
        "i": counted("item", "s", anchor="i"),
        "h": replace(HEAD, anchor="h"),
        "t": replace(table(["a"], [], caption="c"), anchor="t", numbered=True),
    }
    seen = [Run(text="gone", link=f"#{name}", number=True) for name in places]
    value = Report(
        title="T",
        language="en",
        heading_numbers=True,
        blocks=(
            counted("numbered"),
            paragraph("see ", Run(text="", link="#p", number=True, note=note("n", *seen))),
            counted("item", "s"),
            *places.values(),
        ),
    )
    said = reading_text(value)

    assert said[2] == "see 2"
    assert said[-1] == "2211"
    assert [[piece.is_number for piece in line] for line in lay(value).notes[0].lines] == [
        [True] * 4
    ]


def test_further_paragraphs_stay_with_their_item() -> None:
    """A quotation or body of the same series belongs to the item before it, any other does not."""
    sheet = lay(
        report(
            counted("item", "a"),
            counted("body", "a"),
            counted("quote", "a"),
            counted("item", "a"),
            counted("body", "b"),
            counted("quote"),
            counted("item", "a"),
        )
    )
    first, *between, last = sheet.blocks
    assert isinstance(first, LaidList)
    assert isinstance(last, LaidList)

    assert [[more.kind for more in item.more] for item in first.items] == [["body", "quote"], []]
    assert [block.kind for block in between] == ["body", "quote"]
    assert (first.series, last.series) == (1, 1)
    assert [item.number for item in (*first.items, *last.items)] == [1, 2, 3]


def test_a_numbered_table_says_so_in_the_language_of_the_report() -> None:
    """The label stands before the caption; a table that is not counted has none."""
    plain = table(["a"], [], caption="c")
    labels = {}
    for language in ("en", "ru", "kk"):
        sheet = lay(report(replace(plain, numbered=True), plain, language=language))
        labels[language] = [block.label for block in sheet.blocks if isinstance(block, LaidTable)]

    assert labels == {"en": ["Table 1", ""], "ru": ["Таблица 1", ""], "kk": ["1-кесте", ""]}


def test_a_title_page_is_not_counted_and_carries_no_notes() -> None:
    """What is counted, referred to or noted has no place on it."""
    for problem, line in (
        ("front-line", counted("numbered")),
        ("front-line", counted("quote")),
        ("front-line", counted("body", anchor="a")),
        ("note-in-front", paragraph(Run(text="x", note=note("n", "y")))),
    ):
        with pytest.raises(UnsoundReportError) as caught:
            Report(title="T", language="en", blocks=(), front=(line,))

        assert {"problem": problem, "part": 0} == caught.value.facts
    with pytest.raises(UnsoundReportError):
        Report(title="T", language="en", blocks=(), working=" ")


def test_the_contents_list_the_headings() -> None:
    """With their numbers and places, where they are asked for; a title page comes before them."""
    value = Report(
        title="T",
        language="en",
        blocks=(HEAD,),
        front=(paragraph("Line"),),
        contents=True,
        heading_numbers=True,
        working="Working copy",
    )
    sheet = lay(value)

    assert [(e.level, e.number, e.text, e.place) for e in sheet.contents] == [(1, "1.", "H", "k1")]
    assert sheet.working == "Working copy"
    assert reading_text(value) == ("T", "Line", "H")
    assert lay(report(HEAD)).contents == ()
