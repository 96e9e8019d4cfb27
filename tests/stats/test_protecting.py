"""One table: what is held back, and that nobody computes it back."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hazards.onlooker import Onlooker, World
from tests.stats.disclosed import as_published, grid, scattered, summed, with_held_back

from kuager.model.protection import OpenTable, Protected, UnsoundTableError
from kuager.model.published import Axis, PublishedTable, Rule
from kuager.stats.disclosure import attack, protect
from kuager.stats.disclosure import protecting as inside
from kuager.stats.disclosure import sheet as sheets
from kuager.stats.disclosure.greedy import greedy
from kuager.stats.disclosure.mends import merge
from kuager.stats.disclosure.readers import is_safe
from kuager.stats.disclosure.sheet import lay_out

SMALL = grid([[20, 3, 9], [14, 11, 2], [8, 16, 12]])
"""Two small cells, in different rows and columns."""
ALONE = grid([[1, 3, 9], [20, 30, 40], [25, 35, 45]])
"""Somebody is the only one in a cell."""
SHAPES = st.sampled_from([(2, 3), (3, 4), (5,), (2, 3, 2)])


def narrowest(table: OpenTable, found: Protected) -> int | None:
    """The width of the narrowest cell held back, as the onlooker computes it."""
    world = World(
        places={},
        single={axis.name: axis.categories for axis in table.axes if not axis.many},
        several={axis.name: axis.categories for axis in table.axes if axis.many},
    )
    looks = Onlooker([as_published(table, found.cells)], world).looks()
    return min((look.high - look.low for look in looks), default=None)


def exposed(table: PublishedTable, truths: Protected | None = None) -> int:
    """How many cells of one table the attack sees."""
    hidden = {} if truths is None else {(0, key): n for key, n in truths.hidden.items()}
    return sum(one.reason == "suppressed-cell" for one in attack([table], Rule(), truths=hidden))


def test_without_the_second_step_small_cells_are_computed_back() -> None:
    """Only the small cells held back: both are what the totals leave, and the attack says so."""
    primary = set(protect(SMALL, Rule()).primary)

    assert ({("r0", "c1"), ("r1", "c2")}, 2) == (primary, exposed(with_held_back(SMALL, primary)))


def test_with_the_second_step_nothing_is_seen() -> None:
    """What is held back besides leaves at least k numbers to think of."""
    found = protect(SMALL, Rule())

    assert (0, True) == (
        exposed(as_published(SMALL, found.cells), found),
        (narrowest(SMALL, found) or 0) >= 5,
    )


def test_cutting_planes_lose_no_more_than_one_cell_after_the_other() -> None:
    """The optimum is proved on small tables, and is sometimes cheaper than the quick way."""
    tables = [scattered(Random(seed), (3, 5), 30) for seed in range(8)]
    costs = []
    for table in tables:
        sheet = lay_out(table, Rule())
        quick = sum(float(sheet.costs[row]) for row in greedy(sheet, set(sheet.primary)))
        costs.append((protect(table, Rule()).cost, quick))

    assert all(best <= quick + 1e-9 for best, quick in costs)
    assert any(best < quick - 1e-6 for best, quick in costs)


def test_what_is_proved_is_not_more_than_what_is_lost() -> None:
    """The bound never lies above the cost, and mostly they are equal on small tables."""
    found = [protect(scattered(Random(seed), (3, 4), 30), Rule()) for seed in range(6)]

    assert all(one.at_least <= one.cost + 1e-6 for one in found)
    assert sum(one.cost - one.at_least < 1e-6 for one in found) >= 3


def test_the_same_table_gets_the_same_answer() -> None:
    """No clock and no chance decides what is held back."""
    table = scattered(Random(5), (6, 5), 30)

    assert protect(table, Rule()) == protect(table, Rule())


def test_without_the_people_inside_a_cell_of_one_sees_its_neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The round for people who are a cell of one left out: with truths, the attack finds it."""
    only = (sheets.OUTSIDER,)
    monkeypatch.setattr(sheets.Sheet, "readers", property(lambda _self: only))
    faulty = protect(ALONE, Rule())
    monkeypatch.undo()
    careful = protect(ALONE, Rule())

    assert exposed(as_published(ALONE, faulty.cells), faulty) > 0
    assert exposed(as_published(ALONE, careful.cells), careful) == 0


