"""Which row names the columns, and names that can be told apart."""

from collections import Counter
from collections.abc import Sequence

from kuager.formats.importers.errors import BadChoiceError, EmptyFileError
from kuager.formats.importers.interface import Finding

LOOK_AT = 30
_NAME_LENGTH = 120
_MOSTLY = 0.6


def guess_header(rows: Sequence[Sequence[str]]) -> int:
    """The index of the likeliest header among the first rows of a table.

    It is the first row that fills most of the columns in use with short names that are not
    numbers. A title above the table fills one cell, so it is passed over; if no row fits, the
    first row is taken.
    """
    widths = [sum(1 for cell in row if cell.strip()) for row in rows[:LOOK_AT]]
    width = max(widths, default=0)
    for index, row in enumerate(rows[:LOOK_AT]):
        if widths[index] >= max(1, width * _MOSTLY) and _are_names(row):
            return index
    return 0


def header_index(rows: Sequence[tuple[int, Sequence[str]]], chosen: int | None) -> int:
    """The index of the header among the first (line, cells): the chosen line, else a guess.

    Raises BadChoiceError if no row begins on the chosen line, EmptyFileError without rows.
    """
    if not rows:
        raise EmptyFileError
    if chosen is None:
        return guess_header([cells for _, cells in rows])
    for index, (line, _) in enumerate(rows):
        if line == chosen:
            return index
    raise BadChoiceError(choice="header line", given=chosen)


def questioned_header(lines: Sequence[int], at: int, *, asked: bool) -> tuple[Finding, ...]:
    """A question if the header was guessed to stand below the first row that holds anything."""
    if asked or at == 0:
        return ()
    choices = (lines[at], *lines[:at])
    return (
        Finding(
            code="header-guessed",
            facts={"line": lines[at]},
            ask="header_line",
            choices=tuple(map(str, choices)),
        ),
    )


def _are_names(row: Sequence[str]) -> bool:
    names = [cell.strip() for cell in row if cell.strip()]
    return all(
        len(name) <= _NAME_LENGTH and not name.replace(".", "").replace("-", "").isdigit()
        for name in names
    )


def column_letters(index: int) -> str:
    """The spreadsheet's own name of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def name_columns(
    cells: Sequence[str], used: Sequence[bool], *, asked: bool
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Names that can be told apart, and what was odd about the written ones.

    `used` says of each column whether any row fills it: a nameless, empty column at the end is
    dropped without a word. `asked` says that the numbered names have been confirmed.
    """
    width = max((i + 1 for i in range(len(cells)) if cells[i].strip() or used[i]), default=0)
    written = [cell.strip() for cell in cells[:width]]
    names = _numbered([name or f"[{column_letters(i)}]" for i, name in enumerate(written)])
    nameless = [names[i] for i, name in enumerate(written) if not name and used[i]]
    renamed = [names[i] for i, name in enumerate(written) if name and names[i] != name]
    findings = [
        Finding(
            code=code,
            facts={"count": len(which), "columns": ", ".join(which[:20])},
            ask=None if asked else "names",
            choices=("numbered",),
        )
        for code, which in (("duplicate-headers", renamed), ("empty-headers", nameless))
        if which
    ]
    return tuple(names), tuple(findings)


def _numbered(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    taken = set(names)
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] == 1:
            continue
        number = seen[name]
        while (candidate := f"{name} ({number})") in taken:
            number += 1
        taken.add(candidate)
        names[index] = candidate
    return names
