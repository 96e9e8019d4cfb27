"""One place of a document: written in all its languages side by side, read by another person.

What was typed is never lost: a form that is not obeyed is kept as a draft, and what another hand
saved meanwhile stands beside what was typed.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.outline import BlockPlan, Outline, PartPlan
from kuager.model.writing import Writing
from kuager.verbs.choosing_kept import choose_kept
from kuager.verbs.copying import copy_block
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.documents import open_report
from kuager.verbs.records import AlreadySaidOtherwiseError
from kuager.verbs.text_records import HEADING
from kuager.verbs.texts import (
    TextsShown,
    check_text,
    set_text_status,
    show_texts,
    write_text,
)
from kuager.web.drafting import (
    keep_typed,
    mark_of_form,
    obeyed,
    obeyed_before,
    typed_before,
    waiting,
)
from kuager.web.report_beside import kept_choice, under_text
from kuager.web.report_states import ORIGINS
from kuager.web.report_texts import (
    TextSide,
    codes_in,
    place_label,
    text_sides,
    type_in,
)
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.report import about
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY, _CONFLICT = 422, 409


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One place of one document on a visit."""

    visit: Visit
    words: Words
    writing: Writing
    outline: Outline
    part: PartPlan
    plan: BlockPlan | None
    shown: TextsShown
    sides: list[TextSide]
    errors: list[tuple[str, str]]

    @property
    def place(self) -> str:
        """The id of the block, or of the heading."""
        return self.shown.place

    @property
    def address(self) -> str:
        """Where this page is."""
        return f"/report/{self.writing.code}/block/{self.place}"


def show_block(visit: Visit) -> Response:
    """The texts of one place, and what stands under them."""
    desk = _desk(visit)
    typed = typed_before(visit)
    if typed is not None:
        type_in(desk.sides, typed)
    return _show(desk)


def save_block(visit: Visit) -> Response:
    """Save what changed; a button of one language also says how its text stands."""
    desk = _desk(visit)
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    stood = {side.language: (side.text, side.about) for side in desk.sides}
    type_in(desk.sides, visit.form)
    for side in desk.sides:
        if (side.text, side.about) != stood[side.language]:
            _write(desk, side)
    act, _, language = visit.form.get("act").partition(".")
    if act and not desk.errors:
        _mark(desk, act, language)
    if desk.errors:
        keep_typed(visit, desk.writing.code)
        return _show(desk, status=_FAULTY)
    obeyed(visit, desk.address)
    visit.tell(N_("Saved."))
    return visit.see(desk.address)


def _write(desk: _Desk, side: TextSide) -> None:
    """Save the text of one language; what was refused stands at its field."""
    visit, name = desk.visit, f"text.{side.language}"
    seen = visit.form.get(f"seen.{side.language}")
    try:
        write_text(
            visit.desk,
            code=desk.writing.code,
            place=desk.place,
            language=side.language,
            text=side.text,
            by=visit.form.get("by"),
            seen=seen,
            about=codes_in(side.about),
        )
    except AlreadySaidOtherwiseError:
        side.error = visit.t(CHANGED_MEANWHILE)
    except UnknownRecordError:
        side.about_error = visit.t(N_("One of these codes is not here. Look at them again."))
        name = f"about.{side.language}"
    except KuagerError as refusal:
        side.error = visit.t(refusal)
    fault = side.error or side.about_error
    if fault:
        desk.errors.append((name, f"{side.name}: {fault}"))


def _mark(desk: _Desk, status: str, language: str) -> None:
    """Say how the text of one language stands now."""
    now = {side.language: side for side in _desk(desk.visit).sides}
    side = now.get(language)
    if side is None:
        return
    try:
        set_text_status(
            desk.visit.desk,
            code=desk.writing.code,
            place=desk.place,
            language=language,
            status=status,
            seen=side.seen,
        )
    except KuagerError as refusal:
        desk.errors.append((f"text.{language}", f"{side.name}: {desk.visit.t(refusal)}"))


