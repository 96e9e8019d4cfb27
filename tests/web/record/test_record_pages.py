"""The page of one record: who says what, where sources disagree, its links and its history."""

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import MEMBER, tell
from tests.web.record.sheets import button, first_case, make, sheet, words

from kuager.model.statement import EntityId, say
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import request_erasure


def told_twice(visitor: TestClient, desk: Desk) -> str:
    """An event of which two sources give two dates."""
    one = make(visitor, "source", publisher="Paper one")
    two = make(visitor, "source", publisher="Paper two")
    code = make(visitor, "event", kind="incident")
    event = desk.find(("event",), code)
    tell(
        desk,
        say(event, "event.date", "2021-05", source=desk.find(("source",), one), sure="likely"),
        say(event, "event.date", "2021-06", source=desk.find(("source",), two)),
    )
    return code


def test_facts_are_shown_with_who_says_so_and_how_sure(visitor: TestClient, desk: Desk) -> None:
    """Each source is a link to its page."""
    code = told_twice(visitor, desk)
    page = visitor.get(f"/record/event/{code}")

    assert "how sure: Likely" in words(page)
    assert "Paper one" in words(page)
    assert 'href="/record/source/S-1"' in page.text or 'href="/source/S-1"' in page.text


def test_sources_that_disagree_stand_side_by_side(visitor: TestClient, desk: Desk) -> None:
    """Both values, each with its source and a way to prefer it."""
    code = told_twice(visitor, desk)
    page = visitor.get(f"/record/event/{code}")

    assert all(text in words(page) for text in ("May 2021", "June 2021", "sources disagree"))
    assert 2 == page.text.count("/prefer?statement=")


def test_one_is_preferred_with_a_reason(visitor: TestClient, desk: Desk) -> None:
    """The other stays beside it; the reason is in the history."""
    code = told_twice(visitor, desk)
    page = visitor.get(f"/record/event/{code}").text
    link = page.partition("/prefer?statement=")[2].partition('"')[0]
    path = f"/record/event/{code}/prefer?statement={link}"
    empty = sheet(visitor, path, "reason").send(reason=" ")
    assert 422 == empty.status_code
    done = sheet(visitor, path, "reason").send(reason="The first one was there")

    assert "one was preferred" in words(done)
    assert "May 2021" in words(done)
    assert "June 2021" in words(done)
    assert "The first one was there" in words(visitor.get(f"/record/event/{code}/history"))


def test_a_statement_is_withdrawn_with_a_reason(visitor: TestClient, desk: Desk) -> None:
    """It counts no more and stays in the history."""
    code = told_twice(visitor, desk)
    page = visitor.get(f"/record/event/{code}").text
    link = page.partition("/retract?statement=")[2].partition('"')[0]
    filled = sheet(visitor, f"/record/event/{code}/retract?statement={link}", "reason")
    done, again = filled.send(reason="A slip"), filled.send(reason="A slip")

    assert "sources disagree" not in words(done)
    assert 200 == again.status_code
    history = words(visitor.get(f"/record/event/{code}/history"))
    assert "withdrawn" in history
    assert "A slip" in history


def test_a_judgement_of_what_changed_meanwhile_is_refused(visitor: TestClient, desk: Desk) -> None:
    """Whoever looked at an older page looks again."""
    code = told_twice(visitor, desk)
    page = visitor.get(f"/record/event/{code}").text
    link = page.partition("/prefer?statement=")[2].partition('"')[0]
    filled = sheet(visitor, f"/record/event/{code}/prefer?statement={link}", "reason")
    sheet(visitor, f"/record/event/{code}/edit", "narrative").send(narrative="new")

    assert 422 == filled.send(reason="because").status_code


@pytest.mark.parametrize("place", ["xyz", "00:1", f"{'0' * 64}:7", "'; drop table"])
def test_a_statement_that_is_not_there_is_not_judged(visitor: TestClient, place: str) -> None:
    """Made-up addresses lead nowhere."""
    code = make(visitor, "event", kind="incident")

    assert 422 == visitor.get(f"/record/event/{code}/retract?statement={place}").status_code


