"""The desk: what a person sits at. An open store, who is acting, the day, and somebody to tell.

Nothing is global; tests build a desk with a fixed clock. `open_desk` is the only way to an open
vault, and settles what a crash left unfinished before anybody reads.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.model.schema import Schema, load_schema
from kuager.model.statement import EntityId, Statement
from kuager.store.change import Change
from kuager.store.home import Home, unlock_home
from kuager.store.opening import open_store
from kuager.store.store import Store
from kuager.store.view import Record, View
from kuager.vault import selftest
from kuager.vault.platform import harden_process, private_umask
from kuager.verbs.tables import fit_tables, schema_of

Progress = Callable[[str, int, int], None]
"""(stage as a slug, done, of how many)."""


class NotPermittedError(KuagerError):
    """The acting member may not do this here."""

    code = "not-permitted"
    exit_code = 7
    text = N_("You are not allowed to do this in this vault ({needs}). Nothing was changed.")


class UnknownRecordError(KuagerError):
    """There is no such record, or it is not for this list; both look the same from outside."""

    code = "unknown-record"
    exit_code = 8
    text = N_("There is no record {code} of this kind here. Nothing was changed.")


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class UnknownTermError(KuagerError):
    """A vocabulary has no such term."""

    code = "unknown-term"
    exit_code = 2
    text = N_("{term} is not in the list “{vocabulary}”. Nothing was saved. Choose one of: {terms}")


@dataclass(slots=True)
class Desk:
    """Where one member works: every verb takes it first."""

    store: Store
    member: EntityId
    progress: Progress = silent
    change: Change | None = None

    @property
    def view(self) -> View:
        """The record, for reading."""
        return View(self.store)

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self.store.home.folder

    @property
    def schema(self) -> Schema:
        """The types and vocabularies in force."""
        return self.store.schema

    @property
    def today(self) -> date:
        """The day by this machine's clock, UTC; a claim."""
        return datetime.fromtimestamp(self.store.clock() / 1000, UTC).date()

    @property
    def practice(self) -> bool:
        """Whether this vault holds practice data."""
        return bool(self.view.note("practice"))

    def demand(self, needs: str) -> None:
        """Raise NotPermittedError unless the acting device may write where this would."""
        if needs == "read":
            return
        circle = self.store.circle("house" if needs == "keep" else "casework")
        if not self.store.roster.may_write(self.store.log.device, circle):
            raise NotPermittedError(needs=needs)

    @contextmanager
    def changing(self, verb: str, *, about: EntityId | None = None) -> Iterator[Change]:
        """One change by this member; what is said inside is saved together or not at all."""
        with self.store.change(verb, self.member, about=about) as change:
            outer, self.change = self.change, change
            try:
                yield change
            finally:
                self.change = outer

    def say(self, statements: Iterable[Statement]) -> None:
        """Say statements in the change that is going on."""
        if self.change is None:
            message = "a verb that says something must be one that saves"
            raise RuntimeError(message)
        self.change.write(statements)

    def find(self, types: Iterable[str], code: str) -> EntityId:
        """The record with this code among these types, or by its short id.

        Raises UnknownRecordError.
        """
        view = self.view
        for type_name in types:
            found = view.find_code(type_name, code) or view.find_start(type_name, code)
            if found is not None:
                return found
        raise UnknownRecordError(code=code)

    def record_of(self, value: object, *, shut: bool = False) -> Record | None:
        """The record that a value refers to; None of any other value, or if it is not shown.

        `shut`: restricted ones, too.
        """
        return self.view.record(EntityId(value), shut=shut) if isinstance(value, bytes) else None

    def records_of(self, values: Iterable[object]) -> list[Record]:
        """The records that values refer to, each once, of those that are shown."""
        found = (self.record_of(value) for value in dict.fromkeys(values))
        return [record for record in found if record is not None]

    def code_of(self, value: object) -> str | None:
        """The code of the record that a value refers to; None as with `record_of`."""
        record = self.record_of(value)
        return None if record is None else record.code

    def codes_of(self, values: Iterable[object]) -> tuple[str, ...]:
        """The codes of the records that values refer to, each once, of those that are shown."""
        return tuple(record.code for record in self.records_of(values))

    def secret(self, domain: bytes) -> bytes:
        """A secret of this vault for one purpose: always the same, known to who opens it only.

        It is drawn from the random id of the first member, which is in no output.
        """
        first = next(iter(self.view.briefs("member", shut=True)), None)
        return sha256(domain + (self.member if first is None else first.id)).digest()

    def term(self, vocabulary: str, term: str) -> str:
        """The term, if the vocabulary has it. Raises UnknownTermError with the whole list."""
        terms = self.schema.vocabularies[vocabulary].terms
        if term not in terms:
            raise UnknownTermError(term=term, vocabulary=vocabulary, terms=", ".join(terms))
        return term

    def next_code(self, type_name: str, prefix: str) -> str:
        """A code that no record of the type carries yet, nor one that waits to be erased."""
        taken = self.view.codes(type_name)
        number = max(len(taken), self.view.made(type_name)) + 1
        while f"{prefix}-{number}" in taken:
            number += 1
        return f"{prefix}-{number}"

    def close(self) -> None:
        """Close the vault."""
        self.store.close()


def open_desk(
    folder: Path,
    passphrase: str,
    *,
    recovery: list[str] | None = None,
    progress: Progress = silent,
) -> Desk:
    """Unlock a vault and sit down at it. `recovery` words open it instead of the passphrase."""
    prepare_process()
    home = Home(folder)
    keys = unlock_home(home, passphrase, recovery)
    return desk_at(open_store(home, keys, load_schema()), progress=progress)


def prepare_process() -> None:
    """Keep this process's memory and files to itself, and prove the cipher library works."""
    private_umask()
    harden_process()
    selftest.run()


def desk_at(store: Store, *, progress: Progress = silent) -> Desk:
    """A desk at an open store, after its tables were brought up to this version's layout.

    The store is closed if nobody can sit down at it.
    """
    with ExitStack() as undo:
        undo.callback(store.close)
        device = store.roster.device_of(store.log.device)
        if device is None or device.member is None:
            raise NotPermittedError(needs="read")
        fit_tables(store, schema_of(store), progress)
        undo.pop_all()
    return Desk(store, device.member, progress)
