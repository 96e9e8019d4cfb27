"""An organisation's own properties and lists: judged, kept sealed in the house circle, in force.

The text of an addition is a statement like any other. The schema of a vault is what is built in,
and then every addition that stands, in the order of their codes; tables are made to fit it.
"""

from dataclasses import dataclass

from kuager.model.additions import AdditionError, added_names, with_addition, with_additions
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.tables import fit_tables, in_order

__all__ = [
    "Addition",
    "AdditionError",
    "add_to_schema",
    "check_addition",
    "list_additions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One addition: its code, what it adds, the day, and its text; `in_force` if it fits."""

    code: str
    adds: tuple[str, ...]
    added_on: str | None
    text: str
    in_force: bool


@verb(needs="read")
def check_addition(desk: Desk, *, text: str) -> tuple[str, ...]:
    """What an addition would add; raises AdditionError with everything that is wrong with it."""
    with_addition(desk.schema, text)
    return added_names(text)


@verb(needs="keep")
def add_to_schema(desk: Desk, *, text: str) -> Addition:
    """Put own properties, words or lists in force: kept sealed, and the tables made to fit."""
    schema = with_addition(desk.schema, text)
    record, code = desk.store.new_id(), desk.next_code("addition", "OF")
    day = desk.today.isoformat()
    with desk.changing("add_to_schema"):
        desk.say(
            [
                say(record, "addition.code", code),
                say(record, "addition.text", text),
                say(record, "addition.added_on", day),
                say(record, "addition.added_by", desk.member),
            ]
        )
    fit_tables(desk.store, schema, desk.progress)
    return Addition(code=code, adds=added_names(text), added_on=day, text=text, in_force=True)


@verb(needs="read")
def list_additions(desk: Desk) -> tuple[Addition, ...]:
    """Every addition of this organisation, and whether it is in force."""
    schema, found = load_schema(), []
    for record in sorted(desk.view.records("addition"), key=lambda r: in_order(r.code)):
        text = record.text("addition.text") or ""
        before, schema = schema, with_additions(schema, [text])
        found.append(
            Addition(
                code=record.code,
                adds=added_names(text) if schema is not before else (),
                added_on=record.text("addition.added_on"),
                text=text,
                in_force=schema is not before,
            )
        )
    return tuple(found)
