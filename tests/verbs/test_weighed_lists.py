"""A list that is to be published: nobody stands there alone."""

from tests.verbs.gated import happened

from kuager.model.filters import Filters
from kuager.verbs.desk import Desk
from kuager.verbs.weighed_lists import WeighedList, weigh_list

COLUMNS = ("code", "date", "place")


def weighed(desk: Desk, *columns: str) -> WeighedList:
    """The events, as a list with these columns."""
    return weigh_list(desk, type_name="event", columns=columns or COLUMNS)


def test_rows_that_say_the_same_hide_one_another(desk: Desk) -> None:
    """Three of one month and place: nobody stands alone. The code tells nothing of a person."""
    happened(desk, 3, place="KZ-75")

    found = weighed(desk)

    assert (3, 0, True) == (found.rows, found.alone, found.may_be_published)
    assert ("event.date", "event.place") == found.telling


def test_who_stands_alone_is_counted_and_the_best_change_comes_first(desk: Desk) -> None:
    """Three days of one month: by the month they are alike."""
    happened(desk, 3, place="KZ-75")
    for day in ("02", "11", "29"):
        happened(desk, 1, place="KZ-71", date=f"2024-05-{day}")

    found = weighed(desk)
    best = found.changes[0]

    assert (6, 3, 0) == (found.rows, found.alone, found.left_out)
    assert ("event.date", 0) == (best.column, best.alone)
    assert "month" in {one.scale for one in found.changes if one.alone == 0}


def test_two_stay_alone_whatever_is_changed(desk: Desk) -> None:
    """Of two rows in all no three can be alike."""
    happened(desk, 2, place="KZ-75")

    found = weighed(desk)

    assert (2, 2, ()) == (found.alone, found.left_out, found.changes)


def test_a_list_is_weighed_as_it_is_narrowed(desk: Desk) -> None:
    """Only what the list shows stands beside anything."""
    happened(desk, 3, place="KZ-75")
    happened(desk, 1, place="KZ-71")
    narrowed = Filters(chosen={"place": ("KZ-71",)})

    assert 1 == weigh_list(desk, type_name="event", filters=narrowed, columns=COLUMNS).alone
    assert 1 == weighed(desk).alone


def test_codes_alone_tell_nobody_apart(desk: Desk) -> None:
    """A list of codes says nothing of anybody."""
    happened(desk, 1)

    assert (1, (), 0) == (
        (found := weighed(desk, "code")).rows,
        found.telling,
        found.alone,
    )
