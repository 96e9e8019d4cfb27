"""The records behind a number of the way to justice: codes, and what a list may show."""

from starlette.responses import Response

from kuager import N_
from kuager.verbs.funnel_records import SEPARATOR, records_of_funnel
from kuager.web.funnel_asking import AT_PAGE, NUMBER, AskedFunnel
from kuager.web.listed import Words, in_figures
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

PATH = "/funnel/records"
_DIGITS = 6


def show_records(visit: Visit) -> Response:
    """One page of them, with the number that they make."""
    asked, number = AskedFunnel.of(visit), visit.query.get(NUMBER)
    page = visit.query.get(AT_PAGE)
    found = records_of_funnel(
        visit.desk,
        question=asked.question,
        article=asked.article,
        number=number,
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < _DIGITS else 1,
    )
    words = Words(visit, found.names)
    rows = []
    for record in found.records:
        row = words.row(record, found.columns)
        if found.possibly:
            is_sure = bytes(record.id) not in found.possibly
            row = [*row, "" if is_sure else visit.t(N_("possibly"))]
        rows.append(row)
    motive = number.startswith("motive-")
    return visit.page(
        "funnel_records.html",
        asked=asked,
        cell=_words(asked, number.removeprefix("motive-"), is_motive=motive),
        is_motive=motive,
        back=asked.address("/funnel/motive" if motive else "/funnel"),
        found=found,
        total=in_figures(visit, found.total),
        heads=[*map(words.label, found.columns), *([""] if found.possibly else [])],
        rows=rows,
        at_page=lambda page: f"{asked.behind(number)}&{AT_PAGE}={page}",
    )


def _words(asked: AskedFunnel, number: str, *, is_motive: bool) -> list[tuple[str, str]]:
    """Which number it is: the stage, and what came of those who stand there."""
    words, say = asked.words, asked.visit.t
    what, stage, code = (*number.split(SEPARATOR), "", "")[:3]
    if what == "beside":
        return [(say(N_("Beside the way")), words.proceeding(stage))]
    if what == "against":
        kind = words.proceeding(code) if stage == "kind" else ""
        came = words.against(code) if stage == "way" else ""
        return [(say(N_("Against our people")), kind or came or say(N_("all together")))]
    if what == "several":
        return [(say(N_("Stage")), say(N_("several stages, counted at the furthest")))]
    if what == "open":
        return [(say(N_("What came of it")), words.way("open"))]
    rows = [(say(N_("Stage")), words.stage("bias" if is_motive else "justice", stage))]
    if what == "reached":
        return [*rows, (say(N_("Counted")), say(N_("all who came so far or further")))]
    came = words.way_named(code) if what == "way" else words.reason(code)
    label = N_("Met on the way") if what == "along" else N_("What came of it")
    return [*rows, (say(label), came)]


ROUTES = (Route("GET", PATH, show_records),)
