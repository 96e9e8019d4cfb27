"""What the rows of a sheet mean, as statements: made, amended, taken back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kuager import N_, KuagerError
from kuager.model.person_rows import ANSWERS, NEEDS, USES, PersonRow, RowFault, free_codes
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.store.view import Record, Told
from kuager.verbs.coding import PREFIXES
from kuager.verbs.desk import Desk
from kuager.verbs.gathering_sheet import SheetRow

_OWN_ACT = frozenset({"act.code", "act.event", "act.victim", "act.type"})
_OWN_HELP = frozenset(
    f"intervention.{name}" for name in ("code", "case", "event", "person", "kind", "status", "date")
)
_OWN_CASE = frozenset(
    f"case.{name}"
    for name in ("code", "opened", "status", "channel", "how_known", "when_where_said", "story")
)
_OWN_PERSON = frozenset({"person.code", "person.case", "person.safe_contact"})
_TIES = frozenset(
    {"event.case", "person.case", "consent.case", "consent.person", "intervention.case"}
    | {"intervention.person", "act.victim", "involvement.actor"}
)
"""References to the records of a row that the sheet itself makes."""


class RowInUseError(KuagerError):
    """A row whose case holds more than the sheet wrote cannot be withdrawn as a slip."""

    code = "row-in-use"
    exit_code = 2
    text = N_(
        "The case {code} holds more than this row: it cannot be withdrawn as a slip. Nothing was "
        "changed. Take it out of this event only, or restrict or erase the case on its own page."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What all rows of one save share: how we know, when and where as said, what was done to all.

    `acts` are said of every row that names none of its own; `channel` is how they came to us.
    """

    how_known: str
    when_where: str = ""
    acts: tuple[str, ...] = ()
    channel: str = ""


class Codes:
    """Codes for many new records of one change, counted on; no two are the same."""

    def __init__(self, desk: Desk) -> None:
        """For records that this desk makes."""
        self.desk = desk
        self._free: dict[str, Iterator[str]] = {}

    def reserve(self, type_name: str, count: int, typed: Iterable[str] = ()) -> None:
        """Look up so many free codes of a type; those typed by hand are taken."""
        taken = {*self.desk.view.codes(type_name), *typed}
        start = max(len(taken), self.desk.view.made(type_name)) + 1
        self._free[type_name] = iter(free_codes(taken, PREFIXES[type_name], start, count))

    def next(self, type_name: str) -> str:
        """The next free code of a type."""
        return next(self._free[type_name])


