"""Who reads a protected table: anybody, and each person who is the only one in a cell."""

from collections.abc import Iterator

import numpy as np

from kuager.stats.disclosure.looking import NO_END
from kuager.stats.disclosure.moves import Net, net
from kuager.stats.disclosure.sheet import Reader, Sheet
from kuager.stats.disclosure.worlds import Pins


def seen_by(sheet: Sheet, hidden: set[int], reader: Reader) -> Iterator[int]:
    """The rows that one reader sees too well although they are held back."""
    return _seen(net(sheet, hidden), reader)


def _seen(found: Net, reader: Reader) -> Iterator[int]:
    known = {row: number for row, number in reader.knows.items() if row in found.hidden}
    if reader.knows and not known:
        return
    view = View(found, known)
    for row in sorted(found.hidden - reader.within):
        if not view.is_met(row) and not found.can_move(row, known):
            yield row


class View:
    """What one reader must hold possible, from the worlds found so far."""

    def __init__(self, found: Net, pins: Pins) -> None:
        """Look at all worlds in the pool that fit what is shown and what the reader knows."""
        self.net = found
        shown = [row for row in range(len(found.sheet.keys)) if row not in found.hidden]
        self.known = np.array(sorted({*shown, *pins}), dtype=np.int64)
        self.seen = 0
        self.least = found.sheet.values
        self.most = found.sheet.values

    def is_met(self, row: int) -> bool:
        """Whether worlds found before show that a row may be far enough off."""
        self._refresh()
        return self.net.sheet.need(row).is_met(int(self.least[row]), int(self.most[row]))

    def _refresh(self) -> None:
        """Take in the worlds that were found since."""
        sheet = self.net.sheet
        fresh = sheet.pool.rows[self.seen :]
        self.seen = sheet.pool.size
        if len(fresh):
            fits = np.all(fresh[:, self.known] == sheet.values[self.known], axis=1)
            fits &= np.all(fresh >= sheet.floor, axis=1)
            fitting = fresh[fits]
            self.least = np.minimum(self.least, fitting.min(axis=0, initial=NO_END))
            self.most = np.maximum(self.most, fitting.max(axis=0, initial=0))


def is_safe(sheet: Sheet, hidden: set[int]) -> bool:
    """Whether nothing primary is shown, and no reader sees a row that is held back."""
    if not sheet.primary.keys() <= hidden:
        return False
    found = net(sheet, hidden)
    return not any(True for reader in sheet.readers for _ in _seen(found, reader))


def first_seen(sheet: Sheet, hidden: set[int], reader: Reader) -> int | None:
    """The first row that a reader sees too well; None if there is none."""
    return next(seen_by(sheet, hidden, reader), None)
