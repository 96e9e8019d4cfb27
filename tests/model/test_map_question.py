"""The map of a list as a question: every filter has its place in it, or is refused."""

from datetime import date

import pytest

from kuager import KuagerError
from kuager.model.filters import EVERYTHING, read_text
from kuager.model.listed import main_place
from kuager.model.map_question import (
    BrokenYearsError,
    DisputedMapError,
    NoMapOutsideError,
    NothingOnMapError,
    question_of_map,
)
from kuager.model.question import read_question
from kuager.model.schema import load_schema
from kuager.model.units import UNITS

SCHEMA = load_schema()


def asked(filters: str = "", type_name: str = "event", within: str = "KZ") -> str:
    """The question of a map, as the register keeps it."""
    found = question_of_map(type_name, read_text(filters, SCHEMA, type_name), SCHEMA, within=within)
    assert read_question(found.text(), SCHEMA) == found
    return found.text()


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ("", ""),
        ("kind=incident,speech", "&event.kind=incident,speech"),
        ("place=KZ-75", "&event.place@region=KZ-75"),
        ("kind=-&place=-", "&event.kind=-&event.place@region=-"),
    ],
)
def test_what_is_chosen_is_chosen(filters: str, wanted: str) -> None:
    """Words, places and what nothing is said of, each under the name of its property."""
    assert asked(filters) == f"unit=event&by=event.place@region&clock=incident{wanted}"


@pytest.mark.parametrize(
    ("filters", "first", "last"),
    [
        ("in-year=2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("in-year=2022,2023,2024", date(2022, 1, 1), date(2024, 12, 31)),
        ("first-day=2021-05-02", date(2021, 5, 2), None),
        ("in-year=2021&first-day=2021-05-02", date(2021, 5, 2), date(2021, 12, 31)),
        ("in-year=2021,2022&last-day=2022-02-01", date(2021, 1, 1), date(2022, 2, 1)),
    ],
)
def test_years_and_days_are_one_period(filters: str, first: date, last: date | None) -> None:
    """What lies in all of them."""
    found = question_of_map("event", read_text(filters, SCHEMA, "event"), SCHEMA)

    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("", "KZ-19"),
        ("place=KZ-19", "KZ-19"),
        ("place=KZ,KZ-75", "KZ-19"),
        ("place=KZ-75,kato.191800000,-", "kato.191800000"),
    ],
)
def test_a_region_narrows_the_places_that_were_chosen(chosen: str, wanted: str) -> None:
    """Its districts, of what was chosen of it; other places and those without one fall away."""
    assert asked(chosen, within="KZ-19") == (
        f"unit=event&by=event.place@district&clock=incident&event.place@region={wanted}"
    )


@pytest.mark.parametrize(
    ("filters", "within", "refusal"),
    [
        ("in-conflict=yes", "KZ", DisputedMapError),
        ("in-year=2021,2023", "KZ", BrokenYearsError),
        ("in-year=2021&first-day=2022-01-01", "KZ", NothingOnMapError),
        ("place=KZ-75", "KZ-19", NothingOnMapError),
        ("place=-", "KZ-19", NothingOnMapError),
    ],
)
def test_what_has_no_place_in_a_question_is_refused(
    filters: str, within: str, refusal: type[KuagerError]
) -> None:
    """Disagreements, years with a gap, places or days that exclude one another."""
    with pytest.raises(refusal):
        asked(filters, within=within)


def test_only_what_is_counted_by_place_is_told() -> None:
    """Every type has a map for outside that means its main date, or none."""
    maps = set()
    for name, kind in SCHEMA.types.items():
        if name in UNITS and main_place(kind) is not None:
            maps.add(name)
            assert question_of_map(name, EVERYTHING, SCHEMA).clock == next(iter(UNITS[name].clocks))
        else:
            with pytest.raises(NoMapOutsideError):
                question_of_map(name, EVERYTHING, SCHEMA)

    assert maps == {"event", "act", "step"}
