"""The vectors of the log: some must pass, most must fail, each for the reason in its name."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.vectors.acceptance import check_vector
from tests.vectors.make_log_vectors import FOLDER, all_vectors

SPECIFICATION = Path(__file__).parents[2] / "docs" / "spec" / "log.md"
FILES = sorted(FOLDER.glob("*.json"))
NOT_REFUSED = ("good-", "no-effect-", "waiting-", "kept-")


def read(path: Path) -> dict[str, Any]:
    """One vector."""
    return dict(json.loads(path.read_text("utf-8")))


def plain(value: object) -> object:
    """A value as it stands in a vector."""
    return {"bytes": value.hex()} if isinstance(value, bytes) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_vector_is_judged_as_it_says(path: Path) -> None:
    """Every entry but the last is accepted; the last is what the file says, for that reason."""
    vector = read(path)
    *before, last = check_vector(vector)
    expect = vector["expect"]

    assert ["accepted"] * len(before) == [outcome.verdict for outcome in before]
    assert (expect["verdict"], expect.get("reason")) == (last.verdict, last.reason)
    if "statements" in expect:
        told = [[plain(value) for value in statement] for statement in last.statements or []]
        assert expect["statements"] == told
    if "withdraws" in expect:
        assert expect["withdraws"] == [plain(target) for target in last.withdraws or []]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_vector_is_named_after_its_one_reason(path: Path) -> None:
    """The name of a file begins with the reason for which it fails, or says that it does not."""
    expect = read(path)["expect"]

    assert (expect["verdict"] == "refused") != path.stem.startswith(NOT_REFUSED)
    assert path.stem.startswith(expect.get("reason", path.stem))


def test_making_the_vectors_again_gives_the_same_bytes() -> None:
    """The files in the folder are those that are made, byte for byte."""
    assert {path.name: path.read_text("utf-8") for path in FILES} == all_vectors()


def test_every_reason_of_the_specification_has_a_vector() -> None:
    """Each slug in the table of reasons is the name of at least one file."""
    table = SPECIFICATION.read_text("utf-8").partition("## 6.")[2].partition("## 7.")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    slugs = {slug for row in rows for slug in re.findall(r"`([a-z0-9-]+)`", row)}
    covered = {read(path)["expect"].get("reason") for path in FILES}

    assert slugs - covered == set()
    assert covered - slugs == {None}


def test_there_are_more_that_must_fail_than_pass() -> None:
    """At least 8 good vectors, and at least 64 that must fail."""
    good = [path for path in FILES if path.stem.startswith("good-")]

    assert 8 <= len(good)
    assert 64 <= len(FILES) - len(good)
