"""What a form or a query said: names, each with one text or several, and uploaded files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fields:
    """The text fields of one form, in the order they were sent."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Fields":
        """From name and text pairs."""
        return cls(tuple(pairs))

    def get(self, name: str) -> str:
        """The first text under this name, without blanks at its ends; empty if there is none."""
        return next((text.strip() for found, text in self.pairs if found == name), "")

    def all(self, name: str) -> list[str]:
        """Every text under this name that says something."""
        return [text.strip() for found, text in self.pairs if found == name and text.strip()]

    def names(self) -> Iterator[str]:
        """Each name once, in order."""
        yield from dict.fromkeys(name for name, _ in self.pairs)

    def __contains__(self, name: str) -> bool:
        """Whether a field of this name was sent at all."""
        return any(found == name for found, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a form brought, held in memory only: never on the disk in clear."""

    name: str
    data: bytes = field(repr=False)
    also: tuple["Upload", ...] = ()
    """Further files of the same field, where several may be chosen."""

    @property
    def all(self) -> tuple["Upload", ...]:
        """Every file of the field that says something."""
        return tuple(one for one in (self, *self.also) if one.name or one.data)
