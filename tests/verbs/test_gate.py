"""The gate: it protects people, never institutions, and says of every number why."""

import pytest
from tests.verbs.desks import tell
from tests.verbs.gated import filed, happened
from tests.verbs.stories import development, record

from kuager.model.listed import district_of
from kuager.model.places import gazetteer
from kuager.model.published import BadRuleError
from kuager.model.question import UnknownQuestionError, read_question
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.gate import UnknownUseError, Weighed, weigh_table
from kuager.verbs.gate_rule import set_threshold
from kuager.verbs.mends import mends_for
from kuager.verbs.published_choice import NearerThanDistrictError
from kuager.verbs.releasing import release_table


def weighed(desk: Desk, text: str, **more: object) -> Weighed:
    """A question, weighed."""
    question = read_question(text, desk.schema)
    return weigh_table(desk, question=question, **more)  # type: ignore[arg-type]


def verdicts(found: Weighed) -> dict[tuple[str, ...], str]:
    """The verdict of every cell that holds anything."""
    return {key: cell.verdict for key, cell in found.cells.items() if cell.number}


def test_six_applications_none_registered(desk: Desk) -> None:
    """A total of State conduct passes with its number and base, and says why."""
    filed(desk, 6, "not-registered")

    found = weighed(desk, "unit=filing&by=step.outcome")

    assert {("not-registered",): "institution", ("*",): "institution"} == verdicts(found)
    assert 6 == found.published.cells[("not-registered",)].low == found.cells[("*",)].number
    assert found.may_leave


def test_state_conduct_passes_however_small(desk: Desk) -> None:
    """One refusal of two is the State's, and nobody's."""
    filed(desk, 1, "refused")
    filed(desk, 1, "registered")

    found = weighed(desk, "unit=filing&by=step.outcome")

    assert {"institution"} == set(verdicts(found).values())
    assert 4 > found.cells[("*",)].number


def test_thirteen_of_nineteen_by_police(desk: Desk) -> None:
    """The police passes; two relatives are people, and are held with another cell beside them."""
    happened(desk, 13, by="police")
    happened(desk, 2, by="relative")
    happened(desk, 4, by="hostile-group")

    found = verdicts(weighed(desk, "unit=event&by=involvement.kind"))

    assert "institution" == found[("police",)] == found[("*",)]
    assert "held" == found[("relative",)] == found[("hostile-group",)]


def test_two_with_an_attribute_of_victims_stay(desk: Desk) -> None:
    """Two of nine with another harm: fewer than five, so they are held."""
    happened(desk, 7, harm="physical")
    happened(desk, 2, harm="material")

    found = weighed(desk, "unit=event&by=act.harm")

    assert "held" == found.cells[("material",)].verdict
    assert "below-threshold" == found.cells[("material",)].why
    assert "suppressed" == found.published.cells[("material",)].mark
    assert 2 == found.cells[("material",)].number


def test_what_would_give_it_back_is_held_with_it(desk: Desk) -> None:
    """Each event has one region, so a second region has to stay beside the small one."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 9, place="KZ-71")
    happened(desk, 2, place="KZ-79")

    found = weighed(desk, "unit=event&by=event.place@region")

    assert 1 == found.count("held")
    assert 1 == found.count("held-with-it")
    assert "exact" == found.cells[("*",)].verdict


def test_records_that_may_be_published_singly_pass(desk: Desk) -> None:
    """Two with a signed wording each, of the region that the table tells: nothing new."""
    happened(desk, 12, place="KZ-75")
    for code in ("ev-a", "ev-b"):
        development(desk, code, place="KZ-71")

    found = weighed(desk, "unit=event&by=event.place@region")

    assert "single" == found.cells[("KZ-71",)].verdict
    assert 2 == found.published.cells[("KZ-71",)].low


def test_one_that_may_not_be_published_holds_all(desk: Desk) -> None:
    """The third of them has no wording, so the three are held."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 12, place="KZ-79")
    happened(desk, 1, place="KZ-71")
    for code in ("ev-a", "ev-b"):
        development(desk, code, place="KZ-71")

    assert "held" == weighed(desk, "unit=event&by=event.place@region").cells[("KZ-71",)].verdict


def test_what_may_be_told_of_one_is_not_all_that_is_known(desk: Desk) -> None:
    """The event may be told, the age of its victim may not: so not as a number either."""
    happened(desk, 12, place="KZ-75")
    event = development(desk, "ev-a", place="KZ-71")
    record(desk, "act", "a-1", event=event, age_band="14-17")

    found = weighed(desk, "unit=event&by=act.age_band")

    assert "held" == found.cells[("14-17",)].verdict


def test_detention_health_and_minors_have_the_higher_threshold(desk: Desk) -> None:
    """Seven are enough of most things, not of children."""
    for event in happened(desk, 20):
        tell(desk, say(desk.store.new_id(), "act.event", event))
    young = happened(desk, 7)
    for event in young:
        act = desk.store.new_id()
        tell(desk, say(act, "act.event", event), say(act, "act.minor", True))

    found = weighed(desk, "unit=event&by=act.minor")

    assert 10 == found.rule.k
    assert "held" == found.cells[("yes",)].verdict


def test_what_was_not_asked_is_left_out_and_told(desk: Desk) -> None:
    """The house sees eleven; outside eight may be counted, and three are told as left out."""
    happened(desk, 8, harm="physical")
    happened(desk, 3, harm="physical", basis=None)

    found = weighed(desk, "unit=event&by=act.harm")

    assert (11, {"no-basis": 3}) == (found.base, dict(found.left_out))
    assert 8 == found.cells[("physical",)].number == found.published.cells[("physical",)].low


