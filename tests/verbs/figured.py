"""A small record to count: events of cases, each with one act that did harm."""

from tests.verbs.desks import tell

from kuager.model.question import read_question
from kuager.model.statement import Statement, say
from kuager.verbs.desk import Desk
from kuager.verbs.figures import make_figure

QUESTION = "unit=event&by=act.harm&clock=incident&from=2024-01-01&to=2024-12-31"
CANARY = ("Zarina Canary", "Улица Канарейки 7", "+7 700 555 01 02", "canary@example.org")
"""Values of the identity half that must never reach a figure."""


def counted(
    desk: Desk, *, material: int = 17, physical: int = 5, unsaid: int = 0, first: int = 1
) -> None:
    """Events E-1 … of cases C-1 …, in May 2024; the first `material` of them did material harm."""
    said: list[Statement] = []
    for number in range(first, first + material + physical + unsaid):
        after = number - first
        harm = "material" if after < material else "physical"
        said += _one(desk, number, None if after >= material + physical else harm)
    tell(desk, *said)


def _one(desk: Desk, number: int, harm: str | None) -> list[Statement]:
    case, event, act, person = (desk.store.new_id() for _ in range(4))
    said = [
        say(case, "case.code", f"C-{number}"),
        say(case, "case.story", f"Told by {CANARY[0]}, {CANARY[1]}"),
        say(event, "event.code", f"E-{number}"),
        say(event, "event.case", case),
        say(event, "event.kind", "incident"),
        say(event, "event.date", "2024-05"),
        say(event, "event.narrative", f"{CANARY[0]} was called on {CANARY[2]}"),
        say(act, "act.code", f"A-{number}"),
        say(act, "act.event", event),
        say(person, "person.code", f"P-{number}"),
        say(person, "person.case", case),
        say(person, "person.name_in_use", CANARY[0]),
        say(person, "person.contact", CANARY[3]),
    ]
    return said + ([say(act, "act.harm", harm)] if harm else [])


def figure(desk: Desk, cell: str = "material", question: str = QUESTION) -> str:
    """Keep a number of a question; its code."""
    asked = read_question(question, desk.schema)
    return make_figure(desk, question=asked, key=tuple(cell.split(",")) if cell else ())
