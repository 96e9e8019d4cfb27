"""What the tests of the command line share: small commands, and a real vault to type at."""

from collections.abc import Callable

import pytest
from tests.cli.house import founded, house
from tests.cli.small_commands import front

from kuager.cli import __main__ as door

__all__ = ["founded", "house", "run"]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Give exit code, output and errors of one command line; keywords are the environment."""

    def obey(*arguments: str, **environment: str) -> tuple[int, str, str]:
        code = door.run(arguments, {"LANG": "C", **environment}, front=front)
        held = capfd.readouterr()
        return code, held.out, held.err

    return obey
