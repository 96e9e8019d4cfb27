"""The real thing: `kuager serve` as a process, for tests that need a browser or a socket."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

FAREWELL_SECONDS = 20


@dataclass(frozen=True)
class Served:
    """A running `kuager serve`: where it is, how to come in, and its process."""

    address: str
    process: "subprocess.Popen[bytes]"
    passphrase: str
    other: str
    """The address with the neutral name; `address` has 127.0.0.1 in it."""

    @property
    def origin(self) -> str:
        """What a browser writes into Origin."""
        return self.address.rstrip("/")

    def client(self) -> httpx.Client:
        """A browser without script: keeps cookies, follows redirects, says where it comes from."""
        return httpx.Client(
            base_url=self.address,
            headers={"Origin": self.origin},
            follow_redirects=True,
            timeout=60,
            trust_env=False,
        )

    def unlock(self, client: httpx.Client) -> str:
        """Type the passphrase; the address of the first page, without a slash at its end."""
        answer = client.post("/unlock", data={"passphrase": self.passphrase})
        if "/k/" not in str(answer.url):
            message = f"not unlocked: {answer.status_code} {answer.text[-400:]}"
            raise RuntimeError(message)
        return str(answer.url).rstrip("/")


@contextmanager
def served(
    folder: Path,
    passphrase: str,
    *,
    idle: int = 10,
    language: str = "en",
    options: tuple[str, ...] = (),
) -> Iterator[Served]:
    """Start `kuager serve` for the vault in a folder (or for none yet), and stop it at the end.

    with served(folder, PASSPHRASE) as house:
        browser_page.goto(house.address)            # asks for house.passphrase
        client = house.client(); url = house.unlock(client)    # or without a browser
    """
    command = [sys.executable, "-m", "kuager.cli", "serve", "--no-browser", "--json"]
    command += ["--idle", str(idle), "--lang", language, "--vault", str(folder), *options]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("KUAGER_")}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=clean
    ) as process:
        try:
            said = json.loads((process.stdout or sys.stdin).readline())
            named, bare = said["addresses"]
            yield Served(bare, process, passphrase, named)
        finally:
            process.terminate()
            process.wait(FAREWELL_SECONDS)
