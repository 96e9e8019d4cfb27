"""What stands in the cells and filters of a list, in the visitor's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kuager import N_
from kuager.lang import date_words, number, words_of
from kuager.model.filters import CONFLICTS, NOTHING, YEAR
from kuager.model.listed import district_of
from kuager.model.places import gazetteer
from kuager.model.schema import Property
from kuager.model.statement import Value
from kuager.verbs.values import CONFLICTS as DISPUTED
from kuager.verbs.values import Cell, Record
from kuager.web.visit import Visit

NOTHING_SAID = N_("nothing said")
YEARS = N_("Year")
DISPUTES = N_("Sources disagree about something")

TableCell = str | tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Words:
    """Puts coded values into words for one visit; `names` are records that others refer to."""

    visit: Visit
    names: Mapping[bytes, tuple[str, str]]

    def label(self, prop: Property) -> str:
        """What a property is called."""
        return prop.label.get(self.visit.language, prop.short)

    def facet(self, name: str, prop: Property | None) -> str:
        """What a way to narrow a list is called."""
        if name == YEAR:
            return self.visit.t(YEARS)
        if name == CONFLICTS or prop is None:
            return self.visit.t(DISPUTES)
        return self.label(prop)

    def code(self, prop: Property | None, code: str) -> str:
        """One coded value by which a list is narrowed."""
        language = self.visit.language
        if code == NOTHING:
            return self.visit.t(NOTHING_SAID)
        if prop is None or prop.kind == "yesno":
            words = words_of(language)
            return (words.no if code == "no" else words.yes)[0]
        if prop.kind == "place" and code in gazetteer():
            return gazetteer().name(code, language)
        if prop.vocabulary is not None:
            vocabulary = self.visit.desk.schema.vocabularies[prop.vocabulary]
            return vocabulary.label(code, language) if code in vocabulary.terms else code
        return code

    def cell(self, prop: Property, cell: Cell | None) -> TableCell:
        """What is known of one property: words, a link to another record, or None."""
        if cell is None or (cell.value is None and cell.state != "u"):
            return None
        if cell.value is None:
            return self.visit.t(N_("not known"))
        if prop.kind == "reference":
            return self._linked(cell)
        text = ", ".join(filter(None, (self._value(prop, one) for one in self._spoken(cell))))
        if cell.state in DISPUTED:
            text = f"{text} ({self.visit.t(N_('sources disagree'))})"
        return text

    def _spoken(self, cell: Cell) -> Iterable[Value]:
        """The values of a cell; of a text in several languages the one of the visitor's."""
        if isinstance(cell.value, dict):
            return [cell.value.get(self.visit.language) or next(iter(cell.value.values()), "")]
        return cell.value if isinstance(cell.value, list) else [cell.value]

    def _value(self, prop: Property, value: object) -> str:
        if prop.kind == "date" and isinstance(value, str):
            return date_words(value, self.visit.language)
        if prop.kind == "yesno":
            return self.code(prop, "yes" if value else "no")
        if prop.kind == "place":
            district = district_of(str(value))
            return "" if district is None else self.code(prop, district)
        return self.code(prop, str(value)) if prop.vocabulary is not None else str(value)

    def _linked(self, cell: Cell) -> TableCell:
        values = cell.value if isinstance(cell.value, list) else [cell.value]
        known = [
            self.names[value]
            for value in values
            if isinstance(value, bytes) and value in self.names
        ]
        if len(known) == 1:
            kind, code = known[0]
            return code, self.visit.url(f"/record/{kind}/{code}")
        return ", ".join(code for _, code in known) or None

    def row(self, record: Record, columns: Iterable[Property]) -> list[TableCell]:
        """One record of a list: its code leads to its page."""
        address = self.visit.url(f"/record/{record.type}/{record.code}")
        return [
            (record.code, address)
            if prop.short == "code"
            else self.cell(prop, record.cells.get(prop.name))
            for prop in columns
        ]


def in_figures(visit: Visit, count: int) -> str:
    """A count with the separators of the visitor's language."""
    return number(count, visit.language)


def is_disputed(record: Record) -> bool:
    """Whether sources disagree about anything of a record."""
    return any(cell.state in DISPUTED for cell in record.cells.values())
