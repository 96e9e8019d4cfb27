"""Editions on the command line: what was sent, laid beside each other, and where a story went."""

from kuager import N_
from kuager.cli.cases import case
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, day_in_words, in_language, record, table, tell, term_in_words
from kuager.cli.register import register
from kuager.cli.seat import seat
from kuager.verbs.editions import (
    compare_editions,
    list_editions,
    show_edition,
)
from kuager.verbs.going_out import recall_release, where_told

edition = group("edition", about=N_("Editions: documents as they were sent, kept whole."))
_SHOWN = 200


@command("list", of=edition)
@option("--report", type=ID, default=None, metavar=N_("CODE"), help=N_("Only of this document."))
def list_all(call: Call, *, report: str | None) -> None:
    """List the editions, the newest first."""
    with seat(call) as desk:
        found, schema = list_editions(desk, report=report or ""), desk.schema
    answer(call, found)
    heads = [N_("Code"), N_("Kind"), N_("Period"), N_("Language"), N_("Status"), N_("Sent on")]
    rows = [
        [
            one.code,
            term_in_words(call, schema, "edition_kind", one.kind),
            day_in_words(call, one.period),
            one.language,
            term_in_words(call, schema, "edition_status", one.status),
            day_in_words(call, one.sent_on),
        ]
        for one in found
    ]
    table(call, heads, rows)


@command("show", of=edition)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of an edition: ED-3."))
def show(call: Call, *, code: str) -> None:
    """Show an edition: its words as they were sent, its releases, consents and fingerprints."""
    with seat(call) as desk:
        found = show_edition(desk, code=code)
    answer(call, found)
    brief = found.brief
    record(
        call,
        {
            N_("Title"): in_language(call, brief.titles),
            N_("Document"): brief.report,
            N_("Sent on"): day_in_words(call, brief.sent_on),
            N_("Sent to"): ", ".join(brief.sent_to) or None,
            N_("Prepared by"): found.prepared_by,
            N_("Signed off by"): brief.signed_off_by,
            N_("Words"): found.words,
            N_("Releases"): ", ".join(code for code, _ in found.releases) or None,
            N_("Consents"): len(found.consents),
            N_("Figures"): ", ".join(found.figures) or None,
        },
    )
    table(
        call,
        [N_("Place"), N_("Words"), N_("Stands behind it")],
        [
            [block.place, _short(block.text), ", ".join(code for _, code in block.drawn_from)]
            for block in found.blocks
        ],
    )


@command("compare", of=edition)
@argument("first", type=ID, metavar=N_("CODE"), help=N_("The earlier edition."))
@argument("second", type=ID, metavar=N_("CODE"), help=N_("The later edition."))
def compare(call: Call, *, first: str, second: str) -> None:
    """Show what was added, taken out or worded otherwise between two editions."""
    with seat(call) as desk:
        found = compare_editions(desk, first=first, second=second)
    answer(call, found)
    if len(found) == 0:
        tell(call, N_("The two editions say the same."))
    for change in found:
        tell(call, "{place} {piece}", place=change.place, piece=change.piece)
        if change.before is not None:
            tell(call, "− {text}", text=change.before)
        if change.after is not None:
            tell(call, "+ {text}", text=change.after)


@command("told", of=case)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a case."))
def told(call: Call, *, code: str) -> None:
    """List where the story of a case went: every release, to whom, and whether it was called back.

    To be read when somebody withdraws consent: what left stays outside, but the person is told.
    """
    with seat(call) as desk:
        found, schema = where_told(desk, case=code), desk.schema
    answer(call, found)
    if len(found) == 0:
        tell(call, N_("Nothing of {code} has left the house in a document."), code=code)
        return
    rows = [
        [
            one.release,
            one.edition,
            term_in_words(call, schema, "edition_kind", one.kind),
            day_in_words(call, one.released_on),
            ", ".join(one.recipients)
            or ", ".join(term_in_words(call, schema, "audience", a) for a in one.audience)
            or None,
            term_in_words(call, schema, "recall_result", one.result),
        ]
        for one in found
    ]
    heads = [
        N_("Release"),
        N_("Edition"),
        N_("Kind"),
        N_("Day"),
        N_("To whom"),
        N_("Called back"),
    ]
    table(call, heads, rows)


@command("recall", of=register)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a release: R-7."))
@option(
    "--result",
    type=ID,
    required=True,
    metavar=N_("WORD"),
    help=N_("asked, removed, recalled, partly, refused or cannot."),
)
def recall(call: Call, *, code: str, result: str) -> None:
    """Enter that a copy was asked back, and what came of it."""
    with seat(call) as desk:
        recall_release(desk, code=code, result=result)
    answer(call, {"release": code, "result": result})
    tell(call, N_("Saved."))


def _short(text: str) -> str:
    """On one line, and not too long for a table."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


COMMANDS = (edition,)
