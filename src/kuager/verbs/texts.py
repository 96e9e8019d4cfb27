"""What authors write into a document: kept word by word, in each language, with who read it.

A text is never replaced by the program. When the data, a figure or an answer under it changes, it
is shown as one to be read again, until a person says that it still holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Value
from kuager.model.vocabulary import LANGUAGES
from kuager.verbs._verb import verb
from kuager.verbs.cited import CITED
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
from kuager.verbs.text_place import (
    READY,
    NoTextYetError,
    RestrictedTextError,
    TextPlace,
    TextShown,
    UnknownPlaceOfTextError,
    named_records,
    part_of,
)
from kuager.verbs.text_records import TextKey, rests_on, texts_of_report, words_of

__all__ = [
    "NoTextYetError",
    "OwnTextError",
    "RestrictedTextError",
    "TextLanguageError",
    "TextShown",
    "TextsShown",
    "UnknownPlaceOfTextError",
    "WrittenTooLongError",
    "check_text",
    "put_text",
    "set_text_status",
    "show_texts",
    "write_text",
]
MOST_TYPED = 200_000
"""Characters of one text at one place: a thick chapter."""


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


class OwnTextError(KuagerError):
    """A text is read by another person than the one who wrote it."""

    code = "own-text"
    exit_code = 2
    text = N_(
        "A text is read by another person than the one who wrote it. Nothing was saved. Ask a "
        "colleague to read it."
    )


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
    part = part_of(outline, place)
    standing = texts_of_report(desk, EntityId(writing.id))
    languages = dict.fromkeys((*writing.languages, *(k[1] for k in standing if k[0] == place)))
    texts: list[TextShown] = []
    drawn: tuple[tuple[str, str], ...] = ()
    for number, language in enumerate(languages):
        at = TextPlace(desk, writing, outline, part, (place, language))
        texts.append(at.shown())
        drawn = drawn if number else tuple(named_records(desk, at.drawn_from()))
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
    if term == READY:
        said["under"] = at.under(words_of(record), rests_on(record))
    at.replace(record, said)
    if term == READY:
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


def _opened(desk: Desk, code: str, key: TextKey) -> TextPlace:
    writing, outline = open_report(desk, code)
    if key[1] not in LANGUAGES:
        raise TextLanguageError(known=", ".join(LANGUAGES))
    return TextPlace(desk, writing, outline, part_of(outline, key[0]), key)


def _member(desk: Desk, by: str) -> EntityId:
    return desk.find(("member",), by) if by else desk.member


def _records_named(desk: Desk, codes: Iterable[str]) -> Iterator[EntityId]:
    types = (*CITED, *desk.schema.property("report_text.rests_on").to)
    for code in codes:
        yield desk.find(tuple(dict.fromkeys(types)), code)
