"""What was typed is never the address or the body of a page that a browser may keep."""

from starlette.testclient import TestClient

from kuager.web.house import House


def test_a_faulty_form_is_shown_at_an_address_of_its_own(visitor: TestClient) -> None:
    """The browser is sent on; what it then reads still says what was wrong, with its number."""
    visitor.follow_redirects = False
    sent = visitor.post("/new", data={"story": "", "when_where": "yesterday", "how_known": "seen"})
    shown = visitor.get(sent.headers["location"])
    again = visitor.get(sent.headers["location"])

    assert 303 == sent.status_code
    assert b"" == sent.content
    assert "yesterday" not in sent.headers["location"]
    assert 422 == shown.status_code
    assert "yesterday" in shown.text
    assert shown.text == again.text


def test_answers_are_forgotten_in_their_turn(visitor: TestClient, house: House) -> None:
    """Memory is bounded; a forgotten answer is the page as it is without it."""
    visitor.follow_redirects = False
    first = visitor.post("/search", data={"q": "first words"}).headers["location"]
    before = visitor.get(first).text
    for number in range(40):
        visitor.post("/search", data={"q": f"words {number}"})
    after = visitor.get(first)

    assert "first words" in before
    assert 200 == after.status_code
    assert "first words" not in after.text
    assert house.answers.find("") is None


def test_a_script_is_answered_at_once(visitor: TestClient) -> None:
    """What a script sends makes no history."""
    visitor.follow_redirects = False
    sent = visitor.post("/search", data={"q": "words"}, headers={"Sec-Fetch-Mode": "cors"})

    assert 200 == sent.status_code
