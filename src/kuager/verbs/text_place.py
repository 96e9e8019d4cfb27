"""One place of a document in one language: the text that stands there, and saying another one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.outline import Outline, PartPlan
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.writing import Writing
from kuager.model.written import read_written
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.filling import Filling
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of
from kuager.verbs.text_records import (
    HEADING,
    TextKey,
    earlier_texts,
    is_out_of_sight,
    places_of,
    rests_on,
    texts_of_report,
    words_of,
)

READY, DRAFT = "ready", "draft"
"""Terms of `text_status`."""


class UnknownPlaceOfTextError(KuagerError):
    """The outline of this document has no such place."""

    code = "unknown-place-of-text"
    exit_code = 2
    text = N_("This document has no place “{place}”. Nothing was saved. Its places: {known}")


class NoTextYetError(KuagerError):
    """There is nothing to be read yet."""

    code = "no-text-yet"
    exit_code = 2
    text = N_("Nothing is written at “{place}” in this language yet. Nothing was saved.")


class RestrictedTextError(KuagerError):
    """A text that tells of a restricted case is out of sight."""

    code = "text-restricted"
    exit_code = 9
    text = N_(
        "The text at “{place}” tells of a case that is restricted, so it is out of sight for now. "
        "Nothing was saved. It is there again when the case is opened."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """A text at one place of a document in one language, with everything a person must know of it.

    `code` is empty where nothing was written yet. `changed` says what changed under it: "data",
    "figures", "sources", "consents". `held`: why it is not printed today. `rests_on` are type and
    code of what it rests on, `lost` the marks that name nothing, `earlier` the number of versions
    before this one. `seen` is for a change that is refused if somebody else was quicker.
    """

    place: str
    language: str
    code: str = ""
    text: str = ""
    status: str = DRAFT
    stale: bool = False
    changed: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    written_by: str | None = None
    checked_by: str | None = None
    rests_on: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    earlier: int = 0
    seen: str = ""


class TextPlace:
    """One place of a document in one language."""

    def __init__(
        self, desk: Desk, writing: Writing, outline: Outline, part: PartPlan, key: TextKey
    ) -> None:
        """At the text that stands there, if one does."""
        self.desk, self.writing, self.outline = desk, writing, outline
        self.part, self.key = part, key
        self.filling = Filling(desk, writing, outline, key[1])
        self._drawn: dict[str, Drawn] | None = None

    @property
    def record(self) -> Record | None:
        """The record that keeps the text, as it stands now."""
        return texts_of_report(self.desk, EntityId(self.writing.id)).get(self.key)

    @property
    def drawn(self) -> dict[str, Drawn]:
        """What the record gives for the same part of the document."""
        if self._drawn is None:
            self._drawn = self.filling.drawn(self.part)
        return self._drawn

    def drawn_from(self) -> tuple[bytes, ...]:
        """The records behind that."""
        return tuple(dict.fromkeys(uid for one in self.drawn.values() for uid in one.behind))

    def demand(self, seen: str) -> None:
        """Raise AlreadySaidOtherwiseError if the text is not what was seen."""
        record = self.record
        if record is not None and is_out_of_sight(self.desk, record):
            raise RestrictedTextError(place=self.key[0])
        if seen != self.seen():
            raise AlreadySaidOtherwiseError(code=self.key[0])

    def demand_words(self, seen: str) -> Record:
        """The record of a text that has words and is what was seen. Raises NoTextYetError."""
        self.demand(seen)
        record = self.record
        if record is None or not words_of(record):
            raise NoTextYetError(place=self.key[0])
        return record

    def seen(self) -> str:
        """A fingerprint of what is said of the text; empty where there is none."""
        record = self.record
        return "" if record is None else digest_of(self.desk.view.history(record.id))

    def under(self, words: str, behind: Iterable[EntityId]) -> str:
        """The digest of what stands under these words today."""
        found = self.filling.cited.look_up(read_written(words))
        whole = tuple(dict.fromkeys((*behind, *found.behind)))
        return self.filling.state.digest(found, whole, self.drawn)

    def write(self, words: str, *, by: EntityId, about: tuple[EntityId, ...] | None) -> None:
        """Say the words in place of those before."""
        found, before = self.filling.cited.look_up(read_written(words)), self.record
        told = self._told_of(before) if about is None else about
        behind = tuple(dict.fromkeys((*found.behind, *told)))
        if before is not None and not set(rests_on(before)) <= set(behind):
            self.replace(before, dict.fromkeys(("words", "status", "checked_by", "under"), None))
            before = None
        record = self._fresh() if before is None else before.id
        said: dict[str, Value] = {
            "words": words or None,
            "status": DRAFT,
            "written_by": by,
            "checked_by": None,
        }
        self._say(record, said)
        self._rest(record, behind)
        self.filling = Filling(self.desk, self.writing, self.outline, self.key[1])
        self._say(record, {"under": self.under(words, behind)})

    def replace(self, record: Record, said: dict[str, Value]) -> None:
        """Say this of a text in place of what was said; None takes it away."""
        self._say(record.id, said)

    def rest(self, record: Record, behind: Iterable[EntityId]) -> None:
        """Say what a text rests on, beside what it rested on before."""
        self._rest(record.id, behind)

    def shown(self) -> TextShown:
        """The text as it stands, with everything a person must know of it."""
        place, language = self.key
        record = self.record
        if record is None:
            return TextShown(place=place, language=language)
        if is_out_of_sight(self.desk, record):
            held = self.filling.held(record)
            return TextShown(place=place, language=language, code=record.code, held=held)
        written = self.filling.written(record, self.drawn)
        return TextShown(
            place=place,
            language=language,
            code=record.code,
            text=words_of(record),
            status=written.status,
            stale=written.stale,
            changed=written.changed,
            held=self.filling.held(record),
            written_by=written.written_by,
            checked_by=written.checked_by,
            rests_on=tuple(named_records(self.desk, written.behind[1:])),
            lost=self.filling.look_up(record).lost,
            earlier=earlier_texts(self.desk, EntityId(self.writing.id), self.key),
            seen=self.seen(),
        )

    def _told_of(self, before: Record | None) -> tuple[EntityId, ...]:
        """What a text tells of without citing it."""
        if before is None:
            return ()
        cited = self.filling.look_up(before).behind
        return tuple(uid for uid in rests_on(before) if uid not in cited)

    def _fresh(self) -> EntityId:
        made, code = self.desk.store.new_id(), self.desk.next_code("report_text", "TX")
        facts: dict[str, Value] = {
            "code": code,
            "report": EntityId(self.writing.id),
            "place": self.key[0],
            "language": self.key[1],
        }
        self.desk.say([say(made, f"report_text.{name}", v) for name, v in facts.items()])
        return made

    def _say(self, record: EntityId, said: dict[str, Value]) -> None:
        statements: list[Statement] = []
        standing = [told for told in self.desk.view.history(record) if told.stands]
        for short, value in said.items():
            name = f"report_text.{short}"
            before = [told for told in standing if told.property == name]
            if [told.value for told in before] != ([] if value is None else [value]):
                statements += [retract(told.subject, name, told.id) for told in before]
                statements += [] if value is None else [say(record, name, value)]
        self.desk.say(statements)

    def _rest(self, record: EntityId, behind: Iterable[EntityId]) -> None:
        standing = {t.value for t in self.desk.view.history(record) if t.stands}
        new = [uid for uid in behind if uid not in standing]
        self.desk.say([say(record, "report_text.rests_on", uid) for uid in new])


def part_of(outline: Outline, place: str) -> PartPlan:
    """The part in which a place lies. Raises UnknownPlaceOfTextError."""
    for part in outline.parts:
        if place in (f"{HEADING}{part.part}", *(block.block for block in part.blocks)):
            return part
    raise UnknownPlaceOfTextError(place=place, known=", ".join(places_of(outline)))


def named_records(desk: Desk, uids: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Type and code of records; restricted ones are not named."""
    for uid in uids:
        record = desk.view.record(EntityId(uid))
        if record is not None:
            yield record.type, record.code