def test_links_lead_both_ways(visitor: TestClient) -> None:
    """The event shows its act and the act its event, by property and code."""
    event = make(visitor, "event", kind="incident")
    act = make(visitor, "act", event__0=event)

    assert f"Acts · Event {act}" in words(visitor.get(f"/record/event/{event}"))
    assert f'href="/record/event/{event}"' in visitor.get(f"/record/act/{act}").text


def test_a_persons_page_begins_with_how_to_reach_them(visitor: TestClient) -> None:
    """What is not known is said to be so, before anybody calls."""
    code = make(visitor, "person", safe_contact="Only after nine", pronouns="she")
    text = words(visitor.get(f"/record/person/{code}"))

    assert text.index("Only after nine") < text.index("Who must not learn of it")
    assert "not said: ask before you call" in text
    assert text.index("How to reach this person safely") < text.index("Add beside it")


def test_no_title_names_anybody(visitor: TestClient) -> None:
    """Titles hold words and codes; the name stands on the page alone."""
    code = make(visitor, "person", name_in_use="Zqname Example", pseudonym="Zqpseudo")
    for path in ("", "/edit", "/history"):
        page = visitor.get(f"/record/person/{code}{path}").text
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert "Zq" not in title
        assert title.strip()


def test_an_event_shows_the_official_version_beside_ours(visitor: TestClient) -> None:
    """Two columns of accounts."""
    event = make(visitor, "event", kind="incident")
    make(visitor, "account", event__0=event, told="They beat him")
    make(visitor, "account", event__0=event, told="Nobody was there", is_official_version="yes")
    text = words(visitor.get(f"/record/event/{event}"))

    assert text.index("They beat him") < text.index("The official version")
    assert text.index("The official version") < text.index("Nobody was there")


def test_what_may_be_published_is_said_with_the_reason(visitor: TestClient) -> None:
    """An event of a case of which nobody asked for consent is held back."""
    first_case(visitor)
    event = make(visitor, "event", kind="incident", case__0="C-1")

    assert "ask first" in words(visitor.get(f"/record/event/{event}"))


def test_a_restricted_case_says_so_and_is_opened_again(visitor: TestClient, desk: Desk) -> None:
    """Out of every list, and back."""
    path = first_case(visitor)
    shut = button(visitor, path, "/restrict")
    assert "This case is restricted" in words(shut)
    assert 0 == desk.view.count("case")
    button(visitor, path, "/reopen")

    assert 1 == desk.view.count("case")


def test_a_known_person_is_put_beside_a_case_by_searching(visitor: TestClient, desk: Desk) -> None:
    """Reused, not made twice; their other case stays."""
    first_case(visitor)
    path = first_case(visitor)
    person = make(visitor, "person", name_in_use="Sam Example", case__0="C-1")
    asked = sheet(visitor, path, "known.0").send({"known.0": "Sam", "kind": "person"})
    assert f'value="{person}"' in asked.text
    sheet(visitor, asked, "known.0~pick").send({"known.0~pick": person})
    found = desk.view.record(desk.find(("person",), person))

    assert found is not None
    assert 2 == len(found.every("person.case"))


def test_a_new_person_is_put_beside_a_case_without_leaving(visitor: TestClient, desk: Desk) -> None:
    """A name is enough."""
    path = first_case(visitor)
    asked = sheet(visitor, path, "known.0").send({"known.0": "Nobody Known", "kind": "person"})
    done = sheet(visitor, asked, "known.0~pick").send({"known.0~pick": "new:person"})

    assert path == done.request.url.path
    assert "P-1" in words(done)
    assert 1 == desk.view.count("person")


