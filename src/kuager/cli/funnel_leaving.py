"""What may leave of a funnel, on the command line: weighed as a table, and let out as one."""

from pathlib import Path
from typing import Any

from kuager import N_
from kuager.cli.commands import Command, command, option
from kuager.cli.funnels import funnel_asked, funnel_options
from kuager.cli.gate import RECIPIENTS, TO_FILE, USE, WEIGHING, show_released, show_weighed
from kuager.cli.options import Call
from kuager.cli.questions import table_group
from kuager.cli.seat import at_work, seat
from kuager.model.question import Question
from kuager.verbs.desk import Desk
from kuager.verbs.funnel_tables import ask_funnel_as_table
from kuager.verbs.gate import weigh_table
from kuager.verbs.mends import mends_for
from kuager.verbs.papers import refuse_taken
from kuager.verbs.releasing import release_table, write_released

MOTIVE = option("--motive", is_flag=True, help=N_("How far the motive came, not the matter."))


@command("weigh-funnel", of=table_group)
@funnel_options
@MOTIVE
@USE
def weigh_funnel(call: Call, *, use: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Say which numbers of the way to justice may leave the house, and why not the others.

    They leave as a table: who stands at each stage, and what came of them. Nothing leaves by this.
    """
    with seat(call) as desk, at_work(call, desk, WEIGHING):
        found = weigh_table(desk, question=_as_table(desk, given), use=use)
        mends, schema = mends_for(desk, found), desk.schema
    show_weighed(call, schema, found, mends)


@command("release-funnel", of=table_group)
@funnel_options
@MOTIVE
@USE
@TO_FILE
@RECIPIENTS
def release_funnel(
    call: Call,
    *,
    use: str,
    path: Path,
    recipients: tuple[str, ...],
    **given: Any,  # noqa: ANN401 - what the options of a funnel hold
) -> None:
    """Let out what may leave of the way to justice, as a CSV file, and enter it in the register.

    How many reached a stage is the sum from there on. Once it is out, it cannot be called back.
    """
    with seat(call) as desk, at_work(call, desk, WEIGHING):
        refuse_taken(path)
        question = _as_table(desk, given)
        found = release_table(desk, question=question, use=use, recipients=recipients)
        write_released(path, found)
    show_released(call, found, path)


def _as_table(desk: Desk, given: dict[str, Any]) -> Question:
    """The table that tells the funnel that the options ask for."""
    return ask_funnel_as_table(
        desk,
        question=funnel_asked(desk, given),
        article=given["article"] or "",
        kind="bias" if given["motive"] else "justice",
    )


COMMANDS: tuple[Command, ...] = ()
"""Both stand under `kuager table`."""