@dataclass(slots=True)
class RowMaker:
    """Says what new rows of one event mean; collects the codes of their cases and persons."""

    desk: Desk
    event: Record
    background: Background
    cases: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        """Codes are counted on from what is here now."""
        self.codes = Codes(self.desk)

    @property
    def today(self) -> str:
        """The day of the record."""
        return self.desk.today.isoformat()

    def needed(self, rows: Sequence[PersonRow]) -> dict[str, int]:
        """How many new codes these rows need at most, by type."""
        acts = sum(len(row.acts or self.background.acts) for row in rows)
        helps = sum(len(row.needs) for row in rows)
        several = {"case": len(rows), "person": len(rows), "involvement": len(rows)}
        return several | {"act": acts, "intervention": helps, "consent": 2 * len(rows)}

    def row(self, row: PersonRow) -> Iterator[Statement]:
        """A case, its person, the person's part and acts, needs and answers."""
        full = replace(row, acts=row.acts or self.background.acts)
        case, person = self.desk.store.new_id(), self.desk.store.new_id()
        self.cases.append(row.code or self.codes.next("case"))
        yield from self._case(case, self.cases[-1], row)
        yield from self.person(person, case, row.safe_contact)
        yield from self.acts(person, full.acts)
        yield from self.helps(case, person, row.needs)
        yield from self.answer(case, person, USES["keep"], row.keep)
        if row.file != ANSWERS[0]:
            yield from self.answer(case, person, USES["file"], row.file)

    def _case(self, case: EntityId, code: str, row: PersonRow) -> Iterator[Statement]:
        known = self.background
        told = {
            "how_known": known.how_known.strip(),
            "when_where_said": known.when_where.strip(),
            "story": row.words.strip(),
        }
        yield say(case, "case.code", code)
        yield say(case, "case.opened", self.today)
        yield say(case, "case.status", "open")
        for name, text in told.items():
            if text:
                yield say(case, f"case.{name}", text)
        if known.channel:
            yield say(case, "case.channel", known.channel)
        yield say(self.event.id, "event.case", case)

    def person(self, person: EntityId, case: EntityId, contact: str) -> Iterator[Statement]:
        """A person of a case, and that they had a part in the event."""
        self.persons.append(self.codes.next("person"))
        said: dict[str, Value] = {"code": self.persons[-1], "case": case}
        if contact.strip():
            said["safe_contact"] = contact.strip()
        yield from _all(person, "person", said)
        yield from self._new("involvement", event=self.event.id, actor=person, role="target")

    def acts(self, person: EntityId, acts: Iterable[str]) -> Iterator[Statement]:
        """What was done to a person at the event."""
        for term in acts:
            yield from self._new("act", event=self.event.id, victim=person, type=term)

    def helps(self, case: EntityId, person: EntityId, needs: Iterable[str]) -> Iterator[Statement]:
        """What a person needs, as help that is still to come."""
        for need in needs:
            yield from self._new(
                "intervention",
                case=case,
                event=self.event.id,
                person=person,
                kind=NEEDS[need],
                status="pending",
                date=self.today,
            )

    def answer(
        self, case: EntityId, person: EntityId, use: str, answer: str
    ) -> Iterator[Statement]:
        """What a person answered about one use; the day only of an answer."""
        day = {} if answer == ANSWERS[0] else {"asked_on": self.today}
        yield from self._new("consent", case=case, person=person, use=use, answer=answer, **day)

    def _new(self, type_name: str, **said: Value) -> Iterator[Statement]:
        uid, code = self.desk.store.new_id(), self.codes.next(type_name)
        yield from _all(uid, type_name, {"code": code, **said})


def faults_of_amending(desk: Desk, old: SheetRow, new: PersonRow) -> Iterator[RowFault]:
    """Acts and helps that the new row leaves out, though more is said of them than a sheet says."""
    for act in _dropped(old.acts, "act.type", new.acts):
        if not _only(desk, act, _OWN_ACT):
            yield RowFault(0, "acts", "act-holds-more", {"code": act.code})
    for one in _helps_dropped(old, new):
        if not _only(desk, one, _OWN_HELP) or one.get("intervention.status") != "pending":
            yield RowFault(0, "needs", "help-under-way", {"code": one.code})


def amended(desk: Desk, event: Record, old: SheetRow, new: PersonRow) -> list[Statement]:
    """What is new of a row that is there, and what it replaces."""
    maker = RowMaker(desk, event, Background(how_known=""))
    for name, count in maker.needed([new]).items():
        maker.codes.reserve(name, count)
    said: list[Statement] = []
    case = old.case.id
    if old.person is None:
        person = desk.store.new_id()
        said += maker.person(person, case, new.safe_contact)
    else:
        person = old.person.id
        said += _replaced(desk, person, "person.safe_contact", new.safe_contact.strip())
    said += maker.acts(person, [act for act in new.acts if act not in old.row.acts])
    said += maker.helps(case, person, [n for n in new.needs if n not in old.row.needs])
    for gone in (*_dropped(old.acts, "act.type", new.acts), *_helps_dropped(old, new)):
        said += taken_back(desk, gone.id)
    for name, use in USES.items():
        answers = getattr(old.row, name), getattr(new, name)
        if answers[0] != answers[1]:
            said += _answered(maker, old, person, use, answers[1])
    return said


def untie(desk: Desk, event: Record, row: SheetRow, reason: str) -> Iterator[Statement]:
    """The tie between an event and a case withdrawn, with the reason."""
    for told in _standing(desk, event.id, "event.case"):
        if isinstance(told.value, bytes) and _is(desk, told.value, row.case):
            yield retract(told.subject, told.property, told.id)
            yield say(told.subject, "judgement.reason", reason, source=told.id)


