"""Import: bring a table, answer what it leaves open, see row by row what would change, then do it.

Nothing is saved before the last button. The table lies in memory until then, and no longer.
"""

from math import ceil
from typing import TYPE_CHECKING, Final, cast

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.draft import Rejected
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.imports import (
    Imported,
    Previewed,
    RowsRefusedError,
    import_file,
    preview_import,
    undo_import,
)
from kuager.verbs.meanings import ROW_REFUSED
from kuager.verbs.papers import table_bytes
from kuager.verbs.records import list_records
from kuager.verbs.sayings import Difference, Mode
from kuager.verbs.values import Record
from kuager.web.import_questions import asked, onward, show_asked, take_asked
from kuager.web.importing import Pending, brought, faults_of, in_identity
from kuager.web.kept import drop, held, keep, result_of, work
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

if TYPE_CHECKING:
    from kuager.model.mapping import Mapping

_A_PAGE: Final = 50
_FAULTY: Final = 422
MODES: Final[dict[str, str]] = {
    "add": N_("Only new records; a code that is here already is refused"),
    "update": N_("Only records that are here; an unknown code is refused"),
    "meet": N_("Both: add to what is here, make what is not"),
}
STATUS: Final = {"new": N_("new"), "changed": N_("changed"), "same": N_("nothing new")}
REFUSED_HEADS: Final = (N_("File"), N_("Line"), N_("Column"), N_("Reason"))


def show_start(visit: Visit) -> Response:
    """What to bring, and what was brought before."""
    return _start(visit)


def take_tables(visit: Visit) -> Response:
    """The tables and mappings of the form, held in memory."""
    upload, mode = visit.files.get("file"), visit.form.get("mode")
    chosen = cast("Mode", mode) if mode in MODES else None
    try:
        pending = brought(visit.desk, () if upload is None else upload.all, mode=chosen)
    except UnknownRecordError:
        raise
    except KuagerError as refusal:
        return _start(visit, fault=visit.t(refusal))
    return visit.see(f"/import/{keep(visit.house, pending)}")


def _start(visit: Visit, fault: str = "") -> Response:
    words = Words(visit.desk, visit.language)
    done = [_import_row(visit, words, one) for one in list_records(visit.desk, type_name="import")]
    return visit.page(
        "import.html",
        status=_FAULTY if fault else 200,
        faults=[("file", fault)] if fault else [],
        modes=[("", visit.t(N_("As is usual for what is brought"))), *_modes(visit)],
        mode=visit.form.get("mode"),
        done=done[::-1],
    )


def _modes(visit: Visit) -> list[tuple[str, str]]:
    return [(mode, visit.t(said)) for mode, said in MODES.items()]


def _import_row(visit: Visit, words: Words, record: Record) -> list[object]:
    names = ("imported_on", "rows", "created", "updated")
    told = [words.first(record, f"import.{name}") or None for name in names]
    undone = record.text("import.undone_on")
    if undone is not None:
        last: object = visit.t(
            N_("taken back on {day}"), day=words.value("import.undone_on", undone)
        )
    else:
        last = (visit.t(N_("Take it back")), visit.url(f"/import/undo/{record.code}"))
    return [(record.code, visit.url(f"/record/import/{record.code}")), *told, last]


def _show_check(visit: Visit, pending: Pending) -> Response:
    """All is settled: which tables, how they are read, and in which way they are to be tried."""
    if not pending.tables:
        return visit.see(f"/import/{visit.path['key']}/done")
    words, desk = Words(visit.desk, visit.language), visit.desk
    rows = []
    for table in pending.tables:
        looked, mapping = table.look(desk), cast("Mapping", table.mapping)
        identity = [name for name in looked.columns if in_identity(desk, mapping, name)]
        out = [
            name for name in looked.columns if name not in mapping.named or name in mapping.ignore
        ]
        rows.append(
            [table.file.name, looked.rows, words.type(mapping.type), ", ".join(identity) or None,
             ", ".join(out) or None]
        )  # fmt: skip
    return visit.page(
        "import_check.html",
        rows=rows,
        modes=_modes(visit),
        mode=pending.mode,
        key=visit.path["key"],
    )


