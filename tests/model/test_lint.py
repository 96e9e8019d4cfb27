"""Facts about the linter: each refusal is shown a file that it must refuse."""

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kuager.model.lint import lint, lint_files
from kuager.model.schema_files import SchemaFiles, read_files

Files = dict[str, Any]


def words(en: str, ru: str, kk: str) -> dict[str, str]:
    """A label in three languages."""
    return {"en": en, "ru": ru, "kk": kk}


def prop(kind: str, label: dict[str, str], **more: object) -> dict[str, Any]:
    """A property that the linter accepts."""
    said = {"kind": kind, "half": "casework", "sensitivity": 1, "label": label, "hint": label}
    return {**said, **more}


def good() -> Files:
    """A small schema by path, about which there is nothing to say."""
    return {
        "schema/thing.yaml": {
            "type": "thing",
            "family": "casework",
            "label": words("Thing", "Вещь", "Зат"),
            "plural": words("Things", "Вещи", "Заттар"),
            "hint": words("What it is.", "Что это.", "Бұл не."),
            "properties": {
                "code": prop("text", words("Code", "Код", "Код"), neutral=True),
                "colour": prop("term", words("Colour", "Цвет", "Түсі"), vocabulary="colour"),
                "part_of": prop(
                    "reference", words("Part of", "Часть", "Бөлігі"), to=["thing"], inside="all"
                ),
                "told": prop(
                    "long", words("Told", "Рассказ", "Баян"), half="identity", sensitivity=3
                ),
                "date": prop("date", words("Date", "Дата", "Күні"), kinds=["speech"]),
            },
        },
        "vocab/colour.yaml": {
            "vocabulary": "colour",
            "label": words("Colour", "Цвет", "Түс"),
            "source": "Our own list.",
            "licence": "Apache-2.0",
            "edition": "1",
            "editions": {"2024": ["red"]},
            "terms": [
                {"id": "red", "label": words("Red", "Красный", "Қызыл")},
                {
                    "id": "dark-red",
                    "broader": "red",
                    "label": words("Dark red", "Тёмно-красный", "Қою қызыл"),
                    "note": words("Like wine.", "Как вино.", "Шарап сияқты."),
                    "crosswalk": {"paint": ["3005"]},
                },
            ],
        },
        "vocab/event_kind.yaml": {
            "vocabulary": "event_kind",
            "label": words("Kind", "Вид", "Түрі"),
            "source": "Our own list.",
            "licence": "Apache-2.0",
            "edition": "1",
            "terms": [{"id": "speech", "label": words("Speech", "Речь", "Сөз")}],
        },
        "vocab/crosswalk/paint.yaml": {
            "crosswalk": "paint",
            "title": "Paints",
            "source": "A chart of colours.",
            "edition": "1",
            "codes": {"3005": "Wine red"},
        },
    }


def write(files: Files, directory: Path) -> Path:
    """The files on disk; a text is written as it is."""
    for path, content in files.items():
        place = directory / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        place.write_text(text, encoding="utf-8")
    return directory


SHELVES = {"thing": "schema/thing.yaml", "paint": "vocab/crosswalk/paint.yaml"}


def put(path: str, value: object) -> Callable[[Files], None]:
    """A change: the value at a dotted path of properties or terms is replaced, or removed."""

    def change(files: Files) -> None:
        shelf, *steps, last = path.split("/")
        node: Any = files[SHELVES.get(shelf, f"vocab/{shelf}.yaml")]
        for step in steps:
            node = node[int(step) if step.isdigit() else step]
        if value is None:
            del node[last]
        else:
            node[last] = value

    return change


