"""The pages of documents in a real browser without script: no fault, by keyboard, an afternoon."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.examples.folders import KAZAKHSTAN, take_folder
from tests.verbs.desks import new_desk, tell
from tests.verbs.stories import members, record
from tests.web.looking import Looker

from kuager.lang import LANGUAGES
from kuager.model.outline import load_outlines
from kuager.model.statement import say
from kuager.verbs.choosing_kept import choose_kept, offer_kept
from kuager.verbs.texts import show_texts, write_text
from kuager.web.house import House

REVIEW, APPEAL, KEPT = "doc-seen", "doc-003-appeal", "kt-seen"
WRITING = f"/report/{REVIEW}/block/chapter"
PAGES = (
    "/",
    "/reports",
    "/reports/new/alternative-report",
    f"/report/{REVIEW}",
    f"/report/{REVIEW}/facts",
    WRITING,
    f"/report/{APPEAL}",
    f"/report/{APPEAL}/read?language=ru",
    f"/report/{APPEAL}/block/lead",
    f"/report/{APPEAL}/block/letter",
    f"/report/{APPEAL}/block/decision",
    f"/report/{APPEAL}/block/heading:{load_outlines()['public-appeal'].parts[0].part}",
    "/kept-texts",
    "/kept-texts/new?kind=about-us",
    f"/kept-text/{KEPT}",
    f"/reports/wording/event/ev-2024-prime-minister-study?report={REVIEW}&language=en",
)
MOST_TABS = 60


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example with a review that is due and has words of its own, an appeal, kept texts."""
    desk = new_desk(tmp_path_factory.mktemp("documents") / "vault", practice=True)
    take_folder(desk, KAZAKHSTAN)
    members(desk)
    facts = {"outline": "annual-review", "country": "KAZ", "period": "2024", "status": "draft"}
    review = record(desk, "report", REVIEW, due_on="2025-03-09", language="en", **facts)
    tell(desk, say(review, "report.language", "ru"))
    write_text(desk, code=REVIEW, place="chapter", language="en", text="One.\n\n- two [^three]")
    record(desk, "kept_text", KEPT, kind="about-us", title_en="Us", words_en="We.", words_ru="Мы.")
    seen = offer_kept(desk, code=APPEAL, place="letter").seen
    choose_kept(desk, code=APPEAL, place="letter", chosen=[], seen=seen)
    made = House(desk)
    yield made
    made.close()


def test_the_page_for_writing_has_no_fault(looker: Looker) -> None:
    """axe, 390 px, both themes, weight, origin, one heading."""
    assert list(looker.look(WRITING, "ru").faults()) == []


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_documents_has_a_fault(looker: Looker, language: str) -> None:
    """The same of every page, and no English left on it."""
    found = [looker.look(one, language) for one in PAGES]

    assert {one.address: one.status for one in found if one.status != 200} == {}
    assert {one.address: told for one in found if (told := list(one.faults()))} == {}


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_chapter_can_be_read(looker: Looker, language: str) -> None:
    """Seventy developments with their notes: nothing sticks out, nothing is wrong with it."""
    seen = looker.look(f"/report/{REVIEW}/read", language)

    assert seen.violations + seen.sideways + seen.jumps + seen.foreign + seen.complaints == []


def test_languages_stand_side_by_side_where_there_is_room(plain_page: Page, address: str) -> None:
    """On a wide page at one height, on a narrow one below each other."""
    plain_page.goto(f"{address}{WRITING}")
    areas = plain_page.locator("textarea")
    areas.nth(1).wait_for()
    wide = [areas.nth(n).bounding_box() for n in range(2)]
    plain_page.set_viewport_size({"width": 390, "height": 844})
    narrow = [areas.nth(n).bounding_box() for n in range(2)]

    assert wide[0] is not None
    assert wide[1] is not None
    assert abs(wide[0]["y"] - wide[1]["y"]) < 2
    assert wide[0]["x"] + wide[0]["width"] < wide[1]["x"]
    assert narrow[0] is not None
    assert narrow[1] is not None
    assert narrow[0]["y"] + narrow[0]["height"] < narrow[1]["y"]


