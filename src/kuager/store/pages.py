"""How what one entry says of one entity is kept in `history`.

Msgpack rows of `[index, op, property, value, language, source, sure, more]`, in which properties
and sources that are entities stand as local integers: a page is a third of its plain size.
"""

import msgspec

from kuager.model.fold import Said
from kuager.store.database import FILE, Connection, UnreadableDatabaseError
from kuager.store.nodes import Nodes

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


class Pages:
    """Encodes and decodes history rows of one database."""

    def __init__(self, connection: Connection, nodes: Nodes) -> None:
        """Read which numbers the properties have here."""
        self.connection = connection
        self.nodes = nodes
        self.numbers: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.reload()

    def reload(self) -> None:
        """Read the property numbers again, after a transaction was undone."""
        rows = self.connection.execute("SELECT name, id FROM property").fetchall()
        self.numbers = dict(rows)
        self.names = {number: name for name, number in rows}

    def encode(self, said: list[Said]) -> bytes:
        """The bytes of one row; every source that is an entity must have a node."""
        numbers, ids = self.numbers, self.nodes.ids
        rows = []
        for index, op, name, value, language, source, sure, more in said:
            number = numbers.get(name) or self._number(name)
            place = ids[source] if source is not None and len(source) == 16 else source  # noqa: PLR2004
            rows.append((index, op, number, value, language, place, sure, more))
        return _encode(rows)

    def decode(self, data: bytes) -> list[Said]:
        """The statements of one row. Raises UnreadableDatabaseError if the tables do not fit."""
        names, uid_of = self.names, self.nodes.uid_of
        try:
            return [
                Said(
                    index,
                    op,
                    names[number],
                    value,
                    language,
                    uid_of(source) if type(source) is int else source,
                    sure,
                    more,
                )
                for index, op, number, value, language, source, sure, more in _decode(data)
            ]
        except (KeyError, ValueError) as error:
            raise UnreadableDatabaseError(file=FILE) from error

    def _number(self, name: str) -> int:
        number = len(self.numbers) + 1
        self.connection.execute("INSERT INTO property(id, name) VALUES(?,?)", (number, name))
        self.numbers[name], self.names[number] = number, name
        return number
