"""Reports to measure: ten pages with notes, tables and a chart; a chapter of 150 developments."""

from collections.abc import Iterator

from kuager.model.chart import Bar, Bars, Chart, exact, table_of
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    note,
    run,
    table,
)

_SENTENCE = (
    "In March, a court in a regional centre refused for the second time to hear the complaint of "
    "a group that had asked to hold a meeting; no reason was given, and the decision was handed "
    "over only after the time for an appeal had passed. "
)
_NOTES, _TABLES, _DEVELOPMENTS = 50, 3, 150


def ten_pages() -> Report:
    """Ten pages, 50 notes, 3 tables, 1 chart."""
    return Report(title="Freedom of assembly, 2024", language="en", blocks=tuple(_ten_pages()))


def chapter() -> Report:
    """A chapter of an annual review: 150 developments under ten headings, a note each."""
    blocks: list[Block] = []
    for number in range(_DEVELOPMENTS):
        if number % 15 == 0:
            blocks.append(Heading(level=1, text=f"Heading {number // 15}", anchor=f"h{number}"))
        blocks.append(_development(number, 2))
    return Report(title="Kazakhstan", language="en", blocks=tuple(blocks))


def _ten_pages() -> Iterator[Block]:
    for number in range(_NOTES):
        if number % 10 == 0:
            yield Heading(level=1, text=f"Part {number // 10 + 1}", anchor=f"h{number}")
        yield _development(number, 2)
        if number % 20 == 5:
            rows = [[f"Region {n}", f"{n * 7}", f"{n} %"] for n in range(12)]
            yield table(["Region", "Events", "Share"], rows, caption=f"Events, part {number}")
    yield ChartBlock(chart=_chart())


def _development(number: int, sentences: int) -> Paragraph:
    return Paragraph(
        runs=(
            Run(text=_SENTENCE * (sentences - 1)),
            Run(text="Оның сөзінше, сот шешімді түсіндірмеді. ", language="kk", style="italic"),
            Run(text=_SENTENCE.strip(), note=_source(number)),
        ),
        anchor=f"d{number}",
    )


def _source(number: int) -> Note:
    address = f"https://example.org/2024/{number}/decision"
    return note(
        f"n{number}",
        Run(text="Решение суда", style="italic", language="ru"),
        f", a newspaper, {number % 28 + 1} March 2024, ",
        run(address, link=address),
        ".",
    )


def _chart() -> Chart:
    rows = tuple(
        Bar(label=f"Region {n}", amounts=(exact(f"{n * 3}", n * 3),)) for n in range(1, 13)
    )
    body = Bars(series=("Events",), rows=rows)
    head, lines = table_of(body, "Region", count="Events")
    return Chart(
        title="Events by region",
        alt="Bars of different length; the table says the same.",
        reading="Most events happened in the last region.",
        language="en",
        n="n = 234 events",
        base="All documented events",
        period="2024",
        source="Own documentation",
        body=body,
        head=head,
        rows=lines,
    )
