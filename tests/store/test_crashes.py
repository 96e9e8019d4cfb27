"""A process may be killed at any step: what is found is the old state or the new one, whole."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hazards.crashes import CAN_FORK, run_until
from tests.store.erasures import TwoCases, approve, finish, request, two_cases, words_on_disk
from tests.store.houses import (
    MEMBER,
    dump,
    evidence,
    findings,
    found,
    opened,
    person,
    schema,
    slots_and_key,
)

from kuager.model.payload import encode_payload
from kuager.model.statement import EntityId
from kuager.store.backup import back_up
from kuager.store.erasing import carry_out
from kuager.store.home import Home, Keys
from kuager.store.opening import prepare_beside, put_in_place
from kuager.store.restoring import Restoring
from kuager.store.rewrite import rewrite
from kuager.store.store import Store
from kuager.store.view import View
from kuager.vault.keyring import Keyring

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="needs fork")


def at_every_step(most: int) -> pytest.MarkDecorator:
    """Five of the steps in the quick suite, the others in the full one."""
    quick = range(2, most, most // 5)
    steps = [n if n in quick else pytest.param(n, marks=pytest.mark.full) for n in range(1, most)]
    return pytest.mark.parametrize("step", steps)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EntityId, TwoCases]:
    """A closed vault with an approved erasure that waits to be carried out."""
    folder = tmp_path_factory.mktemp("asked") / "vault"
    store = found(folder)
    cases = two_cases(store)
    erasure, _ = request(store, cases.going)
    approve(store, erasure)
    store.close()
    return folder, erasure, cases


@pytest.fixture
def folder(asked: tuple[Path, EntityId, TwoCases], tmp_path: Path) -> Path:
    """A copy of that vault, to be harmed."""
    return Path(shutil.copytree(asked[0], tmp_path / "vault"))


def working_on(folder: Path, act: Callable[[Store], object]) -> Callable[[], object]:
    """Open the vault, do something, close it: what the child does."""

    def run() -> None:
        with opened(folder) as store:
            act(store)

    return run


def is_clean(folder: Path) -> bool:
    """Whether nothing half-made lies in the folder of a closed vault."""
    names = {"slots", "keyring", "mark", "vault.db", "blobs", "lock"}
    return names >= {path.name for path in folder.iterdir()}


@at_every_step(12)
def test_killed_while_saving(folder: Path, step: int) -> None:
    """A save is there whole or not at all, and the next one works."""
    done = run_until(working_on(folder, lambda store: person(store, "P-9", "Sam")), step)
    with opened(folder) as store:
        people = View(store).search_names("Sam")
        amiss = findings(store)
        person(store, "P-10", "Ada")
        later = findings(store)

    assert [] == [f for f in amiss + later if f.problem != "mark-was-not-whole"]
    assert len(people) in ((1,) if done else (0, 1))
    assert is_clean(folder)


@at_every_step(66)
def test_killed_while_rebuilding(folder: Path, step: int) -> None:
    """The record is as it was, in the old file or in the new one."""
    with opened(folder) as store:
        before = dump(store)
    run_until(working_on(folder, rewrite), step)
    with opened(folder) as store:
        assert [] == findings(store)
        assert before == dump(store)
        rewrite(store)
        assert [] == findings(store)
    assert is_clean(folder)


@at_every_step(70)
def test_killed_while_erasing(
    asked: tuple[Path, EntityId, TwoCases], folder: Path, step: int
) -> None:
    """What was approved stays hidden, and is erased for good when the vault is opened again."""
    _, erasure, cases = asked
    run_until(working_on(folder, lambda store: carry_out(store, erasure, MEMBER)), step)
    with opened(folder) as store:
        amiss = [f for f in findings(store) if f.problem != "named-by-no-record"]
        shown = View(store).record(cases.going, shut=True)
        finish(store, erasure)
        later = findings(store)
        gone = words_on_disk(store, cases.gone_words)

    assert ([], None) == (amiss, shown)
    assert ([], []) == (later, gone)
    assert is_clean(folder)


@at_every_step(42)
def test_killed_while_copying(folder: Path, tmp_path: Path, step: int) -> None:
    """A backup is there whole or not at all; it can be made again, and the vault is untouched."""
    copy = tmp_path / "copy"
    done = run_until(working_on(folder, lambda store: back_up(store, copy)), step)
    with opened(folder) as store:
        assert [] == findings(store)
        if copy.exists():
            with opened(copy) as restored:
                assert [] == findings(restored)
            shutil.rmtree(copy)
        assert back_up(store, copy).proof.sound
    assert {"vault", "copy"} == {path.name for path in tmp_path.iterdir()} or done


@at_every_step(42)
def test_killed_while_founding(tmp_path: Path, step: int) -> None:
    """A vault exists whole under its name, or not at all and can be made."""
    folder = tmp_path / "vault"
    run_until(lambda: found(folder).close(), step)
    if not folder.exists():
        found(folder).close()
    with opened(folder) as store:
        assert [] == findings(store)
        assert 1 == store.log.count


def restore(source: Store, folder: Path) -> None:
    """Take over the entries of one open vault into a new one, with keys of its own."""
    slots, vmk = slots_and_key()
    beside = prepare_beside(Home(folder))
    keys = Keys(vmk, Keyring.fresh(vmk.vault_id))
    restoring = Restoring(beside, keys, schema(), practice=False)
    for kept in source.log.entries():
        payload = source.log.open(kept)
        restoring.take(kept.stub, encode_payload(payload) if payload else b"")
    restoring.finish()
    put_in_place(beside, Home(folder), slots)


@at_every_step(60)
def test_killed_while_restoring(founded: Path, tmp_path: Path, step: int) -> None:
    """A restored vault exists whole or not at all."""
    folder = tmp_path / "restored"
    shutil.copytree(founded, tmp_path / "vault")
    with opened(tmp_path / "vault") as source:
        person(source, "P-1", "Sam")
    run_until(working_on(tmp_path / "vault", lambda source: restore(source, folder)), step)
    with opened(tmp_path / "vault") as source:
        if not folder.exists():
            restore(source, folder)
    with opened(folder) as store:
        assert [] == findings(store)
        assert 1 == View(store).count("person")


@at_every_step(22)
def test_killed_while_sealing_evidence(folder: Path, step: int) -> None:
    """A sealed file without its statement is all that may be left, under a name of ours."""
    run_until(working_on(folder, lambda store: evidence(store, "V-9", b"photo" * 999)), step)
    with opened(folder) as store:
        problems = {finding.problem for finding in findings(store)}

    assert problems <= {"named-by-no-record"}
