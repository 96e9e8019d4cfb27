"""Canaries that must not reach the counting room: everything that enters `stats` is looked at.

    python -m tests.hazards.counting [--trials 1] [--seed 1]

A practice vault is filled from the example; then every text, address, digest and code of every
record, in both halves, becomes a canary, and every word from a list is also said as a canary once,
as a newer version or a broken import might. Each unit is counted by every dimension it has and by
pairs of them, by each clock, filtered, as funnel, weighed at the gate, made a figure and drawn. A
profiler stops at each door of `stats`: what is handed in or over, closures and generators too, is
walked; nothing but numbers, codes and values of the model may be there, no canary, no id of a
record, no way back to the store. What comes out is searched too. Rooms that leak on purpose must be
caught: `FAULTS`.
"""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path
from types import FrameType
from unittest.mock import patch

from tests.examples.folders import PRACTICE, take_folder
from tests.hazards.reach import Walk
from tests.hazards.rig import Figures, found, main, workshop

import kuager.stats
from kuager.formats.charts import draw_chart
from kuager.model.question import Dimension, Question, dimensions_of, read_dimension, scales_of
from kuager.model.schema import Property
from kuager.model.statement import EntityId, Statement, say
from kuager.model.table import Table
from kuager.model.table_chart import ChartWords, chart_of
from kuager.model.table_words import TableWords
from kuager.model.units import UNITS
from kuager.stats.frame import Column
from kuager.verbs import counting, frames
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.figure_changes import explain_figure
from kuager.verbs.figures import make_figure
from kuager.verbs.funnels import show_funnel
from kuager.verbs.gate import weigh_table
from kuager.verbs.gathering_tables import compare_gatherings

ROOM = str(Path(kuager.stats.__file__).parent)
TEXTS = frozenset({"text", "long", "url", "digest"})
PUBLIC_CODES = frozenset({"organisation.code", "provision.code"})
"""Codes of public bodies and of articles of law may stand in a table."""
OPEN = frozenset({"member", "collection"})
"""Who counts is no part of this; how a collection counts is printed under every figure."""
SHORT, PAIRS = 5, 6
"""Of a quick look: one dimension in five of each unit; of a whole one, pairs of each unit."""
Act = Callable[[], object]


class Nest:
    """The canaries of one vault: words that exist nowhere else, and the ids of its records."""

    def __init__(self, seed: int) -> None:
        """Nothing drawn yet."""
        self._draw = random.Random(f"counting {seed}")
        self.marks: set[str] = set()
        self.ids: set[bytes] = set()

    def fresh(self, *, is_code: bool) -> str:
        """A canary, in Latin letters and figures where a code has to look like one."""
        letters = "bcdfghjklmnpqrstvwxz" if is_code else "бвгджзклмнпрстфхцчшщ"
        mark = "".join(self._draw.choices(letters, k=14))
        self.marks.add(mark)
        return mark


class Doorkeeper:
    """Stands at the doors of the counting room and looks at what is carried in and out."""

    def __init__(self, nest: Nest) -> None:
        """For these canaries."""
        self.walk = Walk(nest.marks, nest.ids)
        self.entered = 0

    def __call__(self, frame: FrameType, event: str, value: object) -> None:
        """As a profiler is called: at each call and return."""
        if event not in ("call", "return") or not frame.f_code.co_filename.startswith(ROOM):
            return
        before = frame.f_back
        if before is not None and before.f_code.co_filename.startswith(ROOM):
            return
        self.entered += event == "call"
        where = frame.f_code.co_qualname
        if event == "call":
            for name, given in frame.f_locals.items():
                self.walk.inside(given, f"{where}({name})")
        else:
            self.walk.inside(value, f"what {where} gives")

    def watch(self, act: Act) -> object:
        """Do something under watch; what comes of it is searched as well."""
        sys.setprofile(self)
        try:
            told = act()
        finally:
            sys.setprofile(None)
        self.walk.outside(told, "what was told")
        return told


def run(trials: int, seed: int) -> Figures:
    """So many vaults without a canary in the room, and one with each fault."""
    rounds = [one_round(seed + number, whole=True) for number in range(trials)]
    caught = {name: bool(one_round(seed, fault=name)["hits"]) for name in FAULTS}
    return {
        **rounds[0],
        "hits": sum(int(str(one["hits"])) for one in rounds),
        "leaking rooms caught": f"{sum(caught.values())} of {len(caught)}",
    }


def one_round(seed: int, *, whole: bool = False, fault: str | None = None) -> Figures:
    """Fill a vault, count everything in it, and say what was met in the room."""
    nest = Nest(seed)
    with workshop() as place, ExitStack() as leaking:
        desk = found(place / "vault", practice=True)
        leaking.callback(desk.close)
        take_folder(desk, PRACTICE)
        fill(desk, nest)
        if fault is not None:
            leaking.enter_context(FAULTS[fault](nest))
        keeper = Doorkeeper(nest)
        asked = 0
        for act in every_act(desk, whole=whole):
            keeper.watch(act)
            asked += 1
            if fault is not None and keeper.walk.hits:
                break
        return {
            "canaries": len(nest.marks),
            "questions": asked,
            "times entered": keeper.entered,
            "values looked at": keeper.walk.looked_at,
            "hits": len(keeper.walk.hits),
            "notes": sorted(keeper.walk.hits)[:10],
        }


