"""Standard output of a command belongs to its answer."""

import subprocess
import sys

import pytest

ANSWER = """
import ctypes
import sys
from kuager.cli.streams import flush_output, own_output, write_output
if "owned" in sys.argv:
    own_output()
libc = ctypes.CDLL(None)
libc.puts(b"a line of a solver")
write_output("{}")
flush_output()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the C library of the process is found by name")
@pytest.mark.parametrize(("word", "is_mixed"), [("owned", False), ("shared", True)])
def test_what_a_library_writes_from_c_is_not_in_the_answer(
    word: str,
    is_mixed: bool,  # noqa: FBT001 - a case
) -> None:
    """Read by another program, the answer is the answer; without this it would not be."""
    command = [sys.executable, "-c", ANSWER, word]
    told = subprocess.run(command, capture_output=True, check=True).stdout

    assert (is_mixed, True) == (b"solver" in told, b"{}\n" in told)
