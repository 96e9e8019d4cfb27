"""Counting: a question in, a table out; the same question gives the same number everywhere."""

from collections.abc import Mapping
from dataclasses import replace

from kuager.model.question import Question
from kuager.model.scales import NAMEABLE
from kuager.model.table import Table
from kuager.stats.engines import ENGINES, Engine, cross_with
from kuager.verbs._verb import verb
from kuager.verbs.derivations import public_codes
from kuager.verbs.desk import Desk
from kuager.verbs.frames import frame_for

__all__ = ["ENGINES", "Engine", "count_table", "name_bodies"]


@verb(needs="read")
def count_table(desk: Desk, *, question: Question, engine: Engine = "own") -> Table:
    """Answer a question from the record as it stands now; every engine gives the same table.

    Raises NoEngineError where the engine is not installed.
    """
    counted = frame_for(desk, question)
    return replace(cross_with(engine, counted.frame, question), practice=desk.practice)


@verb(needs="read")
def name_bodies(desk: Desk) -> Mapping[str, Mapping[str, str]]:
    """The names of public bodies and articles of law, by code and language: words for tables."""
    public = set(public_codes(desk.store, NAMEABLE).values())
    found: dict[str, Mapping[str, str]] = {}
    for type_name, of in (("organisation", "organisation.name"), ("provision", "provision.law")):
        for record in desk.view.briefs(type_name):
            cell = record.cells.get(of)
            if record.code in public and cell is not None and isinstance(cell.value, dict):
                article = record.text("provision.article") or ""
                found[record.code] = {
                    language: ", ".join(filter(None, (str(text), article)))
                    for language, text in cell.value.items()
                }
    return found
