"""Reports: choose a chapter, read it as it may be told today, take it out; every file is entered.

What is held back is told with its reason and a way to mend it, never left out in silence.
"""

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import LANGUAGES, words_of
from kuager.model.report import Block, ChartBlock, Heading, Paragraph, Report, Run
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.meanings import HELD_BACK, REMARKED
from kuager.verbs.reports import (
    Drafted,
    Review,
    draft_annual_review,
    hand_out_review,
    review_countries,
)
from kuager.verbs.wordings import Wording, show_wording, sign_off_wording, write_wording
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Piece = dict[str, object]
Line = Callable[[tuple[Run, ...]], list[Piece]]
_FAULTY: Final = 422
FORMATS: Final = (("docx", "DOCX"), ("pdf", "PDF"), ("html", "HTML"))
_FIRST, _LAST = 1900, 2200
_AT_THE_WORDING = frozenset(
    {
        "not-signed-off", "personal-data-in-wording", "private-name", "private-venue",
        "private-day", "private-age",
    }
)  # fmt: skip
"""Reasons that are mended where the public wording is written."""


def show_choice(visit: Visit) -> Response:
    """Which report, of which country and year, in which language."""
    return _choice(visit, {})


def _choice(visit: Visit, faults: dict[str, str]) -> Response:
    usual = str(visit.desk.today.year - 1)
    return visit.page(
        "reports.html",
        status=_FAULTY if faults else 200,
        countries=[(code, names.get(visit.language, code)) for code, names in _countries(visit)],
        languages_of=[(code, words_of(code).name) for code in LANGUAGES],
        country=visit.query.get("country") or "KAZ",
        year=visit.query.get("year") or usual,
        report_language=visit.query.get("language") or visit.language,
        faults=faults,
    )


def _countries(visit: Visit) -> list[tuple[str, dict[str, str]]]:
    return [(code, dict(names)) for code, names in review_countries(visit.desk).items()]


def show_draft(visit: Visit) -> Response:
    """The chapter as it may be told today, what is held back and why, what nobody wrote yet."""
    review = _review(visit)
    if isinstance(review, dict):
        return _choice(visit, review)
    draft = draft_annual_review(visit.desk, review=review)
    return visit.page(
        "report_draft.html",
        review=review,
        draft=draft,
        sheet=_sheet(draft.report),
        report_language=words_of(review.language).name,
        held=[_held_row(visit, draft, review, h.code, h.reason) for h in draft.held],
        unwritten=[_to_write(visit, draft, review, code) for code in draft.unwritten],
        possibly=[(code, _record(visit, draft, code)) for code in draft.possibly],
        remarks=[
            [
                (one.code, _record(visit, draft, one.code)),
                visit.t(REMARKED.get(one.problem, one.problem)),
                _to_write(visit, draft, review, one.code, visit.t(N_("The wording"))),
            ]
            for one in draft.remarks
        ],
        formats=FORMATS,
    )


def _review(visit: Visit) -> Review | dict[str, str]:
    """What was chosen, or what is wrong with it, by field."""
    fields = visit.form if visit.sent else visit.query
    country, year, language = (fields.get(n) for n in ("country", "year", "language"))
    faults = {}
    if country not in review_countries(visit.desk):
        faults["country"] = visit.t(N_("Choose one of these."))
    if not (year.isdecimal() and _FIRST <= int(year) <= _LAST):
        faults["year"] = visit.t(N_("A year in four digits, such as 2024."))
    if language not in LANGUAGES:
        faults["language"] = visit.t(N_("Choose one of these."))
    return faults or Review(country=country, year=int(year), language=language)


def _record(visit: Visit, draft: Drafted, code: str) -> str:
    return visit.url(f"/record/{draft.types.get(code, 'event')}/{code}")


def _held_row(visit: Visit, draft: Drafted, review: Review, code: str, reason: str) -> list[object]:
    said = HELD_BACK.get(reason)
    row: list[object] = [
        (code, _record(visit, draft, code)),
        reason if said is None else visit.t(said),
    ]
    if reason in _AT_THE_WORDING:
        row.append(_to_write(visit, draft, review, code, visit.t(N_("The wording"))))
    else:
        row.append((visit.t(N_("The whole record")), _record(visit, draft, code)))
    return row


def _to_write(
    visit: Visit, draft: Drafted, review: Review, code: str, label: str = ""
) -> tuple[str, str]:
    kind = draft.types.get(code, "event")
    asked: dict[str, str | int | None] = {
        "country": review.country,
        "year": review.year,
        "language": review.language,
    }
    return (label or code, visit.url(f"/reports/wording/{kind}/{code}", **asked))


def _sheet(report: Report) -> dict[str, object]:
    """The report for a page: blocks in order, notes numbered as they are in every format."""
    notes: list[tuple[int, list[list[Piece]]]] = []

    def line(runs: tuple[Run, ...]) -> list[Piece]:
        pieces = []
        for run in runs:
            piece: Piece = {
                "text": run.text,
                "style": run.style,
                "language": run.language,
                "to": run.link[1:] if run.link and run.link.startswith("#") else None,
                "note": None,
            }
            if run.note is not None:
                number = len(notes) + 1
                notes.append((number, []))
                notes[-1][1].extend([line(runs) for runs in run.note.paragraphs])
                piece["note"] = number
            pieces.append(piece)
        return pieces

    blocks = [_block(block, line) for block in (*report.blocks, *report.closing)]
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language,
        "blocks": blocks,
        "notes": notes,
    }


