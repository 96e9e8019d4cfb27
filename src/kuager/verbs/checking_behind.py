"""What stands behind a piece: whose story it is, what was answered, where sources disagree."""

from collections.abc import Iterable, Iterator
from typing import Final

from kuager.model.checks.matter import Behind, Conflict, FigureBehind
from kuager.model.consent import LEVELS, Level
from kuager.model.disclosure import reason_to_hold_case
from kuager.model.outline import Outline
from kuager.model.private_words import PrivateWords
from kuager.model.statement import EntityId
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.chapters import TOLD_TYPES
from kuager.verbs.checking_known import is_public
from kuager.verbs.desk import Desk
from kuager.verbs.figure_leaving import weigh_figure
from kuager.verbs.figures import figure_of
from kuager.verbs.stories import Stories
from kuager.verbs.text_state import TextState, cases_of

_ID_BYTES: Final = 16
_STORIES: Final = (*TOLD_TYPES, "proceeding")
_CHILDREN: Final = frozenset({"minor", "0-13", "14-17"})
_NUMBERS: Final = frozenset({"count", "whole"})
_DISPUTED: Final = frozenset({"date", "count", "whole"})
_OURS: Final = frozenset({"event.known_since", "intervention.next_date", "step.next_deadline"})


class BehindPieces:
    """Reads the records behind pieces, each once, for one use on this day."""

    def __init__(self, desk: Desk, writing: Writing, outline: Outline) -> None:
        """For a document; what an outline's use is, is asked of everybody."""
        self.desk, self.use = desk, outline.use
        self._state, self._stories = TextState(desk, writing, outline), Stories(desk)

    def read(self, ids: Iterable[bytes]) -> dict[bytes, Behind]:
        """What is known of each of these records; ids of nothing are left out."""
        found: dict[bytes, Behind] = {}
        for uid in dict.fromkeys(ids):
            record = self.desk.record_of(uid, shut=True) if len(uid) == _ID_BYTES else None
            if record is not None:
                found[uid] = self._behind(record)
        return found

    def _behind(self, record: Record) -> Behind:
        cases = self._cases(record)
        story = record.type in _STORIES
        people = self._people(record, cases)
        has_minor = any(map(_is_child, people)) or self._has_child(record)
        return Behind(
            type=record.type,
            code=record.code,
            refused=self._state.reason((record.id,)),
            level=self._level(cases),
            private=self._stories.private(record) if story else _private(people),
            has_minor=has_minor,
            kin=frozenset(self._kin(people, cases)) if has_minor else frozenset(),
            accused=frozenset(self._accused(record)),
            conflicts=tuple(self._conflicts(record)),
            figure=self._figure(record) if record.type == "figure" else None,
            numbers=frozenset(self._numbers(record)),
        )

    def _cases(self, record: Record) -> tuple[Record, ...]:
        if record.type in TOLD_TYPES:
            return self._stories.cases(record)
        return cases_of(self.desk, record)

    def _level(self, cases: tuple[Record, ...]) -> Level:
        """How much of who it was may be told, by the strictest answer."""
        levels: list[Level] = []
        for consent in self._stories.consents(cases).values():
            why, level = reason_to_hold_case(consent, use=self.use, on=self.desk.today)
            levels.append("anonymised" if why is not None else level)
        return min(levels, key=LEVELS.index, default="anonymised")

    def _people(self, record: Record, cases: tuple[Record, ...]) -> list[Record]:
        """Private people of a story: those of its cases, and those it names."""
        found = {record.id: record} if record.type == "person" else {}
        for case in cases:
            found |= {one.id: one for one in self._referring(case.id, "person.case")}
        for act in self._referring(record.id, "act.event"):
            victim = self.desk.record_of(act.get("act.victim"), shut=True)
            if victim is not None and victim.type == "person":
                found[victim.id] = victim
        return [person for person in found.values() if not is_public(person)]

    def _has_child(self, record: Record) -> bool:
        """Whether an act of the event was done to a child, or to a group with children."""
        for act in self._referring(record.id, "act.event"):
            if act.get("act.minor") or act.text("act.age_band") in _CHILDREN:
                return True
        return record.type == "act" and bool(record.get("act.minor"))

    def _kin(self, people: list[Record], cases: tuple[Record, ...]) -> Iterator[str]:
        """Guardians, and grown people of the same cases."""
        for case in cases:
            for consent in self._referring(case.id, "consent.case"):
                guardian = self.desk.record_of(consent.get("consent.guardian"), shut=True)
                if guardian is not None:
                    yield from _names(guardian)
        for person in people:
            if not _is_child(person):
                yield from _names(person)

    def _accused(self, record: Record) -> Iterator[str]:
        links = self._referring(record.id, "involvement.event")
        for act in self._referring(record.id, "act.event"):
            links += self._referring(act.id, "involvement.act")
        for link in links:
            actor = self.desk.record_of(link.get("involvement.actor"), shut=True)
            if (
                link.get("involvement.role") in ("perpetrator", "instigator")
                and link.get("involvement.status")
                not in ("lightly-punished", "imprisoned", "served")
                and actor is not None
                and actor.type == "person"
                and not is_public(actor)
            ):
                yield from _names(actor)

    def _conflicts(self, record: Record) -> Iterator[Conflict]:
        for name in record.conflicts:
            prop = self.desk.schema.property(name)
            if prop.kind not in _DISPUTED or name in _OURS:
                continue
            history = self.desk.view.history(record.id)
            said = [str(t.value) for t in history if t.stands and t.property == name]
            yield Conflict(name=name, kind=prop.kind, said=tuple(dict.fromkeys(said)))

    def _figure(self, record: Record) -> FigureBehind:
        weighed = weigh_figure(self.desk, code=record.code)
        kept = figure_of(self.desk, record.code)
        return FigureBehind(
            verdict=weighed.verdict,
            kept=kept.cell.exact,
            number=kept.cell.exact if weighed.verdict == "as-it-stands" else weighed.number,
            base=kept.base.exact if weighed.verdict == "as-it-stands" else weighed.base,
        )

    def _numbers(self, record: Record) -> Iterator[int]:
        """Numbers that the record says itself."""
        for name, cell in record.cells.items():
            kind = self.desk.schema.property(name).kind
            if kind in _NUMBERS or name == "claim.value":
                digits = "".join(ch for ch in str(cell.value) if ch.isdigit())
                if digits:
                    yield int(digits)

    def _referring(self, uid: EntityId, name: str) -> list[Record]:
        found = (
            self.desk.record_of(link.subject, shut=True)
            for link in self.desk.view.referring(uid, name)
        )
        return [record for record in found if record is not None]


def _is_child(person: Record) -> bool:
    return bool(person.get("person.minor")) or person.text("person.age_band") in _CHILDREN


def _names(person: Record) -> Iterator[str]:
    for name in ("name_in_use", "document_name"):
        text = person.text(f"person.{name}")
        if text:
            yield text


def _private(people: list[Record]) -> PrivateWords | None:
    """The names of people of a record that is no story itself; None if there are none."""
    if not people:
        return None
    pseudonyms = (person.text("person.pseudonym") for person in people)
    return PrivateWords(
        names=frozenset(name for person in people for name in _names(person)),
        pseudonyms=frozenset(text for text in pseudonyms if text),
    )
