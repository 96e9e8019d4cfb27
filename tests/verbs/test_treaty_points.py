"""Points, law, history and authors of documents for committees, from a real vault."""

import pytest
from tests.verbs.desks import case, tell, uid
from tests.verbs.stories import development, passage, person_of, record
from tests.verbs.treaty import (
    document,
    kept,
    lines,
    notes,
    parties,
    point,
    read,
    state,
    why_held,
)

from kuager.model.report import Heading
from kuager.model.statement import say
from kuager.verbs.assessments import Assessment, assess_point
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.texts import UnknownPlaceOfTextError, write_text


def articles(desk: Desk, code: str) -> list[str]:
    """The headings of the articles of a document."""
    found = [p.block for p in read(desk, code).laid.placed if isinstance(p.block, Heading)]
    return [h.text for h in found if h.level == 1 and h.text.startswith("Article")]


def test_the_articles_follow_from_the_points(desk: Desk) -> None:
    """Each point stands under the first article it names; what belongs together is together."""
    point(desk, "R-1", treaty_article="cat-16")
    second = point(desk, "R-2", treaty_article="cat-12")
    tell(desk, say(second, "point.treaty_article", "cat-13"))
    point(desk, "R-3", treaty_article="cat-2")

    found = articles(desk, document(desk))

    assert found == [
        "Article 2 of the Convention",
        "Articles 12 and 13 of the Convention",
        "Article 16 of the Convention",
    ]


@pytest.mark.parametrize(("treaty", "article"), [("icerd", "icerd-4"), ("iccpr", "iccpr-7")])
def test_the_treaty_follows_from_the_states_document(desk: Desk, treaty: str, article: str) -> None:
    """One outline serves every committee: articles of other treaties open no part."""
    point(desk, "R-1", treaty_article=article)
    point(desk, "R-2", treaty_article="cat-2")

    assert articles(desk, document(desk, treaty=treaty)) == [
        f"Article {article.rpartition('-')[2]} of the Convention"
    ]


def test_an_author_writes_under_an_article_that_the_outline_does_not_name(desk: Desk) -> None:
    """The place is of this document; the words stay with their article when another one comes."""
    point(desk, "R-1", treaty_article="cat-16")
    code = document(desk)
    write_text(desk, code=code, place="facts-cat-16", language="en", text="What happens here.")

    point(desk, "R-2", treaty_article="cat-2")

    assert articles(desk, code) == ["Article 2 of the Convention", "Article 16 of the Convention"]
    assert lines(read(desk, code), "facts-cat-16") == ["What happens", "What happens here."]
    with pytest.raises(UnknownPlaceOfTextError):
        write_text(desk, code=code, place="facts-cat-10", language="en", text="Nowhere.")


def test_an_article_keeps_its_part_while_an_authors_words_stand_there(desk: Desk) -> None:
    """Also when the point that opened it is left out: nothing written is lost from sight."""
    left = point(desk, "R-1", treaty_article="cat-16")
    point(desk, "R-2", treaty_article="cat-2")
    code = document(desk)
    write_text(desk, code=code, place="facts-cat-16", language="en", text="What happens here.")

    tell(desk, say(uid(desk, "report", code), "report.leaves", left))

    assert articles(desk, code) == ["Article 2 of the Convention", "Article 16 of the Convention"]


def test_questions_are_numbered_through_under_their_articles(desk: Desk) -> None:
    """Letters join the heading of their article, and number 10 comes after 2."""
    for code, number, article in (("Q-3", "10", "a"), ("Q-1", "1", "a"), ("Q-2", "2", "c")):
        text = f"Please describe {code}."
        said = {"number": number, "treaty_article": f"icerd-4-{article}", "text_en": text}
        point(desk, code, kind="question", **said)

    found = read(desk, document(desk, "loi-input", treaty="icerd"))

    assert lines(found, "suggested-questions") == [
        "Article 4 (a, c) – Ban on incitement and hostile organisations",
        "Please describe Q-1.",
        "Please describe Q-2.",
        "Please describe Q-3.",
    ]


def test_a_question_that_opens_otherwise_is_printed_as_it_stands(desk: Desk) -> None:
    """It is remarked, never rewritten."""
    point(desk, "Q-1", kind="question", treaty_article="icerd-4", text_en="What is done?")

    found = read(desk, document(desk, "loi-input", treaty="icerd"))

    assert "What is done?" in lines(found, "suggested-questions")
    assert [(r.code, r.problem) for r in found.laid.remarks] == [("Q-1", "opens-otherwise")]


def test_points_of_others_are_not_printed_as_ours(desk: Desk) -> None:
    """Even if the document takes them in: they belong to its history."""
    there = parties(desk)
    others = point(desk, "R-1", made_by=there["body"], proceeding=None, date="2014")
    code = document(desk, "loi-input", treaty="cat")
    tell(desk, say(uid(desk, "report", code), "report.takes", others))

    found = read(desk, code)

    assert lines(found, "recommendations-to-state") == []
    assert any("The State shall heed R-1." in text for text in lines(found, "background-history"))


