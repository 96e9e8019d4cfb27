"""Tables in words: what a unit, a dimension and a category are called, in one language.

Labels come from the schema, the gazetteer and the lists of others; the few words between them are
messages. The door that shows a table lends its way of saying them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from kuager import N_, Fact
from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.places import gazetteer
from kuager.model.published import MERGED, parts_of
from kuager.model.question import GROUPS, Dimension
from kuager.model.schema import Property, Schema
from kuager.model.table import OTHER, TOTAL, UNSURE, Cell
from kuager.model.units import CLOCK_WORDS, UNIT_WORDS, UNITS

SCALE_WORDS: Final[Mapping[str, str]] = {
    "band": N_("grouped"),
    "region": N_("regions"),
    "district": N_("districts"),
    "year": N_("years"),
    "month": N_("months"),
    GROUPS: N_("broad words only"),
}
NOTHING_SAID: Final = N_("nothing said")
ALL: Final = N_("all")
DATE_UNSURE: Final = N_("date not certain enough")
NOT_NUMBERED: Final = N_("number not certain enough")
OTHERS: Final[Mapping[str, str]] = {
    "place": N_("a place outside the list"),
    "reference": N_("no public body"),
    "term": N_("not in that list"),
}
_OF_PROPERTIES: Final = ("dimension", "unit", "type")
_YES_NO: Final = {"yes": N_("yes"), "no": N_("no")}
_DASH: Final = "–"


class Say(Protocol):
    """Says a message in the person's language."""

    def __call__(self, message: str, /, **facts: Fact) -> str:
        """The sentence."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Says what stands in tables; `say` and `dates` speak the same `language`.

    `bodies` has the names of public bodies and articles of law by their codes and languages; `join`
    puts several words into one sentence ("a, b and c").
    """

    schema: Schema
    language: str
    say: Say
    dates: Callable[[str], str]
    bodies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    join: Callable[[Sequence[str]], str] = ", ".join

    def unit(self, name: str) -> str:
        """What is counted."""
        return self.say(UNIT_WORDS[name])

    def clock(self, name: str) -> str:
        """Which date puts a record into the period."""
        return self.say(CLOCK_WORDS[name])

    def dimension(self, dimension: Dimension, unit: str) -> str:
        """A dimension as it is seen from a unit: whose property, unless its own, and the scale."""
        prop = property_of(dimension.name, self.schema)
        if prop is None:
            return dimension.text
        label = self._of(prop.label)
        if prop.type != UNITS[unit].type:
            label = f"{self._of(self.schema.types[prop.type].label)}: {label}"
        scale = self.scale(dimension)
        return f"{label} ({scale})" if scale else label

    def scale(self, dimension: Dimension) -> str:
        """The scale in words; empty for the words of our own list."""
        if dimension.scale in SCALE_WORDS:
            return self.say(SCALE_WORDS[dimension.scale])
        others = self.schema.crosswalks.get(dimension.scale)
        return dimension.scale if others is None else others.title

    def category(self, dimension: Dimension, code: str) -> str:
        """One category of a dimension."""
        prop = property_of(dimension.name, self.schema)
        if MERGED in code:
            return f" {MERGED} ".join(self.category(dimension, one) for one in parts_of(code))
        known = {NOTHING: NOTHING_SAID, TOTAL: ALL, UNSURE: DATE_UNSURE}
        if prop is not None and prop.kind == "count":
            known[UNSURE] = NOT_NUMBERED
        if prop is not None and prop.kind in OTHERS:
            known[OTHER] = OTHERS[prop.kind]
        if code in known:
            return self.say(known[code])
        return code if prop is None else self._value(prop, dimension.scale, code)

    def refused(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """The facts of a refusal with labels in place of names of properties, units and types."""
        found = dict(facts)
        if "dimension" not in found:
            return found
        name, unit, kind = (str(facts.get(fact, "")) for fact in _OF_PROPERTIES)
        prop = property_of(name, self.schema)
        if prop is not None:
            found["dimension"] = f"“{self._of(prop.label)}”"
        if unit in UNIT_WORDS:
            found["unit"] = self.unit(unit)
        if kind in self.schema.types:
            found["type"] = self._of(self.schema.types[kind].plural)
        return found

    def _value(self, prop: Property, scale: str, code: str) -> str:
        by_kind: Mapping[str, Callable[[], str]] = {
            "yesno": lambda: self.say(_YES_NO[code]),
            "date": lambda: self.dates(code),
            "place": lambda: self._place(code),
            "reference": lambda: self._of(self.bodies[code]) if code in self.bodies else code,
            "count": lambda: _band_text(code),
        }
        return by_kind[prop.kind]() if prop.kind in by_kind else self._term(prop, scale, code)

    def _place(self, code: str) -> str:
        return gazetteer().name(code, self.language) if code in gazetteer() else code

    def _term(self, prop: Property, scale: str, code: str) -> str:
        if scale in ("", GROUPS):
            vocabulary = self.schema.vocabularies[prop.vocabulary or ""]
            known = code in vocabulary.terms
            return vocabulary.label(code, self.language) if known else code
        others = self.schema.crosswalks.get(scale)
        gloss = "" if others is None else others.codes.get(code, "")
        return f"{code}: {gloss}" if gloss else code

    def _of(self, said: Mapping[str, str]) -> str:
        return said.get(self.language) or said.get("en") or next(iter(said.values()), "")


def bounds_text(cell: Cell) -> str:
    """How many there are: `12`, between two numbers `270–330`, or at least `80+`."""
    if cell.at_most is None:
        return f"{cell.at_least}+"
    if cell.at_least == cell.at_most:
        return str(cell.at_least)
    return f"{cell.at_least}{_DASH}{cell.at_most}"


def _band_text(code: str) -> str:
    """A band as it is read: `5–9`, `500+`."""
    low, dots, high = code.partition("..")
    return f"{low}{_DASH}{high}" if high else f"{low}+" if dots else low
