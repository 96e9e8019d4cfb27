"""Dates of a clock with the positions of which they are said, and where they lie in a period."""

from collections.abc import Iterable, Sequence
from datetime import date

from kuager.model.dates import DateError, Placement, UncertainDate, read_date

Dated = Sequence[tuple[UncertainDate, list[int]]]
"""Dates with the positions of which each is said."""


def read_dates(said: Iterable[tuple[object, list[int]]]) -> Dated:
    """The dates among what is said; what is no date tells nothing."""
    found: list[tuple[UncertainDate, list[int]]] = []
    for text, places in said:
        try:
            found.append((read_date(str(text)), places))
        except DateError:
            continue
    return found


def first_said(lists: Iterable[Dated]) -> Dated:
    """For each position the dates of the first list in which it has any."""
    found: list[tuple[UncertainDate, list[int]]] = []
    met: set[int] = set()
    for dated in lists:
        fresh = list(dated)
        if met:
            fresh = [(said, [at for at in places if at not in met]) for said, places in dated]
        found += [(said, places) for said, places in fresh if places]
        met.update(at for _, places in fresh for at in places)
    return found


def placed_in(dated: Dated, first: date | None, last: date | None) -> tuple[list[int], list[int]]:
    """The positions of dates that surely lie in a period, and of those that possibly do.

    A position with several dates may stand in both.
    """
    sure: list[int] = []
    maybe: list[int] = []
    for said, places in dated:
        verdict = _placed(said, first or date.min, last or date.max)
        if verdict != "out":
            (sure if verdict == "in" else maybe).extend(places)
    return sure, maybe


def _placed(said: UncertainDate, first: date, last: date) -> Placement:
    """Where a date lies as seen from a period; the usual one, a single span of days, at once."""
    begins, ends = said.reach[0]
    if len(said.reach) > 1 or begins is None or ends is None:
        return said.is_within(first, last)
    if ends < first or begins > last:
        return "out"
    return "in" if first <= begins and ends <= last else "possibly"


def earliest(dated: Iterable[tuple[UncertainDate, list[int]]]) -> Dated:
    """For each position its earliest date alone."""
    met: set[int] = set()
    found: list[tuple[UncertainDate, list[int]]] = []
    for said, places in sorted(dated, key=lambda one: one[0].order):
        fresh = [at for at in places if at not in met]
        met.update(fresh)
        found.append((said, fresh))
    return found
