"""What authors write into a document: kept word by word, in each language, with who read it.

A text is never replaced by the program. When the data, a figure or an answer under it changes, it
is shown as one to be read again, until a person says that it still holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.outline import Outline, PartPlan
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.vocabulary import LANGUAGES
from kuager.model.writing import Writing
from kuager.model.written import read_written
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.cited import CITED
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
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

_READY, _DRAFT = "ready", "draft"
MOST_TYPED = 200_000
"""Characters of one text at one place: a thick chapter."""


class UnknownPlaceOfTextError(KuagerError):
    """The outline of this document has no such place."""

    code = "unknown-place-of-text"
    exit_code = 2
    text = N_("This document has no place “{place}”. Nothing was saved. Its places: {known}")


class TextLanguageError(KuagerError):
    """A text is written in a language of the house."""

    code = "text-language"
    exit_code = 2
    text = N_("A text is written in one of these languages: {known}. Nothing was saved.")


class WrittenTooLongError(KuagerError):
    """More than a thick chapter at one place."""

    code = "written-too-long"
    exit_code = 2
    text = N_(
        "This text has {found} characters, and {limit} is the most at one place. Nothing was "
        "saved. Put parts of it at other places, or in another document."
    )


class NoTextYetError(KuagerError):
    """There is nothing to be read yet."""

    code = "no-text-yet"
    exit_code = 2
    text = N_("Nothing is written at “{place}” in this language yet. Nothing was saved.")


class OwnTextError(KuagerError):
    """A text is read by another person than the one who wrote it."""

    code = "own-text"
    exit_code = 2
    text = N_(
        "A text is read by another person than the one who wrote it. Nothing was saved. Ask a "
        "colleague to read it."
    )


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
    status: str = _DRAFT
    stale: bool = False
    changed: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    written_by: str | None = None
    checked_by: str | None = None
    rests_on: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    earlier: int = 0
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsShown:
    """One place of a document: the texts in all its languages, side by side.

    `drawn` are type and code of what the record gives for the same part, in the first language.
    """

    report: str
    place: str
    part: str
    texts: tuple[TextShown, ...]
    drawn: tuple[tuple[str, str], ...]


@verb(needs="read")
def show_texts(desk: Desk, *, code: str, place: str) -> TextsShown:
    """One place of a document with its text in every language, and what stands under each."""
    writing, outline = open_report(desk, code)
    part = _part(outline, place)
    standing = texts_of_report(desk, EntityId(writing.id))
    languages = dict.fromkeys((*writing.languages, *(k[1] for k in standing if k[0] == place)))
    texts: list[TextShown] = []
    drawn: tuple[tuple[str, str], ...] = ()
    for number, language in enumerate(languages):
        at = _At(desk, writing, outline, part, (place, language))
        texts.append(at.shown())
        drawn = drawn if number else tuple(_named(desk, at.drawn_from()))
    return TextsShown(
        report=writing.code, place=place, part=part.part, texts=tuple(texts), drawn=drawn
    )


@verb(needs="amend", saves=True)
def write_text(
    desk: Desk,
    *,
    code: str,
    place: str,
    language: str,
    text: str,
    by: str = "",
    seen: str = "",
    about: Iterable[str] | None = None,
) -> TextShown:
    """Write the text at a place of a document in one language; the words before it stay in the log.

    `by` is the code of the member who wrote it (else whoever sits here), `about` are codes of
    records that it tells of without citing them (None: the same as before). Refused if it was
    changed since it was `seen` ("" where there was none). Another person's reading of the words
    before falls away.
    """
    return put_text(desk, code=code, at=(place, language), text=text, by=by, seen=seen, about=about)


@verb(needs="amend", saves=True)
def set_text_status(
    desk: Desk, *, code: str, place: str, language: str, status: str, seen: str
) -> TextShown:
    """Say how a text stands: a draft, ready, or to be read again.

    Who says "ready" has read it with what stands under it today: it is not flagged any more.
    """
    at = _opened(desk, code, (place, language))
    record = at.demand_words(seen)
    term = desk.term("text_status", status)
    said: dict[str, Value] = {"status": term}
    if term == _READY:
        said["under"] = at.under(words_of(record), rests_on(record))
    at.replace(record, said)
    if term == _READY:
        at.rest(record, at.filling.behind(record))
    return at.shown()


@verb(needs="amend", saves=True)
def check_text(
    desk: Desk, *, code: str, place: str, language: str, by: str = "", seen: str
) -> TextShown:
    """Say that another person than the writer has read a text."""
    at = _opened(desk, code, (place, language))
    record = at.demand_words(seen)
    reader = _member(desk, by)
    if record.get("report_text.written_by") in (None, reader):
        raise OwnTextError
    at.replace(record, {"checked_by": reader})
    return at.shown()


def put_text(
    desk: Desk,
    *,
    code: str,
    at: TextKey,
    text: str,
    by: str = "",
    seen: str = "",
    about: Iterable[str] | None = None,
) -> TextShown:
    """Write a text inside a change that is going on; `at` is place and language (`write_text`)."""
    here = _opened(desk, code, at)
    here.demand(seen)
    words = "\n".join(text.replace("\r\n", "\n").split("\n")).strip()
    if len(words) > MOST_TYPED:
        raise WrittenTooLongError(found=len(words), limit=MOST_TYPED)
    told = None if about is None else tuple(_records_named(desk, about))
    is_same = words == (words_of(here.record) if here.record is not None else "")
    if is_same and told is None:
        return here.shown()
    here.write(words, by=_member(desk, by), about=told)
    return here.shown()


class _At:
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
            "status": _DRAFT,
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
            rests_on=tuple(_named(self.desk, written.behind[1:])),
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


def _opened(desk: Desk, code: str, key: TextKey) -> _At:
    writing, outline = open_report(desk, code)
    if key[1] not in LANGUAGES:
        raise TextLanguageError(known=", ".join(LANGUAGES))
    return _At(desk, writing, outline, _part(outline, key[0]), key)


def _part(outline: Outline, place: str) -> PartPlan:
    """The part in which a place lies. Raises UnknownPlaceOfTextError."""
    for part in outline.parts:
        if place in (f"{HEADING}{part.part}", *(block.block for block in part.blocks)):
            return part
    raise UnknownPlaceOfTextError(place=place, known=", ".join(places_of(outline)))


def _member(desk: Desk, by: str) -> EntityId:
    return desk.find(("member",), by) if by else desk.member


def _records_named(desk: Desk, codes: Iterable[str]) -> Iterator[EntityId]:
    types = (*CITED, *desk.schema.property("report_text.rests_on").to)
    for code in codes:
        yield desk.find(tuple(dict.fromkeys(types)), code)


def _named(desk: Desk, uids: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Type and code of records; restricted ones are not named."""
    for uid in uids:
        record = desk.view.record(EntityId(uid))
        if record is not None:
            yield record.type, record.code
