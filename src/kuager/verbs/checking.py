"""The last check: a document as it would leave, with everything that a person has to look at.

Gathers what the pure checks of `model/checks` need and marks what was let pass. `check_made` is
what sending asks; a finding that stands and was not overridden stops it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kuager.model.checks import Finding, Matter, run_checks
from kuager.model.checks.finding import Overridden
from kuager.model.checks.matter import Budget, Empty, Known
from kuager.model.checks.pieces import anchors_of, pieces_of, pieces_of_text
from kuager.model.length import length_of
from kuager.model.manuscript import Filled, Manuscript
from kuager.model.personal import find_in_text
from kuager.model.report import reading_text
from kuager.model.rulebook import budgets
from kuager.model.writing import Writing
from kuager.verbs._verb import verb
from kuager.verbs.checking_behind import BehindPieces
from kuager.verbs.checking_known import known_of
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import Made, make_report, types_drawn
from kuager.verbs.rulebook import rules_for

_DOMAIN: Final = b"kuager/findings/v1\0"
_NUMBERS_OF_PEOPLE: Final = frozenset({"phone", "iin", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the last check says of a document, or of a single text, on this day."""

    code: str
    language: str
    findings: tuple[Finding, ...]
    digest: str = ""

    @property
    def standing(self) -> tuple[Finding, ...]:
        """Those that were not let pass: the document is not sent while there are any."""
        return tuple(one for one in self.findings if one.stands)

    @property
    def firm(self) -> tuple[Finding, ...]:
        """Those that nobody may let pass."""
        return tuple(one for one in self.findings if not one.may_override)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Those that a person may let pass with a reason, and has not."""
        return tuple(one for one in self.standing if one.may_override)

    @property
    def passed(self) -> tuple[Finding, ...]:
        """Those that a person let pass."""
        return tuple(one for one in self.findings if not one.stands)


@verb(needs="read")
def check_report(desk: Desk, *, code: str, language: str = "") -> Checked:
    """Check a document before it leaves: consent, names, numbers, links, languages, leftovers."""
    made = make_report(desk, code, language)
    return Checked(
        code=made.writing.code,
        language=made.language,
        findings=check_made(desk, made),
        digest=made.digest,
    )


@verb(needs="read")
def check_words(
    desk: Desk,
    *,
    text: str,
    language: str,
) -> Checked:
    """Check a single text as an author's own words: a wording, a kept text, an appeal's text.

    Nothing is kept.
    """
    matter = Matter(
        use="publication",
        language=language,
        pieces=pieces_of_text(text, language=language),
        known=known_of(desk),
    )
    found = run_checks(matter, secret=finding_secret(desk))
    return Checked(code="", language=language, findings=found)


def check_made(desk: Desk, made: Made) -> tuple[Finding, ...]:
    """Everything that the checks find in a document, or a part of one, as it is laid out.

    Findings that a person let pass carry the decision; sending refuses while any other stands.
    What is found is kept until a record changes; what was let pass is read each time.
    """
    blocks = tuple(filled.plan.block for part in made.manuscript.parts for filled in part.blocks)
    found = desk.store.projector.kept.get(
        ("findings", made.writing.id, made.language, blocks, made.digest, desk.today),
        types_drawn(desk),
        lambda: _found(desk, made),
    )
    return with_overrides(found, overrides_of(desk, made.writing))


def firm_checks(findings: Iterable[Finding]) -> str:
    """The names of the checks that found what nobody may let pass; empty if a draft may leave."""
    firm = (one.check for one in findings if not one.may_override)
    return ", ".join(dict.fromkeys(firm))


def tells_a_number_of_people(made: Made) -> bool:
    """Whether a telephone number or one of a person's papers stands anywhere in the words.

    A public address may stand in them.
    """
    spans = (span for text in reading_text(made.laid.report) for span in find_in_text(text))
    return any(span.kind in _NUMBERS_OF_PEOPLE for span in spans)


def _found(desk: Desk, made: Made) -> tuple[Finding, ...]:
    """What is found, whatever a person decided of it."""
    ids = (uid for placed in made.laid.placed for uid in placed.behind)
    behind = BehindPieces(desk, made.writing, made.outline).read(ids)
    matter = Matter(
        use=made.outline.use,
        language=made.language,
        pieces=pieces_of(made.laid, behind),
        known=_known(desk, made.writing),
        empties=tuple(_empties(made.manuscript)),
        anchors=anchors_of(made.laid.report),
        budget=_budget(desk, made),
    )
    return run_checks(matter, secret=finding_secret(desk))


def with_overrides(found: Iterable[Finding], decided: dict[str, Overridden]) -> tuple[Finding, ...]:
    """Findings with what a person decided of them; a firm one is never let pass."""
    return tuple(
        replace(one, override=decided.get(one.key)) if one.may_override else one for one in found
    )


def overrides_of(desk: Desk, writing: Writing) -> dict[str, Overridden]:
    """What was let pass in a document, by the key of the finding."""
    found: dict[str, Overridden] = {}
    for link in desk.view.referring(writing.id, "override.report"):  # type: ignore[arg-type]
        record = desk.view.record(link.subject)
        key = None if record is None else record.text("override.finding")
        if record is None or not key or not record.text("override.reason"):
            continue
        found[key] = Overridden(
            code=record.code,
            reason=record.text("override.reason") or "",
            by=desk.code_of(record.get("override.by")) or "",
            on=record.text("override.decided_on") or "",
        )
    return found


def finding_secret(desk: Desk) -> bytes:
    """What keeps keys of findings from confirming a guessed name; known in this vault only."""
    return desk.secret(_DOMAIN)


def _budget(desk: Desk, made: Made) -> Budget:
    """The tightest length in words of the rules that bind the document, and what is used of it."""
    rules = rules_for(desk, made.writing, made.outline)
    found = budgets(rules, length_of(made.laid.report), None)
    told = [(one.most - one.used, one.used, one) for one in found if one.used is not None]
    if not told:
        return Budget()
    _, used, tightest = min(told, key=lambda one: one[0])
    return Budget(words=tightest.most, used=used, from_memory=tightest.rule.mark == "memory")


def _known(desk: Desk, writing: Writing) -> Known:
    known = known_of(desk)
    contact = (writing.contact or "").strip().lower()
    if not contact:
        return known
    return replace(known, printed_contacts=known.printed_contacts | {contact})


def _empties(manuscript: Manuscript) -> Iterator[Empty]:
    for part in manuscript.parts:
        for filled in part.blocks:
            state = _state(filled)
            if state is not None:
                yield Empty(place=filled.plan.block, state=state)


def _state(filled: Filled) -> str | None:
    """What is unfinished about a block; None if nothing is."""
    written = filled.written
    if filled.plan.needed and filled.is_empty:
        return "empty"
    if written is None:
        return None
    if written.stale or written.status == "read-again":
        return "stale"
    if written.status != "ready":
        return "draft"
    return "unread" if written.checked_by is None else None
