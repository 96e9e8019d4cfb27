"""The last check of documents from a real vault: what is found, and who may let it pass."""

import pytest
from tests.verbs.desks import uid
from tests.verbs.stories import add, development, passage, person_of, record, story

from kuager.model.checks.finding import Finding, key_of
from kuager.verbs.checking import check_made, check_report, check_words, finding_secret
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import make_report
from kuager.verbs.overrides import (
    FirmFindingError,
    NameInReasonError,
    NoReasonError,
    UnknownFindingError,
    override_finding,
    withdraw_override,
)
from kuager.verbs.records import restrict_case
from kuager.verbs.texts import check_text, set_text_status, show_texts, write_text

PLACE = "chapter"


@pytest.fixture
def review(desk: Desk) -> str:
    """An annual review with one development that others published."""
    development(desk, "ev-1")
    facts = {"country": "KAZ", "period": "2024"}
    return start_report(desk, outline="annual-review", facts=facts)


def write(desk: Desk, code: str, text: str) -> None:
    """Words of an author, finished and read by another person."""
    seen = show_texts(desk, code=code, place=PLACE).texts[0].seen
    at = {"code": code, "place": PLACE, "language": "en"}
    shown = write_text(desk, **at, text=text, by="M-7", seen=seen)  # type: ignore[arg-type]
    shown = set_text_status(desk, **at, status="ready", seen=shown.seen)  # type: ignore[arg-type]
    check_text(desk, **at, by="M-8", seen=shown.seen)  # type: ignore[arg-type]


def found(desk: Desk, code: str) -> dict[str, Finding]:
    """What the check finds, by the check."""
    return {one.check: one for one in check_report(desk, code=code).findings}


def let_pass(desk: Desk, code: str, key: str, reason: str = "It is in the newspapers.") -> str:
    """Let a finding pass."""
    return override_finding(desk, code=code, key=key, reason=reason, by="M-8")


def test_a_sound_document_has_no_findings(desk: Desk, review: str) -> None:
    """Nothing to be mended, and nothing invented."""
    write(desk, review, "A hard year for the movement [@p-ev-1].")

    assert {} == found(desk, review)


def test_a_private_name_in_an_authors_words_is_found_wherever_the_person_is(
    desk: Desk, review: str
) -> None:
    """The person stands in no record of this document, and is written in other letters."""
    story(desk, "anonymised", "ev-other", date="2019-01")
    write(desk, review, "So we heard from Aigul Ulgikyzy.")

    one = found(desk, review)["private-name"]

    assert ("Aigul Ulgikyzy", PLACE, False) == (one.words, one.place, one.may_override)
    assert ("person", "P-C-1") == one.record


def test_a_person_who_acts_in_public_may_be_named_with_a_source(desk: Desk, review: str) -> None:
    """Without one, somebody has to look at it."""
    record(desk, "person", "P-9", name_in_use="Канат Образцов", public_person=True)

    write(desk, review, "Kanat Obraztsov proposed the law [@p-ev-1].")
    assert {} == found(desk, review)

    write(desk, review, "Kanat Obraztsov proposed the law.")
    assert {"named-official"} == set(found(desk, review))


def test_whoever_agreed_to_be_named_may_be_named(desk: Desk) -> None:
    """In the document that tells the story, in the drawn words and in an author's."""
    story(desk, "name", wording_en="In May, Aigul Ulgikyzy was dismissed.")
    code = start_report(desk, outline="annual-review", facts={"country": "KAZ", "period": "2024"})

    assert "private-name" not in found(desk, code)


def test_consent_is_asked_on_the_day_of_the_check(desk: Desk) -> None:
    """A text that tells of a case is held back the moment consent is withdrawn."""
    holder = story(desk, "anonymised")
    code = start_report(desk, outline="annual-review", facts={"country": "KAZ", "period": "2024"})
    made = make_report(desk, code)
    withdraw_consent(desk, case=holder)

    stale = check_made(desk, made)

    (one,) = [finding for finding in stale if finding.check == "consent"]
    assert ("consent-withdrawn", False) == (one.facts["reason"], one.may_override)


def test_sources_that_disagree_on_the_month_are_not_hidden(desk: Desk, review: str) -> None:
    """Another source says June; with both months, or with a word of doubt, it is told."""
    event = uid(desk, "event", "ev-1")
    add(desk, event, "event", by=passage(desk, "p-2"), date="2024-06")

    one = found(desk, review)["hidden-conflict"]

    assert "event.date" == one.facts["property"]
    assert {"2024-05", "2024-06"} == set(str(one.facts["values"]).split(", "))


def test_a_child_behind_a_text_has_no_school_and_no_mother(desk: Desk, review: str) -> None:
    """Not even with a reason."""
    write(desk, review, "A schoolgirl was expelled from School No. 15.")

    assert not found(desk, review)["minor"].may_override