def test_what_is_left_out_by_hand_is_not_printed(desk: Desk) -> None:
    """A point of ours that the document leaves out."""
    left = point(desk, "R-1")
    point(desk, "R-2")
    code = document(desk, "loi-input")
    tell(desk, say(uid(desk, "report", code), "report.leaves", left))

    assert lines(read(desk, code), "recommendations-to-state") == ["The State shall heed R-2."]


def test_nobody_cites_himself(desk: Desk) -> None:
    """Under a point of ours stands what it repeats, not our own paper."""
    there = parties(desk)
    ours = record(desk, "source", "s-ours", title_en="Our paper", organisation=there["us"])
    passed = passage(desk, "p-theirs")
    earlier = record(
        desk,
        "point",
        "R-0",
        by=passed,
        kind="recommendation",
        text_en="Adopt a law.",
        made_by=there["body"],
        document_symbol="CAT/C/KAZ/CO/3",
        number="9",
        date="2014",
    )
    made = point(desk, "R-1", repeats=earlier)
    tell(desk, say(made, "point.number", "1", source=ours))

    (note,) = notes(read(desk, document(desk, "loi-input")), "recommendations-to-state")

    assert "CAT/C/KAZ/CO/3" in note
    assert "Our paper" not in note


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("no", "consent-no"), (None, "consent-not-asked"), ("withdrawn", "consent-withdrawn")],
)
def test_a_point_in_somebodys_matter_needs_their_consent(
    desk: Desk, answer: str | None, reason: str
) -> None:
    """No, withdrawn and not asked hold it back; yes to publication is no yes to the UN."""
    holder = case(desk)
    person_of(desk, holder, "P-1")
    matter = record(desk, "proceeding", "PR-9", case=uid(desk, "case", holder))
    record_consent(desk, case=holder, person="P-1", use="publication", answer="anonymised")
    if answer is not None:
        said = "anonymised" if answer == "withdrawn" else answer
        record_consent(desk, case=holder, person="P-1", use="un-public", answer=said)
    if answer == "withdrawn":
        withdraw_consent(desk, case=holder, person="P-1")
    point(desk, "R-1", proceeding=matter)

    found = read(desk, document(desk, "loi-input", proceeding="PR-9"))

    assert lines(found, "recommendations-to-state") == []
    if answer == "withdrawn":
        assert why_held(found, "recommendations-to-state")["R-1"].startswith("consent-")
    else:
        assert why_held(found, "recommendations-to-state") == {"R-1": reason}


def test_a_point_in_somebodys_matter_passes_with_their_consent(desk: Desk) -> None:
    """The same matter, with a yes to this use."""
    holder = case(desk)
    person_of(desk, holder, "P-1")
    matter = record(desk, "proceeding", "PR-9", case=uid(desk, "case", holder))
    record_consent(desk, case=holder, person="P-1", use="un-public", answer="anonymised")
    point(desk, "R-1", proceeding=matter)

    found = read(desk, document(desk, "loi-input", proceeding="PR-9"))

    assert lines(found, "recommendations-to-state") == ["The State shall heed R-1."]


def test_a_point_with_a_telephone_number_stays(desk: Desk) -> None:
    """Words that hold personal data are held back whole."""
    point(desk, "R-1", text_en="The State shall call +7 701 555 12 34.")

    found = read(desk, document(desk, "loi-input"))

    assert lines(found, "recommendations-to-state") == []
    assert why_held(found, "recommendations-to-state") == {"R-1": "personal-data-in-wording"}


def test_what_nobody_worded_in_a_language_is_told_so(desk: Desk) -> None:
    """The Russian document does not print English words, and says what is missing."""
    point(desk, "R-1")

    found = read(desk, document(desk, "loi-input"), "ru")

    assert lines(found, "recommendations-to-state") == []
    assert state(found, "recommendations-to-state").unwritten == ("R-1",)


def test_the_same_words_over_the_years_make_a_table(desk: Desk) -> None:
    """In time, with position and what became of it; nothing from after the document."""
    there = parties(desk)
    before: list[object] = []
    for code, year, position in (("R-1", "2014", "noted"), ("R-2", "2010", None)):
        before.append(
            record(
                desk,
                "point",
                code,
                kind="recommendation",
                text_en="Adopt a law.",
                made_by=there["body"],
                date=year,
                position=position,
                repeats=before[-1] if before else None,  # type: ignore[arg-type]
            )
        )
    record(
        desk,
        "point",
        "R-9",
        kind="recommendation",
        text_en="Adopt a law.",
        made_by=there["body"],
        date="2030",
        repeats=before[0],  # type: ignore[arg-type]
    )
    point(desk, "R-5", repeats=before[0])  # type: ignore[arg-type]
    done = Assessment(result="not-started", texts={"en": "Nothing."}, searched={}, on="2022")
    assess_point(desk, point="R-1", assessment=done)

    found = read(desk, document(desk, "loi-input", due_on="2022-06"))

    assert lines(found, "background-history") == [
        " | ".join(
            [
                *("Adopt a law.", "When", "Who asked", "Position of the State"),
                *("What became of it", "2010", "Committee of Tests", "—", "—"),
                *("2014", "Committee of Tests", "Noted", "Not started"),
            ]
        ),
        "Our assessment: Not started (2022). Nothing.",
    ]


