"""The numbers of a document, weighed one after the other: what may leave, and what not and why.

Tables and figures of one document stand side by side before its reader, so each is weighed beside
those before it, as if these had been published already. Sending enters all of them in the register
(`register_numbers`), so that later tables are weighed against them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

from kuager import KuagerError
from kuager.model.disclosure import Held
from kuager.model.funnel import FUNNEL_CLOCKS
from kuager.model.numbers_told import FigureTold, TableTold, Vocabularies
from kuager.model.outline import BlockPlan, Outline
from kuager.model.published import TOTAL, PublishedTable, exact
from kuager.model.question import Question, read_question
from kuager.model.statement import EntityId, Statement
from kuager.model.table import Key
from kuager.model.writing import Writing
from kuager.verbs.cited import cited_figure
from kuager.verbs.counting import count_table, name_bodies
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.developments import period_of
from kuager.verbs.figure_leaving import WeighedFigure, judge_figure
from kuager.verbs.figures import Figure, figure_of
from kuager.verbs.funnel_tables import ask_funnel_as_table, choose_funnel_unit
from kuager.verbs.gate import TABLE_USES, Weighed, is_large, weigh
from kuager.verbs.gate_rule import rule_text
from kuager.verbs.register import Registered, standing
from kuager.verbs.releasing import table_entry, table_file
from kuager.verbs.saved_tables import list_tables
from kuager.verbs.text_records import figures_cited

TABLES_HELD: Final = frozenset(
    {"funnel-stays", "nothing-passes", "table-exposes", "table-too-large"}
)
"""Why a table of a document is held back; its code is a place of the outline or a saved table."""
NUMBERS_HELD: Final = TABLES_HELD | {"figure-held", "figure-not-understood", "figure-unweighed"}
"""Why a figure or a table of a document is held back."""
ASKS: Final = "question"
"""The option of a block that holds the question of its table, as one line of codes."""
FUNNEL: Final = "funnel"
"""The option that asks for a way to justice instead: `justice` or `bias`."""
SAVED: Final = "saved"
"""The option that takes the saved tables which the document takes in."""
_DRAWERS: Final = frozenset({"tables", "charts"})
_FIGURES: Final = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfDocument:
    """One table of a document; `told` is None where it is held back."""

    place: str
    id: bytes | None
    told: TableTold | None
    held: Held | None
    weighed: Weighed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOfDocument:
    """One figure of a document; `told` and `published` are None where it is held back.

    `published` is what a reader gets of its table: the number and its base.
    """

    place: str
    id: bytes
    told: FigureTold | None
    published: PublishedTable | None
    held: Held | None
    weighed: Weighed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersOfDocument:
    """Every number of a document, block by block in the order of the outline."""

    figures: tuple[FigureOfDocument, ...]
    tables: tuple[TableOfDocument, ...]
    said: Vocabularies


def numbers_of(desk: Desk, writing: Writing, outline: Outline) -> NumbersOfDocument:
    """Everything that a document counts, weighed as it may leave today; nothing leaves by this.

    What was found is kept until any record changes.
    """
    asked = (writing.id, writing.period, writing.takes, writing.leaves)
    key = ("numbers", *asked, outline.outline, desk.today)
    kept = desk.store.projector.kept
    return kept.get(key, desk.schema.types, lambda: _Weighing(desk, writing, outline).all())


def register_numbers(
    desk: Desk,
    writing: Writing,
    outline: Outline,
    *,
    taken: int = 1,
    places: Collection[str] | None = None,
) -> list[Statement]:
    """What the register keeps of the numbers of a document that leaves; said in the same change.

    Each table that tells something is a release of its own; of a figure its number and its base.
    What the register knows by the same question and rule is not entered again. `taken` is how many
    codes of releases the change has used before, `places` the blocks that leave (None: all).
    """
    said: list[Statement] = []
    known = [(one.query, one.rule, one.table.cells) for one in standing(desk)]
    for weighed in _leaving(numbers_of(desk, writing, outline), places):
        rule = rule_text(weighed.rule)
        if (weighed.table.question.text(), rule, weighed.published.cells) in known:
            continue
        data = table_file(weighed.published, rule, practice=weighed.practice)
        said += table_entry(desk, weighed, _code_after(desk, taken), sha256(data).hexdigest())
        taken += 1
    return said


def _leaving(found: NumbersOfDocument, places: Collection[str] | None) -> Iterator[Weighed]:
    """The tables as their readers get them; of a figure only what it says."""
    figures = [one for one in found.figures if places is None or one.place in places]
    tables = [one for one in found.tables if places is None or one.place in places]
    for figure in figures:
        if figure.published is not None and figure.weighed is not None:
            yield replace(figure.weighed, published=figure.published)
    for table in tables:
        if table.told is not None and table.weighed is not None and not table.weighed.again:
            yield table.weighed


class _Weighing:
    """Weighs the numbers of one document in the order in which they are read."""

    def __init__(self, desk: Desk, writing: Writing, outline: Outline) -> None:
        self._desk, self._writing, self._outline = desk, writing, outline
        self._use = next((use for use in TABLE_USES if use == outline.use), TABLE_USES[0])
        self._beside: tuple[Registered, ...] = ()
        self._saved = {saved.code: saved for saved in list_tables(desk)}

    def all(self) -> NumbersOfDocument:
        """Every figure and table."""
        figures: list[FigureOfDocument] = []
        tables: list[TableOfDocument] = []
        for _, block in self._outline.blocks():
            if block.draw == _FIGURES:
                figures += self._figures(block)
            elif block.draw in _DRAWERS:
                tables += self._tables(block)
        figures += self._cited({one.id for one in figures})
        said = Vocabularies(schema=self._desk.schema, bodies=name_bodies(self._desk))
        return NumbersOfDocument(figures=tuple(figures), tables=tuple(tables), said=said)

    def _figures(self, block: BlockPlan) -> Iterator[FigureOfDocument]:
        for uid in self._writing.takes:
            record = self._desk.view.record(EntityId(uid))
            if record is not None and record.type == "figure" and uid not in self._writing.leaves:
                yield self._figure(block.block, figure_of(self._desk, record.code))

    def _cited(self, known: Collection[bytes]) -> Iterator[FigureOfDocument]:
        """Figures that authors cite in their texts, at the place of the first."""
        for place, code in figures_cited(self._desk, EntityId(self._writing.id)):
            uid = self._desk.view.find_code("figure", code)
            if uid is not None and uid not in known:
                yield self._figure(place, figure_of(self._desk, code))

    def _figure(self, place: str, figure: Figure) -> FigureOfDocument:
        reason, weighed, told = "figure-not-understood", None, None
        if figure.question is not None:
            weighed = self._weighed(figure.question)
            reason = "figure-unweighed"
        if weighed is not None:
            reason, told = "figure-held", _figure_told(self._desk, figure, weighed)
        published = None
        if told is not None and weighed is not None:
            published = _told_alone(figure, told, weighed)
            self._publish(place, weighed, published)
        return FigureOfDocument(
            place=place,
            id=figure.id,
            told=told,
            published=published,
            held=None if told is not None else Held(figure.code, reason),
            weighed=weighed,
        )

    def _tables(self, block: BlockPlan) -> Iterator[TableOfDocument]:
        for code, uid, question in self._questions(block):
            if question is None:
                yield self._held(block, code, uid, "funnel-stays")
                continue
            weighed = self._weighed(question)
            if weighed is None:
                yield self._held(block, code, uid, "table-too-large")
            elif not weighed.may_leave or not weighed.passing:
                reason = "nothing-passes" if weighed.may_leave else "table-exposes"
                yield self._held(block, code, uid, reason)
            else:
                self._publish(block.block, weighed, weighed.published)
                told = TableTold(
                    code=code,
                    question=question,
                    published=weighed.published,
                    practice=weighed.practice,
                )
                yield TableOfDocument(
                    place=block.block, id=uid, told=told, held=None, weighed=weighed
                )

    def _held(self, block: BlockPlan, code: str, uid: bytes | None, reason: str) -> TableOfDocument:
        held = Held(code, reason)
        return TableOfDocument(place=block.block, id=uid, told=None, held=held, weighed=None)

    def _questions(self, block: BlockPlan) -> Iterator[tuple[str, bytes | None, Question | None]]:
        """What a block asks: code, saved table, question (None: a funnel that no table tells)."""
        options = block.options
        if options.get(SAVED):
            for uid in self._writing.takes:
                record = self._desk.view.record(EntityId(uid))
                saved = None if record is None else self._saved.get(record.code)
                if saved is not None and uid not in self._writing.leaves:
                    yield saved.code, uid, saved.question
        elif FUNNEL in options:
            yield block.block, None, self._funnel(str(options[FUNNEL]))
        elif ASKS in options:
            question = read_question(str(options[ASKS]), self._desk.schema)
            yield block.block, None, self._in_period(question)

    def _funnel(self, kind: str) -> Question | None:
        unit = choose_funnel_unit(self._desk)
        asked = self._in_period(Question(unit=unit, clock=FUNNEL_CLOCKS[0]))
        try:
            return ask_funnel_as_table(
                self._desk, question=asked, kind="bias" if kind == "bias" else "justice"
            )
        except KuagerError:
            return None

    def _in_period(self, question: Question) -> Question:
        """The question of the period of the document, unless it names one itself."""
        if question.first is not None or question.last is not None:
            return question
        return question.with_period(*(period_of(self._writing) or (None, None)))

    def _weighed(self, question: Question) -> Weighed | None:
        """A table beside those before it; None for one that takes longer than a page may."""
        if is_large(count_table(self._desk, question=question)):
            return None
        return weigh(self._desk, question, use=self._use, rounding=None, beside=self._beside)

    def _publish(self, place: str, weighed: Weighed, table: PublishedTable) -> None:
        """From here on the reader of the document has this table before him."""
        one = Registered(
            code=place,
            table=table,
            query=replace(weighed.question, sure=True).text(),
            question=weighed.question,
            rule=rule_text(weighed.rule),
            use=weighed.use,
            released_on=self._desk.today.isoformat(),
            recipients=(),
            published_by=None,
            told_in=None,
            left_out=sum(weighed.left_out.values()),
            struck=None,
            practice=weighed.practice,
        )
        self._beside = (*self._beside, one)


def _figure_told(desk: Desk, figure: Figure, weighed: Weighed) -> FigureTold | None:
    """A figure with the number that may be said; None if none may.

    Where another number may be said only because somebody did not agree, that one is said. Where
    the records have changed since it was kept, the kept number stays, if everybody may be counted
    and it points at nobody; otherwise it is held back.
    """
    judged = judge_figure(figure, weighed)
    is_older = judged.verdict == "otherwise" and _has_changed(desk, figure)
    if is_older and _may_stay(figure, weighed):
        judged = WeighedFigure(code=figure.code, verdict="as-it-stands")
    elif is_older:
        return None
    found = cited_figure(desk, figure, judged)
    if not found.may_be_said:
        return None
    return FigureTold(
        id=figure.id,
        figure=found,
        made_on=figure.made_on,
        method=figure.note,
        has_changed=is_older,
    )


def _has_changed(desk: Desk, figure: Figure) -> bool:
    """Whether the house counts another number today than the one that was kept."""
    if figure.question is None:
        return True
    table = count_table(desk, question=figure.question)
    return (table.cell(figure.key), table.base) != (figure.cell, figure.base)


def _may_stay(figure: Figure, weighed: Weighed) -> bool:
    """Whether a number that was kept before may still be said: all agreed, and nobody is alone."""
    cell, base, least = figure.cell.exact, figure.base.exact, weighed.rule.k
    if weighed.left_out or cell is None or base is None or figure.base.possibly:
        return False
    return all(number == 0 or number >= least for number in (cell, base - cell, base))


def _told_alone(figure: Figure, told: FigureTold, weighed: Weighed) -> PublishedTable:
    """What a reader gets of a figure: its number and its base, as they are printed."""
    table = _cells_alone(weighed.published, figure.key)
    if not told.has_changed:
        return table
    total = (TOTAL,) * len(figure.key)
    cells = {figure.key: exact(figure.cell.at_least), total: exact(figure.base.at_least)}
    return replace(table, cells=cells, as_of=date.fromisoformat(figure.made_on))


def _cells_alone(table: PublishedTable, key: Key) -> PublishedTable:
    """A table of which only one number and its base were told."""
    wanted = {key, (TOTAL,) * len(key)}
    return replace(table, cells={k: cell for k, cell in table.cells.items() if k in wanted})


def _code_after(desk: Desk, entered: int) -> str:
    """The code of a release after those that were entered in this change, which none can see."""
    prefix, _, number = desk.next_code("release", "R").rpartition("-")
    return f"{prefix}-{int(number) + entered}"