def parted(desk: Desk, event: Record, row: SheetRow) -> Iterator[Statement]:
    """The part of a person in an event withdrawn: involvement, acts, and help given about it."""
    for uid in (*row.part, *(act.id for act in row.acts)):
        yield from taken_back(desk, uid)
    for one in row.helps:
        for told in _standing(desk, one.id, "intervention.event"):
            if isinstance(told.value, bytes) and _is(desk, told.value, event):
                yield retract(told.subject, told.property, told.id)


def taken_back(desk: Desk, uid: EntityId) -> Iterator[Statement]:
    """Everything that stands of a record, withdrawn."""
    for told in desk.view.history(uid):
        if told.stands and not told.property.startswith(("judgement.", "audit.")):
            yield retract(told.subject, told.property, told.id)


def slip(
    desk: Desk, event: Record, row: SheetRow, others: Iterable[SheetRow]
) -> Iterator[Statement]:
    """The case, person, answers and needs of a row that should never have been, withdrawn.

    Raises RowInUseError where any of them holds more than a sheet writes.
    """
    made = [*row.helps, *row.consents, *([] if row.person is None else [row.person])]
    if not list(others):
        made.append(row.case)
    whole = {r.id for r in (*made, *row.acts)} | {event.id, *row.part}
    for record in made:
        if not _is_of_sheet(desk, record, whole):
            raise RowInUseError(code=row.case.code)
        yield from taken_back(desk, record.id)


def _answered(
    maker: RowMaker, old: SheetRow, person: EntityId, use: str, answer: str
) -> Iterator[Statement]:
    """A new answer. One of today, or none yet, is put right; an older one stays, with its end."""
    before = [c for c in old.consents if c.get("consent.use") == use]
    is_slip = [c for c in before if c.get("consent.asked_on") in (None, maker.today)]
    for consent in before:
        if consent in is_slip or answer == ANSWERS[0]:
            yield from taken_back(maker.desk, consent.id)
        elif answer == "no" and consent.get("consent.withdrawn_on") is None:
            yield say(consent.id, "consent.withdrawn_on", maker.today)
    yield from maker.answer(old.case.id, person, use, answer)


def _replaced(desk: Desk, uid: EntityId, name: str, value: str) -> Iterator[Statement]:
    """A text in place of what stands; empty: nothing in its place."""
    standing = _standing(desk, uid, name)
    for told in standing:
        if told.value != value:
            yield retract(told.subject, told.property, told.id)
    if value and all(told.value != value for told in standing):
        yield say(uid, name, value)


def _dropped(records: Iterable[Record], name: str, kept: Iterable[str]) -> list[Record]:
    wanted = set(kept)
    return [record for record in records if record.get(name) not in wanted]


def _helps_dropped(old: SheetRow, new: PersonRow) -> list[Record]:
    """The helps of needs that were ticked and are not any more."""
    kinds = {NEEDS[need] for need in old.row.needs if need not in new.needs}
    return [one for one in old.helps if kinds & set(one.every("intervention.kind"))]


def _is_of_sheet(desk: Desk, record: Record, whole: set[EntityId]) -> bool:
    """Whether a sheet wrote all that is said of a record, and nothing else refers to it."""
    own = {"case": _OWN_CASE, "person": _OWN_PERSON, "intervention": _OWN_HELP}
    if record.type in own and not _only(desk, record, own[record.type]):
        return False
    links = desk.view.referring(record.id)
    return all(link.property in _TIES and link.subject in whole for link in links)


def _only(desk: Desk, record: Record, names: frozenset[str]) -> bool:
    """Whether nothing but these properties is said of a record, by nobody in particular."""
    history = desk.view.history(record.id)
    standing = [t for t in history if t.stands and not t.property.startswith("audit.")]
    return all(t.property in names and t.source is None for t in standing)


def _standing(desk: Desk, uid: EntityId, name: str) -> list[Told]:
    return [t for t in desk.view.history(uid) if t.stands and t.property == name]


def _is(desk: Desk, uid: bytes, record: Record) -> bool:
    found = desk.view.record(EntityId(uid))
    return found is not None and found.id == record.id


def _all(uid: EntityId, type_name: str, said: dict[str, Value]) -> Iterator[Statement]:
    for name, value in said.items():
        yield say(uid, f"{type_name}.{name}", value)
