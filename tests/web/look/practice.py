"""A house with the invented practice cases in it, for looking at its pages."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.examples.folders import PRACTICE, take_folder
from tests.verbs.desks import new_desk
from tests.web.places import addresses

from kuager.web.house import House

_SECRET = {
    "persons": ("pseudonym", "name_in_use", "document_name", "contact", "safe_contact"),
    "cases": ("story", "when_where_said", "how_known"),
    "events": ("narrative", "wording_en", "wording_ru", "wording_kk"),
}


@contextmanager
def practice_house() -> Iterator[House]:
    """An unlocked house with twelve cases and everything around them."""
    with tempfile.TemporaryDirectory() as folder:
        desk = new_desk(Path(folder) / "vault", practice=True)
        take_folder(desk, PRACTICE)
        house = House(desk)
        try:
            yield house
        finally:
            house.close()


def pages_of(house: House, *, each: int = 1) -> list[str]:
    """The addresses of all pages that are read."""
    return list(dict.fromkeys(addresses(house.desk, each=each)))


def secrets_of() -> set[str]:
    """What no title may say: names, contacts, made-up names and stories of the practice cases."""
    found = set[str]()
    for table, columns in _SECRET.items():
        with (PRACTICE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found |= {row[column].strip() for column in columns}
    return {text for text in found if len(text) > 2}
