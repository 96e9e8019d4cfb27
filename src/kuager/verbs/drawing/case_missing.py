"""What is missing in a case: asked of the record piece by piece, never guessed."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kuager import N_
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Line, Sheet, Telling, as_code
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_papers import custody_of, digest_of_file
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases
from kuager.verbs.drawing.happened import Happened
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import property_label, referring, term_words

NOT_ASKED: Final = N_("Not asked yet: {use}: {who}")
NOT_SAID: Final = N_("Not recorded: {what}: {codes}")
NO_ACT: Final = N_("No act is coded: {codes}")
NOBODY: Final = N_("Nothing is recorded of who did it: {codes}")
NO_SOURCE: Final = N_("No source: {codes}")
NO_COMPLAINT: Final = N_("No complaint is recorded; if none was made, say why: {codes}")
NO_STEP: Final = N_("No step is recorded: {codes}")
NO_PAPER: Final = N_("No document of the step: {codes}")
NO_EVIDENCE: Final = N_("No evidence: {codes}")
NOT_SEALED: Final = N_("The file is not in the vault, so it has no fingerprint: {codes}")
NO_CUSTODY: Final = N_("Nobody wrote down in whose hands it was: {codes}")
NO_VERSION: Final = N_("Which version of the law applied is not recorded: {codes}")
NO_LAW: Final = N_("No article of law is named: {codes}")
COMPLETE: Final = N_("Nothing that this list asks for is missing.")
ASKED_OF_ALL: Final = ("legal-help", "un-confidential", "un-public", "publication")
_OF_EVENT: Final = ("date", "place", "reported")
_OF_ACT: Final = ("victim", "offence")


class Gap(NamedTuple):
    """One thing that is missing: the message, what it names besides, and where it is missing."""

    message: str
    where: Telling
    what: str = ""


@of_cases
def draw_case_missing(desk: Desk, asked: Asked) -> Drawn:
    """The checklist of a case; that nothing is missing is said as well."""
    files = open_cases(desk, asked).files
    if not files:
        return Drawn(material=None)
    lines = gap_lines(desk, [gap for file in files for gap in missing_in(desk, file)])
    found = lines or (Line(says=(Telling(message=COMPLETE),)),)
    return Drawn(material=Sheet(entries=(Entry(code="missing", lines=found),)))


def gap_lines(desk: Desk, gaps: Iterable[Gap]) -> tuple[Line, ...]:
    """One line a kind of gap, with everything that has it."""
    grouped: dict[tuple[str, str], list[Telling]] = {}
    for gap in gaps:
        found = grouped.setdefault((gap.message, gap.what), [])
        if gap.where not in found:
            found.append(gap.where)
    return tuple(
        Line(says=(_said(desk, message, what, tuple(where)),), style="bullet")
        for (message, what), where in grouped.items()
    )


def _said(desk: Desk, message: str, what: str, where: tuple[Telling, ...]) -> Telling:
    if message == NOT_ASKED:
        use = term_words(desk, "consent_use", what)
        return Telling(message=message, facts={"use": use, "who": where})
    if message == NOT_SAID:
        label = property_label(desk, what)
        return Telling(message=message, facts={"what": label, "codes": where})
    return Telling(message=message, facts={"codes": where})


def missing_in(desk: Desk, file: CaseFile) -> Iterator[Gap]:
    """Each thing that a lawyer or a committee will ask for and the record lacks."""
    yield from _consents(desk, file)
    for found in file.events:
        yield from _event(desk, found)
    if not file.proceedings:
        yield _lacks(NO_COMPLAINT, file.record)
    for proceeding in file.proceedings:
        yield from _proceeding(desk, proceeding)
    if not referring(desk, file.record.id, "evidence.case"):
        yield _lacks(NO_EVIDENCE, file.record)
    for evidence in file.evidence:
        if digest_of_file(evidence) is None:
            yield _lacks(NOT_SEALED, evidence)
        if not custody_of(desk, evidence):
            yield _lacks(NO_CUSTODY, evidence)


def _consents(desk: Desk, file: CaseFile) -> Iterator[Gap]:
    answered = {
        (row.get("consent.person"), row.text("consent.use"))
        for row in referring(desk, file.record.id, "consent.case")
        if row.text("consent.answer") not in (None, "not-asked")
    }
    for person in file.people:
        for use in ASKED_OF_ALL:
            is_said = (person.id, use) in answered or (None, use) in answered
            if not is_said:
                yield Gap(NOT_ASKED, file.called(person)[0], use)


def _event(desk: Desk, found: Happened) -> Iterator[Gap]:
    for name in _OF_EVENT:
        if f"event.{name}" not in found.event.cells:
            yield _unsaid(found.event, name)
    if not found.acts:
        yield _lacks(NO_ACT, found.event)
    for act in found.acts:
        for name in _OF_ACT:
            if f"act.{name}" not in act.cells:
                yield _unsaid(act, name)
        if not act.every("act.provision"):
            yield _lacks(NO_LAW, act)
        yield from _versions(desk, act)
    if not found.involvements:
        yield _lacks(NOBODY, found.event)
    if not referring(desk, found.event.id, "account.event") and not _has_source(desk, found.event):
        yield _lacks(NO_SOURCE, found.event)


def _has_source(desk: Desk, event: Record) -> bool:
    """Whether anything that stands of an event was said by a source."""
    return any(told.stands and told.source for told in desk.view.history(event.id))


def _proceeding(desk: Desk, proceeding: Record) -> Iterator[Gap]:
    steps = referring(desk, proceeding.id, "step.proceeding")
    if not steps:
        yield _lacks(NO_STEP, proceeding)
    for step in steps:
        if "step.date" not in step.cells:
            yield _unsaid(step, "date")
        if not step.every("step.document"):
            yield _lacks(NO_PAPER, step)
    yield from _versions(desk, proceeding)


def _versions(desk: Desk, holder: Record) -> Iterator[Gap]:
    for provision in desk.records_of(holder.every(f"{holder.type}.provision")):
        if not provision.text("provision.version") and not provision.text(
            "provision.in_force_from"
        ):
            yield _lacks(NO_VERSION, provision)


def _unsaid(record: Record, name: str) -> Gap:
    return Gap(NOT_SAID, as_code(record.code), f"{record.type}.{name}")


def _lacks(message: str, record: Record) -> Gap:
    return Gap(message, as_code(record.code))
