"""A real house behind the real door: a vault on the disk and `kuager serve` in front of it."""

from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import PASSPHRASE, new_desk
from tests.web.served import Served, served


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new, empty vault that nobody has open."""
    folder = tmp_path_factory.mktemp("door") / "vault"
    new_desk(folder).close()
    return folder


@pytest.fixture(scope="module")
def door(vault: Path) -> Iterator[Served]:
    """The running program, shared by the tests of a module, locked or not."""
    with served(vault, PASSPHRASE) as house:
        yield house


@pytest.fixture
def client(door: Served) -> Iterator[httpx.Client]:
    """A browser without script and without a cookie."""
    with door.client() as made:
        yield made


@pytest.fixture
def inside(door: Served, client: httpx.Client) -> str:
    """The address of the unlocked house; `client` has its cookie."""
    return door.unlock(client)
