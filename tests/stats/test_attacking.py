"""All that was ever published, together: what two tables give away that each keeps."""

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from tests.hazards.disclosures import WITHIN, WORLD
from tests.hazards.onlooker import Onlooker
from tests.stats.disclosed import REGION, by_region, grid, with_held_back

from kuager.model.protection import OpenTable
from kuager.model.published import (
    HELD_BACK,
    Axis,
    PublishedCell,
    PublishedTable,
    Rule,
    exact,
    free,
)
from kuager.stats.disclosure import Within, attack, attacking, examine
from kuager.stats.disclosure.cliques import cliques, joints

RULE = Rule()
FIRST = by_region([12, 9, 8, 29])
LATER = date(2025, 6, 1)
DISTRICTS = Axis("event.place@district", ("a1", "a2", "b1", "c1"))


def reasons(*tables: PublishedTable, within: Within | None = None) -> set[str]:
    """Why tables may not stand together."""
    return {one.reason for one in attack(tables, RULE, within=within or {})}


@pytest.mark.parametrize(
    "numbers", [[18, 9, 8, 35], [12, 9, 8, 29], [17, 14, 13, 44]], ids=["six more", "same", "each"]
)
def test_tables_that_give_nothing_away_stand_together(numbers: list[int | None]) -> None:
    """The same question later, with nothing new or with five new records or more."""
    assert set() == reasons(FIRST, by_region(numbers, as_of=LATER))


def test_one_record_more_is_seen() -> None:
    """Two tables, each safe alone: the second counts one record more, and shows where it lies."""
    found = attack([FIRST, by_region([13, 9, 8, 30], as_of=LATER)], RULE)
    changes = {one.group.get("event.place") for one in found if one.reason == "small-change"}

    assert {1} == {one.low for one in found} == {one.high for one in found}
    assert ("A",) in changes


def test_one_record_less_is_seen() -> None:
    """A case that was taken out between two releases is a person, too."""
    found = attack([FIRST, by_region([11, 9, 8, 28], as_of=LATER)], RULE)

    assert "small-change" in {one.reason for one in found}


def test_a_filter_is_told_apart_from_everything() -> None:
    """29 in all, 27 of them of one kind: two are of another."""
    fewer = by_region([10, 9, 8, 27], where={"event.kind": ("k1",)})

    assert {"small-group", "difference"} <= reasons(FIRST, fewer)


def test_a_shorter_period_is_told_apart_from_the_year() -> None:
    """29 in the year, 27 until November: two in December."""
    assert "small-group" in reasons(FIRST, by_region([10, 9, 8, 27], last=date(2024, 11, 30)))


def test_years_and_months_of_the_clock_are_its_periods() -> None:
    """A table by month and one of a period speak of the same days."""
    months = Axis("event.date@month", tuple(f"2024-{month:02}" for month in range(1, 13)))
    numbers = [6, 7, 8, 9, 5, 6, 7, 8, 9, 5, 6, 7]
    cells = {(code,): exact(n) for code, n in zip(months.categories, numbers, strict=True)}
    by_month = by_region([None] * 4, axes=(REGION,))
    whole = PublishedTable(
        unit="event", clock="incident", first=by_month.first, last=by_month.last,
        axes=(months,), cells=cells | {("*",): exact(sum(numbers))}, as_of=by_month.as_of,
    )  # fmt: skip
    part = PublishedTable(
        unit="event", clock="incident", first=date(2024, 1, 1), last=date(2024, 2, 15), axes=(),
        cells={(): exact(11)}, as_of=by_month.as_of,
    )  # fmt: skip

    assert "small-group" in reasons(whole, part)


def test_two_groupings_give_away_what_lies_between() -> None:
    """Region A has 12, its district a1 10: two lie in the rest."""
    cells = {("a1",): exact(10), ("a2",): HELD_BACK, ("b1",): exact(9), ("c1",): exact(8)}
    districts = by_region([None] * 4, axes=(REGION,))
    fine = PublishedTable(
        unit="event", clock="incident", first=districts.first, last=districts.last,
        axes=(DISTRICTS,), cells=cells, as_of=districts.as_of,
    )  # fmt: skip

    assert "suppressed-cell" in reasons(FIRST, fine, within=WITHIN | _c_within())
    assert {"cannot-be-checked"} == reasons(FIRST, fine)


def _c_within() -> Within:
    return {("event.place@district", "c1"): {"region": ("C",)}}


