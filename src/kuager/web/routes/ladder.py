"""The complaint ladder: rung by rung, what happened and what comes next, by one click each."""

from datetime import date
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.lang import date_words
from kuager.model.counts import CountError
from kuager.model.journey import BIAS_LATER
from kuager.model.ladder import load_ladders
from kuager.model.ladder_course import RungState
from kuager.model.ladder_moves import ANSWERS, moves_on
from kuager.model.letter import load_letters
from kuager.model.written_dates import UnreadableDateError, edtf_of
from kuager.verbs.desk import UnknownTermError
from kuager.verbs.ladders import (
    Happened,
    LadderPage,
    begin_proceeding,
    choose_ladder,
    place_step,
    show_ladder,
    take_step,
    undo_step,
)
from kuager.web.drafting import mark_of_form, obeyed, obeyed_before
from kuager.web.ladder_words import LadderWords, SaidLimit, said_limit
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

UNPROCESSABLE: Final = 422
Errors = list[tuple[str, str]]
_YESNO: Final = {"yes": True, "no": False}


def show_page(visit: Visit) -> Response:
    """A complaint on its ladder."""
    return _page(visit)


def take(visit: Visit) -> Response:
    """What happened on a rung: a button, and whatever else was typed beside it."""
    code, rung = visit.path["code"], visit.form.get("rung")
    address = f"/proceeding/{code}/ladder"
    if obeyed_before(visit) is not None:
        return visit.see(address)

    def said(name: str) -> str:
        return visit.form.get(f"{name}-{rung}")

    happened = Happened(
        rung=rung,
        move=visit.form.get("move"),
        when=said("when"),
        number=said("number"),
        answer=said("answer"),
        bias_stated=_YESNO.get(said("asked")),
        bias_recorded=_YESNO.get(said("recorded")),
        bias_stage=said("motive"),
        in_writing=_YESNO.get(said("paper")),
    )
    try:
        take_step(visit.desk, proceeding=code, happened=happened)
    except UnreadableDateError as refusal:
        return _page(visit, errors=[(f"when-{rung}", visit.t(refusal))], rung=rung)
    obeyed(visit, address)
    visit.tell(N_("Written down. If it was a slip, take it back below."))
    return visit.see(address)


def choose(visit: Visit) -> Response:
    """Another ladder for this complaint."""
    code = visit.path["code"]
    choose_ladder(visit.desk, proceeding=code, ladder=visit.form.get("ladder"))
    visit.tell(N_("Saved."))
    return visit.see(f"/proceeding/{code}/ladder")


def place(visit: Visit) -> Response:
    """The rung of a step that stood on none."""
    code, step = visit.path["code"], visit.form.get("step")
    name = next((found for found in visit.form.names() if found.startswith("place-")), "place-1")
    rung = visit.form.get(name)
    if not rung:
        return _page(visit, errors=[(name, visit.t(N_("Choose a rung.")))])
    place_step(visit.desk, proceeding=code, step=step, rung=rung)
    visit.tell(N_("Saved."))
    return visit.see(f"/proceeding/{code}/ladder")


def take_back(visit: Visit) -> Response:
    """Take a step back: why, and then it counts no more."""
    code, step = visit.path["code"], visit.path["step"]
    errors: Errors = []
    if visit.sent:
        reason = visit.form.get("reason")
        if reason:
            undo_step(visit.desk, proceeding=code, step=step, reason=reason)
            visit.tell(N_("Taken back. It stays in the history, with the reason."))
            return visit.see(f"/proceeding/{code}/ladder")
        errors = [("reason", visit.t(N_("Say why, in a word or two.")))]
    page = show_ladder(visit.desk, code=code)
    words = LadderWords(Words(visit.desk, visit.language), page)
    steps = [s for state in _states(page) for s in state.steps] + list(page.course.elsewhere)
    found = next((words.step(one) for one in steps if one.code == step), None)
    return visit.page(
        "ladder_undo.html",
        status=UNPROCESSABLE if errors else 200,
        code=code,
        step=step,
        found=found,
        errors=errors,
        faults=dict(errors),
    )


