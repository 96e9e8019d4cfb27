"""How far a matter came on the way to justice, read from its steps by the words they are said in.

The stages are those of the vocabulary `justice_stage`, in its order. A stage that somebody said
counts; else the kind of the step and its outcome tell. A matter that nobody tried to report is
*known*; an open one is in progress, never failed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

STAGES: Final = (
    "known", "attempted", "accepted", "registered", "investigated", "charged", "court",
    "convicted", "remedied", "enforced",
)  # fmt: skip
"""From the first to the last; the same words in the same order as the vocabulary."""

_BY_KIND: Final[Mapping[str, str]] = {
    "attempted": "attempted",
    "filed": "attempted",
    "refused": "attempted",
    "accepted": "accepted",
    "forwarded": "accepted",
    "registered": "registered",
    "requalified": "registered",
    "opened": "investigated",
    "statement-taken": "investigated",
    "medical-examination": "investigated",
    "investigation-step": "investigated",
    "suspended": "investigated",
    "resumed": "investigated",
    "suspect-named": "charged",
    "charged": "charged",
    "sent-to-court": "court",
    "hearing": "court",
    "verdict": "court",
    "compensated": "remedied",
    "enforced": "enforced",
}
_BY_OUTCOME: Final[Mapping[str, str]] = {
    "accepted": "accepted",
    "not-registered": "accepted",
    "registered": "registered",
    "investigated": "investigated",
    "convicted": "convicted",
    "convicted-in-part": "convicted",
    "compensated": "remedied",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What of a step tells how far it came."""

    kind: str | None
    outcome: str | None = None
    stage: str | None = None


def stage_of(steps: Iterable[Said]) -> str:
    """The furthest stage that any of the steps reached; *known* if none did."""
    return max((_stage(step) for step in steps), key=STAGES.index, default="known")


def _stage(step: Said) -> str:
    if step.stage in STAGES:
        return str(step.stage)
    found = (_BY_KIND.get(step.kind or ""), _BY_OUTCOME.get(step.outcome or ""), "known")
    return max(filter(None, found), key=STAGES.index)
