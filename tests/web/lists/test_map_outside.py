"""The map of a list that leaves: a table that passed the gate, drawn from what is published."""

import re

import pytest
from starlette.testclient import TestClient
from tests.verbs.gated import happened
from tests.verbs.stories import record

from kuager.model.question import read_question
from kuager.verbs.desk import Desk
from kuager.verbs.register import list_register
from kuager.verbs.releasing import release_table
from kuager.web.visit import Session

PAGE = "/map/event?for-outside=yes"
PICTURE = "/map/event/picture?for-outside=yes"
IN_REGION = f"{PAGE}&in-region=KZ-19"
DISTRICT, OTHER = "kato.191800000", "kato.193600000"


def cells(page: str) -> list[str]:
    """The cells of the tables of a page."""
    return re.findall(r"<td[^>]*>([^<]*)</td>", page)


def words_of(svg: str) -> list[str]:
    """The words of a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def hidden(page: str) -> list[tuple[str, str]]:
    """What the form that lets the numbers out sends besides what a person chooses."""
    form = page.partition('action="/register/release"')[2].partition("</form>")[0]
    return re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)


def let_out(visitor: TestClient, page: str) -> str:
    """The page of the register after the numbers beside a map were let out."""
    answer = visitor.post("/register/release", data=dict(hidden(visitor.get(page).text)))
    assert answer.status_code == 200
    return str(answer.url.path)


def test_only_those_who_agreed_are_on_it(visitor: TestClient, desk: Desk) -> None:
    """Nine are counted outside, three of whom nobody was asked are not; the page says so."""
    happened(desk, 9, place="KZ-35")
    happened(desk, 3, basis=None, place="KZ-35")
    page, drawn = visitor.get(PAGE).text, words_of(visitor.get(PICTURE).text)

    assert "<td>12</td>" in visitor.get("/map/event").text
    assert "9" in drawn
    assert "12" not in drawn
    assert "n = 9." in page
    assert "Outside, 9 of 12 are counted." in page


def test_a_small_number_is_not_drawn(visitor: TestClient, desk: Desk) -> None:
    """One, or four, in a place: a dash in the picture and in the table; five are told."""
    happened(desk, 9, place="KZ-35")
    happened(desk, 9, place="KZ-19")

    def told(more: int) -> tuple[str, list[str]]:
        happened(desk, more, place="KZ-75")
        row = re.search(r"<td>Almaty</td><td>([^<]*)</td>", visitor.get(PAGE).text)
        drawn = words_of(visitor.get(PICTURE).text)
        return row[1] if row else "", [word for word in drawn if word.startswith("Almaty ")]

    assert told(1) == ("—", ["Almaty —"])
    assert told(3) == ("—", ["Almaty —"])
    assert told(1) == ("5", ["Almaty 5"])


def test_no_sum_gives_a_small_number_away(visitor: TestClient, desk: Desk) -> None:
    """Nine and three: neither the sum nor the nine beside it lets anybody compute the three."""
    happened(desk, 9, place="KZ-35")
    happened(desk, 3, place="KZ-75")
    release = let_out(visitor, PAGE).rpartition("/")[2]
    told = {key: cell.mark for key, cell in list_register(desk)[0].table.cells.items()}

    assert list_register(desk)[0].code == release
    assert told[("KZ-75",)] == "suppressed"
    assert "suppressed" in (told[("*",)], told[("KZ-35",)])


def test_what_is_let_out_is_the_map_of_the_page(visitor: TestClient, desk: Desk) -> None:
    """The register keeps the question and the cells; its sheet has the same drawing."""
    happened(desk, 9, place="KZ-35")
    happened(desk, 7, place="KZ-75")
    happened(desk, 6, place="KZ-75", kind="speech")
    narrowed = "&kind=incident&in-year=2024"
    before = visitor.get(f"{PICTURE}{narrowed}&as=paper").text
    at = let_out(visitor, f"{PAGE}{narrowed}")
    found = list_register(desk)[0]

    assert found.query == (
        "unit=event&by=event.place@region&clock=incident&from=2024-01-01&to=2024-12-31&sure=yes"
        "&event.kind=incident"
    )
    assert {key: cell.low for key, cell in found.table.cells.items()} == {
        ("KZ-35",): 9,
        ("KZ-75",): 7,
        ("*",): 16,
    }
    assert visitor.get(f"{at}/sheet/picture?as=paper").text == before


def test_a_map_is_weighed_with_what_was_published(visitor: TestClient, desk: Desk) -> None:
    """Twelve in the released table and eleven on the map would tell of one: the map does not."""
    happened(desk, 11, place="KZ-75")
    happened(desk, 1, place="KZ-75", kind="speech")
    happened(desk, 9, place="KZ-35")
    alone = words_of(visitor.get(f"{PICTURE}&kind=incident").text)
    question = read_question("unit=event&by=event.place@region", desk.schema)
    release_table(desk, question=question)
    page = visitor.get(f"{PAGE}&kind=incident").text
    answer = visitor.get(f"{PICTURE}&kind=incident")

    assert "Almaty 11" in alone
    assert "11" not in cells(page.partition('class="gate')[0])
    assert answer.status_code != 200 or "Almaty 11" not in words_of(answer.text)


def test_where_nothing_passes_there_is_no_map(visitor: TestClient, desk: Desk) -> None:
    """Four in all, and nobody who may be counted: the page says why, the picture is refused."""
    happened(desk, 4, basis=None, place="KZ-75")
    page = visitor.get(PAGE).text

    assert "<figure" not in page
    assert "What may leave the house" in page
    assert 'action="/register/release"' not in page
    assert visitor.get(PICTURE).status_code != 200


def test_a_map_of_districts(visitor: TestClient, desk: Desk) -> None:
    """Of one region: what is known no nearer stands under the map; other regions are not on it."""
    happened(desk, 9, place=DISTRICT)
    happened(desk, 7, place=OTHER)
    happened(desk, 6, place="KZ-19")
    happened(desk, 8, place="KZ-75")
    page = visitor.get(IN_REGION).text
    drawn = words_of(visitor.get(f"{PICTURE}&in-region=KZ-19").text)

    assert {"9", "7", "0"} <= set(drawn)
    assert "8" not in drawn
    assert "n = 22." in page
    assert "Not drawn: Almaty Region, 6." in page


def test_a_list_that_no_table_can_say_is_refused(visitor: TestClient, desk: Desk) -> None:
    """With what to do instead; nothing can be let out there."""
    record(desk, "organisation", "O-1", place="KZ-75")
    happened(desk, 9, place="KZ-35")
    for address, why in (
        (f"{PAGE}&in-conflict=yes", "sources disagree"),
        (f"{PAGE}&in-year=2021,2024", "There is a gap between the years"),
        (f"{IN_REGION}&place=KZ-75", "exclude one another"),
        ("/map/organisation?for-outside=yes", "No map of these records leaves the house"),
    ):
        page = visitor.get(address).text

        assert why in page
        assert 'href="/tables"' in page
        assert 'action="/register/release"' not in page
        assert visitor.get(address.replace("?", "/picture?")).status_code != 200


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "На этой карте только числа"), ("kk", "Бұл картада тек")]
)
def test_the_map_speaks_the_language(
    visitor: TestClient, desk: Desk, session: Session, language: str, said: str
) -> None:
    """The note beside the map is in the visitor's language."""
    happened(desk, 9, place="KZ-35")
    session.language = language

    assert said in visitor.get(PAGE).text


def test_districts_are_weighed_with_their_region(visitor: TestClient, desk: Desk) -> None:
    """Twelve of a region are out: the nine of one district would tell of the three of the other."""
    happened(desk, 9, place=DISTRICT)
    happened(desk, 3, place=OTHER)
    happened(desk, 9, place="KZ-75")
    alone = visitor.get(f"{PAGE}&place={DISTRICT}").text
    let_out(visitor, PAGE)

    assert "n = 9." in alone
    assert "<figure" not in visitor.get(f"{PAGE}&place={DISTRICT}").text
    assert not {"3", "9"} & set(words_of(visitor.get(f"{PICTURE}&in-region=KZ-19").text))
