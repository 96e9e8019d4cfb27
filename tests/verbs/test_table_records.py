"""From a number back to its records, and to the list that shows the same; what may be chosen."""

from itertools import product
from pathlib import Path

import pytest
from tests.examples.folders import PRACTICE, take_folder
from tests.verbs.desks import new_desk
from tests.web.tables.counted_house import many_cases, situation

from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, UnknownQuestionError, read_question
from kuager.model.table import TOTAL
from kuager.model.units import UNITS
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.finding import find_records
from kuager.verbs.records import restrict_case
from kuager.verbs.table_choices import (
    USUAL_QUESTIONS,
    countable,
    offer_choices,
    others_that_reach,
)
from kuager.verbs.table_records import list_like, records_behind

ASKED = (
    "unit=case&by=case.channel,act.harm",
    "unit=event&by=event.kind,event.place@region",
    "unit=event&by=event.kind&from=2023-01-01&to=2023-12-31",
    "unit=event&by=event.kind,event.date@year&event.kind=incident&from=2022-06-01",
    "unit=act&by=act.type,event.place@district",
    "unit=perpetrator&by=involvement.kind",
    "unit=people&by=event.kind",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The practice cases, and forty more with uncertain dates and an event that lasts."""
    made = new_desk(tmp_path_factory.mktemp("counted") / "vault", practice=True)
    take_folder(made, PRACTICE)
    many_cases(made, 40, material=9)
    situation(made)
    return made


@pytest.mark.parametrize("text", ASKED)
def test_behind_every_cell_are_as_many_records_as_it_counts(desk: Desk, text: str) -> None:
    """Surely and only possibly, of every category, of what is not said, and of all together."""
    question = read_question(text, desk.schema)
    table = count_table(desk, question=question)
    for key in product(*((*axis.categories, TOTAL) for axis in table.axes)):
        found = records_behind(desk, question=question, key=key)
        cell = table.cell(key)
        assert found.total == cell.sure + cell.possibly
        if found.pages == 1:
            assert len(found.records) == found.total
            assert len(found.possibly) == cell.possibly


@pytest.mark.parametrize("text", ASKED)
def test_a_list_that_is_offered_shows_the_same(desk: Desk, text: str) -> None:
    """As many, surely and possibly, as the cell; where no list can, none is offered."""
    question = read_question(text, desk.schema)
    table = count_table(desk, question=question)
    for key in product(*((*axis.categories, TOTAL) for axis in table.axes)):
        filters = list_like(question, key, desk.schema)
        if filters is not None:
            found = find_records(desk, type_name=UNITS[question.unit].type, filters=filters)
            cell = table.cell(key)
            assert (found.tally.sure, found.tally.possibly) == (cell.sure, cell.possibly), key


def test_a_list_is_offered_where_one_can_show_it(desk: Desk) -> None:
    """Own words, a region, what is not said; no broader word, no other record, no other clock."""

    def like(text: str, *key: str) -> bool:
        return list_like(read_question(text, desk.schema), key, desk.schema) is not None

    kind = "unit=event&by=event.kind,event.place@region"
    assert like(kind, "incident", "KZ-75")
    assert like(kind, "incident", NOTHING)
    assert not like(kind, TOTAL, "KZ-75")
    assert not like(kind, "incident", "KZ")
    assert not like("unit=case&by=act.harm", "material")
    assert not like("unit=act&by=act.type", "violence")
    assert not like("unit=event&by=event.kind&clock=known&from=2024-01-01", "incident")


def test_pages_hold_fifty_records_each(desk: Desk) -> None:
    """Each record once, in the same order."""
    question = read_question("unit=case", desk.schema)
    pages = [records_behind(desk, question=question, key=(), page=page) for page in (1, 2, 9)]
    codes = [record.code for page in pages[:2] for record in page.records]
    assert [len(page.records) for page in pages] == [50, 2, 2]
    assert len(set(codes)) == pages[0].total == 52


@pytest.mark.parametrize("key", [(), ("material", "material"), ("nothing-like-it",), ("KZ",)])
def test_a_cell_that_is_not_there_is_refused(desk: Desk, key: tuple[str, ...]) -> None:
    """Neither too few nor too many categories, nor one that nobody has."""
    question = read_question("unit=case&by=act.harm", desk.schema)
    with pytest.raises(UnknownQuestionError):
        records_behind(desk, question=question, key=key)


def test_what_is_restricted_stands_behind_no_number(tmp_path: Path) -> None:
    """Its case is gone from the count and from the codes."""
    desk = new_desk(tmp_path / "vault")
    many_cases(desk, 9, material=3)
    question = read_question("unit=case", desk.schema)
    before = records_behind(desk, question=question, key=()).total
    restrict_case(desk, code="N-1")
    after = records_behind(desk, question=question, key=())
    assert after.total == before - 1
    assert "N-1" not in {record.code for record in after.records}


def test_values_are_offered_with_what_they_would_leave(desk: Desk) -> None:
    """Each number is the one that the table then says, whatever else is chosen."""
    text = "unit=case&act.type=beating&from=2022-01-01&to=2023-12-31"
    question = read_question(text, desk.schema)
    for name in ("act.harm", "event.kind", "event.place@region", "case.channel"):
        dimension = Dimension(*name.split("@"))
        offered = offer_choices(desk, question=question, narrowed=(dimension,)).values[dimension]
        assert offered
        for code, number in offered.items():
            asked = read_question(f"{text}&{dimension.text}={code}", desk.schema)
            base = count_table(desk, question=asked).base
            assert base.sure + base.possibly == number, (name, code)


def test_only_what_somebody_said_is_offered(desk: Desk) -> None:
    """In the order of all; by any of the others the table would have one row: nothing said."""
    found = offer_choices(desk, question=read_question("unit=event", desk.schema)).filled
    whole = countable(UNITS["event"], desk.schema)
    rest = [dimension for dimension in whole if dimension not in found]
    assert found == tuple(dimension for dimension in whole if dimension in found)
    assert {"act.harm", "event.kind", "event.place"} <= {one.name for one in found}
    assert rest
    for dimension in rest:
        asked = read_question(f"unit=event&by={dimension.text}", desk.schema)
        assert count_table(desk, question=asked).axes[0].categories == (NOTHING,)


def test_the_years_are_those_of_the_clock(desk: Desk) -> None:
    """Every year in which a day of it may lie, also only perhaps."""
    opened = offer_choices(desk, question=read_question("unit=case", desk.schema)).years
    assert opened == (2022, 2023, 2024, 2025)


def test_units_that_lead_to_a_property_are_known(desk: Desk) -> None:
    """So that one is told what to choose instead; people are not divided by what was done."""
    assert others_that_reach("organisation.kind", desk.schema) == ("perpetrator", "filing", "step")
    assert "people" not in others_that_reach("act.harm", desk.schema)
    assert others_that_reach("nothing.like", desk.schema) == ()


def test_the_tables_that_are_often_asked_for_can_be_asked(desk: Desk) -> None:
    """Every one is understood and counts something in the practice cases."""
    for text in USUAL_QUESTIONS:
        assert count_table(desk, question=read_question(text, desk.schema)).base.sure > 0
