"""Erasure is real: no word of it stands in any page, no key that is left opens what was kept."""

import random
from pathlib import Path

import pytest
from tests.store.erasures import (
    TwoCases,
    approve,
    erase,
    everything,
    finish,
    opened_by,
    request,
    two_cases,
    words_on_disk,
)
from tests.store.houses import MEMBER, dump, fill, findings, found, opened, person, tell

from kuager.model.entry import read_stub
from kuager.model.statement import EntityId, say, split_statement_id
from kuager.store.erasing import carry_out, plan_erasure
from kuager.store.home import Home
from kuager.store.judged import LEAF
from kuager.store.rewrite import rewrite
from kuager.store.store import Store
from kuager.store.verify import verify
from kuager.store.view import View


@pytest.fixture
def cases(store: Store) -> TwoCases:
    """Two cases with a person who belongs to both."""
    return two_cases(store)


def test_the_search_for_words_finds_them_while_they_are_there(
    store: Store, cases: TwoCases
) -> None:
    """The means by which erasure is proved do find what was not erased (positive control)."""
    searched = {word for word in cases.gone_words if not word.startswith("ZQGONEstory")}
    on_disk = set(words_on_disk(store, cases.gone_words))

    assert searched <= on_disk
    assert len(everything(store)) == len(opened_by(store, everything(store)))


def test_a_plan_names_what_goes_and_what_holds_the_rest(store: Store, cases: TwoCases) -> None:
    """Before anything is done it is told: what goes, with its leaves and files, and who stays."""
    plan = plan_erasure(store, [cases.going], identity_only=False)
    kinds = sorted(kind for _, kind in plan.entities)

    assert ["case", "event", "evidence", "person", "source"] == kinds
    assert [(cases.shared, (cases.staying,))] == list(plan.staying)
    assert 1 == plan.files
    assert len(plan.leaves) == len(set(plan.leaves)) > 10


def test_a_request_hides_at_once_and_destroys_nothing(store: Store, cases: TwoCases) -> None:
    """From the request on nothing of the case is shown; until it is carried out all is held."""
    before, kept = View(store).counts(), everything(store)
    request(store, cases.going)
    view = View(store)

    assert {"case": 2, "event": 2, "person": 3, "source": 2, "evidence": 2} == before
    assert {"case": 1, "event": 1, "person": 2, "source": 1, "evidence": 1, "erasure": 1} == (
        view.counts()
    )
    assert None is view.record(cases.going, shut=True)
    assert [] == view.search("ZQGONEname")
    assert len(kept) == len(opened_by(store, kept))
    assert [] == findings(store)


def test_an_erased_case_is_gone_from_every_page(store: Store, cases: TwoCases) -> None:
    """Not one word of it stands in any page or file; every word of the other case still does."""
    stays = words_on_disk(store, cases.kept_words)
    erase(store, cases.going)

    assert [] == words_on_disk(store, cases.gone_words)
    assert stays == words_on_disk(store, cases.kept_words)
    assert [] == findings(store)
    assert {"case": 1, "event": 1, "person": 2, "source": 1, "evidence": 1, "erasure": 1} == (
        View(store).counts()
    )


def test_whoever_kept_everything_opens_nothing(store: Store, cases: TwoCases) -> None:
    """Old bodies and wraps of both circles do not open with today's keyring: the keys are gone."""
    kept = everything(store)
    old_epochs = {e.id for es in store.keys.keyring.epochs.values() for e in es}
    erase(store, cases.going)
    epochs = {e.id for es in store.keys.keyring.epochs.values() for e in es}

    assert [] == opened_by(store, kept)
    assert 1 == len(old_epochs & epochs)
    assert 3 == len(epochs)


def test_the_chain_still_verifies_and_says_how_much_was_erased(
    store: Store, cases: TwoCases
) -> None:
    """Every stub and signature stands; the leaves that went are counted."""
    stubs = [kept.stub for kept in store.log.entries()]
    plan = erase(store, cases.going)
    found_now = verify(store)

    assert stubs == [kept.stub for kept in store.log.entries()][: len(stubs)]
    assert (True, len(plan.leaves)) == (found_now.sound, found_now.erased_leaves)


def test_the_erased_vault_opens_again(store: Store, cases: TwoCases) -> None:
    """Nothing of the erasure lives in memory only."""
    folder = store.home.folder
    erase(store, cases.going)
    before = dump(store)
    store.close()

    with opened(folder) as again:
        assert before == dump(again)
        assert [] == findings(again)
        assert [] == words_on_disk(again, cases.gone_words)