def _block(block: Block, line: Line) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level + 2, "text": block.text, "id": block.anchor}
    if isinstance(block, Paragraph):
        return {"kind": block.kind, "line": line(block.runs), "id": block.anchor}
    if isinstance(block, ChartBlock):
        return {"kind": "chart", "chart": block.chart, "id": block.anchor}
    return {
        "kind": "table",
        "caption": block.caption,
        "heads": [line(cell) for cell in block.header],
        "rows": [[line(cell) for cell in row] for row in block.rows],
    }


def give_file(visit: Visit) -> Response:
    """One file of the chapter that was read, entered in the register as it leaves."""
    review = _review(visit)
    if isinstance(review, dict):
        return _choice(visit, review)
    handed = hand_out_review(
        visit.desk, review=review, form=visit.form.get("form"), read=visit.form.get("read")
    )
    return visit.file(handed.data, name=handed.name, kind=handed.media_type)


def show_text(visit: Visit) -> Response:
    """The public wording of one record, to write it and to sign it off."""
    return _text(visit, {}, None)


def _text(visit: Visit, faults: dict[str, str], typed: str | None) -> Response:
    wording = _wording(visit)
    words, language = Words(visit.desk, visit.language), _language(visit)
    kind, record = wording.type, wording.record
    shown = [f"{kind}.{name}" for name in ("date", "place", "kind", "rubric_primary", "basis")]
    facts = [(words.label(n), words.first(record, n)) for n in shown if words.first(record, n)]
    facts += [
        (words.label(f"{kind}.wording_by"), wording.written_by or "—"),
        (words.label(f"{kind}.signed_off_by"), wording.signed_off_by or "—"),
    ]
    members = _member_choices(wording)
    return visit.page(
        "report_wording.html",
        status=_FAULTY if faults else 200,
        wording=wording,
        facts=facts,
        narrative=words.first(record, f"{kind}.narrative"),
        language_of=language,
        language_name=words_of(language).name,
        others=[(words_of(code).name, code, text) for code, text in _sorted(wording)],
        text=wording.texts.get(language, "") if typed is None else typed,
        members=members,
        signers=[choice for choice in members if choice[0] != wording.written_by],
        label=words.label(f"{kind}.wording"),
        hint=words.of(visit.desk.schema.property(f"{kind}.wording").hint),
        back={name: visit.query.get(name) or visit.form.get(name) for name in ("country", "year")},
        faults=faults,
    )


def _sorted(wording: Wording) -> list[tuple[str, str]]:
    return [(code, wording.texts[code]) for code in LANGUAGES if code in wording.texts]


def _member_choices(wording: Wording) -> list[tuple[str, str]]:
    return [(code, f"{code} {handle}".strip()) for code, handle in wording.members]


def _wording(visit: Visit) -> Wording:
    return show_wording(visit.desk, type_name=visit.path["type"], code=visit.path["code"])


def _language(visit: Visit) -> str:
    asked = visit.form.get("language") or visit.query.get("language")
    return asked if asked in LANGUAGES else visit.language


def save_text(visit: Visit) -> Response:
    """Keep the wording; a signature of before falls away with the words it was given for."""
    kind, code, text = visit.path["type"], visit.path["code"], visit.form.get("text")
    try:
        write_wording(
            visit.desk,
            type_name=kind,
            code=code,
            language=_language(visit),
            text=text,
            by=visit.form.get("by"),
            seen=visit.form.get("seen"),
        )
    except UnknownRecordError:
        return _text(visit, {"by": visit.t(N_("Choose one of these."))}, text)
    except KuagerError as refusal:
        return _text(visit, {"": visit.t(refusal)}, text)
    visit.tell(N_("Saved. Another person signs it off."))
    return visit.see(f"/reports/wording/{kind}/{code}", **_asked(visit))


def sign_text(visit: Visit) -> Response:
    """Answer for the wording, having read it."""
    kind, code = visit.path["type"], visit.path["code"]
    try:
        sign_off_wording(
            visit.desk,
            type_name=kind,
            code=code,
            by=visit.form.get("signer"),
            seen=visit.form.get("seen"),
        )
    except UnknownRecordError:
        return _text(visit, {"signer": visit.t(N_("Choose one of these."))}, None)
    except KuagerError as refusal:
        return _text(visit, {"signer": visit.t(refusal)}, None)
    visit.tell(N_("Signed off."))
    asked = _asked(visit)
    if asked["country"] and asked["year"]:
        return visit.see("/reports/draft", **asked)
    return visit.see(f"/reports/wording/{kind}/{code}", **asked)


def _asked(visit: Visit) -> dict[str, str]:
    found = {name: visit.form.get(name) for name in ("country", "year")}
    return {**found, "language": _language(visit)}


ROUTES = (
    Route("GET", "/reports", show_choice),
    Route("GET", "/reports/draft", show_draft),
    Route("POST", "/reports/file", give_file),
    Route("GET", "/reports/wording/{type}/{code}", show_text),
    Route("POST", "/reports/wording/{type}/{code}", save_text),
    Route("POST", "/reports/wording/{type}/{code}/sign", sign_text),
)
