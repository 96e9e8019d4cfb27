"""What an import asks before its rows are read: sheet, letters, header, columns, people."""

from typing import TYPE_CHECKING, Final, cast

from starlette.responses import Response

from kuager import N_, Fact, KuagerError
from kuager.verbs.imports import Looked, list_sheets
from kuager.verbs.meanings import PERSONAL
from kuager.verbs.values import Finding
from kuager.web.import_columns import Columns, ColumnWords, read_columns
from kuager.web.importing import Asks, Pending, Table, kept_for, kinds_of, undecided
from kuager.web.kept import held
from kuager.web.value_words import Words
from kuager.web.visit import Visit

if TYPE_CHECKING:
    from kuager.model.mapping import Mapping

_FAULTY: Final = 422
_DELIMITERS: Final[dict[str, str]] = {
    ",": N_("comma ( , )"),
    ";": N_("semicolon ( ; )"),
    "\t": N_("tab"),
    "|": N_("bar ( | )"),
}
_ANSWERS: Final[dict[str, dict[str, str]]] = {
    "delimiter": _DELIMITERS,
    "names": {"numbered": N_("Go on with the names as they are shown")},
    "hidden": {"read": N_("Read them too"), "leave": N_("Leave them out")},
    "merged": {"leave": N_("Leave the value in the first cell"), "spread": N_("Spread it")},
    "apostrophes": {"keep": N_("Keep the apostrophes"), "remove": N_("Remove the apostrophes")},
}
_LINE = N_("Line {line}")


def asked(visit: Visit) -> tuple[Pending, int, Asks | None]:
    """The import in the making, and which of its tables asks what."""
    pending = held(visit.house, visit.path["key"], Pending)
    found = pending.next(visit.desk) if pending.tables else None
    return (pending, 0, None) if found is None else (pending, *found)


def onward(visit: Visit) -> Response:
    """To whatever comes next."""
    return visit.see(f"/import/{visit.path['key']}")


def show_asked(visit: Visit, table: Table, asks: Asks) -> Response:
    """The page of a question."""
    match asks:
        case "sheet":
            return _show_sheets(visit, table)
        case "question":
            return _show_question(visit, table, table.look(visit.desk).questions[0])
        case "columns":
            return _show_columns(visit, table, None)
        case _:
            return _show_personal(visit, table, [])


def take_asked(visit: Visit, table: Table, asks: Asks) -> Response:
    """The answer to a question; one to another question is not taken."""
    if visit.form.get("asks") not in (asks, "kept", "type"):
        return onward(visit)
    match asks:
        case "sheet":
            return _take_sheet(visit, table)
        case "question":
            return _take_answer(visit, table)
        case "columns":
            return _take_columns(visit, table)
        case _:
            return _take_personal(visit, table)


def _show_sheets(visit: Visit, table: Table, fault: str = "") -> Response:
    sheets = list_sheets(visit.desk, file=table.file, choice=table.choice)
    said = N_("{sheet} (rows: {rows})")
    return _ask(
        visit,
        table,
        asks="sheet",
        question=visit.t(N_("This workbook has several sheets. Which one is to be imported?")),
        choices=[(name, visit.t(said, sheet=name, rows=rows)) for name, rows in sheets],
        fault=fault,
    )


def _take_sheet(visit: Visit, table: Table) -> Response:
    given = visit.form.get("given")
    if given not in [n.strip() for n, _ in list_sheets(visit.desk, file=table.file)]:
        return _show_sheets(visit, table, visit.t(N_("Choose one of these.")))
    sheets = list_sheets(visit.desk, file=table.file)
    table.sheet = next(name for name, _ in sheets if name.strip() == given)
    return onward(visit)


def _show_question(visit: Visit, table: Table, found: Finding, fault: str = "") -> Response:
    known = _ANSWERS.get(str(found.ask), {})
    beginnings = dict(table.beginnings(visit.desk, found))
    choices = []
    for number, one in enumerate(found.choices):
        if found.ask == "header_line":
            label = visit.t(_LINE, line=one)
        else:
            label = visit.t(known[one]) if one in known else one
        begins = beginnings.get(one)
        choices.append((str(number), f"{label}: {begins}" if begins else label))
    return _ask(
        visit,
        table,
        asks="question",
        question=visit.t(found.text, **_facts(visit, found)),
        choices=choices,
        fault=fault,
    )


def _facts(visit: Visit, found: Finding) -> dict[str, Fact]:
    facts = dict(found.facts)
    if facts.get("delimiter") in _DELIMITERS:
        facts["delimiter"] = visit.t(_DELIMITERS[str(facts["delimiter"])])
    return facts


