"""Signing a document off and sending it: what is still in the way, who answers, and the files."""

from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.documents import open_report
from kuager.verbs.manuscripts import Made, make_report
from kuager.verbs.records import list_records
from kuager.verbs.rulebook import bounds_of
from kuager.verbs.sending import (
    Readiness,
    hand_out_report,
    readiness_of,
    sign_off_report,
)
from kuager.web.routes.report import about, spoken
from kuager.web.routes.route import Route
from kuager.web.rule_words import said_bounds
from kuager.web.value_words import Words
from kuager.web.visit import Visit

FORMATS: Final = (("docx", "DOCX"), ("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown"))
_FAULTY: Final = 422


def show_sending(visit: Visit) -> Response:
    """What is in the way, the signature, and the files once it is signed."""
    return _page(visit, {})


def _page(visit: Visit, faults: dict[str, str]) -> Response:
    made = _made(visit)
    writing, outline = made.writing, made.outline
    words = Words(visit.desk, visit.language)
    ready = readiness_of(visit.desk, made)
    members = [
        (one.code, f"{one.code} {one.text('member.handle') or ''}".strip())
        for one in list_records(visit.desk, type_name="member")
    ]
    audience = visit.desk.schema.vocabularies["audience"]
    typed = visit.form if visit.sent else None
    return visit.page(
        "report_send.html",
        status=_FAULTY if faults else 200,
        **about(visit, writing, outline, made.language),
        ready=ready,
        stands=_stands(visit, ready),
        digest=made.digest,
        limits=said_bounds(words, bounds_of(visit.desk, writing, outline, made.laid.report)),
        members=members,
        audience=[(term, audience.label(term, visit.language)) for term in audience.terms],
        readers=typed.all("readers") if typed else list(outline.audience),
        by=typed.get("by") if typed else "",
        prepared_by=typed.get("prepared_by")
        if typed
        else visit.desk.code_of(visit.desk.member) or "",
        harm=typed.get("harm") if typed else "",
        organisations=sorted(
            (
                (one.code, words.with_code(one))
                for one in list_records(visit.desk, type_name="organisation")
            ),
            key=lambda each: each[1].partition(": ")[2].casefold() or each[1].casefold(),
        ),
        formats=FORMATS,
        faults=faults,
    )


def _made(visit: Visit) -> Made:
    writing, _ = open_report(visit.desk, visit.path["code"])
    asked = visit.form.get("language") if visit.sent else ""
    language = asked if asked in writing.languages else spoken(visit, writing)
    return make_report(visit.desk, writing.code, language)


def _stands(visit: Visit, ready: Readiness) -> str:
    """How far it is, in one sentence."""
    if ready.findings:
        return visit.t(
            N_("The last check still has {count} findings. Nothing leaves before."),
            count=ready.findings,
        )
    if ready.edition is None:
        return visit.t(N_("The last check is clean. A second person reads it and signs it off."))
    return visit.t(
        N_("Signed off by {by} as {edition}. It may be sent."),
        by=ready.signed_off_by or "—",
        edition=ready.edition,
    )


def sign(visit: Visit) -> Response:
    """A second person answers for just these words."""
    made = _made(visit)
    form = visit.form
    try:
        name = sign_off_report(
            visit.desk,
            code=made.writing.code,
            language=made.language,
            read=form.get("read"),
            by=form.get("by"),
            prepared_by=form.get("prepared_by"),
            readers=form.all("readers"),
            harm=form.get("harm"),
        )
    except KuagerError as refusal:
        return _page(visit, {"": visit.t(refusal)})
    visit.tell(N_("Signed off as edition {edition}."), edition=name)
    return visit.see(f"/report/{made.writing.code}/send", language=made.language)


def give_file(visit: Visit) -> Response:
    """One file of the sending copy, entered in the register as it leaves."""
    made = _made(visit)
    form = visit.form
    try:
        handed = hand_out_report(
            visit.desk,
            code=made.writing.code,
            language=made.language,
            read=form.get("read"),
            form=form.get("form"),
            recipients=form.all("recipient"),
        )
    except KuagerError as refusal:
        return _page(visit, {"": visit.t(refusal)})
    return visit.file(handed.data, name=handed.name, kind=handed.media_type)


ROUTES = (
    Route("GET", "/report/{code}/send", show_sending),
    Route("POST", "/report/{code}/sign", sign),
    Route("POST", "/report/{code}/send", give_file),
)
