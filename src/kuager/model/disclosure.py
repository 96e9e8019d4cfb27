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
from kuager.model.said import Said

PUBLIC_SENSITIVITY = frozenset({None, "public", "internal"})
CONFIDING: Final = frozenset({"inside", "legal-help", "un-confidential"})
"""Uses that reach only people bound to keep it."""
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
class CutSaid:
    """Of things said: what may pass, what is held back and why, what has no words here yet.

    What nobody worded in this language passes without words: its place and check may be told.
    """

    passed: tuple[Said, ...]
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


def reason_not_to_tell(found: Development, terms: Terms) -> str | None:
    """Why nothing of a development may be told, however it is worded; None if something may."""
    return _may_be_told(found, terms).reason


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


def reason_to_hold_case(case: CaseConsent, *, use: str, on: date) -> tuple[str | None, Level]:
    """Why nothing of a case may be put to a use on a day; or None, and up to which level it may.

    Names pass only where everybody concerned answered "with the name": a plain yes is not enough.
    """
    if case.shut:
        return "case-restricted", "anonymised"
    rows = [replace(row, answer="anonymised") if row.answer == "yes" else row for row in case.rows]
    answer = may_pass(use, rows, on=on, concerned=case.concerned)
    if not answer.allowed:
        return f"consent-{answer.reason}", "anonymised"
    return None, answer.level or "anonymised"


def what_may_be_said(found: Iterable[Said], terms: Terms) -> CutSaid:
    """Cut things said (points, claims, assessments) for one use, on one day, in one language.

    What touches nobody's case needs no consent: it was said in public. What does is held like the
    story itself. Words that give a private person away hold the whole of it back.
    """
    passed: list[Said] = []
    held: list[Held] = []
    unwritten: list[str] = []
    for each in found:
        reason, level = _may_be_said(each, terms)
        text = each.texts.get(terms.language, "").strip()
        reason = reason or _gives_away_in(text, each.private, level)
        if reason is not None:
            held.append(Held(each.code, reason))
            continue
        if not text:
            unwritten.append(each.code)
        cut = _cut_citations(each.citations, each.private, level)
        told = {terms.language: text} if text else {}
        passed.append(replace(each, texts=told, citations=cut, private=None))
    return CutSaid(passed=tuple(passed), held=tuple(held), unwritten=tuple(unwritten))


def _may_be_said(said: Said, terms: Terms) -> tuple[str | None, Level]:
    """Why something said may not pass; or None, and up to which level."""
    if said.sensitivity not in PUBLIC_SENSITIVITY:
        return "too-sensitive", "anonymised"
    levels: list[Level] = []
    for case in said.cases:
        asked = terms.consents.get(case, NOBODY_ASKED)
        reason, level = reason_to_hold_case(asked, use=terms.use, on=terms.on)
        if reason is not None and not (said.published and reason == "consent-not-asked"):
            return reason, level
        levels.append("anonymised" if reason else level)
    return None, min(levels, key=LEVELS.index, default="anonymised")


def _gives_away_in(text: str, private: PrivateWords | None, level: Level) -> str | None:
    """Why words may not pass: an address or number in them, or who a private person is."""
    if find_in_text(text):
        return "personal-data-in-wording"
    return find_private(text, private, level=level) if private else None


def is_too_sensitive(sensitivity: str | None, *, use: str) -> bool:
    """Whether something may not be put to a use at all: what is critical never leaves.

    Strictly confidential things reach a lawyer, or the United Nations in confidence, only.
    """
    if sensitivity in PUBLIC_SENSITIVITY:
        return False
    return sensitivity == "critical" or use not in CONFIDING


def _can_be_looked_up(citation: Citation) -> bool:
    """Whether a reader could find the source: it may be named, and has a title or a link."""
    return not citation.withheld and bool(citation.titles or citation.link)


def _cut(found: Development, terms: Terms) -> Development:
    """What of a development goes to whoever writes: its one wording, no names to look for."""
    text = found.wording.get(terms.language)
    told = {} if text is None or found.told_under is not None else {terms.language: text}
    level = _may_be_told(found, terms).level
    cut = _cut_citations(found.citations, found.private, level)
    return replace(found, wording=told, citations=cut, private=None)


def _cut_citations(
    found: Iterable[Citation], private: PrivateWords | None, level: Level
) -> tuple[Citation, ...]:
    """Citations as they may be told, each once."""
    cut: list[Citation] = []
    for citation in found:
        told = cut_citation(citation, private, level)
        if told not in cut:
            cut.append(told)
    return tuple(cut)


def cut_citation(citation: Citation, private: PrivateWords | None, level: Level) -> Citation:
    """A withheld source shows nothing but that it exists; no title names a private person.

    `private` is of the story that cites it, `level` how much of it may be told.
    """
    if citation.withheld:
        return WITHHELD
    titles, authors, publisher = citation.titles, citation.authors, citation.publisher
    if private is not None:
        titles = {k: t for k, t in titles.items() if not _gives_away(t, private, level)}
        authors = {k: t for k, t in authors.items() if not _gives_away(t, private, level)}
        if publisher is not None and _gives_away(publisher, private, level):
            publisher = None
    within = citation.cited_in
    cut = None if within is None else cut_citation(within, private, level)
    return replace(citation, titles=titles, authors=authors, publisher=publisher, cited_in=cut)


def _gives_away(title: str, private: PrivateWords, level: Level) -> bool:
    """Whether a title names a private person; a day in it is the day of publication."""
    return find_private(title, private, level=level) in ("private-name", "private-venue")