def check_block(visit: Visit) -> Response:
    """Another person than the writer has read a text."""
    desk = _desk(visit)
    language = visit.form.get("language")
    name = f"reader.{language}"
    try:
        check_text(
            visit.desk,
            code=desk.writing.code,
            place=desk.place,
            language=language,
            by=visit.form.get(name),
            seen=visit.form.get("seen"),
        )
    except UnknownRecordError:
        desk.errors.append((name, visit.t(N_("Choose one of these."))))
    except AlreadySaidOtherwiseError:
        desk.errors.append((name, visit.t(CHANGED_MEANWHILE)))
    except KuagerError as refusal:
        desk.errors.append((name, visit.t(refusal)))
    if desk.errors:
        return _show(desk, status=_FAULTY)
    visit.tell(N_("Kept: it was read by another person."))
    return visit.see(desk.address)


def choose_texts(visit: Visit) -> Response:
    """Which kept texts are printed in a block."""
    desk = _desk(visit)
    try:
        choose_kept(
            visit.desk,
            code=desk.writing.code,
            place=desk.place,
            chosen=visit.form.all("kept"),
            seen=visit.form.get("seen"),
        )
    except AlreadySaidOtherwiseError:
        desk.errors.append(("kept", visit.t(CHANGED_MEANWHILE)))
        return _show(desk, status=_CONFLICT)
    visit.tell(N_("Saved."))
    return visit.see(desk.address)


def copy_out(visit: Visit) -> Response:
    """What is printed at this place, with its notes, for the author's own Word file."""
    desk = _desk(visit)
    language = visit.form.get("language")
    try:
        copied = copy_block(
            visit.desk, code=desk.writing.code, place=desk.place, language=language, form="docx"
        )
    except KuagerError as refusal:
        desk.errors.append(("", visit.t(refusal)))
        return _show(desk, status=_FAULTY)
    return visit.file(copied.data, name=copied.name, kind=copied.media_type)


CHANGED_MEANWHILE: Final = N_(
    "Somebody changed this while you were looking at it. Nothing of yours is lost: look at both "
    "and save once more."
)


def _desk(visit: Visit) -> _Desk:
    writing, outline = open_report(visit.desk, visit.path["code"])
    shown = show_texts(visit.desk, code=writing.code, place=visit.path["place"])
    words = Words(visit.desk, visit.language)
    part = next(part for part in outline.parts if part.part == shown.part)
    return _Desk(
        visit=visit,
        words=words,
        writing=writing,
        outline=outline,
        part=part,
        plan=None if shown.place.startswith(HEADING) else outline.block(shown.place),
        shown=shown,
        sides=text_sides(words, shown),
        errors=[],
    )


def _show(desk: _Desk, *, status: int = 200) -> Response:
    visit, words, plan = desk.visit, desk.words, desk.plan
    language = desk.writing.languages[0]
    here = words.record(visit.desk.member)
    members = [
        (member.code, f"{member.code} {member.text('member.handle') or ''}".strip())
        for member in visit.desk.view.records("member")
    ]
    return visit.page(
        "report_block.html",
        status=status,
        **about(visit, desk.writing, desk.outline, language),
        **under_text(visit, desk.writing, desk.part, desk.shown),
        place=desk.place,
        place_label=place_label(words, desk.outline, desk.place),
        origin="" if plan is None else visit.t(ORIGINS[plan.origin]),
        is_drawn=plan is not None and plan.origin == "drawn",
        is_written=plan is None or plan.write or any(side.text for side in desk.sides),
        is_heading=plan is None,
        hint="" if plan is None else words.of(dict(plan.hint)),
        sides=desk.sides,
        members=members,
        writer="" if here is None else here.code,
        kept=kept_choice(visit, desk.writing, plan),
        errors=desk.errors,
        mark=mark_of_form(visit),
        page=quote(desk.address),
        drafts=[(words.when(d.kept), draft_link(visit, d)) for d in waiting(visit)],
    )


ROUTES = (
    Route("GET", "/report/{code}/block/{place}", show_block),
    Route("POST", "/report/{code}/block/{place}", save_block),
    Route("POST", "/report/{code}/block/{place}/checked", check_block),
    Route("POST", "/report/{code}/block/{place}/kept", choose_texts),
    Route("POST", "/report/{code}/block/{place}/copy", copy_out),
)
