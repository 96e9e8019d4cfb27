"""Saying what a form said: a new record, or what is new about one that is here.

An answer is what a person wants to stand for one property (in one language): one value, several, or
none. Only what differs from what stands is said; what it replaces is withdrawn, and stays in the
log. Of a property on which sources disagree only what stood first is replaced. With `beside`
nothing is withdrawn: another source says otherwise, and both stand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.coding import PREFIXES, fresh_code
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.lists import HOLDS_A_KEY
from kuager.verbs.records import AlreadySaidOtherwiseError, Recorded, digest_of

NAMED_BY: Final[dict[str, str]] = {
    "person": "name_in_use",
    "organisation": "name",
    "group": "description",
    "source": "title",
    "pattern": "name",
    "provision": "law",
    "event": "narrative",
    "proceeding": "title",
}
"""Types of which a new record can be made from a name alone, and the property that keeps it."""
NEVER_TYPED: Final = frozenset(
    {"case.restricted", "evidence.media_type", "evidence.original_name", "source.text"}
)
"""Properties that the program says, or a button of its own."""


class NotByHandError(KuagerError):
    """A type or property that only the program says."""

    code = "not-by-hand"
    exit_code = 2
    text = N_("{name} is kept by the program itself and is not written by hand.")


@dataclass(frozen=True, slots=True)
class Pick:
    """A record that is here, by its code."""

    types: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record that is to be made, of which only its name is known."""

    type: str
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What shall stand for one property in one language; no values: nothing."""

    property: str
    values: tuple[Value | Pick | Fresh, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayer:
    """Who says so (a source or passage, by code or to be made) and how sure that is."""

    source: Pick | Fresh | None = None
    sure: str | None = None
    beside: bool = False


NOBODY = Sayer()


@dataclass(slots=True)
class _Saying:
    """Answers on their way to statements about one record."""

    desk: Desk
    record: EntityId
    type: str
    sayer: Sayer
    said: list[Statement] = field(default_factory=list)
    source: EntityId | None = None

    def begin(self) -> None:
        """Find out who says so, and whether the word for "how sure" is one."""
        if self.sayer.sure is not None:
            self.desk.term("sure", self.sayer.sure)
        if self.sayer.source is not None:
            self.source = self.reference(self.sayer.source)

    def take(self, answer: Answer, standing: list[Told]) -> None:
        """Say what an answer adds, and withdraw what it replaces."""
        self.demand(answer.property)
        wanted = [self.value(value) for value in answer.values]
        place = (answer.property, answer.language)
        rivals = [told for told in standing if (told.property, told.language) == place]
        added = [v for v in wanted if not any(_same(v, told.value) for told in rivals)]
        gone = [told for told in rivals if not any(_same(told.value, v) for v in wanted)]
        if not self.desk.schema.property(answer.property).many:
            best = self.best(answer)
            gone = [told for told in gone if _same(told.value, best)]
        if not self.sayer.beside:
            self.said += [retract(told.subject, told.property, told.id) for told in gone]
        earlier = gone[-1] if gone and not self.sayer.beside else None
        self.said += [self.statement(answer, value, earlier) for value in added]

    def statement(self, answer: Answer, value: Value, earlier: Told | None) -> Statement:
        """One statement; a correction keeps who said so, unless the form says otherwise."""
        source, sure = self.source, self.sayer.sure
        if earlier is not None:
            source = earlier_source(earlier) if source is None else source
            sure = earlier.sure if sure is None else sure
        return say(
            self.record, answer.property, value, language=answer.language, source=source, sure=sure
        )

    def best(self, answer: Answer) -> Value:
        """What stands first now: all that a correction replaces. What other sources say stays."""
        record = self.desk.view.record(self.record, shut=True)
        cell = None if record is None else record.cells.get(answer.property)
        if cell is None or isinstance(cell.value, list):
            return None
        if isinstance(cell.value, dict):
            return cell.value.get(answer.language or "")
        return cell.value

    def demand(self, name: str) -> None:
        """Raise NotByHandError for another type's property, or one that only the program says."""
        prop = self.desk.schema.property(name)
        if prop.type != self.type or name in HOLDS_A_KEY | NEVER_TYPED or prop.short == "code":
            raise NotByHandError(name=name)

    def value(self, value: Value | Pick | Fresh) -> Value:
        """A value as it is said; a record that is to be made is made now."""
        return self.reference(value) if isinstance(value, (Pick, Fresh)) else value

    def reference(self, wanted: Pick | Fresh) -> EntityId:
        """The id of a record that is here, or of one that is made now."""
        if isinstance(wanted, Pick):
            return self.desk.find(wanted.types, wanted.code)
        return make_named(self.desk, wanted, cases=self.cases())

    def cases(self) -> list[EntityId]:
        """The cases that this record belongs to: what is made beside it belongs there as well."""
        if self.type == "case":
            return [self.record]
        name = f"{self.type}.case"
        found = [said.value for said in self.said if said.property == name and not said.op]
        record = self.desk.view.record(self.record, shut=True)
        found += [] if record is None else record.every(name)
        return list(dict.fromkeys(EntityId(uid) for uid in found if isinstance(uid, bytes)))


