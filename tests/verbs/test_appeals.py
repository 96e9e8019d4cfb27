"""Campaigns and public appeals, from a real vault: days, asks, developments, law, one contact."""

import pytest
from tests.verbs.desks import DAY, clock_of, uid
from tests.verbs.filed import document, held_in, text_of, under
from tests.verbs.stories import development, record, story

from kuager.model.developments import Developments
from kuager.model.outline import BlockPlan
from kuager.model.statement import Value
from kuager.verbs.campaigns import (
    NotAFactOfACampaignError,
    close_campaign,
    list_campaigns,
    start_campaign,
)
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report, start_report
from kuager.verbs.drawing import Asked
from kuager.verbs.drawing.developments import draw_developments
from kuager.verbs.records import NothingSaidError


def campaign(desk: Desk, **facts: str | tuple[str, ...]) -> str:
    """A campaign until 10 March 2025; today is the first of that month."""
    record(desk, "organisation", "org-m", name_en="Ministry", public_body=True)
    said: dict[str, str | tuple[str, ...]] = {
        "decided_by": "org-m",
        "act_by": "2025-03-10",
        "send_to": "letters@ministry.example",
        "contact": "appeal@us.example",
        **facts,
    }
    return start_campaign(desk, title="Stop the petition", language="en", facts=said)


def point(desk: Desk, code: str, kind: str = "ask", **said: Value) -> str:
    """A point of a campaign."""
    record(desk, "point", code, kind=kind, **said)
    return code


def test_it_says_who_decides_and_until_when_to_act(desk: Desk) -> None:
    """Body, last day, address and signature stand in the appeal."""
    text = text_of(document(desk, "public-appeal", campaign=campaign(desk)))

    for words in ("Who decides: Ministry", "Help counts until: 10 March 2025", "signature"):
        assert words in text
    assert "letters@ministry.example" in text


def test_a_last_day_that_has_passed_is_said_and_no_address_given(desk: Desk) -> None:
    """Two weeks later nobody is sent to a door that is closed."""
    code = campaign(desk)
    clock_of(desk).now += 14 * DAY

    text = text_of(document(desk, "public-appeal", campaign=code))

    assert "The last day to act has passed (10 March 2025)" in text
    assert "letters@ministry.example" not in text


def test_asks_stand_under_those_who_can_do_them(desk: Desk) -> None:
    """In the order of the vocabulary, each ask once; recommendations are a list of their own."""
    asks = (
        point(desk, "po-1", text_en="Write about it.", audience="journalists"),
        point(desk, "po-2", text_en="Tell others.", audience="public"),
        point(desk, "po-3", "recommendation", text_en="Adopt the law."),
    )
    read = document(desk, "public-appeal", campaign=campaign(desk, asks=asks))

    assert under(read, "asks") == ["The public", "Tell others.", "Journalists", "Write about it."]
    assert under(read, "recommendations") == ["Adopt the law."]


def test_an_ask_without_words_in_the_language_is_named(desk: Desk) -> None:
    """It is not printed in another language; its code is said beside the document."""
    asks = (point(desk, "po-1", text_ru="Пишите об этом."),)
    read = document(desk, "public-appeal", campaign=campaign(desk, asks=asks))

    assert "Пишите" not in text_of(read)
    assert [s.unwritten for s in read.states if s.place == "asks"] == [("po-1",)]


def test_a_point_with_a_telephone_in_it_is_held(desk: Desk) -> None:
    """What is asked is cut like everything else."""
    asks = (point(desk, "po-1", text_en="Call +7 700 000 00 01 at night."),)
    read = document(desk, "public-appeal", campaign=campaign(desk, asks=asks))

    assert "700 000" not in text_of(read)
    assert "po-1" in {code for code, _ in held_in(read)}


def test_developments_chosen_by_hand_are_told_alone(desk: Desk) -> None:
    """Without a choice all of the period; with one just these, in the order of time."""
    development(desk, "ev-may")
    development(desk, "ev-june", date="2024-06", wording_en="In June, it went on.")
    code = campaign(desk)
    period = {"country": "KAZ", "period": "2024-01/2024-07", "campaign": code}

    whole = under(document(desk, "public-appeal", **period), "developments")
    chosen = under(document(desk, "public-appeal", **period, takes="ev-june"), "developments")
    without = under(document(desk, "public-appeal", **period, leaves="ev-may"), "developments")

    assert whole == ["In May, ev-may came to pass.", "In June, it went on."]
    assert chosen == without == ["In June, it went on."]


def test_a_development_of_another_year_is_not_told(desk: Desk) -> None:
    """What lies outside the period is not there, and what perhaps does is named."""
    development(desk, "ev-old", date="2023-05")
    development(desk, "ev-perhaps", date="2024?")
    facts = {"country": "KAZ", "period": "2024-01/2024-07", "campaign": campaign(desk)}

    read = document(desk, "public-appeal", **facts)

    assert under(read, "developments") == []
    assert [s.possibly for s in read.states if s.place == "developments"] == [("ev-perhaps",)]


@pytest.mark.parametrize("answer", [None, "no"])
def test_a_development_without_consent_is_held_even_if_chosen(
    desk: Desk, answer: str | None
) -> None:
    """Taking it in by hand is no consent."""
    story(desk, answer, "ev-1")
    read = document(desk, "public-appeal", campaign=campaign(desk), takes="ev-1")

    assert under(read, "developments") == []
    assert "ev-1" in {code for code, _ in held_in(read)}


