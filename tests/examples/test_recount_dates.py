"""Dates in every form, read once more by a reader that was written from docs/spec/dates.md."""

import json
import subprocess
import sys
from random import Random

import pytest
from tests.examples.recounts import OF_TABLES

from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.moments import Span, hull

READER = """
import json, sys
sys.path.insert(0, sys.argv[1])
from open_days import days, order, reach, said
texts = json.load(sys.stdin)
print(json.dumps([[days(t), said(t), reach(t), order(t)] for t in texts], default=str))
"""
YEARS = ("2021", "2024", "202X", "20XX", "2XXX", "XXXX", "1900", "190X", "0001", "9999")
MONTHS = ("01", "02", "05", "12", *map(str, range(21, 25)), *map(str, range(33, 42)),
          "XX", "1X", "X2", "0X")  # fmt: skip
MARKS = ("", "", "", "?", "~", "%")


def any_date(chance: Random) -> str:
    """A date of one to three parts, each with marks or without."""
    parts = (YEARS, MONTHS, ("01", "28", "29", "30", "31", "XX", "2X", "3X", "X1"))
    number = chance.randint(1, 3)
    found = [chance.choice(MARKS) + chance.choice(part) + chance.choice(MARKS) for part in parts]
    return "-".join(found[:number]) + ("T18:30" if number == 3 and chance.random() < 0.2 else "")


def any_text(chance: Random) -> str:
    """A date, a period that may be open, or a set of dates and runs of dates."""
    first, second = any_date(chance), any_date(chance)
    forms = (first, first, first, f"{first}/{second}", f"{first}/..", f"../{first}", f"{first}/",
             f"/{first}", f"[{first},{second}]", f"[{first}..{second},{any_date(chance)}]",
             f"[..{first}]", f"[{first}..]")  # fmt: skip
    return chance.choice(forms)


def plain(found: UncertainDate) -> list[object]:
    """What a date means, as the other reader tells it."""
    ends = [[s.earliest or "0001-01-01", s.latest or "9999-12-31"] for s in found.reach]
    told = [ends, Span(found.earliest, found.latest), hull(found.reach), found.order]
    return json.loads(json.dumps(told, default=str))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "number", [4_000, pytest.param(120_000, marks=pytest.mark.full)], ids=["some", "many"]
)
def test_every_date_is_read_alike(number: int) -> None:
    """What is said, how far it reaches, its place in the order: of any text that is a date."""
    chance, texts, wanted = Random(number), list[str](), list[list[object]]()
    while len(texts) < number:
        text = any_text(chance)
        try:
            wanted.append(plain(read_date(text)))
        except DateError:
            continue
        texts.append(text)
    done = subprocess.run(
        [sys.executable, "-E", "-S", "-c", READER, str(OF_TABLES.parent)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )

    found = json.loads(done.stdout)

    assert [(t, f) for t, f, w in zip(texts, found, wanted, strict=True) if f != w] == []
