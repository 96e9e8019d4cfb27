"""Lint rules for vocabularies and for the lists of others that they point at."""

import re
from collections.abc import Iterator
from typing import Any

from kuager.model.lint_words import lint_collisions, lint_words, texts
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
    ids = [term["id"] for term in terms if isinstance(term.get("id"), str)]
    by_id = {term["id"]: term for term in terms if isinstance(term.get("id"), str)}
    if len(by_id) < len(ids):
        yield "an id stands twice"
    yield from lint_collisions({n: t.get("label") for n, t in by_id.items()}, "the terms")
    for term in terms:
        for problem in _lint_term(term, by_id, found):
            yield f"{term.get('id')}: {problem}"
    yield from _lint_editions(raw.get("editions", {}), ids)


def _lint_editions(editions: Any, ids: list[str]) -> Iterator[str]:  # noqa: ANN401 - from YAML
    if not isinstance(editions, dict):
        yield "the editions are not a mapping"
        return
    for edition, order in editions.items():
        listed = texts(order)
        if listed is None:
            yield f"edition {edition} is not a list of terms"
            continue
        for missing in sorted(set(listed) - set(ids)):
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
        if not isinstance(raw.get(key), str) or raw[key].strip() == "":
            yield f"“{key}” is missing or is not text"


def _lint_term(term: Raw, by_id: dict[str, Raw], found: SchemaFiles) -> Iterator[str]:
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


def _lint_relatives(term: Raw, by_id: dict[str, Raw]) -> Iterator[str]:
    for key in ("broader", "replaced_by"):
        if key in term and term[key] not in list(by_id):
            yield f"the {key.replace('_', ' ')} term “{term[key]}” does not exist"
    above, seen = term.get("broader"), [term.get("id")]
    while isinstance(above, str) and above in by_id:
        if above in seen:
            yield "it stands below itself"
            return
        seen.append(above)
        above = by_id[above].get("broader")


def _lint_codes(crosswalk: Any, found: SchemaFiles) -> Iterator[str]:  # noqa: ANN401 - from YAML
    if not isinstance(crosswalk, dict):
        yield "the crosswalk is not a mapping"
        return
    for target, raw in crosswalk.items():
        codes = texts(raw)
        if target not in found.crosswalks:
            yield f"unknown crosswalk “{target}”"
        elif codes is None:
            yield f"the codes of “{target}” are not a list of texts"
        else:
            listed = found.crosswalks[target].get("codes")
            known = listed if isinstance(listed, dict) else {}
            yield from (f"“{target}” has no code “{code}”" for code in codes if code not in known)
