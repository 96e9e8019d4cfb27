"""The State's replies, silence, cases and figures of others in documents for committees."""

import pytest
from tests.verbs.desks import tell, uid
from tests.verbs.stories import development, passage, record, story
from tests.verbs.treaty import document, lines, notes, parties, point, read, state, why_held

from kuager.model.statement import EntityId, Value, say
from kuager.verbs.assessments import (
    Assessment,
    NowhereSearchedError,
    UnreadableDayError,
    assess_point,
)
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk, UnknownTermError
from kuager.verbs.points import list_points, show_point
from kuager.verbs.records import restrict_case

REPLIES = "state-replies"


def asked(desk: Desk, code: str = "Q-7") -> EntityId:
    """A question of the committee."""
    there = parties(desk)
    return point(
        desk,
        code,
        kind="question",
        text_en="Which measures are planned?",
        made_by=there["body"],
        document_symbol="CAT/C/KAZ/Q/4",
        number="7",
    )


def replied(desk: Desk, question: EntityId | None, **more: Value) -> EntityId:
    """A reply of the State."""
    there = parties(desk)
    said: dict[str, Value] = {
        "kind": "reply",
        "text_en": "Courses are held.",
        "made_by": there["state"],
        "addressed_to": there["body"],
        "answers": question,
        **more,
    }
    return point(desk, "A-7", **said)


def test_a_reply_stands_beside_its_question_with_our_check(desk: Desk) -> None:
    """Question with number and symbol, the reply, the assessment with its day."""
    replied(desk, asked(desk))
    found = Assessment(result="contradicted", texts={"en": "None was."}, searched={}, on="2023-03")
    assess_point(desk, point="A-7", assessment=found)

    assert lines(read(desk, document(desk)), REPLIES) == [
        "Question 7, CAT/C/KAZ/Q/4: Which measures are planned?",
        "Reply of the State: Courses are held.",
        "Our assessment: Contradicted by what we found (March 2023). None was.",
    ]


def test_a_reply_word_for_word_is_a_quotation(desk: Desk) -> None:
    """Told replies are told, quoted ones are set in."""
    replied(desk, asked(desk), verbatim=True)

    found = read(desk, document(desk))

    kinds = [getattr(p.block, "kind", "") for p in found.laid.placed if p.place == REPLIES]
    assert kinds == ["body", "body", "quote"]


def test_silence_names_document_paragraphs_and_day(desk: Desk) -> None:
    """The finding can be checked: what was asked, where we looked, when."""
    asked(desk)
    record(desk, "source", "s-replies", title_en="Replies", document_symbol="CAT/C/KAZ/RQ/4")
    silent = Assessment(
        result="silent",
        texts={"en": "Nothing on investigations."},
        searched_in=("s-replies",),
        searched={"en": "paras 12 to 48"},
        on="2023-03-20",
    )
    assess_point(desk, point="Q-7", assessment=silent)

    found = read(desk, document(desk))

    assert lines(found, REPLIES)[1] == (
        "Silence: Nothing on investigations. We looked for an answer in CAT/C/KAZ/RQ/4 "
        "(paras 12 to 48; 20 March 2023) and found none."
    )
    assert any("CAT/C/KAZ/RQ/4" in note for note in notes(found, REPLIES))


@pytest.mark.parametrize("lacking", ["searched_in", "searched", "on"])
def test_silence_without_a_search_is_refused(desk: Desk, lacking: str) -> None:
    """Document, paragraphs and day: without one of them nothing is saved."""
    asked(desk)
    record(desk, "source", "s-replies", title_en="Replies")
    said = {"searched_in": ("s-replies",), "searched": {"en": "all"}, "on": "2023-03"}
    said[lacking] = {"searched_in": (), "searched": {}, "on": ""}[lacking]

    with pytest.raises(NowhereSearchedError):
        assess_point(
            desk,
            point="Q-7",
            assessment=Assessment(result="silent", texts={}, **said),  # type: ignore[arg-type]
        )

    assert show_point(desk, code="Q-7").assessments == ()


def test_silence_that_nobody_could_check_is_not_printed(desk: Desk) -> None:
    """One entered on a form without the document that was searched is held, with the reason."""
    question = asked(desk)
    record(desk, "assessment", "AS-9", about=question, result="silent", text_en="Nothing.")

    found = read(desk, document(desk))

    assert not any("Silence" in text for text in lines(found, REPLIES))
    assert why_held(found, REPLIES) == {"AS-9": "nowhere-searched"}


