"""Erasing: seen first, confirmed by typing the code, carried out when the time has passed."""

from itertools import groupby
from typing import ClassVar

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, table, tell, warn
from kuager.cli.readings import Reader
from kuager.cli.seat import at_work, seat
from kuager.lang import date_words
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import (
    Erased,
    ErasureSeen,
    carry_out_erasure,
    hold_erasure,
    preview_erasure,
    release_erasure,
    request_erasure,
)


class WhatToEraseError(KuagerError):
    """Not one thing was named: a record to erase, or an erasure to carry out, hold or release."""

    code: ClassVar[str] = "what-to-erase"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Name either a record and --reason, or the code of an erasure that waits with one of "
        "--now, --hold, --release. Nothing was changed."
    )


@command("erase")
@argument(
    "code", type=ID, required=False, metavar=N_("CODE"), help=N_("A case, an event or a person.")
)
@option("--identity-only", is_flag=True, help=N_("Only who the person is; what happened stays."))
@option("--reason", type=ID, metavar=N_("WORD"), help=N_("Why: a word of its list."))
@option("--now", "erasure", type=ID, metavar=N_("ERASURE"), help=N_("Carry out what waits."))
@option("--hold", type=ID, metavar=N_("ERASURE"), help=N_("Stop what waits; it stays hidden."))
@option("--release", type=ID, metavar=N_("ERASURE"), help=N_("Let what is on hold wait again."))
@option(
    "--sooner", type=ID, metavar=N_("WORD"), help=N_("Why not wait 72 hours: a word of its list.")
)
def erase(
    call: Call,
    *,
    code: str | None,
    identity_only: bool,
    reason: str | None,
    erasure: str | None,
    hold: str | None,
    release: str | None,
    sooner: str | None,
) -> None:
    """Erase a case, or only who a person is, for good.

    First it shows what goes and what stays, then it wants the code typed. From then on the record
    is hidden everywhere. After 72 hours it is carried out with --now; sooner only with a reason.
    What was sent, and old copies of the vault, are not reached.
    """
    named = [one for one in (code, erasure, hold, release) if one is not None]
    if len(named) != 1 or (code is not None and reason is None):
        raise WhatToEraseError
    with seat(call) as desk:
        if erasure is not None:
            _carry_out(call, desk, erasure, sooner)
        elif hold is not None:
            _hold(call, desk, hold)
        elif release is not None:
            _release(call, desk, release)
        elif code is not None and reason is not None:
            _request(call, desk, code, reason, identity_only=identity_only)


def _request(call: Call, desk: Desk, code: str, reason: str, *, identity_only: bool) -> None:
    desk.term("erasure_reason", reason)
    seen = preview_erasure(desk, code=code, identity_only=identity_only)
    _show_plan(call, desk, seen)
    _warn_of_the_law(call, code)
    ask.typed_back(
        call,
        N_("Nothing is erased yet. To ask for it and hide {code} from now on, type its code:"),
        expected=code,
        code=code,
    )
    asked = request_erasure(desk, code=code, reason=reason, identity_only=identity_only)
    answer(call, asked)
    tell(
        call,
        N_("The erasure {erasure} is asked for. {code} is hidden from now on."),
        erasure=asked.code,
        code=code,
    )
    tell(
        call,
        N_("After {until} it can be erased for good: kuager erase --now {erasure}"),
        until=date_words(asked.until, call.language),
        erasure=asked.code,
    )


def _show_plan(call: Call, desk: Desk, seen: ErasureSeen) -> None:
    """What goes and what stays; the same words whoever asks."""
    reader = Reader(call, desk.schema, {})
    if seen.identity_only:
        tell(
            call, N_("Only who this person is would be erased: name, contacts, and all free text.")
        )
    tell(call, N_("This would be erased, and nobody could bring it back:"))
    for kind, codes in groupby(sorted(seen.going), key=lambda one: one[0]):
        listed = ", ".join(code for _, code in codes)
        tell(call, "  {type}: {codes}", type=reader.type_label(kind), codes=listed)
    tell(
        call,
        N_("Statements in all: {statements}. Evidence files: {files}."),
        statements=seen.statements,
        files=seen.files,
    )
    if len(seen.staying) > 0:
        tell(call, N_("This stays, because another case holds it too:"))
        table(call, [N_("Code"), N_("Held by")], seen.staying)
    if len(seen.imports) > 0:
        tell(
            call,
            N_("The files it was imported from still hold it, wherever they lie: {codes}."),
            codes=", ".join(seen.imports),
        )
    if seen.editions > 0:
        tell(
            call,
            N_(
                "{count} paragraphs and notes of documents kept here go with it; what was sent "
                "stays outside."
            ),
            count=seen.editions,
        )
    if len(seen.figures) > 0:
        tell(
            call,
            N_("Figures that stay, and whose lists forget it: {codes}"),
            codes=", ".join(seen.figures),
        )
    _say_backups(call, seen.backups)


def _say_backups(call: Call, backups: tuple[str, ...]) -> None:
    if len(backups) > 0:
        tell(
            call,
            N_(
                "Backups that still hold it: {codes}. Destroy them or make them anew; where the "
                "keyring lies apart, replacing that small file is enough."
            ),
            codes=", ".join(backups),
        )
    else:
        tell(call, N_("No backup that was made with Kuager holds it. Think of other copies."))


def _warn_of_the_law(call: Call, code: str) -> None:
    warn(
        call,
        N_(
            "If police, a prosecutor or a court look into this already, or soon may, deleting it "
            "can be a crime, for you and for others. Ask a lawyer first. To take it out of "
            "everything without deleting: kuager case restrict {code}"
        ),
        code=code,
    )


def _carry_out(call: Call, desk: Desk, erasure: str, sooner: str | None) -> None:
    if sooner is not None:
        desk.term("erasure_sooner", sooner)
    ask.typed_back(
        call,
        N_("What {erasure} names will be gone for good. To erase it now, type {erasure}:"),
        expected=erasure,
        erasure=erasure,
    )
    with at_work(call, desk, N_("Erasing")):
        done = carry_out_erasure(desk, code=erasure, sooner=sooner)
    answer(call, done)
    _say_erased(call, done)


def _hold(call: Call, desk: Desk, erasure: str) -> None:
    hold_erasure(desk, code=erasure)
    answer(call, {"code": erasure, "held": True})
    tell(
        call,
        N_("{code} is on hold: nothing is erased. To let it go on: kuager erase --release {code}"),
        code=erasure,
    )


def _release(call: Call, desk: Desk, erasure: str) -> None:
    release_erasure(desk, code=erasure)
    answer(call, {"code": erasure, "held": False})
    tell(call, N_("{code} waits again. Carry it out: kuager erase --now {code}"), code=erasure)


def _say_erased(call: Call, done: Erased) -> None:
    tell(
        call,
        N_("Erased. Statements: {statements}. Evidence files: {files}. Their keys are destroyed."),
        statements=done.statements,
        files=done.files,
    )
    tell(
        call,
        N_("The log keeps that something was erased, when and by whom; nothing of what it was."),
    )
    _say_backups(call, done.backups)


COMMANDS = (erase,)
