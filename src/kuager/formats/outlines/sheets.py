"""Sheets, grids and developments laid out: messages put into the language, sources as footnotes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kuager.formats.outlines.citations import footnote
from kuager.formats.outlines.setting import Setting
from kuager.lang import date_words, say
from kuager.model.developments import Developments
from kuager.model.manuscript import Placed
from kuager.model.report import (
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    Run,
    TableBlock,
)
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Stack, Telling

_HOUSE = ("en", "ru", "kk")


def lay_sheet(sheet: Sheet, setting: Setting) -> list[Placed]:
    """Entries with their headings; a line is one paragraph, its sources a footnote."""
    return [placed for entry in sheet.entries for placed in _entry(entry, setting)]


def lay_grid(grid: Grid, setting: Setting) -> list[Placed]:
    """A table, and the lines below it; without rows only the lines.

    A column in which no row says anything is left out.
    """
    place, language = setting.plan.block, setting.language
    placed: list[Placed] = []
    if grid.rows:
        kept = _columns(grid)
        block = TableBlock(
            header=tuple((Run(text=_named(grid.header[at], language)),) for at in kept),
            rows=tuple(_row(row, kept, language) for row in grid.rows),
            caption=_named(grid.caption, language),
        )
        behind = tuple(uid for row in grid.rows for uid in row.behind)
        placed.append(Placed(block=block, place=place, piece="table", behind=behind))
    placed += [_line(line, setting, f"below-{n}") for n, line in enumerate(grid.lines, 1)]
    return placed


def lay_developments(found: Developments, setting: Setting) -> list[Placed]:
    """One paragraph a development, in the order of their dates, each with its footnote."""
    placed = []
    for development in found.told:
        text = " ".join(development.wording[found.language].split())
        run = Run(text=text, note=footnote(development.citations, setting.language))
        block = Paragraph(
            runs=(run,),
            kind="numbered" if setting.numbered else "body",
            anchor=f"{setting.plan.block}-{development.code}",
        )
        placed.append(
            Placed(
                block=block,
                place=setting.plan.block,
                piece=development.code,
                behind=(development.id,),
            )
        )
    return placed


def lay_stack(stack: Stack, setting: Setting) -> list[Placed]:
    """The parts one under the other; pieces of later ones are told apart by their number."""
    placed: list[Placed] = []
    for number, part in enumerate(stack.parts, 1):
        laid = lay_grid(part, setting) if isinstance(part, Grid) else lay_sheet(part, setting)
        placed += [replace(each, piece=f"{number}-{each.piece}") for each in laid]
    return placed


def _named(name: Telling | str, language: str) -> str:
    """A label, a caption or the head of a column in words."""
    if isinstance(name, str):
        return say(name, language)
    return "".join(run.text for run in tell(name, language))


def _entry(entry: Entry, setting: Setting) -> Iterator[Placed]:
    if entry.title:
        heading = Heading(
            level=setting.inner_level,
            text="".join(run.text for run in _joined(entry.title, setting.language, ", ")),
            anchor=f"{setting.plan.block}-{entry.code}",
        )
        yield Placed(block=heading, place=setting.plan.block, piece=entry.code, behind=entry.behind)
    for number, line in enumerate(entry.lines, 1):
        yield _line(line, setting, f"{entry.code}-{number}", entry.behind)


def _line(line: Line, setting: Setting, piece: str, behind: tuple[bytes, ...] = ()) -> Placed:
    language = setting.language
    runs = _joined(line.says, language, line.between or ("; " if line.label else " "))
    if line.label:
        runs = [Run(text=f"{_named(line.label, language)}: ", style="bold"), *runs]
    return Placed(
        block=Paragraph(
            runs=_noted(runs, footnote(line.citations, language)), kind=_kind(line, setting)
        ),
        place=setting.plan.block,
        piece=line.piece or piece,
        behind=tuple(dict.fromkeys((*line.behind, *behind))),
    )


def _kind(line: Line, setting: Setting) -> ParagraphKind:
    if line.style == "body" and setting.numbered:
        return "numbered"
    return line.style


def _columns(grid: Grid) -> list[int]:
    """The columns that say something, the first always."""
    return [at for at in range(len(grid.header)) if at == 0 or any(r.cells[at] for r in grid.rows)]


def _row(row: GridRow, kept: list[int], language: str) -> tuple[tuple[Run, ...], ...]:
    cells = [tuple(_joined(row.cells[at], language, "; ")) for at in kept]
    cells = [cell or (Run(text="—"),) for cell in cells]
    return (*cells[:-1], _noted(cells[-1], footnote(row.citations, language)))


def _noted(runs: Sequence[Run], note: Note | None) -> tuple[Run, ...]:
    """The runs with a footnote after the last."""
    if note is None or not runs:
        return tuple(runs)
    return (*runs[:-1], replace(runs[-1], note=note))


def _joined(says: Sequence[Telling], language: str, between: str) -> list[Run]:
    runs: list[Run] = []
    for telling in says:
        found = tell(telling, language)
        if runs and found:
            runs.append(Run(text=between))
        runs += found
    return runs


def tell(telling: Telling, language: str) -> list[Run]:
    """What is said, as runs: words in another language are marked so."""
    if telling.message:
        return _message(telling, language)
    if telling.date is not None:
        return [Run(text=date_words(telling.date, language, form=telling.form))]
    text, spoken = _best(telling, language)
    told = None if spoken in (None, "", language) else spoken
    return [Run(text=text, language=told, link=telling.link)] if text else []


def _message(telling: Telling, language: str) -> list[Run]:
    """A sentence with its facts in their places; a fact keeps its own language and link."""
    marks = {name: f"\x00{name}\x00" for name in telling.facts}
    pieces = say(telling.message, language, **marks).split("\x00")
    runs: list[Run] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            runs += [Run(text=piece)] if piece else []
            continue
        fact = telling.facts[piece]
        if isinstance(fact, str):
            runs.append(Run(text=fact))
        else:
            told = fact if isinstance(fact, tuple) else (fact,)
            runs += _joined(told, language, ", ")
    return [run for run in runs if run.text]


def _best(telling: Telling, language: str) -> tuple[str, str | None]:
    """The words in the language if there are any, and the language they are in."""
    if telling.text:
        return " ".join(telling.text.split()), telling.language
    for wanted in (language, "", *_HOUSE, *telling.texts):
        words = " ".join(telling.texts.get(wanted, "").split())
        if words:
            return words, wanted
    return "", None
