"""Consent: one row for each person, case and use, asked singly; what was not asked is seen."""

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from kuager import N_
from kuager.verbs.amending import shown_record
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.going_out import WentOut, where_told
from kuager.verbs.values import Record
from kuager.web.drafting import keep_typed, mark_of_form, obeyed, obeyed_before, page_of
from kuager.web.form_choices import flat_terms
from kuager.web.form_reading import Reader
from kuager.web.forms import Input
from kuager.web.record_view import path_of, shown_people
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_UNPROCESSABLE: Final = 422
_MORE: Final = ("medium", "mode", "language")
_NOT_ASKED: Final = "not-asked"


@dataclass(slots=True, kw_only=True)
class Row:
    """What one person answered about one use: the newest answer first."""

    use: str
    answers: list[tuple[str, str, str]]
    is_asked: bool


@dataclass(slots=True, kw_only=True)
class Person:
    """Whose answers these are: the code and address of a person, or nobody who is named yet."""

    code: str
    label: str
    href: str
    rows: list[Row]
    has_given: bool


def show_consents(visit: Visit) -> Response:
    """Every person of a case, every use, and what was answered."""
    return _page(visit, _case(visit), [])


def record(visit: Visit) -> Response:
    """One answer of one person about one use."""
    case = _case(visit)
    path = f"{path_of(case)}/consent"
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    partner = Input(name="partner.0", value=visit.form.get("partner.0"))
    is_same = visit.form.get("partner.0~of") == partner.value
    partner.picked = visit.form.get("partner.0~pick") if is_same else ""
    errors, code = _read(visit, case, partner)
    if errors:
        keep_typed(visit, case.code)
        return _page(visit, case, errors, partner)
    record_consent(
        visit.desk,
        case=case.code,
        use=visit.form.get("use"),
        answer=visit.form.get("answer"),
        person=visit.form.get("person") or None,
        partner=code,
        more={short: visit.form.get(short) for short in _MORE},
    )
    obeyed(visit, path)
    visit.tell(N_("The answer is recorded, with the day of today."))
    return visit.see(path)


def withdraw(visit: Visit) -> Response:
    """Withdraw what one person of a case allowed; effective at once."""
    case = _case(visit)
    person = visit.form.get("person") or None
    if person is not None:
        shown_record(visit.desk, "person", person)
    count = withdraw_consent(visit.desk, case=case.code, person=person)
    visit.tell(N_("{count} answers are withdrawn from today on."), count=count)
    return visit.see(f"{path_of(case)}/consent")


def _read(visit: Visit, case: Record, partner: Input) -> tuple[list[tuple[str, str]], str | None]:
    """What is missing or strange in one answer, and the code of the partner it is about."""
    words, t = Words(visit.desk, visit.language), visit.t
    lists = visit.desk.schema.vocabularies
    said = {name: visit.form.get(name) for name in ("use", "answer", "medium", "mode")}
    needed = ("use", "answer")
    errors = [
        (name, t(N_("Choose one.")))
        for name, text in said.items()
        if (text or name in needed) and text not in lists[f"consent_{name}"].terms
    ]
    codes = {person.code for person in shown_people(words, case.id)}
    if visit.form.get("person") not in codes | {""} or (codes and not visit.form.get("person")):
        errors.append(("person", t(N_("Choose whose answer it is."))))
    meant = Reader(words).read_reference(partner, ("organisation",)) if partner.value else None
    if partner.error:
        errors.append((partner.name, partner.error))
    needs_partner = said["use"] == "partner" and said["answer"] != "no"
    if needs_partner and not partner.value:
        errors.append((partner.name, t(N_("Which partner was asked about? Name one."))))
    if said["use"] == "recording" and not said["medium"]:
        errors.append(("medium", t(N_("Photo, voice and video are asked singly: choose one."))))
    code = getattr(meant, "code", None)
    if meant is not None and code is None:
        errors.append((partner.name, t(N_("Make the record of the partner first, then ask."))))
    return errors, code


def _case(visit: Visit) -> Record:
    return shown_record(visit.desk, "case", visit.path["code"])


