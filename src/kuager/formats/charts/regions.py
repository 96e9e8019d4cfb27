"""A map: regions or districts shaded by their amounts, each with its number in words.

Shades come in four steps of a logarithm; what is held back is hatched, whatever its size.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import expm1, log1p

from kuager.formats.charts.cone import Fit, Point, inside, project
from kuager.formats.charts.ink import LINE, SMALL
from kuager.formats.charts.marks import Kind, below, with_key
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.formats.charts.region_labels import Labels, Land
from kuager.lang import number
from kuager.model.chart import Amount, RegionMap
from kuager.model.outlines import SOURCE, outline
from kuager.model.places import gazetteer

_HIGHEST = 460.0
_STEPS = 4
_NEAR = 8
"""Tenths of a pixel."""


def draw_map(body: RegionMap, room: Room) -> Panel:
    """Places, their numbers, what the shades mean, and the source of the borders."""
    lands = _lands(body, room)
    parts = [_shape(land) for land in lands]
    labels = Labels(room)
    parts += labels.all(lands)
    height = max((y for land in lands for ring in land.rings for _, y in ring), default=0.0)
    kinds: set[Kind] = {"held"} if any(p.amount.is_held for p in body.places) else set()
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    drawn = _beside(Panel(tuple(parts), height), labels.without_room, room)
    drawn = below(drawn, _shades(most, room))
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


def _lands(body: RegionMap, room: Room) -> list[Land]:
    """The places where they lie in the picture, the large ones first."""
    rings = {
        p.id: [[project(x, y) for x, y in ring] for ring in outline(p.id)] for p in body.places
    }
    centres = {p.id: _centre(p.id) for p in body.places}
    points = [point for drawn in rings.values() for ring in drawn for point in ring]
    fit = Fit.around(points or list(centres.values()), room.width, _HIGHEST)
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    lands = [
        Land(
            place,
            tuple(tuple(map(fit.at, ring)) for ring in rings[place.id]),
            fit.at(centres[place.id]),
            "hatched" if place.amount.is_held else f"step{step_of(place.amount, most)}",
        )
        for place in body.places
    ]
    return sorted(lands, key=lambda land: (-land.size[0] * land.size[1], land.place.id))


@lru_cache(maxsize=512)
def _centre(place: str) -> Point:
    """Where the words of a place stand, on the plane: deep inside, else at its known centre."""
    known = gazetteer().place(place)
    rings = [[project(x, y) for x, y in ring] for ring in outline(place)]
    here = project(known.lon, known.lat)
    return inside(max(rings, key=len), here) if rings else here


def _shape(land: Land) -> str:
    path = "".join(f"M{''.join(_steps(ring))}Z" for ring in land.rings)
    return f'<path class="land {land.look}" d="{path}"/>'


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


def _shades(most: float, room: Room) -> Panel:
    """What each shade means, as numbers from and to."""
    parts: list[str] = []
    x = y = 0.0
    for step, words in enumerate(_ranges(most, room.language)):
        if words is None:
            continue
        long = 30 + wide(words, SMALL) + 18
        if x and x + long > room.width:
            x, y = 0.0, y + SMALL * LINE + 5
        place = f'x="{x + 1:.1f}" y="{y + 2:.1f}" width="22" height="13"'
        parts.append(f'<rect class="land step{step}" {place}/>')
        parts.append(text(x + 30, y + SMALL, words, look="small"))
        x += long
    return Panel(tuple(parts), y + SMALL * LINE)


def _ranges(most: float, language: str) -> list[str | None]:
    """Of each step the numbers it stands for; None where no whole number falls into it."""
    said: list[str | None] = [number(0, language)]
    first = 1
    for step in range(1, _STEPS + 1):
        last = int(most) if step == _STEPS else _last_of(step, most)
        if most <= 0 or last < first:
            said.append(None)
            continue
        ends = dict.fromkeys((first, last))
        said.append("–".join(number(end, language) for end in ends))
        first = last + 1
    return said


def _last_of(step: int, most: float) -> int:
    """The largest whole number that is drawn in a step."""
    near = max(0, int(expm1((step + 0.5) / _STEPS * log1p(most))) - 1)
    found = 0
    for candidate in range(near, near + 4):
        amount = Amount(words="·", least=candidate, most=candidate)
        if candidate <= most and step_of(amount, most) <= step:
            found = max(found, candidate)
    return found
