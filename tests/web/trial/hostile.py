"""A vault in which every text that a person can give is an attack."""

from itertools import cycle

from tests.web.trial.payloads import EVERY

from kuager.model.statement import EntityId, Statement, say
from kuager.verbs.desk import Desk

_TEXTS = frozenset({"text", "long", "url"})
_OF_THE_HOUSE = frozenset({"member", "device", "circle", "erasure", "import", "backup"})
_EACH = 3


def fill_with_attacks(desk: Desk) -> int:
    """Three records of every type, each text property an attack of its own; returns how many."""
    attacks, used = cycle(EVERY), 0
    for kind in desk.schema.types.keys() - _OF_THE_HOUSE:
        for number in range(_EACH):
            uid = desk.store.new_id()
            said = [say(uid, f"{kind}.code", f"X-{kind}-{number}")] if _has_code(desk, kind) else []
            said += _attacks(desk, kind, uid, attacks)
            used += len(said)
            with desk.changing("say_of_record"):
                desk.say(said)
    return used


def _has_code(desk: Desk, kind: str) -> bool:
    return f"{kind}.code" in {p.name for p in desk.schema.type(kind).properties.values()}


def _attacks(desk: Desk, kind: str, uid: EntityId, attacks: "cycle[str]") -> list[Statement]:
    said = []
    for found in desk.schema.type(kind).properties.values():
        if found.kind in _TEXTS and not found.name.endswith((".code", ".blob")):
            languages = ("en", "ru", "kk") if found.per_language else (None,)
            said += [say(uid, found.name, next(attacks), language=code) for code in languages]
    return said
