"""The page of one record, its history, and judging what is said in it."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from kuager import N_
from kuager.verbs.amending import Answer, Fresh, Pick, amend_record, make_named_in, shown_record
from kuager.verbs.coding import PREFIXES
from kuager.verbs.records import (
    AlreadySaidOtherwiseError,
    RecordPage,
    UnknownStatementError,
    prefer_statement,
    reopen_case,
    restrict_case,
    retract_statement,
    show_record,
)
from kuager.verbs.values import Record
from kuager.verbs.weighing import weigh_record
from kuager.web.drafting import mark_of_form, obeyed, obeyed_before
from kuager.web.form_reading import Reader
from kuager.web.forms import Input
from kuager.web.record_view import (
    SAFETY,
    Links,
    RecordView,
    path_of,
    shown_people,
    statement_at,
)
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_UNPROCESSABLE = 422
_MOST_EVENTS = 8
_OWN_PAGE = frozenset({"consent", "evidence"})
"""Types that are put beside a case on a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A kind of record that can be put beside this one: a new one, or one that is known."""

    type: str
    label: str
    href: str
    takes_known: bool


def show(visit: Visit) -> Response:
    """One readable page for a record of any type; a figure has one of its own."""
    if visit.path["type"] == "figure":
        return visit.see(f"/figure/{visit.path['code']}")
    return _show(visit, _page(visit), Input(name="known.0"), "")


def show_history(visit: Visit) -> Response:
    """Everything ever said of a record, with who said it, when, and what became of it.

    What is said of a figure is its lists, and those stand on its own page.
    """
    if visit.path["type"] == "figure":
        return visit.see(f"/figure/{visit.path['code']}")
    page = _page(visit)
    view = RecordView(visit, page)
    return visit.page("record_history.html", **_head(view), history=view.history())


def say_otherwise(visit: Visit) -> Response:
    """The form of the record, opened to say what somebody else says."""
    return visit.see(f"{_path(visit)}/edit", how="beside")


def prefer(visit: Visit) -> Response:
    """Prefer one of several statements, with the reason; the others stay beside it."""
    return _judge(visit, is_preferring=True)


def retract(visit: Visit) -> Response:
    """Withdraw a statement, with the reason."""
    return _judge(visit, is_preferring=False)


def restrict(visit: Visit) -> Response:
    """Take a case out of every list, count and output."""
    restrict_case(visit.desk, code=visit.path["code"])
    visit.tell(N_("The case is restricted: it is in no list, no count and no report any more."))
    return visit.see(f"/record/case/{visit.path['code']}")


def reopen(visit: Visit) -> Response:
    """Let a restricted case back into lists and counts."""
    reopen_case(visit.desk, code=visit.path["code"])
    visit.tell(N_("The case is open again: it is in lists, counts and reports as before."))
    return visit.see(f"/record/case/{visit.path['code']}")


def put_beside(visit: Visit) -> Response:
    """Put a record that is known, or one of which only the name is known, beside this one."""
    page = _page(visit)
    kind, known = visit.form.get("kind"), Input(name="known.0", value=visit.form.get("known.0"))
    fitting = {one.type: one for one in _besides(visit, page.record) if one.takes_known}
    if kind not in fitting:
        known.error = visit.t(N_("Choose what you want to put beside it."))
        return _show(visit, page, known, kind, status=_UNPROCESSABLE)
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    is_same = visit.form.get("known.0~of") == known.value
    known.picked = visit.form.get("known.0~pick") if is_same else ""
    meant = Reader(Words(visit.desk, visit.language)).read_reference(known, (kind,))
    if meant is None:
        known.error = known.error or visit.t(N_("Write whom or what you look for."))
        return _show(visit, page, known, kind, status=_UNPROCESSABLE)
    code = _put(visit, page.record, kind, meant)
    obeyed(visit, _path(visit))
    visit.tell(N_("{code} stands beside it now."), code=code)
    return visit.see(_path(visit))


def _put(visit: Visit, record: Record, kind: str, meant: Pick | Fresh) -> str:
    name = f"{kind}.{record.type}"
    if isinstance(meant, Fresh):
        return make_named_in(visit.desk, fresh=meant, place=name, record=record.code).code
    other = shown_record(visit.desk, kind, meant.code)
    values = (*other.every(name), record.id)
    answer = Answer(property=name, values=tuple(dict.fromkeys(values)))
    amend_record(visit.desk, type_name=kind, code=meant.code, answers=[answer])
    return other.code


def _judge(visit: Visit, *, is_preferring: bool) -> Response:
    page = _page(visit)
    view = RecordView(visit, page)
    before = obeyed_before(visit) if visit.sent else None
    if before is not None:
        return visit.see(before)
    place = visit.form.get("statement") or visit.query.get("statement")
    if not place and not visit.sent:
        return visit.see(f"{_path(visit)}/history")
    told = statement_at(page, place)
    if told is None or not told.stands:
        raise UnknownStatementError
    error = ""
    if visit.sent and visit.form.get("reason"):
        try:
            _say_judgement(visit, page, place, is_preferring=is_preferring)
        except AlreadySaidOtherwiseError as refusal:
            error = visit.t(refusal)
        else:
            obeyed(visit, _path(visit))
            visit.tell(N_("Saved."))
            return visit.see(_path(visit))
    elif visit.sent:
        error = visit.t(N_("A judgement needs its reason. Nothing was saved yet."))
    return visit.page(
        "record_judge.html",
        status=_UNPROCESSABLE if error else 200,
        **_head(view),
        is_preferring=is_preferring,
        label=view.words.label(told.property),
        chosen=view.value(told),
        others=[] if not is_preferring else _others(view, place),
        place=place,
        reason=visit.form.get("reason"),
        error=error,
        seen=page.digest,
        mark=mark_of_form(visit),
    )


def _say_judgement(visit: Visit, page: RecordPage, place: str, *, is_preferring: bool) -> None:
    told = statement_at(page, place)
    if told is None:
        raise UnknownStatementError
    desk, record, reason = visit.desk, page.record.id, visit.form.get("reason")
    seen = visit.form.get("seen") or None
    if is_preferring:
        prefer_statement(desk, record=record, statement=told.id, reason=reason, seen=seen)
    else:
        name = told.property
        retract_statement(
            desk, record=record, statement=told.id, name=name, reason=reason, seen=seen
        )


def _others(view: RecordView, place: str) -> list[list[tuple[str, str]]]:
    """What the other statements of the same property say."""
    told = statement_at(view.page, place)
    if told is None:
        return []
    same = (told.property, told.language)
    return [
        view.value(one)
        for one in view.page.history
        if one.stands and (one.property, one.language) == same and one.id != told.id
    ]


def _page(visit: Visit) -> RecordPage:
    visit.desk.schema.type(visit.path["type"])
    return show_record(
        visit.desk, code=visit.path["code"], types=(visit.path["type"],), is_alone=True
    )


def _path(visit: Visit) -> str:
    return f"/record/{visit.path['type']}/{visit.path['code']}"


def _head(view: RecordView) -> dict[str, Any]:
    """What every page about a record begins with."""
    record, words = view.record, view.words
    return {
        "record": record,
        "type_label": words.type(record.type),
        "safe_words": words.safe(record),
        "path": path_of(record),
        "is_restricted": bool(record.get(f"{record.type}.restricted")),
    }


def _show(
    visit: Visit, page: RecordPage, known: Input, kind: str, *, status: int = 200
) -> Response:
    view = RecordView(visit, page)
    record = page.record
    besides = _besides(visit, record)
    apart = {"person": SAFETY, "source": ("text",)}.get(record.type, ())
    return visit.page(
        "record.html",
        status=status,
        **_head(view),
        safety=view.safety() if record.type == "person" else [],
        groups=view.groups(without=apart),
        links=_links(view),
        accounts=_accounts(view) if record.type == "event" else None,
        besides=besides,
        kinds=[(one.type, one.label) for one in besides if one.takes_known],
        known=known,
        known_kind=kind,
        acts=_acts(view) if record.type == "case" else [],
        people=_people(view) if record.type == "case" else [],
        weighed=_weighed(view),
        is_written_by_hand=record.type in PREFIXES,
        mark=mark_of_form(visit),
        conflicts=len(record.conflicts),
    )


def _links(view: RecordView) -> list[Links]:
    """Links to this record; the accounts of an event stand by themselves."""
    return [one for one in view.links() if one.property != "account.event"]


def _accounts(view: RecordView) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """What is told of an event: by others and by us, and the official version beside it."""
    ours: list[dict[str, object]] = []
    official: list[dict[str, object]] = []
    for link in view.visit.desk.view.referring(view.record.id, "account.event"):
        account = view.words.record(link.subject)
        if account is None:
            continue
        shown: dict[str, object] = {
            "code": account.code,
            "href": view.visit.url(path_of(account)),
            "told": view.parts(account.text("account.told") or ""),
            "standing": view.words.first(account, "account.standing"),
            "position": view.words.first(account, "account.official_position"),
            "date": view.words.first(account, "account.date"),
            "source": view.words.first(account, "account.source"),
        }
        is_official = bool(account.get("account.is_official_version"))
        (official if is_official else ours).append(shown)
    return ours, official


def _besides(visit: Visit, record: Record) -> list[Beside]:
    """What can be put beside a record: whatever may lie inside one of its type."""
    words = Words(visit.desk, visit.language)
    found = []
    for entity_type in visit.desk.schema.types.values():
        if entity_type.name not in PREFIXES or entity_type.name in _OWN_PAGE:
            continue
        for prop in entity_type.inside:
            if prop.to != (record.type,):
                continue
            here = path_of(record)
            new = f"/record/{entity_type.name}/new"
            href = visit.url(new, **{prop.short: record.code, "back": here})
            found.append(
                Beside(
                    type=entity_type.name,
                    label=words.type(entity_type.name),
                    href=href,
                    takes_known=prop.many and prop.short == record.type,
                )
            )
    return found


def _acts(view: RecordView) -> list[tuple[str, str]]:
    """An act lies in an event: one link for each of the newest events of a case."""
    events = view.visit.desk.view.referring(view.record.id, "event.case")[-_MOST_EVENTS:]
    found = []
    for link in events:
        event = view.words.record(link.subject)
        if event is not None:
            back = path_of(view.record)
            href = view.visit.url("/record/act/new", event=event.code, back=back)
            found.append((f"{view.words.type('act')} · {view.words.with_code(event)}", href))
    return found


def _people(view: RecordView) -> list[tuple[str, str, str]]:
    """The people of a case: code, safe words, address."""
    people = shown_people(view.words, view.record.id)
    return [(p.code, view.words.safe(p), view.visit.url(path_of(p))) for p in people]


def _weighed(view: RecordView) -> list[tuple[str, str, bool]]:
    """What may be published: the use, why not, and whether it may."""
    record = view.record
    found = weigh_record(
        view.visit.desk,
        type_name=record.type,
        code=record.code,
        language=view.visit.language,
    )
    return [
        (view.words.term("consent_use", one.use), view.words.t(one.meaning), one.reason is None)
        for one in found
    ]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/record/{type}/{code}", show),
    Route("GET", "/record/{type}/{code}/history", show_history),
    Route("GET", "/record/{type}/{code}/say", say_otherwise),
    *both("/record/{type}/{code}/prefer", prefer),
    *both("/record/{type}/{code}/retract", retract),
    Route("POST", "/record/{type}/{code}/beside", put_beside),
    Route("POST", "/record/case/{code}/restrict", restrict),
    Route("POST", "/record/case/{code}/reopen", reopen),
)
