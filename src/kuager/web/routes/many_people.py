"""Many people at once: the sheet of a raid or a broken-up meeting, and the group's own numbers."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.counts import CountError
from kuager.model.passages import clean_text
from kuager.model.person_rows import ANSWERS
from kuager.verbs.gathering_says import RowInUseError
from kuager.verbs.gathering_sheet import (
    FilingLine,
    Gathering,
    SaidNumber,
    SheetRow,
    row_digest,
    show_gathering,
)
from kuager.verbs.gatherings import (
    SheetFaultyError,
    amend_person_at_event,
    check_people_at_event,
    record_people_at_event,
    say_number_at_event,
    withdraw_person_from_event,
)
from kuager.verbs.records import AlreadySaidOtherwiseError
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
from kuager.web.people_sheet import (
    MOST,
    STEP,
    SheetReader,
    TypedRow,
    TypedSheet,
    answer_choices,
    need_labels,
    use_labels,
)
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

UNPROCESSABLE = 422
SHOWN = 100
"""Rows on record that one page shows."""
_MOST_OFFERED = 200
Errors = list[tuple[str, str]]


def show_people(visit: Visit) -> Response:
    """The sheet of an event: who is on record, the numbers said, and empty rows for more."""
    words = Words(visit.desk, visit.language)
    reader = SheetReader(words)
    if not visit.sent:
        typed = typed_before(visit)
        sheet = reader.typed(typed or Fields())
        if typed is None:
            sheet.when_where = _when_where(words, _gathering(visit))
        return _page(visit, words, sheet)
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    asked = visit.form.get("act")
    sheet = reader.typed(visit.form, more=STEP if asked == "more" else 0)
    if asked == "more":
        return _more(visit, words, sheet)
    return _save(visit, words, reader, sheet)


def _more(visit: Visit, words: Words, sheet: TypedSheet) -> Response:
    if sheet.filled:
        keep_typed(visit, visit.path["code"])
    return _page(visit, words, sheet, first=max(0, len(sheet.rows) - STEP))


def _save(visit: Visit, words: Words, reader: SheetReader, sheet: TypedSheet) -> Response:
    event = visit.path["code"]
    background, rows = reader.background(sheet), reader.rows(sheet)
    faults = check_people_at_event(visit.desk, event=event, rows=rows)
    reader.put_all(sheet, faults)
    if not rows:
        sheet.rows[0].errors["contact"] = visit.t(NOTHING_TYPED)
        sheet.errors = [("r0-contact", visit.t(NOTHING_TYPED))]
    if sheet.errors:
        if rows:
            keep_typed(visit, event)
        return _page(visit, words, sheet)
    if visit.form.get("act") == "check":
        keep_typed(visit, event)
        return _page(visit, words, sheet, checked=len(rows))
    made = record_people_at_event(visit.desk, event=event, rows=rows, background=background)
    address = f"/event/{event}/people"
    obeyed(visit, address)
    visit.tell(N_("{count} rows saved as cases of this event."), count=len(made.cases))
    refused = [code for code, row in zip(made.cases, rows, strict=True) if row.keep == "no"]
    if refused:
        visit.tell(SAID_NO, codes=", ".join(refused))
    return visit.see(address)


def _page(
    visit: Visit,
    words: Words,
    sheet: TypedSheet,
    *,
    first: int | None = None,
    checked: int = 0,
) -> Response:
    gathering = _gathering(visit)
    event, start = gathering.event, _start(visit)
    here = gathering.rows[start * SHOWN : (start + 1) * SHOWN]
    return visit.page(
        "many_people.html",
        status=UNPROCESSABLE if sheet.errors else 200,
        event=event.code,
        facts=_facts(words, gathering),
        known=gathering.known,
        on_record=[] if visit.sent else [_shown(visit, words, row) for row in here],
        sheet_only=visit.sent,
        shown_page=start + 1,
        shown_pages=-(-len(gathering.rows) // SHOWN),
        contacts=visit.query.get("contacts") == "yes",
        numbers=[number_cells(visit, words, number) for number in gathering.numbers],
        groups=list({n.group: group_label(words, n) for n in gathering.numbers if n.group}.items()),
        sources=source_choices(words),
        withdrawn=gathering.withdrawn,
        filings=[filing_cells(visit, words, filing) for filing in gathering.filings],
        sheet=sheet,
        most=MOST,
        first=first,
        checked=checked,
        faults=dict(sheet.errors),
        acts=_act_choices(words),
        channel_label=words.label("case.channel"),
        channels=flat_terms(words, visit.desk.schema.property("case.channel")),
        needs=need_labels(words),
        answers=answer_choices(words),
        uses=use_labels(words),
        mark=mark_of_form(visit),
        page=page_of(visit),
        drafts=[(words.when(d.kept), draft_link(visit, d)) for d in waiting(visit)],
    )


def say_number(visit: Visit) -> Response:
    """A number of people, with who says so; it stands beside the others."""
    event, sent = visit.path["code"], visit.form
    if not visit.sent:
        return _number_page(visit, [])
    try:
        say_number_at_event(
            visit.desk,
            event=event,
            written=sent.get("count"),
            group=clean_text(sent.get("group")),
            of_whom=sent.get("of_whom"),
            known=sent.get("known"),
            source=sent.get("source"),
            language=visit.language,
        )
    except CountError:
        return _number_page(visit, [("count", visit.t(NOT_A_NUMBER))])
    except KuagerError as refusal:
        return _number_page(visit, [("source", visit.t(refusal))])
    visit.tell(N_("The number stands beside the others now."))
    return visit.see(f"/event/{event}/people")


def _number_page(visit: Visit, errors: Errors) -> Response:
    words, gathering = Words(visit.desk, visit.language), _gathering(visit)
    groups = {n.group: group_label(words, n) for n in gathering.numbers if n.group}
    return visit.page(
        "many_people_number.html",
        status=UNPROCESSABLE if errors else 200,
        event=gathering.event.code,
        errors=errors,
        faults=dict(errors),
        typed={n: visit.form.get(n) for n in ("count", "group", "of_whom", "known", "source")},
        groups=list(groups.items()),
        sources=source_choices(words),
    )


def show_row(visit: Visit) -> Response:
    """One row that is on record: amended, or withdrawn with a reason."""
    words = Words(visit.desk, visit.language)
    reader = SheetReader(words)
    row = _gathering(visit).row(visit.path["key"])
    typed = reader.amended(visit.form, row.row)
    if not visit.sent:
        return _row_page(visit, words, row, typed, [])
    if visit.form.get("act") == "withdraw":
        return _withdraw(visit, words, row, typed)
    errors: Errors = []
    new = reader.row(typed, errors)
    if not errors:
        try:
            amend_person_at_event(
                visit.desk,
                event=visit.path["code"],
                key=row.key,
                row=new,
                seen=visit.form.get("seen") or None,
            )
        except SheetFaultyError as refusal:
            for fault in refusal.faults:
                reader.put(typed, fault, errors)
        except AlreadySaidOtherwiseError as refusal:
            errors.append(("", visit.t(refusal)))
    if errors:
        return _row_page(visit, words, row, typed, errors)
    visit.tell(N_("Saved."))
    return visit.see(f"/event/{visit.path['code']}/people")


def _withdraw(visit: Visit, words: Words, row: SheetRow, typed: TypedRow) -> Response:
    reason = clean_text(visit.form.get("reason"))
    errors: Errors = []
    if not reason:
        errors.append(("reason", visit.t(REASON_NEEDED)))
    else:
        try:
            withdraw_person_from_event(
                visit.desk,
                event=visit.path["code"],
                key=row.key,
                reason=reason,
                is_slip=visit.form.get("slip") == "yes",
            )
        except RowInUseError as refusal:
            errors.append(("slip", visit.t(refusal)))
    if errors:
        return _row_page(visit, words, row, typed, errors)
    visit.tell(N_("The row is withdrawn. It counts no more and stays in the history."))
    return visit.see(f"/event/{visit.path['code']}/people")


def _row_page(
    visit: Visit, words: Words, row: SheetRow, typed: TypedRow, errors: Errors
) -> Response:
    return visit.page(
        "many_people_row.html",
        status=UNPROCESSABLE if errors else 200,
        event=visit.path["code"],
        key=row.key,
        case=row.case.code,
        person="" if row.person is None else row.person.code,
        typed=typed,
        seen=visit.form.get("seen") or row_digest(visit.desk, row),
        reason=visit.form.get("reason"),
        slip=visit.form.get("slip"),
        errors=errors,
        faults=dict(errors) | {f"r0-{cell}": text for cell, text in typed.errors.items()},
        acts=_act_choices(words),
        needs=need_labels(words),
        answers=answer_choices(words, row.row.keep, row.row.file),
        uses=use_labels(words),
    )


def _gathering(visit: Visit) -> Gathering:
    return show_gathering(visit.desk, event=visit.path["code"])


def _start(visit: Visit) -> int:
    asked = visit.query.get("page")
    return int(asked) - 1 if asked.isdecimal() and 0 < len(asked) < 5 and int(asked) > 0 else 0  # noqa: PLR2004


def _facts(words: Words, gathering: Gathering) -> list[tuple[str, str]]:
    names = [f"event.{name}" for name in ("kind", "date", "place")]
    told = [(words.label(name), words.first(gathering.event, name)) for name in names]
    return [(label, text) for label, text in told if text]


def _when_where(words: Words, gathering: Gathering) -> str:
    """When and where it was, for the cases of the rows: in the words said, or as recorded."""
    event = gathering.event
    when = event.text("event.date_said") or words.first(event, "event.date")
    where = event.text("event.place_said") or words.first(event, "event.place")
    return ", ".join(text for text in (when, where) if text)


def _shown(visit: Visit, words: Words, row: SheetRow) -> dict[str, object]:
    needs = dict(need_labels(words))
    person = row.person
    return {
        "key": row.key,
        "case": row.case.code,
        "person": "" if person is None else person.code,
        "contact": row.row.safe_contact,
        "acts": [words.term("act", act) for act in row.row.acts],
        "needs": [needs[need] for need in row.row.needs],
        "keep": _answer(words, row.row.keep),
        "file": _answer(words, row.row.file),
        "href": visit.url(f"/event/{visit.path['code']}/people/{row.key}"),
    }


def _answer(words: Words, answer: str) -> tuple[str, str]:
    """An answer in words and the tone of its badge."""
    tone = {"no": "stop", ANSWERS[0]: "quiet"}.get(answer, "good")
    return words.term("consent_answer", answer), tone


def number_cells(visit: Visit, words: Words, number: SaidNumber) -> list[object]:
    """One number as cells of a table: of whom, how many, who says so."""
    source: object = visit.t(NOBODY_NAMED)
    if number.source is not None:
        kind, code = number.source
        source = (code, visit.url(f"/record/{kind}/{code}"))
    who: object = visit.t(ALL_AT_EVENT)
    if number.group:
        who = (group_label(words, number), visit.url(f"/record/group/{number.group}"))
    return [who, words.count(number.count), source, number.of_whom or "—"]


def group_label(words: Words, number: SaidNumber) -> str:
    """A group by its code and how reports may speak of it."""
    name = number.name.get(words.language) or next(iter(number.name.values()), "")
    return f"{number.group}: {name}" if name else number.group


def filing_cells(visit: Visit, words: Words, filing: FilingLine) -> list[object]:
    """One filing as cells of a table: code, kind, people as said, who signed, who left."""
    record, people = filing.record, filing.people
    is_ours = record.get("proceeding.kind") == "collective-appeal"
    page = f"/event/{visit.path['code']}/filing/{record.code}"
    ladder = f"/proceeding/{record.code}/ladder"
    return [
        (record.code, visit.url(page if is_ours else ladder)),
        words.first(record, "proceeding.kind"),
        ", ".join(words.count(count) for count in people) or "—",
        str(filing.signed),
        str(filing.left),
    ]


def source_choices(words: Words) -> list[tuple[str, str]]:
    """Sources to name as the one who says so: code and safe words, the newest first."""
    found = list(words.desk.view.briefs("source"))[-_MOST_OFFERED:]
    return [(record.code, words.with_code(record)) for record in reversed(found)]


def _act_choices(words: Words) -> list[str]:
    terms = words.schema.vocabularies["act"].terms.values()
    return [words.of(term.label) for term in terms if term.broader is not None]


NOTHING_TYPED = N_("Nothing is typed yet: one contact or one word in a row is enough.")
SAID_NO = N_(
    "These people said no to keeping a record: {codes}. Withdraw the rows, or erase the cases: "
    "they are counted in the number of the group all the same."
)
NOT_A_NUMBER = N_("Write a number, such as 33, about 300, 30-33 or over 80.")
NOBODY_NAMED = N_("nobody named")
ALL_AT_EVENT = N_("All who were there")
REASON_NEEDED = N_("Say why, in a few words.")

ROUTES: tuple[Route, ...] = (
    *both("/event/{code}/people", show_people),
    *both("/event/{code}/number", say_number),
    *both("/event/{code}/people/{key}", show_row),
)
