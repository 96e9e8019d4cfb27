"""The main dates of one type of record in memory: in order, by year, and between two days.

Kept up record by record: after an edit nothing is counted anew but what the edit moved.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import NamedTuple

from kuager.model.dates import DateError, UncertainDate, read_date

Bits = int
"""One bit for each position of a listing."""
_ONE = ord("1")
_FEW = 40
_ZERO_ONE = bytes.maketrans(b"01", b"\0\1")
_FAR = (date.max, date.max, "\U0010ffff")


class Chosen(NamedTuple):
    """The records that are left: all of them, and those of them that surely are."""

    all: Bits
    sure: Bits


def bits_of(places: Iterable[int], size: int) -> Bits:
    """A number with these bits; `size` is more than every place."""
    found = list(places)
    if len(found) < _FEW:
        bits = 0
        for place in found:
            bits |= 1 << place
        return bits
    flags = bytearray(b"0") * size
    for place in found:
        flags[place] = _ONE
    flags.reverse()
    return int(flags, 2)


@dataclass(slots=True)
class Calendar:
    """Which position of a listing has which date."""

    texts: list[str | None] = field(default_factory=list)
    _members: dict[str, tuple[UncertainDate | None, list[int]]] = field(default_factory=dict)
    _years: dict[int, Chosen] | None = None
    _order: list[int] | None = None

    def put(self, dated: dict[int, str | None]) -> None:
        """Say the dates of some positions, in place of what was said of them."""
        is_much = len(dated) > _FEW
        if is_much:
            self._years = self._order = None
        for place in dated:
            self._drop(place)
        for place, text in dated.items():
            while place >= len(self.texts):
                self.texts.append(None)
            self.texts[place] = text
            if text is not None:
                if text not in self._members:
                    self._members[text] = (date_of(text), [])
                self._members[text][1].append(place)
        for place, text in () if is_much else dated.items():
            self._enter(place, text)

    def _drop(self, place: int) -> None:
        text = self.texts[place] if place < len(self.texts) else None
        if self._order is not None and place < len(self.texts):
            at = bisect_left(self._order, self._key(place), key=self._key)
            if at < len(self._order) and self._order[at] == place:
                del self._order[at]
        if text is not None:
            self._members[text][1].remove(place)
            self.texts[place] = None
        if self._years is not None and text is not None:
            kept = ~(1 << place)
            for year, found in self._years.items():
                self._years[year] = Chosen(found.all & kept, found.sure & kept)

    def _enter(self, place: int, text: str | None) -> None:
        """Put one position into the years and the order that were made before."""
        if self._order is not None:
            insort(self._order, place, key=self._key)
        said = date_of(text)
        if self._years is None or said is None:
            return
        if any(end.year not in self._years for end in _ends(said)):
            self._years = None
            return
        bit = 1 << place
        for year, found in self._years.items():
            verdict = said.is_within(date(year, 1, 1), date(year, 12, 31))
            if verdict != "out":
                sure = found.sure | bit if verdict == "in" else found.sure
                self._years[year] = Chosen(found.all | bit, sure)

    def between(self, first: date, last: date) -> Chosen:
        """Those whose date lies surely, or possibly, from first to last."""
        sure: list[int] = []
        maybe: list[int] = []
        for said, places in self._known():
            verdict = said.is_within(first, last)
            if verdict != "out":
                (sure if verdict == "in" else maybe).extend(places)
        certain = bits_of(sure, len(self.texts))
        return Chosen(certain | bits_of(maybe, len(self.texts)), certain)

    def in_year(self, year: int) -> Chosen:
        """Those whose date lies surely, or possibly, in a year."""
        known = self.years().get(year)
        return known or self.between(date(year, 1, 1), date(year, 12, 31))

    def years(self) -> dict[int, Chosen]:
        """Every year in which some date begins or ends, with those surely and possibly in it."""
        if self._years is None:
            self._years = self._count_years()
        return self._years

    def _count_years(self) -> dict[int, Chosen]:
        known = list(self._known())
        sure: dict[int, list[int]] = {
            year: [] for year in sorted({end.year for said, _ in known for end in _ends(said)})
        }
        maybe: dict[int, list[int]] = {year: [] for year in sure}
        for said, places in known:
            if said.year is not None:
                sure[said.year] += places
                continue
            for year in sure:
                if said.is_within(date(year, 1, 1), date(year, 12, 31)) == "possibly":
                    maybe[year] += places
        size = len(self.texts)
        return {
            year: Chosen((found := bits_of(sure[year], size)) | bits_of(maybe[year], size), found)
            for year in sure
        }

    def _known(self) -> Iterator[tuple[UncertainDate, list[int]]]:
        for said, places in self._members.values():
            if said is not None and places:
                yield said, places

    def order(self) -> list[int]:
        """All positions by their dates, the undated last; see `UncertainDate.order`."""
        if self._order is None:
            self._order = sorted(range(len(self.texts)), key=self._key)
        return self._order

    def backwards(self) -> list[int]:
        """All positions, the last date first, but the undated last here, too."""
        order = self.order()
        dated = bisect_left(order, (*_FAR, -1), key=self._key)
        return order[:dated][::-1] + order[dated:]

    def _key(self, place: int) -> tuple[date, date, str, int]:
        said = date_of(self.texts[place])
        return (*(_FAR if said is None else said.order), place)

    def count(self, chosen: Bits) -> dict[str | None, int]:
        """How many of the chosen have each date, as it is written; None for no date."""
        flags = f"{chosen:b}"[::-1].encode().translate(_ZERO_ONE)
        return Counter(compress(self.texts, flags))


def date_of(text: str | None) -> UncertainDate | None:
    """The date that a text means; None for no text and for one that is no date."""
    if text is None:
        return None
    try:
        return read_date(text)
    except DateError:
        return None


def _ends(said: UncertainDate) -> Iterator[date]:
    """The days with which a date may begin or end, as far as they are bounded."""
    for span in said.reach:
        yield from (day for day in span if day is not None)
