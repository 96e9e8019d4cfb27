"""What authors write into documents, from a real vault: kept, flagged, held, erased."""

import pytest
from tests.verbs.desks import DAY, case, clock_of, desk_again, tell, uid
from tests.verbs.stories import add, development, members, passage, person_of, record, story

from kuager.model.report import notes_of, reading_text
from kuager.model.statement import say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.document_choices import show_report
from kuager.verbs.documents import start_report
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.manuscripts import BlockState, read_report
from kuager.verbs.records import AlreadySaidOtherwiseError, reopen_case, restrict_case
from kuager.verbs.texts import (
    NoTextYetError,
    OwnTextError,
    RestrictedTextError,
    TextLanguageError,
    TextShown,
    UnknownPlaceOfTextError,
    WrittenTooLongError,
    check_text,
    set_text_status,
    show_texts,
    write_text,
)

PLACE = "chapter"


def review(desk: Desk, **facts: str) -> str:
    """An annual review of 2024; returns its code."""
    return start_report(
        desk, outline="annual-review", facts={"country": "KAZ", "period": "2024", **facts}
    )


def write(desk: Desk, code: str, text: str, *, language: str = "en", **more: object) -> TextShown:
    """Write at the one place that every review has."""
    seen = shown(desk, code, language).seen
    return write_text(
        desk, code=code, place=PLACE, language=language, text=text, **{"seen": seen, **more}
    )


def shown(desk: Desk, code: str, language: str = "en") -> TextShown:
    """The text as it stands."""
    texts = show_texts(desk, code=code, place=PLACE).texts
    found = [text for text in texts if text.language == language]
    return found[0] if found else TextShown(place=PLACE, language=language)


def words(desk: Desk, code: str, language: str = "en") -> str:
    """All that a reader reads."""
    return "\n".join(reading_text(read_report(desk, code=code, language=language).laid.report))


def state(desk: Desk, code: str) -> BlockState:
    """How the place stands."""
    states = read_report(desk, code=code).states
    return next(one for one in states if one.place == PLACE)


def erase(desk: Desk, holder: str) -> None:
    """Erase a case, after the time that an erasure waits."""
    asked = request_erasure(desk, code=holder, reason="asked-by-person")
    clock_of(desk).now += 40 * DAY
    carry_out_erasure(desk, code=asked.code)


def test_a_text_stands_before_what_is_drawn_and_stays_when_it_is_drawn_again(desk: Desk) -> None:
    """The words are the author's; new data come below them, and a flag beside them."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year, as ever [@p-ev-1].")

    before = words(desk, code)
    development(desk, "ev-2")
    after = words(desk, code)

    assert "A hard year, as ever." in before
    assert "A hard year, as ever." in after
    assert "In May, ev-2 came to pass." in after
    assert (True, ("data",)) == (state(desk, code).stale, state(desk, code).changed)


def test_a_citation_is_a_footnote_and_the_text_rests_on_it(desk: Desk) -> None:
    """Behind the printed paragraph stands the passage that it cites."""
    cited = passage(desk, "p-9", paragraph="12")
    code = review(desk)
    done = write(desk, code, "Said so [@p-9].")
    found = read_report(desk, code=code)
    (note, *_) = notes_of(found.laid.report)

    assert (("passage", "p-9"),) == done.rests_on
    assert cited in found.laid.placed[0].behind
    assert "para. 12" in "".join(run.text for runs in note.paragraphs for run in runs)


def test_an_unchanged_record_raises_no_flag(desk: Desk) -> None:
    """Neither reading again nor another day make a text one to be read again."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year.")
    clock_of(desk).now += DAY
    record(desk, "organisation", "O-9")

    assert not state(desk, code).stale


def test_a_wording_that_changes_flags_the_text(desk: Desk) -> None:
    """What a named event says is part of what stands under the words."""
    made = development(desk, "ev-1", date="2022-05")
    code = review(desk)
    write(desk, code, "As before [@ev-1].")
    add(desk, made, "event", wording_ru="Теперь иначе.")

    assert ("data",) == shown(desk, code).changed


def test_a_consent_that_falls_away_holds_the_text(desk: Desk) -> None:
    """What rests on a story that may not be told is not printed, and it is said why."""
    holder = story(desk, "yes", date="2022-05")
    code = review(desk)
    write(desk, code, "She told us [@ev-1].")
    before = words(desk, code)
    withdraw_consent(desk, case=holder, person=f"P-{holder}")

    assert "She told us" in before
    assert "She told us" not in words(desk, code)
    assert ["consent-withdrawn"] == [held.reason for held in state(desk, code).held]
    assert "consents" in shown(desk, code).changed
    assert "She told us [@ev-1]." == shown(desk, code).text


