"""Numbers laid out: figures as sentences, tables, drawings, what they do not say, and the method.

Every number stands with its base and its period; a figure has its method in a footnote.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from kuager import N_
from kuager.formats.outlines.setting import Setting
from kuager.lang import (
    date_words,
    figure_remarks,
    figure_sentence,
    join_words,
    number,
    percent,
    say,
    told_of,
)
from kuager.lang.figures import NOT_EVERYTHING, Told
from kuager.model import published_chart, table_captions
from kuager.model.figure_words import sentence_facts
from kuager.model.filters import NOTHING
from kuager.model.manuscript import Placed, Remark
from kuager.model.method import Method, MethodNote
from kuager.model.numbers_told import (
    Charts,
    Figures,
    FigureTold,
    Tables,
    TableTold,
    Unknowns,
    Vocabularies,
)
from kuager.model.published import TOTAL
from kuager.model.question import Dimension
from kuager.model.report import ChartBlock, Note, Paragraph, ParagraphKind, Run, Runs
from kuager.model.schema import load_schema
from kuager.model.table_chart import ChartWords
from kuager.model.table_words import TableWords

COUNTED_ON = N_("Counted on {date}.")
WHO_COUNTS = N_(
    "Counted is only what surely lies in the period, and only the stories of people who agreed to "
    "be counted or whose story others had published."
)
NOTHING_SAID = N_("{dimension}: of {base} nothing is said in {number}.")
_SAYS: Final = ("gathers", "counts_as", "limits")
_FIGURES_BESIDE: Final = ("unknown", "undated", "left_out")


def lay_figures(found: Figures, setting: Setting) -> list[Placed]:
    """Each figure as one sentence, its method and what must stand beside it in a footnote."""
    words = words_of_tables(found.said, setting.language)
    return [_figure(one, words, setting) for one in found.figures]


def lay_tables(found: Tables, setting: Setting) -> list[Placed]:
    """Each table under its caption, and below it base, period, source and remarks."""
    words = words_of_tables(found.said, setting.language)
    return [placed for one in found.tables for placed in _table(one, words, setting)]


def lay_charts(found: Charts, setting: Setting) -> list[Placed]:
    """Each table as a drawing with its own table; where no drawing fits, as a table."""
    words = words_of_tables(found.said, setting.language)
    return [placed for one in found.tables for placed in _chart(one, words, setting)]


def lay_unknowns(found: Unknowns, setting: Setting) -> list[Placed]:
    """What no number of the document says, and of which part of each base nothing is known."""
    words = words_of_tables(found.said, setting.language)
    lines = [say(NOT_EVERYTHING, setting.language), say(WHO_COUNTS, setting.language)]
    placed = [
        Placed(block=_body((Run(text=line),), setting), place=setting.plan.block, piece=f"all-{n}")
        for n, line in enumerate(lines, 1)
    ]
    said = dict.fromkeys(line for one in found.tables for line in _unknown(one, words))
    placed += [
        Placed(
            block=Paragraph(runs=(Run(text=line),), kind="bullet"),
            place=setting.plan.block,
            piece=f"of-{n}",
        )
        for n, line in enumerate(said, 1)
    ]
    return placed


def lay_method(method: Method, setting: Setting) -> list[Placed]:
    """Of every collection: its name, who gathers, what counts as a case, its limits."""
    placed: list[Placed] = []
    for note in method.notes:
        lines = [(Run(text=_in(note.name, setting.language), style="bold"),)]
        lines += [(Run(text=text),) for text in _method_lines(note, setting.language)]
        placed += [
            Placed(
                block=_body(runs, setting), place=setting.plan.block, piece=f"{note.code}-{number}"
            )
            for number, runs in enumerate(lines, 1)
            if runs[0].text
        ]
    return placed


def words_of_tables(said: Vocabularies, language: str) -> TableWords:
    """Units, dimensions and categories in a language."""
    return TableWords(
        schema=said.schema,
        language=language,
        say=lambda message, /, **facts: say(message, language, **facts),
        dates=partial(date_words, language=language),
        bodies=said.bodies,
        join=partial(join_words, language=language),
    )


def sentence_of(figure: FigureTold, words: TableWords) -> str:
    """The author's own sentence, if it may be used, else ours."""
    own = figure.wording.get(words.language, "").strip()
    return own or figure_sentence(_told(figure, words), words.language)


