"""Facts about the schema: what may be said of each type of record."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kuager.model.compile import HERE, compile_schema
from kuager.model.derived import DERIVED
from kuager.model.schema import (
    FREE_TEXT,
    EntityType,
    Property,
    UnknownProperty,
    UnknownType,
    load_schema,
    read_schema,
)
from kuager.model.schema_files import read_files
from kuager.model.vocabulary import LANGUAGES

SCHEMA = load_schema()
TYPES = list(SCHEMA.types.values())
PROPERTIES = list(SCHEMA.properties.values())

SPEC = Path(__file__).parents[2] / "docs" / "spec"

LOADING = """
import sys
opened = []
sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == "open" else None)
import kuager.model.schema as schema
opened.clear()
schema.load_schema()
schema.load_schema()
names = [path.replace("\\\\", "/").rpartition("/")[2] for path in opened]
print([name for name in names if not name.endswith((".py", ".pyc"))])
print("yaml" in sys.modules, "kuager.model.lint" in sys.modules)
"""


def test_the_compiled_schema_is_fresh() -> None:
    """The file that is loaded says what the YAML says; if not: python -m kuager.model.compile."""
    assert compile_schema(read_files(HERE)) == (HERE / "compiled.json").read_bytes()


def test_loading_reads_one_file_once_and_no_yaml() -> None:
    """Opening a vault costs one file of JSON, however often the schema is asked for."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True
    )
    assert ["['compiled.json']", "False False"] == done.stdout.splitlines()


def test_the_compiled_schema_is_small() -> None:
    """It stays under a megabyte, so that it is read in milliseconds on an old laptop."""
    assert (HERE / "compiled.json").stat().st_size < 1_000_000


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_every_type_speaks_three_languages(kind: EntityType) -> None:
    """Name, plural and explanation are there in English, Russian and Kazakh."""
    for words in (kind.label, kind.plural, kind.hint):
        assert set(LANGUAGES) == {lang for lang, text in words.items() if text.strip()}


@pytest.mark.parametrize("p", PROPERTIES, ids=lambda p: p.name)
def test_every_property_speaks_three_languages(p: Property) -> None:
    """A person reads a label and an explanation beside every field, in her own language."""
    for words in (p.label, p.hint):
        assert set(LANGUAGES) == {lang for lang, text in words.items() if text.strip()}


def test_a_first_record_is_four_things() -> None:
    """Required are the story, when and where, how we know, and the consent; nothing else."""
    assert ["case.story", "case.when_where_said", "case.how_known", "consent.answer"] == [
        p.name for p in PROPERTIES if p.required
    ]


def test_free_text_is_said_in_the_identity_half() -> None:
    """A text in which a name can be written is in the other half only if public or neutral."""
    outside = [p for p in PROPERTIES if p.kind in FREE_TEXT and p.half != "identity"]
    assert [] == [p.name for p in outside if not (p.is_public or p.neutral)]


def test_names_faces_and_places_of_safety_are_critical() -> None:
    """What can lead to a person's door is critical and never in the casework half."""
    names = "document_name", "contact", "safe_contact", "birth_date", "health", "orientation"
    assert {(4, "identity")} == {
        (p.sensitivity, p.half) for p in (SCHEMA.property(f"person.{name}") for name in names)
    }


def test_the_house_is_never_told_of_a_case() -> None:
    """Every device reads the house circle, so nothing above internal is said there."""
    assert [] == [p.name for p in PROPERTIES if p.half == "house" and p.sensitivity > 1]


def test_no_hidden_person_stands_outside_erasure() -> None:
    """A type that may hold a private person's words lies inside something that can be erased.

    What forgets is erased by itself with what it points at.
    """
    roots = {"case", "organisation", "import", "erasure", "edition", "pattern"}
    holding = {
        p.type for p in PROPERTIES if p.sensitivity > 1 and p.half != "house" and not p.forgets
    }
    assert set() == {name for name in holding - roots if len(SCHEMA.type(name).inside) == 0}


def test_every_type_has_a_neutral_code() -> None:
    """Importers find a record by a key that names nobody."""
    codes = [kind.properties["code"] for kind in TYPES]
    assert {("text", True, 1)} == {(code.kind, code.neutral, code.sensitivity) for code in codes}


def test_every_vocabulary_is_asked_for() -> None:
    """No list of words lies about that no property draws from."""
    asked = (*PROPERTIES, *DERIVED.values())
    assert set(SCHEMA.vocabularies) == {p.vocabulary for p in asked if p.vocabulary}


def test_a_kind_opens_its_own_questions() -> None:
    """A speech is asked for its words, a gathering for its permit, both for the date."""
    event = SCHEMA.type("event")
    speech = {p.short for p in event.opened_by("speech")}
    gathering = {p.short for p in event.opened_by("gathering")}
    assert ({"date", "words"}, {"date", "permit"}) == (
        speech & {"date", "words", "permit"},
        gathering & {"date", "words", "permit"},
    )


def test_a_property_knows_its_short_name_and_words() -> None:
    """A qualified name leads to the property, and from there to its words."""
    date = SCHEMA.property("event.date")
    assert ("event", "date", "Күні") == (date.type, date.short, date.label["kk"])


def test_what_is_not_there_is_refused_by_name() -> None:
    """An unknown property or type, or words of a property without a list, is refused."""
    with pytest.raises(UnknownProperty) as refused:
        SCHEMA.property("event.colour")
    assert {"property": "event.colour"} == refused.value.facts
    with pytest.raises(UnknownType):
        SCHEMA.type("colour")
    with pytest.raises(UnknownProperty):
        SCHEMA.vocabulary_of("event.date")


@pytest.mark.parametrize("compiled", [b"", b"[]", b'{"types":{"a":1}}', b'{"types":{}}'])
def test_a_broken_schema_is_not_loaded(compiled: bytes) -> None:
    """Bytes that are not a whole schema are refused, never half read."""
    with pytest.raises(msgspec.DecodeError):
        read_schema(compiled)


def test_a_key_said_twice_in_a_file_is_a_fault(tmp_path: Path) -> None:
    """YAML would keep the last one in silence; here the file is refused."""
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "thing.yaml").write_text("type: thing\ntype: other\n", "utf-8")
    found = read_files(tmp_path)
    assert ({}, True) == (found.types, "stands twice" in found.faults[0])


def test_the_ledger_forgets_nothing() -> None:
    """185 rows, each number once and in order, each naming at least one property."""
    rows = re.findall(
        r"(?m)^\| L(\d{3}) \|.*`[a-z]+\.[a-z_]+`", (SPEC / "ledger.md").read_text("utf-8")
    )
    assert list(range(1, 186)) == [int(number) for number in rows]


def test_what_the_ledger_names_exists() -> None:
    """Every property that the ledger points at is in the schema."""
    named = re.findall(r"`([a-z]+\.[a-z_]+)`", (SPEC / "ledger.md").read_text("utf-8"))
    assert [] == [name for name in named if name not in SCHEMA.properties]


def test_the_specification_lists_every_type_and_list() -> None:
    """No type of record and no list of others is missing from docs/spec/schema.md."""
    text = (SPEC / "schema.md").read_text("utf-8")
    assert [] == [name for name in (*SCHEMA.types, *SCHEMA.crosswalks) if f"`{name}`" not in text]
