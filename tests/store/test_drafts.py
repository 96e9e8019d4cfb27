"""Drafts lie in the sealed file: they outlive a kill and a rebuild, and go with what is erased."""

import os
from pathlib import Path

import pytest
from tests.hazards.crashes import CAN_FORK
from tests.store.erasures import erase, two_cases, words_on_disk
from tests.store.houses import findings, found, opened, reopen

from kuager.store.database import connect
from kuager.store.drafts import Draft, drop_drafts, put_draft, read_drafts
from kuager.store.rewrite import rewrite
from kuager.store.store import StorageFailedError, Store

WORD = "ZQDRAFTWORD"


def draft(key: str = "one", *, about: tuple[bytes, ...] = (), text: str = WORD) -> Draft:
    """A draft of a form with one field."""
    return Draft(key, "/new", 7, about, (("story", text),))


def test_a_draft_is_read_back_whole(store: Store) -> None:
    """Key, page, time, records and fields come back as they were kept; the newest is first."""
    first = draft(about=(b"a" * 16, b"b" * 16))
    later = Draft("two", "/new", 8, (), (("story", "Қыс"), ("story", "and more")))
    put_draft(store, first)
    put_draft(store, later)

    assert [later, first] == read_drafts(store)


def test_a_draft_takes_the_place_of_the_earlier_one(store: Store) -> None:
    """One key, one draft."""
    put_draft(store, draft(text="old"))
    put_draft(store, draft(text="new"))

    assert [draft(text="new")] == read_drafts(store)


def test_a_draft_is_in_no_entry_and_disturbs_no_proof(store: Store) -> None:
    """The log does not grow, and nothing is amiss."""
    before = store.log.count
    put_draft(store, draft())

    assert before == store.log.count
    assert [] == findings(store)


def test_a_draft_survives_writing_the_vault_anew_and_opening_again(store: Store) -> None:
    """A rebuild carries drafts over; so does closing."""
    folder = store.home.folder
    put_draft(store, draft())
    rewrite(store)
    store.close()

    with opened(folder) as again:
        assert [draft()] == read_drafts(again)


@pytest.mark.skipif(not CAN_FORK, reason="needs fork")
def test_a_draft_survives_a_kill(tmp_path: Path) -> None:
    """What was kept is there although the process never closed the vault."""
    folder = tmp_path / "vault"
    found(folder).close()

    child = os.fork()
    if child == 0:
        put_draft(reopen(folder), draft())
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    with opened(folder) as again:
        assert [draft()] == read_drafts(again)


def test_an_erasure_takes_the_drafts_about_what_goes(store: Store) -> None:
    """The draft about the erased case is gone to the last byte; the other stays."""
    cases = two_cases(store)
    put_draft(store, draft("going", about=(cases.staying, cases.going)))
    put_draft(store, draft("staying", about=(cases.staying,), text="other"))
    assert [WORD] == words_on_disk(store, [WORD])
    erase(store, cases.going)

    assert ["staying"] == [kept.key for kept in read_drafts(store)]
    assert [] == words_on_disk(store, [WORD])


def test_a_dropped_draft_leaves_no_word(store: Store) -> None:
    """Dropping overwrites: closed and opened again, no page holds a word of it."""
    folder = store.home.folder
    put_draft(store, draft())
    drop_drafts(store, ["one", "never there"])
    store.close()

    with opened(folder) as again:
        assert [] == read_drafts(again)
        assert [] == words_on_disk(again, [WORD])


def test_a_vault_of_before_drafts_gets_their_table(store: Store) -> None:
    """An older file has no such table; opening it makes one."""
    folder, key = store.home.folder, store.keys.keyring.database_key
    store.close()
    connection = connect(folder / "vault.db", key)
    connection.execute("DROP TABLE draft")
    connection.close()

    with opened(folder) as again:
        put_draft(again, draft())
        assert [] == findings(again)


def test_after_a_refused_write_no_draft_is_promised(store: Store) -> None:
    """When the disk did not take something, keeping a draft says so too."""
    store.stop_writing()
    with pytest.raises(StorageFailedError):
        put_draft(store, draft())
