"""Funnels and comparisons as charts: what is drawn, and the table that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kuager import N_
from kuager.model import chart as drawn
from kuager.model.chart import Amount, Bar, Body, Chart, Compare, Row, between, exact, table_of
from kuager.model.funnel import Funnel, FunnelPage, Kind
from kuager.model.funnel_words import TITLES, FunnelWords
from kuager.model.gathering_table import (
    ASKED,
    DISRUPTION,
    HOSTILE,
    OURS,
    PERMIT,
    POLICE,
    Gatherings,
    asked_cell,
)
from kuager.model.question import Dimension
from kuager.model.table import Cell, Table

PAIRS = (
    ("known", "documented"),
    ("attempted", "stated"),
    ("registered", "recorded"),
    ("investigated", "investigated"),
    ("charged", "charged"),
    ("convicted", "found"),
)
"""Stages of the matter and of its motive that stand beside each other."""
_INSIDE: Final = N_("These numbers are exact and are for this house only.")
_BASES: Final[Mapping[Kind, str]] = {
    "justice": N_("All that we documented under this question"),
    "bias": N_("Those in which a motive of bias is documented"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelCharts:
    """Makes the charts of a page; `period` is its period in words, with the clock."""

    words: FunnelWords
    period: str

    def funnel(self, funnel: Funnel) -> Chart:
        """One funnel: stages, and below each what came of those who came no further."""
        stages = tuple(
            drawn.Stage(
                label=self.words.stage(funnel.kind, stage.stage),
                amount=self._amount(stage.reached),
                exits=tuple(
                    drawn.Exit(label=label, amount=self._amount(cell))
                    for label, cell in self.words.ways(stage)
                    if label != self.words.way("open")
                ),
                in_progress=None
                if stage.way("open").at_most == 0
                else drawn.Exit(
                    label=self.words.way("open"), amount=self._amount(stage.way("open"))
                ),
            )
            for stage in funnel.stages
        )
        body = drawn.Funnel(stages=stages)
        say = self.words.words.say
        head, rows = table_of(
            body, say(N_("Stage")), count=say(N_("How many")), exits=say(N_("What came of them"))
        )
        reading = self.words.reading(funnel)
        made = self._chart(funnel, say(TITLES[funnel.kind]), reading, body, (head, rows))
        further = say(N_("Whoever came further is counted at every earlier stage as well."))
        return replace(made, remarks=(*made.remarks, further))

    def both(self, page: FunnelPage) -> Chart:
        """The matter and its motive side by side, for those with a documented motive."""
        say = self.words.words.say
        rows = tuple(
            Bar(
                label=f"{self.words.stage('justice', left)} · {self.words.stage('bias', right)}",
                amounts=(
                    self._amount(page.of_biased.reached(left)),
                    self._amount(page.bias.reached(right)),
                ),
            )
            for left, right in PAIRS
        )
        body = Compare(left=say(N_("The matter")), right=say(N_("Its motive")), rows=rows)
        title = say(N_("The matter and its motive"))
        told = table_of(body, say(N_("Stage")))
        return self._chart(page.bias, title, self.words.both(page), body, told)

    def gatherings(self, found: Gatherings) -> Chart:
        """Ours against hostile ones: permits, disruption, police."""
        say = self.words.words.say
        bars = [self._pair(say(N_("Asked for a permit")), *_asked(found))]
        bars += self._bars(found.permits, PERMIT, ASKED)
        bars += self._bars(found.disruptions, DISRUPTION, ())
        bars += self._bars(found.police, POLICE, ())
        body = Compare(left=self.words.side(OURS), right=self.words.side(HOSTILE), rows=tuple(bars))
        head, rows = table_of(body, say(N_("What happened")))
        whole = found.all.base
        return Chart(
            title=say(N_("Gatherings compared")),
            alt=say(N_("A drawing; the table below says the same.")),
            reading=self.words.gatherings(found),
            language=self.words.words.language,
            n=f"n = {self.words.number(whole)}",
            base=say(N_("Gatherings documented by us, ours and hostile ones")),
            period=self.period,
            source=say(N_("Our own documentation")),
            body=body,
            head=head,
            rows=rows,
            remarks=(say(_INSIDE),),
            practice=found.practice,
        )

    def _bars(self, table: Table, dimension: Dimension, only: tuple[str, ...]) -> list[Bar]:
        """A bar for each word that either side has; what is not said is not drawn."""
        had = [code for code in table.axes[1].said if code not in ("none", "unknown")]
        kept = [code for code in had if not only or code in only]
        cells = [(code, table.cell((OURS, code)), table.cell((HOSTILE, code))) for code in kept]
        return [
            self._pair(self.words.words.category(dimension, code), ours, theirs)
            for code, ours, theirs in cells
            if ours.at_most or theirs.at_most
        ]

    def _pair(self, label: str, ours: Cell, theirs: Cell) -> Bar:
        return Bar(label=label, amounts=(self._amount(ours), self._amount(theirs)))

    def _chart(
        self,
        funnel: Funnel,
        title: str,
        reading: str,
        body: Body,
        told: tuple[Row, tuple[Row, ...]],
    ) -> Chart:
        say = self.words.words.say
        return Chart(
            title=title,
            alt=say(N_("A drawing; the table below says the same.")),
            reading=reading,
            language=self.words.words.language,
            n=f"n = {self.words.number(funnel.base)}",
            base=say(_BASES[funnel.kind]),
            period=self.period,
            source=say(N_("Our own documentation")),
            body=body,
            head=told[0],
            rows=told[1],
            remarks=(say(_INSIDE),),
            practice=funnel.practice,
        )

    def _amount(self, cell: Cell) -> Amount:
        words = self.words.number(cell)
        if cell.at_most is None:
            return between(words, cell.at_least, None)
        return exact(words, cell.at_least, possibly=cell.at_most - cell.at_least)


def _asked(found: Gatherings) -> tuple[Cell, Cell]:
    return asked_cell(found.permits, OURS), asked_cell(found.permits, HOSTILE)
