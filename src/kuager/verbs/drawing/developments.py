"""What happened, in order: developments chosen by hand, or by period and headings."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kuager.model.chapter import Development
from kuager.model.developments import Developments
from kuager.model.disclosure import what_may_leave
from kuager.model.manuscript import Drawn
from kuager.model.moments import hull
from kuager.model.outline import Options
from kuager.model.places import COUNTRIES
from kuager.model.statement import EntityId
from kuager.model.writing import Writing
from kuager.verbs.chapters import TOLD_TYPES, Gathered, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import date_of

_LAST: Final = date.max


def draw_developments(desk: Desk, asked: Asked) -> Drawn:
    """Developments cut to what may be told, in the order of their dates.

    If the document takes in any development by hand, it tells just these; otherwise all of its
    period. Options: under the headings `rubric`, of the kinds of event `kinds`, or of all kinds
    but `without`. What the document leaves out by hand is never told.
    """
    found = _gathered(desk, asked)
    of_kind = [d for d in found.developments if _is_of_kind(desk, d, asked.plan.options)]
    wanted = _under(of_kind, asked.plan.options.get("rubric"))
    cut = what_may_leave(
        [d for d in wanted if d.id not in asked.writing.leaves],
        use=asked.outline.use,  # type: ignore[arg-type]
        language=asked.language,
        consents=found.consents,
        on=desk.today,
    )
    told = sorted((d for d in cut.passed if d.told_under is None), key=_when)
    return Drawn(
        material=Developments(language=asked.language, told=tuple(told)) if told else None,
        behind=tuple(d.id for d in told),
        held=cut.held,
        unwritten=cut.unwritten,
        possibly=tuple(found.possibly),
    )


def _gathered(desk: Desk, asked: Asked) -> Gathered:
    """What was chosen by hand, or else everything of the period; uncut."""
    writing, gathering = asked.writing, Gathering(desk)
    chosen = [
        record for record in (desk.record_of(uid) for uid in writing.takes) if record is not None
    ]
    by_hand = [record for record in chosen if record.type in TOLD_TYPES]
    if by_hand:
        found = Gathered()
        for record in by_hand:
            development, consents = gathering.one(record)
            found.developments.append(development)
            found.consents |= consents
        return found
    days = period_of(writing)
    country = COUNTRIES.get(writing.country or "")
    if days is None or country is None:
        return Gathered()
    return gathering.gather_between(country, *days)


def period_of(writing: Writing) -> tuple[date, date] | None:
    """The first and the last day that a document covers; None if it names no period."""
    found = date_of(writing.period)
    if found is None:
        return None
    begins, ends = hull(found.reach)
    return None if begins is None else (begins, ends or _LAST)


def _under(developments: Iterable[Development], rubric: object) -> list[Development]:
    """Those under one of these headings; all if none is named."""
    wanted = set(rubric) if isinstance(rubric, (list, tuple)) else set()
    return [d for d in developments if not wanted or {d.heading, *d.also_under} & wanted]


def _is_of_kind(desk: Desk, development: Development, options: Options) -> bool:
    """Whether a development is of the kinds of event that a block tells; a step always is."""
    if development.type != "event":
        return "kinds" not in options
    record = desk.view.record(EntityId(development.id))
    kind = None if record is None else record.text("event.kind")
    return kind in _named(options, "kinds", kind) and kind not in _named(options, "without")


def _named(options: Options, name: str, *otherwise: str | None) -> tuple[str | None, ...]:
    found = options.get(name)
    return tuple(found) if isinstance(found, list) else otherwise


def _when(development: Development) -> tuple[date, date, str]:
    if development.date is None:
        return _LAST, _LAST, development.code
    begins, ends, _ = development.date.order
    return begins, ends, development.code
