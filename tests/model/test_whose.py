"""Whom a number is about: every dimension is classified, and only State conduct is of the State."""

from datetime import date

import pytest

from kuager.model.derived import DERIVED, property_of
from kuager.model.question import Dimension, dimensions_of, read_question
from kuager.model.schema import load_schema
from kuager.model.units import UNITS
from kuager.model.whose import (
    CONDUCT_ONLY,
    GRAVE,
    NOT_CONDUCT,
    WHOSE,
    concern_of,
    is_conduct,
    is_grave,
    is_of_institutions,
)

SCHEMA = load_schema()
COUNTABLE = {d.name for unit in UNITS.values() for d in dimensions_of(unit, SCHEMA)} | set(DERIVED)


def passes(text: str, *key: str) -> bool:
    """Whether a cell of a question is a total of State conduct."""
    question = read_question(text, SCHEMA)
    return is_of_institutions(question, question.by, key, SCHEMA)


def test_every_countable_dimension_of_every_unit_is_classified() -> None:
    """A new property has to say whom it concerns, and a property that is gone is not spoken of."""
    assert COUNTABLE == WHOSE.keys()


def test_what_is_not_classified_is_an_attribute_of_victims() -> None:
    """The safe side is the one that nobody has to think of."""
    assert "victim" == concern_of("person.shoe_size")


@pytest.mark.parametrize("lists", [NOT_CONDUCT, CONDUCT_ONLY, GRAVE])
def test_single_words_are_words_of_their_lists(lists: dict[str, frozenset[str]]) -> None:
    """A word that was renamed would silently be conduct, or be grave no more."""
    for name, words in lists.items():
        prop = property_of(name, SCHEMA)
        assert prop is not None
        known = SCHEMA.vocabularies[prop.vocabulary].terms if prop.vocabulary else {"yes", "no"}
        assert words <= set(known), name


def test_words_apart_stand_in_lists_of_conduct() -> None:
    """To take a word out of a list that is no conduct would mean nothing."""
    assert {"conduct"} == {concern_of(name) for name in {**NOT_CONDUCT, **CONDUCT_ONLY}}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("unit=filing", (), id="six applications"),
        pytest.param("unit=filing&by=step.outcome", ("registered",), id="none registered"),
        pytest.param("unit=event&by=involvement.kind", ("police",), id="13 by police"),
        pytest.param("unit=event&by=involvement.kind", ("*",), id="of 19"),
        pytest.param("unit=event&by=involvement.kind@group", ("state",), id="by the State"),
        pytest.param("unit=event&by=act.harm,involvement.kind", ("*", "police"), id="margin"),
        pytest.param("unit=event&by=event.authority_response", ("refused",), id="response"),
        pytest.param("unit=event&by=event.authority_response", ("-",), id="nothing said"),
        pytest.param("unit=event&by=event.permit,event.date@year", ("refused", "2024"), id="year"),
        pytest.param("unit=filing&by=proceeding.body", ("ministry-of-culture",), id="body"),
        pytest.param("unit=filing&by=proceeding.furthest_stage", ("registered",), id="stage"),
        pytest.param(
            "unit=filing&by=proceeding.furthest_stage,proceeding.way_out&proceeding.on_the_way=yes",
            ("attempted", "refused"),
            id="refused at the desk",
        ),
        pytest.param(
            "unit=event&by=event.side,event.permit&event.kind=gathering",
            ("hostile", "granted"),
            id="a hostile gathering allowed",
        ),
        pytest.param("unit=act&by=act.type", ("complaint-refusal",), id="justice refused"),
        pytest.param(
            "unit=event&by=event.exit&event.kind=incident", ("not-registered",), id="kind of thing"
        ),
        pytest.param(
            "unit=event&by=event.exit&from=2024-05-01&to=2024-06-30", ("refused",), id="two months"
        ),
    ],
)
def test_a_total_of_state_conduct_is_of_institutions(text: str, key: tuple[str, ...]) -> None:
    """No attribute of a victim is in it, however small it is."""
    assert passes(text, *key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("unit=event&by=act.harm", ("physical",), id="harm"),
        pytest.param("unit=event&by=act.harm", ("*",), id="a total without conduct"),
        pytest.param("unit=event&by=involvement.kind", ("relative",), id="by a relative"),
        pytest.param("unit=event&by=involvement.kind@group", ("family",), id="by the family"),
        pytest.param("unit=event&by=act.harm,involvement.kind", ("physical", "police"), id="both"),
        pytest.param("unit=event&by=involvement.kind&act.minor=yes", ("police",), id="filtered"),
        pytest.param("unit=filing&event.place@region=KZ-75", (), id="place below the country"),
        pytest.param("unit=event&by=event.exit", ("nr-fear",), id="fear of the victim"),
        pytest.param("unit=event&by=event.reported", ("no",), id="not reported"),
        pytest.param("unit=filing&by=proceeding.against", ("_",), id="against somebody"),
        pytest.param("unit=event&by=event.justice_stage", ("known",), id="known to us alone"),
        pytest.param("unit=case&by=case.furthest_stage", ("known",), id="not reported, a case"),
        pytest.param("unit=case&by=case.way_out", ("withdrawn-fear",), id="left out of fear"),
        pytest.param("unit=event&by=event.way_out", ("nr-outing",), id="fear of disclosure"),
        pytest.param("unit=filing&by=proceeding.way_out", ("several",), id="any reasons"),
        pytest.param("unit=filing&by=proceeding.way_out", ("ended",), id="a word that hides why"),
        pytest.param("unit=person&by=person.way_out", ("refused",), id="refused to a person"),
        pytest.param("unit=event&by=event.motive_stage", ("recorded",), id="how far a motive came"),
        pytest.param("unit=filing&by=proceeding.kind", ("document-change",), id="who files"),
        pytest.param("unit=person&by=involvement.kind", ("police",), id="persons"),
        pytest.param("unit=people&by=event.police_conduct", ("dispersed",), id="people"),
        pytest.param("unit=act&by=act.type", ("beating",), id="what was done to people"),
        pytest.param(
            "unit=event&by=event.exit&from=2024-05-03&to=2024-05-03", ("refused",), id="one day"
        ),
    ],
)
def test_an_attribute_of_a_victim_is_not_of_institutions(text: str, key: tuple[str, ...]) -> None:
    """One attribute, filter or person is enough for the usual protection."""
    assert not passes(text, *key)


def test_a_code_of_others_is_conduct_only_if_all_words_under_it_are() -> None:
    """HURIDOCS' code of the police holds the police alone."""
    dimension = Dimension("involvement.kind", "mt24")

    assert is_conduct(dimension, "01 01 04", SCHEMA)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("act.minor", "no", True),
        ("act.minor", "*", False),
        ("act.type", "detention", True),
        ("act.type", "liberty", True),
        ("act.type", "outing", False),
        ("act.harm", "material", False),
        ("event.place", "KZ-75", False),
    ],
)
def test_detention_health_and_minors_are_grave(name: str, code: str, *, expected: bool) -> None:
    """They have the higher threshold, the broader words above them as well."""
    assert expected == is_grave(Dimension(name), code, SCHEMA)


def test_the_shortest_period_is_four_weeks() -> None:
    """A day less, and a total of State conduct is guarded like any other."""
    question = read_question("unit=filing&from=2024-02-01&to=2024-02-28", SCHEMA)
    shorter = question.with_period(date(2024, 2, 1), date(2024, 2, 27))

    assert is_of_institutions(question, (), (), SCHEMA)
    assert not is_of_institutions(shorter, (), (), SCHEMA)
