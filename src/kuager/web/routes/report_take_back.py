"""Working copies of a document: downloaded for partners; what came back is looked at and taken.

The file that came back lies in memory until it was taken or something newer came, and no longer.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.copy_words import KINDS, NOT_READ, WARNS, WHY_NOT
from kuager.verbs.documents import open_report
from kuager.verbs.taking_back import (
    ALL,
    MOST_BYTES,
    Comment,
    Difference,
    Differences,
    UnknownDifferenceError,
    look_at_working_copy,
    take_back,
)
from kuager.verbs.working_copies import hand_out_working_copy
from kuager.web.kept import drop, held, keep
from kuager.web.routes.report import about, spoken
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422
_WORDING: Final = frozenset({"event", "step", "proceeding"})
Marked = list[tuple[str, str]]
"""Stretches of a text: "same", "gone" or "new", and the words."""


@dataclass(slots=True)
class Brought:
    """A working copy that came back, in memory."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """One difference for a page; `way` leads to what is changed by hand."""

    key: str
    kind: str
    tracked: bool
    before: Marked
    after: Marked
    takeable: bool
    why: str
    warns: tuple[str, ...]
    way: tuple[str, str] | None


def show_copying(visit: Visit) -> Response:
    """What a working copy is, what it gives away, and the button."""
    return _copying(visit, {})


def give_copy(visit: Visit) -> Response:
    """The working copy as a download, entered in the register as it leaves."""
    code = visit.path["code"]
    try:
        made = hand_out_working_copy(visit.desk, code=code, language=visit.form.get("language"))
    except KuagerError as refusal:
        return _copying(visit, {"": visit.t(refusal)})
    return visit.file(made.data, name=made.name, kind=made.media_type)


def _copying(visit: Visit, faults: dict[str, str]) -> Response:
    writing, outline = open_report(visit.desk, visit.path["code"])
    return visit.page(
        "report_working_copy.html",
        status=_FAULTY if faults else 200,
        **about(visit, writing, outline, spoken(visit, writing)),
        faults=faults,
    )


def show_bringing(visit: Visit) -> Response:
    """Where a working copy is brought back."""
    return _bringing(visit, "")


def bring(visit: Visit) -> Response:
    """Read the file that is arriving; nothing of it is kept on the disk."""
    if visit.upload is None or not visit.upload.name:
        return _bringing(visit, visit.t(N_("Choose the file that came back.")))
    data = visit.upload.read(MOST_BYTES + 1)
    visit.upload.close()
    try:
        looked = look_at_working_copy(visit.desk, data=data)
    except KuagerError as refusal:
        return _bringing(visit, visit.t(refusal))
    return visit.see(f"/report/{looked.code}/take-back/{keep(visit.house, Brought(data))}")


def _bringing(visit: Visit, error: str) -> Response:
    writing, outline = open_report(visit.desk, visit.path["code"])
    record = visit.desk.view.record(visit.desk.find(("report",), writing.code))
    remarks = () if record is None else record.every("report.remark")
    return visit.page(
        "report_bring_back.html",
        status=_FAULTY if error else 200,
        **about(visit, writing, outline, spoken(visit, writing)),
        error=error,
        remarks=[str(remark) for remark in remarks],
    )


def show_differences(visit: Visit) -> Response:
    """What was changed, place by place, each with a box to tick."""
    return _differences(visit, "")


def take_chosen(visit: Visit) -> Response:
    """Take what was ticked, or everything that carries no warning."""
    brought = held(visit.house, visit.path["key"], Brought)
    chosen = [ALL] if visit.form.get("all") else visit.form.all("take")
    if not chosen:
        return _differences(visit, visit.t(N_("Tick what you want to take.")))
    try:
        done = take_back(visit.desk, data=brought.data, chosen=chosen, seen=visit.form.get("seen"))
    except UnknownDifferenceError:
        return _differences(visit, visit.t(N_("Tick what you want to take.")))
    except KuagerError as refusal:
        return _differences(visit, visit.t(refusal))
    drop(visit.house, visit.path["key"])
    visit.tell(
        N_("Taken. Differences: {count}; remarks kept: {remarks}. Read the texts again."),
        count=len(done.taken),
        remarks=done.remarks,
    )
    return visit.see(f"/report/{done.code}", language=done.language)


def _differences(visit: Visit, error: str) -> Response:
    brought = held(visit.house, visit.path["key"], Brought)
    names = bool(visit.query.get("names"))
    looked = look_at_working_copy(visit.desk, data=brought.data, names=names)
    writing, outline = open_report(visit.desk, looked.code)
    return visit.page(
        "report_take_back.html",
        status=_FAULTY if error else 200,
        **about(visit, writing, outline, looked.language),
        key=visit.path["key"],
        looked=looked,
        names=names,
        places=_places(visit, looked),
        unread=", ".join(visit.t(NOT_READ[slug]) for slug in looked.unread if slug in NOT_READ),
        can_take=sum(one.takeable and not one.warns for one in looked.differences),
        error=error,
    )


def _places(
    visit: Visit, looked: Differences
) -> list[tuple[str, list[DifferenceLine], list[Comment]]]:
    """Differences and comments by place, in the order of the copy."""
    words = Words(visit.desk, visit.language)
    found: dict[str, tuple[str, list[DifferenceLine], list[Comment]]] = {}
    told: tuple[Difference | Comment, ...] = (*looked.differences, *looked.comments)
    for one in told:
        label = words.of(one.label) if one.label else ""
        title = label or (one.place if one.place not in ("", "title") else "")
        group = found.setdefault(
            one.place, (title or visit.t(N_("The document as a whole")), [], [])
        )
        if isinstance(one, Comment):
            group[2].append(one)
        else:
            group[1].append(_line(visit, one))
    return list(found.values())


def _line(visit: Visit, one: Difference) -> DifferenceLine:
    before, after = marked(one.before, one.after)
    way = None
    if one.record is not None:
        kind, code = one.record
        path = f"/reports/wording/{kind}/{code}" if kind in _WORDING else f"/record/{kind}/{code}"
        way = (code, visit.url(path))
    return DifferenceLine(
        key=one.key,
        kind=visit.t(KINDS.get(one.kind, one.kind)),
        tracked=one.tracked,
        before=before,
        after=[] if one.kind == "moved" else after,
        takeable=one.takeable,
        why=visit.t(WHY_NOT[one.reason]) if one.reason in WHY_NOT else "",
        warns=tuple(visit.t(WARNS[slug]) for slug in one.warns if slug in WARNS),
        way=way,
    )


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Two texts, each with what the other lacks marked."""
    ours, theirs = (re.findall(r"\w+|\s+|.", text, re.DOTALL) for text in (before, after))
    if not before or not after:
        return [("same", before)] if before else [], [("same", after)] if after else []
    first: Marked = []
    second: Marked = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            first.append(("same", "".join(ours[a:b])))
            second.append(("same", "".join(theirs[c:d])))
            continue
        first += [("gone", "".join(ours[a:b]))] if b > a else []
        second += [("new", "".join(theirs[c:d]))] if d > c else []
    return first, second


ROUTES: tuple[Route, ...] = (
    Route("GET", "/report/{code}/working-copy", show_copying),
    Route("POST", "/report/{code}/working-copy", give_copy),
    Route("GET", "/report/{code}/take-back", show_bringing),
    Route("POST", "/report/{code}/take-back", bring, streams=True),
    Route("GET", "/report/{code}/take-back/{key}", show_differences),
    Route("POST", "/report/{code}/take-back/{key}", take_chosen),
)
