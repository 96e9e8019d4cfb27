"""What the gate says, in English: verdicts, refusals, mends. The doors say it in any language."""

from collections.abc import Callable, Mapping
from typing import Final

from kuager import N_, Fact
from kuager.model.published import Rule
from kuager.model.question import Dimension
from kuager.verbs.gate import Verdict, Weighed, WeighedCell
from kuager.verbs.mends import Mend

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    "exact": N_("Pass, because they are large enough"),
    "institution": N_(
        "Pass, however small: they tell what the State did, and nothing of the people it was "
        "done to"
    ),
    "single": N_(
        "Pass, however small: every record behind them may be published by itself, as much of it "
        "as the table tells"
    ),
    "rounded": N_("Pass, rounded"),
    "held": N_("Held back"),
    "held-with-it": N_("Held back with them: otherwise one could compute what is held back"),
}
WHY_WORDS: Final[Mapping[str, str]] = {
    "below-threshold": N_("fewer than {least}: so few can be recognised"),
    "zero": N_("nobody: that, too, would tell something of all the others"),
    "concentrated": N_("all of its row or column stand here, so it would tell it of each of them"),
    "": N_("from it one could compute a number that is held back"),
}
EXPOSED_WORDS: Final[Mapping[str, str]] = {
    "suppressed-cell": N_("a number that was held back could be computed"),
    "small-group": N_("a group of fewer than {least} people could be computed"),
    "small-change": N_("what was added since would be fewer than {least}, and could be computed"),
    "difference": N_("the difference of two tables would be fewer than {least}"),
    "cannot-be-checked": N_("the tables are too many or too large to be checked together"),
}
MEND_WORDS: Final[Mapping[str, str]] = {
    "years": N_("Count by years instead of months"),
    "regions": N_("Count by regions instead of districts"),
    "broader": N_("Count by the broader words of the list only"),
    "merged": N_("Tell the smallest categories as one"),
    "without": N_("Count without “{dimension}”"),
    "whole-years": N_("Take whole years as the period"),
    "more-years": N_("Take a longer period: two years more"),
    "every": N_("Count all, whatever “{dimension}” says"),
    "rounding": N_("Round all numbers to {base}"),
}


def why_held(cell: WeighedCell, rule: Rule) -> tuple[str, Mapping[str, Fact]]:
    """Why a cell is held back: a message and its facts."""
    return WHY_WORDS.get(cell.why, WHY_WORDS[""]), {"least": rule.k}


def mend_words(
    weighed: Weighed, mend: Mend, named: Callable[[Dimension, str], str]
) -> tuple[str, Mapping[str, Fact]]:
    """What a mend changes: a message and its facts; `named` says a dimension as a unit sees it."""
    asked, kept = weighed.question, mend.question
    gone = [d for d in (*asked.by, *asked.where) if d not in (*kept.by, *kept.where)]
    words = named(gone[0], asked.unit) if gone else ""
    return MEND_WORDS[mend.kind], {"base": mend.rounding or 0, "dimension": words}


def headline(weighed: Weighed) -> tuple[str, Mapping[str, Fact]]:
    """What may leave, in one sentence: a message and its facts."""
    held, passing = len(weighed.held), weighed.passing
    if not weighed.may_leave:
        return N_("Nothing of this table may leave as it is."), {}
    if not weighed.table.base.at_least:
        return N_("Nothing of this table may be counted outside yet."), {}
    if not passing:
        return N_("No number of this table may leave: each could point at a person."), {}
    if not held:
        return N_("Every number of this table may leave."), {}
    return (
        N_("Numbers of this table that may leave: {passing}. Held back: {held}."),
        {"passing": passing, "held": held},
    )


def fewer_outside(weighed: Weighed) -> tuple[str, Mapping[str, Fact]] | None:
    """What differs between the table in the house and the one that may leave; None if nothing."""
    outside, inside = weighed.table.base.at_least, weighed.base + weighed.possibly
    if not weighed.left_out and not weighed.possibly:
        return None
    return (
        N_(
            "Outside, {outside} of {inside} are counted. The others stay in the house: people did "
            "not agree to statistics or were not asked, or the date is not certain."
        ),
        {"outside": outside, "inside": inside},
    )
