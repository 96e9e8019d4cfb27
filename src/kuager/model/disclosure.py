"""What may leave the house: the one function that every output goes through.

It gets what is to be told, the use, and the consent rows, and returns what may pass with a reason
for everything that may not. Report writers are given only what passed: they cannot leak the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kuager.model.chapter import Citation, Development
from kuager.model.consent import LEVELS, ConsentRow, Level, Party, Use, may_pass
from kuager.model.personal import find_in_text
from kuager.model.private_words import PrivateWords, find_private

PUBLIC_SENSITIVITY = frozenset({None, "public", "internal"})
WITHHELD: Final = Citation(key="withheld", titles={}, withheld=True)
"""All that is told of a source whose identity is withheld."""


@dataclass(frozen=True, slots=True)
class CaseConsent:
    """The answers given in one case, and everybody whose story it is.

    `shut` says that the case was taken out of every output.
    """

    rows: tuple[ConsentRow, ...] = ()
    concerned: tuple[Party, ...] = ()
    shut: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms something is to leave: the use, the language, the answers, the day.

    `consents` maps the code of a case to its answers.
    """

    use: Use
    language: str
    consents: Mapping[str, CaseConsent]
    on: date


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why something may not pass, or up to which level it may."""

    reason: str | None
    level: Level = "anonymised"


def what_may_leave(
    developments: Iterable[Development],
    *,
    use: Use,
    language: str,
    consents: Mapping[str, CaseConsent],
    on: date,
) -> Cut:
    """Cut developments for one use on one day. `consents` maps a case's code to its answers.

    A development that is told under another needs no wording of its own, but passes the same
    checks; the wording under which it is told is held back with it.
    """
    found = tuple(developments)
    terms = Terms(use=use, language=language, consents=consents, on=on)
    reasons = {id(d): reason_to_hold(d, terms) for d in found}
    events = {d.code: d for d in found if d.type == "event"}
    barred = [d for d in found if _may_be_told(d, terms).reason is not None]
    for told_in in filter(None, (home_of(d, events) for d in barred)):
        reasons[id(told_in)] = reasons[id(told_in)] or "tells-what-is-held"
    for development in found:
        home = home_of(development, events)
        if reasons[id(development)] is None and (home is None or reasons[id(home)] is not None):
            reasons[id(development)] = "told-where-nothing-is-told"
    return Cut(
        passed=tuple(_cut(d, terms) for d in found if reasons[id(d)] is None),
        held=tuple(
            Held(d.code, reason)
            for d in found
            if (reason := reasons[id(d)]) is not None and reason != "not-written"
        ),
        unwritten=tuple(d.code for d in found if reasons[id(d)] == "not-written"),
    )


def home_of(found: Development, events: Mapping[str, Development]) -> Development | None:
    """The development under which another is told, itself if it is told by itself.

    None if it leads nowhere. `events` are the developments that may be told, by code.
    """
    met: set[str] = set()
    while found.told_under is not None:
        home = events.get(found.told_under)
        if home is None or home.code in met:
            return None
        met.add(home.code)
        found = home
    return found


def reason_to_hold(found: Development, terms: Terms) -> str | None:
    """Why a development may not pass; None if it may."""
    verdict = _may_be_told(found, terms)
    if verdict.reason is not None or found.told_under is not None:
        return verdict.reason
    if found.heading is None:
        return "no-heading"
    text = found.wording.get(terms.language, "").strip()
    if not text:
        return "not-written"
    if None in (found.wording_by, found.signed_off_by) or found.signed_off_by == found.wording_by:
        return "not-signed-off"
    if find_in_text(text):
        return "personal-data-in-wording"
    return find_private(text, found.private, level=verdict.level) if found.private else None


def _may_be_told(found: Development, terms: Terms) -> _Verdict:
    """Whether it may be told at all, however it is worded."""
    if found.sensitivity not in PUBLIC_SENSITIVITY:
        return _Verdict("too-sensitive")
    if any(terms.consents.get(case, NOBODY_ASKED).shut for case in found.cases):
        return _Verdict("case-restricted")
    return _consented(found, terms)


def _consented(found: Development, terms: Terms) -> _Verdict:
    """In one story the strictest answer wins; what others published may be told without asking."""
    is_published = found.basis == "published"
    if is_published and found.basis_decided_by is None:
        return _Verdict("nobody-decided-to-repeat-it")
    if is_published and not any(map(_can_be_looked_up, found.citations)):
        return _Verdict("published-nowhere-named")
    if not is_published and not found.cases:
        return _Verdict("no-basis")
    levels: list[Level] = []
    for case in found.cases:
        asked = terms.consents.get(case, NOBODY_ASKED)
        answer = may_pass(terms.use, asked.rows, on=terms.on, concerned=asked.concerned)
        if not answer.allowed and not (is_published and answer.reason == "not-asked"):
            return _Verdict(f"consent-{answer.reason}")
        levels.append(answer.level or "anonymised")
    return _Verdict(None, min(levels, key=LEVELS.index, default="anonymised"))


def reason_not_to_count(
    cases: Iterable[CaseConsent], *, on: date, published: bool, nobodys: bool = False
) -> str | None:
    """Why a record may not be counted in a number that leaves; None if it may.

    Asked is the use *statistics*. `cases` are the answers in all cases whose story it is;
    `published`: others made it public, and a member decided to repeat it, which stands in for what
    was not asked yet, never for a no. `nobodys`: nobody's story, as a bill or an inquiry of ours.
    """
    found = tuple(cases)
    if any(case.shut for case in found):
        return "case-restricted"
    for asked in found:
        answer = may_pass("statistics", asked.rows, on=on, concerned=asked.concerned)
        if not answer.allowed and not (published and answer.reason == "not-asked"):
            return f"consent-{answer.reason}"
    return None if found or published or nobodys else "no-basis"


def reason_to_hold_case(case: CaseConsent, *, use: Use, on: date) -> tuple[str | None, Level]:
    """Why nothing of a case may be put to a use on a day; or None, and up to which level it may."""
    if case.shut:
        return "case-restricted", "anonymised"
    answer = may_pass(use, case.rows, on=on, concerned=case.concerned)
    if not answer.allowed:
        return f"consent-{answer.reason}", "anonymised"
    return None, answer.level or "anonymised"


def _can_be_looked_up(citation: Citation) -> bool:
    """Whether a reader could find the source: it may be named, and has a title or a link."""
    return not citation.withheld and bool(citation.titles or citation.link)


def _cut(found: Development, terms: Terms) -> Development:
    """What of a development goes to whoever writes: its one wording, no names to look for."""
    text = found.wording.get(terms.language)
    told = {} if text is None or found.told_under is not None else {terms.language: text}
    level = _may_be_told(found, terms).level
    citations: list[Citation] = []
    for citation in found.citations:
        cut = _cut_citation(citation, found.private, level)
        if cut not in citations:
            citations.append(cut)
    return replace(found, wording=told, citations=tuple(citations), private=None)


def _cut_citation(citation: Citation, private: PrivateWords | None, level: Level) -> Citation:
    """A withheld source shows nothing but that it exists; no title names a private person."""
    if citation.withheld:
        return WITHHELD
    titles = citation.titles
    if private is not None:
        titles = {k: t for k, t in titles.items() if not _gives_away(t, private, level)}
    within = citation.cited_in
    cut = None if within is None else _cut_citation(within, private, level)
    return replace(citation, titles=titles, cited_in=cut)


def _gives_away(title: str, private: PrivateWords, level: Level) -> bool:
    """Whether a title names a private person; a day in it is the day of publication."""
    return find_private(title, private, level=level) in ("private-name", "private-venue")
