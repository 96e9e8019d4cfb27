"""Charts in a real browser: the narrow one on a telephone, dark where the person chose dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.verbs.desks import new_desk
from tests.verbs.stories import record

from kuager.web.house import House
from kuager.web.visit import Session

pytestmark = pytest.mark.full
PICTURE = "figure.chart img"
_SHOWN = """async image => {
  await image.decode();
  return {src: image.currentSrc, wide: image.naturalWidth};
}"""
_CORNER = """async image => {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0);
  return Array.from(paper.getImageData(3, 3, 1, 1).data).slice(0, 3);
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a few events in it."""
    desk = new_desk(tmp_path_factory.mktemp("charts") / "vault")
    for number in range(7):
        record(desk, "event", f"E-{number}", place="KZ-75", date=f"2021-{number + 1:02}")
    made = House(desk)
    yield made
    made.close()


def looked_at(opened: Browser, address: str, width: int) -> Page:
    """The time line in a window of a width, its picture there."""
    page = opened.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(f"{address}/timeline/event")
    page.locator(PICTURE).wait_for()
    return page


@pytest.mark.parametrize(("width", "form"), [(1280, ""), (390, "as=narrow")])
def test_the_drawing_fits_the_window(opened: Browser, address: str, width: int, form: str) -> None:
    """On a telephone the narrow drawing is loaded, in its own size; nothing sticks out."""
    page = looked_at(opened, address, width)
    shown = page.locator(PICTURE).evaluate(_SHOWN)
    box = page.locator(PICTURE).bounding_box()
    page.close()

    assert shown["src"].endswith(form or "picture")
    assert shown["wide"] == (360 if form else 680)
    assert box is not None
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize(("look", "ground"), [("light", [252, 250, 245]), ("dark", [20, 25, 27])])
def test_the_drawing_follows_the_look(
    opened: Browser, address: str, browsing: Session, look: str, ground: list[int]
) -> None:
    """Whoever chose light or dark sees drawings so, whatever the computer likes."""
    browsing.look = look
    page = looked_at(opened, address, 1280)
    found = page.locator(PICTURE).evaluate(_CORNER)
    page.close()

    assert found == pytest.approx(ground, abs=2)
