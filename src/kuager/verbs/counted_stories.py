"""Which of the counted records may be in a number that leaves the house.

Consent to *statistics* is asked like every other use: what is not asked yet does not pass. The
house itself still counts everything; what is left out of what leaves is told as a number.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kuager.model.consent import ConsentRow, Party
from kuager.model.disclosure import CaseConsent, reason_not_to_count
from kuager.stats.frame import Bits
from kuager.store.answers import (
    Answered,
    answers_by_case,
    cases_by_event,
    ids_of,
    people_by_case,
    restricted_nodes,
)
from kuager.store.calendar import bits_of
from kuager.store.columns import values_of
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView
from kuager.verbs.stories import owned_by

_PUBLISHED = "published"
_OWN_STORY = frozenset({"act", "person"})
"""Units of which a case of the person goes before all cases of the event: each tells of one."""
_UNREADABLE = ("[", "{")
Reached = dict[int, list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Countable:
    """The positions that may be in a number that leaves, and why the others may not.

    `left_out` counts the others by their reason, among the positions that are asked for.
    """

    allowed: Bits
    reasons: Mapping[int, str]

    def left_out(self, chosen: Bits) -> Mapping[str, int]:
        """How many of the chosen positions stay in the house, by the reason."""
        found = Counter(reason for at, reason in self.reasons.items() if chosen >> at & 1)
        return dict(sorted(found.items()))


def countable(desk: Desk, view: UnitView) -> Countable:
    """Which records of a unit may be in a number that leaves today."""
    found = _Stories(desk, view)
    reasons = {
        at: reason for at in range(len(view.nodes)) if (reason := found.reason(at)) is not None
    }
    allowed = (at for at in range(len(view.nodes)) if at not in reasons)
    return Countable(allowed=bits_of(allowed, len(view.nodes) + 1), reasons=reasons)


class _Stories:
    """Whose story each record is, read in columns once for all."""

    def __init__(self, desk: Desk, view: UnitView) -> None:
        self._unit = view.unit
        self._today = desk.today
        self._published = _published(desk)
        self._events = _seen(view, "event")
        self._people = _seen(view, "person")
        self._cases = self._cases_of(desk, view)
        self._consents = _consents(desk, {one for own in self._cases.values() for one in own})
        self._reasons: dict[tuple[frozenset[str], bool, bool], str | None] = {}

    def reason(self, at: int) -> str | None:
        """Why the record at this position may not be counted; None if it may."""
        events = self._events.get(at, [])
        published = bool(events) and all(event in self._published for event in events)
        nobodys = not events and not self._people.get(at) and self._unit.type != "person"
        key = (frozenset(self._cases.get(at, ())), published, nobodys)
        if key not in self._reasons:
            cases = (self._consents[case] for case in sorted(key[0]))
            self._reasons[key] = reason_not_to_count(
                cases, on=self._today, published=published, nobodys=nobodys
            )
        return self._reasons[key]

    def _cases_of(self, desk: Desk, view: UnitView) -> dict[int, set[str]]:
        """The cases whose story a record is: its own, those of its people, else of its events."""
        ids = ids_of(desk.store, "case")
        if self._unit.type == "case":
            return {at: {ids[node]} for at, node in enumerate(view.nodes)}
        by_event, by_person = cases_by_event(desk.store), _cases_by_person(desk)
        direct = _seen(view, "case") if "case" in self._unit.reach else {}
        found: dict[int, set[str]] = {}
        for at in range(len(view.nodes)):
            theirs = {c for person in self._people.get(at, ()) for c in by_person.get(person, ())}
            events = {c for event in self._events.get(at, ()) for c in by_event.get(event, ())}
            own = {ids[node] for node in direct.get(at, ()) if node in ids}
            is_own = self._unit.name in _OWN_STORY and theirs
            found[at] = theirs if is_own else events | own
        return found


def _seen(view: UnitView, type_name: str) -> Reached:
    """Position → the nodes of a type that it sees."""
    found: Reached = {}
    if type_name in view.unit.reach:
        for node, places in view.reached(type_name).items():
            for at in places:
                found.setdefault(at, []).append(node)
    return found


def _published(desk: Desk) -> set[int]:
    """Events that others made public and of which a member decided to repeat it."""
    said = {
        node for node, values in values_of(desk.store, "event", "basis") if values == (_PUBLISHED,)
    }
    decided = {node for node, _ in values_of(desk.store, "event", "basis_decided_by")}
    return said & decided


def _cases_by_person(desk: Desk) -> dict[int, list[str]]:
    nodes = {uid: node for node, uid in ids_of(desk.store, "person").items()}
    found: dict[int, list[str]] = {}
    for case, people in people_by_case(desk.store).items():
        for person in people:
            if person in nodes:
                found.setdefault(nodes[person], []).append(case)
    return found


def _consents(desk: Desk, cases: set[str]) -> dict[str, CaseConsent]:
    """The answers in these cases, and whose cases they are."""
    answers, people = answers_by_case(desk.store), people_by_case(desk.store)
    nodes = {uid: node for node, uid in ids_of(desk.store, "case").items()}
    restricted = restricted_nodes(desk.store)
    return {
        case: CaseConsent(shut=True)
        if nodes.get(case) in restricted
        else _consent(case, answers.get(case, []), people.get(case, []))
        for case in cases
    }


def _consent(case: str, answers: list[Answered], people: list[str]) -> CaseConsent:
    rows = [owned for one in answers for owned in owned_by(_row(one), people)]
    parties = tuple(Party(person, case) for person in people)
    return CaseConsent(tuple(rows), parties or (Party(None, case),))


def _row(one: Answered) -> ConsentRow:
    """One answer; where sources disagree on it, or a child does not agree, it is a no."""
    dates = (one.asked_on, one.withdrawn_on, one.expires_on)
    said = (one.answer, *dates, one.child_agrees)
    unsure = any(isinstance(text, str) and text.startswith(_UNREADABLE) for text in said)
    is_no = unsure or one.child_agrees == 0
    asked, withdrawn, expires = (None, None, None) if unsure else dates
    return ConsentRow(
        person=one.person,
        case=one.case,
        use=str(one.use),
        answer="no" if is_no else str(one.answer),
        asked_on=asked,
        withdrawn_on=withdrawn,
        expires_on=expires,
    )
