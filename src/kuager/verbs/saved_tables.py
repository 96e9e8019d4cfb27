"""Saved tables: questions under a name, in the members' words; asked again whenever one looks."""

from dataclasses import dataclass

from kuager.model.question import Question, QuestionError, read_question
from kuager.model.statement import say
from kuager.model.table import Table
from kuager.verbs._verb import verb
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.saved_views import name_of_view, withdraw_view


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTable:
    """One saved table: what it is called, and what it asks."""

    code: str
    name: str
    question: Question


@verb(needs="amend", saves=True)
def save_table(desk: Desk, *, question: Question, name: str) -> str:
    """Save a question under a name; returns its code. The answer is not kept: it is asked anew."""
    called = name_of_view(name)
    view, code = desk.store.new_id(), desk.next_code("view", "V")
    desk.say(
        [
            say(view, "view.code", code),
            say(view, "view.name", called),
            say(view, "view.question", question.text()),
            say(view, "view.made_by", desk.member),
        ]
    )
    return code


@verb(needs="amend", saves=True)
def drop_table(desk: Desk, *, code: str) -> None:
    """Take a saved table away; that it was there stays in the log, marked."""
    _saved(desk, code)
    withdraw_view(desk, code)


@verb(needs="read")
def list_tables(desk: Desk) -> tuple[SavedTable, ...]:
    """The saved tables by their names.

    One that was saved by another version and cannot be understood here is left out.
    """
    found = []
    for record in desk.view.briefs("view"):
        text = record.text("view.question")
        question = None if text is None else _understood(desk, text)
        if question is not None:
            name = record.text("view.name") or record.code
            found.append(SavedTable(code=record.code, name=name, question=question))
    return tuple(sorted(found, key=lambda table: (table.name.casefold(), table.code)))


@verb(needs="read")
def count_saved_table(desk: Desk, *, code: str) -> Table:
    """Ask a saved table again. Raises UnknownRecordError."""
    return count_table(desk, question=_saved(desk, code).question)


def _saved(desk: Desk, code: str) -> SavedTable:
    for table in list_tables(desk):
        if table.code == code:
            return table
    raise UnknownRecordError(code=code)


def _understood(desk: Desk, text: str) -> Question | None:
    try:
        return read_question(text, desk.schema)
    except QuestionError:
        return None
