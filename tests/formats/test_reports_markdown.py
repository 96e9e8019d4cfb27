"""Markdown: emphasis is read as emphasis, and words as words, next to whatever they stand."""

from itertools import product

import pytest
from tests.formats.report_readers import page_of_md, squeezed

from kuager.formats.reports.md import Md
from kuager.model.report import Block, Heading, Report, Run, note, paragraph, run

NEXT = ("", "a", " ", "(", "“", "*", "\u200b", "\xa0", "😀", "_")
EDGES = ("a", "“", "*", "\xa0", "😀", "\\")


def written(*blocks: Block) -> str:
    """A report of these blocks as Markdown."""
    return Md().write(Report(title="T", language="en", blocks=blocks)).decode()


@pytest.mark.parametrize("style", ["italic", "bold"])
def test_emphasis_is_emphasis_next_to_anything(style: str) -> None:
    """Whatever signs stand at its edges and beyond, exactly its words are set in the style."""
    around = list(product(NEXT, EDGES, EDGES, NEXT))
    blocks = tuple(
        paragraph(run(f"x{before}"), Run(text=f"{first}b{last}", style=style), run(f"{after}y"))  # type: ignore[arg-type]
        for before, first, last, after in around
    )
    page = page_of_md(written(*blocks).encode())
    said = [squeezed(node.text()) for node in page.css("em" if style == "italic" else "strong")]
    texts = [squeezed(node.text()) for node in page.css("p")]

    assert said == [squeezed(f"{first}b{last}") for _, first, last, _ in around]
    assert texts == [squeezed(f"x{b}{f}b{t}{a}y") for b, f, t, a in around]


@pytest.mark.parametrize(
    ("expected", "runs"),
    [
        ("as *said* there", [run("as "), Run(text="said ", style="italic"), run("there")]),
        ("**Wanted:** a law.", [Run(text="Wanted: ", style="bold"), run("a law.")]),
        ("said.[^1]", [Run(text="said.", note=note("n", "N"))]),
        (
            '<span lang="ru">*слово*</span>',
            [Run(text="слово", style="italic", language="ru")],
        ),
        ("[here](<https://a.org/x_y?a=1\\&b=2>)", [run("here", link="https://a.org/x_y?a=1&b=2")]),
        ("a_b and \\_c\\_, 5 > 3, A&B", [run("a_b and _c_, 5 > 3, A&B")]),
        ("2021\\. The year", [run("2021. The year")]),
    ],
)
def test_it_can_be_read_as_it_is(expected: str, runs: list[Run]) -> None:
    """No more signs than are needed: people read the file, too."""
    assert expected in written(paragraph(*runs)).replace("A\\&B", "A&B")


def test_lists_that_follow_each_other_stay_two() -> None:
    """Two series in a row are two lists for a reader of Markdown, each with its first number."""
    text = written(
        Heading(level=1, text="H", anchor="h"),
        paragraph("a", kind="item", series="one"),
        paragraph("b", kind="item", series="two"),
        paragraph("c", kind="item", series="one"),
        paragraph("d", kind="numbered"),
    )
    lists = page_of_md(text.encode()).css("ol")

    assert [(node.attributes.get("start", "1"), node.text().strip()) for node in lists] == [
        ("1", "a"),
        ("1", "b"),
        ("2", "c"),
        ("1", "d"),
    ]
