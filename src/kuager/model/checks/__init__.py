"""The shelf of checks: the last look at a document before it leaves the house.

Each is pure and small: it looks at the pieces of a document and what stands behind them, and says
what it found. A new check is a file here and a line in `CHECKS`; see docs/travel/new-check.md.
"""

from collections.abc import Iterable
from typing import Final

from kuager.model.checks.accused import ACCUSED
from kuager.model.checks.conflicts import HIDDEN_CONFLICT
from kuager.model.checks.consents import CONSENT, SENSITIVITY
from kuager.model.checks.contacts import MAILBOX, STREET_ADDRESS, TELEPHONE
from kuager.model.checks.finding import Check, Finding, Overridden, finding_of
from kuager.model.checks.identifying import EXACT_AGE, EXACT_DAY, ROLE_TOWN_DATE, VENUE
from kuager.model.checks.initials import INITIAL, INITIAL_WITH_FACTS, INITIAL_WITH_LINK
from kuager.model.checks.languages import FOREIGN_WORD, MIXED_LETTERS, UNTRANSLATED
from kuager.model.checks.leftovers import LEFT_MARK, REMINDER, SEE_HERE
from kuager.model.checks.links import (
    LOCAL_LINK,
    NAMING_LINK,
    SESSION_LINK,
    SHORT_LINK,
    TRACKING_LINK,
)
from kuager.model.checks.matter import Matter
from kuager.model.checks.methods import TEACHES_ROUTE, TEACHES_SHELTER, TEACHES_TRAP
from kuager.model.checks.minors import MINOR
from kuager.model.checks.notes import DEAD_REFERENCE, EMPTY_NOTE
from kuager.model.checks.numbers import (
    FIGURE,
    NUMBER_WITHOUT_BASE,
    SHARE,
    SMALL_CELL,
    SMALL_NUMBER,
)
from kuager.model.checks.people import NAMED_OFFICIAL, UNKNOWN_NAME
from kuager.model.checks.private_names import PRIVATE_CONTACT, PRIVATE_NAME, PRIVATE_VENUE
from kuager.model.checks.whole import REMARK, TOO_LONG, UNFINISHED
from kuager.model.checks.withheld import WITHHELD_SOURCE

__all__ = ["CHECKS", "Check", "Finding", "Matter", "Overridden", "run_checks"]

CHECKS: Final[tuple[Check, ...]] = (
    CONSENT,
    MINOR,
    PRIVATE_NAME,
    PRIVATE_CONTACT,
    WITHHELD_SOURCE,
    ACCUSED,
    NAMING_LINK,
    LOCAL_LINK,
    INITIAL_WITH_FACTS,
    SENSITIVITY,
    FIGURE,
    PRIVATE_VENUE,
    INITIAL_WITH_LINK,
    INITIAL,
    EXACT_DAY,
    EXACT_AGE,
    ROLE_TOWN_DATE,
    VENUE,
    TELEPHONE,
    MAILBOX,
    STREET_ADDRESS,
    UNKNOWN_NAME,
    NAMED_OFFICIAL,
    SMALL_NUMBER,
    SHARE,
    SMALL_CELL,
    NUMBER_WITHOUT_BASE,
    HIDDEN_CONFLICT,
    TRACKING_LINK,
    SHORT_LINK,
    SESSION_LINK,
    EMPTY_NOTE,
    DEAD_REFERENCE,
    LEFT_MARK,
    REMINDER,
    SEE_HERE,
    UNTRANSLATED,
    FOREIGN_WORD,
    MIXED_LETTERS,
    TEACHES_TRAP,
    TEACHES_ROUTE,
    TEACHES_SHELTER,
    REMARK,
    UNFINISHED,
    TOO_LONG,
)
"""In the order in which findings are read: what harms people first."""


def run_checks(
    matter: Matter, *, secret: bytes, checks: Iterable[Check] = CHECKS
) -> tuple[Finding, ...]:
    """Everything that the checks find, each finding once, in the order of the shelf."""
    found: dict[str, Finding] = {}
    for check in checks:
        for hit in check.look(matter):
            one = finding_of(check, hit, secret)
            known = found.get(one.key)
            if known is None or (known.may_override and not one.may_override):
                found[one.key] = one
    return tuple(found.values())