def test_a_person_named_by_code_ties_the_text_to_the_story(desk: Desk) -> None:
    """In square brackets stands a person; without consent nothing of it is printed."""
    holder = case(desk)
    person_of(desk, holder, "P-77")
    code = review(desk)
    done = write(desk, code, "[P-77] said nothing.")

    assert (("person", "P-77"),) == done.rests_on
    assert ["consent-not-asked"] == [held.reason for held in done.held]
    record_consent(desk, case=holder, person="P-77", use="publication", answer="yes")
    assert "Person" in words(desk, code)


def test_a_text_is_erased_with_its_story(desk: Desk) -> None:
    """A real erasure finds the text through what it rests on, and takes its words along."""
    holder = story(desk, "yes", date="2022-05")
    code = review(desk)
    done = write(desk, code, "Words of erased-canary [@ev-1].")
    made = uid(desk, "report_text", done.code)
    erase(desk, holder)

    assert "" == shown(desk, code).text
    assert desk.view.record(made) is None
    assert [] == desk.view.history(made)


def test_a_text_that_came_by_an_import_is_erased_with_its_story(desk: Desk) -> None:
    """Nobody said what it rests on; its own marks do, when an erasure is asked for."""
    holder = story(desk, "yes", date="2022-05")
    code = review(desk)
    made = record(
        desk, "report_text", "TX-77", report=uid(desk, "report", code), place=PLACE,
        language="en", words="Words of imported-canary [@ev-1].",
    )  # fmt: skip
    erase(desk, holder)

    assert [] == desk.view.history(made)


def test_words_that_told_a_story_before_go_with_it_and_the_new_ones_stay(desk: Desk) -> None:
    """A text that no longer rests on a story is a record of its own."""
    holder = story(desk, "yes", date="2022-05")
    code = review(desk)
    old = write(desk, code, "Words of old-canary [@ev-1].")
    new = write(desk, code, "Words of nobody.")
    made = uid(desk, "report_text", old.code)
    erase(desk, holder)

    assert old.code != new.code
    assert [] == desk.view.history(made)
    assert "Words of nobody." == shown(desk, code).text


def test_two_languages_stand_side_by_side(desk: Desk) -> None:
    """Each has its own words, status and readers; what is asked for is there even if empty."""
    code = review(desk, language="en")
    tell(desk, say(uid(desk, "report", code), "report.language", "ru"))
    write(desk, code, "Words.")
    write(desk, code, "Слова.", language="ru")
    both = show_texts(desk, code=code, place=PLACE).texts

    assert {"en": "Words.", "ru": "Слова."} == {text.language: text.text for text in both}
    assert "Words." in words(desk, code)
    assert "Слова." in words(desk, code, "ru")


def test_marks_that_name_nothing_stay_visible_and_are_remarked(desk: Desk) -> None:
    """A wrong code is printed as it was typed; nothing is dropped in silence."""
    code = review(desk)
    done = write(desk, code, "Said [@p-404] and {@F-404}, see [#nowhere].")
    found = read_report(desk, code=code)

    assert ("p-404", "F-404") == done.lost
    assert "Said[@p-404] and {@F-404}, see [#nowhere]." in words(desk, code).replace("d [", "d[")
    assert {("p-404", "names-nothing"), ("F-404", "names-nothing"),
            ("nowhere", "refers-to-nothing")} == {
        (remark.code, remark.problem) for remark in found.laid.remarks}  # fmt: skip


def test_a_reference_prints_the_words_of_what_it_leads_to(desk: Desk) -> None:
    """It is a link to that place."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "See [#ev-1].")
    found = read_report(desk, code=code)
    links = {
        run.link
        for placed in found.laid.placed
        for run in getattr(placed.block, "runs", ())
        if run.link
    }

    assert {"#d-event-ev-1"} == links
    assert not found.laid.remarks


def test_who_saw_something_else_does_not_overwrite(desk: Desk) -> None:
    """Two people edit: the slower one is refused, and nothing of the quicker one is lost."""
    code = review(desk)
    write(desk, code, "First.")
    seen = shown(desk, code).seen
    write(desk, code, "Second.")

    with pytest.raises(AlreadySaidOtherwiseError):
        write(desk, code, "Third.", seen=seen)
    with pytest.raises(AlreadySaidOtherwiseError):
        write(desk, code, "Fourth.", seen="")
    assert "Second." == shown(desk, code).text


def test_another_person_reads_and_a_change_takes_the_reading_away(desk: Desk) -> None:
    """Who wrote it does not count as a reader; new words were read by nobody."""
    members(desk)
    code = review(desk)
    write(desk, code, "Words.", by="M-7")
    with pytest.raises(OwnTextError):
        check_text(
            desk, code=code, place=PLACE, language="en", by="M-7", seen=shown(desk, code).seen
        )
    done = check_text(
        desk, code=code, place=PLACE, language="en", by="M-8", seen=shown(desk, code).seen
    )

    assert ("M-7", "M-8") == (done.written_by, done.checked_by)
    assert write(desk, code, "Other words.", by="M-7").checked_by is None


def test_settling_takes_the_flag_away(desk: Desk) -> None:
    """Ready means: read with what stands under it today."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year.")
    development(desk, "ev-2")
    seen = shown(desk, code)
    done = set_text_status(
        desk, code=code, place=PLACE, language="en", status="ready", seen=seen.seen
    )

    assert seen.stale
    assert ("ready", False) == (done.status, done.stale)


