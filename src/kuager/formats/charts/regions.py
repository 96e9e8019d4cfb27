"""A map: regions or districts shaded by their amounts, each with its number in words.

Shades come in four steps of a logarithm; what is held back is hatched, whatever its size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import expm1, log1p

from kuager.formats.charts.cone import Fit, Point, inside, project
from kuager.formats.charts.ink import LINE, SMALL, TEXT
from kuager.formats.charts.marks import Kind, below, with_key
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.lang import number
from kuager.model.chart import Amount, Place, RegionMap
from kuager.model.outlines import SOURCE, outline
from kuager.model.places import gazetteer

_HIGHEST = 460.0
_STEPS = 4
_DOT_UNDER = 520.0
"""Square pixels; a place that is smaller gets a dot with its number."""
_DOT = 5.5


def draw_map(body: RegionMap, room: Room) -> Panel:
    """Places, their numbers, what the shades mean, and the source of the borders."""
    lands = _lands(body, room)
    parts = [_shape(land) for land in lands]
    parts += _Labels(room).all(lands)
    height = max((y for land in lands for ring in land.rings for _, y in ring), default=0.0)
    kinds: set[Kind] = {"held"} if any(p.amount.is_held for p in body.places) else set()
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    drawn = below(Panel(tuple(parts), height), _shades(most, room))
    drawn = with_key(drawn, kinds, (), room)
    source = block(
        0,
        drawn.height + 8,
        wrap(room.words.borders.format(source=SOURCE), room.width, SMALL),
        size=SMALL,
        look="small quiet",
    )
    return Panel((*drawn.parts, *source.parts), drawn.height + 8 + source.height)


def step_of(amount: Amount, most: float) -> int:
    """How dark an amount is drawn: from 0 (none) to 4, by the most that may surely be there."""
    measure = _measure(amount)
    if measure <= 0 or most <= 0:
        return 0
    return max(1, round(_STEPS * log1p(measure) / log1p(most)))


def _measure(amount: Amount) -> float:
    """What decides a shade; what lies there only possibly does not."""
    return amount.reach - amount.possibly


@dataclass(frozen=True, slots=True)
class _Land:
    """One place in the picture."""

    place: Place
    rings: tuple[tuple[Point, ...], ...]
    centre: Point
    look: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the smallest box around it."""
        xs = [x for ring in self.rings for x, _ in ring] or [0.0]
        ys = [y for ring in self.rings for _, y in ring] or [0.0]
        return max(xs) - min(xs), max(ys) - min(ys)

    @property
    def is_dot(self) -> bool:
        """Whether it is too small to write into."""
        return self.size[0] * self.size[1] < _DOT_UNDER


def _lands(body: RegionMap, room: Room) -> list[_Land]:
    """The places where they lie in the picture, the large ones first."""
    rings = {
        p.id: [[project(x, y) for x, y in ring] for ring in outline(p.id)] for p in body.places
    }
    centres = {p.id: _centre(p.id) for p in body.places}
    points = [point for drawn in rings.values() for ring in drawn for point in ring]
    fit = Fit.around(points or list(centres.values()), room.width, _HIGHEST)
    most = max((_measure(p.amount) for p in body.places), default=0.0)
    lands = [
        _Land(
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


def _shape(land: _Land) -> str:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in land.rings)
    return f'<path class="land {land.look}" d="{path}"/>'


# Labels

_Box = tuple[float, float, float, float]


class _Labels:
    """Where words stand already, so that no two stand upon each other."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._taken: list[_Box] = []

    def all(self, lands: list[_Land]) -> Iterator[str]:
        """The numbers of all places first, then the names for which there is room."""
        for land in lands:
            if land.is_dot:
                x, y = land.centre
                self._taken.append((x - _DOT, y - _DOT, x + _DOT, y + _DOT))
        for land in sorted(lands, key=lambda land: land.is_dot):
            yield from self._number(land)
        for land in lands:
            if not land.is_dot and land.place.amount.reach + land.place.amount.is_held:
                yield from self._name(land)

    def _number(self, land: _Land) -> Iterator[str]:
        """The number of a place; of a dot with the name, on the side where there is room."""
        amount, (x, y) = land.place.amount, land.centre
        size, look = (TEXT, "strong halo") if _is_something(amount) else (SMALL, "small halo")
        if not land.is_dot:
            self._take(x, y, amount.words, size)
            if amount.is_held:
                yield _ground(x, y, wide(amount.words, size, bold=True) + 8, size)
            yield text(x, y + size * 0.36, amount.words, anchor="middle", look=look)
            return
        yield f'<circle class="land {land.look}" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"/>'
        full = f"{land.place.name} {amount.words}" if _is_something(amount) else amount.words
        for words in dict.fromkeys((full, amount.words)):
            for dx, dy in (
                (1, 0),
                (-1, 0),
                (1, 1),
                (-1, 1),
                (1, -1),
                (-1, -1),
                (0, 1.2),
                (0, -1.2),
            ):
                long = wide(words, size, bold=True)
                middle = x + dx * (long / 2 + _DOT + 4)
                if self._is_free(middle, y + dy * size * 0.9, long, size):
                    self._take(middle, y + dy * size * 0.9, words, size)
                    line = y + dy * size * 0.9 + size * 0.36
                    yield text(middle, line, words, anchor="middle", look=look)
                    return
        yield text(x + _DOT + 4, y + size * 0.36, amount.words, look=look)

    def _name(self, land: _Land) -> Iterator[str]:
        """The name above the number, where it fits into its place and among the others."""
        x, y = land.centre
        for line in (y - TEXT * 1.2, y + TEXT * 1.2):
            long = wide(land.place.name, SMALL)
            if long <= land.size[0] * 1.1 and self._is_free(x, line, long, SMALL):
                self._take(x, line, land.place.name, SMALL)
                yield text(
                    x, line + SMALL * 0.36, land.place.name, anchor="middle", look="small halo"
                )
                return

    def _take(self, x: float, y: float, words: str, size: float) -> None:
        self._taken.append(_box(x, y, wide(words, size, bold=True), size))

    def _is_free(self, x: float, y: float, long: float, size: float) -> bool:
        box = _box(x, y, long, size)
        if box[0] < 0 or box[2] > self._room.width or box[1] < 0:
            return False
        return not any(_meet(box, other) for other in self._taken)


def _ground(x: float, y: float, long: float, size: float) -> str:
    """A plain ground for words that stand on a hatching."""
    high = size * 1.25
    return (
        f'<rect class="sheet" x="{x - long / 2:.1f}" y="{y - high / 2:.1f}" width="{long:.1f}" '
        f'height="{high:.1f}" rx="3"/>'
    )


def _is_something(amount: Amount) -> bool:
    return amount.is_held or amount.reach > 0


def _box(x: float, y: float, long: float, size: float) -> _Box:
    return x - long / 2, y - size * 0.6, x + long / 2, y + size * 0.6


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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