REFUSED: dict[str, tuple[Callable[[Files], None], str]] = {
    "colliding term label": (
        put("colour/terms/1/label", words("Red", "Тёмно-красный", "Қою қызыл")),
        "the terms “dark-red” and “red” have one label in “en”: “Red”",
    ),
    "labels that differ by case only": (
        put("colour/terms/1/label", words("Dark red", "красный", "Қою қызыл")),
        "one label in “ru”",
    ),
    "colliding property label": (
        put("thing/properties/told/label", words("Date", "Рассказ", "Баян")),
        "the properties “told” and “date” have one label in “en”: “Date”",
    ),
    "unknown crosswalk": (
        put("colour/terms/0/crosswalk", {"stamps": ["1"]}),
        "red: unknown crosswalk “stamps”",
    ),
    "unknown code of a crosswalk": (
        put("colour/terms/1/crosswalk", {"paint": ["9999"]}),
        "dark-red: “paint” has no code “9999”",
    ),
    "codes that are not a list": (
        put("colour/terms/1/crosswalk", {"paint": "3005"}),
        "the codes of “paint” are not a list of texts",
    ),
    "missing language of a term": (
        put("colour/terms/0/label", {"en": "Red", "ru": "Красный"}),
        "red: the label is missing in “kk”",
    ),
    "missing language of a property": (
        put("thing/properties/date/hint", {"en": "When.", "kk": "Қашан."}),
        "date: the hint is missing in “ru”",
    ),
    "missing words of a note": (
        put("colour/terms/1/note", {"en": "Like wine."}),
        "the note is missing in “ru”",
    ),
    "unknown language": (
        put("colour/label", {**words("Colour", "Цвет", "Түс"), "fr": "Couleur"}),
        "the label has an unknown language “fr”",
    ),
    "mixed alphabets": (
        put("colour/terms/0/label", words("Red", "Kрасный", "Қызыл")),
        "mixes Latin and Cyrillic letters in “Kрасный”",
    ),
    "spaces around": (
        put("colour/terms/0/label", words("Red ", "Красный", "Қызыл")),
        "has spaces around it or is not NFC",
    ),
    "letters that are not composed": (
        put("colour/terms/0/label", words("Red", "Тёмный".replace("ё", "е\u0308"), "Қызыл")),
        "has spaces around it or is not NFC",
    ),
    "unknown broader": (
        put("colour/terms/1/broader", "blue"),
        "the broader term “blue” does not exist",
    ),
    "broader than itself": (put("colour/terms/0/broader", "dark-red"), "it stands below itself"),
    "unknown replacement": (
        put("colour/terms/0/replaced_by", "blue"),
        "the replaced by term “blue” does not exist",
    ),
    "id said twice": (put("colour/terms/1/id", "red"), "an id stands twice"),
    "id that is no id": (put("colour/terms/1/id", "Dark Red"), "small letters, digits and hyphens"),
    "id that YAML took for a truth": (put("colour/terms/1/id", True), "put yes and no in quotes"),
    "unknown term of an edition": (
        put("colour/editions", {"2024": ["blue"]}),
        "edition 2024 has an unknown term “blue”",
    ),
    "vocabulary without a source": (put("colour/source", None), "“source” is missing"),
    "vocabulary without terms": (put("colour/terms", {}), "there are no terms"),
    "vocabulary under another name": (
        put("colour/vocabulary", "shade"),
        "the vocabulary is called “shade”, the file “colour”",
    ),
    "list of others without a gloss": (
        put("paint/codes", {"3005": ""}),
        "the code “3005” is not text or has no gloss",
    ),
    "list of others without codes": (put("paint/codes", None), "there are no codes"),
    "list of others under another name": (
        put("paint/crosswalk", "stamps"),
        "the list is called “stamps”, the file “paint”",
    ),
    "unknown vocabulary": (
        put("thing/properties/colour/vocabulary", "shade"),
        "colour: unknown vocabulary “shade”",
    ),
    "vocabulary of what is no term": (
        put("thing/properties/date/vocabulary", "colour"),
        "date: only a term has a vocabulary",
    ),
    "unknown target type": (
        put("thing/properties/part_of/to", ["house"]),
        "part_of: unknown target type “house”",
    ),
    "reference to nothing": (
        put("thing/properties/part_of/to", None),
        "a reference, and nothing else, says to which types it points",
    ),
    "date that points": (
        put("thing/properties/date/to", ["thing"]),
        "a reference, and nothing else, says to which types it points",
    ),
    "inside of something else than all or any": (
        put("thing/properties/part_of/inside", "some"),
        "only a reference lies inside, and of “all” or “any”",
    ),
    "a text that forgets": (
        put("thing/properties/told/forgets", value=True),
        "told: only a reference that lies in nothing forgets",
    ),
    "forgets and lies inside": (
        put("thing/properties/part_of/forgets", value=True),
        "part_of: only a reference that lies in nothing forgets",
    ),
    "unknown kind": (put("thing/properties/date/kind", "moment"), "date: unknown kind “moment”"),
    "unknown event kind": (put("thing/properties/date/kinds", ["feast"]), "event kind “feast”"),
    "unknown family": (put("thing/family", "friends"), "unknown family “friends”"),
    "unknown key of a property": (
        put("thing/properties/date/colour", "red"),
        "date: unknown key “colour”",
    ),
    "unknown key of a term": (put("colour/terms/0/color", "red"), "red: unknown key “color”"),
    "a fifth thing required": (
        put("thing/properties/date/required", True),
        "a first record needs four things",
    ),
    "switch that is neither true nor false": (
        put("thing/properties/date/many", "often"),
        "“many” is neither true nor false",
    ),
    "free text in the wrong half": (
        put("thing/properties/told/half", "casework"),
        "free text of sensitivity 3 must be said in the identity half",
    ),
    "unknown half": (put("thing/properties/told/half", "third"), "unknown half “third”"),
    "critical in the wrong half": (
        put("thing/properties/date/sensitivity", 4),
        "what is critical must be said in the identity half",
    ),
    "confidential in the house": (
        put(
            "thing/properties/date", prop("date", words("D", "Д", "К"), half="house", sensitivity=2)
        ),
        "nothing above 1 is said there",
    ),
    "sensitivity beyond the scale": (
        put("thing/properties/date/sensitivity", 5),
        "sensitivity is 5, not 0 to 4",
    ),
    "neutral long text": (
        put("thing/properties/told/neutral", True),
        "only a short text can be neutral",
    ),
    "date once per language": (
        put("thing/properties/date/per_language", True),
        "only text is said once per language",
    ),
    "type without a code": (put("thing/properties/code", None), "there is no property “code”"),
    "type without properties": (put("thing/properties", []), "there are no properties"),
    "type under another name": (put("thing/type", "item"), "the type is called “item”"),
    "column of a date's bounds": (
        put("thing/properties/date_from", prop("count", words("F", "О", "Б"))),
        "“date_from” would share a column with the bounds of a date",
    ),
    "name that is no name": (
        put("thing/properties/Node", prop("count", words("F", "О", "Б"))),
        "“Node” cannot be the name of a property",
    ),
}


