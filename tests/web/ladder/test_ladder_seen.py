"""The pages of complaints in a real browser: nothing for axe to object to, a keyboard is enough."""

from collections.abc import Iterator

import pytest
from tests.verbs.desks import DAY, case, clock_of, new_desk
from tests.web.looking import Looker, browser
from tests.web.running import guarded

from kuager.lang import LANGUAGES
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import Happened, begin_proceeding, show_ladder, take_step
from kuager.web.house import House
from kuager.web.visit import Session

ADDRESSES = (
    "/",
    "/proceeding/PR-1/ladder",
    "/proceeding/PR-2/ladder?rung=un-ccpr",
    "/proceeding/PR-1/ladder/ST-1/undo",
    "/proceeding/new?case=C-1",
    "/letters/PR-1/prosecutor-regional/kz-prosecutor/kk",
)


def fill(desk: Desk) -> None:
    """A complaint that is late, and a matter against one of ours that was decided."""
    ours = begin_proceeding(desk, ladder="kz-crime", cases=[case(desk)], people="27").code
    theirs = begin_proceeding(desk, ladder="kz-against-us", cases=["C-1"]).code
    for code, rung, move, when in (
        (ours, "police", "filed", "1 February 2025"),
        (ours, "police", "no-number", "3 February 2025"),
        (ours, "prosecutor", "filed", "5 February 2025"),
        (theirs, "protocol", "charged", "24 February 2025"),
        (theirs, "first-decision", "sentenced", "27 February 2025"),
    ):
        happened = Happened(rung=rung, move=move, when=when, bias_stated=True)
        take_step(desk, proceeding=code, happened=happened)
    clock_of(desk).now += 2 * DAY


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with two complaints."""
    made = House(new_desk(tmp_path_factory.mktemp("ladders") / "vault"))
    made.run(lambda: fill(made.desk)).result()
    yield made
    made.close()


@pytest.fixture(scope="module")
def looker(house: House) -> Iterator[Looker]:
    """Somebody who looks at its pages."""
    session = Session()
    with guarded(house, session=session) as base, browser() as opened:
        yield Looker(opened, base, session)


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pages_have_no_fault(looker: Looker, address: str, language: str) -> None:
    """axe, two sizes, two themes, weight, and no English left."""
    assert list(looker.look(address, language).faults()) == []


@pytest.mark.full
def test_a_step_is_written_down_by_keyboard_alone(looker: Looker, house: House) -> None:
    """To the button by Tab, pressed by Enter; no pointer, no script of ours needed."""
    looker.session.language = "en"
    page = looker.page
    page.goto(f"{looker.base}/proceeding/PR-1/ladder")
    page.locator("#f-when-prosecutor").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "no-word":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    steps = house.run(lambda: show_ladder(house.desk, code="PR-1")).result().course.rungs[1].steps

    assert [step.kind for step in steps] == ["filed", "no-word"]
