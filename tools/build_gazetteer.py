"""Build src/kuager/model/data/gazetteer.json from the tables in tools/places.

    python tools/build_gazetteer.py                  the tables → gazetteer.json
    python tools/build_gazetteer.py --geokz FOLDER   first renew tools/places/geokz.csv from the
                                                     shapefiles adm1_2024, adm2_2024 (with pyshp)

Built twice it is the same byte for byte. docs/spec/gazetteer.md describes tables, ids and file.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "places"
TARGET = Path(__file__).parents[1] / "src/kuager/model/data/gazetteer.json"
LANGUAGES = ("en", "ru", "kk")
CITY_REGIONS = ("KZ-71", "KZ-75", "KZ-79")
ABOUT = {
    "title": "Places of Kazakhstan",
    "edition": "2024-1",
    "licence": "CC-BY-4.0",
    "sources": [
        {
            "what": "regions and districts: names, KATO codes, centres of their shapes",
            "from": "geokz (R package), state of 2024; geometry: Bureau of National Statistics",
            "licence": "CC-BY-4.0",
            "changes": "faults in names mended, endings added, shapes reduced to a centre",
        },
        {
            "what": "towns, villages, former names and their days, spellings",
            "from": "compiled by the Kuager project; see docs/spec/gazetteer.md for what to check",
            "licence": "CC-BY-4.0",
            "changes": "",
        },
    ],
}

Row = dict[str, str]
Entry = dict[str, Any]


class FaultError(Exception):
    """A table contradicts itself or its source; the message says where."""


def table(name: str) -> list[Row]:
    """The rows of one table in tools/places."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file; with --geokz renew its source table first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--geokz", type=Path, help="folder with adm1_2024.shp and adm2_2024.shp")
    options = parser.parse_args(arguments)
    if options.geokz:
        renew(options.geokz)
    data = build()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes")
    return 0


# Step 1: shapefiles → geokz.csv


