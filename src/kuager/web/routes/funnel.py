"""The way to justice on a page: how far matters came, with their motive, and how long it took."""

from dataclasses import dataclass, replace

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.chart import Chart
from kuager.model.funnel import FUNNEL_CLOCKS, Funnel, FunnelPage, Kind
from kuager.model.funnel_words import AGAINST_WORDS, FunnelWords
from kuager.model.ladder_stage import STAGES
from kuager.verbs.counting import count_table
from kuager.verbs.funnel_tables import ask_funnel_as_table
from kuager.verbs.funnels import show_funnel
from kuager.verbs.gate import is_large
from kuager.web.chart_pages import answer_chart
from kuager.web.funnel_asking import (
    ACT,
    BIAS,
    REGION,
    WHICH,
    AskedFunnel,
    Choices,
    clock_choices,
    demand_known,
    unit_choices,
)
from kuager.web.gate_panel import Panel, panel_of
from kuager.web.listed import in_figures
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

PATH, MOTIVE, PICTURE = "/funnel", "/funnel/motive", "/funnel/picture"
_DRAWN = ("justice", "bias", "both")
QUICK = 30
"""So many cells of a funnel are weighed while its page loads: they are closer than in tables."""
Row = tuple[object, ...]


def show_page(visit: Visit) -> Response:
    """The funnel of matters, what stands beside it, times and years."""
    asked, found = _counted(visit)
    words, justice = asked.words, found.justice
    return visit.page(
        "funnel.html",
        asked=asked,
        found=found,
        form=_form(asked, found, PATH),
        chart=None if justice.is_empty else _chart(asked, found, "justice"),
        picture=asked.address(PICTURE),
        rows=_stages(asked, justice),
        heads=_heads(words, justice),
        sides=_sides(asked, found),
        touched=_touched(words, found),
        years=_years(asked, found),
        times=_times(words, found),
        along=_along(asked, justice),
        beside=[
            (words.proceeding(one.reason), *asked.number(one.cell, f"beside|{one.reason}"))
            for one in found.beside
        ],
        against=_against(asked, found),
        unsure=_unsure(asked, justice),
        stages=[words.stage("justice", stage) for stage in STAGES],
        leaving=Leaving() if justice.is_empty else _may_leave(asked, "justice"),
    )


def show_motive(visit: Visit) -> Response:
    """The funnel of the motive, and beside that of its matter."""
    asked, found = _counted(visit)
    is_empty = found.bias.is_empty
    return visit.page(
        "funnel_motive.html",
        asked=asked,
        found=found,
        form=_form(asked, found, MOTIVE),
        chart=None if is_empty else _chart(asked, found, "bias"),
        both=None if is_empty else _chart(asked, found, "both"),
        pictures={which: asked.address(PICTURE, which=which) for which in _DRAWN},
        rows=_stages(asked, found.bias),
        heads=_heads(asked.words, found.bias),
        leaving=Leaving() if is_empty else _may_leave(asked, "bias"),
    )


def draw(visit: Visit) -> Response:
    """One of the drawings."""
    which = demand_known(visit, WHICH, _DRAWN)
    return answer_chart(visit, _chart(*_counted(visit), which))


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What may leave of a funnel; or why nothing of it does.

    `whole` is the address of the table with ways out, where the panel weighs the stages alone.
    """

    panel: Panel | None = None
    held: str = ""
    whole: str = ""


def _may_leave(asked: AskedFunnel, kind: Kind) -> Leaving:
    """Weigh a funnel: all of it, or the stages alone if that is quicker."""
    visit = asked.visit
    try:
        question = ask_funnel_as_table(
            visit.desk, question=asked.question, article=asked.article, kind=kind
        )
        if not is_large(count_table(visit.desk, question=question), quick=QUICK):
            return Leaving(panel=panel_of(visit, question))
        stages = replace(question, by=question.by[:1])
        return Leaving(
            panel=panel_of(visit, stages), whole=visit.url("/tables", **dict(question.pairs()))
        )
    except KuagerError as refusal:
        return Leaving(held=visit.t(refusal))


def _counted(visit: Visit) -> tuple[AskedFunnel, FunnelPage]:
    asked = AskedFunnel.of(visit)
    return asked, show_funnel(visit.desk, question=asked.question, article=asked.article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the form of a funnel offers, and by what the question is narrowed."""

    taken: list[tuple[str, str]]
    kept: list[tuple[str, str]]
    units: Choices
    clocks: Choices
    articles: Choices


def _form(asked: AskedFunnel, found: FunnelPage, path: str) -> Form:
    return Form(
        taken=list(asked.taken(path)),
        kept=list(asked.kept(REGION, ACT, BIAS)),
        units=unit_choices(asked.visit),
        clocks=clock_choices(asked.visit, FUNNEL_CLOCKS),
        articles=asked.articles(list(found.articles)),
    )


def _chart(asked: AskedFunnel, found: FunnelPage, which: str) -> Chart:
    if which == "both":
        return asked.charts.both(found)
    return asked.charts.funnel(found.bias if which == "bias" else found.justice)


