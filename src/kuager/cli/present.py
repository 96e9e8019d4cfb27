"""Answers: what a verb returned, as plain text for a person or as JSON for a script.

In JSON mode exactly one JSON value goes to standard output: that of `answer` or `show`, once
a command; everything said in words is left out. Errors and warnings go to standard error.
Values are shown with control characters spelt out; JSON spells them by its own rules.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from kuager import N_, Fact, KuagerError
from kuager.cli.options import Call
from kuager.cli.refusals import labelled
from kuager.cli.streams import (
    carries_unicode,
    is_terminal,
    visible_line,
    visible_text,
    write_error,
    write_output,
)
from kuager.lang import date_words, words_of
from kuager.model.dates import UncertainDate
from kuager.model.schema import Schema

NOTHING = "—"
GAP = "  "


def tell(call: Call, message: str, /, **facts: Fact) -> None:
    """Say a sentence, N_() marked, to the person; silent in JSON mode.

    The facts stay on their line: a name with a line break in it cannot fake a second one.
    """
    if not call.is_json:
        write_output(visible_text(call.say(message, **_on_one_line(facts))))


def _on_one_line(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {
        name: visible_line(fact) if isinstance(fact, str) else fact for name, fact in facts.items()
    }


def warn(call: Call, message: str, /, **facts: Fact) -> None:
    """Say a sentence on standard error, in JSON mode as `{"warning": …}`."""
    said = visible_line(call.say(message, **facts))
    if call.is_json:
        said = _json({"warning": said}, is_ascii=not carries_unicode(sys.stderr))
    write_error(said)


def refuse(call: Call, refusal: KuagerError) -> int:
    """Say an error in the person's language on standard error; returns its exit code."""
    said = visible_line(call.say(refusal, **labelled(refusal.facts, call.language)))
    if call.is_json:
        held = {"code": refusal.code, "text": said, "facts": refusal.facts}
        said = _json({"error": held}, is_ascii=not carries_unicode(sys.stderr))
    write_error(said)
    return refusal.exit_code


def answer(call: Call, result: object) -> None:
    """The whole result as JSON in JSON mode; nothing otherwise."""
    if call.is_json:
        write_output(_json(result, is_ascii=not carries_unicode(sys.stdout)))


def show(call: Call, result: object, labels: Mapping[str, str]) -> None:
    """A result whole in JSON; in words a record, or a table for a sequence of records.

    `labels` names the fields to show, in order, each with its N_() marked label.
    """
    answer(call, result)
    if isinstance(result, Sequence):
        rows = [[getattr(item, name) for name in labels] for item in result]
        table(call, list(labels.values()), rows)
    else:
        record(call, {label: getattr(result, name) for name, label in labels.items()})


def record(call: Call, values: Mapping[str, object]) -> None:
    """Label and value, one under the other; labels are N_() marked. Silent in JSON mode."""
    if call.is_json:
        return
    labels = [call.say(label) for label in values]
    width = max(map(len, labels), default=0)
    for label, value in zip(labels, values.values(), strict=True):
        lines = visible_text(in_words(value, call)).split("\n")
        write_output(f"{label:<{width}}{GAP}{lines[0]}".rstrip())
        for line in lines[1:]:
            write_output(f"{'':<{width}}{GAP}{line}".rstrip())


def table(call: Call, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under a header whose labels are N_() marked. Silent in JSON mode."""
    if call.is_json:
        return
    titles = [call.say(label) for label in header]
    cells = [[visible_line(in_words(value, call)) for value in row] for row in rows]
    if len(cells) == 0:
        tell(call, N_("There is nothing to show."))
    elif is_terminal(sys.stdout):
        _drawn(titles, cells)
    else:
        _aligned(titles, cells)


def in_language(call: Call, texts: Mapping[str, str]) -> str:
    """A text in the person's language, else in the first one there is; "" if there is none."""
    return texts.get(call.language) or next(iter(texts.values()), "")


def day_in_words(call: Call, day: str | None) -> str | None:
    """A date as a person reads it; None stays None."""
    return date_words(day, call.language) if day else None


def term_in_words(call: Call, schema: Schema, vocabulary: str, term: str | None) -> str:
    """The label of a term, a dash for none; one that is not in force is said as it stands."""
    found = schema.vocabularies[vocabulary]
    return found.label(term, call.language) if term in found.terms else term or NOTHING


def in_words(value: object, call: Call) -> str:
    """A value as a person reads it: yes and no, a dash for nothing, lists with commas."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        words = words_of(call.language)
        return (words.yes if value else words.no)[0]
    if isinstance(value, UncertainDate):
        return date_words(value, call.language)
    if isinstance(value, Mapping):
        value = [f"{key}: {in_words(held, call)}" for key, held in value.items()]
    if isinstance(value, list | tuple):
        return ", ".join(in_words(item, call) for item in value) or NOTHING
    if isinstance(value, datetime):
        value = value.strftime("%Y-%m-%d %H:%M %Z").strip()
    if isinstance(value, str | int | float):
        return str(value)
    held = plain(value)
    return in_words(list(held.values()) if isinstance(held, dict) else held, call)


def plain(value: object) -> Any:  # noqa: ANN401 - what json.dumps takes
    """A value JSON does not know: a dataclass, a date, bytes (as hex), a path, a set."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    for kind, made in _PLAIN:
        if isinstance(value, kind):
            return made(value)
    return str(value)


_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (date, lambda value: value.isoformat()),
    (bytes, bytes.hex),
    (Enum, lambda value: value.value),
    (set | frozenset, sorted),
    (Mapping, dict),
)


def _json(value: object, *, is_ascii: bool) -> str:
    return json.dumps(value, default=plain, ensure_ascii=is_ascii)


def _aligned(titles: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    for row in (titles, *cells):
        padded = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        write_output(GAP.join(padded).rstrip())


def _drawn(titles: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """The same for a terminal, where long cells wrap instead of running off the edge."""
    from rich.console import Console  # noqa: PLC0415 - loaded only for a terminal: it is slow
    from rich.table import Table  # noqa: PLC0415 - same
    from rich.text import Text  # noqa: PLC0415 - same

    drawn = Table(box=None, pad_edge=False)
    for title in titles:
        drawn.add_column(Text(title))
    for row in cells:
        drawn.add_row(*map(Text, row))
    Console(highlight=False).print(drawn)