def test_an_unknown_result_or_day_is_refused(desk: Desk) -> None:
    """The list of results is closed, and a day is a day."""
    asked(desk)
    with pytest.raises(UnknownTermError):
        assess_point(desk, point="Q-7", assessment=Assessment(result="fine", texts={}, searched={}))
    with pytest.raises(UnreadableDayError):
        assess_point(
            desk,
            point="Q-7",
            assessment=Assessment(result="announced", texts={}, searched={}, on="soon"),
        )


def test_a_gap_that_nobody_asked_about_is_told_if_it_was_looked_for(desk: Desk) -> None:
    """A finding of ours with an assessment stands after the questions; without one it does not."""
    record(desk, "source", "s-replies", title_en="Replies")
    point(desk, "G-1", kind="finding", text_en="Nothing on equality.")
    point(desk, "G-2", kind="finding", text_en="Nothing on training.")
    silent = Assessment(
        result="silent", texts={}, searched_in=("s-replies",), searched={"en": "all"}, on="2023-03"
    )
    assess_point(desk, point="G-1", assessment=silent)

    assert lines(read(desk, document(desk)), REPLIES) == [
        "Not asked, and not said: Nothing on equality.",
        "Silence: We looked for an answer in “Replies” (all; March 2023) and found none.",
    ]


def test_a_claim_in_a_reply_is_told_with_what_our_check_found(desk: Desk) -> None:
    """A claim that nobody checked is not repeated."""
    there = parties(desk)
    reply = replied(desk, asked(desk))
    same = {"made_by": there["state"], "about": reply, "unit": "assertion"}
    record(desk, "claim", "C-1", text_en="Experts agreed.", our_check="no-trace", **same)
    record(desk, "claim", "C-2", text_en="All is well.", our_check="not-checked", **same)

    found = [text for text in lines(read(desk, document(desk)), REPLIES) if "claims" in text]

    assert found == [
        "What the State claims: Experts agreed. Said by The Government. Our check: No trace found."
    ]


def test_an_assessment_that_rests_on_a_restricted_case_is_held(desk: Desk) -> None:
    """The question and the reply stay; what was found from the case does not leave."""
    replied(desk, asked(desk))
    holder = story(desk, "anonymised", "ev-1")
    record_consent(desk, case=holder, person=f"P-{holder}", use="un-public", answer="anonymised")
    done = Assessment(
        result="contradicted", texts={"en": "Somebody."}, searched={}, rests_on=("ev-1",)
    )
    code = assess_point(desk, point="A-7", assessment=done)
    report = document(desk)
    assert any("Somebody." in text for text in lines(read(desk, report), REPLIES))

    restrict_case(desk, code=holder)

    assert not any("Somebody." in text for text in lines(read(desk, report), REPLIES))
    assert why_held(read(desk, report), REPLIES) == {code: "case-restricted"}


@pytest.mark.parametrize("answer", ["no", None, "withdrawn"])
def test_a_case_needs_consent_for_the_committee(desk: Desk, answer: str | None) -> None:
    """Consent to publication is none to the United Nations; a no and a withdrawal hold it back."""
    point(desk, "R-1")
    holder = story(desk, "anonymised", "ev-1", treaty_article="cat-2")
    if answer is not None:
        said = "anonymised" if answer == "withdrawn" else answer
        record_consent(desk, case=holder, person=f"P-{holder}", use="un-public", answer=said)
    if answer == "withdrawn":
        withdraw_consent(desk, case=holder, person=f"P-{holder}")

    found = read(desk, document(desk))

    assert lines(found, "cases-cat-2") == []
    assert why_held(found, "cases-cat-2")["ev-1"].startswith("consent-")


def test_a_case_with_consent_is_a_numbered_item_with_its_year(desk: Desk) -> None:
    """Told under the first of its articles that has a part, with its footnote."""
    point(desk, "R-1")
    holder = story(desk, "anonymised", "ev-1", treaty_article="cat-2")
    record_consent(desk, case=holder, person=f"P-{holder}", use="un-public", answer="anonymised")

    found = read(desk, document(desk))

    assert lines(found, "cases-cat-2") == ["Cases", "2024. In May, ev-1 came to pass."]
    (item,) = [p for p in found.laid.placed if p.place == "cases-cat-2" and p.piece == "ev-1"]
    assert getattr(item.block, "kind", "") == "item"
    assert item.behind == (uid(desk, "event", "ev-1"),)
    assert len(notes(found, "cases-cat-2")) == 1


