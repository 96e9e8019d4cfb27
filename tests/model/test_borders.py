"""The borders that maps are drawn from: whole, in place, and nothing finer than a district."""

import json
from importlib.resources import files

import pytest

from kuager.model.borders import outline
from kuager.model.places import Place, gazetteer

DATA = json.loads(files("kuager.model").joinpath("data/borders.json").read_bytes())
LEVELS = {"region", "city", "district", "city-district"}


def is_inside(place: Place, x: float, y: float) -> bool:
    """Whether a point lies within the borders of a place."""
    crossed = False
    for ring in outline(place.id):
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossed = not crossed
    return crossed


def test_every_region_and_district_has_borders() -> None:
    """And no place of the gazetteer that is smaller."""
    known = {p.id for p in gazetteer() if p.kind in LEVELS and not p.id.startswith("town.")}

    assert set(DATA["places"]) == known


def test_the_source_and_its_licence_are_in_the_file() -> None:
    """Whoever takes the file takes them along."""
    assert DATA["about"]["licence"] == "CC-BY-4.0"
    assert "geokz" in DATA["about"]["from"]


def test_borders_lie_where_the_country_lies() -> None:
    """Longitudes and latitudes, not the other way round; each ring is a ring."""
    for place in DATA["places"]:
        for ring in outline(place):
            assert len(ring) >= 3
            assert all(46 < x < 88 and 40 < y < 56 for x, y in ring)


@pytest.mark.parametrize("kind", ["region", "district"])
def test_most_places_hold_their_own_centre(kind: str) -> None:
    """Simplified, but still the place it says; a crescent may have its centre outside."""
    places = [p for p in gazetteer() if p.kind == kind]

    right = [p for p in places if is_inside(p, p.lon, p.lat)]

    assert len(right) >= 0.9 * len(places)


def test_a_point_in_the_country_is_in_one_region() -> None:
    """Neighbours share their border: no gap, no overlap to speak of."""
    regions = [p for p in gazetteer() if p.parent == "KZ"]
    found = [
        sum(is_inside(region, x / 2, y / 2) for region in regions)
        for x in range(112, 150)
        for y in range(92, 102)
    ]

    assert found.count(1) >= 0.99 * len(found)


def test_a_place_without_borders_has_none() -> None:
    """A village is never drawn."""
    assert outline("town.kaskelen") == ()