def fill(desk: Desk, nest: Nest) -> None:
    """Make every text of every record a canary, and say one in the place of a listed word."""
    said: list[Statement] = []
    for prop in desk.schema.properties.values():
        uids = list(desk.view.codes(prop.type).values())
        nest.ids |= set(uids)
        if prop.kind in TEXTS and prop.name not in PUBLIC_CODES and prop.type not in OPEN:
            said += [_canary(uid, prop, nest) for uid in uids]
        elif prop.kind in ("term", "place", "date", "count"):
            said += [_canary(uid, prop, nest) for uid in uids[-1:]]
    with desk.changing("fill_with_canaries"):
        desk.say(said)


def _canary(uid: EntityId, prop: Property, nest: Nest) -> Statement:
    return say(uid, prop.name, nest.fresh(is_code=prop.name.endswith(".code")))


def every_act(desk: Desk, *, whole: bool) -> Iterator[Act]:
    """What is done at the doors: tables of every unit, funnels, the gate, figures, charts."""
    for unit in UNITS.values():
        offered = list(_scaled(desk, unit.name))
        some = offered if whole else offered[::SHORT]
        questions = [Question(unit=unit.name, by=(d,), clock="") for d in some]
        pairs = list(combinations(offered, 2))
        questions += [
            Question(unit=unit.name, by=pair)
            for pair in islice(pairs[7 :: max(1, len(pairs) // PAIRS)], PAIRS if whole else 1)
        ]
        for number, question in enumerate(questions):
            clock = list(unit.clocks)[number % len(unit.clocks)]
            yield from _of_question(desk, replace(question, clock=clock), number, whole=whole)
    yield from _beside(desk)


def _scaled(desk: Desk, unit: str) -> Iterator[Dimension]:
    for usual in dimensions_of(UNITS[unit], desk.schema):
        prop = desk.schema.properties.get(usual.name)
        for scale in scales_of(prop, desk.schema) if prop is not None else (usual.scale,):
            text = f"{usual.name}@{scale}" if scale else usual.name
            yield read_dimension(text, UNITS[unit], desk.schema)


def _of_question(desk: Desk, question: Question, number: int, *, whole: bool) -> Iterator[Act]:
    def tell() -> object:
        table = count_table(desk, question=question)
        return table, table.plain(), _drawn(desk, table) if number % 4 == 0 else ""

    yield tell
    if number % (5 if whole else 25) == 0:
        yield lambda: weigh_table(desk, question=question)


def _drawn(desk: Desk, table: Table) -> str:
    words = TableWords(
        schema=desk.schema,
        language="kk",
        say=lambda message, /, **facts: " ".join((message, *map(str, facts.values()))),
        dates=str,
    )
    said = ChartWords(words=words, caption="-", period="", figures=str, percents=str)
    chart = chart_of(table, said)
    return "" if chart is None else draw_chart(chart)


def _beside(desk: Desk) -> Iterator[Act]:
    for unit, clock in (("case", "incident"), ("filing", "report"), ("event", "incident")):
        question = Question(unit=unit, clock=clock)
        yield lambda question=question: show_funnel(desk, question=question)
    yield lambda: compare_gatherings(desk, question=Question(unit="event", clock="incident"))
    question = Question(unit="event", by=(Dimension("event.kind"),), clock="incident")

    def figure() -> object:
        return explain_figure(desk, code=make_figure(desk, question=question))

    yield figure


def _named_column(nest: Nest):  # noqa: ANN202 - a patch
    """A frame with a column that holds names."""
    whole = frames.frame_for

    def leaky(desk: Desk, question: Question):  # noqa: ANN202
        counted = whole(desk, question)
        column = Column(values={min(nest.marks): 1}, many=False)
        columns = {**counted.frame.columns, "person.name_in_use": column}
        return replace(counted, frame=replace(counted.frame, columns=columns))

    return patch.object(counting, "frame_for", leaky)


def _with_ids(nest: Nest):  # noqa: ANN202 - a patch
    """A column whose codes are ids of records."""
    whole = frames.frame_for

    def leaky(desk: Desk, question: Question):  # noqa: ANN202
        counted = whole(desk, question)
        column = Column(values={min(nest.ids).hex(): 1}, many=False)
        columns = {**counted.frame.columns, "event.kind@id": column}
        return replace(counted, frame=replace(counted.frame, columns=columns))

    return patch.object(counting, "frame_for", leaky)


def _with_a_way_back(nest: Nest):  # noqa: ANN202, ARG001 - a patch
    """A frame that carries a function which reads the record."""
    whole = frames.frame_for

    def leaky(desk: Desk, question: Question):  # noqa: ANN202
        counted = whole(desk, question)
        kept: list[object] = [lambda: desk.view]
        column = Column(values={}, many=False, kept=kept)
        columns = {**counted.frame.columns, "event.kind@back": column}
        return replace(counted, frame=replace(counted.frame, columns=columns))

    return patch.object(counting, "frame_for", leaky)


FAULTS = {"names": _named_column, "ids": _with_ids, "a way back": _with_a_way_back}
"""Rooms that leak on purpose."""


if __name__ == "__main__":
    main("counting", run, trials=1)
