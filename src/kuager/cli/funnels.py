"""The way to justice and gatherings on the command line: counts by codes, never a name."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from kuager import N_
from kuager.cli.commands import argument, command, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.questions import CHOICE, Function, asked
from kuager.cli.seat import seat
from kuager.cli.tables import words_for
from kuager.lang import percent
from kuager.model.filters import NOTHING
from kuager.model.funnel import FUNNEL_CLOCKS, FUNNEL_UNITS, Funnel, FunnelPage
from kuager.model.funnel_words import AGAINST_WORDS, TITLES, FunnelWords
from kuager.model.gathering_table import Gatherings
from kuager.model.question import Question
from kuager.model.schema import Schema
from kuager.model.shares import share_of
from kuager.model.table import Cell, Table
from kuager.model.table_words import bounds_text
from kuager.verbs.desk import Desk
from kuager.verbs.funnel_tables import choose_funnel_unit
from kuager.verbs.funnels import show_funnel
from kuager.verbs.gathering_tables import compare_gatherings

_WHAT = ("justice", "bias", "times")
_PERIOD = (
    option("--from", "first", type=ID, metavar=N_("DAY"), help=N_("The first day: 2024-01-01.")),
    option("--to", "last", type=ID, metavar=N_("DAY"), help=N_("The last day, counted too.")),
    option(
        "--where",
        type=CHOICE,
        multiple=True,
        metavar=N_("NAME=CODE"),
        help=N_("Count only these, as often as needed; several codes with commas between."),
    ),
    option("--sure", is_flag=True, help=N_("Leave out what only possibly lies in the period.")),
)
from_day, to_day, where, only_sure = _PERIOD


_OPTIONS = (
    option(
        "--unit",
        type=click.Choice(FUNNEL_UNITS),
        help=N_("What is counted; the first of cases, filings and events there are, if left out."),
    ),
    option(
        "--clock",
        type=click.Choice(FUNNEL_CLOCKS),
        default="incident",
        help=N_("By the date of the incident or of the report: two different tables."),
    ),
    *_PERIOD[:-1],
    option(
        "--article",
        type=ID,
        metavar=N_("CODE"),
        help=N_("Only what was filed under this provision."),
    ),
    only_sure,
)


def funnel_options(function: Function) -> Function:
    """Declare the options of a funnel; the command hands them to `funnel_asked`."""
    for declare in reversed(_OPTIONS):
        function = declare(function)
    return function


@command("funnel")
@argument(
    "what",
    type=click.Choice(_WHAT),
    default="justice",
    help=N_("The matters, their motive, or the days between stages; the matters if left out."),
)
@funnel_options
def funnel(call: Call, *, what: str, article: str | None, **given: Any) -> None:  # noqa: ANN401 - options
    """Count how far matters came on the way to justice, and what came of the rest.

    Each stage has how many reached it and, of those who came no further, how many left and by which
    exit, how many ended in favour, are in progress, or of whom nobody knows. Open is never failed.
    """
    with seat(call) as desk:
        question = funnel_asked(desk, given)
        found = show_funnel(desk, question=question, article=article or "")
        words = _words(call, desk.schema)
    if given["unit"] is None:
        unit = words.words.unit(question.unit)
        tell(call, N_("Counted here, as nothing else was said: {unit}."), unit=unit)
    if what == "times":
        _show_times(call, words, found)
        return
    answer(call, found.plain())
    _show(call, words, found.bias if what == "bias" else found.justice)
    if what == "bias":
        tell(call, "{sentence}", sentence=words.both(found))
    else:
        _show_beside(call, words, found)


@command("gatherings")
@option(
    "--clock",
    type=click.Choice(("incident", "known")),
    default="incident",
    help=N_("By the day of the gathering, or by the day we learned of it."),
)
@from_day
@to_day
@where
@only_sure
def gatherings(call: Call, **given: Any) -> None:  # noqa: ANN401 - options
    """Compare gatherings: asked, allowed, refused, disrupted, police; hostile and ours apart."""
    with seat(call) as desk:
        question = asked(desk.schema, {**given, "unit": "event", "by": ()})
        found = compare_gatherings(desk, question=question)
        words = _words(call, desk.schema)
    answer(call, _plain_gatherings(found))
    sides = [words.side(side) for side in found.sides]
    table(call, [N_("What happened"), *sides], _side_rows(words, found))
    table(call, [N_("Year"), *sides], words.gathering_years(found))
    tell(call, "{sentence}", sentence=words.gatherings(found))
    if words.requests(found):
        tell(call, "{sentence}", sentence=words.requests(found))


def funnel_asked(desk: Desk, given: Mapping[str, Any]) -> Question:
    """The question that the options ask; without a unit, of the first that there is anything of."""
    unit = given["unit"] or choose_funnel_unit(desk)
    return asked(desk.schema, {**given, "unit": unit, "by": ()})


def _words(call: Call, schema: Schema) -> FunnelWords:
    def share(cell: Cell, base: Cell) -> str:
        found = share_of(cell, base)
        if found is None:
            return ""
        least, most = (percent(part, call.language) for part in found)
        return least if least == most else f"{least}–{most}"

    return FunnelWords(words=words_for(call, schema), number=bounds_text, share=share)


def _show(call: Call, words: FunnelWords, found: Funnel) -> None:
    """A row for each stage, and below it what came of those who came no further."""
    clock = words.words.clock(found.question.clock)
    tell(call, "{title} ({clock})", title=call.say(TITLES[found.kind]), clock=clock)
    table(call, [N_("Stage"), N_("How many"), N_("Of all")], _stage_rows(words, found))
    tell(call, "{sentence}", sentence=words.reading(found))


def _stage_rows(words: FunnelWords, found: Funnel) -> Iterator[tuple[str, str, str]]:
    for stage in found.stages:
        share = words.share(stage.reached, found.base)
        yield words.stage(found.kind, stage.stage), words.number(stage.reached), share
        for label, cell in words.ways(stage):
            yield f"  – {label}", words.number(cell), ""


def _show_beside(call: Call, words: FunnelWords, found: FunnelPage) -> None:
    """Persons against filings, bodies beside the ladder, matters against us, what is unsure."""
    if found.sides is not None:
        rows = []
        for persons, filings in zip(
            found.sides.persons.stages, found.sides.filings.stages, strict=True
        ):
            people = "" if filings.people is None else words.number(filings.people)
            label = words.stage("justice", persons.stage)
            rows.append(
                (label, words.number(persons.reached), words.number(filings.reached), people)
            )
        heads = [
            N_("Stage"),
            N_("Persons known to us"),
            N_("Filings"),
            N_("People the filings stand for"),
        ]
        table(call, heads, rows)
    record(call, _beside(call, words, found))


def _beside(call: Call, words: FunnelWords, found: FunnelPage) -> dict[str, object]:
    justice = found.justice
    shown: dict[str, object] = {}
    if found.sides is not None and found.sides.touched is not None:
        shown[N_("People touched, as said")] = words.number(found.sides.touched)
    shown[N_("With filings at several stages, counted at the furthest")] = words.number(
        justice.several
    )
    shown |= {words.proceeding(one.reason): words.number(one.cell) for one in found.beside}
    if found.against.counted.at_most:
        shown[N_("Matters against our people")] = words.number(found.against.counted)
        for way, cell in found.against.ways.items():
            shown[f"– {call.say(AGAINST_WORDS[way])}"] = words.number(cell)
    shown[N_("Possibly in the period")] = justice.base.possibly
    shown[N_("Without a date")] = justice.undated
    shown[N_("Sources disagree")] = justice.disputed
    return shown


def _show_times(call: Call, words: FunnelWords, found: FunnelPage) -> None:
    answer(call, list(found.times))
    heads = [
        N_("From stage to stage"), N_("Both days known"), N_("Median, days"), N_("Shortest"),
        N_("Longest"), N_("Still waiting"), N_("A day is not known"),
    ]  # fmt: skip
    rows = [
        (
            words.between(time),
            time.n,
            words.days(time.median),
            words.days(time.shortest),
            words.days(time.longest),
            time.waiting,
            time.undated + time.contrary,
        )
        for time in found.times
    ]
    table(call, heads, rows)
    tell(call, N_("Those who still wait are in no median: the true wait is longer than it looks."))


def _side_rows(words: FunnelWords, found: Gatherings) -> Iterator[list[str]]:
    """Everything, then each table: a row for each word, a column for each side."""
    yield [
        words.words.say(N_("All gatherings")),
        *(words.number(found.all.cell((side,))) for side in found.sides),
    ]
    for one in (found.permits, found.disruptions, found.police):
        axis = one.axes[1]
        for code in axis.categories:
            label = words.words.category(axis.dimension, code)
            if code == NOTHING:
                prop = words.words.dimension(axis.dimension, "event")
                label = f"{prop}: {label}"
            yield [label, *(words.number(one.cell((side, code))) for side in found.sides)]


def _plain_gatherings(found: Gatherings) -> dict[str, object]:
    names = ("all", "permits", "disrupted", "disruptions", "police", "years", "requests")
    tables: dict[str, Table] = {name: getattr(found, name) for name in names}
    return {
        "question": found.question.text(),
        "practice": found.practice,
        **{
            name: {"|".join(key): cell for key, cell in t.cells.items()}
            for name, t in tables.items()
        },
    }


COMMANDS = (funnel, gatherings)
