"""Forms made from the schema: every type, every kind of answer, only what changed, two tabs."""

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import tell
from tests.web.record.sheets import first_case, make, sheet, words

from kuager.model.statement import say
from kuager.verbs.coding import PREFIXES
from kuager.verbs.desk import Desk
from kuager.verbs.values import Record, Told
from kuager.web.forms import is_typed


def record(desk: Desk, kind: str, code: str) -> Record:
    """A record as it stands."""
    found = desk.view.record(desk.find((kind,), code), shut=True)
    assert found is not None
    return found


def standing(desk: Desk, kind: str, code: str, name: str) -> list[Told]:
    """The statements of one property that stand."""
    told = desk.view.history(desk.find((kind,), code))
    return [one for one in told if one.stands and one.property == f"{kind}.{name}"]


@pytest.mark.parametrize("kind", sorted(PREFIXES.keys() - {"case"}))
def test_every_type_has_its_form(visitor: TestClient, desk: Desk, kind: str) -> None:
    """Each property that people write has a field, and the page is light."""
    response = visitor.get(f"/record/{kind}/new")

    assert 200 == response.status_code
    assert len(response.content) < 150_000
    for prop in filter(is_typed, desk.schema.types[kind].properties.values()):
        assert f'name="{prop.short}' in response.text


@pytest.mark.parametrize("kind", ["circle", "device", "backup", "erasure", "import", "release"])
def test_what_only_the_program_writes_has_no_form(visitor: TestClient, kind: str) -> None:
    """A sentence, and no field; what is sent all the same is refused."""
    response = visitor.get(f"/record/{kind}/new")

    assert "not written by hand" in words(response)
    assert 'name="was"' not in response.text
    assert 422 == visitor.post(f"/record/{kind}/new", data={"draft": "x"}).status_code


def test_a_type_that_is_not_there_has_no_page(visitor: TestClient) -> None:
    """An address typed by hand."""
    assert visitor.get("/record/unicorn/new").status_code in (404, 422)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("spring 2023", "2023-21"),
        ("весной 2023 года", "2023-21"),
        ("ночь на 8 марта 2023", "2023-03-07/2023-03-08"),
        ("2021 ж. мамыр", "2021-05"),
        ("28-29.05.2021", "2021-05-28/2021-05-29"),
        ("около мая 2021", "2021-05~"),
    ],
)
def test_dates_are_read_as_people_say_them(
    visitor: TestClient, desk: Desk, typed: str, kept: str
) -> None:
    """Kept as EDTF, shown back in words."""
    code = make(visitor, "event", kind="incident", date=typed)

    assert kept == record(desk, "event", code).get("event.date")


def test_how_a_date_is_read_is_shown_before_it_is_saved(visitor: TestClient, desk: Desk) -> None:
    """The button that only looks says the words and saves nothing."""
    filled = sheet(visitor, "/record/event/new", "date")
    response = filled.send(date="ночь на 8 марта 2023", act="check")

    assert "7–8 March 2023" in words(response)
    assert 0 == desk.view.count("event")
    assert "ночь на 8 марта 2023" in response.text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("date", "ночь на 8 марта"),
        ("date", "29.05.21"),
        ("date", "00.00.2024"),
        ("date", "31.02.2023"),
        ("date", "1066"),
        ("date", "2999"),
        ("people", "-3"),
        ("people", "many"),
        ("place", "Atlantis"),
        ("kind", "party"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    visitor: TestClient, desk: Desk, name: str, typed: str
) -> None:
    """A sentence in the summary and at the field; the words stay, nothing is saved."""
    response = sheet(visitor, "/record/event/new", name).send({name: typed})

    assert 422 == response.status_code
    assert f'id="e-{name}"' in response.text
    assert f'href="#f-{name}"' in response.text
    assert name == "kind" or typed in response.text
    assert 0 == desk.view.count("event")


def test_a_date_with_two_readings_is_chosen(visitor: TestClient, desk: Desk) -> None:
    """Both days are offered; the choice is saved."""
    asked = sheet(visitor, "/record/event/new", "date").send(date="03/04/2021")
    response = sheet(visitor, asked, "date~pick").send({"date~pick": "2021-04-03"})

    assert 422 == asked.status_code
    assert 200 == response.status_code
    assert "2021-04-03" == record(desk, "event", "E-1").get("event.date")


def test_a_choice_does_not_outlive_the_words_it_was_made_for(
    visitor: TestClient, desk: Desk
) -> None:
    """Whoever types something else after choosing means what was typed."""
    asked = sheet(visitor, "/record/event/new", "date").send(date="03/04/2021")
    said = {"date~pick": "2021-04-03", "date": "2022-01-05"}
    sheet(visitor, asked, "date~pick").send(said)

    assert "2022-01-05" == record(desk, "event", "E-1").get("event.date")


def test_an_end_before_its_beginning_is_asked_about_and_may_be_so(
    visitor: TestClient, desk: Desk
) -> None:
    """A kind question first; said to be so, it is saved."""
    said = {"type": "", "date": "2021-05-05", "final_date": "2021-05-01"}
    asked = sheet(visitor, "/record/act/new", "final_date").send(said)
    assert 422 == asked.status_code
    assert 0 == desk.view.count("act")
    response = sheet(visitor, asked, "it-is-so").send({"it-is-so": "yes"})

    assert 200 == response.status_code
    assert "2021-05-01" == record(desk, "act", "A-1").get("act.final_date")


