"""A day in the browser, and what it left behind.

    python -m tests.hazards.browsing [--trials 1] [--seed 1]

`kuager serve` on an empty folder and Debian's Chromium with a profile of its own: the first run, a
case, a search, an evidence file, leaving at once; then browser and server are killed in the middle
of typing. Afterwards the profile, the temporary and XDG folders, the vault, what both processes
printed, and whatever is new in the machine's temporary folders are searched for every canary, the
passphrase and the recovery words, in the disguises of `canary`. The same story on another server's
page, which lets the browser keep it, must be caught (positive control).
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright
from tests.hazards.canaries import (
    OWN,
    SHARED,
    _entries,
    _environment,
    _keys,
    _new_elsewhere,
    _pairs,
    _prepare,
)
from tests.hazards.canary import Nest, Searcher
from tests.hazards.rig import Figures, main
from tests.web.looking import CHROMIUM

_WORDS = ".secret-words li"


def run(trials: int, seed: int) -> Figures:
    """So many days without a leak, and one control that must be caught."""
    days = [one_day(seed + number) for number in range(trials)]
    caught = one_day(seed, control=True)
    figures = {**days[0], "hits": sum(int(str(day["hits"])) for day in days), "days": len(days)}
    return {**figures, "a careless server is caught": bool(caught["hits"])}


def one_day(seed: int, *, control: bool = False) -> Figures:
    """Live one day and look for its canaries."""
    known = frozenset(path for place in SHARED for path in _entries(place))
    with tempfile.TemporaryDirectory(prefix="kuager-day-") as name:
        place, _ = _prepare(Path(name))
        nest = Nest.drawn(seed)
        phrase, recovery = _live(place, nest, control=control)
        nest.marks["passphrase"] = [phrase]
        secrets = nest.secret() | _keys(place / "vault", nest) | _pairs("recovery", recovery)
        searcher = Searcher(secrets)
        folders = [place / folder for folder in (*OWN, "vault", "out", "profile", "printed")]
        searcher.look_under(folders)
        searcher.look_under(_new_elsewhere(known))
        return {
            "canaries": len(secrets),
            "files": searcher.files,
            "bytes": searcher.size,
            "hits": len(searcher.hits),
            "notes": sorted(set(searcher.hits))[:10],
        }


def _live(place: Path, nest: Nest, *, control: bool) -> tuple[str, str]:
    """The day itself; the passphrase and the recovery words that were shown."""
    with _serve(place) as address, _browse(place) as browser:
        page = browser.new_page()
        phrase, recovery = _first_run(page, address)
        home = page.url.rstrip("/")
        _record(page, home, nest, "ru")
        _search(page, home, nest["search"][0])
        _search(page, home, nest["story ru"][0])
        _give_file(page, home, place, nest)
        _record(page, home, nest, "kk")
        if control:
            _visit_another_house(page, nest)
        page.goto(f"{home}/new")
        page.fill("#f-story", " ".join(nest["story en"]))
        page.wait_for_timeout(300)
    return phrase, recovery


def _first_run(page: Page, address: str) -> tuple[str, str]:
    page.goto(address)
    page.click("button.main")
    phrase = _copied_and_typed_back(page)
    recovery = _copied_and_typed_back(page)
    page.wait_for_url("**/k/**")
    return phrase, recovery


def _copied_and_typed_back(page: Page) -> str:
    words = " ".join(page.locator(_WORDS).all_text_contents())
    page.click("button[value=copied]")
    page.fill("#f-typed", words)
    page.click("button[value=typed]")
    return words


def _record(page: Page, home: str, nest: Nest, lang: str) -> None:
    page.goto(f"{home}/new")
    page.fill("#f-story", " ".join(nest[f"story {lang}"]))
    page.fill("#f-when_where", " ".join(nest[f"name {lang}"]))
    page.fill("#f-how_known", " ".join([*nest[f"remark {lang}"], *nest["phone"]]))
    page.locator("main button.main").first.click()
    page.wait_for_url("**/record/case/**")


def _search(page: Page, home: str, word: str) -> None:
    page.goto(home + "/")
    page.fill("#search", word)
    page.press("#search", "Enter")
    page.wait_for_load_state()


def _give_file(page: Page, home: str, place: Path, nest: Nest) -> None:
    """An evidence file by upload."""
    file = place / "originals" / f"{nest['file name'][0]}.jpg"
    file.write_bytes(b"".join(nest.blobs) * 2000)
    page.goto(f"{home}/record/case/C-1/evidence")
    page.set_input_files("input[type=file]", str(file))
    page.locator("main form[enctype='multipart/form-data'] button").first.click()
    page.wait_for_load_state()


def _visit_another_house(page: Page, nest: Nest) -> None:
    """What must be found: the same story on pages of somebody who lets the browser keep them."""
    told = f"<!doctype html><p>{' '.join(nest['story ru'])}</p>".encode()

    class Careless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "max-age=86400")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Careless) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        page.wait_for_timeout(1500)
        other.shutdown()


@contextmanager
def _serve(place: Path) -> Iterator[str]:
    """`kuager serve` for a vault that is not there yet; killed at the end, not stopped."""
    (place / "printed").mkdir()
    command = [sys.executable, "-m", "kuager.cli", "--vault", str(place / "vault"), "serve"]
    with (
        (place / "printed" / "server").open("wb") as told,
        subprocess.Popen(
            [*command, "--no-browser", "--json"],
            cwd=place / "cwd",
            env=_environment(place),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            start_new_session=True,
        ) as process,
    ):
        try:
            said = json.loads((process.stdout or sys.stdin).readline())
            yield said["addresses"][-1]
        finally:
            os.killpg(process.pid, 9)


@contextmanager
def _browse(place: Path) -> Iterator[BrowserContext]:
    """Chromium with a profile in the day's folder; its processes are ended without farewell."""
    with sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            place / "profile",
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            env={**_environment(place), "LANG": "C.UTF-8"},
        )
        try:
            yield browser
        finally:
            subprocess.run(["pkill", "-9", "-f", str(place / "profile")], check=False)
            with suppress(Error):  # it is gone already
                browser.close()


if __name__ == "__main__":
    main("browsing", run, trials=1)
