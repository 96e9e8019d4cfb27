"""Special Procedures of the Human Rights Council: which mandate a matter concerns, and why.

The mandates are data (`data/mandates.json`): their name, and the headings, treaty articles and
acts that speak for writing to them. Whoever writes chooses; this only says the reasons.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """One mandate. `only_from_family`: it takes cases from those concerned, family or counsel."""

    name: Mapping[str, str]
    headings: tuple[str, ...]
    articles: tuple[str, ...]
    acts: tuple[str, ...]
    only_from_family: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A mandate that a matter concerns, and by which of its words."""

    id: str
    mandate: Mandate
    headings: tuple[str, ...]
    articles: tuple[str, ...]
    acts: tuple[str, ...]


@cache
def load_mandates() -> dict[str, Mandate]:
    """The packaged mandates; read once."""
    packed = files("kuager.model").joinpath("data", "mandates.json").read_bytes()
    return msgspec.json.decode(packed, type=dict[str, Mandate])


def concerned(
    *, headings: Collection[str], articles: Collection[str], acts: Collection[str]
) -> tuple[Concerned, ...]:
    """The mandates that a matter concerns, those with most reasons first."""
    found = [
        Concerned(
            id=name,
            mandate=mandate,
            headings=tuple(h for h in mandate.headings if h in headings),
            articles=tuple(a for a in mandate.articles if a in articles),
            acts=tuple(a for a in mandate.acts if a in acts),
        )
        for name, mandate in load_mandates().items()
    ]
    told = [each for each in found if _weight(each) > 0]
    return tuple(sorted(told, key=_weight, reverse=True))


def _weight(found: Concerned) -> int:
    return len(found.headings) + len(found.articles) + len(found.acts)
