"""What the tests of the store share: one small vault, founded for each test in its own folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.houses import found

from kuager.store.store import Store
from kuager.store.view import View


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, open vault."""
    made = found(tmp_path / "vault")
    yield made
    made.close()


@pytest.fixture
def view(store: Store) -> View:
    """What the vault shows."""
    return View(store)
