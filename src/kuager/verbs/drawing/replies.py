"""The State's replies beside the questions of the body, and what our check found.

Silence is a finding: an assessment "silent" with the document that was searched, its paragraphs and
the day. A reply to no numbered question, and a gap nobody asked about (a finding of ours that was
assessed), stand after the questions.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from kuager import N_
from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.said import Said
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.model.statement import EntityId
from kuager.model.treaty import PrintedPoint
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.assessments import assessments_of, checked
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.points import by_number, print_point
from kuager.verbs.drawing.treaty_lines import check_line, claim_line, named
from kuager.verbs.said import SaidReader
from kuager.verbs.treaty_articles import own_points

ASKED: Final = N_("Question {number}")
ASKED_WITHOUT_NUMBER: Final = N_("Question")
NOBODY_ASKED: Final = N_("Not asked, and not said")
REPLIED: Final = N_("Reply of the State")
CLAIMED: Final = N_("What the State claims")


@dataclass(slots=True)
class _Gathered:
    """Collects entries, and what was held back on the way."""

    reader: SaidReader
    held: list[Held] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)
    behind: list[bytes] = field(default_factory=list)

    def entry(self, head: Record | None, replies: list[Record]) -> Entry | None:
        """One question with its replies and everything that was found about them."""
        records = [*([head] if head is not None else []), *replies]
        printed = {bytes(r.id): p for r in records if (p := self._point(r)) is not None}
        if head is not None and bytes(head.id) not in printed:
            return None
        found, held = checked(self.reader, records)
        claims = [line for record in records for line in self._claims(record)]
        self.held += held
        told = [printed[bytes(r.id)] for r in replies if bytes(r.id) in printed]
        question = None if head is None else printed[bytes(head.id)]
        if question is None and not told:
            return None
        lines = (
            *([_question(question)] if question is not None else []),
            *(line for reply in told for line in _reply(reply)),
            *claims,
            *(check_line(each) for each in found),
        )
        self.behind += [uid for line in lines for uid in line.behind]
        code = (question or told[0]).code
        apart = tuple(replace(line, piece=f"{code}-{line.piece}") for line in lines)
        return Entry(code=code, lines=apart)

    def _point(self, record: Record) -> PrintedPoint | None:
        said = self._cut([record])
        return print_point(self.reader, said[0], record) if said else None

    def _claims(self, point: Record) -> list[Line]:
        """What was claimed in a reply, with our check."""
        links = self.reader.desk.view.referring(point.id, "claim.about")
        found = self.reader.records(dict.fromkeys(link.subject for link in links))
        records = {bytes(r.id): r for r in found if r.text("claim.our_check") != "not-checked"}
        return [
            replace(claim_line(self.reader, said, records[said.id], style="body"), label=CLAIMED)
            for said in self._cut(list(records.values()))
        ]

    def _cut(self, records: list[Record]) -> list[Said]:
        cut = self.reader.cut(records)
        self.held += cut.held
        self.unwritten += cut.unwritten
        return [said for said in cut.passed if said.texts]


def draw_replies(desk: Desk, asked: Asked) -> Drawn:
    """Questions, replies and checks of the document's cycle; nothing if there are none."""
    gathered = _Gathered(SaidReader(desk, use=asked.use, language=asked.language))
    places = Places(desk, asked)
    entries = [
        entry
        for head, replies in _pairs(desk, asked.writing)
        if places.is_here(head if head is not None else replies[0])
        and (entry := gathered.entry(head, replies)) is not None
    ]
    return Drawn(
        material=Sheet(entries=tuple(entries)) if entries else None,
        behind=tuple(dict.fromkeys(gathered.behind)),
        held=tuple(dict.fromkeys(gathered.held)),
        unwritten=tuple(dict.fromkeys(gathered.unwritten)),
    )


def _question(point: PrintedPoint) -> Line:
    """What was asked, with its number; or a gap that nobody asked about."""
    label: Telling | str = ASKED_WITHOUT_NUMBER if point.is_asked else NOBODY_ASKED
    if point.is_asked and named(point):
        label = Telling(message=ASKED, facts={"number": named(point)})
    return _line(point, label)


def _reply(point: PrintedPoint) -> list[Line]:
    """What the State replied: quoted if word for word, else told; and its position."""
    if not point.verbatim:
        return [_line(point, REPLIED)]
    quote = replace(_line(point, ""), style="quote", piece=f"{point.code}-quote")
    return [Line(label=REPLIED, says=(), piece=point.code, behind=(point.id,)), quote]


def _line(point: PrintedPoint, label: Telling | str) -> Line:
    return Line(
        label=label,
        says=(Telling(text=point.text),),
        citations=point.citations,
        piece=point.code,
        behind=(point.id,),
    )


def _pairs(desk: Desk, writing: Writing) -> list[tuple[Record | None, list[Record]]]:
    """Each question with its replies, then replies to no question, then gaps nobody asked about."""
    if writing.proceeding is None:
        return []
    links = desk.view.referring(EntityId(writing.proceeding), "point.proceeding")
    found = (desk.view.record(subject) for subject in dict.fromkeys(link.subject for link in links))
    points = [r for r in found if r is not None and bytes(r.id) not in writing.leaves]
    bodies = set(writing.bodies)
    questions = [r for r in points if _is(r, "question") and bodies & set(r.every("point.made_by"))]
    replies = [r for r in points if _is(r, "reply")]
    asked = {bytes(question.id) for question in questions}
    pairs: list[tuple[Record | None, list[Record]]] = [
        (q, [r for r in replies if bytes(q.id) in r.every("point.answers")])
        for q in sorted(questions, key=by_number)
    ]
    pairs += [(None, [r]) for r in replies if not asked & set(r.every("point.answers"))]
    gaps = [r for r in own_points(desk, writing) if _is(r, "finding")]
    return pairs + [(gap, []) for gap in gaps if assessments_of(desk, gap.id)]


def _is(record: Record, kind: str) -> bool:
    return record.text("point.kind") == kind
