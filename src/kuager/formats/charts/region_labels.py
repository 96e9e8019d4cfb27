"""The words on a map: numbers, names, and dots for what is too small to write into."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kuager.formats.charts.cone import Point
from kuager.formats.charts.ink import SMALL, TEXT
from kuager.formats.charts.pen import Room, text, wide
from kuager.model.chart import Amount, Place

DOT = 5.5
_DOT_UNDER = 520.0
"""Square pixels; a place that is smaller gets a dot with its number."""
_SIDES = ((1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1.3), (0, -1.3))
"""Where words may stand beside a dot: right, left, and so on."""


@dataclass(frozen=True, slots=True)
class Land:
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


_Box = tuple[float, float, float, float]


class Labels:
    """Where words stand already, so that no two stand upon each other.

    `without_room` are the words of dots for which no side was free: they stand below the map.
    """

    def __init__(self, room: Room) -> None:
        """Begin with an empty map."""
        self._room = room
        self._taken: list[_Box] = []
        self.without_room: list[str] = []

    def all(self, lands: list[Land]) -> Iterator[str]:
        """The numbers of all places first, then the names for which there is room."""
        for land in lands:
            if land.is_dot:
                x, y = land.centre
                self._taken.append((x - DOT, y - DOT, x + DOT, y + DOT))
        for land in sorted(lands, key=lambda land: land.is_dot):
            yield from self._dot(land) if land.is_dot else self._number(land)
        for land in lands:
            if not land.is_dot and is_something(land.place.amount):
                yield from self._name(land)

    def _number(self, land: Land) -> Iterator[str]:
        """The number of a place that is large enough to write into."""
        amount, (x, y) = land.place.amount, land.centre
        size, look = _letters(amount)
        long = wide(amount.words, size, bold=True)
        x, y = next(self._around(x, y, long, size), (x, y))
        self._take(x, y, long, size)
        if amount.is_held:
            yield _ground(x, y, long + 5, size)
        yield text(x, y + size * 0.36, amount.words, anchor="middle", look=look)

    def _dot(self, land: Land) -> Iterator[str]:
        """A dot, its name and number on the side where there is room.

        Never the number alone: it would be taken for that of the region around it.
        """
        x, y = land.centre
        for look in ("sheet", f"land {land.look}"):
            yield f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{DOT}"/>'
        size, look = _letters(land.place.amount)
        words = f"{land.place.name} {land.place.amount.words}"
        long = wide(words, size, bold=True)
        for dx, dy in _SIDES:
            middle, line = x + dx * (long / 2 + DOT + 4), y + dy * size * 0.9
            if self._is_free(middle, line, long, size):
                self._take(middle, line, long, size)
                yield text(middle, line + size * 0.36, words, anchor="middle", look=look)
                return
        if is_something(land.place.amount):
            self.without_room.append(words)

    def _around(self, x: float, y: float, long: float, size: float) -> Iterator[Point]:
        """Where a number is free of dots: at its centre, else a little beside it."""
        for dx, dy in product((0, -10, 10), (0, -9, 9)):
            if self._is_free(x + dx, y + dy, long, size):
                yield x + dx, y + dy

    def _name(self, land: Land) -> Iterator[str]:
        """The name above the number, where it fits into its place and among the others."""
        x, y = land.centre
        for line in (y - TEXT * 1.2, y + TEXT * 1.2):
            long = wide(land.place.name, SMALL)
            if long <= land.size[0] * 1.1 and self._is_free(x, line, long, SMALL):
                self._take(x, line, long, SMALL)
                yield text(
                    x, line + SMALL * 0.36, land.place.name, anchor="middle", look="small halo"
                )
                return

    def _take(self, x: float, y: float, long: float, size: float) -> None:
        self._taken.append(_box(x, y, long, size))

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


def _letters(amount: Amount) -> tuple[float, str]:
    """The size and look of a number; of none at all, small."""
    return (TEXT, "strong halo") if is_something(amount) else (SMALL, "small halo")


def is_something(amount: Amount) -> bool:
    """Whether there is anything to see of an amount."""
    return amount.is_held or amount.reach > 0


def _box(x: float, y: float, long: float, size: float) -> _Box:
    return x - long / 2, y - size * 0.6, x + long / 2, y + size * 0.6


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
