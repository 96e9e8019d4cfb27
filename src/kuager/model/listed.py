"""What of a record may stand in a list, and by what a list can be narrowed: codes, never a story.

A list is looked at by several people, printed and exported, so it holds codes, words of our
vocabularies, dates, places down to the district, and texts that are public or neutral by the
schema. Nothing of the identity half, and nothing above `SAFE`, stands in it unasked.
"""

from functools import lru_cache

from kuager.model.places import gazetteer
from kuager.model.schema import EntityType, Property

SAFE = 2
"""The highest sensitivity that a list shows unasked."""
DISTRICT_LEVEL = frozenset({"country", "region", "city", "district", "city-district"})
"""Kinds of place that may be shown; what is smaller is shown as what it lies in."""

_SHOWN = {
    "act": "code event type date place",
    "case": "code status opened last_contact next_date",
    "event": "code date kind place case",
    "group": "code name kind size event",
    "organisation": "code name kind place",
    "passage": "code source page paragraph",
    "pattern": "code name kind period",
    "person": "code pseudonym public_role case last_heard",
    "proceeding": "code kind title status filed next_deadline",
    "source": "code title kind publisher date",
    "step": "code proceeding date kind outcome",
}
_MAIN_DATES = {"case": "opened", "person": "last_heard", "source": "date"}
_MOST_COLUMNS = 5


def is_listed(prop: Property) -> bool:
    """Whether a property may stand in a list unasked."""
    if prop.half == "identity" or prop.sensitivity > SAFE or prop.kind in ("long", "digest", "url"):
        return False
    return prop.kind != "text" or prop.neutral or prop.is_public


def shown_columns(entity_type: EntityType) -> tuple[Property, ...]:
    """The properties that a page of a list shows, the code first."""
    own = entity_type.properties
    wanted = _SHOWN.get(entity_type.name)
    if wanted is not None:
        return tuple(own[short] for short in wanted.split() if is_listed(own[short]))
    safe = [p for p in own.values() if is_listed(p) and p.kind != "reference"]
    return tuple(safe[:_MOST_COLUMNS])


def facets(entity_type: EntityType) -> tuple[Property, ...]:
    """The properties by which a list is narrowed: words of vocabularies, places, yes or no."""
    kinds = ("term", "place", "yesno")
    own = entity_type.properties.values()
    return tuple(p for p in own if p.kind in kinds and is_listed(p) and p.short != "restricted")


def main_date(entity_type: EntityType) -> Property | None:
    """The date by which a list of the type is ordered and narrowed."""
    own = entity_type.properties
    named = own.get(_MAIN_DATES.get(entity_type.name, "date"))
    dates = [p for p in own.values() if p.kind == "date" and is_listed(p)]
    return named if named in dates else next(iter(dates), None)


def main_place(entity_type: EntityType) -> Property | None:
    """The place by which records of the type are put on a map."""
    return next((p for p in facets(entity_type) if p.kind == "place"), None)


@lru_cache(maxsize=1024)
def district_of(place: str) -> str | None:
    """The place itself, or the district or city it lies in; None for a place nobody knows."""
    return next(iter(around(place)), None)


@lru_cache(maxsize=1024)
def around(place: str) -> tuple[str, ...]:
    """The district or city of a place, its region, the country: smallest first; () if unknown."""
    if place not in gazetteer():
        return ()
    return tuple(p.id for p in gazetteer().path(place) if p.kind in DISTRICT_LEVEL)
