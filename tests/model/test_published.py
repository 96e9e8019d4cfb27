"""Published tables as lines of codes, rules, and percentages read back as counts."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.counts import read_count
from kuager.model.percentages import from_percentages, likely_end
from kuager.model.published import (
    Axis,
    BadRuleError,
    PublishedCell,
    PublishedTable,
    Rule,
    UnreadableTableError,
    exact,
    read_published,
)

TABLE = PublishedTable(
    unit="event",
    clock="incident",
    first=date(2024, 1, 1),
    last=None,
    where={"act.type": ("x", "y")},
    axes=(Axis("event.place@region", ("A", "B"), many=False),),
    cells={("A",): exact(7), ("B",): PublishedCell(0, None, "suppressed"), ("*",): exact(12)},
    as_of=date(2025, 1, 1),
    origin="before",
)
CELLS = st.tuples(st.integers(0, 50), st.integers(0, 50) | st.none()).map(
    lambda two: PublishedCell(two[0], None if two[1] is None else two[0] + two[1], "rounded")
)


@given(st.dictionaries(st.sampled_from([("A",), ("B",), ("*",)]), CELLS))
def test_a_table_is_read_back_as_it_was_kept(cells: dict[tuple[str, ...], PublishedCell]) -> None:
    """Whatever is in its cells, a kept line gives the same table and the same line."""
    table = PublishedTable(
        unit="case", clock="", first=None, last=None, axes=TABLE.axes, cells=cells,
        as_of=date(2024, 2, 29),
    )  # fmt: skip

    assert table == read_published(table.text())
    assert table.text() == read_published(table.text()).text()


def test_what_lists_everything_says_so_and_older_lines_are_read() -> None:
    """Only such an axis has a word more; lines without it list what occurs."""
    whole = replace(TABLE, axes=(replace(TABLE.axes[0], whole_list=True),))

    assert (True, whole) == ("false,true]" in whole.text(), read_published(whole.text()))
    assert (False, TABLE) == ("true" in TABLE.text(), read_published(TABLE.text()))


def altered(**changes: object) -> str:
    """The kept line of the table with something changed in it."""
    kept = json.loads(TABLE.text()) | changes
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="nothing"),
        pytest.param("[]", id="another shape"),
        pytest.param(altered(form=2), id="a form to come"),
        pytest.param(altered(unit="чьё-то имя"), id="words instead of codes"),
        pytest.param(altered(where={"act.type": ["избит во дворе"]}), id="words as category"),
        pytest.param(altered(first="2025-01-01", last="2024-01-01"), id="a period backwards"),
        pytest.param(altered(as_of="yesterday"), id="no day"),
        pytest.param(altered(origin="theirs"), id="an unknown origin"),
        pytest.param(altered(cells=[[["C"], 1, 1, "exact"]]), id="a cell of no category"),
        pytest.param(altered(cells=[[["A", "B"], 1, 1, "exact"]]), id="a key too long"),
        pytest.param(altered(cells=[[["A"], 2, 1, "exact"]]), id="bounds backwards"),
        pytest.param(altered(cells=[[["A"], -1, 1, "exact"]]), id="below nothing"),
        pytest.param(altered(cells=[[["A"], 1, 1, "guessed"]]), id="an unknown mark"),
        pytest.param(altered(more=1), id="more than is known"),
        pytest.param(TABLE.text() + " ", id="another spelling"),
        pytest.param("[" * 100_000, id="too deep"),
    ],
)
def test_a_line_that_cannot_be_understood_is_refused(line: str) -> None:
    """Nothing is guessed: one clear sentence instead of a table."""
    with pytest.raises(UnreadableTableError):
        read_published(line)


@pytest.mark.parametrize("numbers", [{"threshold": 2}, {"sensitive_threshold": 1}, {"rounding": 2}])
def test_no_rule_lets_pass_what_points_at_a_person(numbers: dict[str, int]) -> None:
    """A threshold or a base below three is refused."""
    with pytest.raises(BadRuleError):
        Rule(**numbers)


def test_sensitive_matters_have_the_higher_threshold() -> None:
    """Ten instead of five, and never less than the ordinary one."""
    assert (5, 10, 12) == (
        Rule().k,
        Rule(sensitive=True).k,
        Rule(threshold=12, sensitive=True).k,
    )


def test_percentages_of_a_known_base_are_counts() -> None:
    """21, 15, 17 and 7 % of 83 are 18 (or 17.4 cut off), 13, 14 and 6 cases."""
    found = from_percentages(read_count("83"), {(p,): p for p in ("21", "15", "17", "7")})

    assert {"21": (18, 18), "15": (13, 13), "17": (14, 14), "7": (6, 6)} == {
        key[0]: (cell.low, cell.high) for key, cell in found.items()
    }


def test_over_eighty_is_read_as_up_to_ninety() -> None:
    """21 % of "over 80" is 17, 18 or 19: a reader supposes that nobody says so of 150."""
    cell = from_percentages(read_count(">80"), {(): "21 %"})[()]

    assert (90, 17, 19) == (likely_end(81), cell.low, cell.high)


@given(st.integers(1, 400), st.data())
def test_the_true_count_lies_in_what_its_percentage_leaves(base: int, data: st.DataObject) -> None:
    """However it was rounded or cut off, with a decimal or without, the true count is kept."""
    count = data.draw(st.integers(0, base))
    places = data.draw(st.sampled_from([0, 1]))
    share = 100 * count / base
    printed = data.draw(
        st.sampled_from(
            [f"{share:.{places}f}", f"{int(share * 10**places) / 10**places:.{places}f}"]
        )
    )
    cell = from_percentages(read_count(f"{base}"), {(): printed})[()]

    assert cell.low <= count <= (cell.high or 0)


@pytest.mark.parametrize("text", ["", "a fifth", "101", "-1", "NaN", "inf"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    """Only 0 to 100 is one."""
    with pytest.raises(UnreadableTableError):
        from_percentages(read_count("83"), {(): text})
