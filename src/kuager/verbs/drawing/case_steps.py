"""What was tried: every complaint as a table of its rungs, and the days that run."""

from collections.abc import Iterator, Sequence
from typing import Final

from kuager import N_
from kuager.model.ladder_course import Deadline, RungState, Step
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Stack, Telling, as_code
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import joined, property_label, referring, term_words, terms, words
from kuager.verbs.ladders import LadderPage, show_ladder

BODY: Final = N_("Body")
FILED: Final = N_("Filed")
ANSWERED: Final = N_("Answered")
OUTCOME: Final = N_("Outcome")
PAPER: Final = N_("Document")
EFFECT: Final = N_("Did it help")
NEXT: Final = N_("Next day to keep")
OURS: Final = frozenset({"prepared", "drafted", "attempted", "filed"})
"""Kinds of step that are ours; all else is what a body did."""
WAYS: Final = N_("What was tried")
STATES: Final = {
    "won": N_("yes"),
    "ended": N_("no"),
    "waiting": N_("no answer yet"),
    "overdue": N_("no: not answered within the limit"),
    "going-on": N_("going on"),
}
IN_WRITING: Final = N_("an answer in writing")
NOTHING_WRITTEN: Final = N_("nothing in writing")
THEY: Final = N_("{body}: must answer by {day}")
THEY_ARE_LATE: Final = N_("{body}: should have answered by {day}")
WE: Final = N_("From {body} one may go on to {next} until {day}")
WE_ARE_LATE: Final = N_("From {body} one could go on to {next} until {day}; that day has passed")
NOTED: Final = N_("{what}: {day}")
NOTED_LATE: Final = N_("{what}: {day}, which has passed")
NO_DEADLINE: Final = N_("No day that has to be kept follows from what is recorded.")


@of_cases
def draw_ladder_table(desk: Desk, asked: Asked) -> Drawn:
    """The remedy ladder of each complaint: body, filed, answered, outcome, document, next day."""
    grids: list[Sheet | Grid] = []
    behind: list[bytes] = []
    for file in open_cases(desk, asked).files:
        for record in file.proceedings:
            page = show_ladder(desk, code=record.code)
            rows = tuple(_rows(desk, file, page))
            behind += [record.id, *(uid for row in rows for uid in row.behind)]
            if rows:
                grids.append(_grid(desk, file, record, rows))
    material = Stack(parts=tuple(grids)) if grids else None
    return Drawn(material=material, behind=tuple(dict.fromkeys(behind)))


@of_cases
def draw_deadlines(desk: Desk, asked: Asked) -> Drawn:
    """Every day that runs, ours and theirs, with the limit it follows from and how sure it is."""
    lines: list[Line] = []
    opened = open_cases(desk, asked)
    for file in opened.files:
        for record in file.proceedings:
            page = show_ladder(desk, code=record.code)
            lines += _running(desk, page)
            lines += _noted(desk, record, "proceeding.next_deadline")
            for step in referring(desk, record.id, "step.proceeding"):
                lines += _noted(desk, step, "step.next_deadline")
        lines += _noted(desk, file.record, "case.next_date")
    if not opened.files:
        return Drawn(material=None)
    if not lines:
        lines.append(Line(says=(Telling(message=NO_DEADLINE),)))
    entry = Entry(code="deadlines", lines=tuple(lines))
    return Drawn(material=Sheet(entries=(entry,)))


def _grid(desk: Desk, file: CaseFile, record: Record, rows: tuple[GridRow, ...]) -> Grid:
    title = file.may_say(words(record, "proceeding.title")) or terms(
        desk, record, "proceeding.kind"
    )
    caption = title[0] if title else WAYS
    return Grid(
        caption=caption,
        header=(BODY, FILED, ANSWERED, OUTCOME, PAPER, EFFECT, NEXT),
        rows=rows,
    )


def _rows(desk: Desk, file: CaseFile, page: LadderPage) -> Iterator[GridRow]:
    """One row a rung that was reached, then the steps that stand on none."""
    course = page.course
    for state in (*course.rungs, *course.beside, *course.after):
        if state.steps:
            yield _rung(desk, file, page, state)
    for steps in _together(course.elsewhere):
        yield _off_the_ladder(desk, file, page, steps)


def _rung(desk: Desk, file: CaseFile, page: LadderPage, state: RungState) -> GridRow:
    last = state.ended or state.steps[-1]
    effect = "overdue" if state.is_overdue else state.state
    deadlines = [state.answer] if state.answer is not None else list(state.go_on)
    return GridRow(
        code=state.rung.id,
        cells=(
            _body(desk, file, page, state.steps, state.rung.id),
            _when(file, None if state.filed is None else state.filed.when),
            _when(file, None if state.ended is None else state.ended.when),
            _outcome(desk, last),
            _paper(last),
            (Telling(message=STATES[effect]),) if effect in STATES else (),
            tuple(Telling(date=found.due.day.isoformat()) for found in deadlines),
        ),
        behind=_ids(desk, state.steps),
    )


