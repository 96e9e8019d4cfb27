"""What has to be said again when an import is taken back: what it had replaced.

A withdrawal is final, that of a replaced value as well. So whatever an import replaced, and
nothing else has taken the place of since, is said anew.
"""

from collections.abc import Iterable, Iterator

from kuager.model.fold import Said
from kuager.model.statement import RETRACT, SAY, EntityId, EntryId, Statement, statement_id
from kuager.verbs.desk import Desk

_Slot = tuple[str, str | None, bytes | None]
"""Property, language and source: where one source has one thing to say."""


def what_to_say_again(desk: Desk, entries: Iterable[EntryId]) -> list[Statement]:
    """The statements that these entries replaced and that would be missed without them."""
    gone = set(entries)
    return [
        said
        for uid in sorted(_replaced_in(desk, gone))
        for said in _missed(desk, EntityId(uid), gone)
    ]


def _replaced_in(desk: Desk, gone: set[EntryId]) -> set[bytes]:
    """The records of which one of these entries withdraws something."""
    found: set[bytes] = set()
    for entry in gone:
        kept = desk.store.log.entry(entry)
        payload = None if kept is None else desk.store.log.open(kept)
        for said in () if payload is None else payload.statements.values():
            if said.op == RETRACT:
                found.add(said.subject)
    return found


def _missed(desk: Desk, uid: EntityId, gone: set[EntryId]) -> Iterator[Statement]:
    history = _History(desk, uid, gone)
    for replaced in history.replaced_by(gone):
        for said in history.standing_before(replaced):
            if _slot(said) not in history.taken:
                yield Statement(SAY, uid, *said[2:7])


class _History:
    """Everything ever said of one record, and what each withdrawal was of."""

    def __init__(self, desk: Desk, uid: EntityId, gone: set[EntryId]) -> None:
        pages = desk.store.projector.pages_of(uid)
        self.dead = gone | desk.store.projector.judged.retracted
        self.said: dict[bytes, tuple[EntryId, Said]] = {
            statement_id(page.entry, said.index): (page.entry, said)
            for page in pages
            for said in page.said
        }
        self.taken = {
            (told.property, told.language, told.source)
            for told in desk.view.history(uid)
            if told.stands and told.entry not in gone
        }

    def replaced_by(self, entries: set[EntryId]) -> list[bytes]:
        """The statements that these entries withdraw."""
        return [
            said.value
            for entry, said in self.said.values()
            if entry in entries and said.op == RETRACT and isinstance(said.value, bytes)
        ]

    def standing_before(self, target: bytes) -> Iterator[Said]:
        """The statement itself; or, if its import was taken back, what that one had replaced."""
        if target not in self.said:
            return
        entry, said = self.said[target]
        if entry not in self.dead:
            yield said
            return
        for older in self.replaced_by({entry}):
            if older in self.said and _slot(self.said[older][1]) == _slot(said):
                yield from self.standing_before(older)


def _slot(said: Said) -> _Slot:
    return said.property, said.language, said.source
