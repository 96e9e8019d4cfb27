"""Consent: one row per person, case and use; asked for singly, withdrawn with a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kuager.model.statement import say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

MORE: Final = ("medium", "mode", "language", "form_version")
"""What may be said of an answer besides, by the short names of the schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSaid:
    """One answer that was recorded."""

    case: str
    person: str | None
    use: str
    answer: str


@verb(needs="amend", saves=True)
def record_consent(
    desk: Desk,
    *,
    case: str,
    use: str,
    answer: str,
    person: str | None = None,
    partner: str | None = None,
    more: Mapping[str, str] | None = None,
) -> ConsentSaid:
    """Record what a person answered about one use; there is no way to answer all at once.

    `partner` is the code of the organisation that an answer is about; `more` see `MORE`.
    """
    desk.term("consent_use", use)
    desk.term("consent_answer", answer)
    row = desk.store.new_id()
    said = [
        say(row, "consent.case", desk.find(("case",), case)),
        say(row, "consent.use", use),
        say(row, "consent.answer", answer),
        say(row, "consent.asked_on", desk.today.isoformat()),
    ]
    if person is not None:
        said.append(say(row, "consent.person", desk.find(("person",), person)))
    if partner is not None:
        said.append(say(row, "consent.partner", desk.find(("organisation",), partner)))
    said += [say(row, f"consent.{short}", _term(desk, short, text)) for short, text in _more(more)]
    desk.say(said)
    return ConsentSaid(case=case, person=person, use=use, answer=answer)


@verb(needs="amend", saves=True)
def withdraw_consent(desk: Desk, *, case: str, person: str | None = None) -> int:
    """Withdraw every consent given in a case, or by one person in it; dated, effective at once."""
    uid = desk.find(("case",), case)
    who = None if person is None else desk.view.record(desk.find(("person",), person), shut=True)
    day = desk.today.isoformat()
    said = []
    for link in desk.view.referring(uid, "consent.case"):
        record = desk.view.record(link.subject)
        if record is None or record.get("consent.withdrawn_on") is not None:
            continue
        if who is None or _person(desk, record) == who:
            said.append(say(link.subject, "consent.withdrawn_on", day))
    desk.say(said)
    return len(said)


def _more(more: Mapping[str, str] | None) -> list[tuple[str, str]]:
    return [(short, text) for short, text in (more or {}).items() if short in MORE and text]


def _term(desk: Desk, short: str, text: str) -> str:
    """The text, which is one of the words where there is a list of them."""
    vocabulary = desk.schema.property(f"consent.{short}").vocabulary
    return text if vocabulary is None else desk.term(vocabulary, text)


def _person(desk: Desk, consent: Record) -> Record | None:
    """Whose answer it is: the whole record, where several were judged to be one person."""
    person = consent.get("consent.person")
    return desk.record_of(person, shut=True)
