"""Build src/kuager/model/data/borders.json: simplified borders of Kazakhstan's districts.

    python tools/build_borders.py FOLDER     FOLDER holds the shapefile adm2_2024 (with pyshp)

Regions are put together from their districts. A border that two share is simplified once, so that
no gap opens between them. Built twice it is the same byte for byte. LICENSES/gazetteer.md names
the source; docs/spec/gazetteer.md describes the file.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/kuager/model/data/borders.json"
CITY_REGIONS = ("KZ-71", "KZ-75", "KZ-79")
UNIT = 0.001
"""Degrees; the file holds whole numbers of these."""
FAR, NEAR, CITY = 0.035, 0.02, 0.004
"""How far a border may move, in degrees: of a region, of a district, of a district of a city."""
SMALLEST = 0.002
"""Square degrees; smaller islands are left out, unless a place has nothing larger."""
ABOUT = {
    "title": "Outlines of Kazakhstan's regions and districts, simplified",
    "edition": "2024-1",
    "licence": "CC-BY-4.0",
    "from": "geokz (R package), state of 2024; geometry: Bureau of National Statistics",
    "changes": "borders simplified, small islands left out, regions put together from districts",
    "unit": UNIT,
}

Point = tuple[float, float]
Ring = list[Point]
Edge = tuple[Point, Point]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the shapes, write the file, say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="folder with adm2_2024.shp")
    districts = dict(shapes(parser.parse_args(arguments).folder))
    far = simplified(regions(districts), lambda _name: FAR)
    near = simplified(
        {name: edges for name, (_, edges) in districts.items()},
        lambda name: CITY if districts[name][0] in CITY_REGIONS else NEAR,
    )
    places = {
        name: [coded(ring) for ring in rings] for name, rings in sorted({**far, **near}.items())
    }
    lines = ",\n".join(f"{compact(name)}:{compact(rings)}" for name, rings in places.items())
    data = f'{{"about":{compact(ABOUT)},\n"places":{{\n{lines}\n}}}}\n'.encode()
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(places)} places, {len(data):,} bytes")
    return 0


def compact(value: object) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def shapes(folder: Path) -> Iterator[tuple[str, tuple[str, set[Edge]]]]:
    """Every district: its id, its region, and the directed edges of its border."""
    import shapefile  # noqa: PLC0415 - only this tool needs it

    with shapefile.Reader(str(folder / "adm2_2024")) as reader:
        for feature in reader.iterShapeRecords():
            record: dict[str, Any] = feature.record.as_dict()
            region = record["ADM1_PCODE"].replace("KZ", "KZ-")
            yield f"kato.{record['KATO']}", (region, set(edges_of(feature.shape)))


def edges_of(shape: Any) -> Iterator[Edge]:  # noqa: ANN401 - a shape of a library without types
    """The edges of every ring of a shape."""
    for start, end in zip(shape.parts, [*shape.parts[1:], len(shape.points)], strict=True):
        ring = [(round(x, 6), round(y, 6)) for x, y in shape.points[start:end]]
        yield from ((a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True) if a != b)


def regions(districts: Mapping[str, tuple[str, set[Edge]]]) -> dict[str, set[Edge]]:
    """The border of every region: what its districts do not share among themselves."""
    found: dict[str, set[Edge]] = {}
    for region, edges in districts.values():
        found.setdefault(region, set()).update(edges)
    return {
        name: {(a, b) for a, b in edges if (b, a) not in edges} for name, edges in found.items()
    }


def simplified(places: Mapping[str, set[Edge]], tolerance: Any) -> dict[str, list[Ring]]:  # noqa: ANN401
    """The rings of every place; a stretch between two meeting points is thinned out once."""
    near: dict[Point, set[Point]] = {}
    for edges in places.values():
        for a, b in edges:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    meeting = {point for point, others in near.items() if len(others) != 2}  # noqa: PLR2004
    finest: dict[Edge, float] = {}
    for name, edges in places.items():
        for edge in edges:
            key = min(edge, edge[::-1])
            finest[key] = min(tolerance(name), finest.get(key, 1.0))
    kept = {}
    for name, edges in places.items():
        rings = [thinned(ring, meeting, finest) for ring in chained(edges)]
        rings = sorted((ring for ring in rings if len(ring) > 2), key=area, reverse=True)  # noqa: PLR2004
        kept[name] = [ring for n, ring in enumerate(rings) if n == 0 or area(ring) > SMALLEST]
    return kept


def chained(edges: Iterable[Edge]) -> Iterator[Ring]:
    """Rings made of directed edges, always the same for the same edges."""
    after: dict[Point, list[Point]] = {}
    for a, b in sorted(edges, reverse=True):
        after.setdefault(a, []).append(b)
    for start in sorted(after):
        while after[start]:
            ring, point = [start], after[start].pop()
            while point != start and after.get(point):
                ring.append(point)
                point = after[point].pop()
            yield ring


def thinned(ring: Ring, meeting: set[Point], finest: Mapping[Edge, float]) -> Ring:
    """The ring with each stretch between meeting points thinned out, in one direction always."""
    first = next((n for n, point in enumerate(ring) if point in meeting), ring.index(min(ring)))
    turned = [*ring[first:], *ring[:first], ring[first]]
    out: Ring = []
    stretch = [turned[0]]
    for point in turned[1:]:
        stretch.append(point)
        if point in meeting or point == turned[-1]:
            out += _kept(stretch, finest)[:-1]
            stretch = [point]
    return out


def _kept(stretch: Ring, finest: Mapping[Edge, float]) -> Ring:
    forward = stretch[0] <= stretch[-1] if stretch[0] != stretch[-1] else stretch[1] <= stretch[-2]
    line = stretch if forward else stretch[::-1]
    edge = (line[0], line[1])
    kept = douglas_peucker(line, finest[min(edge, edge[::-1])])
    return kept if forward else kept[::-1]


def douglas_peucker(line: Ring, tolerance: float) -> Ring:
    """Only those points of a line that lie further than this from the line without them."""
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        start, end = todo.pop()
        far, place = 0.0, start
        for n in range(start + 1, end):
            distance = _distance(line[n], line[start], line[end])
            if distance > far:
                far, place = distance, n
        if far > tolerance:
            keep.add(place)
            todo += [(start, place), (place, end)]
    return [line[n] for n in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length))
    return float(((x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2) ** 0.5)


def area(ring: Ring) -> float:
    """Square degrees, whichever way round."""
    following = [*ring[1:], ring[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))) / 2


def coded(ring: Ring) -> list[int]:
    """Longitude and latitude of the first point, then steps, in units."""
    whole = [(round(x / UNIT), round(y / UNIT)) for x, y in ring]
    steps = list(whole[0])
    for (x0, y0), (x1, y1) in pairwise(whole):
        steps += [x1 - x0, y1 - y0]
    return steps


if __name__ == "__main__":
    sys.exit(main())
