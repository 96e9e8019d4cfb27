"""One record for reading: its facts with who says so, where sources disagree, and its links.

Everything here is words and addresses, ready for a template; nothing is decided.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kuager import N_
from kuager.model.statement import EntityId, StatementId, split_statement_id
from kuager.verbs.lists import HOLDS_A_KEY
from kuager.verbs.naming import read_pieces
from kuager.verbs.records import RecordPage
from kuager.verbs.values import CONFLICTS, Record, Told
from kuager.web.form_groups import grouped
from kuager.web.value_words import Words
from kuager.web.visit import Visit

SAFETY: Final = (
    "safe_contact",
    "contact",
    "cover_story",
    "who_must_not_learn",
    "name_in_use",
    "pronouns",
    "language",
    "last_heard",
    "whereabouts",
)
"""What is read first of a person, in this order."""
_ID = 16
_MOST_IN_HISTORY = 2000
_MOST_LINKED = 60
_MOST_PRIVATE = 4
_ROOMS: Final = {"figure": "/figure", "report": "/report", "kept_text": "/kept-text"}
_IN_ADDRESS = " -_.:,()+№"

Part = tuple[str, str]
"""Words, and the address they lead to (empty: none)."""


@dataclass(slots=True, kw_only=True)
class Saying:
    """One value with everybody who says so: words or parts of a text, and the last statement."""

    parts: list[Part]
    sources: list[Part] = field(default_factory=list)
    sure: list[str] = field(default_factory=list)
    place: str = ""
    is_preferred: bool = False
    language: str = ""
    when: str = ""


@dataclass(slots=True, kw_only=True)
class Fact:
    """One property: its label and the values that stand; `is_disputed` if sources disagree.

    What `is_private` is read only when somebody opens it: others may look at the screen.
    """

    name: str
    label: str
    sayings: list[Saying]
    is_long: bool = False
    is_disputed: bool = False
    is_settled: bool = False
    is_private: bool = False


@dataclass(slots=True, kw_only=True)
class FactGroup:
    """Facts under one heading."""

    title: str
    facts: list[Fact]


@dataclass(slots=True, kw_only=True)
class Links:
    """The records that refer to this one by one property."""

    label: str
    property: str
    rows: list[Part]
    more: int = 0


@dataclass(slots=True, kw_only=True)
class Heard:
    """One statement of the history, whatever became of it."""

    label: str
    parts: list[Part]
    source: Part | None
    sure: str
    when: str
    by: str
    state: str
    place: str
    stands: bool
    can_go: bool
    has_rivals: bool


def place_of(statement: StatementId) -> str:
    """A statement as an address names it."""
    entry, index = split_statement_id(statement)
    return f"{entry.hex()}:{index}"


def statement_at(page: RecordPage, place: str) -> Told | None:
    """The statement that an address names, if it is one of this record."""
    return next((told for told in page.history if place_of(told.id) == place), None)


def path_of(record: Record) -> str:
    """Where a record is read; by its short id if its code cannot stand in an address."""
    return path_to(record.type, record.code, record.id)


def room_of(type_name: str) -> str:
    """The address under which records of a type are read, each by its code."""
    return _ROOMS.get(type_name, f"/record/{type_name}")


def path_to(type_name: str, code: str, uid: bytes) -> str:
    """Where a record of this type and code is read; figures and documents have their own pages."""
    is_plain = all(char.isalnum() or char in _IN_ADDRESS for char in code) and code.strip(" .")
    return f"{room_of(type_name)}/{code if is_plain else uid.hex()[:8]}"


class RecordView:
    """Puts one record into words."""

    def __init__(self, visit: Visit, page: RecordPage) -> None:
        """A page of `show_record` as this visitor reads it."""
        self.visit, self.page = visit, page
        self.words = Words(visit.desk, visit.language)
        self.record = page.record
        self._standing: dict[str, list[Told]] = {}
        for told in page.history:
            if told.stands and told.property not in HOLDS_A_KEY:
                self._standing.setdefault(told.property, []).append(told)

    def groups(self, *, without: Iterable[str] = ()) -> list[FactGroup]:
        """All facts in the groups of the form; the code and what is shown elsewhere left out."""
        left_out = {f"{self.record.type}.{short}" for short in ("code", *without)}
        properties = self.words.schema.types[self.record.type].properties.values()
        shown = [p for p in properties if p.name in self._standing and p.name not in left_out]
        return [
            FactGroup(
                title=self.words.t(group.title), facts=[self.fact(p.name) for p in group.properties]
            )
            for group in grouped(shown)
        ]

    def safety(self) -> list[tuple[str, Fact | None]]:
        """How to reach a person safely: every question, answered or not."""
        names = (f"person.{short}" for short in SAFETY)
        return [
            (self.words.label(name), self.fact(name) if name in self._standing else None)
            for name in names
        ]

    def fact(self, name: str) -> Fact:
        """One property with its values and who says so."""
        prop = self.words.schema.property(name)
        cell = self.record.cells.get(name)
        state = "" if cell is None else cell.state
        values: dict[tuple[object, ...], Saying] = {}
        for told in self._standing.get(name, ()):
            key = (type(told.value), told.value, told.language)
            saying = values.setdefault(key, self._saying(told, is_long=prop.kind == "long"))
            self._add(saying, told)
        return Fact(
            name=name,
            label=self.words.of(prop.label),
            sayings=list(values.values()),
            is_long=prop.kind == "long",
            is_disputed=state in CONFLICTS,
            is_settled=state == "p",
            is_private=prop.sensitivity >= _MOST_PRIVATE and prop.short not in SAFETY,
        )

    def links(self) -> list[Links]:
        """Who refers to this record, by property; sources of statements come under their own."""
        found: dict[str, list[EntityId]] = {}
        for link in self.visit.desk.view.referring(self.record.id):
            found.setdefault(link.property, []).append(link.subject)
        shown = [self._linked(name, uids) for name, uids in sorted(found.items())]
        return [links for links in shown if links.rows]

    def _linked(self, name: str, uids: list[EntityId]) -> Links:
        """Those that refer by one property; of very many only the newest are named."""
        records = [self.words.record(uid) for uid in uids[-_MOST_LINKED:]]
        rows = {
            bytes(record.id): (self.words.with_code(record), self.visit.url(path_of(record)))
            for record in records
            if record is not None and record.id != self.record.id
        }
        more = max(0, len(uids) - _MOST_LINKED)
        return Links(label=self._as(name), property=name, rows=sorted(rows.values()), more=more)

    def history(self) -> list[Heard]:
        """Everything ever said, oldest first, save the keys of sealed files."""
        said = [told for told in self.page.history if told.property not in HOLDS_A_KEY]
        return [self._heard(told) for told in said]

    def value(self, told: Told) -> list[Part]:
        """What a statement says, a long text with the people in it as links."""
        value = told.value
        if isinstance(value, bytes) and len(value) != _ID:
            return self._about_statement(told)
        if isinstance(value, bytes):
            record = self.words.record(value)
            address = "" if record is None else self.visit.url(path_of(record))
            return [(self.words.reference(value), address)]
        text = self.words.value(told.property, value)
        return [(text, "")] if not isinstance(value, str) else self.parts(text)

    def parts(self, text: str) -> list[Part]:
        """A text, with the name in use where a person's code stands."""
        found: list[Part] = []
        for piece in read_pieces(self.visit.desk, text=text):
            if piece.person is None:
                found.append((piece.text, ""))
            else:
                name = self.words.known_as(piece.person) or piece.person.code
                found.append((name, self.visit.url(path_of(piece.person))))
        return found

    def _about_statement(self, told: Told) -> list[Part]:
        """A judgement or a withdrawal: of which statement."""
        value = told.value if isinstance(told.value, bytes) else b""
        full = told.entry + value if len(value) == 4 else value  # noqa: PLR2004
        meant = next((one for one in self.page.history if one.id == full), None)
        if meant is None or meant.property in HOLDS_A_KEY or meant.id == told.id:
            return [("—", "")]
        is_judgement = told.property.startswith("judgement.")
        opening = "" if is_judgement else f"{self.words.t(N_('withdraws'))}: "
        return [(opening, ""), *self.value(meant)]

    def _saying(self, told: Told, *, is_long: bool) -> Saying:
        language = self.words.language_name(told.language) if told.language else ""
        parts = self.value(told) if is_long or isinstance(told.value, (str, bytes)) else None
        plain = [(self.words.value(told.property, told.value), "")]
        return Saying(parts=parts or plain, language=language)

    def _add(self, saying: Saying, told: Told) -> None:
        source = self._source(told)
        if source is not None and source not in saying.sources:
            saying.sources.append(source)
        sure = self.words.term("sure", told.sure) if told.sure else ""
        if sure and sure not in saying.sure:
            saying.sure.append(sure)
        saying.place = place_of(told.id)
        saying.is_preferred |= told.preferred
        saying.when = self._said_at(told)[0]

    def _source(self, told: Told) -> Part | None:
        """Who says so: the source, or the passage with the source it stands in."""
        record = None if told.source is None else self.words.record(told.source)
        if record is None:
            return None
        return (self._cited(record), self.visit.url(path_of(record)))

    def _cited(self, record: Record) -> str:
        inside = record.get("passage.source")
        source = self.words.record(inside) if isinstance(inside, bytes) else None
        own = self.words.with_code(record)
        return own if source is None else f"{own} ({self.words.with_code(source)})"

    def _said_at(self, told: Told) -> Part:
        """When and by whom a statement was recorded."""
        time, member = self.visit.desk.view.saying(told.entry)
        by = None if member is None else self.words.record(member)
        return (self.words.when(time) if time else "", "" if by is None else by.code)

    def _heard(self, told: Told) -> Heard:
        when, by = self._said_at(told)
        rivals = [
            one
            for one in self._standing.get(told.property, ())
            if one.language == told.language and one.value != told.value
        ]
        prop = self.words.schema.properties.get(told.property)
        can_prefer = told.stands and bool(rivals) and prop is not None and not prop.many
        return Heard(
            label=self.words.label(told.property),
            parts=_cut(self.value(told)),
            source=self._source(told),
            sure=self.words.term("sure", told.sure) if told.sure else "",
            when=when,
            by=by,
            state=self.words.t(self._state(told)),
            place=place_of(told.id),
            stands=told.stands,
            can_go=told.stands and not told.property.endswith(".code"),
            has_rivals=can_prefer and not told.preferred,
        )

    def _state(self, told: Told) -> str:
        is_note = isinstance(told.value, bytes) and len(told.value) != _ID
        if told.preferred:
            return N_("preferred")
        if is_note:
            return N_("judgement")
        return N_("stands") if told.stands else N_("withdrawn")

    def _as(self, name: str) -> str:
        """How others refer to it: "Act: Against whom"."""
        prop = self.words.schema.properties.get(name)
        if prop is None:
            return self.words.t(_OTHER_LINKS.get(name, N_("Refers to it")))
        return f"{self.words.type(prop.type, plural=True)} · {self.words.of(prop.label)}"


def _cut(parts: list[Part]) -> list[Part]:
    """The beginning of a long text: the history of a thick book is still a page."""
    kept, left = [], _MOST_IN_HISTORY
    for text, href in parts:
        if left > 0:
            kept.append((text if len(text) <= left else f"{text[:left]}…", href))
        left -= len(text)
    return kept


_OTHER_LINKS: Final = {
    "source": N_("Statements that rest on it"),
    "judgement.same_as": N_("Judged to be the same"),
    "judgement.not_same": N_("Judged to be different"),
}


def shown_people(words: Words, case: EntityId) -> Iterator[Record]:
    """The people of a case, restricted ones too."""
    for link in words.desk.view.referring(case, "person.case"):
        record = words.record(link.subject)
        if record is not None:
            yield record