def show_next(visit: Visit) -> Response:
    """Whatever has to be confirmed next; at the end, the whole as it will be tried."""
    pending, number, asks = asked(visit)
    if asks is None:
        return _show_check(visit, pending)
    return show_asked(visit, pending.tables[number], asks)


def answer_next(visit: Visit) -> Response:
    """Take the answer to whatever was asked; then what comes next is shown."""
    pending, number, asks = asked(visit)
    pending.seen = None
    if asks is None:
        return onward(visit)
    return take_asked(visit, pending.tables[number], asks)


def begin_check(visit: Visit) -> Response:
    """Try it: look at every row; nothing is saved."""
    pending, _, asks = asked(visit)
    if asks is not None or not pending.tables:
        return onward(visit)
    mode = visit.form.get("mode")
    pending.mode = cast("Mode", mode) if mode in MODES else pending.mode
    total = sum(table.look(visit.desk).rows for table in pending.tables)

    def act(desk: Desk) -> Previewed:
        with _counting(desk, total):
            return preview_import(desk, plan=pending.plan())

    def put(found: Previewed | KuagerError) -> None:
        pending.seen = found

    return work(visit, _LOOKING, f"/import/{visit.path['key']}/rows", act, put)


_LOOKING = N_("Looking at the rows")
_IMPORTING = N_("Importing")
_UNDOING = N_("Taking the import back")


class _counting:  # noqa: N801 - read as a word of the with statement
    """Tells of how many rows there are, while they are walked."""

    def __init__(self, desk: Desk, total: int) -> None:
        self.desk, self.total, self.before = desk, total, desk.progress

    def __enter__(self) -> None:
        before = self.before
        self.desk.progress = lambda stage, done, _total: before(stage, done, self.total)

    def __exit__(self, *_: object) -> None:
        self.desk.progress = self.before


def show_rows(visit: Visit) -> Response:
    """What every row would change, and which rows are refused and why; paged."""
    pending = held(visit.house, visit.path["key"], Pending)
    if pending.seen is None:
        return onward(visit)
    seen = result_of(pending.seen)
    words = Words(visit.desk, visit.language)
    page = _number(visit.query.get("page"))
    pages = max(1, ceil(len(seen.differences) / _A_PAGE))
    page = min(page, pages)
    shown = seen.differences[(page - 1) * _A_PAGE : page * _A_PAGE]
    refused = list(faults_of(seen.refused))
    return visit.page(
        "import_rows.html",
        seen=seen,
        in_words=[(words.label(name), count) for name, count in seen.in_words.items()],
        rows=[_difference(visit, words, one) for one in shown],
        more=seen.created + seen.updated + seen.unchanged - len(seen.differences),
        refused=[_refused_row(words, file, fault) for file, fault in refused[:_A_PAGE]],
        refused_more=max(0, len(refused) - _A_PAGE),
        page=page,
        pages=pages,
        key=visit.path["key"],
    )


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 - a page


def _difference(visit: Visit, words: Words, one: Difference) -> list[object]:
    told = []
    for name, value, language in one.said:
        mark = f" [{language}]" if language else ""
        told.append(f"{words.label(name)}{mark}: {words.value(name, value)}")
    return [
        one.line,
        words.type(one.type),
        one.key,
        visit.t(STATUS[one.status]),
        "; ".join(told) or None,
    ]


def _refused_row(words: Words, file: str, fault: Rejected) -> list[object]:
    facts = dict(fault.facts)
    if "vocabulary" in facts:
        known = words.schema.vocabularies.get(str(facts["vocabulary"]))
        facts["vocabulary"] = facts["vocabulary"] if known is None else words.of(known.title)
    reason = ROW_REFUSED.get(fault.code)
    return [
        file,
        fault.line,
        fault.column,
        fault.code if reason is None else words.t(reason, **facts),
    ]


