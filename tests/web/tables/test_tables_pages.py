"""The pages of tables: the address is the question, and the answer is what was counted."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, unquote

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import case, new_desk, tell
from tests.verbs.stories import record
from tests.web.tables.counted_house import SECRET, many_cases, situation

from kuager.model.question import read_question
from kuager.model.statement import say
from kuager.model.table import TOTAL
from kuager.model.units import UNIT_WORDS
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.records import restrict_case
from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.visit import Session

HARM = "unit=case&by=act.harm"
CHOSEN = {"unit": "case", "unit-was": "case", "by-1": "act.harm"}


@pytest.fixture(scope="module")
def full_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Eighty-one invented cases, seventeen of them with damage to belongings; only to be read."""
    desk = new_desk(tmp_path_factory.mktemp("tables") / "vault")
    many_cases(desk, 81, material=17)
    situation(desk)
    house = House(desk)
    yield house
    house.close()


@pytest.fixture
def full(full_house: House) -> Desk:
    """The desk of that house."""
    return full_house.desk


@pytest.fixture
def visitor(full_house: House, session: Session) -> TestClient:
    """Somebody in that house."""
    return TestClient(make_app(full_house, session_of=lambda _request: session))


@pytest.fixture
def other(house: House) -> TestClient:
    """Somebody in a house of their own, where records may be made."""
    return TestClient(make_app(house))