def test_a_percentage_of_a_known_base_is_a_count() -> None:
    """What was printed as a percentage long ago bounds what is held back today."""
    before = by_region([None] * 4, axes=(REGION,))
    old = PublishedTable(
        unit="event", clock="incident", first=before.first, last=before.last, axes=(REGION,),
        cells={("A",): PublishedCell(17, 19, "rounded"), ("*",): PublishedCell(23, 23, "rounded")},
        as_of=before.as_of, origin="before", percentages=True,
    )  # fmt: skip
    assert "suppressed-cell" in reasons(old, by_region([None, None, 0, 23]))


def test_a_free_total_of_an_institution_harms_nothing_else() -> None:
    """Two by neighbours, said openly, beside a table of regions."""
    axis = Axis("involvement.kind", ("police", "neighbours"))
    told = by_region([None] * 4, axes=(REGION,))
    doers = PublishedTable(
        unit="event", clock="incident", first=told.first, last=told.last, axes=(axis,),
        cells={("police",): exact(27), ("neighbours",): free(2), ("*",): exact(29)},
        as_of=told.as_of,
    )  # fmt: skip

    assert set() == reasons(FIRST, doers)


def test_a_small_number_that_simply_stands_in_a_table_of_ours_is_seen() -> None:
    """The attack does not rely on the step before it."""
    assert "small-group" in reasons(by_region([20, 3, 6, 29]))


def test_different_units_are_different_systems() -> None:
    """Acts and events of one year have nothing in common that could be computed."""
    assert set() == reasons(FIRST, by_region([11, 9, 8, 28], unit="act"))


def test_figures_that_contradict_each_other_are_looked_at_all_the_same() -> None:
    """A partner counted 28 where we count 29: as few corrections as possible are supposed."""
    theirs = by_region([11, 9, 8, 28], origin="partner")

    assert "cannot-be-checked" not in reasons(FIRST, theirs)
    assert "suppressed-cell" in reasons(FIRST, theirs, by_region([None, 9, 8, 29]))


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing passes because it could not be looked at."""
    monkeypatch.setattr("kuager.stats.disclosure.joint.MOST_KINDS", 3)
    large = attack([FIRST], RULE)
    monkeypatch.undo()
    monkeypatch.setattr(attacking, "QUESTIONS", 1)
    long = attack([FIRST], RULE)

    assert [("cannot-be-checked", "too-large"), ("cannot-be-checked", "too-long")] == [
        (one.reason, one.detail) for one in (*large, *long)
    ]


def test_the_rest_of_too_many_exposures_is_not_taken_for_safe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where old leaks fill the answer, it ends with "cannot be checked", not with silence."""
    monkeypatch.setattr(attacking, "MOST_TOLD", 2)
    found = attack([FIRST, by_region([13, 9, 8, 30], as_of=LATER)], RULE)

    assert ["small-change", "small-change", "cannot-be-checked"] == [one.reason for one in found]


