"""From what is said to the categories of a table: the scales of a property, and their order.

The scale of a place is region or district, of a date year or month, of a count a band; of a term
our own words, the broadest of them (`group`), or a list of others that ours point at. A reference
can be counted by where it leads to a public body or an article of law, by its code; what leads to
anybody else is one category, `_`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from kuager.model.counts import CountError, read_count
from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.listed import around, district_of
from kuager.model.places import gazetteer
from kuager.model.schema import Property, Schema

UNSURE: Final = "~"
OTHER: Final = "_"
PLACE_SCALES: Final = ("region", "district")
DATE_SCALES: Final = ("year", "month")
BAND: Final = "band"
GROUPS: Final = "group"
"""The scale of a vocabulary with broader words: only the broadest of them."""
COUNTRY: Final = "KZ"
NAMEABLE: Final = frozenset({"organisation", "provision"})
"""Types of record that a reference may name in a table: bodies that are public, articles of law."""
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
"""How the code of a body or an article has to look to stand in a table."""
_NEVER: Final = frozenset({"case.restricted"})
_BANDS: Final = (0, 1, 2, 5, 10, 20, 50, 100, 500)
Codes = Callable[[object], Iterable[str]]


def scales_of(prop: Property, schema: Schema) -> tuple[str, ...]:
    """The scales at which one may count by a property, the usual one first; () for none."""
    if prop.half != "casework" or prop.name in _NEVER:
        return ()
    by_kind = {"place": PLACE_SCALES, "date": DATE_SCALES, "count": (BAND,), "yesno": ("",)}
    if prop.kind == "reference":
        return ("",) if NAMEABLE.intersection(prop.to) else ()
    if prop.kind != "term" or prop.vocabulary is None:
        return by_kind.get(prop.kind, ())
    terms = schema.vocabularies[prop.vocabulary].terms.values()
    grouped = (GROUPS,) if any(term.broader for term in terms) else ()
    others = {target for term in terms for target in term.crosswalk}
    return ("", *grouped, *sorted(others))


def codes_at(prop: Property, scale: str, schema: Schema) -> Codes:
    """What turns one thing said into the categories of a scale under which it stands."""
    by_kind: Mapping[str, Codes] = {
        "yesno": lambda value: ("yes" if value else "no",),
        "place": _region if scale == PLACE_SCALES[0] else _district,
        "date": _year if scale == DATE_SCALES[0] else _month,
        "count": _band,
    }
    if prop.kind in by_kind:
        return by_kind[prop.kind]
    return _term_codes(prop, scale, schema) if prop.vocabulary else lambda value: (str(value),)


def _term_codes(prop: Property, scale: str, schema: Schema) -> Codes:
    """A word of the list, the broadest word above it, or the codes of others that it points at.

    What the list does not have is `_`: it may be anything that somebody wrote.
    """
    vocabulary = schema.vocabularies[prop.vocabulary or ""]

    def itself(word: str) -> Iterable[str]:
        return (word,)

    def broadest(word: str) -> Iterable[str]:
        return ([word, *vocabulary.broader(word)][-1],)

    def of_others(word: str) -> Iterable[str]:
        return vocabulary.codes(word, scale) or (OTHER,)

    turn = {"": itself, GROUPS: broadest}.get(scale, of_others)
    return lambda value: turn(str(value)) if value in vocabulary.terms else (OTHER,)


def gives_several(prop: Property, scale: str, schema: Schema) -> bool:
    """Whether one thing said may stand under several categories: others split our word."""
    if prop.kind != "term" or scale in ("", GROUPS):
        return False
    vocabulary = schema.vocabularies[prop.vocabulary or ""]
    return any(len(vocabulary.codes(word, scale)) > 1 for word in vocabulary.terms)


def wider_at(prop: Property, scale: str, schema: Schema) -> Codes:
    """As `codes_at`, for choosing: a place also under the wider places, as lists find it.

    A word is chosen as it was said; the words below a broad one are chosen at the scale `group`.
    """
    if prop.kind == "place":
        return lambda value: around(str(value)) or (OTHER,)
    return codes_at(prop, scale, schema)


def in_reading_order(
    prop: Property, scale: str, schema: Schema, found: Collection[str]
) -> Iterator[str]:
    """The categories as a person should read them: by the list they are drawn from."""
    if prop.kind == "term" and scale in ("", GROUPS):
        order: Iterable[str] = schema.vocabularies[prop.vocabulary or ""].terms
    elif prop.kind == "place":
        order = (place.id for place in gazetteer())
    elif prop.kind == "yesno":
        order = ("yes", "no")
    elif prop.kind == "count":
        order = map(_named, range(len(_BANDS)))
    else:
        order = sorted(found)
    listed = [code for code in order if code in found and code not in (OTHER, UNSURE)]
    yield from listed
    last = {OTHER, UNSURE}
    yield from sorted(set(found) - set(listed), key=lambda code: (code in last, code))


def _region(value: object) -> tuple[str, ...]:
    """The region or city of republican rank of a place; the country for one known no nearer."""
    path = around(str(value))
    found = [place for place in path if place != COUNTRY]
    return (found[-1],) if found else path[-1:] or (OTHER,)


def _district(value: object) -> tuple[str, ...]:
    found = district_of(str(value))
    return (OTHER,) if found is None else (found,)


def _year(value: object) -> tuple[str, ...]:
    said = _date(value)
    if said is None:
        return ()
    return (UNSURE,) if said.year is None else (f"{said.year:04}",)


def _month(value: object) -> tuple[str, ...]:
    said = _date(value)
    if said is None:
        return ()
    return (UNSURE,) if said.month is None else ("{:04}-{:02}".format(*said.month),)


def _date(value: object) -> UncertainDate | None:
    try:
        return read_date(str(value))
    except DateError:
        return None


def _band(value: object) -> tuple[str, ...]:
    """The band in which a number certainly lies, written as a count is: `5..9`."""
    try:
        low, high = read_count(str(value)).bounds
    except CountError:
        return ()
    at = bisect_right(_BANDS, low) - 1
    last = len(_BANDS) - 1
    top = last if high is None else bisect_right(_BANDS, high) - 1
    return (_named(at),) if top == at else (UNSURE,)


def _named(at: int) -> str:
    low = _BANDS[at]
    if at == len(_BANDS) - 1:
        return f"{low}.."
    return str(low) if low + 1 == _BANDS[at + 1] else f"{low}..{_BANDS[at + 1] - 1}"
