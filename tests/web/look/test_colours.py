"""The colours of the one style sheet: readable in both themes, and the same wherever they stand."""

import re
from importlib.resources import files

import pytest

SHEET = (files("kuager.web") / "static" / "page.css").read_text("utf-8")
_BLOCK = re.compile(r":root[^{}]*{([^{}]*--paper[^{}]*)}")
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6})\b")
TEXT = [
    *((ink, ground) for ink in ("ink", "teal", "quiet") for ground in ("paper", "sheet", "band")),
    *((ink, ground) for ink in ("ember", "stop", "good", "warn") for ground in ("paper", "sheet")),
    *((tone, f"{tone}-band") for tone in ("good", "warn", "stop")),
    *(("ink", f"{tone}-band") for tone in ("good", "warn", "stop", "ours", "theirs")),
    *(("teal", "ours-band"), ("ember", "theirs-band"), ("paper", "teal"), ("paper", "ink")),
    *(("on-binding", "binding"), ("on-binding", "binding-here"), ("on-leave", "leave")),
    *(("on-mark", "mark"), ("leave", "on-leave")),
]
EDGES = [("edge", "paper"), ("edge", "sheet"), ("focus", "paper"), ("focus-binding", "binding")]


def _blocks() -> list[dict[str, str]]:
    return [dict(_COLOUR.findall(block)) for block in _BLOCK.findall(SHEET)]


def _light(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=("light", "dark"))
def test_text_can_be_read(theme: int) -> None:
    """At least 4.5 to 1, whatever axe happens to meet on a page."""
    colours = _blocks()[theme]
    poor = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    assert {pair: found for pair, found in poor.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=("light", "dark"))
def test_edges_and_rings_can_be_seen(theme: int) -> None:
    """Borders of fields and rings of focus: at least 3 to 1."""
    colours = _blocks()[theme]
    poor = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in EDGES}
    assert {pair: found for pair, found in poor.items() if found < 3} == {}


def test_the_dark_colours_are_the_same_twice() -> None:
    """For machines that ask for dark pages, and for people who do."""
    light, dark, chosen = _blocks()[:3]
    assert dark == chosen
    assert light.keys() == dark.keys()


def test_every_colour_of_the_sheet_has_a_name() -> None:
    """No colour is written anywhere but at the top and on paper."""
    rest = _BLOCK.sub("", SHEET)
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", rest) == []
    used = set(re.findall(r"var\(--([\w-]+)\)", SHEET))
    assert used <= set(re.findall(r"--([\w-]+):", SHEET))


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Fonts lie beside the sheet; nothing else is asked for."""
    found = re.findall(r"url\(\"([^\"]*)\"\)", SHEET)
    assert found
    assert all((files("kuager.web") / "static" / name).is_file() for name in found)
    assert "@import" not in SHEET
