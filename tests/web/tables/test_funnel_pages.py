"""The way to justice and gatherings on pages: drawn and as tables, asked in codes only."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.verbs.ways import filed, put

from kuager.lang import LANGUAGES
from kuager.model.question import read_question
from kuager.verbs.desk import Desk
from kuager.verbs.funnel_tables import ask_funnel_as_table
from kuager.verbs.releasing import release_table
from kuager.web.visit import Session

FILED = {"kind": "filed", "outcome": "submitted", "stage": "attempted", "date": "2024-01-09"}
REFUSED = {"kind": "refused", "exit": "refused", "date": "2024-01-12", "bias_stated": True}


@pytest.fixture
def matters(desk: Desk) -> None:
    """Two incidents: one refused, with a documented motive; one never reported. And two rallies."""
    with desk.changing("say"):
        law = put(desk, "provision", "L-145", kind="article", law="Criminal Code", article="145")
        event = put(desk, "event", "E-1", kind="incident", date="2023-12-30", people="~300")
        person = put(desk, "person", "N-1")
        put(desk, "act", "A-1", event=event, type="beating", bias="orientation", victim=person)
        filed(desk, "P-1", FILED, REFUSED, event=event, filed="2024-01-09", provision=law)
        filed(desk, "P-2", {"kind": "opened"}, kind="administrative-case-against", event=event)
        filed(desk, "P-3", {"kind": "filed"}, kind="ombudsman-complaint", event=event)
        put(desk, "event", "E-2", kind="incident", date="2024-02", reported="no", exit="nr-fear")
        ours = put(desk, "organisation", "O-1", stance="friendly")
        theirs = put(desk, "organisation", "O-2", stance="hostile")
        put(desk, "event", "E-3", kind="gathering", permit="refused", organiser=ours)
        put(desk, "event", "E-4", kind="gathering", permit="granted", organiser=theirs)


def reading(page: str) -> str:
    """The sentence under the first drawing."""
    found = re.search(r'<p class="reading">(.*?)</p>', page)
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("matters")
def test_the_page_reads_the_funnel_aloud(visitor: TestClient) -> None:
    """One sentence with the numbers; stages and exits as a table; no share of two."""
    page = visitor.get("/funnel?unit=event").text

    assert reading(page).startswith("Events: 2. Tried to report: 1; registered: 0; convicted: 0;")
    assert "Statement refused: 1" in page
    assert "Not reported: fear of more harm: 1" in page
    assert "as said: 270–330" in page
    assert "%" not in re.sub(r"<style.*?</style>|%\w\w", "", page)


@pytest.mark.usefixtures("matters")
def test_each_clock_has_its_own_years(visitor: TestClient) -> None:
    """Attacked in 2023 and reported in 2024: the year asked for depends on the clock."""
    by_incident = visitor.get("/funnel?unit=event&from=2024&to=2024").text
    by_report = visitor.get("/funnel?unit=event&clock=report&from=2024&to=2024").text

    assert reading(by_incident).startswith("Events: 1. Tried to report: 0")
    assert reading(by_report).startswith("Events: 1. Tried to report: 1")


@pytest.mark.usefixtures("matters")
def test_it_can_be_asked_by_an_article(visitor: TestClient) -> None:
    """The articles that anything was filed under are offered by law and number."""
    page = visitor.get("/funnel?unit=filing&article=L-145").text

    assert reading(page).startswith("Filings: 1.")
    assert re.search(r'<option value="L-145" selected>[^<]*145', page)


@pytest.mark.usefixtures("matters")
def test_every_drawing_is_there_in_every_language(visitor: TestClient, session: Session) -> None:
    """Each picture of each page answers, in the language of the page."""
    titles = set()
    for session.language in LANGUAGES:
        for path in ("/funnel?unit=event", "/funnel/motive?unit=event", "/gatherings"):
            pictures = re.findall(r'<img src="([^"]+)"', visitor.get(path).text)
            assert pictures
            for address in pictures:
                drawn = visitor.get(address.replace("&amp;", "&")).text
                titles.add(re.sub(r".*<title[^>]*>|</title>.*", "", drawn, flags=re.DOTALL))

    assert len(titles) == len(LANGUAGES) * 4


@pytest.mark.usefixtures("matters")
def test_the_motive_stands_beside_its_matter(visitor: TestClient) -> None:
    """Of the one with a documented motive: stated, and the refusal ended the matter."""
    page = visitor.get("/funnel/motive?unit=event").text

    assert "Events with a documented motive of bias: 1." in reading(page)
    assert "The matter itself ended: 1" in page


@pytest.mark.usefixtures("matters")
def test_gatherings_stand_side_by_side(visitor: TestClient) -> None:
    """Ours refused, hostile granted."""
    page = visitor.get("/gatherings").text

    assert reading(page).startswith("Ours: 1 gatherings; a permit asked for: 1, refused: 1;")


def test_an_empty_vault_has_empty_pages(visitor: TestClient) -> None:
    """Nothing is drawn of nothing, and the page says what to do."""
    for path in ("/funnel", "/funnel/motive", "/gatherings", "/funnel?unit=person&clock=report"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "<img" not in answer.text.split("<main")[1]


def test_what_cannot_be_asked_is_refused_kindly(visitor: TestClient) -> None:
    """A sentence and no number."""
    for asked in ("unit=act", "clock=opened", "unit=event&event.kind=nonsense", "from=today"):
        answer = visitor.get(f"/funnel?{asked}")
        assert answer.status_code in {400, 422}
        assert "Nothing was counted" in answer.text


@pytest.mark.usefixtures("matters")
def test_the_complaints_lead_to_the_funnel(visitor: TestClient) -> None:
    """The list of proceedings has a way to it."""
    assert 'href="/funnel"' in visitor.get("/list/proceeding").text


def numbers_of(page: str) -> list[tuple[str, str]]:
    """Each number of a page that leads to its records: what is said, and the address."""
    found = re.findall(r'<a href="(/funnel/records[^"]+)">([^<]+)</a>', page)
    return [(words, unescape(address)) for address, words in found]


def apart(address: str) -> str:
    """What a number counts: the part of its name before the stage."""
    return parse_qs(urlsplit(address).query)["number"][0].partition("|")[0]


def told(words: str) -> str:
    """The number at the end of the words of a link, the most that it can be."""
    return re.split(r"[–: ]", words)[-1]


@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize(
    "asked",
    [
        "unit=event",
        "unit=event&clock=report&from=2024",
        "unit=filing",
        "unit=filing&article=L-145",
        "unit=person",
    ],
)
def test_every_number_leads_to_as_many_records(visitor: TestClient, asked: str) -> None:
    """Stages, ways out, years, people and filings, of the matter and of its motive."""
    seen = set[str]()
    for path in ("/funnel", "/funnel/motive"):
        for words, address in numbers_of(visitor.get(f"{path}?{asked}").text):
            behind = visitor.get(address).text
            counted = re.search(r'<p class="total">Records: (\d+)</p>', behind)
            assert counted is not None
            if not words.endswith("+"):  # people, who are told behind their filings
                assert counted[1] == told(words), address
                seen.add(apart(address))

    beside = set() if "article" in asked or "person" in asked else {"against", "beside"}
    assert {"reached"} | beside <= seen


@pytest.mark.usefixtures("matters")
def test_the_records_are_codes(visitor: TestClient) -> None:
    """Which number it is, the code of the record and the way back; a number that is none is not."""
    page = visitor.get("/funnel/records?unit=event&number=left|attempted|refused").text
    wrong = visitor.get("/funnel/records?unit=event&number=left|nowhere|refused")

    assert "Statement refused" in page
    assert "E-1" in page
    assert "E-2" not in page
    assert wrong.status_code in {400, 422}


@pytest.mark.usefixtures("matters")
def test_what_may_leave_stands_below_the_funnel(visitor: TestClient, desk: Desk) -> None:
    """Of two filings the one that is nobody's story may leave, and stands in the register."""
    with desk.changing("say"):
        filed(desk, "P-9", FILED, REFUSED)
    page = visitor.get("/funnel?unit=filing").text
    pairs = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    asked = {name: text for name, text in pairs.items() if name.startswith(("unit", "by", "proc"))}
    motive = visitor.get("/funnel/motive?unit=filing").text

    assert "Let these numbers out" in page
    assert asked["by"] == "proceeding.furthest_stage,proceeding.way_out"
    assert "Let these numbers out" not in motive
    question = ask_funnel_as_table(
        desk, question=read_question("unit=filing&clock=incident", desk.schema)
    )
    code = release_table(desk, question=question).code
    assert "urthest stage" in visitor.get(f"/register/{code}").text
    sheet = visitor.get(f"/register/{code}/sheet")
    assert "registered: 0" in reading(sheet.text).lower()
    for form in ("docx", "pdf", "html"):
        assert visitor.get(f"/register/{code}/sheet/{form}").status_code == 200


@pytest.mark.usefixtures("matters")
def test_what_may_leave_stands_below_gatherings(visitor: TestClient) -> None:
    """Permits here, the rest as tables; where nothing can be said, it says why."""
    page = visitor.get("/gatherings").text

    assert "What may leave the house" in page
    assert "by=event.side%2Cevent.disruption" in page or "by=event.side,event.disruption" in page


@pytest.mark.usefixtures("matters")
def test_without_a_unit_the_first_that_there_is(visitor: TestClient) -> None:
    """A public record has no cases: filings are counted, and the page says so."""
    page = visitor.get("/funnel").text

    assert reading(page).startswith("Filings: 1.")
    assert "Counted here: Filings" in page
    assert "Counted here:" not in visitor.get("/funnel?unit=filing").text


@pytest.mark.usefixtures("matters")
def test_every_number_of_gatherings_leads_to_as_many(visitor: TestClient) -> None:
    """Permits, disruptions and police, by side."""
    found = re.findall(
        r'<a href="(/tables/records[^"]+)">([^<]+)</a>', visitor.get("/gatherings").text
    )

    assert len(found) > 3
    for address, words in found:
        assert f"Records: {words}<" in visitor.get(unescape(address)).text