def test_letting_pass_needs_a_reason_and_is_kept_with_it(desk: Desk, review: str) -> None:
    """Who, why and when stand with the finding; the document is clean."""
    write(desk, review, "Somebody told us of three women [#nowhere-at-all] in prison.")
    one = found(desk, review)["small-number"]

    with pytest.raises(NoReasonError):
        let_pass(desk, review, one.key, " ")
    code = let_pass(desk, review, one.key)
    passed = found(desk, review)["small-number"].override

    assert passed is not None
    assert (code, "It is in the newspapers.", "M-8", "2025-03-01") == (
        passed.code,
        passed.reason,
        passed.by,
        passed.on,
    )


def test_a_reason_names_nobody(desk: Desk, review: str) -> None:
    """It outlives the case of whoever would be named in it."""
    story(desk, "anonymised", "ev-other", date="2019-01")
    write(desk, review, "In prison were three women.")
    key = found(desk, review)["small-number"].key

    for reason in ("Aigul Ulgikyzy agreed on the phone.", "See +7 701 555 44 33."):
        with pytest.raises(NameInReasonError):
            let_pass(desk, review, key, reason)
    assert {} == desk.view.codes("override")


def test_a_decision_can_be_taken_back(desk: Desk, review: str) -> None:
    """Then the finding stands again."""
    write(desk, review, "In prison were three women.")
    code = let_pass(desk, review, found(desk, review)["small-number"].key)

    withdraw_override(desk, code=code)

    assert found(desk, review)["small-number"].stands


def test_other_words_are_another_finding(desk: Desk, review: str) -> None:
    """What was let pass does not cover what was written later."""
    write(desk, review, "In prison were three women.")
    let_pass(desk, review, found(desk, review)["small-number"].key)
    write(desk, review, "In prison were four women.")

    assert found(desk, review)["small-number"].stands


def test_the_same_words_elsewhere_in_the_place_stay_let_pass(desk: Desk, review: str) -> None:
    """A paragraph before it changes nothing."""
    write(desk, review, "In prison were three women.")
    let_pass(desk, review, found(desk, review)["small-number"].key)
    write(desk, review, "A hard year.\n\nIn prison were three women.")

    assert not found(desk, review)["small-number"].stands


def test_what_concerns_somebody_who_could_be_found_is_never_let_pass(
    desk: Desk, review: str
) -> None:
    """And what nobody finds cannot be, either."""
    story(desk, "anonymised", "ev-other", date="2019-01")
    write(desk, review, "So we heard from Aigul Ulgikyzy.")

    with pytest.raises(FirmFindingError):
        let_pass(desk, review, found(desk, review)["private-name"].key)
    with pytest.raises(UnknownFindingError):
        let_pass(desk, review, "0" * 64)
    assert {} == desk.view.codes("override")


def test_an_unfinished_text_is_named(desk: Desk, review: str) -> None:
    """A draft, and a text that nobody but its writer has read."""
    write_text(desk, code=review, place=PLACE, language="en", text="A hard year.")

    assert "unfinished" in found(desk, review)


def test_a_single_text_is_checked_as_an_authors_words(desk: Desk) -> None:
    """A wording, a kept text, a letter: nothing of it is kept."""
    story(desk, "anonymised")

    checked = check_words(desk, text="Айгүлге Үлгіқызына қоңырау шалыңыз.", language="kk")

    assert ["private-name"] == [one.check for one in checked.findings]


def test_keys_tell_nothing_without_the_vault(desk: Desk) -> None:
    """Whoever guesses the words cannot confirm them: the key hangs on a secret of the vault."""
    one = check_words(desk, text="In prison were three women.", language="en").findings[0]

    assert one.key == key_of(finding_secret(desk), "small-number", "text", "three women")
    assert one.key != key_of(b"another vault", "small-number", "text", "three women")


def test_people_of_every_case_are_known_restricted_or_not(desk: Desk, review: str) -> None:
    """Whoever waits to be forgotten may be named least of all."""
    holder = story(desk, "anonymised", "ev-other", date="2019-01")
    person_of(desk, holder, "P-r", "Мадина Сынақова")
    restrict_case(desk, code=holder)
    write(desk, review, "Then Madina Synakova left.")

    assert "private-name" in found(desk, review)


def test_whoever_is_recorded_or_renamed_is_known_at_once(desk: Desk, review: str) -> None:
    """What the vault knows is kept between checks, and read anew when a person changes."""
    write(desk, review, "Then Botagoz Zhanaeva and Perizat Eskieva left.")
    assert {"unknown-name"} == set(found(desk, review))

    holder = story(desk, "anonymised", "ev-other", date="2019-01")
    person = person_of(desk, holder, "P-n", "Ботагөз Жанаева")
    assert "Botagoz Zhanaeva" == found(desk, review)["private-name"].words

    add(desk, person, "person", document_name="Перизат Ескиева")
    words = {
        one.words for one in check_report(desk, code=review).findings if one.check == "private-name"
    }
    assert {"Botagoz Zhanaeva", "Perizat Eskieva"} == words
