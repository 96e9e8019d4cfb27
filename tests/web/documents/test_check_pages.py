"""The page of the last check: what it names, how something is let pass, and taken back."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import uid
from tests.verbs.stories import development, members, story
from tests.web.documents.test_document_pages import main_of

from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.texts import write_text

FAULTY = 422


@pytest.fixture
def review(desk: Desk) -> str:
    """A review in whose words stand a private name and a small number."""
    story(desk, "anonymised", "ev-other", date="2019-01")
    development(desk, "ev-1")
    facts = {"country": "KAZ", "period": "2024"}
    code = start_report(desk, outline="annual-review", facts=facts)
    text = "We heard from Aigul Ulgikyzy. In prison were three women."
    write_text(desk, code=code, place="chapter", language="en", text=text)
    return code


def key_of(page: str, words: str) -> str:
    """The key in the form below these words."""
    found = re.search(re.escape(words) + r'.*?name="finding" value="(\w+)"', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_findings_stand_in_their_groups_with_place_words_and_mend(
    visitor: TestClient, review: str
) -> None:
    """What nobody may let pass comes first, and has no form."""
    page = visitor.get(f"/report/{review}/check").text
    said = main_of(page)
    must, look = said.split("Look at it", 1)

    assert "Aigul Ulgikyzy" in must
    assert "Leave the name out" in unescape(must)
    assert "three women" in look
    assert f'href="/report/{review}/block/chapter"' in page
    assert 'href="/record/person/P-C-1"' in page
    assert page.count('name="finding"') == look.count("Why may it leave all the same?")


def test_a_finding_is_let_pass_with_a_reason_and_taken_back(
    visitor: TestClient, desk: Desk, review: str
) -> None:
    """Without a reason nothing is saved, and what was typed stays."""
    members(desk)
    path = f"/report/{review}/check"
    key = key_of(visitor.get(path).text, "three women")
    form = {"finding": key, "by": "M-8", "language": "en"}

    bare = visitor.post(path, data={**form, "reason": " "})
    assert (FAULTY, {}) == (bare.status_code, desk.view.codes("override"))

    said = main_of(visitor.post(path, data={**form, "reason": "It was in the papers."}).text)
    assert "It was in the papers. (M-8, 1 March 2025)" in said.split("Let pass, because", 1)[1]

    (code,) = desk.view.codes("override")
    again = visitor.post(f"{path}/back", data={"override": code, "language": "en"}).text
    assert key == key_of(again, "three women")


def test_what_may_not_be_let_pass_is_refused_whatever_is_sent(
    visitor: TestClient, desk: Desk, review: str
) -> None:
    """A form that nobody was shown changes nothing."""
    members(desk)
    sent = visitor.post(
        f"/report/{review}/check",
        data={"finding": "0" * 64, "by": "M-8", "reason": "Because.", "language": "en"},
    )

    assert (FAULTY, {}) == (sent.status_code, desk.view.codes("override"))
    assert desk.view.record(uid(desk, "report", review)) is not None


def test_a_sound_document_says_so(visitor: TestClient, desk: Desk) -> None:
    """And that a person has to read it all the same."""
    development(desk, "ev-1")
    facts = {"country": "KAZ", "period": "2024"}
    code = start_report(desk, outline="annual-review", facts=facts)

    said = main_of(visitor.get(f"/report/{code}/check").text)

    assert "Nothing stands in the way." in said
    assert "another person reads it all before it leaves" in said


def test_words_from_elsewhere_are_checked_and_not_kept(visitor: TestClient, desk: Desk) -> None:
    """Against every name of the vault; afterwards nothing of them is in the record."""
    story(desk, "anonymised", "ev-other", date="2019-01")
    before = {kind: desk.view.codes(kind) for kind in desk.schema.types}

    said = main_of(
        visitor.post(
            "/check-words", data={"text": "Позвоните Айгуль Улгикызы.", "language": "ru"}
        ).text
    )

    assert "Must be mended Айгуль Улгикызы" in said
    assert before == {kind: desk.view.codes(kind) for kind in desk.schema.types}


def test_nothing_pasted_is_no_text(visitor: TestClient) -> None:
    """It is said so, in words, and nothing is shown as found."""
    sent = visitor.post("/check-words", data={"text": " ", "language": "en"})

    assert FAULTY == sent.status_code
    assert "What was found" not in main_of(sent.text)
