"""Persons in a story: a name that is marked becomes a link, and lives with the person's record.

In the text stands the person's code in square brackets, `[P-7]`; a reader who holds the key sees
the name in use in its place. What may be a name, a telephone or a number of a document is only
pointed out: a person decides. The words that a mark replaces are withdrawn, and stay in the log.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kuager import N_, KuagerError
from kuager.model.folding import fold
from kuager.model.name_hints import find_names
from kuager.model.personal import find_in_text
from kuager.model.places import gazetteer
from kuager.model.statement import EntityId, Statement, retract, say
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.amending import Fresh, Pick, make_named, shown_record
from kuager.verbs.desk import Desk
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of

SuspectKind = Literal["name", "phone", "iin", "email", "document"]
MOST_SUSPECTS: Final = 60
CUT: Final = "[…]"
"""What stands where a telephone or a number of a document was taken out."""
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,60})\]")
_NAME: Final = "person.name_in_use"
_SHORTEST = 4


class NotInTextError(KuagerError):
    """The words that are to be marked do not stand in the texts of this record."""

    code = "words-not-in-text"
    exit_code = 2
    text = N_(
        "These words do not stand in the texts of this record. Nothing was changed. Write the name "
        "as it stands there."
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: plain words, or a person whose code stands there."""

    text: str
    person: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """Words of a text that may tell who somebody is, and people whom they may mean.

    Not sure is a word that begins a sentence, and would have its capital there anyway.
    """

    kind: SuspectKind
    text: str
    count: int
    people: tuple[Record, ...] = ()
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """How many places of a record now hold the code of a person."""

    code: str
    places: int


@verb(needs="read")
def read_pieces(desk: Desk, *, text: str) -> tuple[Piece, ...]:
    """A text with the people who are named in it by their codes."""
    found: list[Piece] = []
    at = 0
    for match in _LINK.finditer(text):
        uid = desk.view.find_code("person", match[1])
        person = None if uid is None else desk.view.record(uid, shut=True)
        if person is not None:
            found += [Piece(text[at : match.start()]), Piece(match[0], person)]
            at = match.end()
    return tuple(piece for piece in (*found, Piece(text[at:])) if piece.text)


@verb(needs="read")
def find_suspects(desk: Desk, *, type_name: str, code: str) -> tuple[Suspect, ...]:
    """Point out what may name somebody in the texts of a record: names, telephones, numbers."""
    record = shown_record(desk, type_name, code)
    text = "\n".join(str(told.value) for told in _texts(desk, record))
    sure = [(span.kind, text[span.start : span.end]) for span in find_in_text(text)]
    sure += [("name", name) for name in _known_in(desk, record, text)]
    hints = [hint for hint in find_names(text) if not _is_place(hint.text)]
    sure += [("name", hint.text) for hint in hints if hint.is_sure]
    unsure = [("name", hint.text) for hint in hints if not hint.is_sure]
    found = [_suspect(desk, text, kind, said, is_sure=True) for kind, said in dict.fromkeys(sure)]
    told = {said for _, said in sure}
    found += [
        _suspect(desk, text, kind, said, is_sure=False) for kind, said in unsure if said not in told
    ]
    return tuple(found[:MOST_SUSPECTS])


def _suspect(desk: Desk, text: str, kind: str, said: str, *, is_sure: bool) -> Suspect:
    people = _people(desk, kind, said)
    return Suspect(
        kind=kind,  # type: ignore[arg-type]
        text=said,
        count=_count(text, said),
        people=people,
        is_sure=is_sure or bool(people),
    )


@verb(needs="amend", saves=True)
def mark_person(
    desk: Desk,
    *,
    type_name: str,
    code: str,
    words: str,
    person: Pick | Fresh,
    seen: str | None = None,
) -> Marked:
    """Put a person's code where a name stands in a record; the name goes to the person's record."""
    record = _seen(desk, type_name, code, seen)
    places = _places(desk, record, words)
    uid = _person(desk, record, words.strip(), person)
    found = desk.view.record(uid, shut=True)
    link = uid.hex()[:8] if found is None else found.code
    return Marked(code=link, places=_replace(desk, places, words.strip(), f"[{link}]"))