def test_yes_no_and_unknown_are_three_answers(visitor: TestClient, desk: Desk) -> None:
    """Asked and not known is said; not asked says nothing."""
    codes = [make(visitor, "person", pseudonym="x", defender=a) for a in ("yes", "no", "unknown")]
    states = [record(desk, "person", code).cells["person.defender"].state for code in codes]
    silent = make(visitor, "person", pseudonym="x")

    assert ["1", "1", "u"] == states
    assert "person.defender" not in record(desk, "person", silent).cells


def test_texts_in_several_languages_are_kept_apart(visitor: TestClient, desk: Desk) -> None:
    """One property, three fields."""
    code = make(visitor, "organisation", name__en="Police", name__ru="Полиция", name__kk="Полиция")
    cell = record(desk, "organisation", code).cells["organisation.name"]

    assert {"en": "Police", "ru": "Полиция", "kk": "Полиция"} == cell.value


def test_several_values_are_written_one_in_each_line(visitor: TestClient, desk: Desk) -> None:
    """Blank lines say nothing."""
    code = make(visitor, "person", contact="+7 701 000 00 01\n\n  @somebody\n", name_in_use="S.")

    assert ["+7 701 000 00 01", "@somebody"] == record(desk, "person", code).every("person.contact")


def test_a_term_typed_in_any_language_is_found(visitor: TestClient, desk: Desk) -> None:
    """A long list is typed into, with its words offered."""
    schema = desk.schema
    term = next(iter(schema.vocabularies["treaty_article"].terms.values()))
    code = make(visitor, "event", kind="incident", treaty_article__0=term.label["ru"])

    assert [term.id] == record(desk, "event", code).every("event.treaty_article")


def test_a_record_is_chosen_by_searching(visitor: TestClient, desk: Desk) -> None:
    """A name is typed; what is found is shown; the choice is kept as a link."""
    person = make(visitor, "person", name_in_use="Айгүл Үлгі")
    asked = sheet(visitor, "/record/act/new", "victim.0").send({"victim.0": "Aigul"})
    assert 422 == asked.status_code
    assert f'value="{person}"' in asked.text
    response = sheet(visitor, asked, "victim.0~pick").send({"victim.0~pick": person})

    assert 200 == response.status_code
    assert desk.find(("person",), person) == record(desk, "act", "A-1").get("act.victim")


@pytest.mark.parametrize("typed", ["Үлгі", "ulgi", "айгул", "fquek"])
def test_a_name_is_found_in_any_spelling(visitor: TestClient, typed: str) -> None:
    """Another script, a part of it, or the keyboard in the wrong layout."""
    person = make(visitor, "person", name_in_use="Айгул Үлгі")
    asked = sheet(visitor, "/record/act/new", "victim.0").send({"victim.0": typed})

    assert f'value="{person}"' in asked.text


def test_a_record_is_made_without_leaving_the_form(visitor: TestClient, desk: Desk) -> None:
    """Nobody of that name is here: a new person is made by the same save, inside the same case."""
    first_case(visitor)
    said = {"case.0": "C-1", "speaker.0": "Ivan Example", "kind": "speech"}
    asked = sheet(visitor, "/record/event/new", "speaker.0").send(said)
    response = sheet(visitor, asked, "speaker.0~pick").send({"speaker.0~pick": "new:person"})
    person = record(desk, "person", "P-1")

    assert 200 == response.status_code
    assert "Ivan Example" == person.text("person.name_in_use")
    assert [desk.find(("case",), "C-1")] == person.every("person.case")
    assert person.id == record(desk, "event", "E-1").get("event.speaker")


def test_who_says_so_and_how_sure_stand_with_every_statement(
    visitor: TestClient, desk: Desk
) -> None:
    """A source is named once for the form."""
    source = make(visitor, "source", title__en="A report", kind="")
    said = {"kind": "incident", "date": "2021-05", "said-source.0": source, "said-sure": "likely"}
    sheet(visitor, "/record/event/new", "said-sure").send(said)
    (told,) = standing(desk, "event", "E-1", "date")

    assert (desk.find(("source",), source), "likely") == (told.source, told.sure)


def test_only_what_changed_is_said(visitor: TestClient, desk: Desk) -> None:
    """One field changed: one statement new, one withdrawn, nothing else."""
    code = make(visitor, "event", kind="incident", date="2021-05", narrative="Said so")
    before = desk.view.history(desk.find(("event",), code))
    sheet(visitor, f"/record/event/{code}/edit", "date").send(date="2021-06")
    after = desk.view.history(desk.find(("event",), code))

    assert 2 == len(after) - len(before)
    assert "2021-06" == record(desk, "event", code).get("event.date")
    assert "Said so" == record(desk, "event", code).text("event.narrative")


