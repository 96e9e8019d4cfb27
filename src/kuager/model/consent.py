"""Consent: whether what people told us may be put to one use, on one day.

Consent is asked of each person, for each case, for each use. It is *not asked yet*, no, or yes,
and only yes lets pass; where a use has levels (with the name, under a pseudonym, anonymised) a
plain yes passes at the strictest of them. Nothing here is guessed in favour of telling: what is
missing, withdrawn, expired, unclear or dated uncertainly falls on the side of silence.

What others published has a basis of its own (`may_repeat`, `published_fields`): enough for a
public development, never for a private person's name, day, age, venue or diagnosis.
Pure functions over plain values; reads and writes are elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from kuager.model.dates import Span, read_date
from kuager.model.moments import hull
from kuager.model.schema import EntityType, Property

Use = Literal[
    "keep-record", "inside", "statistics", "partner", "legal-help", "un-confidential", "un-public",
    "publication", "recording", "contact",
]  # fmt: skip
"""What consent is asked for (vocabulary `consent_use`)."""
Answer = Literal["not-asked", "no", "yes", "anonymised", "pseudonym", "name"]
"""What was answered (vocabulary `consent_answer`)."""
Level = Literal["anonymised", "pseudonym", "name"]
"""How much of who it was may be told, strictest first."""
Reason = Literal[
    "no", "withdrawn", "expired", "not-asked", "not-yet", "no-basis", "yes", "published"
]  # fmt: skip
"""Why something passes or does not; when several people differ, the first of these is said."""
How = Literal["whole", "month"]
"""How a property may be told: as it is, or a date cut to its month."""
Key = str | bytes
"""An id: of a person, a case, a partner."""

LEVELS: tuple[Level, ...] = get_args(Level)
LEVELLED: frozenset[str] = frozenset({"un-confidential", "un-public", "publication", "recording"})
"""Uses with levels: a plain yes to them passes anonymised."""

_REASONS: tuple[Reason, ...] = get_args(Reason)
_OPEN = Span(None, None)


class Party(NamedTuple):
    """A person in a case; None where it is not known who, or not recorded in which case."""

    person: Key | None
    case: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One answer: whose, for which case, to which use. Dates are EDTF texts, as recorded.

    `partner` counts for the use `partner` only, `medium` (photo, voice, video) for `recording`.
    """

    person: Key | None
    case: Key | None
    use: str
    answer: str
    partner: Key | None = None
    medium: str | None = None
    asked_on: str | None = None
    withdrawn_on: str | None = None
    expires_on: str | None = None

    @property
    def party(self) -> Party:
        """Whose answer it is, in which case."""
        return Party(self.person, self.case)


@dataclass(frozen=True, slots=True)
class Passed:
    """A verdict: whether it may pass, why, and (if so) up to which level."""

    allowed: bool
    reason: Reason
    level: Level | None = None


NOT_ASKED = Passed(allowed=False, reason="not-asked")


def may_pass(
    use: str,
    rows: Iterable[ConsentRow],
    *,
    on: date,
    concerned: Iterable[Party] = (),
    partner: Key | None = None,
    medium: str | None = None,
) -> Passed:
    """Whether a story may be put to a use on a day; the strictest answer decides for all.

    Everyone who has a row counts, for whatever use, so a row of somebody else can only make the
    verdict stricter; `concerned` names those whose story it is and who may have no row yet.
    Nobody at all, or somebody without an answer to this use (one of `Use`), means not asked. The
    uses `partner` and `recording` are asked per partner and per medium. Raises DateError for a
    row whose date cannot be read.
    """
    listed = tuple(rows)
    parties = {*concerned, *(row.party for row in listed)}
    asked = [row for row in listed if _is_about(row, use, partner=partner, medium=medium)]
    return strictest(
        _of_party([row for row in asked if row.party == party], on=on) for party in parties
    )


def strictest(verdicts: Iterable[Passed]) -> Passed:
    """The verdict that satisfies all: the gravest refusal, or else the strictest level."""
    found = list(verdicts)
    refused = [verdict for verdict in found if not verdict.allowed]
    if len(refused) > 0:
        return min(refused, key=lambda verdict: _REASONS.index(verdict.reason))
    return min(found, key=_strictness, default=NOT_ASKED)


def may_repeat(*, link: str | None, decided_by: Key | None) -> Passed:
    """Whether the basis *published* stands: a link, and a member who decided to repeat it.

    It passes anonymised; `published_fields` says which properties.
    """
    if link is None or link.strip() == "" or decided_by is None:
        return Passed(allowed=False, reason="no-basis")
    return Passed(allowed=True, reason="published", level="anonymised")


def published_fields(kind: EntityType, *, is_private: bool) -> dict[str, How]:
    """The properties of a type that may be told because others published them, by short name.

    `is_private`: the record concerns a private person, or it is a source that names one. Then
    dates pass by the month only, and nothing that leads to the person passes: no reference to
    people, no title or link of a source, no number or page of a proceeding.
    """
    told = {short: _how(p, is_private=is_private) for short, p in kind.properties.items()}
    return {short: how for short, how in told.items() if how is not None}


