"""The first run: a vault is made page by page, and nothing is left of one that was not finished."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.door.test_unlocking import Door
from tools.extract_messages import found_messages

from kuager.vault import passphrase
from kuager.verbs import vaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a vault is to be made."""
    return tmp_path / "new" / "vault"


@pytest.fixture
def door(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """The pages of an empty folder; the cheapest derivation."""
    cheap = passphrase.cheapest_for_tests

    def created(phrase: str, **_: object) -> object:
        return make(phrase, profile=cheap())

    make = vaults.create
    monkeypatch.setattr(vaults, "create", created)
    made = Door(folder)
    yield made
    made.close()


def shown(text: str) -> list[str]:
    """The words on a page."""
    return re.findall(r"<li>(\w+)</li>", text)


def told(words: list[str], page: str) -> list[str]:
    """Of these words what a reader of the page sees, and its own sentences do not say anyway."""
    sentences = " ".join(found_messages()).lower()
    seen = re.sub(r"<[^>]*>", " ", page).lower()
    ordinary = set(re.findall(r"\w+", sentences))
    return [w for w in words if w not in ordinary and re.search(rf"\b{w}\b", seen)]


def begun(browser: TestClient, **fields: str) -> list[str]:
    """Begin, and read the passphrase."""
    return shown(browser.post("/begin", data={"language": "en", **fields}).text)


def step(browser: TestClient, do: str, **fields: str) -> str:
    """One step; the text of the page it leads to."""
    return browser.post("/step", data={"do": do, **fields}).text


def to_recovery(browser: TestClient) -> tuple[list[str], list[str]]:
    """Up to the page that shows the recovery words."""
    words = begun(browser)
    step(browser, "copied")
    return words, shown(step(browser, "typed", typed=" ".join(words)))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_vault_is_made_and_open_at_the_end(door: Door, folder: Path, language: str) -> None:
    """Seven words and twenty, both typed back, in each language; then the house."""
    browser = door.browser
    words = begun(browser, language=language, words="ru")
    assert not folder.exists()
    step(browser, "copied")
    recovery = shown(step(browser, "typed", typed="  ".join(words).upper()))
    step(browser, "copied")
    assert not folder.exists()
    last = browser.post("/step", data={"do": "typed", "typed": "\n".join(recovery)})

    assert len(words) == 7
    assert all(re.fullmatch("[а-я]+", word) for word in words)
    assert len(recovery) == 20
    assert "/k/" in str(last.url)
    assert f'<html lang="{language}"' in last.text
    assert (folder / "vault.db").exists()


def test_words_that_are_told_are_seen() -> None:
    """A word in the text of a page is found; one in its markup, or within another word, is not."""
    page = "<p class='nickel'>Your words: <b>Zebra</b> crosses</p>"

    assert told(["zebra", "nickel", "cross", "your"], page) == ["zebra"]


def test_the_words_are_not_on_the_page_where_they_are_typed(door: Door) -> None:
    """Typing back is from paper: the page has none of them, nor has any address or cookie."""
    words = begun(door.browser)
    page = step(door.browser, "copied")

    assert told(words, page) == []
    assert [word for word in words if word in str(door.browser.cookies)] == []


def test_a_wrong_word_is_named_by_its_number(door: Door) -> None:
    """The first word that differs; a missing and a surplus one as well."""
    words = begun(door.browser)
    step(door.browser, "copied")

    for typed, number in (
        ([*words[:2], "x", *words[3:]], 3),
        (words[:-1], 7),
        ([*words, "more"], 8),
        ([], 1),
    ):
        assert f"Word {number} is not" in step(door.browser, "typed", typed=" ".join(typed))


def test_the_words_can_be_looked_at_again(door: Door) -> None:
    """Whoever misread them goes back a step."""
    words = begun(door.browser)
    step(door.browser, "copied")

    assert shown(step(door.browser, "again")) == words


def test_other_words_can_be_drawn(door: Door) -> None:
    """The first ones are forgotten."""
    words = begun(door.browser)

    assert shown(step(door.browser, "other")) != words


def test_a_chosen_passphrase_has_to_be_a_good_one_twice(door: Door, folder: Path) -> None:
    """Easy ones and two different ones are refused on the page; a good one goes on."""
    begun(door.browser)
    easy = step(door.browser, "own", **{"passphrase": "password", "once-more": "password"})
    good = "violin garden pebble cloud mango otter"
    differs = step(door.browser, "own", passphrase=good, **{"once-more": good + "s"})
    recovery = shown(step(door.browser, "own", passphrase=good, **{"once-more": good}))
    last = door.browser.post("/step", data={"do": "without"})

    assert "too easy" in easy
    assert "not the same" in differs
    assert len(recovery) == 20
    assert "/k/" in str(last.url)
    assert folder.exists()


def test_nothing_is_left_of_stopping(door: Door, folder: Path) -> None:
    """Stopping at the last page but one leaves no folder, and the pages begin anew."""
    to_recovery(door.browser)
    page = step(door.browser, "stop")

    assert "Begin" in page
    assert not folder.exists()
    assert door.browser.post("/step", data={"do": "copied"}).status_code == 403


def test_only_the_browser_that_began_goes_on(door: Door) -> None:
    """Another one sees the first page, not the words, and cannot take a step."""
    words = begun(door.browser)
    other = door.another()
    page = other.get("/").text

    assert told(words, page) == []
    assert other.post("/step", data={"do": "copied"}).status_code == 403
    assert shown(door.browser.get("/").text) == words


def test_a_folder_that_others_copy_is_refused(tmp_path: Path) -> None:
    """A synchronised folder, and one with something in it: a sentence, and nothing made."""
    copied, full = tmp_path / "Dropbox" / "vault", tmp_path / "full"
    for folder in (copied, full):
        folder.mkdir(parents=True)
    (full / "letter.txt").write_text("x")
    for folder in (copied, full):
        page = Door(folder).browser.post("/begin", data={"language": "en"})

        assert page.status_code == 422
        assert 'role="alert"' in page.text
        assert shown(page.text) == []


def test_little_space_is_refused(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not enough room for a vault: said before anything is shown."""
    monkeypatch.setattr(vaults, "free_disk_bytes", lambda _folder: 1 << 20)
    page = door.browser.post("/begin", data={"language": "en"})

    assert page.status_code == 422
    assert "too little free space" in page.text


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """Where a file stands in the way: said on the page, at the first or at the last step."""
    (tmp_path / "file").write_text("x")
    door = Door(tmp_path / "file" / "vault")
    page = door.browser.post("/begin", data={"language": "en"})
    if page.status_code == 200:
        begun_words = shown(page.text)
        step(door.browser, "copied")
        step(door.browser, "typed", typed=" ".join(begun_words))
        page = door.browser.post("/step", data={"do": "without"})

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert (tmp_path / "file").read_text() == "x"


def test_a_practice_vault_says_so(door: Door) -> None:
    """The tick at the beginning marks all pages."""
    words = begun(door.browser, practice="yes")
    step(door.browser, "copied")
    step(door.browser, "typed", typed=" ".join(words))
    page = step(door.browser, "without")

    assert 'class="practice"' in page


def test_no_second_vault_is_made_over_the_first(door: Door) -> None:
    """Where there is a vault, beginning leads nowhere."""
    words, recovery = to_recovery(door.browser)
    step(door.browser, "copied")
    step(door.browser, "typed", typed=" ".join(recovery))

    assert words
    assert door.another().post("/begin", data={"language": "en"}).status_code == 403
