"""What is kept in memory between questions is never older than the record."""

from random import Random

import pytest
from tests.verbs.counted import ask, put
from tests.verbs.desks import tell

from kuager.model.question import read_question
from kuager.model.statement import EntityId, retract, say
from kuager.store.kept import Kept
from kuager.verbs.desk import Desk
from kuager.verbs.frames import frame_for
from kuager.verbs.records import merge_records, separate_records

QUESTIONS = (
    "unit=event&by=act.harm,event.place@region",
    "unit=event&by=event.date@year&act.type=threat&from=2024-01-01&to=2024-12-31",
    "unit=act&by=act.type@group,involvement.kind",
    "unit=case&clock=incident&by=act.type&from=2024-01-01&to=2024-12-31",
    "unit=perpetrator&by=involvement.actor,event.kind",
    "unit=filing&by=proceeding.furthest_stage,proceeding.body",
    "unit=person&by=person.defender",
    "unit=people&by=event.place@region&act.type=detention",
    "unit=people&by=event.kind",
)
ROUNDS = 25


def fresh(desk: Desk, text: str) -> object:
    """The answer with nothing kept in memory."""
    kept = desk.store.projector.kept
    desk.store.projector.kept = Kept()
    answer = ask(desk, text)
    desk.store.projector.kept = kept
    return answer


class World:
    """A small record that is changed at random."""

    def __init__(self, desk: Desk, seed: int) -> None:
        """With a few records of each type that tables look at."""
        self.desk, self.draw = desk, Random(seed)
        self.cases = [put(desk, "case") for _ in range(3)]
        self.bodies = [put(desk, "organisation", code=f"O-{n}") for n in range(2)]
        self.events = [
            put(desk, "event", kind="incident", case=self.any(self.cases)) for _ in "123"
        ]
        self.persons = [put(desk, "person", case=self.any(self.cases)) for _ in range(3)]
        self.acts = [put(desk, "act", event=self.any(self.events)) for _ in range(4)]
        self.filings = [put(desk, "proceeding", kind="complaint") for _ in range(2)]
        self.doers = [put(desk, "involvement", event=self.any(self.events)) for _ in range(2)]
        self.steps = [put(desk, "step", proceeding=self.any(self.filings)) for _ in range(2)]

    def any(self, records: list[EntityId]) -> EntityId:
        """One of these records."""
        return self.draw.choice(records)

    def change(self) -> None:
        """Something happens."""
        moves = [
            lambda: self.say(self.events, "event.kind", "incident", "situation", "speech"),
            lambda: self.say(self.events, "event.date", "2024-05-01", "2024-12~", "2023"),
            lambda: self.say(self.events, "event.place", "KZ-75", "KZ-71", "KZ-19"),
            lambda: self.say(self.events, "event.people", "~300", "20", "5.."),
            lambda: self.say(self.events, "event.case", *self.cases),
            lambda: self.say(self.acts, "act.type", "threat", "detention", "beating"),
            lambda: self.say(self.acts, "act.harm", "physical", "material"),
            lambda: self.say(self.acts, "act.victim", *self.persons),
            lambda: self.say(self.acts, "act.event", *self.events),
            lambda: self.say(self.doers, "involvement.role", "perpetrator", "witness"),
            lambda: self.say(self.doers, "involvement.kind", "police", "crowd"),
            lambda: self.say(self.doers, "involvement.actor", *self.bodies, *self.persons),
            lambda: self.say(self.bodies, "organisation.public_body", True, False),
            lambda: self.say(self.persons, "person.defender", True, False),
            lambda: self.say(self.steps, "step.kind", "filed", "registered"),
            lambda: self.say(self.filings, "proceeding.body", *self.bodies),
            lambda: self.say(self.cases, "case.restricted", True, False),
            self.withdraw,
            self.judge,
        ]
        self.draw.choice(moves)()

    def say(self, records: list[EntityId], name: str, *values: object) -> None:
        """One of these values is said of one of these records."""
        value = self.draw.choice(values)
        tell(self.desk, say(self.any(records), name, value))  # type: ignore[arg-type]

    def withdraw(self) -> None:
        """Something that was said is not said any more."""
        record = self.any([*self.events, *self.acts, *self.doers])
        told = [t for t in self.desk.view.history(record) if t.stands and ".code" not in t.property]
        if told:
            one = self.draw.choice(told)
            tell(self.desk, retract(record, one.property, one.id))

    def judge(self) -> None:
        """Two records are one, or two again."""
        records = self.draw.choice([self.events, self.persons, self.acts])
        one, other = self.draw.sample(records, 2)
        shut = self.desk.view.record(one) is None or self.desk.view.record(other) is None
        same = not shut and self.desk.view.record(one) == self.desk.view.record(other)
        if same:
            separate_records(self.desk, one=one, other=other, reason="two after all")
        elif not shut:
            merge_records(self.desk, one=one, other=other, reason="told twice")


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_the_answer_is_that_of_the_record(desk: Desk, seed: int) -> None:
    """Said, withdrawn, merged, separated, restricted: nothing that was kept outlives it."""
    world = World(desk, seed)
    for _ in range(ROUNDS):
        world.change()
        for text in QUESTIONS:
            assert ask(desk, text) == fresh(desk, text), text


def test_the_same_question_is_not_read_twice(desk: Desk) -> None:
    """Columns are shared between frames while the record stays as it is."""
    put(desk, "event", kind="incident", place="KZ-75")
    question = read_question("unit=event&by=event.place@region", desk.schema)
    first = frame_for(desk, question).frame.columns
    again = frame_for(desk, question).frame.columns

    assert first["event.place@region"] is again["event.place@region"]
    put(desk, "person")
    assert (
        frame_for(desk, question).frame.columns["event.place@region"]
        is (first["event.place@region"])
    )
    put(desk, "event", kind="incident")
    assert (
        frame_for(desk, question).frame.columns["event.place@region"]
        is not (first["event.place@region"])
    )


def test_what_was_undone_is_not_kept(desk: Desk) -> None:
    """A change that fails leaves nothing behind in memory either."""
    put(desk, "event", kind="incident")
    before = ask(desk, "unit=event")
    with pytest.raises(RuntimeError), desk.changing("fails"):  # noqa: PT012 - one change
        desk.say([say(desk.store.new_id(), "event.kind", "incident")])
        desk.store.projector.flush()
        raise RuntimeError

    assert ask(desk, "unit=event") == before


def test_only_so_much_is_kept() -> None:
    """What was not used for longest goes first."""
    kept = Kept()
    for number in range(200):
        kept.get(("key", number), (), object)
        kept.get("used", (), object)
    first = kept.get("used", (), object)

    assert kept.get("used", (), object) is first
    made: list[int] = []
    kept.get(("key", 0), (), lambda: made.append(1))
    kept.get(("key", 199), (), lambda: made.append(2))
    assert made == [1]
