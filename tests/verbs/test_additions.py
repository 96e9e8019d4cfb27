"""Own properties and lists: judged, sealed, in force after every opening, and never in the way."""

from pathlib import Path

import pytest
from tests.verbs.desks import desk_again, findings, new_desk, tell, uid
from tests.verbs.tables import take_in
from tests.verbs.travels import back, out

from kuager.model.additions import OWN_NAME, added_names, with_addition
from kuager.model.mapping import read_mapping
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.verbs.additions import AdditionError, add_to_schema, check_addition, list_additions
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.imports import FilePlan
from kuager.verbs.records import list_records, search_records
from kuager.verbs.vaults import rebuild_vault

WEATHER = """
vocabularies:
  own_weather:
    label: {en: Weather, ru: Погода, kk: Ауа райы}
    terms:
      - {id: rain, label: {en: Rain, ru: Дождь, kk: Жаңбыр}}
      - {id: sun, label: {en: Sun, ru: Солнце, kk: Күн}}
terms:
  event_kind:
    - {id: own-flashmob, label: {en: Flash mob, ru: Флешмоб, kk: Флешмоб}}
properties:
  event:
    own_weather:
      kind: term
      vocabulary: own_weather
      half: casework
      sensitivity: 1
      label: {en: Weather, ru: Погода, kk: Ауа райы}
      hint: {en: As seen., ru: Как было., kk: Қандай болды.}
    own_helper_name:
      kind: text
      half: identity
      sensitivity: 3
      label: {en: Who helped, ru: Кто помог, kk: Кім көмектесті}
      hint: {en: A name., ru: Имя., kk: Есім.}
"""
ROWS = "code,weather,helper,kind\nev-1,Дождь,Стрекоза Нарядная,own-flashmob\n"
MAPPING = """
mapping: own-events
type: event
key: code
columns:
  weather: event.own_weather
  helper: event.own_helper_name
  kind: event.kind
identity: [helper]
"""


def event_in(desk: Desk, tmp_path: Path) -> None:
    """One event, imported into the own property, list and word."""
    file = tmp_path / "events.csv"
    file.write_text(ROWS, "utf-8")
    take_in(desk, FilePlan(file=file, mapping=read_mapping(MAPPING)))


def weather_of(desk: Desk) -> object:
    """What stands in the own property."""
    found = desk.view.record(uid(desk, "event", "ev-1"))
    return None if found is None else found.get("event.own_weather")


def test_an_addition_is_in_force_at_once(desk: Desk, tmp_path: Path) -> None:
    """A table is imported into it, it is searched, and the vault is sound."""
    added = add_to_schema(desk, text=WEATHER)
    event_in(desk, tmp_path)

    assert added.adds == (
        "event.own_weather",
        "event.own_helper_name",
        "own_weather",
        "event_kind: own-flashmob",
    )
    assert weather_of(desk) == "rain"
    assert [r.code for r in search_records(desk, text="стрекоза")] == ["ev-1"]
    assert findings(desk) == []


def test_it_is_in_force_after_every_opening(tmp_path: Path) -> None:
    """A desk that sits down later finds it, and so does one after a rebuild."""
    desk = new_desk(tmp_path / "vault")
    add_to_schema(desk, text=WEATHER)
    event_in(desk, tmp_path)
    desk.close()

    again = desk_again(tmp_path / "vault")
    rebuild_vault(again)

    assert again.schema.property("event.own_weather").label["kk"] == "Ауа райы"
    assert weather_of(again) == "rain"
    assert findings(again) == []
    again.close()


def test_only_a_word_needs_no_new_tables(desk: Desk) -> None:
    """A word for a list that describes is there at once."""
    word = "terms: {event_kind: [{id: own-picnic, label: {en: Picnic, ru: Пикник, kk: Пикник}}]}"
    before = desk.store.connection

    add_to_schema(desk, text=word)

    assert desk.store.connection is before
    assert "own-picnic" in desk.schema.vocabularies["event_kind"].terms


def test_what_was_said_in_it_is_erased(desk: Desk, tmp_path: Path) -> None:
    """An erasure takes the values of own properties as well."""
    add_to_schema(desk, text=WEATHER)
    event_in(desk, tmp_path)
    case = desk.store.new_id()
    tell(desk, say(case, "case.code", "C-1"), say(uid(desk, "event", "ev-1"), "event.case", case))
    terms = desk.schema.vocabularies

    asked = request_erasure(desk, code="C-1", reason=next(iter(terms["erasure_reason"].terms)))
    carry_out_erasure(desk, code=asked.code, sooner=next(iter(terms["erasure_sooner"].terms)))

    opened = (desk.store.log.open(kept) for kept in desk.store.log.entries())
    assert "Стрекоза" not in str([p.statements for p in opened if p is not None])
    assert list_records(desk, type_name="event") == []
    assert findings(desk) == []


