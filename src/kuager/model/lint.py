"""The linter of schema and vocabularies: what it refuses never reaches a person's form.

`lint(directory)` reads `schema/*.yaml`, `vocab/*.yaml` and `vocab/crosswalk/*.yaml` and returns
one sentence per problem, in the order of the files. An empty list means that they may be compiled.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from kuager.model.lint_terms import lint_crosswalk, lint_vocabulary
from kuager.model.lint_words import lint_collisions, lint_words, texts
from kuager.model.schema import FREE_TEXT, Family, Half, Inside, Kind
from kuager.model.schema_files import Raw, SchemaFiles, read_files

FIRST_RECORD = frozenset(
    {"case.story", "case.when_where_said", "case.how_known", "consent.answer"}
)  # fmt: skip
"""The four things of a first record; nothing else may ever be required."""

_TYPE_KEYS = {"type", "family", "label", "plural", "hint", "huridocs", "properties"}
_PROPERTY_KEYS = {
    "kind", "vocabulary", "to", "many", "per_language", "neutral", "half", "sensitivity", "inside",
    "forgets", "searched", "required", "kinds", "label", "hint", "crosswalk",
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = {"node", "states"}
_TOP, _HOUSE_TOP = 4, 1


def lint(directory: Path) -> list[str]:
    """Every problem of the files in a directory, as sentences; empty if there is none."""
    return lint_files(read_files(Path(directory)))


def lint_files(found: SchemaFiles, *, only: frozenset[str] | None = None) -> list[str]:
    """Every problem of files that were read; whatever they hold, it never raises.

    `only` names the types and vocabularies to be judged; the others are taken as sound.
    """
    problems = list(found.faults)
    for name, raw in _asked(found.types, only):
        problems += [f"{name}.yaml: {problem}" for problem in _lint_type(name, raw, found)]
    for name, raw in _asked(found.vocabularies, only):
        problems += [f"{name}.yaml: {problem}" for problem in lint_vocabulary(name, raw, found)]
    for name, raw in found.crosswalks.items() if only is None else ():
        problems += [f"crosswalk/{name}.yaml: {problem}" for problem in lint_crosswalk(name, raw)]
    return problems


def _asked(shelf: dict[str, Raw], only: frozenset[str] | None) -> list[tuple[str, Raw]]:
    return [(name, raw) for name, raw in shelf.items() if only is None or name in only]


def _lint_type(name: str, raw: Raw, found: SchemaFiles) -> Iterator[str]:
    if raw.get("type") != name:
        yield f"the type is called “{raw.get('type')}”, the file “{name}”"
    if raw.get("family") not in get_args(Family):
        yield f"unknown family “{raw.get('family')}”"
    for key in raw.keys() - _TYPE_KEYS:
        yield f"unknown key “{key}”"
    if not isinstance(raw.get("huridocs", ""), str):
        yield "“huridocs” is not text"
    for key in ("label", "plural", "hint"):
        yield from lint_words(raw.get(key), f"the {key}")
    properties = raw.get("properties")
    if not isinstance(properties, dict) or not all(
        isinstance(p, dict) for p in properties.values()
    ):
        yield "there are no properties"
        return
    yield from _lint_code(properties)
    yield from _lint_columns(properties)
    yield from lint_collisions({n: p.get("label") for n, p in properties.items()}, "the properties")
    for short, p in properties.items():
        for problem in _lint_property(f"{name}.{short}", p, found):
            yield f"{short}: {problem}"


def _lint_code(properties: Raw) -> Iterator[str]:
    """Importers find a record by its code, so every type has one."""
    code = properties.get("code")
    if code is None or code.get("kind") != "text" or code.get("neutral") is not True:
        yield "there is no property “code” (kind text, neutral)"


def _lint_columns(properties: Raw) -> Iterator[str]:
    """A date takes three columns of its table: its value and its bounds."""
    bounds = {
        f"{short}_{end}"
        for short, p in properties.items()
        if p.get("kind") == "date"
        for end in ("from", "to")
    }
    for short in properties:
        if not isinstance(short, str) or _NAME.fullmatch(short) is None or short in _RESERVED:
            yield f"“{short}” cannot be the name of a property"
        elif short in bounds:
            yield f"“{short}” would share a column with the bounds of a date"


def _lint_property(name: str, p: Raw, found: SchemaFiles) -> Iterator[str]:
    for key in p.keys() - _PROPERTY_KEYS:
        yield f"unknown key “{key}”"
    if p.get("kind") not in get_args(Kind):
        yield f"unknown kind “{p.get('kind')}”"
    yield from lint_words(p.get("label"), "the label")
    yield from lint_words(p.get("hint"), "the hint")
    yield from _lint_vocabulary(p, found)
    yield from _lint_targets(p, found)
    yield from _lint_half(p)
    yield from _lint_switches(name, p)
    yield from _lint_kinds(p, found)
    crosswalk = p.get("crosswalk", {})
    if not isinstance(crosswalk, dict) or texts(list(crosswalk.values())) is None:
        yield "the crosswalk does not map lists to codes"


def _lint_kinds(p: Raw, found: SchemaFiles) -> Iterator[str]:
    kinds, listed = texts(p.get("kinds", [])), found.vocabularies.get("event_kind", {}).get("terms")
    if kinds is None:
        yield "“kinds” is not a list of words"
        return
    terms = listed if isinstance(listed, list) else []
    known = [term.get("id") for term in terms if isinstance(term, dict)]
    for kind in kinds:
        if kind not in known:
            yield f"unknown event kind “{kind}”"


def _lint_vocabulary(p: Raw, found: SchemaFiles) -> Iterator[str]:
    vocabulary = p.get("vocabulary")
    if p.get("kind") == "term" and vocabulary not in list(found.vocabularies):
        yield f"unknown vocabulary “{vocabulary}”"
    if p.get("kind") != "term" and vocabulary is not None:
        yield "only a term has a vocabulary"


def _lint_targets(p: Raw, found: SchemaFiles) -> Iterator[str]:
    is_reference, targets = p.get("kind") == "reference", texts(p.get("to", []))
    if targets is None:
        yield "“to” is not a list of words"
        return
    if is_reference != (len(targets) > 0):
        yield "a reference, and nothing else, says to which types it points"
    for target in targets:
        if target not in found.types:
            yield f"unknown target type “{target}”"
    if p.get("inside") is not None and (not is_reference or p["inside"] not in get_args(Inside)):
        yield "only a reference lies inside, and of “all” or “any”"
    if p.get("forgets") is True and (not is_reference or p.get("inside") is not None):
        yield "only a reference that lies in nothing forgets"


def _lint_half(p: Raw) -> Iterator[str]:
    """Free text is identity, unless it is public by nature or names nobody."""
    half, sensitivity = p.get("half"), p.get("sensitivity")
    if half not in get_args(Half):
        yield f"unknown half “{half}”"
    if type(sensitivity) is not int or not 0 <= sensitivity <= _TOP:
        yield f"sensitivity is {sensitivity}, not 0 to {_TOP}"
        return
    neutral = p.get("neutral") is True
    if neutral and p.get("kind") != "text":
        yield "only a short text can be neutral"
    if _is_free_text(p) and half != "identity" and sensitivity > 0 and not neutral:
        yield f"free text of sensitivity {sensitivity} must be said in the identity half"
    if sensitivity == _TOP and half != "identity":
        yield "what is critical must be said in the identity half"
    if sensitivity > _HOUSE_TOP and half == "house":
        yield "the house half is read by every device: nothing above 1 is said there"


def _is_free_text(p: Raw) -> bool:
    return p.get("kind") in list(FREE_TEXT)


def _lint_switches(name: str, p: Raw) -> Iterator[str]:
    for key in ("many", "per_language", "neutral", "forgets", "searched", "required"):
        if key in p and type(p[key]) is not bool:
            yield f"“{key}” is neither true nor false"
    if p.get("required") is True and name not in FIRST_RECORD:
        yield "a first record needs four things; this is not one of them and cannot be required"
    if p.get("per_language") is True and not _is_free_text(p):
        yield "only text is said once per language"