def text_of(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def main_of(page: str) -> str:
    """The part of a page that is its own."""
    return page.partition("<main")[2].partition("</main")[0]


def rows_of(page: str) -> dict[str, list[str]]:
    """The rows of the counted table by their headings, each with the words of its cells."""
    table = page.partition('<table class="counted')[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL):
        heading = re.search(r'<th scope="row"[^>]*>(.*?)</th>', row, re.DOTALL)
        if heading is not None:
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            found[unescape(heading[1])] = [text_of(cell).strip() for cell in cells]
    return found


def links_of(page: str) -> list[tuple[str, int]]:
    """Where the numbers of the table lead, and the numbers."""
    found = re.findall(r'<a href="([^"]+/records[^"]+)">(\d+)</a>', page)
    return [(unescape(href), int(number)) for href, number in found]


def test_figures_begin_with_what_is_counted(visitor: TestClient, full: Desk) -> None:
    """Every unit is offered, with a line that says what it means and what it does not count."""
    page = visitor.get("/tables").text
    assert [name for name in UNIT_WORDS if f"/tables?unit={name}" not in page] == []
    assert page.count("<dd>") == len(UNIT_WORDS)
    assert full is not None


def test_what_is_chosen_becomes_an_address_of_codes(visitor: TestClient, full: Desk) -> None:
    """The form leads to the question, which may be kept and opened again."""
    answer = visitor.post("/tables", data={**CHOSEN, "from": "2023", "to": "2023"})
    asked = dict(parse_qsl(answer.url.query.decode()))

    assert answer.status_code == 200
    assert asked["by"] == "act.harm"
    assert (asked["from"], asked["to"]) == ("2023-01-01", "2023-12-31")
    assert "Cases by harm; 2023 (when the case was opened)" in text_of(answer.text)
    assert full is not None


def test_the_numbers_are_those_that_were_counted(visitor: TestClient, full: Desk) -> None:
    """Every cell of the page is the cell of the table, and its share of all stands beside it."""
    rows = rows_of(visitor.get(f"/tables?{HARM}").text)
    table = count_table(full, question=read_question(HARM, full.schema))
    label = full.schema.vocabulary_of("act.harm").label

    assert rows["all together"] == ["81"]
    for code in table.axes[0].categories:
        assert rows[label(code, "en")][0].split()[0] == str(table.cell((code,)).sure)
    assert rows[label("material", "en")] == ["17 21%"]


@pytest.mark.parametrize(
    "question",
    [
        "unit=event&by=event.kind,act.type",
        "unit=event&by=event.place@region,event.date@year&from=2023-01-01&to=2023-12-31",
        "unit=act&by=act.type,event.kind,event.place@region",
        "unit=person",
    ],
)
def test_every_number_leads_to_as_many_records(
    visitor: TestClient, full: Desk, question: str
) -> None:
    """Cells, margins and the whole, surely or only possibly in the period."""
    page = visitor.get(f"/tables?{question}").text
    table = count_table(full, question=read_question(question, full.schema))
    filled = [cell for cell in table.cells.values() if cell.sure or cell.possibly]
    found = links_of(page)

    assert len(re.findall(r"/tables/records\?", main_of(page))) == len(filled)
    for href, number in found[::7] + found[-1:]:
        assert f"Records: {number}" in text_of(visitor.get(href).text)


def test_the_records_behind_a_number_may_be_a_list(visitor: TestClient, full: Desk) -> None:
    """Where a list can be narrowed so, it is offered, and shows as many."""
    address = "/tables/records?unit=event&by=event.kind&cell=speech"
    page = visitor.get(address).text
    total = re.search(r"Records: (\d+)", text_of(page))
    listed = re.search(r'href="(/list/event\?[^"]+)"', main_of(page))
    assert total is not None
    assert listed is not None

    assert f"{total[1]} of " in text_of(visitor.get(unescape(listed[1])).text)
    assert full is not None


@pytest.mark.parametrize(("number", "shares"), [(19, 0), (20, 3)])
def test_a_share_is_told_of_twenty_at_least(
    other: TestClient, desk: Desk, number: int, shares: int
) -> None:
    """Below that a percentage says more than is known."""
    many_cases(desk, number, material=7)
    page = other.get(f"/tables?{HARM}").text
    assert sum("%" in cell for row in rows_of(page).values() for cell in row) == shares
    assert ("No shares are told here" in page) == (shares == 0)


def test_rows_that_need_not_add_up_say_so(visitor: TestClient, full: Desk) -> None:
    """One case may do two kinds of harm; one event has one kind."""
    warning = "the rows need not add up"
    assert warning in visitor.get(f"/tables?{HARM}").text
    assert warning not in visitor.get("/tables?unit=event&by=event.kind").text
    assert full is not None


def test_uncertain_dates_give_bounds(visitor: TestClient, full: Desk) -> None:
    """About 2023 may be 2022: at least without them, at most with them, and it is said."""
    question = "unit=event&by=event.kind&from=2023-01-01&to=2023-12-31"
    page = visitor.get(f"/tables?{question}").text
    base = count_table(full, question=read_question(question, full.schema)).base

    assert base.possibly > 0
    assert rows_of(page)["all together"][0] == f"{base.at_least}–{base.at_most}"
    assert rows_of(page)["all together"][-1] == str(base.possibly)


def test_only_what_is_sure_is_counted_when_asked(visitor: TestClient, full: Desk) -> None:
    """The tick leaves out what lies in the period only possibly."""
    form = {"unit": "event", "unit-was": "event", "by-1": "event.kind", "from": "2023"}
    page = visitor.post("/tables", data={**form, "to": "2023", "sure": "yes"})
    assert "sure=yes" in str(page.url)
    assert "–" not in rows_of(page.text)["all together"][0]
    assert full is not None


def test_the_years_are_those_of_the_record(visitor: TestClient, full: Desk) -> None:
    """Each is a link to the same question of that year; the whole time is one, too."""
    page = visitor.get(f"/tables?{HARM}").text
    years = re.findall(r'<li><a href="[^"]+from=(\d{4})-01-01[^"]*to=\1-12-31[^"]*">\1</a>', page)
    assert years == ["2022", "2023", "2024"]
    assert "The whole time" in page
    assert full is not None


@pytest.mark.parametrize(
    ("field", "form", "said"),
    [
        ("from", {"from": "03/04/2023"}, "03/04/2023"),
        ("from", {"from": "2024", "to": "2023"}, "The first day lies after the last"),
        ("by-2", {"by-2": "act.harm"}, "chosen twice"),
        ("by-2", {"by-2": "organisation.kind"}, "From these it can be counted: Perpetrators"),
        ("by-2", {"by-2": "case.code"}, "cannot be chosen"),
        ("clock", {"clock": "step"}, "cannot be chosen"),
        ("narrow", {"narrow": "case.story"}, "cannot be chosen"),
    ],
)
def test_what_cannot_be_counted_is_told_at_its_field(
    visitor: TestClient, full: Desk, field: str, form: dict[str, str], said: str
) -> None:
    """With the reason, and what to choose instead; nothing is counted before."""
    answer = visitor.post("/tables", data={**CHOSEN, **form})
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert said in unescape(answer.text)
    assert '<table class="counted' not in answer.text
    assert full is not None


@pytest.mark.parametrize(
    "query",
    ["unit=Ivan", "unit=case&by=Zhanar", "unit=case&by=case.story", "unit=case&from=spring",
     "unit=case&event.kind=Ivan", "unit=case&name=Zhanar", "unit=case&clock=Zhanar",
     "unit=case&by=act.harm,act.type,act.method,act.bias", "unit=perpetrator&by=intervention.kind",
     "unit=case&narrow=Zhanar&by=Zhanar"],
)  # fmt: skip
def test_an_address_holds_codes_only(visitor: TestClient, full: Desk, query: str) -> None:
    """Anything else is refused with a sentence that does not repeat it."""
    answer = visitor.get(f"/tables?{query}")
    assert answer.status_code == 422
    for secret in ("Ivan", "Zhanar", "spring"):
        assert secret not in unquote(main_of(answer.text)).replace("spring 2023", "")
    assert full is not None


@pytest.mark.parametrize("cell", ["", "a,b", "Zhanar", "material,material"])
def test_no_other_cell_is_answered(visitor: TestClient, full: Desk, cell: str) -> None:
    """Neither one too many nor one that is not there."""
    answer = visitor.get(f"/tables/records?{HARM}&cell={cell}")
    assert answer.status_code == 422
    assert "Zhanar" not in main_of(answer.text)
    assert full is not None


def test_values_that_occur_are_offered_first(visitor: TestClient, full: Desk) -> None:
    """With how many they would leave; the others of the list behind "More"."""
    page = visitor.get(f"/tables?{HARM}&narrow=event.kind").text
    fieldset = page.partition("<legend>Event: Kind of event</legend>")[2].partition("</fieldset")[0]
    first, _, rest = fieldset.partition("<details")
    offered = re.findall(r'value="([\w-]+)"><label[^>]*>[^<]*<span class="count">(\d+)', first)

    assert dict(offered) == {"incident": "65", "speech": "16"}
    assert 'value="gathering"' in rest
    assert full is not None


def test_a_property_that_is_opened_shows_its_values_at_once(
    visitor: TestClient, full: Desk
) -> None:
    """The page comes back where they stand."""
    data = {**CHOSEN, "narrow": "event.kind"}
    answer = visitor.post("/tables", data=data, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#offered")
    page = visitor.get(answer.headers["location"]).text
    assert page.count('id="offered"') == 1
    assert full is not None


def test_a_filter_that_is_chosen_narrows_and_can_be_taken_away(
    visitor: TestClient, full: Desk
) -> None:
    """It stands in the address, in the caption, and above the table with a way out."""
    form = {**CHOSEN, "narrowed": "event.kind", "where-event.kind": "speech"}
    answer = visitor.post("/tables", data=form)
    assert dict(parse_qsl(answer.url.query.decode()))["event.kind"] == "speech"
    assert rows_of(answer.text)["all together"] == ["16"]
    taken = re.search(r'<ul class="taken".*?href="([^"]+)"', answer.text, re.DOTALL)
    assert taken is not None
    assert rows_of(visitor.get(unescape(taken[1])).text)["all together"] == ["81"]
    assert full is not None


def test_a_scale_is_a_second_choice(visitor: TestClient, full: Desk) -> None:
    """Lists of others stand apart; a scale of another property is forgotten with it."""
    page = visitor.get("/tables?unit=act&by=act.type").text
    assert '<optgroup label="Lists of others">' in page
    form = {"unit": "act", "unit-was": "act", "by-1": "act.type", "of-1": "act.type"}
    grouped = visitor.post("/tables", data={**form, "scale-1": "group"})
    other = visitor.post("/tables", data={**form, "by-1": "act.harm", "scale-1": "group"})

    assert dict(parse_qsl(grouped.url.query.decode()))["by"] == "act.type@group"
    assert dict(parse_qsl(other.url.query.decode()))["by"] == "act.harm"
    assert full is not None


def test_nothing_is_offered_of_which_nothing_is_said(visitor: TestClient, full: Desk) -> None:
    """Unless it is asked for."""
    page = visitor.get(f"/tables?{HARM}").text
    assert 'value="act.detention_kind"' not in page
    assert 'value="act.detention_kind"' in visitor.get(f"/tables?{HARM}&everything=yes").text
    assert full is not None


def test_three_dimensions_are_rows_in_groups(visitor: TestClient, full: Desk) -> None:
    """One group a category of the first, and one of all together."""
    question = "unit=event&by=event.kind,act.type,event.place@region"
    page = visitor.get(f"/tables?{question}").text
    table = count_table(full, question=read_question(question, full.schema))
    assert page.count('scope="rowgroup"') == len(table.axes[0].categories) + 1
    assert f">{table.cell((TOTAL,) * 3).sure}</a>" in page


def test_the_picture_says_what_the_table_says(visitor: TestClient, full: Desk) -> None:
    """An image of its own, a sentence that reads it, and no script."""
    page = visitor.get(f"/tables?{HARM}").text
    picture = visitor.get(f"/tables/picture?{HARM}")
    assert "Most frequent: “Psychological”, 64 of 81 (79%)." in text_of(page)
    assert picture.headers["content-type"] == "image/svg+xml"
    assert ">64<" in picture.text
    assert full is not None


def test_no_private_text_stands_on_these_pages(visitor: TestClient, full: Desk) -> None:
    """No name, no story: in the form, the table, the picture, the records behind a number."""
    for address in (
        f"/tables?{HARM}&everything=yes",
        "/tables?unit=event&by=event.place@district&narrow=act.type",
        "/tables/records?unit=case&cell=",
        f"/tables/picture?{HARM}",
    ):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert SECRET not in answer.text
    assert full is not None


def test_restricted_cases_are_in_no_number(other: TestClient, desk: Desk) -> None:
    """Neither counted, nor behind a number, nor among the values."""
    many_cases(desk, 81, material=17)
    holder = case(desk, "shut away")
    restrict_case(desk, code=holder)
    restrict_case(desk, code="N-1")
    assert rows_of(other.get(f"/tables?{HARM}").text)["all together"] == ["80"]
    assert "N-1<" not in other.get("/tables/records?unit=case&cell=").text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_words_are_those_of_the_visitor(
    visitor: TestClient, full: Desk, session: Session, language: str
) -> None:
    """Units, properties, values and sentences."""
    session.language = language
    page = text_of(main_of(visitor.get(f"/tables?{HARM}&narrow=event.kind").text))
    assert full.schema.vocabulary_of("act.harm").label("material", language) in page
    assert "Cases" not in page
    assert "share" not in page


def test_a_page_of_a_large_table_stays_light(visitor: TestClient, full: Desk) -> None:
    """Of many cells the totals alone lead to their records."""
    answer = visitor.get("/tables?unit=act&by=event.date@month,act.type,event.place@region")
    assert len(answer.content) < 75_000
    assert full is not None


def test_a_table_is_kept_under_a_name(other: TestClient, desk: Desk) -> None:
    """It stands where figures begin, is counted anew when opened, and can be taken away."""
    many_cases(desk, 81, material=17)
    kept = other.post("/tables/saved", data={"question": HARM, "name": "For the review"})
    assert kept.url.path == "/tables"
    assert rows_of(kept.text)["all together"] == ["81"]
    many_cases(desk, 1, material=0)
    start = other.get("/tables").text
    href = re.search(r'<li><a href="([^"]+)">For the review</a>', start)
    assert href is not None
    assert rows_of(other.get(unescape(href[1])).text)["all together"] == ["82"]
    remove = re.search(r'action="(/tables/saved/[\w-]+/remove)"', start)
    assert remove is not None
    assert "For the review" not in other.post(remove[1]).text


def test_a_table_without_a_name_is_not_kept(other: TestClient, desk: Desk) -> None:
    """It is told at the field, and the table is still there."""
    many_cases(desk, 81, material=17)
    answer = other.post("/tables/saved", data={"question": HARM, "name": " "})
    assert answer.status_code == 422
    assert 'id="e-name"' in answer.text
    assert rows_of(answer.text)["all together"] == ["81"]
    assert "Kept tables" not in other.get("/tables").text
    assert full is not None


def test_a_number_can_be_kept_as_a_figure(visitor: TestClient, full: Desk) -> None:
    """From its records one press further, with the same number."""
    page = visitor.get(f"/tables/records?{HARM}&cell=material").text
    keep = re.search(r'href="(/figures/new\?[^"]+)"', page)
    assert keep is not None
    assert "17" in text_of(main_of(visitor.get(unescape(keep[1])).text))
    assert full is not None


def test_bodies_are_said_by_their_names(other: TestClient, desk: Desk) -> None:
    """A public body stands in the table by its name, in the address by its code."""
    many_cases(desk, 81, material=17)
    body = record(desk, "organisation", "O-7", name_en="Prosecutor of the city", kind="prosecutor")
    tell(desk, say(body, "organisation.public_body", value=True))
    filing = record(desk, "proceeding", "PR-1", kind="complaint", body=body)
    assert filing
    page = other.get("/tables?unit=filing&by=proceeding.body&proceeding.body=O-7").text
    assert rows_of(page)["Prosecutor of the city"] == ["1"]


def test_people_are_not_divided_by_what_was_done_to_them(visitor: TestClient, full: Desk) -> None:
    """But they can be chosen by it: the one form says so, the other offers it."""
    refused = visitor.get("/tables?unit=people&by=act.harm")
    assert refused.status_code == 422
    assert "People cannot be divided by “Harm”" in text_of(refused.text)
    page = visitor.get("/tables?unit=people&narrow=act.harm").text
    assert "<legend>Act: Harm</legend>" in page
    assert 'value="act.harm"' not in page.partition('id="f-by-1"')[2].partition("</select")[0]
    assert full is not None


def test_what_is_not_in_the_language_of_the_page_says_so(
    visitor: TestClient, full: Desk, session: Session
) -> None:
    """The lists of others are in English; what is ours in them is not."""
    session.language = "ru"
    page = visitor.get("/tables?unit=act&by=act.type@odihr").text
    assert re.search(r'<th scope="row" lang="en">physical-assault', page)
    assert page.count('lang="en">') < page.count('<th scope="row"') + 2
    assert re.search(r'<th scope="row">всего</th>', page)
    assert full is not None


def test_every_way_from_the_first_page_leads_somewhere(visitor: TestClient, full: Desk) -> None:
    """Units, usual tables, the other pages of figures, the manual."""
    links = re.findall(r'href="(/[^"]+)"', main_of(visitor.get("/tables").text))
    assert len(links) > len(UNIT_WORDS)
    for link in dict.fromkeys(map(unescape, links)):
        assert visitor.get(link).status_code == 200, link
    assert full is not None


@pytest.mark.parametrize("unit", list(UNIT_WORDS))
def test_an_empty_house_has_empty_tables(other: TestClient, unit: str) -> None:
    """Of every unit, with a sentence and no fault."""
    answer = other.get(f"/tables?unit={unit}")
    assert answer.status_code == 200
    assert "Nothing is counted under this question" in answer.text
