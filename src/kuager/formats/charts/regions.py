"""A map: regions or districts shaded by their amounts, each with its number in words.

Shades come in four steps of a logarithm; what is held back is hatched, whatever its size.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import log1p

from kuager.formats.charts.cone import Fit, Point, inside, project
from kuager.formats.charts.ink import LINE, SMALL
from kuager.formats.charts.marks import Kind, below, with_key
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.formats.charts.region_labels import Labels, Land
from kuager.lang import number
from kuager.model.borders import SOURCE, outline
from kuager.model.chart import Amount, RegionMap
from kuager.model.places import gazetteer

_HIGHEST = 460.0
_STEPS = 4
_NEAR = 8
"""Tenths of a pixel."""


def draw_map(body: RegionMap, room: Room) -> Panel:
    """Places, their numbers, what the shades mean, and the source of the borders."""
    fit = _fit(body, room)
    lands = _lands(body, fit)
    parts = [_shape("step0", _placed(place, fit)) for place in body.around]
    parts += [_shape(land.look, land.rings) for land in lands]
    labels = Labels(room)
    parts += labels.all(lands)
    kinds: set[Kind] = {"held"} if any(p.amount.is_held for p in body.places) else set()
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    drawn = _beside(Panel(tuple(parts), fit.height), labels.without_room, room)
    drawn = below(drawn, _shades(body, most, room))
    drawn = with_key(drawn, kinds, (), room)
    source = block(
        0,
        drawn.height + 8,
        wrap(room.words.borders.format(source=SOURCE), room.width, SMALL),
        size=SMALL,
        look="small quiet",
    )
    return Panel((*drawn.parts, *source.parts), drawn.height + 8 + source.height)


def _beside(drawn: Panel, words: list[str], room: Room) -> Panel:
    """A map with a line for the places whose words found no room in it."""
    if not words:
        return drawn
    said = block(0, 0, wrap("; ".join(words), room.width, bold=True), look="strong")
    return below(drawn, said)


def step_of(amount: Amount, most: float) -> int:
    """How dark an amount is drawn: from 0 (none) to 4, by the most that may surely be there."""
    measure = _measure(amount)
    if measure <= 0 or most <= 0:
        return 0
    return max(1, round(_STEPS * log1p(measure) / log1p(most)))


def _measure(amount: Amount) -> float:
    """What decides a shade; what lies there only possibly does not."""
    return amount.reach - amount.possibly


def _fit(body: RegionMap, room: Room) -> Fit:
    """The map as large as the room allows, its neighbours included."""
    places = [*(place.id for place in body.places), *body.around]
    points = [point for place in places for ring in _rings(place) for point in ring]
    return Fit.around(points or [_centre(place) for place in places], room.width, _HIGHEST)


def _lands(body: RegionMap, fit: Fit) -> list[Land]:
    """The places where they lie in the picture, the large ones first."""
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    lands = [
        Land(
            place,
            _placed(place.id, fit),
            fit.at(_centre(place.id)),
            "hatched" if place.amount.is_held else f"step{step_of(place.amount, most)}",
        )
        for place in body.places
    ]
    return sorted(lands, key=lambda land: (-land.size[0] * land.size[1], land.place.id))


def _placed(place: str, fit: Fit) -> tuple[tuple[Point, ...], ...]:
    """The borders of a place in the picture."""
    return tuple(tuple(map(fit.at, ring)) for ring in _rings(place))


@lru_cache(maxsize=512)
def _rings(place: str) -> tuple[tuple[Point, ...], ...]:
    """The borders of a place on the plane."""
    return tuple(tuple(project(x, y) for x, y in ring) for ring in outline(place))


@lru_cache(maxsize=512)
def _centre(place: str) -> Point:
    """Where the words of a place stand, on the plane: deep inside, else at its known centre."""
    known = gazetteer().place(place)
    rings = _rings(place)
    here = project(known.lon, known.lat)
    return inside(max(rings, key=len), here) if rings else here


def _shape(look: str, rings: tuple[tuple[Point, ...], ...]) -> str:
    path = "".join(f"M{''.join(_steps(ring))}Z" for ring in rings)
    return f'<path class="land {look}" d="{path}"/>'


def _steps(ring: tuple[Point, ...]) -> Iterator[str]:
    """The corners of a ring in tenths: the first, then each from the one before.

    Corners that nobody can tell from the one before are left out.
    """
    last: tuple[int, int] | None = None
    for x, y in ring:
        here = round(x * 10), round(y * 10)
        if last is None:
            yield f"{_tenths(here[0])}{_tenths(here[1])}l"
            last = here
        elif abs(here[0] - last[0]) + abs(here[1] - last[1]) >= _NEAR:
            yield f"{_tenths(here[0] - last[0])}{_tenths(here[1] - last[1])}"
            last = here


def _tenths(number: int) -> str:
    """A number of tenths as short as a path allows, parted from what stands before it."""
    whole, rest = divmod(abs(number), 10)
    digits = f"{whole or ''}.{rest}" if rest else f"{whole}"
    return f"-{digits}" if number < 0 else f" {digits}"


# The legend


def _shades(body: RegionMap, most: float, room: Room) -> Panel:
    """What each shade that is there means: the least and the most that are drawn in it."""
    parts: list[str] = []
    x = y = 0.0
    for step, words in _ranges(body, most, room.language):
        long = 30 + wide(words, SMALL) + 18
        if x and x + long > room.width:
            x, y = 0.0, y + SMALL * LINE + 5
        place = f'x="{x + 1:.1f}" y="{y + 2:.1f}" width="22" height="13"'
        parts.append(f'<rect class="land step{step}" {place}/>')
        parts.append(text(x + 30, y + SMALL, words, look="small"))
        x += long
    return Panel(tuple(parts), y + SMALL * LINE if parts else 0.0)


def _ranges(body: RegionMap, most: float, language: str) -> Iterator[tuple[int, str]]:
    """Each step that is there, and its numbers."""
    told = [place.amount for place in body.places if not place.amount.is_held]
    for step in range(_STEPS + 1):
        found = [amount for amount in told if step_of(amount, most) == step]
        if found:
            least = min(amount.least or 0.0 for amount in found)
            ends = dict.fromkeys((least, max(map(_measure, found))))
            yield step, "–".join(number(end, language) for end in ends)
