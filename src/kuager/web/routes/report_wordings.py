"""The public wording of one record: written by one person, signed off by another who read it."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import LANGUAGES, words_of
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.wordings import Wording, show_wording, sign_off_wording, write_wording
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY = 422


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
        report=_report(visit),
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


def _report(visit: Visit) -> str:
    """The code of the document that a person came from; empty if from none that is here."""
    code = visit.form.get("report") or visit.query.get("report")
    return code if code in visit.desk.view.codes("report") else ""


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
    return _here(visit)


def sign_text(visit: Visit) -> Response:
    """Answer for the wording, having read it."""
    try:
        sign_off_wording(
            visit.desk,
            type_name=visit.path["type"],
            code=visit.path["code"],
            by=visit.form.get("signer"),
            seen=visit.form.get("seen"),
        )
    except UnknownRecordError:
        return _text(visit, {"signer": visit.t(N_("Choose one of these."))}, None)
    except KuagerError as refusal:
        return _text(visit, {"signer": visit.t(refusal)}, None)
    visit.tell(N_("Signed off."))
    report = _report(visit)
    if report:
        return visit.see(f"/report/{report}/read", language=_language(visit))
    return _here(visit)


def _here(visit: Visit) -> Response:
    address = f"/reports/wording/{visit.path['type']}/{visit.path['code']}"
    return visit.see(address, report=_report(visit), language=_language(visit))


ROUTES = (
    Route("GET", "/reports/wording/{type}/{code}", show_text),
    Route("POST", "/reports/wording/{type}/{code}", save_text),
    Route("POST", "/reports/wording/{type}/{code}/sign", sign_text),
)
