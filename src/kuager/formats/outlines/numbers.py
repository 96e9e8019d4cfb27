"""Numbers laid out: figures as sentences, tables, drawings, what they do not say, and the method.

Every number stands with its base and its period; a figure has its method in a footnote.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from kuager import N_
from kuager.formats.outlines.cited_figures import figure_note
from kuager.formats.outlines.setting import Setting
from kuager.lang import date_words, join_words, number, percent, say
from kuager.lang.figures import NOT_EVERYTHING
from kuager.model import published_chart, table_captions
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


def lay_figures(found: Figures, setting: Setting) -> list[Placed]:
    """Each figure as one sentence, its method and what must stand beside it in a footnote."""
    return [_figure(one, setting) for one in found.figures]


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


def _figure(one: FigureTold, setting: Setting) -> Placed:
    sentence, remarks = figure_note(one.figure, setting.language)
    note = Note(
        id=f"figure-{one.figure.code}",
        paragraphs=tuple((Run(text=line),) for line in _beside(one, remarks, setting.language)),
    )
    code = one.figure.code
    problems = [
        *(["figure-told-otherwise"] if one.figure.saying == "otherwise" else []),
        *(["figure-changed-since"] if one.has_changed else []),
    ]
    return Placed(
        block=_body((Run(text=sentence, note=note),), setting),
        place=setting.plan.block,
        piece=one.figure.code,
        behind=(one.id,),
        remarks=tuple(Remark(code=code, problem=each, type="figure") for each in problems),
    )


def _beside(one: FigureTold, remarks: list[str], language: str) -> Iterator[str]:
    """What stands in the footnote of a figure: remarks, the method, the day it was counted."""
    yield " ".join(remarks)
    if one.method is not None:
        lines = (_in(one.method.name, language), *_method_lines(one.method, language))
        yield " ".join(_ended(line) for line in lines if line)
    yield say(COUNTED_ON, language, date=date_words(one.made_on, language))


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
