"""When it locks by itself: idle, asleep, left, too long; by a clock that is set, and for real."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.verbs.desks import PASSPHRASE
from tests.web.door.processes import family, told
from tests.web.served import Served

from kuager.web import wire
from kuager.web.serve import Supervisor
from kuager.web.watch import LONGEST_SECONDS, NO_TAB_SECONDS, SILENT_TABS_SECONDS, Watch


class Clocks:
    """The clock of the machine and the one on the wall."""

    def __init__(self) -> None:
        """Both at the same moment."""
        self.now = self.wall = 1000.0

    def go(self, seconds: float, watch: Watch) -> str | None:
        """Time passes, looked at every half second; the first reason to lock."""
        for _ in range(int(seconds * 2)):
            self.now, self.wall = self.now + 0.5, self.wall + 0.5
            found = watch.reason()
            if found is not None:
                return found
        return None


@pytest.fixture
def clocks() -> Clocks:
    """Clocks that go only when told to."""
    return Clocks()


@pytest.fixture
def watch(clocks: Clocks) -> Watch:
    """An open vault, ten minutes idle."""
    made = Watch(600, clock=lambda: clocks.now, wall=lambda: clocks.wall)
    made.opened()
    made.reason()
    return made


def test_nobody_working_locks_after_the_time(watch: Watch, clocks: Clocks) -> None:
    """Ten minutes without a request; each request begins them anew."""
    assert clocks.go(599, watch) is None
    watch.hear(wire.SEEN, "")
    assert clocks.go(599, watch) is None
    assert clocks.go(3, watch) == "idle"


def test_a_page_that_is_only_open_is_nobody_working(watch: Watch, clocks: Clocks) -> None:
    """The pulse of a page does not keep the vault open."""
    for _ in range(9):
        watch.hear(wire.TAB, "a")
        assert clocks.go(60, watch) is None
    watch.hear(wire.TAB, "a")
    assert clocks.go(62, watch) == "idle"


def test_eight_hours_are_the_end(watch: Watch, clocks: Clocks) -> None:
    """However much is done."""
    for _ in range(LONGEST_SECONDS // 300):
        assert clocks.go(300, watch) is None
        watch.hear(wire.SEEN, "")
    assert clocks.go(1, watch) == "day"


def test_the_last_page_closed_locks_soon(watch: Watch, clocks: Clocks) -> None:
    """A farewell of the last page, and no other page within some seconds."""
    watch.hear(wire.TAB, "a")
    watch.hear(wire.TAB, "b")
    watch.hear(wire.GONE, "a")
    assert clocks.go(60, watch) is None
    watch.hear(wire.GONE, "b")
    assert clocks.go(NO_TAB_SECONDS + 1, watch) == "left"


def test_going_from_page_to_page_is_not_leaving(watch: Watch, clocks: Clocks) -> None:
    """The old page says farewell, the new one says that it is there."""
    watch.hear(wire.TAB, "a")
    for name in "bcdefg":
        watch.hear(wire.SEEN, "")
        watch.hear(wire.GONE, chr(ord(name) - 1))
        assert clocks.go(3, watch) is None
        watch.hear(wire.TAB, name)
        assert clocks.go(30, watch) is None


def test_pages_that_fell_silent_lock(watch: Watch, clocks: Clocks) -> None:
    """A browser that crashed says no farewell: its pulse is missed."""
    watch.hear(wire.TAB, "a")
    assert clocks.go(SILENT_TABS_SECONDS + 2, watch) == "left"


def test_without_script_no_page_is_missed(watch: Watch, clocks: Clocks) -> None:
    """Where no page ever spoke, only idling counts."""
    assert clocks.go(590, watch) is None


@pytest.mark.parametrize(
    ("machine", "wall"),
    [(0.0, 3600.0), (3600.0, 3600.0), (0.0, -7200.0)],
    ids=["slept", "stood", "set"],
)
def test_a_jump_of_the_clock_locks(
    watch: Watch, clocks: Clocks, machine: float, wall: float
) -> None:
    """The machine slept, or this process stood still, or somebody set the clock."""
    clocks.now, clocks.wall = clocks.now + machine, clocks.wall + wall
    assert watch.reason() in ("sleep", "idle")


def test_a_locked_vault_is_not_locked_again(watch: Watch, clocks: Clocks) -> None:
    """Whatever the clocks do."""
    watch.locked()
    assert clocks.go(900, watch) is None
    clocks.wall += 90_000
    assert watch.reason() is None


@contextmanager
def supervised(folder: Path, *, idle: float, path: str = "") -> Iterator[tuple[Served, Any]]:
    """The supervisor alone, as the command line starts it, with any idle time."""
    command = [sys.executable, "-I", "-B", "-m", "kuager.web.serve"]
    asked = {"port": 0, "folder": str(folder), "language": "en", "idle": idle}
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        named, bare = json.loads(process.stdout.readline())["addresses"]
        try:
            yield Served(bare, process, PASSPHRASE, named), process
        finally:
            process.stdin.close()
            process.wait(20)


def next_event(process: Any) -> dict[str, Any]:
    """The next thing that the supervisor says."""
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


def is_locked(house: Served) -> bool:
    """Whether a stranger is asked for the passphrase by a worker that has no house."""
    with house.client() as client:
        return "Passphrase" in client.get("/").text


def test_an_idle_house_is_locked_for_real(vault: Path) -> None:
    """Two seconds of idling: the worker is killed, and the old page is gone."""
    with supervised(vault, idle=2) as (house, process), house.client() as client:
        inside = house.unlock(client)
        assert next_event(process)["event"] == "opened"
        locked = next_event(process)
        page = client.get(f"{inside}/").text

    assert (locked["event"], locked["why"]) == ("locked", "idle")
    assert locked["milliseconds"] < 1000
    assert "Passphrase" in page


def test_a_panic_line_locks(vault: Path) -> None:
    """What Enter in the window sends."""
    with supervised(vault, idle=600) as (house, process), house.client() as client:
        house.unlock(client)
        next_event(process)
        process.stdin.write(b"lock\n")
        process.stdin.flush()
        locked = next_event(process)
        assert (locked["event"], locked["why"]) == ("locked", "asked")
        assert is_locked(house)


def test_a_farewell_of_the_last_page_locks_for_real(vault: Path) -> None:
    """The pulse of a page and its farewell, as the script sends them."""
    with supervised(vault, idle=600) as (house, process), house.client() as client:
        inside = house.unlock(client)
        next_event(process)
        for gone in ("no", "yes"):
            sent = {"tab": "abc", "typed": "no", "gone": gone}
            assert client.post(f"{inside}/pulse", data=sent).status_code == 204
        locked = next_event(process)

    assert (locked["event"], locked["why"]) == ("locked", "left")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the system's bus")
@pytest.mark.parametrize(
    "line",
    [
        "/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)",
        "/org/freedesktop/login1/session/_31: org.freedesktop.login1.Session.Lock ()",
        "login1/session/_31: PropertiesChanged ('login1.Session', {'LockedHint': <true>}, @as [])",
    ],
    ids=["sleep", "lock", "hint"],
)
def test_the_system_says_that_it_sleeps(vault: Path, tmp_path: Path, line: str) -> None:
    """A line of logind's, as `gdbus monitor` prints it, locks at once."""
    program, sign = tmp_path / "gdbus", tmp_path / "sign"
    program.write_text(
        f'#!/bin/sh\necho "Monitoring signals"\nwhile [ ! -e {sign} ]; do sleep 0.1; done\n'
        f'echo "{line}"\nexec sleep 60\n'
    )
    program.chmod(0o700)
    with supervised(vault, idle=600, path=str(tmp_path)) as (house, process):
        with house.client() as client:
            house.unlock(client)
        next_event(process)
        sign.write_text("")
        began = time.monotonic()
        locked = next_event(process)
        assert (locked["event"], locked["why"]) == ("locked", "sleep")
        assert time.monotonic() - began < 2
        assert is_locked(house)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the worker in /proc")
def test_a_worker_that_hangs_is_killed_all_the_same(vault: Path) -> None:
    """Locking asks nothing of the process that holds the keys: here it does not even run."""
    with supervised(vault, idle=600) as (house, process), house.client() as client:
        house.unlock(client)
        next_event(process)
        workers = [pid for pid in family(process.pid) if b"kuager.web.worker" in told(pid)]
        os.kill(min(workers), signal.SIGSTOP)
        process.stdin.write(b"lock\n")
        process.stdin.flush()
        assert next_event(process)["event"] == "locked"
        assert min(workers) not in family(process.pid)
        assert is_locked(house)


def test_a_vault_may_choose_how_long(clocks: Clocks) -> None:
    """The open worker says it; nothing under two minutes or over half an hour is taken."""
    supervisor = Supervisor.__new__(Supervisor)
    supervisor.watch = Watch(600, clock=lambda: clocks.now, wall=lambda: clocks.wall)
    for said, kept in (("300", 300), ("5", 120), ("99999", 1800), ("soon", 1800)):
        supervisor._hear(f"{wire.IDLE} {said}")
        assert supervisor.watch.idle == kept
