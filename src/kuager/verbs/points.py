"""Points as a list and one by one: what is asked of whom, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.assessments import assessments_of, chain_of
from kuager.verbs.desk import Desk, UnknownRecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBrief:
    """One line of a list of points: what is asked of whom, the position, and what became of it.

    `to` are the names of addressees by language; `result` is that of our latest assessment.
    """

    code: str
    kind: str
    texts: Mapping[str, str]
    to: tuple[Mapping[str, str], ...]
    number: str | None
    date: str | None
    position: str | None
    result: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRow:
    """One assessment of a point as it stands in the record."""

    code: str
    of_whom: str
    result: str
    grade: str | None
    texts: Mapping[str, str]
    searched_in: tuple[str, ...]
    searched: Mapping[str, str]
    on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSheet:
    """A point, what it repeats and what repeats it (in time), and what became of it."""

    code: str
    kind: str
    texts: Mapping[str, str]
    number: str | None
    symbol: str | None
    position: str | None
    chain: tuple[tuple[str, str], ...]
    assessments: tuple[AssessmentRow, ...]


@verb(needs="read")
def list_points(
    desk: Desk, *, kind: str = "", by: str = "", to: str = ""
) -> tuple[PointBrief, ...]:
    """Points by whom they are addressed to, the oldest first, with what became of each.

    `kind` is a word of the list, `by` and `to` are codes of organisations. Raises
    UnknownTermError, UnknownRecordError.
    """
    if kind:
        desk.term("point_kind", kind)
    wanted = {
        name: desk.find(("organisation",), code)
        for name, code in (("made_by", by), ("addressed_to", to))
        if code
    }
    found = [
        record
        for record in desk.view.records("point")
        if (not kind or record.text("point.kind") == kind)
        and all(uid in record.every(f"point.{name}") for name, uid in wanted.items())
    ]
    briefs = [_brief(desk, record) for record in found]
    return tuple(sorted(briefs, key=lambda each: (_names(each), each.date or "")))


@verb(needs="read")
def show_point(desk: Desk, *, code: str) -> PointSheet:
    """A point with what it repeats over the years and what became of it."""
    uid = desk.find(("point",), code)
    record = desk.view.record(uid)
    if record is None:
        raise UnknownRecordError(code=code)
    chain = sorted(chain_of(desk, [uid]), key=lambda each: each.text("point.date") or "")
    return PointSheet(
        code=record.code,
        kind=record.text("point.kind") or "",
        texts=record.texts("point.text"),
        number=record.text("point.number"),
        symbol=record.text("point.document_symbol"),
        position=record.text("point.position"),
        chain=tuple((each.code, each.text("point.date") or "") for each in chain),
        assessments=tuple(_row(desk, each) for each in assessments_of(desk, uid)),
    )


def _brief(desk: Desk, record: Record) -> PointBrief:
    known = assessments_of(desk, record.id)
    ours = [each for each in known if each.text("assessment.of_whom") in (None, "ours")]
    to = desk.records_of(record.every("point.addressed_to"))
    return PointBrief(
        code=record.code,
        kind=record.text("point.kind") or "",
        texts=record.texts("point.text"),
        to=tuple(r.texts("organisation.name") for r in to if r.type == "organisation"),
        number=record.text("point.number"),
        date=record.text("point.date"),
        position=record.text("point.position"),
        result=ours[-1].text("assessment.result") if ours else None,
    )


def _names(brief: PointBrief) -> tuple[str, ...]:
    return tuple(names.get("en") or next(iter(names.values()), "") for names in brief.to)


def _row(desk: Desk, record: Record) -> AssessmentRow:
    sources = desk.records_of(record.every("assessment.searched_in"))
    return AssessmentRow(
        code=record.code,
        of_whom=record.text("assessment.of_whom") or "",
        result=record.text("assessment.result") or "",
        grade=record.text("assessment.grade"),
        texts=record.texts("assessment.text"),
        searched_in=tuple(each.code for each in sources),
        searched=record.texts("assessment.searched"),
        on=record.text("assessment.assessed_on"),
    )
