"""What the tests of the store share: one small vault, in a folder of its own for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.houses import found, reopen

from kuager.store.store import Store
from kuager.store.view import View


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault in which nothing was said yet, closed; to be copied, not opened."""
    folder = tmp_path_factory.mktemp("founded") / "vault"
    found(folder).close()
    return folder


@pytest.fixture
def store(founded: Path, tmp_path: Path) -> Iterator[Store]:
    """A new, open vault."""
    shutil.copytree(founded, tmp_path / "vault")
    made = reopen(tmp_path / "vault", seed=1)
    yield made
    made.close()


@pytest.fixture
def view(store: Store) -> View:
    """What the vault shows."""
    return View(store)
