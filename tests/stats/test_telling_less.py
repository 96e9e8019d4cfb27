"""Rounding, anonymous lists of cases, and what may be changed so that more passes."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats.disclosed import as_published, grid, scattered, summed

from kuager.model.protection import OTHERS
from kuager.model.published import Axis, BadRuleError, Rule
from kuager.stats.disclosure import find_mends, protect, round_table
from kuager.stats.disclosure.anonymity import make_anonymous, small_companies
from kuager.stats.disclosure.mends import share

ROUND = Rule(rounding=5)
SECRET = b"of the house"
MONTHS = ({f"2024-{month:02}": "2024" for month in range(1, 13)},)
CITIES = ({"a1": "A", "a2": "A", "b1": "B"},)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([3, 5, 10]))
def test_the_true_number_is_less_than_one_base_away(seed: int, base: int) -> None:
    """Each cell becomes a multiple next to it, and says what it may have been."""
    table = scattered(Random(seed), (3, 3), 30)
    cells = round_table(table, Rule(rounding=base), SECRET).cells

    for key, number in table.values.items():
        low, high = cells[key].low, cells[key].high or 0
        assert low <= number <= high
        assert (high - base + 1) % base == 0
        assert high - low <= 2 * (base - 1)


def test_the_same_cell_is_always_rounded_the_same_way() -> None:
    """Asking again teaches nothing; another house rounds otherwise."""
    table = scattered(Random(3), (6, 5), 30)
    first = round_table(table, ROUND, SECRET)

    assert first == round_table(table, ROUND, SECRET)
    assert first != round_table(table, ROUND, b"of another house")


def test_rounding_keeps_the_mean() -> None:
    """Up and down are drawn so that many cells together are right."""
    axis = Axis("event.kind", tuple(f"k{i}" for i in range(400)), whole_list=True)
    table = summed([axis], {(code,): 2 for code in axis.categories})
    cells = round_table(table, ROUND, SECRET).cells
    told = [(cells[code,].high or 0) - 4 for code in axis.categories]

    assert 1.6 <= sum(told) / len(told) <= 2.4


def test_a_listed_category_is_never_rounded_to_nought() -> None:
    """It is listed because somebody is in it: 0 would be wrong, and 1 to 4 too narrow."""
    axis = Axis("event.kind", tuple(f"k{i}" for i in range(40)))
    table = summed([axis], {(code,): 1 + at % 4 for at, code in enumerate(axis.categories)})
    rounded = round_table(table, ROUND, SECRET)

    assert {(1, 9)} == {(rounded.cells[c,].low, rounded.cells[c,].high) for c in axis.categories}
    assert frozenset() == rounded.narrow


def test_rounding_that_covers_nothing_is_said() -> None:
    """Two numbers that may stand exactly leave only one for the third."""
    axis = Axis("event.kind", ("k1", "k2"))
    table = summed([axis], {("k1",): 18, ("k2",): 4}, free=frozenset({("k1",), ("*",)}))

    assert {("k2",)} == round_table(table, ROUND, SECRET).narrow


def test_a_small_free_cell_is_not_rounded() -> None:
    """What may stand anyway stands exactly."""
    table = grid([[2, 20], [30, 40]], free=frozenset({("r0", "c0")}))

    assert "free" == round_table(table, ROUND, SECRET).cells["r0", "c0"].mark


def test_rows_in_small_company_are_told_more_coarsely() -> None:
    """Three of one month and city stay; three others meet in year and region; one is left out."""
    rows = [("2024-05", "a1")] * 3
    rows += [("2024-06", "a1"), ("2024-07", "a2"), ("2024-08", "a1"), ("2024-01", "b1")]
    found = make_anonymous(rows, [MONTHS, CITIES], 3)

    assert (*rows[:3], *[("2024", "A")] * 3, None) == found.rows
    assert ((3, 4, 5, 6), 1) == (found.coarsened, found.smallest)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(MONTHS[0])), st.sampled_from(["a1", "a2", "b1"]))),
    st.sampled_from([3, 4]),
)
def test_nobody_stands_alone(rows: list[tuple[str, ...]], k: int) -> None:
    """Each combination that is told stands at least k times."""
    told = [row for row in make_anonymous(rows, [MONTHS, CITIES], k).rows if row is not None]

    assert {} == small_companies(told, k)


def test_fewer_than_three_is_no_company() -> None:
    """Of two, each knows the other."""
    with pytest.raises(BadRuleError):
        make_anonymous([], [MONTHS], 2)


def test_small_categories_together_may_stand() -> None:
    """Three kinds of 2, 2 and 3 are seven others; two of them are held back otherwise."""
    axis = Axis("event.kind", ("k1", "k2", "k3", "k4", "k5"))
    inner = {("k1",): 20, ("k2",): 2, ("k3",): 2, ("k4",): 3, ("k5",): 15}
    table = summed([axis], inner)
    (mend,) = find_mends(table, Rule(), {})

    assert ("merged", ("k2", "k3", "k4")) == (mend.kind, mend.merged)
    assert (7, {}) == (mend.table.values[OTHERS,], dict(mend.protected.hidden))
    assert share(protect(table, Rule())) < share(mend.protected)


def test_a_coarser_table_is_offered_if_it_shows_more() -> None:
    """The year instead of its halves."""
    halves = grid([[3, 9], [4, 12]])
    year = summed([Axis("event.kind", ("c0", "c1"))], {("c0",): 7, ("c1",): 21})
    worse = grid([[1, 1], [1, 1]])
    found = find_mends(halves, Rule(), {"year": year, "worse": worse})

    assert ["year"] == [mend.name for mend in found if mend.kind == "coarser"]


def test_a_table_that_passes_needs_no_mend() -> None:
    """Nothing is offered where everything stands."""
    table = grid([[9, 9], [9, 9]])

    assert () == find_mends(table, Rule(), {})
    assert as_published(table, protect(table, Rule()).cells).cells["*", "*"].low == 36
