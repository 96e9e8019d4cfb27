"""Texts kept once and used in many documents, from a real vault."""

import pytest
from tests.verbs.desks import uid
from tests.verbs.stories import members, passage, record

from kuager.model.report import reading_text
from kuager.verbs.desk import Desk
from kuager.verbs.document_choices import leave_record, take_record
from kuager.verbs.documents import start_report
from kuager.verbs.kept_texts import (
    KeptFacts,
    KeptTextError,
    OwnKeptTextError,
    change_kept_text,
    confirm_kept_text,
    keep_text,
    list_kept_texts,
    show_kept_text,
)
from kuager.verbs.manuscripts import read_report
from kuager.verbs.records import AlreadySaidOtherwiseError


def about(desk: Desk, code: str = "O-1", words: str = "We are a house.") -> str:
    """An about-us text of an organisation, in English; returns its code."""
    if desk.view.find_code("organisation", code) is None:
        record(desk, "organisation", code, name_en="A house")
    made = keep_text(
        desk,
        kind="about-us",
        titles={"en": "About"},
        words={"en": words},
        facts=KeptFacts(organisation=code),
    )
    sign(desk, made)
    return made


def sign(desk: Desk, code: str) -> None:
    """Somebody else answers for a kept text."""
    members(desk)
    confirm_kept_text(desk, code=code, seen=show_kept_text(desk, code=code).seen, by="M-8")


def incidents(desk: Desk, *authors: str) -> str:
    """A document with a block of about-us texts; returns its code."""
    return start_report(
        desk,
        outline="odihr-incidents",
        facts={"country": "KAZ", "period": "2024", "author": authors},
    )


def words(desk: Desk, code: str, language: str = "en") -> str:
    """All that a reader reads."""
    return "\n".join(reading_text(read_report(desk, code=code, language=language).laid.report))


def test_about_us_is_printed_for_every_author_in_their_order(desk: Desk) -> None:
    """Nobody else's text is; and the list knows where each is used."""
    second, first = about(desk, "O-2", "We are two."), about(desk, "O-1", "We are one.")
    about(desk, "O-3", "We are three.")
    code = incidents(desk, "O-1", "O-2")
    said = words(desk, code)

    assert said.index("We are one.") < said.index("We are two.")
    assert "We are three." not in said
    assert {first: (code,), second: (code,)} == {
        one.code: one.used_in for one in list_kept_texts(desk) if one.used_in
    }


def test_other_kinds_are_printed_where_they_are_taken_in(desk: Desk) -> None:
    """By hand, and no more when that is taken back or they are left out."""
    made = keep_text(desk, kind="method", titles={"en": "M"}, words={"en": "How we count."})
    sign(desk, made)
    code = start_report(desk, outline="case-statistics", facts={"period": "2024"})
    before = words(desk, code)
    take_record(desk, code=code, record=made)
    taken = words(desk, code)
    leave_record(desk, code=code, record=made)

    assert "How we count." not in before
    assert "How we count." in taken
    assert "How we count." not in words(desk, code)


def test_a_text_that_is_not_there_in_the_language_is_named(desk: Desk) -> None:
    """It is not printed in another one."""
    made = about(desk)
    code = incidents(desk, "O-1")
    states = read_report(desk, code=code, language="ru").states

    assert [(made,)] == [one.unwritten for one in states if one.place == "about-us"]
    assert "We are a house." not in words(desk, code, "ru")


def test_a_change_is_a_new_version_and_takes_the_signature_away(desk: Desk) -> None:
    """The words before stay in the log; other languages stay as they are."""
    made = about(desk)
    signed = show_kept_text(desk, code=made)
    done = change_kept_text(
        desk, code=made, seen=signed.seen, words={"en": "We are many.", "ru": "Нас много."}
    )

    assert "M-8" == signed.signed_off_by
    assert (None, 1) == (done.signed_off_by, done.earlier)
    assert {"en": "We are many.", "ru": "Нас много."} == done.words


def test_who_saw_something_else_does_not_overwrite(desk: Desk) -> None:
    """The slower of two people is refused."""
    made = about(desk)
    seen = show_kept_text(desk, code=made).seen
    change_kept_text(desk, code=made, seen=seen, words={"en": "We are many."})

    with pytest.raises(AlreadySaidOtherwiseError):
        change_kept_text(desk, code=made, seen=seen, words={"en": "We are few."})


def test_who_changed_it_last_does_not_sign(desk: Desk) -> None:
    """Another person reads it."""
    made = keep_text(desk, kind="method", titles={"en": "M"}, words={"en": "How we count."})

    with pytest.raises(OwnKeptTextError):
        confirm_kept_text(desk, code=made, seen=show_kept_text(desk, code=made).seen)


def test_a_kept_text_needs_its_words(desk: Desk) -> None:
    """And a title, and a language of the house."""
    for titles, said in (({"en": " "}, {"en": "x"}), ({"en": "x"}, {"de": "x"}), ({}, {})):
        with pytest.raises(KeptTextError):
            keep_text(desk, kind="method", titles=titles, words=said)
    assert () == list_kept_texts(desk)


def test_kept_texts_are_found_by_kind_organisation_and_article(desk: Desk) -> None:
    """Each narrows the list."""
    made = about(desk)
    keep_text(
        desk,
        kind="legal-argument",
        titles={"en": "L"},
        words={"en": "x"},
        facts=KeptFacts(articles=("icerd-5",)),
    )

    assert [made] == [one.code for one in list_kept_texts(desk, kind="about-us")]
    assert [made] == [one.code for one in list_kept_texts(desk, organisation="O-1")]
    assert ["L"] == [one.titles["en"] for one in list_kept_texts(desk, article="icerd-5")]


def test_a_kept_text_cites_like_any_other(desk: Desk) -> None:
    """A passage becomes a footnote; what names nothing is told when it is kept."""
    passage(desk, "p-9")
    made = about(desk, words="We are a house [@p-9], [@p-404].")
    found = read_report(desk, code=incidents(desk, "O-1"))

    assert ("p-404",) == show_kept_text(desk, code=made).lost
    assert "Report p-9" in "\n".join(reading_text(found.laid.report))
    assert uid(desk, "kept_text", made) in {i for each in found.laid.placed for i in each.behind}


def test_a_text_that_nobody_signed_is_not_printed(desk: Desk) -> None:
    """It is held, and the reason is said."""
    made = keep_text(desk, kind="method", titles={"en": "M"}, words={"en": "How we count."})
    code = start_report(desk, outline="case-statistics", facts={"period": "2024"})
    take_record(desk, code=code, record=made)
    states = read_report(desk, code=code).states

    assert "How we count." not in words(desk, code)
    assert (made, "not-signed-off") in [(h.code, h.reason) for one in states for h in one.held]
