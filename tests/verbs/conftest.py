"""What the tests of verbs share: one small vault for each test, a copy of one founded once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs.desks import desk_again, new_desk

from kuager.verbs.desk import Desk


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a vault in which nothing is recorded yet; nobody opens it but to copy it."""
    folder = tmp_path_factory.mktemp("founded") / "vault"
    new_desk(folder).close()
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk at a new, open vault."""
    shutil.copytree(founded, tmp_path / "vault")
    made = desk_again(tmp_path / "vault")
    yield made
    made.close()