def test_the_words_before_stay_in_the_log(desk: Desk) -> None:
    """A change takes nothing away from the history."""
    code = review(desk)
    write(desk, code, "First.")
    done = write(desk, code, "Second.")
    told = desk.view.history(uid(desk, "report_text", done.code))

    said = [t.value for t in told if t.property == "report_text.words"]

    assert ["First.", "Second."] == [value for value in said if isinstance(value, str)]
    assert 1 == done.earlier


def test_an_own_heading_is_printed_in_place_of_the_outlines(desk: Desk) -> None:
    """The place of a part's heading is a text like any other."""
    record(desk, "organisation", "O-1", name_en="A house")
    facts = {"country": "KAZ", "author": "O-1"}
    code = start_report(desk, outline="upr-submission", facts=facts)
    write_text(desk, code=code, place="heading:recommendations", language="en", text="What we ask")

    assert "What we ask" in words(desk, code).split("\n")


def test_wrong_places_and_languages_are_refused(desk: Desk) -> None:
    """Nothing is saved, and it is said which places there are."""
    code = review(desk)

    with pytest.raises(UnknownPlaceOfTextError):
        write_text(desk, code=code, place="nowhere", language="en", text="x")
    with pytest.raises(TextLanguageError):
        write_text(desk, code=code, place=PLACE, language="de", text="x")
    with pytest.raises(WrittenTooLongError):
        write_text(desk, code=code, place=PLACE, language="en", text="x" * 200_001)
    with pytest.raises(NoTextYetError):
        set_text_status(desk, code=code, place=PLACE, language="en", status="ready", seen="")


def test_texts_are_there_after_a_restart(desk: Desk) -> None:
    """Closed and opened again, the words and their flag are the same."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year.")
    before = shown(desk, code)
    folder = desk.folder
    desk.close()
    again = desk_again(folder)
    try:
        assert before == shown(again, code)
    finally:
        again.close()


def test_records_told_of_without_a_citation_are_named(desk: Desk) -> None:
    """They tie the text to their story, and stay when the words are changed."""
    development(desk, "ev-1", date="2022-05")
    code = review(desk)
    write(desk, code, "As we know.", about=("ev-1",))
    done = write(desk, code, "As all know.")

    assert (("event", "ev-1"),) == done.rests_on


def test_words_whose_place_is_gone_are_named_and_kept(desk: Desk) -> None:
    """An outline that changes loses nothing that an author wrote."""
    code = review(desk)
    record(
        desk, "report_text", "TX-78", report=uid(desk, "report", code), place="gone",
        language="en", words="Words without a place.",
    )  # fmt: skip

    assert (("gone", "en"),) == show_report(desk, code=code).strays
    assert "Words without a place." not in words(desk, code)


def test_a_text_of_a_restricted_case_is_out_of_sight(desk: Desk) -> None:
    """Its words are nowhere, it is said that something is held, and nobody writes over it."""
    holder = story(desk, "yes", date="2022-05")
    code = review(desk)
    done = write(desk, code, "Words of restricted-canary [@ev-1].")
    restrict_case(desk, code=holder)
    hidden = shown(desk, code)

    assert [(done.code, "case-restricted")] == [(h.code, h.reason) for h in hidden.held]
    assert "" == hidden.text
    assert "restricted-canary" not in words(desk, code)
    assert [done.code] == [held.code for held in state(desk, code).held]
    with pytest.raises(RestrictedTextError):
        write(desk, code, "Over it.")
    reopen_case(desk, code=holder)
    assert "restricted-canary" in shown(desk, code).text


def test_a_source_that_a_person_gave_us_is_that_persons_story(desk: Desk) -> None:
    """Citing it is telling it: held without consent, withheld in the note, erased with the case."""
    holder = case(desk)
    person_of(desk, holder, "P-9")
    interview = passage(
        desk, "p-9", case=uid(desk, "case", holder), link=None, title_en="Interview canary"
    )
    code = review(desk)
    done = write(desk, code, "She said so [@p-9].")
    record_consent(desk, case=holder, person="P-9", use="publication", answer="yes")
    told = words(desk, code)
    made = uid(desk, "report_text", done.code)
    erase(desk, holder)

    assert ["consent-not-asked"] == [held.reason for held in done.held]
    assert "She said so." in told
    assert "Interview canary" not in told
    assert [] == desk.view.history(made)
    assert [] == desk.view.history(interview)
