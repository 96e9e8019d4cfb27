"""What may leave of a funnel: weighed, attacked and registered as a table; the rest is refused."""

from itertools import product
from pathlib import Path

import pytest
from tests.verbs.desks import new_desk
from tests.verbs.gated import happened
from tests.verbs.ways import a_bit_of_everything, filed, put

from kuager.model.funnel import FUNNEL_CLOCKS, FUNNEL_UNITS, Kind
from kuager.model.question import Question, read_question
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.funnel_tables import (
    GATHERING_TABLES,
    NoTableOfFunnelError,
    ask_funnel_as_table,
    ask_gatherings_as_table,
    choose_funnel_unit,
)
from kuager.verbs.gate import Weighed, weigh_table
from kuager.verbs.register import show_registered
from kuager.verbs.releasing import release_table

REFUSED = {"kind": "refused", "outcome": "refused", "exit": "refused", "stage": "attempted"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault; it is 1 March 2025."""
    return new_desk(tmp_path / "vault")


def as_table(desk: Desk, text: str, *, article: str = "", kind: Kind = "justice") -> Question:
    """The table of a funnel; by the clock of the incident unless it is said."""
    asked = text if "clock=" in text else f"{text}&clock=incident"
    question = read_question(asked, desk.schema)
    return ask_funnel_as_table(desk, question=question, article=article, kind=kind)


def weighed(desk: Desk, text: str, *, article: str = "", kind: Kind = "justice") -> Weighed:
    """A funnel before the gate."""
    return weigh_table(desk, question=as_table(desk, text, article=article, kind=kind))


def six_applications(desk: Desk) -> None:
    """Six filings under an article, all refused; and one under another, registered."""
    article = put(desk, "provision", "L-145", law="Criminal Code", article="145")
    other = put(desk, "provision", "L-293", law="Criminal Code", article="293")
    with desk.changing("say"):
        for number in range(6):
            filed(desk, f"P-{number}", {**REFUSED, "date": "2024-03"}, provision=article)
        filed(desk, "P-7", {"kind": "registered", "date": "2024-03"}, provision=other)


@pytest.mark.parametrize("clock", FUNNEL_CLOCKS)
def test_six_applications_none_registered_leave(desk: Desk, clock: str) -> None:
    """Totals of State conduct pass although they are small, and the register has them."""
    six_applications(desk)

    question = as_table(desk, f"unit=filing&clock={clock}", article="L-145")
    verdicts = {cell.verdict for cell in weigh_table(desk, question=question).cells.values()}
    told = show_registered(desk, code=release_table(desk, question=question).code).table

    assert {"institution"} == verdicts
    assert told.cells[("*", "*")].low == 6
    assert told.cells[("attempted", "refused")].low == 6
    assert all("registered" not in axis.categories and not axis.many for axis in told.axes)


def test_a_filter_by_what_was_done_to_people_brings_the_threshold_back(desk: Desk) -> None:
    """Four refusals pass; four refusals of those who were beaten are four people."""
    beaten = happened(desk, 4, harm="physical")
    with desk.changing("say"):
        for number, event in enumerate(beaten):
            filed(desk, f"P-{number}", REFUSED, event=event)

    free = weighed(desk, "unit=filing")
    narrowed = weighed(desk, "unit=filing&act.harm=physical")

    assert {"institution"} == {cell.verdict for cell in free.cells.values()}
    assert narrowed.passing == 0
    assert "below-threshold" in {cell.why for cell in narrowed.held}


def test_two_periods_are_checked_together(desk: Desk) -> None:
    """Eleven not reported in two months, nine in one: the two of the other month stay unknown."""
    fear = {"reported": "no", "exit": "nr-fear"}
    happened(desk, 9, **fear)
    happened(desk, 2, **{**fear, "date": "2024-06"})
    happened(desk, 8, reported="no", exit="nr-outing")
    both = as_table(desk, "unit=event&from=2024-05-01&to=2024-06-30")
    one = as_table(desk, "unit=event&from=2024-05-01&to=2024-05-31")

    assert weigh_table(desk, question=one).may_leave
    code = release_table(desk, question=both).code
    after = weigh_table(desk, question=one)

    assert not after.may_leave
    assert (code,) == after.behind


def test_nobody_is_told_to_have_kept_silent_alone(desk: Desk) -> None:
    """What people did is no conduct of the State: a single fear of reporting is held back."""
    happened(desk, 9, reported="no", exit="nr-outing")
    happened(desk, 1, reported="no", exit="nr-fear")

    found = weighed(desk, "unit=event")

    assert not found.cells[("known", "nr-fear")].passes
    assert not found.cells[("known", "nr-outing")].passes


def test_the_motive_is_of_people(desk: Desk) -> None:
    """How far two motives came points at two people; how far their matters came does not."""
    signed = happened(desk, 7)
    with desk.changing("say"):
        for number, event in enumerate(signed):
            put(desk, "act", f"A-{number}", event=event, bias="orientation")
            stated = {"kind": "filed", "bias_stated": number < 2}
            filed(desk, f"P-{number}", stated, event=event)

    motive = weighed(desk, "unit=event", kind="bias")

    assert ("event.motive_stage",) == tuple(d.text for d in motive.table.question.by)
    assert not motive.cells[("stated",)].passes
    assert motive.cells[("*",)].passes
    assert {"institution"} == {one.verdict for one in weighed(desk, "unit=filing").cells.values()}


def test_what_no_table_counts_stays(desk: Desk) -> None:
    """By an article only filings that name it; one that a step names alone is refused."""
    six_applications(desk)
    article = put(desk, "provision", "L-99", law="Criminal Code", article="99")
    put(desk, "event", "E-1", kind="incident")
    filed(desk, "P-9", {**REFUSED, "provision": article})

    for unit in ("case", "event", "person"):
        with pytest.raises(NoTableOfFunnelError):
            as_table(desk, f"unit={unit}", article="L-145")
    with pytest.raises(NoTableOfFunnelError):
        as_table(desk, "unit=filing", article="L-99")


def test_a_filter_that_leaves_nobody_is_no_table_of_everybody(desk: Desk) -> None:
    """By the report only what was reported: asked for what was not, nothing is left to ask."""
    put(desk, "event", "E-1", kind="incident", reported="no")

    with pytest.raises(NoTableOfFunnelError):
        as_table(desk, "unit=event&clock=report&event.furthest_stage=known")


@pytest.mark.parametrize(("unit", "clock"), list(product(FUNNEL_UNITS, FUNNEL_CLOCKS)))
def test_the_table_has_the_numbers_of_the_funnel(desk: Desk, unit: str, clock: str) -> None:
    """Whatever is counted, by either clock, of matters and motives: none is refused."""
    a_bit_of_everything(desk)

    for rest in ("", "&from=2024-03-01&to=2024-08-31", "&sure=yes"):
        for kind in ("justice", "bias"):
            assert as_table(desk, f"unit={unit}&clock={clock}{rest}", kind=kind).by  # type: ignore[arg-type]


def test_gatherings_leave_by_side(desk: Desk) -> None:
    """Thirteen of ours refused, a hostile one granted: what authorities did, however little."""
    ours = put(desk, "organisation", "O-1", stance="friendly")
    theirs = put(desk, "organisation", "O-2", stance="hostile")
    some = happened(desk, 13, kind="gathering", permit="refused")
    other = happened(desk, 1, kind="gathering", permit="granted", police_conduct="protected")
    with desk.changing("say"):
        desk.say([say(one, "event.organiser", ours) for one in some])
        desk.say([say(other[0], "event.organiser", theirs)])

    for told in GATHERING_TABLES:
        asked = read_question("unit=event", desk.schema)
        question = ask_gatherings_as_table(desk, question=asked, told=told)
        found = weigh_table(desk, question=question)
        if told == "permits":
            numbers = {key: cell.number for key, cell in found.cells.items() if cell.passes}
            assert numbers[("friendly", "refused")] == 13
            assert numbers[("hostile", "granted")] == 1


def test_what_is_counted_if_nobody_says_it(desk: Desk) -> None:
    """Events if there is nothing else, then filings, then cases."""
    assert choose_funnel_unit(desk) == "case"
    put(desk, "event", "E-1", kind="incident")
    assert choose_funnel_unit(desk) == "event"
    filed(desk, "P-1", REFUSED)
    assert choose_funnel_unit(desk) == "filing"
    put(desk, "case", "C-1")
    assert choose_funnel_unit(desk) == "case"
