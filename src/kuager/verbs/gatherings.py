"""Many people at once: the rows of a raid or a broken-up meeting become cases of one event.

One save is one change: all rows or none. A row can be amended and withdrawn like anything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.person_rows import (
    PersonRow,
    RowFault,
    faults_of,
    says_anything,
)
from kuager.model.statement import EntityId, Statement, retract, say
from kuager.model.written_counts import count_of
from kuager.verbs._verb import verb
from kuager.verbs.coding import fresh_code
from kuager.verbs.desk import Desk
from kuager.verbs.gathering_says import (
    Background,
    RowMaker,
    amended,
    faults_of_amending,
    parted,
    slip,
    untie,
)
from kuager.verbs.gathering_sheet import (
    event_record,
    row_digest,
    show_gathering,
)
from kuager.verbs.records import AlreadySaidOtherwiseError, NothingSaidError

MOST_ROWS = 500
"""Rows of one save; more are given in several, or imported as a table."""


class SheetFaultyError(KuagerError):
    """Rows that cannot be saved as they are; `faults` says which cells and why."""

    code = "sheet-faulty"
    exit_code = 2
    text = N_(
        "Some rows cannot be saved as they are ({count}). Nothing was saved, nothing is lost."
    )

    def __init__(self, faults: Iterable[RowFault]) -> None:
        """With everything that is wrong, in the order of the rows."""
        self.faults = tuple(faults)
        super().__init__(count=len({fault.row for fault in self.faults}))


class TooManyRowsError(KuagerError):
    """More rows than one save takes."""

    code = "too-many-rows"
    exit_code = 2
    text = N_(
        "A sheet takes {limit} rows at once, and this one has {found}. Nothing was saved. Save "
        "them in parts, or import them as a table."
    )


class NoRowsError(KuagerError):
    """A sheet on which nothing was written."""

    code = "no-rows"
    exit_code = 2
    text = N_("No row says anything yet. Nothing was saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRecorded:
    """The codes of the cases and persons that a sheet made, in the order of its rows."""

    cases: tuple[str, ...]
    persons: tuple[str, ...]


@verb(needs="read")
def check_people_at_event(
    desk: Desk, *, event: str, rows: Sequence[PersonRow]
) -> tuple[RowFault, ...]:
    """What is wrong with the rows of a sheet, before anything is saved."""
    event_record(desk, event)
    return tuple(faults_of(rows, desk.view.codes("case")))


@verb(needs="amend", saves=True)
def record_people_at_event(
    desk: Desk, *, event: str, rows: Sequence[PersonRow], background: Background
) -> PeopleRecorded:
    """Record everybody of a sheet as a case of one event, in one change: all rows or none.

    Raises SheetFaultyError with every faulty cell.
    """
    record = event_record(desk, event)
    _demand_rows(desk, rows, background)
    faults = faults_of(rows, desk.view.codes("case"))
    if faults:
        raise SheetFaultyError(faults)
    maker = RowMaker(desk, record, background)
    typed = {row.code for row in rows if row.code}
    for name, count in maker.needed(rows).items():
        maker.codes.reserve(name, count, typed if name == "case" else ())
    desk.say([said for row in rows for said in maker.row(row)])
    return PeopleRecorded(cases=tuple(maker.cases), persons=tuple(maker.persons))


@verb(needs="amend", saves=True)
def amend_person_at_event(
    desk: Desk, *, event: str, key: str, row: PersonRow, seen: str | None = None
) -> PersonRow:
    """Amend a row that is there; its code and the story of its case stay as they are.

    Raises SheetFaultyError where an act or a help that is not ticked any more holds more than the
    sheet wrote.
    """
    _demand_terms(desk, row)
    gathering = show_gathering(desk, event=event)
    old = gathering.row(key)
    if seen is not None and seen != row_digest(desk, old):
        raise AlreadySaidOtherwiseError(code=old.key)
    faults = list(faults_of_amending(desk, old, row))
    if faults:
        raise SheetFaultyError(faults)
    desk.say(amended(desk, gathering.event, old, row))
    return row


@verb(needs="amend", saves=True)
def withdraw_person_from_event(
    desk: Desk, *, event: str, key: str, reason: str, is_slip: bool = False
) -> str:
    """Take a row out of an event, with the reason; it stays in the history and counts no more.

    The case stays on record. `is_slip`: the row should never have been, so its case and person are
    withdrawn as well, unless they hold more than the sheet wrote (RowInUseError).
    """
    if not reason.strip():
        raise NothingSaidError(missing="reason")
    gathering = show_gathering(desk, event=event)
    row = gathering.row(key)
    others = [r for r in gathering.rows if r.case == row.case and r.key != row.key]
    said = list(parted(desk, gathering.event, row))
    if others:
        said.append(say(gathering.event.id, "judgement.reason", reason.strip()))
    else:
        said += untie(desk, gathering.event, row, reason.strip())
    if is_slip:
        said += slip(desk, gathering.event, row, others)
    desk.say(dict.fromkeys(said))
    return row.key


@verb(needs="amend", saves=True)
def say_number_at_event(
    desk: Desk,
    *,
    event: str,
    written: str,
    group: str = "",
    of_whom: str = "",
    known: str = "",
    source: str = "",
    language: str | None = None,
) -> str:
    """Say how many people there were, or how many a group of them: "about 300", "более 80".

    Without `group` it is the number of the event; else the words for a part of the people, of
    whom perhaps another group (its code) is the larger one; or `known`, the code of a group that
    is here. `source` is who says so: its own earlier number is replaced, those of others stay
    beside it. Numbers are never added to one another. Returns the count as kept; raises CountError.
    """
    record = event_record(desk, event)
    count = count_of(written)
    by = desk.find(("passage", "source"), source) if source else None
    if known:
        group_here = desk.find(("group",), known)
        desk.say(_counted(desk, group_here, "group.size", count, by))
    elif group.strip():
        uid = desk.store.new_id()
        said = [
            say(uid, "group.code", fresh_code(desk, "group")),
            say(uid, "group.event", record.id),
            say(uid, "group.kind", "group"),
            say(uid, "group.name", group.strip(), language=language),
            say(uid, "group.size", count, source=by),
        ]
        larger = [desk.find(("group",), of_whom)] if of_whom else []
        desk.say([*said, *(say(uid, "group.of_whom", one) for one in larger)])
    else:
        desk.say(_counted(desk, record.id, "event.people", count, by))
    return count


def _counted(
    desk: Desk, uid: EntityId, name: str, count: str, by: EntityId | None
) -> list[Statement]:
    """A number by one source, in place of what the same source said before."""
    earlier = [
        told
        for told in desk.view.history(uid)
        if told.stands and told.property == name and told.source == by
    ]
    if count in [told.value for told in earlier]:
        return []
    gone = [retract(told.subject, name, told.id) for told in earlier]
    return [*gone, say(uid, name, count, source=by)]


def _demand_rows(desk: Desk, rows: Sequence[PersonRow], background: Background) -> None:
    if not any(says_anything(row) or row.code for row in rows):
        raise NoRowsError
    if len(rows) > MOST_ROWS:
        raise TooManyRowsError(limit=MOST_ROWS, found=len(rows))
    if not background.how_known.strip():
        raise NothingSaidError(missing="how_known")
    if background.channel:
        desk.term("contact_channel", background.channel)
    for row in [*rows, PersonRow(acts=background.acts)]:
        _demand_terms(desk, row)


def _demand_terms(desk: Desk, row: PersonRow) -> None:
    for act in row.acts:
        desk.term("act", act)
    for answer in (row.keep, row.file):
        desk.term("consent_answer", answer)
