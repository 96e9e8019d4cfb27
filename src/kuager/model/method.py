"""What a collection says of itself: who gathers, what counts as a case, what it cannot see."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodNote:
    """What a collection says of itself, by language; printed with every number of it."""

    code: str
    name: Mapping[str, str]
    counts_as: Mapping[str, str]
    gathers: Mapping[str, str]
    limits: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The notes of every collection that a document draws on."""

    notes: tuple[MethodNote, ...]