def begin(visit: Visit) -> Response:
    """A new complaint of a case or about an event, on one of the ladders."""
    case, event = _asked(visit, "case"), _asked(visit, "event")
    errors: Errors = []
    if visit.sent:
        before = obeyed_before(visit)
        if before is not None:
            return visit.see(before)
        try:
            made = begin_proceeding(
                visit.desk,
                ladder=visit.form.get("ladder"),
                cases=[case] if case else [],
                events=[event] if event else [],
                people=visit.form.get("people"),
            )
        except UnknownTermError:
            errors = [("ladder", visit.t(N_("Choose one of the ladders.")))]
        except CountError as refusal:
            errors = [("people", visit.t(refusal))]
        else:
            address = f"/proceeding/{made.code}/ladder"
            obeyed(visit, address)
            return visit.see(address)
    words = Words(visit.desk, visit.language)
    return visit.page(
        "ladder_new.html",
        status=UNPROCESSABLE if errors else 200,
        case=case,
        event=event,
        ladders=[(name, words.term("ladder", name)) for name in load_ladders().ladders],
        typed=visit.form,
        errors=errors,
        faults=dict(errors),
        mark=mark_of_form(visit),
    )


def _asked(visit: Visit, name: str) -> str:
    return visit.form.get(name) or visit.query.get(name)


def _page(visit: Visit, *, errors: Errors | None = None, rung: str = "") -> Response:
    page = show_ladder(visit.desk, code=visit.path["code"])
    plain = Words(visit.desk, visit.language)
    words = LadderWords(plain, page)
    course = page.course
    upper = course.next
    asked = rung or visit.query.get("rung")
    shown = {asked, "" if course.now is None else course.now.rung.id, upper.id if upper else ""}
    return visit.page(
        "ladder.html",
        status=UNPROCESSABLE if errors else 200,
        code=page.record.code,
        page=page,
        words=plain,
        rungs=[words.rung(state) for state in course.rungs],
        beside=[words.rung(state) for state in course.beside],
        after=[words.rung(state) for state in course.after],
        elsewhere=[words.step(step) for step in course.elsewhere],
        next=None if upper is None else upper.id,
        next_label="" if upper is None else plain.term("rung", upper.id),
        forms=shown,
        moves=_moves(page),
        answers=[(term, plain.term("step_outcome", term)) for term in ANSWERS],
        motive=[(term, plain.term("bias_stage", term)) for term in BIAS_LATER],
        letters=_letters(words.page, plain),
        ladders=[(name, plain.term("ladder", name)) for name in load_ladders().ladders],
        rules=_rules(page, plain),
        places=[(one, plain.term("rung", one)) for one in course.ladder.by_id],
        today=_day(visit.desk.today, visit.language),
        typed=visit.form,
        errors=errors or [],
        faults=dict(errors or []),
        mark=mark_of_form(visit),
    )


def _moves(page: LadderPage) -> dict[str, list[tuple[str, str]]]:
    """The buttons of every rung: what it is called, and which move it is."""
    return {
        state.rung.id: [(m.id, m.label) for m in moves_on(page.course.ladder, state.rung)]
        for state in _states(page)
    }


def _rules(page: LadderPage, words: Words) -> list[SaidLimit]:
    """Every limit of this ladder once, with the code by which a rule of one's own replaces it."""
    names = (
        name for rung in page.course.ladder.by_id.values() for name in (rung.file, rung.answer)
    )
    found = dict.fromkeys(name for name in names if name is not None)
    return [said_limit(words, page.limits[name]) for name in found]


def _letters(page: LadderPage, words: Words) -> dict[str, str]:
    """What each letter of this ladder is called."""
    known = load_letters()
    names = {name for state in _states(page) for name in state.rung.letters}
    return {name: words.of(known[name].label) for name in sorted(names)}


def _states(page: LadderPage) -> list[RungState]:
    return [*page.course.rungs, *page.course.beside, *page.course.after]


def _day(day: date, language: str) -> str:
    """A day as a person would write it, if that is read back as the same day."""
    said, plain = date_words(day.isoformat(), language), day.isoformat()
    try:
        return said if edtf_of(said) == plain else plain
    except KuagerError:
        return plain


ROUTES = (
    *both("/proceeding/new", begin),
    Route("GET", "/proceeding/{code}/ladder", show_page),
    Route("POST", "/proceeding/{code}/ladder", take),
    Route("POST", "/proceeding/{code}/ladder/choose", choose),
    Route("POST", "/proceeding/{code}/ladder/place", place),
    *both("/proceeding/{code}/ladder/{step}/undo", take_back),
)