def _stages(asked: AskedFunnel, funnel: Funnel) -> list[Row]:
    """A row for each stage: its name, its number and share, and what came of those who stayed."""
    words, rows = asked.words, list[Row]()
    before = "" if funnel.kind == "justice" else "motive-"
    for stage in funnel.stages:
        ways = [
            (f"{label}: {words.number(cell)}", asked.behind(f"{before}{name}"))
            for name, label, cell in words.named_ways(stage)
        ]
        share = words.share(stage.reached, funnel.base)
        label = words.stage(funnel.kind, stage.stage)
        shares = [share] if _has_shares(words, funnel) else []
        reached = asked.number(stage.reached, f"{before}reached|{stage.stage}")
        rows.append((label, reached, *shares, ways or None))
    return rows


def _heads(words: FunnelWords, funnel: Funnel) -> list[str]:
    say = words.words.say
    shares = [say(N_("Of all"))] if _has_shares(words, funnel) else []
    last = say(N_("What came of those who came no further"))
    return [say(N_("Stage")), say(N_("How many")), *shares, last]


def _has_shares(words: FunnelWords, funnel: Funnel) -> bool:
    """Whether the base is large enough for shares."""
    return bool(words.share(funnel.base, funnel.base))


def _sides(asked: AskedFunnel, found: FunnelPage) -> list[Row]:
    """Persons, filings, and the people whom filings stand for, stage by stage."""
    if found.sides is None:
        return []
    words, sides = asked.words, found.sides
    rows = list[Row]()
    for persons, filings in zip(sides.persons.stages, sides.filings.stages, strict=True):
        number = f"reached|{persons.stage}"
        people = None if filings.people is None else words.number(filings.people)
        rows.append(
            (
                words.stage("justice", persons.stage),
                asked.number(persons.reached, number, sides.persons.question),
                asked.number(filings.reached, number, sides.filings.question),
                None if people is None else (people, asked.behind(number, sides.filings.question)),
            )
        )
    return rows


def _touched(words: FunnelWords, found: FunnelPage) -> str:
    if found.sides is None or found.sides.touched is None:
        return ""
    return words.number(found.sides.touched)


def _years(asked: AskedFunnel, found: FunnelPage) -> list[Row]:
    """A row for each year: how many of it reached each stage, and how many are in progress."""
    return [
        (
            (str(one.year), asked.address(PATH, asked.year(one.year))),
            *(
                asked.number(cell, f"reached|{stage}", asked.year(one.year))
                for stage, cell in zip(STAGES, one.reached, strict=True)
            ),
            asked.number(one.open, "open", asked.year(one.year)),
        )
        for one in found.cohorts
    ]


def _times(words: FunnelWords, found: FunnelPage) -> list[Row]:
    return [
        (
            words.between(time),
            str(time.n),
            words.days(time.median),
            f"{words.days(time.shortest)} … {words.days(time.longest)}" if time.n else None,
            str(time.waiting),
            str(time.undated + time.contrary),
        )
        for time in found.times
        if time.n or time.waiting or time.undated or time.contrary
    ]


def _along(asked: AskedFunnel, funnel: Funnel) -> list[Row]:
    """What was met on the way by matters that went on."""
    words = asked.words
    return [
        (
            words.stage("justice", stage.stage),
            words.reason(one.reason),
            asked.number(one.cell, f"along|{stage.stage}|{one.reason}"),
        )
        for stage in funnel.stages
        for one in stage.along
    ]


def _against(asked: AskedFunnel, found: FunnelPage) -> list[Row]:
    """Matters against our people, by their kind and by what came of them."""
    against, words = found.against, asked.words
    if not against.counted.at_most:
        return []
    said = [(words.words.say(N_("Matters against our people")), against.counted, "against")]
    said += [
        (words.proceeding(one.reason), one.cell, f"against|kind|{one.reason}")
        for one in against.kinds
    ]
    said += [
        (words.words.say(AGAINST_WORDS[way]), cell, f"against|way|{way}")
        for way, cell in against.ways.items()
        if cell.at_most
    ]
    return [(label, *asked.number(cell, number)) for label, cell, number in said]


def _unsure(asked: AskedFunnel, funnel: Funnel) -> list[Row]:
    """What stands beside the numbers."""
    visit, rows = asked.visit, list[Row]()
    said = (
        (N_("Possibly in the period"), funnel.base.possibly),
        (N_("Without a date"), funnel.undated),
        (N_("Sources disagree"), funnel.disputed),
        (N_("Judged the same as another"), funnel.merged),
    )
    if funnel.several.at_most:
        label = visit.t(N_("With filings at several stages, counted at the furthest"))
        rows.append((label, *asked.number(funnel.several, "several")))
    return rows + [(visit.t(label), in_figures(visit, number)) for label, number in said if number]


ROUTES = (
    Route("GET", PATH, show_page),
    Route("GET", MOTIVE, show_motive),
    Route("GET", PICTURE, draw),
)
