"""Tables in words: what a unit, a dimension and a category are called, in one language.

Labels come from the schema, the gazetteer and the lists of others; the few words between them are
messages. The door that shows a table lends its way of saying them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kuager import N_, Fact
from kuager.model.filters import NOTHING
from kuager.model.places import gazetteer
from kuager.model.question import GROUPS, Dimension
from kuager.model.schema import Property, Schema
from kuager.model.table import TOTAL, UNSURE, Cell
from kuager.model.units import CLOCK_WORDS, UNIT_WORDS, UNITS

SCALE_WORDS: Final[Mapping[str, str]] = {
    "region": N_("regions"),
    "district": N_("districts"),
    "year": N_("years"),
    "month": N_("months"),
    GROUPS: N_("broad words only"),
}
NOTHING_SAID: Final = N_("nothing said")
ALL: Final = N_("all")
DATE_UNSURE: Final = N_("date not certain enough")
_YES_NO: Final = {"yes": N_("yes"), "no": N_("no")}
_DASH: Final = "–"


class Say(Protocol):
    """Says a message in the person's language."""

    def __call__(self, message: str, /, **facts: Fact) -> str:
        """The sentence."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Says what stands in tables; `say` and `dates` speak the same `language`."""

    schema: Schema
    language: str
    say: Say
    dates: Callable[[str], str]

    def unit(self, name: str) -> str:
        """What is counted."""
        return self.say(UNIT_WORDS[name])

    def clock(self, name: str) -> str:
        """Which date puts a record into the period."""
        return self.say(CLOCK_WORDS[name])

    def dimension(self, dimension: Dimension, unit: str) -> str:
        """A dimension as it is seen from a unit: whose property, unless its own, and the scale."""
        prop = self.schema.properties.get(dimension.name)
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
        known = {NOTHING: NOTHING_SAID, TOTAL: ALL, UNSURE: DATE_UNSURE}
        if code in known:
            return self.say(known[code])
        prop = self.schema.properties.get(dimension.name)
        return code if prop is None else self._value(prop, dimension.scale, code)

    def _value(self, prop: Property, scale: str, code: str) -> str:
        if prop.kind == "yesno":
            return self.say(_YES_NO[code])
        if prop.kind == "date":
            return self.dates(code)
        if prop.kind == "place":
            return gazetteer().name(code, self.language) if code in gazetteer() else code
        if scale in ("", GROUPS):
            vocabulary = self.schema.vocabularies[prop.vocabulary or ""]
            known = code in vocabulary.terms
            return vocabulary.label(code, self.language) if known else code
        others = self.schema.crosswalks.get(scale)
        gloss = "" if others is None else others.codes.get(code, "")
        return f"{code}: {gloss}" if gloss else code

    def _of(self, said: Mapping[str, str]) -> str:
        return said.get(self.language) or said["en"]


def bounds_text(cell: Cell) -> str:
    """How many there are: `12`, between two numbers `270–330`, or at least `80+`."""
    if cell.at_most is None:
        return f"{cell.at_least}+"
    if cell.at_least == cell.at_most:
        return str(cell.at_least)
    return f"{cell.at_least}{_DASH}{cell.at_most}"
