"""Saved views: a list as somebody narrowed it, kept sealed in the log under the members' words."""

from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.filters import Filters, UnknownFilterError, read_text
from kuager.model.schema import UnknownType
from kuager.model.statement import retract, say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

_LONGEST = 80


class ViewNameError(KuagerError):
    """A saved view is found again by its name."""

    code = "view-name"
    exit_code = 2
    text = N_("Give this view a name of one to eighty letters, without anybody's name in it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One saved view: what it is called, which list it narrows, and to what."""

    code: str
    name: str
    type_name: str
    filters: Filters


@verb(needs="amend", saves=True)
def save_view(desk: Desk, *, type_name: str, filters: Filters, name: str) -> str:
    """Save a list as it is narrowed, under a name; returns its code."""
    desk.schema.type(type_name)
    called = name_of_view(name)
    view, code = desk.store.new_id(), desk.next_code("view", "V")
    desk.say(
        [
            say(view, "view.code", code),
            say(view, "view.name", called),
            say(view, "view.list", type_name),
            say(view, "view.filters", filters.text()),
            say(view, "view.made_by", desk.member),
        ]
    )
    return code


@verb(needs="amend", saves=True)
def drop_view(desk: Desk, *, code: str) -> None:
    """Take a saved view away; that it was there stays in the log, marked."""
    withdraw_view(desk, code)


def name_of_view(text: str) -> str:
    """A name as it is kept. Raises ViewNameError."""
    called = " ".join(text.split())
    if not 0 < len(called) <= _LONGEST:
        raise ViewNameError
    return called


def withdraw_view(desk: Desk, code: str) -> None:
    """Withdraw everything that stands of a saved view or table. Raises UnknownRecordError."""
    view = desk.find(("view",), code)
    standing = [told for told in desk.view.history(view) if told.stands]
    desk.say([retract(view, told.property, told.id) for told in standing])


@verb(needs="read")
def list_views(desk: Desk, *, type_name: str | None = None) -> tuple[SavedView, ...]:
    """The saved views, of one list or of all, by their names.

    One that was saved by another version and cannot be understood here is left out.
    """
    found = []
    for record in desk.view.briefs("view"):
        of_type, text = record.text("view.list") or "", record.text("view.filters") or ""
        if type_name in (None, of_type):
            try:
                filters = read_text(text, desk.schema, of_type)
            except (UnknownFilterError, UnknownType):
                continue
            name = record.text("view.name") or record.code
            found.append(SavedView(code=record.code, name=name, type_name=of_type, filters=filters))
    return tuple(sorted(found, key=lambda view: (view.name.casefold(), view.code)))
