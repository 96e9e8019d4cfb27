"""Proving: that the vault is whole, and that one statement was signed."""

import json
import re
from pathlib import Path
from typing import ClassVar, Final

from kuager import N_, KuagerError
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.seat import at_work, seat
from kuager.cli.streams import write_output
from kuager.model.statement import EntryId, StatementId, statement_id
from kuager.verbs.meanings import DAMAGE
from kuager.verbs.papers import write_paper
from kuager.verbs.proofs import prove_statement
from kuager.verbs.values import Verified
from kuager.verbs.vaults import verify_vault

UNSOUND: Final = 4
_SHOWN: Final = 30
_PLACE: Final = re.compile(r"([0-9a-f]{64}):(\d{1,5})")


class NotAStatementError(KuagerError):
    """What should name a statement does not."""

    code: ClassVar[str] = "not-a-statement"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This names no statement. Take it from: kuager show CODE --history. Nothing was changed."
    )


@command("verify")
def verify(call: Call) -> int:
    """Prove that the vault is whole: every signature, chain, table, index and sealed file.

    Everything is computed anew from the log and compared. The exit code is 0 only if all of it
    fits; else what is damaged is named.
    """
    with seat(call, is_settled=False) as desk, at_work(call, desk, N_("Proving the vault")):
        found = verify_vault(desk)
    answer(call, _plain(found))
    if found.sound:
        tell(call, N_("The vault is sound."))
        record(call, _counts(found))
        return 0
    tell(call, N_("The vault is not sound. Nothing was changed."))
    table(call, [N_("What"), N_("What is wrong")], found.findings[:_SHOWN])
    if len(found.findings) > _SHOWN:
        tell(call, N_("… and {count} more."), count=len(found.findings) - _SHOWN)
    for beginnings, advice in DAMAGE:
        if any(finding.object.startswith(beginnings) for finding in found.findings):
            tell(call, advice)
    return UNSOUND


def _counts(found: Verified) -> dict[str, object]:
    return {
        N_("Entries in the log"): found.entries,
        N_("Statements"): found.statements,
        N_("Records"): found.entities,
        N_("Evidence files"): found.blobs,
        N_("Erased statements"): found.erased_leaves,
    }


def _plain(found: Verified) -> dict[str, object]:
    return {
        "sound": found.sound,
        "findings": [{"object": f.object, "problem": f.problem} for f in found.findings],
        "entries": found.entries,
        "statements": found.statements,
        "records": found.entities,
        "evidence_files": found.blobs,
        "erased_statements": found.erased_leaves,
        "waiting_entries": found.waiting_entries,
    }


@command("prove")
@argument(
    "statement", type=ID, metavar=N_("STATEMENT"), help=N_("As kuager show --history shows it.")
)
@option("--to", type=FILE, metavar=N_("FILE"), help=N_("Write the proof into a new file."))
def prove(call: Call, *, statement: str, to: Path | None) -> None:
    """Show one statement with the proof that it was signed, and nothing else of the record.

    Anybody can check the proof with the reader in docs/spec/read_log.py, without Kuager.
    """
    with seat(call, is_raw=to is None) as desk:
        proof = prove_statement(desk, statement=read_place(statement))
        if to is not None:
            write_paper(to, proof.text())
    answer(call, json.loads(proof.text()))
    if to is not None:
        tell(call, N_("The proof is written: {file} ({size} bytes)"), file=str(to), size=proof.size)
    elif not call.is_json:
        write_output(proof.text())


def read_place(text: str) -> StatementId:
    """The statement that ENTRY:INDEX names. Raises NotAStatementError."""
    match = _PLACE.fullmatch(text.strip().lower())
    if match is None:
        raise NotAStatementError
    return statement_id(EntryId(bytes.fromhex(match[1])), int(match[2]))


COMMANDS = (verify, prove)
