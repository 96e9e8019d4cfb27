"""What the vault knows and no document may tell: names, contacts, sources, addresses of pages.

Read once and kept until a record of one of these types changes; a search of a page then takes a
few milliseconds, however many people the vault holds. Restricted records count as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kuager.model.checks.links import link_key
from kuager.model.checks.matter import Known
from kuager.model.checks.name_index import NameIndex
from kuager.model.checks.private_names import contact_key
from kuager.model.checks.withheld import plain
from kuager.model.folding import fold
from kuager.model.places import gazetteer
from kuager.store.view import Record
from kuager.verbs.citing import is_withheld
from kuager.verbs.desk import Desk
from kuager.verbs.gate_rule import threshold_in_force

TYPES: Final = ("person", "organisation", "source", "involvement", "rule", "campaign", "report")
"""Types on which what is kept depends."""
_CONFIDED: Final = tuple(
    f"source.{name}"
    for name in ("withheld", "names_private_person", "sensitivity", "person", "case")
)
_NAMES: Final = ("name_in_use", "document_name", "pseudonym")
_TOWNS: Final = frozenset({"city", "town", "village", "city-district"})
_CONVICTED: Final = frozenset({"lightly-punished", "imprisoned", "served"})
_BESIDE: Final = re.compile(r"\([^()]*\)")
"""What stands in brackets beside a name is a remark on it."""
_FEWEST_WORDS: Final = 3
_LONG_TITLE: Final = 18
_SHORTEST_CONTACT: Final = 5
_LONG_WORD: Final = 9
_VOWELS: Final = "aeiou"
_BARE: Final = 4
"""Letters that a name of a place keeps without its last vowels: “Karaganda” in “Караганде”."""


def known_of(desk: Desk) -> Known:
    """What this vault knows today."""
    return desk.store.projector.kept.get(("checks", "known"), TYPES, lambda: _read(desk))


def is_public(person: Record) -> bool:
    """Whether somebody holds an office or speaks in public by choice."""
    return bool(person.get("person.public_person"))


class _People(NamedTuple):
    """What is known of people by their records alone."""

    private: NameIndex
    public: NameIndex
    accused: NameIndex
    contacts: Mapping[str, tuple[str, str]]


def _read(desk: Desk) -> Known:
    """Each part is read again only when a record of its own types changes."""
    kept = desk.store.projector.kept
    people = kept.get(("checks", "people"), ("person", "involvement"), lambda: _people(desk))
    organisations = list(desk.view.records("organisation", shut=True))
    sources = kept.get(("checks", "sources"), ("source",), lambda: _confided(desk))
    return Known(
        private=people.private,
        public=people.public,
        accused=people.accused,
        contacts=dict((*_contacts(organisations), *people.contacts.items())),
        withheld=dict(_withheld(sources)),
        naming_links=dict(_naming(sources)),
        organisations=frozenset(_organisations(organisations)),
        towns=kept.get(("checks", "towns"), (), _towns),
        printed_contacts=frozenset(_printed(desk)),
        threshold=threshold_in_force(desk),
    )


def _people(desk: Desk) -> _People:
    everybody = list(desk.view.records("person", shut=True))
    private = [person for person in everybody if not is_public(person)]
    return _People(
        private=NameIndex.of(_named(private)),
        public=NameIndex.of(_named(person for person in everybody if is_public(person))),
        accused=NameIndex.of(_named(_accused(desk, private))),
        contacts=dict(_contacts(private)),
    )


def _confided(desk: Desk) -> list[Record]:
    """Sources of which something is said that may keep their name or address back."""
    briefs = desk.view.briefs("source", shut=True, filled=_CONFIDED)
    found = [desk.view.record(brief.id, shut=True) for brief in briefs]
    return [source for source in found if source is not None]


def _named(people: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for person in people:
        for name in _NAMES:
            text = _BESIDE.sub(" ", person.text(f"person.{name}") or "")
            if text.strip():
                yield person.code, text


def _accused(desk: Desk, private: Iterable[Record]) -> Iterator[Record]:
    """Private people whom a record calls perpetrators, without a verdict."""
    people = {bytes(person.id): person for person in private}
    for brief in desk.view.briefs("involvement", shut=True):
        actor = brief.get("involvement.actor")
        if (
            brief.get("involvement.role") in ("perpetrator", "instigator")
            and brief.get("involvement.status") not in _CONVICTED
            and isinstance(actor, bytes)
            and actor in people
        ):
            yield people[actor]


def _contacts(records: Iterable[Record]) -> Iterator[tuple[str, tuple[str, str]]]:
    for record in records:
        for contact in record.every(f"{record.type}.contact"):
            key = contact_key(str(contact))
            if _tells(str(contact)) and len(key) >= _SHORTEST_CONTACT:
                yield key, (record.type, record.code)


def _tells(contact: str) -> bool:
    """Whether a contact is somebody's own, and no common word such as "Telegram"."""
    is_word = re.fullmatch(r"[^\W\d_]+", contact.strip()) is not None
    return not is_word or len(contact.strip()) >= _LONG_WORD


def _withheld(sources: Iterable[Record]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Titles of sources that may not be named, if they are no common word."""
    for source in sources:
        if is_withheld(source):
            for text in source.texts("source.title").values():
                title = plain(text)
                if len(title.split()) >= _FEWEST_WORDS or len(title) >= _LONG_TITLE:
                    yield title, (source.code, _has_name(text))


def _has_name(title: str) -> bool:
    """Whether a title holds a capitalised word that is neither its first nor that of a place."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", title)[1:]
    names = [word for word in words if word[0].isupper()]
    return any(not gazetteer().find(word, limit=1, whole=True) for word in names)


def _naming(sources: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Addresses of sources that name a private person or may not be named themselves."""
    for source in sources:
        if source.get("source.names_private_person") or is_withheld(source):
            for name in ("link", "archived_link"):
                link = source.text(f"source.{name}")
                if link:
                    yield link_key(link), source.code


def _organisations(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        for text in record.texts("organisation.name").values():
            yield fold(text)
        for name in ("known_as", "former_name"):
            yield from (fold(str(text)) for text in record.every(f"organisation.{name}"))


def _printed(desk: Desk) -> Iterator[str]:
    """Contacts that are printed on purpose: of a document or of a campaign."""
    for name in ("report", "campaign"):
        for brief in desk.view.briefs(name):
            for short in ("contact", "send_to"):
                text = brief.text(f"{name}.{short}")
                if text:
                    yield text.strip().lower()


def _towns() -> frozenset[str]:
    """Names of towns as one word, folded, in every language, old ones too."""
    found: set[str] = set()
    for place in gazetteer():
        if place.kind in _TOWNS:
            names = (*place.names.values(), *place.variants, *(f.name for f in place.former))
            found |= {fold(name) for name in names if " " not in name}
    return frozenset(
        (*found, *(bare for name in found if len(bare := name.rstrip(_VOWELS)) > _BARE))
    )