def test_a_faulty_quick_way_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first step that believes itself done is looked at again: more is held back until it is."""
    monkeypatch.setattr(inside, "greedy", lambda _sheet, hidden: hidden)
    found = protect(SMALL, Rule())

    assert "more" == found.method
    assert exposed(as_published(SMALL, found.cells), found) == 0


def test_a_change_that_undoes_itself_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the cell that is to move may stay where it is, no way out is found; still none is seen."""
    monkeypatch.setattr("kuager.stats.disclosure.greedy.cheapest_change", lambda *_: set())
    found = protect(SMALL, Rule())

    assert exposed(as_published(SMALL, found.cells), found) == 0


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHAPES, st.integers(0, 10_000), st.sampled_from([3, 5]), st.booleans())
def test_no_cell_of_a_random_table_is_narrow(
    sizes: tuple[int, ...],
    seed: int,
    k: int,
    zeros: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever the table: the onlooker leaves each cell held back at least k wide."""
    table = scattered(Random(seed), sizes, 14)
    found = protect(table, Rule(threshold=k, zeros=zeros), thorough=seed % 3 == 0)
    narrow = narrowest(table, found)

    assert narrow is None or narrow >= k
    assert all(not 0 < n < k or key in found.hidden for key, n in table.values.items())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000))
def test_no_cell_is_narrow_where_a_record_has_several_values(seed: int) -> None:
    """A dimension whose rows need not add up: the same holds."""
    table = several(Random(seed))
    narrow = narrowest(table, protect(table, Rule(), thorough=False))

    assert narrow is None or narrow >= 5


def several(draw: Random) -> OpenTable:
    """Regions by harms, of which a record may have any number."""
    axes = (Axis("event.place@region", ("A", "B")), Axis("act.harm", ("h", "i", "-"), many=True))
    values: dict[tuple[str, ...], int] = {}
    for _ in range(draw.randrange(40)):
        region = draw.choice("AAB")
        harms = [code for code in "hi" if draw.random() < 0.4] or ["-"]
        for key in {(r, h) for r in (region, "*") for h in (*harms, "*")}:
            values[key] = values.get(key, 0) + 1
    return OpenTable(axes=axes, values=values)


def test_of_too_few_nothing_stands() -> None:
    """Four records in all: neither the cells nor the total."""
    found = protect(grid([[1, 2], [0, 1]]), Rule())

    assert not [key for key, cell in found.cells.items() if cell.low > 0]


def test_a_line_in_one_cell_tells_it_of_everybody() -> None:
    """All twelve of a row in one column: held back, unless it is free."""
    rows = [[12, 0, 0], [10, 9, 8], [7, 9, 11]]
    held = protect(grid(rows), Rule())
    shown = protect(grid(rows, free=frozenset({("r0", "c0")})), Rule())

    assert "concentrated" == held.primary[("r0", "c0")]
    assert (False, "free") == (("r0", "c0") in shown.hidden, shown.cells["r0", "c0"].mark)


def test_empty_cells_are_held_back_if_the_rule_says_so() -> None:
    """Otherwise they stand."""
    rows = [[0, 12, 9], [10, 9, 8], [7, 9, 11]]
    held, shown = protect(grid(rows), Rule(zeros=True)), protect(grid(rows), Rule())

    assert ({("r0", "c0"): "zero"}, {}) == (held.primary, shown.primary)


LISTED = summed([Axis("event.kind", ("k1", "k2", "k3"))], {("k1",): 20, ("k2",): 3, ("k3",): 2})
"""Two small categories of five together: somebody is in each, or it would not be listed."""
EVERYTHING = replace(LISTED, axes=(replace(LISTED.axes[0], whole_list=True),))


def test_what_is_listed_is_not_empty() -> None:
    """One to four of each is too narrow, so a third goes with them; nought to five would do."""
    small = {("k2",), ("k3",)}

    assert small == set(protect(EVERYTHING, Rule()).hidden)
    assert small < set(protect(LISTED, Rule()).hidden)
    assert (narrowest(LISTED, protect(LISTED, Rule())) or 0) >= 5


def test_the_attack_knows_that_what_is_listed_is_not_empty() -> None:
    """The same two held back: seen if the table lists what occurs, not if it lists everything."""
    small = {("k2",), ("k3",)}

    assert 2 == exposed(with_held_back(LISTED, small))
    assert 0 == exposed(with_held_back(EVERYTHING, small))


def test_a_category_of_one_may_be_listed() -> None:
    """That it is not empty is known; that it is one is not, to others or to itself."""
    table = summed(LISTED.axes, {("k1",): 20, ("k2",): 1, ("k3",): 8})
    found = protect(table, Rule())

    assert ("k2",) in found.hidden
    assert 0 == exposed(as_published(table, found.cells), found)
    assert (narrowest(table, found) or 0) >= 5


def test_small_categories_told_as_one_are_a_way_out() -> None:
    """Where listing them costs the total or the rest, together they stand."""
    table = merge(LISTED, 0, ("k2", "k3"))

    assert {} == dict(protect(table, Rule()).hidden)


def test_cells_that_cannot_be_are_never_held_back() -> None:
    """What can have no record by its definition is known to everybody: it covers nothing."""
    rows = [[0, 12, 3], [10, 9, 8], [7, 9, 11]]
    found = protect(grid(rows, impossible=frozenset({("r0", "c0")})), Rule(zeros=True))

    assert ("r0", "c0") not in found.hidden
    assert ("r0", "c2") in found.hidden


def test_a_small_total_of_an_institution_passes() -> None:
    """Two of nineteen by neighbours: free, and marked as such."""
    axis = Axis("involvement.kind", ("police", "neighbours"))
    table = summed([axis], {("police",): 17, ("neighbours",): 2}, free=frozenset({("neighbours",)}))
    found = protect(table, Rule())

    assert ({}, "free") == (found.hidden, found.cells["neighbours",].mark)


def test_a_table_that_does_not_add_up_is_refused() -> None:
    """Nothing can be checked where a total is not the sum of its row."""
    table = OpenTable(axes=SMALL.axes, values=dict(SMALL.values) | {("r0", "*"): 33})
    with pytest.raises(UnsoundTableError):
        protect(table, Rule())


def test_what_an_attacker_knows_is_told_with_each_cell() -> None:
    """The bounds hold the true number and are at least k wide."""
    found = protect(SMALL, Rule())

    assert found.hidden.keys() == found.bounds.keys()
    for key, bounds in found.bounds.items():
        high = 10**9 if bounds.high is None else bounds.high
        assert bounds.low <= found.hidden[key] <= high
        assert high - bounds.low >= 5


def test_the_last_check_bites() -> None:
    """It refuses a choice with one cell too few."""
    sheet = lay_out(SMALL, Rule())
    hidden = {sheet.index[key] for key in protect(SMALL, Rule()).hidden}
    spare = min(hidden - sheet.primary.keys())

    assert (True, False) == (is_safe(sheet, hidden), is_safe(sheet, hidden - {spare}))
