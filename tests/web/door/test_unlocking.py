"""Coming in: wrong words, other spellings, other layouts, recovery, and somebody who guesses."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import PASSPHRASE, new_desk

from kuager.vault.passphrase import cheapest_for_tests
from kuager.verbs.vaults import NewVault, change_passphrase, new_vault, suggest_recovery
from kuager.web import locked, wire
from kuager.web.front import Front
from kuager.web.guard import Guard

HOST = "testserver"
RUSSIAN = "машина поднос ступень багаж луна запад сестра"


class Door:
    """A front in this process, a browser before it, and what the supervisor would hear."""

    def __init__(self, folder: Path) -> None:
        """Locked."""
        self.said: list[str] = []
        settings = wire.Settings(folder=str(folder), language="en", hosts=(HOST,), idle=600)
        self.front = Front(settings, self.said.append)
        self.browser = self.another()

    def another(self) -> TestClient:
        """One more browser."""
        app = Guard(self.front, (HOST,))
        return TestClient(app, headers={"Origin": f"http://{HOST}"}, base_url=f"http://{HOST}")

    def close(self) -> None:
        """Give the vault back."""
        if self.front._inside is not None:
            self.front._inside._house.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault that nobody has open."""
    new_desk(tmp_path / "vault").close()
    return tmp_path / "vault"


