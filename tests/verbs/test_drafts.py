"""Drafts as a person meets them: kept, offered, gone on with, dropped, and never out of place."""

from pathlib import Path

import pytest
from tests.verbs.desks import case, desk_again

from kuager.verbs.desk import Desk
from kuager.verbs.drafts import (
    MOST_BYTES,
    DraftTooLargeError,
    UnknownDraftError,
    drop_draft,
    keep_draft,
    list_drafts,
    take_draft,
)
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.records import restrict_case

TYPED = (("story", "She was stopped"), ("when_where", ""))


def test_what_was_typed_is_offered_and_given_back(desk: Desk, tmp_path: Path) -> None:
    """A draft outlives the lock, with every field."""
    kept = keep_draft(desk, page="/new", fields=TYPED)
    desk.close()
    again = desk_again(tmp_path / "vault")

    assert [kept] == list_drafts(again)
    assert TYPED == take_draft(again, key=kept.key).fields
    again.close()


def test_one_page_has_one_draft_unless_keys_tell_them_apart(desk: Desk) -> None:
    """Two forms of one page open at once do not overwrite each other if they have keys."""
    keep_draft(desk, page="/new", fields=TYPED)
    keep_draft(desk, page="/new", fields=TYPED)
    keep_draft(desk, page="/new", fields=TYPED, key="other")

    assert {"/new", "other"} == {d.key for d in list_drafts(desk, page="/new")}
    assert [] == list_drafts(desk, page="/record/case/new")


def test_an_emptied_form_leaves_no_draft(desk: Desk) -> None:
    """Blank fields are nothing to go on with."""
    keep_draft(desk, page="/new", fields=TYPED)
    keep_draft(desk, page="/new", fields=[("story", " \n")])

    assert [] == list_drafts(desk)


def test_a_draft_knows_what_it_is_about(desk: Desk) -> None:
    """By what its page says, and by codes that stand in its fields."""
    one, other = case(desk), case(desk)
    kept = keep_draft(desk, page="/x", about=[one, "C-99"], fields=[("event.case", other)])

    assert {one, other} == set(kept.about)


def test_a_draft_about_a_restricted_case_is_on_no_list(desk: Desk) -> None:
    """It waits on the page of its form alone."""
    code = case(desk)
    kept = keep_draft(desk, page="/x", about=[code], fields=TYPED)
    restrict_case(desk, code=code)

    assert [] == list_drafts(desk)
    assert [kept] == list_drafts(desk, page="/x")


def test_a_draft_about_what_waits_to_be_erased_is_hidden_and_then_gone(desk: Desk) -> None:
    """From the request on it is not shown; after the erasing it is not there."""
    code = case(desk)
    kept = keep_draft(desk, page="/x", about=[code], fields=TYPED)
    asked = request_erasure(desk, code=code, reason="asked-by-person")

    assert [] == list_drafts(desk, page="/x")
    with pytest.raises(UnknownDraftError):
        take_draft(desk, key=kept.key)
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    assert 0 == desk.store.connection.execute("SELECT count(*) FROM draft").fetchone()[0]


def test_a_dropped_draft_is_not_there(desk: Desk) -> None:
    """Dropping twice is no mistake."""
    kept = keep_draft(desk, page="/new", fields=TYPED)
    drop_draft(desk, key=kept.key)
    drop_draft(desk, key=kept.key)

    with pytest.raises(UnknownDraftError):
        take_draft(desk, key=kept.key)


def test_a_form_without_measure_is_refused(desk: Desk) -> None:
    """A draft is a form, not a store for files."""
    with pytest.raises(DraftTooLargeError):
        keep_draft(desk, page="/new", fields=[("story", "x" * MOST_BYTES)])
