"""Writes that fail: see `failing`; keys that could not be saved: see `checks`."""

import pytest
from tests.hazards.failing import run
from tests.hazards.trace import can_trace


@pytest.mark.skipif(not can_trace(), reason="strace is not here or may not trace")
@pytest.mark.full
def test_no_failing_write_loses_what_was_acknowledged() -> None:
    """In 240 sessions, each with a flush, write or rename that fails, nothing is lost or hangs."""
    figures = run(240, 1)

    assert (0, 0, 0, []) == tuple(figures[name] for name in ("lost", "corrupt", "hung", "notes"))
