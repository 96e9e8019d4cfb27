"""What concerns the document as a whole: blocks that say nothing yet, and its length."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import CLOSING, Matter

_STATES: Final = {
    "empty": N_("This part has to say something, and says nothing yet."),
    "draft": N_("This text is still a draft."),
    "unread": N_("Nobody but its writer has read this text."),
    "stale": N_("What stands under this text has changed since it was written."),
}
_MENDS: Final = {
    "empty": N_("Write it, keep a text for it, or record what is drawn here."),
    "draft": N_("Finish it, and mark it as ready."),
    "unread": N_("Ask another person to read it."),
    "stale": N_("Read it again, change what is no longer so, and mark it as ready."),
}


_LOOK_IT_UP: Final = N_(
    "This limit is from memory: look it up, and enter what you found in the rulebook. If it holds, "
    "shorten the document."
)


def _empties(matter: Matter) -> Iterator[Hit]:
    for one in matter.empties:
        yield Hit(
            place=one.place,
            piece="",
            words="—",
            about=one.state,
            why=_STATES[one.state],
            mend=_MENDS[one.state],
        )


def _remarks(matter: Matter) -> Iterator[Hit]:
    """What the layout remarked; of a figure that is held the check of figures tells."""
    for piece in matter.pieces:
        for code, problem in piece.remarks:
            is_told = code in piece.held_figures and problem in ("figure-held", "figure-unweighed")
            if problem in _REMARKED and not is_told:
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text,
                    about=f"{code} {problem}",
                    facts={"code": code, "reason": problem},
                )


def _length(matter: Matter) -> Iterator[Hit]:
    wanted = matter.budget.words
    if wanted is None:
        return
    words = matter.budget.used
    if words > wanted:
        yield Hit(
            place=CLOSING,
            piece="",
            words="—",
            about=str(words),
            facts={"words": words, "limit": wanted, "over": words - wanted},
            mend=_LOOK_IT_UP if matter.budget.from_memory else "",
        )


_REMARKED: Final = frozenset(
    {
        "figure-held",
        "figure-told-otherwise",
        "figure-unweighed",
        "names-nothing",
        "no-source",
        "refers-to-nothing",
        "refers-to-what-is-not-printed",
        "says-a-month-that-is-not-known",
    }
)
"""Of what a layout remarks, what would be wrong in print; the rest is shown where it is read."""
REMARK: Final = Check(
    name="wording",
    why=N_("Something about the wording of {code}: {reason}"),
    mend=N_("Mend the wording or its sources."),
    look=_remarks,
)
UNFINISHED: Final = Check(
    name="unfinished",
    why=_STATES["empty"],
    mend=_MENDS["empty"],
    look=_empties,
)
TOO_LONG: Final = Check(
    name="too-long",
    why=N_("The document has {words} words, {over} more than the {limit} that are taken."),
    mend=N_("Shorten it: what is over is often not read, or the whole is sent back."),
    look=_length,
)
