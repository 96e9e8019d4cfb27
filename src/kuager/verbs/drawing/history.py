"""The same thing asked over the years: by which bodies, with which positions, what became of it.

Option `of`: "repeated" (the default: what our points of this document repeat, however far back, and
what else repeats that), "cycle" (everything others recommended in the document's own cycle) or
"cycle-before" (the same of the last cycle of this kind before the same body).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kuager import N_
from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.said import Said
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Stack, Telling
from kuager.model.statement import EntityId
from kuager.model.treaty import PrintedPoint, Words
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.assessments import chain_of, checked
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places, listed
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.points import by_number, print_point
from kuager.verbs.drawing.reading import date_of
from kuager.verbs.drawing.treaty_lines import check_line, named, position_line
from kuager.verbs.said import SaidReader
from kuager.verbs.treaty_articles import own_points

RECOMMENDED: Final = ("recommendation", "roadmap-action")
WHEN: Final = N_("When")
WHO: Final = N_("Who asked")
WHERE: Final = N_("Where")
POSITION: Final = N_("Position of the State")
BECAME: Final = N_("What became of it")
NUMBERED: Final = N_("{number} ({organisation}, {day})")
FROM: Final = N_("{organisation}, {day}")


def draw_history(desk: Desk, asked: Asked) -> Drawn:
    """Recommendations of others by what they ask, each in time; nothing if there are none."""
    reader = SaidReader(desk, use=asked.use, language=asked.language)
    found = sorted(_found(desk, asked), key=_order)
    cut = reader.cut(found)
    told = [said for said in cut.passed if said.texts]
    records = {bytes(record.id): record for record in found}
    printed, held = _assessed(reader, told, records)
    groups: dict[str, list[PrintedPoint]] = {}
    for point in printed:
        groups.setdefault(" ".join(point.text.split()).casefold(), []).append(point)
    parts = [_table(each) if len(each) > 1 else _alone(each[0]) for each in groups.values()]
    return Drawn(
        material=Stack(parts=tuple(parts)) if parts else None,
        behind=(*(s.id for s in told), *(c.id for p in printed for c in p.checked)),
        held=(*cut.held, *held),
        unwritten=cut.unwritten,
    )


def _found(desk: Desk, asked: Asked) -> list[Record]:
    writing, plan = asked.writing, asked.plan
    scope = plan.options.get("of", "repeated")
    if scope == "repeated":
        own = Places(desk, asked).those_here(own_points(desk, writing))
        found = [each for each in _repeated(desk, own, writing) if _is_by_then(each, writing)]
    else:
        cycle = _cycle(desk, writing, is_before=scope == "cycle-before")
        found = [] if cycle is None else _of_cycle(desk, cycle)
    kinds = listed(plan, "kinds") or list(RECOMMENDED)
    ours = set(writing.authors)
    return [
        record
        for record in found
        if record.text("point.kind") in kinds
        and bytes(record.id) not in writing.leaves
        and not ours & set(record.every("point.made_by"))
    ]


def _repeated(desk: Desk, own: Iterable[Record], writing: Writing) -> list[Record]:
    """What our own points repeat, what of others was taken in, and all that hangs together with it.

    A point of ours that merely repeats the same is not followed further.
    """
    seeds: list[object] = []
    for record in own:
        is_ours = bool(set(writing.authors) & set(record.every("point.made_by")))
        seeds += record.every("point.repeats") if is_ours else [record.id]
    return chain_of(desk, [EntityId(value) for value in seeds if isinstance(value, bytes)])


def _is_by_then(record: Record, writing: Writing) -> bool:
    """Whether a point may have been made by the time the document is due."""
    made, due = date_of(record.text("point.date")), date_of(writing.due_on)
    if made is None or due is None or made.earliest is None or due.latest is None:
        return True
    return made.earliest <= due.latest


def _cycle(desk: Desk, writing: Writing, *, is_before: bool) -> Record | None:
    """The cycle of the document, or the last one of its kind before it at the same body."""
    own = None if writing.proceeding is None else desk.view.record(EntityId(writing.proceeding))
    if own is None or not is_before:
        return own
    earlier = [
        record
        for record in desk.view.records("proceeding")
        if record.get("proceeding.kind") == own.get("proceeding.kind")
        and set(record.every("proceeding.body")) & set(own.every("proceeding.body"))
        and (record.text("proceeding.opens") or "\uffff") < (own.text("proceeding.opens") or "")
    ]
    return max(earlier, key=lambda each: each.text("proceeding.opens") or "", default=None)


def _of_cycle(desk: Desk, cycle: Record) -> list[Record]:
    """Everything that was recommended in a cycle."""
    links = desk.view.referring(cycle.id, "point.proceeding")
    found = (desk.view.record(subject) for subject in dict.fromkeys(link.subject for link in links))
    return [record for record in found if record is not None]


def _assessed(
    reader: SaidReader, told: list[Said], records: dict[bytes, Record]
) -> tuple[list[PrintedPoint], list[Held]]:
    """Points with what became of each."""
    printed: list[PrintedPoint] = []
    held: list[Held] = []
    for said in told:
        found, back = checked(reader, [records[said.id]])
        printed.append(replace(print_point(reader, said, records[said.id]), checked=tuple(found)))
        held += back
    return printed, held


def _order(record: Record) -> tuple[str, list[tuple[int, str]]]:
    return record.text("point.date") or "\uffff", by_number(record)


def _table(points: list[PrintedPoint]) -> Grid:
    """The same words said several times: who, when, and with which end."""
    columns: dict[str, list[tuple[Telling, ...]]] = {
        WHEN: [(Telling(date=p.date),) if p.date else () for p in points],
        WHO: [tuple(Telling(texts=name) for name in p.by) for p in points],
        WHERE: [_texts(named(p)) for p in points],
        POSITION: [_position(p) for p in points],
        BECAME: [tuple(Telling(texts=c.result_words) for c in p.checked) for p in points],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    rows = tuple(
        GridRow(
            code=point.code,
            cells=tuple(cells[at] for cells in shown.values()),
            citations=point.citations,
            behind=(point.id,),
        )
        for at, point in enumerate(points)
    )
    lines = tuple(check_line(each) for p in points for each in p.checked if each.text)
    return Grid(caption=Telling(text=points[0].text), header=tuple(shown), rows=rows, lines=lines)


def _alone(point: PrintedPoint) -> Sheet:
    """A recommendation by itself: number and author, its words, the position, what became of it."""
    lines = [
        Line(
            label=_who(point),
            says=(Telling(text=point.text),),
            citations=point.citations,
            piece=point.code,
            behind=(point.id,),
        ),
        *position_line(point),
        *(check_line(each) for each in point.checked),
    ]
    return Sheet(entries=(Entry(code=point.code, lines=tuple(lines)),))


def _who(point: PrintedPoint) -> Telling:
    name: Words = point.by[0] if point.by else {}
    facts: dict[str, Telling | str] = {
        "organisation": Telling(texts=name),
        "day": Telling(date=point.date or ""),
    }
    if not named(point):
        return Telling(message=FROM, facts=facts)
    return Telling(message=NUMBERED, facts={**facts, "number": named(point)})


def _position(point: PrintedPoint) -> tuple[Telling, ...]:
    return (Telling(texts=point.position),) if point.position else ()


def _texts(text: str) -> tuple[Telling, ...]:
    return (Telling(text=text),) if text else ()
