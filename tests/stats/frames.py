"""Random frames for the engines, and a count of them by a plain loop over records."""

from itertools import product
from random import Random

from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, Question
from kuager.model.table import TOTAL, Cell, Key
from kuager.stats.frame import Bits, Column, Frame, Weights

NAMES = ("event.kind", "event.place", "act.harm")
WHERE = "event.polarity"


def drawn(seed: int, *, size: int | None = None, people: bool = False) -> tuple[Frame, Question]:
    """A frame with up to three dimensions, some many-valued, and a question it answers."""
    draw = Random(seed)
    size = draw.choice((0, 1, 2, 7, 8, 9, 64, 200)) if size is None else size
    by = tuple(Dimension(name) for name in NAMES[: draw.randint(0, 3)])
    counted = _some(draw, size, 0.9)
    sure = counted & _some(draw, size, 0.8)
    where = {Dimension(WHERE): tuple(draw.sample(["c0", "c1", "c9", NOTHING], draw.randint(1, 3)))}
    frame = Frame(
        size=size,
        sure=sure,
        possibly=counted & ~sure & _some(draw, size, 0.7),
        columns={d.text: column(draw, size) for d in by},
        filters={WHERE: column(draw, size)},
        weights=weights(draw, size) if people else None,
        disputed=_some(draw, size, 0.2),
        undated=draw.randint(0, 3),
        merged=draw.randint(0, 3),
    )
    asked = where if draw.random() < 0.5 else {}
    return frame, Question(unit="event", by=by, where=asked, sure=draw.random() < 0.2)


def column(draw: Random, size: int) -> Column:
    """Up to twelve categories, with or without records that have several."""
    many = draw.random() < 0.5
    codes = [f"c{n}" for n in range(draw.randint(0, 12))]
    values: dict[str, Bits] = dict.fromkeys(codes, 0)
    for at in range(size):
        most = min(len(codes), 3 if many else 1)
        for code in draw.sample(codes, draw.randint(0, most)):
            values[code] |= 1 << at
    return Column(values=values, many=many)


def weights(draw: Random, size: int) -> Weights:
    """People at each position, now and then without an upper bound."""
    low = [draw.choice((0, 1, 2, 33, 300)) for _ in range(size)]
    high = [number + draw.choice((0, 0, 5)) for number in low]
    return Weights(low=_digits(low), high=_digits(high), open=_some(draw, size, 0.05))


def by_hand(frame: Frame, question: Question) -> dict[Key, Cell]:
    """Every cell that is not empty, and the grand total, from one look at each record."""
    found: dict[Key, Cell] = {(TOTAL,) * len(question.by): Cell(0, 0, 0, 0)}
    for at in range(frame.size):
        sure, possibly = frame.sure >> at & 1, frame.possibly >> at & 1 and not question.sure
        if not (sure or possibly) or not _wanted(frame, question, at):
            continue
        sides = [(*_codes(frame.columns[d.text], at), TOTAL) for d in question.by]
        low, high = _people(frame, at)
        for key in product(*sides):
            was = found.get(key, Cell(0, 0, 0, 0))
            found[key] = Cell(
                was.sure + sure,
                was.possibly + int(possibly),
                was.at_least + sure * low,
                None if high is None or was.at_most is None else was.at_most + high,
            )
    return found


def _wanted(frame: Frame, question: Question, at: int) -> bool:
    return all(
        set(_codes(frame.filters[dimension.text], at)) & set(values)
        for dimension, values in question.where.items()
    )


def _codes(column: Column, at: int) -> list[str]:
    return [code for code, bits in column.values.items() if bits >> at & 1] or [NOTHING]


def _people(frame: Frame, at: int) -> tuple[int, int | None]:
    held = frame.weights
    if held is None:
        return 1, 1
    low = sum((bits >> at & 1) << digit for digit, bits in enumerate(held.low))
    high = sum((bits >> at & 1) << digit for digit, bits in enumerate(held.high))
    return low, None if held.open >> at & 1 else high


def _some(draw: Random, size: int, share: float) -> Bits:
    return sum(1 << at for at in range(size) if draw.random() < share)


def _digits(numbers: list[int]) -> tuple[Bits, ...]:
    most = max(numbers, default=0).bit_length()
    return tuple(
        sum((number >> digit & 1) << at for at, number in enumerate(numbers))
        for digit in range(most)
    )
