"""Charts on pages: one drawing for page, telephone, paper and PNG; small numbers leave no trace."""

import re

from starlette.testclient import TestClient
from tests.verbs.stories import record

from kuager.verbs.desk import Desk
from kuager.web.house import House
from kuager.web.visit import Session

ROOMS = ("timeline", "map")
TITLES = {
    "en": "Events over time",
    "ru": "События по времени",
    "kk": "Оқиғалар: уақыт бойынша",
}
OUTSIDE = "/map/event/picture?for-outside=yes"


def events(desk: Desk, place: str, count: int, first: int = 0) -> None:
    """So many events at a place, one in each month."""
    for number in range(first, first + count):
        record(desk, "event", f"E-{number}", place=place, date=f"2021-{number % 12 + 1:02}")


def without_style(svg: str) -> str:
    """The shapes and words of a drawing."""
    return re.sub("<style>.*?</style>", "", svg)


def test_one_chart_in_four_forms(visitor: TestClient, desk: Desk) -> None:
    """The wide one, the narrow one, the one on paper, and PNG; narrow is drawn anew."""
    events(desk, "KZ-75", 7)
    for room in ROOMS:
        wide, narrow, paper, png = (
            visitor.get(f"/{room}/event/picture", params=asked)
            for asked in ({}, {"as": "narrow"}, {"as": "paper"}, {"as": "png"})
        )

        assert 'viewBox="0 0 680 ' in wide.text
        assert 'viewBox="0 0 360 ' in narrow.text
        assert "prefers-color-scheme" in wide.text
        assert "prefers-color-scheme" not in paper.text
        assert without_style(wide.text) == without_style(paper.text)
        assert png.headers["content-type"] == "image/png"
        assert png.content.startswith(b"\x89PNG")
        for answer in (wide, narrow, paper, png):
            assert "sandbox" in answer.headers["content-security-policy"]


def test_the_page_leaves_room_and_says_the_same(visitor: TestClient, desk: Desk) -> None:
    """The picture has its true size and words; its reading, foot and a way to PNG stand beside."""
    events(desk, "KZ-75", 7)
    for room in ROOMS:
        page = visitor.get(f"/{room}/event?first-day=2021-01-01").text
        src = f"/{room}/event/picture?first-day=2021-01-01"
        size = re.search(r'viewBox="0 0 (\d+) (\d+)"', visitor.get(src).text)
        shown = re.search(r'<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)">', page)

        assert size is not None
        assert shown is not None
        assert shown[1] == src
        assert shown[2] == "A drawing; the table below says the same."
        assert (shown[3], shown[4]) == (size[1], size[2])
        assert f'srcset="{src}&amp;as=narrow"' in page
        assert f'href="{src}&amp;as=png"' in page
        assert "n = 7. Base: the list “Events” as it is narrowed here." in page
        assert '<p class="reading">No ' in page


def test_a_small_number_leaves_no_trace_outside(visitor: TestClient, desk: Desk) -> None:
    """One or four in a place: the drawing that may leave is the same to the last byte."""

    def drawn() -> list[bytes]:
        forms = ("", "&as=narrow", "&as=paper", "&as=png")
        return [visitor.get(OUTSIDE + form).content for form in forms]

    events(desk, "KZ-35", 9)
    events(desk, "KZ-75", 1, first=20)
    one = drawn()
    events(desk, "KZ-75", 3, first=30)
    four = drawn()
    events(desk, "KZ-75", 1, first=40)

    assert one == four
    assert not set(four) & set(drawn())


def test_outside_no_sum_gives_a_small_number_away(visitor: TestClient, desk: Desk) -> None:
    """Nine and three are twelve: outside only "at least ten" is said; inside all of it."""
    events(desk, "KZ-35", 9)
    events(desk, "KZ-75", 3, first=20)
    page, picture = visitor.get("/map/event?for-outside=yes").text, visitor.get(OUTSIDE).text

    assert "n: at least 10." in page
    assert "n: at least 10." in picture
    assert "12" not in re.sub(r"<style>.*?</style>|=\"[^\"]*\"", "", picture)
    assert "n = 12." in visitor.get("/map/event").text


def test_where_all_is_small_no_place_stands_out(visitor: TestClient, desk: Desk) -> None:
    """The sentence names no place as the one with most when that would rank small numbers."""
    events(desk, "KZ-35", 4)
    events(desk, "KZ-75", 1, first=20)

    assert '<p class="reading">No place has more than four.</p>' in (
        visitor.get("/map/event?for-outside=yes").text
    )


def test_what_is_taken_is_the_drawing_on_paper(visitor: TestClient, desk: Desk) -> None:
    """The file that leaves and the picture of the page are one drawing."""
    events(desk, "KZ-35", 9)
    shown = visitor.get(f"{OUTSIDE}&as=paper").content

    assert visitor.post("/map/event/take").content == shown


def test_the_drawing_speaks_the_language(visitor: TestClient, desk: Desk, session: Session) -> None:
    """Title, foot and legend are in the visitor's language."""
    record(desk, "event", "E-1", date="2021-05/2021-07")
    for language, said in TITLES.items():
        session.language = language
        picture = visitor.get("/timeline/event/picture").text

        assert f">{said}</text>" in picture
        assert f'lang="{language}"' in picture
        assert ("only possibly there" in picture) == (language == "en")


def test_a_practice_house_says_so_in_its_drawings(
    visitor: TestClient, desk: Desk, house: House
) -> None:
    """On the picture itself, for it may be taken anywhere; a real house does not."""
    events(desk, "KZ-75", 2)
    real = visitor.get("/timeline/event/picture").text
    house.practice = True

    assert "Practice copy" not in real
    assert "Practice copy" in visitor.get("/timeline/event/picture").text