def test_a_situation_stands_apart_from_what_happened(desk: Desk) -> None:
    """What goes on all year is told under what is closed already."""
    development(desk, "ev-1", kind="incident")
    development(desk, "ev-2", kind="situation", wording_en="The way is closed.")
    facts = {"country": "KAZ", "period": "2024", "campaign": campaign(desk)}

    read = document(desk, "public-appeal", **facts)

    assert under(read, "situation") == ["The way is closed."]
    assert under(read, "developments") == ["In May, ev-1 came to pass."]


def test_a_provision_is_told_with_its_version(desk: Desk) -> None:
    """Law, article, version and since when; the text below it."""
    record(
        desk, "provision", "law-1", law_en="Law on petitions", article="5", version="2024-01-01",
        in_force_from="2024-04-03", text_en="It may not restrict rights.",
    )  # fmt: skip
    read = document(desk, "public-appeal", campaign=campaign(desk, provision=("law-1",)))

    told = under(read, "law")

    assert told[0].startswith("Law on petitions, article 5, version: 2024-01-01, in force since")
    assert told[1] == "It may not restrict rights."


def test_calls_and_banners_are_cleared_first(desk: Desk) -> None:
    """With the flag both are said, without it only that it must be safe."""
    cleared = text_of(document(desk, "public-appeal", campaign=campaign(desk, texts_cleared="yes")))
    record(desk, "campaign", "CMP-plain", title_en="Plain")
    plain = text_of(document(desk, "public-appeal", campaign="CMP-plain"))

    assert "clear the words of calls and banners with us" in cleared
    assert "calls and banners" not in plain
    assert "only where it is safe" in plain


def test_what_is_lacking_is_named_and_not_made_up(desk: Desk) -> None:
    """An empty campaign: needed blocks are empty, and no address or day is invented."""
    record(desk, "campaign", "CMP-empty", title_en="Nothing yet")
    read = document(desk, "public-appeal", campaign="CMP-empty")

    empty = {s.place for s in read.states if s.is_empty and s.needed}
    assert {"decision", "writing", "asks", "safe-contact", "developments"} <= empty


def test_a_campaign_about_a_case_that_said_no_does_not_tell_of_it(desk: Desk) -> None:
    """The title of a proceeding of somebody's case passes only with consent."""
    holder = story(desk, "no", "ev-1")
    record(
        desk, "proceeding", "pr-1", title_en="The case of the red door",
        case=uid(desk, "case", holder),
    )  # fmt: skip
    read = document(desk, "public-appeal", campaign=campaign(desk, about="pr-1"))

    assert "red door" not in text_of(read)
    assert ("pr-1", "consent-no") in held_in(read)


def test_campaigns_are_listed_by_the_day_that_is_left(desk: Desk) -> None:
    """Those that can still be helped first; one whose day has passed says so."""
    late = campaign(desk, act_by="2025-02-01", decided_by=())
    record(desk, "organisation", "org-n", name_en="Office")
    soon = start_campaign(desk, title="Soon", language="en", facts={"act_by": "2025-03-02"})

    found = list_campaigns(desk)

    assert [brief.code for brief in found] == [soon, late]
    assert [brief.is_too_late for brief in found] == [False, True]


def test_a_campaign_closes_with_what_came_of_it(desk: Desk) -> None:
    """The result stands in the appeal; said again, it replaces the first."""
    code = campaign(desk)
    close_campaign(desk, code=code, result="Turned down.", language="en")
    close_campaign(desk, code=code, result="Turned down on 9 March.", language="en")

    text = text_of(document(desk, "public-appeal", campaign=code))

    assert "What came of it: Turned down on 9 March." in text
    assert list_campaigns(desk)[0].results == {"en": "Turned down on 9 March."}


def test_a_campaign_is_not_begun_with_what_it_has_not(desk: Desk) -> None:
    """An unknown fact and an empty title are refused, and nothing is kept."""
    with pytest.raises(NotAFactOfACampaignError):
        start_campaign(desk, title="A", language="en", facts={"colour": "red"})
    with pytest.raises(NothingSaidError):
        start_campaign(desk, title=" ", language="en")

    assert list_campaigns(desk) == ()


def test_developments_can_be_chosen_by_heading(desk: Desk) -> None:
    """With the option only those under these headings, main or further."""
    development(desk, "ev-health")
    development(desk, "ev-work", rubric_primary="employment", wording_en="In May, at work.")
    development(desk, "ev-both", rubric="employment", wording_en="In May, both.")
    code = start_report(
        desk, outline="public-appeal",
        facts={"country": "KAZ", "period": "2024", "campaign": campaign(desk)},
    )  # fmt: skip
    writing, outline = open_report(desk, code)
    label = {"en": "Work"}
    plan = BlockPlan(
        block="work", label=label, draw="developments", options={"rubric": ["employment"]}
    )

    drawn = draw_developments(
        desk, Asked(writing=writing, outline=outline, plan=plan, language="en")
    )

    assert isinstance(drawn.material, Developments)
    assert {d.code for d in drawn.material.told} == {"ev-work", "ev-both"}
