"""What needs somebody today, and what changed lately: codes, dates and rules, never a name.

Read in columns through small indexes, so that it is there at once at a hundred thousand events. The
answers that are late and the days that are ours come from the ladders; what people promised stands
in the records. Nothing of a restricted case is in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Literal, cast

from kuager.model.dates import DateError, read_date
from kuager.model.ladder import Ladder, Limit, load_ladders
from kuager.model.ladder_course import Course, Deadline, Step, course
from kuager.store.agenda import Agenda, Coded, LadderStep
from kuager.store.listing import codes_of
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import list_drafts
from kuager.verbs.ladders import SOME_ONLY
from kuager.verbs.limits import holidays_of, limits_in_force

Kind = Literal[
    "late", "deadline", "due", "promised", "draft", "silent", "not-asked", "conflict", "erasure"
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = (
    "late", "deadline", "due", "promised", "draft", "silent", "not-asked", "conflict", "erasure",
)  # fmt: skip
"""In the order in which they are shown."""
SOON: Final = timedelta(days=14)
LONG: Final = timedelta(days=60)
"""How long before its day a limit of months or years is shown, and how long after it."""
SILENT_AFTER: Final = timedelta(days=30)
MOST: Final = 25
LATELY: Final = 10
_DONE: Final = {
    "case": ("closed",),
    "intervention": ("done", "stopped"),
    "report": ("sent", "published", "recalled"),
    "proceeding": ("closed-for", "closed-in-part", "closed-against", "closed-without-result",
                   "withdrawn"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits: about which record, since or until when (EDTF), and by which rule.

    `what` is a word: the rung of a ladder, the use of a consent, the page of a draft. `late` counts
    the working days since the day; `towards` is the rung that a deadline of ours leads to.
    """

    kind: Kind
    type: str
    code: str
    when: str | None = None
    what: str | None = None
    late: int = 0
    limit: Limit | None = None
    towards: str | None = None
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """One change: when (milliseconds), by whom, as which verb, about which records, how much."""

    time: int
    member: str | None
    verb: str | None
    about: tuple[tuple[str, str], ...]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """A day: what waits by kind, of which kinds there is more than is shown, what changed."""

    today: date
    found: Mapping[Kind, tuple[Need, ...]]
    more: frozenset[Kind]
    lately: tuple[Lately, ...]
    is_new: bool

    @property
    def count(self) -> int:
        """How many things wait, as far as they are shown."""
        return sum(map(len, self.found.values()))


_Order = Callable[[Need], tuple[object, ...]]
_Counted = tuple[tuple[object, ...], tuple[Need, ...]]
"""What was seen of a complaint, and what was found to wait in it."""


@verb(needs="read")
def what_needs_me(desk: Desk) -> Needs:
    """What waits today: late answers, deadlines, promises, silence, open questions; what is new."""
    agenda = Agenda(desk.store)
    every = [*_of_ladders(desk, agenda), *_of_records(desk, agenda)]
    found: dict[Kind, tuple[Need, ...]] = {}
    for kind in KINDS:
        own = [need for need in every if need.kind == kind]
        order = _ORDERS.get(kind)
        found[kind] = tuple(own if order is None else sorted(own, key=order(desk.today)))
    return Needs(
        today=desk.today,
        found={kind: needs[:MOST] for kind, needs in found.items() if needs},
        more=frozenset(kind for kind, needs in found.items() if len(needs) > MOST),
        lately=tuple(_lately(desk, agenda)),
        is_new=agenda.is_empty(),
    )


def _of_records(desk: Desk, agenda: Agenda) -> Iterator[Need]:
    """What people wrote down: promises, days, silence, questions that nobody asked."""
    today, most = desk.today, MOST + 1
    soon, silent = (today + SOON).isoformat(), (today - SILENT_AFTER).isoformat()
    for name in ("case", "intervention"):
        found = agenda.days(name, "next_date", until=soon, limit=most, but=_DONE[name])
        yield from _dated(desk, "promised", found)
    said = agenda.days(
        "proceeding", "next_deadline", until=soon, limit=most, but=_DONE["proceeding"]
    )
    said += agenda.days("step", "next_deadline", until=soon, limit=most)
    past = (today - LONG).isoformat()
    yield from (need for need in _dated(desk, "deadline", said) if (need.when or "") >= past)
    due = agenda.days("report", "due_on", until=soon, limit=most, but=_DONE["report"])
    yield from (Need(kind="due", type="report", code=one.code, when=one.what) for one in due)
    for draft in list_drafts(desk)[:most]:
        what = next(iter(draft.about), "")
        yield Need(kind="draft", type="draft", code=what, what=draft.page)
    quiet = agenda.silent_cases(before=silent, limit=most)
    quiet += agenda.silent_people(before=silent, limit=most)
    yield from _plain("silent", quiet)
    asked = {one.code: one for one in agenda.not_asked(limit=4 * most)}
    yield from _plain("not-asked", list(asked.values())[:most])
    yield from _plain("conflict", agenda.disputed(limit=most))
    yield from _plain("erasure", agenda.erasures())


