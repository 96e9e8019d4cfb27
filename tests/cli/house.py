"""A real vault with the cheapest passphrase cost, and somebody who types commands at it."""

import functools
import io
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from kuager.cli import __main__ as door
from kuager.vault import slots
from kuager.vault.passphrase import cheapest_for_tests, derive
from kuager.verbs.vaults import NewVault, new_vault

PASSPHRASE = "mango lantern otter violin garden pebble cloud"  # noqa: S105 - of test vaults
_derived_once = functools.cache(derive)
"""The real derivation; the same passphrase under the same salt need not be derived twice."""
STORY = {
    "story": "Canary told that two men followed her home.",
    "when_where": "last spring, near the market in Almaty",
    "how_known": "she came to us and told it herself",
    "may_keep": "yes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON of the answer."""
        return json.loads(self.out)


@dataclass(slots=True)
class House:
    """One vault and its passphrase file; calling it runs one command line in this process."""

    folder: Path
    passphrase_file: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def take(self, files: Mapping[str, str]) -> None:
        """Import CSV files by the mappings that are given with them, as one folder."""
        folder = Path(mkdtemp(dir=self.folder.parent))
        (folder / "mappings").mkdir()
        for name, text in files.items():
            place = folder / "mappings" if name.endswith(".yaml") else folder
            (place / name).write_text(text)
        self("import", folder, "--yes")

    def __call__(self, *arguments: str | Path, typed: str = "", code: int = 0) -> Said:
        """Run `kuager` on this vault; `typed` is what stands on standard input."""
        where = ["--vault", str(self.folder), "--passphrase-file", str(self.passphrase_file)]
        said = self.bare(*where, *arguments, typed=typed)
        assert said.code == code, said
        return said

    def bare(self, *arguments: str | Path, typed: str = "") -> Said:
        """Run `kuager` with nothing said of a vault."""
        typing = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        self.monkeypatch.setattr(sys, "stdin", typing)
        code = door.run([str(one) for one in arguments], {"LANG": "C"})
        held = self.capture.readouterr()
        return Said(code=code, out=held.out, err=held.err)

    def json(self, *arguments: str | Path, typed: str = "") -> Any:
        """Run a command and give the JSON it answers."""
        return self(*arguments, "--json", typed=typed).value

    def record_case(self, **other: str) -> str:
        """Record a case and give its code."""
        code: str = self.json("case", "record", typed=json.dumps(STORY | other))["code"]
        return code


def write_secret(path: Path, text: str) -> Path:
    """A file that only its owner can read."""
    path.write_text(f"{text}\n", "utf-8")
    if os.name == "posix":
        path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault nobody has written to yet, made once."""
    folder = tmp_path_factory.mktemp("founded") / "vault"
    plan = NewVault(folder=folder, passphrase=PASSPHRASE, profile=cheapest_for_tests())
    new_vault(plan).close()
    return folder


@pytest.fixture
def house(
    founded: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> House:
    """A copy of that vault for one test, and its passphrase in a file."""
    folder = tmp_path / "vault"
    shutil.copytree(founded, folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(slots, "calibrate", cheapest_for_tests)
    monkeypatch.setattr(slots, "derive", _derived_once)
    return House(folder, write_secret(tmp_path / "passphrase", PASSPHRASE), capfd, monkeypatch)
