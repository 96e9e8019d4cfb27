"""Whether a communication to a UN committee may be admissible, condition by condition.

Asked of the record; what the record cannot say is left open, never called met. The rules and
their marks are data (`model/communications.py`); the day is counted from the last decision at
home.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kuager import N_
from kuager.model.communications import Body, Result, body_of_articles, load_communications
from kuager.model.ladder import load_ladders
from kuager.model.ladder_course import Course
from kuager.model.manuscript import Drawn
from kuager.model.places import country_names
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Stack, Telling
from kuager.model.working_days import Due, due
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import date_of, term_words
from kuager.verbs.drawing.special_procedures import abroad
from kuager.verbs.ladders import show_ladder
from kuager.verbs.limits import limits_in_force

CHECK: Final = N_("Conditions, one by one")
CONDITION: Final = N_("Condition")
RESULT: Final = N_("As the record stands")
BASIS: Final = N_("Because")
RESULTS: Final[dict[Result, str]] = {
    "met": N_("met"),
    "not-met": N_("NOT met"),
    "open": N_("open"),
}
NOT_ANONYMOUS: Final = N_("It is not anonymous")
NAMED: Final = N_("everybody concerned allows the name for this use")
UNNAMED: Final = N_("nobody has allowed the name for this use; a name can be kept from the public")
ACCEPTED: Final = N_("The State accepts the procedure")
JURISDICTION: Final = N_("It happened under the State's jurisdiction")
IN_COUNTRY: Final = N_("the places recorded lie in the country")
NO_PLACE: Final = N_("no place is recorded")
COMPATIBLE: Final = N_("Rights of this treaty are concerned")
ARTICLES: Final = N_("articles named: {articles}")
NO_ARTICLES: Final = N_("no article of this treaty is named in the record")
AFTER: Final = N_("The facts are later than the treaty, or go on")
FACTS: Final = N_("facts: {facts}; in force: {since}")
NO_DATES: Final = N_("the record has no day to compare")
EXHAUSTED: Final = N_("Remedies at home are exhausted")
LAST_DECISION: Final = N_("last decision recorded: {day}; further up the ladder: {next}")
AT_THE_TOP: Final = N_("last decision recorded: {day}, at the top of the ladder")
OFF_THE_LADDER: Final = N_(
    "last decision recorded: {day}; say on which rung of the ladder it was, to see what is left"
)
NO_DECISION: Final = N_("no last decision is recorded")
UNREASONABLE: Final = N_("unless they take unreasonably long or cannot help; say why, and show it")
ELSEWHERE: Final = N_("It is not examined elsewhere")
NOWHERE: Final = N_("no other international procedure is recorded")
RECORDED_THERE: Final = N_("recorded: {what}")
SUBSTANTIATED: Final = N_("It is sufficiently substantiated")
PROOF: Final = N_("{evidence} pieces of evidence and {sources} sources are recorded")
IN_TIME: Final = N_("It comes in time")
UNTIL: Final = N_("last day: {day}, counted from {since}")
TOO_LATE: Final = N_("the last day was {day}, counted from {since}")
NO_LIMIT: Final = N_("no fixed limit; do not wait longer than can be explained")
NO_BODY: Final = N_(
    "Which committee it is for cannot be told: no treaty article is recorded. Name one at the "
    "event, the act or the proceeding."
)
FOR_BODY: Final = N_("Committee")
STATE_PARTY: Final = N_("State party")
COUNTRY: Final = "KAZ"
"""The State whose rules are shipped; a document about another one says so."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """A case before a body: what the record says of it."""

    desk: Desk
    file: CaseFile
    name: str
    body: Body
    articles: tuple[str, ...]
    course: Course | None
    decided: str | None


@dataclass(frozen=True, slots=True)
class _Checked:
    """One condition with its result and the reasons; `mark` says how sure the rule is."""

    condition: str
    result: Result
    because: tuple[Telling, ...]
    mark: str = ""


@of_cases
def draw_admissibility(desk: Desk, asked: Asked) -> Drawn:
    """The check of every condition, and below it what is missing still."""
    files = open_cases(desk, asked).files
    if not files:
        return Drawn(material=None)
    return Drawn(material=Stack(parts=tuple(p for f in files for p in _checked(desk, f))))


@of_cases
def draw_parties(desk: Desk, asked: Asked) -> Drawn:
    """Against which State, and before which committee, as far as the record tells."""
    lines: list[Line] = []
    country = country_names(asked.writing.country or COUNTRY)
    if country:
        lines.append(Line(label=STATE_PARTY, says=(Telling(texts=country),)))
    files = open_cases(desk, asked).files
    matters = [matter for file in files if (matter := _matter(desk, file)) is not None]
    named = tuple(dict.fromkeys(matter.name for matter in matters))
    bodies = tuple(_named(next(m for m in matters if m.name == name)) for name in named)
    if bodies:
        lines.append(Line(label=FOR_BODY, says=bodies))
    if not files:
        return Drawn(material=None)
    return Drawn(material=Sheet(entries=(Entry(code="parties", lines=tuple(lines)),)))


def _checked(desk: Desk, file: CaseFile) -> Iterator[Sheet | Grid]:
    """For which committee, and its conditions; or that none can be told."""
    matter = _matter(desk, file)
    if matter is None:
        line = Line(says=(Telling(message=NO_BODY),))
    else:
        line = Line(label=FOR_BODY, says=(_named(matter),))
    yield Sheet(entries=(Entry(code=file.record.code, lines=(line,)),))
    if matter is not None:
        rows = tuple(_row(desk, checked) for checked in _conditions(matter))
        yield Grid(caption=CHECK, header=(CONDITION, RESULT, BASIS), rows=rows)


def _row(desk: Desk, checked: _Checked) -> GridRow:
    mark = (term_words(desk, "rule_mark", checked.mark),) if checked.mark else ()
    return GridRow(
        code=checked.condition,
        cells=(
            (Telling(message=checked.condition),),
            (Telling(message=RESULTS[checked.result]),),
            (*checked.because, *mark),
        ),
    )


def _named(matter: _Matter) -> Telling:
    """The committee by its name in the ladders, else by that of its treaty."""
    for vocabulary, term in (("rung", matter.name), ("treaty_article", matter.body.treaty)):
        if term in matter.desk.schema.vocabularies[vocabulary].terms:
            return term_words(matter.desk, vocabulary, term)
    return Telling(text=matter.body.treaty.upper())


def _matter(desk: Desk, file: CaseFile) -> _Matter | None:
    articles = tuple(dict.fromkeys(_articles(file)))
    name = body_of_articles(articles)
    if name is None:
        return None
    body = load_communications()[name]
    decided, course = max(_decisions(desk, file), key=lambda found: found[0], default=("", None))
    ours = tuple(article for article in articles if article.partition("-")[0] == body.treaty)
    return _Matter(desk, file, name, body, ours, course, decided or None)


def _decisions(desk: Desk, file: CaseFile) -> Iterator[tuple[str, Course | None]]:
    """The days of what ended a matter at home, with its ladder if it stood on a rung of it."""
    foreign = {record.id for record in abroad((file,))}
    for record in file.proceedings:
        if record.id in foreign:
            continue
        course = show_ladder(desk, code=record.code).course
        for state in course.rungs:
            if state.ended is not None and state.ended.when:
                yield state.ended.when, course
        for step in course.elsewhere:
            if step.ends and step.when:
                yield step.when, None


def _articles(file: CaseFile) -> Iterator[str]:
    for found in file.events:
        for record in (found.event, *found.acts):
            yield from map(str, record.every(f"{record.type}.treaty_article"))
    for proceeding in file.proceedings:
        yield from map(str, proceeding.every("proceeding.treaty_article"))


def _conditions(matter: _Matter) -> Iterator[_Checked]:
    file, body = matter.file, matter.body
    named = file.level == "name"
    said = Telling(message=NAMED if named else UNNAMED)
    yield _Checked(NOT_ANONYMOUS, "met" if named else "open", (said,))
    accepted: Result = {"yes": "met", "no": "not-met"}.get(body.accepted, "open")  # type: ignore[assignment]
    words_ = Telling(texts=body.accepted_words)
    yield _Checked(ACCEPTED, accepted, (words_,), body.accepted_mark)
    placed = any(found.event.text("event.place") for found in file.events)
    where = Telling(message=IN_COUNTRY if placed else NO_PLACE)
    yield _Checked(JURISDICTION, "met" if placed else "open", (where,))
    yield _compatible(matter)
    yield _after(matter)
    yield _exhausted(matter)
    yield _elsewhere(matter)
    yield _substantiated(matter)
    yield _in_time(matter)


def _compatible(matter: _Matter) -> _Checked:
    if not matter.articles:
        return _Checked(COMPATIBLE, "open", (Telling(message=NO_ARTICLES),))
    named = tuple(term_words(matter.desk, "treaty_article", each) for each in matter.articles)
    return _Checked(COMPATIBLE, "met", (Telling(message=ARTICLES, facts={"articles": named}),))


def _after(matter: _Matter) -> _Checked:
    since = date_of(matter.body.in_force)
    dates = [date_of(found.event.text("event.date")) for found in matter.file.events]
    known = [found for found in dates if found is not None and found.latest is not None]
    if since is None or since.latest is None or not known:
        return _Checked(AFTER, "open", (Telling(message=NO_DATES),), matter.body.in_force_mark)
    last = max(known, key=lambda found: found.latest or date.min)
    is_after = last.earliest is not None and last.earliest > since.latest
    facts = {"facts": Telling(date=last.text), "since": Telling(date=matter.body.in_force)}
    result: Result = "met" if is_after else "open"
    return _Checked(
        AFTER, result, (Telling(message=FACTS, facts=facts),), matter.body.in_force_mark
    )


def _exhausted(matter: _Matter) -> _Checked:
    but = Telling(message=UNREASONABLE)
    if matter.decided is None:
        return _Checked(EXHAUSTED, "open", (Telling(message=NO_DECISION), but))
    day = Telling(date=matter.decided)
    if matter.course is None:
        off = Telling(message=OFF_THE_LADDER, facts={"day": day})
        return _Checked(EXHAUSTED, "open", (off, but))
    above = matter.course.next
    if above is None:
        top = Telling(message=AT_THE_TOP, facts={"day": day})
        return _Checked(EXHAUSTED, "met", (top,))
    facts = {"day": day, "next": term_words(matter.desk, "rung", above.id)}
    return _Checked(EXHAUSTED, "not-met", (Telling(message=LAST_DECISION, facts=facts), but))


def _elsewhere(matter: _Matter) -> _Checked:
    kinds = [record.text("proceeding.kind") or "" for record in abroad((matter.file,))]
    if not kinds:
        return _Checked(ELSEWHERE, "met", (Telling(message=NOWHERE),))
    named = tuple(term_words(matter.desk, "proceeding_kind", kind) for kind in kinds)
    return _Checked(ELSEWHERE, "open", (Telling(message=RECORDED_THERE, facts={"what": named}),))


def _substantiated(matter: _Matter) -> _Checked:
    counts = {
        "evidence": str(len(matter.file.evidence)),
        "sources": str(len(matter.file.sources)),
    }
    result: Result = "open" if not matter.file.evidence else "met"
    return _Checked(SUBSTANTIATED, result, (Telling(message=PROOF, facts=counts),))


def _in_time(matter: _Matter) -> _Checked:
    """The last day by the limit of the body, counted from the last decision at home."""
    limit = limits_in_force(matter.desk).get(matter.body.limit or "")
    count = matter.body.count if limit is None else limit.count
    mark = matter.body.limit_mark if limit is None else limit.mark
    rule = Telling(texts=matter.body.limit_words if limit is None else limit.provision)
    if count is None:
        return _Checked(IN_TIME, "open", (Telling(message=NO_LIMIT), rule), mark)
    found = _due(matter, count)
    if found is None or matter.decided is None:
        return _Checked(IN_TIME, "open", (Telling(message=NO_DECISION), rule), mark)
    is_late = found.day < matter.desk.today
    facts = {"day": Telling(date=found.day.isoformat()), "since": Telling(date=matter.decided)}
    said = Telling(message=TOO_LATE if is_late else UNTIL, facts=facts)
    return _Checked(IN_TIME, "not-met" if is_late else "met", (said, rule), mark)


def _due(matter: _Matter, count: int) -> Due | None:
    limit = limits_in_force(matter.desk).get(matter.body.limit or "")
    unit = matter.body.unit if limit is None else limit.unit
    holidays = load_ladders().holidays
    days = next(iter(holidays.values()))
    return due(matter.decided, count, unit, side="us", days=days)