def _strictness(verdict: Passed) -> int:
    return -1 if verdict.level is None else LEVELS.index(verdict.level)


def _is_about(row: ConsentRow, use: str, *, partner: Key | None, medium: str | None) -> bool:
    """Whether a row answers this question; a no without a partner or medium is a no to all."""
    if row.use != use:
        return False
    if use == "partner":
        return _is_same(row.partner, partner, row=row)
    if use == "recording":
        return _is_same(row.medium, medium, row=row)
    return True


def _is_same(said: Key | None, wanted: Key | None, *, row: ConsentRow) -> bool:
    if said is None:
        return row.answer == "no"
    return said == wanted


def _of_party(rows: list[ConsentRow], *, on: date) -> Passed:
    """The verdict of one person in one case; what was answered later replaces the earlier."""
    answered = [row for row in rows if row.answer != "not-asked"]
    current = [row for row in answered if not any(_replaces(b, row, on=on) for b in answered)]
    return strictest(_of_row(row, on=on) for row in current)


def _replaces(later: ConsentRow, earlier: ConsentRow, *, on: date) -> bool:
    """Whether an answer was certainly given after the other one's last word, and by this day."""
    begins = _reach(later.asked_on).earliest
    last_word = earlier.asked_on if _is_blank(earlier.withdrawn_on) else earlier.withdrawn_on
    ends = _reach(last_word).latest
    return begins is not None and ends is not None and ends < begins <= on


def _of_row(row: ConsentRow, *, on: date) -> Passed:
    """The verdict of one answer; an uncertain date counts at its strictest."""
    if row.answer == "no":
        return Passed(allowed=False, reason="no")
    if not _is_blank(row.withdrawn_on) and _is_by(row.withdrawn_on, on):
        return Passed(allowed=False, reason="withdrawn")
    if not _is_blank(row.expires_on) and _is_over(row.expires_on, on):
        return Passed(allowed=False, reason="expired")
    begins = _reach(row.asked_on).earliest
    if begins is not None and begins > on:
        return Passed(allowed=False, reason="not-yet")
    level = _level(row)
    return NOT_ASKED if level is None else Passed(allowed=True, reason="yes", level=level)


def _level(row: ConsentRow) -> Level | None:
    """Up to which level a yes goes; None for an answer that is not understood."""
    if row.use == "statistics" and row.answer in ("yes", *LEVELS):
        return "anonymised"
    if row.answer == "yes":
        return "anonymised" if row.use in LEVELLED else "name"
    return next((level for level in LEVELS if level == row.answer), None)


def _is_blank(text: str | None) -> bool:
    return text is None or text.strip() == ""


def _reach(text: str | None) -> Span:
    """The days a recorded date can mean; no bounds if there is none. Raises DateError."""
    if text is None or text.strip() == "":
        return _OPEN
    return hull(read_date(text).reach)


def _is_by(text: str | None, on: date) -> bool:
    """Whether a date may have come by this day."""
    begins = _reach(text).earliest
    return begins is None or begins <= on


def _is_over(text: str | None, on: date) -> bool:
    """Whether a last day may be over on this day."""
    ends = _reach(text).earliest
    return ends is None or ends < on


_HAPPENED = frozenset(
    {"event", "act", "involvement", "intervention", "group", "pattern", "proceeding", "step",
     "account"}
)  # fmt: skip
"""Types whose coded facts (1: internal) tell what happened; of others only what is public."""
_JUDGED = frozenset({"sensitivity", "reliability", "basis", "sure", "priority"})
"""Vocabularies of our own judgement: nobody published it."""
_CODED = frozenset({"term", "date", "count", "whole", "yesno", "place", "reference"})
_OURS = frozenset({"event.known_since", "intervention.next_date", "step.next_deadline"})
"""Dates of our own work."""
_LEADS_TO_PERSON = frozenset(
    {"source.title", "source.link", "source.archived_link", "proceeding.title", "proceeding.url",
     "proceeding.public_number"}
)  # fmt: skip


def _how(p: Property, *, is_private: bool) -> How | None:
    if not (p.is_public or _is_fact(p)):
        return None
    if is_private and (p.type == "person" or "person" in p.to or p.name in _LEADS_TO_PERSON):
        return None
    return "month" if is_private and p.kind == "date" else "whole"


def _is_fact(p: Property) -> bool:
    """Whether a property codes what happened, not how we work or what we think of it."""
    return (
        p.type in _HAPPENED
        and p.name not in _OURS
        and p.half == "casework"
        and p.sensitivity == 1
        and p.kind in _CODED
        and p.vocabulary not in _JUDGED
        and not {"member", "collection"} & set(p.to)
    )
