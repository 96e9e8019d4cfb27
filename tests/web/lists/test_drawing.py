"""Our own drawings: well-formed, with nothing in them that runs or fetches."""

import re
from xml.etree import ElementTree as ET

import pytest

from kuager.model.outlines import SOURCE, outline
from kuager.web.drawing import Bar, Patch, draw_map, draw_timeline, shade_of

HOSTILE = '</text><script>alert(1)</script><image href="http://x.example"/>&"'


def map_of(*numbers: str, name: str = "Place") -> str:
    """A map of Almaty with these numbers."""
    patches = [
        Patch(rings=outline("KZ-75"), centre=(43.2, 76.9), name=name, number=n, shade=0.5)
        for n in numbers
    ]
    return draw_map(patches, name, SOURCE)


def elements(svg: str) -> list[str]:
    """The names of all elements; it has to be well-formed."""
    return [node.tag.rpartition("}")[2] for node in ET.fromstring(svg).iter()]  # noqa: S314


@pytest.mark.parametrize(
    "svg",
    [map_of("1", name=HOSTILE), draw_timeline([Bar(words=HOSTILE, sure=1, possibly=2)], HOSTILE)],
)
def test_words_are_only_words(svg: str) -> None:
    """Whatever a label holds, it stays text."""
    assert set(elements(svg)) <= {"svg", "title", "style", "rect", "path", "circle", "text", "line"}
    nodes = ET.fromstring(svg).iter()  # noqa: S314
    assert all("href" not in name for node in nodes for name in node.attrib)


def test_bars_are_as_high_as_their_numbers() -> None:
    """Twice as many, twice as high; what is possible stands on top of what is sure."""
    svg = draw_timeline(
        [Bar(words="a", sure=5, possibly=0), Bar(words="b", sure=10, possibly=10)], "t"
    )
    sure = [float(h) for h in re.findall(r'class="sure"[^>]*height="([\d.]+)"', svg)]
    maybe = re.findall(r'class="maybe"[^>]*y="([\d.]+)" height="([\d.]+)"', svg)

    assert sure[1] == pytest.approx(2 * sure[0], abs=0.2)
    assert float(maybe[0][1]) == pytest.approx(sure[1], abs=0.2)


@pytest.mark.parametrize("count", [0, 1, 3, 400])
def test_any_number_of_bars_is_drawn(count: int) -> None:
    """None, a few, or too many for a label each."""
    bars = [Bar(words=str(n), sure=n, possibly=0) for n in range(count)]

    assert elements(draw_timeline(bars, "t")).count("rect") == max(1, count)


def test_an_empty_map_is_a_picture_still() -> None:
    """No place, no fault."""
    assert "svg" in elements(draw_map([], "nothing", SOURCE))


def test_shades_grow_with_numbers() -> None:
    """Four steps; the smallest is the same for one and for a number that is not told."""
    shades = [shade_of(n, 1000) for n in (0, 1, 10, 100, 1000)]

    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[-1] == 1
