"""Claims of others beside our number: found by the matter, with base and source, never counted."""

import pytest
from tests.verbs.desks import tell, uid
from tests.verbs.figured import QUESTION, counted, figure
from tests.verbs.stories import passage, record

from kuager.model.question import read_question
from kuager.model.statement import say
from kuager.verbs.claims_beside import ClaimsBeside, claims_beside, claims_beside_figure
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.figures import place_claim, show_figure

HEADED = f"{QUESTION}&event.rubric=police-and-law-enforcement"


def asked(desk: Desk, question: str = QUESTION, cell: str = "material") -> ClaimsBeside:
    """What stands beside a number."""
    return claims_beside(desk, question=read_question(question, desk.schema), key=(cell,))


def codes(found: ClaimsBeside) -> list[tuple[str, tuple[str, ...]]]:
    """Each claim with how it came here."""
    return [(claim.code, claim.why) for claim in found.claims]


@pytest.fixture
def headed(desk: Desk) -> Desk:
    """Seventeen events, all under the heading of the police, two of them about an article."""
    counted(desk)
    said = [
        say(uid(desk, "event", f"E-{n}"), "event.rubric", "police-and-law-enforcement")
        for n in range(1, 18)
    ]
    tell(desk, *said)
    return desk


def test_a_survey_stands_beside_with_base_and_source(headed: Desk) -> None:
    """Its value, unit, base, period, method, who made it, our check, and where we read it."""
    survey = record(headed, "organisation", "O-1", name_en="A survey office")
    read = passage(headed, "p-1")
    record(
        headed,
        "claim",
        "CL-1",
        by=read,
        value="75",
        unit="percent",
        base="of 800 who answered",
        period="2024",
        method_en="Online, in May.",
        made_by=survey,
        our_check="no-trace",
        rubric="police-and-law-enforcement",
    )

    claim = asked(headed).claims[0]

    assert ("CL-1", "75", "percent", "of 800 who answered", "2024", "no-trace") == (
        claim.code,
        claim.value,
        claim.unit,
        claim.base,
        claim.period,
        claim.our_check,
    )
    assert {"en": "Online, in May."} == claim.texts["method"]
    assert ((("organisation", "O-1"),), (("passage", "p-1"),)) == (claim.made_by, claim.sources)
    assert ("rubric",) == claim.why


def test_no_threats_were_found_has_no_value(headed: Desk) -> None:
    """An assertion of the State stands there without a number."""
    record(
        headed,
        "claim",
        "CL-1",
        text_en="No threats were found.",
        unit="assertion",
        rubric="police-and-law-enforcement",
    )
    claim = asked(headed).claims[0]
    assert (None, "assertion", {"en": "No threats were found."}) == (
        claim.value,
        claim.unit,
        claim.texts["text"],
    )


def test_claims_never_enter_our_counts(headed: Desk) -> None:
    """However many there are, our number and its records stay what they were."""
    question = read_question(QUESTION, headed.schema)
    before = count_table(headed, question=question)
    figure(headed)
    for number in range(3):
        record(
            headed,
            "claim",
            f"CL-{number}",
            value="1000",
            unit="cases",
            rubric="police-and-law-enforcement",
        )
    assert 3 == len(asked(headed).claims)
    assert before == count_table(headed, question=question)


def test_the_matter_is_what_the_question_names(headed: Desk) -> None:
    """A heading or article that was asked for; another one is another matter."""
    record(headed, "claim", "CL-1", value="1", rubric="police-and-law-enforcement")
    record(headed, "claim", "CL-2", value="2", rubric="education")
    assert [("CL-1", ("rubric",))] == codes(asked(headed, HEADED))


def test_what_few_records_carry_is_not_the_matter(headed: Desk) -> None:
    """One event of seventeen is under education: claims about schools are left out."""
    tell(headed, say(uid(headed, "event", "E-1"), "event.rubric", "education"))
    record(headed, "claim", "CL-2", value="2", rubric="education")
    assert [] == codes(asked(headed))


