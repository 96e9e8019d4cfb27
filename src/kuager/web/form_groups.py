"""How the fields of a form are grouped: what is asked first, and what waits until it is opened.

The groups are the same for every type; a property goes into the first that fits it. Nothing of a
type is left out, so that a new property has its place without a line here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.schema import Property

_SAFETY: Final = frozenset(
    {"person.name_in_use", "person.safe_contact", "person.cover_story", "person.who_must_not_learn",
     "person.contact", "person.last_heard", "person.whereabouts", "consent.only_via",
     "consent.pressure"}
)  # fmt: skip
_FIRST: Final = frozenset({"kind", "type", "title", "name", "text", "told", "story", "narrative"})
_FIRST_OF: Final[dict[str, frozenset[str]]] = {
    "case": frozenset({"when_where_said", "how_known", "status", "handler", "next_date"}),
    "act": frozenset({"victim", "event", "people"}),
    "account": frozenset({"event", "source", "is_official_version"}),
    "consent": frozenset({"person", "case", "use", "answer"}),
    "event": frozenset({"case"}),
    "evidence": frozenset({"description", "case"}),
    "group": frozenset({"description", "size", "of_whom", "case", "event"}),
    "intervention": frozenset({"by", "asked", "request", "status", "date"}),
    "involvement": frozenset({"actor", "role", "event", "act", "sure"}),
    "link": frozenset({"first", "second"}),
    "passage": frozenset({"source", "quote", "page", "paragraph"}),
    "person": frozenset({"pseudonym", "public_role", "language", "case"}),
    "source": frozenset({"publisher", "link", "date", "case"}),
    "step": frozenset({"proceeding", "date", "outcome", "body"}),
}
_TOLD: Final = frozenset(
    {"rubric_primary", "rubric", "polarity", "polarity_view", "wording", "wording_by",
     "signed_off_by", "told_under", "basis", "basis_decided_by", "attribution", "source_withheld",
     "treaty_article"}
)  # fmt: skip
_PLACES: Final = frozenset({"place_said", "venue", "place_type", "date_said"})
_OURS: Final = frozenset(
    {"sensitivity", "remarks", "handler", "collection", "review_date", "channel", "rank"}
)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a form: its heading, its properties, and whether it stands open."""

    title: str
    properties: tuple[Property, ...]
    is_open: bool


def grouped(properties: Iterable[Property]) -> list[Group]:
    """The properties of one type in their groups; empty groups are left out."""
    found: dict[str, list[Property]] = {title: [] for title, _ in _GROUPS}
    for prop in properties:
        found[_group_of(prop)].append(prop)
    return [Group(t, tuple(found[t]), is_open) for t, is_open in _GROUPS if found[t]]


_GROUPS: Final = (
    (N_("First of all"), True),
    (N_("Reaching the person safely"), True),
    (N_("When and where"), True),
    (N_("Only for a speech, gathering, statement, publication or support"), False),
    (N_("Who and what belongs to it"), False),
    (N_("Signs and kinds"), False),
    (N_("In words"), False),
    (N_("How it may be told in public"), False),
    (N_("For our own work"), False),
)
_TITLES: Final = tuple(title for title, _ in _GROUPS)


def _group_of(prop: Property) -> str:
    first, safety, when, kinds, who, signs, words, told, ours = _TITLES
    short = prop.short
    is_first = prop.required or short in _FIRST or short in _FIRST_OF.get(prop.type, ())
    is_place = prop.kind in ("date", "place") or short in _PLACES
    fits = (
        (prop.name in _SAFETY, safety),
        (is_first, first),
        (short in _TOLD, told),
        (short in _OURS, ours),
        (bool(prop.kinds), kinds),
        (is_place, when),
        (prop.kind == "reference", who),
        (prop.kind in ("text", "long"), words),
    )
    return next((title for is_it, title in fits if is_it), signs)
