"""Figures: numbers kept for reports, in words, with what stands behind them, then and today."""

from math import ceil
from typing import Any

from starlette.responses import Response

from kuager import N_
from kuager.lang import LANGUAGES, date_words
from kuager.model.figure_words import BESIDE_WORDS, LEAVING_WORDS, PLACE_WORDS
from kuager.model.question import Question, read_question
from kuager.model.units import UNITS
from kuager.verbs.claims_beside import Beside, ClaimsBeside, claims_beside, claims_beside_figure
from kuager.verbs.counting import count_table
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.figure_changes import explain_figure
from kuager.verbs.figure_leaving import weigh_figure
from kuager.verbs.figure_sets import read_key
from kuager.verbs.figures import (
    Figure,
    FigureBrief,
    WordingError,
    list_figures,
    make_figure,
    named_behind,
    place_claim,
    word_figure,
)
from kuager.web.figure_words import (
    method,
    moved_rows,
    number_of,
    remarks,
    sentences,
    standing,
    which_number,
    would_say,
)
from kuager.web.record_view import path_to
from kuager.web.routes.route import Route
from kuager.web.table_words import caption
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_ON_A_PAGE = 100
Errors = list[tuple[str, str]]


def show_figures(visit: Visit) -> Response:
    """Every figure that was kept, the newest first."""
    found = list_figures(visit.desk)
    return visit.page("figures.html", rows=[_row(visit, figure) for figure in found])


def _row(visit: Visit, figure: FigureBrief) -> list[object]:
    return [
        (figure.code, visit.url(f"/figure/{figure.code}")),
        number_of(visit, figure.cell, figure.base),
        which_number(visit, figure),
        _asked(visit, figure),
        date_words(figure.made_on, visit.language),
        None
        if figure.edition is None
        else (figure.edition, visit.url(f"/record/edition/{figure.edition}")),
    ]


def _asked(visit: Visit, figure: FigureBrief) -> str:
    """The question in words; as it was kept, if it is not understood here."""
    return figure.asked if figure.question is None else caption(visit, figure.question)


def offer_figure(visit: Visit) -> Response:
    """A number before it is kept: what it would say, what others say, and into which report."""
    question = read_question(visit.query.get("question"), visit.desk.schema)
    key = read_key(visit.query.get("cell"), question, visit.desk.schema)
    table = count_table(visit.desk, question=question)
    cell = table.cell(key)
    words = Words(visit.desk, visit.language)
    return visit.page(
        "figure_new.html",
        asked=question.text(),
        cell=",".join(key),
        table=visit.url("/tables", **dict(question.pairs())),
        sentence=would_say(visit, question, key, table),
        number=number_of(visit, cell, table.base),
        caption=caption(visit, question),
        editions=_choices(words, "edition"),
        collections=_choices(words, "collection"),
        **_others(visit, claims_beside(visit.desk, question=question, key=key)),
    )


def _choices(words: Words, type_name: str) -> list[tuple[str, str]]:
    found = words.desk.view.briefs(type_name)
    return [(record.code, words.with_code(record)) for record in found]


def keep_figure(visit: Visit) -> Response:
    """Keep the number with everything behind it, and show it."""
    question = read_question(visit.form.get("question"), visit.desk.schema)
    code = make_figure(
        visit.desk,
        question=question,
        key=read_key(visit.form.get("cell"), question, visit.desk.schema),
        edition=visit.form.get("edition") or None,
        collection=visit.form.get("collection") or None,
    )
    visit.tell(N_("Kept. The number stays as it is; what becomes of it is told below."))
    return visit.see(f"/figure/{code}")


def show_figure_page(visit: Visit) -> Response:
    """One figure: number, sentences, question, what stands behind it, what others say."""
    return _page(visit, [])


def _page(visit: Visit, errors: Errors) -> Response:
    found = explain_figure(visit.desk, code=visit.path["code"])
    figure, question = found.figure, found.figure.question
    return visit.page(
        "figure.html",
        status=422 if errors else 200,
        figure=figure,
        number=number_of(visit, figure.cell, figure.base),
        sentences=sentences(visit, figure),
        remarks=remarks(visit, figure),
        method=method(visit, figure.note),
        facts=_facts(visit, figure),
        leaving=_leaving(visit, figure),
        again="" if question is None else visit.url("/tables", **dict(question.pairs())),
        standing=standing(visit, found),
        found=found,
        now=None
        if found.now is None or found.base_now is None
        else number_of(visit, found.now, found.base_now),
        moved=list(moved_rows(visit, found)),
        errors=errors,
        error=dict(errors),
        typed=visit.form if errors else None,
        claims_known=_claims(visit),
        **_behind(visit, figure, question),
        **_others(visit, claims_beside_figure(visit.desk, code=figure.code)),
    )


def _leaving(visit: Visit, figure: Figure) -> tuple[str, str]:
    """Whether the number may leave, and how it is shown."""
    found = weigh_figure(visit.desk, code=figure.code)
    tone = {"as-it-stands": "good", "held": "stop"}.get(found.verdict, "warn")
    said = visit.t(LEAVING_WORDS[found.verdict], number=found.number, base=found.base)
    return said, tone


