"""An organisation's own properties, words and lists, beside those that are built in.

An addition is a YAML text. It may add properties to a type, words to a list that only describes,
and lists of its own. Whatever it adds carries a mark in its name (`own_…`, `own-…`), so that no
later version of the program can come to mean something else by it. It can change, hide or require
nothing that is built in: what it may say is a short list, and the linter judges the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

import msgspec
import yaml

from kuager import N_, KuagerError
from kuager.model.compile import compiled_property, compiled_vocabulary
from kuager.model.lint import lint_files
from kuager.model.schema import EntityType, Property, Schema
from kuager.model.schema_files import Raw, SchemaFiles, read_yaml
from kuager.model.vocabulary import Term, Vocabulary

MAX_ADDITION_BYTES: Final = 256 << 10
OWN_NAME, OWN_TERM = "own_", "own-"
_TOP_KEYS = {"properties", "terms", "vocabularies"}
_FAMILIES = frozenset({"casework", "actors", "proceedings", "sources", "advocacy"})
_DECIDING = frozenset({"attribution", "basis", "exit_code", "sensitivity", "sure"})
_DECIDING_FAMILIES = ("backup_", "block_", "circle_", "consent_", "copy_", "edition_", "erasure_",
    "ilga_", "member_", "release_", "rule_")  # fmt: skip
"""Lists by whose words the program decides something: those stay as they are."""


class AdditionError(KuagerError):
    """An addition that the linter does not pass; `problems` are its sentences."""

    code: ClassVar[str] = "addition-refused"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "These own fields and lists cannot be put in force (problems: {count}; the first: "
        "{problem}). Nothing was changed."
    )

    def __init__(self, problems: list[str]) -> None:
        """Keep every sentence of the linter."""
        super().__init__(count=len(problems), problem=problems[0])
        self.problems = tuple(problems)


def with_addition(schema: Schema, text: str) -> Schema:
    """The schema with what an addition says. Raises AdditionError with everything that is wrong."""
    raw = _read(text)
    problems = list(_own_problems(raw, schema))
    if not problems:
        problems = _lint_merged(raw, schema)
    if problems:
        raise AdditionError(problems)
    return _merged(raw, schema)


def with_additions(schema: Schema, texts: Iterable[str]) -> Schema:
    """The schema with every addition that fits; one that does not is left out whole.

    That may happen where two devices added the same, or after an addition of a newer version.
    """
    for text in texts:
        try:
            schema = with_addition(schema, text)
        except AdditionError:
            continue
    return schema


def added_names(text: str) -> tuple[str, ...]:
    """What an addition adds: properties by qualified name, lists, and words as "list: word"."""
    raw = _read(text)
    names = [f"{kind}.{short}" for kind, p in _tables(raw, "properties") for short in p]
    names += [str(name) for name in raw.get("vocabularies", {})]
    for vocabulary, terms in (raw.get("terms") or {}).items():
        names += [f"{vocabulary}: {term.get('id')}" for term in terms]
    return tuple(names)


def _read(text: str) -> Raw:
    if len(text.encode("utf-8", "replace")) > MAX_ADDITION_BYTES:
        raise AdditionError(["the file is too large"])
    try:
        raw = read_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        raise AdditionError([" ".join(str(error).split()) or "this is not YAML"]) from error
    if not isinstance(raw, dict) or not raw:
        raise AdditionError(["the file is empty"])
    return raw


def _tables(raw: Raw, key: str) -> list[tuple[str, Raw]]:
    found = raw.get(key) or {}
    return [(str(name), table or {}) for name, table in found.items()]


def _own_problems(raw: Raw, schema: Schema) -> Iterator[str]:
    """What an addition may not do, whatever the linter thinks of it."""
    for key in raw.keys() - _TOP_KEYS:
        yield f"unknown key “{key}”"
    shapes = {"properties": dict, "vocabularies": dict, "terms": list}
    for key, inner in shapes.items():
        table = raw.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(v, inner) for v in table.values()):
            yield f"“{key}” is not of its form"
            return
    for kind, properties in _tables(raw, "properties"):
        yield from _property_problems(kind, properties, schema)
    for name, _ in _tables(raw, "vocabularies"):
        if not name.startswith(OWN_NAME) or name in schema.vocabularies:
            yield f"the list “{name}” must be new, and its name must begin with “{OWN_NAME}”"
    for name, terms in (raw.get("terms") or {}).items():
        yield from _term_problems(str(name), terms, schema)


def _property_problems(kind: str, properties: Raw, schema: Schema) -> Iterator[str]:
    known = schema.types.get(kind)
    if known is None or known.family not in _FAMILIES:
        yield f"“{kind}” is no type to which properties can be added"
        return
    for short, raw in properties.items():
        if not isinstance(short, str) or not short.startswith(OWN_NAME):
            yield f"{kind}.{short}: the name must begin with “{OWN_NAME}”"
        elif short in known.properties:
            yield f"{kind}.{short} is there already"
        if not isinstance(raw, dict):
            yield f"{kind}.{short} is not of its form"
            continue
        for key in ("required", "inside", "forgets"):
            if raw.get(key):
                yield f"{kind}.{short}: an own property cannot say “{key}”"
        if raw.get("half") == "house":
            yield f"{kind}.{short}: an own property is said in casework or identity"


def _term_problems(name: str, terms: list[Any], schema: Schema) -> Iterator[str]:
    known = schema.vocabularies.get(name)
    if known is None:
        yield f"there is no list “{name}” to which words can be added"
        return
    if name in _DECIDING or name.startswith(_DECIDING_FAMILIES):
        yield f"by the words of “{name}” the program decides: none can be added"
    for term in terms:
        ident = term.get("id") if isinstance(term, dict) else None
        if not isinstance(ident, str) or not ident.startswith(OWN_TERM):
            yield f"{name}: the id of the word “{ident}” must begin with “{OWN_TERM}”"
        elif ident in known.terms:
            yield f"{name}: the word “{ident}” is there already"


def _lint_merged(raw: Raw, schema: Schema) -> list[str]:
    """What the linter says of the types and lists that are touched, as they would become."""
    built: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))
    files = SchemaFiles(
        types={name: _type_as_written(t) for name, t in built["types"].items()},
        vocabularies={name: _list_as_written(v) for name, v in built["vocabularies"].items()},
        crosswalks={name: {"codes": c["codes"]} for name, c in built["crosswalks"].items()},
    )
    for kind, properties in _tables(raw, "properties"):
        files.types[kind]["properties"] |= properties
    for name, vocabulary in _tables(raw, "vocabularies"):
        files.vocabularies[name] = _new_list(name, vocabulary)
    for name, terms in (raw.get("terms") or {}).items():
        files.vocabularies[name]["terms"] += terms
    touched = {*(raw.get("properties") or {}), *(raw.get("vocabularies") or {})}
    return lint_files(files, only=frozenset({*touched, *(raw.get("terms") or {})}))


def _type_as_written(compiled: Raw) -> Raw:
    """A compiled type as its YAML says it."""
    head = {key: compiled[key] for key in ("family", "label", "plural", "hint")}
    properties = {
        short: {key: p[key] for key in p.keys() - {"name", "type"}}
        for short, p in compiled["properties"].items()
    }
    return {"type": compiled["name"], **head, "properties": properties}


def _list_as_written(compiled: Raw) -> Raw:
    terms = [
        {key: value for key, value in term.items() if value} for term in compiled["terms"].values()
    ]
    head = {key: compiled[key] for key in ("source", "licence", "edition", "editions")}
    return {"vocabulary": compiled["id"], "label": compiled["title"], **head, "terms": terms}


def _new_list(name: str, raw: Raw) -> Raw:
    """A list of one's own says what it is called and its words; the rest is known."""
    known = {"source": "Our own list.", "licence": "none", "edition": "1"}
    return {"vocabulary": name, **known, **raw}


def _merged(raw: Raw, schema: Schema) -> Schema:
    types, vocabularies = dict(schema.types), dict(schema.vocabularies)
    for name, vocabulary in _tables(raw, "vocabularies"):
        compiled = compiled_vocabulary(_new_list(name, vocabulary))
        vocabularies[name] = msgspec.convert(compiled, Vocabulary)
    for name, terms in (raw.get("terms") or {}).items():
        own = {term["id"]: msgspec.convert(term, Term) for term in terms}
        before = vocabularies[name]
        vocabularies[name] = replace(before, terms={**before.terms, **own})
    for kind, properties in _tables(raw, "properties"):
        types[kind] = _extended(types[kind], properties)
    return Schema(types=types, vocabularies=vocabularies, crosswalks=schema.crosswalks)


def _extended(entity_type: EntityType, properties: Raw) -> EntityType:
    own = {
        short: msgspec.convert(compiled_property(entity_type.name, short, p), Property)
        for short, p in properties.items()
    }
    return replace(entity_type, properties={**entity_type.properties, **own})
