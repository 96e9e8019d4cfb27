"""Locking is killing: how long it takes, what stays behind, and who can be seen from outside."""

import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import PASSPHRASE, desk_again
from tests.web.door.processes import family, found_in_memory, listening, told
from tests.web.served import Served, served

from kuager import KuagerError
from kuager.store.home import Home, unlock_home
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import list_drafts

LOCALHOST = "0100007F"
FEW, MANY = 5, 30
is_root = os.geteuid() == 0 if sys.platform == "linux" else False
needs_proc = pytest.mark.skipif(not is_root, reason="reads the memory of processes: root on Linux")


@pytest.fixture(scope="module")
def marks(vault: Path) -> list[bytes]:
    """What must be in no memory after a lock: the passphrase, keys, and what was typed."""
    keys = unlock_home(Home(vault), PASSPHRASE)
    epochs = [epoch for held in keys.keyring.epochs.values() for epoch in held]
    secrets = [
        keys.vmk.secret.reveal(),
        keys.keyring.database_key,
        keys.keyring.signing_seed,
        *(epoch.key.reveal() for epoch in epochs),
    ]
    typed = [PASSPHRASE, "Жұлдызбике Қарлығаштегі", "zebra-crossing-quail-7731"]
    return [*secrets, *(text.encode() for text in typed)]


def time_of_lock(door: Served, client: httpx.Client, inside: str) -> float:
    """Seconds from asking for the lock until no process that had keys is left."""
    before = [pid for pid in family(door.process.pid) if b"kuager.web.worker" in told(pid)]
    began = time.monotonic()
    client.post(f"{inside}/lock", follow_redirects=False)
    while min(before) in family(door.process.pid):
        time.sleep(0.005)
    return time.monotonic() - began


def work(client: httpx.Client, inside: str) -> None:
    """Type something that is kept in the vault and in the memory of the worker."""
    story = "Жұлдызбике Қарлығаштегі, zebra-crossing-quail-7731"
    sent = {"draft": "x", "draft-page": "/new", "story": story}
    client.post(f"{inside}/drafts", data=sent).raise_for_status()
    client.get(f"{inside}/drafts")


@needs_proc
def test_the_memory_test_finds_what_is_there(
    door: Served, client: httpx.Client, inside: str, marks: list[bytes]
) -> None:
    """While it is open, the worker holds the keys and the words: the search sees them."""
    work(client, inside)
    found = {mark for pid in family(door.process.pid) for mark in found_in_memory(pid, marks)}

    assert len(found) > len(marks) // 2


@pytest.mark.parametrize(
    "locks", [FEW, pytest.param(MANY, marks=pytest.mark.full)], ids=["few", "many"]
)
@needs_proc
def test_after_a_lock_no_process_holds_a_key_or_a_word(
    door: Served, marks: list[bytes], locks: int
) -> None:
    """Opened, worked and locked again and again: nothing in any memory, within a second."""
    times, found = [], []
    for _ in range(locks):
        with door.client() as client:
            inside = door.unlock(client)
            work(client, inside)
            times.append(time_of_lock(door, client, inside))
        pids = family(door.process.pid)
        found += [mark for pid in pids for mark in found_in_memory(pid, marks)]

    assert found == []
    assert max(times) < 1.0, (statistics.median(times), max(times))


@needs_proc
def test_a_wrong_passphrase_is_soon_in_no_memory(door: Served) -> None:
    """A locked worker that was told nearly the right words is replaced by one that knows none."""
    wrong = "mango lantern otter violin garden pebble clowd"
    with door.client() as client:
        client.post(f"{door.unlock(client)}/lock")
        client.post("/unlock", data={"passphrase": wrong})
    until = time.monotonic() + 10
    while time.monotonic() < until and _remembers(door, wrong):
        time.sleep(0.5)

    assert not _remembers(door, wrong)
    with door.client() as client:
        door.unlock(client)


def _remembers(door: Served, text: str) -> bool:
    pids = family(door.process.pid)
    return any(found_in_memory(pid, [text.encode()]) for pid in pids)


@needs_proc
def test_what_came_too_late_is_soon_in_no_memory(door: Served) -> None:
    """A form that an old page sends after the lock was read by a locked worker: it is replaced."""
    text = "quagga-umbrella-5512-lighthouse"
    with door.client() as client:
        client.post(f"{door.unlock(client)}/lock")
        answer = client.post("/k/AAAAAAAAAAAAAAAAAAAAAA/new", data={"story": text})
    until = time.monotonic() + 10
    while time.monotonic() < until and _remembers(door, text):
        time.sleep(0.5)

    assert answer.status_code == 403
    assert not _remembers(door, text)