def test_a_claim_about_a_counted_record_stands_beside(headed: Desk) -> None:
    """Also when a whole event is the matter and no heading is said."""
    record(headed, "claim", "CL-1", value="300", about=uid(headed, "event", "E-1"))
    record(headed, "claim", "CL-2", value="300", about=uid(headed, "event", "E-20"))
    assert [("CL-1", ("about",))] == codes(asked(headed))


@pytest.mark.parametrize("unit", ["case", "act", "person", "people"])
def test_a_claim_about_an_event_stands_beside_every_unit(headed: Desk, unit: str) -> None:
    """The event of a counted case, act or person is the matter, too."""
    record(headed, "claim", "CL-1", value="300", about=uid(headed, "event", "E-1"))
    if unit == "person":
        tell(headed, say(uid(headed, "act", "A-1"), "act.victim", uid(headed, "person", "P-1")))
    question = read_question(f"unit={unit}&clock=incident&act.harm=material", headed.schema)
    found = claims_beside(headed, question=question)
    assert [("CL-1", ("about",))] == codes(found)


def test_another_time_is_another_matter(headed: Desk) -> None:
    """A claim of 2019 does not stand beside a number of 2024; one without a period may."""
    heading = "police-and-law-enforcement"
    record(headed, "claim", "CL-1", value="1", rubric=heading, period="2019")
    record(headed, "claim", "CL-2", value="2", rubric=heading, period="2023/2024")
    record(headed, "claim", "CL-3", value="3", rubric=heading)
    assert ["CL-3", "CL-2"] == [code for code, _ in codes(asked(headed))]


def test_a_person_chooses(headed: Desk) -> None:
    """One that was not found is put beside; one that was found is left aside, and back again."""
    record(headed, "claim", "CL-1", value="1", rubric="police-and-law-enforcement")
    record(headed, "claim", "CL-2", value="2", period="2019")
    figure(headed)

    place_claim(headed, code="F-1", claim="CL-2", is_beside=True)
    place_claim(headed, code="F-1", claim="CL-1", is_beside=False)

    found = claims_beside_figure(headed, code="F-1")
    assert [("CL-2", ("chosen",))] == codes(found)
    assert ["CL-1"] == [claim.code for claim in found.aside]
    place_claim(headed, code="F-1", claim="CL-1", is_beside=True)
    place_claim(headed, code="F-1", claim="CL-2", is_beside=False)
    found = claims_beside_figure(headed, code="F-1")
    assert [("CL-1", ("chosen", "rubric"))] == codes(found)
    with pytest.raises(UnknownRecordError):
        place_claim(headed, code="F-1", claim="CL-9", is_beside=True)


def test_silence_is_told(headed: Desk) -> None:
    """Asked on the same matter, and no point answers it; once one does, it is gone from there."""
    heading = "police-and-law-enforcement"
    question = record(
        headed, "point", "PT-1", kind="question", rubric=heading, date="2024-03", deadline="2024-06"
    )
    record(headed, "point", "PT-2", kind="recommendation", rubric=heading, position="supported")
    record(headed, "point", "PT-3", kind="question", rubric="education")

    silent = asked(headed).unanswered
    assert [("PT-1", "2024-03", "2024-06")] == [(p.code, p.date, p.deadline) for p in silent]
    record(headed, "point", "PT-4", kind="reply", answers=question)
    assert () == asked(headed).unanswered


def test_nothing_recorded_is_nothing(headed: Desk) -> None:
    """No claim, no question: empty, and no error."""
    assert ((), (), ()) == (
        (found := asked(headed)).claims,
        found.aside,
        found.unanswered,
    )


def test_an_erased_case_takes_no_claim_with_it_and_leaves_no_trace(headed: Desk) -> None:
    """The claim was about an erased event: it stays, and no longer stands here by that."""
    record(headed, "claim", "CL-1", value="300", about=uid(headed, "event", "E-1"))
    figure(headed)
    reason = next(iter(headed.schema.vocabularies["erasure_reason"].terms))
    sooner = next(iter(headed.schema.vocabularies["erasure_sooner"].terms))
    asked_for = request_erasure(headed, code="C-1", reason=reason)
    carry_out_erasure(headed, code=asked_for.code, sooner=sooner)

    assert [] == codes(claims_beside_figure(headed, code="F-1"))
    assert 16 == len(show_figure(headed, code="F-1").lists["in_cell"])
