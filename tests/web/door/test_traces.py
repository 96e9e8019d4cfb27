"""Everything the program opens, watched by the system: nothing is written but the vault."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import PASSPHRASE, case, new_desk
from tests.web.door.processes import family

WATCHED = "openat,open,creat,connect,bind"
OPENED = re.compile(r'(?:openat|open|creat)\((?:AT_FDCWD, )?"([^"]+)", ([A-Z_|]+)')
BOUND = re.compile(r"(bind|connect)\(\d+, \{sa_family=AF_INET6?[^}]*")


@pytest.mark.full
@pytest.mark.skipif(shutil.which("strace") is None, reason="watches with strace (Linux)")
def test_a_day_in_the_browser_writes_to_the_vault_only(tmp_path: Path) -> None:
    """Unlocked, looked round, a table and a file sent, locked: no other file, no other address."""
    folder, traced = tmp_path / "vault", tmp_path / "trace"
    desk = new_desk(folder)
    case(desk)
    desk.close()
    command = [sys.executable, "-m", "kuager.cli", "serve", "--no-browser", "--json"]
    watcher = ["strace", "-f", "-qq", "-e", f"trace={WATCHED}", "-o", str(traced)]
    with subprocess.Popen(
        [*watcher, *command, "--vault", str(folder)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as process:
        address = json.loads(process.stdout.readline())["addresses"][1]
        origin = {"Origin": address.rstrip("/")}
        with httpx.Client(
            base_url=address, headers=origin, follow_redirects=True, timeout=120
        ) as client:
            opened = client.post("/unlock", data={"passphrase": PASSPHRASE})
            inside = str(opened.url).rstrip("/")
            for path in ("/", "/new", "/list/case", "/record/case/C-1", "/reports", "/health"):
                assert client.get(inside + path).status_code == 200
            table, file = b"code;place\r\n" + b"zebra;x\r\n" * 300_000, b"q" * 9_000_000
            client.post(f"{inside}/import", files={"file": ("t.csv", table)})
            sent = client.post(f"{inside}/record/case/C-1/evidence", files={"file": ("t", file)})
            client.post(f"{inside}/lock")
        os.kill(family(process.pid)[1], signal.SIGTERM)
        process.wait(60)
    lines = traced.read_text("utf-8", "replace").splitlines()
    written = {
        found[1]
        for line in lines
        if (found := OPENED.search(line)) and re.search("WRONLY|RDWR|CREAT", found[2])
    }
    network = {found[0] for line in lines if (found := BOUND.search(line))}

    assert sent.status_code == 200
    assert {path for path in written if not path.startswith(str(folder))} <= {"/dev/null"}
    assert all("127.0.0.1" in one or '"::1"' in one for one in network)
    assert all(one.startswith("bind") for one in network)
