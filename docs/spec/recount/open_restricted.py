"""What a restricted case shuts away, from an open folder; for `count_open_folder.py`.

Such cases stand in the folder, since nothing may be lost, with everything inside them; no number
counts them (decision 040). What lies inside what, the schema says of references (`inside`, see
schema.md): of a record of several cases all must be shut, of a passage its source.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Id = str
Ends = Mapping[str, str]


def shut(
    told: Iterable[dict[str, Any]], one: Callable[[Id], Id], inside: Ends, roots: set[Id]
) -> set[Id]:
    """The restricted cases and all records inside them; every statement that stands holds."""
    holds: dict[Id, set[tuple[str, Id]]] = defaultdict(set)
    for s in told:
        rule = inside.get(s["property"])
        if rule and isinstance(s["value"], dict) and "entity" in s["value"]:
            holds[one(s["subject"])].add((rule, one(s["value"]["entity"])))
    found, before = set(roots), None
    while before != found:
        before = set(found)
        for who, ends in holds.items():
            all_of = {end for rule, end in ends if rule == "all"}
            any_of = {end for rule, end in ends if rule == "any"}
            if any_of & before or (all_of and all_of <= before):
                found.add(who)
    return found if roots else set()