def test_only_the_identity_of_a_person_can_go(store: Store) -> None:
    """The coded half stays and counts, the name is gone from every page."""
    uid = store.new_id()
    tell(store, say(uid, "person.code", "P-7"), say(uid, "person.name_in_use", "ZQONLYname"))
    tell(store, say(uid, "person.age_band", "18-29"))
    erase(store, uid, identity_only=True)
    record = View(store).record(uid)

    assert record is not None
    assert ["person.age_band", "person.code"] == sorted(record.cells)
    assert [] == words_on_disk(store, ["ZQONLYname"])
    assert [] == findings(store)


def test_the_identity_of_a_merged_person_goes_as_a_whole(store: Store) -> None:
    """Whoever is erased takes along what was said under another id of the same person."""
    one, two = person(store, "P-7", "ZQFIRSTname"), person(store, "P-8", "ZQOTHERname")
    tell(store, say(one, "judgement.same_as", two))
    erase(store, one, identity_only=True)

    assert [] == words_on_disk(store, ["ZQFIRSTname", "ZQOTHERname"])
    assert [] == findings(store)


def test_what_comes_late_of_an_erased_case_stays_hidden(store: Store, cases: TwoCases) -> None:
    """Something said later of an erased entity is shown to nobody."""
    erase(store, cases.going)
    tell(store, say(cases.going, "case.code", "C-back"), say(cases.going, "case.status", "open"))

    assert None is View(store).record(cases.going, shut=True)
    assert 1 == View(store).count("case")
    assert [] == findings(store)
    rewrite(store)
    assert [] == findings(store)


def test_one_leaf_can_be_hidden_without_its_entity(store: Store) -> None:
    """A named statement leaves the record at once, and no other does."""
    uid = person(store, "P-1", "Sam Example")
    told = {t.property: t.id for t in View(store).history(uid)}
    erasure = store.new_id()
    tell(store, say(erasure, LEAF, told["person.name_in_use"]))
    record = View(store).record(uid)

    assert record is not None
    assert ["person.code"] == list(record.cells)
    assert [] == View(store).search("Example")
    assert [] == findings(store)


@pytest.mark.parametrize("value", [bytes(4), bytes(16), bytes(32), bytes(36), "text", None, 7])
@pytest.mark.parametrize("name", [LEAF, "erasure.gone_casework", "erasure.gone_identity"])
def test_a_decision_that_names_nothing_decides_nothing(
    store: Store, name: str, value: bytes | str | int | None
) -> None:
    """A reference of the wrong length, or to nothing, hides nothing and breaks nothing."""
    uid = person(store, "P-1", "Sam Example")
    tell(store, say(uid, name, value))

    assert ["P-1"] == [record.code for record in View(store).briefs("person")]
    assert [] == findings(store)


def test_a_second_erasure_takes_what_a_held_one_named(store: Store, cases: TwoCases) -> None:
    """Two requests that name the same words are independent: the approved one erases them."""
    inside = [link.subject for link in View(store).referring(cases.going, "person.case")]
    held, first = request(store, *inside, identity_only=True)
    plan = erase(store, cases.going)
    named = store.connection.execute("SELECT count(*) FROM hidden WHERE erasure = ?", (held,))

    assert set(first.leaves) & set(plan.leaves)
    assert len(first.leaves) == named.fetchone()[0]
    assert [] == words_on_disk(store, cases.gone_words)
    assert [] == findings(store)


def test_an_erasure_carried_out_twice_is_carried_out_once(store: Store, cases: TwoCases) -> None:
    """Resuming an erasure that had reached its end changes nothing that counts."""
    erasure, _ = request(store, cases.going)
    approve(store, erasure)
    carry_out(store, erasure, MEMBER)
    finish(store, erasure)

    assert [] == words_on_disk(store, cases.gone_words)
    assert [] == findings(store)


def test_an_interrupted_erasure_leaves_no_file_behind(store: Store, cases: TwoCases) -> None:
    """A sealed file whose key is already gone is swept when the erasure is resumed."""
    erasure, _ = request(store, cases.going)
    approve(store, erasure)
    files = {path.name: path.read_bytes() for path in store.home.blobs.iterdir()}
    carry_out(store, erasure, MEMBER)
    for name, data in files.items():
        (store.home.blobs / name).write_bytes(data)
    finish(store, erasure)

    assert 1 == len(list(store.home.blobs.iterdir()))
    assert [] == findings(store)


