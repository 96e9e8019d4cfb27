"""What is read of an event for the sheet of its people: rows, the group's own numbers, filings.

Numbers stand side by side and are never added up: about 300 with 33 known to us is about 300.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kuager.model.person_rows import ANSWERS, NEEDS, USES, PersonRow
from kuager.model.statement import EntityId, StatementId
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.records import digest_of

PART = "involvement.event"
_GROUP_LINKS = ("group.event",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One person of an event as the sheet shows them, and the records behind each cell."""

    case: Record
    person: Record | None
    row: PersonRow
    acts: tuple[Record, ...] = ()
    helps: tuple[Record, ...] = ()
    consents: tuple[Record, ...] = ()
    part: tuple[EntityId, ...] = ()

    @property
    def key(self) -> str:
        """How the page names the row: by its person, or by its case where it has none yet."""
        return self.case.code if self.person is None else self.person.code


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNumber:
    """A number somebody gave: of the event (`group` empty) or of a group in it, and who says so."""

    group: str
    name: dict[str, str]
    count: str
    of_whom: str
    source: tuple[str, str] | None
    sure: str | None
    statement: StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnRow:
    """A row that was taken out of an event, and why."""

    case: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingLine:
    """A proceeding about an event: people as said, people known to have signed, those who left."""

    record: Record
    people: tuple[str, ...]
    signed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """An event with everybody who is known to have been there."""

    event: Record
    rows: tuple[SheetRow, ...]
    numbers: tuple[SaidNumber, ...]
    withdrawn: tuple[WithdrawnRow, ...]
    filings: tuple[FilingLine, ...]

    @property
    def known(self) -> int:
        """How many people of the event are on record here; in no other number, added to none."""
        return len({row.key for row in self.rows})

    def row(self, key: str) -> SheetRow:
        """The row of a person (or of a case without one). Raises UnknownRecordError."""
        for row in self.rows:
            if key in (row.key, row.case.code):
                return row
        raise UnknownRecordError(code=key)


@verb(needs="read")
def show_gathering(desk: Desk, *, event: str) -> Gathering:
    """The sheet of an event: everybody on record, the group's own numbers, and what was filed."""
    record = event_record(desk, event)
    known = Known(desk)
    return Gathering(
        event=record,
        rows=tuple(_rows(known, record)),
        numbers=tuple(_numbers(known, record)),
        withdrawn=tuple(_withdrawn(known, record)),
        filings=tuple(_filings(known, record)),
    )


