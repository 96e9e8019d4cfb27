"""A vault with invented cases to count: what happened, where, when, and what harm it did."""

from tests.verbs.desks import tell
from tests.verbs.stories import record

from kuager.model.statement import EntityId, Statement, say
from kuager.verbs.desk import Desk

SECRET = "Zylqara"  # noqa: S105 - a word, no password
"""A word that stands in every private text here."""
REGIONS = ("KZ-75", "KZ-71", "KZ-35")


def many_cases(desk: Desk, number: int, *, material: int) -> None:
    """So many cases with one event and one act each; so many of them with damage to belongings.

    They are called N-1, N-2 …; every second harm is physical besides.
    """
    said: list[Statement] = []
    for at in range(1, number + 1):
        said += _case(desk, at, is_material=at <= material)
    tell(desk, *said)


def _case(desk: Desk, at: int, *, is_material: bool) -> list[Statement]:
    case, event, act = (desk.store.new_id() for _ in range(3))
    year = 2022 + at % 3
    harms = ["material"] if is_material else ["psychological"]
    harms += ["physical"] if at % 2 else []
    return [
        say(case, "case.code", f"N-{at}"),
        say(case, "case.story", f"{SECRET} told us"),
        say(case, "case.opened", f"{year}-05-{at % 28 + 1:02}"),
        say(case, "case.channel", "in-person") if at % 4 == 0 else say(case, "case.sensitivity", 2),
        say(event, "event.code", f"NE-{at}"),
        say(event, "event.case", case),
        say(event, "event.kind", "incident" if at % 5 else "speech"),
        say(event, "event.date", f"{year}-04" if at % 7 else f"{year}~"),
        say(event, "event.place", REGIONS[at % 3]),
        say(event, "event.narrative", f"{SECRET} came"),
        say(act, "act.code", f"NA-{at}"),
        say(act, "act.event", event),
        say(act, "act.type", "beating" if at % 2 else "threat"),
        *(say(act, "act.harm", harm) for harm in harms),
    ]


def situation(desk: Desk) -> EntityId:
    """An event that lasts, and is never counted."""
    return record(desk, "event", "S-1", kind="situation", date="2022/..")