@verb(needs="amend", saves=True)
def make_record(
    desk: Desk, *, type_name: str, answers: Iterable[Answer], sayer: Sayer = NOBODY
) -> Recorded:
    """Make a record of any type that people write, with a neutral code of its own."""
    demand_by_hand(desk, type_name)
    uid, code = desk.store.new_id(), fresh_code(desk, type_name)
    desk.say([say(uid, f"{type_name}.code", code)])
    saying = _Saying(desk, uid, type_name, sayer)
    saying.begin()
    for answer in answers:
        saying.take(answer, [])
    desk.say(saying.said)
    return Recorded(id=uid, code=code)


@verb(needs="amend", saves=True)
def amend_record(
    desk: Desk,
    *,
    type_name: str,
    code: str,
    answers: Iterable[Answer],
    seen: str | None = None,
    sayer: Sayer = NOBODY,
) -> Recorded:
    """Say what changed of a record; refused if somebody else changed it since it was `seen`."""
    uid = desk.find((type_name,), code)
    demand_by_hand(desk, type_name)
    history = desk.view.history(uid)
    if seen is not None and seen != digest_of(history):
        raise AlreadySaidOtherwiseError(code=code)
    saying = _Saying(desk, uid, type_name, sayer)
    saying.begin()
    standing = [told for told in history if told.stands]
    for answer in answers:
        saying.take(answer, standing)
    desk.say(saying.said)
    return Recorded(id=uid, code=code)


@verb(needs="amend", saves=True)
def make_named_in(desk: Desk, *, fresh: Fresh, place: str, record: str) -> Recorded:
    """Make a record of which only its name is known, inside another one: place is "person.case"."""
    prop = desk.schema.property(place)
    if prop.type != fresh.type or prop.kind != "reference":
        raise NotByHandError(name=place)
    inside = desk.find(prop.to, record)
    made = make_named(desk, fresh)
    desk.say([say(made, place, inside)])
    found = desk.view.record(made, shut=True)
    return Recorded(id=made, code=made.hex()[:8] if found is None else found.code)


def demand_by_hand(desk: Desk, type_name: str) -> None:
    """Raise NotByHandError for a type that only the program makes, UnknownType for none at all."""
    desk.schema.type(type_name)
    if type_name not in PREFIXES:
        raise NotByHandError(name=type_name)


def make_named(desk: Desk, fresh: Fresh, *, cases: Iterable[EntityId] = ()) -> EntityId:
    """Make a record of which only its name is known; what lies in cases is put into these."""
    if fresh.type not in NAMED_BY or not fresh.name.strip():
        raise UnknownRecordError(code=fresh.type)
    uid, code = desk.store.new_id(), fresh_code(desk, fresh.type)
    prop = desk.schema.property(f"{fresh.type}.{NAMED_BY[fresh.type]}")
    language = fresh.language if prop.per_language else None
    said = [
        say(uid, f"{fresh.type}.code", code),
        say(uid, prop.name, fresh.name.strip(), language=language),
    ]
    if fresh.type in ("person", "event", "group"):
        said += [say(uid, f"{fresh.type}.case", case) for case in cases]
    desk.say(said)
    return uid


def earlier_source(told: Told) -> EntityId | None:
    """The source of a statement, if it is a record of sources."""
    is_record = told.source is not None and len(told.source) == 16  # noqa: PLR2004
    return EntityId(told.source) if is_record and told.source is not None else None


def shown_record(desk: Desk, type_name: str, code: str) -> Record:
    """The record of exactly this type and code, restricted ones too. Raises UnknownRecordError."""
    record = desk.view.record(desk.find((type_name,), code), shut=True)
    if record is None:
        raise UnknownRecordError(code=code)
    return record


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