def test_a_leaf_missing_without_an_approval_is_censored(store: Store, cases: TwoCases) -> None:
    """A body that lacks a leaf is not accepted when nobody approved its erasure."""
    erasure, _ = request(store, cases.going)
    carry_out(store, erasure, MEMBER)

    assert {"leaf-censored"} == {f.problem for f in findings(store) if f.object.startswith("entry")}


def test_a_leaf_that_came_back_is_found(store: Store, cases: TwoCases) -> None:
    """A body put back with what a finished erasure took is named by `verify`."""
    erasure, plan = request(store, cases.going)
    approve(store, erasure)
    tell(store, say(erasure, "erasure.done_on", "2024-06-01"))
    numbers = [_number(store, leaf) for leaf in plan.leaves]

    assert {f"entry {number}" for number in numbers} == {
        f.object for f in findings(store) if f.problem == "erased-leaf-resurrected"
    }


def _number(store: Store, leaf: bytes) -> int:
    kept = store.log.entry(split_statement_id(leaf)[0])
    return 0 if kept is None else kept.eno


def test_house_entries_outlive_an_erasure_unchanged(store: Store, cases: TwoCases) -> None:
    """What the house circle says is not wrapped anew: it never names a person of a case."""
    house = everything(store, ("house",))
    erase(store, cases.going)

    assert len(house) == len(opened_by(store, house))
    for entry in house:
        circle = read_stub(house[entry][0])[0].circle
        assert "house" == store.half_of(circle)


def test_a_damaged_body_keeps_no_old_key_alive(store: Store, cases: TwoCases) -> None:
    """An entry that cannot be read is wrapped anew like the others: the old epochs still go."""
    store.connection.execute("DROP TRIGGER body_no_update")
    store.connection.execute(
        "UPDATE body SET data = CAST(substr(data, 1, 60) || zeroblob(40) AS BLOB) WHERE eno = 4"
    )
    kept = everything(store)
    erase(store, cases.going)

    assert [] == opened_by(store, kept)
    assert 3 == sum(len(epochs) for epochs in store.keys.keyring.epochs.values())
    assert {"entry 4"} == {f.object for f in findings(store) if f.object.startswith("entry")}


def test_an_old_keyring_does_not_pass_after_an_erasure(store: Store, cases: TwoCases) -> None:
    """The keyring of before, put back, opens neither the vault nor what was kept."""
    folder = store.home.folder
    old = store.home.keyring.read_bytes()
    erase(store, cases.going)
    store.close()
    (folder / "keyring").write_bytes(old)

    with pytest.raises(Exception, match="altered"), opened(folder):
        pass


@pytest.mark.full
@pytest.mark.parametrize("seed", range(50))
def test_random_erasures_leave_nothing_and_harm_nobody(tmp_path: Path, seed: int) -> None:
    """In random houses, erased cases leave no word and no key, and other cases are as they were."""
    store = found(tmp_path / "vault", seed=seed)
    corpus = fill(store, seed, 60)
    marks = [_marked(store, case) for case in corpus.cases]
    going = random.Random(seed).randrange(len(marks))
    kept = everything(store)
    erase(store, corpus.cases[going])
    others = [mark for mark in marks if mark != marks[going]]

    assert [] == words_on_disk(store, [marks[going]])
    assert [] == opened_by(store, kept)
    assert [] == findings(store)
    assert others == words_on_disk(store, others) or _merged(store)
    store.close()


def _marked(store: Store, case: EntityId) -> str:
    word = f"ZQ{case.hex()[:10]}"
    tell(store, say(case, "case.code", word))
    return word


def _merged(store: Store) -> bool:
    return bool(store.connection.execute("SELECT 1 FROM node WHERE canon IS NOT NULL").fetchone())


def test_nothing_lies_beside_the_vault_after_an_erasure(store: Store, cases: TwoCases) -> None:
    """No second database, journal or half-written file stays in the folder."""
    erase(store, cases.going)
    folder = store.home.folder
    store.close()

    assert {"slots", "keyring", "mark", "vault.db", "blobs", "lock"} == {
        path.name for path in Home(folder).folder.iterdir()
    }
