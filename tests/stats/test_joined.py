"""Groups that count together: one table over the records of all."""

from random import Random

from tests.stats.frames import by_hand, column, drawn

from kuager.model.question import Dimension, Question
from kuager.model.table import TOTAL
from kuager.stats.cross import cross
from kuager.stats.frame import Frame
from kuager.stats.joined import joined


def _frames(seed: int, *, people: bool) -> tuple[list[Frame], Question]:
    """Three groups that were asked the same."""
    draw = Random(seed)
    question = Question(unit="event", by=(Dimension("event.kind"), Dimension("act.harm")))
    found = []
    for number in range(3):
        frame, _ = drawn(seed * 3 + number, size=draw.choice((0, 5, 70)), people=people)
        columns = {d.text: column(draw, frame.size) for d in question.by}
        found.append(
            Frame(
                size=frame.size,
                sure=frame.sure,
                possibly=frame.possibly,
                columns=columns,
                weights=frame.weights,
                undated=frame.undated,
            )
        )
    return found, question


def test_a_table_over_groups_is_the_sum_of_their_tables() -> None:
    """Each cell is the sum of that cell over the groups, bounds too; open stays open."""
    for seed in range(40):
        frames, question = _frames(seed, people=seed % 2 == 1)
        told = cross(joined(frames), question)
        single = [cross(frame, question) for frame in frames]

        for key in {key for table in single for key in table.cells} | set(told.cells):
            cells = [table.cell(key) for table in single]
            highs = [cell.at_most for cell in cells]
            together = told.cell(key)
            assert together.sure == sum(cell.sure for cell in cells)
            assert together.at_least == sum(cell.at_least for cell in cells)
            assert together.at_most == (None if None in highs else sum(filter(None, highs)))
        assert told.undated == sum(table.undated for table in single)
        assert told.cells == by_hand(joined(frames), question)
        assert told.base.sure == told.cell((TOTAL, TOTAL)).sure


def test_one_group_alone_stays_as_it_is() -> None:
    """Nothing is made anew for one."""
    frame, _ = drawn(3)

    assert joined([frame]) is frame
