"""Matters on the way to justice for tests: told in a line each, with invented codes only."""

from collections.abc import Sequence

from tests.verbs.desks import tell

from kuager.model.funnel import Funnel, FunnelPage
from kuager.model.question import read_question
from kuager.model.statement import EntityId, Value, say
from kuager.verbs.desk import Desk
from kuager.verbs.funnels import show_funnel


def put(desk: Desk, type_name: str, code: str, **said: Value | Sequence[Value]) -> EntityId:
    """Record something, in a change of its own unless one is going on; a list is several values."""
    uid = desk.store.new_id()
    statements = [say(uid, f"{type_name}.code", code)]
    for name, value in said.items():
        several = value if isinstance(value, list | tuple) else [value]
        statements += [say(uid, f"{type_name}.{name}", one) for one in several]
    if desk.change is None:
        tell(desk, *statements)
    else:
        desk.say(statements)
    return uid


def filed(
    desk: Desk, code: str, *steps: dict[str, Value | Sequence[Value]], **said: Value
) -> EntityId:
    """A filing with its steps in order."""
    filing = put(desk, "proceeding", code, **{"kind": "complaint", "status": "open", **said})
    for number, step in enumerate(steps):
        put(desk, "step", f"{code}-{number}", proceeding=filing, **step)
    return filing


def page(desk: Desk, asked: str = "unit=case", *, article: str = "") -> FunnelPage:
    """The answer to a question in codes; the clock is that of the incident unless it is said."""
    if "clock=" not in asked:
        asked += "&clock=incident"
    return show_funnel(desk, question=read_question(asked, desk.schema), article=article)


def reached(funnel: Funnel) -> dict[str, int]:
    """How many surely reached each stage, as far as anybody did."""
    return {one.stage: one.reached.sure for one in funnel.stages if one.reached.sure}


def exits(funnel: Funnel) -> dict[tuple[str, str], int]:
    """(stage, reason) → how many stand there for it."""
    return {
        (stage.stage, way.reason): way.cell.sure for stage in funnel.stages for way in stage.exits
    }


def along(funnel: Funnel) -> dict[tuple[str, str], int]:
    """(stage, exit code) → how many met it on the way."""
    return {
        (stage.stage, met.reason): met.cell.sure for stage in funnel.stages for met in stage.along
    }


def a_bit_of_everything(desk: Desk) -> None:
    """Matters of every unit: open, won, left for two reasons, against us, beside, not reported."""
    with desk.changing("say"):
        for number in range(12):
            case = put(desk, "case", f"C-{number}", opened="2024-01-05")
            person = put(desk, "person", f"N-{number}", case=case)
            event = put(
                desk,
                "event",
                f"E-{number}",
                kind="incident",
                date=f"2024-{number + 1:02}",
                case=case,
            )
            put(desk, "act", f"A-{number}", event=event, victim=person, bias="orientation")
            if number % 4 == 3:
                desk.say([say(event, "event.reported", "no")])
                continue
            stage = ("attempted", "registered", "court")[number % 3]
            reasons = ["refused", "delayed", "no-crime"][: number % 3 + 1]
            filed(
                desk,
                f"P-{number}",
                {"kind": "filed", "date": f"2024-{number + 1:02}-20", "bias_stated": True},
                {"kind": "other", "stage": stage, "exit": reasons},
                event=event,
                case=case,
                persons=person,
                kind="complaint" if number % 5 else "criminal-case-against",
            )
