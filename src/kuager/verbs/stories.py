"""Whose story something is: its cases, the people it concerns, and what they answered."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kuager.model.consent import ConsentRow, Party
from kuager.model.disclosure import CaseConsent
from kuager.model.private_words import PrivateWords
from kuager.model.statement import EntityId, Value
from kuager.store.view import Record
from kuager.verbs.desk import Desk

_PEOPLE = {
    "event": ("speaker", "organiser", "issuer", "addressed_to"),
    "step": ("persons",),
    "proceeding": ("persons", "filed_by", "against"),
}
"""Properties by which a record names people it concerns."""


class Stories:
    """Reads out of the record whose story a development is. Restricted people count as well."""

    def __init__(self, desk: Desk) -> None:
        """From the record at this desk; what was read for one story is known to the next."""
        self.desk = desk
        kept, types = desk.store.projector.kept, desk.schema.types
        self._words: dict[bytes, PrivateWords | None] = kept.get(("stories",), types, dict)

    def cases(self, record: Record) -> tuple[Record, ...]:
        """The cases a development belongs to, restricted ones too; erased ones are gone."""
        found = (self._record(uid) for uid in self._case_ids(record))
        return tuple(case for case in found if case is not None)

    def consents(self, cases: Iterable[Record]) -> dict[str, CaseConsent]:
        """The answers given in each of these cases, and everybody whose story it is."""
        found = {case.code: case for case in cases}
        return {code: self._consent(case) for code, case in sorted(found.items())}

    def private(self, record: Record) -> PrivateWords | None:
        """What would tell who the private people of a story are; None if it concerns none."""
        if record.id not in self._words:
            self._words[record.id] = self._private(record.id)
        return self._words[record.id]

    def _private(self, uid: EntityId) -> PrivateWords | None:
        record = self._record(uid)
        if record is None:
            return None
        people = [p for p in self._people(record) if not p.get("person.public_person")]
        if not people:
            return None
        acts = self._referring(record.id, "act.event")
        venues = [record.text("event.venue"), *(act.text("act.venue") for act in acts)]
        return PrivateWords(
            names=_said(people, "name_in_use", "document_name"),
            pseudonyms=_said(people, "pseudonym"),
            venues=frozenset(venue for venue in venues if venue),
        )

    def _people(self, record: Record) -> list[Record]:
        """Everybody of whom the record says that they are in this story."""
        owner = self._record(record.get("step.proceeding"))
        found = list(_named(record)) + list(_named(owner))
        for act in self._referring(record.id, "act.event"):
            found.append(act.get("act.victim"))
            found += [
                i.get("involvement.actor") for i in self._referring(act.id, "involvement.act")
            ]
        found += [
            i.get("involvement.actor") for i in self._referring(record.id, "involvement.event")
        ]
        people = [self._record(uid) for uid in found]
        for case in self.cases(record):
            people += self._referring(case.id, "person.case")
        return [person for person in people if person is not None and person.type == "person"]

    def _consent(self, case: Record) -> CaseConsent:
        if self.desk.view.record(case.id) is None:
            return CaseConsent(shut=True)
        people = [person.id.hex() for person in self._referring(case.id, "person.case")]
        said = [self._row(row, case) for row in self._referring(case.id, "consent.case")]
        rows = [owned for row in said for owned in owned_by(row, people)]
        parties = tuple(Party(person, case.id.hex()) for person in people)
        return CaseConsent(tuple(rows), parties or (Party(None, case.id.hex()),))

    def _row(self, consent: Record, case: Record) -> ConsentRow:
        who, partner = consent.get("consent.person"), consent.get("consent.partner")
        person = self._record(who)
        named = who.hex() if isinstance(who, bytes) else None
        return ConsentRow(
            person=named if person is None else person.id.hex(),
            case=case.id.hex(),
            use=str(consent.get("consent.use")),
            answer=_answer(consent),
            partner=partner if isinstance(partner, bytes) else None,
            medium=consent.text("consent.medium"),
            asked_on=consent.text("consent.asked_on"),
            withdrawn_on=consent.text("consent.withdrawn_on"),
            expires_on=consent.text("consent.expires_on"),
        )

    def _case_ids(self, record: Record) -> list[Value]:
        if record.type == "event":
            return record.every("event.case")
        is_owner = record.type == "proceeding"
        owner = record if is_owner else self._record(record.get("step.proceeding"))
        return [] if owner is None else owner.every("proceeding.case")

    def _record(self, uid: object) -> Record | None:
        if not isinstance(uid, bytes):
            return None
        return self.desk.view.record(EntityId(uid), shut=True)

    def _referring(self, uid: EntityId, name: str) -> list[Record]:
        found = (self._record(link.subject) for link in self.desk.view.referring(uid, name))
        return [record for record in found if record is not None]


def _named(record: Record | None) -> Iterator[Value]:
    """The ids by which a record names people."""
    if record is not None:
        for short in _PEOPLE.get(record.type, ()):
            yield from record.every(f"{record.type}.{short}")


def _said(people: list[Record], *names: str) -> frozenset[str]:
    found = (person.text(f"person.{name}") for person in people for name in names)
    return frozenset(text for text in found if text)


def owned_by(row: ConsentRow, people: list[str]) -> list[ConsentRow]:
    """An answer that names nobody is that of the one person of the case.

    Where the case has several, a no is a no for each of them, and a yes is nobody's.
    """
    if row.person is not None or not people:
        return [row]
    if len(people) == 1 or row.answer == "no" or row.withdrawn_on is not None:
        return [replace(row, person=person) for person in people]
    return []


def _answer(consent: Record) -> str:
    """The answer of one row; where a child does not agree, a guardian's yes is a no."""
    if consent.get("consent.child_agrees") in (False, 0):
        return "no"
    return str(consent.get("consent.answer"))
