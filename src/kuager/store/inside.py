"""What lies inside what: a case with everything that belongs to it.

The schema marks properties with `inside`. An entity lies inside a set when *all* targets of its
`all` properties lie in it (a person of two cases stays while one of them stays), or *any* target
of an `any` property does (a block drawn from it, a passage of its source).
"""

from collections.abc import Iterable

from kuager.model.schema import Schema
from kuager.store.database import Connection

InsideRules = dict[str, str]
"""property name -> "all" or "any"."""


def inside_rules(schema: Schema) -> InsideRules:
    """The properties by which one entity lies inside another."""
    return {
        p.name: p.inside
        for entity_type in schema.types.values()
        for p in entity_type.properties.values()
        if p.inside is not None
    }


def closure(connection: Connection, roots: Iterable[int], rules: InsideRules) -> set[int]:
    """The nodes `roots` and all that lies inside them, found over the edges.

    Records judged to be one go together: references keep the id they were written with.
    """
    found = merged_with(connection, roots)
    frontier = set(found)
    while frontier:
        candidates = _subjects_of(connection, frontier, rules) - found
        inside = {node for node in candidates if _lies_inside(connection, node, found, rules)}
        frontier = merged_with(connection, inside) - found
        found |= frontier
    return found


def merged_with(connection: Connection, nodes: Iterable[int]) -> set[int]:
    """These nodes and all that are judged to be the same as one of them."""
    sql = "SELECT b.id FROM node a JOIN node b ON b.canon = a.canon WHERE a.id = ?"
    found = set(nodes)
    return found | {row[0] for node in found for row in connection.execute(sql, (node,))}


def held_elsewhere(
    connection: Connection, inside: set[int], rules: InsideRules
) -> dict[int, list[int]]:
    """Nodes that touch the set but stay, each with the targets outside it that hold it."""
    touching = _subjects_of(connection, inside, rules) - inside
    return {
        node: [t for t, name in _targets_of(connection, node, rules) if t not in inside]
        for node in sorted(touching)
    }


def _subjects_of(connection: Connection, nodes: set[int], rules: InsideRules) -> set[int]:
    names = ", ".join("?" * len(rules))
    sql = f"SELECT subject FROM edge WHERE target=? AND property IN ({names})"
    return {row[0] for node in nodes for row in connection.execute(sql, (node, *rules))}


def _targets_of(connection: Connection, node: int, rules: InsideRules) -> list[tuple[int, str]]:
    """What holds a node, by which property; what was erased holds nothing any more."""
    rows = connection.execute(
        "SELECT e.target, e.property FROM edge e JOIN node n ON n.id = e.target WHERE e.subject=? "
        "AND NOT EXISTS(SELECT 1 FROM gone g WHERE g.uid = n.uid AND g.half = 'casework')",
        (node,),
    )
    return [(target, name) for target, name in rows if name in rules]


def _lies_inside(connection: Connection, node: int, found: set[int], rules: InsideRules) -> bool:
    targets = _targets_of(connection, node, rules)
    if any(target in found for target, name in targets if rules[name] == "any"):
        return True
    bound = [target for target, name in targets if rules[name] == "all"]
    return len(bound) > 0 and all(target in found for target in bound)
