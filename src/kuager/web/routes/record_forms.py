"""The form of any type of record: a new one, or what changed of one that is here.

Only what somebody typed is said. If the record was changed by another hand meanwhile, nothing is
saved: what stands now and what was typed are shown side by side.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.responses import Response

from kuager import N_
from kuager.verbs.amending import (
    NotByHandError,
    Sayer,
    amend_record,
    demand_by_hand,
    make_record,
)
from kuager.verbs.records import AlreadySaidOtherwiseError, RecordPage, show_record
from kuager.web.drafting import (
    keep_typed,
    mark_of_form,
    obeyed,
    obeyed_before,
    page_of,
    typed_before,
    waiting,
)
from kuager.web.fields import Fields
from kuager.web.form_choices import flat_terms
from kuager.web.form_reading import Reader, Reading
from kuager.web.forms import Form, FormField, Input, changed, fill, make_form
from kuager.web.record_view import path_of
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_SOURCES = ("passage", "source")
_UNPROCESSABLE, _CONFLICT = 422, 409


@dataclass(slots=True, kw_only=True)
class _Filled:
    """A form on its way: what it shows, what was read, who says so."""

    visit: Visit
    words: Words
    form: Form
    page: RecordPage | None = None
    source: Input = field(default_factory=lambda: Input(name="said-source.0"))
    sure: str = ""
    beside: bool = False
    seen: str = ""
    was: str = ""
    reading: Reading = field(default_factory=Reading)
    differing: list[tuple[str, str, str]] = field(default_factory=list)


def show_new(visit: Visit) -> Response:
    """The form of a new record of a type; a case begins with its four boxes."""
    if _type(visit) == "case":
        return visit.see("/new")
    return _answer(visit, None)


def show_edit(visit: Visit) -> Response:
    """The form of a record that is here, with what stands."""
    page = show_record(visit.desk, code=visit.path["code"], types=(_type(visit),), is_alone=True)
    return _answer(visit, page)


def _answer(visit: Visit, page: RecordPage | None) -> Response:
    try:
        demand_by_hand(visit.desk, _type(visit))
    except NotByHandError as refusal:
        if visit.sent:
            raise
        visit.tell(refusal.text, **refusal.facts)
        return visit.see(_home_of(visit, page))
    filled = _start(visit, page)
    if not visit.sent:
        return _show(filled)
    before = obeyed_before(visit)
    if before is not None:
        return _away(visit, before)
    fields = changed(filled.form, filled.was)
    sayer = _read(filled, fields)
    asks = visit.form.get("act") == "check"
    unsure = filled.reading.doubts and not visit.form.get("it-is-so")
    if asks or unsure or filled.reading.errors:
        keep_typed(visit, *_about(filled))
        return _show(filled, status=200 if asks else _UNPROCESSABLE)
    return _save(filled, fields, sayer)


def _start(visit: Visit, page: RecordPage | None) -> _Filled:
    """The form with what stands, and over it what was typed now or in a draft."""
    words = Words(visit.desk, visit.language)
    record = None if page is None else page.record
    form = make_form(words, visit.desk.schema.type(_type(visit)), record)
    filled = _Filled(visit=visit, words=words, form=form, page=page, was=form.was)
    filled.seen = "" if page is None else page.digest
    typed = visit.form if visit.sent else typed_before(visit)
    if typed is not None:
        _fill(filled, typed)
    elif page is None:
        _prefill(form, visit.query)
    else:
        filled.beside = visit.query.get("how") == "beside"
    return filled


def _fill(filled: _Filled, typed: Fields) -> None:
    fill(filled.form, typed)
    filled.was, filled.seen = typed.get("was"), typed.get("seen")
    filled.sure = typed.get("said-sure")
    filled.beside = typed.get("said-how") == "beside"
    source, name = filled.source, "said-source.0"
    source.value = typed.get(name)
    source.picked = typed.get(f"{name}~pick") if typed.get(f"{name}~of") == source.value else ""


def _prefill(form: Form, query: Fields) -> None:
    """What the address says already: codes of what a new record belongs to, and its kind."""
    for one in form.fields:
        said = query.get(one.prop.short)
        if said and one.language is None and one.prop.kind in ("reference", "term"):
            if one.shape == "choices":
                one.inputs[0].values = [said]
            else:
                one.inputs[0].value = said


def _read(filled: _Filled, fields: list[FormField]) -> Sayer:
    """Read the fields that changed, and who says so."""
    reader = Reader(filled.words)
    filled.reading = reader.read(filled.form, fields)
    source = reader.read_reference(filled.source, _SOURCES)
    if filled.source.error:
        filled.reading.errors.append((filled.source.name, filled.source.error))
    sures = filled.words.schema.vocabularies["sure"].terms
    if filled.sure and filled.sure not in sures:
        filled.sure = ""
    is_beside = filled.beside and filled.page is not None
    return Sayer(source=source, sure=filled.sure or None, beside=is_beside)


def _save(filled: _Filled, fields: list[FormField], sayer: Sayer) -> Response:
    visit, type_name = filled.visit, filled.form.type
    answers = filled.reading.answers
    if filled.page is None:
        if not any(answer.values for answer in answers):
            filled.reading.errors.append(("", visit.t(N_("Nothing was typed yet."))))
            return _show(filled, status=_UNPROCESSABLE)
        made = make_record(visit.desk, type_name=type_name, answers=answers, sayer=sayer)
        visit.tell(N_("Saved as {code}."), code=made.code)
        return _done(visit, f"/record/{type_name}/{made.code}")
    if not fields:
        visit.tell(N_("Nothing was changed, so nothing was said anew."))
        return _done(visit, _home_of(visit, filled.page))
    try:
        amend_record(
            visit.desk,
            type_name=type_name,
            code=visit.path["code"],
            answers=answers,
            seen=filled.seen,
            sayer=sayer,
        )
    except AlreadySaidOtherwiseError:
        return _conflict(filled, fields)
    visit.tell(N_("Saved."))
    return _done(visit, _home_of(visit, filled.page))


def _conflict(filled: _Filled, fields: list[FormField]) -> Response:
    """Both hands side by side; the form goes on with what was typed over what stands now."""
    keep_typed(filled.visit, *_about(filled))
    now = _start_again(filled, fields)
    stands = {one.unit: _said(one) for one in now.fields}
    typed = {one.unit: one for one in fields}
    filled.differing = [
        (one.label, stands.get(unit, ""), _said(one))
        for unit, one in typed.items()
        if stands.get(unit, "") != _said(one)
    ]
    filled.was = now.was
    filled.seen = "" if filled.page is None else filled.page.digest
    for group in now.groups:
        group.fields = [typed.get(one.unit, one) for one in group.fields]
    filled.form = now
    return _show(filled, status=_CONFLICT)


def _start_again(filled: _Filled, fields: list[FormField]) -> Form:
    record = None if filled.page is None else filled.page.record
    form = make_form(filled.words, filled.words.schema.type(filled.form.type), record)
    changed_units = {one.unit for one in fields}
    for group in form.groups:
        group.is_open = group.is_open or any(one.unit in changed_units for one in group.fields)
    return form


def _said(one: FormField) -> str:
    """What stands in a field, as words that can be compared."""
    named = dict(_flat(one))
    texts = [text for each in one.inputs for text in (each.value, *each.values) if text]
    return "; ".join(named.get(text, text) for text in texts)


def _flat(one: FormField) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for value, label in one.choices:
        found += [(value, label)] if isinstance(label, str) else label
    return found


def _done(visit: Visit, home: str) -> Response:
    """Back to where the person came from, or to the page of the record."""
    address = _ours(visit.form.get("back")) or home
    obeyed(visit, address)
    return _away(visit, address)


def _away(visit: Visit, address: str) -> Response:
    path, _, query = address.partition("?")
    return visit.see(path, **dict(parse_qsl(query)))


def _link(visit: Visit, address: str) -> str:
    path, _, query = address.partition("?")
    return visit.url(path, **dict(parse_qsl(query)))


def _ours(address: str) -> str:
    """An address within the house; empty for any other."""
    is_ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_ours else ""


def _home_of(visit: Visit, page: RecordPage | None) -> str:
    return f"/list/{_type(visit)}" if page is None else path_of(page.record)


def _show(filled: _Filled, *, status: int = 200) -> Response:
    visit, words = filled.visit, filled.words
    code = None if filled.page is None else filled.page.record.code
    reading = filled.reading
    sure = words.schema.property("involvement.sure")
    back = _ours(visit.form.get("back") or visit.query.get("back"))
    return visit.page(
        "record_form.html",
        status=status,
        type_name=filled.form.type,
        type_label=words.type(filled.form.type),
        type_hint=words.of(words.schema.types[filled.form.type].hint),
        code=code,
        path=_home_of(visit, filled.page),
        form=filled.form,
        errors=reading.errors,
        doubts=reading.doubts if not reading.errors else [],
        differing=filled.differing,
        source=filled.source,
        sure=filled.sure,
        sures=flat_terms(words, sure),
        beside=filled.beside,
        seen=filled.seen,
        was=filled.was,
        back=back,
        back_href=_link(visit, back or _home_of(visit, filled.page)),
        mark=mark_of_form(visit),
        page=page_of(visit),
        drafts=[(words.when(d.kept), draft_link(visit, d)) for d in waiting(visit)],
    )


def _about(filled: _Filled) -> list[str]:
    return [] if filled.page is None else [filled.page.record.code]


def _type(visit: Visit) -> str:
    return visit.path["type"]


ROUTES: tuple[Route, ...] = (
    *both("/record/{type}/new", show_new),
    *both("/record/{type}/{code}/edit", show_edit),
)
