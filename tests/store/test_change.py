"""One change is saved whole or not at all, and nothing is saved that could not be read again."""

import random
from collections.abc import Callable

import pytest
from tests.store.houses import MEMBER, findings, opened, person, tell

from kuager.model.entry import MAX_STATEMENTS
from kuager.model.statement import SAY, EntityId, Statement, StatementError, Value, say
from kuager.store.store import StorageFailedError, Store
from kuager.store.view import View


class BrokenOffError(Exception):
    """What a test raises in the middle of a change."""


def broken_off(store: Store) -> None:
    """A change that says something and then fails."""
    with pytest.raises(BrokenOffError):
        break_off(store)


def break_off(store: Store) -> None:
    """Say something and raise."""
    with store.change("say", MEMBER) as change:
        uid = store.new_id()
        change.write([say(uid, "person.code", "P-9"), say(uid, "person.name_in_use", "Nobody")])
        change.write([say(store.new_id(), "roster.member", MEMBER)])
        raise BrokenOffError


def test_a_change_that_fails_leaves_nothing(store: Store, view: View) -> None:
    """Neither tables nor log nor memory keep anything of a change that was broken off."""
    before = (store.log.count, store.log.head, store.roster, view.counts())
    broken_off(store)

    assert before == (store.log.count, store.log.head, store.roster, view.counts())
    assert [] == findings(store)


def test_the_next_change_works_after_one_that_failed(store: Store) -> None:
    """A change that was broken off does not hinder the next, in this run and after opening."""
    broken_off(store)
    uid = person(store, "P-1", "Sam Example")
    folder = store.home.folder
    store.close()

    with opened(folder) as again:
        assert uid == View(again).find_code("person", "P-1")
        assert [] == findings(again)


def test_both_halves_of_a_change_share_its_id(store: Store) -> None:
    """What one save says in two circles lies in two entries with one change id."""
    person(store, "P-1", "Sam Example")
    rows = store.connection.execute("SELECT change FROM audit WHERE verb='say'").fetchall()

    assert [2, 1] == [len(rows), len(set(rows))]


def test_a_change_says_who_did_what(store: Store) -> None:
    """The first statement of every entry is its audit."""
    about = store.new_id()
    with store.change("import_file", MEMBER, about=about) as change:
        change.write([say(store.new_id(), "person.code", "P-1")])
    row = store.connection.execute("SELECT verb, member, about FROM audit ORDER BY eno DESC")

    assert ("import_file", MEMBER, about) == row.fetchone()
    assert 1 == len(View(store).entries_about(about))


UNREADABLE: list[tuple[str, Callable[[EntityId], Statement]]] = [
    ("text-not-nfc", lambda uid: Statement(SAY, uid, "event.wording", "Cafe\u0301")),
    ("text-not-nfc", lambda uid: Statement(SAY, uid, "event.wording", "x", "e\u0301")),
    ("bad-property", lambda uid: Statement(SAY, uid, "событие.дата", "x")),
    ("bad-property", lambda uid: Statement(SAY, uid, "", "x")),
    ("bad-subject", lambda uid: Statement(SAY, EntityId(uid[:15]), "event.code", "x")),
    ("bad-source", lambda uid: Statement(SAY, uid, "event.code", "x", None, bytes(32))),
    ("bad-source", lambda uid: Statement(SAY, uid, "event.code", "x", None, b"")),
    ("bad-label", lambda uid: Statement(SAY, uid, "event.code", "x", None, None, 3)),  # type: ignore[arg-type]
    ("unknown-op", lambda uid: Statement(2, uid, "event.code", "x")),
    ("unknown-op", lambda uid: Statement(True, uid, "event.code", "x")),
    ("bad-reference-length", lambda uid: Statement(SAY, uid, "event.case", bytes(17))),
    ("forbidden-value-type", lambda uid: Statement(SAY, uid, "event.people", 1.5)),  # type: ignore[arg-type]
    ("forbidden-value-type", lambda uid: Statement(SAY, uid, "event.people", [1])),  # type: ignore[arg-type]
    ("forbidden-value-type", lambda uid: Statement(SAY, uid, "event.people", 2**64)),
    ("forbidden-value-type", lambda uid: Statement(SAY, uid, "event.people", -(2**63) - 1)),
    ("forbidden-value-type", lambda uid: Statement(SAY, uid, "event.wording", "\ud800")),
]


