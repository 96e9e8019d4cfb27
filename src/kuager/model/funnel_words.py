"""Funnels in words: stages, ways out, and one sentence that reads the whole, in one language.

Labels come from the vocabularies; the door that shows a funnel lends its way of saying the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.funnel import Funnel, FunnelPage, Kind, StageCount, TimeBetween
from kuager.model.gathering_table import (
    HOSTILE,
    OURS,
    PERMIT,
    UNKNOWN_SIDE,
    YEAR,
    Gatherings,
    asked_cell,
)
from kuager.model.journey import ENDED, MATTER_ENDED, UNKNOWN, Way
from kuager.model.table import TOTAL, Cell
from kuager.model.table_words import TableWords

TITLES: Final[Mapping[Kind, str]] = {
    "justice": N_("The way to justice"),
    "bias": N_("The motive on its way"),
}
WAY_WORDS: Final[Mapping[Way, str]] = {
    "for": N_("Ended in favour"),
    "left": N_("Left the way"),
    "open": N_("In progress"),
    "unknown": N_("Nobody knows what came of it"),
}
AGAINST_WORDS: Final[Mapping[Way, str]] = {
    "for": N_("Dropped"),
    "left": N_("Decided against our person"),
    "open": N_("In progress"),
    "unknown": N_("Nobody knows what came of it"),
}
_OWN: Final[Mapping[str, str]] = {
    ENDED: N_("Ended, nobody said why"),
    MATTER_ENDED: N_("The matter itself ended"),
    "not-stated": N_("We did not state it"),
    "not-recorded": N_("They did not put it on record"),
    "not-sentenced": N_("The sentence left it out"),
}
_DOCUMENTED: Final = N_("A motive of bias is documented")
_READ: Final[Mapping[Kind, Mapping[str, str]]] = {
    "justice": {"tried": "attempted", "registered": "registered", "convicted": "convicted"},
    "bias": {
        "stated": "stated", "recorded": "recorded", "charged": "charged", "sentenced": "sentenced",
    },
}  # fmt: skip
_JUSTICE: Final = N_(
    "{unit}: {base}. Tried to report: {tried}; registered: {registered}; convicted: {convicted}; "
    "ended in favour: {won}; in progress: {open}; what came of it is not known: {unknown}."
)
_BIAS: Final = N_(
    "{unit} with a documented motive of bias: {base}. We stated it: {stated}; put on record: "
    "{recorded}; in the charge: {charged}; in the sentence: {sentenced}."
)
_BOTH: Final = N_(
    "{unit} with a documented motive of bias: {base}. The matter was registered in {registered}, "
    "the motive put on record in {recorded}; convicted: {convicted}, the motive found by a court: "
    "{found}."
)
_GATHERINGS: Final = N_(
    "Ours: {ours} gatherings; a permit asked for: {asked}, refused: {refused}; disrupted: "
    "{disrupted}. Hostile ones: {hostile}; asked for: {their_asked}, refused: {their_refused}; "
    "disrupted: {their_disrupted}. Organiser or stance not known: {unknown}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelWords:
    """Says what stands in funnels; `number` writes a count with its bounds, `share` a part."""

    words: TableWords
    number: Callable[[Cell], str]
    share: Callable[[Cell, Cell], str]

    def stage(self, kind: Kind, stage: str) -> str:
        """What a stage is called."""
        if kind == "justice":
            return self._term("justice_stage", stage)
        found = self._term("bias_stage", stage)
        return self.words.say(_DOCUMENTED) if found == stage else found

    def reason(self, reason: str) -> str:
        """What a way out is called: an exit code, an outcome, or a word of our own."""
        if reason in _OWN:
            return self.words.say(_OWN[reason])
        name, _, term = reason.rpartition(".")
        return self._term("step_outcome" if name else "exit_code", term)

    def way(self, way: Way) -> str:
        """What came of somebody."""
        return self.words.say(WAY_WORDS[way])

    def way_named(self, name: str) -> str:
        """What came of somebody, by the name of the way in an address; itself if there is none."""
        return next((self.way(way) for way in WAY_WORDS if way == name), name)

    def against(self, name: str) -> str:
        """What came of a matter against us, by the name of the way; itself if there is none."""
        found = (words for way, words in AGAINST_WORDS.items() if way == name)
        return self.words.say(next(found, name))

    def proceeding(self, kind: str) -> str:
        """A kind of proceeding."""
        return self._term("proceeding_kind", kind)

    def side(self, stance: str) -> str:
        """The side of who organises."""
        if stance == UNKNOWN_SIDE:
            return self.words.say(N_("Organiser or stance not known"))
        own = {OURS: N_("Ours and allies"), HOSTILE: N_("Hostile")}
        return self.words.say(own[stance]) if stance in own else self._term("stance", stance)

    def part(self, cell: Cell, base: Cell) -> str:
        """A number with its share where one may be told: "5 (13 %)"."""
        share = self.share(cell, base)
        return f"{self.number(cell)} ({share})" if share else self.number(cell)

    def ways(self, stage: StageCount) -> list[tuple[str, Cell]]:
        """What came of those who came no further than a stage: each reason, then the rest."""
        return [(words, cell) for _, words, cell in self.named_ways(stage)]

    def named_ways(self, stage: StageCount) -> list[tuple[str, str, Cell]]:
        """The same, each with its name in codes: `left|attempted|refused`."""
        at = stage.stage
        found = [
            (f"left|{at}|{one.reason}", self.reason(one.reason), one.cell)
            for one in stage.exits
            if one.reason != UNKNOWN
        ]
        rest: tuple[Way, ...] = ("unknown", "open")
        found += [(f"way|{at}|{way}", self.way(way), stage.way(way)) for way in rest]
        return [one for one in found if one[2].at_most != 0]

    def reading(self, funnel: Funnel) -> str:
        """One sentence that reads a funnel."""
        base = funnel.base
        said = {
            name: self.part(funnel.reached(stage), base)
            for name, stage in _READ[funnel.kind].items()
        }
        return self.words.say(
            _JUSTICE if funnel.kind == "justice" else _BIAS,
            unit=self.words.unit(funnel.question.unit),
            base=self.number(base),
            won=self.number(funnel.whole("for")),
            open=self.number(funnel.whole("open")),
            unknown=self.number(funnel.whole("unknown")),
            **said,
        )

    def both(self, page: FunnelPage) -> str:
        """One sentence that reads both funnels of the same base."""
        matter, motive = page.of_biased, page.bias
        return self.words.say(
            _BOTH,
            unit=self.words.unit(matter.question.unit),
            base=self.number(matter.base),
            registered=self.part(matter.reached("registered"), matter.base),
            recorded=self.part(motive.reached("recorded"), motive.base),
            convicted=self.part(matter.reached("convicted"), matter.base),
            found=self.part(motive.reached("found"), motive.base),
        )

    def gatherings(self, found: Gatherings) -> str:
        """One sentence that reads a comparison of gatherings."""
        said = {}
        for side, before in ((OURS, ""), (HOSTILE, "their_")):
            said[f"{before}asked"] = self.number(asked_cell(found.permits, side))
            said[f"{before}refused"] = self.number(found.permits.cell((side, "refused")))
            said[f"{before}disrupted"] = self.number(found.disrupted.cell((side,)))
        return self.words.say(
            _GATHERINGS,
            ours=self.number(found.all.cell((OURS,))),
            hostile=self.number(found.all.cell((HOSTILE,))),
            unknown=self.number(found.all.cell((UNKNOWN_SIDE,))),
            **said,
        )

    def gathering_years(self, found: Gatherings) -> list[tuple[str, ...]]:
        """A row for each year: of each side how many, and how many were refused a permit."""
        rows = []
        for year in found.years.axes[1].categories:
            cells = []
            for side in found.sides:
                whole = self.number(found.years.cell((side, year, TOTAL)))
                refused = found.years.cell((side, year, "refused"))
                said = self.words.say(N_("refused: {count}"), count=self.number(refused))
                cells.append(f"{whole}; {said}" if refused.at_most else whole)
            rows.append((self.words.category(YEAR, year), *cells))
        return rows

    def requests(self, found: Gatherings) -> str:
        """One sentence about requests for a permit; empty if there are none."""
        ours = found.requests.cell((OURS, TOTAL))
        if not found.requests.base.at_most:
            return ""
        return self.words.say(
            N_(
                "Requests for a permit, ours: {refused} refused of {all}; "
                "hostile: {their} of {their_all}."
            ),
            refused=self.number(found.requests.cell((OURS, "refused"))),
            all=self.number(ours),
            their=self.number(found.requests.cell((HOSTILE, "refused"))),
            their_all=self.number(found.requests.cell((HOSTILE, TOTAL))),
        )

    def days(self, found: tuple[int, int | None] | None) -> str:
        """A number of days with its bounds; a dash for none."""
        if found is None:
            return "—"
        least, most = found
        return self.number(Cell(least, 0, least, most))

    def between(self, time: TimeBetween) -> str:
        """From which stage to which."""
        return f"{self.stage('justice', time.first)} → {self.stage('justice', time.second)}"

    def permit(self, code: str) -> str:
        """A word of the list of permits."""
        return self.words.category(PERMIT, code)

    def _term(self, vocabulary: str, term: str) -> str:
        found = self.words.schema.vocabularies[vocabulary]
        return found.label(term, self.words.language) if term in found.terms else term
