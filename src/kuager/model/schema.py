"""The schema: which types of record there are, and what may be said of each.

It is written by people as one YAML file a type (`schema/`) and one a vocabulary (`vocab/`), and
compiled into `compiled.json`, because opening a vault must not wait for YAML. Everything here is
a read-only value; `load_schema` reads the packaged file once.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import ClassVar, Literal

import msgspec

from kuager import N_, KuagerError
from kuager.model.vocabulary import Crosswalk, Vocabulary

Kind = Literal[
    "text", "long", "date", "count", "whole", "yesno", "term", "place",
    "reference", "url", "digest", "language",
]  # fmt: skip
Half = Literal["casework", "identity", "house"]
Inside = Literal["all", "any"]
Family = Literal["casework", "actors", "proceedings", "sources", "advocacy", "output", "house"]

FREE_TEXT: frozenset[str] = frozenset({"text", "long"})
"""Kinds in which a person can write anything, a name included."""


class UnknownProperty(KuagerError):  # noqa: N818 - named after the thing, as all our errors
    """A property name that the schema does not have."""

    code: ClassVar[str] = "unknown-property"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "There is no property “{property}”; nothing was written. "
        "See the list of types and properties in the manual."
    )


class UnknownType(KuagerError):  # noqa: N818 - named after the thing, as all our errors
    """A type name that the schema does not have."""

    code: ClassVar[str] = "unknown-type"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "There is no type of record “{type}”; nothing was written. "
        "See the list of types and properties in the manual."
    )


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that may be said of a record; `name` is qualified ("event.date").

    `half` says in which circle it is said, `sensitivity` is 0 (public) to 4 (critical).
    `inside` (references only): the record lies inside what it refers to and is erased when `all`
    or `any` of these are. `forgets` (references only): what is said is erased together with what
    it points at, and the record that says it stays. `kinds`: the event kinds that open it; empty
    means all of them. `per_language`: one best value for each language. `neutral`: text that names
    nobody.
    """

    name: str
    type: str
    kind: Kind
    half: Half
    sensitivity: int
    label: dict[str, str]
    hint: dict[str, str]
    vocabulary: str | None = None
    to: tuple[str, ...] = ()
    many: bool = False
    per_language: bool = False
    neutral: bool = False
    inside: Inside | None = None
    forgets: bool = False
    searched: bool = False
    required: bool = False
    kinds: tuple[str, ...] = ()
    crosswalk: dict[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The name within its type ("date")."""
        return self.name.partition(".")[2]

    @property
    def is_public(self) -> bool:
        """Whether its values are public by nature."""
        return self.sensitivity == 0


@dataclass(frozen=True, slots=True)
class EntityType:
    """One type of record; `properties` is keyed by the short name, in reading order."""

    name: str
    family: Family
    label: dict[str, str]
    plural: dict[str, str]
    hint: dict[str, str]
    properties: dict[str, Property]
    huridocs: str | None = None

    def opened_by(self, kind: str) -> tuple[Property, ...]:
        """The properties that a record of this kind (an `event_kind` id) is asked."""
        found = self.properties.values()
        return tuple(p for p in found if len(p.kinds) == 0 or kind in p.kinds)

    @property
    def inside(self) -> tuple[Property, ...]:
        """The references by which a record of this type lies inside others."""
        return tuple(p for p in self.properties.values() if p.inside is not None)


@dataclass(frozen=True)
class Schema:
    """All types, vocabularies and crosswalk targets, each by its id."""

    types: dict[str, EntityType]
    vocabularies: dict[str, Vocabulary]
    crosswalks: dict[str, Crosswalk]

    def type(self, name: str) -> EntityType:
        """The type of this name. Raises UnknownType."""
        try:
            return self.types[name]
        except KeyError:
            raise UnknownType(type=name) from None

    def property(self, name: str) -> Property:
        """The property of this qualified name. Raises UnknownProperty."""
        try:
            return self.properties[name]
        except KeyError:
            raise UnknownProperty(property=name) from None

    def vocabulary_of(self, name: str) -> Vocabulary:
        """The vocabulary a term property draws from. Raises UnknownProperty."""
        vocabulary = self.property(name).vocabulary
        if vocabulary is None:
            raise UnknownProperty(property=name)
        return self.vocabularies[vocabulary]

    @cached_property
    def properties(self) -> dict[str, Property]:
        """Every property by its qualified name."""
        return {p.name: p for t in self.types.values() for p in t.properties.values()}


def read_schema(compiled: bytes) -> Schema:
    """The schema from its compiled form. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(compiled, type=Schema)


@cache
def load_schema() -> Schema:
    """The schema that this version of the program speaks; read once."""
    return read_schema(files("kuager.model").joinpath("compiled.json").read_bytes())
