"""One case as it may be told for one use: who is called what, and which records may be told.

The strictest answer of every case that a record belongs to decides; a name is told only where
everybody concerned said "with the name", and that of a child never.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Final

from kuager.model.consent import LEVELS, Level
from kuager.model.disclosure import CaseConsent, Held, is_too_sensitive, reason_to_hold_case
from kuager.model.manuscript import Drawn
from kuager.model.personal import find_in_text
from kuager.model.places import UnknownPlaceError, gazetteer
from kuager.model.private_words import PrivateWords, find_private
from kuager.model.sheet import Grid, Sheet, Stack, Telling, resting_on
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.documents import by_language
from kuager.verbs.drawing.interface import Asked, Drawer
from kuager.verbs.drawing.reading import date_of, referring, words
from kuager.verbs.stories import Stories

YOUNG: Final = frozenset({"minor", "0-13", "14-17"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d.*")


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
            event = self._any(uid)
            cases += [] if event is None else event.every("event.case")
        found = [self._of_case(uid) for uid in dict.fromkeys(cases)]
        refused = [verdict for verdict in found if verdict.reason is not None]
        if refused:
            return refused[0]
        return Verdict(None, min((least, *(v.level for v in found)), key=LEVELS.index))

    def _of_case(self, uid: object) -> Verdict:
        if uid not in self._known:
            record = self._any(uid)
            consents = {} if record is None else self._stories.consents((record,))
            asked = next(iter(consents.values()), CaseConsent(shut=True))
            self._known[uid] = Verdict(
                *reason_to_hold_case(asked, use=self._use, on=self._desk.today)
            )
        return self._known[uid]

    def _any(self, uid: object) -> Record | None:
        """A record, restricted or not: what is shut still says no."""
        if not isinstance(uid, bytes):
            return None
        return self._desk.view.record(EntityId(uid), shut=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of a case with what was done in it; `level` is how much of who may be told."""

    event: Record
    acts: tuple[Record, ...]
    involvements: tuple[Record, ...]
    level: Level
    has_child: bool
    private: PrivateWords | None


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

    @property
    def has_child(self) -> bool:
        """Whether a child is among those whose story it is."""
        return bool(self.children)

    @property
    def tells_words(self) -> bool:
        """Whether words as they were recorded may be told: names stand in them."""
        return self.level == "name" and not self.has_child

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
        has_child=bool(_children(owners, acts)),
        private=stories.private(event),
    )


def words_of_event(found: Happened, language: str) -> tuple[Telling, str | None]:
    """What may be told of an event in words: its public wording, checked; else why not.

    As it was recorded it is told only where names may be told and no child is among them.
    """
    wording = (found.event.text("event.wording", language) or "").strip()
    writer = found.event.get("event.wording_by")
    signer = found.event.get("event.signed_off_by")
    if found.level == "name" and not found.has_child:
        told = by_language(found.event, "event.narrative")
        texts = {k: v for k, v in told.items() if v.strip()}
        if texts:
            return Telling(texts=texts), None
        return (Telling(text=wording), None) if wording else (Telling(), "not-written")
    if not wording:
        return Telling(), "not-written"
    if writer is None or signer is None or writer == signer:
        return Telling(), "not-signed-off"
    level = "anonymised" if found.has_child else found.level
    told_off = find_private(wording, found.private, level=level) if found.private else None
    reason = "personal-data-in-wording" if find_in_text(wording) else told_off
    return (
        (Telling(text=wording, language=language), None) if reason is None else (Telling(), reason)
    )


def day_of(record: Record, name: str, level: Level) -> tuple[Telling, ...]:
    """A date; by its month only, unless names may be told."""
    said = record.text(name)
    if not said:
        return ()
    return (Telling(date=said[:7] if level != "name" and _DAY.fullmatch(said) else said),)


def place_of(record: Record, name: str, level: Level) -> tuple[Telling, ...]:
    """A place by its names; by its region only, unless names may be told."""
    said = record.text(name)
    if not said:
        return ()
    try:
        path = gazetteer().path(said)
    except UnknownPlaceError:
        return (Telling(text=said),) if level == "name" else ()
    found = path[0] if level == "name" else path[max(0, len(path) - 2)]
    return (Telling(texts=found.names),)


def when(found: Happened) -> tuple[str, str]:
    """Where an event stands in the order of time; undated ones last."""
    date = date_of(found.event.text("event.date"))
    begins = None if date is None else date.earliest or date.latest
    return ("9999" if begins is None else begins.isoformat()), found.event.code


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
