"""Lint rules for words: every language there, one alphabet to a word, no two alike in one list."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kuager.model.vocabulary import LANGUAGES


def lint_words(words: Any, what: str) -> Iterator[str]:  # noqa: ANN401 - YAML can be anything
    """Problems of one label, hint or note: a missing language, mixed alphabets, spaces around."""
    if not isinstance(words, dict):
        yield f"{what} has no words"
        return
    for lang in LANGUAGES:
        text = words.get(lang)
        if not isinstance(text, str) or text.strip() == "":
            yield f"{what} is missing in “{lang}”"
        elif text != unicodedata.normalize("NFC", text).strip():
            yield f"{what} in “{lang}” has spaces around it or is not NFC"
        elif (mixed := _mixed_word(text)) is not None:
            yield f"{what} in “{lang}” mixes Latin and Cyrillic letters in “{mixed}”"
    for lang in words.keys() - set(LANGUAGES):
        yield f"{what} has an unknown language “{lang}”"


def lint_collisions(labels: dict[str, Any], what: str) -> Iterator[str]:
    """Two ids with one label in one language: nobody could tell them apart in a menu."""
    for lang in LANGUAGES:
        seen: dict[str, str] = {}
        for name, words in labels.items():
            text = words.get(lang) if isinstance(words, dict) else None
            if not isinstance(text, str):
                continue
            other = seen.setdefault(text.casefold(), name)
            if other != name:
                yield f"{what} “{name}” and “{other}” have one label in “{lang}”: “{text}”"


def texts(raw: Any) -> list[str] | None:  # noqa: ANN401 - YAML can be anything
    """A list of texts, or None if it is anything else."""
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return raw
    return None


def _mixed_word(text: str) -> str | None:
    """The first word that mixes alphabets: the eye sees one letter, the search another."""
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {unicodedata.name(letter).partition(" ")[0] for letter in word}
        if {"LATIN", "CYRILLIC"} <= scripts:
            return str(word)
    return None
