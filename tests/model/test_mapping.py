"""Mappings: what a row becomes, and every way in which one cannot be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.small_schema import SCHEMA

from kuager.model.draft import Draft, Reference, Rejected, Say
from kuager.model.mapping import (
    Mapping,
    MappingError,
    compile_mapping,
    read_mapping,
    suggest_mapping,
    write_mapping,
)
from kuager.model.schema import UnknownProperty, UnknownType, load_schema


@dataclass(frozen=True, slots=True)
class Row:
    """A row without a file."""

    line: int
    cells: Sequence[str]


def mapping(columns: dict[str, Any], **more: Any) -> Mapping:
    """A mapping of events with the key in the column `code`."""
    return read_mapping(
        {"mapping": "test", "type": "event", "key": "code", "columns": columns, **more}
    )


def read(columns: dict[str, Any], row: dict[str, str], **more: Any) -> Draft | Rejected:
    """One row of a file with just these columns."""
    row = {"code": "E-1", **row}
    reader = compile_mapping(mapping(columns, **more), SCHEMA, header=tuple(row))
    return reader(Row(2, tuple(row.values())))


def said(columns: dict[str, Any], row: dict[str, str], **more: Any) -> list[tuple[str, Any]]:
    """What the row says, without its code."""
    draft = read(columns, row, **more)
    assert isinstance(draft, Draft), draft
    return [(say.property, say.value) for say in draft.says if say.property != "event.code"]


def refused(columns: dict[str, Any], row: dict[str, str], **more: Any) -> list[tuple[str, str]]:
    """Column and code of every fault of the row."""
    found = read(columns, row, **more)
    assert isinstance(found, Rejected), found
    return [(fault.column, fault.code) for fault in (found, *found.also)]


def one(prop: str, text: str, **more: Any) -> Any:
    """The value one cell is read as."""
    ((_, value),) = said({"x": {"property": prop, **more}}, {"x": text})
    return value


def fault(prop: str, text: str, **more: Any) -> str:
    """The reason why one cell is refused."""
    ((_, code),) = refused({"x": {"property": prop, **more}}, {"x": text})
    return code


def test_a_row_becomes_a_draft() -> None:
    """Key, line, source and certainty of the row stand on every statement."""
    draft = read(
        {"date": "event.date", "en": {"property": "event.wording", "language": "en"}},
        {"date": "29.05.2021", "en": "Text", "src": "S-1", "how": "Точно"},
        source="src",
        sure="how",
    )
    says = (
        Say("event.date", "2021-05-29", None, "S-1", "certain"),
        Say("event.wording", "Text", "en", "S-1", "certain"),
        Say("event.code", "E-1"),
    )
    assert Draft("event", "E-1", 2, says) == draft


def test_free_text_is_kept_exactly() -> None:
    """Blanks, formula signs and line ends of a text stay; only its Unicode form is settled."""
    assert " =1+1\n\tx " == one("event.narrative", " =1+1\n\tx ")
    assert "й" == one("event.narrative", "и\u0306")


def test_blank_cells_say_nothing() -> None:
    """An empty cell, and one of blanks, is no statement; so is a row that ends early."""
    columns = {"date": "event.date", "x": "event.narrative"}
    assert [] == said(columns, {"date": "", "x": "  "})
    reader = compile_mapping(mapping(columns), SCHEMA, header=("code", "date", "x"))
    assert Draft("event", "E-1", 2, (Say("event.code", "E-1"),)) == reader(Row(2, ("E-1",)))


def test_cells_beyond_the_header_are_refused() -> None:
    """Something to the right of all columns means that the row is out of step."""
    reader = compile_mapping(mapping({}), SCHEMA, header=("code",))
    assert isinstance(reader(Row(2, ("E-1", "", " "))), Draft)
    found = reader(Row(2, ("E-1", "x")))
    assert Rejected(2, "", "too-many-cells", {"expected": 1, "found": 2}) == found


@pytest.mark.parametrize(
    ("prop", "text", "value"),
    [
        ("event.date", "2021-05", "2021-05"),
        ("event.date", "28-29 мая 2021 г.", "2021-05-28/2021-05-29"),
        ("event.people", "около 300", "~300"),
        ("event.people", "не менее 80", "80.."),
        ("event.people", "30–33", "30..33"),
        ("event.rank", "1 200", 1200),
        ("event.rank", "-5", -5),
        ("event.reported", "Иә", True),
        ("event.reported", "нет", False),
        ("event.place", "Шымкент", "KZ-79"),
        ("event.place", "KZ-79", "KZ-79"),
        ("event.link", " https://example.org/a?b=c ", "https://example.org/a?b=c"),
        ("event.digest", "AB" * 32, "ab" * 32),
        ("event.language", "kk-Latn", "kk-Latn"),
        ("event.organiser", "org-1", Reference(("person", "organisation"), "org-1")),
    ],
)
def test_values_are_read_where_they_are_certain(prop: str, text: str, value: object) -> None:
    """Each kind of property has its reader."""
    assert value == one(prop, text)


@pytest.mark.parametrize(
    ("prop", "text", "code"),
    [
        ("event.date", "вчера", "not-a-date"),
        ("event.date", "31.02.2021", "no-such-day"),
        ("event.date", "03/04/2021", "two-readings"),
        ("event.date", "29.05.21", "no-century"),
        ("event.date", "12 рамадан 1442", "not-a-date"),
        ("event.date", "1442-09-12", "other-calendar"),
        ("event.people", "много", "not-a-count"),
        ("event.people", "33-30", "not-a-count"),
        ("event.rank", "007", "not-whole"),
        ("event.rank", "9" * 30, "too-large"),
        ("event.reported", "возможно", "not-yes-or-no"),
        ("event.place", "Атлантида", "unknown-place"),
        ("event.place", "Абайский район", "ambiguous-place"),
        ("event.link", "javascript:alert(1)", "not-a-link"),
        ("event.digest", "abc", "not-a-digest"),
        ("event.language", "русский язык", "not-a-language-code"),
        ("event.response", "молчание", "unknown-term"),
        ("event.narrative", "a\0b", "nul-character"),
    ],
)
def test_nothing_is_guessed(prop: str, text: str, code: str) -> None:
    """What has no certain reading refuses the row with its reason."""
    row = {"x": text}
    assert code in {c for _, c in refused({"x": prop}, row)}


def test_ambiguous_place_names_the_candidates() -> None:
    """The person gets the ids to choose from."""
    found = read({"x": "event.place"}, {"x": "Абайский район"})
    assert isinstance(found, Rejected)
    assert "kato.791110000" in str(found.facts["candidates"])


def test_faults_never_hold_what_the_cell_said() -> None:
    """A report of refused rows can be shown and saved: it holds no content."""
    found = read({"x": "event.date", "y": "event.place"}, {"x": "secret", "y": "secret"})
    assert "secret" not in repr(found)


def test_every_fault_of_a_row_is_told() -> None:
    """One pass over the report mends the row; a missing key is a fault like others."""
    row = {"code": "", "a": "вчера", "b": "много", "c": "2021"}
    columns = {"a": "event.date", "b": "event.people", "c": "event.date"}
    expected = [("code", "no-key"), ("a", "not-a-date"), ("b", "not-a-count")]
    assert expected == refused(columns, row)


def test_said_keeps_the_words() -> None:
    """Where the mapping says so, an unreadable date stays in words instead of refusing."""
    columns = {"x": {"property": "event.date", "said": "event.date_said"}}
    assert [("event.date_said", "вчера")] == said(columns, {"x": "вчера"})
    both = [("event.date", "2021-05-29"), ("event.date_said", "29.05.2021")]
    assert both == said(columns, {"x": "29.05.2021"})
    assert [("event.date", "2021-05-29")] == said(columns, {"x": "2021-05-29"})


def test_terms_by_id_label_or_own_word() -> None:
    """A term is found by its id, by a label that only it has, or by the mapping's own word."""
    target = {"property": "event.response", "terms": {"послали": "refused"}}
    for text in ("refused", "ОТКАЗ", "бас тарту", "Послали"):
        assert [("event.response", "refused")] == said({"x": target}, {"x": text})


