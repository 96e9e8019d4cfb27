"""One filing of many people: who signs, who left and why. One filing, so many people."""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.counts import CountError
from kuager.model.passages import clean_text
from kuager.model.person_rows import ANSWERS
from kuager.model.written_dates import UnreadableDateError
from kuager.verbs.collective import (
    CollectiveFiling,
    NobodySignedError,
    join_filing,
    leave_filing,
    record_collective_filing,
    show_collective_filing,
)
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.gathering_sheet import show_gathering
from kuager.web.drafting import keep_typed, mark_of_form, obeyed, obeyed_before, page_of
from kuager.web.people_sheet import use_labels
from kuager.web.routes.many_people import NOT_A_NUMBER, UNPROCESSABLE
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

Errors = list[tuple[str, str]]
_MOST_OFFERED = 200


def show_new_filing(visit: Visit) -> Response:
    """The people of an event, to be ticked: together they file once."""
    if not visit.sent:
        return _new_page(visit, [], [])
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    if visit.form.get("act") == "said-yes":
        said_yes = _who_said_yes(visit)
        return _new_page(visit, [*said_yes, *visit.form.all("persons")], [])
    errors: Errors = []
    try:
        saved = record_collective_filing(
            visit.desk,
            event=visit.path["code"],
            persons=visit.form.all("persons"),
            people=visit.form.get("people"),
            filed=visit.form.get("filed"),
            body=visit.form.get("body"),
        )
    except KuagerError as refusal:
        errors.append(_place_of(visit, refusal))
    if errors:
        keep_typed(visit, visit.path["code"])
        return _new_page(visit, visit.form.all("persons"), errors)
    address = f"/event/{visit.path['code']}/filing/{saved.code}"
    obeyed(visit, address)
    visit.tell(
        N_("Saved as {code}: one filing, {count} people."), code=saved.code, count=saved.signed
    )
    return visit.see(address)


def show_filing(visit: Visit) -> Response:
    """A filing of many: who stands by it, who left and why, who could still join."""
    if not visit.sent:
        return _page(visit, [])
    errors: Errors = []
    filing, act = visit.path["filing"], visit.form.get("act")
    show_collective_filing(visit.desk, event=visit.path["code"], filing=filing)
    try:
        if act == "join":
            saved = join_filing(visit.desk, filing=filing, persons=visit.form.all("persons"))
            visit.tell(N_("{count} people known to us have signed."), count=saved.signed)
        else:
            leave_filing(
                visit.desk,
                filing=filing,
                person=visit.form.get("person"),
                why=visit.form.get("why"),
                words=clean_text(visit.form.get("words")),
                on=visit.form.get("on"),
            )
            visit.tell(N_("Noted. They stay among those who signed, and stand by it no more."))
    except KuagerError as refusal:
        errors.append(_place_of(visit, refusal, leaving=act != "join"))
    if errors:
        return _page(visit, errors)
    return visit.see(f"/event/{visit.path['code']}/filing/{filing}")


def _place_of(visit: Visit, refusal: KuagerError, *, leaving: bool = False) -> tuple[str, str]:
    """The field at which a refusal shows, and its sentence."""
    if isinstance(refusal, CountError):
        return "people", visit.t(NOT_A_NUMBER)
    if isinstance(refusal, UnreadableDateError):
        return ("on" if leaving else "filed"), visit.t(NOT_A_DAY)
    if isinstance(refusal, NobodySignedError):
        return "persons", visit.t(refusal)
    if isinstance(refusal, UnknownRecordError) and not leaving and visit.form.get("body"):
        return "body", visit.t(refusal)
    return ("person" if leaving else "persons"), visit.t(refusal)


def _new_page(visit: Visit, ticked: list[str], errors: Errors) -> Response:
    words = Words(visit.desk, visit.language)
    gathering = show_gathering(visit.desk, event=visit.path["code"])
    people = [
        (row.person.code, f"{row.person.code} ({row.case.code}): {_answer(words, row.row.file)}")
        for row in gathering.rows
        if row.person is not None
    ]
    return visit.page(
        "collective_new.html",
        status=UNPROCESSABLE if errors else 200,
        event=gathering.event.code,
        people=people,
        ticked=ticked,
        asked=use_labels(words)["file"],
        typed={name: visit.form.get(name) for name in ("people", "filed", "body")},
        bodies=_bodies(words),
        errors=errors,
        faults=dict(errors),
        mark=mark_of_form(visit),
        page=page_of(visit),
    )


def _page(visit: Visit, errors: Errors) -> Response:
    words = Words(visit.desk, visit.language)
    event = visit.path["code"]
    filing = show_collective_filing(visit.desk, event=event, filing=visit.path["filing"])
    joinable = [*filing.others, *(left.person for left in filing.left)]
    return visit.page(
        "collective.html",
        status=UNPROCESSABLE if errors else 200,
        event=event,
        filing=filing.record.code,
        facts=_facts(words, filing),
        known=filing.signed,
        standing=[person.code for person in filing.standing],
        left=[
            [
                (left.person.code, visit.url(f"/record/person/{left.person.code}")),
                words.value("step.date", left.date),
                visit.t(WHY_WORDS[left.why]),
                left.words or "—",
                (left.step, visit.url(f"/record/step/{left.step}")),
            ]
            for left in filing.left
        ],
        joinable=[(person.code, person.code) for person in joinable],
        whys=[(why, visit.t(sentence)) for why, sentence in WHY_WORDS.items()],
        typed={name: visit.form.get(name) for name in ("person", "why", "words", "on")},
        ticked=visit.form.all("persons"),
        errors=errors,
        faults=dict(errors),
    )


def _facts(words: Words, filing: CollectiveFiling) -> list[tuple[str, str]]:
    names = [f"proceeding.{name}" for name in ("kind", "status", "body", "filed")]
    told = [(words.label(name), words.first(filing.record, name)) for name in names]
    said = ", ".join(words.count(count) for count in filing.said)
    told.append((words.t(PEOPLE_SAID), said or "—"))
    told.append((words.t(SIGNED_KNOWN), str(filing.signed)))
    told.append((words.t(LEFT_SINCE), str(len(filing.left))))
    return [(label, text) for label, text in told if text]


def _who_said_yes(visit: Visit) -> list[str]:
    """The people whose last answer to a complaint is a yes."""
    gathering = show_gathering(visit.desk, event=visit.path["code"])
    rows = [row for row in gathering.rows if row.row.file not in (ANSWERS[0], "no")]
    return [row.person.code for row in rows if row.person is not None]


def _answer(words: Words, answer: str) -> str:
    return words.term("consent_answer", answer)


def _bodies(words: Words) -> list[tuple[str, str]]:
    found = list(words.desk.view.briefs("organisation"))[-_MOST_OFFERED:]
    return [(record.code, words.with_code(record)) for record in reversed(found)]


NOT_A_DAY = N_("Write for example 28 May 2021, spring 2023 or 2021-05.")
PEOPLE_SAID = N_("People, as said")
SIGNED_KNOWN = N_("Signed, known here")
LEFT_SINCE = N_("Left since")
WHY_WORDS = {
    "fear": N_("out of fear"),
    "pressure": N_("under pressure"),
    "other": N_("for another reason"),
    "unknown": N_("nobody knows why"),
}
ROUTES: tuple[Route, ...] = (
    *both("/event/{code}/filing", show_new_filing),
    *both("/event/{code}/filing/{filing}", show_filing),
)
