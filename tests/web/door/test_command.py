"""`kuager serve` in a terminal: what it says, what it refuses, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.web.door.processes import family

SERVE = [sys.executable, "-m", "kuager.cli", "serve", "--no-browser"]
CLEAN = {name: text for name, text in os.environ.items() if not name.startswith("KUAGER_")}


def started(folder: Path, *options: str) -> "subprocess.Popen[str]":
    """The command, with what it says in a pipe."""
    settings: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [*SERVE, "--vault", str(folder), *options]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, env={**CLEAN, "PYTHONIOENCODING": "utf-8"}, **settings
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The pages are here"), ("ru", "Страницы здесь"), ("kk", "Беттер мына жерде")],
)
def test_it_says_where_the_pages_are(tmp_path: Path, language: str, words: str) -> None:
    """Two addresses of this machine, and how to lock and stop, in the person's language."""
    with started(tmp_path / "vault", "--lang", language) as process:
        lines = [process.stdout.readline().strip() for _ in range(3)]
        process.terminate()

    assert lines[0].startswith(f"{words}: http://")
    assert lines[0].rstrip("/").rpartition(":")[0].endswith(".localhost")
    assert "http://127.0.0.1:" in lines[1]
    assert "Ctrl-C" in lines[2]
    assert not (tmp_path / "vault").exists()


def test_a_port_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    """Somebody else listens there: one sentence, exit code 6."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(tmp_path / "vault", "--port", port) as process:
            _, said = process.communicate(timeout=30)

    assert process.returncode == 6
    assert f"Port {port} cannot be used" in said


def test_a_port_can_be_chosen_and_used_again_at_once(tmp_path: Path) -> None:
    """Stopped and started again on the same port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    for _ in range(2):
        with started(tmp_path / "vault", "--port", port, "--json") as process:
            said = json.loads(process.stdout.readline())
            process.terminate()
        assert said["addresses"][1] == f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("minutes", ["0", "1", "31", "-5", "ten"])
def test_the_idle_time_has_bounds(tmp_path: Path, minutes: str) -> None:
    """Two to thirty minutes, nothing else."""
    with started(tmp_path / "vault", "--idle", minutes) as process:
        _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "--idle" in said


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal to a group")
def test_ctrl_c_ends_all_of_it_quietly(tmp_path: Path) -> None:
    """One sentence, no trace, no process left."""
    command = [*SERVE, "--vault", str(tmp_path / "vault"), "--lang", "en"]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=CLEAN,
    ) as process:
        process.stdout.readline()
        pids = family(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    until = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)

    assert process.returncode == 130
    assert "Traceback" not in said
    assert "Stopped" in said
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_secret_is_not_taken_as_an_argument(tmp_path: Path) -> None:
    """The passphrase is typed into the page, nowhere else."""
    with started(tmp_path / "vault", "--passphrase", "mango") as process:
        _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "mango" not in said