def renew(folder: Path) -> None:
    """Write tools/places/geokz.csv: names as they are in geokz, shapes as centres."""
    rows = [row for level in (1, 2) for row in outlines(folder, level)]
    with (TABLES / "geokz.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def outlines(folder: Path, level: int) -> Iterator[Row]:
    """The rows of one level: KATO code, numeric ISO code of its region, names, centre."""
    import shapefile  # noqa: PLC0415 - only renewing needs it

    with shapefile.Reader(str(folder / f"adm{level}_2024")) as reader:
        for feature in reader.iterShapeRecords():
            record = feature.record.as_dict()
            latitude, longitude = centre(feature.shape.points, feature.shape.parts)
            yield {
                "level": str(level),
                "kato": record["KATO"],
                "region": record["ADM1_PCODE"].replace("KZ", "KZ-"),
                **{code: record[f"ADM{level}_{code.upper()}"] for code in LANGUAGES},
                "lat": f"{latitude:.2f}",
                "lon": f"{longitude:.2f}",
            }


def centre(points: Sequence[Sequence[float]], parts: Sequence[int]) -> tuple[float, float]:
    """The centroid (latitude, longitude) of a polygon in degrees; holes count against it."""
    area = east = north = 0.0
    for start, end in zip(parts, [*parts[1:], len(points)], strict=True):
        ring = points[start:end]
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = x0 * y1 - x1 * y0
            area += cross / 2
            east += (x0 + x1) * cross
            north += (y0 + y1) * cross
    return north / (6 * area), east / (6 * area)


# Step 2: tables → gazetteer.json


def build() -> bytes:
    """The file: one place a line, in the order of ids."""
    places = {place["id"]: place for place in [country(), *divisions()]}
    add_towns(places)
    add_names(places)
    add_lists(places)
    check(places)
    lines = ",\n".join(compact(places[key]) for key in sorted(places))
    return f'{{"about":{compact(ABOUT)},\n"places":[\n{lines}\n]}}\n'.encode()


def compact(value: object) -> str:
    """JSON without blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def country() -> Entry:
    """The root; its names come from names.csv, its centre is about the middle of the country."""
    return {"id": "KZ", "kind": "country", "names": ["", "", ""], "at": [48.0, 67.0]}


def divisions() -> Iterator[Entry]:
    """Regions, districts and cities of geokz, mended and with their full names."""
    rows = {row["kato"]: row for row in table("geokz")}
    for mend in table("corrections"):
        row, column = rows[mend["kato"]], mend["column"]
        if row[column] != mend["was"]:
            raise FaultError(f"corrections.csv: {mend['kato']} {column} is {row[column]!r}")
        row[column] = mend["now"]
    for row in rows.values():
        region = row["level"] == "1"
        kind = region_kind(row) if region else district_kind(row)
        yield {
            "id": row["region"] if region else f"kato.{row['kato']}",
            "kind": kind,
            "parent": "KZ" if region else row["region"],
            "names": full_names(kind, [row[code] for code in LANGUAGES]),
            "at": [float(row["lat"]), float(row["lon"])],
        }


def region_kind(row: Row) -> str:
    """Three of the regions are cities."""
    return "city" if row["region"] in CITY_REGIONS else "region"


def district_kind(row: Row) -> str:
    """By the code: third digit 1 or 2 is a city, unless the Russian name is a district's."""
    if row["region"] in CITY_REGIONS:
        return "city-district"
    return "city" if row["kato"][2] in "12" and not row["ru"].endswith("ский") else "district"


def full_names(kind: str, names: list[str]) -> list[str]:
    """Names with the word for their kind; cities have none."""
    english, russian, kazakh = names
    if kind == "city":
        return [english.removesuffix(" (city)"), russian, kazakh.removesuffix(" (қала)")]
    if kind == "region":
        return [f"{english} Region", f"{russian} область", f"{kazakh} облысы"]
    russian = f"{russian} район" if russian.endswith("ий") else f"район {russian}"
    return [f"{english} District", russian, f"{kazakh} ауданы"]


def add_towns(places: dict[str, Entry]) -> None:
    """Add towns and villages; a row without names gives a city the place of its centre."""
    for row in table("towns"):
        at = [float(row["lat"]), float(row["lon"])]
        if row["parent"]:
            names = [row[code] for code in LANGUAGES]
            fresh = {key: row[key] for key in ("id", "kind", "parent")}
            places[row["id"]] = {**fresh, "names": names, "at": at}
        elif places[row["id"]]["kind"] != row["kind"]:
            raise FaultError(f"towns.csv: {row['id']} is no {row['kind']}")
        else:
            places[row["id"]]["at"] = at


def add_names(places: dict[str, Entry]) -> None:
    """Replace made names by those in names.csv; the made one stays as a variant."""
    for row in table("names"):
        place = places[row["id"]]
        for number, code in enumerate(LANGUAGES):
            if row[code]:
                place.setdefault("variants", []).extend(filter(None, [place["names"][number]]))
                place["names"][number] = row[code]


def add_lists(places: dict[str, Entry]) -> None:
    """Add variants, former names and the regions that others were carved from."""
    for row in table("variants"):
        place = places[row["id"]]
        if row["variant"] not in place["names"]:
            place.setdefault("variants", []).append(row["variant"])
    for row in table("former"):
        former = [row[key] for key in ("name", "language", "since", "until")]
        places[row["id"]].setdefault("former", []).append(former)
    for row in table("carved"):
        places[row["id"]]["carved"] = [row["from"], row["on"]]


def check(places: dict[str, Entry]) -> None:
    """Every parent exists, every name is there, and no name mixes the scripts."""
    for place in places.values():
        if place["kind"] != "country" and place["parent"] not in places:
            raise FaultError(f"{place['id']}: parent {place['parent']} is missing")
        if not all(place["names"]):
            raise FaultError(f"{place['id']}: a name is missing")
        for name in (*place["names"], *place.get("variants", ())):
            if mixed(name.split()):
                raise FaultError(f"{place['id']}: {name!r} mixes Latin and Cyrillic letters")


def mixed(words: Iterable[str]) -> bool:
    """Whether a word has letters of both scripts."""
    return any(
        any("a" <= letter <= "z" for letter in word.lower())
        and any("а" <= letter <= "ӿ" for letter in word.lower())
        for word in words
    )


if __name__ == "__main__":
    sys.exit(main())
