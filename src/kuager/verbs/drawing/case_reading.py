"""One case as it may be told for one use: who is called what, and which records may be told.

The strictest answer of every case that a record belongs to decides; a name is told only where
everybody concerned said "with the name", and that of a child never.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Final

from kuager.model.consent import LEVELS, Level
from kuager.model.disclosure import CaseConsent, Held, is_too_sensitive, reason_to_hold_case
from kuager.model.manuscript import Drawn
from kuager.model.private_words import PrivateWords, find_private
from kuager.model.sheet import Grid, Sheet, Stack, Telling, resting_on
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.happened import Happened, when
from kuager.verbs.drawing.interface import Asked, Drawer
from kuager.verbs.drawing.reading import referring, texts_of, words
from kuager.verbs.stories import Stories

YOUNG: Final = frozenset({"minor", "0-13", "14-17"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a record may not be told, or up to which level it may."""

    reason: str | None
    level: Level


class Verdicts:
    """Judges records for one use on one day, by all the cases they belong to."""

    def __init__(self, desk: Desk, use: str) -> None:
        """For this use, today."""
        self._desk, self._use = desk, use
        self._stories = Stories(desk)
        self._known: dict[object, Verdict] = {}

    def of(self, record: Record, *, least: Level = "name") -> Verdict:
        """The strictest verdict of the record's cases, and of those of the events it belongs to."""
        if is_too_sensitive(record.text(f"{record.type}.sensitivity"), use=self._use):
            return Verdict("too-sensitive", "anonymised")
        cases = list(record.every(f"{record.type}.case")) if record.type != "case" else [record.id]
        for uid in record.every(f"{record.type}.event"):
            event = self._desk.record_of(uid, shut=True)
            cases += [] if event is None else event.every("event.case")
        found = [self._of_case(uid) for uid in dict.fromkeys(cases)]
        refused = [verdict for verdict in found if verdict.reason is not None]
        if refused:
            return refused[0]
        return Verdict(None, min((least, *(v.level for v in found)), key=LEVELS.index))

    def _of_case(self, uid: object) -> Verdict:
        if uid not in self._known:
            record = self._desk.record_of(uid, shut=True)
            consents = {} if record is None else self._stories.consents((record,))
            asked = next(iter(consents.values()), CaseConsent(shut=True))
            self._known[uid] = Verdict(
                *reason_to_hold_case(asked, use=self._use, on=self._desk.today)
            )
        return self._known[uid]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case that may be told for one use, with the records of it that may be told."""

    desk: Desk = field(repr=False)
    record: Record = field(repr=False)
    level: Level
    people: tuple[Record, ...] = ()
    children: frozenset[bytes] = frozenset()
    events: tuple[Happened, ...] = ()
    proceedings: tuple[Record, ...] = ()
    evidence: tuple[Record, ...] = ()
    sources: tuple[Record, ...] = ()
    private: PrivateWords | None = None

    @property
    def has_child(self) -> bool:
        """Whether a child is among those whose story it is."""
        return bool(self.children)

    @property
    def tells_words(self) -> bool:
        """Whether words as they were recorded may be told: names stand in them."""
        return self.level == "name" and not self.has_child

    def may_say(self, said: tuple[Telling, ...]) -> tuple[Telling, ...]:
        """Public words of a record, such as a title, if they tell nobody who it is."""
        if self.private is None:
            return said
        texts = [text for telling in said for text in (telling.text, *telling.texts.values())]
        level: Level = "anonymised" if self.has_child else self.level
        gives_away = any(find_private(text, self.private, level=level) for text in texts)
        return () if gives_away else said

    def called(self, person: Record) -> tuple[Telling, ...]:
        """What a person is called here: the public office, a name, a pseudonym, or a label."""
        if person.get("person.public_person"):
            return words(person, "person.public_role") or (_label(person),)
        is_ours = any(person.id == known.id for known in self.people)
        if not is_ours or person.id in self.children:
            return (_label(person),)
        if self.level == "name":
            return _names(person) or (_label(person),)
        pseudonym = person.text("person.pseudonym")
        if self.level == "pseudonym" and pseudonym:
            return (Telling(text=pseudonym),)
        return (_label(person),)


@dataclass(frozen=True, slots=True)
class Opened:
    """The cases of a document that may be told, and what is held back and why."""

    files: tuple[CaseFile, ...]
    held: tuple[Held, ...]


def open_cases(desk: Desk, asked: Asked) -> Opened:
    """The cases a document is about, as far as they may be told for its use today."""
    verdicts = Verdicts(desk, asked.use)
    files: list[CaseFile] = []
    held: list[Held] = []
    for uid in asked.writing.cases:
        record = desk.view.record(EntityId(uid), shut=True)
        if record is None:
            continue
        verdict = verdicts.of(record)
        if verdict.reason is not None:
            held.append(Held(record.code, verdict.reason))
            continue
        files.append(_file(desk, record, verdicts, verdict.level, held))
    return Opened(tuple(files), tuple(dict.fromkeys(held)))


def of_cases(draw: Drawer) -> Drawer:
    """A drawer of which every printed line rests on the cases told and on everybody in them.

    So whoever is erased takes along what was sent of them, wherever it stands.
    """

    @wraps(draw)
    def tied(desk: Desk, asked: Asked) -> Drawn:
        drawn = draw(desk, asked)
        if not isinstance(drawn.material, Sheet | Grid | Stack):
            return drawn
        cases = tuple(bytes(uid) for uid in asked.writing.cases)
        people = [p for uid in cases for p in referring(desk, EntityId(uid), "person.case")]
        ids = (*cases, *(bytes(person.id) for person in people))
        return replace(
            drawn,
            material=resting_on(drawn.material, ids),
            behind=tuple(dict.fromkeys((*drawn.behind, *ids))),
        )

    return tied


def _file(
    desk: Desk, record: Record, verdicts: Verdicts, level: Level, held: list[Held]
) -> CaseFile:
    people = referring(desk, record.id, "person.case")
    events = [_happened(desk, each, verdicts, level, held) for each in _of(desk, record, "event")]
    told = tuple(sorted((found for found in events if found is not None), key=when))
    acts = [act for found in told for act in found.acts]
    passing = {
        name: tuple(_passing(_of(desk, record, name), verdicts, held))
        for name in ("proceeding", "evidence", "source")
    }
    return CaseFile(
        desk=desk,
        record=record,
        level=level,
        people=tuple(people),
        children=frozenset(_children(people, acts)),
        events=told,
        proceedings=passing["proceeding"],
        evidence=passing["evidence"],
        sources=passing["source"],
        private=_private(people, told),
    )


def _private(people: Iterable[Record], events: Iterable[Happened]) -> PrivateWords:
    """What would tell who the people of a case are, and where it happened."""
    known = [found.private for found in events if found.private is not None]
    said = [person for person in people if not person.get("person.public_person")]
    names = {t for p in said for t in texts_of(p, "person.name_in_use", "person.document_name")}
    pseudonyms = {t for p in said for t in texts_of(p, "person.pseudonym")}
    return PrivateWords(
        names=frozenset(names).union(*(each.names for each in known)),
        pseudonyms=frozenset(pseudonyms).union(*(each.pseudonyms for each in known)),
        venues=frozenset().union(*(each.venues for each in known)),
    )


def _happened(
    desk: Desk, event: Record, verdicts: Verdicts, least: Level, held: list[Held]
) -> Happened | None:
    verdict = verdicts.of(event, least=least)
    if verdict.reason is not None:
        held.append(Held(event.code, verdict.reason))
        return None
    acts = referring(desk, event.id, "act.event")
    involved = referring(desk, event.id, "involvement.event")
    involved += [i for act in acts for i in referring(desk, act.id, "involvement.act")]
    stories = Stories(desk)
    owners = [person for case in stories.cases(event) for person in _people_of(desk, case)]
    return Happened(
        event=event,
        acts=tuple(acts),
        involvements=tuple({record.id: record for record in involved}.values()),
        level=verdict.level,
        has_child=next(_children(owners, acts), None) is not None,
        private=stories.private(event),
    )


def _label(person: Record) -> Telling:
    """The code in brackets: every edition draws a label of its own for it."""
    return Telling(text=f"[{person.code}]")


def _names(person: Record) -> tuple[Telling, ...]:
    """The name in use, else the one in documents."""
    name = person.text("person.name_in_use") or person.text("person.document_name")
    return (Telling(text=name, language=spoken_by(person)),) if name else ()


def spoken_by(person: Record) -> str | None:
    """The first language a person speaks with us, if it is recorded."""
    return next((str(said) for said in person.every("person.language")), None)


def _people_of(desk: Desk, case: Record) -> list[Record]:
    return referring(desk, case.id, "person.case")


def _children(people: Iterable[Record], acts: Iterable[Record]) -> Iterator[bytes]:
    """Who is a child, or was one when it happened."""
    for person in people:
        if person.get("person.minor") or person.text("person.age_band") in YOUNG:
            yield person.id
    for act in acts:
        victim = act.get("act.victim")
        is_child = bool(act.get("act.minor")) or act.text("act.age_band") in YOUNG
        if is_child and isinstance(victim, bytes):
            yield victim


def _of(desk: Desk, case: Record, type_name: str) -> list[Record]:
    """The records of a type that belong to a case."""
    return referring(desk, case.id, f"{type_name}.case")


def _passing(records: Iterable[Record], verdicts: Verdicts, held: list[Held]) -> Iterator[Record]:
    for record in records:
        verdict = verdicts.of(record)
        if verdict.reason is None:
            yield record
        else:
            held.append(Held(record.code, verdict.reason))
