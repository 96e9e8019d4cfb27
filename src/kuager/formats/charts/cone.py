"""From degrees to the plane: Lambert's conformal cone, in which this latitude keeps its look."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, log, pi, radians, sin, tan

Point = tuple[float, float]
_PARALLELS = (radians(43.5), radians(53.0))
_MIDDLE = radians(67.0)


def project(longitude: float, latitude: float) -> Point:
    """A place on the plane, north above; in parts of the radius of the Earth."""
    first, second = _PARALLELS
    n = log(cos(first) / cos(second)) / log(tan(pi / 4 + second / 2) / tan(pi / 4 + first / 2))
    f = cos(first) * tan(pi / 4 + first / 2) ** n / n
    rho = f / tan(pi / 4 + radians(latitude) / 2) ** n
    theta = n * (radians(longitude) - _MIDDLE)
    return rho * sin(theta), -rho * cos(theta)


@dataclass(frozen=True, slots=True)
class Fit:
    """From the plane of the map to the picture."""

    left: float
    top: float
    scale: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Point], width: float, highest: float) -> "Fit":
        """As large as it can be within a width and a height, in the middle."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        scale = min(width / wide, highest / high)
        left = min(xs) - (width - wide * scale) / 2 / scale
        return cls(left, max(ys), scale, high * scale)

    def at(self, point: Point) -> Point:
        """A point of the plane in the picture."""
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale


_GRID, _CORNERS, _FLAT = 11, 64, 0.45
"""How fine is looked for a centre, on how many corners of a ring, and how flat words are."""


def inside(ring: Sequence[Point], known: Point) -> Point:
    """A point far inside a ring, so that words find room there; words are wider than high."""
    corners = list(ring[:: max(1, len(ring) // _CORNERS)])
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide, high = (max(xs) - min(xs)) / _GRID, (max(ys) - min(ys)) / _GRID
    tried = [known] + [
        (min(xs) + (i + 0.5) * wide, min(ys) + (j + 0.5) * high)
        for i in range(_GRID)
        for j in range(_GRID)
    ]
    return max(tried, key=lambda point: _depth(point, corners))


def _depth(point: Point, corners: Sequence[Point]) -> float:
    """How far a point is from the border; negative outside."""
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    nearest = min(_distance(point, one, other) for one, other in sides)
    return nearest if _is_within(point, corners) else -nearest


def _distance(point: Point, one: Point, other: Point) -> float:
    """From a point to a side, as if the plane were narrower than it is."""
    x, y = (one[0] - point[0]) * _FLAT, one[1] - point[1]
    dx, dy = (other[0] - one[0]) * _FLAT, other[1] - one[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x * dx + y * dy) / length)) if length else 0.0
    return hypot(x + along * dx, y + along * dy)


def _is_within(point: Point, corners: Sequence[Point]) -> bool:
    """Whether a point lies inside: a line from it meets the border an odd number of times."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1
