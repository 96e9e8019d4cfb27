"""The settings pages: members, circles, rules, locking, own fields; each keeps what it says."""

import re

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import findings
from tests.verbs.test_additions import REFUSED, WEATHER
from tests.web.keep.pages import FAULTY, OK, send, text_of, wait

from kuager.lang import say
from kuager.verbs.desk import Desk
from kuager.verbs.keeping import idle_minutes
from kuager.verbs.records import list_records
from kuager.web.house import House
from kuager.web.visit import Session

PAGES = ("", "/members", "/circles", "/rules", "/fields", "/passphrase", "/recovery", "/export")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(visitor: TestClient, path: str) -> None:
    """Each opens and is left again by a link."""
    found = visitor.get(f"/settings{path}")

    assert found.status_code == OK
    assert "/settings" in found.text


def test_minutes_are_kept_and_told_at_once(visitor: TestClient, house: House, desk: Desk) -> None:
    """The vault remembers them, and who watches is told."""
    told: list[int] = []
    house.tell_idle = told.append

    page = send(visitor, "/settings/idle", minutes="5")

    assert "lock after 5 minutes" in text_of(page)
    assert (idle_minutes(desk), told) == (5, [5])


@pytest.mark.parametrize("typed", ["0", "1", "31", "-5", "soon", "", "9" * 40])
def test_other_minutes_are_refused_at_the_field(
    visitor: TestClient, desk: Desk, typed: str
) -> None:
    """One sentence, and nothing is changed."""
    found = visitor.post("/settings/idle", data={"minutes": typed})

    assert found.status_code == FAULTY
    assert "Between 2 and 30 minutes" in found.text
    assert idle_minutes(desk) == 10


def test_a_colleague_is_entered(visitor: TestClient, desk: Desk) -> None:
    """Name inside, roles and languages; the same name twice is refused with what was typed."""
    fields = {"handle": "Ember", "role": ["editor", "lawyer"], "language": ["kk", "ru"]}
    assert visitor.post("/settings/members", data=fields).status_code == OK
    again = visitor.post("/settings/members", data=fields)

    members = {one.code: one for one in list_records(desk, type_name="member")}
    assert members["M-2"].every("member.role") == ["editor", "lawyer"]
    assert members["M-2"].get("member.handle") == "Ember"
    assert again.status_code == FAULTY
    assert 'value="Ember"' in again.text
    assert len(members) == 2


def test_circles_say_who_writes(visitor: TestClient) -> None:
    """Three circles, one writer."""
    page = text_of(visitor.get("/settings/circles").text)

    assert "Casework half M-1 1 yes" in page
    assert "Identity half M-1 1 yes" in page


def test_own_fields_are_judged_then_put_in_force(
    visitor: TestClient, house: House, desk: Desk
) -> None:
    """Pasted, passed by the linter, seen, put in force; the next form has the field."""
    seen = send(visitor, "/settings/fields", text=WEATHER)
    assert "event.own_weather" in seen
    assert "own_weather" not in desk.schema.vocabularies

    visitor.post("/settings/fields", data={"text": WEATHER, "do": "add"})
    page = text_of(wait(visitor, house, "/settings/fields"))

    assert "OF-1" in page
    assert desk.schema.property("event.own_weather").kind == "term"
    assert findings(desk) == []


def test_a_file_of_own_fields_is_read(visitor: TestClient) -> None:
    """It may be brought instead of pasted."""
    files = {"file": ("own.yaml", WEATHER.encode(), "text/yaml")}

    found = visitor.post("/settings/fields", files=files, data={"text": ""})

    assert "event.own_weather" in found.text


@pytest.mark.parametrize("what", ["a built-in property", "nothing", "a language missing"])
def test_what_the_linter_refuses_is_said_line_by_line(
    visitor: TestClient, desk: Desk, what: str
) -> None:
    """The text stays in the form; nothing is in force."""
    found = visitor.post("/settings/fields", data={"text": REFUSED[what], "do": "add"})

    assert found.status_code == FAULTY
    assert "The linter does not pass it" in found.text
    assert list_records(desk, type_name="addition") == []


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("what", [one for one in REFUSED if one not in ("not YAML", "a key twice")])
def test_the_linter_speaks(visitor: TestClient, session: Session, language: str, what: str) -> None:
    """Each of its sentences about own fields is said in the person's language."""
    session.language = language

    page = visitor.post("/settings/fields", data={"text": REFUSED[what]}).text

    found = re.search(r'id="errors-title".*?</ul>', page, re.DOTALL)
    assert found is not None
    told = re.sub(r"<code>.*?</code>|“.*?”|«.*?»|own[_-]|YAML|NFC|(event|case)\.\w+", "", found[0])
    assert re.findall(r">[^<]*[a-z]{3}[^<]*<", told.split("<ul>")[1]) == []


def test_a_picture_is_no_text(visitor: TestClient) -> None:
    """A file that is not text is refused in words."""
    files = {"file": ("own.yaml", b"\x89PNG\xff\xfe", "text/yaml")}

    found = visitor.post("/settings/fields", files=files, data={"text": ""})

    assert found.status_code == FAULTY
    assert "not a small text file" in found.text


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_speak(visitor: TestClient, session: Session, language: str, path: str) -> None:
    """No English sentence is left on them."""
    session.language = language

    page = visitor.get(f"/settings{path}").text
    page = re.sub(r"<pre lang=\"en\">.*?</pre>", "", page, flags=re.DOTALL)

    assert say("Settings", language) in page
    for left in ("Keep it so", "Minutes without", "passphrase", "Circles", "words", "linter"):
        assert left not in text_of(page)


def test_the_forms_ask_for_own_fields(visitor: TestClient, house: House) -> None:
    """What was put in force is a field of the form of its type, with its own list."""
    visitor.post("/settings/fields", data={"text": WEATHER, "do": "add"})
    wait(visitor, house, "/settings/fields")

    page = text_of(visitor.get("/record/event/new").text)

    assert "Weather" in page
    assert "Rain" in page
    assert "Who helped" in page


def test_a_rule_is_entered_and_listed(visitor: TestClient) -> None:
    """The page of rules leads to the form of a rule."""
    assert 'href="/record/rule/new"' in visitor.get("/settings/rules").text
    assert visitor.get("/record/rule/new").status_code == OK
