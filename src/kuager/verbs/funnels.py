"""The way to justice counted: how far matters came, what came of the rest, and how long it took.

A question chooses what is counted as in every table; how far each record came is read from its
filings (`verbs/journeys.py`). Inside the house; what may leave is decided elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from kuager.model.dates import DateError, read_date
from kuager.model.funnel import (
    FUNNEL_CLOCKS,
    FUNNEL_UNITS,
    STAGES_OF,
    Against,
    Cohort,
    Exit,
    Funnel,
    FunnelPage,
    Kind,
    NoFunnelError,
    Sides,
    TimeBetween,
)
from kuager.model.journey import WAYS, Journey, Way, bias_journey
from kuager.model.ladder_stage import STAGES
from kuager.model.moments import hull
from kuager.model.question import MixedUnitsError, Question, question_of
from kuager.model.table import Cell
from kuager.model.units import UNITS, Unit
from kuager.stats.cross import chosen_by, positions
from kuager.stats.frame import Bits, Frame, Weights
from kuager.stats.funnel import Chosen, Courses, Passage, Span, count_stages, times_between
from kuager.store.calendar import bits_of
from kuager.store.columns import merged_into, references_of, values_of
from kuager.verbs._verb import verb
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.filings import people_of
from kuager.verbs.frames import UnitView, frame_for
from kuager.verbs.journeys import Matters, Travelled
from kuager.verbs.people_counted import digits_of

MOST_COHORTS = 12
"""Years that are shown side by side, the last ones."""


@verb(needs="read")
def show_funnel(desk: Desk, *, question: Question, article: str = "") -> FunnelPage:
    """How far matters came on the way to justice, the motive with them, and how long it took.

    `article` is the code of a provision: only what was filed under it is counted. Raises
    NoFunnelError for a question that no funnel answers, UnknownRecordError for no such article.
    """
    _demand(question)
    node = _article(desk, article) if article else None
    types = desk.schema.types
    kept = desk.store.projector.kept

    def count() -> FunnelPage:
        matters = kept.get(("matters", node), types, lambda: Matters(desk, article=node))
        return _count(matters, question, article)

    return kept.get(("funnel", question.text(), article), types, count)


def _count(matters: Matters, question: Question, article: str) -> FunnelPage:
    """Everything of one question; the pictures of its page ask for the same again."""
    whole = _Counting(matters, question)
    biased = whole.of_biased()
    return FunnelPage(
        justice=whole.funnel("justice", article),
        bias=biased.funnel("bias", article),
        of_biased=biased.funnel("justice", article),
        times=whole.times(),
        cohorts=tuple(whole.cohorts()),
        beside=tuple(whole.beside()),
        against=whole.against(),
        sides=_sides(matters, question, article),
        articles=_articles(matters.desk),
    )


def _article(desk: Desk, code: str) -> int:
    """The node of a provision. Raises UnknownRecordError."""
    codes = {str(said[0]): node for node, said in values_of(desk.store, "provision", "code")}
    if code not in codes:
        raise UnknownRecordError(code=code)
    return codes[code]


def _articles(desk: Desk) -> tuple[str, ...]:
    """The codes of the provisions that filings and their steps name."""
    named = {
        target
        for type_name in ("proceeding", "step")
        for _, target in references_of(desk.store, type_name, "provision")
    }
    codes = ((node, str(said[0])) for node, said in values_of(desk.store, "provision", "code"))
    return tuple(sorted(code for node, code in codes if node in named))


def _demand(question: Question) -> None:
    wrong = {
        "unit": question.unit not in FUNNEL_UNITS,
        "clock": question.clock not in FUNNEL_CLOCKS,
        "by": bool(question.by),
    }
    for part, is_wrong in wrong.items():
        if is_wrong:
            raise NoFunnelError(part=part)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read once for a question: the frame, its nodes, the journeys at its positions."""

    view: UnitView
    frame: Frame
    journeys: Mapping[int, Journey]
    weights: Weights | None