def event_record(desk: Desk, code: str) -> Record:
    """The event with this code. Raises UnknownRecordError, also for one that is shut."""
    record = desk.view.record(desk.find(("event",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    return record


class Known:
    """The records around an event, each read once for one page."""

    def __init__(self, desk: Desk) -> None:
        """Those of this desk; what is shut or gone is not known."""
        self.desk = desk
        self._records: dict[bytes, Record | None] = {}

    def record(self, uid: bytes) -> Record | None:
        """One record, or the one that it was judged to be part of."""
        if uid not in self._records:
            self._records[uid] = self.desk.view.record(EntityId(uid))
        return self._records[uid]

    def referred(self, values: Iterable[object]) -> tuple[Record, ...]:
        """The records that references name, each once."""
        found: dict[bytes, Record] = {}
        for value in values:
            record = self.record(value) if isinstance(value, bytes) else None
            if record is not None:
                found[record.id] = record
        return tuple(found.values())

    def subjects(self, uid: EntityId, name: str) -> tuple[Record, ...]:
        """The records that refer to one by a property, each once."""
        links = self.desk.view.referring(uid, name)
        return self.referred(link.subject for link in links)


def referred(desk: Desk, values: Iterable[object]) -> tuple[Record, ...]:
    """The records that references name, each once; those that are shut or gone are left out."""
    return Known(desk).referred(values)


def _rows(known: Known, event: Record) -> Iterator[SheetRow]:
    acts = _by(known, known.subjects(event.id, "act.event"), "act.victim")
    parts = _by(known, known.subjects(event.id, PART), "involvement.actor")
    for case in known.referred(event.every("event.case")):
        people = known.subjects(case.id, "person.case")
        here = [p for p in people if p.id in acts or p.id in parts]
        consents = known.subjects(case.id, "consent.case")
        helps = known.subjects(case.id, "intervention.case")
        shown: list[Record | None] = [*(here or people)] or [None]
        for person in shown:
            yield _row(
                case,
                person,
                acts=() if person is None else tuple(acts.get(person.id, ())),
                parts=() if person is None else tuple(parts.get(person.id, ())),
                consents=_of(known, person, consents, "consent.person", alone=len(people) < 2),  # noqa: PLR2004
                helps=_of(known, person, helps, "intervention.person", alone=len(people) < 2),  # noqa: PLR2004
            )


def _row(
    case: Record,
    person: Record | None,
    *,
    acts: tuple[Record, ...],
    parts: tuple[Record, ...],
    consents: tuple[Record, ...],
    helps: tuple[Record, ...],
) -> SheetRow:
    kinds = {str(kind) for one in helps for kind in one.every("intervention.kind")}
    row = PersonRow(
        code=case.code,
        safe_contact="" if person is None else person.text("person.safe_contact") or "",
        acts=tuple(dict.fromkeys(str(act.get("act.type")) for act in acts if act.get("act.type"))),
        words=case.text("case.story") or "",
        needs=tuple(need for need, kind in NEEDS.items() if kind in kinds),
        **{name: answer_of(consents, use) for name, use in USES.items()},
    )
    return SheetRow(
        case=case,
        person=person,
        row=row,
        acts=acts,
        helps=helps,
        consents=consents,
        part=tuple(part.id for part in parts),
    )


def row_digest(desk: Desk, row: SheetRow) -> str:
    """A digest of everything behind a row, for a change that is refused if it was changed since."""
    behind = [r for r in (row.case, row.person, *row.acts, *row.helps, *row.consents) if r]
    return digest_of(told for one in behind for told in desk.view.history(one.id))


def answer_of(consents: Iterable[Record], use: str) -> str:
    """The last answer to a use; a withdrawn one is a no, none is "not asked"."""
    asked = [c for c in consents if c.get("consent.use") == use]
    if not asked:
        return ANSWERS[0]
    last = max(asked, key=lambda c: c.text("consent.asked_on") or "")
    answer = str(last.get("consent.answer") or ANSWERS[0])
    return "no" if last.get("consent.withdrawn_on") and answer != ANSWERS[0] else answer


def _by(known: Known, records: Iterable[Record], name: str) -> dict[bytes, list[Record]]:
    """Records by whom they name, merged people under the one record they are part of."""
    found: dict[bytes, list[Record]] = {}
    for record in records:
        for named in known.referred(record.every(name)):
            found.setdefault(named.id, []).append(record)
    return found


def _of(
    known: Known, person: Record | None, records: tuple[Record, ...], name: str, *, alone: bool
) -> tuple[Record, ...]:
    """The records of a case that are about one of its people; unnamed ones where there is one."""
    return tuple(
        record
        for record in records
        if (alone and record.get(name) is None)
        or (person is not None and person in known.referred([record.get(name)]))
    )


def _numbers(known: Known, event: Record) -> Iterator[SaidNumber]:
    yield from _said(known, event, "event.people", "", "")
    for group in _groups(known, event):
        above = known.referred([group.get("group.of_whom")])
        of_whom = above[0].code if above else ""
        yield from _said(known, group, "group.size", group.code, of_whom)


def _said(
    known: Known, record: Record, name: str, group: str, of_whom: str
) -> Iterator[SaidNumber]:
    for told in known.desk.view.history(record.id):
        if told.property == name and told.stands and told.value is not None:
            by = known.referred([told.source])
            yield SaidNumber(
                group=group,
                name=record.texts("group.name") if group else {},
                count=str(told.value),
                of_whom=of_whom,
                source=(by[0].type, by[0].code) if by else None,
                sure=told.sure,
                statement=told.id,
            )


def _groups(known: Known, event: Record) -> list[Record]:
    """The groups counted at an event, the larger before those that are part of them."""
    found = {g.id: g for name in _GROUP_LINKS for g in known.subjects(event.id, name)}
    acts = known.subjects(event.id, "act.event")
    parts = known.subjects(event.id, PART)
    named = [v for act in acts for v in act.every("act.victim")]
    named += [v for part in parts for v in part.every("involvement.actor")]
    found |= {g.id: g for g in known.referred(named) if g.type == "group"}
    waiting = list(found.values())
    while waiting:
        group = waiting.pop()
        near = known.subjects(group.id, "group.of_whom")
        for other in (*near, *known.referred([group.get("group.of_whom")])):
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return sorted(found.values(), key=lambda g: _depth(known, g))


def _depth(known: Known, group: Record) -> int:
    depth, seen = 0, {group.id}
    above = known.referred([group.get("group.of_whom")])
    while above and above[0].id not in seen:
        seen.add(above[0].id)
        depth += 1
        above = known.referred([above[0].get("group.of_whom")])
    return depth


def _withdrawn(known: Known, event: Record) -> Iterator[WithdrawnRow]:
    """Rows whose tie to the event was withdrawn with a reason, and that are not here again."""
    history = known.desk.view.history(event.id)
    here = {told.value for told in history if told.stands and told.property == "event.case"}
    reasons = {t.source: str(t.value) for t in history if t.property == "judgement.reason"}
    for told in history:
        is_row = told.property == "event.case" and isinstance(told.value, bytes)
        if is_row and not told.stands and told.id in reasons and told.value not in here:
            yield WithdrawnRow(case=_code_once(known, told.value), reason=reasons[told.id])


def _code_once(known: Known, uid: object) -> str:
    """The code that a case has, or had before it was withdrawn with its row."""
    told = known.desk.view.history(EntityId(uid)) if isinstance(uid, bytes) else []
    return next((str(t.value) for t in told if t.property == "case.code"), "")


def _filings(known: Known, event: Record) -> Iterator[FilingLine]:
    for record in known.subjects(event.id, "proceeding.event"):
        gone = left_of(known.desk, record)
        signed = known.referred(record.every("proceeding.persons"))
        history = known.desk.view.history(record.id)
        people = [t.value for t in history if t.property == "proceeding.people" and t.stands]
        yield FilingLine(
            record=record,
            people=tuple(dict.fromkeys(str(value) for value in people)),
            signed=len(signed),
            left=len([person for person in signed if person.id in gone]),
        )


def left_of(desk: Desk, filing: Record) -> dict[bytes, Record]:
    """Who left a collective filing, each with the step that says so."""
    found: dict[bytes, Record] = {}
    known = Known(desk)
    for step in known.subjects(filing.id, "step.proceeding"):
        if step.get("step.kind") == "withdrawn" and step.get("step.for_whom") in ("one", "some"):
            for person in known.referred(step.every("step.persons")):
                found[person.id] = step
    return found
