"""Records for tests of counting, said in a line each, and questions asked in one."""

from collections.abc import Sequence

from tests.verbs.desks import tell

from kuager.model.question import read_question
from kuager.model.statement import EntityId, Value, say
from kuager.model.table import TOTAL, Cell, Table
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk

PREFIXES = {"case": "C", "event": "E", "act": "A", "person": "P", "group": "G", "step": "T"}


def put(desk: Desk, type_name: str, **said: Value | Sequence[Value]) -> EntityId:
    """Record something; a list is several values of a property."""
    uid = desk.store.new_id()
    code = f"{PREFIXES.get(type_name, type_name)}-{uid.hex()[:8]}"
    statements = [say(uid, f"{type_name}.code", said.pop("code", code))]  # type: ignore[arg-type]
    for name, value in said.items():
        several = value if isinstance(value, list | tuple) else [value]
        statements += [say(uid, f"{type_name}.{name.rstrip('_')}", one) for one in several]
    tell(desk, *statements)
    return uid


def incident(desk: Desk, **said: Value | Sequence[Value]) -> EntityId:
    """An event that counts."""
    return put(desk, "event", **{"kind": "incident", **said})


def ask(desk: Desk, text: str) -> Table:
    """The answer to a question in codes."""
    return count_table(desk, question=read_question(text, desk.schema))


def number(desk: Desk, text: str, *key: str) -> int:
    """How many lie surely in a cell; in the whole table if no cell is named."""
    return cell(desk, text, *key).sure


def cell(desk: Desk, text: str, *key: str) -> Cell:
    """One cell of the answer; all of it if none is named."""
    found = ask(desk, text)
    return found.cell(key) if key else found.base


def people(desk: Desk, text: str = "") -> tuple[int, int | None]:
    """At least and at most so many people; `text` narrows the question."""
    found = ask(desk, f"unit=people{text}").base
    return found.at_least, found.at_most


def rows(desk: Desk, text: str) -> dict[str, int]:
    """The sure numbers of a table of one dimension."""
    found = ask(desk, text)
    return {key[0]: cell.sure for key, cell in found.cells.items() if key[0] != TOTAL}