def test_a_label_of_two_terms_is_ambiguous() -> None:
    """“Угроза” is two acts here; nobody picks one."""
    assert [("x", "ambiguous-term")] == refused({"x": "act.type"}, {"x": "угроза"})


def test_several_values_in_one_cell() -> None:
    """A cell is split only where the property may hold several."""
    columns = {"x": {"property": "event.response", "split": ";"}}
    expected = [("event.response", "refused"), ("event.response", "opened")]
    assert expected == said(columns, {"x": "refused; opened;"})


def test_one_column_under_two_properties() -> None:
    """A list of targets says the same cell twice."""
    columns = {"x": ["event.date_said", "event.narrative"]}
    assert [("event.date_said", "a"), ("event.narrative", "a")] == said(columns, {"x": "a"})


def test_inner_thing_is_tied_to_its_event() -> None:
    """An act in the row is a draft of its own, keyed from the row and tied to the event."""
    draft = read({"x": "act.type"}, {"x": "beating", "src": "S-1"}, source="src")
    assert isinstance(draft, Draft)
    (act,) = draft.inner
    assert ("act", "E-1#act", 2) == (act.type, act.key, act.line)
    assert (
        Say("act.code", "E-1#act"),
        Say("act.type", "beating", None, "S-1", None),
        Say("act.event", Reference(("event",), "E-1")),
    ) == act.says