def test_an_export_brings_it_back(desk: Desk, tmp_path: Path) -> None:
    """A vault made from an export speaks the same schema and holds the same value."""
    add_to_schema(desk, text=WEATHER)
    event_in(desk, tmp_path)

    again = back(out(desk, tmp_path / "open"), tmp_path / "other")

    assert weather_of(again) == "rain"
    assert [one.in_force for one in list_additions(again)] == [True]
    assert "own_weather.json" in {p.name for p in (tmp_path / "open" / "vocabularies").iterdir()}
    assert findings(again) == []
    again.close()


def test_its_words_lie_nowhere_in_clear(tmp_path: Path) -> None:
    """A field name tells a searcher what to look for: it is in no file of the vault."""
    desk = new_desk(tmp_path / "vault")
    add_to_schema(desk, text=WEATHER)
    desk.close()
    files = [p for p in (tmp_path / "vault").rglob("*") if p.is_file()]

    assert all(b"own_weather" not in p.read_bytes() for p in files)


def test_the_same_twice_is_refused_and_changes_nothing(desk: Desk) -> None:
    """What is there already cannot be said otherwise."""
    add_to_schema(desk, text=WEATHER)
    count = desk.store.log.count

    with pytest.raises(AdditionError):
        add_to_schema(desk, text=WEATHER)

    assert desk.store.log.count == count


PLAIN = "label: {en: A, ru: Б, kk: Ә}, hint: {en: A., ru: Б., kk: Ә.}"
REFUSED = {
    "nothing": "",
    "a list": "[1, 2]",
    "not YAML": "properties: {event: {own_x: [",
    "a key twice": "properties: {}\nproperties: {}",
    "an unknown key": "types: {}",
    "a built-in property": f"properties: {{event: {{date: {{kind: text, {PLAIN}}}}}}}",
    "a name without the mark": f"properties: {{event: {{mood: {{kind: text, {PLAIN}}}}}}}",
    "a type of the house": f"properties: {{member: {{own_x: {{kind: text, {PLAIN}}}}}}}",
    "no type": f"properties: {{nothing: {{own_x: {{kind: text, {PLAIN}}}}}}}",
    "a free text in casework": (
        "properties: {event: {own_x: {kind: text, half: casework, sensitivity: 2, " + PLAIN + "}}}"
    ),
    "a required one": (
        "properties: {case: {own_x: {kind: yesno, half: casework, sensitivity: 1, required: true, "
        + PLAIN
        + "}}}"
    ),
    "one that lies inside": (
        "properties: {event: {own_x: {kind: reference, to: [case], inside: any, half: casework, "
        "sensitivity: 1, " + PLAIN + "}}}"
    ),
    "a name for the database": (
        'properties: {event: {"own_x\\" ANY); --": {kind: yesno, half: casework, sensitivity: 1, '
        + PLAIN
        + "}}}"
    ),
    "a label that is taken": (
        "properties: {event: {own_x: {kind: yesno, half: casework, sensitivity: 1, "
        "label: {en: Public wording, ru: Б, kk: Ә}, hint: {en: A., ru: Б., kk: Ә.}}}}"
    ),
    "a language missing": (
        "properties: {event: {own_x: {kind: yesno, half: casework, sensitivity: 1, "
        "label: {en: A}, hint: {en: A.}}}}"
    ),
    "a word that decides": (
        "terms: {consent_answer: [{id: own-perhaps, label: {en: A, ru: Б, kk: Ә}}]}"
    ),
    "a word that is there": "terms: {event_kind: [{id: arrest, label: {en: A, ru: Б, kk: Ә}}]}",
    "a list that is there": "vocabularies: {event_kind: {label: {en: A, ru: Б, kk: Ә}, terms: []}}",
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_can_change_nothing_that_is_built_in(desk: Desk, what: str) -> None:
    """What would change, hide, require or damage is refused with a sentence, and not saved."""
    count = desk.store.log.count

    with pytest.raises(AdditionError) as refusal:
        check_addition(desk, text=REFUSED[what])
    with pytest.raises(AdditionError):
        add_to_schema(desk, text=REFUSED[what])

    assert all(refusal.value.problems)
    assert desk.store.log.count == count


def test_one_that_fits_no_more_hides_nothing(tmp_path: Path) -> None:
    """A vault with an addition that this version refuses opens without it."""
    desk = new_desk(tmp_path / "vault")
    record = desk.store.new_id()
    tell(
        desk,
        say(record, "addition.code", "OF-1"),
        say(record, "addition.text", REFUSED["a built-in property"]),
    )
    desk.close()

    again = desk_again(tmp_path / "vault")

    assert again.schema.property("event.date").kind == "date"
    assert [(one.code, one.in_force) for one in list_additions(again)] == [("OF-1", False)]
    again.close()


def test_nothing_built_in_bears_the_mark() -> None:
    """So that an update can never come to mean something else by an own name."""
    schema = load_schema()

    assert not [n for n in schema.properties if n.partition(".")[2].startswith(OWN_NAME)]
    assert not [n for n in schema.vocabularies if n.startswith(OWN_NAME)]
    assert added_names(WEATHER)
    assert with_addition(schema, WEATHER).property("event.date") == schema.property("event.date")
