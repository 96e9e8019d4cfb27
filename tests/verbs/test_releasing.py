"""Letting a table out: checked and entered in one change, never beside what gives it away."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.verbs.desks import DAY, clock_of, desk_again, findings, new_desk, uid
from tests.verbs.gated import filed, happened
from tests.verbs.stories import record

from kuager.model.published import read_published
from kuager.model.question import read_question
from kuager.verbs.desk import Desk
from kuager.verbs.earlier_figures import EarlierFigure, enter_earlier_figure
from kuager.verbs.gate import weigh_table
from kuager.verbs.mends import mends_for
from kuager.verbs.papers import ThereAlreadyError
from kuager.verbs.register import LeftItselfError, list_register, show_registered
from kuager.verbs.register import strike_earlier_figure as strike
from kuager.verbs.releasing import (
    ExposingTableError,
    NothingPassesError,
    ReleasedTable,
    release_table,
    write_released,
)

REGIONS = "unit=event&by=event.place@region"


def released(desk: Desk, text: str = REGIONS, **more: object) -> ReleasedTable:
    """A question, let out."""
    question = read_question(text, desk.schema)
    return release_table(desk, question=question, **more)  # type: ignore[arg-type]


def three_regions(desk: Desk) -> None:
    """Twenty-three events, two of them in one region."""
    happened(desk, 12, place="KZ-75", harm="physical")
    happened(desk, 9, place="KZ-71", harm="physical")
    happened(desk, 2, place="KZ-79", harm="physical")


def test_what_left_stands_in_the_register(desk: Desk) -> None:
    """The question, the numbers that left, the rule, to whom; nothing that was held back."""
    three_regions(desk)
    record(desk, "organisation", "org-1", kind="ngo")

    code = released(desk, recipients=("org-1",), audience=("public",)).code
    found = show_registered(desk, code=code)

    assert (REGIONS.replace("@", "%40").replace("%40", "@") in found.query, "least=5") == (
        True,
        found.rule,
    )
    assert (uid(desk, "organisation", "org-1"),) == found.recipients
    assert "suppressed" == found.table.cells[("KZ-79",)].mark
    assert (0, None) == (found.table.cells[("KZ-79",)].low, found.table.cells[("KZ-79",)].high)


def test_the_register_holds_codes_and_counts_alone(desk: Desk) -> None:
    """No record is named, so erasing one need not change what was published."""
    three_regions(desk)
    released(desk)
    (entry,) = desk.view.records("release")
    kept = " ".join(str(cell.value) for cell in entry.cells.values())
    ids = [one.id.hex() for kind in ("event", "act") for one in desk.view.records(kind)]

    assert not any(one in kept for one in ids)
    assert not any(one.code in kept for one in desk.view.records("event"))
    assert read_published(entry.text("release.table") or "").text() in kept


def test_the_same_once_more_is_the_same(desk: Desk) -> None:
    """Nothing changed, so the content is the same on another day, under a code of its own."""
    three_regions(desk)
    first = released(desk)
    clock_of(desk).now += 3 * DAY

    second = released(desk)

    assert (first.data, first.published) == (second.data, second.published)
    assert ["R-2", "R-1"] == [one.code for one in list_register(desk)]


def test_the_file_tells_no_number_that_is_held(desk: Desk, tmp_path: Path) -> None:
    """A line for each cell, in reading order, the total last; written once."""
    three_regions(desk)
    found = released(desk)
    lines = found.data.decode("utf-8-sig").splitlines()

    assert '"event.place@region","number","from","to","mark","rule"' == lines[0]
    assert '"KZ-79","","","","suppressed","least=5"' in lines
    assert '"*","23","23","23","exact","least=5"' == lines[-1]
    write_released(tmp_path / "table.csv", found)
    with pytest.raises(ThereAlreadyError):
        write_released(tmp_path / "table.csv", found)


def test_people_are_told_as_at_least_so_many(desk: Desk) -> None:
    """Of a raid nobody knows how many at most, so no exact number is told."""
    happened(desk, 1, people="~300")

    found = released(desk, "unit=people")

    assert '"","270","","exact","least=5"' in found.data.decode("utf-8-sig").splitlines()


def test_nothing_leaves_if_nothing_may(desk: Desk) -> None:
    """Three events in all: no number passes, and the register stays empty."""
    happened(desk, 3, harm="physical")

    with pytest.raises(NothingPassesError):
        released(desk, "unit=event&by=act.harm")

    assert () == list_register(desk)


def test_the_difference_of_two_tables_is_refused_and_the_mend_passes(desk: Desk) -> None:
    """Twelve in all, then fourteen with a month more: two people would be told. A year passes."""
    happened(desk, 12, date="2024-05", harm="physical")
    happened(desk, 2, date="2024-06", harm="physical")
    happened(desk, 8, date="2024-09", harm="physical")
    first = "unit=event&act.harm=physical&from=2024-05-01&to=2024-05-31"
    second = "unit=event&act.harm=physical&from=2024-05-01&to=2024-06-30"
    released(desk, first)

    with pytest.raises(ExposingTableError) as refusal:
        released(desk, second)
    mends = mends_for(desk, weigh_table(desk, question=read_question(second, desk.schema)))
    whole = next(mend for mend in mends if mend.kind == "whole-years")
    left = release_table(desk, question=whole.question)

    assert "R-1" == refusal.value.facts["releases"]
    assert 22 == left.published.cells[()].low
    assert 2 == len(list_register(desk))


def test_what_was_told_as_one_may_not_be_told_apart_later(desk: Desk) -> None:
    """Six of two regions together are out; then one of them, of five, would tell of the other."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 5, place="KZ-71")
    happened(desk, 1, place="KZ-79")
    code = released(desk, merge="event.place@region:KZ-71+KZ-79").code
    alone = read_question("unit=event&event.place@region=KZ-71", desk.schema)

    found = weigh_table(desk, question=alone)

    assert 6 == show_registered(desk, code=code).table.cells[("KZ-71+KZ-79",)].low
    assert (5, False) == (found.base, found.may_leave)
    assert (code,) == found.behind


