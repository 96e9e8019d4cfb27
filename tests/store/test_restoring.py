"""An export is taken in again only if every entry answers for its signature and its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.erasures import erase, two_cases
from tests.store.houses import dump, fill, findings, found, opened, person, schema, slots_and_key

from kuager.model.entry import read_stub
from kuager.model.payload import encode_payload, new_payload, redact
from kuager.store.home import Home, Keys
from kuager.store.opening import prepare_beside, put_in_place
from kuager.store.restoring import Restoring, UnsoundExportError
from kuager.store.sealing import salt_list
from kuager.store.store import Store
from kuager.store.view import View
from kuager.vault.keyring import Keyring

Export = list[tuple[bytes, bytes]]
"""(stub, encoded payload) of every entry, in order."""


def exported(store: Store) -> Export:
    """What an export holds of the log."""
    found_all = []
    for kept in store.log.entries():
        payload = store.log.open(kept)
        found_all.append((kept.stub, encode_payload(payload) if payload else b""))
    return found_all


def taken_in(export: Export, folder: Path) -> None:
    """Make a vault from an export, with keys of its own."""
    slots, vmk = slots_and_key()
    beside = prepare_beside(Home(folder))
    restoring = Restoring(beside, Keys(vmk, Keyring.fresh(vmk.vault_id)), schema(), practice=False)
    for stub, body in export:
        restoring.take(stub, body)
    restoring.finish()
    put_in_place(beside, Home(folder), slots)


DERIVED_ALIKE = ("node", "history", "edge", "code", "text", "name", "shut", "retracted", "hidden")


@pytest.mark.parametrize("seed", range(3))
def test_an_export_comes_back_as_it_was(tmp_path: Path, seed: int) -> None:
    """Every record, judgement and withdrawal is there again, signed by those who signed it."""
    store = found(tmp_path / "vault", seed=seed)
    fill(store, seed, 60)
    store.connection.execute("DELETE FROM shut")
    store.projector._close_what_is_shut()
    before, stubs = dump(store), [kept.stub for kept in store.log.entries()]
    # Evidence files travel beside the log; here only the log is taken in.
    taken_in_log(exported(store), tmp_path / "restored")
    with opened(tmp_path / "restored") as again:
        after = dump(again)
        missing = {f.problem for f in findings(again)}
        kept = [k.stub for k in again.log.entries()]
    store.close()

    assert missing <= {"missing-or-damaged"}
    assert stubs == kept[: len(stubs)]
    for table in (*(t for t in before if t.startswith("w_")), "edge", "code", "text", "name"):
        assert before[table] == [row for row in after[table] if row in before[table]]


def taken_in_log(export: Export, folder: Path) -> None:
    """Take in the log alone, without asking for evidence files."""
    slots, vmk = slots_and_key()
    beside = prepare_beside(Home(folder))
    restoring = Restoring(beside, Keys(vmk, Keyring.fresh(vmk.vault_id)), schema(), practice=False)
    for stub, body in export:
        restoring.take(stub, body)
    restoring._check_whole = lambda: None  # type: ignore[method-assign]
    restoring.finish()
    put_in_place(beside, Home(folder), slots)


def test_a_restored_vault_is_sound_and_goes_on(store: Store, tmp_path: Path) -> None:
    """The new device writes on in every circle, also in one in which nothing was said before."""
    taken_in(exported(store), tmp_path / "restored")
    with opened(tmp_path / "restored") as again:
        uid = person(again, "P-1", "Sam Example")
        assert [] == findings(again)
        assert [uid] == [record.id for record in View(again).search("Example")]
    with opened(tmp_path / "restored") as again:
        assert [] == findings(again)


def test_a_house_can_be_restored_twice(store: Store, tmp_path: Path) -> None:
    """What was restored can be exported and restored again; two devices have signed then."""
    person(store, "P-1", "Sam Example")
    taken_in(exported(store), tmp_path / "second")
    with opened(tmp_path / "second") as second:
        person(second, "P-2", "Ada")
        taken_in(exported(second), tmp_path / "third")
    with opened(tmp_path / "third") as third:
        assert 2 == View(third).count("person")
        assert [] == findings(third)
        assert 3 == len({read_stub(kept.stub)[0].device for kept in third.log.entries()})


def test_an_erasure_survives_an_export(store: Store, tmp_path: Path) -> None:
    """The leaves that were erased are missing in the restored house as well, and rightly so."""
    cases = two_cases(store)
    erase(store, cases.going)
    taken_in_log(exported(store), tmp_path / "restored")
    with opened(tmp_path / "restored") as again:
        assert {"missing-or-damaged"} == {f.problem for f in findings(again)}
        assert None is View(again).record(cases.going, shut=True)


def without(place: int) -> Callable[[Export], Export]:
    """The export with one entry left out."""
    return lambda export: export[:place] + export[place + 1 :]


def with_stub(place: int, harm: Callable[[bytes], bytes]) -> Callable[[Export], Export]:
    """The export with one stub changed."""
    return lambda export: [
        (harm(stub), body) if n == place else (stub, body) for n, (stub, body) in enumerate(export)
    ]


def with_body(place: int, harm: Callable[[bytes], bytes]) -> Callable[[Export], Export]:
    """The export with one payload changed."""
    return lambda export: [
        (stub, harm(body)) if n == place else (stub, body) for n, (stub, body) in enumerate(export)
    ]


def flip(data: bytes) -> bytes:
    """One bit in the middle turned."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


