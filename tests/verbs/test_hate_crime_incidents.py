"""Hate crimes of a year, from a real vault: what is taken, and every exclusion with its reason."""

import pytest
from tests.verbs.desks import tell, uid
from tests.verbs.filed import beaten, document, filed_case, held_in, incident, text_of, under
from tests.verbs.stories import passage, record

from kuager.model.report import reading_text
from kuager.model.statement import EntityId, Value, say
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import ReadReport

UN = {"un-confidential": "yes"}


def year(desk: Desk, period: str = "2024") -> ReadReport:
    """The incidents of a year."""
    return document(desk, "odihr-incidents", country="KAZ", period=period)


def test_an_incident_with_bias_offence_consent_and_date_is_taken(desk: Desk) -> None:
    """One block with the fields of the form, without name and day."""
    holder = filed_case(desk, UN)

    read = year(desk)
    lines = under(read, "incident")

    assert lines[0] == f"Incident 1: E-{holder}"
    assert "2. Date: May 2024" in lines
    assert any(line.startswith("4. Offence: Beating") for line in lines)
    assert any(line.startswith("5. Bias and its signs: Sexual orientation") for line in lines)
    assert "9. What happened: In May, a woman was beaten in Almaty." in lines
    assert held_in(read) == set()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"un-confidential": "no"}, "consent-no"),
        ({}, "consent-not-asked"),
        ({"publication": "name"}, "consent-not-asked"),
    ],
)
def test_without_consent_for_this_use_it_is_left_out(
    desk: Desk, answers: dict[str, str], reason: str
) -> None:
    """The reason stands beside the document, and nothing of it in the document."""
    holder = filed_case(desk, answers)

    read = year(desk)

    assert held_in(read) == {(f"E-{holder}", reason)}
    assert "beaten" not in text_of(read)
    assert holder not in text_of(read)


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ({"bias": None}, "no-bias"),
        ({"bias": "none"}, "no-bias"),
        ({"offence": "no"}, "no-offence"),
        ({"offence": None}, "offence-not-said"),
        ({"offence": "unclear"}, "offence-unclear"),
        ({"type": "hate-speech"}, "speech-only"),
        ({"type": "dismissal"}, "discrimination-only"),
    ],
)
def test_what_is_no_hate_crime_is_left_out(desk: Desk, act: dict[str, Value], reason: str) -> None:
    """No bias, no offence, speech or discrimination alone."""
    beaten(desk, "A-other", published(desk, "E-other"), None, **act)

    assert held_in(year(desk)) == {("E-other", reason)}


def test_an_unclear_offence_passes_with_a_note(desk: Desk) -> None:
    """The note says why it may be one."""
    event = published(desk, "E-note")
    beaten(desk, "A-note", event, None, offence="unclear", offence_note="Depends on the injury.")

    assert under(year(desk), "incident")[0] == "Incident 1: E-note"


def test_every_reason_is_said_not_only_the_first(desk: Desk) -> None:
    """No consent, and speech alone: both."""
    holder = filed_case(desk, {})
    tell(desk, say(uid(desk, "act", f"A-{holder}"), "act.type", "hate-speech"))
    event = incident(desk, "E-both", case=uid(desk, "case", holder))
    beaten(desk, "A-both", event, None, type="hate-speech")

    reasons = {reason for code, reason in held_in(year(desk)) if code == "E-both"}

    assert reasons == {"speech-only", "consent-not-asked"}


def test_a_date_that_is_not_certain_leaves_it_out(desk: Desk) -> None:
    """Perhaps in the year, or no date at all; another year is no exclusion but not its matter."""
    for code, day in (("E-a", "2024?"), ("E-b", None), ("E-c", "2023-05")):
        beaten(desk, f"A-{code}", published(desk, code, date=day), None)

    assert held_in(year(desk)) == {("E-a", "date-not-certain"), ("E-b", "no-date")}


def test_an_incident_told_under_another_is_not_counted_twice(desk: Desk) -> None:
    """It has the reason of its own."""
    first = published(desk, "E-a")
    beaten(desk, "A-a", first, None)
    beaten(desk, "A-b", published(desk, "E-b", told_under=first), None)

    read = year(desk)

    assert ("E-b", "told-under-another") in held_in(read)
    assert [line for line in under(read, "incident") if line.startswith("Incident")] == [
        "Incident 1: E-a"
    ]


def test_several_biases_are_one_incident(desk: Desk) -> None:
    """Both biases stand in it; the number of incidents is one."""
    event = published(desk, "E-a")
    act = beaten(desk, "A-a", event, None)
    tell(desk, say(act, "act.bias", "gender-identity"))

    read = year(desk)

    assert "Incidents in this submission: 1." in under(read, "rules")
    bias = next(line for line in under(read, "incident") if line.startswith("5."))
    assert "Sexual orientation" in bias
    assert "Gender identity" in bias


def test_quoted_words_stand_in_the_language_they_were_said_in(desk: Desk) -> None:
    """A quotation keeps its language, also in an English document."""
    event = published(desk, "E-a", words_ru="Вам здесь не место.")
    beaten(desk, "A-a", event, None)

    read = year(desk)
    runs = [run for p in read.laid.placed for run in getattr(p.block, "runs", ())]

    assert ["ru"] == [run.language for run in runs if run.text == "Вам здесь не место."]


def test_damage_to_property_is_counted_and_not_told(desk: Desk) -> None:
    """The fields stand there; the story does not."""
    beaten(desk, "A-a", published(desk, "E-a"), None, type="property-damage")

    lines = under(year(desk), "incident")

    assert lines[0] == "Incident 1: E-a"
    assert not [line for line in lines if line.startswith("9.")]


def test_what_others_published_passes_only_after_a_decision(desk: Desk) -> None:
    """A source alone is no leave to repeat it; our own knowledge without a case none at all."""
    beaten(desk, "A-a", published(desk, "E-a", basis_decided_by=None), None)
    beaten(desk, "A-b", incident(desk, "E-b", basis=None), None)

    assert held_in(year(desk)) == {
        ("E-a", "nobody-decided-to-repeat-it"),
        ("E-b", "no-basis"),
    }


def test_a_child_is_mentioned_and_not_told_of(desk: Desk) -> None:
    """That somebody under 18 is among them, without name or age."""
    filed_case(desk, UN, minor=True)

    text = "\n".join(reading_text(year(desk).laid.report))

    assert "a person under 18 among them" in text
    assert "Үлгіқызы" not in text


def published(desk: Desk, code: str, **more: Value) -> EntityId:
    """An incident that others published and a member decided to repeat."""
    signer = record(desk, "member", f"M-{code}")
    said: dict[str, Value] = {"basis": "published", "basis_decided_by": signer, **more}
    return incident(desk, code, by=passage(desk, f"p-{code}"), **said)


def test_quoted_words_that_name_somebody_are_left_out(desk: Desk) -> None:
    """A quotation is looked through like any wording."""
    filed_case(desk, UN, words_ru="Айгүл, уходи.")

    assert "уходи" not in text_of(year(desk))