def note_of(figure: FigureTold, words: TableWords) -> Note:
    """What stands beside a figure: its remarks, its method, the day it was counted."""
    language = words.language
    remarks = figure_remarks(_told(figure, words), language)
    told = say(COUNTED_ON, language, date=date_words(figure.made_on, language))
    method = [] if figure.method is None else [_in(figure.method.name, language)]
    method += [] if figure.method is None else list(_method_lines(figure.method, language))
    lines = (" ".join(remarks), " ".join(_ended(line) for line in method if line), told)
    return Note(
        id=f"figure-{figure.code}",
        paragraphs=tuple((Run(text=line),) for line in lines if line),
    )


def _figure(figure: FigureTold, words: TableWords, setting: Setting) -> Placed:
    run = Run(text=sentence_of(figure, words), note=note_of(figure, words))
    remark = Remark(code=figure.code, problem="figure-told-otherwise")
    return Placed(
        block=_body((run,), setting),
        place=setting.plan.block,
        piece=figure.code,
        behind=(figure.id,),
        remarks=(remark,) if figure.is_otherwise else (),
    )


def _told(figure: FigureTold, words: TableWords) -> Told:
    facts = sentence_facts(figure.question, figure.key, figure.cell, figure.base, words)
    beside = {name: figure.beside.get(name, 0) for name in _FIGURES_BESIDE}
    note = figure.method
    collector = "" if note is None else _in(note.name, words.language)
    return told_of({**facts, **beside, "collector": collector})


def _table(one: TableTold, words: TableWords, setting: Setting) -> Iterator[Placed]:
    place = setting.plan.block
    block, lines = published_chart.table_of_published(_published(one, words))
    yield Placed(block=block, place=place, piece=one.code)
    for number_of_line, line in enumerate(lines, 1):
        below = Paragraph(runs=(Run(text=line),), kind="note")
        yield Placed(block=below, place=place, piece=f"{one.code}-{number_of_line}")


def _chart(one: TableTold, words: TableWords, setting: Setting) -> Iterator[Placed]:
    chart = published_chart.chart_of_published(_published(one, words))
    if chart is None:
        yield from _table(one, words, setting)
        return
    block = ChartBlock(chart=chart, anchor=f"chart-{setting.plan.block}-{one.code}")
    yield Placed(block=block, place=setting.plan.block, piece=one.code)


def _published(one: TableTold, words: TableWords) -> published_chart.Told:
    language = words.language
    return published_chart.Told(
        table=one.published,
        said=ChartWords(
            words=words,
            caption=table_captions.caption(words, one.question),
            period=table_captions.period_words(words, one.question),
            figures=partial(number, language=language),
            percents=partial(percent, language=language),
        ),
        code=one.code,
        practice=one.practice,
    )


def _unknown(one: TableTold, words: TableWords) -> Iterator[str]:
    """Of each dimension: in how many of the base nothing is said, where both may be told."""
    table = one.published
    base = table.cells.get((TOTAL,) * len(table.axes))
    for at, axis in enumerate(table.axes):
        key = tuple(NOTHING if place == at else TOTAL for place in range(len(table.axes)))
        cell = table.cells.get(key)
        if cell is None or base is None or None in (cell.high, base.high):
            continue
        if cell.low != cell.high or base.low != base.high or cell.low == 0:
            continue
        name, _, scale = axis.name.partition("@")
        yield say(
            NOTHING_SAID,
            words.language,
            dimension=words.dimension(Dimension(name, scale), table.unit),
            base=number(base.low, words.language),
            number=number(cell.low, words.language),
        )


def _method_lines(note: MethodNote, language: str) -> Iterator[str]:
    """Who gathers, what counts as a case, and the limits, each after its label."""
    schema = load_schema()
    for name in _SAYS:
        text = _in(getattr(note, name), language)
        if text:
            label = schema.property(f"collection.{name}").label
            yield f"{label.get(language) or label['en']}: {text}"


def _body(runs: Runs, setting: Setting) -> Paragraph:
    kind: ParagraphKind = "numbered" if setting.numbered else "body"
    return Paragraph(runs=runs, kind=kind)


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _in(texts: object, language: str) -> str:
    """A text in a language, else in whatever there is."""
    if not isinstance(texts, dict):
        return ""
    found = texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
    return " ".join(str(found).split())
