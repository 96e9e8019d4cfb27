"""What was answered in each case, and whose case it is: columns for counting, no text.

Restricted people and cases are among them: a no of somebody who is out of sight is still a no.
Ids are hexadecimal digits, and of merged records that of the one under which they stand.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kuager.store.store import Store

_ASKED = '"person", "case", "use", "answer", asked_on, withdrawn_on, expires_on, child_agrees'
_HEADS = (
    "SELECT lower(hex(n.uid)), lower(hex(c.uid)) FROM node n "
    "JOIN node c ON c.id = ifnull(n.canon, n.id)"
)


class Answered(NamedTuple):
    """One answer as it is recorded; what sources disagree on stands as a list of codes."""

    person: str | None
    case: str | None
    use: str | None
    answer: str | None
    asked_on: str | None
    withdrawn_on: str | None
    expires_on: str | None
    child_agrees: int | None


def answers_by_case(store: "Store") -> dict[str, list[Answered]]:
    """Every answer of every case."""
    heads = _heads(store)
    found: dict[str, list[Answered]] = {}
    for row in store.connection.execute(f"SELECT {_ASKED} FROM w_consent"):
        one = Answered._make(row)
        case, person = heads.get(str(one.case)), heads.get(str(one.person), one.person)
        if case is not None:
            found.setdefault(case, []).append(one._replace(case=case, person=person))
    return found


def people_by_case(store: "Store") -> dict[str, list[str]]:
    """Whose story each case is, as far as it is recorded."""
    heads = _heads(store)
    sql = (
        "SELECT DISTINCT lower(hex(c.uid)), e.value FROM w_person w JOIN node n ON n.id = w.node "
        "JOIN node c ON c.id = ifnull(n.canon, n.id), "
        """json_each(CASE WHEN w."case" LIKE '[%' THEN w."case" ELSE json_array(w."case") END) e"""
    )
    found: dict[str, list[str]] = {}
    for person, said in store.connection.execute(sql):
        case = heads.get(str(said))
        if case is not None:
            found.setdefault(case, []).append(person)
    return found


def ids_of(store: "Store", type_name: str) -> dict[int, str]:
    """The id of each record of a type, restricted ones too, by its node."""
    sql = f"SELECT n.id, lower(hex(n.uid)) FROM w_{type_name} w JOIN node n ON n.id = w.node"
    return dict(store.connection.execute(sql).fetchall())


def restricted_nodes(store: "Store") -> set[int]:
    """The nodes that are in no list, count or output."""
    return set(store.projector.shut)


def cases_by_event(store: "Store") -> dict[int, list[str]]:
    """The cases that each event belongs to, restricted ones too."""
    heads = _heads(store)
    sql = (
        "SELECT w.node, e.value FROM w_event w, "
        """json_each(CASE WHEN w."case" LIKE '[%' THEN w."case" ELSE json_array(w."case") END) e"""
    )
    found: dict[int, list[str]] = {}
    for node, said in store.connection.execute(sql):
        case = heads.get(str(said))
        if case is not None:
            found.setdefault(node, []).append(case)
    return found


def _heads(store: "Store") -> dict[str, str]:
    return dict(store.connection.execute(_HEADS).fetchall())