def test_several_inner_things_in_one_cell() -> None:
    """Two acts in a cell are two acts; a column with one value speaks of both."""
    columns = {
        "x": {"property": "act.type", "split": ";"},
        "bias": {"property": "act.bias", "split": "+"},
    }
    draft = read(columns, {"x": "beating; threat", "bias": "orientation+gender"})
    assert isinstance(draft, Draft)
    assert ["E-1#act/beating", "E-1#act/threat"] == [act.key for act in draft.inner]
    for act in draft.inner:
        bias = [say.value for say in act.says if say.property == "act.bias"]
        assert ["orientation", "gender"] == bias


def test_parts_that_do_not_match_are_refused() -> None:
    """Two acts and three victims cannot be told apart."""
    columns = {
        "x": {"property": "act.type", "split": ";"},
        "v": {"property": "act.victim", "split": ";"},
    }
    assert [("x", "parts-do-not-match")] == refused(columns, {"x": "beating;threat", "v": "1;2;3"})
    assert [("x", "same-value-twice")] == refused(columns, {"x": "threat;threat", "v": "1"})


def test_named_inner_things_and_links_between_them() -> None:
    """A victim with a key of its own, a perpetrator with a fixed role, the act against the one."""
    draft = read(
        {
            "who": {"property": "person.name", "inside": "victim"},
            "act": "act.type",
            "police": {"property": "involvement.actor", "inside": "perpetrator"},
        },
        {"who": "A", "who_code": "P-7", "act": "beating", "police": "org-police"},
        keys={"victim": "who_code"},
        always=[
            {"property": "act.victim", "refers": "victim"},
            {"property": "involvement.role", "value": "did", "inside": "perpetrator"},
        ],
    )
    assert isinstance(draft, Draft)
    told = {inner.key: {s.property: s.value for s in inner.says} for inner in draft.inner}
    assert {"P-7", "E-1#act", "E-1#perpetrator"} == set(told)
    assert Reference(("person",), "P-7") == told["E-1#act"]["act.victim"]
    assert "did" == told["E-1#perpetrator"]["involvement.role"]


def test_fixed_values_wait_for_their_inner_thing() -> None:
    """A row that tells of no perpetrator does not get one."""
    columns = {"police": {"property": "involvement.actor", "inside": "perpetrator"}}
    always = [
        {"property": "involvement.role", "value": "did", "inside": "perpetrator"},
        {"property": "event.reported", "value": "no"},
    ]
    draft = read(columns, {"police": ""}, always=always)
    assert isinstance(draft, Draft)
    assert () == draft.inner
    assert Say("event.reported", value=False) in draft.says


def test_keys_are_checked() -> None:
    """A key has a length, and may not look like the key of an inner thing."""
    assert [("code", "key-too-long")] == refused({}, {"code": "x" * 201})
    assert [("code", "key-with-mark")] == refused({"x": "act.type"}, {"code": "a#b", "x": ""})


