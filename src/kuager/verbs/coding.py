"""Neutral codes of records that are made by hand: a letter or two for the type, and a number."""

from typing import Final

from kuager.verbs.desk import Desk

PREFIXES: Final[dict[str, str]] = {
    "account": "AC",
    "act": "A",
    "campaign": "CMP",
    "case": "C",
    "claim": "CL",
    "collection": "CO",
    "consent": "K",
    "custody": "CU",
    "edition": "ED",
    "event": "E",
    "evidence": "EV",
    "group": "G",
    "intervention": "IN",
    "involvement": "IV",
    "link": "L",
    "member": "M",
    "organisation": "O",
    "passage": "PA",
    "pattern": "PT",
    "person": "P",
    "point": "PO",
    "proceeding": "PR",
    "provision": "LAW",
    "rule": "RU",
    "source": "S",
    "step": "ST",
}
"""Types of record that people make; those that only the program makes are not here."""


def fresh_code(desk: Desk, type_name: str) -> str:
    """A code for a new record of this type, which no other one carries."""
    return desk.next_code(type_name, PREFIXES.get(type_name, type_name[:2].upper()))
