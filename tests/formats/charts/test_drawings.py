"""Drawings: all said, nothing outside or upon each other, nothing that runs, nothing held back."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from tests.formats.charts.samples import (
    LANGUAGES,
    bars,
    compare,
    country,
    every_kind,
    months,
)

from kuager.formats.charts import draw_chart, draw_parts
from kuager.formats.charts.frame import WIDTHS, Size
from kuager.formats.charts.ink import FILLINGS, SMALL, TEXT, TITLE, fillings
from kuager.formats.charts.png import png_of
from kuager.formats.charts.size import size_of
from kuager.formats.fonts.widths import width_of
from kuager.formats.look import DARK, LIGHT, Colours
from kuager.model.chart import (
    Amount,
    Bar,
    Bars,
    Chart,
    Compare,
    Exit,
    Funnel,
    Place,
    RegionMap,
    Stage,
    TimeLine,
    amounts_of,
    between,
    exact,
    held_back,
    rounded,
    table_of,
)

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    *("svg", "title", "desc", "style", "defs", "pattern"),
    *("g", "rect", "path", "circle", "text"),
}
SIZES: tuple[Size, ...] = ("wide", "narrow")
CHARTS = [
    pytest.param(chart, id=f"{kind}-{language}")
    for language in LANGUAGES
    for kind, chart in every_kind(language).items()
]
HOSTILE = '</text><script>alert(1)</script><image href="http://x.example"/>&"\x00]]>'
Box = tuple[float, float, float, float]


def parsed(svg: str) -> ET.Element:
    """The drawing; it has to be well-formed."""
    return ET.fromstring(svg)  # noqa: S314 - our own


def squeezed(text: str) -> str:
    """Without white space, which wrapping moves."""
    return re.sub(r"\s+", "", text)


def texts(
    node: ET.Element, x: float = 0, y: float = 0
) -> Iterator[tuple[ET.Element, float, float]]:
    """Every line of words with its place on the sheet."""
    moved = re.match(r"translate\(([\d.-]+) ([\d.-]+)\)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    for child in node:
        if child.tag == f"{SVG}text":
            yield child, x + float(child.get("x", 0)), y + float(child.get("y", 0))
        else:
            yield from texts(child, x, y)


def box_of(node: ET.Element, x: float, y: float) -> Box:
    """The room that a line of words takes in our letters."""
    looks = (node.get("class") or "").split()
    size = TITLE if "title" in looks else SMALL if "small" in looks else TEXT
    long = width_of(node.text or "", size, bold="strong" in looks or "title" in looks)
    left = x - {"middle": long / 2, "end": long}.get(node.get("text-anchor", ""), 0.0)
    return left, y - size * 0.7, left + long, y + size * 0.2


def boxes(svg: str) -> list[tuple[str, Box]]:
    """Every line of words and its box."""
    return [(node.text or "", box_of(node, x, y)) for node, x, y in texts(parsed(svg))]


def with_body(body: Bars | TimeLine | Funnel | RegionMap | Compare, chart: Chart) -> Chart:
    """The chart around another body."""
    head, rows = table_of(body, "Kind", count="Acts", exits="Ended")
    return replace(chart, body=body, head=head, rows=rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chart", CHARTS)
def test_everything_is_said(chart: Chart, size: Size) -> None:
    """Title, foot and every row's label stand in the drawing in words; numbers where they fit."""
    drawn = parsed(draw_chart(chart, size=size))
    said = squeezed("".join(node.text or "" for node, _, _ in texts(drawn)))
    body = chart.body
    labels: list[str] = []
    if isinstance(body, Funnel):
        labels = [stage.label for stage in body.stages]
        labels += [way.label for stage in body.stages for way in stage.exits]
    elif isinstance(body, Bars | Compare):
        labels = [row.label for row in body.rows]
    numbers = [] if isinstance(body, TimeLine) else [one.words for one in amounts_of(body)]

    assert squeezed(chart.title) in said
    assert squeezed(chart.foot) in said
    assert [label for label in labels if squeezed(label) not in said] == []
    assert [words for words in numbers if squeezed(words) not in said] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chart", CHARTS)
