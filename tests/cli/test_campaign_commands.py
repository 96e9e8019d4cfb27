"""Campaigns on the command line: begun with facts, listed with their day, closed with a result."""

from tests.cli.house import House


def test_a_campaign_is_begun_listed_and_closed(house: House) -> None:
    """The title and the result are typed; the list says how each stands."""
    code = house.json("campaign", "start", "--fact", "act_by=2020-08-03", typed="Stop it\n")["code"]
    before = house("campaign", "list").out
    house("campaign", "close", code, typed="Turned down on 5 August.\n")
    after = house("campaign", "list").out

    assert "Stop it" in before
    assert "3 August 2020" in before
    assert "the last day has passed" in before
    assert "Turned down on 5 August." in after


def test_a_fact_that_no_campaign_has_is_refused(house: House) -> None:
    """Nothing is kept, and what may be said is named."""
    refused = house("campaign", "start", "--fact", "colour=red", typed="Stop it\n", code=2)

    assert "act_by" in refused.err
    assert house.json("campaign", "list") == []