UNSOUND = [
    ("parent-missing", without(2)),
    ("parent-missing", without(0)),
    ("bad-signature", with_stub(2, lambda stub: stub[:-1] + bytes([stub[-1] ^ 1]))),
    ("bad-signature", with_stub(2, flip)),
    ("stub-truncated", with_stub(1, lambda stub: stub[:-1])),
    ("not-a-stub", with_stub(1, lambda _: b"")),
    ("unknown-version", with_stub(1, lambda stub: b"kuager/2\0" + stub[9:])),
    ("payload-not-msgpack", with_body(2, lambda body: body[:-1])),
    ("payload-not-msgpack", with_body(2, lambda _: b"")),
    ("payload-not-msgpack", with_body(2, lambda _: b"\x9b" + b"\x91" * 100_000)),
    ("entry-twice", lambda export: [*export, export[2]]),
    ("root-does-not-fit", with_body(2, lambda body: body.replace(b"Sam", b"Sim"))),
    ("statement-count-does-not-fit", lambda e: [e[0], (e[1][0], e[0][1]), *e[2:]]),
]


@pytest.mark.parametrize(("reason", "harm"), UNSOUND)
def test_an_export_that_was_changed_is_refused(
    store: Store, tmp_path: Path, reason: str, harm: Callable[[Export], Export]
) -> None:
    """Nothing is made of an export in which one thing was left out, changed or put twice."""
    person(store, "P-1", "Sam Example")
    person(store, "P-3", "Ada")
    with pytest.raises(UnsoundExportError) as caught:
        taken_in(harm(exported(store)), tmp_path / "restored")

    assert reason == caught.value.facts["reason"]
    assert not (tmp_path / "restored").exists()


def test_two_entries_in_each_others_place_are_refused(store: Store, tmp_path: Path) -> None:
    """The order of one device's entries is part of what was signed."""
    person(store, "P-1", "Sam Example")
    export = exported(store)
    export[1], export[2] = export[2], export[1]

    with pytest.raises(UnsoundExportError) as caught:
        taken_in(export, tmp_path / "restored")
    assert "parent-missing" == caught.value.facts["reason"]


def test_an_entry_of_another_house_is_refused(store: Store, tmp_path: Path) -> None:
    """Two exports cannot be mixed into one house."""
    other = found(tmp_path / "other", seed=9)
    mixed = [*exported(store), exported(other)[0]]
    other.close()

    with pytest.raises(UnsoundExportError) as caught:
        taken_in(mixed, tmp_path / "restored")
    assert "other-organisation" == caught.value.facts["reason"]


def test_a_censored_leaf_is_refused(store: Store, tmp_path: Path) -> None:
    """An export from which somebody took one statement without an erasure is not a whole one."""
    person(store, "P-1", "Sam Example")
    export = exported(store)
    payload = store.log.open(list(store.log.entries())[2])
    assert payload is not None
    export[2] = (export[2][0], encode_payload(redact(payload, [1], salt_list)))

    with pytest.raises(UnsoundExportError) as caught:
        taken_in(export, tmp_path / "restored")
    assert "leaf-censored" == caught.value.facts["reason"]


def test_a_statement_of_no_known_form_is_refused_with_its_number(
    store: Store, tmp_path: Path
) -> None:
    """A payload that no writer may have written names the entry and the reason."""
    export = exported(store)
    payload = store.log.open(next(store.log.entries()))
    assert payload is not None
    odd = [said._replace(op=9) for said in payload.statements.values()]
    export[0] = (export[0][0], encode_payload(new_payload(payload.change, bytes(32), odd)))

    with pytest.raises(UnsoundExportError) as caught:
        taken_in(export, tmp_path / "restored")
    assert {"reason": "unknown-op", "number": 1} == caught.value.facts


def test_an_export_without_entries_makes_nothing(tmp_path: Path) -> None:
    """An empty export is refused."""
    with pytest.raises(UnsoundExportError):
        taken_in([], tmp_path / "restored")
    assert not (tmp_path / "restored").exists()
