"""The pages of working copies in a real browser without script: no fault, and the whole way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.takeback.documents import document, text_at
from tests.takeback.wordlike import WordFile
from tests.verbs.desks import new_desk
from tests.web.looking import Looker

from kuager.lang import LANGUAGES
from kuager.verbs.working_copies import hand_out_working_copy
from kuager.web.house import House
from kuager.web.kept import keep
from kuager.web.routes.report_take_back import Brought

CODE = "DOC-1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A vault with a document."""
    desk = new_desk(tmp_path_factory.mktemp("taken") / "vault")
    assert document(desk) == CODE
    made = House(desk)
    yield made
    made.close()


@pytest.fixture(scope="module")
def came_back(house: House) -> bytes:
    """A copy that came back with a change of every kind."""
    made = house.run(lambda: hand_out_working_copy(house.desk, code=CODE)).result()
    word = WordFile(made.data)
    word.retype("The winter was", "quiet", "calm", tracked=True)
    word.retype("In spring the", "17", "40")
    word.add("A bus company", "Nobody else did.")
    word.strike("The newspapers")
    word.part("Neighbours brought", "and found")
    word.move("Teachers were", "The office called")
    word.note("Told to the authors", "May", "June")
    word.retype("In May, ev-2", "came to pass", "was alleged")
    return word.saved()


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_working_copies_has_a_fault(
    house: House, looker: Looker, came_back: bytes, language: str
) -> None:
    """axe, 390 px, both themes, weight, one heading, no English left on another page."""
    held = keep(house, Brought(came_back))
    pages = ("working-copy", "take-back", f"take-back/{held}")
    found = [looker.look(f"/report/{CODE}/{page}", language) for page in pages]

    assert {one.address: one.status for one in found if one.status != 200} == {}
    assert {one.address: told for one in found if (told := list(one.faults()))} == {}


@pytest.mark.full
def test_a_copy_goes_out_comes_back_and_is_taken(
    house: House, address: str, plain_page: Page, tmp_path: Path
) -> None:
    """Downloaded, edited, chosen as a file, ticked with the keyboard, taken; without script."""
    page = plain_page
    page.goto(f"{address}/report/{CODE}/working-copy")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the working copy").click()
    assert f"working-copy-{CODE}-en.docx" == download.value.suggested_filename
    word = WordFile(download.value.path().read_bytes())
    word.retype("The winter was", "quiet", "calm")
    back = tmp_path / "back.docx"
    back.write_bytes(word.saved())
    page.goto(f"{address}/report/{CODE}/take-back")
    page.locator("#f-file").set_input_files(back)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("heading", name="What partners changed").wait_for()
    box = page.get_by_label("Take it")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Take what is ticked").press("Enter")
    page.get_by_text("Taken. Differences: 1").wait_for()
    page.close()
    text = house.run(lambda: text_at(house.desk, CODE)).result()

    assert "The winter was calm" in text
