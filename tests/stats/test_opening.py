"""Opening the program does not wait for the libraries of the disclosure check."""

import subprocess
import sys

_ASK = """
import sys
import kuager.cli.__main__, kuager.verbs.gate, kuager.stats.disclosure
sys.exit(bool({"numpy", "scipy"} & sys.modules.keys()))
"""


def test_numpy_and_scipy_are_loaded_when_they_are_needed() -> None:
    """Neither the commands nor the gate load them at the start."""
    assert 0 == subprocess.run([sys.executable, "-c", _ASK], check=False).returncode
