"""The reader beside the specification: another program, and it judges the log as Kuager does."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from functools import cache
from pathlib import Path

import pytest
from tests.vectors.make_log_vectors import FOLDER
from tests.vectors.test_log_vectors import FILES, read
from tests.verbs.desks import MARCH_1, case, new_desk, place_of, uid

from kuager.store.log import Kept
from kuager.verbs.desk import Desk
from kuager.verbs.proofs import prove_statement

READER = Path(__file__).parents[2] / "docs" / "spec" / "read_log.py"
UNSEEN = frozenset(
    (
        "wrong-depth",
        "previous-of-another-device",
        "wrong-seq",
        "head-of-own-device",
        "fork",
        "not-the-founder",
        "founding-outside-the-house",
        "device-not-in-roster",
        "device-may-not-write-here",
        "leaf-censored",
        "erased-leaf-resurrected",
    )
)
"""What takes other entries, a roster or an erasure to see."""
EARLIER = {
    "hidden-shape-map": "forbidden-value-type",
    "payload-shape-map": "forbidden-value-type",
    "payload-not-msgpack-nested-deeply": "forbidden-value-type",
    "device-may-not-write-here-unknown": "epoch-not-held",
}
"""Refused by the reader as well, for something that it meets before."""


def run(*given: str | Path) -> subprocess.CompletedProcess[str]:
    """The reader as a court's expert runs it."""
    command = [sys.executable, "-I", "-X", "utf8", str(READER), *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@cache
def judged() -> dict[str, str]:
    """What the reader says of every vector, by name."""
    told = run("entry", *FILES)
    assert "" == told.stderr
    return dict(zip((path.stem for path in FILES), told.stdout.splitlines(), strict=True))


@pytest.fixture
def told(tmp_path: Path) -> dict[str, object]:
    """A proof from a real vault."""
    desk = new_desk(tmp_path / "vault")
    try:
        return dict(json.loads(proof_of(desk)))
    finally:
        desk.close()


def proof_of(desk: Desk) -> str:
    """The proof of how a case came to be known."""
    code = case(desk)
    record = uid(desk, "case", code)
    place = place_of(desk, record, "case.code", code)
    return prove_statement(desk, statement=place).text()


def check(folder: Path, told: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """What the reader says of a proof."""
    file = folder / "proof.json"
    file.write_text(json.dumps(told), "utf-8")
    return run("proof", file)


def test_the_reader_imports_nothing_of_kuager() -> None:
    """It stands alone: the standard library, PyNaCl and zstandard."""
    source = READER.read_text("utf-8")
    names = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))

    assert {"nacl", "zstandard"} == names - set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_reader_judges_a_vector_as_kuager_does(path: Path) -> None:
    """For the same reason, wherever one entry alone can show it."""
    expect = read(path)["expect"]
    verdict = expect.get("reason", expect["verdict"])
    alone = "ok" if verdict in UNSEEN or verdict in ("accepted", "waiting") else verdict

    assert EARLIER.get(path.stem, alone) == judged()[path.stem]


def test_the_exit_code_says_whether_an_entry_holds() -> None:
    """0 for a sound entry, 1 for one that is refused."""
    assert 0 == run("entry", FOLDER / "good-chain.json").returncode
    assert 1 == run("entry", FOLDER / "fork.json", FOLDER / "seq-zero.json").returncode


def test_a_real_proof_is_told_in_words(told: dict[str, object], tmp_path: Path) -> None:
    """The statement, the device key, the time and the entry; nothing else is needed."""
    found = check(tmp_path, told)

    assert (0, "") == (found.returncode, found.stderr)
    assert '"case.code" = "' in found.stdout
    assert re.search(r"device key [0-9a-f]{64}\n", found.stdout)
    assert f"2025-03-01T10:00:00+00:00 ({MARCH_1} ms" in found.stdout
    assert re.search(r"entry +[0-9a-f]{64}, statement \d+ of \d+\n", found.stdout)


@pytest.mark.parametrize("part", ["stub", "index", "salt", "statement", "siblings"])
def test_no_part_of_a_proof_may_be_changed(
    told: dict[str, object], tmp_path: Path, part: str
) -> None:
    """One letter, one number or one sibling less: refused."""
    value = told[part]
    if isinstance(value, list):
        told[part] = value[:-1]
    elif isinstance(value, str):
        told[part] = value[:40] + ("B" if value[40:41] == "A" else "A") + value[41:]
        told[part] = value[::-1] if part == "salt" else told[part]
    else:
        told[part] = int(str(value)) + 1

    assert 1 == check(tmp_path, told).returncode


def test_real_entries_pass_the_reader(tmp_path: Path) -> None:
    """Whatever a real vault wrote, compressed as it is, the reader finds sound."""
    desk = new_desk(tmp_path / "vault")
    case(desk, story="He was stopped near the market. " * 40)
    files = []
    for kept in desk.store.log.entries():
        files.append(tmp_path / f"{kept.eno}.json")
        files[-1].write_text(json.dumps(as_vector(desk, kept)), "utf-8")
    desk.close()
    found = run("entry", *files)

    assert len(files) > 1
    assert (["ok"] * len(files), "") == (found.stdout.split(), found.stderr)


def as_vector(desk: Desk, kept: Kept) -> dict[str, object]:
    """An entry of a vault as a vector holds it."""
    assert kept.sealed is not None
    parts = {"stub": kept.stub, "body": kept.sealed.body, "wrap": kept.sealed.wrap}
    held = desk.store.keys.keyring.epochs.items()
    keys = [(circle, epoch.key.reveal()) for circle, epochs in held for epoch in epochs]
    return {
        "organisation": desk.store.organisation.hex(),
        "epochs": [{"circle": circle.hex(), "key": key.hex()} for circle, key in keys],
        "entries": [{name: b64encode(part).decode() for name, part in parts.items()}],
    }