@needs_proc
def test_no_secret_is_in_an_argument_or_the_environment(
    door: Served, client: httpx.Client, inside: str, marks: list[bytes]
) -> None:
    """Neither passphrase nor key, nor the cookie, nor the random path."""
    shown = b"".join(told(pid) for pid in family(door.process.pid))
    path = httpx.URL(inside).path.split("/")[2]
    cookie = client.cookies["k"]

    assert [mark for mark in (*marks, path.encode(), cookie.encode()) if mark in shown] == []


@needs_proc
def test_only_the_loopback_address_listens(door: Served) -> None:
    """One port of 127.0.0.1 and nothing else, whoever of us holds it."""
    port = httpx.URL(door.address).port

    assert listening(family(door.process.pid)) == {(LOCALHOST, port)}


def test_a_form_that_comes_after_the_lock_is_told_so(client: httpx.Client, inside: str) -> None:
    """The old page's form gets the locked page, and nothing of what it held."""
    client.post(f"{inside}/lock")
    answer = client.post(f"{inside}/new", data={"story": "zebra-crossing-quail-7731"})

    assert answer.status_code == 403
    assert "locked" in answer.text
    assert "zebra" not in answer.text
    assert client.get(f"{inside}/").text == client.get("/").text


def test_an_old_cookie_opens_no_new_path(door: Served) -> None:
    """After unlocking again, neither the old path nor the old cookie opens anything."""
    with door.client() as client:
        before = door.unlock(client)
        cookie = client.cookies["k"]
        client.post(f"{before}/lock")
        after = door.unlock(client)
        client.cookies.clear()
        page = client.get("/").text

        assert before != after
        assert client.get(f"{after}/", headers={"Cookie": f"k={cookie}"}).text == page


def test_leaving_keeps_what_was_typed_and_blanks_the_page(door: Served, vault: Path) -> None:
    """The text becomes a draft, the answer is an empty page, and the vault is locked."""
    with door.client() as client:
        inside = door.unlock(client)
        typed = {"draft-page": "/new", "draft": "/new#abc", "story": "half a sentence"}
        answer = client.post(f"{inside}/leave", data=typed)
        page = client.get(f"{inside}/").text

    assert answer.status_code == 200
    assert "half a sentence" not in answer.text
    assert "<h1>" not in answer.text
    assert "Passphrase" in page
    with waited(vault) as desk:
        drafts = [draft for draft in list_drafts(desk) if draft.key == "/new#abc"]
        assert drafts[0].fields == (("story", "half a sentence"),)


@needs_proc
def test_a_crash_leaves_no_core_file(door: Served) -> None:
    """The system is told to write none of the worker in front."""
    with door.client() as client:
        client.get("/")  # the worker in front is ready: it answers
    pid = min(pid for pid in family(door.process.pid) if b"kuager.web.worker" in told(pid))
    limits = Path(f"/proc/{pid}/limits").read_text()

    assert re.search(r"Max core file size\s+0\s+0", limits)


def test_the_end_of_the_command_ends_everything(vault: Path) -> None:
    """Whoever kills the program leaves no worker with keys behind."""
    with served(vault, PASSPHRASE) as house:
        with house.client() as client:
            house.unlock(client)
        pids = family(house.process.pid)
        house.process.kill()
        until = time.monotonic() + 5
        while any(Path(f"/proc/{pid}/cmdline").exists() for pid in pids[1:]):
            assert time.monotonic() < until
            time.sleep(0.05)


def test_a_worker_that_dies_is_replaced_by_a_locked_one(door: Served) -> None:
    """A crash of the unlocked process locks; the pages go on."""
    with door.client() as client:
        door.unlock(client)
        for pid in family(door.process.pid):
            if b"kuager.web.worker" in told(pid):
                os.kill(pid, 11)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                assert "Passphrase" in client.get("/").text
                break
            except httpx.TransportError:
                time.sleep(0.1)
        door.unlock(client)


@contextmanager
def waited(folder: Path) -> Iterator[Desk]:
    """The vault at a desk of the test, as soon as the worker that had it is gone."""
    until = time.monotonic() + 5
    desk: Desk | None = None
    while desk is None:
        try:
            desk = desk_again(folder)
        except KuagerError:
            assert time.monotonic() < until
            time.sleep(0.1)
    try:
        yield desk
    finally:
        desk.close()
