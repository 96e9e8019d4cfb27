"""Citing: the text of a source, passages of it, and statements that a passage stands behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.formats.importers.text_encoding import guess_encoding, lines_of
from kuager.model.passages import (
    MOST_QUOTED,
    Finder,
    Paragraph,
    Stretch,
    clean_text,
    find_quote,
    numbers_at,
    paragraphs_of,
)
from kuager.model.statement import EntityId, Statement, StatementId, retract, say
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.coding import fresh_code
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.records import UnknownStatementError
from kuager.verbs.source_texts import (
    locate,
    passages_of,
    text_digest,
    text_statements,
)

_NOT_TEXT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
)
MOST_TEXT = 2_000_000
"""Characters of one text: a thick report."""


class EmptyTextError(KuagerError):
    """A text without a letter."""

    code = "text-empty"
    exit_code = 2
    text = N_("There is no text here yet. Nothing was saved.")


class TextTooLongError(KuagerError):
    """More than a thick report."""

    code = "text-too-long"
    exit_code = 2
    text = N_(
        "This text has {found} characters, and {limit} is the most. Nothing was saved. Give the "
        "part that you cite."
    )


class NotPlainTextError(KuagerError):
    """A file that is no plain text."""

    code = "not-plain-text"
    exit_code = 2
    text = N_(
        "This file is not plain text. Nothing was saved. Open it, copy its text and paste it here."
    )


class UnknownParagraphError(KuagerError):
    """The text has no such paragraph."""

    code = "unknown-paragraph"
    exit_code = 2
    text = N_("The text has no paragraph {number}. Nothing was saved. It has {count} paragraphs.")


class WordsNotThereError(KuagerError):
    """The words that are to be cited do not stand there."""

    code = "words-not-there"
    exit_code = 2
    text = N_(
        "These words do not stand in the place chosen. Nothing was saved. Copy them from the text "
        "as they stand."
    )


class WordsTwiceError(KuagerError):
    """The words stand in several places."""

    code = "words-twice"
    exit_code = 2
    text = N_(
        "These words stand {count} times in the place chosen. Nothing was saved. Choose one "
        "paragraph, or some words more."
    )


class PassageTooLongError(KuagerError):
    """A passage that quotes more than it should."""

    code = "passage-too-long"
    exit_code = 2
    text = N_(
        "This passage has {found} characters, and {limit} is the most. Nothing was saved. Choose "
        "the words that matter."
    )


class NoPlaceError(KuagerError):
    """A passage needs words or a place."""

    code = "no-place-to-cite"
    exit_code = 2
    text = N_("Choose a paragraph, or write the page or the words. Nothing was saved.")


class TextChangedError(KuagerError):
    """The text was given anew since the page was shown."""

    code = "text-changed"
    exit_code = 9
    text = N_("The text was changed since you looked at it. Nothing was saved. Look again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where to cite: paragraphs from first to last (0: none), exact words, and the printed place.

    `paragraph` is the number as printed, where the text is not held here.
    """

    first: int = 0
    last: int = 0
    words: str = ""
    page: str = ""
    paragraph: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A passage that can be cited; `is_new` is False where it was there already."""

    id: EntityId
    code: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGiven:
    """A text that was taken in, and what became of the passages: codes of those moved and gone."""

    paragraphs: int
    found: int
    moved: tuple[str, ...]
    gone: tuple[str, ...]


def text_of_file(data: bytes) -> str:
    """The letters of a plain text file in any encoding of ours. Raises NotPlainTextError."""
    if data.startswith(_NOT_TEXT):
        raise NotPlainTextError
    try:
        guess = guess_encoding(data)
        text = "".join(lines_of(data, guess.encoding))
    except KuagerError:
        raise NotPlainTextError from None
    if "\0" in text:
        raise NotPlainTextError
    return text


@verb(needs="amend", saves=True)
def give_text(desk: Desk, *, source: str, text: str) -> TextGiven:
    """Give the text of a source, or a newer one; its passages are looked for in it by their words.

    Those found elsewhere get their new place; those not found stay as they were and are named.
    """
    clean = clean_text(text)
    if not clean:
        raise EmptyTextError
    if len(clean) > MOST_TEXT:
        raise TextTooLongError(found=len(clean), limit=MOST_TEXT)
    uid = desk.find(("source",), source)
    paragraphs = paragraphs_of(clean)
    before = text_statements(desk, uid)
    said: list[Statement] = []
    if [told.value for told in before] != [clean]:
        said += [retract(told.subject, told.property, told.id) for told in before]
        said.append(say(uid, "source.text", clean))
    finder = Finder(clean)
    moved, gone, found = [], [], 0
    for passage in passages_of(desk, uid):
        place = locate(passage, finder)
        if place is None:
            gone += [passage.code] if passage.text("passage.quote") else []
            continue
        found += 1
        moved += [passage.code] if passage.get("passage.start") != place.start else []
        said += _placed(desk, passage, place, numbers_at(paragraphs, place))
    desk.say(said)
    return TextGiven(paragraphs=len(paragraphs), found=found, moved=tuple(moved), gone=tuple(gone))


@verb(needs="amend", saves=True)
def cite_passage(desk: Desk, *, source: str, spot: Spot, seen: str | None = None) -> Cited:
    """Make a passage of a source: paragraphs of its text, or words in them, or a printed place.

    A passage with the same words at the same place is not made twice. `seen` is the digest of the
    text that was looked at.
    """
    uid = desk.find(("source",), source)
    record = desk.view.record(uid)
    if record is None:
        raise UnknownRecordError(code=source)
    if seen is not None and seen != text_digest(desk, uid):
        raise TextChangedError
    text = record.text("source.text") or ""
    said = _in_text(text, spot) if text and (spot.first or spot.words.strip()) else _by_hand(spot)
    known = _same(passages_of(desk, record.id), said)
    if known is not None:
        return Cited(id=known.id, code=known.code, is_new=False)
    passage, code = desk.store.new_id(), fresh_code(desk, "passage")
    full = {"code": code, "source": record.id, **said}
    desk.say([say(passage, f"passage.{name}", value) for name, value in full.items()])
    return Cited(id=passage, code=code, is_new=True)


@verb(needs="read")
def statements_to_source(desk: Desk, *, type_name: str, code: str) -> tuple[Told, ...]:
    """What stands of a record and may be given a source: all but its code and its cases."""
    uid = desk.find((type_name,), code)
    if desk.view.record(uid) is None:
        raise UnknownRecordError(code=code)
    own = f"{type_name}."
    ours = {f"{own}code", f"{own}case"}
    return tuple(
        told
        for told in desk.view.history(uid)
        if told.stands and told.property.startswith(own) and told.property not in ours
    )


@verb(needs="amend", saves=True)
def attach_passage(
    desk: Desk, *, passage: str, type_name: str, code: str, statements: Iterable[StatementId]
) -> int:
    """Let a passage stand behind statements of a record; returns behind how many it stands now.

    A statement without a source, or with the source that the passage is part of, is said anew with
    the passage in its place. One with another source stays, and the passage says the same beside.
    """
    place = desk.find(("passage",), passage)
    record = desk.view.record(place)
    if record is None:
        raise UnknownRecordError(code=passage)
    stands = {t.id: t for t in statements_to_source(desk, type_name=type_name, code=code)}
    chosen = list(dict.fromkeys(statements))
    if not chosen or not stands.keys() >= set(chosen):
        raise UnknownStatementError
    done = {_content(told) for told in stands.values() if told.source == record.id}
    new = {_content(stands[one]): stands[one] for one in chosen}
    desk.say([s for what, told in new.items() if what not in done for s in _sourced(told, record)])
    return len(chosen)


def _sourced(told: Told, passage: Record) -> Iterator[Statement]:
    """The statement with the passage behind it; in its place where that is only more exact."""
    if told.source in (None, passage.get("passage.source")) and not told.preferred:
        yield retract(told.subject, told.property, told.id)
    yield say(
        told.subject,
        told.property,
        told.value,
        language=told.language,
        source=passage.id,
        sure=told.sure,
    )


def _content(told: Told) -> tuple[object, ...]:
    return told.property, told.value, told.language


def _in_text(text: str, spot: Spot) -> dict[str, str | int]:
    """The properties of a passage of a text that is held here."""
    paragraphs = paragraphs_of(text)
    within = _stretch(paragraphs, spot) if spot.first else Stretch(0, len(text))
    place = (
        _only(find_quote(text, clean_text(spot.words), within)) if spot.words.strip() else within
    )
    if place.end - place.start > MOST_QUOTED:
        raise PassageTooLongError(found=place.end - place.start, limit=MOST_QUOTED)
    said: dict[str, str | int] = {
        "paragraph": numbers_at(paragraphs, place),
        "start": place.start,
        "end": place.end,
        "quote": text[place.start : place.end],
    }
    return said | _printed(spot, ("page", "footnote"))


def _by_hand(spot: Spot) -> dict[str, str | int]:
    """The properties of a passage of which only the printed place or the words are known."""
    quote = clean_text(spot.words)
    said = _printed(spot, ("page", "paragraph", "footnote"))
    if not said and not quote:
        raise NoPlaceError
    if len(quote) > MOST_QUOTED:
        raise PassageTooLongError(found=len(quote), limit=MOST_QUOTED)
    return said | ({"quote": quote} if quote else {})


def _printed(spot: Spot, names: Iterable[str]) -> dict[str, str | int]:
    return {name: getattr(spot, name).strip() for name in names if getattr(spot, name).strip()}


def _stretch(paragraphs: tuple[Paragraph, ...], spot: Spot) -> Stretch:
    first, last = spot.first, spot.last or spot.first
    for number in (first, last):
        if not 1 <= number <= len(paragraphs):
            raise UnknownParagraphError(number=number, count=len(paragraphs))
    first, last = min(first, last), max(first, last)
    return Stretch(paragraphs[first - 1].start, paragraphs[last - 1].end)


def _only(found: list[Stretch]) -> Stretch:
    if not found:
        raise WordsNotThereError
    if len(found) > 1:
        raise WordsTwiceError(count=len(found))
    return found[0]


def _same(passages: Iterable[Record], said: dict[str, str | int]) -> Record | None:
    """The passage that says all of this already, and no other place."""
    for passage in passages:
        names = ("start", "end", "quote", "page", "paragraph", "footnote")
        if all(passage.get(f"passage.{name}") == said.get(name) for name in names):
            return passage
    return None


def _placed(desk: Desk, passage: Record, place: Stretch, numbers: str) -> Iterator[Statement]:
    """Where a passage stands now, in place of where it stood; a printed number is left alone."""
    new: dict[str, str | int] = {"start": place.start, "end": place.end}
    is_printed = passage.get("passage.start") is None and passage.get("passage.paragraph")
    if not is_printed:
        new["paragraph"] = numbers
    for told in desk.view.history(passage.id):
        short = told.property.partition(".")[2]
        if told.stands and short in new and told.value == new[short]:
            del new[short]
        elif told.stands and short in new:
            yield retract(told.subject, told.property, told.id)
    for short, value in new.items():
        yield say(passage.id, f"passage.{short}", value)
