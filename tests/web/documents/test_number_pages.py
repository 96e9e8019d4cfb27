"""A document of numbers on its page: what is drawn, what is held back, and where that leads."""

from starlette.testclient import TestClient
from tests.verbs.gated import happened
from tests.verbs.stories import record

from kuager.model.question import read_question
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.figures import make_figure

YEAR = "from=2024-01-01&to=2024-12-31"


def statistics(desk: Desk, cell: str) -> str:
    """The case statistics of 2024 with one figure."""
    question = read_question(f"unit=event&by=act.harm&{YEAR}", desk.schema)
    figure = make_figure(desk, question=question, key=(cell,))
    facts = {"country": "KAZ", "period": "2024", "takes": (figure,)}
    return start_report(desk, outline="case-statistics", facts=facts)


def test_a_held_figure_and_a_held_table_say_why_and_lead_there(
    visitor: TestClient, desk: Desk
) -> None:
    """The figure leads to its page, a table to the tables; neither number is on the page."""
    happened(desk, 22, harm="material")
    happened(desk, 3, harm="physical")
    record(desk, "case", "C-1", opened="2024-05-01", status="open")
    code = statistics(desk, "physical")
    page = visitor.get(f"/report/{code}/read").text
    main = page.partition("<main")[2]

    assert "held back: 1" in visitor.get(f"/report/{code}").text
    assert "ith its base this number could point at a person" in main
    assert 'href="/figure/F-1' in main
    assert "ach number is so small that it could point at a person" in main
    assert 'href="/tables' in main
    assert "3 of the 25" not in main


def test_the_drawings_are_read_on_the_page(visitor: TestClient, desk: Desk) -> None:
    """The sentence of the figure and its note stand on the sheet for reading."""
    happened(desk, 17, harm="material")
    happened(desk, 8, harm="physical")
    code = statistics(desk, "material")
    page = visitor.get(f"/report/{code}/read").text

    assert "17 of the 25 events" in page
    assert "Counted on 1 March 2025." in page