class _Counting:
    """One question, and the positions that it counts."""

    def __init__(self, matters: Matters, question: Question) -> None:
        self.question, self.matters = question, matters
        self.travelled = Travelled(matters, question.unit)
        view = UnitView(matters.desk, UNITS[question.unit], question)
        frame = frame_for(matters.desk, question).frame
        concerned = _bits(view, self.travelled.concerned())
        chosen = chosen_by(frame, question) & concerned
        journeys = {at: self.travelled.journey(view.nodes[at]) for at in positions(chosen)}
        if question.clock == "report":
            chosen = bits_of((at for at, j in journeys.items() if j.place > 0), _size(view))
        weights = self._weights(view) if question.unit == "filing" else None
        self.read = _Read(view, frame, journeys, weights)
        self.bits = chosen
        self.undated = self._undated() & concerned

    @property
    def chosen(self) -> Chosen:
        """What is counted, surely and possibly."""
        frame = self.read.frame
        return Chosen(self.bits & frame.sure, self.bits & frame.possibly)

    def of_biased(self) -> "_Counting":
        """The same for those with a documented motive of bias."""
        found = copy(self)
        biased = _bits(self.read.view, self.travelled.with_bias())
        found.bits, found.undated = self.bits & biased, self.undated & biased
        return found

    def _undated(self) -> Bits:
        """Those without a date on this clock that the question chooses apart from its period."""
        view, question = self.read.view, self.question
        _, _, undated = view.placed(question, view.counted() & view.of_one_record())
        outside = chosen_by(replace(self.read.frame, sure=undated, possibly=0), question)
        if question.clock != "report":
            return outside
        went = (at for at in positions(outside) if self._journey(at).place > 0)
        return bits_of(went, _size(view))

    def _journey(self, at: int) -> Journey:
        known = self.read.journeys.get(at)
        return self.travelled.journey(self.read.view.nodes[at]) if known is None else known

    def funnel(self, kind: Kind, article: str) -> Funnel:
        """The funnel of the matter or of its motive."""
        frame = self.read.frame
        gone = {at: self.read.journeys[at] for at in positions(self.bits)}
        if kind == "bias":
            gone = {at: bias_journey(journey) for at, journey in gone.items()}
        courses = _courses(gone, STAGES_OF[kind], _size(self.read.view))
        several = bits_of((at for at, j in gone.items() if len(j.parts) > 1), frame.size + 1)
        return Funnel(
            kind=kind,
            question=self.question,
            article=article,
            stages=count_stages(
                replace(courses, weights=self.read.weights if kind == "justice" else None),
                self.chosen,
            ),
            several=self.chosen.cell(several),
            undated=self.undated.bit_count(),
            disputed=(frame.disputed & self.bits).bit_count(),
            merged=self._merged(),
            practice=self.matters.desk.practice,
        )

    def times(self) -> tuple[TimeBetween, ...]:
        """How long it took from stage to stage, for all that is counted."""
        passages = [
            Passage(journey.place, journey.way == "open", _days(journey))
            for at in positions(self.bits)
            for journey in [self.read.journeys[at]]
        ]
        return times_between(STAGES, passages)

    def _merged(self) -> int:
        """How many other records were judged the same as those that are counted."""
        view = self.read.view
        merged = merged_into(self.matters.desk.store, view.unit.type)
        return sum(merged.get(view.nodes[at], 0) for at in positions(self.bits)) if merged else 0

    def cohorts(self) -> list[Cohort]:
        """The same for each year of the clock by itself, the last years that anybody is of."""
        found: list[Cohort] = []
        for year in reversed(self._years()):
            if len(found) < MOST_COHORTS:
                found += self._cohort(year)
        return found[::-1]

    def _cohort(self, year: int) -> Iterator[Cohort]:
        """One year, as far as it lies in the period; none of which nobody is."""
        view, question = self.read.view, self.question
        first = max(question.first or date.min, date(year, 1, 1))
        last = min(question.last or date.max, date(year, 12, 31))
        sure, possibly, _ = view.in_period(question.with_period(first, last), self.bits)
        chosen = Chosen(sure, 0 if question.sure else possibly)
        gone = {at: self.read.journeys[at] for at in positions(chosen.sure | chosen.possibly)}
        if gone:
            counted = count_stages(_courses(gone, STAGES, _size(view)), chosen)
            opened = bits_of((at for at, j in gone.items() if j.way == "open"), _size(view))
            reached = tuple(stage.reached for stage in counted)
            yield Cohort(year=year, reached=reached, open=chosen.cell(opened))

    def _years(self) -> list[int]:
        """Years to which dates reach; one that reaches over more than are shown names none."""
        years: set[int] = set()
        for said, places in self.read.view.clock(self.question.clock):
            ends = [end.year for end in hull(said.reach) if end is not None]
            is_near = ends and max(ends) - min(ends) < MOST_COHORTS
            if is_near and any(self.bits >> at & 1 for at in places):
                years.update(range(min(ends), max(ends) + 1))
        first, last = self.question.first or date.min, self.question.last or date.max
        return sorted(year for year in years if first.year <= year <= last.year)

    def beside(self) -> Iterator[Exit]:
        """Who turned to a body beside the ladder as well."""
        inside = self._in_question() if self.question.unit == "filing" else self.bits
        chosen = Chosen(inside & self.read.frame.sure, inside & self.read.frame.possibly)
        for kind, nodes in self.travelled.beside().items():
            cell = chosen.cell(_bits(self.read.view, nodes))
            if cell.sure or cell.possibly:
                yield Exit(kind, cell)

    def _in_question(self) -> Bits:
        return chosen_by(self.read.frame, self.question)

    def against(self) -> Against:
        """What was brought against our own people; for filings, those matters themselves."""
        view, frame, bits = self.read.view, self.read.frame, self.bits
        if self.question.unit == "filing":
            unit = replace(UNITS["filing"], only={})  # a filing against us may be of any kind
            view = UnitView(self.matters.desk, unit, self.question)
            frame = frame_in_period(view, self.question)
            bits = chosen_by(frame, self.question)
        theirs = self.travelled.by_side.get("theirs", {})
        bits &= _bits(view, theirs)
        chosen = Chosen(bits & frame.sure, bits & frame.possibly)
        ways: dict[Way, list[int]] = defaultdict(list)
        kinds: dict[str, list[int]] = defaultdict(list)
        for at in positions(bits):
            ways[self.travelled.against(view.nodes[at]).way].append(at)
            for kind in {filing.kind for filing in theirs[view.nodes[at]]}:
                kinds[kind].append(at)
        size = _size(view)
        return Against(
            counted=chosen.cell(bits),
            ways={way: chosen.cell(bits_of(ways.get(way, ()), size)) for way in WAYS},
            kinds=tuple(
                Exit(kind, chosen.cell(bits_of(found, size)))
                for kind, found in sorted(kinds.items())
            ),
        )

    def _weights(self, view: UnitView) -> Weights:
        """For how many people each filing stands."""
        least, most = [0] * len(view.nodes), [0] * len(view.nodes)
        unbounded = []
        places = {node: at for at, node in enumerate(view.nodes)}
        for filing in self.matters.filings:
            at = places.get(filing.node)
            if at is not None:
                low, high = people_of(filing, len(self.matters.persons_of(filing)))
                least[at], most[at] = low, high or low
                unbounded += [at] if high is None else []
        unknown = bits_of(unbounded, _size(view))
        return Weights(low=digits_of(least), high=digits_of(most), open=unknown)


