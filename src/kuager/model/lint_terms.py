"""Lint rules for vocabularies and for the lists of others that they point at."""

import re
from collections.abc import Iterator
from typing import Any

from kuager.model.lint_words import lint_collisions, lint_words
from kuager.model.schema_files import Raw, SchemaFiles

_VOCABULARY_KEYS = {"vocabulary", "label", "source", "licence", "edition", "editions", "terms"}
_TERM_KEYS = {"id", "broader", "label", "note", "crosswalk", "replaced_by"}
_CROSSWALK_KEYS = {"crosswalk", "title", "source", "edition", "codes"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lint_vocabulary(name: str, raw: Raw, found: SchemaFiles) -> Iterator[str]:
    """Problems of one vocabulary, as sentences."""
    if raw.get("vocabulary") != name:
        yield f"the vocabulary is called “{raw.get('vocabulary')}”, the file “{name}”"
    for key in raw.keys() - _VOCABULARY_KEYS:
        yield f"unknown key “{key}”"
    yield from lint_words(raw.get("label"), "the label")
    yield from _lint_head(raw, ("source", "licence", "edition"))
    terms = raw.get("terms")
    if not isinstance(terms, list) or not all(isinstance(term, dict) for term in terms):
        yield "there are no terms"
        return
    by_id = {term.get("id"): term for term in terms}
    if len(by_id) < len(terms):
        yield "an id stands twice"
    yield from lint_collisions({str(n): t.get("label") for n, t in by_id.items()}, "the terms")
    for term in terms:
        for problem in _lint_term(term, by_id, found):
            yield f"{term.get('id')}: {problem}"
    for edition, ids in raw.get("editions", {}).items():
        for missing in set(ids) - by_id.keys():
            yield f"edition {edition} has an unknown term “{missing}”"


def lint_crosswalk(name: str, raw: Raw) -> Iterator[str]:
    """Problems of one list of others, as sentences."""
    if raw.get("crosswalk") != name:
        yield f"the list is called “{raw.get('crosswalk')}”, the file “{name}”"
    for key in raw.keys() - _CROSSWALK_KEYS:
        yield f"unknown key “{key}”"
    yield from _lint_head(raw, ("title", "source", "edition"))
    codes = raw.get("codes")
    if not isinstance(codes, dict):
        yield "there are no codes"
        return
    for code, gloss in codes.items():
        if not isinstance(code, str) or not isinstance(gloss, str) or gloss.strip() == "":
            yield f"the code “{code}” is not text or has no gloss"


def _lint_head(raw: Raw, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if not isinstance(raw.get(key), str):
            yield f"“{key}” is missing or is not text"


def _lint_term(term: Raw, by_id: dict[Any, Raw], found: SchemaFiles) -> Iterator[str]:
    term_id = term.get("id")
    if not isinstance(term_id, str) or _ID.fullmatch(term_id) is None:
        yield "the id is not small letters, digits and hyphens (put yes and no in quotes)"
    for key in term.keys() - _TERM_KEYS:
        yield f"unknown key “{key}”"
    yield from lint_words(term.get("label"), "the label")
    if "note" in term:
        yield from lint_words(term["note"], "the note")
    yield from _lint_relatives(term, by_id)
    yield from _lint_codes(term.get("crosswalk", {}), found)


def _lint_relatives(term: Raw, by_id: dict[Any, Raw]) -> Iterator[str]:
    for key in ("broader", "replaced_by"):
        if key in term and term[key] not in by_id:
            yield f"the {key.replace('_', ' ')} term “{term[key]}” does not exist"
    above, seen = term.get("broader"), {term.get("id")}
    while above in by_id:
        if above in seen:
            yield "it stands below itself"
            return
        seen.add(above)
        above = by_id[above].get("broader")


def _lint_codes(crosswalk: Any, found: SchemaFiles) -> Iterator[str]:  # noqa: ANN401 - from YAML
    if not isinstance(crosswalk, dict):
        yield "the crosswalk is not a mapping"
        return
    for target, codes in crosswalk.items():
        listed = found.crosswalks.get(target)
        if listed is None:
            yield f"unknown crosswalk “{target}”"
            continue
        for code in codes if isinstance(codes, list) else [codes]:
            if code not in listed.get("codes", {}):
                yield f"“{target}” has no code “{code}”"
        if not isinstance(codes, list):
            yield f"the codes of “{target}” are not a list"