def _take_answer(visit: Visit, table: Table) -> Response:
    found = table.look(visit.desk).questions[0]
    given = visit.form.get("given")
    if not given.isdecimal() or int(given) >= len(found.choices):
        return _show_question(visit, table, found, visit.t(N_("Choose one of these.")))
    try:
        table.answer(visit.desk, found, found.choices[int(given)])
    except KuagerError as refusal:
        return _show_question(visit, table, found, visit.t(refusal))
    return onward(visit)


def _ask(
    visit: Visit,
    table: Table,
    *,
    asks: str,
    question: str,
    choices: list[tuple[str, str]],
    fault: str,
) -> Response:
    looked = None if asks == "sheet" else table.look(visit.desk)
    return visit.page(
        "import_question.html",
        status=_FAULTY if fault else 200,
        file=table.file.name,
        asks=asks,
        question=question,
        choices=choices,
        looked=looked,
        key=visit.path["key"],
        faults=[("given", fault)] if fault else [],
    )


def _show_columns(visit: Visit, table: Table, filled: Columns | None) -> Response:
    desk, looked = visit.desk, table.look(visit.desk)
    told = _column_words(visit, looked)
    faults = {} if filled is None else dict(filled.faults)
    kinds = kinds_of(looked)
    rows = []
    for number, column in enumerate(looked.columns):
        place = f"c-{number}"
        suggested = told.said(looked.suggested, column)
        rows.append(
            {
                "name": column,
                "place": place,
                "typed": suggested if filled is None else filled.typed.get(column, ""),
                "cells": [row[number] for row in looked.sample if number < len(row)],
                "kinds": ", ".join(visit.t(PERSONAL[slug]) for slug in kinds.get(column, ())),
                "free": f"free-{number}",
                "is_free": filled is not None and column in filled.free,
                "fault": faults.get(place, ""),
            }
        )
    types = [t for t in desk.schema.types.values() if t.family not in ("house", "output")]
    words = told.words
    return visit.page(
        "import_columns.html",
        status=_FAULTY if faults else 200,
        file=table.file.name,
        looked=looked,
        rows=rows,
        offered=told.offered(),
        types=[(t.name, words.of(t.label)) for t in types],
        type=looked.suggested.type,
        type_label=words.type(looked.suggested.type),
        mapping=looked.suggested.id if filled is None else filled.mapping.id,
        findings=[visit.t(f.text, **_facts(visit, f)) for f in looked.findings if f.ask is None],
        kept=[(m.id, f"{m.id} ({words.type(m.type)})") for m in kept_for(desk, looked)],
        faults=[] if filled is None else filled.faults,
        key=visit.path["key"],
    )


def _column_words(visit: Visit, looked: Looked) -> ColumnWords:
    kind = visit.desk.schema.types[looked.suggested.type]
    return ColumnWords(Words(visit.desk, visit.language), visit.desk.schema, kind)


def _take_columns(visit: Visit, table: Table) -> Response:
    """Another type, a mapping of earlier, or what each column is."""
    asks, desk = visit.form.get("asks"), visit.desk
    looked = table.look(desk)
    if asks == "type":
        known = visit.form.get("type")
        table.type_name = known if known in desk.schema.types else table.type_name
        return onward(visit)
    if asks == "kept":
        wanted = visit.form.get("kept")
        table.given = next((m for m in kept_for(desk, looked) if m.id == wanted), None)
        return onward(visit)
    filled = read_columns(visit.form, looked, _column_words(visit, looked))
    if filled.faults:
        return _show_columns(visit, table, filled)
    table.mapping = filled.mapping
    return onward(visit)


def _show_personal(visit: Visit, table: Table, faults: list[tuple[str, str]]) -> Response:
    looked, mapping = table.look(visit.desk), cast("Mapping", table.given)
    kinds = kinds_of(looked)
    asked = [
        (f"free-{number}", column, ", ".join(visit.t(PERSONAL[slug]) for slug in kinds[column]))
        for number, column in enumerate(undecided(visit.desk, looked, mapping))
    ]
    return visit.page(
        "import_personal.html",
        status=_FAULTY if faults else 200,
        file=table.file.name,
        mapping=mapping.id,
        asked=asked,
        faults=faults,
        key=visit.path["key"],
    )


def _take_personal(visit: Visit, table: Table) -> Response:
    looked, mapping = table.look(visit.desk), cast("Mapping", table.given)
    if visit.form.get("other") == "yes":
        table.given = None
        return onward(visit)
    said = N_("Tick it, if it is so; otherwise choose the columns by hand.")
    faults = [
        (f"free-{number}", visit.t(said))
        for number, _ in enumerate(undecided(visit.desk, looked, mapping))
        if visit.form.get(f"free-{number}") != "yes"
    ]
    if faults:
        return _show_personal(visit, table, faults)
    table.mapping = mapping
    return onward(visit)
