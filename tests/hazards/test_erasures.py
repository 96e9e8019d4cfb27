"""Erasing against somebody who kept everything: see `erasures` and `thief`."""

from pathlib import Path

import pytest
from tests.hazards.erasures import run
from tests.hazards.rig import found

from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.records import FirstRecord, record_case

CLEAN = {"recovered": 0, "found by searching": 0, "others harmed": 0, "unsound": 0, "notes": []}


def clean(figures: dict[str, object]) -> dict[str, object]:
    """The figures that must be as in `CLEAN`."""
    return {name: figures[name] for name in CLEAN}


def test_what_was_erased_is_gone_for_whoever_kept_everything() -> None:
    """With today's disk, keyring and passphrase no kept ciphertext of ten erased cases opens."""
    assert CLEAN == clean(run(10, 2))


def test_an_old_keyring_brings_it_all_back() -> None:
    """With one keyring from before every canary is read: there the promise ends."""
    figures = run(4, 3)

    assert figures["canaries"] == figures["recovered with an old keyring"]


def test_a_damaged_wrap_keeps_no_old_key_alive(tmp_path: Path) -> None:
    """Erasing ends every closed key of both circles, though one wrap could not be made anew."""
    desk = found(tmp_path / "vault")
    first = FirstRecord(story="told", when_where="there", how_known="heard")
    codes = [record_case(desk, first=first).code for _ in range(2)]
    run_sql = desk.store.connection.execute
    run_sql("DROP TRIGGER wrap_no_update")
    run_sql("UPDATE wrap SET data = CAST(substr(data, 1, 103) || x'00' AS BLOB) WHERE eno = 2")
    asked = request_erasure(desk, code=codes[1], reason="danger")
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    ring, store = desk.store.keys.keyring, desk.store
    desk.close()

    assert [1, 1] == [len(ring.epochs[store.circle(half)]) for half in ("casework", "identity")]


def test_a_code_that_waits_to_be_erased_is_not_given_again(tmp_path: Path) -> None:
    """During the 72 hours a new case does not take the code of the hidden one."""
    desk = found(tmp_path / "vault")
    first = FirstRecord(story="told", when_where="there", how_known="heard")
    codes = [record_case(desk, first=first).code for _ in range(2)]
    request_erasure(desk, code=codes[1], reason="danger")
    after = record_case(desk, first=first).code
    desk.close()

    assert "C-3" == after


@pytest.mark.full
def test_fifty_erased_cases_are_gone() -> None:
    """Fifty, half of them inside bulk imports; nearly three hundred other records are unharmed."""
    figures = run(50, 1)

    assert CLEAN == clean(figures)
    assert 25 == figures["inside imports"]
