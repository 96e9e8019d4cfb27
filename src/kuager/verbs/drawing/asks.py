"""What a campaign asks, of whom: its points by the kind of people who can do something."""

from collections.abc import Iterable
from typing import Final

from kuager import N_
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import bodies, sources, term_words, words
from kuager.verbs.said import SaidReader

LIST: Final = "audience"
ANYBODY: Final = "public"
TO: Final = N_("(To: {body})")


def draw_asks(desk: Desk, asked: Asked) -> Drawn:
    """The points of a campaign of the kind in option `kind`, in the campaign's own order.

    With the option `by_audience` they stand under the audiences of the vocabulary, each once,
    under the first audience it names.
    """
    kind = str(asked.plan.options.get("kind", "ask"))
    points = [p for p in campaign_points(desk, asked) if p.text("point.kind") == kind]
    cut = SaidReader(desk, use=asked.use, language=asked.language).cut(points, alone=True)
    worded = {said.id for said in cut.passed if said.texts}
    told = [point for point in points if point.id in worded]
    if not told:
        return Drawn(material=None, held=cut.held, unwritten=cut.unwritten)
    entries = _by_audience(desk, told, asked) if asked.plan.options.get("by_audience") else ()
    listed = Entry(code=kind, lines=tuple(_line(desk, point, asked, "item") for point in told))
    return Drawn(
        material=Sheet(entries=tuple(entries) or (listed,)),
        behind=tuple(point.id for point in told),
        held=cut.held,
        unwritten=cut.unwritten,
    )


def campaign_points(desk: Desk, asked: Asked) -> list[Record]:
    """The points that the campaign of a document asks; those it leaves out are not among them."""
    campaigns = desk.records_of((asked.writing.campaign,))
    uids = (uid for campaign in campaigns for uid in campaign.every("campaign.asks"))
    return [point for point in desk.records_of(uids) if point.id not in asked.writing.leaves]


def _by_audience(desk: Desk, points: Iterable[Record], asked: Asked) -> list[Entry]:
    """One entry an audience, in the order of the vocabulary."""
    known = desk.schema.vocabularies[LIST].terms
    groups: dict[str, list[Record]] = {}
    for point in points:
        named = [str(term) for term in point.every("point.audience") if str(term) in known]
        groups.setdefault(named[0] if named else ANYBODY, []).append(point)
    return [
        Entry(
            code=term,
            title=(term_words(desk, LIST, term),),
            lines=tuple(_line(desk, point, asked, "bullet") for point in groups[term]),
        )
        for term in known
        if term in groups
    ]


def _line(desk: Desk, point: Record, asked: Asked, style: str) -> Line:
    """A point with its source, unless it is our own."""
    makers = {uid for uid in point.every("point.made_by") if isinstance(uid, bytes)}
    is_ours = not makers or bool(makers & set(asked.writing.authors))
    to = bodies(desk, point, "point.addressed_to") if asked.plan.options.get("addressed") else ()
    text = words(point, "point.text")
    return Line(
        says=(*text, *(Telling(message=TO, facts={"body": body}) for body in to)),
        style="bullet" if style == "bullet" else "item",
        citations=() if is_ours else sources(Citations(desk), point),
        piece=point.code,
        behind=(point.id,),
    )
