"""Bounds of a crowd hold whatever was really the case: random crowds, told only in part."""

from random import Random

import pytest

from kuager.model.crowd import Bounds, Crowd


def told(draw: Random, number: int) -> Bounds:
    """A number as somebody may tell it: exact, within a range, or at least."""
    kind = draw.randint(0, 2)
    if kind == 0:
        return number, number
    low = max(0, number - draw.randint(0, 3))
    return low, (None if kind == 1 else number + draw.randint(0, 3))


def real_crowd(draw: Random) -> tuple[Crowd, int]:
    """What is told of a crowd, and how many people there really were."""
    people = list(range(draw.randint(1, 12)))
    groups: dict[int, set[int]] = {}
    parts: dict[int, int] = {}
    for group in range(100, 100 + draw.randint(0, 4)):
        inside = people
        if groups and draw.random() < 0.5:
            parts[group] = draw.choice(list(groups))
            inside = sorted(groups[parts[group]])
        groups[group] = set(draw.sample(inside, draw.randint(1, len(inside))))
    known = {g: frozenset(p for p in who if draw.random() < 0.4) for g, who in groups.items()}
    loose = [
        set(draw.sample(people, draw.randint(1, len(people)))) for _ in range(draw.randint(0, 2))
    ]
    persons = frozenset(p for p in people if draw.random() < 0.3)
    there = set[int]().union(*groups.values(), *loose, persons)
    crowd = Crowd(
        total=told(draw, len(there)) if there and draw.random() < 0.3 else None,
        groups={group: told(draw, len(who)) for group, who in groups.items()},
        parts=parts,
        members=known,
        persons=persons,
        loose=tuple(told(draw, len(who)) for who in loose),
    )
    return crowd, len(there)


@pytest.mark.parametrize("seed", range(40))
def test_there_were_as_many_as_the_bounds_say(seed: int) -> None:
    """Never fewer than at least, never more than at most."""
    draw = Random(seed)
    for _ in range(50):
        crowd, real = real_crowd(draw)
        low, high = crowd.bounds
        assert low <= real, (crowd, real)
        assert high is None or real <= high, (crowd, real)


def test_cases_that_share_somebody_may_be_of_one_person() -> None:
    """Two cases with a common person are at least one, at most all of their people."""
    crowd = Crowd(
        groups={},
        parts={},
        members={},
        cases=(frozenset({1, 2}), frozenset({2, 3}), frozenset({4})),
    )

    assert crowd.bounds == (2, 4)


def test_a_group_that_is_said_to_be_its_own_part_counts_once() -> None:
    """A circle of parts, made by mistake, ends."""
    crowd = Crowd(groups={1: (5, 5), 2: (3, 3)}, parts={1: 2, 2: 1}, members={})

    assert crowd.bounds[0] == 5


def test_nobody_is_said() -> None:
    """Nothing is nothing: at least nobody, and it says that it says nothing."""
    crowd = Crowd(groups={}, parts={1: 2}, members={1: frozenset({3})})

    assert crowd.is_silent
    assert crowd.bounds == (0, 0)
