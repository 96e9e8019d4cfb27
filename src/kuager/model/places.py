"""Places of Kazakhstan: what a name means, what a place is called, and what it lies in.

The gazetteer is data in the package (`data/gazetteer.json`; docs/spec/gazetteer.md tells where it
comes from). Ids are stable: `KZ`, a region by its ISO 3166-2 code (`KZ-35`), a district or city by
its KATO code (`kato.195200000`), a town or village by a short name (`town.kaskelen`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from kuager import N_, KuagerError
from kuager.model.dates import read_date
from kuager.model.place_names import Kind, NameIndex, divided

__all__ = [
    "COUNTRIES",
    "LANGUAGES",
    "Carved",
    "Former",
    "Gazetteer",
    "Kind",
    "Place",
    "UnknownPlaceError",
    "country_names",
    "gazetteer",
]

LANGUAGES = ("en", "ru", "kk")
COUNTRIES = {"KAZ": "KZ"}
"""Countries with a gazetteer, by ISO 3166-1 alpha-3, and their ids in it."""
_REGION_LEVEL = re.compile(r"KZ-[0-9]{2}")


class UnknownPlaceError(KuagerError):
    """A place id that the gazetteer does not have."""

    code = "place-unknown"
    exit_code = 2
    text = N_("The list of places has no place {place}: look it up by its name.")


class Former(NamedTuple):
    """A name that a place had in one language; since and until are EDTF text."""

    name: str
    language: str
    since: str
    until: str

    def was_in_force(self, on: date) -> bool:
        """Whether this was the name on that day; of a vague day the earliest counts."""
        since, until = read_date(self.since).earliest, read_date(self.until).earliest
        return (since is None or since <= on) and (until is None or on < until)


class Carved(NamedTuple):
    """The region that a new region was part of until a day."""

    region: str
    on: date


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `parent` is None for the country only, the centre is in degrees, approximate."""

    id: str
    kind: Kind
    parent: str | None
    names: dict[str, str]
    variants: tuple[str, ...]
    former: tuple[Former, ...]
    lat: float
    lon: float
    carved: Carved | None


class Gazetteer:
    """Places by id and by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Keep the places; the index of names is made when a name is first looked up."""
        self._places = {place.id: place for place in places}

    def __iter__(self) -> Iterator[Place]:
        """All places in the order of their ids."""
        return iter(self._places.values())

    def __contains__(self, place_id: object) -> bool:
        """Whether there is a place with this id."""
        return place_id in self._places

    def place(self, place_id: str) -> Place:
        """The place with this id; raises UnknownPlaceError."""
        try:
            return self._places[place_id]
        except KeyError:
            raise UnknownPlaceError(place=place_id) from None

    def name(self, place_id: str, language: str, on: date | None = None) -> str:
        """What the place is called in en, ru or kk (else: en); on a day: the name of that day."""
        place = self.place(place_id)
        if on is not None:
            for former in place.former:
                if former.language == language and former.was_in_force(on):
                    return former.name
        return place.names.get(language, place.names["en"])

    def path(self, place_id: str) -> tuple[Place, ...]:
        """The place and all it lies in, the smallest first, the country last."""
        place = self.place(place_id)
        return (place, *self.path(place.parent)) if place.parent else (place,)

    def region_of(self, place_id: str, on: date | None = None) -> str | None:
        """The region or city of republican rank it lies in, on a day if given; None: the country.

        Before a region was carved out of another, its places lay in that other one.
        """
        for place in self.path(place_id):
            if _REGION_LEVEL.fullmatch(place.id):
                if place.carved and on is not None and on < place.carved.on:
                    return place.carved.region
                return place.id
        return None

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether a place is the container or lies in it today."""
        return any(place.id == container_id for place in self.path(place_id))

    def find(self, text: str, limit: int = 20, *, whole: bool = False) -> tuple[Place, ...]:
        """The places a name can mean, best first; () when there is none.

        Spelling and script do not matter. First come places called so, then those with such a
        variant or former name, then (unless `whole`) those with a name that begins so; of equals
        the more important. A word for the kind ("oblast", "ауданы", "г.") prefers that kind.
        "Abay district of Shymkent" and "Шымкент, Абайский район" mean the one inside the other.
        """
        found = self._index.find(text, whole=whole) or self._inside(text)
        return tuple(self._places[place_id] for place_id in found[:limit])

    def _inside(self, text: str) -> list[str]:
        """The places that one part of a text names and that lie in what its other parts name."""
        for parts in divided(text):
            meant = [self._index.find(part, whole=True) for part in parts]
            for inner, *outer in (meant, meant[::-1]):
                found = [each for each in inner if self._is_in_all(each, outer)]
                if found:
                    return found
        return []

    def _is_in_all(self, place_id: str, outer: list[list[str]]) -> bool:
        """Whether a place lies in one of each list of places."""
        around = {place.id for place in self.path(place_id)[1:]}
        return all(around.intersection(places) for places in outer)

    @cached_property
    def _index(self) -> NameIndex:
        index = NameIndex()
        for place in self:
            former = (former.name for former in place.former)
            index.add(place.id, place.kind, place.names.values(), (*place.variants, *former))
        return index


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, read once."""
    source = files("kuager.model").joinpath("data/gazetteer.json")
    return Gazetteer(map(_place, json.loads(source.read_bytes())["places"]))


def country_names(country: str) -> Mapping[str, str]:
    """What a country is called, by language; nothing of one that has no gazetteer yet."""
    return gazetteer().place(COUNTRIES[country]).names if country in COUNTRIES else {}


def _place(entry: dict[str, Any]) -> Place:
    carved = entry.get("carved")
    return Place(
        id=entry["id"],
        kind=entry["kind"],
        parent=entry.get("parent"),
        names=dict(zip(LANGUAGES, entry["names"], strict=True)),
        variants=tuple(entry.get("variants", ())),
        former=tuple(Former(*row) for row in entry.get("former", ())),
        lat=entry["at"][0],
        lon=entry["at"][1],
        carved=Carved(carved[0], date.fromisoformat(carved[1])) if carved else None,
    )