def frame_in_period(view: UnitView, question: Question, among: Bits | None = None) -> Frame:
    """The frame of a unit that no table has: the same period and filters as in every table.

    `among` are the positions that are counted; all of the unit if it is None.
    """
    counted = view.counted() & view.of_one_record()
    if among is not None:
        counted &= among
    sure, possibly, undated = view.in_period(question, counted)
    return Frame(
        size=len(view.nodes),
        sure=sure,
        possibly=possibly,
        columns={},
        filters={d.text: view.filter(d) for d in question.where},
        undated=undated,
    )


def _courses(gone: Mapping[int, Journey], stages: tuple[str, ...], size: int) -> Courses:
    """Journeys at positions, as bits under codes."""
    furthest: dict[str, list[int]] = defaultdict(list)
    ways: dict[Way, list[int]] = defaultdict(list)
    reasons: dict[str, list[int]] = defaultdict(list)
    along: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, journey in gone.items():
        furthest[journey.stage].append(at)
        ways[journey.way].append(at)
        for reason in journey.reasons:
            reasons[reason].append(at)
        for met in journey.along:
            along[met].append(at)
    return Courses(
        stages=stages,
        furthest={stage: bits_of(found, size) for stage, found in furthest.items()},
        ways={way: bits_of(found, size) for way, found in ways.items()},
        reasons={code: bits_of(found, size) for code, found in reasons.items()},
        along={met: bits_of(found, size) for met, found in along.items()},
    )


def _days(journey: Journey) -> dict[int, Span]:
    """The days of the stages of a journey, by the number of the stage."""
    found: dict[int, Span] = {}
    for stage, text in journey.days.items():
        first, last = _reach(text)
        if first is not None or last is not None:
            found[STAGES.index(stage)] = (
                None if first is None else first.toordinal(),
                None if last is None else last.toordinal(),
            )
    return found


def _reach(text: str) -> tuple[date | None, date | None]:
    try:
        return hull(read_date(text).reach)
    except DateError:
        return None, None


def _sides(matters: Matters, question: Question, article: str) -> Sides | None:
    """Persons against filings of one question; None if it cannot be asked of both."""
    found = []
    for unit in ("person", "filing"):
        asked = _asked_of(matters.desk, question, UNITS[unit])
        if asked is None:
            return None
        found.append(_Counting(matters, asked).funnel("justice", article))
    return Sides(touched=_touched(matters.desk, question), persons=found[0], filings=found[1])


def _asked_of(desk: Desk, question: Question, unit: Unit) -> Question | None:
    """The same question of another unit, if that reaches all it asks for."""
    if question.clock not in unit.clocks:
        return None
    pairs = [(name, text) for name, text in question.pairs() if name != "unit"]
    try:
        return question_of([("unit", unit.name), *pairs], desk.schema)
    except MixedUnitsError:
        return None


def _touched(desk: Desk, question: Question) -> Cell | None:
    """How many people the events touched as said, where the question can be asked of them."""
    asked = _asked_of(desk, question, UNITS["people"])
    if asked is None:
        return None
    found = count_table(desk, question=asked).base
    return None if found.at_most == 0 else found


def _bits(view: UnitView, nodes: Iterable[int]) -> Bits:
    wanted = frozenset(nodes)
    return bits_of((at for at, node in enumerate(view.nodes) if node in wanted), _size(view))


def _size(view: UnitView) -> int:
    return len(view.nodes) + 1
