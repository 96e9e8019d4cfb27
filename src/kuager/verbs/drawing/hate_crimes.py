"""Hate crimes of one year, incident by incident; every exclusion with its reason stays inside.

The reasons are what a person reads first, beside the document; none of it is in what is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.disclosure import Held
from kuager.model.hate_crimes import Deed, counted, reasons_to_leave_out
from kuager.model.manuscript import Drawn
from kuager.model.places import COUNTRIES, UnknownPlaceError, gazetteer
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import Verdicts
from kuager.verbs.drawing.developments import period_of
from kuager.verbs.drawing.happened import Happened, when
from kuager.verbs.drawing.incident_fields import incident_lines
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import date_of, referring, sources
from kuager.verbs.stories import Stories

INCIDENT: Final = N_("Incident {number}: {reference}")
HOW_COUNTED: Final = N_("Incidents in this submission: {count}.")
RULES: Final = (
    N_(
        "An incident is taken if a bias of the perpetrator is recorded and what was done is a "
        "criminal offence, or may be one and the record says why."
    ),
    N_(
        "One incident may show several biases and hold several offences: it is one incident, and "
        "the numbers of biases or offences need not add up to the number of incidents."
    ),
    N_("Damage to property is counted as an incident of its own and is not told in detail."),
    N_("What is discrimination or speech alone is left out, however grave it was."),
    N_("Nobody is told of who did not allow it for this use."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedIncidents:
    """The incidents of a year that are taken, and the others with every reason."""

    taken: tuple[Happened, ...]
    held: tuple[Held, ...]
    unwritten: tuple[str, ...]


def draw_hate_crimes(desk: Desk, asked: Asked) -> Drawn:
    """One block an incident, with the fields of the form; exclusions with all their reasons."""
    found = sort_incidents(desk, asked)
    entries = tuple(_entry(desk, asked, number, each) for number, each in enumerate(found.taken, 1))
    return Drawn(
        material=Sheet(entries=entries) if entries else None,
        behind=tuple(uid for entry in entries for uid in entry.behind),
        held=found.held,
        unwritten=found.unwritten,
    )


def draw_counting_rules(desk: Desk, asked: Asked) -> Drawn:
    """How incidents were counted; nothing of what was left out."""
    count = str(len(sort_incidents(desk, asked).taken))
    lines = [Line(says=(Telling(message=HOW_COUNTED, facts={"count": count}),))]
    lines += [Line(says=(Telling(message=rule),), style="bullet") for rule in RULES]
    return Drawn(material=Sheet(entries=(Entry(code="rules", lines=tuple(lines)),)))


def sort_incidents(desk: Desk, asked: Asked) -> SortedIncidents:
    """Every event that may lie in the year: taken, or left out and why."""
    days = period_of(asked.writing)
    country = COUNTRIES.get(asked.writing.country or "")
    if days is None or country is None:
        return SortedIncidents(taken=(), held=(), unwritten=())
    verdicts = Verdicts(desk, asked.use)
    taken: list[Happened] = []
    held: list[Held] = []
    for brief in desk.view.briefs("event", shut=True):
        date = date_of(brief.text("event.date"))
        lies = "possibly" if date is None else date.is_within(*days)
        if lies == "out" or not _is_in(brief, country) or brief.id in asked.writing.leaves:
            continue
        event = desk.view.record(brief.id, shut=True) or brief
        happened, reasons = _judged(desk, event, verdicts)
        if lies == "possibly":
            reasons.append("no-date" if date is None else "date-not-certain")
        held += [Held(event.code, reason) for reason in dict.fromkeys(reasons)]
        if not reasons:
            taken.append(happened)
    written = tuple(sorted(taken, key=when))
    unwritten = tuple(
        each.event.code for each in written if not each.event.text("event.wording", asked.language)
    )
    return SortedIncidents(taken=written, held=tuple(held), unwritten=unwritten)


def deed_of(desk: Desk, act: Record) -> Deed:
    """An act as the filter sees it."""
    kind = act.text("act.type") or ""
    acts = desk.schema.vocabularies["act"]
    above = tuple(acts.broader(kind)) if kind in acts.terms else ()
    return Deed(
        type=kind,
        branches=frozenset((kind, *above)),
        bias=tuple(str(term) for term in act.every("act.bias")),
        offence=act.text("act.offence"),
        has_note=bool((act.text("act.offence_note") or "").strip()),
    )


def _judged(desk: Desk, event: Record, verdicts: Verdicts) -> tuple[Happened, list[str]]:
    """An event with its acts, and everything that speaks against telling of it here."""
    acts = tuple(referring(desk, event.id, "act.event"))
    deeds = tuple(deed_of(desk, act) for act in acts)
    reason = verdicts.of(event).reason
    is_shut = reason == "case-restricted"
    reasons = [] if is_shut else list(reasons_to_leave_out(event.text("event.kind"), deeds))
    if event.get("event.told_under") is not None:
        reasons.append("told-under-another")
    if reason is None and not event.every("event.case"):
        reason = _published(desk, event)
    if reason is not None:
        reasons.append(reason)
    told = {deed.type for deed in counted(deeds)}
    involved = referring(desk, event.id, "involvement.event")
    involved += [i for act in acts for i in referring(desk, act.id, "involvement.act")]
    return (
        Happened(
            event=event,
            acts=tuple(act for act in acts if (act.text("act.type") or "") in told),
            involvements=tuple({record.id: record for record in involved}.values()),
            level="anonymised",
            has_child=False,
            private=Stories(desk).private(event),
        ),
        reasons,
    )


def _published(desk: Desk, event: Record) -> str | None:
    """Why what nobody told us may not be repeated; None if others published it and we decided."""
    if event.text("event.basis") != "published":
        return "no-basis"
    if event.get("event.basis_decided_by") is None:
        return "nobody-decided-to-repeat-it"
    cited = sources(Citations(desk), event)
    return None if any(c.link or c.titles for c in cited) else "published-nowhere-named"


def _is_in(event: Record, country: str) -> bool:
    place = event.text("event.place")
    try:
        return place is None or gazetteer().within(place, country)
    except UnknownPlaceError:
        return True


def _entry(desk: Desk, asked: Asked, number: int, found: Happened) -> Entry:
    facts = {"number": str(number), "reference": found.event.code}
    return Entry(
        code=found.event.code,
        title=(Telling(message=INCIDENT, facts=facts),),
        lines=tuple(_numbered(incident_lines(desk, asked, found))),
        behind=(found.event.id, *(act.id for act in found.acts)),
    )


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    """The fields that say something."""
    yield from (line for line in lines if line.says)
