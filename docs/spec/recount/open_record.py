"""What stands in an open folder, read with nothing but Python: values, links, numbers.

For `count_open_folder.py`, which counts tables again. Records judged the same are one. The best of
several values is the one a person prefers, then the one whose source ranks first, then the last
said; of properties with several values all count. No Kuager, no network, nothing written.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from open_restricted import shut

Id = str
Links = dict[Id, set[Id]]
SAID = "say"
LAST = 10**9


class Folder:
    """The records of a folder: what is said of each, and what names what."""

    def __init__(self, place: Path, gazetteer: Path) -> None:
        """Read schema, vocabularies and history; places from the gazetteer of the project."""
        kinds = [json.loads(p.read_text("utf-8")) for p in sorted((place / "schema").glob("*"))]
        self.props = {p["name"]: p for kind in kinds for p in kind["properties"].values()}
        words = (place / "vocabularies").glob("*.json")
        self.words = {p.stem: json.loads(p.read_text("utf-8"))["terms"] for p in words}
        self.places = {p["id"]: p for p in json.loads(gazetteer.read_text("utf-8"))["places"]}
        parts = sorted((place / "statements").glob("*.jsonl"))
        lines = (line for part in parts for line in part.read_text("utf-8").splitlines())
        told = [s for s in map(json.loads, lines) if (s["state"], s["op"]) == ("stands", SAID)]
        self.same = self._judged(told)
        self._said: dict[tuple[Id, str], list[Any]] = defaultdict(list)
        self._first: dict[Id, int] = {}
        for at, s in enumerate(told):
            named = s["value"].get("entity") if isinstance(s["value"], dict) else None
            for who in filter(None, (s["subject"], named)):
                self._first.setdefault(who, at)
            self._said[self.one(s["subject"]), s["property"]].append((at, s))
        judged = (s["value"] for s in told if s["property"] == "judgement.prefer")
        self.preferred = {value["statement"] for value in judged}
        self.disputed: set[tuple[Id, str]] = set()
        self.values = {key: self._best(key) for key in list(self._said) if key[1] in self.props}
        inside = {p["name"]: p["inside"] for p in self.props.values() if p.get("inside")}
        roots = {w for (w, n), v in self.values.items() if n == "case.restricted" and v == [True]}
        gone = shut(told, self.one, inside, roots)
        self.values = {key: said for key, said in self.values.items() if key[0] not in gone}
        self.types: dict[str, list[Id]] = defaultdict(list)
        for kind, who in sorted({(name.partition(".")[0], who) for who, name in self.values}):
            self.types[kind].append(who)
        self.links: dict[str, Links] = defaultdict(dict)
        for (who, name), values in self.values.items():
            if self.props[name]["kind"] == "reference":
                named = {self.one(v["entity"]) for v in values if v and "entity" in v}
                self.links[name][who] = named - gone
        self.merged = Counted(map(self.one, self.same))
        self._kinds = {who: kind for kind, found in self.types.items() for who in found}
        self._backs: dict[str, Links] = {}
        self._add_cases()

    def _judged(self, told: list[dict[str, Any]]) -> dict[Id, Id]:
        """What was judged the same, each with one before it; of a pair the last word stands."""
        pairs = {frozenset((s["subject"], s["value"]["entity"])): s["property"] for s in told
                 if s["property"] in ("judgement.same_as", "judgement.not_same")}  # fmt: skip
        self.same: dict[Id, Id] = {}
        for pair in (pair for pair, name in pairs.items() if name.endswith("same_as")):
            ends = {self.one(who) for who in pair}
            if len(ends) > 1:
                self.same[max(ends)] = min(ends)
        return self.same

    def one(self, who: Id) -> Id:
        """The record that stands for this one and for all that were judged the same."""
        while who in self.same:
            who = self.same[who]
        return who

    def order(self, who: Id) -> int:
        """When something was first said of a record, or it was first named."""
        return self._first[who]

    def get(self, who: Id, name: str) -> list[Any]:
        """What is said of a record in a property; nothing if it was said to be unknown."""
        return [v for v in self.values.get((who, name), ()) if v is not None]

    def of(self, who: Id, name: str) -> set[Id]:
        """The records that this one names by a reference."""
        return self.links[name].get(who, set())

    def kind(self, who: Id) -> str:
        """The type of a record; empty for one of which nothing is said."""
        return self._kinds.get(who, "")

    def back(self, name: str) -> Links:
        """A reference the other way."""
        if name not in self._backs:
            found: Links = defaultdict(set)
            for who, named in self.links[name].items():
                for one in named:
                    found[one].add(who)
            self._backs[name] = dict(found)
        return self._backs[name]

    def _add_cases(self) -> None:
        """The cases of acts: of the event, or of the victim where several share the event.

        Of proceedings and of help: those they name, or else those of their events.
        """
        for kind in ("act", "proceeding", "intervention"):
            for who in self.types[kind]:
                events = self.of(who, f"{kind}.event")
                cases = {case for event in events for case in self.of(event, "event.case")}
                victims = self.of(who, "act.victim")
                own = {
                    c for v in victims for k in ("person", "group") for c in self.of(v, f"{k}.case")
                }
                if len(cases) > 1:
                    cases = cases & own or cases
                self.links[f"{kind}.cases"][who] = self.of(who, f"{kind}.case") or cases

    def _best(self, key: tuple[Id, str]) -> list[Any]:
        found = self._said[key]
        every = {json.dumps(s["value"]): s["value"] for _, s in found}
        if self.props[key[1]]["many"] or any(s["language"] for _, s in found):
            return list(every.values())
        best = max(found, key=self._trust)[1]
        if len(every) > 1 and not self._trust((0, best))[0]:
            self.disputed.add(key)
        return [best["value"]]

    def _trust(self, one: tuple[int, Any]) -> tuple[bool, int, int]:
        at, s = one
        source = (s["source"] or {}).get("entity", "")
        passage = self._said.get((source, "passage.source"))
        if passage:
            source = passage[-1][1]["value"]["entity"]
        ranks = [r["value"] for _, r in self._said.get((source, "source.rank"), ())]
        is_preferred = f"{s['entry']}:{s['index']}" in self.preferred
        return is_preferred, -(ranks[-1] if ranks else LAST), at


class Counted(dict[Id, int]):
    """How often each thing occurs."""

    def __init__(self, things: Iterable[Id]) -> None:
        """Count them."""
        for one in things:
            self[one] = self.get(one, 0) + 1


def bounds(text: object) -> tuple[int, int | None] | None:
    """At least and at most so many; about is a tenth less or more; None for no number at all."""
    low, dots, high = str(text).lstrip("~").partition("..")
    try:
        least = int(low or 0)
        most = int(high) if high else None if dots else least
    except ValueError:
        return None
    if not str(text).startswith("~"):
        return least, most
    return least * 9 // 10, None if most is None else -(-most * 11 // 10)
