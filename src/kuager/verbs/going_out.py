"""Where a story went: every edition and release in which a case was told, and calling them back.

Asked when somebody withdraws consent: what was sent stays sent, but the person is told to whom it
went and what was done about each copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, retract, say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError


class RecallDayError(KuagerError):
    """A copy cannot be called back before it left."""

    code = "recall-without-release"
    exit_code = 2
    text = N_("{code} is a figure that was typed in; there is nothing of ours to call back.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOut:
    """One release in which a story was told; `result` is a term of `recall_result`."""

    release: str
    edition: str
    kind: str
    language: str
    released_on: str | None
    recipients: tuple[str, ...]
    audience: tuple[str, ...]
    result: str | None


@verb(needs="read")
def where_told(desk: Desk, *, case: str) -> tuple[WentOut, ...]:
    """Every release in which something of a case was told, the newest first."""
    uid = desk.find(("case",), case)
    editions: dict[EntityId, None] = {}
    for record in _told(desk, uid):
        for link in desk.view.referring(record, "block.drawn_from"):
            block = desk.view.record(link.subject)
            edition = None if block is None else block.get("block.edition")
            if isinstance(edition, bytes):
                editions[EntityId(edition)] = None
    found = [went for edition in editions for went in _releases(desk, edition)]
    return tuple(sorted(found, key=lambda went: went.released_on or "", reverse=True))


@verb(needs="keep", saves=True)
def recall_release(desk: Desk, *, code: str, result: str) -> None:
    """Enter that a copy was called back and what came of it; may be entered anew as it goes on."""
    record = desk.view.record(desk.find(("release",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    if record.text("release.basis") == "published-earlier":
        raise RecallDayError(code=code)
    term = desk.term("recall_result", result)
    names = ("release.recalled_on", "release.recall_result")
    old = [t for t in desk.view.history(record.id) if t.stands and t.property in names]
    first = record.text("release.recalled_on") or desk.today.isoformat()
    desk.say(
        [
            *(retract(told.subject, told.property, told.id) for told in old),
            say(record.id, "release.recalled_on", first),
            say(record.id, "release.recall_result", term),
        ]
    )


def _told(desk: Desk, case: EntityId) -> Iterator[EntityId]:
    """The records of a case that a sentence may have been drawn from."""
    yield case
    view = desk.view
    for link in view.referring(case, "event.case"):
        yield link.subject
    for link in view.referring(case, "proceeding.case"):
        yield link.subject
        yield from (step.subject for step in view.referring(link.subject, "step.proceeding"))
    for link in view.referring(case, "person.case"):
        yield link.subject


def _releases(desk: Desk, edition: EntityId) -> Iterator[WentOut]:
    sent = desk.view.record(edition)
    if sent is None:
        return
    for link in desk.view.referring(edition, "release.edition"):
        record = desk.view.record(link.subject)
        if record is not None:
            yield _went(desk, sent, record)


def _went(desk: Desk, edition: Record, release: Record) -> WentOut:
    return WentOut(
        release=release.code,
        edition=edition.code,
        kind=edition.text("edition.kind") or "",
        language=edition.text("edition.language") or "en",
        released_on=release.text("release.released_on"),
        recipients=desk.codes_of(release.every("release.recipient")),
        audience=tuple(str(term) for term in release.every("release.audience")),
        result=release.text("release.recall_result"),
    )
