"""Drafts: what an importer read in a file, before anybody said it.

A draft is one row: an entity by its stable key, and what the row says of it. Things that lie
inside the entity (an act inside an event) are drafts of their own in `inner`; each of their keys
begins with the key of the row's entity, so a second import of the file meets the same things.
A row that cannot become a draft is `Rejected`, with a reason. Nothing here touches the log.

All are slotted and tracked lightly by the garbage collector: an import makes millions of them.
"""

import msgspec

from kuager import Fact


class Reference(msgspec.Struct, frozen=True, gc=False):
    """An entity meant by its key; the verb finds the id or refuses the row.

    `types` are the entity types that may answer, in the order they are asked.
    """

    types: tuple[str, ...]
    key: str


Value = str | int | bool | Reference | None


class Say(msgspec.Struct, frozen=True, gc=False):
    """One thing said: the property's qualified name ("event.date") and its value.

    `language` is a code or None, `source_key` the key of the passage or source that says so or
    None, `sure` a term of the vocabulary of certainty or None.
    """

    property: str
    value: Value
    language: str | None = None
    source_key: str | None = None
    sure: str | None = None


class Draft(msgspec.Struct, frozen=True):
    """What one row says of one entity: its type, its stable key, the line it stands on."""

    type: str
    key: str
    line: int
    says: tuple[Say, ...]
    inner: "tuple[Draft, ...]" = ()


class Rejected(msgspec.Struct, frozen=True):
    """A row that was refused: where, why (a stable slug), and facts; never what the cell said.

    `column` is the header of the cell at fault, or an empty string if the row as a whole is.
    `also` holds the other faults of the same row, so that one pass mends it.
    """

    line: int
    column: str
    code: str
    facts: dict[str, Fact]
    also: "tuple[Rejected, ...]" = ()