def _page(
    visit: Visit, case: Record, errors: list[tuple[str, str]], partner: Input | None = None
) -> Response:
    words = Words(visit.desk, visit.language)
    people = _people(visit, words, case)
    named = [(one.code, one.label) for one in people if one.code]
    schema = visit.desk.schema
    fields = ("use", "answer", "medium", "mode", "language", "partner", "person")
    return visit.page(
        "consents.html",
        status=_UNPROCESSABLE if errors else 200,
        record=case,
        type_label=words.type("case"),
        path=path_of(case),
        people=people,
        named=named,
        went=[_went(visit, words, one) for one in where_told(visit.desk, case=case.code)],
        labels={name: words.label(f"consent.{name}") for name in fields},
        hints={name: words.of(schema.property(f"consent.{name}").hint) for name in fields},
        choices={
            name: flat_terms(words, schema.property(f"consent.{name}"))
            for name in ("use", "answer", "medium", "mode")
        },
        typed={name: visit.form.get(name) for name in fields},
        partner=partner or Input(name="partner.0"),
        errors=errors,
        faults=dict(errors),
        mark=mark_of_form(visit),
        page=page_of(visit),
    )


def _went(visit: Visit, words: Words, one: WentOut) -> list[object]:
    """One document in which the story left: when, to whom, and whether it was called back."""
    to = one.recipients or tuple(words.term("audience", term) for term in one.audience)
    return [
        (one.release, visit.url(f"/releases/{one.release}")),
        words.term("edition_kind", one.kind) if one.kind else None,
        words.value("release.released_on", one.released_on) if one.released_on else None,
        ", ".join(to) or None,
        None if one.result is None else words.term("recall_result", one.result),
    ]


def _people(visit: Visit, words: Words, case: Record) -> list[Person]:
    """Everybody whose answers are needed, and answers that name nobody."""
    rows: dict[bytes | None, list[Record]] = {}
    for link in visit.desk.view.referring(case.id, "consent.case"):
        consent = words.record(link.subject)
        if consent is not None:
            who = consent.get("consent.person")
            person = words.record(who) if isinstance(who, bytes) else None
            rows.setdefault(None if person is None else bytes(person.id), []).append(consent)
    found = [
        _person(visit, words, person, rows.pop(bytes(person.id), []))
        for person in shown_people(words, case.id)
    ]
    for uid, consents in rows.items():
        person = None if uid is None else words.record(uid)
        found.append(_person(visit, words, person, consents))
    return found or [_person(visit, words, None, [])]


def _person(visit: Visit, words: Words, person: Record | None, said: list[Record]) -> Person:
    uses = visit.desk.schema.vocabularies["consent_use"].terms
    given = [row for row in said if row.get("consent.withdrawn_on") is None and _allows(row)]
    if person is None:
        label, href = words.t(N_("The person of this case, not named yet")), ""
    else:
        label, href = words.with_code(person), visit.url(path_of(person))
    return Person(
        code="" if person is None else person.code,
        label=label,
        href=href,
        rows=[_row(visit, words, use, said) for use in uses],
        has_given=bool(given),
    )


def _row(visit: Visit, words: Words, use: str, said: list[Record]) -> Row:
    own = [row for row in said if row.get("consent.use") == use]
    answers = [
        (words.first(row, "consent.answer"), _told(words, row), visit.url(path_of(row)))
        for row in reversed(own)
    ]
    is_asked = any(row.get("consent.answer") not in (None, _NOT_ASKED) for row in own)
    return Row(use=words.term("consent_use", use), answers=answers, is_asked=is_asked)


def _allows(row: Record) -> bool:
    return row.get("consent.answer") not in (None, "no", _NOT_ASKED)


def _told(words: Words, row: Record) -> str:
    """When it was asked, of whom, and until when it holds."""
    names = ("medium", "partner", "asked_on", "withdrawn_on", "expires_on")
    told = []
    for name in names:
        text = words.first(row, f"consent.{name}")
        if text:
            told.append(f"{words.label(f'consent.{name}')}: {text}")
    return "; ".join(told)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/record/case/{code}/consent", show_consents),
    Route("POST", "/record/case/{code}/consent", record),
    Route("POST", "/record/case/{code}/consent/withdraw", withdraw),
)