def test_no_words_leave_the_sheet_or_meet(chart: Chart, size: Size) -> None:
    """Every line stands within the margins, and no two lines stand upon each other."""
    svg = draw_chart(chart, size=size)
    width, height = size_of(svg)
    found = boxes(svg)
    outside = [
        words
        for words, (left, top, right, bottom) in found
        if left < 0 or right > width or top < 0 or bottom > height
    ]
    met = [
        (one, other)
        for (one, a), (other, b) in combinations(found, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]

    assert outside == []
    assert met == []


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_runs_and_nothing_is_fetched(chart: Chart) -> None:
    """Shapes, words and our own style; no reference but to a filling of the same drawing."""
    for theme in ("light", "paper"):
        svg = draw_chart(chart, theme=theme)
        nodes = list(parsed(svg).iter())

        assert {node.tag.rpartition("}")[2] for node in nodes} <= ALLOWED
        assert not [
            name for node in nodes for name in node.attrib if "href" in name or name[:2] == "on"
        ]
        assert set(re.findall(r"url\(([^)]*)\)", svg)) <= {
            *(f"#f{n}" for n in range(FILLINGS)),
            "#held",
        }
        assert svg.count("http") == 1
        assert "style=" not in svg


def hostile() -> Iterator[Chart]:
    """A chart of each kind with hostile words in every place."""
    amount, bar = exact(HOSTILE, 3), Bar(label=HOSTILE, amounts=(exact(HOSTILE, 3),))
    two = Bar(label=HOSTILE, amounts=(amount, amount))
    way = Exit(label=HOSTILE, amount=amount)
    said = replace(
        bars("en"), title=HOSTILE, alt=HOSTILE, n=HOSTILE, source=HOSTILE, remarks=(HOSTILE,)
    )
    yield with_body(Bars(series=(HOSTILE,), rows=(bar,)), said)
    yield with_body(TimeLine(series=(HOSTILE,), rows=(bar,)), said)
    yield with_body(Compare(left=HOSTILE, right=HOSTILE, rows=(two,)), said)
    stage = Stage(label=HOSTILE, amount=amount, exits=(way,), in_progress=way)
    yield with_body(Funnel(stages=(stage,)), said)
    place = Place(id="KZ-75", name=HOSTILE, amount=amount)
    yield with_body(RegionMap(places=(place,)), said)


@pytest.mark.parametrize("size", SIZES)
def test_words_are_only_words(size: Size) -> None:
    """Whatever a label holds, it stays text."""
    for chart in hostile():
        nodes = list(parsed(draw_chart(chart, size=size)).iter())

        assert {node.tag.rpartition("}")[2] for node in nodes} <= ALLOWED
        assert not [name for node in nodes for name in node.attrib if "href" in name]


def bar_lengths(svg: str, look: str = "sure") -> list[float]:
    """The lengths of the lying bars in the drawing, without those of the legend."""
    listed = re.findall(rf'width="([\d.]+)" height="1[78][\d.]*" class="{look}', svg)
    return [float(one) for one in listed]


def plain(*amounts: Amount) -> Chart:
    """One series of these amounts."""
    rows = tuple(Bar(label=f"row {n}", amounts=(one,)) for n, one in enumerate(amounts))
    return with_body(Bars(series=("",), rows=rows), bars("en"))


def test_bars_are_as_long_as_their_numbers() -> None:
    """Twice as many, twice as long; what is possible is as long as as many that are sure."""
    svg = draw_chart(plain(exact("5", 5), exact("10 (+10)", 10, possibly=10)))
    short, long = bar_lengths(svg)

    assert long == pytest.approx(2 * short, abs=0.2)
    assert bar_lengths(svg, "band maybe") == pytest.approx([long], abs=0.2)


def test_what_is_held_back_has_one_size() -> None:
    """Its box is the same among small and among large numbers, and "—" stands beside it."""
    among_small = draw_chart(plain(held_back(), exact("6", 6)))
    among_large = draw_chart(plain(held_back(), exact("6000", 6000)))

    assert bar_lengths(among_small, "held") == bar_lengths(among_large, "held") == [30.0]
    assert ">—</text>" in among_small


def test_a_range_is_no_bar() -> None:
    """Only what is surely there is filled; up to the most there is a line, and open an arrow."""
    svg = draw_chart(plain(between("2 to 8", 2, 8), exact("4", 4), between("8+", 8, None)))
    first, second, third = bar_lengths(svg)

    assert second == pytest.approx(2 * first, abs=0.2)
    assert third == pytest.approx(4 * first, abs=0.3)
    assert svg.count('class="reach') == 2 + 2  # and both in the legend


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "body",
    [
        Bars(series=("",), rows=()),
        TimeLine(series=("",), rows=()),
        Compare(left="x", right="y", rows=()),
        Funnel(stages=()),
        RegionMap(places=()),
    ],
    ids=lambda body: f"{body.KIND}",
)
def test_nothing_is_a_picture_still(body: Bars, size: Size) -> None:
    """Without a row the drawing says that there is nothing, and of what."""
    said = "".join(words for words, _ in boxes(draw_chart(with_body(body, bars("en")), size=size)))

    assert "There is nothing to show." in said
    assert "n = 214 acts" in said


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "chart",
    [bars("kk", rows=40), compare("ru", rows=40), months("kk", count=400)],
    ids=["bars", "compare", "months"],
)
def test_forty_rows_have_room(chart: Chart, size: Size) -> None:
    """Many rows make a long drawing, not a crowded one; 400 months still are drawn."""
    svg = draw_chart(chart, size=size)
    met = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes(svg), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]

    assert size_of(svg)[0] == WIDTHS[size]
    assert met == []


