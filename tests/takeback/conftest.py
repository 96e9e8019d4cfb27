"""What the tests of take-back share: the vault of the tests of verbs, and one document in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.takeback.documents import document
from tests.verbs.desks import desk_again, new_desk

from kuager.verbs.desk import Desk
from kuager.verbs.working_copies import hand_out_working_copy


class Lent(NamedTuple):
    """A vault with a document, its code, and the working copy that was given out."""

    desk: Desk
    code: str
    data: bytes


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, bytes]:
    """A vault with one document and its working copy, made once; nobody opens it but to copy it."""
    folder = tmp_path_factory.mktemp("lent") / "vault"
    desk = new_desk(folder)
    code = document(desk)
    data = hand_out_working_copy(desk, code=code).data
    desk.close()
    return folder, code, data


@pytest.fixture
def lent(made: tuple[Path, str, bytes], tmp_path: Path) -> Iterator[Lent]:
    """The vault again, open, with the working copy."""
    folder, code, data = made
    shutil.copytree(folder, tmp_path / "vault")
    desk = desk_again(tmp_path / "vault")
    yield Lent(desk, code, data)
    desk.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a new, open vault."""
    made = new_desk(tmp_path / "new")
    yield made
    made.close()
