"""Documents in work and the outlines that one can be begun with; the facts of a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.outline import Outline
from kuager.verbs.document_facts import change_facts
from kuager.verbs.document_shelf import documents_on_shelf
from kuager.verbs.documents import Fact, open_report, outline_of, start_report
from kuager.verbs.records import RecordPage, show_record
from kuager.web.drafting import (
    keep_typed,
    mark_of_form,
    obeyed,
    obeyed_before,
    page_of,
    typed_before,
    waiting,
)
from kuager.web.forms import FormField, changed
from kuager.web.report_facts import FactsForm, facts_of, make_facts_form
from kuager.web.report_words import document_line, outline_groups
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422


def show_shelf(visit: Visit) -> Response:
    """The documents in work, what was sent, and the outlines."""
    words = Words(visit.desk, visit.language)
    lines = [document_line(words, one) for one in documents_on_shelf(visit.desk)]
    return visit.page(
        "reports.html",
        at_work=[line for line in lines if not line.has_left],
        sent=[line for line in lines if line.has_left],
        groups=outline_groups(words),
    )


def begin(visit: Visit) -> Response:
    """Begin a document: the facts that its outline asks for."""
    outline = outline_of(visit.path["outline"])
    before = obeyed_before(visit) if visit.sent else None
    if before is not None:
        return visit.see(before)
    asking = _asking(visit, outline)
    if visit.sent:
        facts = _read(asking, asking.form.form.fields)
        said = {name: value for name, value in facts.items() if value}
        if not asking.form.errors:
            try:
                code = start_report(visit.desk, outline=outline.outline, facts=said)
            except KuagerError as refusal:
                asking.form.errors.append(("", visit.t(refusal)))
            else:
                message = N_("Begun as {code}. Nothing leaves this computer before you send it.")
                visit.tell(message, code=code)
                return _done(visit, f"/report/{code}")
        keep_typed(visit)
    return _show(asking)


def change(visit: Visit) -> Response:
    """Change what is said of a document."""
    code = visit.path["code"]
    writing, outline = open_report(visit.desk, code)
    before = obeyed_before(visit) if visit.sent else None
    if before is not None:
        return visit.see(before)
    page = show_record(visit.desk, code=writing.code, types=("report",), is_alone=True)
    asking = _asking(visit, outline, page)
    if visit.sent:
        facts = _read(asking, changed(asking.form.form, visit.form.get("was")))
        if not asking.form.errors:
            try:
                change_facts(visit.desk, code=code, facts=facts, seen=visit.form.get("seen"))
            except KuagerError as refusal:
                asking.form.errors.append(("", visit.t(refusal)))
            else:
                visit.tell(N_("Saved."))
                return _done(visit, f"/report/{code}")
        keep_typed(visit, code)
    return _show(asking)


@dataclass(slots=True, kw_only=True)
class _Asking:
    """The facts of one document on their way: of which outline, what was typed, what stands."""

    visit: Visit
    outline: Outline
    form: FactsForm
    was: str
    page: RecordPage | None


def _asking(visit: Visit, outline: Outline, page: RecordPage | None = None) -> _Asking:
    words = Words(visit.desk, visit.language)
    form = make_facts_form(words, outline, None if page is None else page.record)
    asking = _Asking(visit=visit, outline=outline, form=form, was=form.form.was, page=page)
    typed = visit.form if visit.sent else typed_before(visit)
    if typed is not None:
        form.type_in(typed)
        asking.was = typed.get("was")
    return asking


def _read(asking: _Asking, fields: Iterable[FormField]) -> dict[str, Fact]:
    """What was typed, as facts; errors stand in the form."""
    visit = asking.visit
    answers = asking.form.read(Words(visit.desk, visit.language), fields)
    if asking.form.errors:
        return {}
    return {**facts_of(visit.desk, answers), "language": asking.form.spoken}


def _done(visit: Visit, address: str) -> Response:
    obeyed(visit, address)
    return visit.see(address)


def _show(asking: _Asking) -> Response:
    visit, outline, form = asking.visit, asking.outline, asking.form
    words = Words(visit.desk, visit.language)
    code = "" if asking.page is None else asking.page.record.code
    return visit.page(
        "report_facts.html",
        status=_FAULTY if form.errors else 200,
        code=code,
        label=words.of(dict(outline.label)),
        hint=words.of(dict(outline.hint)),
        facts=form,
        seen="" if asking.page is None else asking.page.digest,
        was=asking.was,
        mark=mark_of_form(visit),
        page=page_of(visit),
        back=visit.url(f"/report/{code}" if code else "/reports"),
        drafts=[(words.when(d.kept), draft_link(visit, d)) for d in waiting(visit)],
    )


ROUTES = (
    Route("GET", "/reports", show_shelf),
    *both("/reports/new/{outline}", begin),
    *both("/report/{code}/facts", change),
)