def _plain(kind: Kind, found: Iterable[Coded]) -> Iterator[Need]:
    for one in found:
        is_word = kind == "not-asked"
        yield Need(
            kind=kind,
            type=one.type,
            code=one.code,
            when=None if is_word else one.what,
            what=one.what if is_word else None,
        )


def _dated(desk: Desk, kind: Kind, found: Iterable[Coded]) -> Iterator[Need]:
    """Days that people wrote; the working days since are counted where the country is known."""
    days = load_ladders().holidays["KZ"]
    for one in found:
        day = _last_day(one.what)
        late = 0 if day is None else days.between(day, desk.today)
        yield Need(kind=kind, type=one.type, code=one.code, when=one.what, late=late)


def _last_day(said: str | None) -> date | None:
    try:
        return None if said is None else read_date(said).latest
    except DateError:
        return None


def _of_ladders(desk: Desk, agenda: Agenda) -> Iterator[Need]:
    """What the ladders say: answers that are late, and the days by which we must go on.

    What was counted for a complaint is kept until it moves, a rule changes, or the day is over.
    """
    on_ladders = agenda.ladders()
    limits, today = limits_in_force(desk), desk.today
    own = repr([limit for limit in limits.values() if limit.own])
    before, now = cast("dict[str, _Counted]", desk.store.agenda), dict[str, _Counted]()
    for uid, group in groupby(agenda.ladder_steps(), key=lambda step: step.proceeding):
        code, name = on_ladders.get(uid, ("", ""))
        ladder = load_ladders().ladders.get(name)
        if ladder is None:
            continue
        steps = tuple(group)
        seen = (code, name, today, own, steps)
        kept = before.get(uid)
        if kept is None or kept[0] != seen:
            kept = seen, tuple(_of_one(code, _walked(ladder, steps, limits, today), today))
        now[uid] = kept
        yield from kept[1]
    desk.store.agenda = dict(now)


def _walked(
    ladder: Ladder, steps: Iterable[LadderStep], limits: Mapping[str, Limit], today: date
) -> Course:
    found = [
        Step(
            code=str(step.code),
            order=step.node,
            rung=step.rung,
            kind=step.kind,
            outcome=step.outcome,
            when=step.date,
            partial=step.for_whom in SOME_ONLY,
        )
        for step in steps
    ]
    return course(ladder, found, limits=limits, days=holidays_of(ladder), today=today, abroad=False)


def _of_one(code: str, walked: Course, today: date) -> Iterator[Need]:
    now = walked.now
    for state in (*([] if now is None else [now]), *walked.beside):
        if state.is_overdue and state.answer is not None:
            yield _limited("late", code, state.rung.id, state.answer)
    home = () if now is None else now.go_on
    abroad = [way for state in walked.after for way in state.go_on]
    for way in (*home, *abroad):
        if _is_near(way, today):
            yield _limited("deadline", code, "" if now is None else now.rung.id, way)


def _is_near(way: Deadline, today: date) -> bool:
    before = LONG if way.limit.unit in ("months", "years") else SOON
    return today - LONG <= way.due.day <= today + before


def _limited(kind: Kind, code: str, rung: str, deadline: Deadline) -> Need:
    return Need(
        kind=kind,
        type="proceeding",
        code=code,
        when=deadline.due.day.isoformat(),
        what=rung,
        late=deadline.late,
        limit=deadline.limit,
        towards=deadline.towards,
        unknown=deadline.due.unknown,
    )


def _newest_first(today: date) -> _Order:
    """What became late last can still be mended best."""
    return lambda need: ((today - _day(need, today)).days, need.code)


def _to_come_first(today: date) -> _Order:
    """Days to come by their order, then those that were missed."""
    return lambda need: (_day(need, today) < today, _day(need, today), need.code)


def _earliest_first(today: date) -> _Order:
    """By their day."""
    return lambda need: (_day(need, today), need.code)


def _day(need: Need, today: date) -> date:
    return _last_day(need.when) or today


_ORDERS: Final[Mapping[Kind, Callable[[date], _Order]]] = {
    "late": _newest_first,
    "deadline": _to_come_first,
    "due": _earliest_first,
    "promised": _earliest_first,
}


def _lately(desk: Desk, agenda: Agenda) -> Iterator[Lately]:
    """The newest changes, with the codes of what they are about."""
    changes = agenda.changes(limit=LATELY)
    members = {change.member for change in changes}
    codes = codes_of(desk.store, {uid for c in changes for uid in c.about} | members)
    for change in changes:
        about = dict.fromkeys(codes[uid] for uid in change.about if uid in codes)
        who = codes.get(change.member)
        yield Lately(
            time=change.time,
            member=None if who is None else who[1],
            verb=change.verb,
            about=tuple(about)[:MOST],
            statements=change.statements,
        )
