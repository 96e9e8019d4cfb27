"""What became of a point: as we see it, as the State says, as the body found. Silence counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.dates import DateError, read_date
from kuager.model.disclosure import Held
from kuager.model.said import Said
from kuager.model.statement import EntityId, Statement, say
from kuager.model.treaty import Checked
from kuager.model.vocabulary import LANGUAGES
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.said import SaidReader

SILENT = "silent"
NOWHERE = "nowhere-searched"
"""Why silence is held back that nobody could check."""
_RESTS_ON: tuple[str, ...] = (
    "event",
    "step",
    "claim",
    "figure",
    "point",
    "passage",
    "source",
    "proceeding",
)


class NowhereSearchedError(KuagerError):
    """Silence is a finding only if it is said where an answer was looked for, and when."""

    code = "nowhere-searched"
    exit_code = 2
    text = N_(
        "Silence is a finding only with the document that was searched, its paragraphs and the "
        "day. Nothing was saved. Say all three."
    )


class UnreadableDayError(KuagerError):
    """A day that cannot be read."""

    code = "unreadable-day"
    exit_code = 2
    text = N_("{said} is not a day. Nothing was saved. Write it as 2023-03-27.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What is said of one point. `texts` and `searched` are by language; references are codes."""

    result: str
    of_whom: str = "ours"
    by: str = ""
    grade: str = ""
    texts: Mapping[str, str]
    rests_on: tuple[str, ...] = ()
    searched_in: tuple[str, ...] = ()
    searched: Mapping[str, str]
    on: str = ""


@verb(needs="amend", saves=True)
def assess_point(desk: Desk, *, point: str, assessment: Assessment) -> str:
    """Say what became of a point; returns the code of the assessment.

    Raises UnknownRecordError, UnknownTermError, NowhereSearchedError, UnreadableDayError.
    """
    about = desk.find(("point",), point)
    desk.term("assessment_result", assessment.result)
    desk.term("assessed_by", assessment.of_whom)
    has_place = bool(assessment.searched_in and any(assessment.searched.values()) and assessment.on)
    if assessment.result == SILENT and not has_place:
        raise NowhereSearchedError
    made, code = desk.store.new_id(), desk.next_code("assessment", "AS")
    desk.say([say(made, "assessment.code", code), say(made, "assessment.about", about)])
    desk.say(_stated(desk, made, assessment))
    return code


def assessments_of(desk: Desk, point: EntityId) -> list[Record]:
    """The assessments of a point, the oldest first."""
    links = desk.view.referring(point, "assessment.about")
    found = [desk.view.record(subject) for subject in dict.fromkeys(link.subject for link in links)]
    known = [record for record in found if record is not None]
    return sorted(known, key=lambda each: each.text("assessment.assessed_on") or "")


def chain_of(desk: Desk, points: Iterable[EntityId]) -> list[Record]:
    """Everything that these points repeat or that repeats them, however far; themselves, too."""
    found: dict[bytes, Record] = {}
    waiting = list(points)
    while waiting:
        record = desk.view.record(waiting.pop())
        if record is None or bytes(record.id) in found:
            continue
        found[bytes(record.id)] = record
        before = [value for value in record.every("point.repeats") if isinstance(value, bytes)]
        after = [link.subject for link in desk.view.referring(record.id, "point.repeats")]
        waiting += [EntityId(each) for each in (*before, *after)]
    return list(found.values())


def checked(reader: SaidReader, points: Iterable[Record]) -> tuple[list[Checked], list[Held]]:
    """The assessments of points as they may be printed, and what was held back."""
    records: dict[bytes, Record] = {}
    for point in points:
        records |= {bytes(each.id): each for each in assessments_of(reader.desk, point.id)}
    cut = reader.cut(records.values())
    told = [_printed(reader, records[said.id], said) for said in cut.passed]
    lacking = [Held(each.code, NOWHERE) for each in told if not _can_be_checked(each)]
    return [each for each in told if _can_be_checked(each)], [*cut.held, *lacking]


def _can_be_checked(found: Checked) -> bool:
    """Silence can be checked if it is said which document was read, where, and on which day."""
    has_place = bool(found.searched_in and any(found.searched.values()) and found.on)
    return found.result != SILENT or has_place


def _printed(reader: SaidReader, record: Record, said: Said) -> Checked:
    result = record.text("assessment.result") or ""
    by = reader.names(record, "assessment.by")
    searched = (reader.cite(uid) for uid in record.every("assessment.searched_in"))
    return Checked(
        code=record.code,
        id=record.id,
        whose=record.text("assessment.of_whom") or "",
        by=by[0] if by else {},
        result=result,
        result_words=reader.label("assessment_result", result),
        grade=record.text("assessment.grade"),
        text=said.texts.get(reader.language, ""),
        citations=said.citations,
        searched_in=tuple(citation for each in searched for citation in each),
        searched=record.texts("assessment.searched"),
        on=record.text("assessment.assessed_on"),
    )


def _stated(desk: Desk, made: EntityId, said: Assessment) -> list[Statement]:
    """The statements of an assessment but for its code and its point."""
    stated = [
        say(made, "assessment.result", said.result),
        say(made, "assessment.of_whom", said.of_whom),
    ]
    if said.by:
        stated.append(say(made, "assessment.by", desk.find(("organisation",), said.by)))
    if said.grade:
        stated.append(say(made, "assessment.grade", said.grade))
    if said.on:
        stated.append(say(made, "assessment.assessed_on", _day(said.on)))
    for name, texts in (("text", said.texts), ("searched", said.searched)):
        for language in LANGUAGES:
            if texts.get(language, "").strip():
                words = texts[language].strip()
                stated.append(say(made, f"assessment.{name}", words, language=language))
    shown = [(code, "rests_on", _RESTS_ON) for code in said.rests_on]
    shown += [(code, "searched_in", ("source",)) for code in said.searched_in]
    return stated + [say(made, f"assessment.{n}", desk.find(to, code)) for code, n, to in shown]


def _day(said: str) -> str:
    try:
        return read_date(said).text
    except DateError:
        raise UnreadableDayError(said=said) from None
