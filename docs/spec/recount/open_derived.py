"""What nobody says but follows from an open folder; for `count_open_folder.py`.

How far a case, an event, a person or a filing came, what came of it in one word, how far its motive
came, whether it goes this way at all; the side of those who gather. The rules: decision 048.
"""

from open_courses import MOTIVE, STAGES, Course, of_motive
from open_filings import Filings
from open_justice import Justice
from open_record import Folder, Id

LISTS = {"furthest_stage": "justice_stage", "way_out": "way_out", "motive_stage": "motive_stage",
         "on_the_way": "", "side": "stance"}  # fmt: skip
NOBODY_KNOWS = "unknown"


def derive(folder: Folder, name: str) -> None:
    """Put what follows into a folder as if it were said, once it is asked for."""
    kind, _, short = name.partition(".")
    if name in folder.props or short not in LISTS:
        return
    words = LISTS[short]
    folder.props[name] = {"kind": "term" if words else "yesno", "vocabulary": words or None}
    if name == "proceeding.furthest_stage":
        filed = Filings(folder)
        found = {who: STAGES[filed.course(who).stage] for who in folder.types[kind]}
    elif name == "event.side":
        found = {who: _side(folder, who) for who in folder.types[kind]}
    else:
        found = _way(folder, kind, short)
    folder.values |= {(who, name): [word] for who, word in found.items()}


def _way(folder: Folder, kind: str, short: str) -> dict[Id, str | bool]:
    justice = Justice(folder, "filing" if kind == "proceeding" else kind)
    if short == "on_the_way":
        return {who: justice.is_concerned(who) for who in folder.types[kind]}
    going = {w: justice.course(w) for w in folder.types[kind] if justice.is_concerned(w)}
    if short == "motive_stage":
        biased = {who: of_motive(c) for who, c in going.items() if justice.with_bias(who)}
        return {who: MOTIVE[course.stage] for who, course in biased.items()}
    if short == "way_out":
        return {who: _out(folder, course) for who, course in going.items()}
    return {who: STAGES[course.stage] for who, course in going.items()}


def _out(folder: Folder, course: Course) -> str:
    """What came of it; of several reasons none is chosen."""
    if course.way in ("open", NOBODY_KNOWS):
        return course.way
    if len(course.why) > 1:
        return "several"
    return next((code for code in course.why if code in folder.words["way_out"]), "ended")


def _side(folder: Folder, event: Id) -> str:
    """The stance of the organisations that organised; mixed if they disagree."""
    filed = Filings(folder)
    stances = {filed.word(one, "organisation.stance") for one in folder.of(event, "event.organiser")
               if folder.kind(one) == "organisation"} - {"", NOBODY_KNOWS}  # fmt: skip
    return next(iter(stances)) if len(stances) == 1 else "mixed" if stances else NOBODY_KNOWS