def test_a_good_schema_passes(tmp_path: Path) -> None:
    """About the small schema that all refusals below start from there is nothing to say."""
    assert [] == lint(write(good(), tmp_path))


@pytest.mark.parametrize(("change", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_each_fault_is_refused(
    change: Callable[[Files], None], sentence: str, tmp_path: Path
) -> None:
    """One fault in a good schema, one sentence that names it."""
    files = good()
    change(files)
    problems = lint(write(files, tmp_path))
    assert [True] == sorted({sentence in p for p in problems if sentence in p}), problems


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty"),
        ("type: [", "expected"),
        ("type: a\ntype: b\n", "the key “type” stands twice"),
        ("type: {a: 1, a: 2}\n", "the key “a” stands twice"),
        ("!!python/object:os.system {}\n", "could not determine a constructor"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(text: str, sentence: str, tmp_path: Path) -> None:
    """Empty, broken, doubled or dangerous YAML is one sentence, and nothing runs."""
    problems = lint(write({"schema/thing.yaml": text}, tmp_path))
    assert ([True], True) == (
        [p.startswith("thing.yaml: ") for p in problems],
        sentence in problems[0],
    )


def test_a_file_that_is_not_text_is_a_problem(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are named, not guessed at."""
    (tmp_path / "vocab").mkdir()
    (tmp_path / "vocab" / "colour.yaml").write_bytes(b"vocabulary: \xff\xfe")
    assert [True] == ["colour.yaml: " in problem for problem in lint(tmp_path)]


def test_whatever_a_file_holds_the_linter_does_not_break(tmp_path: Path) -> None:
    """Any value of a good schema replaced by any other gives sentences, never an exception."""
    shipped = read_files(write(good(), tmp_path))
    chance = random.Random(1)
    for _ in range(400):
        spoiled = copy.deepcopy(shipped)
        holder, key = chance.choice(_places(spoiled))
        holder[key] = copy.deepcopy(chance.choice(_RUBBISH))
        assert isinstance(lint_files(spoiled), list)


_RUBBISH: list[Any] = [None, 1, True, "", "x", [], [[]], [{}], {}, {1: 2}, {"en": [1]}, 1.5, [None]]


def _places(found: SchemaFiles) -> list[tuple[Any, Any]]:
    """Every holder and key below the top of each file."""
    shelves = found.types, found.vocabularies, found.crosswalks
    return [place for shelf in shelves for raw in shelf.values() for place in _below(raw)]


def _below(node: Any) -> list[tuple[Any, Any]]:
    keys: Any = (
        node if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0)
    )
    return [place for key in keys for place in ((node, key), *_below(node[key]))]
