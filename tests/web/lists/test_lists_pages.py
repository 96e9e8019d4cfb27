"""The pages of lists, timelines and maps: what they show, and above all what they do not."""

import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import case, tell, uid
from tests.verbs.stories import person_of, record

from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.records import restrict_case
from kuager.web.visit import Session

SECRET = "Zylqara"  # noqa: S105 - a word, no password
"""A word that stands in every private text of these tests."""
ROOMS = ("/list/{}", "/timeline/{}", "/map/{}", "/list/{}/export")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Some events, a person and an organisation, with a secret word in every private text."""
    holder = case(desk, f"{SECRET} told us")
    person = person_of(desk, holder, "P-1", SECRET)
    tell(
        desk,
        say(person, "person.document_name", SECRET),
        say(person, "person.public_role", "lawyer", language="en"),
        say(person, "person.pseudonym", "Willow"),
        say(person, "person.residence", "KZ-75"),
    )
    for number in range(1, 61):
        record(
            desk,
            "event",
            f"E-{number}",
            date=f"2021-{number % 12 + 1:02}" if number % 3 else "2022~",
            kind="incident" if number % 2 else "speech",
            place="town.kaskelen" if number % 4 else "KZ-75",
            narrative=f"{SECRET} came",
            venue=f"{SECRET} street 5",
            case=uid(desk, "case", holder),
        )
    record(desk, "organisation", "O-1", name_en="Police of the city", contact=SECRET)
    return desk


def text_of(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def main_of(page: str) -> str:
    """The part of a page that is its own."""
    return page.partition("<main")[2].partition("</main")[0]


def test_a_list_shows_codes_dates_and_words(visitor: TestClient, full: Desk) -> None:
    """The newest first, fifty on a page, terms by their labels, a place by its district."""
    page = visitor.get("/list/event").text

    assert "60 of 60" in text_of(page)
    assert page.count('href="/record/event/') == 50
    assert "Karasay District" in page or "Karasai" in page
    assert "Kaskelen" not in page
    assert full.schema.vocabularies["event_kind"].label("incident", "en") in page


def test_a_place_is_shown_no_nearer_than_its_district(visitor: TestClient, full: Desk) -> None:
    """Not in the list, not in its filters, not on the map, not in the table."""
    for room in ROOMS:
        assert "askelen" not in visitor.get(room.format("event")).text
    form = {"columns": ["code", "place"]}
    assert b"kaskelen" not in visitor.post("/list/event/export", data=form).content
    assert full is not None


@pytest.mark.parametrize("kind", ["event", "person", "case", "organisation", "passage"])
def test_no_private_text_stands_on_these_pages(visitor: TestClient, full: Desk, kind: str) -> None:
    """No name, no story, no venue: in the list, the timeline, the map, the form of a table."""
    for room in ROOMS:
        answer = visitor.get(room.format(kind))
        assert answer.status_code == 200
        assert SECRET not in answer.text
    assert full.view.search_names(SECRET) != []


def test_an_organisation_is_listed_by_its_name(visitor: TestClient, full: Desk) -> None:
    """Its name is public by nature."""
    assert "Police of the city" in visitor.get("/list/organisation").text
    assert full is not None


def test_a_person_is_listed_by_code_and_pseudonym(visitor: TestClient, full: Desk) -> None:
    """Where somebody lives and who they are is on their own page only."""
    page = visitor.get("/list/person").text

    assert "P-1" in page
    assert "Willow" in page
    assert full is not None


def test_restricted_cases_are_in_no_list(visitor: TestClient, full: Desk) -> None:
    """Neither the case nor what lies inside it, nor their number."""
    restrict_case(full, code="C-1")

    assert "0 of 0" in text_of(visitor.get("/list/event").text)
    assert "C-1" not in visitor.get("/list/case").text
    assert "P-1" not in visitor.post("/search", data={"q": SECRET}).text
    assert "/record/event/E-7" not in visitor.post("/search", data={"q": "E-7"}).text


def test_a_filter_is_a_link_with_its_count(visitor: TestClient, full: Desk) -> None:
    """Following it shows as many as it said."""
    page = visitor.get("/list/event").text
    label = full.schema.vocabularies["event_kind"].label("speech", "en")
    found = re.search(rf'href="([^"]+)">{label}</a> <span class="count">(\d+)', page)
    assert found is not None

    narrowed = visitor.get(found[1].replace("&amp;", "&")).text

    assert f"{found[2]} of 60" in text_of(narrowed)
    assert "kind=speech" in found[1]


def test_uncertain_dates_are_possibly_there(visitor: TestClient, full: Desk) -> None:
    """About 2022 may be December 2021: it is shown, counted apart, and marked."""
    page = text_of(visitor.get("/list/event?last-day=2021-12-31").text)
    sure = text_of(visitor.get("/list/event?last-day=2021-12-31&only-sure=yes").text)

    assert "60 of 60; of these 20 only possibly" in page
    assert page.count("(possibly)") == 20
    assert "40 of 60" in sure
    assert full is not None


def test_dates_are_typed_as_people_say_them(visitor: TestClient, full: Desk) -> None:
    """They come into the address as days; what was chosen before stays."""
    form = {"first-day": "spring 2021", "last-day": "май 2021", "kind": "speech"}

    answer = visitor.post("/list/event", data=form)

    assert answer.status_code == 200
    assert answer.url.query == b"kind=speech&first-day=2021-03-01&last-day=2021-05-31"
    assert full is not None


def test_a_date_that_cannot_be_read_is_told_at_its_field(visitor: TestClient, full: Desk) -> None:
    """What was typed stays; the list is still there."""
    answer = visitor.post("/list/event", data={"first-day": "03/04/2021", "last-day": ""})

    assert answer.status_code == 422
    assert 'id="e-first-day"' in answer.text
    assert "03/04/2021" in answer.text
    assert full is not None


@pytest.mark.parametrize(
    "query",
    ["kind=Ivan", "name=Zhanar", "place=Home street 5", "first-day=spring", "in-year=abc",
     "case=C-1", "narrative=Zhanar", "place=town.kaskelen", "only-sure=perhaps"],
)  # fmt: skip
def test_an_address_holds_codes_only(visitor: TestClient, full: Desk, query: str) -> None:
    """Anything else is refused with a sentence that does not repeat it."""
    answer = visitor.get(f"/list/event?{query}")

    assert answer.status_code == 422
    assert unquote(query.partition("=")[2]) not in main_of(answer.text)
    assert full is not None


def test_an_answer_that_is_forgotten_leaves_the_list(visitor: TestClient, full: Desk) -> None:
    """The page that answered a form is kept for a while; afterwards its address is the list."""
    assert "60 of 60" in text_of(visitor.get("/list/event?shown=forgotten").text)
    assert full is not None


def test_the_timeline_says_the_same_in_a_table(visitor: TestClient, full: Desk) -> None:
    """Sure and possible numbers of every month or year; the drawing is an image of its own."""
    page = visitor.get("/timeline/event").text
    picture = visitor.get("/timeline/event/picture")

    assert '<img src="/timeline/event/picture"' in page
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert "<table>" in page
    assert full is not None


def test_a_month_of_the_timeline_leads_to_its_records(visitor: TestClient, full: Desk) -> None:
    """As many as it said, surely and possibly, within what was asked before."""
    page = visitor.get("/timeline/event?last-day=2021-05-20").text
    row = re.search(r'<a href="([^"]+)">May 2021</a></td><td>(\d+)</td><td>(\d+)</td>', page)
    assert row is not None

    narrowed = visitor.get(row[1].replace("&amp;", "&"))

    assert narrowed.url.query == b"first-day=2021-05-01&last-day=2021-05-20"
    assert f"{int(row[2]) + int(row[3])} of 60" in text_of(narrowed.text)
    assert full is not None


def test_the_source_of_the_borders_is_named(visitor: TestClient, full: Desk) -> None:
    """On the page and in the drawing, as its licence asks."""
    for path in ("/map/event", "/map/event/picture"):
        assert "geokz" in visitor.get(path).text
        assert "CC BY 4.0" in visitor.get(path).text
    assert full is not None


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_pages_speak_the_language(
    visitor: TestClient, full: Desk, session: Session, language: str
) -> None:
    """Headings, filters and months; every page answers."""
    session.language = language
    for room in ROOMS:
        page = visitor.get(room.format("event")).text
        assert full.schema.types["event"].plural[language] in page


def test_every_type_of_the_schema_has_a_list(visitor: TestClient, desk: Desk) -> None:
    """Rare types, too."""
    for kind in desk.schema.types:
        for room in ROOMS:
            assert visitor.get(room.format(kind)).status_code == 200


def test_an_unknown_type_is_refused(visitor: TestClient) -> None:
    """With a sentence."""
    assert visitor.get("/list/dragon").status_code in (404, 422)
