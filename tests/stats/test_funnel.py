"""Counting funnels from bits: stages, ways, people, days between; positions only."""

from kuager.model.table import Cell
from kuager.stats.frame import Weights
from kuager.stats.funnel import Chosen, Courses, Passage, count_stages, times_between

STAGES = ("a", "b", "c")


def test_who_is_further_has_reached_what_came_before() -> None:
    """Positions 0 and 1 at the first stage, 2 at the second, 3 at the third; 3 only possibly."""
    courses = Courses(
        stages=STAGES,
        furthest={"a": 0b0011, "b": 0b0100, "c": 0b1000},
        ways={"left": 0b0001, "open": 0b0110, "for": 0b1000},
        reasons={"refused": 0b0001, "favourable": 0b1000},
        along={("b", "late"): 0b1100},
    )

    first, second, third = count_stages(courses, Chosen(0b0111, 0b1000))

    assert first.reached == Cell(3, 1, 3, 4)
    assert (second.reached, third.reached) == (Cell(1, 1, 1, 2), Cell(0, 1, 0, 1))
    assert [(one.reason, one.cell.sure) for one in first.exits] == [("refused", 1)]
    assert (first.way("left").sure, first.way("open").sure, third.way("for").possibly) == (1, 1, 1)
    assert [(one.reason, one.cell) for one in second.along] == [("late", Cell(1, 1, 1, 2))]


def test_people_have_bounds_of_their_own() -> None:
    """One filing of 27 people and one of at least 3: at least 30 reached it, nobody knows more."""
    weights = Weights(low=(0b11, 0b11, 0, 0b01, 0b01), high=(0b11, 0b11, 0, 0b01, 0b01), open=0b10)
    courses = Courses(
        stages=STAGES, furthest={"a": 0b10, "b": 0b01}, ways={}, reasons={}, weights=weights
    )

    first, second, _ = count_stages(courses, Chosen(0b11, 0))

    assert first.people == Cell(2, 0, 30, None)
    assert second.people == Cell(1, 0, 27, 27)


def test_days_are_counted_where_both_are_known() -> None:
    """Exact, bounded, open to one side, in the wrong order, one day missing, and still waiting."""
    passages = [
        Passage(1, is_open=False, days={0: (10, 10), 1: (20, 20)}),
        Passage(1, is_open=False, days={0: (1, 31), 1: (40, 50)}),
        Passage(2, is_open=False, days={0: (10, 10), 1: (30, None)}),
        Passage(1, is_open=False, days={0: (30, 30), 1: (20, 20)}),
        Passage(1, is_open=False, days={0: (30, 30)}),
        Passage(0, is_open=True, days={0: (30, 30)}),
        Passage(0, is_open=False, days={0: (30, 30)}),
    ]

    first, second = times_between(STAGES, passages)

    assert (first.n, first.waiting, first.undated, first.contrary) == (3, 1, 1, 1)
    assert (first.shortest, first.median, first.longest) == ((9, 10), (10, 49), (20, None))
    assert (second.n, second.median, second.undated) == (0, None, 1)


def test_a_median_between_two_days_is_widened_to_both() -> None:
    """Of 10 and 15 days the median is told as 12 to 13."""
    passages = [
        Passage(1, is_open=False, days={0: (0, 0), 1: (length, length)}) for length in (10, 15)
    ]

    assert times_between(STAGES, passages)[0].median == (12, 13)
