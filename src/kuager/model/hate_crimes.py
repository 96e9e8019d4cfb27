"""Which incidents a report on hate crimes takes: bias, and an offence; and why not the others.

Source: the rule of ODIHR that a hate crime is a criminal offence with a bias motivation, and that
discrimination and hate speech alone are left out (hatecrime.osce.org/civil-society).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

NOBODY: Final = frozenset({"none", "unknown"})
"""Words of the list of biases that say that none was shown, or that none is known."""
SPEECH: Final = frozenset({"hate-speech", "smear", "verbal-abuse"})
"""Acts that are words only; threats and incitement to violence are crimes in themselves."""
DISCRIMINATION: Final = frozenset({"equality", "freedoms", "justice"})
"""Branches of the list of acts that hold discrimination and limits of rights, not crimes."""
TAKEN: Final = frozenset({"incident", "gathering", "situation"})
"""Kinds of event in which something is done to people or things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act as the filter sees it; `branches` are the act's own word and all words above it."""

    type: str
    branches: frozenset[str]
    bias: tuple[str, ...] = ()
    offence: str | None = None
    has_note: bool = False

    @property
    def shows_bias(self) -> bool:
        """Whether a bias of the perpetrator is recorded."""
        return any(term not in NOBODY for term in self.bias)


def reasons_to_leave_out(kind: str | None, deeds: tuple[Deed, ...]) -> tuple[str, ...]:
    """Every reason for which an incident is not a hate crime to be reported; none if it is one."""
    if kind not in TAKEN or not deeds:
        return ("not-an-incident",)
    return tuple(dict.fromkeys(_reasons(deeds)))


def counted(deeds: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """The acts for which an incident is taken."""
    return tuple(deed for deed in deeds if _is_taken(deed))


def _reasons(deeds: tuple[Deed, ...]) -> Iterator[str]:
    if any(map(_is_taken, deeds)):
        return
    biased = tuple(deed for deed in deeds if deed.shows_bias)
    if not biased:
        yield "no-bias"
    for deed in biased or deeds:
        if deed.type in SPEECH:
            yield "speech-only"
        elif deed.branches & DISCRIMINATION:
            yield "discrimination-only"
        elif (reason := _offence(deed)) is not None:
            yield reason


def _is_taken(deed: Deed) -> bool:
    is_words_or_rights = deed.type in SPEECH or bool(deed.branches & DISCRIMINATION)
    return deed.shows_bias and not is_words_or_rights and _offence(deed) is None


def _offence(deed: Deed) -> str | None:
    if deed.offence == "yes":
        return None
    if deed.offence == "no":
        return "no-offence"
    if deed.offence == "unclear":
        return None if deed.has_note else "offence-unclear"
    return "offence-not-said"
