"""The years of a funnel, and what stands beside it: the rules that a recount found broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs.desks import new_desk, tell
from tests.verbs.ways import filed, page, put

from kuager.model.statement import say
from kuager.model.table import Cell
from kuager.verbs.desk import Desk

FILED = {"kind": "filed"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new vault."""
    made = new_desk(tmp_path / "vault", practice=True)
    yield made
    made.close()


def incident(desk: Desk, code: str, when: str, **said: str) -> None:
    """Something that happened on a day."""
    put(desk, "event", code, kind="incident", date=when, **said)


def test_a_date_of_any_year_names_no_year_of_its_own(desk: Desk) -> None:
    """Of 20XX is possible in every year that is shown, and adds none: no row of 2099."""
    incident(desk, "E-1", "2023-05-04")
    incident(desk, "E-2", "20XX")

    years = page(desk, "unit=event").cohorts

    assert [(one.year, one.reached[0]) for one in years] == [(2023, Cell(1, 1, 1, 2))]


def test_years_of_others_push_no_year_out(desk: Desk) -> None:
    """The last twelve years that anybody in the question is of, not that anything is of."""
    incident(desk, "E-1", "2003-05-04", reported="no")
    for year in range(2005, 2025):
        incident(desk, f"E-{year}", f"{year}", reported="yes")

    assert [c.year for c in page(desk, "unit=event&event.reported=no").cohorts] == [2003]
    assert [c.year for c in page(desk, "unit=event").cohorts] == [*range(2013, 2025)]


def test_a_year_is_counted_as_far_as_it_lies_in_the_period(desk: Desk) -> None:
    """What possibly lies in the period is possible in its year, too."""
    incident(desk, "E-1", "2024-05/2024-07")
    found = page(desk, "unit=event&from=2024-06-01&to=2025-12-31")

    assert found.justice.base == Cell(0, 1, 0, 1)
    assert [one.reached[0] for one in found.cohorts] == [found.justice.base]


def test_what_is_chosen_by_tells_the_day_in_every_number(desk: Desk) -> None:
    """Of a case of detentions the days of the detentions count: undated here, though not else."""
    case = put(desk, "case", "C-1")
    put(desk, "event", "E-1", kind="incident", date="2023", case=case)
    undated = put(desk, "event", "E-2", kind="incident", case=case)
    put(desk, "act", "A-1", event=undated, type="detention")

    found = page(desk, "unit=case&act.type=detention")

    assert found.justice.base.sure == found.justice.undated == 1
    assert not found.cohorts


def test_merged_are_those_of_the_number_that_is_told(desk: Desk) -> None:
    """Two speeches judged the same are merged in no funnel of incidents."""
    events = [put(desk, "event", f"E-{n}", kind="speech", date="2024") for n in range(2)]
    incident(desk, "E-9", "2024")
    tell(desk, say(events[0], "judgement.same_as", events[1]))

    found = page(desk, "unit=event")

    assert (found.justice.base.sure, found.justice.merged, found.bias.merged) == (1, 0, 0)


def test_a_matter_against_us_may_be_of_any_kind(desk: Desk) -> None:
    """On the ladder of matters against ours it is one, for cases and for filings alike."""
    case = put(desk, "case", "C-1")
    put(desk, "proceeding", "P-1", kind="other", ladder="kz-against-us", case=case)

    for unit in ("case", "filing"):
        assert page(desk, f"unit={unit}").against.counted.sure == 1


def test_the_first_day_is_the_first_in_the_order_of_dates(desk: Desk) -> None:
    """Before some day comes before later ones; of two that begin alike the more precise counts."""
    event = put(desk, "event", "E-1", kind="incident", date="2024-01-01")
    for number, when in enumerate(("2024-05/2024-08", "2024-05", "2024-06", "2024-07-01")):
        filed(desk, f"P-{number}", {**FILED, "date": when}, event=event)
    assert page(desk, "unit=event").times[0].median == (121, 151)

    filed(desk, "P-9", {**FILED, "date": "../2024-04"}, event=event)

    assert page(desk, "unit=event").times[0].median == (0, 120)


def test_people_who_possibly_were_touched_are_told(desk: Desk) -> None:
    """At least none, at most all: a number said of what may lie in the period is not dropped."""
    put(desk, "event", "E-1", kind="incident", date="2024-05/2024-07", people="27")
    found = page(desk, "unit=event&from=2024-06-01").sides

    assert found is not None
    assert found.touched == Cell(0, 1, 0, 27)
