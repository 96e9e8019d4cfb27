"""The whole way of a newcomer, in the real server and a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.web.served import served
from tests.web.trial.newcomer import Newcomer

WAYS = [
    pytest.param(language, script, id=f"{language}-{'script' if script else 'plain'}", marks=marks)
    for language in ("en", "ru", "kk")
    for script in (True, False)
    for marks in [() if (language, script) == ("ru", False) else pytest.mark.full]
]


@pytest.mark.parametrize(("language", "script"), WAYS)
def test_a_newcomer_gets_from_nothing_to_a_report(
    tmp_path: Path, browser: Browser, language: str, *, script: bool
) -> None:
    """Vault, case in three page loads, people, acts, sources, consent, ladder, raid, report."""
    with served(tmp_path / "vault", "") as house:
        context = browser.new_context(java_script_enabled=script, accept_downloads=True)
        person = Newcomer(context.new_page())
        person.page.set_default_timeout(60_000)
        person.first_run(house.address, language)
        loads = person.first_case()
        person.two_persons()
        person.an_event_with_acts()
        person.two_sources()
        person.consent()
        person.a_refused_complaint()
        person.a_raid()
        person.search_in_the_wrong_layout()
        report = person.a_report(tmp_path, language)
        context.close()

    assert loads <= 3
    assert report.stat().st_size > 1000
