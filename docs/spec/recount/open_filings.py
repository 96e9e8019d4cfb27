"""One filing of an open folder: whose it is, what it names, what came of it; for `count_funnel.py`.

Ours go up the ladder; bodies beside it move nothing; what was brought against ours stands apart. A
step at a body beside the ladder is no step on it. See decision 048.
"""

from open_courses import Course, Step, course_of
from open_record import Folder, Id, bounds

LADDER = {"complaint", "prosecutor-complaint", "court-complaint", "disciplinary-complaint",
          "collective-appeal", "criminal-case", "administrative-case", "civil-claim"}  # fmt: skip
UN = "un-communication"
BESIDE = {"ombudsman": "ombudsman-complaint", "special-procedures": "special-procedures",
          "preventive-mechanism": "preventive-mechanism-complaint",
          **dict.fromkeys(("un-ccpr", "un-cat", "un-cedaw", "un-cerd", "un-crpd"), UN)}  # fmt: skip
OURS = {"kz-crime", "kz-discrimination", "kz-police-act"}
AGAINST = "kz-against-us"
COUNTER = "counter-charge"
NAMES = ("kind", "outcome", "stage", "date", "rung", "bias_stage")


class Filings:
    """The filings of a folder."""

    def __init__(self, folder: Folder) -> None:
        """Of what stands in it."""
        self.folder = folder

    def words(self, who: Id, name: str) -> list[str]:
        """What is said in a property; of words of a list only those that the list has."""
        found = [str(value) for value in self.folder.get(who, name)]
        words = self.folder.words.get(self.folder.props[name].get("vocabulary") or "")
        return found if words is None else [word for word in found if word in words]

    def word(self, who: Id, name: str) -> str:
        """The one thing that is said; empty if nothing is."""
        return next(iter(self.words(who, name)), "")

    def side(self, who: Id) -> str:
        """`ours`, `theirs`, `beside` the ladder, or empty for what is no way to justice."""
        kind, ladder = (self.word(who, f"proceeding.{name}") for name in ("kind", "ladder"))
        if kind.endswith("-against") or ladder == AGAINST:
            return "theirs"
        if kind in BESIDE.values():
            return "beside"
        is_ours = kind in LADDER or (kind in ("", "other") and ladder in OURS)
        return "ours" if is_ours else ""

    def beside(self, who: Id) -> set[str]:
        """The bodies beside the ladder that it went to, as kinds of proceeding."""
        steps = self.folder.back("step.proceeding").get(who, ())
        rungs = {self.word(step, "step.rung") for step in steps}
        return {BESIDE[rung] for rung in rungs & BESIDE.keys()} | (
            {self.word(who, "proceeding.kind")} & set(BESIDE.values())
        )

    def provisions(self, who: Id) -> set[str]:
        """The codes of the articles under which it was filed, or a step of it was."""
        of, found = self.folder.of, set(self.folder.of(who, "proceeding.provision"))
        for step in self.folder.back("step.proceeding").get(who, ()):
            if self.word(step, "step.rung") not in BESIDE:
                found |= of(step, "step.provision")
        return {self.word(one, "provision.code") for one in found}

    def course(self, who: Id, person: Id | None = None) -> Course:
        """What came of it; for one of its people, what came of it for that one."""
        every = sorted(self.folder.back("step.proceeding").get(who, ()), key=self.folder.order)
        told = [self._step(one) for one in every]
        filed = self.word(who, "proceeding.filed")
        if filed and all(step["kind"] != "filed" for step in told):
            told.insert(0, {**self._step(""), "kind": "filed", "date": filed})
        told = [step for step in told if step["rung"] not in BESIDE]
        if self.side(who) == "theirs":
            told = [{**s, "exits": [c for c in s["exits"] if c != COUNTER]} for s in told]
        if person and any(step["partial"] and step["persons"] for step in told):
            told = [{**step, "partial": False} for step in told
                    if not step["partial"] or person in step["persons"]]  # fmt: skip
        return course_of(told, self.word(who, "proceeding.status"))

    def _step(self, who: Id) -> Step:
        step: Step = {name: self.word(who, f"step.{name}") for name in NAMES}
        for name in ("bias_stated", "bias_recorded"):
            step[name] = next(iter(self.folder.get(who, f"step.{name}")), None)
        step["partial"] = self.word(who, "step.for_whom") in ("some", "one")
        step["persons"] = self.folder.of(who, "step.persons")
        step["exits"] = self.words(who, "step.exit")
        return step

    def people(self, who: Id, known: int) -> tuple[int, int | None]:
        """For how many people it stands: as said, and not fewer than are known."""
        said = [found for text in self.folder.get(who, "proceeding.people")
                if (found := bounds(text))]  # fmt: skip
        if not said:
            return (known, known) if known else (1, None)
        low, highs = max(known, *(least for least, _ in said)), [high for _, high in said]
        known_highs = [high for high in highs if high is not None]
        return low, None if None in highs else max(low, *known_highs)
