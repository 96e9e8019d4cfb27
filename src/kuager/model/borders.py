"""The borders of regions and districts, simplified: what a map of ours is drawn from.

`data/borders.json` comes from tools/build_borders.py (docs/spec/gazetteer.md; the licence and
the source that has to be named are in LICENSES/gazetteer.md). Nothing finer than a district is in
it, so nothing finer can be drawn.
"""

import json
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude in degrees, the last point followed by the first."""

SOURCE: Final = "geokz; Bureau of National Statistics of the Republic of Kazakhstan. CC BY 4.0"
"""Named on every map and page that shows these borders."""


@lru_cache(maxsize=1)
def _coded() -> tuple[float, dict[str, list[list[int]]]]:
    read = json.loads(files("kuager.model").joinpath("data/borders.json").read_bytes())
    return read["about"]["unit"], read["places"]


@lru_cache(maxsize=512)
def outline(place: str) -> tuple[Ring, ...]:
    """The rings of a place, islands and holes among them; () for a place without borders."""
    unit, places = _coded()
    return tuple(_ring(steps, unit) for steps in places.get(place, ()))


def _ring(steps: list[int], unit: float) -> Ring:
    """Points from a first one and steps."""
    east, north = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x * unit, y * unit) for x, y in zip(east, north, strict=True))
