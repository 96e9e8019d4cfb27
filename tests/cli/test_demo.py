"""The demo: from nothing to four documents that were sent, and again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.small_commands import ROOT

FORMATS = ("docx", "pdf", "html")


SENT = {
    "annual-review-KAZ-2024": ("", "-ru", "-kk"),
    "public-appeal-KAZ-2024-01-2024-07": ("", "-ru", "-kk"),
    "alternative-report-KAZ-2019-2023-03": ("",),
    "loi-input-KAZ-2020-2022-03": ("",),
}


@pytest.mark.full
def test_the_demo_makes_everything_and_starts_anew(tmp_path: Path) -> None:
    """A vault, its passphrase for its owner alone, four documents in formats and languages."""
    for _ in range(2):
        line = [sys.executable, "tools/demo.py", str(tmp_path / "demo")]
        said = subprocess.run(line, cwd=ROOT, capture_output=True, timeout=400, check=False)
        assert said.returncode == 0, said
        assert b"The vault is sound." in said.stdout
        assert said.stdout.count(b"Signed off as edition") == 5
        assert b"Look at these" in said.stdout
        told = said.stdout.decode("utf-8").split("Look at these")[1].split()
        assert all((ROOT / name).exists() for name in told if "/out/" in name)

    names = {path.name for path in (tmp_path / "demo" / "out").iterdir()}
    assert names == {
        f"{stem}{tail}.{kind}" for stem, tails in SENT.items() for tail in tails for kind in FORMATS
    }
    secret = tmp_path / "demo" / "passphrase.txt"
    assert len(secret.read_text("utf-8").splitlines()[0].split()) == 7
    assert "one vault whose passphrase may lie on a disk" in secret.read_text("utf-8")
    assert os.name != "posix" or secret.stat().st_mode & 0o777 == 0o600
