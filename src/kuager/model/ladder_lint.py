"""The linter of ladders, limits, holidays and letters: what it refuses is never compiled.

`lint_ladders(files, schema)` returns one sentence per problem; an empty list means that the files
may be compiled. It never raises, whatever a file holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from kuager.model.ladder import Whose
from kuager.model.letter import PLACES
from kuager.model.lint_words import lint_words
from kuager.model.schema import Schema
from kuager.model.schema_files import Raw, read_yaml
from kuager.model.working_days import Side, Unit

LETTER_LANGUAGES = ("kk", "ru")
_RUNG_KEYS = {
    "id", "body", "channels", "number", "hint", "file", "answer", "registers", "letters",
    "opens_after",
}  # fmt: skip
_LIMIT_KEYS = {"id", "to", "count", "unit", "mark", "as_of", "provision", "note"}
_LADDER_KEYS = {"ladder", "country", "side", "kinds", "rungs", "beside", "after"}
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class LadderFiles:
    """The files as they were read, by name; `faults` are unreadable ones."""

    ladders: dict[str, Raw] = field(default_factory=dict)
    limits: dict[str, Raw] = field(default_factory=dict)
    holidays: dict[str, Raw] = field(default_factory=dict)
    letters: dict[str, Raw] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_ladder_files(directory: Path) -> LadderFiles:
    """Every file under `ladders/` and `letters/` of a directory."""
    found = LadderFiles()
    for shelf, folder in (
        (found.ladders, directory / "ladders"),
        (found.limits, directory / "ladders" / "limits"),
        (found.holidays, directory / "ladders" / "holidays"),
        (found.letters, directory / "letters"),
    ):
        for path in sorted(folder.glob("*.yaml")):
            try:
                raw = read_yaml(path.read_text(encoding="utf-8"))
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                raw = " ".join(str(error).split())
            if isinstance(raw, dict):
                shelf[path.stem] = raw
            else:
                found.faults.append(f"{path.name}: {raw or 'the file is empty'}")
    return found


def lint_ladders(found: LadderFiles, schema: Schema) -> list[str]:
    """Every problem of the files, as sentences; empty if there is none."""
    problems = list(found.faults)
    limits: set[str] = set()
    for name, raw in found.limits.items():
        problems += [f"limits/{name}.yaml: {p}" for p in _lint_limits(raw, schema, limits)]
    for name, raw in found.holidays.items():
        problems += [f"holidays/{name}.yaml: {p}" for p in _lint_holidays(name, raw, schema)]
    for name, raw in found.ladders.items():
        linted = _lint_ladder(name, raw, schema, limits | {"", *found.letters})
        problems += [f"{name}.yaml: {p}" for p in linted]
    for name, raw in found.letters.items():
        problems += [f"letters/{name}.yaml: {p}" for p in _lint_letter(name, raw)]
    missing = sorted(schema.vocabularies["ladder"].terms.keys() ^ found.ladders.keys())
    return [*problems, *(f"“{name}” is not both a word and a file" for name in missing)]


def _items(raw: Any, key: str) -> list[Raw]:  # noqa: ANN401 - YAML can be anything
    found = raw.get(key, [])
    listed = found if isinstance(found, list) else []
    return [item for item in listed if isinstance(item, dict)]


def _lint_limits(raw: Raw, schema: Schema, seen: set[str]) -> Iterator[str]:
    for limit in _items(raw, "limits"):
        name = str(limit.get("id"))
        yield from (f"{name}: {problem}" for problem in _lint_limit(limit, schema))
        if name in seen:
            yield f"the limit “{name}” stands twice"
        seen.add(name)
    if len(_items(raw, "limits")) == 0:
        yield "there are no limits"


def _lint_limit(limit: Raw, schema: Schema) -> Iterator[str]:
    for key in limit.keys() - _LIMIT_KEYS:
        yield f"unknown key “{key}”"
    count, unit = limit.get("count"), limit.get("unit")
    if limit.get("to") not in get_args(Side):
        yield "“to” is neither “them” nor “us”"
    if count is not None and (type(count) is not int or count < 1):
        yield "the count is not a whole number above nought"
    if (count is not None or unit is not None) and unit not in get_args(Unit):
        yield f"unknown unit “{unit}”"
    yield from _lint_mark(limit, schema)
    if "note" in limit:
        yield from lint_words(limit["note"], "the note")


def _lint_mark(raw: Raw, schema: Schema) -> Iterator[str]:
    """Every rule says where it is written, as of when, and how sure that is."""
    if raw.get("mark") not in schema.vocabularies["rule_mark"].terms:
        yield f"unknown mark “{raw.get('mark')}”"
    if not isinstance(raw.get("as_of"), str):
        yield "“as_of” is not text"
    yield from lint_words(raw.get("provision"), "the provision")


def _lint_holidays(name: str, raw: Raw, schema: Schema) -> Iterator[str]:
    if raw.get("holidays") != name:
        yield f"the country is called “{raw.get('holidays')}”, the file “{name}”"
    yield from _lint_mark(raw, schema)
    for fixed in _items(raw, "fixed"):
        if _DAY.fullmatch(str(fixed.get("day"))) is None or fixed.get("day") == "02-29":
            yield f"“{fixed.get('day')}” is not a day of every year"
        if type(fixed.get("carried")) is not bool:
            yield f"{fixed.get('day')}: “carried” is neither true nor false"
    moving = raw.get("moving", [])
    for day in moving if isinstance(moving, list) else [moving]:
        try:
            date.fromisoformat(str(day))
        except ValueError:
            yield f"“{day}” is not a day"


def _lint_ladder(name: str, raw: Raw, schema: Schema, known: set[str]) -> Iterator[str]:
    for key in raw.keys() - _LADDER_KEYS:
        yield f"unknown key “{key}”"
    if raw.get("ladder") != name:
        yield f"the ladder is called “{raw.get('ladder')}”, the file “{name}”"
    if raw.get("side") not in get_args(Whose):
        yield "“side” is neither “ours” nor “theirs”"
    kinds = schema.vocabularies["proceeding_kind"].terms
    yield from (f"unknown kind of proceeding “{k}”" for k in raw.get("kinds", []) if k not in kinds)
    rungs = _items(raw, "rungs")
    if len(rungs) == 0:
        yield "there are no rungs"
    ids = [str(rung.get("id")) for rung in (*rungs, *_items(raw, "beside"))]
    ids += [str(body) for body in raw.get("after", [])]
    for rung_id in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"the rung “{rung_id}” stands twice"
    words = schema.vocabularies["rung"].terms
    yield from (f"unknown rung “{rung_id}”" for rung_id in ids if rung_id not in words)
    yield from (f"no limit “{body}”" for body in raw.get("after", []) if body not in known)
    for rung in (*rungs, *_items(raw, "beside")):
        for below in rung.get("opens_after", []):
            if below not in ids:
                yield f"{rung.get('id')}: opens after “{below}”, which is no rung here"
        yield from (f"{rung.get('id')}: {problem}" for problem in _lint_rung(rung, schema, known))


def _lint_rung(rung: Raw, schema: Schema, known: set[str]) -> Iterator[str]:
    for key in rung.keys() - _RUNG_KEYS:
        yield f"unknown key “{key}”"
    if rung.get("body") not in schema.vocabularies["organisation_kind"].terms:
        yield f"unknown kind of body “{rung.get('body')}”"
    channels = schema.vocabularies["contact_channel"].terms
    yield from (f"unknown channel “{c}”" for c in rung.get("channels", []) if c not in channels)
    for key in ("number", "hint"):
        if key in rung:
            yield from lint_words(rung[key], f"the {key}")
    named = [rung.get("file", ""), rung.get("answer", ""), *rung.get("letters", [])]
    yield from (f"no limit or letter “{name}”" for name in named if name not in known)


def _lint_letter(name: str, raw: Raw) -> Iterator[str]:
    if raw.get("letter") != name:
        yield f"the letter is called “{raw.get('letter')}”, the file “{name}”"
    yield from lint_words(raw.get("label"), "the label")
    if "checked" not in raw:
        yield "“checked” is missing: null, until a lawyer has signed"
    places = {}
    for language in LETTER_LANGUAGES:
        told = raw.get(language)
        if not isinstance(told, Mapping) or set(told) != {"to", "title", "body", "asks", "end"}:
            yield f"“{language}” has not the parts to, title, body, asks and end"
            continue
        parts = [told["to"], told["title"], *told["body"], *told["asks"], *told["end"]]
        if not all(isinstance(part, str) and part.strip() for part in parts):
            yield f"“{language}” has a part that is no text"
        places[language] = [sorted(_PLACE.findall(str(part))) for part in parts]
        unknown = {place for part in places[language] for place in part} - set(PLACES)
        yield from (f"“{language}” has an unknown place “{place}”" for place in sorted(unknown))
    if len(places) == len(LETTER_LANGUAGES) and places["kk"] != places["ru"]:
        yield "the two languages do not leave the same places open, part by part"
