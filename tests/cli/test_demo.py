"""The demo: from nothing to the annual review, and again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.small_commands import ROOT

FORMATS = ("docx", "pdf", "html")


@pytest.mark.full
def test_the_demo_makes_everything_and_starts_anew(tmp_path: Path) -> None:
    """A vault, its passphrase for its owner alone, the chapter in three formats and languages."""
    for _ in range(2):
        line = [sys.executable, "tools/demo.py", str(tmp_path / "demo")]
        said = subprocess.run(line, cwd=ROOT, capture_output=True, timeout=120, check=False)
        assert said.returncode == 0, said
        assert b"The vault is sound." in said.stdout
        assert b"Look at:" in said.stdout

    names = {path.name for path in (tmp_path / "demo" / "out").iterdir()}
    stem = "annual-review-KAZ-2024"
    assert names == {f"{stem}{tail}.{kind}" for tail in ("", "-ru", "-kk") for kind in FORMATS}
    secret = tmp_path / "demo" / "passphrase.txt"
    assert len(secret.read_text("utf-8").splitlines()[0].split()) == 7
    assert "one vault whose passphrase may lie on a disk" in secret.read_text("utf-8")
    assert os.name != "posix" or secret.stat().st_mode & 0o777 == 0o600