def test_a_group_keeps_its_own_number(visitor: TestClient) -> None:
    """About three hundred, of whom thirty-three."""
    first_case(visitor)
    all_ = make(visitor, "group", size="около 300", case__0="C-1", description="the audience")
    some = make(visitor, "group", size="33", of_whom__0=all_, description="taken")

    assert "about 300" in words(visitor.get(f"/record/group/{all_}"))
    assert all_ in words(visitor.get(f"/record/group/{some}"))


def test_every_type_can_be_read(visitor: TestClient, desk: Desk) -> None:
    """What the program writes itself has a page, too; and history."""
    for kind in desk.view.counts():
        for record in desk.view.briefs(kind):
            for path in ("", "/history"):
                address = f"/record/{kind}/{record.code}{path}"
                assert 200 == visitor.get(address).status_code, address
    assert desk.view.record(EntityId(MEMBER)) is not None


def test_an_erased_an_unknown_and_a_foreign_code_look_the_same(
    visitor: TestClient, desk: Desk
) -> None:
    """Guessing tells nothing: one page for all of them."""
    first_case(visitor)
    make(visitor, "event", kind="incident")
    request_erasure(desk, code="C-1", reason="danger")
    pages = [visitor.get(f"/record/case/{code}") for code in ("C-1", "C-9", "E-1", "..%2f", "0")]

    assert {404} == {page.status_code for page in pages}
    shown = {
        words(page).replace(code, "X")
        for page, code in zip(pages[:3], ("C-1", "C-9", "E-1"), strict=True)
    }
    assert 1 == len(shown)


def test_the_key_of_a_file_is_on_no_page(visitor: TestClient, desk: Desk) -> None:
    """Neither among the facts nor in the history."""
    first_case(visitor)
    visitor.post("/record/case/C-1/evidence", data={"kind": ""}, files={"file": ("a.pdf", b"x")})
    record = desk.view.record(desk.find(("evidence",), "EV-1"))
    assert record is not None
    key = str(record.get("evidence.blob"))[:24]

    for path in ("", "/history", "/edit"):
        assert key not in visitor.get(f"/record/evidence/EV-1{path}").text


def test_what_is_very_private_is_read_only_when_opened(visitor: TestClient) -> None:
    """Others may look at the screen: it stands inside what has to be opened."""
    code = make(visitor, "person", health="Zqhealth", occupation="Zqwork")
    page = visitor.get(f"/record/person/{code}").text
    before, _, rest = page.partition("<details")

    assert "Zqhealth" not in before
    assert "Zqhealth" in rest
    assert "Very private" in rest


@pytest.mark.parametrize("code", ["12/2021", "a?b", "50%", "x#y", "..", "\u202e1"])
def test_a_code_that_fits_no_address_is_reached_all_the_same(
    visitor: TestClient, desk: Desk, code: str
) -> None:
    """An import may bring any code: links lead to the record by its short id."""
    first_case(visitor)
    uid = EntityId(b"\xab\xcd" * 8)
    case = desk.find(("case",), "C-1")
    tell(desk, say(uid, "event.code", code), say(uid, "event.case", case))
    path = "/record/event/abcdabcd"

    assert f'href="{path}"' in visitor.get("/record/case/C-1").text or code == ".."
    assert 200 == visitor.get(path).status_code
    assert 200 == sheet(visitor, f"{path}/edit", "date").send(date="2021-05").status_code


def test_acts_are_added_from_the_page_of_a_case(visitor: TestClient, desk: Desk) -> None:
    """Into one of its events, and back."""
    path = first_case(visitor)
    event = make(visitor, "event", kind="incident", case__0="C-1")
    link = f"/record/act/new?event={event}&amp;back={path.replace('/', '%2F')}"
    assert link in visitor.get(path).text
    filled = sheet(visitor, link.replace("&amp;", "&"), "stated_reason")
    done = filled.send(stated_reason="none")
    act = desk.view.record(desk.find(("act",), "A-1"))

    assert path == done.request.url.path
    assert act is not None
    assert desk.find(("event",), event) == act.get("act.event")
