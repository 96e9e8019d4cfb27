"""Figures and assertions of others, with base, period, source and what our check found.

If the document takes in any claim by hand, these are told; otherwise those that name an article of
its treaty, or that speak of a development told here. Option `kinds`: "figures" leaves bare
assertions out. The State's own claims stand with its replies.
"""

from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Sheet, Style
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.treaty_lines import claim_line
from kuager.verbs.said import SaidReader
from kuager.verbs.treaty_articles import own_articles

ASSERTION = "assertion"


def draw_claims(desk: Desk, asked: Asked) -> Drawn:
    """The claims of a block; nothing if there are none."""
    reader = SaidReader(desk, use=asked.use, language=asked.language)
    found = [r for r in _wanted(desk, asked, reader) if bytes(r.id) not in asked.writing.leaves]
    cut = reader.cut(found)
    records = {bytes(record.id): record for record in found}
    told = [said for said in cut.passed if said.texts]
    style: Style = "body" if asked.outline.numbered else "item"
    lines = tuple(claim_line(reader, said, records[said.id], style=style) for said in told)
    return Drawn(
        material=Sheet(entries=(Entry(code="claims", lines=lines),)) if lines else None,
        behind=tuple(said.id for said in told),
        held=cut.held,
        unwritten=cut.unwritten,
    )


def _wanted(desk: Desk, asked: Asked, reader: SaidReader) -> list[Record]:
    places = Places(desk, asked)
    chosen = [r for r in reader.records(asked.writing.takes) if r.type == "claim"]
    if chosen:
        return [record for record in chosen if _is_here(record, places, reader)]
    if places.treaty is None:
        return []
    found = (r for r in desk.view.records("claim") if own_articles(r, places.treaty))
    kept = [r for r in found if _is_here(r, places, reader)]
    if asked.plan.options.get("kinds") == "figures":
        kept = [r for r in kept if r.text("claim.unit") != ASSERTION]
    return [r for r in kept if not is_official(r, reader)]


def is_official(record: Record, reader: SaidReader) -> bool:
    """Whether a public body makes a claim."""
    makers = reader.records(record.every("claim.made_by"))
    return any(bool(each.get("organisation.public_body")) for each in makers)


def _is_here(record: Record, places: Places, reader: SaidReader) -> bool:
    """Under its own first article, or else that of what it speaks of."""
    own = own_articles(record, places.treaty)
    about = [record] if own else reader.records(record.every("claim.about"))
    storied = [r for r in about if r.type in ("claim", "event", "point", "proceeding")]
    return any(map(places.is_here, storied)) or not (own or storied)