def test_what_is_too_sensitive_or_unwritten_stays(desk: Desk) -> None:
    """Named, with the reason; nothing of it is printed."""
    point(desk, "R-1")
    development(desk, "ev-1", treaty_article="cat-2", sensitivity="strict")
    development(desk, "ev-2", treaty_article="cat-2", wording_en=None)

    found = read(desk, document(desk))

    assert lines(found, "cases-cat-2") == []
    assert why_held(found, "cases-cat-2") == {"ev-1": "too-sensitive"}
    assert state(found, "cases-cat-2").unwritten == ("ev-2",)


def test_a_case_is_told_once(desk: Desk) -> None:
    """Under two articles, and under two headings: each time only where it belongs first."""
    point(desk, "R-1", treaty_article="cat-2")
    point(desk, "R-2", treaty_article="cat-16")
    made = development(desk, "ev-1", treaty_article="cat-16")
    tell(desk, say(made, "event.treaty_article", "cat-2"))

    found = read(desk, document(desk))

    told = [text for text in lines(found, "cases-") if "ev-1" in text]
    assert len(told) == 1


def test_figures_of_others_carry_base_period_and_author(desk: Desk) -> None:
    """What the State claims is not among them: it stands with its replies."""
    there = parties(desk)
    point(desk, "R-1")
    by = passage(desk, "p-1")
    other = record(desk, "organisation", "O-NGO", name_en="Others")
    said: dict[str, Value] = {"unit": "percent", "treaty_article": "cat-2", "by": by}
    record(
        desk,
        "claim",
        "C-1",
        text_en="20% have access",
        base="people asked",
        period="2021",
        made_by=other,
        **said,  # type: ignore[arg-type]
    )
    record(desk, "claim", "C-2", text_en="All have.", made_by=there["state"], **said)  # type: ignore[arg-type]

    found = read(desk, document(desk))

    assert lines(found, "figures-cat-2") == [
        "Figures of others",
        "20% have access. Base: people asked. Period: 2021. Figure of Others.",
    ]
    assert len(notes(found, "figures-cat-2")) == 1


def test_a_claim_about_somebodys_story_needs_their_consent(desk: Desk) -> None:
    """A figure that speaks of a case is held like the case."""
    point(desk, "R-1")
    story(desk, "anonymised", "ev-1")
    event = uid(desk, "event", "ev-1")
    record(
        desk,
        "claim",
        "C-1",
        text_en="Six hours.",
        unit="hours",
        about=event,
        treaty_article="cat-2",
    )

    found = read(desk, document(desk))

    assert lines(found, "figures-cat-2") == []
    assert why_held(found, "figures-cat-2") == {"C-1": "consent-not-asked"}


def test_a_point_is_shown_with_its_chain_and_assessments(desk: Desk) -> None:
    """The same thing over the years, the earliest first, and what became of it."""
    first = point(desk, "R-1", date="2010")
    point(desk, "R-2", date="2014", repeats=first)
    done = Assessment(result="announced", texts={"en": "Soon."}, searched={}, on="2022")
    code = assess_point(desk, point="R-2", assessment=done)

    sheet = show_point(desk, code="R-2")

    assert sheet.chain == (("R-1", "2010"), ("R-2", "2014"))
    assert [(a.code, a.result, a.on) for a in sheet.assessments] == [(code, "announced", "2022")]


def test_points_are_listed_by_addressee_with_what_became_of_them(desk: Desk) -> None:
    """By the name of the addressee, then in time; of several assessments our latest counts."""
    there = parties(desk)
    point(desk, "R-2", date="2014")
    point(desk, "R-1", date="2010")
    point(desk, "R-3", date="2001", addressed_to=there["body"])
    for result, on in (("announced", "2015"), ("implemented", "2020")):
        done = Assessment(result=result, texts={}, searched={}, on=on)
        assess_point(desk, point="R-2", assessment=done)
    states = Assessment(result="implemented", of_whom="state", texts={}, searched={})
    assess_point(desk, point="R-1", assessment=states)

    found = list_points(desk, by="O-US")

    assert [(p.code, p.result) for p in found] == [
        ("R-3", None),
        ("R-1", None),
        ("R-2", "implemented"),
    ]
    assert [p.code for p in list_points(desk, to="O-BODY")] == ["R-3"]
    assert list_points(desk, kind="question") == ()
