"""Consent: one answer at a time, and its withdrawal."""

from kuager import N_
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, tell
from kuager.cli.seat import seat
from kuager.verbs.consents import record_consent, withdraw_consent

consent = group("consent", about=N_("Consent: record one answer, or withdraw what was given."))
PERSON = option("--person", type=ID, metavar=N_("CODE"), help=N_("The code of the person."))


@command("record", of=consent)
@argument("case", type=ID, metavar=N_("CASE"), help=N_("The code of the case."))
@argument("use", type=ID, metavar=N_("USE"), help=N_("What was asked about: a word of its list."))
@argument("given", type=ID, metavar=N_("ANSWER"), help=N_("What was answered: yes, no, …"))
@PERSON
def record(call: Call, *, case: str, use: str, given: str, person: str | None) -> None:
    """Record what a person answered about one use. There is no way to answer all at once.

    A wrong word is answered with the whole list of uses or answers.
    """
    with seat(call) as desk:
        said = record_consent(desk, case=case, use=use, answer=given, person=person)
        uses, answers = (
            desk.schema.vocabularies["consent_use"],
            desk.schema.vocabularies["consent_answer"],
        )
    answer(call, said)
    tell(
        call,
        N_("{case}: “{use}” is recorded as “{answer}”."),
        case=case,
        use=uses.label(use, call.language),
        answer=answers.label(given, call.language),
    )


@command("withdraw", of=consent)
@argument("case", type=ID, metavar=N_("CASE"), help=N_("The code of the case."))
@PERSON
def withdraw(call: Call, *, case: str, person: str | None) -> None:
    """Withdraw every consent given in a case, or by one person in it: dated, effective at once."""
    with seat(call) as desk:
        count = withdraw_consent(desk, case=case, person=person)
    answer(call, {"case": case, "person": person, "withdrawn": count})
    tell(
        call,
        N_("{count} answers are withdrawn as of today. What was sent is out of our hands."),
        count=count,
    )
    tell(call, N_("Where the story went: kuager case told {case}"), case=case)
    tell(
        call, N_("To take the whole case out of everything: kuager case restrict {case}"), case=case
    )


COMMANDS = (consent,)
