"""What the sentence of a figure is made of: plain numbers, days, and words of one language.

The sentences themselves are spoken by `lang/figures.py`, which knows no question and no table; the
doors carry these facts from here to there.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kuager import N_
from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, Question, dimensions_of
from kuager.model.schema import Schema
from kuager.model.table import TOTAL, UNSURE, Cell, Key
from kuager.model.table_words import TableWords
from kuager.model.units import UNITS

PLACE_WORDS: Final[Mapping[str, str]] = {
    "": N_("not in the number"),
    "in_cell": N_("in the number"),
    "maybe_in_cell": N_("in the number, possibly in the period"),
    "in_base": N_("in the base only"),
    "maybe_in_base": N_("in the base only, possibly in the period"),
}
"""Where a record stood to a number, or stands now."""
WHY_WORDS: Final[Mapping[str, str]] = {
    "same": N_("judged to be the same as {into}"),
    "withdrawn": N_("withdrawn"),
    "period": N_("its date lies outside the period now"),
    "filter": N_("it no longer has what the question asks for"),
    "kind": N_("it is of a kind that is not counted"),
    "category": N_("said otherwise now"),
    "surely": N_("its date is more exact now, or less"),
    "recorded": N_("recorded since"),
    "separated": N_("judged to be a record of its own since"),
    "changed": N_("came by what was said since"),
}
"""Why a record stands elsewhere; the keys are those of `verbs/figure_changes.py`."""
BESIDE_WORDS: Final[Mapping[str, str]] = {
    "chosen": N_("chosen by one of you"),
    "about": N_("about a record that was counted"),
    "rubric": N_("under the same heading"),
    "treaty_article": N_("about the same article"),
}
"""How a claim of others came to stand beside a number."""

LEAVING_WORDS: Final[Mapping[str, str]] = {
    "as-it-stands": N_("This number may leave the house as it stands, with its base."),
    "otherwise": N_(
        "Outside the house another number is to be said: {number} of {base}. Only those who agreed "
        "to be counted count there, and only what surely lies in the period."
    ),
    "held": N_(
        "This number must not leave the house: with its base it could point at a person, or too "
        "few agreed to be counted."
    ),
    "unweighed": N_("Whether this number may leave was not looked at. Its table tells it."),
}
"""What the gate says of the number of a figure; the keys are those of `verbs/figure_leaving.py`."""
_ALONE: Final = frozenset({"act", "event_kind"})
"""Lists whose words say by themselves what they are about; those of others need a name before."""


def sentence_facts(
    question: Question, key: Key, cell: Cell, base: Cell, words: TableWords
) -> dict[str, object]:
    """The facts of a sentence, by the names that `lang.figures.Told` gives them."""
    parted = any(code != TOTAL for code in key)
    return {
        "unit": question.unit,
        "part": (cell.at_least, cell.at_most) if parted else None,
        "base": (base.at_least, base.at_most),
        "categories": tuple(_categories(question, key, words)),
        "only": tuple(_narrowed(question, words)),
        "clock": question.clock or next(iter(UNITS[question.unit].clocks)),
        "first": question.first,
        "last": question.last,
        "possibly": base.possibly,
    }


def _categories(question: Question, key: Key, words: TableWords) -> Iterator[str]:
    for dimension, code in zip(question.by, key, strict=True):
        if code != TOTAL:
            yield _category(question, dimension, code, words)


def _narrowed(question: Question, words: TableWords) -> Iterator[str]:
    """What the base itself is narrowed to."""
    for dimension, codes in sorted(question.where.items()):
        said = ", ".join(words.category(dimension, code) for code in codes)
        yield f"{_name(question, dimension, words)}: {said}"


def _category(question: Question, dimension: Dimension, code: str, words: TableWords) -> str:
    """A category in words, after the name of the property where the words alone say too little."""
    said = words.category(dimension, code)
    if code not in (NOTHING, UNSURE) and _speaks_alone(dimension, words.schema):
        return said
    return f"{_name(question, dimension, words)} ({said})"


def _name(question: Question, dimension: Dimension, words: TableWords) -> str:
    """The property by its own name; with whose it is, if another one is called the same."""
    alike = [
        other
        for other in dimensions_of(UNITS[question.unit], words.schema)
        if _label(other, words) == _label(dimension, words)
    ]
    if len(alike) == 1:
        return _label(dimension, words)
    return words.dimension(Dimension(dimension.name), question.unit)


def _label(dimension: Dimension, words: TableWords) -> str:
    prop = property_of(dimension.name, words.schema)
    return dimension.name if prop is None else prop.label.get(words.language, dimension.name)


def _speaks_alone(dimension: Dimension, schema: Schema) -> bool:
    prop = property_of(dimension.name, schema)
    return prop is not None and (prop.kind == "place" or prop.vocabulary in _ALONE)
