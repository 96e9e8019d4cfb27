"""What the tests of verbs share: one small vault, founded for each test in its own folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs.desks import new_desk

from kuager.verbs.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a new, open vault."""
    made = new_desk(tmp_path / "vault")
    yield made
    made.close()
