"""Documents for committees on their pages: places of articles, and what is held back."""

from html import unescape

from starlette.testclient import TestClient
from tests.verbs.treaty import document, kept, point

from kuager.verbs.desk import Desk


def test_the_places_of_an_article_are_listed_and_can_be_written(
    visitor: TestClient, desk: Desk
) -> None:
    """The parts follow from the record; each place leads to the page where it is written."""
    point(desk, "R-1", treaty_article="cat-16")
    code = document(desk)

    page = visitor.get(f"/report/{code}")
    place = visitor.get(f"/report/{code}/block/facts-cat-16")

    assert page.status_code == 200
    assert "Article 16 of the Convention" in unescape(page.text)
    assert f"/report/{code}/block/facts-cat-16" in page.text
    assert place.status_code == 200
    assert "<textarea" in place.text


def test_the_reading_sheet_prints_it_and_says_what_is_held(visitor: TestClient, desk: Desk) -> None:
    """What the committee would read today; beside it what stays, and why."""
    point(desk, "R-1", treaty_article="cat-16")
    kept(desk, "KT-1", treaty_article="cat-16")
    kept(desk, "KT-2", treaty_article="cat-16", signed=False)
    code = document(desk)

    sheet = unescape(visitor.get(f"/report/{code}/read").text)

    assert "Argument KT-1." in sheet
    assert "Argument KT-2." not in sheet
    assert "KT-2" in sheet
    assert "the wording was signed off by nobody but its writer" in sheet


def test_a_document_is_shown_in_every_language_of_the_house(
    visitor: TestClient, desk: Desk
) -> None:
    """Headings of articles, too."""
    point(desk, "R-1", treaty_article="cat-12")
    code = document(desk, language=("en", "ru", "kk"))

    for language, heading in (("ru", "Статья 12 Конвенции"), ("kk", "Конвенцияның 12-бабы")):
        found = visitor.get(f"/report/{code}/read", params={"language": language})
        assert heading in unescape(found.text)
