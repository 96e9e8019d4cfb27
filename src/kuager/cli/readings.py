"""Values of a record in words: terms and places by their names, dates as said, records by code."""

from collections.abc import Mapping

from kuager import N_
from kuager.cli.options import Call
from kuager.cli.present import in_words
from kuager.lang import date_words
from kuager.model.places import gazetteer
from kuager.model.schema import Property, Schema
from kuager.model.statement import Value
from kuager.verbs.values import CONFLICTS, Cell

UNKNOWN = N_("not known")
DISPUTED = N_("sources disagree")


class Reader:
    """Reads values of one vault for one person; `names` are codes of records by their ids."""

    def __init__(self, call: Call, schema: Schema, names: Mapping[bytes, str]) -> None:
        """In the person's language."""
        self.call, self.schema, self.names = call, schema, names

    def label(self, name: str) -> str:
        """What a property is called; one of no type by its own name."""
        prop = self.schema.properties.get(name)
        return name if prop is None else prop.label.get(self.call.language, name)

    def type_label(self, type_name: str) -> str:
        """What a type of record is called."""
        known = self.schema.types.get(type_name)
        return type_name if known is None else known.label.get(self.call.language, type_name)

    def value(self, name: str, value: Value) -> str:
        """One value of a property."""
        if value is None:
            return self.call.say(UNKNOWN)
        if isinstance(value, bytes):
            return self.names.get(value[:16], value.hex()[:8])
        prop = self.schema.properties.get(name)
        if isinstance(value, bool) or prop is None:
            return in_words(value, self.call)
        return self._by_kind(prop, value)

    def cell(self, name: str, cell: Cell | None) -> str:
        """The standing value of a property, or its several values; a dash for nothing."""
        held = None if cell is None else cell.value
        if cell is None or (held is None and cell.state == "."):
            return in_words(None, self.call)
        if isinstance(held, list):
            text = ", ".join(self.value(name, one) for one in held)
        elif isinstance(held, dict):
            order = sorted(held, key=lambda key: (key != self.call.language, key))
            parts = ((key, self.value(name, held[key])) for key in order)
            text = "\n".join(f"[{key}] {said}" if key else said for key, said in parts)
        else:
            text = self.value(name, held)
        return f"{text}  ({self.call.say(DISPUTED)})" if cell.state in CONFLICTS else text

    def _by_kind(self, prop: Property, value: str | int) -> str:
        if prop.kind == "yesno":
            return in_words(bool(value), self.call)
        text = str(value)
        if prop.kind == "date":
            return date_words(text, self.call.language)
        if prop.kind == "term" and prop.vocabulary is not None:
            vocabulary = self.schema.vocabularies[prop.vocabulary]
            known = text in vocabulary.terms
            return vocabulary.label(text, self.call.language) if known else text
        if prop.kind == "place" and text in gazetteer():
            return gazetteer().name(text, self.call.language)
        return text
