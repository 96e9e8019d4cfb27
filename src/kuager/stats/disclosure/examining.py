"""A table that is to leave, examined against everything that left before."""

from collections.abc import Sequence
from dataclasses import replace

from kuager.model.protection import Examined, OpenTable
from kuager.model.published import HELD_BACK, Key, PublishedTable, Rule
from kuager.stats.disclosure import Truths, Within
from kuager.stats.disclosure.attacking import attack, prepare
from kuager.stats.disclosure.keys import keys_of
from kuager.stats.disclosure.looking import Need, NoWorldError, narrow
from kuager.stats.disclosure.protecting import protect
from kuager.stats.disclosure.sides import UncheckableError
from kuager.stats.disclosure.worlds import TooManyQuestionsError


def examine(
    table: OpenTable,
    blank: PublishedTable,
    earlier: Sequence[PublishedTable],
    rule: Rule,
    *,
    within: Within,
    truths: Truths,
    thorough: bool,
) -> Examined:
    """Protect a table, knowing what is public already, and attack it together with all others.

    `blank` says what the table counts; its cells are not looked at. `truths` speak of the earlier
    tables. Raises UnsoundTableError.
    """
    public = known_before(blank, earlier, rule, within=within)
    protected = protect(replace(table, public=table.public | public), rule, thorough=thorough)
    made = replace(blank, cells=protected.cells)
    at = len(earlier)
    now = dict(truths) | {(at, key): value for key, value in protected.hidden.items()}
    return Examined(
        protected=protected,
        table=made,
        exposures=attack([*earlier, made], rule, within=within, truths=now),
        position=at,
    )


def known_before(
    blank: PublishedTable, earlier: Sequence[PublishedTable], rule: Rule, *, within: Within
) -> frozenset[Key]:
    """The cells of a table that earlier ones give away to within less than the threshold.

    What the new one lists is not known yet.
    Cells that can have no record (a district of another region) are among them. None of them, if
    it cannot be said: the attack will say so, too.
    """
    tables = {at: one for at, one in enumerate(earlier) if one.unit == blank.unit}
    cells = dict.fromkeys(keys_of(blank.axes), HELD_BACK)
    axes = tuple(replace(axis, whole_list=True) for axis in blank.axes)
    tables[len(earlier)] = replace(blank, cells=cells, axes=axes)
    try:
        made = prepare(tables, rule, within)
        own = [cell for cell in made.joint.cells if cell.table == len(earlier)]
        aims = made.wide(made.joint.rows([cell.group for cell in own]))
        seen = narrow(made.worlds, aims, [Need(width=rule.k)] * len(own), {})
        return frozenset(own[one.aim].key for one in seen)
    except (UncheckableError, TooManyQuestionsError, NoWorldError):
        return frozenset()
