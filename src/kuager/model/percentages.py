"""Percentages of a known base are counts: 21 % of “over 80” is 17, 18 or 19 cases.

Whoever knows the base reads the counts back, so a percentage is kept in the register as the
interval of counts that it leaves.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from math import ceil, floor

from kuager.model.counts import Count
from kuager.model.published import Key, PublishedCell, UnreadableTableError

_STEPS = tuple(step * 10**power for power in range(8, -1, -1) for step in (5, 1))
_LEAST_STEP = 5


def likely_end(low: int) -> int:
    """Up to which number “over 80” is understood: the next number as round as the one named.

    Nobody says “over 80” of 150. A reader who supposes this knows more than one who does not, so
    a table that is safe from the first is safe from the second.
    """
    named = low - 1 if _roundness(low - 1) > _roundness(low) else low
    step = max(_roundness(named), _LEAST_STEP)
    return (named // step + 1) * step


def _roundness(number: int) -> int:
    """The greatest of 1, 5, 10, 50, 100 … that divides a number."""
    return next((step for step in _STEPS if number > 0 and number % step == 0), 1)


def from_percentages(base: Count, percentages: Mapping[Key, str]) -> dict[Key, PublishedCell]:
    """The cells of percentages of one base, as they were printed (`21`, `7.5`, `12,4`).

    The base may be exact, a range, or open (“over 80”). A percentage may have been rounded or cut
    off; both readings are kept. Raises UnreadableTableError.
    """
    last = likely_end(base.low) if base.high is None else base.high
    return {key: _cell(base.low, last, text) for key, text in percentages.items()}


def _cell(first: int, last: int, printed: str) -> PublishedCell:
    """The counts out of `first` to `last` records that print as this percentage."""
    try:
        share = Decimal(printed.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        raise UnreadableTableError(part="percentage") from None
    if not share.is_finite() or not 0 <= share <= 100:  # noqa: PLR2004 - per cent
        raise UnreadableTableError(part="percentage")
    places = share.as_tuple().exponent
    unit = Decimal(1).scaleb(places if isinstance(places, int) and places < 0 else 0)
    low = ceil(max(share - unit / 2, Decimal(0)) * first / 100)
    high = min(floor((share + unit) * last / 100), last)
    if share == 0:
        return PublishedCell(0, high, "rounded")
    return PublishedCell(max(min(low, high), 0), high, "rounded")
