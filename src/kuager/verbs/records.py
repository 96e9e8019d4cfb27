"""Recording and reading: a case from four things, one record with its history, lists, search."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, Statement, StatementId, retract, say
from kuager.store.view import Record, Told
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError


class NothingSaidError(KuagerError):
    """A first record needs its four things."""

    code = "nothing-said"
    exit_code = 2
    text = N_("A first record needs four things, and {missing} is empty. Nothing was saved yet.")


class AlreadySaidOtherwiseError(KuagerError):
    """Somebody changed the record since it was looked at."""

    code = "changed-meanwhile"
    exit_code = 9
    text = N_(
        "The record {code} was changed since you looked at it. Nothing was saved. Look again."
    )


class UnknownStatementError(KuagerError):
    """There is no such statement of this record, or it was withdrawn."""

    code = "unknown-statement"
    exit_code = 8
    text = N_("This record has no such statement that stands. Nothing was changed.")


class NotMergeableError(KuagerError):
    """Only two records of one type can be judged to be the same."""

    code = "not-mergeable"
    exit_code = 2
    text = N_("{one} and {other} are not two records of one type. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRecord:
    """The four things of a first record; consent may be "not asked yet"."""

    story: str
    when_where: str
    how_known: str
    may_keep: str = "not-asked"
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A record that was saved: its id and neutral code."""

    id: EntityId
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One record for reading: what stands now, everything ever said, and who refers to it."""

    record: Record
    history: tuple[Told, ...]
    referring: tuple[tuple[str, str, str], ...]
    names: dict[bytes, str]

    @property
    def digest(self) -> str:
        """What was seen, for a change that is refused if somebody else was quicker."""
        return digest_of(self.history)


@verb(needs="amend", saves=True)
def record_case(desk: Desk, *, first: FirstRecord) -> Recorded:
    """Record a case from four things: the story, when and where, how we know, what was allowed."""
    for name in ("story", "when_where", "how_known"):
        if not getattr(first, name).strip():
            raise NothingSaidError(missing=name)
    desk.term("consent_answer", first.may_keep)
    case, consent = desk.store.new_id(), desk.store.new_id()
    code = desk.next_code("case", "C")
    today = desk.today.isoformat()
    desk.say(
        [
            say(case, "case.code", code),
            say(case, "case.opened", today),
            say(case, "case.status", "open"),
            say(case, "case.story", first.story, language=first.language),
            say(case, "case.when_where_said", first.when_where, language=first.language),
            say(case, "case.how_known", first.how_known, language=first.language),
            say(consent, "consent.case", case),
            say(consent, "consent.use", "keep-record"),
            say(consent, "consent.answer", first.may_keep),
        ]
    )
    return Recorded(id=case, code=code)


@verb(needs="amend", saves=True)
def say_of_record(desk: Desk, *, types: Iterable[str], code: str, said: list[Statement]) -> None:
    """Say something of a record that is here."""
    desk.find(types, code)
    desk.say(said)


@verb(needs="amend", saves=True)
def retract_statement(
    desk: Desk,
    *,
    record: EntityId,
    statement: StatementId,
    name: str,
    reason: str = "",
    seen: str | None = None,
) -> StatementId:
    """Withdraw a statement; it stays in the log, marked, with the reason, and counts no more."""
    told = _told(desk, record, statement, name=name, seen=seen)
    said = [retract(told.subject, told.property, statement)]
    if reason.strip():
        said.append(_because(told.subject, reason, statement))
    desk.say(said)
    return statement


@verb(needs="amend", saves=True)
def prefer_statement(
    desk: Desk, *, record: EntityId, statement: StatementId, reason: str, seen: str | None = None
) -> StatementId:
    """Prefer one of several conflicting statements; the others stay beside it, with the reason."""
    told = _told(desk, record, statement, seen=seen)
    earlier = _preferred_before(desk, told)
    withdrawn = [retract(one.subject, one.property, one.id) for one in earlier]
    chosen = say(told.subject, "judgement.prefer", statement)
    desk.say([*withdrawn, chosen, _because(told.subject, reason, statement)])
    return statement


@verb(needs="amend", saves=True)
def merge_records(desk: Desk, *, one: EntityId, other: EntityId, reason: str) -> EntityId:
    """Judge two records to be the same; both histories stay, and the judgement is reversible."""
    first, second = _shown(desk, one), _shown(desk, other)
    if first.type != second.type or first.id == second.id:
        raise NotMergeableError(one=first.code, other=second.code)
    desk.say([say(one, "judgement.same_as", other), _because(one, reason)])
    return min(first.id, second.id)


@verb(needs="amend", saves=True)
def separate_records(desk: Desk, *, one: EntityId, other: EntityId, reason: str) -> None:
    """Judge two records to be different; a merge of the two is undone."""
    if one == other:
        code = _shown(desk, one).code
        raise NotMergeableError(one=code, other=code)
    desk.say([say(one, "judgement.not_same", other), _because(one, reason)])


def _because(record: EntityId, reason: str, statement: StatementId | None = None) -> Statement:
    """The reason of a judgement, in free words: it lies in the identity half."""
    if not reason.strip():
        raise NothingSaidError(missing="reason")
    return say(record, "judgement.reason", reason.strip(), source=statement)


def _told(
    desk: Desk,
    record: EntityId,
    statement: StatementId,
    *,
    name: str | None = None,
    seen: str | None = None,
) -> Told:
    """A standing statement of a record that is as it was seen."""
    history = desk.view.history(record)
    if seen is not None and seen != digest_of(history):
        raise AlreadySaidOtherwiseError(code=_shown(desk, record).code)
    for told in history:
        if told.id == statement and told.stands and name in (None, told.property):
            return told
    raise UnknownStatementError


def _preferred_before(desk: Desk, told: Told) -> list[Told]:
    """Earlier preferences among the statements of the same property and language."""
    history = desk.view.history(told.subject)
    place = (told.property, told.language)
    rivals = {one.id for one in history if (one.property, one.language) == place}
    return [
        one
        for one in history
        if one.stands and one.property == "judgement.prefer" and one.value in rivals
    ]


def _shown(desk: Desk, uid: EntityId) -> Record:
    found = desk.view.record(uid, shut=True)
    if found is None:
        raise UnknownRecordError(code=uid.hex()[:8])
    return found


@verb(needs="amend", saves=True)
def restrict_case(desk: Desk, *, code: str) -> Recorded:
    """Take a case out of every list, count and output at once; nothing is deleted."""
    return _mark_restricted(desk, code, is_restricted=True)


@verb(needs="amend", saves=True)
def reopen_case(desk: Desk, *, code: str) -> Recorded:
    """Let a restricted case back into lists, counts and outputs."""
    return _mark_restricted(desk, code, is_restricted=False)


def _mark_restricted(desk: Desk, code: str, *, is_restricted: bool) -> Recorded:
    """Say whether a case is restricted, in place of what was said before: no conflict is left."""
    case, name = desk.find(("case",), code), "case.restricted"
    before = [told for told in desk.view.history(case) if told.stands and told.property == name]
    desk.say([retract(case, name, told.id) for told in before])
    desk.say([say(case, name, value=is_restricted)])
    return Recorded(id=case, code=code)


@verb(needs="read")
def show_record(
    desk: Desk, *, code: str, types: tuple[str, ...] = (), is_alone: bool = False
) -> RecordPage:
    """One record: what stands now, who says so, everything ever said, and who refers to it.

    With `is_alone` it comes without the records around it: some have many thousands.
    """
    uid = desk.find(types or tuple(desk.schema.types), code)
    record = desk.view.record(uid, shut=True)
    if record is None:
        raise UnknownRecordError(code=code)
    history = tuple(desk.view.history(uid))
    if is_alone:
        return RecordPage(record=record, history=history, referring=(), names={})
    links = desk.view.referring(uid)
    mentioned = {link.subject for link in links} | _mentioned(history)
    names = {bytes(other): _name(desk, EntityId(other)) for other in mentioned}
    referring = tuple((names[link.subject], link.property, code) for link in links)
    return RecordPage(record=record, history=history, referring=referring, names=names)


@verb(needs="read")
def list_records(desk: Desk, *, type_name: str) -> list[Record]:
    """Every record of a type without its long texts; restricted ones are left out."""
    desk.schema.type(type_name)
    return list(desk.view.briefs(type_name))


@verb(needs="read")
def search_records(desk: Desk, *, text: str, limit: int = 50) -> list[Record]:
    """Records whose texts hold these words, in any spelling or script; then names by letters."""
    view = desk.view
    found = view.search(text, limit=limit)
    known = {record.id for record in found}
    return (found + [r for r in view.search_names(text, limit=limit) if r.id not in known])[:limit]


def digest_of(history: Iterable[Told]) -> str:
    """A digest of what is said of a record and what of it stands."""
    digest = sha256()
    for told in history:
        digest.update(told.id + bytes((told.stands, told.preferred)))
    return digest.hexdigest()


def known_codes(desk: Desk) -> dict[bytes, str]:
    """The code of every record that has one, by its id: what a list shows for a reference."""
    types = desk.schema.types
    return {uid: code for name in types for code, uid in desk.view.codes(name).items()}


def _mentioned(history: Iterable[Told]) -> set[bytes]:
    found: set[bytes] = set()
    for told in history:
        if isinstance(told.value, bytes):
            found.add(told.value[:16] if len(told.value) == 16 else b"")  # noqa: PLR2004
        if told.source is not None:
            found.add(told.source)
    return {uid for uid in found if len(uid) == 16}  # noqa: PLR2004


def _name(desk: Desk, uid: EntityId) -> str:
    record = desk.view.record(uid)
    return uid.hex()[:8] if record is None else f"{record.type} {record.code}"
