"""The next letter: a template filled with what is known, as a Word file, entered in the register.

Only coded facts go into it, and only where those concerned agreed to legal help; without that every
place stays blank. Names and addresses are always left for a hand to write. Until a lawyer has
signed the very wording, the file and its page say that nobody checked it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import takewhile
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.outlines.letter import NOTHING_KNOWN, LetterFacts, outline
from kuager.formats.reports.docx import Docx
from kuager.model.consent import Passed, Use, may_pass, strictest
from kuager.model.ladder_course import RungState, Step
from kuager.model.letter import LetterTemplate, load_letters
from kuager.model.report import Report, reading_text
from kuager.model.statement import EntityId, Value, retract, say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import LadderPage, NotOnThisLadderError, show_ladder
from kuager.verbs.releases import register_release
from kuager.verbs.stories import Stories

LANGUAGES: Final = ("ru", "kk")
USE: Final[Use] = "legal-help"
"""What people must have agreed to before anything of theirs stands in a letter."""
OUR_OWN: Final = frozenset({"permit", "registration"})
"""Kinds of proceeding that an organisation brings for itself."""
NUMBER: Final = "step.register_number"


class NoSuchLetterError(KuagerError):
    """A letter or a language that there is no template for."""

    code = "no-such-letter"
    exit_code = 2
    text = N_("There is no letter {letter} in this language. Nothing was written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """A letter before it is written.

    `verified`: a lawyer signed its words. `passed`: whether facts of the people may stand in it.
    """

    template: LetterTemplate
    language: str
    rung: str
    verified: bool
    passed: Passed
    words: tuple[str, ...]
    report: Report = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten:
    """A letter as a file: its bytes, neutral name, and place in the register."""

    data: bytes = field(repr=False)
    name: str
    kind: str
    release: str
    verified: bool


@verb(needs="read")
def show_letter(
    desk: Desk, *, proceeding: str, rung: str, letter: str, language: str
) -> LetterShown:
    """A letter for a rung of a ladder, with what is known filled in, before it is written."""
    template = _template(letter, language)
    page = show_ladder(desk, code=proceeding)
    place = page.course.ladder.by_id.get(rung)
    if place is None or letter not in place.letters:
        raise NotOnThisLadderError(proceeding=proceeding, name=rung)
    passed = _consent(desk, page.record)
    facts = _facts(desk, page, rung) if passed.allowed else NOTHING_KNOWN
    verified = is_signed(desk, letter=letter, language=language)
    report = outline(template, facts, language, verified=verified, practice=desk.practice)
    return LetterShown(
        template=template,
        language=language,
        rung=rung,
        verified=verified,
        passed=passed,
        words=reading_text(report),
        report=report,
    )


@verb(needs="amend")
def write_letter(
    desk: Desk, *, proceeding: str, rung: str, letter: str, language: str
) -> LetterWritten:
    """Write a letter as a Word file and enter it in the register of what left the house."""
    shown = show_letter(desk, proceeding=proceeding, rung=rung, letter=letter, language=language)
    data = Docx().write(shown.report)
    release = register_release(
        desk,
        "write_letter",
        "letter",
        rows=1,
        columns=(NUMBER,) if shown.passed.allowed else (),
        query=f"{proceeding} {rung} {letter} {language}",
        digest=sha256(data).hexdigest(),
    )
    return LetterWritten(
        data=data,
        name=f"letter-{release}-{language}{Docx.SUFFIX}",
        kind=Docx.MEDIA_TYPE,
        release=release,
        verified=shown.verified,
    )


@verb(needs="keep", saves=True)
def sign_letter(desk: Desk, *, letter: str, language: str) -> str:
    """Say that a lawyer has read this very wording and signed it; another wording is unsigned.

    Returns the code of the rule that keeps it.
    """
    template = _template(letter, language)
    code = _signature_code(letter, language)
    uid = desk.view.find_code("rule", code) or desk.store.new_id()
    told: dict[str, Value] = {
        "code": code,
        "kind": "content",
        "value": template.digest(language),
        "mark": "verified",
        "as_of": desk.today.isoformat(),
    }
    names = {f"rule.{name}" for name in told}
    before = [t for t in desk.view.history(uid) if t.stands and t.property in names]
    said = [retract(t.subject, t.property, t.id) for t in before]
    said += [say(uid, f"rule.{name}", value) for name, value in told.items()]
    desk.say(said)
    return code


def is_signed(desk: Desk, *, letter: str, language: str) -> bool:
    """Whether a lawyer signed the very words of a template, as shipped or in this house."""
    template = _template(letter, language)
    if template.checked is not None:
        return True
    uid = desk.view.find_code("rule", _signature_code(letter, language))
    rule = None if uid is None else desk.view.record(uid)
    digest = template.digest(language)
    return rule is not None and _is_standing(desk, rule, digest)


def _is_standing(desk: Desk, rule: Record, digest: str) -> bool:
    """Whether the rule says this very wording is verified; a disagreement is no signature."""
    said = {t.value for t in desk.view.history(rule.id) if t.stands and t.property == "rule.value"}
    return said == {digest} and rule.text("rule.mark") == "verified"


def _signature_code(letter: str, language: str) -> str:
    return f"letter-{letter}-{language}"


def _template(letter: str, language: str) -> LetterTemplate:
    template = load_letters().get(letter)
    if template is None or language not in LANGUAGES:
        raise NoSuchLetterError(letter=letter)
    return template


def _consent(desk: Desk, record: Record) -> Passed:
    """Whether everybody whose story it is agreed to legal help; nobody known means not asked.

    A permit or a registration of the organisation itself is nobody's story.
    """
    told_of = [*record.every("proceeding.case"), *record.every("proceeding.persons")]
    if not told_of and record.text("proceeding.kind") in OUR_OWN:
        return Passed(allowed=True, reason="yes", level="name")
    found = (desk.view.record(EntityId(uid), shut=True) for uid in told_of if type(uid) is bytes)
    cases = [case for case in found if case is not None and case.type == "case"]
    consents = Stories(desk).consents(cases).values()
    if any(consent.shut for consent in consents):
        return Passed(allowed=False, reason="withdrawn")
    return strictest(
        may_pass(USE, consent.rows, on=desk.today, concerned=consent.concerned)
        for consent in consents
    )


def _facts(desk: Desk, page: LadderPage, rung: str) -> LetterFacts:
    """What the record knows of the matter and of the rung that is complained of."""
    below = _below(page, rung)
    before = next(iter(below), None)
    steps = () if before is None else before.steps
    ended = None if before is None else before.ended
    return LetterFacts(
        body=_body(desk, page, rung, _steps_on(page, rung)),
        body_before=None if before is None else _body(desk, page, before.rung.id, steps),
        event_date=_event_date(desk, page.record),
        filed=None if before is None or before.filed is None else before.filed.when,
        answered=None if ended is None else ended.when,
        numbers=tuple(dict.fromkeys(number for step in steps for number in step.numbers)),
        outcome=_outcome(desk, ended),
        in_writing=None if ended is None else ended.in_writing,
        bias_stated=next((s.bias_stated for s in below if s.bias_stated is not None), None),
        bias_recorded=next((s.bias_recorded for s in below if s.bias_recorded is not None), None),
        articles=tuple(_articles(desk, page.record)),
    )


def _below(page: LadderPage, rung: str) -> list[RungState]:
    """The rungs below this one on which anything happened, the highest first.

    Beside the ladder every rung is below.
    """
    below = list(takewhile(lambda state: state.rung.id != rung, page.course.rungs))
    return [state for state in reversed(below) if state.steps]


def _steps_on(page: LadderPage, rung: str) -> tuple[Step, ...]:
    states = (*page.course.rungs, *page.course.beside)
    return next((state.steps for state in states if state.rung.id == rung), ())


def _body(desk: Desk, page: LadderPage, rung: str, steps: Iterable[Step]) -> dict[str, str] | None:
    """The name of the body that acted on a rung; else what the rung is called."""
    named = [page.bodies[step.body] for step in steps if step.body and step.body in page.bodies]
    return dict(named[-1]) if named else desk.schema.vocabularies["rung"].term(rung).label


def _outcome(desk: Desk, ended: Step | None) -> dict[str, str] | None:
    if ended is None or ended.outcome in (None, "unknown"):
        return None
    terms = desk.schema.vocabularies["step_outcome"].terms
    return terms[ended.outcome].label if ended.outcome in terms else None


def _event_date(desk: Desk, record: Record) -> str | None:
    """The date of the one event it is about; of several none is chosen."""
    events = [desk.view.record(EntityId(uid)) for uid in record.every("proceeding.event")
              if isinstance(uid, bytes)]  # fmt: skip
    dates = {event.text("event.date") for event in events if event is not None}
    return next(iter(dates)) if len(dates) == 1 else None


def _articles(desk: Desk, record: Record) -> Iterator[dict[str, str]]:
    """The articles of law it is based on, each as law and article."""
    for uid in record.every("proceeding.provision"):
        law = desk.record_of(uid)
        if law is None:
            continue
        article = law.text("provision.article") or ""
        said = {language: law.text("provision.law", language) or "" for language in LANGUAGES}
        yield {language: f"{name} {article}".strip() for language, name in said.items()}