@pytest.mark.parametrize(
    ("columns", "more", "reason"),
    [
        ({"x": "event.date"}, {}, "column-not-mapped"),
        ({"x": "event.date", "y": "event.rank", "z": "event.rank"}, {}, "column-not-in-file"),
        (
            {"x": {"property": "event.date", "split": ";"}, "y": "event.rank"},
            {},
            "split-but-single",
        ),
        (
            {"x": {"property": "event.organiser", "reference": "event"}, "y": "event.rank"},
            {},
            "wrong-reference",
        ),
        (
            {"x": {"property": "event.date", "said": "event.rank"}, "y": "event.rank"},
            {},
            "said-does-not-fit",
        ),
        (
            {"x": {"property": "event.date", "terms": {"a": "b"}}, "y": "event.rank"},
            {},
            "terms-without-vocabulary",
        ),
        (
            {"x": {"property": "event.response", "terms": {"a": "b"}}, "y": "event.rank"},
            {},
            "unknown-term",
        ),
        (
            {"x": "event.date", "y": "event.rank"},
            {"identity": ["x"]},
            "personal-column-in-casework",
        ),
        ({"x": "event.date", "y": "person.name"}, {}, "inner-thing-without-link"),
        ({"x": "event.date", "y": "act.type"}, {"key": None}, "missing-key"),
        (
            {"x": "event.date", "y": "event.rank"},
            {"always": [{"property": "event.rank", "value": "much"}]},
            "not-whole",
        ),
        (
            {"x": "event.date", "y": "event.rank"},
            {"always": [{"property": "event.organiser", "refers": "nobody"}]},
            "no-such-inner-thing",
        ),
    ],
)
def test_mapping_that_does_not_fit_is_refused(
    columns: dict[str, Any], more: dict[str, Any], reason: str
) -> None:
    """Before a row is read: what the mapping forgot, misnamed, or would say in the wrong half."""
    with pytest.raises(MappingError) as caught:
        compile_mapping(mapping(columns, **more), SCHEMA, header=("code", "x", "y"))
    assert reason == caught.value.reason


def test_unknown_names_are_refused() -> None:
    """Types and properties come from the schema."""
    with pytest.raises(UnknownProperty):
        compile_mapping(mapping({"x": "event.dat"}), SCHEMA, header=("code", "x"))
    with pytest.raises(UnknownType):
        compile_mapping(mapping({}, type="evnt"), SCHEMA, header=("code",))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "a: [", "mapping: x", "mapping: x\ntype: event\nclumns: {}",
        "mapping: x\ntype: event\ncolumns: {a: {propety: b}}",
        "mapping: x\ntype: event\ncolumns: {a: []}",
        "mapping: x\ntype: event\nalways: [{property: a}]",
        "mapping: x\ntype: event\nignore: [[1]]",
        "mapping: !!python/object/apply:os.getcwd []\ntype: event",
        "mapping: x\ntype: event\ncolumns: &a {b: *a}",
        "[" * 10_000,
    ],
)  # fmt: skip
def test_bad_yaml_is_refused(text: str) -> None:
    """A slip of the pen is an error with its place, never ignored and never run."""
    with pytest.raises(MappingError):
        read_mapping(text)


def test_yaml_aliases_do_not_blow_up() -> None:
    """Lists of lists of lists by reference are not words, so they are never written out."""
    rows = ["a0: &a0 [x]"]
    rows += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    with pytest.raises(MappingError):
        read_mapping("\n".join([*rows, "mapping: *a29", "type: event"]))


def test_mapping_is_written_and_read_back() -> None:
    """What is saved is what was confirmed."""
    full = mapping(
        {
            "a": {"property": "event.response", "split": ";", "terms": {"нет": "refused"}},
            "b": [{"property": "event.wording", "language": "kk"}, "event.narrative"],
            "c": {"property": "involvement.actor", "reference": ["organisation"], "inside": "p"},
        },
        source="s",
        always=[{"property": "involvement.role", "value": "did", "inside": "p"}],
        keys={"p": "k"},
        ignore=["i"],
        identity=["b"],
    )
    assert full == read_mapping(write_mapping(full))


def test_suggestion_by_labels_in_three_languages() -> None:
    """Columns meet properties by label or name, whatever the spelling; the rest is left open."""
    header = (
        "КОД",
        "Дата",
        "Орны",
        "what was done",
        "Формулировка (ru)",
        "wording_kk",
        "Источник",
        "???",
    )
    rows = [["E-1", "2021", "x", "beating;threat", "", "", "S-1", ""]]
    found = suggest_mapping(header, rows, SCHEMA)
    assert ("event", "КОД", "Источник") == (found.type, found.key, found.source)
    assert {
        "Дата": ("event.date", None, None, "event.date_said"),
        "Орны": ("event.place", None, None, "event.place_said"),
        "what was done": ("act.type", None, ";", None),
        "Формулировка (ru)": ("event.wording", "ru", None, None),
        "wording_kk": ("event.wording", "kk", None, None),
    } == {
        column: (t.property, t.language, t.split, t.said) for column, (t,) in found.columns.items()
    }
    with pytest.raises(MappingError) as caught:
        compile_mapping(found, SCHEMA, header=header)
    assert ("column-not-mapped", "???") == (caught.value.reason, caught.value.where)


