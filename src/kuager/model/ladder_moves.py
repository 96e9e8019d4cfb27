"""Moves: what can happen on a rung, each said with one click and without a paper.

A move becomes one `step`: its kind, outcome, exit code and stage are words of the vocabularies, so
that what was clicked is counted together with what was imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kuager import N_
from kuager.model.ladder import Ladder, Rung

By = Literal["us", "them"]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened: who did it, how it is called, and what the step says.

    `paper`: False where nothing in writing was given, None where it is not said.
    """

    id: str
    by: By
    label: str
    kind: str
    outcome: str
    exit: str | None = None
    stage: str | None = None
    paper: bool | None = None


_ALL: Final = (
    Move("filed", "us", N_("We filed it"), "filed", "submitted", stage="attempted"),
    Move(
        "refused", "them", N_("They would not take it"), "refused", "refused",
        exit="refused", stage="attempted", paper=False,
    ),
    Move(
        "refused-identity", "them", N_("They refused once they knew who it was"), "refused",
        "refused", exit="refused-identity", stage="attempted", paper=False,
    ),
    Move("accepted", "them", N_("They took it and gave a receipt"), "accepted", "accepted",
         stage="accepted", paper=True),
    Move(
        "no-number", "them", N_("They took it, but gave no number"), "accepted", "not-registered",
        exit="not-registered", stage="accepted", paper=False,
    ),
    Move("registered", "them", N_("It is on the register"), "registered", "registered",
         stage="registered"),
    Move(
        "requalified", "them", N_("They made it a domestic matter"), "requalified", "requalified",
        exit="requalified", stage="registered",
    ),
    Move(
        "archived", "them", N_("They archived it"), "closed", "left-without-consideration",
        exit="archived",
    ),
    Move("answered", "them", N_("They answered"), "answered", "unknown"),
    Move("no-word", "them", N_("No word from them"), "no-word", "none", paper=False),
    Move(
        "withdrawn-fear", "us", N_("Withdrawn out of fear"), "withdrawn", "withdrawn",
        exit="withdrawn-fear",
    ),
    Move("charged", "them", N_("They drew up a protocol"), "charged", "pending",
         exit="counter-charge"),
    Move("sentenced", "them", N_("They decided against our person"), "decision",
         "convicted-one-of-ours"),
    Move("dropped", "them", N_("They dropped it"), "closed", "for", exit="favourable"),
)  # fmt: skip
MOVES: Final[Mapping[str, Move]] = {move.id: move for move in _ALL}
"""Every move by its id."""
ANSWERS: Final = ("for", "in-part", "against", "none")
"""What an answer came to, as a person chooses it (words of `step_outcome`)."""

_LETTER = ("filed", "refused", "answered", "archived", "no-word", "withdrawn-fear")
_DESK = (
    "filed", "refused", "refused-identity", "accepted", "no-number", "registered", "requalified",
    "answered", "archived", "no-word", "withdrawn-fear",
)  # fmt: skip
_AGAINST = {
    "protocol": ("charged", "refused", "dropped"),
    "first-decision": ("sentenced", "dropped", "no-word"),
}


def moves_on(ladder: Ladder, rung: Rung) -> tuple[Move, ...]:
    """What can be said of a rung with one click, in the order of reading."""
    names: tuple[str, ...] = _DESK if rung.registers else _LETTER
    if ladder.side == "theirs":
        names = _AGAINST.get(rung.id, names)
    return tuple(MOVES[name] for name in names)
