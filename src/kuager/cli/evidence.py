"""Evidence files: sealed as they are read, given out in clear only when asked."""

from pathlib import Path

from kuager import N_
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, tell
from kuager.cli.seat import at_work, seat
from kuager.verbs.evidence import add_evidence, give_out_evidence
from kuager.verbs.papers import refuse_taken

evidence = group("evidence", about=N_("Evidence files: seal one, give one out."))


@command("add", of=evidence)
@argument("file", type=FILE, metavar=N_("FILE"), help=N_("The file to seal."))
@option("--case", type=ID, metavar=N_("CODE"), help=N_("The case it belongs to."))
def add(call: Call, *, file: Path, case: str | None) -> None:
    """Seal a file as evidence. Nothing of it is written in clear anywhere.

    Its digest and its name lie inside the seal, so that nobody can tell from outside which file it
    is.
    """
    with seat(call) as desk, at_work(call, desk, N_("Sealing the file")):
        kept = add_evidence(desk, file=file, case=case)
    answer(call, kept)
    tell(call, N_("Sealed as {code} ({size} bytes)."), code=kept.code, size=kept.size)
    tell(
        call,
        N_("The original still lies open where it was, for anyone to read: {file}"),
        file=str(file),
    )


@command("give", of=evidence)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the evidence."))
@option("--to", type=FILE, required=True, metavar=N_("FILE"), help=N_("A new file."))
def give(call: Call, *, code: str, to: Path) -> None:
    """Write an evidence file out in clear, after every byte of it was proved."""
    with seat(call) as desk, at_work(call, desk, N_("Opening the file")):
        refuse_taken(to)
        given = give_out_evidence(desk, code=code, to=to)
    answer(call, given)
    tell(
        call,
        N_("{code} now lies open, for anyone to read: {file} ({size} bytes)"),
        code=code,
        file=str(to),
        size=given.size,
    )


COMMANDS = (evidence,)
