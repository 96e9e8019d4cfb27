"""How often a document is made for its pages: once, and not again until a record changes."""

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import tell, uid
from tests.verbs.stories import development

from kuager.model.statement import say
from kuager.verbs import checking, manuscripts
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report

PAGES = ("", "/read", "/check", "/send")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done from now on: a document made, or searched."""
    done: list[str] = []
    make, search = manuscripts._make, checking._found

    def made(desk: Desk, code: str, language: str) -> manuscripts.Made:
        done.append("made")
        return make(desk, code, language)

    def searched(desk: Desk, made: manuscripts.Made) -> tuple[checking.Finding, ...]:
        done.append("searched")
        return search(desk, made)

    monkeypatch.setattr(manuscripts, "_make", made)
    monkeypatch.setattr(checking, "_found", searched)
    return done


@pytest.fixture
def code(desk: Desk) -> str:
    """An annual review with one development."""
    development(desk, "ev-1")
    return start_report(
        desk, outline="annual-review", facts={"country": "KAZ", "period": "2024", "language": "en"}
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_makes_the_document_once(
    visitor: TestClient, desk: Desk, code: str, calls: list[str], page: str
) -> None:
    """After a change as well; and it is searched at most once."""
    for remark in ("one", "two"):
        tell(desk, say(uid(desk, "event", "ev-1"), "event.remarks", remark))
        calls.clear()

        assert 200 == visitor.get(f"/report/{code}{page}").status_code
        assert 1 == calls.count("made")
        assert calls.count("searched") <= 1


def test_from_page_to_page_nothing_is_made_again(
    visitor: TestClient, code: str, calls: list[str]
) -> None:
    """To look makes no work twice."""
    for page in (*PAGES, *PAGES):
        assert 200 == visitor.get(f"/report/{code}{page}").status_code

    assert ["made", "searched"] == calls


def test_the_shelf_makes_no_document(visitor: TestClient, code: str, calls: list[str]) -> None:
    """A list of documents reads their facts only."""
    assert code in visitor.get("/reports").text
    assert [] == calls
