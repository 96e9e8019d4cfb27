"""Editions, sending and labels, from a real vault: what was read, signed off, sent and kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs.desks import new_desk, tell, uid
from tests.verbs.stories import development, members, story

from kuager.model.labels import draw_labels
from kuager.model.statement import retract, say
from kuager.verbs import sending
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.editions import OtherDocumentError, compare_editions, list_editions, show_edition
from kuager.verbs.going_out import recall_release, where_told
from kuager.verbs.handed_out import ReadAgainError
from kuager.verbs.manuscripts import read_report
from kuager.verbs.register import list_register
from kuager.verbs.sending import (
    FindingsStandError,
    NotSignedOffError,
    NotWeighedError,
    SameSignerError,
    hand_out_report,
    send_report,
    sign_off_report,
)

HARM = "Nobody: all of it was in the newspapers."


@pytest.fixture
def review_2024(desk: Desk) -> str:
    """An annual review with one development that others published."""
    development(desk, "ev-1")
    return begun(desk)


def begun(desk: Desk) -> str:
    """The document of the year of these stories."""
    return start_report(desk, outline="annual-review", facts={"country": "KAZ", "period": "2024"})


def signed(desk: Desk, code: str, *, by: str = "M-8", prepared_by: str = "M-7") -> str:
    """Signed off as it is now; the edition."""
    return sign_off_report(
        desk,
        code=code,
        language="en",
        read=read_report(desk, code=code).digest,
        by=by,
        prepared_by=prepared_by,
        readers=("public",),
        harm=HARM,
    )


def sent(desk: Desk, code: str, to: Path, **more: object) -> sending.Sent:
    """Sent as it is now."""
    digest = read_report(desk, code=code).digest
    return send_report(desk, code=code, language="en", read=digest, to=to, **more)  # type: ignore[arg-type]


def test_a_document_is_sent_after_a_second_person_signed_it(
    desk: Desk, review_2024: str, tmp_path: Path
) -> None:
    """Three files, one edition with every block and what stood behind it, one release."""
    edition = signed(desk, review_2024)

    done = sent(desk, review_2024, tmp_path / "out")
    kept = show_edition(desk, code=edition)

    assert edition == done.edition
    assert [".docx", ".html", ".pdf"] == sorted(path.suffix for path in done.files)
    assert ("sent", "2025-03-01") == (kept.brief.status, kept.brief.sent_on)
    assert (HARM, "M-7", "M-8") == (kept.harm_weighed, kept.prepared_by, kept.brief.signed_off_by)
    assert set(done.digests) == set(kept.digests)
    told = {block.text: block.drawn_from for block in kept.blocks}
    assert (("event", "ev-1"),) == told["In May, ev-1 came to pass."]
    assert [done.release] == [code for code, _ in kept.releases]
    assert [block.position for block in kept.blocks] == list(range(1, len(kept.blocks) + 1))
    assert "sent" == read_status(desk, review_2024)
    assert () == list_register(desk)


def read_status(desk: Desk, code: str) -> str | None:
    """The status of a document."""
    found = desk.view.record(uid(desk, "report", code))
    return None if found is None else found.text("report.status")


def test_nothing_leaves_unsigned(desk: Desk, review_2024: str, tmp_path: Path) -> None:
    """No folder is made, no release entered."""
    with pytest.raises(NotSignedOffError):
        sent(desk, review_2024, tmp_path / "out")

    assert not (tmp_path / "out").exists()
    assert () == list_editions(desk)
    assert {} == desk.view.codes("release")


def test_no_file_is_written_before_its_entry_is_kept(
    desk: Desk, review_2024: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk refuses the file, the register knows that it was to leave."""

    def refuse(_path: Path, _data: bytes) -> None:
        raise OSError

    signed(desk, review_2024)
    monkeypatch.setattr(sending, "write_replacing", refuse)

    with pytest.raises(OSError):  # noqa: PT011 - just any trouble with the disk
        sent(desk, review_2024, tmp_path / "out")

    assert ["R-1"] == list(desk.view.codes("release"))
    assert [] == list((tmp_path / "out").iterdir())


def test_a_signature_holds_for_just_these_words(
    desk: Desk, review_2024: str, tmp_path: Path
) -> None:
    """A development more, and it has to be read and signed again."""
    signed(desk, review_2024)
    development(desk, "ev-2")

    with pytest.raises(NotSignedOffError):
        sent(desk, review_2024, tmp_path / "out")


def test_nobody_signs_their_own_document(desk: Desk, review_2024: str) -> None:
    """Whoever prepared it cannot be the second person."""
    with pytest.raises(SameSignerError):
        signed(desk, review_2024, by="M-7")


@pytest.mark.parametrize(("readers", "harm"), [((), HARM), (("public",), "  ")])
def test_readers_and_harm_are_weighed_first(
    desk: Desk, review_2024: str, readers: tuple[str, ...], harm: str
) -> None:
    """Who will see it and who could be made to pay are not left open."""
    digest = read_report(desk, code=review_2024).digest

    with pytest.raises(NotWeighedError):
        sign_off_report(
            desk,
            code=review_2024,
            language="en",
            read=digest,
            by="M-8",
            prepared_by="M-7",
            readers=readers,
            harm=harm,
        )


def test_what_was_not_read_is_not_signed(desk: Desk, review_2024: str) -> None:
    """A digest of other words is refused."""
    digest = read_report(desk, code=review_2024).digest
    development(desk, "ev-2")

    with pytest.raises(ReadAgainError):
        sign_off_report(
            desk,
            code=review_2024,
            language="en",
            read=digest,
            by="M-8",
            prepared_by="M-7",
            readers=("public",),
            harm=HARM,
        )


