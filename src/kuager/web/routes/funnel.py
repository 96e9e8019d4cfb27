"""The way to justice on a page: how far matters came, with their motive, and how long it took."""

from dataclasses import dataclass

from starlette.responses import Response

from kuager import N_
from kuager.model.chart import Chart
from kuager.model.funnel import FUNNEL_CLOCKS, Exit, Funnel, FunnelPage
from kuager.model.funnel_words import AGAINST_WORDS, FunnelWords
from kuager.model.ladder_stage import STAGES
from kuager.verbs.funnels import show_funnel
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
from kuager.web.listed import in_figures
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

PATH, MOTIVE, PICTURE = "/funnel", "/funnel/motive", "/funnel/picture"
_DRAWN = ("justice", "bias", "both")
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
        rows=_stages(words, justice),
        heads=_heads(words, justice),
        sides=_sides(words, found),
        touched=_touched(words, found),
        years=_years(asked, words, found),
        times=_times(words, found),
        along=_along(words, justice),
        beside=[(words.proceeding(one.reason), words.number(one.cell)) for one in found.beside],
        against=_against(words, found),
        unsure=_unsure(visit, words, justice),
        stages=[words.stage("justice", stage) for stage in STAGES],
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
        rows=_stages(asked.words, found.bias),
        heads=_heads(asked.words, found.bias),
    )


def draw(visit: Visit) -> Response:
    """One of the drawings."""
    which = demand_known(visit, WHICH, _DRAWN)
    return answer_chart(visit, _chart(*_counted(visit), which))


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


def _stages(words: FunnelWords, funnel: Funnel) -> list[Row]:
    """A row for each stage: its name, its number and share, and what came of those who stayed."""
    rows: list[Row] = []
    for stage in funnel.stages:
        ways = [f"{label}: {words.number(cell)}" for label, cell in words.ways(stage)]
        share = words.share(stage.reached, funnel.base)
        label = words.stage(funnel.kind, stage.stage)
        shares = [share] if _has_shares(words, funnel) else []
        rows.append((label, words.number(stage.reached), *shares, _lines(ways)))
    return rows


def _heads(words: FunnelWords, funnel: Funnel) -> list[str]:
    say = words.words.say
    shares = [say(N_("Of all"))] if _has_shares(words, funnel) else []
    last = say(N_("What came of those who came no further"))
    return [say(N_("Stage")), say(N_("How many")), *shares, last]


def _has_shares(words: FunnelWords, funnel: Funnel) -> bool:
    """Whether the base is large enough for shares."""
    return bool(words.share(funnel.base, funnel.base))


def _lines(texts: list[str]) -> list[str] | None:
    """Texts as the lines of a cell; a pair of texts would be read as a link."""
    return [*texts, ""] if len(texts) == 2 else texts or None  # noqa: PLR2004


def _sides(words: FunnelWords, found: FunnelPage) -> list[Row]:
    """Persons, filings, and the people whom filings stand for, stage by stage."""
    if found.sides is None:
        return []
    pairs = zip(found.sides.persons.stages, found.sides.filings.stages, strict=True)
    return [
        (
            words.stage("justice", persons.stage),
            words.number(persons.reached),
            words.number(filings.reached),
            None if filings.people is None else words.number(filings.people),
        )
        for persons, filings in pairs
    ]


def _touched(words: FunnelWords, found: FunnelPage) -> str:
    if found.sides is None or found.sides.touched is None:
        return ""
    return words.number(found.sides.touched)


def _years(asked: AskedFunnel, words: FunnelWords, found: FunnelPage) -> list[Row]:
    """A row for each year: how many of it reached each stage, and how many are in progress."""
    return [
        (
            (str(one.year), asked.address(PATH, asked.year(one.year))),
            *(words.number(cell) for cell in one.reached),
            words.number(one.open),
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


def _along(words: FunnelWords, funnel: Funnel) -> list[Row]:
    """What was met on the way by matters that went on."""
    met: list[tuple[str, Exit]] = [
        (stage.stage, one) for stage in funnel.stages for one in stage.along
    ]
    return [
        (words.stage("justice", stage), words.reason(one.reason), words.number(one.cell))
        for stage, one in met
    ]


def _against(words: FunnelWords, found: FunnelPage) -> list[Row]:
    if not found.against.counted.at_most:
        return []
    say = words.words.say
    rows: list[Row] = [(say(N_("Matters against our people")), words.number(found.against.counted))]
    rows += [(words.proceeding(one.reason), words.number(one.cell)) for one in found.against.kinds]
    rows += [
        (say(AGAINST_WORDS[way]), words.number(cell))
        for way, cell in found.against.ways.items()
        if cell.at_most
    ]
    return rows


def _unsure(visit: Visit, words: FunnelWords, funnel: Funnel) -> list[Row]:
    """What stands beside the numbers."""
    rows: list[Row] = []
    said = (
        (N_("Possibly in the period"), funnel.base.possibly),
        (N_("Without a date"), funnel.undated),
        (N_("Sources disagree"), funnel.disputed),
        (N_("Judged the same as another"), funnel.merged),
    )
    if funnel.several.at_most:
        label = visit.t(N_("With filings at several stages, counted at the furthest"))
        rows.append((label, words.number(funnel.several)))
    return rows + [(visit.t(label), in_figures(visit, number)) for label, number in said if number]


ROUTES = (
    Route("GET", PATH, show_page),
    Route("GET", MOTIVE, show_motive),
    Route("GET", PICTURE, draw),
)
