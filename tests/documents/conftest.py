"""The two examples in vaults that the comparisons share: tests of this folder only read them."""

from collections.abc import Iterator

import pytest
from tests.documents.produced import example_in
from tests.examples.folders import KAZAKHSTAN, PRACTICE

from kuager.verbs.desk import Desk


@pytest.fixture(scope="session")
def kazakhstan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The documented years of Kazakhstan, with all their documents."""
    made = example_in(tmp_path_factory.mktemp("kazakhstan"), KAZAKHSTAN)
    yield made
    made.close()


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The twelve invented cases, with their documents."""
    made = example_in(tmp_path_factory.mktemp("practice"), PRACTICE)
    yield made
    made.close()
