"""The short reader of proofs: under a hundred lines, and it agrees with the long one."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.verbs.desks import case, new_desk, place_of, uid

from kuager.verbs.proofs import prove_statement

READER = Path(__file__).parents[2] / "docs" / "spec" / "read_proof.py"
LIMIT = 100


@pytest.fixture
def told(tmp_path: Path) -> dict[str, object]:
    """A proof from a real vault."""
    desk = new_desk(tmp_path / "vault")
    try:
        code = case(desk)
        place = place_of(desk, uid(desk, "case", code), "case.code", code)
        return dict(json.loads(prove_statement(desk, statement=place).text()))
    finally:
        desk.close()


def check(folder: Path, told: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """What the reader says of a proof."""
    file = folder / "proof.json"
    file.write_text(json.dumps(told), "utf-8")
    command = [sys.executable, "-I", "-X", "utf8", str(READER), str(file)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_it_is_short_and_stands_alone() -> None:
    """Under a hundred lines; the standard library and PyNaCl."""
    source = READER.read_text("utf-8")
    names = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))

    assert len(source.splitlines()) < LIMIT
    assert {"nacl"} == names - set(sys.stdlib_module_names)


def test_a_real_proof_is_told(told: dict[str, object], tmp_path: Path) -> None:
    """The property, the value and the device that signed."""
    found = check(tmp_path, told)

    assert (0, "") == (found.returncode, found.stderr)
    assert re.search(r"property +case.code\nvalue +C-", found.stdout)
    assert re.search(r"device +[0-9a-f]{64}\n", found.stdout)


@pytest.mark.parametrize("part", ["stub", "index", "salt", "statement", "siblings"])
def test_no_part_may_be_another(part: str, told: dict[str, object], tmp_path: Path) -> None:
    """A changed stub, index, salt, statement or sibling is refused in one line."""
    spoilt = dict(told)
    value = spoilt[part]
    if isinstance(value, int):
        spoilt[part] = value + 1
    elif isinstance(value, list):
        spoilt[part] = ["00" * 32, *value]
    else:
        spoilt[part] = ("B" if str(value)[0] != "B" else "C") + str(value)[1:]

    found = check(tmp_path, spoilt)

    assert 1 == found.returncode
    assert found.stderr.startswith("The proof does not hold")
    assert 1 == found.stderr.count("\n")