def test_a_person_alone_in_a_cell_is_a_reader_of_all_tables() -> None:
    """Known to be one of two in a hidden pair, he computes the other; with truths this is seen."""
    table = grid([[1, 12, 9], [11, 30, 40], [25, 35, 45]])
    hidden = {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")}
    truths = {(0, key): table.values[key] for key in hidden}
    published = with_held_back(table, hidden)
    found = attack([published], RULE, truths=truths)

    assert () == attack([published], RULE)
    assert {(0, ("r0", "c0"))} == {one.insider for one in found if one.insider}


def test_what_is_public_already_is_not_held_back_in_vain() -> None:
    """A number of an earlier table covers nothing; another cell is chosen."""
    table = grid([[20, 3, 9], [14, 11, 2], [8, 16, 12]])
    row = ("r0", "c0")
    earlier = _single({"event.place@region": ("r0",), "event.kind": ("c0",)}, 20)
    blank = with_held_back(table, set())
    found = examine(table, blank, [earlier], RULE)

    assert (True, False) == (found.may_leave, row in found.protected.hidden)


def _single(where: dict[str, tuple[str, ...]], number: int) -> PublishedTable:
    return PublishedTable(
        unit="event", clock="incident", first=None, last=None, axes=(), where=where,
        cells={(): exact(number)}, as_of=date(2025, 1, 1),
    )  # fmt: skip


def test_a_second_table_that_would_give_the_first_away_may_not_leave() -> None:
    """The total of the two cells that were held back, by another way."""
    first = by_region([20, None, None, 29])
    blank = PublishedTable(
        unit="event", clock="incident", first=first.first, last=first.last, axes=(),
        where={"event.place@region": ("B",)}, cells={}, as_of=first.as_of,
    )  # fmt: skip
    found = examine(OpenTable(axes=(), values={(): 7}), blank, [first], RULE)

    assert ((True, False), {(0, ("C",)), (0, ("B",))}) == (
        (found.protected.cells[()].mark == "exact", found.may_leave),
        {(one.table, one.key) for one in found.exposures if one.table is not None},
    )


def test_cliques_of_a_chain_are_its_links() -> None:
    """a-b and b-c need no system of all three; a ring is cut in two."""
    pairs = [frozenset("ab"), frozenset("bc")]
    ring = [frozenset("ab"), frozenset("bc"), frozenset("cd"), frozenset("da")]

    assert set(pairs) == set(cliques(pairs))
    assert [3, 3] == [len(clique) for clique in cliques(ring)]
    assert [frozenset("b")] == [shared for _, _, shared in joints(cliques(pairs))]


@pytest.mark.parametrize("seed", range(4))
def test_cliques_see_as_much_as_the_product_of_everything(seed: int) -> None:
    """Three tables that meet pairwise: the bounds are those of the onlooker's one big system."""
    draw = Random(seed)
    tables = [_pair(draw, a, b) for a, b in (("region", "kind"), ("kind", "bias"))]
    own = {
        (one.table, one.key): (one.low, one.high)
        for one in attack(tables, Rule(threshold=10))
        if one.reason == "suppressed-cell" and one.insider is None
    }
    looks = {(look.table, look.key): look for look in Onlooker(tables, WORLD).looks()}
    narrow = {name for name, look in looks.items() if look.high - look.low < 10}

    assert narrow == set(own)
    assert all((looks[name].low, looks[name].high) == own[name] for name in narrow)


def _pair(draw: Random, first: str, second: str) -> PublishedTable:
    """A random table of two dimensions of one corpus, a third of its cells held back."""
    axes = {
        "region": Axis("event.place@region", ("A", "B", "C", "D")),
        "kind": Axis("event.kind", ("k1", "k2", "k3")),
        "bias": Axis("event.bias", ("yes", "no", "-")),
    }
    people = [
        {name: Random(f"{number} {name}").choice(axis.categories) for name, axis in axes.items()}
        for number in range(30)
    ]  # fmt: skip
    cells = {}
    for a, b in product((*axes[first].categories, "*"), (*axes[second].categories, "*")):
        number = sum(a in ("*", one[first]) and b in ("*", one[second]) for one in people)
        cells[a, b] = HELD_BACK if draw.random() < 0.4 else exact(number)
    return PublishedTable(
        unit="event", clock="incident", first=None, last=None, axes=(axes[first], axes[second]),
        cells=cells, as_of=date(2025, 1, 1), origin="before",
    )  # fmt: skip


def test_a_table_that_lists_nobody_tells_that_there_is_nobody() -> None:
    """Its total held back hides nothing; where everything is listed, an empty list says nothing."""
    axis = Axis("event.kind", ())
    listed = replace(_single({}, 0), axes=(axis,), cells={("*",): HELD_BACK})
    typed_in = replace(listed, axes=(replace(axis, many=True, whole_list=True),))

    assert ({"suppressed-cell"}, set()) == (reasons(listed), reasons(typed_in))


def test_what_one_table_lists_is_known_beside_another() -> None:
    """Six in A and B of one kind, and a list with both: each is one to five, not none to six."""
    six = _single({"event.place@region": ("A", "B")}, 6)
    listed = by_region([None, None, 20, None], first=None, last=None)
    whole = replace(listed, axes=(replace(REGION, whole_list=True),))
    seen = {(one.key, one.low, one.high) for one in attack([six, listed], RULE) if one.key}

    assert {(("A",), 1, 5), (("B",), 1, 5)} <= seen
    assert "suppressed-cell" not in {
        one.reason for one in attack([six, whole], RULE) if one.key != ("*",)
    }


def test_the_answer_names_codes_only() -> None:
    """Groups are called by dimensions and their categories."""
    found = attack([by_region([20, None, 6, 29])], RULE)

    assert {"time:event.date", "event.place"} >= {
        name for one in found if one.reason == "small-group" for name in one.group
    }
