"""Points of a document: questions, recommendations, asks; by article, numbered as they were made.

Options: `kinds`; `addressed` "body" or "state"; `group` "article"; `articles` (those of one part).
A point stands under the first article it names. Points of others that the document takes in belong
to its history, not here. Nobody cites himself: under a point of our own stands what it repeats.
"""

import re
from dataclasses import replace

from kuager.model.article_parts import ArticleGroup, place_among
from kuager.model.chapter import Citation
from kuager.model.manuscript import Drawn
from kuager.model.outline import BlockPlan
from kuager.model.said import Said
from kuager.model.treaty import PointGroup, PointList, PrintedPoint
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places, listed
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.said import SaidReader, citation_of
from kuager.verbs.treaty_articles import (
    groups_of,
    own_articles,
    own_points,
    treaty_of_document,
)

_DIGITS = re.compile(r"(\d+)")


def draw_points(desk: Desk, asked: Asked) -> Drawn:
    """The points of a block; nothing if there are none."""
    writing, plan = asked.writing, asked.plan
    reader = SaidReader(desk, use=asked.use, language=asked.language)
    treaty = treaty_of_document(desk, writing)
    wanted = [r for r in own_points(desk, writing) if _is_wanted(r, plan, writing)]
    found = Places(desk, asked).those_here(wanted)
    cut = reader.cut(sorted(found, key=_order), alone=True)
    records = {bytes(record.id): record for record in found}
    groups = _grouped(desk, plan, treaty, [(s, records[s.id]) for s in cut.passed if s.texts])
    told = [
        PointGroup(articles=g, points=tuple(_point(reader, s, r, writing) for s, r in each))
        for g, each in groups
    ]
    return Drawn(
        material=PointList(groups=tuple(told)) if told else None,
        behind=tuple(s.id for s in cut.passed if s.texts),
        held=cut.held,
        unwritten=cut.unwritten,
    )


def print_point(reader: SaidReader, said: Said, record: Record) -> PrintedPoint:
    """A point as it may be printed, with where it is said."""
    return PrintedPoint(
        code=said.code,
        id=said.id,
        text=said.texts.get(reader.language, ""),
        is_asked=record.text("point.kind") == "question",
        verbatim=bool(record.get("point.verbatim")),
        by=reader.names(record, "point.made_by"),
        symbol=record.text("point.document_symbol"),
        number=record.text("point.number"),
        date=record.text("point.date"),
        position=reader.label("point_position", record.text("point.position")),
        position_said=reader.words(record, "point.position_said"),
        citations=said.citations,
    )


def by_number(record: Record) -> list[tuple[int, str]]:
    """The number of a point, for sorting: 2 before 10; those without one last."""
    text = record.text("point.number") or "\uffff"
    return [(int(p) if p.isdecimal() else 0, p) for p in _DIGITS.split(text) if p]


def _point(reader: SaidReader, said: Said, record: Record, writing: Writing) -> PrintedPoint:
    repeated = [
        citation_of(each, reader)
        for each in reader.records(record.every("point.repeats"))
        if bytes(each.id) not in writing.leaves
    ]
    others = [c for c in reader.citing.of(record) if not _is_own(reader, c, writing)]
    return replace(print_point(reader, said, record), citations=(*repeated, *others))


def _is_own(reader: SaidReader, citation: Citation, writing: Writing) -> bool:
    """Whether a citation is of a document of the authors themselves."""
    uid = reader.desk.view.find_code("source", citation.source or citation.key)
    source = reader.record(uid)
    return source is not None and source.get("source.organisation") in writing.authors


def _is_wanted(record: Record, plan: BlockPlan, writing: Writing) -> bool:
    kinds = listed(plan, "kinds")
    if kinds and record.text("point.kind") not in kinds:
        return False
    if not set(writing.authors) & set(record.every("point.made_by")):
        return False
    addressed = plan.options.get("addressed")
    to_body = bool(set(writing.bodies) & set(record.every("point.addressed_to")))
    return addressed is None or to_body == (addressed == "body")


def _order(record: Record) -> tuple[str, list[tuple[int, str]]]:
    return record.text("point.date") or "", by_number(record)


def _grouped(
    desk: Desk, plan: BlockPlan, treaty: str | None, found: list[tuple[Said, Record]]
) -> list[tuple[ArticleGroup | None, list[tuple[Said, Record]]]]:
    """Points by article; those of no article of this treaty come last."""
    if plan.options.get("group") != "article":
        return [(None, found)] if found else []
    named = {s.id: own_articles(r, treaty)[:1] for s, r in found}
    groups = groups_of(desk, {each for first in named.values() for each in first})
    places: list[ArticleGroup | None] = [*groups, None]
    told = [
        (place, [pair for pair in found if place_among(named[pair[0].id], groups) == place])
        for place in places
    ]
    return [(place, pairs) for place, pairs in told if pairs]
