"""What can be counted, and which properties of other records a counted record can be asked by.

A table has one unit. A unit reaches other types of record over references: from a case forward to
nothing, back to its events, from those back to their acts. What lies at the end of no path belongs
to another unit, and a question that mixes the two is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kuager import N_


class Hop(NamedTuple):
    """One reference: forward to what it names, or back to what names the record by it."""

    property: str
    back: bool


Path = tuple[Hop, ...]
"""From the unit to records of another type; () for the unit itself."""


def path(text: str) -> Path:
    """A path as it is written: `<act.event` is back, `act.victim` forward, in order."""
    return tuple(Hop(hop.lstrip("<"), hop.startswith("<")) for hop in text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing that is counted.

    `type` is the type of record; `only` names values of its properties that alone are counted, and
    `never` values of any property it reaches that are not: it is left out if it sees such records
    and no others. `clocks` map the name of a clock to the date properties that tell it, the first
    of them that is said counting; the first clock is the one meant when none is named. `reach` maps
    a type to the paths that lead there. By properties of types in `only_where` one may choose, but
    not divide: the parts would not be parts of what is counted.
    """

    name: str
    type: str
    clocks: Mapping[str, tuple[str, ...]]
    reach: Mapping[str, tuple[Path, ...]]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only_where: frozenset[str] = frozenset()


UNIT_WORDS: Final[Mapping[str, str]] = {
    "case": N_("Cases"),
    "event": N_("Events"),
    "act": N_("Acts"),
    "person": N_("Persons known to us"),
    "people": N_("People, known and unknown"),
    "perpetrator": N_("Perpetrators"),
    "filing": N_("Filings"),
    "step": N_("Steps of proceedings"),
    "intervention": N_("Help and requests"),
}
CLOCK_WORDS: Final[Mapping[str, str]] = {
    "incident": N_("when it happened"),
    "opened": N_("when the case was opened"),
    "known": N_("when we learned of it"),
    "report": N_("when it was reported"),
    "step": N_("the day of the step"),
    "help": N_("the day of the help or request"),
}

FILINGS: Final = frozenset(
    {"complaint", "prosecutor-complaint", "court-complaint", "ombudsman-complaint",
     "preventive-mechanism-complaint", "disciplinary-complaint", "collective-appeal",
     "criminal-case", "administrative-case", "civil-claim", "information-request",
     "document-change", "registration", "permit", "un-communication", "special-procedures"}
)  # fmt: skip
"""Kinds of proceeding that people bring; bills, plans and cases against us are none of them."""
DOERS: Final = frozenset({"perpetrator", "instigator"})
"""Roles of those who did it."""
SITUATIONS: Final[Mapping[str, frozenset[str]]] = {"event.kind": frozenset({"situation"})}
"""Events that last are never counted, nor is what was done in the course of them."""
PART: Final = "involvement.role"
"""The part played. Unless it is asked for, only those who did it are looked at."""
WAYS: Final = frozenset({"act.case", "proceeding.cases", "intervention.cases"})
"""References that no property tells. An act belongs to the cases of its event, or of its victim
where several share the event; a proceeding or a help to its own cases, or else those of its event.
"""
EARLIEST: Final = frozenset({"step.date"})
"""Dates of a clock of which the earliest counts alone: the first step is the report."""


def _reach(**paths: str) -> dict[str, tuple[Path, ...]]:
    return {name: tuple(map(path, text.split("|"))) for name, text in paths.items()}


_EVENT_REACH = _reach(
    event="",
    case="event.case",
    act="<act.event",
    involvement="<involvement.event|<act.event <involvement.act",
    person="<act.event act.victim",
    proceeding="<proceeding.event",
    step="<proceeding.event <step.proceeding",
    intervention="<intervention.event",
)

UNITS: Final[Mapping[str, Unit]] = {
    unit.name: unit
    for unit in (
        Unit(
            name="case",
            type="case",
            clocks={
                "opened": ("case.opened",),
                "incident": ("event.date",),
                "report": ("proceeding.filed", "step.date"),
            },
            reach=_reach(
                case="",
                event="<event.case",
                act="<act.case",
                involvement="<event.case <involvement.event|<act.case <involvement.act",
                person="<person.case",
                proceeding="<proceeding.cases",
                step="<proceeding.cases <step.proceeding",
                intervention="<intervention.cases",
            ),
        ),
        Unit(
            name="event",
            type="event",
            clocks={
                "incident": ("event.date",),
                "known": ("event.known_since",),
                "report": ("proceeding.filed", "step.date"),
            },
            reach=_EVENT_REACH,
            never=SITUATIONS,
        ),
        Unit(
            name="people",
            type="event",
            clocks={"incident": ("event.date",), "known": ("event.known_since",)},
            reach=_EVENT_REACH,
            never=SITUATIONS,
            only_where=frozenset({"act", "person"}),
        ),
        Unit(
            name="act",
            type="act",
            clocks={"incident": ("act.date", "event.date"), "known": ("event.known_since",)},
            reach=_reach(
                act="",
                event="act.event",
                case="act.case",
                involvement="<involvement.act|act.event <involvement.event",
                person="act.victim",
                proceeding="act.event <proceeding.event",
                step="act.event <proceeding.event <step.proceeding",
            ),
            never=SITUATIONS,
        ),
        Unit(
            name="person",
            type="person",
            clocks={
                "incident": ("event.date",),
                "opened": ("case.opened",),
                "report": ("proceeding.filed", "step.date"),
            },
            reach=_reach(
                person="",
                case="person.case",
                act="<act.victim",
                event="<act.victim act.event|person.case <event.case",
                involvement="<act.victim <involvement.act|<act.victim act.event <involvement.event|"
                "person.case <event.case <involvement.event",
                proceeding="<proceeding.persons",
                step="<proceeding.persons <step.proceeding",
                intervention="<intervention.person",
            ),
        ),
        Unit(
            name="perpetrator",
            type="involvement",
            clocks={"incident": ("event.date",)},
            reach=_reach(
                involvement="",
                act="involvement.act|involvement.event <act.event",
                event="involvement.event|involvement.act act.event",
                organisation="involvement.actor",
            ),
            only={"role": DOERS},
            never=SITUATIONS,
        ),
        Unit(
            name="filing",
            type="proceeding",
            clocks={
                "report": ("proceeding.filed", "step.date"),
                "incident": ("event.date",),
            },
            reach=_reach(
                proceeding="",
                step="<step.proceeding",
                case="proceeding.cases",
                event="proceeding.event",
                act="proceeding.event <act.event",
                person="proceeding.persons",
                organisation="proceeding.body",
                provision="proceeding.provision",
            ),
            only={"kind": FILINGS},
        ),
        Unit(
            name="step",
            type="step",
            clocks={"step": ("step.date",), "incident": ("event.date",)},
            reach=_reach(
                step="",
                proceeding="step.proceeding",
                event="step.proceeding proceeding.event",
                case="step.proceeding proceeding.cases",
                organisation="step.body",
                provision="step.provision",
            ),
        ),
        Unit(
            name="intervention",
            type="intervention",
            clocks={"help": ("intervention.date",), "incident": ("event.date",)},
            reach=_reach(
                intervention="",
                case="intervention.cases",
                event="intervention.event",
                person="intervention.person",
            ),
        ),
    )
}
