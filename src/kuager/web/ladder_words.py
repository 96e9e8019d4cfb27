"""Ladders in words: limits with their marks, deadlines, states and steps, in one language."""

from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.lang import date_words
from kuager.model.ladder import Limit, Rung
from kuager.model.ladder_course import Deadline, RungState, Step
from kuager.verbs.ladders import LadderPage
from kuager.web.value_words import Words

TONES: Final = {
    "empty": "quiet", "waiting": "warn", "going-on": "good", "ended": "stop", "won": "good",
}  # fmt: skip
_STATES: Final = {
    "empty": N_("Not tried"),
    "waiting": N_("Waiting"),
    "going-on": N_("Going on"),
    "ended": N_("Ended"),
    "won": N_("In favour"),
}
_AGAINST: Final = {"waiting": N_("Going on against us"), "won": N_("Dropped")}
_UNITS: Final = {
    "hours": N_("{count} hours"),
    "days": N_("{count} days"),
    "working-days": N_("{count} working days"),
    "weeks": N_("{count} weeks"),
    "months": N_("{count} months"),
    "years": N_("{count} years"),
}
_TELLS_NOTHING: Final = ("submitted", "unknown", "none", "pending")
_SAID: Final = {True: N_("yes"), False: N_("no"), None: N_("not said")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLimit:
    """A limit as it is read: how long, where that stands, how sure it is."""

    length: str
    provision: str
    mark: str
    is_sure: bool
    note: str
    id: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDeadline:
    """A day with its limit; `late` says since when it is over, empty if it is not."""

    day: str
    late: str
    limit: SaidLimit
    unknown: str
    towards: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidStep:
    """One thing that happened on a rung."""

    code: str
    when: str
    what: str
    numbers: str
    paper: str
    by: str
    body: str
    exits: tuple[str, ...]
    deadline: str
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRung:
    """One rung as the page shows it."""

    id: str
    label: str
    state: str
    tone: str
    steps: tuple[SaidStep, ...]
    bias: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, SaidLimit], ...]
    answer: SaidDeadline | None
    ways: tuple[SaidDeadline, ...]
    channels: str
    number: str
    hint: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderWords:
    """Says one ladder in one language."""

    words: Words
    page: LadderPage

    def rung(self, state: RungState) -> SaidRung:
        """One rung with everything that is said of it."""
        rung = state.rung
        return SaidRung(
            id=rung.id,
            label=self.words.term("rung", rung.id),
            state=self.state(state.state),
            tone=self.tone(state.state),
            steps=tuple(self.step(step) for step in state.steps),
            bias=self.bias(state),
            rules=tuple(self._rules(rung)),
            answer=None if state.answer is None else self.deadline(state.answer),
            ways=tuple(self.deadline(way) for way in state.go_on),
            channels=", ".join(self.words.term("contact_channel", c) for c in rung.channels),
            number=self.words.of(rung.number),
            hint=self.words.of(rung.hint),
            letters=rung.letters,
        )

    def state(self, state: str) -> str:
        """The state of a rung in a word; a matter against us has words of its own."""
        own = _AGAINST if self.page.is_against_us else {}
        return self.words.t(own.get(state, _STATES[state]))

    def tone(self, state: str) -> str:
        """How that word is shown."""
        return "theirs" if self.page.is_against_us and state == "waiting" else TONES[state]

    def bias(self, state: RungState) -> tuple[tuple[str, str], ...]:
        """Whether the motive was named, and whether it was put on record."""
        if not state.steps:
            return ()
        said = (
            ("step.bias_stated", state.bias_stated),
            ("step.bias_recorded", state.bias_recorded),
        )
        return tuple((self.words.label(name), self.words.t(_SAID[value])) for name, value in said)

    def step(self, step: Step) -> SaidStep:
        """One thing that happened, with the paper that shows it or that there is none."""
        body, language = self.page.bodies.get(step.body or "", {}), self.words.language
        return SaidStep(
            code=step.code,
            when=date_words(step.when, language),
            what=self._what(step),
            numbers=", ".join(step.numbers),
            paper=self._paper(step),
            by=step.said_by or "",
            body=body.get(language) or body.get("") or "",
            exits=tuple(self.words.term("exit_code", code) for code in step.exits),
            deadline=date_words(step.next_deadline, language) if step.next_deadline else "",
            can_undo=step.code != "",
        )

    def _what(self, step: Step) -> str:
        kind = self.words.term("step_kind", step.kind) if step.kind else ""
        is_telling = step.outcome is not None and step.outcome not in (step.kind, *_TELLS_NOTHING)
        outcome = self.words.term("step_outcome", str(step.outcome)) if is_telling else ""
        return ": ".join(filter(None, (kind, outcome)))

    def _paper(self, step: Step) -> str:
        if step.documents:
            return ", ".join(step.documents)
        if step.in_writing is None:
            return ""
        return self.words.t(N_("on paper") if step.in_writing else N_("nothing in writing"))

    def _rules(self, rung: Rung) -> list[tuple[str, SaidLimit]]:
        found = []
        for label, name in (
            (N_("We have to come here within"), rung.file),
            (N_("They have to answer within"), rung.answer),
        ):
            limit = self.page.limits.get(name or "")
            if limit is not None:
                found.append((self.words.t(label), self.limit(limit)))
        return found

    def limit(self, limit: Limit) -> SaidLimit:
        """A limit with its mark."""
        return said_limit(self.words, limit)

    def deadline(self, deadline: Deadline) -> SaidDeadline:
        """A last day, how late it is, and what nobody knows of the days between."""
        words = self.words
        years = ", ".join(map(str, deadline.due.unknown))
        return SaidDeadline(
            day=date_words(deadline.due.day.isoformat(), words.language),
            late=said_late(words, deadline.late),
            limit=self.limit(deadline.limit),
            unknown=years and words.t(N_("moving holidays of {years} are not known"), years=years),
            towards=words.term("rung", deadline.towards) if deadline.towards else "",
        )


def said_limit(words: Words, limit: Limit) -> SaidLimit:
    """A limit in words, with where it stands and how sure that is."""
    fixed = limit.count is not None
    length = words.t(_UNITS[limit.unit], count=limit.count) if fixed else ""
    return SaidLimit(
        length=length or words.t(N_("no fixed limit")),
        provision=words.of(limit.provision),
        mark=words.term("rule_mark", limit.mark),
        is_sure=limit.mark == "verified",
        note=words.of(limit.note),
        id=limit.id,
        is_own=limit.own,
    )


def said_late(words: Words, late: int) -> str:
    """How many working days a day is over; empty if it is not."""
    return words.t(N_("{count} working days late"), count=late) if late else ""
