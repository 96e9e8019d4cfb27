"""What a question means: a fingerprint of the lists and rules by which it was understood.

The same line of codes may be read otherwise years later: a word was put under another broader one,
a list of others was mapped anew, a unit counts more kinds. Then a figure that was kept still
stands, but a recount is an answer to another question, and a person has to be told so.
"""

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from kuager.model.derived import property_of
from kuager.model.places import gazetteer
from kuager.model.question import Dimension, Question
from kuager.model.schema import Schema
from kuager.model.units import UNITS
from kuager.model.vocabulary import Vocabulary

RULES = "kuager/meaning/v1"
"""Raised when the counting itself changes, though no list does."""


def meaning_of(question: Question, schema: Schema) -> str:
    """The fingerprint, 64 hexadecimal digits (docs/spec/figures.md)."""
    unit = UNITS[question.unit]
    asked = sorted({*question.by, *question.where})
    clock = unit.clocks.get(question.clock) or next(iter(unit.clocks.values()))
    types = {name.partition(".")[0] for name in clock} | {dimension.type for dimension in asked}
    told = {
        "rules": RULES,
        "unit": [unit.name, unit.type],
        "clock": list(clock),
        "only": {short: sorted(terms) for short, terms in unit.only.items()},
        "never": {short: sorted(terms) for short, terms in unit.never.items()},
        "reach": {name: _paths(unit.name, name) for name in sorted(types & unit.reach.keys())},
        "dimensions": {dimension.text: _dimension(dimension, schema) for dimension in asked},
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def _paths(unit: str, type_name: str) -> list[list[list[object]]]:
    return [[[hop.property, hop.back] for hop in path] for path in UNITS[unit].reach[type_name]]


def _dimension(dimension: Dimension, schema: Schema) -> list[object]:
    """What can be said there, and how it comes to the categories of the scale."""
    prop = property_of(dimension.name, schema)
    if prop is None:
        return []
    if prop.kind == "place":
        return [prop.kind, prop.many, _places()]
    if prop.kind == "term":
        vocabulary = schema.vocabularies[prop.vocabulary or ""]
        return [prop.kind, prop.many, list(_terms(vocabulary, dimension.scale, schema))]
    return [prop.kind, prop.many]


def _terms(vocabulary: Vocabulary, scale: str, schema: Schema) -> Iterator[list[object]]:
    """Each word of the list with the broader ones and its codes in the list of others, if asked."""
    for term in sorted(vocabulary.terms):
        codes = sorted(vocabulary.codes(term, scale)) if scale in schema.crosswalks else []
        yield [term, list(vocabulary.broader(term)), codes]


@cache
def _places() -> str:
    """A fingerprint of which place lies in which."""
    places = gazetteer()
    lines = (" ".join(one.id for one in places.path(place.id)) for place in places)
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