@pytest.mark.parametrize(("reason", "make"), UNREADABLE)
def test_what_no_reader_would_take_is_never_written(
    store: Store, reason: str, make: Callable[[EntityId], Statement]
) -> None:
    """A statement without a canonical form is refused before it is sealed, and nothing is saved."""
    before = store.log.count

    with pytest.raises(StatementError) as caught:
        tell(store, make(store.new_id()))
    assert reason == caught.value.facts["reason"]
    assert before == store.log.count


def test_more_statements_than_an_entry_holds_are_refused(store: Store) -> None:
    """An entry that would be too long for its own reader is not written."""
    uid = store.new_id()
    most = [say(uid, "event.rubric", f"r{number}") for number in range(MAX_STATEMENTS)]

    with pytest.raises(StatementError):
        tell(store, *most)
    with store.change("say", MEMBER) as change:
        change.write(most[:-1])
    assert [] == findings(store)


def test_a_payload_too_large_to_be_opened_is_refused(store: Store) -> None:
    """A text of more than the reader opens is not written."""
    text = "x" * (16 * 1024 * 1024)

    with pytest.raises(StatementError) as caught:
        tell(store, say(store.new_id(), "event.wording", text))
    assert "frame-too-large" == caught.value.facts["reason"]
    assert [] == findings(store)


@pytest.mark.parametrize("value", [2**64 - 1, 2**63, 2**63 - 1, -(2**63), 0, True, False, "", None])
def test_every_value_that_can_be_said_can_be_shown(store: Store, value: Value) -> None:
    """The greatest and the smallest values are saved, shown and proved like any other."""
    uid = store.new_id()
    tell(store, say(uid, "event.code", "E-1"), say(uid, "event.people", value))
    record = next(View(store).briefs("event"))

    assert value in (record.get("event.people"), _as_number(record.get("event.people")))
    assert [] == findings(store)


def _as_number(value: Value) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None


def test_a_value_of_the_wrong_kind_breaks_no_list(store: Store) -> None:
    """A text where a reference belongs is shown as it was said."""
    uid = store.new_id()
    tell(store, say(uid, "event.code", "E-1"), say(uid, "event.collection", "not an id"))

    assert "not an id" == next(View(store).briefs("event")).get("event.collection")
    assert [] == findings(store)


def test_a_second_audit_in_an_entry_says_nothing(store: Store) -> None:
    """Only the first statement of an entry is its audit."""
    tell(store, say(MEMBER, "audit.verb", "something else"))

    assert (
        0
        == store.connection.execute(
            "SELECT count(*) FROM audit WHERE verb = 'something else'"
        ).fetchone()[0]
    )
    assert [] == findings(store)


def test_a_statement_in_the_wrong_half_is_counted_and_not_shown(store: Store) -> None:
    """A name said in the casework circle stays out of every table; so does a stray decision."""
    uid = store.new_id()
    said = [say(uid, "person.code", "P-1"), say(uid, "person.name_in_use", "Sam Example")]
    with store.change("say", MEMBER) as change:
        change.write_halves({"casework": said, "house": [say(uid, "erasure.gone_casework", uid)]})
    record = View(store).record(uid)

    assert ["person.code"] == sorted(record.cells) if record else None
    assert [] == findings(store)


def test_a_disk_that_refuses_stops_all_writing(store: Store) -> None:
    """After a failed write nothing more is written until the vault is opened anew."""
    folder = store.home.folder
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageFailedError):
        people(store, 200)
    with pytest.raises(StorageFailedError):
        person(store, "P-X", "Sam Example")
    store.close()

    with opened(folder) as again:
        saved = View(again).counts().get("person", 0)
        assert saved == again.log.count // 2
        assert [] == findings(again)
        person(again, "P-after", "Sam Example")


def people(store: Store, count: int) -> None:
    """Record many people, one after the other."""
    for number in range(count):
        person(store, f"P-{number}", "Sam Example " * 50)


@pytest.mark.parametrize("seed", range(3))
def test_random_changes_and_failures_leave_a_sound_vault(store: Store, seed: int) -> None:
    """Changes that fail between changes that do not leave exactly those that did."""
    draw, kept = random.Random(seed), 0
    for number in range(30):
        if draw.random() < 0.5:
            broken_off(store)
        else:
            person(store, f"P-{number}", "Sam Example")
            kept += 1

    assert kept == View(store).count("person")
    assert [] == findings(store)