def give_refused(visit: Visit) -> Response:
    """The refused rows as a table: where and why, never what the cell said."""
    pending = held(visit.house, visit.path["key"], Pending)
    words = Words(visit.desk, visit.language)
    found = pending.done or pending.seen
    refused = found.refused if isinstance(found, Imported | Previewed) else ()
    rows = [_refused_row(words, file, fault) for file, fault in faults_of(refused)]
    data = table_bytes([visit.t(head) for head in REFUSED_HEADS], cast("list[list[str]]", rows))
    return visit.file(data, name="rows.csv", kind="text/csv; charset=utf-8")


def begin_import(visit: Visit) -> Response:
    """Import the tables: all rows, or the good ones if that was chosen."""
    pending = held(visit.house, visit.path["key"], Pending)
    if pending.done is not None or not isinstance(pending.seen, Previewed):
        return onward(visit)
    plan = pending.plan(leave_refused=visit.form.get("leave") == "yes")
    total = pending.seen.rows

    def act(desk: Desk) -> Imported:
        with _counting(desk, total):
            return import_file(desk, plan=plan)

    def put(found: Imported | KuagerError) -> None:
        pending.done = found
        if isinstance(found, Imported):
            pending.end()

    return work(visit, _IMPORTING, f"/import/{visit.path['key']}/done", act, put)


def show_done(visit: Visit) -> Response:
    """What the import did, and how it is taken back."""
    pending = held(visit.house, visit.path["key"], Pending)
    if isinstance(pending.done, RowsRefusedError):
        pending.done = None
        return visit.see(f"/import/{visit.path['key']}/rows")
    done = result_of(pending.done)
    words = Words(visit.desk, visit.language)
    return visit.page(
        "import_done.html",
        done=done,
        in_words=[(words.label(name), count) for name, count in done.in_words.items()],
        key=visit.path["key"],
    )


def forget(visit: Visit) -> Response:
    """Let go of the tables; nothing was saved."""
    drop(visit.house, visit.path["key"])
    visit.tell(N_("The tables are no longer in memory. Nothing was saved."))
    return visit.see("/import")


def show_undo(visit: Visit) -> Response:
    """What taking an import back means, before it is done."""
    code = visit.path["code"]
    found = next((r for r in list_records(visit.desk, type_name="import") if r.code == code), None)
    if found is None:
        raise UnknownRecordError(code=code)
    words = Words(visit.desk, visit.language)
    names = ("imported_on", "file_name", "rows", "created", "updated")
    facts = [(words.label(f"import.{n}"), words.first(found, f"import.{n}") or None) for n in names]
    return visit.page("import_undo.html", code=code, facts=facts)


def begin_undo(visit: Visit) -> Response:
    """Take the import back."""
    code = visit.path["code"]

    def put(found: object) -> None:
        if isinstance(found, KuagerError):
            visit.session.told.append((found.text, found.facts))
        else:
            visit.tell(
                N_("The import {code} is taken back; nothing of it counts any more."), code=code
            )

    return work(visit, _UNDOING, "/import", lambda desk: undo_import(desk, code=code), put)


ROUTES = (
    Route("GET", "/import", show_start),
    Route("POST", "/import", take_tables),
    Route("GET", "/import/undo/{code}", show_undo),
    Route("POST", "/import/undo/{code}", begin_undo),
    Route("GET", "/import/{key}", show_next),
    Route("POST", "/import/{key}", answer_next),
    Route("POST", "/import/{key}/check", begin_check),
    Route("GET", "/import/{key}/rows", show_rows),
    Route("GET", "/import/{key}/refused", give_refused),
    Route("POST", "/import/{key}/run", begin_import),
    Route("GET", "/import/{key}/done", show_done),
    Route("POST", "/import/{key}/forget", forget),
)
