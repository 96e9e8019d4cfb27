"""Canaries of a scripted day: see `canaries` and `canary`."""

import base64
import gzip
import zlib

import pytest
from tests.hazards.canaries import AT_THE_DOOR, SHORT, available, one_day
from tests.hazards.canary import Nest, Searcher, disguises
from tests.hazards.careless import LEAKS
from tests.hazards.day import STEPS

pytestmark = pytest.mark.skipif(not available(), reason="the day's crash needs POSIX")
CLEAN = {
    "hits": 0,
    "public wording outside the report": 0,
    "files open to others": 0,
    "core files": 0,
    "written outside": [],
    "notes": [],
}
QUICK = tuple(step for step in STEPS if step not in ("hand_on", "renew"))
"""An export and a new passphrase derive keys for some seconds; the full run has them."""
NAME = "Қарлығаш Пробная"


def hidden_as() -> dict[str, bytes]:
    """One name, hidden in the ways a program may leave it about."""
    plain = NAME.encode()
    return {
        "utf-16": NAME.encode("utf-16-le"),
        "cp1251": "Пробная".encode("cp1251"),
        "json": b'{"n": "\\u041f\\u0440\\u043e\\u0431\\u043d\\u0430\\u044f"}',
        "url": b"?n=%D0%9F%D1%80%D0%BE%D0%B1%D0%BD%D0%B0%D1%8F",
        "hex": plain.hex().encode(),
        "base64": base64.b64encode(b"from: " + plain + b" to: "),
        "base64, shifted": base64.b64encode(b"from:" + plain + b" to: "),
        "gzip": b"log" + gzip.compress(b"a long line " + plain),
        "zlib in gzip": gzip.compress(b"." + zlib.compress(b"stream " + plain)),
    }


@pytest.mark.parametrize("way", hidden_as())
def test_a_name_is_found_in_every_disguise(way: str) -> None:
    """Encoded, escaped or packed, a name that was left about is found."""
    searcher = Searcher({"name": NAME, "last name": "Пробная"})

    searcher.look_in(b"\0" * 100 + hidden_as()[way] + b"\xff" * 100, "here")

    assert [] != searcher.hits


def test_no_canary_gives_itself_away() -> None:
    """Sixty canaries and more, no two of which share a disguise."""
    secrets = Nest.drawn(1).secret()
    patterns = [pattern for mark in secrets.values() for pattern in disguises(mark)]

    assert 60 <= len(secrets)
    assert len(set(patterns)) == len(patterns)


def test_a_day_leaves_no_trace() -> None:
    """After a day with a crash, no file holds a canary, a key or recovery words in any disguise."""
    figures = one_day(3, steps=QUICK)

    assert CLEAN == {name: figures[name] for name in CLEAN}


@pytest.mark.full
@pytest.mark.parametrize("steps", [tuple(STEPS), AT_THE_DOOR], ids=["verbs", "door"])
def test_a_whole_day_leaves_no_trace(steps: tuple[str, ...]) -> None:
    """With exports and backups, and once more by real commands, nothing is found either."""
    figures = one_day(6, steps=steps)

    assert CLEAN == {name: figures[name] for name in CLEAN}


def test_a_leaking_build_is_caught() -> None:
    """A copy of an imported file, base64 inside gzip in the cache folder, is found."""
    assert 0 < one_day(4, leak="packed-report", steps=SHORT)["hits"]  # type: ignore[operator]


@pytest.mark.full
@pytest.mark.parametrize("leak", sorted(LEAKS))
def test_every_leaking_build_is_caught(leak: str) -> None:
    """A log, a crash report, a spooled file and a remembered passphrase are all found."""
    assert 0 < one_day(5, leak=leak, steps=SHORT)["hits"]  # type: ignore[operator]
