"""What may leave the house: the one function that every output goes through.

It gets what is to be told, the use, and the consent rows, and returns what may pass with a reason
for everything that may not. Report writers are given only what passed: they cannot leak the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kuager.model.chapter import Citation, Development
from kuager.model.consent import ConsentRow, Party, Use, may_pass
from kuager.model.personal import find_in_text

PUBLIC_SENSITIVITY = frozenset({None, "public", "internal"})


@dataclass(frozen=True, slots=True)
class CaseConsent:
    """The answers given in one case, and everybody whose story it is."""

    rows: tuple[ConsentRow, ...] = ()
    concerned: tuple[Party, ...] = ()


NOBODY_ASKED = CaseConsent()


@dataclass(frozen=True, slots=True)
class Held:
    """Something held back, by its code, and why (a slug)."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What may pass, what is held back and why, and what nobody has written yet."""

    passed: tuple[Development, ...]
    held: tuple[Held, ...]
    unwritten: tuple[str, ...]


def what_may_leave(
    developments: Iterable[Development],
    *,
    use: Use,
    language: str,
    consents: Mapping[str, CaseConsent],
    on: date,
) -> Cut:
    """Cut developments for one use on one day. `consents` maps a case's code to its answers.

    A development that is told elsewhere needs no wording of its own, but passes the same checks.
    """
    passed, held, unwritten = [], [], []
    for found in developments:
        reason = reason_to_hold(found, use=use, language=language, consents=consents, on=on)
        if reason == "not-written":
            unwritten.append(found.code)
        elif reason is not None:
            held.append(Held(found.code, reason))
        else:
            passed.append(replace(found, citations=tuple(map(_without_names, found.citations))))
    return Cut(passed=tuple(passed), held=tuple(held), unwritten=tuple(unwritten))


def reason_to_hold(
    found: Development,
    *,
    use: Use,
    language: str,
    consents: Mapping[str, CaseConsent],
    on: date,
) -> str | None:
    """Why a development may not pass; None if it may."""
    if found.sensitivity not in PUBLIC_SENSITIVITY:
        return "too-sensitive"
    refused = _consent_reason(found, use=use, consents=consents, on=on)
    if refused is not None:
        return refused
    if found.told_under is not None:
        return None
    text = found.wording.get(language, "").strip()
    if not text:
        return "not-written"
    if found.signed_off_by is None or found.signed_off_by == found.wording_by:
        return "not-signed-off"
    return "personal-data-in-wording" if find_in_text(text) else None


def _consent_reason(
    found: Development, *, use: Use, consents: Mapping[str, CaseConsent], on: date
) -> str | None:
    """In one story the strictest answer wins; what others published may be told without asking."""
    is_published = found.basis == "published"
    if is_published and found.basis_decided_by is None:
        return "nobody-decided-to-repeat-it"
    for case in found.cases:
        asked = consents.get(case, NOBODY_ASKED)
        answer = may_pass(use, asked.rows, on=on, concerned=asked.concerned)
        if not answer.allowed and not (is_published and answer.reason == "not-asked"):
            return f"consent-{answer.reason}"
    return None if is_published or found.cases else "no-basis"


def _without_names(citation: Citation) -> Citation:
    """A withheld source shows nothing but that it exists."""
    if not citation.withheld:
        return citation
    return Citation(key="withheld", titles={}, withheld=True)
