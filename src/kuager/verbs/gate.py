"""The gate: which numbers of a table may leave the house, why the others may not, what to do.

It protects people, never institutions. What leaves counts only records whose people agreed to
statistics, and only what surely lies in the period; the house itself sees everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Final, Literal, NamedTuple, get_args

from kuager import N_, KuagerError
from kuager.model.consent import Use
from kuager.model.protection import Exposure, OpenTable, Protected
from kuager.model.published import PublishedCell, PublishedTable, Rule, parts_of
from kuager.model.question import Question
from kuager.model.table import Key, Table
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.gate_attack import examine_with
from kuager.verbs.gate_counting import Counted, Free, is_sensitive, opened
from kuager.verbs.gate_rule import rule_in_force, rule_text
from kuager.verbs.merging import merged
from kuager.verbs.published_choice import chosen_words
from kuager.verbs.register import Registered, standing

Verdict = Literal["exact", "institution", "single", "held", "held-with-it", "rounded"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""In the order in which they are explained."""
PASSES: Final = frozenset({"exact", "institution", "single", "rounded"})


class UnknownUseError(KuagerError):
    """A use for which no table is made."""

    code = "unknown-table-use"
    exit_code = 2
    text = N_("A table is made for one of these uses: {known}. Nothing was counted.")


QUICK: Final = 120
"""So many cells, totals included, are weighed while a page loads."""
TABLE_USES: Final[tuple[Use, ...]] = ("publication", "un-public", "un-confidential")
"""For whom a table is made; it decides what may be published singly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedCell:
    """One cell: its number in the house, what a reader gets, and why."""

    key: Key
    number: int
    verdict: Verdict
    why: str
    told: PublishedCell

    @property
    def passes(self) -> bool:
        """Whether anything of it leaves."""
        return self.verdict in PASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A table as it may leave today.

    `table` counts what may be counted outside; `base` is what the house counts, `left_out` what
    of it stays because of consent, by the reason; `possibly` what may lie in the period and is
    not in any number that leaves. `exposed` is what could be computed from the table together
    with all that was published before: then nothing of it leaves. `again` is the release that
    told the same already.
    """

    question: Question
    use: Use
    rule: Rule
    merge: str
    table: Table
    published: PublishedTable
    cells: Mapping[Key, WeighedCell]
    base: int
    possibly: int
    left_out: Mapping[str, int]
    exposed: tuple[Exposure, ...]
    behind: tuple[str, ...]
    again: str
    practice: bool

    @property
    def may_leave(self) -> bool:
        """Whether the table may leave as it is published here."""
        return not self.exposed

    @property
    def passing(self) -> int:
        """How many cells pass; none, if nothing at all may be counted outside."""
        return (
            0
            if self.exposed or not self.table.base.at_least
            else sum(cell.passes for cell in self.cells.values())
        )

    @property
    def held(self) -> tuple[WeighedCell, ...]:
        """The cells that are held back."""
        return tuple(cell for cell in self.cells.values() if not cell.passes)

    def count(self, verdict: Verdict) -> int:
        """How many cells have a verdict."""
        return sum(cell.verdict == verdict for cell in self.cells.values())


@verb(needs="read")
def weigh_table(
    desk: Desk,
    *,
    question: Question,
    use: str = "publication",
    rounding: int | None = None,
    merge: str = "",
) -> Weighed:
    """Say of every number of a table whether it may leave, and why; nothing leaves by this.

    `merge` names small categories that are told as one (`verbs/merging.py`).
    """
    return weigh(desk, question, use=table_use(use), rounding=rounding, merge=merge)


def is_large(table: Table, *, quick: int = QUICK) -> bool:
    """Whether weighing a table may take longer than a person waits for a page.

    `quick` is the number of cells up to which it is not.
    """
    return prod(len(axis.categories) + 1 for axis in table.axes) > quick


def table_use(use: str) -> Use:
    """The use, if tables are made for it. Raises UnknownUseError."""
    for known in TABLE_USES:
        if known == use:
            return known
    raise UnknownUseError(known=", ".join(TABLE_USES))


