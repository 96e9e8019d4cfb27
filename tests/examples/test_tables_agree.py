"""The same question gives the same number in the lists and in the tables: over all examples."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.examples.folders import KAZAKHSTAN, PRACTICE, take_folder
from tests.verbs.counted import ask
from tests.verbs.desks import new_desk

from kuager.model.filters import CONFLICTS, YEAR, Filters
from kuager.model.places import gazetteer
from kuager.model.table import EMPTY, Table
from kuager.verbs.desk import Desk
from kuager.verbs.finding import Facet, find_records

UNITS = {"case": "case", "event": "event", "act": "act", "person": "person", "step": "step",
         "intervention": "intervention", "proceeding": "filing"}  # fmt: skip
EVERYTHING = Filters(chosen={})


@pytest.fixture(scope="module", params=[PRACTICE, KAZAKHSTAN], ids=["practice", "kazakhstan"])
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A vault with one of the example folders."""
    made = new_desk(tmp_path_factory.mktemp("agree") / "vault", practice=True)
    take_folder(made, request.param)
    yield made
    made.close()


def narrowed(desk: Desk, type_name: str) -> tuple[Filters, str]:
    """A list without what is never counted, and the table of the same records."""
    unit = UNITS[type_name]
    if type_name == "event":
        kinds = {*desk.schema.vocabularies["event_kind"].terms, "-"} - {"situation"}
        return Filters(chosen={"kind": tuple(sorted(kinds))}), f"unit={unit}"
    if type_name == "proceeding":
        return Filters(chosen={"kind": ("complaint",)}), f"unit={unit}&proceeding.kind=complaint"
    return EVERYTHING, f"unit={unit}"


def test_every_facet_of_every_list_is_a_table_of_one_dimension(desk: Desk) -> None:
    """All values of all properties by which lists are narrowed, for all types that are counted."""
    compared = 0
    for type_name in ("case", "event", "person", "step", "intervention", "proceeding"):
        filters, text = narrowed(desk, type_name)
        found = find_records(desk, type_name=type_name, filters=filters)
        assert found.tally.sure + found.tally.possibly == ask(desk, text).base.sure
        for facet in found.facets:
            if facet.name not in (YEAR, CONFLICTS, *filters.chosen):
                compared += check(desk, type_name, facet, text)
    assert compared > 40


def check(desk: Desk, type_name: str, facet: Facet, text: str) -> int:
    """Compare one facet with the tables of its scales; returns how many values were there."""
    name = f"{type_name}.{facet.name}"
    prop = desk.schema.property(name)
    scales = ("region", "district") if prop.kind == "place" else ("",)
    if not facet.counts:
        return 0
    tables = [ask(desk, f"{text}&by={name}@{scale}".rstrip("@")) for scale in scales]
    for code, tally in facet.counts.items():
        if code in gazetteer() and gazetteer().place(code).kind == "country":
            continue
        wanted = tally.sure + tally.possibly
        assert wanted in [table.cell((code,)).sure for table in tables], (name, code)
        assert ask(desk, f"{text}&{name}={code}").base.sure == wanted, (name, code)
    return len(facet.counts)


def test_the_years_of_a_list_are_the_periods_of_a_table(desk: Desk) -> None:
    """Surely in the year, and possibly: the same two numbers."""
    filters, text = narrowed(desk, "event")
    found = find_records(desk, type_name="event", filters=filters)
    years = next(facet for facet in found.facets if facet.name == YEAR).counts
    assert years
    for year, tally in years.items():
        table = ask(desk, f"{text}&from={year}-01-01&to={year}-12-31")
        assert (table.base.sure, table.base.possibly) == tuple(tally), year


def test_a_period_of_a_list_is_that_of_a_table(desk: Desk) -> None:
    """Any first and last day."""
    for first, last in (("2021-05-01", "2021-05-31"), ("2020-12-15", "2023-02-03")):
        filters, text = narrowed(desk, "event")
        narrow = Filters(
            chosen=filters.chosen,
            first=date.fromisoformat(first),
            last=date.fromisoformat(last),
        )
        found = find_records(desk, type_name="event", filters=narrow)
        table = ask(desk, f"{text}&from={first}&to={last}")
        assert tuple(found.tally) == (table.base.sure, table.base.possibly)


def test_acts_of_a_list_are_those_of_a_table_but_for_situations(desk: Desk) -> None:
    """What is missing from the table are the acts in the course of what lasts."""
    found = find_records(desk, type_name="act", filters=EVERYTHING)
    table = ask(desk, "unit=act")
    lasting = {
        record.id for record in desk.view.briefs("event") if record.get("event.kind") == "situation"
    }
    left_out = [act for act in desk.view.briefs("act") if act.get("act.event") in lasting]

    assert found.everything - len(left_out) == table.base.sure


def test_a_table_of_every_dimension_adds_up(desk: Desk) -> None:
    """Where nobody stands in two rows, the rows and what is not said are the whole."""
    for name in ("event.place@region", "event.date@year", "event.reported", "event.kind"):
        table: Table = ask(desk, f"unit=event&by={name}")
        cells = [table.cell((code,)) for code in table.axes[0].categories]
        assert not table.axes[0].many
        assert sum(cell.sure for cell in cells) == table.base.sure
        assert table.base != EMPTY
