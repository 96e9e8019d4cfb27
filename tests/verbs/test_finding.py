"""Lists stay true when the tables under them are made anew, undone or thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs.desks import case, desk_again, new_desk, tell, uid
from tests.verbs.stories import record
from tests.verbs.tables import events, take_in

from kuager.model.filters import UnknownFilterError, read_text
from kuager.model.listed import is_listed, shown_columns
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.finding import find_records, find_words
from kuager.verbs.imports import undo_import
from kuager.verbs.records import merge_records, restrict_case, separate_records
from kuager.verbs.vaults import rebuild_vault


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A vault with three events, of which a list has been made."""
    made = new_desk(tmp_path / "vault")
    for number in range(1, 4):
        record(made, "event", f"E-{number}", date=f"202{number}", kind="speech")
    assert codes(made) == ["E-1", "E-2", "E-3"]
    yield made
    made.close()


def codes(desk: Desk, filters: str = "", type_name: str = "event") -> list[str]:
    """The codes of a list in their order."""
    asked = read_text(filters, desk.schema, type_name)
    found = find_records(desk, type_name=type_name, filters=asked, order="code")
    assert sum(found.tally) == len(found.records)
    return [record.code for record in found.records]


def test_a_list_follows_a_rebuild(desk: Desk) -> None:
    """New tables with other numbers inside."""
    rebuild_vault(desk)
    record(desk, "event", "E-4")

    assert codes(desk) == ["E-1", "E-2", "E-3", "E-4"]


def test_a_list_follows_an_erasure(desk: Desk) -> None:
    """Hidden from the first moment, gone after it was carried out."""
    holder = case(desk)
    record(desk, "event", "E-4", case=uid(desk, "case", holder))
    assert "E-4" in codes(desk)

    asked = request_erasure(desk, code=holder, reason="danger")
    assert "E-4" not in codes(desk)
    carry_out_erasure(desk, code=asked.code, sooner="danger")

    assert codes(desk) == ["E-1", "E-2", "E-3"]
    assert codes(desk, type_name="case") == []


def test_a_list_follows_an_import_and_its_undoing(desk: Desk, tmp_path: Path) -> None:
    """Rows come and go as one."""
    made = take_in(desk, events(tmp_path / "e.csv", {"code": "E-8", "date": "2023"}))
    assert codes(desk, "in-year=2023") == ["E-3", "E-8"]

    undo_import(desk, code=made.code)

    assert codes(desk, "in-year=2023") == ["E-3"]


def test_a_list_follows_a_merge_and_its_undoing(desk: Desk) -> None:
    """Two records are one in the list, and two again."""
    one, other = uid(desk, "event", "E-1"), uid(desk, "event", "E-2")
    merge_records(desk, one=one, other=other, reason="the same evening")
    assert len(codes(desk)) == 2

    separate_records(desk, one=one, other=other, reason="not the same")

    assert codes(desk) == ["E-1", "E-2", "E-3"]


def fail_within_a_change(desk: Desk) -> None:
    """Say something, look at the list, and fail."""
    with desk.changing("try"):
        desk.say([say(desk.store.new_id(), "event.code", "E-9")])
        assert "E-9" in codes(desk)
        raise ZeroDivisionError


def test_a_list_follows_a_change_that_failed(desk: Desk) -> None:
    """What was said in a change that was taken back is in no list."""
    with pytest.raises(ZeroDivisionError):
        fail_within_a_change(desk)

    assert codes(desk) == ["E-1", "E-2", "E-3"]


def test_a_list_is_the_same_in_the_next_sitting(desk: Desk, tmp_path: Path) -> None:
    """Nothing of it is kept on the disk."""
    restrict_case(desk, code=case(desk))
    before = codes(desk), codes(desk, type_name="case")
    desk.close()

    again = desk_again(tmp_path / "vault")

    assert before == (codes(again), codes(again, type_name="case"))
    again.close()


def test_every_word_of_a_list_may_stand_there() -> None:
    """No column that a page shows unasked is private, in any type of the schema."""
    for kind in load_schema().types.values():
        for prop in shown_columns(kind):
            assert is_listed(prop)
            assert prop.half != "identity"
            assert prop.sensitivity <= 2


@pytest.mark.parametrize("text", ["kind=dragon", "story=x", "first-day=2021", "date=2021"])
def test_an_unknown_filter_is_refused(desk: Desk, text: str) -> None:
    """Whatever is no code of a list."""
    with pytest.raises(UnknownFilterError):
        codes(desk, text)


def test_the_search_says_of_which_types_it_found(desk: Desk) -> None:
    """And leaves out what is shut away."""
    holder = case(desk, "rain at the market")
    record(desk, "event", "E-5", narrative="rain again")

    assert find_words(desk, text="rain").counts == {"case": 1, "event": 1}
    restrict_case(desk, code=holder)

    assert find_words(desk, text="rain").counts == {"event": 1}
    assert find_words(desk, text=holder).total == 0


def test_both_sides_of_a_disagreement_are_in_the_list_of_disagreements(desk: Desk) -> None:
    """Narrowed to what sources disagree about."""
    event = uid(desk, "event", "E-2")
    one, other = desk.store.new_id(), desk.store.new_id()
    tell(desk, say(event, "event.place", "KZ-75", source=one))
    tell(desk, say(event, "event.place", "KZ-71", source=other))

    assert codes(desk, "in-conflict=yes") == ["E-2"]
