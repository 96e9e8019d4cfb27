"""Saved views, and tables that are taken away."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import case, desk_again
from tests.verbs.stories import person_of, record

from kuager.model.filters import read_text
from kuager.verbs.desk import Desk
from kuager.verbs.records import restrict_case
from kuager.verbs.saved_views import list_views
from kuager.web.house import House
from kuager.web.routes import list_export


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a table, header first."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def keep(visitor: TestClient, name: str, filters: str = "kind=speech") -> None:
    """Keep a view of the events."""
    visitor.post("/views", data={"type": "event", "filters": filters, "name": name})


def test_a_view_is_kept_in_the_log(visitor: TestClient, house: House) -> None:
    """Under the members' own words; it is there after the vault was shut and opened."""
    keep(visitor, "Наши  вопросы", "kind=speech&in-year=2021")
    folder = house.desk.store.home.folder
    house.desk.close()
    house.desk = desk_again(folder)

    kept = list_views(house.desk)

    assert [(view.name, view.type_name) for view in kept] == [("Наши вопросы", "event")]
    assert kept[0].filters == read_text("kind=speech&in-year=2021", house.desk.schema, "event")


def test_a_view_stands_above_its_list_only(visitor: TestClient) -> None:
    """With the filters in codes, and never in the title."""
    keep(visitor, "Our questions")

    page = visitor.get("/list/event").text

    assert re.search(r'href="/list/event\?kind=speech"[^>]*>Our questions<', page)
    assert "Our questions" not in re.findall(r"<title>(.*?)</title>", page)[0]
    assert "Our questions" not in visitor.get("/list/person").text


def test_a_view_needs_a_name(visitor: TestClient, desk: Desk) -> None:
    """The form comes back with a sentence, and what it would have kept."""
    answer = visitor.post("/views", data={"type": "event", "filters": "kind=speech", "name": " "})

    assert answer.status_code == 422
    assert "kind=speech" in answer.text
    assert list_views(desk) == ()


def test_a_view_is_taken_away(visitor: TestClient, desk: Desk) -> None:
    """The next one gets a code of its own."""
    keep(visitor, "one")
    visitor.post("/views/V-1/remove")
    keep(visitor, "two")

    assert [(view.code, view.name) for view in list_views(desk)] == [("V-2", "two")]


def test_a_view_with_a_foreign_filter_is_not_kept(visitor: TestClient, desk: Desk) -> None:
    """Only codes that a list knows."""
    keep(visitor, "one", "narrative=Ivan")

    assert list_views(desk) == ()


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Two people, one of them in a case that is shut away, and one with a formula for a name."""
    person_of(desk, case(desk), "P-1", "=cmd|calc")
    hidden = case(desk)
    person_of(desk, hidden, "P-2", "Never told")
    restrict_case(desk, code=hidden)
    for number in range(3):
        record(desk, "event", f"E-{number}", kind="speech", date=f"202{number}")
    record(desk, "event", "E-9", kind="incident")
    return desk


def test_a_table_holds_what_the_list_shows(visitor: TestClient, people: Desk) -> None:
    """The same records in the same order, the chosen columns, codes only."""
    form = {"columns": ["code", "date", "kind"]}

    answer = visitor.post("/list/event/export?kind=speech&order-by=date", data=form)

    assert rows_of(answer.content) == [
        ["code", "date", "kind"],
        ["E-0", "2020", "speech"],
        ["E-1", "2021", "speech"],
        ["E-2", "2022", "speech"],
    ]
    assert 'filename="event-R-1.csv"' in answer.headers["content-disposition"]
    assert people is not None


def test_a_table_is_entered_in_the_register(visitor: TestClient, people: Desk) -> None:
    """How many rows, by which codes it was narrowed, each column of names, its digest."""
    visitor.post("/list/person/export", data={"columns": "code", "identity": "name_in_use"})

    release = next(iter(people.view.briefs("release")))
    assert release.get("release.rows") == 1
    assert release.every("release.columns") == ["person.name_in_use"]
    assert release.get("release.query") == "person?"
    assert len(str(release.every("release.digest")[0])) == 64


def test_names_go_only_where_they_are_asked_for(visitor: TestClient, people: Desk) -> None:
    """By name, in the field of their own; as a coded column they are refused."""
    plain = visitor.post("/list/person/export", data={"columns": "code"})
    forged = visitor.post("/list/person/export", data={"columns": "name_in_use"})
    named = visitor.post("/list/person/export", data={"identity": "name_in_use"})

    assert rows_of(plain.content) == [["code"], ["P-1"]]
    assert forged.status_code == 422
    assert rows_of(named.content) == [["code", "name_in_use"], ["P-1", "'=cmd|calc"]]
    assert people.view.count("release") == 2


def test_no_cell_is_a_formula(visitor: TestClient, people: Desk) -> None:
    """A spreadsheet runs nothing of it."""
    named = visitor.post("/list/person/export", data={"identity": "name_in_use"})

    assert all(not cell.startswith("=") for row in rows_of(named.content) for cell in row)
    assert people is not None


def test_a_table_without_columns_is_not_written(visitor: TestClient, people: Desk) -> None:
    """The form says so; nothing is in the register."""
    answer = visitor.post("/list/event/export", data={"nothing": "yes"})

    assert answer.status_code == 422
    assert people.view.count("release") == 0


def test_a_large_table_is_made_while_one_waits(
    visitor: TestClient, people: Desk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page says how far it is; then it is ready, and can be taken once."""
    monkeypatch.setattr(list_export, "_AT_ONCE", 1)
    visitor.post("/list/event/export", data={"columns": "code"})
    assert house.work is not None
    assert house.work.future is not None
    house.work.future.result()

    ready = visitor.get("/list/event/table")
    taken = visitor.post("/list/event/table")

    assert "R-1" in ready.text
    assert len(rows_of(taken.content)) == 5
    assert "table" not in house.results
    assert people is not None