@pytest.fixture
def door(folder: Path, pauses: list[float]) -> Iterator[Door]:
    """A locked front whose pauses are counted instead of waited for."""
    assert pauses == []
    made = Door(folder)
    yield made
    made.close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were asked for before each try."""
    asked: list[float] = []
    sleep = asyncio.sleep

    async def counted(seconds: float) -> None:
        asked.append(seconds)
        await sleep(0)

    monkeypatch.setattr(locked.asyncio, "sleep", counted)
    return asked


def test_the_passphrase_opens(door: Door) -> None:
    """Typed as it is, it leads to the first page of the house."""
    answer = door.browser.post("/unlock", data={"passphrase": PASSPHRASE})

    assert answer.status_code == 200
    assert re.search(r"/k/[\w-]{22}/$", str(answer.url))
    assert door.said[:2] == [wire.TRYING, wire.OPEN]


@pytest.mark.parametrize(
    "typed",
    [f"  {PASSPHRASE} ", PASSPHRASE.upper(), PASSPHRASE.replace(" ", "\u00a0 "), f"{PASSPHRASE}\n"],
    ids=["blanks", "capitals", "other blanks", "line"],
)
def test_how_it_is_spelt_does_not_matter(door: Door, typed: str) -> None:
    """Blanks at the ends, capital letters and other kinds of blanks open as well."""
    answer = door.browser.post("/unlock", data={"passphrase": typed})

    assert "/k/" in str(answer.url)


def test_composed_and_decomposed_letters_are_the_same(tmp_path: Path) -> None:
    """A passphrase with й opens whether the keyboard composed the letter or not."""
    folder, phrase = tmp_path / "v", "зелёный чайник йод крокодил район поезд"
    new_vault(NewVault(folder=folder, passphrase=phrase, profile=cheapest_for_tests())).close()
    made = Door(folder)
    answer = made.browser.post("/unlock", data={"passphrase": normalize("NFD", phrase)})
    made.close()

    assert "/k/" in str(answer.url)


def test_a_wrong_one_gets_one_sentence_and_never_how_near_it_was(door: Door) -> None:
    """Nearly right and quite wrong are answered alike."""
    texts = set()
    for wrong in (PASSPHRASE + "s", PASSPHRASE[:-1], "another thing altogether", "qqq"):
        answer = door.browser.post("/unlock", data={"passphrase": wrong})
        assert answer.status_code == 422
        assert wrong not in answer.text
        texts.add(answer.text)

    assert len(texts) == 1
    assert door.said.count(wire.FAILED) == 4


def test_the_other_layout_is_recognised_from_what_was_typed(door: Door) -> None:
    """English typed with the Russian layout on gets the hint, and the hint only."""
    answer = door.browser.post("/unlock", data={"passphrase": "ьфтпщ дфтеукт щееук мшщдшт пфквут"})

    assert "Russian layout" in answer.text


def test_each_wrong_try_takes_longer(door: Door, pauses: list[float]) -> None:
    """Twenty wrong passphrases: the pause grows to half a minute and stays there."""
    for number in range(20):
        door.browser.post("/unlock", data={"passphrase": f"wrong {number}"})
    asked = pauses[::1][:20]

    assert asked == [0, 0, 0, 2, 4, 8, 16, *[30.0] * 13]
    assert "/k/" in str(door.browser.post("/unlock", data={"passphrase": PASSPHRASE}).url)


def test_a_worker_goes_on_counting_where_the_last_one_stopped(folder: Path) -> None:
    """A fresh worker is told how many tries failed before it."""
    settings = wire.Settings(folder=str(folder), language="en", hosts=(HOST,), idle=600)
    front = Front(settings, lambda _line: None, failures=9)

    assert locked.pause_after(front._locked._failures) == 30.0


def test_another_browser_comes_in_by_the_passphrase_only(door: Door) -> None:
    """While the vault is open, a second browser gets the same locked page, and the same way in."""
    door.browser.post("/unlock", data={"passphrase": PASSPHRASE})
    other = door.another()
    before = other.get("/").text
    wrong = other.post("/unlock", data={"passphrase": "wrong"})
    right = other.post("/unlock", data={"passphrase": PASSPHRASE})

    assert "Passphrase" in before
    assert wrong.status_code == 422
    assert "/k/" in str(right.url)
    assert str(right.url) == str(door.browser.get(str(right.url)).url)
    assert door.said.count(wire.OPEN) == 1


def test_the_language_is_kept_through_the_door(door: Door) -> None:
    """Who asks in Kazakh is answered in Kazakh, on the locked page and behind it."""
    page = door.browser.get("/?language=kk").text
    inside = door.browser.post("/unlock", data={"passphrase": PASSPHRASE, "language": "kk"})

    assert "Құпия тіркес" in page
    assert '<html lang="kk"' in inside.text


def test_a_crowd_at_the_lock_is_sent_away(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """One passphrase is tried after the other; whoever stands too far back gets no try."""
    monkeypatch.setattr(locked, "_MOST_WAITING", 0)
    answer = door.browser.post("/unlock", data={"passphrase": PASSPHRASE})

    assert answer.status_code == 429
    assert door.said == [wire.STAINED]


def test_recovery_words_give_a_new_passphrase(tmp_path: Path) -> None:
    """Words from the sheet open; a new passphrase is shown, typed back, and opens from then on."""
    folder, words = tmp_path / "v", suggest_recovery()
    plan = NewVault(
        folder=folder, passphrase=PASSPHRASE, recovery=words, profile=cheapest_for_tests()
    )
    new_vault(plan).close()
    door = Door(folder)
    wrong = door.browser.post("/recover", data={"words": "academic " * 20})
    page = door.browser.post("/recover", data={"words": " ".join(words).upper()})
    shown = re.findall(r"<li>(\w+)</li>", page.text)
    door.browser.post("/step", data={"do": "copied"})
    opened = door.browser.post("/step", data={"do": "typed", "typed": " ".join(shown)})
    door.close()
    again = Door(folder)
    old = again.browser.post("/unlock", data={"passphrase": PASSPHRASE})
    new = again.browser.post("/unlock", data={"passphrase": " ".join(shown)})
    again.close()

    assert wrong.status_code == 422
    assert len(shown) == 7
    assert "/k/" in str(opened.url)
    assert old.status_code == 422
    assert "/k/" in str(new.url)


def test_stopping_a_recovery_changes_nothing(tmp_path: Path) -> None:
    """Whoever stops before the new passphrase is typed back keeps the old one."""
    folder, words = tmp_path / "v", suggest_recovery()
    plan = NewVault(
        folder=folder, passphrase=PASSPHRASE, recovery=words, profile=cheapest_for_tests()
    )
    new_vault(plan).close()
    door = Door(folder)
    door.browser.post("/recover", data={"words": " ".join(words)})
    page = door.browser.post("/step", data={"do": "stop"})
    opened = door.browser.post("/unlock", data={"passphrase": PASSPHRASE})
    door.close()

    assert "Passphrase" in page.text
    assert "/k/" in str(opened.url)


def test_a_vault_open_elsewhere_is_said_to_be(door: Door, folder: Path) -> None:
    """Another program has it: one sentence, nothing broken."""
    other = Door(folder)
    other.browser.post("/unlock", data={"passphrase": PASSPHRASE})
    answer = door.browser.post("/unlock", data={"passphrase": PASSPHRASE})
    other.close()

    assert answer.status_code == 422
    assert "already open" in answer.text


def test_a_passphrase_changed_elsewhere_is_the_one_that_opens(door: Door, folder: Path) -> None:
    """The slots are read at each try."""
    change_passphrase(folder, PASSPHRASE, RUSSIAN)

    assert door.browser.post("/unlock", data={"passphrase": PASSPHRASE}).status_code == 422
    assert "/k/" in str(door.browser.post("/unlock", data={"passphrase": RUSSIAN}).url)


def test_an_opening_that_takes_long_says_so(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks again by itself; only that browser is let in when it is done."""
    go_on, opened = threading.Event(), locked.open_desk

    def slow(*given: object, **more: object) -> object:
        go_on.wait(20)
        return opened(*given, **more)

    monkeypatch.setattr(locked, "open_desk", slow)
    monkeypatch.setattr(locked, "_PATIENCE_SECONDS", 0.05)

    def another() -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=Guard(door.front, (HOST,)))
        here = f"http://{HOST}"
        return httpx.AsyncClient(transport=transport, base_url=here, headers={"Origin": here})

    async def visit() -> tuple[list[httpx.Response], str]:
        async with another() as one, another() as other:
            answers = [await one.post("/unlock", data={"passphrase": PASSPHRASE})]
            answers += [await one.get("/"), await other.get("/")]
            answers.append(await one.post("/unlock", data={"passphrase": PASSPHRASE}))
            go_on.set()
            until = time.monotonic() + 20
            while time.monotonic() < until:
                last = await one.get("/")
                if last.status_code == 303:
                    return answers, last.headers["location"]
                await asyncio.wait([asyncio.ensure_future(asyncio.to_thread(time.sleep, 0.05))])
            return answers, ""

    (waiting, again, other, second), inside = asyncio.run(visit())

    assert waiting.headers["refresh"] == "2; url=/"
    assert again.text == waiting.text
    assert "Passphrase" in other.text
    assert second.status_code == 403
    assert "/k/" in inside
    assert wire.OPEN in door.said
