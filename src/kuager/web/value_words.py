"""What is recorded, in words: values, labels and the safe name of a record, in one language.

Safe words tell what a record is without telling who somebody is: they stand beside codes on any
page. `known_as` tells more, and is for choosing among people whom one has just looked for.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from kuager import N_, Fact, KuagerError
from kuager.lang import date_words, number, say, words_of
from kuager.model.counts import CountError, read_count
from kuager.model.places import gazetteer
from kuager.model.schema import Property, Schema
from kuager.model.statement import EntityId
from kuager.verbs.desk import Desk
from kuager.verbs.values import Record

_SAFE: Final[dict[str, tuple[str, ...]]] = {
    "account": ("tells", "date"),
    "act": ("type", "date"),
    "case": ("status", "opened"),
    "claim": ("value", "unit"),
    "collection": ("name",),
    "consent": ("use", "answer"),
    "event": ("kind", "date", "place"),
    "evidence": ("kind", "acquired_on"),
    "group": ("name", "size"),
    "intervention": ("kind", "date"),
    "involvement": ("role",),
    "link": ("kind",),
    "member": ("handle",),
    "organisation": ("name",),
    "passage": ("locator", "page"),
    "pattern": ("name", "kind"),
    "person": ("pseudonym", "public_role"),
    "point": ("kind", "number"),
    "proceeding": ("kind", "title"),
    "provision": ("law", "article"),
    "source": ("title", "kind", "publisher"),
    "step": ("kind", "date"),
}
_KNOWN_AS: Final[dict[str, tuple[str, ...]]] = {
    "person": ("name_in_use", "pseudonym", "public_role"),
    "group": ("name", "description"),
}
_SHORT: Final = 90
_YESNO: Final = {True: N_("yes"), False: N_("no")}


@dataclass(frozen=True)
class Words:
    """Says what one desk holds in one language."""

    desk: Desk
    language: str

    def t(self, message: KuagerError | str, /, **facts: Fact) -> str:
        """A message in this language."""
        return say(message, self.language, **facts)

    @cached_property
    def schema(self) -> Schema:
        """The types and vocabularies in force."""
        return self.desk.schema

    def type(self, name: str, *, plural: bool = False) -> str:
        """What a type is called."""
        found = self.schema.types[name]
        return self.of(found.plural if plural else found.label)

    def of(self, said: dict[str, str]) -> str:
        """The text of this language, or the English one."""
        return said.get(self.language) or said.get("en", "")

    def label(self, name: str) -> str:
        """What a property is called; a judgement has a name as well."""
        found = self.schema.properties.get(name)
        if found is not None:
            return self.of(found.label)
        return self.t(_JUDGEMENTS.get(name, name))

    def value(self, name: str, value: object) -> str:
        """One value of a property in words."""
        if value is None:
            return self.t(N_("said to be unknown"))
        if isinstance(value, bytes):
            return self.reference(value)
        if isinstance(value, bool):
            return self.t(_YESNO[value])
        found = self.schema.properties.get(name)
        return str(value) if found is None else self._of_kind(found, value)

    def _of_kind(self, prop: Property, value: object) -> str:
        if prop.kind == "yesno" and value in (0, 1):
            return self.t(_YESNO[bool(value)])
        text = str(value)
        if prop.kind == "term":
            return self.term(prop.vocabulary or "", text)
        if prop.kind == "date":
            return date_words(text, self.language)
        if prop.kind == "count":
            return self.count(text)
        if prop.kind == "place":
            return self.place(text)
        return self.language_name(text) if prop.kind == "language" else text

    def term(self, vocabulary: str, term: str) -> str:
        """The words for a term; the term itself if no list has it."""
        found = self.schema.vocabularies.get(vocabulary)
        known = None if found is None else found.terms.get(term)
        return term if known is None else self.of(known.label)

    def place(self, place: str) -> str:
        """A place with what it lies in, as far as the gazetteer knows it."""
        places = gazetteer()
        if place not in places:
            return place
        path = [found.names.get(self.language, found.id) for found in places.path(place)]
        return ", ".join(path[:-1] if len(path) > 1 else path)

    def count(self, text: str) -> str:
        """A count in words."""
        try:
            found = read_count(text)
        except CountError:
            return text
        low = number(found.low, self.language)
        if found.high is None:
            said = self.t(N_("{low} or more"), low=low)
        elif found.low == found.high:
            said = low
        else:
            high = number(found.high, self.language)
            said = self.t(N_("{low} to {high}"), low=low, high=high)
        return self.t(N_("about {count}"), count=said) if found.approximate else said

    def language_name(self, code: str) -> str:
        """What a language calls itself, if it is one of ours."""
        try:
            return words_of(code).name
        except (KeyError, OSError):
            return code

    def reference(self, uid: bytes) -> str:
        """The code of a record, with its safe words."""
        record = self.record(uid)
        return uid.hex()[:8] if record is None else self.with_code(record)

    def record(self, uid: bytes) -> Record | None:
        """The record behind an id, restricted ones too."""
        return self.desk.view.record(EntityId(uid), shut=True) if len(uid) == _ID else None

    def with_code(self, record: Record) -> str:
        """Code and safe words."""
        return ": ".join(filter(None, (record.code, self.safe(record))))

    def safe(self, record: Record) -> str:
        """What a record is, told without telling who somebody is."""
        return self._told(record, _SAFE.get(record.type, ()))

    def known_as(self, record: Record) -> str:
        """What a record is called inside, to choose it by."""
        return self._told(record, _KNOWN_AS.get(record.type, _SAFE.get(record.type, ())))

    def _told(self, record: Record, names: tuple[str, ...]) -> str:
        told = (self.first(record, f"{record.type}.{name}") for name in names)
        text = ", ".join(part for part in told if part)
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"

    def first(self, record: Record, name: str) -> str:
        """The best or first value of a property in words; empty if there is none."""
        cell = record.cells.get(name)
        if cell is None or cell.value is None:
            return ""
        if isinstance(cell.value, dict):
            text = record.text(name, self.language) or next(iter(cell.value.values()), "")
            return str(text or "")
        values = cell.value if isinstance(cell.value, list) else [cell.value]
        return self.value(name, values[0]) if values else ""

    def when(self, milliseconds: int) -> str:
        """A moment of this machine's clock, to the minute, UTC."""
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
        day = date_words(moment.date().isoformat(), self.language)
        return self.t(N_("{day}, {time} UTC"), day=day, time=moment.strftime("%H:%M"))


_ID: Final = 16
_JUDGEMENTS: Final = {
    "judgement.prefer": N_("Preferred"),
    "judgement.reason": N_("Reason"),
    "judgement.same_as": N_("Judged to be the same"),
    "judgement.not_same": N_("Judged to be different"),
    "judgement.withdraw": N_("Withdrawn"),
}
