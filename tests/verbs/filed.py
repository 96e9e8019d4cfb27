"""Cases for the tests of case documents: a story with acts, a complaint, evidence, all invented."""

from tests.verbs.desks import case, tell, uid
from tests.verbs.stories import members, record

from kuager.model.report import Heading, Paragraph, TableBlock, reading_text
from kuager.model.statement import EntityId, Value, say
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import ReadReport, read_report

NAME = "Айгүл Үлгіқызы"
STORY = "Айгүл рассказала, как её ударили."


def filed_case(
    desk: Desk, answers: dict[str, str], *, minor: bool = False, name: str = NAME, **event: Value
) -> str:
    """A case of one person: an event with a beating, who did it, and the answers by use."""
    holder = case(desk, STORY)
    here = uid(desk, "case", holder)
    person = record(
        desk, "person", f"P-{holder}", case=here, name_in_use=name, pseudonym="Juniper", minor=minor
    )
    for use, answer in answers.items():
        record_consent(desk, case=holder, person=f"P-{holder}", use=use, answer=answer)
    happened = incident(desk, f"E-{holder}", case=here, **event)
    beaten(desk, f"A-{holder}", happened, person)
    return holder


def incident(desk: Desk, code: str, *, by: EntityId | None = None, **more: Value) -> EntityId:
    """An incident of 12 May 2024 in Almaty with a public wording."""
    writer, signer = members(desk)
    said: dict[str, Value] = {
        "kind": "incident",
        "date": "2024-05-12",
        "place": "KZ-75",
        "rubric_primary": "bias-motivated-violence",
        "wording_en": "In May, a woman was beaten in Almaty.",
        "wording_by": writer,
        "signed_off_by": signer,
        "basis": "consent",
        **more,
    }
    return record(desk, "event", code, by=by, **said)


def beaten(
    desk: Desk, code: str, event: EntityId, victim: EntityId | None, **more: Value
) -> EntityId:
    """A beating with bias, an offence, and somebody unknown who did it."""
    said: dict[str, Value] = {
        "event": event, "type": "beating", "victim": victim, "bias": "orientation",
        "offence": "yes", **more,
    }  # fmt: skip
    act = record(desk, "act", code, **said)
    record(
        desk, "involvement", f"I-{code}", event=event, act=act, role="perpetrator",
        kind="private-person", identified=False,
    )  # fmt: skip
    return act


def document(desk: Desk, outline: str, **facts: str) -> ReadReport:
    """A document of an outline, read in English."""
    return read_report(desk, code=start_report(desk, outline=outline, facts=facts))


def text_of(read: ReadReport) -> str:
    """All words of a document."""
    return "\n".join(reading_text(read.laid.report))


def held_in(read: ReadReport) -> set[tuple[str, str]]:
    """What is held back anywhere in a document, and why."""
    return {(each.code, each.reason) for state in read.states for each in state.held}


def under(read: ReadReport, place: str) -> list[str]:
    """The texts of one place: paragraphs, and tables row by row."""
    found: list[str] = []
    for placed in read.laid.placed:
        if placed.place != place:
            continue
        block = placed.block
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Paragraph):
            found.append("".join(run.text for run in block.runs))
        elif isinstance(block, TableBlock):
            found += ["|".join("".join(r.text for r in cell) for cell in row) for row in block.rows]
    return found


def more_of(desk: Desk, record_id: EntityId, name: str, value: Value) -> None:
    """Say one thing more of a record."""
    tell(desk, say(record_id, name, value))