def test_saving_an_untouched_form_says_nothing(visitor: TestClient, desk: Desk) -> None:
    """Whatever kinds of fields it has: no statement, for every type."""
    first_case(visitor)
    made = {
        "event": make(
            visitor, "event", kind="speech", date="весна 2023", place="Шымкент", people="около 300"
        ),
        "person": make(visitor, "person", name_in_use="S.", contact="a\nb", language=["kk", "ru"]),
        "act": make(visitor, "act", people="30-33", unmarked_vehicle="unknown"),
        "case": "C-1",
    }
    for kind, code in made.items():
        before = desk.view.history(desk.find((kind,), code))
        filled = sheet(visitor, f"/record/{kind}/{code}/edit", "seen")
        assert 200 == filled.send().status_code
        assert before == desk.view.history(desk.find((kind,), code))


def test_an_emptied_field_withdraws_what_stood_there(visitor: TestClient, desk: Desk) -> None:
    """Nothing is left in the record; the history keeps it."""
    code = make(visitor, "event", kind="incident", date="2021-05")
    sheet(visitor, f"/record/event/{code}/edit", "date").send(date="")

    assert [] == standing(desk, "event", code, "date")
    assert any(t.value == "2021-05" for t in desk.view.history(desk.find(("event",), code)))


def test_what_somebody_else_says_stands_beside(visitor: TestClient, desk: Desk) -> None:
    """Chosen so in the form, nothing is withdrawn, and the page shows that sources disagree."""
    code = make(visitor, "event", kind="incident", date="2021-05")
    filled = sheet(visitor, f"/record/event/{code}/say", "date")
    response = filled.send({"date": "2021-06", "said-how": "beside", "said-sure": "alleged"})

    assert 2 == len(standing(desk, "event", code, "date"))
    assert "sources disagree" in words(response)


def test_two_tabs_are_shown_side_by_side(visitor: TestClient, desk: Desk) -> None:
    """The second one saves nothing, shows both, keeps what was typed, and may save once more."""
    code = make(visitor, "event", kind="incident", date="2021-05", narrative="first")
    one = sheet(visitor, f"/record/event/{code}/edit", "date")
    two = sheet(visitor, f"/record/event/{code}/edit", "date")
    one.send(date="2021-06", narrative="of the first tab")
    shown = two.send(date="2021-07")

    assert 409 == shown.status_code
    assert all(text in words(shown) for text in ("2021-06", "2021-07"))
    assert "2021-06" == record(desk, "event", code).get("event.date")
    again = sheet(visitor, shown, "date")
    assert "2021-07" == again["date"]
    again.send()
    assert "2021-07" == record(desk, "event", code).get("event.date")
    assert "of the first tab" == record(desk, "event", code).text("event.narrative")


def test_two_clicks_say_one_thing(visitor: TestClient, desk: Desk) -> None:
    """A form that was obeyed leads to where it led before."""
    code = make(visitor, "event", kind="incident", date="2021-05")
    filled = sheet(visitor, f"/record/event/{code}/edit", "date")
    one = filled.send(date="2021-06")
    count = len(desk.view.history(desk.find(("event",), code)))
    two = filled.send(date="2021-06")

    assert one.request.url.path == two.request.url.path
    assert count == len(desk.view.history(desk.find(("event",), code)))


def test_a_new_record_begins_with_what_the_address_says(visitor: TestClient, desk: Desk) -> None:
    """From the page of a case, the case is filled in, and saving leads back to it."""
    path = first_case(visitor)
    filled = sheet(visitor, f"/record/person/new?case=C-1&back={path}", "name_in_use")
    response = filled.send(name_in_use="S.")

    assert "C-1" == filled["case.0"]
    assert path == response.request.url.path
    assert [desk.find(("case",), "C-1")] == record(desk, "person", "P-1").every("person.case")


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_no_form_leads_out_of_the_house(visitor: TestClient, back: str) -> None:
    """An address that is not ours is left out."""
    filled = sheet(visitor, f"/record/person/new?back={back}", "name_in_use")
    response = filled.send(name_in_use="S.", back=back)

    assert "testserver" == response.request.url.host
    assert "/record/person/P-1" == response.request.url.path


def test_what_is_offered_no_more_stays_as_it_stands(visitor: TestClient, desk: Desk) -> None:
    """Terms of an older list, and texts of several lines in a field of one, are not touched."""
    code = make(visitor, "event", kind="incident", narrative="first")
    event = desk.find(("event",), code)
    tell(
        desk,
        say(event, "event.reported", "word-of-an-older-list"),
        say(event, "event.exit", "word-of-an-older-list"),
        say(event, "event.venue", "one line\nand another"),
    )
    filled = sheet(visitor, f"/record/event/{code}/edit", "venue")
    filled.said = [(name, text.replace("\n", "")) for name, text in filled.said]
    filled.send(narrative="second")

    assert ["word-of-an-older-list"] == [t.value for t in standing(desk, "event", code, "reported")]
    assert ["word-of-an-older-list"] == [t.value for t in standing(desk, "event", code, "exit")]
    assert ["one line\nand another"] == [t.value for t in standing(desk, "event", code, "venue")]
    assert "second" == record(desk, "event", code).text("event.narrative")
