"""Cases: recorded from four things; restricted, and let back."""

import json
import sys
from typing import ClassVar

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.choices import choose
from kuager.cli.commands import argument, command, group
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, tell, warn
from kuager.cli.seat import seat
from kuager.cli.streams import is_terminal, write_error
from kuager.verbs.desk import Desk
from kuager.verbs.records import FirstRecord, record_case, reopen_case, restrict_case

case = group("case", about=N_("Cases: record one, take one out of everything, let it back."))
FIELDS = ("story", "when_where", "how_known")
OPTIONAL = ("may_keep", "language")
KEEP_ANSWERS = ("not-asked", "yes", "no")


class NotAFirstRecordError(KuagerError):
    """Standard input does not hold the four things as JSON."""

    code: ClassVar[str] = "not-a-first-record"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Standard input must hold one JSON object with story, when_where, how_known and may_keep. "
        "Nothing was saved."
    )


@command("record", of=case)
def record(call: Call) -> None:
    """Record a case from four things, typed when asked.

    The story as told; when and where, as said; how we know; and what the person said we may do, or
    not asked yet. A script gives them as one JSON object on standard input: story, when_where,
    how_known, may_keep.
    """
    with seat(call) as desk:
        first = _asked(call, desk) if is_terminal(sys.stdin) else _read(call)
        made = record_case(desk, first=first)
    answer(call, {"code": made.code, "id": made.id})
    tell(call, N_("Recorded as {code}. See it: kuager show {code}"), code=made.code)
    if first.may_keep == "no":
        warn(
            call,
            N_(
                "The person said no: nothing of this may be used. Erase it when it is not needed "
                "for the person's own safety: kuager erase {code} --reason {reason}"
            ),
            code=made.code,
            reason="never-consented",
        )


def _may_keep(call: Call, desk: Desk) -> str:
    """What the person answered, in the words of the list of answers."""
    write_error(call.say(N_("What did the person say: may we keep this?")))
    answers = desk.schema.vocabularies["consent_answer"]
    return choose(call, {term: answers.label(term, call.language) for term in KEEP_ANSWERS})


def _asked(call: Call, desk: Desk) -> FirstRecord:
    return FirstRecord(
        story=ask.content(call, N_("The story, as told:")),
        when_where=ask.line(call, N_("When and where, as said:")),
        how_known=ask.line(call, N_("How do we know?")),
        may_keep=_may_keep(call, desk),
    )


def _read(call: Call) -> FirstRecord:
    """The four things as JSON; what is not known is refused, so that nothing is lost unseen."""
    try:
        given = json.loads(ask.content(call, N_("The story, as told:")))
    except ValueError:
        raise NotAFirstRecordError from None
    if not isinstance(given, dict) or not set(given) <= {*FIELDS, *OPTIONAL}:
        raise NotAFirstRecordError
    if not all(isinstance(given.get(name, ""), str) for name in (*FIELDS, *OPTIONAL)):
        raise NotAFirstRecordError
    return FirstRecord(
        **{name: given.get(name, "") for name in FIELDS},
        may_keep=given.get("may_keep", "not-asked"),
        language=given.get("language"),
    )


@command("restrict", of=case)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the case."))
def restrict(call: Call, *, code: str) -> None:
    """Take a case out of every list, count and output at once. Nothing is deleted."""
    with seat(call) as desk:
        answer(call, {"code": restrict_case(desk, code=code).code, "restricted": True})
    tell(
        call,
        N_("{code} is out of every list, count and output. Let it back: kuager case reopen {code}"),
        code=code,
    )


@command("reopen", of=case)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the case."))
def reopen(call: Call, *, code: str) -> None:
    """Let a restricted case back into lists, counts and outputs."""
    with seat(call) as desk:
        answer(call, {"code": reopen_case(desk, code=code).code, "restricted": False})
    tell(call, N_("{code} is in lists, counts and outputs again."), code=code)


COMMANDS = (case,)
