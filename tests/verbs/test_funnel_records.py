"""From a number of a funnel to its records: as many as it says, whatever it counts."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from tests.verbs.desks import new_desk
from tests.verbs.ways import a_bit_of_everything, page

from kuager.model.funnel import FUNNEL_CLOCKS, FUNNEL_UNITS, Exit, Funnel, FunnelPage
from kuager.model.question import UnknownQuestionError, read_question
from kuager.model.table import Cell
from kuager.verbs.desk import Desk
from kuager.verbs.funnel_records import records_of_funnel


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Matters of every unit at a new vault; it is 1 March 2025."""
    found = new_desk(tmp_path / "vault")
    a_bit_of_everything(found)
    return found


def numbers(found: FunnelPage) -> Iterator[tuple[str, Cell]]:
    """Each number of a page with its name."""
    yield from of_funnel(found.justice, "")
    yield from of_funnel(found.bias, "motive-")
    for stage in found.justice.stages:
        yield from named(f"along|{stage.stage}|", stage.along)
    yield "several", found.justice.several
    yield "open", found.justice.whole("open")
    yield from named("beside|", found.beside)
    yield "against", found.against.counted
    yield from named("against|kind|", found.against.kinds)
    yield from ((f"against|way|{way}", cell) for way, cell in found.against.ways.items())


def of_funnel(funnel: Funnel, before: str) -> Iterator[tuple[str, Cell]]:
    """Stages, ways and exits of one funnel."""
    for one in funnel.stages:
        yield f"{before}reached|{one.stage}", one.reached
        yield from ((f"{before}way|{one.stage}|{way}", cell) for way, cell in one.ways.items())
        yield from named(f"{before}left|{one.stage}|", one.exits)


def named(before: str, exits: tuple[Exit, ...]) -> Iterator[tuple[str, Cell]]:
    """Ways out with their names."""
    yield from ((f"{before}{one.reason}", one.cell) for one in exits)


@pytest.mark.parametrize(("unit", "clock"), list(product(FUNNEL_UNITS, FUNNEL_CLOCKS)))
def test_as_many_records_as_the_number_says(desk: Desk, unit: str, clock: str) -> None:
    """Sure and possible ones together; with an uncertain period, too."""
    for rest in ("", "&from=2024-03-10&to=2024-08-25"):
        asked = f"unit={unit}&clock={clock}{rest}"
        question = read_question(asked, desk.schema)
        told = {
            name: (cell.sure + cell.possibly, cell.possibly)
            for name, cell in numbers(page(desk, asked))
        }
        behind = {name: records_of_funnel(desk, question=question, number=name) for name in told}

        assert told == {name: (one.total, len(one.possibly)) for name, one in behind.items()}
        assert sum(total > 0 for total, _ in told.values()) > 4


@pytest.mark.parametrize("number", ["", "reached", "reached|nowhere", "total|court", "left"])
def test_a_number_that_is_none_is_refused(desk: Desk, number: str) -> None:
    """Nothing is shown under a name that no number has."""
    question = read_question("unit=event&clock=incident", desk.schema)

    with pytest.raises(UnknownQuestionError):
        records_of_funnel(desk, question=question, number=number)
