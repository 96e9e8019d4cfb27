"""A first mapping for a new kind of file, from what its columns are called.

Column names are compared with the labels of the schema in all its languages, spelling aside. What
does not meet exactly one property is left unmapped, so that the person has to decide; a personal
column is only offered a property of the identity half. A column called "name" may be that of an
organisation: it counts as personal unless it meets a public property of the type itself and its
cells do not look like names of people.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kuager.model.folding import fold
from kuager.model.mapping_value import Mapping, Target
from kuager.model.personal import find_personal
from kuager.model.schema import EntityType, Property, Schema

_FIRST_ASKED = ("event", "case", "person", "organisation", "proceeding", "source", "group")
_KEY_NAMES = ("code", "id", "key", "код", "ключ", "ид", "идентификатор", "сәйкестендіргіш")
_SURE_NAMES = ("sure", "certainty", "how sure", "достоверность", "уверенность", "сенімділік")
_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "англ": "en",
    "ru": "ru", "rus": "ru", "russian": "ru", "рус": "ru",
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "каз": "kk", "қаз": "kk",
}  # fmt: skip
_SUFFIX = re.compile(r"(?P<name>.+?)[\s_.,:(\[-]+(?P<language>\w{2,7})[)\]]?\s*")
_SPLITS = (";", "|", "\n")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A column that met a property; `language` is what the column's name ends on."""

    column: str
    prop: Property
    language: str | None


def suggest_mapping(
    header: Sequence[str],
    sample_rows: Iterable[Sequence[str]],
    schema: Schema,
    type_name: str | None = None,
) -> Mapping:
    """A mapping to begin with; `sample_rows` are the cells of some rows. Never raises.

    The type is the likeliest if none is named. Its id is the type's name; columns it leaves out
    are neither mapped nor ignored.
    """
    rows = [list(row) for row in sample_rows]
    looks_personal = find_personal(header, rows)
    names = frozenset(found.column for found in looks_personal if found.kind == "name")
    named = schema.types.get(type_name or "")
    kind = named or _likeliest_type(header, names, schema)
    key = _named(header, (*_KEY_NAMES, *kind.properties["code"].label.values()))
    if any(found.column == key for found in looks_personal):
        key = None
    taken = {key}
    source = sure = None
    if "source" not in kind.properties and "source" in schema.types:
        source = _named(header, ("source", *schema.types["source"].label.values()))
    if "sure" not in kind.properties:
        sure = _named(header, _SURE_NAMES)
    taken |= {source, sure}
    met = _meetings([column for column in header if column not in taken], names, kind, schema)
    public = {meeting.column for meeting in met if meeting.prop.is_public}
    personal = {
        found.column
        for found in looks_personal
        if found.column not in public or (found.kind, found.why) != ("name", "header")
    }
    columns = {
        meeting.column: (_target(meeting, _cells(header, rows, meeting.column), kind),)
        for meeting in met
        if meeting.column not in personal or meeting.prop.half == "identity"
    }
    identity = tuple(column for column in header if column in personal)
    return Mapping(
        id=kind.name,
        type=kind.name,
        key=key,
        source=source,
        sure=sure,
        columns=columns,
        identity=identity,
    )


def suggest_target(
    prop: Property, cells: Sequence[str], kind: EntityType, language: str | None = None
) -> Target:
    """How a column with these cells says a property: whole, or as several values."""
    return _target(_Meeting("", prop, language), list(cells), kind)


def _words(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", fold(text)).split())


def _named(header: Sequence[str], names: Iterable[str]) -> str | None:
    """The one column that is called by one of these names."""
    wanted = {_words(name) for name in names}
    found = [column for column in header if _words(column) in wanted]
    return found[0] if len(found) == 1 else None


def _likeliest_type(header: Sequence[str], names: AbstractSet[str], schema: Schema) -> EntityType:
    """The type that most columns speak of, its own properties first; of equals, the first asked."""
    first = [schema.types[name] for name in _FIRST_ASKED if name in schema.types]
    others = [kind for kind in schema.types.values() if kind not in first]

    def speaks(kind: EntityType) -> tuple[int, int]:
        met = _meetings(header, names, kind, schema)
        return len(met), sum(meeting.prop.type == kind.name for meeting in met)

    return max((*first, *others), key=speaks)


def _meetings(
    columns: Sequence[str], names: AbstractSet[str], kind: EntityType, schema: Schema
) -> list[_Meeting]:
    """The columns that meet exactly one property: of the type itself, else of a thing inside it.

    `names` are columns that may name people: they meet nothing public of an inner thing.
    """
    own = _by_words(kind.properties.values())
    inner = [t for t in schema.types.values() if any(kind.name in p.to for p in t.inside)]
    inside = _by_words(p for t in inner for p in t.properties.values())
    found, used = [], set()
    for column in columns:
        name, language = _without_language(column)
        for words in (own, inside):
            prop = _only(words.get(_words(column), [])) or _only(words.get(_words(name), []))
            if prop is not None and words is inside and prop.is_public and column in names:
                continue
            if prop is not None and (prop.name, language) not in used:
                used.add((prop.name, language))
                found.append(_Meeting(column, prop, language if prop.per_language else None))
                break
    return found


def _by_words(properties: Iterable[Property]) -> dict[str, list[Property]]:
    """Properties by every name they may be called: label, short name, qualified name."""
    words: dict[str, list[Property]] = {}
    for prop in properties:
        for name in {_words(n) for n in (prop.short, prop.name, *prop.label.values())}:
            if prop.short != "code":
                words.setdefault(name, []).append(prop)
    return words


def _only(properties: list[Property]) -> Property | None:
    return properties[0] if len(properties) == 1 else None


def _without_language(column: str) -> tuple[str, str | None]:
    match = _SUFFIX.fullmatch(column)
    language = None if match is None else _LANGUAGES.get(match["language"].casefold())
    return (column, None) if match is None or language is None else (match["name"], language)


def _cells(header: Sequence[str], rows: list[list[str]], column: str) -> list[str]:
    index = list(header).index(column)
    return [row[index] for row in rows if index < len(row)]


def _target(meeting: _Meeting, cells: list[str], kind: EntityType) -> Target:
    prop = meeting.prop
    said = f"{prop.short}_said"
    keeps_words = prop.type == kind.name and said in kind.properties
    return Target(
        property=prop.name,
        language=meeting.language,
        split=_split(prop, cells, kind),
        said=f"{prop.type}.{said}" if keeps_words else None,
    )


def _split(prop: Property, cells: list[str], kind: EntityType) -> str | None:
    """A sign between several values, where there may be several and the sample shows it."""
    if prop.kind not in ("term", "reference") or not (prop.many or prop.type != kind.name):
        return None
    return next((sign for sign in _SPLITS if any(sign in cell for cell in cells)), None)