def test_what_came_since_is_told_once_it_is_enough(desk: Desk) -> None:
    """Twelve, then two more: refused. With five more than at first it passes."""
    happened(desk, 12, harm="physical")
    released(desk, "unit=event&act.harm=physical")
    clock_of(desk).now += DAY
    happened(desk, 2, harm="physical")

    with pytest.raises(ExposingTableError):
        released(desk, "unit=event&act.harm=physical")
    happened(desk, 3, harm="physical")

    assert 17 == released(desk, "unit=event&act.harm=physical").published.cells[()].low


def test_what_the_state_did_since_is_told_at_once(desk: Desk) -> None:
    """A seventh application the day after: one more refusal is the State's."""
    filed(desk, 6, "not-registered")
    released(desk, "unit=filing&by=step.outcome")
    clock_of(desk).now += DAY
    filed(desk, 1, "not-registered")

    found = released(desk, "unit=filing&by=step.outcome").published

    assert 7 == found.cells[("not-registered",)].low == found.cells[("*",)].low


def test_a_figure_typed_in_makes_a_later_table_refused(desk: Desk) -> None:
    """A partner told that ten of them were in May; eleven with June would tell of one."""
    happened(desk, 10, date="2024-05", harm="physical")
    happened(desk, 1, date="2024-06", harm="physical")
    later = read_question("unit=event&act.harm=physical&from=2024-05-01&to=2024-06-30", desk.schema)
    assert weigh_table(desk, question=later).may_leave
    earlier = read_question(
        "unit=event&act.harm=physical&from=2024-05-01&to=2024-05-31", desk.schema
    )
    figure = EarlierFigure(question=earlier, published_on=date(2025, 3, 1), base="10")
    code = enter_earlier_figure(desk, figure=figure)

    with pytest.raises(ExposingTableError):
        release_table(desk, question=later)
    strike(desk, code=code, reason="never-published")

    assert "R-2" == release_table(desk, question=later).code


def test_what_left_from_here_cannot_be_struck(desk: Desk) -> None:
    """It is out, whatever one wishes."""
    three_regions(desk)
    code = released(desk).code

    with pytest.raises(LeftItselfError):
        strike(desk, code=code, reason="never-published")


_KILLED = """
import os, sys
from pathlib import Path
from tests.verbs.desks import desk_again
from kuager.model.question import read_question
from kuager.verbs import releasing
from kuager.verbs.desk import Desk
desk = desk_again(Path(sys.argv[1]))
question = read_question(sys.argv[2], desk.schema)
if sys.argv[3] == "before":
    Desk.say = lambda *_: os._exit(9)
else:
    said = Desk.say
    def say(self, statements):
        said(self, statements)
        os._exit(9)
    Desk.say = say
releasing.release_table(desk, question=question)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_between_check_and_entry_leaves_nothing_half_done(tmp_path: Path, when: str) -> None:
    """The process ends right before or after the entry is said: nothing left, nothing entered."""
    folder = tmp_path / "vault"
    desk = new_desk(folder)
    three_regions(desk)
    desk.close()

    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), REGIONS, when],
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
        timeout=60,
    )
    again = desk_again(folder)

    assert 9 == ended.returncode
    assert () == list_register(again)
    assert [] == findings(again)
    again.close()
