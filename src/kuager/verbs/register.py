"""The register of published numbers: what an attacker can lay side by side.

Every table that was released keeps its published cells here. Figures that were published before
Kuager, or by partners, are typed in: they are as public as ours.
"""

from dataclasses import dataclass
from typing import Final

from kuager import N_, KuagerError
from kuager.model.published import (
    PublishedTable,
    read_published,
)
from kuager.model.question import Dimension, Question, read_question
from kuager.model.statement import EntityId, say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError

EARLIER: Final = "published-earlier"
"""The basis of a release that was typed in."""


class LeftItselfError(KuagerError):
    """A table of our own cannot be struck out of the register."""

    code = "release-stays"
    exit_code = 2
    text = N_(
        "{code} left the house from here, so it stays in the register. Only a figure that was "
        "typed in can be struck out. Nothing was changed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One table of the register. `struck` says why it does not count, if it was struck out."""

    code: str
    table: PublishedTable
    query: str
    question: Question
    rule: str
    use: str
    released_on: str
    recipients: tuple[EntityId, ...]
    published_by: EntityId | None
    told_in: EntityId | None
    left_out: int
    struck: str | None
    practice: bool

    @property
    def typed_in(self) -> bool:
        """Whether it did not leave from here."""
        return self.table.origin != "ours"


@verb(needs="read")
def list_register(desk: Desk) -> tuple[Registered, ...]:
    """Every table of numbers that left, and every figure typed in, the newest first."""
    return tuple(reversed(registered(desk)))


@verb(needs="read")
def show_registered(desk: Desk, *, code: str) -> Registered:
    """One table of the register. Raises UnknownRecordError."""
    for one in registered(desk):
        if one.code == code:
            return one
    raise UnknownRecordError(code=code)


@verb(needs="keep", saves=True)
def strike_earlier_figure(desk: Desk, *, code: str, reason: str) -> None:
    """Strike out a figure that was typed in by mistake; it stays visible, and counts no more."""
    found = desk.view.record(desk.find(("release",), code))
    if found is None or found.text("release.table") is None:
        raise UnknownRecordError(code=code)
    if found.text("release.basis") != EARLIER:
        raise LeftItselfError(code=code)
    desk.say(
        [
            say(found.id, "release.struck_on", desk.today.isoformat()),
            say(found.id, "release.struck_reason", desk.term("struck_reason", reason)),
        ]
    )


def registered(desk: Desk) -> list[Registered]:
    """Every table of the register, in the order of entering; struck ones too."""
    found = []
    for record in desk.view.briefs("release", filled=("release.table",)):
        text = record.text("release.table")
        if text is not None:
            found.append(_registered(desk, record, read_published(text)))
    return found


def standing(desk: Desk) -> list[Registered]:
    """The tables that an attacker has before him."""
    return [one for one in registered(desk) if one.struck is None]


def question_of_table(table: PublishedTable) -> Question:
    """What a published table answers, as a question."""
    return Question(
        unit=table.unit,
        by=tuple(dimension_of(axis.name) for axis in table.axes),
        where={dimension_of(name): codes for name, codes in table.where.items()},
        clock=table.clock,
        first=table.first,
        last=table.last,
    )


def _question(desk: Desk, record: Record, table: PublishedTable) -> Question:
    """The question as it was asked; of one that is not understood here, what the table says."""
    try:
        return read_question(record.text("release.query") or "", desk.schema)
    except KuagerError:
        return question_of_table(table)


def dimension_of(text: str) -> Dimension:
    """A dimension as a published table writes it."""
    name, _, scale = text.partition("@")
    return Dimension(name, scale)


def _registered(desk: Desk, record: Record, table: PublishedTable) -> Registered:
    recipients = record.every("release.recipient")
    published_by, told_in = record.get("release.published_by"), record.get("release.told_in")
    withheld = record.get("release.withheld")
    return Registered(
        code=record.code,
        table=table,
        query=record.text("release.query") or "",
        question=_question(desk, record, table),
        rule=record.text("release.rule") or "",
        use=record.text("release.use") or "",
        released_on=record.text("release.released_on") or "",
        recipients=tuple(EntityId(uid) for uid in recipients if isinstance(uid, bytes)),
        published_by=EntityId(published_by) if isinstance(published_by, bytes) else None,
        told_in=EntityId(told_in) if isinstance(told_in, bytes) else None,
        left_out=withheld if isinstance(withheld, int) else 0,
        struck=record.text("release.struck_reason"),
        practice=bool(record.get("release.practice")),
    )
