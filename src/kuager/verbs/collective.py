"""One filing of many people: who signed, who left and why. It counts once as a filing.

Somebody who leaves stays among those who signed, since that happened; a step of the proceeding
says who left, when and why. How many people it counts as is said, or counted from who signed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.model.written_counts import count_of
from kuager.model.written_dates import edtf_of
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.coding import fresh_code
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.gathering_says import taken_back
from kuager.verbs.gathering_sheet import event_record, left_of, referred, show_gathering

COLLECTIVE: Final = "collective-appeal"
WHY_LEFT: Final[dict[str, str | None]] = {
    "fear": "withdrawn-fear",
    "pressure": "withdrawn-pressure",
    "other": None,
    "unknown": None,
}
"""Why somebody leaves a filing, and the exit code that says so."""


class NobodySignedError(KuagerError):
    """A collective filing without anybody."""

    code = "nobody-signed"
    exit_code = 2
    text = N_("Choose at least one person who signs. Nothing was saved.")


class NotAmongSignersError(KuagerError):
    """Somebody who did not sign cannot leave, and who left already cannot leave again."""

    code = "not-among-signers"
    exit_code = 2
    text = N_("{person} does not stand among those who signed {filing}. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingSaved:
    """A collective filing: its code and how many people signed it as far as we know them."""

    code: str
    signed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody who left a filing: when, why (a slug of `WHY_LEFT`), in which words."""

    person: Record
    step: str
    date: str
    why: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveFiling:
    """A filing and its people: those who stand by it, those who left, who could still join.

    `said` are the counts that somebody gave; they stand beside the people known and are not added.
    """

    record: Record
    standing: tuple[Record, ...]
    left: tuple[Left, ...]
    others: tuple[Record, ...]
    said: tuple[str, ...]

    @property
    def signed(self) -> int:
        """How many people known to us ever signed."""
        return len(self.standing) + len(self.left)


@verb(needs="read")
def show_collective_filing(desk: Desk, *, event: str, filing: str) -> CollectiveFiling:
    """A collective filing about an event: who stands by it, who left and why."""
    gathering = show_gathering(desk, event=event)
    record = _filing(desk, filing)
    if gathering.event.id not in {e.id for e in referred(desk, record.every("proceeding.event"))}:
        raise UnknownRecordError(code=filing)
    gone = left_of(desk, record)
    signed = referred(desk, record.every("proceeding.persons"))
    people = {row.person.id: row.person for row in gathering.rows if row.person is not None}
    history = desk.view.history(record.id)
    said = [t.value for t in history if t.property == "proceeding.people" and t.stands]
    return CollectiveFiling(
        record=record,
        standing=tuple(person for person in signed if person.id not in gone),
        left=tuple(_left(person, gone[person.id]) for person in signed if person.id in gone),
        others=tuple(p for uid, p in people.items() if uid not in {s.id for s in signed}),
        said=tuple(dict.fromkeys(str(value) for value in said)),
    )


@verb(needs="amend", saves=True)
def record_collective_filing(
    desk: Desk,
    *,
    event: str,
    persons: Iterable[str],
    people: str = "",
    filed: str = "",
    body: str = "",
) -> FilingSaved:
    """Record one filing of many people of an event, with the cases of those who sign.

    `people` is how many it stands for if that is said ("27", "about 30"), `filed` a day as people
    write it, `body` the code of an organisation. Raises CountError, UnreadableDateError.
    """
    record = event_record(desk, event)
    signers = _people(desk, persons)
    if not signers:
        raise NobodySignedError
    uid, code = desk.store.new_id(), fresh_code(desk, "proceeding")
    once: dict[str, Value] = {"code": code, "kind": COLLECTIVE, "event": record.id}
    once["status"] = "open" if filed.strip() else "prepared"
    if people.strip():
        once["people"] = count_of(people)
    if filed.strip():
        once["filed"] = edtf_of(filed)
    if body.strip():
        once["body"] = desk.find(("organisation",), body.strip())
    said = [say(uid, f"proceeding.{name}", value) for name, value in once.items()]
    desk.say([*said, *_signatures(desk, uid, signers, events=[record], cases=set())])
    return FilingSaved(code=code, signed=len(signers))