def test_a_standing_finding_stops_the_sending(desk: Desk, review_2024: str) -> None:
    """A leftover is found by the last check, and nobody can sign."""
    reword(desk, "ev-1", "In May, ev-1 came to pass, TODO: who was it?")

    with pytest.raises(FindingsStandError):
        signed(desk, review_2024)


def test_the_same_words_sent_again_are_the_same_edition(
    desk: Desk, review_2024: str, tmp_path: Path
) -> None:
    """Two releases, one edition; the file is the same byte for byte."""
    signed(desk, review_2024)
    first = sent(desk, review_2024, tmp_path / "a", forms=("docx",))
    digest = read_report(desk, code=review_2024).digest

    again = hand_out_report(desk, code=review_2024, language="en", read=digest, form="docx")

    assert first.edition == again.edition
    assert first.release != again.release
    assert first.files[0].read_bytes() == again.data
    assert 1 == len(list_editions(desk))


def test_editions_are_laid_beside_each_other(desk: Desk, review_2024: str, tmp_path: Path) -> None:
    """What came, what went, what is worded otherwise; the rest is not listed."""
    development(desk, "ev-2")
    signed(desk, review_2024)
    first = sent(desk, review_2024, tmp_path / "a").edition
    reword(desk, "ev-1", "In May, ev-1 came to pass twice.")
    take_out(desk, "ev-2")
    development(desk, "ev-3")
    signed(desk, review_2024)
    second = sent(desk, review_2024, tmp_path / "b").edition

    found = {
        c.piece: (c.before, c.after) for c in compare_editions(desk, first=first, second=second)
    }

    assert found == {
        "ev-1": ("In May, ev-1 came to pass.", "In May, ev-1 came to pass twice."),
        "ev-2": ("In May, ev-2 came to pass.", None),
        "ev-3": (None, "In May, ev-3 came to pass."),
    }
    assert () == compare_editions(desk, first=first, second=first)


def reword(desk: Desk, code: str, text: str) -> None:
    """Another wording in place of the one that stands."""
    made = uid(desk, "event", code)
    take_back(desk, code, "event.wording")
    tell(desk, say(made, "event.wording", text, language="en"))


def take_out(desk: Desk, code: str) -> None:
    """No heading and no wording: nothing worth telling."""
    take_back(desk, code, "event.wording")
    take_back(desk, code, "event.rubric_primary")
    take_back(desk, code, "event.wording_by")


def take_back(desk: Desk, code: str, name: str) -> None:
    """Withdraw what stands of a property."""
    made = uid(desk, "event", code)
    standing = [t for t in desk.view.history(made) if t.stands and t.property == name]
    tell(desk, *(retract(t.subject, t.property, t.id) for t in standing))


def test_editions_of_other_kinds_are_not_compared(desk: Desk) -> None:
    """Two languages have nothing in common to lay side by side."""
    members(desk)
    one, two = (desk.store.new_id() for _ in range(2))
    for made, code, language in ((one, "ED-8", "en"), (two, "ED-9", "ru")):
        tell(desk, say(made, "edition.code", code), say(made, "edition.language", language))

    with pytest.raises(OtherDocumentError):
        compare_editions(desk, first="ED-8", second="ED-9")


def test_who_withdraws_is_told_where_the_story_went(desk: Desk, tmp_path: Path) -> None:
    """Release, edition, day; what is called back stays on the list with its result."""
    holder = story(desk, "anonymised", wording_en="In May, somebody was turned away.")
    code = begun(desk)
    signed(desk, code)
    done = sent(desk, code, tmp_path / "out")

    withdraw_consent(desk, case=holder)
    gone = where_told(desk, case=holder)
    recall_release(desk, code=done.release, result="asked")
    recall_release(desk, code=done.release, result="removed")
    later = where_told(desk, case=holder)

    assert [(done.release, done.edition, "2025-03-01", None)] == [
        (one.release, one.edition, one.released_on, one.result) for one in gone
    ]
    assert ["removed"] == [one.result for one in later]
    assert "In May, somebody was turned away." not in str(read_report(desk, code=code).laid)
    assert 1 == len(show_edition(desk, code=done.edition).consents)


def test_people_are_called_by_numbers_of_this_edition(desk: Desk) -> None:
    """No code is printed; the same words have the same labels."""
    story(desk, "anonymised")
    person = next(iter(desk.view.codes("person")))
    reword(desk, "ev-1", f"In May, [{person}] was turned away; [{person}] complained.")
    code = begun(desk)

    first, again = (read_report(desk, code=code) for _ in range(2))

    texts = [str(found.laid.report) for found in (first, again)]
    assert texts[0] == texts[1]
    assert f"[{person}]" not in texts[0]
    assert "Person " in texts[0]


def test_labels_are_all_different_and_drawn_anew() -> None:
    """Hundred people have a hundred numbers; of hundred draws nearly all differ."""
    codes = [f"P-{n}" for n in range(100)]

    draws = [tuple(sorted(draw_labels(f"seed-{n}", codes).items())) for n in range(100)]

    assert all(100 == len({number for _, number in draw}) for draw in draws)
    assert 100 == len(set(draws))
    assert {"P-1": draw_labels("s", ["P-1", "P-2"])["P-1"]}.items() <= draw_labels(
        "s", ["P-2", "P-1"]
    ).items()


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Desk]:
    """A practice vault."""
    made = new_desk(tmp_path / "practice", practice=True)
    yield made
    made.close()


def test_a_practice_document_says_so(practice: Desk, tmp_path: Path) -> None:
    """Edition and release carry the mark, and so does the file."""
    development(practice, "ev-1")
    code = begun(practice)
    signed(practice, code)

    done = sent(practice, code, tmp_path / "out", forms=("html",))

    assert show_edition(practice, code=done.edition).practice
    assert "Practice copy" in done.files[0].read_text("utf-8")
