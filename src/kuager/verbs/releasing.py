"""Letting a table out: what passes is given, and entered in the register, in one change.

The numbers are weighed anew inside the change that enters them, so that nothing can come between
the check and the entry, and nothing leaves that the register does not know.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.exporters.csv_list import write_csv
from kuager.model.published import AT_LEAST, TOTAL, PublishedCell, PublishedTable, Rule
from kuager.model.question import Question
from kuager.model.statement import Statement, say
from kuager.vault.files import write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.gate import Weighed, table_use, weigh
from kuager.verbs.gate_rule import rounding_in_text, rule_text
from kuager.verbs.papers import refuse_taken

_COLUMNS = ("number", "from", "to", "mark", "rule")


class ExposingTableError(KuagerError):
    """A table that would give somebody away together with what was published before."""

    code = "table-exposes"
    exit_code = 9
    text = N_(
        "This table stays in the house: together with {releases} one could compute a number that "
        "is held back. Nothing went out. “kuager table weigh” says which, and what would pass."
    )


class NothingPassesError(KuagerError):
    """A table of which no number may leave."""

    code = "nothing-passes"
    exit_code = 9
    text = N_(
        "No number of this table may leave: nobody may be counted outside yet, or each number is "
        "so small that it could point at a person. Nothing went out."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTable:
    """A table that left: its numbers, its place in the register, and the same as a CSV file."""

    code: str
    published: PublishedTable
    rule: Rule
    left_out: int
    data: bytes = field(repr=False)

    @property
    def plain(self) -> dict[str, object]:
        """What a program may read of it."""
        return {"release": self.code, "table": self.published.text(), "left_out": self.left_out}


@verb(needs="keep", saves=True)
def release_table(
    desk: Desk,
    *,
    question: Question,
    use: str = "publication",
    rounding: int | None = None,
    merge: str = "",
    recipients: tuple[str, ...] = (),
    audience: tuple[str, ...] = (),
) -> ReleasedTable:
    """Let out of a table what may leave, and enter it in the register; refused if nothing may.

    `recipients` are codes of organisations, `audience` words of that list. Raises
    ExposingTableError, NothingPassesError.
    """
    weighed = weigh(desk, question, use=table_use(use), rounding=rounding, merge=merge)
    if not weighed.may_leave:
        raise ExposingTableError(releases=", ".join(weighed.behind) or weighed.published.unit)
    if not weighed.passing:
        raise NothingPassesError
    data = table_file(weighed.published, rule_text(weighed.rule), practice=weighed.practice)
    code = desk.next_code("release", "R")
    said = table_entry(desk, weighed, code, sha256(data).hexdigest())
    uid = said[0].subject
    said += [
        say(uid, "release.recipient", desk.find(("organisation",), name)) for name in recipients
    ]
    said += [say(uid, "release.audience", desk.term("audience", term)) for term in audience]
    desk.say(said)
    return ReleasedTable(
        code=code,
        published=weighed.published,
        rule=weighed.rule,
        left_out=sum(weighed.left_out.values()),
        data=data,
    )


def table_entry(desk: Desk, weighed: Weighed, code: str, digest: str) -> list[Statement]:
    """What the register keeps: the question, the numbers that left, the rule; no record."""
    made = desk.store.new_id()
    base = weighed.published.cells.get((TOTAL,) * len(weighed.published.axes))
    told = base.low if base is not None and base.low == base.high else None
    basis = "practice" if desk.practice else "figures-only"
    return [
        say(made, "release.code", code),
        say(made, "release.form", "table"),
        say(made, "release.use", weighed.use),
        say(made, "release.basis", basis),
        say(made, "release.released_on", desk.today.isoformat()),
        say(made, "release.released_by", desk.member),
        *([say(made, "release.rows", told)] if told is not None else []),
        say(made, "release.withheld", sum(weighed.left_out.values())),
        say(made, "release.query", weighed.table.question.text()),
        say(made, "release.table", weighed.published.text()),
        say(made, "release.rule", rule_text(weighed.rule)),
        say(made, "release.digest", digest),
        say(made, "release.practice", desk.practice),
    ]


def table_file(published: PublishedTable, rule: str, *, practice: bool) -> bytes:
    """A published table as CSV: a column for each dimension, `*` for all; held back is empty."""
    mark = ["yes"] if practice else []
    header = ["practice"] * len(mark) + [axis.name for axis in published.axes]
    cells = published.cells
    keys = product(*((*axis.categories, TOTAL) for axis in published.axes))
    base, at_least = rounding_in_text(rule), published.unit in AT_LEAST
    rows = (
        [*mark, *key, *_numbers(cells[key], base, at_least=at_least), cells[key].mark, rule]
        for key in keys
        if key in cells
    )
    return b"".join(write_csv([*header, *_COLUMNS], rows))


def told_number(cell: PublishedCell, base: int | None) -> int | None:
    """The number that stood in a cell: exact, or the multiple to which it was rounded."""
    if cell.mark == "suppressed":
        return None
    if cell.mark == "rounded" and base is not None and cell.high is not None:
        return cell.high - base + 1
    return cell.low if cell.low == cell.high else None


def _numbers(cell: PublishedCell, base: int | None, *, at_least: bool) -> list[int | None]:
    if cell.mark == "suppressed":
        return [None, None, None]
    if at_least and cell.mark != "rounded":
        return [None, cell.low, None]
    return [told_number(cell, base), cell.low, cell.high]


def write_released(to: Path, released: ReleasedTable) -> None:
    """Write a released table into a new file. It was entered before: no file without an entry."""
    refuse_taken(to)
    write_replacing(to, released.data)
