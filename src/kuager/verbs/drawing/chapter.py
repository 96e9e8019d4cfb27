"""The developments of one country in one year, under the headings of the rubric."""

from typing import cast

from kuager.model.chapter import Chapter, Development
from kuager.model.consent import Use
from kuager.model.disclosure import Cut, what_may_leave
from kuager.model.manuscript import Drawn
from kuager.model.places import COUNTRIES, country_names
from kuager.model.writing import Writing
from kuager.verbs.chapters import HEADINGS, TOLD_TYPES, Gathered, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked


def draw_chapter(desk: Desk, asked: Asked) -> Drawn:
    """A chapter cut to what may be told; nothing if country or year are not said.

    What the document takes in by hand is told, too, though its date may reach beyond the year; what
    it leaves out by hand is neither told nor missed.
    """
    writing = asked.writing
    country = COUNTRIES.get(writing.country or "")
    if country is None or writing.country is None or writing.year is None:
        return Drawn(material=None)
    found = _gathered(desk, writing, country, writing.year)
    cut = cut_developments(desk, found, use=_use(asked.use), language=asked.language)
    chapter = Chapter(
        country=country_names(writing.country),
        year=writing.year,
        language=asked.language,
        headings=tuple(_headings(desk, writing.year, asked.language)),
        developments=cut.passed,
        practice=desk.practice,
        has_note=any(
            record.text("kept_text.kind") == "anonymity"
            for record in desk.records_of(writing.takes)
        ),
    )
    return Drawn(
        material=chapter if cut.passed else None,
        behind=tuple(d.id for d in cut.passed),
        held=cut.held,
        unwritten=cut.unwritten,
        possibly=tuple(found.possibly),
        types=_types(desk, found.developments, found.possibly),
    )


def _gathered(desk: Desk, writing: Writing, country: str, year: int) -> Gathered:
    """The developments of the year, and what a person chose for this document."""
    gathering = Gathering(desk)
    found = gathering.gather(country, year)
    known = {d.id for d in found.developments}
    chosen = [record for record in desk.records_of(writing.takes) if record.type in TOLD_TYPES]
    for record in (record for record in chosen if record.id not in known):
        development, consents = gathering.one(record)
        found.developments.append(development)
        found.consents |= consents
    leaves = set(writing.leaves)
    found.developments = [d for d in found.developments if d.id not in leaves]
    decided = {record.code for record in (*chosen, *desk.records_of(writing.leaves))}
    found.possibly = [code for code in found.possibly if code not in decided]
    return found


def cut_developments(desk: Desk, found: Gathered, *, use: Use, language: str) -> Cut:
    """What of these developments may be told today."""
    return what_may_leave(
        found.developments,
        use=use,
        language=language,
        consents=found.consents,
        on=desk.today,
    )


def heading_order(desk: Desk, year: int) -> tuple[str, ...]:
    """The headings in the order of the edition for a year, or of the nearest earlier one."""
    vocabulary = desk.schema.vocabularies[HEADINGS]
    editions = sorted(int(edition) for edition in vocabulary.editions)
    fitting = [edition for edition in editions if edition <= year] or editions[:1]
    listed = vocabulary.editions[str(fitting[-1])] if fitting else ()
    return (*listed, *(term for term in vocabulary.terms if term not in listed))


def _use(use: str) -> Use:
    """The use of an outline; the linter of outlines knows that it is one."""
    return cast("Use", use)


def _headings(desk: Desk, year: int, language: str) -> list[tuple[str, str]]:
    vocabulary = desk.schema.vocabularies[HEADINGS]
    return [(term, vocabulary.label(term, language)) for term in heading_order(desk, year)]


def _types(desk: Desk, found: list[Development], possibly: list[str]) -> dict[str, str]:
    """Of every code that may be named, which type of record it is; an event comes first."""
    types = {d.code: d.type for d in reversed(found)}
    return {code: _type_of(desk, code) for code in possibly} | types


def _type_of(desk: Desk, code: str) -> str:
    known = (t for t in TOLD_TYPES if desk.view.find_code(t, code) is not None)
    return next(known, TOLD_TYPES[0])
