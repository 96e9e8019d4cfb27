"""What a check says: a finding, with its place, its words, why, the mend, and its key.

A finding is about words in a place: other words are another finding, the same words moved to
another paragraph of the same place are the same one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from kuager import Fact

if TYPE_CHECKING:
    from kuager.model.checks.matter import Matter

LONGEST_WORDS: Final = 90
"""Characters of the words that a finding repeats."""
_DOMAIN: Final = b"kuager/finding/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """That a person let a finding pass: the record that says so, why, who, on which day."""

    code: str
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the last check found.

    `check` is the id of the check; `place` and `piece` say where it stands; `words` are the words
    that it is about. `why` and `mend` are English messages with their `facts`. `record` is the
    type and code of the record where it is mended, if it is mended in a record. `key` is 64
    hexadecimal characters.
    """

    check: str
    place: str
    piece: str
    words: str
    why: str
    mend: str
    may_override: bool
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    record: tuple[str, str] | None = None
    override: Overridden | None = None

    @property
    def stands(self) -> bool:
        """Whether the document may not be sent because of it."""
        return self.override is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What one check found in one piece, before it becomes a finding.

    `about` are the words that the key is made of, where they are more than `words`. `firm`: this
    one may not be overridden although others of its check may.
    """

    place: str
    piece: str
    words: str
    about: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    record: tuple[str, str] | None = None
    why: str = ""
    mend: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its id, why it matters and what to do, and how it looks.

    `why` and `mend` are English messages; a hit may bring its own.
    """

    name: str
    why: str
    mend: str
    look: Callable[["Matter"], Iterator[Hit]]
    may_override: bool = True


def finding_of(check: Check, hit: Hit, secret: bytes) -> Finding:
    """The finding that a hit makes. `secret` keeps the key from confirming a guessed name."""
    return Finding(
        check=check.name,
        place=hit.place,
        piece=hit.piece,
        words=shortened(hit.words),
        why=hit.why or check.why,
        mend=hit.mend or check.mend,
        may_override=check.may_override and not hit.firm,
        key=key_of(secret, check.name, hit.place, hit.about or hit.words),
        facts=hit.facts,
        record=hit.record,
    )


def key_of(secret: bytes, check: str, place: str, words: str) -> str:
    """The key of a finding: check, place and words under a secret of the vault."""
    said = "\0".join((check, place, " ".join(words.split())))
    made = blake2b(said.encode(), digest_size=32, key=secret[:64], person=_DOMAIN)
    return made.hexdigest()


def shortened(words: str) -> str:
    """Words on one line, cut at a word if they are long."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_WORDS:
        return line
    return f"{line[:LONGEST_WORDS].rsplit(' ', 1)[0]}…"
