"""Somebody had the disk: turned bits and old pages put back are noticed, and named."""

from pathlib import Path

import pytest
from tests.hazards import flips, rollback
from tests.hazards.flips import contents, put_back, signs_of_damage
from tests.hazards.rollback import Past
from tests.store.houses import findings, opened


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with a bit of everything."""
    folder = tmp_path_factory.mktemp("flips") / "vault"
    flips.a_vault(folder)
    return folder


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A closed vault, with the record as it was at five earlier times."""
    return rollback.a_past(tmp_path_factory.mktemp("rollback") / "vault")


@pytest.mark.parametrize("trials", [60, pytest.param(500, marks=pytest.mark.full)])
def test_every_turned_bit_is_noticed_and_its_file_named(vault: Path, trials: int) -> None:
    """One bit in any file of the folder, wherever it is, is found and said to be in that file."""
    figures = flips.flip_bits(vault, trials=trials)

    assert ([], trials, trials) == (figures.missed, figures.detected, figures.located)
    assert {"slots", "keyring", "mark", "vault.db", "blobs"} == set(figures.by_file)


@pytest.mark.parametrize("trials", [50, pytest.param(500, marks=pytest.mark.full)])
def test_every_old_page_put_back_is_noticed(past: Past, trials: int) -> None:
    """An old page of the record in a newer file is found, but for pages that nothing reads."""
    figures = rollback.put_pages_back(past, trials=trials)

    assert [] == figures.missed
    assert trials == figures.detected + figures.unused


def test_every_old_file_put_back_is_noticed(past: Past) -> None:
    """The whole record of an earlier day does not open in place of today's."""
    figures = rollback.Figures()
    rollback.put_files_back(past, figures)

    assert len(past.files) - 1 == figures.whole_files
    with opened(past.folder) as store:
        assert [] == findings(store)


NAMES = ("slots", "keyring", "mark", "vault.db")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("harm", ["gone", "empty", "zeros", "cut", "doubled", "of another vault"])
def test_a_file_that_is_not_whole_is_noticed(
    vault: Path, founded: Path, name: str, harm: str
) -> None:
    """Each file deleted, emptied, cut, doubled or exchanged is named; no other is touched."""
    whole = contents(vault)
    data = whole[name]
    harmed = {
        "gone": None,
        "empty": b"",
        "zeros": bytes(len(data)),
        "cut": data[: len(data) // 2],
        "doubled": data + data,
        "of another vault": (founded / name).read_bytes(),
    }[harm]
    if harmed is None:
        (vault / name).unlink()
    else:
        (vault / name).write_bytes(harmed)
    signs = list(signs_of_damage(vault))
    after = contents(vault)
    put_back(vault, whole)

    assert [sign for sign in signs if sign.startswith(name)] or harm == "of another vault"
    assert signs or name == "slots"
    assert {n: d for n, d in whole.items() if n != name} == {
        n: d for n, d in after.items() if n != name
    }
