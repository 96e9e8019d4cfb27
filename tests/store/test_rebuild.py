"""Writing the vault anew gives the same tables, and `verify` finds what does not fit the log."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.houses import (
    MEMBER,
    dump,
    fill,
    findings,
    found,
    keys_of,
    opened,
    person,
    schema,
    tell,
)

from kuager import KuagerError
from kuager.model.payload import new_payload
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.store.database import connect
from kuager.store.opening import write_notes
from kuager.store.rewrite import rewrite
from kuager.store.sealing import seal_payload
from kuager.store.store import Store
from kuager.store.verify import Finding
from kuager.store.view import View


@pytest.mark.parametrize("seed", range(4))
def test_a_random_house_is_rebuilt_as_it_was(tmp_path: Path, seed: int) -> None:
    """Whatever was said, judged and withdrawn, the tables follow from the log and nothing else."""
    store = found(tmp_path / "vault", seed=seed)
    fill(store, seed, 90)
    before, amiss = dump(store), findings(store)
    rewrite(store)

    assert ([], []) == (amiss, findings(store))
    assert before == dump(store)
    store.close()


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_random_houses_are_rebuilt_as_they_were(tmp_path: Path, seed: int) -> None:
    """The same for many and longer histories, proved after every tenth change."""
    store = found(tmp_path / "vault", seed=seed)
    for _ in range(12):
        fill(store, seed, 20)
        assert [] == findings(store)
        seed += 1000
    before = dump(store)
    rewrite(store)

    assert [] == findings(store)
    assert before == dump(store)
    store.close()


def test_the_rebuilt_vault_opens_with_the_new_key_only(store: Store) -> None:
    """The file that is put in place is sealed under another key; the old one opens nothing."""
    person(store, "P-1", "Sam Example")
    folder, old = store.home.folder, store.keys.keyring.database_key
    rewrite(store)
    store.close()

    assert old != keys_of(folder).keyring.database_key
    with opened(folder) as again:
        assert [] == findings(again)
        person(again, "P-2", "Ada")


def test_a_vault_goes_on_after_being_rebuilt(store: Store) -> None:
    """The same open store writes on, and its chain goes on."""
    person(store, "P-1", "Sam Example")
    rewrite(store)
    person(store, "P-2", "Ada")
    rewrite(store)

    assert ["P-1", "P-2"] == [record.code for record in View(store).briefs("person")]
    assert [] == findings(store)


def test_a_rebuild_that_fails_leaves_the_old_vault(store: Store) -> None:
    """When writing anew breaks off, the store goes on with the old file and nothing lies beside."""
    person(store, "P-1", "Sam Example")

    def break_off(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrite(store, progress=break_off)
    person(store, "P-2", "Ada")
    assert [] == findings(store)
    assert not store.home.database_beside.exists()
    rewrite(store)
    assert [] == findings(store)


names = st.sampled_from(
    [
        *("event.code", "event.date", "event.place", "event.case", "event.exit", "event.people"),
        *("event.wording", "event.narrative", "event.speaker", "event.collection", "event.venue"),
        *("event.date_said", "event.source_withheld", "event.known_since", "person.code"),
        *("person.name_in_use", "person.contact", "person.case", "made.up", "judgement.prefer"),
    ]
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.text(max_size=12),
    st.sampled_from(["2021", "2021-05-2X", "2021-05-28/..", "Сейіт", "Қарағанды", "a\0b", '"']),
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=36, max_size=36),
    st.just(bytes(4)),
)


languages = st.sampled_from([None, None, None, "ru", "kk"])
sources = st.sampled_from([None, None, bytes(4), bytes(16), bytes(36)])
mores = st.sampled_from([None, None, None, None, "newer"])
ops = st.sampled_from([0, 0, 0, 0, 1])
lines = st.tuples(ops, st.integers(0, 2), names, values, languages, sources, mores)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(st.lists(lines, min_size=1, max_size=6), min_size=1, max_size=3))
def test_anything_that_may_be_said_fits_the_tables(
    store: Store, changes: list[list[tuple[int, int, str, Value, str | None, bytes | None, str]]]
) -> None:
    """No statement of any shape makes the short and the long way differ, or breaks a list."""
    subjects, view = [store.new_id() for _ in range(3)], View(store)
    for change in changes:
        tell_all(store, [said(subjects[place], *rest) for _, place, *rest in relined(change)])
    amiss = findings(store)
    listed = (len(list(view.briefs("event"))), len(list(view.records("person"))))
    told = [view.history(uid) for uid in subjects]
    with store.change("undo", MEMBER) as undo:
        undo.retract_entries([t.entry for page in told for t in page[:1]])

    assert [] == amiss + findings(store)
    assert (view.count("event"), view.count("person")) <= listed


def relined(change: list[Any]) -> list[Any]:
    """The lines with the operation at their end."""
    return [(None, line[1], line[0], *line[2:]) for line in change]


def said(uid: EntityId, *rest: Any) -> Statement:
    """A statement of these fields."""
    op, name, value, language, source, more = rest
    return say(uid, name, value, language=language, source=source)._replace(op=op, more=more)


def tell_all(store: Store, statements: list[Statement]) -> None:
    """Save statements in one change."""
    with store.change("say", MEMBER) as change:
        change.write(statements)


HARM = [
    ("UPDATE w_person SET name_in_use = 'Eve'", "table w_person"),
    ("DELETE FROM w_person", "table w_person"),
    ("INSERT INTO w_person(node, states) VALUES(999, '')", "table w_person"),
    ("UPDATE text SET folded = 'eve'", "table text"),
    ("DELETE FROM text", "table text"),
    ("DELETE FROM edge", "table edge"),
    ("INSERT INTO edge VALUES(1, 'event.case', 2)", "table edge"),
    ("UPDATE code SET code = 'P-9'", "table code"),
    ("DELETE FROM code", "table code"),
    ("UPDATE node SET canon = id WHERE type = 'person'", "record"),
    ("UPDATE node SET canon = 1 WHERE type = 'person'", "table node"),
    ("UPDATE node SET type = 'event' WHERE type = 'person'", "table text"),
    ("UPDATE node SET type = NULL WHERE type = 'person'", "record"),
    ("DELETE FROM node WHERE type = 'person'", ""),
    ("UPDATE audit SET verb = 'nothing'", "audit of entry"),
    ("DELETE FROM audit", "audit of entry"),
    ("DELETE FROM history", "history of"),
    ("UPDATE history SET eno = eno + 100", "history of"),
    ("DELETE FROM property", ""),
    ("DELETE FROM roster", ""),
    ("INSERT INTO roster VALUES(2)", ""),
    ("INSERT INTO shut VALUES(1)", "table shut"),
    ("INSERT INTO retracted VALUES(zeroblob(32), 1)", "tables retracted"),
    ("INSERT INTO hidden SELECT id, 1, zeroblob(16) FROM entry", "tables retracted"),
    ("INSERT INTO gone SELECT uid, 'identity', zeroblob(16) FROM node", "tables retracted"),
    ("INSERT INTO text_fts(text_fts, rowid, folded) VALUES('delete', 7, 'sem eksample')", "search"),
    ("DROP TRIGGER wrap_no_delete; DELETE FROM wrap WHERE eno = 3", "entry 3"),
    ("DROP TRIGGER body_no_update; UPDATE body SET data = zeroblob(200) WHERE eno = 2", "entry 2"),
    ("DROP TRIGGER entry_no_update; UPDATE entry SET seq = 9 WHERE eno = 3", "entry 3"),
    ("DROP TRIGGER entry_no_update; UPDATE entry SET circle = zeroblob(16)", "entry"),
    ("DROP TRIGGER entry_no_delete; DELETE FROM entry WHERE eno = 2", "entry 2"),
    ("DROP TRIGGER entry_no_update; UPDATE entry SET depth = 1", "entry"),
]


@pytest.mark.parametrize(("sql", "place"), HARM)
def test_a_changed_table_is_found_and_named(store: Store, sql: str, place: str) -> None:
    """Whatever is changed behind our back in a table, `verify` says where, or it does not open."""
    person(store, "P-1", "Sam Example")
    tell(store, say(store.new_id(), "event.speaker", MEMBER))
    for part in sql.split(";"):
        store.connection.execute(part)
    amiss = findings_of_closed(store)

    assert any(finding.object.startswith(place) for finding in amiss), amiss


def findings_of_closed(store: Store) -> list[Finding]:
    """What is found when the vault is closed and opened again."""
    folder = store.home.folder
    store.close()
    try:
        with opened(folder) as again:
            return findings(again)
    except KuagerError as error:
        return [Finding(str(error.facts.get("file", "")), error.code)]


def test_a_rebuild_heals_the_tables(store: Store) -> None:
    """Damage to what is derived goes when it is derived again; the log is as it was."""
    person(store, "P-1", "Sam Example")
    healthy = dump(store)
    store.connection.execute("UPDATE w_person SET name_in_use = 'Eve'")
    store.connection.execute("DELETE FROM edge")
    rewrite(store)

    assert healthy == dump(store)
    assert [] == findings(store)


def test_a_body_that_does_not_open_is_carried_over(store: Store) -> None:
    """A rebuild keeps what it cannot read, byte for byte, and says that it is there."""
    person(store, "P-1", "Sam Example")
    store.connection.execute("DROP TRIGGER body_no_update")
    store.connection.execute("UPDATE body SET data = zeroblob(300) WHERE eno = 3")

    assert 1 == rewrite(store)
    kept = store.connection.execute("SELECT data FROM body WHERE eno = 3").fetchone()[0]
    assert bytes(300) == kept
    assert Finding("entry 3", "wrap-of-another-seal") in findings(store)


def test_a_body_nobody_may_have_written_stops_no_rebuild(store: Store) -> None:
    """A sealed payload with a statement of no known form is carried over and named."""
    person(store, "P-1", "Sam Example")
    kept = next(store.log.entries(first=3))
    payload = store.log.open(kept)
    assert payload is not None
    odd = [said._replace(op=7) for said in payload.statements.values()]
    epoch = store.keys.keyring.current_epoch(store.circle("identity"))
    sealed = seal_payload(kept.id, new_payload(payload.change, bytes(32), odd), epoch)
    store.connection.execute("DROP TRIGGER body_no_update")
    store.connection.execute("DROP TRIGGER wrap_no_update")
    store.connection.execute("UPDATE body SET data = ? WHERE eno = 3", (sealed.body,))
    store.connection.execute("UPDATE wrap SET data = ? WHERE eno = 3", (sealed.wrap,))

    assert 1 == rewrite(store)
    assert Finding("entry 3", "unknown-op") in findings(store)


def test_tables_of_another_layout_are_made_anew(store: Store) -> None:
    """A layout that is not this version's is noticed by its digest, as it stands in the notes."""
    write_notes(store.connection, {"layout": "other"})
    rewrite(store)

    assert "other" == View(store).note("layout")


def test_a_file_opens_with_its_key_alone(store: Store) -> None:
    """The key in the keyring opens the file; another one does not, and changes nothing."""
    path = store.home.database
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = path.read_bytes()
    with pytest.raises(Exception, match="altered"):
        connect(path, bytes(32))

    assert before == path.read_bytes()
    assert schema() is store.schema
