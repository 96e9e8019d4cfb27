"""Texts kept once and used in many documents: about us, legal arguments, notes on method.

They are public words and name nobody private. A change is a new version: the words before it stay
in the log, and the signature of before falls away, since it was given for other words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.vocabulary import LANGUAGES
from kuager.model.written import read_written
from kuager.model.written_dates import edtf_of
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.cited import Cited
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.records import AlreadySaidOtherwiseError, digest_of

Words = Mapping[str, str]
"""Language → words."""


class KeptTextError(KuagerError):
    """A kept text needs words and a title in a language of the house."""

    code = "kept-text"
    exit_code = 2
    text = N_(
        "A text that is kept needs its kind, a title and words, in one of these languages: "
        "{known}. Nothing was saved."
    )


class OwnKeptTextError(KuagerError):
    """Who changed a kept text last cannot sign it."""

    code = "own-kept-text"
    exit_code = 2
    text = N_(
        "A kept text is signed by another person than the one who changed it last. Nothing was "
        "saved. Ask a colleague to read it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFacts:
    """What is said of a kept text beside its words; codes, and a date as people write it."""

    organisation: str = ""
    provisions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """One line of the list of kept texts. `used_in` are codes of documents that print it."""

    code: str
    kind: str
    titles: Words
    languages: tuple[str, ...]
    organisation: str | None
    articles: tuple[str, ...]
    as_of: str | None
    signed_off_by: str | None
    used_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText(KeptBrief):
    """A kept text whole. `lost` are marks that name nothing, `earlier` its versions before."""

    words: Words
    provisions: tuple[str, ...]
    lost: tuple[str, ...]
    earlier: int
    seen: str


@verb(needs="amend", saves=True)
def keep_text(
    desk: Desk, *, kind: str, titles: Words, words: Words, facts: KeptFacts | None = None
) -> str:
    """Keep a text for many documents; returns its code."""
    if not (kind and _any(titles) and _any(words)):
        raise KeptTextError(known=", ".join(LANGUAGES))
    made, code = desk.store.new_id(), desk.next_code("kept_text", "KT")
    said = [
        say(made, "kept_text.code", code),
        say(made, "kept_text.kind", desk.term("kept_text_kind", kind)),
        *_spoken(made, "title", titles),
        *_spoken(made, "words", words),
        *(say(made, name, value) for name, value in _facts(desk, facts or KeptFacts())),
    ]
    desk.say(said)
    return code


@verb(needs="amend", saves=True)
def change_kept_text(
    desk: Desk,
    *,
    code: str,
    seen: str,
    titles: Words | None = None,
    words: Words | None = None,
    facts: KeptFacts | None = None,
) -> KeptText:
    """Change a kept text: the languages given are said anew, an empty one is taken away.

    With `facts` all of them are said anew. Refused if it was changed since it was `seen`.
    """
    record = _unchanged(desk, code, seen)
    said: list[Statement] = []
    for short, texts in (("title", titles or {}), ("words", words or {})):
        said += _spoken_anew(desk, record, short, texts)
    if facts is not None:
        said += _said_anew(desk, record, _facts(desk, facts))
    if said:
        said += _taken_back(desk, record, "kept_text.signed_off_by")
    desk.say(said)
    return _shown(desk, _record(desk, code))


@verb(needs="amend", saves=True)
def confirm_kept_text(desk: Desk, *, code: str, seen: str, by: str = "") -> KeptText:
    """Answer for a kept text: another person has read it today and found it true."""
    record = _unchanged(desk, code, seen)
    reader = desk.find(("member",), by) if by else desk.member
    if reader == _last_hand(desk, record):
        raise OwnKeptTextError
    names: dict[str, Value] = {
        "kept_text.signed_off_by": reader,
        "kept_text.as_of": desk.today.isoformat(),
    }
    said = [one for name in names for one in _taken_back(desk, record, name)]
    desk.say([*said, *(say(record.id, name, value) for name, value in names.items())])
    return _shown(desk, _record(desk, code))


@verb(needs="read")
def list_kept_texts(
    desk: Desk, *, kind: str = "", organisation: str = "", article: str = ""
) -> tuple[KeptBrief, ...]:
    """The kept texts of a kind, of an organisation, or of a treaty article; else all of them."""
    about = desk.find(("organisation",), organisation) if organisation else None
    found = []
    for record in desk.view.records("kept_text"):
        fits = (
            (not kind or record.text("kept_text.kind") == kind)
            and (about is None or record.get("kept_text.organisation") == about)
            and (not article or article in record.every("kept_text.treaty_article"))
        )
        found += [_brief(desk, record)] if fits else []
    return tuple(found)


@verb(needs="read")
def show_kept_text(desk: Desk, *, code: str) -> KeptText:
    """A kept text with its words in every language and where it is used."""
    return _shown(desk, _record(desk, code))


def _any(texts: Words) -> bool:
    for language in texts:
        if language not in LANGUAGES:
            raise KeptTextError(known=", ".join(LANGUAGES))
    return any(text.strip() for text in texts.values())


def _spoken(uid: EntityId, short: str, texts: Words) -> Iterator[Statement]:
    for language, text in texts.items():
        if text.strip():
            yield say(uid, f"kept_text.{short}", _clean(text), language=language)


def _clean(text: str) -> str:
    return "\n".join(text.replace("\r\n", "\n").split("\n")).strip()


def _facts(desk: Desk, facts: KeptFacts) -> Iterator[tuple[str, Value]]:
    """The facts as they are said, by property."""
    if facts.organisation:
        yield "kept_text.organisation", desk.find(("organisation",), facts.organisation)
    for law in facts.provisions:
        yield "kept_text.provision", desk.find(("provision",), law)
    for article in facts.articles:
        yield "kept_text.treaty_article", desk.term("treaty_article", article)
    if facts.as_of.strip():
        yield "kept_text.as_of", edtf_of(facts.as_of)


def _spoken_anew(desk: Desk, record: Record, short: str, texts: Words) -> Iterator[Statement]:
    _any(texts)
    name = f"kept_text.{short}"
    for language, text in texts.items():
        standing = [t for t in _standing(desk, record, name) if t.language == language]
        words = _clean(text)
        if [t.value for t in standing] != ([words] if words else []):
            yield from (retract(t.subject, name, t.id) for t in standing)
            yield from [say(record.id, name, words, language=language)] if words else []


def _said_anew(
    desk: Desk, record: Record, facts: Iterable[tuple[str, Value]]
) -> Iterator[Statement]:
    wanted = list(facts)
    for short in ("organisation", "provision", "treaty_article", "as_of"):
        name = f"kept_text.{short}"
        values = [value for each, value in wanted if each == name]
        standing = _standing(desk, record, name)
        yield from (retract(t.subject, name, t.id) for t in standing if t.value not in values)
        known = {t.value for t in standing}
        yield from (say(record.id, name, value) for value in values if value not in known)


def _taken_back(desk: Desk, record: Record, name: str) -> list[Statement]:
    return [retract(t.subject, name, t.id) for t in _standing(desk, record, name)]


def _standing(desk: Desk, record: Record, name: str) -> list[Told]:
    return [t for t in desk.view.history(record.id) if t.stands and t.property == name]


def _last_hand(desk: Desk, record: Record) -> EntityId | None:
    """Who said the words that stand now, by the log."""
    said = _standing(desk, record, "kept_text.words")
    return desk.view.saying(said[-1].entry)[1] if said else None


def _record(desk: Desk, code: str) -> Record:
    record = desk.view.record(desk.find(("kept_text",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    return record


def _unchanged(desk: Desk, code: str, seen: str) -> Record:
    record = _record(desk, code)
    if seen != digest_of(desk.view.history(record.id)):
        raise AlreadySaidOtherwiseError(code=code)
    return record


def _brief(desk: Desk, record: Record) -> KeptBrief:
    return KeptBrief(**_told(desk, record))


def _shown(desk: Desk, record: Record) -> KeptText:
    words = record.texts("kept_text.words")
    cited = Cited(desk)
    lost = (code for text in words.values() for code in cited.look_up(read_written(text)).lost)
    history = desk.view.history(record.id)
    said = [t for t in history if t.property == "kept_text.words"]
    versions = [told for told in said if isinstance(told.value, str)]
    return KeptText(
        **_told(desk, record),
        words=words,
        provisions=desk.codes_of(record.every("kept_text.provision")),
        lost=tuple(dict.fromkeys(lost)),
        earlier=len(versions) - sum(t.stands for t in versions),
        seen=digest_of(history),
    )


def _told(desk: Desk, record: Record) -> dict[str, Any]:
    """What a line of the list says."""
    return {
        "code": record.code,
        "kind": record.text("kept_text.kind") or "",
        "titles": record.texts("kept_text.title"),
        "languages": tuple(record.texts("kept_text.words")),
        "organisation": desk.code_of(record.get("kept_text.organisation")),
        "articles": tuple(str(v) for v in record.every("kept_text.treaty_article")),
        "as_of": record.text("kept_text.as_of"),
        "signed_off_by": desk.code_of(record.get("kept_text.signed_off_by")),
        "used_in": tuple(_used_in(desk, record)),
    }


def _used_in(desk: Desk, record: Record) -> Iterator[str]:
    """Documents that take it in by hand, or print it because its organisation signs them."""
    links = desk.view.referring(record.id, "report.takes")
    about = record.get("kept_text.organisation")
    is_about_us = record.text("kept_text.kind") == "about-us"
    if is_about_us and isinstance(about, bytes):
        links += desk.view.referring(EntityId(about), "report.author")
    for uid in dict.fromkeys(link.subject for link in links):
        report = desk.view.record(uid)
        if report is not None and record.id not in report.every("report.leaves"):
            yield report.code