def _facts(visit: Visit, figure: Figure) -> list[tuple[str, ...]]:
    """What has to be known of the number, in the words of the schema."""
    words = Words(visit.desk, visit.language)
    numbers = [
        (words.label(f"figure.{name}"), str(getattr(figure, name)))
        for name in ("unknown", "undated", "disputed", "left_out")
        if getattr(figure, name)
    ]
    edition = "" if figure.edition is None else visit.url(f"/record/edition/{figure.edition}")
    return [
        (words.label("figure.cell"), which_number(visit, figure)),
        (words.label("figure.question"), _asked(visit, figure)),
        *numbers,
        (words.label("figure.made_on"), date_words(figure.made_on, visit.language)),
        (words.label("figure.made_by"), figure.made_by or "—"),
        (words.label("figure.edition"), figure.edition or "—", edition),
        (words.label("figure.collection"), "—" if figure.note is None else figure.note.code),
    ]


def _behind(visit: Visit, figure: Figure, question: Question | None) -> dict[str, Any]:
    """One page of the records of the lists, those of the number first."""
    kind = "" if question is None else UNITS[question.unit].type
    named = named_behind(visit.desk, figure)
    rows = [
        ((one.code, visit.url(path_to(kind, one.code, one.id))), visit.t(PLACE_WORDS[place]))
        for place, found in named.items()
        for one in found
    ]
    pages = max(1, ceil(len(rows) / _ON_A_PAGE))
    asked = visit.query.get("at-page")
    page = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004
    return {
        "behind": rows[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
        "total": len(rows),
        "page": page,
        "pages": pages,
        "at_page": lambda number: (
            visit.url(f"/figure/{figure.code}", **{"at-page": str(number)}) + "#behind"
        ),
    }


def _claims(visit: Visit) -> list[tuple[str, str]]:
    """Every claim of others, to choose one by its code."""
    words = Words(visit.desk, visit.language)
    found = visit.desk.view.briefs("claim")
    return [(record.code, words.safe(record)) for record in found]


def _others(visit: Visit, found: ClaimsBeside) -> dict[str, Any]:
    return {
        "claims": [_claim(visit, claim) for claim in found.claims],
        "aside": [_claim(visit, claim) for claim in found.aside],
        "unanswered": [
            (
                (point.code, visit.url(f"/record/point/{point.code}")),
                date_words(point.date, visit.language) if point.date else None,
                date_words(point.deadline, visit.language) if point.deadline else None,
            )
            for point in found.unanswered
        ],
    }


def _claim(visit: Visit, claim: Beside) -> dict[str, object]:
    """A claim of others in words, with everything that has to stand by it."""
    words = Words(visit.desk, visit.language)
    coded = {
        name: words.value(f"claim.{name}", value)
        for name in ("base", "period", "made_on", "our_check")
        if (value := getattr(claim, name)) is not None
    }
    texts = {
        name: said.get(visit.language) or next(iter(said.values()))
        for name, said in claim.texts.items()
        if said
    }
    unit = "" if claim.unit is None else words.value("claim.unit", claim.unit)
    facts = [
        (words.label(f"claim.{name}"), said)
        for name, said in {
            **coded,
            "method": texts.get("method"),
            "finding": texts.get("finding"),
        }.items()
        if said
    ]
    return {
        "code": claim.code,
        "href": visit.url(f"/record/claim/{claim.code}"),
        "value": "" if claim.value is None else f"{claim.value} ({unit})" if unit else claim.value,
        "text": texts.get("text", ""),
        "facts": facts,
        "made_by": [_named(visit, words, kind, code) for kind, code in claim.made_by],
        "sources": [_named(visit, words, kind, code) for kind, code in claim.sources],
        "why": ", ".join(visit.t(BESIDE_WORDS[why]) for why in claim.why),
    }


def _named(visit: Visit, words: Words, kind: str, code: str) -> tuple[str, str]:
    uid = visit.desk.view.find_code(kind, code)
    record = None if uid is None else words.record(uid)
    label = code if record is None else words.with_code(record)
    return label, visit.url(f"/record/{kind}/{code}")


def say_otherwise(visit: Visit) -> Response:
    """A sentence of one's own in a language, or ours again."""
    language, code = visit.form.get("language"), visit.path["code"]
    if language not in LANGUAGES:
        return visit.see(f"/figure/{code}")
    try:
        word_figure(visit.desk, code=code, language=language, wording=visit.form.get("wording"))
    except WordingError as refusal:
        return _page(visit, [(f"wording-{language}", visit.t(refusal))])
    visit.tell(N_("Saved."))
    return visit.see(f"/figure/{code}")


def choose_claim(visit: Visit) -> Response:
    """Put a claim of others beside the figure, or leave it aside."""
    code, claim = visit.path["code"], visit.form.get("claim").strip()
    try:
        place_claim(visit.desk, code=code, claim=claim, is_beside=visit.form.get("show") != "no")
    except UnknownRecordError as refusal:
        return _page(visit, [("claim", visit.t(refusal))])
    return visit.see(f"/figure/{code}")


ROUTES = (
    Route("GET", "/figures", show_figures),
    Route("POST", "/figures", keep_figure),
    Route("GET", "/figures/new", offer_figure),
    Route("GET", "/figure/{code}", show_figure_page),
    Route("POST", "/figure/{code}/wording", say_otherwise),
    Route("POST", "/figure/{code}/claims", choose_claim),
)