@pytest.mark.parametrize("chart", CHARTS[:8])
def test_the_same_chart_is_the_same_bytes(chart: Chart) -> None:
    """SVG and PNG depend on the chart and on nothing else."""
    svg = draw_chart(chart, theme="paper")

    assert svg == draw_chart(replace(chart), theme="paper")
    assert png_of(svg) == png_of(svg)
    assert png_of(svg).startswith(b"\x89PNG")


def test_only_pages_follow_the_dark() -> None:
    """On a page the drawing has both schemes; on paper the light one alone."""
    assert "prefers-color-scheme:dark" in draw_chart(bars("en"))
    assert "prefers-color-scheme" not in draw_chart(bars("en"), theme="paper")


def test_the_same_shapes_on_page_and_paper() -> None:
    """The two themes differ in their style sheet and in nothing else."""
    for chart in every_kind("ru").values():
        page, paper = (
            re.sub("<style>.*?</style>", "", draw_chart(chart, theme=theme))
            for theme in ("light", "paper")
        )

        assert page == paper


def test_a_practice_chart_says_so() -> None:
    """On the drawing itself, so that it is said wherever the picture goes."""
    said = [words for words, _ in boxes(draw_chart(replace(bars("ru"), practice=True)))]

    assert said[0] == "Учебный экземпляр, не для публикации"
    assert said[0] not in [words for words, _ in boxes(draw_chart(bars("ru")))]


def test_rounded_numbers_are_said_to_be() -> None:
    """On the drawing, where any is; nowhere else."""
    some = [words for words, _ in boxes(draw_chart(plain(rounded("20", 20))))]

    assert "Some of these numbers are rounded." in some
    assert "rounded" not in "".join(words for words, _ in boxes(draw_chart(plain(exact("1", 1)))))


# Seen by everybody


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How much two colours differ, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_is_enough(scheme: Colours) -> None:
    """Words at least 4.5 to 1 on the sheet; bars, outlines, borders and hatchings at least 3."""
    for words in (scheme.ink, scheme.quiet, scheme.teal, scheme.ember):
        assert contrast(words, scheme.paper) >= 4.5
    for shape in (scheme.teal, scheme.ember, scheme.ink, scheme.quiet):
        assert contrast(shape, scheme.paper) >= 3
    for outline in (scheme.teal, scheme.ember, scheme.ink):
        assert contrast(outline, scheme.band) >= 3


def test_fillings_differ_without_colour() -> None:
    """With all colours taken away no two fillings are the same."""
    plain_ones = re.sub(r'class="[a-z]+-(line|fill)"', "", fillings())
    drawn = re.findall(r'<pattern id="\w+"(.*?)</pattern>', plain_ones)

    assert len(drawn) == FILLINGS + 1
    assert max(Counter(drawn).values()) == 1


def test_what_is_held_back_is_hatched_on_the_map() -> None:
    """Not shaded: a place that is held back looks the same whatever is around it."""
    chart = country("en")
    held = [place for place in chart.body.places if place.amount.is_held]  # type: ignore[union-attr]
    svg = draw_chart(chart)

    assert len(held) == 3
    assert svg.count('class="land hatched"') == len(held) + 1  # Astana as a dot, too


def test_a_small_place_is_drawn_as_small_as_any() -> None:
    """Places of which only "1–4" may be told have one shade and one number."""
    few = between("1–4", 1, 4)
    places = tuple(
        Place(id=place, name=place, amount=amount)
        for place, amount in (("KZ-10", few), ("KZ-11", few), ("KZ-35", exact("45", 45)))
    )
    svg = draw_chart(with_body(RegionMap(places=places), country("en")))
    looks = re.findall(r'<path class="land (\w+)"', svg)

    assert Counter(looks) == {"step2": 2, "step4": 1}
    assert svg.count(">1–4</text>") >= 2


def test_a_long_chart_is_drawn_in_parts_on_paper() -> None:
    """No part is too long for a page; together they have every row once, on one scale."""
    amounts = (exact("87", 87), exact("5", 5), exact("9", 9))
    rows = tuple(Bar(label=f"row {n:02}", amounts=amounts) for n in range(40))
    chart = with_body(Bars(series=("a", "b", "c"), rows=rows), bars("en"))
    parts = draw_parts(chart)
    words = [[text for text, _ in boxes(part)] for part in parts]
    lengths = {tuple(sorted(set(bar_lengths(part)))) for part in parts}

    assert len(parts) > 2
    assert all(size_of(part)[1] <= 1.75 * size_of(part)[0] for part in parts)
    assert [said[0] for said in words] == [
        f"Acts by type ({n}/{len(parts)})" for n in range(1, len(parts) + 1)
    ]
    assert [text for said in words for text in said if text.startswith("row")] == [
        row.label for row in rows
    ]
    assert len(lengths) == 1


def test_a_usual_chart_is_one_picture() -> None:
    """Its one part is the drawing itself."""
    for chart in every_kind("kk").values():
        assert draw_parts(chart) == (draw_chart(chart, theme="paper"),)
