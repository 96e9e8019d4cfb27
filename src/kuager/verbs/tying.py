"""Tying texts to what their marks name, before an erasure looks for what rests on a story.

A text knows what it rests on from when it was written. One that was imported, or that cites a
record made since, is tied here, so that no words about an erased story are left.
"""

from kuager.model.statement import Statement, say
from kuager.model.written import read_written
from kuager.verbs.cited import Cited
from kuager.verbs.desk import Desk
from kuager.verbs.text_records import rests_on, words_of


def tie_texts(desk: Desk) -> int:
    """Say of every written text what it rests on and nobody said yet; returns of how many."""
    cited, said = Cited(desk), list[Statement]()
    tied = 0
    for uid in desk.view.ids("report_text"):
        record = desk.view.record(uid, shut=True)
        if record is None:
            continue
        known = set(rests_on(record))
        new = [one for one in cited.behind(read_written(words_of(record))) if one not in known]
        said += [say(record.id, "report_text.rests_on", one) for one in new]
        tied += bool(new)
    if said:
        with desk.changing("tie_texts"):
            desk.say(said)
    return tied
