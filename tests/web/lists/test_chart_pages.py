"""Charts on pages: one drawing for page, telephone, paper and PNG."""

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
