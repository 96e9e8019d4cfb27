"""Whether the number of a figure may leave: asked of the gate, of the table it is a number of."""

import pytest
from tests.verbs.desks import tell, uid
from tests.verbs.figured import QUESTION, counted, figure

from kuager.model.statement import Statement, say
from kuager.verbs import figure_leaving
from kuager.verbs.desk import Desk
from kuager.verbs.figure_leaving import weigh_figure


def agree(desk: Desk, numbers: range) -> None:
    """These cases agreed to be counted."""
    said: list[Statement] = []
    for number in numbers:
        consent = desk.store.new_id()
        said += [
            say(consent, "consent.code", f"K-{number}"),
            say(consent, "consent.case", uid(desk, "case", f"C-{number}")),
            say(consent, "consent.person", uid(desk, "person", f"P-{number}")),
            say(consent, "consent.use", "statistics"),
            say(consent, "consent.answer", "yes"),
            say(consent, "consent.given_on", "2024-06-01"),
        ]
    tell(desk, *said)


def test_where_nobody_was_asked_it_stays(desk: Desk) -> None:
    """Not asked yet is no yes: the number is for the house alone."""
    counted(desk, physical=8)
    figure(desk)
    assert "held" == weigh_figure(desk, code="F-1").verdict


def test_where_all_agreed_it_leaves_as_it_stands(desk: Desk) -> None:
    """Large enough, and the same outside as inside."""
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    figure(desk)
    assert "as-it-stands" == weigh_figure(desk, code="F-1").verdict


def test_where_some_agreed_another_number_is_said(desk: Desk) -> None:
    """Ten of the seventeen agreed, and all eight others: 10 of 18."""
    counted(desk, physical=8)
    agree(desk, range(8, 26))
    figure(desk)
    found = weigh_figure(desk, code="F-1")
    assert ("otherwise", 10, 18) == (found.verdict, found.number, found.base)


def test_a_handful_stays(desk: Desk) -> None:
    """Two people of one kind could be recognised."""
    counted(desk, physical=2)
    agree(desk, range(1, 20))
    figure(desk, "physical")
    assert "held" == weigh_figure(desk, code="F-1").verdict


def test_a_number_that_no_category_has_stays(desk: Desk) -> None:
    """Nobody at all tells something of all the others."""
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    figure(desk, "social")
    assert "held" == weigh_figure(desk, code="F-1").verdict


def test_a_large_table_is_not_weighed_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own page does that, when asked."""
    counted(desk, material=1, physical=0)
    figure(desk, question=QUESTION)
    monkeypatch.setattr(figure_leaving, "is_large", lambda _table: True)
    assert "unweighed" == weigh_figure(desk, code="F-1").verdict
