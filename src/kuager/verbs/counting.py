"""Counting: a question in, a table out; the same question gives the same number everywhere."""

from dataclasses import replace

from kuager.model.question import Question
from kuager.model.table import Table
from kuager.stats.cross import cross
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.frames import frame_for


@verb(needs="read")
def count_table(desk: Desk, *, question: Question) -> Table:
    """Answer a question from the record as it stands now."""
    counted = frame_for(desk, question)
    return replace(cross(counted.frame, question), practice=desk.practice)