def test_if_nobody_may_be_counted_nothing_leaves(desk: Desk) -> None:
    """A table of zeros would say something that is not so."""
    happened(desk, 9, harm="physical", basis=None)

    found = weighed(desk, "unit=event&by=act.harm")

    assert (9, 0, 0) == (found.base, found.table.base.at_least, found.passing)


def test_what_only_possibly_lies_in_the_period_does_not_leave(desk: Desk) -> None:
    """What leaves counts what is sure; how many more there may be is told inside."""
    happened(desk, 8)
    happened(desk, 2, date="2024")

    found = weighed(desk, "unit=event&from=2024-05-01&to=2024-05-31")

    assert (8, 8, 2) == (found.base, found.cells[()].number, found.possibly)


def test_a_date_that_is_not_certain_enough_is_a_category_like_others(desk: Desk) -> None:
    """By months, what is known by its year alone stands apart, and the table can be checked."""
    happened(desk, 9, date="2024-05")
    happened(desk, 8, date="2024")

    found = weighed(desk, "unit=event&by=event.date@month")

    assert {"exact"} == set(verdicts(found).values())
    assert () == found.exposed


def test_rounding_is_the_alternative(desk: Desk) -> None:
    """Every number leaves, none of them exact."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 9, place="KZ-71")
    happened(desk, 2, place="KZ-79")

    found = weighed(desk, "unit=event&by=event.place@region", rounding=5)

    assert {"rounded"} == set(verdicts(found).values())
    cell = found.published.cells[("KZ-75",)]
    assert cell.low < 12 < (cell.high or 0)


def test_an_organisation_may_set_its_own_threshold(desk: Desk) -> None:
    """Seven instead of five; never under three."""
    happened(desk, 6, harm="physical")
    assert "exact" == weighed(desk, "unit=event").cells[()].verdict

    assert 7 == set_threshold(desk, threshold="7")
    assert "held" == weighed(desk, "unit=event").cells[()].verdict
    assert 8 == set_threshold(desk, threshold=" 8 ")
    for refused in ("2", "", "many", "-5"):
        with pytest.raises(BadRuleError):
            set_threshold(desk, threshold=refused)


def test_a_mend_is_offered_with_what_would_pass(desk: Desk) -> None:
    """By months too few, by years enough; what is promised holds when it is asked."""
    for month in ("01", "02", "03"):
        happened(desk, 2, date=f"2024-{month}", harm="physical")
    question = read_question("unit=event&by=event.date@month,act.harm", desk.schema)

    found = mends_for(desk, weigh_table(desk, question=question))
    years = next(mend for mend in found if mend.kind == "years")
    again = weigh_table(desk, question=years.question)

    assert "unit=event&by=event.date@year,act.harm" in years.question.text()
    assert (years.passing, years.held) == (again.passing, len(again.held))
    assert years.passing > weigh_table(desk, question=question).passing


def test_small_categories_may_be_told_as_one(desk: Desk) -> None:
    """Two and four of two regions are six together; the single numbers are not told."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 4, place="KZ-71")
    happened(desk, 2, place="KZ-79")
    question = read_question("unit=event&by=event.place@region", desk.schema)

    found = mends_for(desk, weigh_table(desk, question=question))
    one = next(mend for mend in found if mend.kind == "merged")
    again = weigh_table(desk, question=question, merge=one.merge)

    assert "event.place@region:KZ-71+KZ-79" == one.merge
    assert {("KZ-75",): 12, ("KZ-71+KZ-79",): 6, ("*",): 18} == {
        key: cell.low for key, cell in again.published.cells.items()
    }
    assert (3, 0) == (again.passing, len(again.held)) == (one.passing, one.held)


def test_only_categories_that_exclude_one_another_are_told_as_one(desk: Desk) -> None:
    """A record with two kinds of harm would be counted twice; and unknown ones are no table."""
    happened(desk, 12, harm="physical")
    happened(desk, 2, harm="material")

    for text, merge in (
        ("unit=event&by=act.harm", "act.harm:material+physical"),
        ("unit=event&by=event.kind", "event.kind:incident+speech"),
        ("unit=event&by=event.kind", "nonsense"),
    ):
        with pytest.raises(UnknownQuestionError):
            weighed(desk, text, merge=merge)


def test_no_mend_where_all_passes(desk: Desk) -> None:
    """Nothing has to be changed."""
    happened(desk, 9, harm="physical")

    assert () == mends_for(desk, weighed(desk, "unit=event"))


def test_no_place_nearer_than_a_district_leaves(desk: Desk) -> None:
    """A village as a filter is refused, whatever is counted."""
    village = next(place.id for place in gazetteer() if district_of(place.id) != place.id)
    with pytest.raises(NearerThanDistrictError):
        weighed(desk, f"unit=event&event.place@district={village}")


def test_a_use_for_which_no_table_is_made_is_refused(desk: Desk) -> None:
    """Tables are for publication and the United Nations."""
    with pytest.raises(UnknownUseError):
        weighed(desk, "unit=event", use="recording")


def test_a_broad_word_is_published_as_it_is_counted(desk: Desk) -> None:
    """Without the words under it: twelve by one and fourteen by both would tell of two people."""
    happened(desk, 12, place="KZ-75", support_form="aid")
    happened(desk, 2, place="KZ-75", support_form="legal")
    broad = "unit=event&by=event.place@region&event.support_form=aid"
    release_table(desk, question=read_question(broad, desk.schema))

    found = weighed(desk, f"{broad},legal")

    assert weighed(desk, broad).published.where == {"event.support_form": ("aid",)}
    assert found.cells[("*",)].number == 14
    assert not found.may_leave
