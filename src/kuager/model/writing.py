"""What is being written: the record of a document, read into a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuager.model.dates import UncertainDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A document in work. Ids are those of records; `titles` and `sessions` are by language.

    `languages`: the first is the one it is sent in. `takes` and `leaves` are records that a person
    chose or left out.
    """

    id: bytes
    code: str
    outline: str
    languages: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    period: str | None = None
    proceeding: bytes | None = None
    bodies: tuple[bytes, ...] = ()
    sessions: Mapping[str, str] = field(default_factory=dict)
    session_opens: UncertainDate | None = None
    symbols: tuple[str, ...] = ()
    authors: tuple[bytes, ...] = ()
    contact: str | None = None
    cases: tuple[bytes, ...] = ()
    campaign: bytes | None = None
    takes: tuple[bytes, ...] = ()
    leaves: tuple[bytes, ...] = ()
    due_on: str | None = None
    status: str = "draft"

    @property
    def year(self) -> int | None:
        """The one year it covers, if it covers one."""
        text = (self.period or "")[:4]
        return int(text) if len(self.period or "") == len(text) == len("2024") else None
