"""A raid for tests: an event, and sheets of invented people."""

from tests.verbs.desks import tell

from kuager.model.person_rows import PersonRow
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.gathering_says import Background
from kuager.verbs.gatherings import PeopleRecorded, record_people_at_event

HOW = Background(how_known="they came to the office that night", acts=("detention",))


def raid(desk: Desk, code: str = "E-1") -> str:
    """An event of which nobody is known yet."""
    event = desk.store.new_id()
    tell(
        desk,
        say(event, "event.code", code),
        say(event, "event.kind", "incident"),
        say(event, "event.date", "2024-05-04"),
    )
    return code


def sheet(desk: Desk, *rows: PersonRow, event: str = "E-1") -> PeopleRecorded:
    """Rows saved at once."""
    return record_people_at_event(desk, event=event, rows=rows, background=HOW)


def crowd(count: int) -> list[PersonRow]:
    """So many people, each with something of their own."""
    return [
        PersonRow(
            safe_contact=f"messenger, after {number % 24}:00, say it is about the bicycle",
            acts=("detention", "data-seizure") if number % 2 else ("detention", "beating"),
            words=f"was taken from the room, number {number}",
            needs=("lawyer", "doctor") if number % 3 == 0 else ("lawyer",),
            keep="yes",
            file="yes" if number % 5 else "not-asked",
        )
        for number in range(count)
    ]