def test_a_mid_term_report_assesses_by_number_and_position(desk: Desk) -> None:
    """Each recommendation of the cycle with its number, position and our assessment."""
    there = parties(desk)
    said = {"made_by": there["state"], "proceeding": there["cycle"], "date": "2019"}
    point(desk, "R-2", number="139.10", position="supported", document_symbol="A/HRC/43/10", **said)
    point(desk, "R-1", number="139.9", position="noted", document_symbol="A/HRC/43/10", **said)
    done = Assessment(result="regressed", texts={"en": "Worse."}, searched={}, on="2022-05")
    assess_point(desk, point="R-2", assessment=done)

    found = read(desk, document(desk, "upr-mid-term", document_symbol=""))

    assert lines(found, "earlier-recommendations") == [
        "139.9, A/HRC/43/10 (The Government, 2019): The State shall heed R-1.",
        "Position of the State: Noted.",
        "139.10, A/HRC/43/10 (The Government, 2019): The State shall heed R-2.",
        "Position of the State: Supported.",
        "Our assessment: Got worse (May 2022). Worse.",
    ]


def test_a_submission_to_a_review_looks_back_one_cycle(desk: Desk) -> None:
    """The last cycle of the same kind before the same body; plain look, numbered paragraphs."""
    there = parties(desk)
    same = {"kind": "treaty-cycle", "body": there["body"]}
    for code, opens in (("PR-A", "2010"), ("PR-B", "2019")):
        cycle = record(desk, "proceeding", code, opens=opens, **same)
        point(desk, f"R-{code}", made_by=there["body"], proceeding=cycle)

    found = read(desk, document(desk, "upr-joint", document_symbol=""))

    (told,) = lines(found, "earlier-recommendations")
    assert "The State shall heed R-PR-B." in told
    assert found.laid.report.look == "un"
    kinds = [getattr(p.block, "kind", "") for p in found.laid.placed]
    assert "numbered" in kinds


def test_a_submission_to_a_review_names_all_authors_and_no_contact(desk: Desk) -> None:
    """Co-authors stand at the start; site and contact go into the mail."""
    found = read(desk, document(desk, "upr-joint", contact="https://we.example/contact"))

    assert lines(found, "who-submits") == ["We"]
    assert not any("we.example" in text for text in lines(found))


def test_the_coalition_is_named_with_sites_and_never_with_inner_contacts(desk: Desk) -> None:
    """The site, and the one public contact of the document."""
    us = parties(desk)["us"]
    tell(desk, say(us, "organisation.contact", "Hidden, +7 701 555 12 34"))

    found = read(desk, document(desk, contact="https://we.example/contact"))

    assert lines(found, "coalition") == [
        "Contact: https://we.example/contact",
        "We",
        "Site: https://we.example",
    ]
    assert not any("Hidden" in text for text in lines(found))


def test_law_is_told_by_arguments_and_provisions_never_by_our_reading(desk: Desk) -> None:
    """A signed argument of the article and its provision; an unsigned one is held back."""
    law = record(
        desk, "provision", "L-1", kind="code", law_en="Code", article="145", assessment="Our view"
    )
    kept(desk, "KT-1", treaty_article="cat-2", provision=law)
    kept(desk, "KT-2", treaty_article="cat-2", signed=False)
    kept(desk, "KT-3", treaty_article="cat-16")
    point(desk, "R-1")

    found = read(desk, document(desk))

    assert lines(found, "law-cat-2") == ["What the law says", "Argument KT-1.", "Code, article 145"]
    assert why_held(found, "law-cat-2") == {"KT-2": "not-signed-off"}
    assert not any("Our view" in text for text in lines(found))


def test_where_paragraphs_are_numbered_cases_and_points_are_among_them(desk: Desk) -> None:
    """One series through the whole text, as the secretariat asks; no second "1."."""
    point(desk, "R-1")
    development(desk, "ev-1", kind="incident")

    found = read(desk, document(desk, "upr-submission", document_symbol=""))

    placed = [p for p in found.laid.placed if p.piece in ("R-1", "ev-1")]
    assert [getattr(p.block, "kind", "") for p in placed] == ["numbered", "numbered"]


def test_the_title_page_tells_what_is_known(desk: Desk) -> None:
    """To whom, which session, on what, by whom, in which month."""
    code = document(desk, session="76th session", due_on="2023-03-27")

    front = ["".join(run.text for run in line.runs) for line in read(desk, code).laid.report.front]

    assert front == [
        "Submission to the Committee of Tests",
        "76th session",
        "For the consideration of the State's document CAT/C/KAZ/4",
        "We",
        "March 2023",
    ]
