"""What the trials share: one browser for all tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.web import looking


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium, without a window."""
    with looking.browser() as opened:
        yield opened