@verb(needs="amend", saves=True)
def join_filing(desk: Desk, *, filing: str, persons: Iterable[str]) -> FilingSaved:
    """Let people join a filing; for somebody who left, the leaving is taken back."""
    record = _filing(desk, filing)
    signers = _people(desk, persons)
    if not signers:
        raise NobodySignedError
    gone, signed = left_of(desk, record), referred(desk, record.every("proceeding.persons"))
    said: list[Statement] = []
    for person in signers:
        if person.id in gone:
            said += taken_back(desk, gone[person.id].id)
    before = {person.id for person in signed}
    cases = {c.id for c in referred(desk, record.every("proceeding.case"))}
    new = [person for person in signers if person.id not in before]
    events = referred(desk, record.every("proceeding.event"))
    joined = _signatures(desk, record.id, new, events=events, cases=cases)
    desk.say([*dict.fromkeys(said), *joined])
    return FilingSaved(code=record.code, signed=len(before | {p.id for p in signers}))


@verb(needs="amend", saves=True)
def leave_filing(
    desk: Desk, *, filing: str, person: str, why: str = "unknown", words: str = "", on: str = ""
) -> str:
    """Say that somebody left a filing and why (a slug of `WHY_LEFT`); no paper is needed.

    Returns the code of the step that says so.
    """
    record = _filing(desk, filing)
    who = desk.view.record(desk.find(("person",), person))
    signed = {p.id for p in referred(desk, record.every("proceeding.persons"))}
    if who is None or who.id not in signed or who.id in left_of(desk, record):
        raise NotAmongSignersError(person=person, filing=filing)
    step, code = desk.store.new_id(), fresh_code(desk, "step")
    said: dict[str, Value] = {
        "code": code,
        "proceeding": record.id,
        "kind": "withdrawn",
        "for_whom": "one",
        "persons": who.id,
        "date": edtf_of(on) if on.strip() else desk.today.isoformat(),
        "exit": WHY_LEFT.get(why),
        "remarks": words.strip() or None,
    }
    told = [say(step, f"step.{name}", value) for name, value in said.items() if value is not None]
    desk.say(told)
    return code


def _filing(desk: Desk, code: str) -> Record:
    record = desk.view.record(desk.find(("proceeding",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    return record


def _people(desk: Desk, codes: Iterable[str]) -> list[Record]:
    """The people with these codes, each once. Raises UnknownRecordError for one who is not here."""
    found: dict[bytes, Record] = {}
    for code in codes:
        record = desk.view.record(desk.find(("person",), code))
        if record is None:
            raise UnknownRecordError(code=code)
        found[record.id] = record
    return list(found.values())


def _signatures(
    desk: Desk,
    filing: EntityId,
    people: Iterable[Record],
    *,
    events: Iterable[Record],
    cases: set[EntityId],
) -> Iterator[Statement]:
    """That these people sign, and that the filing belongs to their cases of these events."""
    of_event = {c.id for event in events for c in referred(desk, event.every("event.case"))}
    for person in people:
        yield say(filing, "proceeding.persons", person.id)
        every = referred(desk, person.every("person.case"))
        about = [case for case in every if case.id in of_event]
        for case in about or every:
            if case.id not in cases:
                cases.add(case.id)
                yield say(filing, "proceeding.case", case.id)


def _left(person: Record, step: Record) -> Left:
    exits = set(step.every("step.exit"))
    whys = (why for why, code in WHY_LEFT.items() if code is not None and code in exits)
    return Left(
        person=person,
        step=step.code,
        date=step.text("step.date") or "",
        why=next(whys, "other" if step.text("step.remarks") else "unknown"),
        words=step.text("step.remarks") or "",
    )
