"""A report to measure: ten pages with fifty notes, three tables and a chart."""

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
_NOTES = 50


def ten_pages(round_: int = 0) -> Report:
    """Ten pages, 50 notes, 3 tables, 1 chart; other words each round, so that nothing is known."""
    return Report(
        title="Freedom of assembly, 2024", language="en", blocks=tuple(_ten_pages(round_))
    )


def _ten_pages(round_: int) -> Iterator[Block]:
    for number in range(_NOTES):
        if number % 10 == 0:
            yield Heading(level=1, text=f"Part {number // 10 + 1}", anchor=f"h{number}")
        yield _development(number, f"({round_}) {_SENTENCE}")
        if number % 20 == 5:
            rows = [[f"Region {n}", f"{n * 7}", f"{n} %"] for n in range(12)]
            yield table(["Region", "Events", "Share"], rows, caption=f"Events, part {number}")
    yield ChartBlock(chart=_chart(round_))


def _development(number: int, sentence: str) -> Paragraph:
    return Paragraph(
        runs=(
            Run(text=sentence),
            Run(text="Оның сөзінше, сот шешімді түсіндірмеді. ", language="kk", style="italic"),
            Run(text=sentence.strip(), note=_source(number)),
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


def _chart(round_: int) -> Chart:
    rows = tuple(
        Bar(label=f"Region {n}", amounts=(exact(f"{n * 3}", n * 3),)) for n in range(1, 13)
    )
    body = Bars(series=("Events",), rows=rows)
    head, lines = table_of(body, "Region", count="Events")
    return Chart(
        title=f"Events by region ({round_})",
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