def test_suggestion_keeps_personal_columns_out_of_casework() -> None:
    """A column with telephone numbers is never offered a place in the casework half."""
    rows = [["E-1", "+7 701 234 56 78", "звонили с 87012345678"]]
    found = suggest_mapping(("code", "Rank", "Story"), rows, SCHEMA)
    assert ("Rank", "Story") == found.identity
    assert {"Story": "event.narrative"} == {c: t.property for c, (t,) in found.columns.items()}


def test_suggestion_offers_names_of_people_nothing_public() -> None:
    """By their cells, whatever the header says; by the header, where the thing is an inner one."""
    organisations = suggest_mapping(("Код", "Название"), [["1", "Иванова Анна"]], SCHEMA)
    events = suggest_mapping(("code", "date", "place", "name"), [], load_schema())
    assert (("Название",), {}) == (organisations.identity, organisations.columns)
    assert (("name",), {"date", "place"}) == (events.identity, events.columns.keys())


def test_suggestion_of_a_type_by_its_own_properties() -> None:
    """Of types that meet as many columns, the one the columns belong to."""
    assert suggest_mapping(("code", "name_in_use", "pseudonym"), [], load_schema()).type == "person"


def test_suggestion_takes_no_personal_column_for_the_code() -> None:
    """Codes are read by everybody."""
    assert suggest_mapping(("id", "date"), [["87012345678", "2024"]], load_schema()).key is None


def test_suggestion_of_a_list_of_organisations() -> None:
    """A public name is no person's name."""
    found = suggest_mapping(("Код", "Название"), [["org-1", "Союз"]], SCHEMA)
    assert ("organisation", ()) == (found.type, found.identity)
    assert ["Название"] == list(found.columns)


@given(st.lists(st.text(max_size=12), max_size=8, unique=True), st.lists(st.text(max_size=9)))
def test_suggestion_never_raises(header: list[str], cells: list[str]) -> None:
    """Whatever a file's header says."""
    assert suggest_mapping(header, [cells], SCHEMA).type in SCHEMA.types


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused(text: str) -> None:
    """No cell of any column raises."""
    columns = {name: f"event.{name}" for name in SCHEMA.types["event"].properties if name != "code"}
    header = ("code", *columns)
    reader = compile_mapping(mapping(columns), SCHEMA, header=header)
    found = reader(Row(2, ("E-1", *[text] * len(columns))))
    assert isinstance(found, Draft | Rejected)


def test_twenty_thousand_rows_of_fifteen_columns_are_all_read() -> None:
    """Every row of a large file becomes a draft."""
    kinds = {
        "date": "2021-05-{:02}", "place": "Шымкент", "people": "{}", "reported": "да",
        "response": "refused", "organiser": "org-{}", "rank": "{}", "language": "kk",
        "narrative": "Рассказ {} о том, что было", "date_said": "в мае {}", "link": "https://a.kz/{}",
        "wording": "In May, something happened: {}.", "place_said": "у рынка",
    }  # fmt: skip
    columns = {name: {"property": f"event.{name}"} for name in kinds}
    header = ("code", "source", *kinds)
    reader = compile_mapping(mapping(dict(columns), source="source"), SCHEMA, header=header)
    cells = [text.format for text in kinds.values()]
    rows = [
        Row(n, (f"E-{n}", f"S-{n % 100}", *[fill(n % 28 + 1) for fill in cells]))
        for n in range(20_000)
    ]
    drafts = [reader(row) for row in rows]
    assert all(isinstance(draft, Draft) for draft in drafts)


def test_the_example_of_the_manual_compiles() -> None:
    """The mapping in docs/spec/mapping.md is good YAML and fits the schema of this version."""
    page = Path(__file__).parents[2] / "docs" / "spec" / "mapping.md"
    example = page.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    written = read_mapping(example)
    header = tuple(sorted(written.named))
    row = dict.fromkeys(header, "") | {
        "code": "E-1",
        "act": "beating; threat",
        "name": "A",
        "person_code": "P-1",
        "police": "org-police",
        "answer": "послали",
    }
    draft = compile_mapping(written, load_schema(), header=header)(Row(2, tuple(row.values())))
    assert isinstance(draft, Draft), draft
    keys = ["E-1#act/beating", "E-1#act/threat", "E-1#perpetrator", "P-1"]
    assert keys == sorted(inner.key for inner in draft.inner)
