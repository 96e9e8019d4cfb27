"""Places as people here write them, read into the id of the gazetteer; only where one is meant.

A place is meant by its id, by any of its names, variants and former names, or by a name together
with what it lies in ("Шымкент, Абайский район"). A name that two places share is not decided here:
the answer names both.
"""

import re

from kuager import N_, Fact, KuagerError
from kuager.model.place_names import read_name
from kuager.model.places import Gazetteer, Place

MOST_CANDIDATES = 10

_PARTS = re.compile(r"[,;()]|\bof\b")


class UnresolvedPlaceError(KuagerError):
    """No place, or more than one, is meant. Facts: reason, count, candidates (ids)."""

    code = "place-unresolved"
    text = N_("The place is not certain ({reason}); nothing was saved.")

    def __init__(self, reason: str, candidates: tuple[str, ...] = ()) -> None:
        """`reason` is unknown-place or ambiguous-place; `candidates` are ids, best first."""
        self.reason = reason
        self.candidates = candidates
        self.candidate_facts: dict[str, Fact] = {}
        if candidates:
            shown = ", ".join(candidates[:MOST_CANDIDATES])
            self.candidate_facts = {"count": len(candidates), "candidates": shown}
        super().__init__(reason=reason, **self.candidate_facts)


def place_of(written: str, places: Gazetteer) -> str:
    """The id of the one place that is meant; raises UnresolvedPlaceError."""
    text = written.strip()
    if text in places:
        return text
    found = places.find(text, whole=True)
    for is_meant in (_is_called, _is_called_in_short, _is_called_in_part):
        meant = tuple(place.id for place in found if is_meant(place, text))
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise UnresolvedPlaceError("ambiguous-place", meant)
    raise UnresolvedPlaceError("unknown-place")


def _names(place: Place) -> list[str]:
    return [*place.names.values(), *place.variants, *(former.name for former in place.former)]


def _is_called(place: Place, text: str) -> bool:
    """Whether the whole text is a name of the place, the word for its kind included."""
    whole = read_name(text).whole
    return any(read_name(name).whole == whole for name in _names(place))


def _is_called_in_short(place: Place, text: str) -> bool:
    """Whether it is, leaving the word for the kind of place aside unless it contradicts."""
    reading = read_name(text)
    if reading.kinds and place.kind not in reading.kinds:
        return False
    return any(read_name(name).core == reading.core for name in _names(place))


def _is_called_in_part(place: Place, text: str) -> bool:
    """Whether the first or last part names it; the finder has seen that one lies in the other."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    return len(parts) > 1 and any(
        _is_called_in_short(place, part) for part in (parts[0], parts[-1])
    )
