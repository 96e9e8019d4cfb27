"""The log in its tables: the truth, read and appended, never changed.

`Log` knows where the chain stands; sealing and signing happen here and nowhere else in the store.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kuager.model.entry import MAX_STATEMENTS, ZERO_ID, Stub, entry_id, read_stub
from kuager.model.payload import (
    Payload,
    encode_payload,
    new_payload,
    payload_columns,
    payload_leaves,
)
from kuager.model.roster import KEY_BYTES, Roster
from kuager.model.statement import (
    CircleId,
    EntryId,
    Statement,
    StatementError,
    check_columns,
)
from kuager.model.tree import tree_root
from kuager.store.database import Connection
from kuager.store.home import Keys
from kuager.store.sealing import Sealed, open_payload, salt_list, seal_data
from kuager.vault.sign import device_key, sign_entry

_ROWS = (
    "SELECT e.eno, e.id, e.stub, b.data, w.data FROM entry e "
    "LEFT JOIN body b ON b.eno = e.eno LEFT JOIN wrap w ON w.eno = e.eno"
)


class Head(NamedTuple):
    """Where this device's chain stands."""

    seq: int
    id: EntryId
    depth: int


class Kept(NamedTuple):
    """One entry as it is kept; a body or wrap that is missing is None."""

    eno: int
    id: EntryId
    stub: bytes
    body: bytes | None
    wrap: bytes | None

    @property
    def sealed(self) -> Sealed | None:
        """Body and wrap, if both are held."""
        if self.body is None or self.wrap is None:
            return None
        return Sealed(body=self.body, wrap=self.wrap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new entry is to say."""

    circle: CircleId
    change: bytes
    time: int
    seed: bytes
    statements: list[Statement]


class Log:
    """The entries of one database, and this device's place in them."""

    def __init__(self, connection: Connection, keys: Keys, organisation: bytes) -> None:
        """Read where the chain stands."""
        self.connection = connection
        self.keys = keys
        self.organisation = organisation
        self.device = device_key(keys.keyring.signing_seed)
        self.head = Head(0, ZERO_ID, 0)
        self.count = 0
        self.others = False
        self.reload()

    def reload(self) -> None:
        """Read the chain's end again, after a transaction was undone."""
        row = self.connection.execute(
            "SELECT seq, id, depth FROM entry WHERE device=? ORDER BY seq DESC LIMIT 1",
            (self.device,),
        ).fetchone()
        self.head = Head(0, ZERO_ID, 0) if row is None else Head(row[0], EntryId(row[1]), row[2])
        count = self.connection.execute("SELECT ifnull(max(eno), 0) FROM entry").fetchone()
        self.count = int(count[0])
        row = self.connection.execute(
            "SELECT 1 FROM entry WHERE device != ? LIMIT 1", (self.device,)
        )
        self.others = row.fetchone() is not None

    def append(self, draft: Draft) -> tuple[int, EntryId, int]:
        """Sign, seal and keep a new entry; returns its row number, id and depth.

        Raises StatementError, before anything is kept, for what its own reader would refuse.
        """
        payload = new_payload(draft.change, draft.seed, draft.statements)
        data, root = _proved(payload)
        heads, depth = self._news()
        stub = Stub(
            organisation=self.organisation,
            device=self.device,
            seq=self.head.seq + 1,
            previous=self.head.id,
            depth=depth + 1,
            time=draft.time,
            circle=draft.circle,
            count=len(draft.statements),
            root=root,
            heads=heads,
        )
        unsigned = stub.pack()
        new_id = entry_id(unsigned)
        signature = sign_entry(self.keys.keyring.signing_seed, new_id)
        epoch = self.keys.keyring.current_epoch(draft.circle)
        self._keep(stub, new_id, unsigned + signature, seal_data(new_id, data, epoch))
        return self.count, new_id, stub.depth

    def entries(self, *, first: int = 1) -> Iterator[Kept]:
        """Every kept entry from a row number on, in the order of arrival."""
        for row in self.connection.execute(f"{_ROWS} WHERE e.eno >= ? ORDER BY e.eno", (first,)):
            yield Kept(*row)

    def entry(self, wanted: EntryId) -> Kept | None:
        """The entry with this id."""
        row = self.connection.execute(f"{_ROWS} WHERE e.id = ?", (wanted,)).fetchone()
        return None if row is None else Kept(*row)

    def open(self, kept: Kept) -> Payload | None:
        """The payload of a kept entry, proven; None if its body is not held here."""
        if kept.sealed is None:
            return None
        stub, found, _ = read_stub(kept.stub)
        epochs = self.keys.epochs_of(stub.circle)
        return open_payload(found, stub.count, stub.root, kept.sealed, epochs)

    def read_roster(self) -> Roster:
        """The roster as the accepted house entries make it."""
        note = self.connection.execute("SELECT value FROM meta WHERE key='restored'").fetchone()
        keys = b"" if note is None else bytes(note[0])
        roster = Roster.empty(keys[at : at + KEY_BYTES] for at in range(0, len(keys), KEY_BYTES))
        numbers = self.connection.execute("SELECT eno FROM roster ORDER BY eno").fetchall()
        for (number,) in numbers:
            row = self.connection.execute(f"{_ROWS} WHERE e.eno = ?", (number,)).fetchone()
            payload = self.open(Kept(*row))
            if payload is not None:
                roster = roster.with_statements(payload.statements.values())
        return roster

    def _news(self) -> tuple[tuple[EntryId, ...], int]:
        """Other devices' latest entries since our last one, and the greatest depth among all."""
        if not self.others:
            return (), self.head.depth
        rows = self.connection.execute(
            "SELECT id, depth, max(seq) FROM entry WHERE device != ? AND eno > "
            "ifnull((SELECT max(eno) FROM entry WHERE device = ?), 0) GROUP BY device",
            (self.device, self.device),
        ).fetchall()
        depth = max((row[1] for row in rows), default=0)
        return tuple(sorted(EntryId(row[0]) for row in rows)), max(depth, self.head.depth)

    def keep_foreign(self, stub: Stub, entry: EntryId, signed: bytes, sealed: Sealed) -> int:
        """Keep an entry that was checked, of whatever device; returns its row number."""
        self._insert(stub, entry, signed, sealed)
        self.others = self.others or stub.device != self.device
        return self.count

    def _keep(self, stub: Stub, new_id: EntryId, signed: bytes, sealed: Sealed) -> None:
        self._insert(stub, new_id, signed, sealed)
        self.head = Head(stub.seq, new_id, stub.depth)

    def _insert(self, stub: Stub, entry: EntryId, signed: bytes, sealed: Sealed) -> None:
        self.count += 1
        run = self.connection.execute
        run(
            "INSERT INTO entry(eno, id, device, seq, depth, circle, stub) VALUES(?,?,?,?,?,?,?)",
            (self.count, entry, stub.device, stub.seq, stub.depth, stub.circle, signed),
        )
        run("INSERT INTO body(eno, data) VALUES(?,?)", (self.count, sealed.body))
        run("INSERT INTO wrap(eno, data) VALUES(?,?)", (self.count, sealed.wrap))


def _proved(payload: Payload) -> tuple[bytes, bytes]:
    """(canonical bytes, root) of a new payload, once it is proved that it can be read again."""
    if not 1 <= payload.count <= MAX_STATEMENTS:
        raise StatementError(reason="statement-count-out-of-bounds")
    columns = payload_columns(payload)
    check_columns(columns)
    try:
        return encode_payload(payload, columns), tree_root(payload_leaves(payload, salt_list))
    except (UnicodeEncodeError, OverflowError) as error:
        raise StatementError(reason="forbidden-value-type") from error