def test_a_text_is_written_by_keyboard_alone(plain_page: Page, address: str, house: House) -> None:
    """From the parts of a document to its text, typed, and marked as ready by its button."""
    plain_page.goto(f"{address}/report/{APPEAL}")
    plain_page.get_by_role("link", name="What threatens", exact=True).focus()
    plain_page.keyboard.press("Enter")
    area = plain_page.locator("textarea[name='text.kk']")
    area.wait_for()
    area.focus()
    plain_page.locator("textarea[name='text.kk']:focus").wait_for()
    plain_page.keyboard.press("Control+End")
    plain_page.keyboard.type(" Тағы бір сөйлем.")
    tabbed_to(plain_page, "button[value='ready.kk']")
    plain_page.keyboard.press("Enter")
    plain_page.get_by_text("Saved.").wait_for()
    shown = house.run(lambda: show_texts(house.desk, code=APPEAL, place="lead")).result()
    kazakh = next(one for one in shown.texts if one.language == "kk")

    assert kazakh.text.endswith("Тағы бір сөйлем.")
    assert (kazakh.status, kazakh.checked_by) == ("ready", None)


def tabbed_to(page: Page, selector: str) -> None:
    """Press Tab until this element has the focus."""
    for _ in range(MOST_TABS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached by keyboard: {selector}")


def test_faults_take_the_focus(plain_page: Page, address: str) -> None:
    """The list of faults has it, and its first link leads to the field, which says so."""
    plain_page.goto(f"{address}/reports/new/annual-review")
    plain_page.locator("#f-period").fill("03/04/2024")
    plain_page.get_by_role("button", name="Begin it").click()
    plain_page.locator("#errors:focus").wait_for()
    plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Enter")
    plain_page.locator("#f-period:focus").wait_for()

    assert plain_page.locator("#f-period").get_attribute("aria-invalid") == "true"
    assert plain_page.locator("#f-period").input_value() == "03/04/2024"


def test_an_afternoon(plain_page: Page, address: str, house: House) -> None:
    """Begin a document, write in two languages, ready; another person reads it; read it whole."""
    house.run(lambda: record(house.desk, "organisation", "O-77", name="Клуб")).result()
    page = plain_page
    page.goto(address)
    page.get_by_role("link", name="Documents", exact=True).click()
    page.locator("a[href$='/reports/new/annual-review']").click()
    page.locator("#f-first").select_option("ru")
    page.get_by_label("English", exact=True).check()
    page.locator("#f-period").fill("2021")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_text("Begun as DOC-").wait_for()

    page.get_by_role("link", name="Developments by heading", exact=True).click()
    page.get_by_text("Write words of your own before it").click()
    page.locator("textarea[name='text.ru']").fill("Год был **трудным**.")
    page.locator("textarea[name='text.en']").fill("It was a *hard* year.")
    page.locator("#f-by").select_option("M-7")
    page.locator("button[value='ready.en']").click()
    page.get_by_text("Saved.").wait_for()
    page.locator("button[value='ready.ru']").click()
    page.locator("button[value='draft.ru']").wait_for()

    for name in ("Русский", "English"):
        page.get_by_label(f"Who has read it ({name})").select_option("M-8")
        page.locator("form", has=page.get_by_label(f"Who has read it ({name})")).get_by_role(
            "button", name="It was read"
        ).click()
        page.get_by_text("Kept: it was read by another person.").wait_for()
    assert page.get_by_text("Read by M-8.").count() == 2

    page.locator(".crumbs a").last.click()
    page.get_by_role("link", name="Read it", exact=True).first.click()
    page.locator("article").get_by_text("Год был трудным.").wait_for()
    page.locator(".spoken").get_by_role("link", name="English").click()
    page.locator("article").get_by_text("It was a hard year.").wait_for()
    assert page.locator("article strong, article em").count() > 0
