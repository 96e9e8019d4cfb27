"""Ways to justice of records made by chance, counted again from the open folder: all is equal."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from tests.examples.test_recount import OF_FUNNELS, exported, recounted
from tests.verbs.desks import new_desk
from tests.verbs.ways import put

from kuager.model.question import read_question
from kuager.model.statement import EntityId, Value
from kuager.verbs.desk import Desk
from kuager.verbs.funnels import show_funnel

YEAR = "&from=2024-01-01&to=2024-12-31"
QUESTIONS = tuple(
    f"unit={unit}&clock={clock}{more}"
    for unit in ("case", "event", "person", "filing")
    for clock in ("incident", "report")
    for more in ("", YEAR, "&act.type@group=liberty")
)
STEPS = (
    "attempted", "filed", "refused", "accepted", "registered", "opened", "requalified", "charged",
    "suspended", "closed", "sent-to-court", "decision", "verdict", "enforced", "compensated",
    "withdrawn", "answered", "no-word", "other",
)  # fmt: skip
FILINGS = (
    "complaint", "complaint", "other", "collective-appeal", "administrative-case-against",
    "ombudsman-complaint", "permit",
)  # fmt: skip
DAYS = ("2023", "2023-11", "2023-12-31~", "2024-02", "2024-02-03", "2024-05/2024-07", None, None)


class AnyVault:
    """Says whatever can be said, by chance and against all reason."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        """At a new vault, in one change."""
        self.desk, self.chance = desk, chance
        self.terms = {name: tuple(v.terms) for name, v in desk.schema.vocabularies.items()}
        self.cases = [put(desk, "case", f"C-{n}") for n in range(12)]
        self.people = [put(desk, "person", f"N-{n}", case=self.some(self.cases)) for n in range(14)]
        self.events = [self.event(n) for n in range(20)]
        for number in range(20):
            self.act(number)
        for number in range(25):
            self.filing(number)

    def some(self, found: list[EntityId]) -> list[EntityId]:
        """None to three of these."""
        return self.chance.sample(found, self.chance.randint(0, 3))

    def maybe(self, **said: Sequence[Value]) -> dict[str, Value]:
        """Some of these properties, each with one of its values."""
        chosen = {n: self.chance.choice(v) for n, v in said.items() if self.chance.random() < 0.4}
        return {name: value for name, value in chosen.items() if value is not None}

    def words(self, **said: str) -> dict[str, Value]:
        """Some of these properties, each with a word of its list."""
        return self.maybe(**{name: self.terms[words] for name, words in said.items()})

    def event(self, number: int) -> EntityId:
        """An event of some cases."""
        kind = self.chance.choice(("incident", "speech", "situation"))
        said = self.words(reported="reported", justice_stage="justice_stage", exit="exit_code")
        said |= self.maybe(date=DAYS)
        return put(self.desk, "event", f"E-{number}", kind=kind, case=self.some(self.cases), **said)

    def act(self, number: int) -> None:
        """An act against some people."""
        said = self.words(bias="bias", bias_indicator="bias_indicator")
        put(
            self.desk,
            "act",
            f"A-{number}",
            type=self.chance.choice(("detention", "beating")),
            event=self.chance.choice(self.events),
            victim=self.some(self.people),
            **said,
        )

    def filing(self, number: int) -> None:
        """A filing about anything, with up to five steps."""
        said = self.words(status="proceeding_status", ladder="ladder")
        said |= self.maybe(filed=DAYS, people=("27", "~30", "5.."))
        filing = put(
            self.desk,
            "proceeding",
            f"P-{number}",
            kind=self.chance.choice(FILINGS),
            case=self.some(self.cases),
            event=self.some(self.events),
            persons=self.some(self.people),
            **said,
        )
        for step in range(self.chance.randint(0, 5)):
            self.step(f"S-{number}-{step}", filing)

    def step(self, code: str, filing: EntityId) -> None:
        """A step for all or some."""
        said = self.words(
            outcome="step_outcome",
            exit="exit_code",
            stage="justice_stage",
            rung="rung",
            for_whom="for_whom",
            bias_stage="bias_stage",
        )
        said |= self.maybe(date=DAYS, bias_stated=(True, False), bias_recorded=(True, False))
        put(
            self.desk,
            "step",
            code,
            proceeding=filing,
            kind=self.chance.choice(STEPS),
            persons=self.some(self.people),
            **said,
        )


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(2, 12))]
)
def test_whatever_is_recorded_is_counted_alike(seed: int, tmp_path: Path) -> None:
    """Four units by two clocks, whole, of a year and of one kind of act: every number is equal."""
    desk = new_desk(tmp_path / "vault", practice=True)
    with desk.changing("say"):
        AnyVault(desk, Random(seed))
    questions = [read_question(line, desk.schema) for line in QUESTIONS]
    told = [show_funnel(desk, question=question).plain() for question in questions]
    folder = exported(desk, tmp_path / "open")
    desk.close()

    code, differences, total = recounted(folder, told, tmp_path, OF_FUNNELS)

    assert (code, differences) == (0, "")
    assert int(total.split()[0]) > 3000