def _together(steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """Steps that stand on no rung: what a body did stays with the filing before it."""
    found: list[Step] = []
    for step in steps:
        is_same = bool(found) and step.body in (None, found[-1].body) and step.kind not in OURS
        if found and not is_same:
            yield tuple(found)
            found = []
        found.append(step)
    if found:
        yield tuple(found)


def _off_the_ladder(
    desk: Desk, file: CaseFile, page: LadderPage, steps: tuple[Step, ...]
) -> GridRow:
    """A filing with what was answered to it, where nobody chose a rung."""
    ours = [step for step in steps if step.kind in OURS]
    theirs = [step for step in steps if step.kind not in OURS]
    days = [step.next_deadline for step in steps if step.next_deadline]
    return GridRow(
        code=steps[0].code,
        cells=(
            _body(desk, file, page, steps, ""),
            _when(file, ours[0].when if ours else None),
            _when(file, theirs[-1].when if theirs else None),
            _outcome(desk, steps[-1]),
            joined(*(_paper(step) for step in steps if step.documents)) or _paper(steps[-1]),
            (),
            tuple(Telling(date=day) for day in days[-1:]),
        ),
        behind=_ids(desk, steps),
    )


def _body(
    desk: Desk, file: CaseFile, page: LadderPage, steps: tuple[Step, ...], rung: str
) -> tuple[Telling, ...]:
    """The rung by its name, the bodies that acted, and register numbers where names may be told."""
    named = (term_words(desk, "rung", rung),) if rung else ()
    bodies = dict.fromkeys(step.body for step in steps if step.body is not None)
    acted = tuple(Telling(texts=page.bodies[body]) for body in bodies if body in page.bodies)
    numbers = dict.fromkeys(number for step in steps for number in step.numbers)
    told = tuple(as_code(number) for number in numbers) if file.level == "name" else ()
    return (*named, *acted, *told)


def _when(file: CaseFile, said: str | None) -> tuple[Telling, ...]:
    if not said:
        return ()
    return (Telling(date=said if file.level == "name" else said[:7]),)


def _outcome(desk: Desk, step: Step) -> tuple[Telling, ...]:
    found = [("step_kind", step.kind), ("step_outcome", step.outcome)]
    known = desk.schema.vocabularies
    told = [(name, term) for name, term in found if term is not None and term in known[name].terms]
    return tuple(term_words(desk, name, term) for name, term in told)


def _paper(step: Step) -> tuple[Telling, ...]:
    if step.documents:
        return tuple(as_code(code) for code in step.documents)
    if step.in_writing is None:
        return ()
    return (Telling(message=IN_WRITING if step.in_writing else NOTHING_WRITTEN),)


def _running(desk: Desk, page: LadderPage) -> Iterator[Line]:
    for state in (*page.course.rungs, *page.course.beside, *page.course.after):
        body = term_words(desk, "rung", state.rung.id)
        if state.answer is not None:
            message = THEY_ARE_LATE if state.answer.late > 0 else THEY
            yield _limit(desk, state.answer, message, {"body": body})
        for way in state.go_on:
            on = term_words(desk, "rung", way.towards or state.rung.id)
            message = WE_ARE_LATE if way.late > 0 else WE
            yield _limit(desk, way, message, {"body": body, "next": on})


def _limit(desk: Desk, found: Deadline, message: str, facts: dict[str, Telling]) -> Line:
    """A deadline with the provision it rests on, and whether that was verified."""
    day = Telling(date=found.due.day.isoformat())
    return Line(
        says=(
            Telling(message=message, facts={**facts, "day": day}),
            Telling(texts=found.limit.provision),
            term_words(desk, "rule_mark", found.limit.mark),
        ),
        between="; ",
        style="bullet",
    )


def _noted(desk: Desk, record: Record, name: str) -> Iterator[Line]:
    said = record.text(name)
    if said:
        message = NOTED_LATE if said < desk.today.isoformat() else NOTED
        facts = {"what": property_label(desk, name), "day": Telling(date=said)}
        yield Line(says=(Telling(message=message, facts=facts),), style="bullet")


def _ids(desk: Desk, steps: tuple[Step, ...]) -> tuple[bytes, ...]:
    found = (desk.view.find_code("step", step.code) for step in steps if step.code)
    return tuple(uid for uid in found if uid is not None)