def weigh(
    desk: Desk,
    question: Question,
    *,
    use: Use,
    rounding: int | None,
    merge: str = "",
    beside: tuple[Registered, ...] = (),
) -> Weighed:
    """As `weigh_table`, for those who then act on it in the same change.

    `beside` are tables that its reader will have before him as well, though none of them left yet:
    those before it in one document. What was found is kept until any record changes: a large table
    takes its time.
    """
    near = tuple(one.table.text() for one in beside)
    key = ("weighed", question.text(), use, rounding, merge, near, desk.today)
    kept = desk.store.projector.kept
    asked = _Asked(question, use, rounding, merge, beside)
    return kept.get(key, desk.schema.types, lambda: _weigh(desk, asked))


class _Asked(NamedTuple):
    """What is weighed."""

    question: Question
    use: Use
    rounding: int | None
    merge: str
    beside: tuple[Registered, ...]


def _weigh(desk: Desk, wanted: _Asked) -> Weighed:
    question, use, rounding, merge, beside = wanted
    asked = replace(question, sure=True)
    counted = Counted.of(desk, asked)
    sensitive = is_sensitive(desk, counted.table)
    rule = rule_in_force(desk, sensitive=sensitive, rounding=rounding)
    table, free = opened(desk, counted, use=use, rule=rule)
    table = merged(table, merge) if merge else table
    earlier = [*standing(desk), *beside]
    found = examine_with(desk, table, _blank(desk, asked, table), earlier, rule)
    again = _told_before(earlier, asked, rule, found.protected, table)
    published = again.table if again else found.table
    exposed = () if again else found.exposures
    return Weighed(
        question=question,
        use=use,
        rule=rule,
        merge=merge,
        table=counted.table,
        published=published,
        cells=_cells(table, published, found.protected, free),
        base=counted.whole.base.sure,
        possibly=counted.whole.base.possibly,
        left_out=counted.left_out,
        exposed=exposed,
        behind=_behind(earlier, exposed),
        again=again.code if again else "",
        practice=desk.practice,
    )


def _blank(desk: Desk, question: Question, table: OpenTable) -> PublishedTable:
    """What a table counts, without a number yet."""
    return PublishedTable(
        unit=question.unit,
        clock=question.clock,
        first=question.first,
        last=question.last,
        axes=table.axes,
        cells={},
        as_of=desk.today,
        where=chosen_words(question, desk.schema),
    )


def _told_before(
    earlier: Sequence[Registered],
    question: Question,
    rule: Rule,
    protected: Protected,
    table: OpenTable,
) -> Registered | None:
    """The last release of the same question and rule, if all that it told may be told today."""
    wanted = question.text()
    for one in reversed(earlier):
        same = one.query == wanted and one.rule == rule_text(rule) and not one.typed_in
        if same and _still_holds(one.table, protected, table):
            return one
    return None


def _still_holds(told: PublishedTable, protected: Protected, table: OpenTable) -> bool:
    """Whether each number that was told is still that of its cell, and need not be held back."""
    if told.axes != table.axes or told.cells.keys() != protected.cells.keys():
        return False
    return all(
        cell.mark == "suppressed"
        or (
            key not in protected.primary
            and cell.low <= table.values.get(key, 0)
            and (cell.high is None or table.values.get(key, 0) <= cell.high)
        )
        for key, cell in told.cells.items()
    )


def _behind(earlier: Sequence[Registered], exposed: Iterable[Exposure]) -> tuple[str, ...]:
    """The codes of the releases that, side by side with this table, would give it away."""
    places = {place for one in exposed for place in (*one.tables, one.table)}
    return tuple(one.code for place, one in enumerate(earlier) if place in places)


def _cells(
    table: OpenTable, published: PublishedTable, protected: Protected, free: Mapping[Key, Free]
) -> dict[Key, WeighedCell]:
    return {
        key: WeighedCell(
            key=key,
            number=table.values.get(key, 0),
            verdict=_verdict(key, cell, protected, free),
            why=protected.primary.get(key, "") if cell.mark == "suppressed" else "",
            told=cell,
        )
        for key, cell in published.cells.items()
    }


def _verdict(
    key: Key, cell: PublishedCell, protected: Protected, free: Mapping[Key, Free]
) -> Verdict:
    if cell.mark == "suppressed":
        return "held" if key in protected.primary else "held-with-it"
    if cell.mark == "rounded":
        return "rounded"
    if cell.mark != "free":
        return free.get(key, "exact")
    parts = (free.get(part) for part in product(*map(parts_of, key)))
    return "single" if "single" in parts else "institution"
