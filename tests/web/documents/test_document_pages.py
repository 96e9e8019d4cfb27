"""The shelf of documents, their facts and their parts: begun, changed, told in words."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import findings, tell, uid
from tests.verbs.stories import development, record, story

from kuager.lang import say as speak
from kuager.model.outline import load_outlines
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.documents import list_reports, open_report, start_report
from kuager.verbs.manuscripts import read_report
from kuager.verbs.texts import write_text
from kuager.web.report_words import outline_groups
from kuager.web.value_words import Words
from kuager.web.visit import Session

REVIEW = {"country": "KAZ", "period": "2024", "language": ("en", "ru")}
APPEAL = {"language": ("en",)}
FAULTY = 422


def main_of(page: str) -> str:
    """What a page says in its middle, without markup."""
    inside = page[page.find("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found is not None, name
    return unescape(found[1])


def begun(visitor: TestClient, **said: str | list[str]) -> str:
    """Begin an annual review on its page; the page that follows."""
    page = visitor.get("/reports/new/annual-review").text
    form = {"first": "en", "country": "KAZ", "period": "2024", "draft": hidden(page, "draft")}
    return visitor.post("/reports/new/annual-review", data={**form, **said}).text


def test_every_outline_can_be_begun(visitor: TestClient, desk: Desk) -> None:
    """Each stands once on the shelf, under a group with a plain name, with its line and a link."""
    page = visitor.get("/reports").text
    groups = outline_groups(Words(desk, "en"))

    assert sorted(one.outline for _, lines in groups for one in lines) == sorted(load_outlines())
    for name, outline in load_outlines().items():
        assert page.count(f'href="/reports/new/{name}"') == 1
        assert outline.hint["en"] in unescape(page)
        assert visitor.get(f"/reports/new/{name}").status_code == 200


def test_what_an_outline_asks_for_comes_first(visitor: TestClient) -> None:
    """In its order, marked as needed; everything else waits until it is opened."""
    for name, outline in load_outlines().items():
        page = visitor.get(f"/reports/new/{name}").text
        places = [page.find(f'name="{asked}') for asked in outline.asks]
        folded = page.find('<details class="more"', page.find("<form method"))

        assert places == sorted(places)
        assert all(-1 < place < folded for place in places)


def test_a_document_is_begun_as_people_type(visitor: TestClient, desk: Desk) -> None:
    """A day in words, records by code in their order, a title in each language."""
    record(desk, "organisation", "O-1", name="Клуб")
    record(desk, "organisation", "O-2", name="Свет")
    said = {"also": ["ru"], "due_on": "10 March 2025", "author.0": "O-2", "author.1": "O-1"}
    page = begun(visitor, **said, **{"title.en": "The year", "title.ru": "Год"})
    writing, _ = open_report(desk, "DOC-1")

    assert "Begun as DOC-1" in page
    assert writing.languages == ("en", "ru")
    assert writing.due_on == "2025-03-10"
    assert writing.authors == (uid(desk, "organisation", "O-2"), uid(desk, "organisation", "O-1"))
    assert writing.titles == {"en": "The year", "ru": "Год"}
    assert findings(desk) == []


def test_a_second_click_begins_no_second_document(visitor: TestClient, desk: Desk) -> None:
    """The same form again leads to the document that it began."""
    page = visitor.get("/reports/new/annual-review").text
    form = {"first": "en", "country": "KAZ", "period": "2024", "draft": hidden(page, "draft")}
    found = [visitor.post("/reports/new/annual-review", data=form).url.path for _ in range(2)]

    assert found == ["/report/DOC-1", "/report/DOC-1"]
    assert len(list_reports(desk)) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"period": ""}, "Period: This is needed."),
        ({"period": "03/04/2024"}, "This date has two readings"),
        ({"campaign.0": "no such thing"}, "There is no such record here"),
        ({"first": "tlh"}, "Choose one of these."),
    ],
)
def test_what_is_not_understood_is_said_at_its_field(
    visitor: TestClient, desk: Desk, said: dict[str, str], sentence: str
) -> None:
    """Nothing is begun, and what was typed stays."""
    page = begun(visitor, **{"title.en": "The year", **said})

    assert "Not saved yet" in page
    assert sentence in unescape(page)
    assert 'value="The year"' in page
    assert list_reports(desk) == ()


def test_an_author_of_whom_only_the_name_is_known_is_made(visitor: TestClient, desk: Desk) -> None:
    """The name is offered as a new record, and taken when a person chooses so."""
    asked = begun(visitor, **{"author.0": "Новый клуб"})
    assert 'value="new:organisation"' in asked

    begun(
        visitor,
        **{"author.0": "Новый клуб", "author.0~of": "Новый клуб"},
        **{"author.0~pick": "new:organisation"},
    )
    writing, _ = open_report(desk, "DOC-1")
    assert writing.authors == (uid(desk, "organisation", "O-1"),)


def test_facts_are_changed_and_keep_their_order(visitor: TestClient, desk: Desk) -> None:
    """Another language first, a day taken away; what was not touched stays."""
    begun(visitor, also=["ru"], due_on="10 March 2025", **{"title.ru": "Год"})
    page = visitor.get("/report/DOC-1/facts").text
    form = {name: hidden(page, name) for name in ("seen", "was", "draft")}
    said = {"first": "ru", "also": ["en"], "country": "KAZ", "period": "2024", "title.ru": "Год"}
    visitor.post("/report/DOC-1/facts", data={**form, **said, "due_on": ""})
    writing, _ = open_report(desk, "DOC-1")

    assert (writing.languages, writing.due_on) == (("ru", "en"), None)
    assert (writing.titles, writing.period) == ({"ru": "Год"}, "2024")
    assert findings(desk) == []


def test_facts_that_somebody_else_changed_are_not_written_over(
    visitor: TestClient, desk: Desk
) -> None:
    """The page says so, and what was typed stays."""
    begun(visitor)
    page = visitor.get("/report/DOC-1/facts").text
    tell(desk, say(uid(desk, "report", "DOC-1"), "report.contact", "box@example.org"))
    form = {name: hidden(page, name) for name in ("seen", "was", "draft")}
    said = {"first": "en", "country": "KAZ", "period": "2024", "due_on": "1 May 2025"}
    after = visitor.post("/report/DOC-1/facts", data={**form, **said})

    assert after.status_code == FAULTY
    assert "was changed since you looked at it" in unescape(after.text)
    assert 'value="1 May 2025"' in after.text
    assert open_report(desk, "DOC-1")[0].due_on is None


def test_the_shelf_says_how_many_days_are_left(visitor: TestClient, desk: Desk) -> None:
    """What is due first comes first; it is 1 March 2025."""
    for day in ("2025-03-11", "2025-02-27", None, "2025-03-01"):
        facts = {**REVIEW, **({} if day is None else {"due_on": day})}
        start_report(desk, outline="annual-review", facts=facts)
    page = main_of(visitor.get("/reports").text)
    order = [page.find(code) for code in ("DOC-2", "DOC-4", "DOC-1", "DOC-3")]

    assert order == sorted(order)
    assert "2 days over" in page
    assert "due today" in page
    assert "10 days left" in page
    assert "no due date said" in page


def test_the_shelf_says_what_is_missing(visitor: TestClient, desk: Desk) -> None:
    """Needed texts without words in the language it is sent in; one that is written is not told."""
    record(desk, "campaign", "CM-1", title_en="Help")
    code = start_report(desk, outline="public-appeal", facts={**APPEAL, "campaign": "CM-1"})
    outline = load_outlines()["public-appeal"]
    needed = [block for _, block in outline.blocks() if block.needed and block.write]
    before = main_of(visitor.get("/reports").text)
    write_text(desk, code=code, place=needed[0].block, language="en", text="It begins.")
    after = main_of(visitor.get("/reports").text)

    missing = ", ".join(block.label["en"] for block in needed)
    assert f"Still missing: {missing}" in before
    assert f"Still missing: {missing}" not in after
    assert f"Still missing: {', '.join(b.label['en'] for b in needed[1:])}" in after


def test_what_was_sent_needs_nothing_any_more(visitor: TestClient, desk: Desk) -> None:
    """It stands apart, without days and without anything missing."""
    code = start_report(desk, outline="annual-review", facts={**REVIEW, "due_on": "2025-02-01"})
    report = uid(desk, "report", code)
    tell(desk, say(report, "report.status", "sent"))
    page = main_of(visitor.get("/reports").text)

    assert page.find("Sent") < page.find(code)
    assert "days over" not in page


def test_the_parts_of_a_document_say_how_they_stand(visitor: TestClient, desk: Desk) -> None:
    """Drawn: how many pieces, held back, not worded; each block with one thing to do."""
    development(desk, "ev-1")
    story(desk, "no", "ev-2")
    development(desk, "ev-3", wording_en=None)
    development(desk, "ev-4", date=None)
    code = start_report(desk, outline="annual-review", facts=REVIEW)
    page = visitor.get(f"/report/{code}").text

    assert "1 piece · held back: 1 · not yet worded: 1 · maybe in the period: 1" in main_of(page)
    assert f'href="/report/{code}/read?language=en#mend"' in page
    assert f'href="/report/{code}/block/chapter"' in page


def test_an_empty_part_that_is_needed_is_said_at_the_top(visitor: TestClient, desk: Desk) -> None:
    """Before anything can leave it has to be written, and a link leads there."""
    record(desk, "campaign", "CM-1", title_en="Help")
    facts = {**APPEAL, "campaign": "CM-1"}
    code = start_report(desk, outline="public-appeal", facts=facts)
    page = visitor.get(f"/report/{code}").text
    top = page[page.find("wanting") : page.find('id="parts"')]

    states = read_report(desk, code=code).states

    assert {state.is_empty for state in states if state.needed} == {True, False}
    for state in states:
        is_named = f'/report/{code}/block/{state.place}"' in top
        assert is_named == (state.needed and state.is_empty)


def test_only_pages_that_are_there_are_offered(visitor: TestClient, desk: Desk) -> None:
    """Every link of the bar of a document leads to a page."""
    code = start_report(desk, outline="annual-review", facts=REVIEW)
    page = visitor.get(f"/report/{code}").text
    bar = page[page.find('<nav class="views"') : page.find('id="parts"')]
    links = re.findall(r'href="([^"]+)"', bar)

    assert len(links) > 2
    assert {visitor.get(unescape(link)).status_code for link in links} == {200}


def test_home_names_what_is_due_within_two_weeks(visitor: TestClient, desk: Desk) -> None:
    """By code, kind and days; not what is due later, nor what was sent."""
    days = ("2025-03-15", "2025-03-16", "2025-02-20", "2025-03-05")
    codes = [
        start_report(desk, outline="annual-review", facts={**REVIEW, "due_on": day}) for day in days
    ]
    tell(desk, say(uid(desk, "report", codes[3]), "report.status", "sent"))
    page = visitor.get("/").text
    due = page[page.find('id="needs-due"') :].partition("</section>")[0]

    assert [code for code in codes if f"/report/{code}" in due] == [codes[0], codes[2]]
    assert "14 days left" in due
    assert "9 days over" in due
    assert "Annual review" in due


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_shelf_speaks(visitor: TestClient, desk: Desk, session: Session, language: str) -> None:
    """Groups, states and days are in the person's language."""
    session.language = language
    code = start_report(desk, outline="annual-review", facts={**REVIEW, "due_on": "2025-03-03"})
    shelf, page = visitor.get("/reports").text, visitor.get(f"/report/{code}").text

    assert speak("{count} days left", language, count=2) in shelf
    assert speak("For the United Nations", language) in shelf
    assert speak("from the record", language) in page
    assert "days left" not in shelf


def test_records_are_taken_in_and_left_out_by_hand(visitor: TestClient, desk: Desk) -> None:
    """By code, each undone by a button; a code that is not here is said at its field."""
    development(desk, "ev-1")
    code = start_report(desk, outline="annual-review", facts=REVIEW)
    place = f"/report/{code}/choose"
    told = "ev-1 came to pass"
    assert told in visitor.get(f"/report/{code}/read").text

    page = visitor.post(place, data={"record": "ev-1", "how": "leave"}).text
    assert "Left out: ev-1" in main_of(page)
    assert told not in visitor.get(f"/report/{code}/read").text
    visitor.post(place, data={"record": "ev-1", "how": "leave.undo"})
    assert told in visitor.get(f"/report/{code}/read").text

    wrong = visitor.post(place, data={"record": "ev-99", "how": "take"})
    assert wrong.status_code == FAULTY
    assert "There is no such record here" in wrong.text
    assert 'value="ev-99"' in wrong.text
