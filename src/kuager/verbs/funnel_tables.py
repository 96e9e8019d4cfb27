"""A funnel as a question of a table, so that the gate weighs it and the register keeps it.

Who stands at a stage, and what came of them, are cells; how many reached a stage is the sum of the
cells from there on. What cannot be asked so is refused: nothing leaves that was not weighed.
"""

from dataclasses import replace
from typing import ClassVar, Final

from kuager import N_, KuagerError
from kuager.model.derived import MOTIVE, ON_THE_WAY, OUT, STAGE
from kuager.model.funnel import Funnel, Kind, added
from kuager.model.gathering_table import DISRUPTION, EVENT_SIDE, GATHERING, PERMIT, POLICE
from kuager.model.journey import BIAS_STAGES
from kuager.model.ladder_stage import STAGES
from kuager.model.question import Dimension, Question, question_of
from kuager.model.table import EMPTY, TOTAL, Table
from kuager.model.units import UNITS
from kuager.verbs._verb import verb
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.funnels import show_funnel
from kuager.verbs.gathering_tables import compare_gatherings
from kuager.verbs.journeys import Matters, Travelled

_ARTICLE: Final = Dimension("proceeding.provision")
_COUNTED_BY_ARTICLE: Final = "filing"
GATHERING_TABLES: Final = {"permits": PERMIT, "disruptions": DISRUPTION, "police": POLICE}
"""What of gatherings can be told as a table, and by what it is counted beside the side."""
_CHOSEN_UNITS: Final = ("case", "filing", "event")


class NoTableOfFunnelError(KuagerError):
    """A funnel whose numbers no table gives, so that nothing can check what they tell."""

    code: ClassVar[str] = "funnel-stays"
    exit_code: ClassVar[int] = 9
    text: ClassVar[str] = N_(
        "These numbers stay in the house: no table has just the same ones, so nothing can check "
        "what they would tell of people. Nothing went out. By an article of law count filings that "
        "name it themselves; else take a filter away."
    )


@verb(needs="read")
def ask_funnel_as_table(
    desk: Desk, *, question: Question, article: str = "", kind: Kind = "justice"
) -> Question:
    """The question of the table that tells a funnel: its stages, and what came of the rest.

    The table has just the numbers of the funnel, or this raises NoTableOfFunnelError. Of the motive
    only the stages are told. Raises NoFunnelError, UnknownRecordError as `show_funnel` does.
    """
    page = show_funnel(desk, question=question, article=article)
    asked = question_of(funnel_question(question, article, kind).pairs(), desk.schema)
    if article and question.unit != _COUNTED_BY_ARTICLE:
        raise NoTableOfFunnelError
    funnel = page.justice if kind == "justice" else page.bias
    if not _tells_the_same(count_table(desk, question=asked), funnel):
        raise NoTableOfFunnelError
    return asked


@verb(needs="read")
def choose_funnel_unit(desk: Desk) -> str:
    """What a funnel counts if nobody says it: the first of cases, filings and events there are."""
    matters = Matters(desk)
    found = (unit for unit in _CHOSEN_UNITS if Travelled(matters, unit).concerned())
    return next(found, _CHOSEN_UNITS[0])


def funnel_question(question: Question, article: str, kind: Kind) -> Question:
    """What a table is asked for the numbers of a funnel.

    By the clock of the report only what was reported is counted, as in the funnel.
    """
    unit = UNITS[question.unit].type
    stage, motive = Dimension(f"{unit}.{STAGE}"), Dimension(f"{unit}.{MOTIVE}")
    where = dict(question.where)
    if unit != "case":
        where[Dimension(f"{unit}.{ON_THE_WAY}")] = ("yes",)
    if question.clock == "report":
        wanted = where.get(stage, STAGES)
        where[stage] = tuple(sorted(set(STAGES[1:]).intersection(wanted)))
    if article:
        where[_ARTICLE] = (article,)
    if kind == "justice":
        return replace(question, by=(stage, Dimension(f"{unit}.{OUT}")), where=where)
    where[motive] = tuple(sorted(set(BIAS_STAGES).intersection(where.get(motive, BIAS_STAGES))))
    return replace(question, by=(motive,), where=where)


@verb(needs="read")
def ask_gatherings_as_table(desk: Desk, *, question: Question, told: str = "permits") -> Question:
    """The question of the table that tells gatherings by side and by one of `GATHERING_TABLES`.

    The table has just the numbers of the comparison, or this raises NoTableOfFunnelError. Raises
    NoFunnelError as `compare_gatherings` does.
    """
    found = compare_gatherings(desk, question=question)
    whole = {"permits": found.permits, "disruptions": found.disruptions, "police": found.police}
    asked = gatherings_question(question, GATHERING_TABLES[told])
    asked = question_of(asked.pairs(), desk.schema)
    table, shown = count_table(desk, question=asked), whole[told]
    if {key: cell for key, cell in shown.cells.items() if cell != EMPTY} != dict(table.cells):
        raise NoTableOfFunnelError
    return asked


def gatherings_question(question: Question, dimension: Dimension) -> Question:
    """What a table is asked for the numbers of gatherings by side and one thing more."""
    where = {**question.where, GATHERING: ("gathering",)}
    return replace(question, by=(EVENT_SIDE, dimension), where=where)


def _tells_the_same(table: Table, funnel: Funnel) -> bool:
    """Whether a table has the numbers of a funnel at every stage."""
    rest = (TOTAL,) * (len(table.axes) - 1)
    cells = ((table.cell((one.stage, *rest)), added(one.ways.values())) for one in funnel.stages)
    same = all((own.sure, own.possibly) == (its.sure, its.possibly) for own, its in cells)
    base = (table.base.sure, table.base.possibly)
    return same and base == (funnel.base.sure, funnel.base.possibly)
