"""Letters to the Special Procedures: mandates with reasons, what is confidential, whom to name.

The least such a letter has to say: who suffered, who did it, who writes (kept confidential), the
day, the place, and what happened in detail (OHCHR, submitting information to the Special
Procedures).
"""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.disclosure import CaseConsent, reason_to_hold_case
from kuager.model.mandates import Concerned, concerned
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Telling
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import joined, term_words, words
from kuager.verbs.stories import Stories

MANDATES: Final = N_("To which mandates, and why")
MANDATE: Final = N_("Mandate")
REASON: Final = N_("Why")
FAMILY: Final = N_("takes cases from the person, the family or their counsel only")
NAMES: Final = N_("Whom you may name, and where")
WHO: Final = N_("Who")
TO_STATE: Final = N_("In your letter to the government")
IN_REPORT: Final = N_("In your public report")
MAY: Final = N_("may be named")
PSEUDONYM: Final = N_("under a pseudonym")
NOT: Final = N_("please do not name")
CHILD: Final = N_("a child: never")
SOURCE_SECRET: Final = N_(
    "Who sends this letter is to be kept confidential: please do not tell the government."
)
FACTS_SECRET: Final = N_(
    "Please treat everything that could show who is meant as confidential, above all exact days, "
    "places and papers."
)
TELL_US: Final = N_("Please tell us before you publish the reply of the government.")
SENDER: Final = N_("Who sends this letter")
REACH: Final = N_("How to reach us")
OTHERS: Final = N_("Brought before other international bodies")
NO_OTHERS: Final = N_("As far as we know it was brought before no other international body.")
_ABROAD: Final = frozenset({"un-communication", "special-procedures"})


@of_cases
def draw_mandates(desk: Desk, asked: Asked) -> Drawn:
    """The mandates that the cases concern, each with its reasons from the record."""
    found = concerned_by(desk, asked)
    rows = tuple(
        GridRow(code=each.id, cells=((Telling(texts=each.mandate.name),), _reasons(desk, each)))
        for each in found
    )
    grid = Grid(caption=MANDATES, header=(MANDATE, REASON), rows=rows)
    return Drawn(material=grid if rows else None)


@of_cases
def draw_naming(desk: Desk, asked: Asked) -> Drawn:
    """Per person: whether the government and the public report may have the name.

    The government may have it only from whoever allowed the name in public: what it knows it
    keeps. A letter in confidence alone is no leave for that.
    """
    files = open_cases(desk, asked).files
    rows = [row for file in files for row in _naming(desk, file)]
    if not rows:
        return Drawn(material=None)
    grid = Grid(
        caption=NAMES,
        header=(WHO, TO_STATE, IN_REPORT),
        rows=tuple(rows),
        lines=tuple(
            Line(says=(Telling(message=message),), style="bullet")
            for message in (SOURCE_SECRET, FACTS_SECRET, TELL_US)
        ),
    )
    return Drawn(material=grid, behind=tuple(uid for row in rows for uid in row.behind))


def draw_sender(desk: Desk, asked: Asked) -> Drawn:
    """Who writes, and how to reach them: an anonymous letter is not considered."""
    authors = desk.records_of(asked.writing.authors)
    names = joined(*(words(author, "organisation.name") for author in authors))
    contact = asked.writing.contact
    lines = [Line(label=SENDER, says=names)] if names else []
    if contact:
        lines.append(Line(label=REACH, says=(Telling(text=contact),)))
    if not lines:
        return Drawn(material=None)
    lines.append(Line(says=(Telling(message=SOURCE_SECRET),), style="note"))
    behind = tuple(author.id for author in authors)
    entry = Entry(code="sender", lines=tuple(lines), behind=behind)
    return Drawn(material=Sheet(entries=(entry,)), behind=behind)


@of_cases
def draw_other_bodies(desk: Desk, asked: Asked) -> Drawn:
    """Whether it was brought before another international body, by the proceedings recorded."""
    files = open_cases(desk, asked).files
    if not files:
        return Drawn(material=None)
    found = list(abroad(files))
    says = tuple(_kind(desk, record)[0] for record in found)
    line = Line(label=OTHERS, says=says) if says else Line(says=(Telling(message=NO_OTHERS),))
    behind = tuple(record.id for record in found)
    return Drawn(
        material=Sheet(entries=(Entry(code="others", lines=(line,), behind=behind),)),
        behind=behind,
    )


def abroad(files: tuple[CaseFile, ...]) -> Iterator[Record]:
    """The proceedings of cases before international bodies."""
    for file in files:
        for proceeding in file.proceedings:
            if proceeding.text("proceeding.kind") in _ABROAD:
                yield proceeding


def concerned_by(desk: Desk, asked: Asked) -> tuple[Concerned, ...]:
    """The mandates that the told events of a document's cases concern."""
    headings: set[str] = set()
    articles: set[str] = set()
    acts: set[str] = set()
    for file in open_cases(desk, asked).files:
        for found in file.events:
            event = found.event
            headings |= {str(event.text("event.rubric_primary") or "")}
            headings |= {str(term) for term in event.every("event.rubric")}
            articles |= {str(term) for term in event.every("event.treaty_article")}
            for act in found.acts:
                acts.add(act.text("act.type") or "")
                articles |= {str(term) for term in act.every("act.treaty_article")}
        if any(person.get("person.defender") for person in file.people):
            headings.add("human-rights-defenders")
    return concerned(headings=headings, articles=articles, acts=acts)


def _reasons(desk: Desk, found: Concerned) -> tuple[Telling, ...]:
    said = (
        ("ilga_heading", found.headings),
        ("treaty_article", found.articles),
        ("act", found.acts),
    )
    told = [term_words(desk, name, term) for name, terms in said for term in terms]
    return (*told, *((Telling(message=FAMILY),) if found.mandate.only_from_family else ()))


def _naming(desk: Desk, file: CaseFile) -> Iterator[GridRow]:
    consents = Stories(desk).consents((file.record,))
    asked = next(iter(consents.values()), CaseConsent(shut=True))
    for person in file.people:
        told = _public_level(desk, asked, person.id)
        is_child = person.id in file.children
        cells = CHILD if is_child else {"name": MAY, "pseudonym": PSEUDONYM}.get(told, NOT)
        to_state = CHILD if is_child else MAY if told == "name" else NOT
        yield GridRow(
            code=person.code,
            cells=(
                file.called(person),
                (Telling(message=to_state),),
                (Telling(message=cells),),
            ),
            behind=(person.id,),
        )


def _public_level(desk: Desk, asked: CaseConsent, person: EntityId) -> str:
    """How much of one person the United Nations may tell in public."""
    key = person.hex()
    own = CaseConsent(
        rows=tuple(row for row in asked.rows if row.person == key),
        concerned=tuple(party for party in asked.concerned if party.person == key),
        shut=asked.shut,
    )
    reason, level = reason_to_hold_case(own, use="un-public", on=desk.today)
    return "no" if reason is not None else level


def _kind(desk: Desk, record: Record) -> tuple[Telling, ...]:
    kind = record.text("proceeding.kind")
    return (term_words(desk, "proceeding_kind", kind),) if kind else ()
