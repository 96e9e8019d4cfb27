"""The title page of a document: to whom, for which session, on which document, by whom, when."""

from kuager.model.dates import DateError, read_date
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.desk import Desk

_MONTH = len("2023-03")


def front_of(desk: Desk, writing: Writing, language: str) -> tuple[tuple[str, str], ...]:
    """The lines of a title page by kind, in the language of the document.

    Kinds: "body", "session", "symbol" (the State's document), "authors", "date" (EDTF, a month).
    What is not known has no line.
    """
    bodies = [_name(record, language) for record in desk.records_of(writing.bodies)]
    authors = [_name(record, language) for record in desk.records_of(writing.authors)]
    said = (
        ("body", "; ".join(bodies)),
        ("session", writing.sessions.get(language) or writing.sessions.get("") or ""),
        ("symbol", ", ".join(writing.symbols)),
        ("authors", " · ".join(authors)),
        ("date", _month(writing.due_on)),
    )
    return tuple((kind, words.strip()) for kind, words in said if words.strip())


def _name(record: Record, language: str) -> str:
    names = record.texts("organisation.name")
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def _month(text: str | None) -> str:
    """The month of a day; what says less stays as it is."""
    try:
        found = read_date(text or "")
    except DateError:
        return ""
    return found.text[:_MONTH] if found.month is not None else found.text