@verb(needs="amend", saves=True)
def cut_words(
    desk: Desk,
    *,
    type_name: str,
    code: str,
    words: str,
    to: str | None = None,
    seen: str | None = None,
) -> Marked:
    """Take a telephone or a number out of a story; given whose it is, it becomes a contact."""
    record = _seen(desk, type_name, code, seen)
    places = _places(desk, record, words)
    if to is not None:
        owner = desk.find(("person",), to)
        desk.say([say(owner, "person.contact", words.strip())])
    return Marked(code=to or "", places=_replace(desk, places, words.strip(), CUT))


def _seen(desk: Desk, type_name: str, code: str, seen: str | None) -> Record:
    record = shown_record(desk, type_name, code)
    if seen is not None and seen != digest_of(desk.view.history(record.id)):
        raise AlreadySaidOtherwiseError(code=code)
    return record


def _texts(desk: Desk, record: Record) -> Iterator[Told]:
    """The standing long texts of a record that lie in the identity half."""
    properties = desk.schema.types[record.type].properties.values()
    long = {p.name for p in properties if p.kind == "long" and p.half == "identity"}
    for told in desk.view.history(record.id):
        if told.stands and told.property in long and isinstance(told.value, str):
            yield told


def _places(desk: Desk, record: Record, words: str) -> list[Told]:
    """The statements in which these words stand. Raises NotInTextError."""
    pattern = _whole(words)
    found = [told for told in _texts(desk, record) if pattern.search(str(told.value))]
    if not words.strip() or not found:
        raise NotInTextError
    return found


def _replace(desk: Desk, places: list[Told], words: str, link: str) -> int:
    """Say the texts anew with the link in place of the words; returns in how many places."""
    said: list[Statement] = []
    count = 0
    for told in places:
        text, times = _whole(words).subn(lambda _match: link, str(told.value))
        count += times
        new = say(
            told.subject,
            told.property,
            text,
            language=told.language,
            source=told.source,
            sure=told.sure,
        )
        said += [retract(told.subject, told.property, told.id), new]
    desk.say(said)
    return count


def _whole(words: str) -> re.Pattern[str]:
    """These words where they stand by themselves, blanks of any width between them."""
    parts = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){parts}(?!\w)" if parts else r"(?!)")


def _person(desk: Desk, record: Record, words: str, person: Pick | Fresh) -> EntityId:
    """The person who is meant; a new one is put into the cases of the record."""
    cases = [record.id] if record.type == "case" else _ids(record.every(f"{record.type}.case"))
    if isinstance(person, Fresh):
        return make_named(desk, Fresh("person", person.name or words), cases=cases)
    uid = desk.find(("person",), person.code)
    known = desk.view.record(uid, shut=True)
    if known is not None and known.text(_NAME) is None:
        desk.say([say(uid, _NAME, words)])
    return uid


def _ids(values: Iterable[object]) -> list[EntityId]:
    return [EntityId(value) for value in values if isinstance(value, bytes)]


def _is_place(name: str) -> bool:
    """Whether a stretch is the name of a place, so that it is not pointed out."""
    return bool(gazetteer().find(name, whole=True))


def _known_in(desk: Desk, record: Record, text: str) -> Iterator[str]:
    """Words of a text that begin like a name of somebody who is linked with this record."""
    case = record.id if record.type == "case" else None
    links = [] if case is None else desk.view.referring(case, "person.case")
    people = (desk.view.record(link.subject, shut=True) for link in links)
    stems = [stem for person in people if person is not None for stem in _stems(person)]
    for word in dict.fromkeys(re.findall(r"(?<![\w\[])\w+(?![\w\]])", text)):
        folded = fold(word)
        if any(folded.startswith(stem) for stem in stems):
            yield word


def _stems(person: Record) -> Iterator[str]:
    for name in (_NAME, "person.document_name"):
        for word in fold(person.text(name) or "").split():
            stem = word.rstrip("aeiou") or word
            if len(stem) >= _SHORTEST:
                yield stem


def _people(desk: Desk, kind: str, words: str) -> tuple[Record, ...]:
    """People whose names hold these words, or all but their endings."""
    if kind != "name":
        return ()
    tries = [words, *(word[:-1] for word in words.split()), *(w[:-2] for w in words.split())]
    found: dict[bytes, Record] = {}
    for text in tries:
        for record in desk.view.search_names(text, limit=8) if len(text) >= _SHORTEST else ():
            if record.type == "person":
                found.setdefault(bytes(record.id), record)
    return tuple(found.values())[:6]


def _count(text: str, words: str) -> int:
    return len(_whole(words).findall(text))
