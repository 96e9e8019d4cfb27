"""Finding records by words: in their texts, in names by any letters, and by their codes.

Very many hits are not ranked: they come newest first, and only so many are counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuager.model.folding import fold

if TYPE_CHECKING:
    from kuager.store.store import Store

RANKED = 1_000
"""How many hits are counted and put in order; of more the newest are shown."""
_SHORTEST_NAME = 3
_NOT_SHUT = "NOT IN (SELECT node FROM shut)"


@dataclass(frozen=True, slots=True)
class Hits:
    """Nodes with their types, best first; `is_more` says that there are others, uncounted."""

    found: tuple[tuple[int, str], ...]
    is_more: bool


def search(store: "Store", text: str, *, type_name: str | None = None) -> Hits:
    """Records whose texts hold all these words, then those one of whose names holds the letters."""
    plain = fold(text).translate({0: " ", ord('"'): " "})
    phrase = " ".join(f'"{word}"*' for word in plain.split() if _has_letter(word))
    letters = " ".join(plain.split())
    if not phrase:
        return Hits((), is_more=False)
    by_text, more_texts = _match(store, "text_fts", phrase, type_name)
    by_name, more_names = (
        _match(store, "name_fts", f'"{letters}"', type_name)
        if len(letters) >= _SHORTEST_NAME
        else ([], False)
    )
    both = tuple(dict.fromkeys((*by_text, *by_name)))
    return Hits(both[:RANKED], is_more=more_texts or more_names or len(both) > RANKED)


def _has_letter(word: str) -> bool:
    """Whether anything of a word is in the index; a bare dash is not."""
    return any(letter.isalnum() for letter in word)


def _match(
    store: "Store", table: str, phrase: str, type_name: str | None
) -> tuple[list[tuple[int, str]], bool]:
    """(node, type) of what matches, and whether there was more than is put in order."""
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid {_NOT_SHUT}"
    if type_name is not None:
        sql += " AND rowid IN (SELECT id FROM node WHERE type = ?)"
    asked = (phrase,) if type_name is None else (phrase, type_name)
    run = store.connection.execute
    newest = run(f"{sql} ORDER BY rowid DESC LIMIT {RANKED + 1}", asked).fetchall()
    if 1 < len(newest) <= RANKED:
        newest = run(f"{sql} ORDER BY rank", asked).fetchall()
    nodes = [row[0] for row in newest[:RANKED]]
    return _typed(store, nodes), len(newest) > RANKED


def find_codes(store: "Store", codes: Iterable[str], types: Sequence[str]) -> Hits:
    """Records of these types that carry one of these codes exactly."""
    wanted = sorted(set(codes))
    if not wanted:
        return Hits((), is_more=False)
    sql = (
        "SELECT DISTINCT ifnull(n.canon, n.id), c.type FROM code c JOIN node n ON n.id = c.node "
        f"WHERE c.type IN ({_marks(types)}) AND c.code IN ({_marks(wanted)}) "
        f"AND n.id {_NOT_SHUT} ORDER BY 1"
    )
    rows = store.connection.execute(sql, (*types, *wanted)).fetchall()
    return Hits(tuple((node, kind) for node, kind in rows), is_more=False)


def _typed(store: "Store", nodes: list[int]) -> list[tuple[int, str]]:
    sql = f"SELECT id, type FROM node WHERE id IN ({_marks(nodes)})"
    types = dict(store.connection.execute(sql, nodes).fetchall())
    return [(node, types[node]) for node in nodes if types.get(node)]


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))
