"""Records made by chance and against all reason: whatever can be said, is said somewhere."""

from collections.abc import Sequence
from random import Random

from tests.verbs.ways import put

from kuager.model.statement import EntityId, Value, say
from kuager.verbs.desk import Desk

STEPS = (
    "attempted", "filed", "refused", "accepted", "registered", "opened", "requalified", "charged",
    "suspended", "closed", "sent-to-court", "decision", "verdict", "enforced", "compensated",
    "withdrawn", "answered", "no-word", "other",
)  # fmt: skip
FILINGS = (
    "complaint", "complaint", "criminal-case", "other", "collective-appeal", "civil-claim",
    "administrative-case-against", "ombudsman-complaint", "un-communication", "permit",
)  # fmt: skip
PLAIN = ("2023", "2023-11", "2023-11-05", "2024-02", "2024-02-03", "2024-02-03T18:30", "2024-05-31")
DAYS = (
    *PLAIN, *PLAIN, None, None, None,
    "2023-12-31~", "2024-03~", "2024?", "2023%", "2023?-05", "2024-05-~28", "2023~-11-30?",
    "2023-21", "2023-24", "2024-22~", "2024-33", "2023-36", "2024-38", "2024-40", "2023-41%",
    "202X", "20XX", "XXXX-05-28", "XXXX", "2023-XX", "2024-1X", "2023-11-XX", "2024-02-2X",
    "2023-XX-28", "2023-11/2024-01", "2024-05/..", "../2023-12", "2023-11/", "/2024-02",
    "[2023-11-05,2024-02-03]", "[2022..2023]", "[..2022,2024-03]", "[2023-24,2024-06-01~]",
)  # fmt: skip
"""Every form of a date, plain ones more often; None: nothing is said."""
NUMBERS = ("1", "27", "~30", "5..", "10..12")
ARTICLES = ("L-145", "L-274")


class AnyVault:
    """Cases, events, people, acts and filings that hang together by chance."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        """At a new vault, in one change."""
        self.desk, self.chance = desk, chance
        self.terms = {name: tuple(v.terms) for name, v in desk.schema.vocabularies.items()}
        self.articles = [put(desk, "provision", code) for code in ARTICLES]
        self.cases = [self.case(n) for n in range(12)]
        self.people = [self.person(n) for n in range(14)]
        stances = self.terms["stance"]
        self.bodies = [put(desk, "organisation", f"O-{n}", stance=w) for n, w in enumerate(stances)]
        self.events = [self.event(n) for n in range(20)]
        for number in range(20):
            self.act(number)
        self.filings = [self.filing(number) for number in range(25)]
        for number in range(8):
            self.help(number)
        self.judge()
        self.disagree()

    def some(self, found: list[EntityId], most: int = 3) -> list[EntityId]:
        """None to three of these."""
        return self.chance.sample(found, self.chance.randint(0, most))

    def maybe(self, **said: Sequence[Value]) -> dict[str, Value | Sequence[Value]]:
        """Some of these properties, each with one of its values."""
        chosen = {n: self.chance.choice(v) for n, v in said.items() if self.chance.random() < 0.4}
        return dict(chosen)

    def words(self, **said: str) -> dict[str, Value | Sequence[Value]]:
        """Some of these properties, each with a word of its list."""
        return self.maybe(**{name: self.terms[words] for name, words in said.items()})

    def day(self, name: str) -> dict[str, Value | Sequence[Value]]:
        """A date in any form; often none."""
        found = self.chance.choice(DAYS) if self.chance.random() < 0.7 else None
        return {} if found is None else {name: found}

    def case(self, number: int) -> EntityId:
        """A case; one in eight is restricted."""
        said = self.day("opened") | self.words(status="case_status")
        if self.chance.random() < 0.12:
            said["restricted"] = True
        return put(self.desk, "case", f"C-{number}", **said)

    def person(self, number: int) -> EntityId:
        """A person of some cases."""
        return put(self.desk, "person", f"N-{number}", case=self.some(self.cases, 2))

    def event(self, number: int) -> EntityId:
        """An event of some cases."""
        kind = self.chance.choice(("incident", "incident", "speech", "situation"))
        said = self.words(reported="reported", justice_stage="justice_stage", exit="exit_code")
        said |= self.day("date") | self.day("known_since") | self.maybe(people=NUMBERS)
        said |= {"case": self.some(self.cases, 2), "organiser": self.some(self.bodies, 2)}
        return put(self.desk, "event", f"E-{number}", kind=kind, **said)

    def act(self, number: int) -> None:
        """An act against some people, and who did it."""
        said = self.words(bias="bias", bias_indicator="bias_indicator") | self.day("date")
        act = put(
            self.desk,
            "act",
            f"A-{number}",
            type=self.chance.choice(("detention", "beating")),
            event=self.chance.choice(self.events),
            victim=self.some(self.people),
            **said,
        )
        role = self.chance.choice(("perpetrator", "witness", "target"))
        put(self.desk, "involvement", f"I-{number}", act=act, role=role)

    def filing(self, number: int) -> EntityId:
        """A filing about anything, with up to five steps."""
        said = self.words(status="proceeding_status", ladder="ladder") | self.day("filed")
        said |= self.maybe(people=NUMBERS, provision=self.articles)
        filing = put(
            self.desk,
            "proceeding",
            f"P-{number}",
            kind=self.chance.choice(FILINGS),
            case=self.some(self.cases),
            event=self.some(self.events, 2),
            persons=self.some(self.people),
            **said,
        )
        for step in range(self.chance.randint(0, 5)):
            self.step(f"S-{number}-{step}", filing)
        return filing

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
        said |= self.maybe(bias_stated=(True, False), bias_recorded=(True, False))
        said |= self.day("date") | self.maybe(provision=self.articles)
        if self.chance.random() < 0.15:
            said["exit"] = "counter-charge"
        put(
            self.desk,
            "step",
            code,
            proceeding=filing,
            kind=self.chance.choice(STEPS),
            persons=self.some(self.people),
            **said,
        )

    def help(self, number: int) -> None:
        """Help in some cases."""
        cases, events = self.some(self.cases, 2), self.some(self.events, 2)
        put(self.desk, "intervention", f"H-{number}", case=cases, event=events, **self.day("date"))

    def judge(self) -> None:
        """Some records are judged the same, and one pair is separated again."""
        for found in (self.cases, self.events, self.people, self.filings):
            first, second, third, fourth = self.chance.sample(found, 4)
            self.desk.say([say(first, "judgement.same_as", second)])
            self.desk.say([say(third, "judgement.same_as", fourth)])
            self.desk.say([say(fourth, "judgement.not_same", third)])

    def disagree(self) -> None:
        """Of some records something else is said as well."""
        for event in self.chance.sample(self.events, 3):
            self.desk.say([say(event, "event.date", self.chance.choice(PLAIN))])
        for filing in self.chance.sample(self.filings, 3):
            self.desk.say([say(filing, "proceeding.status", "withdrawn")])
