"""What drawers ask of the record: words by language, words of a list, names of bodies, sources."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.chapter import Citation
from kuager.model.consent import Level
from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.disclosure import cut_citation
from kuager.model.private_words import PrivateWords
from kuager.model.sheet import Telling
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk

PAIR: Final = N_("{what}: {value}")
ASKED: Final = N_("{what} {value}")


def referring(desk: Desk, uid: EntityId, name: str) -> list[Record]:
    """The records that refer to another by a property, in the order they were made."""
    found = (desk.view.record(link.subject) for link in desk.view.referring(uid, name))
    return list({record.id: record for record in found if record is not None}.values())


def words(record: Record | None, name: str) -> tuple[Telling, ...]:
    """A text that has languages, if anything is said."""
    texts = {} if record is None else record.texts(name)
    return (Telling(texts=texts),) if any(text.strip() for text in texts.values()) else ()


def terms(desk: Desk, record: Record, name: str) -> tuple[Telling, ...]:
    """The words of a list that a property says, in every language of the house."""
    vocabulary = desk.schema.vocabularies[desk.schema.property(name).vocabulary or ""]
    known = [str(term) for term in record.every(name) if str(term) in vocabulary.terms]
    return tuple(term_words(desk, vocabulary.id, term) for term in known)


def term_words(desk: Desk, vocabulary: str, term: str) -> Telling:
    """One word of a list in every language of the house."""
    found = desk.schema.vocabularies[vocabulary]
    return Telling(texts={language: found.label(term, language) for language in ("en", "ru", "kk")})


def dated(record: Record, name: str, *, inside: bool = False) -> tuple[Telling, ...]:
    """A date as it is known, if it is."""
    said = record.text(name)
    return () if not said else (Telling(date=said, form="in" if inside else "plain"),)


def date_of(text: str | None) -> UncertainDate | None:
    """A date that can be read; None otherwise."""
    try:
        return None if not text else read_date(text)
    except DateError:
        return None


def bodies(desk: Desk, record: Record, *names: str) -> tuple[Telling, ...]:
    """The names of the organisations that properties of a record name; people are left out."""
    found = desk.records_of(uid for name in names for uid in record.every(name))
    return tuple(
        telling
        for body in found
        if body.type == "organisation"
        for telling in words(body, "organisation.name")
    )


def sources(
    citations: Citations,
    record: Record,
    private: PrivateWords | None = None,
    level: Level = "anonymised",
) -> tuple[Citation, ...]:
    """The sources of a record as they may be told: of a withheld one only that it exists.

    With `private` no title tells who or where, unless `level` allows the name.
    """
    found: list[Citation] = []
    for citation in citations.of(record):
        told = cut_citation(citation, private, level)
        if told not in found:
            found.append(told)
    return tuple(found)


def joined(*found: tuple[Telling, ...]) -> tuple[Telling, ...]:
    """Tellings one after the other."""
    return tuple(telling for tellings in found for telling in tellings)


def texts_of(record: Record, *names: str) -> Iterator[str]:
    """Texts of one language that a record says."""
    for name in names:
        for value in record.every(name):
            if isinstance(value, str) and value.strip():
                yield value


def property_label(desk: Desk, name: str) -> Telling:
    """What a property is called, in every language of the house."""
    return Telling(texts=desk.schema.property(name).label)


def pair(desk: Desk, name: str, told: tuple[Telling, ...]) -> Telling:
    """What a property is called, and what it says."""
    label = property_label(desk, name)
    asks = label.texts["en"].endswith("?")
    return Telling(message=ASKED if asks else PAIR, facts={"what": label, "value": told})
