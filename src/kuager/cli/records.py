"""Reading one record and judging about it: shown, searched, preferred, retracted, merged."""

from typing import ClassVar

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.proofs import read_place
from kuager.cli.readings import Reader
from kuager.cli.seat import seat
from kuager.model.statement import split_statement_id
from kuager.verbs.desk import Desk
from kuager.verbs.lists import HOLDS_A_KEY
from kuager.verbs.records import (
    RecordPage,
    merge_records,
    prefer_statement,
    retract_statement,
    search_records,
    separate_records,
    show_record,
)
from kuager.verbs.values import Told

TYPE = option(
    "--type",
    "type_name",
    type=ID,
    metavar=N_("TYPE"),
    help=N_("The type of the record, where several have this code."),
)
CODE = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the record."))
OTHER = argument("other", type=ID, metavar=N_("CODE"), help=N_("The code of the other record."))
STATEMENT = argument(
    "statement", type=ID, metavar=N_("STATEMENT"), help=N_("As kuager show --history shows it.")
)
WHY = N_("Why? It stays in the record:")


class NotOfThisRecordError(KuagerError):
    """The statement is not one of the record that was named."""

    code: ClassVar[str] = "not-of-this-record"
    exit_code: ClassVar[int] = 8
    text: ClassVar[str] = N_("No such statement is said of {record}. Nothing was changed.")


class NoReasonError(KuagerError):
    """A judgement without a reason."""

    code: ClassVar[str] = "no-reason"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("A judgement needs its reason. Nothing was changed.")


@command("show")
@CODE
@TYPE
@option(
    "--history", "is_history", is_flag=True, help=N_("Everything ever said of it, oldest first.")
)
def show(call: Call, *, code: str, type_name: str | None, is_history: bool) -> None:
    """Show one record: what stands now, where sources disagree, and who refers to it."""
    with seat(call) as desk:
        page = _page(desk, code, type_name)
        reader = Reader(call, desk.schema, page.names)
        answer(call, _plain(reader, page))
        _show_page(call, reader, page)
        if is_history:
            _show_history(call, reader, page)


def _page(desk: Desk, code: str, type_name: str | None) -> RecordPage:
    types = () if type_name is None else (desk.schema.type(type_name).name,)
    return show_record(desk, code=code, types=types)


def _show_page(call: Call, reader: Reader, page: RecordPage) -> None:
    found = page.record
    tell(call, "{type} {code}", type=reader.type_label(found.type), code=found.code)
    named = [name for name in reader.schema.properties if name in found.cells]
    order = [name for name in named if name not in HOLDS_A_KEY]
    record(call, {reader.label(name): _standing(reader, page, name) for name in order})
    if len(page.referring) > 0:
        tell(call, "")
        tell(call, N_("Referred to by:"))
        rows = [(name, reader.label(prop)) for name, prop, _ in page.referring]
        table(call, [N_("Record"), N_("As")], rows)


def _standing(reader: Reader, page: RecordPage, name: str) -> str:
    """The value of a property; where sources disagree, every value with who says so."""
    text = reader.cell(name, page.record.cells[name])
    if name not in page.record.conflicts:
        return text
    said_by: dict[str, list[str]] = {}
    for told in page.history:
        if told.stands and told.property == name:
            source = "—" if told.source is None else reader.names.get(told.source, "—")
            said_by.setdefault(reader.value(name, told.value), []).append(source)
    told_apart = (f"  {value}: {', '.join(sources)}" for value, sources in said_by.items())
    return "\n".join((text, *told_apart))


def _show_history(call: Call, reader: Reader, page: RecordPage) -> None:
    """Each statement, whose it is, and on a line of its own where it stands in the log."""
    tell(call, "")
    tell(call, N_("Everything said, oldest first:"))
    for told in _shown(page):
        state = "" if told.stands else f"  ({call.say(N_('withdrawn or replaced'))})"
        state = f"  ({call.say(N_('preferred'))})" if told.preferred else state
        said = f"{reader.label(told.property)}: {reader.value(told.property, told.value)}"
        tell(call, "- {said}{state}", said=said, state=state)
        source = None if told.source is None else reader.names.get(told.source)
        if source is not None:
            said_by = call.say(N_("said by {source}"), source=source)
            tell(call, "    {said_by}", said_by=said_by)
        tell(call, "    {place}", place=place_of(told))


def _shown(page: RecordPage) -> list[Told]:
    """What was said, save the keys of sealed files: they are shown to nobody."""
    return [told for told in page.history if told.property not in HOLDS_A_KEY]


def place_of(told: Told) -> str:
    """Where a statement stands in the log, as `kuager prove` takes it."""
    entry, index = split_statement_id(told.id)
    return f"{entry.hex()}:{index}"


def _plain(reader: Reader, page: RecordPage) -> dict[str, object]:
    found = page.record
    return {
        "type": found.type,
        "code": found.code,
        "id": found.id,
        "conflicts": found.conflicts,
        "values": {n: c.value for n, c in found.cells.items() if n not in HOLDS_A_KEY},
        "referring": [{"record": name, "property": prop} for name, prop, _ in page.referring],
        "history": [
            {
                "statement": place_of(told),
                "property": told.property,
                "value": told.value,
                "language": told.language,
                "source": None if told.source is None else reader.names.get(told.source),
                "sure": told.sure,
                "stands": told.stands,
                "preferred": told.preferred,
            }
            for told in _shown(page)
        ],
    }


@command("search")
@option("--limit", type=int, default=50, metavar=N_("N"), help=N_("The most records to show."))
def search(call: Call, *, limit: int) -> None:
    """Search in all texts, in any spelling or script. The words are typed when asked."""
    with seat(call) as desk:
        text = ask.line(call, N_("Search for:"))
        found = search_records(desk, text=text, limit=limit)
        reader = Reader(call, desk.schema, {})
        answer(call, [{"type": one.type, "code": one.code} for one in found])
        rows = [(reader.type_label(one.type), one.code) for one in found]
        table(call, [N_("Type"), N_("Code")], rows)


@command("prefer")
@CODE
@STATEMENT
@TYPE
def prefer(call: Call, *, code: str, statement: str, type_name: str | None) -> None:
    """Prefer one of several statements that disagree. The others stay beside it."""
    with seat(call) as desk:
        page = _page(desk, code, type_name)
        told = _told(page, statement)
        prefer_statement(desk, record=page.record.id, statement=told.id, reason=_reason(call))
    answer(call, {"code": code, "preferred": statement})
    tell(call, N_("Preferred. The other values stay beside it, with your reason."))


@command("retract")
@CODE
@STATEMENT
@TYPE
def retract(call: Call, *, code: str, statement: str, type_name: str | None) -> None:
    """Withdraw a statement. It stays in the log, marked, and counts no more."""
    with seat(call) as desk:
        page = _page(desk, code, type_name)
        told = _told(page, statement)
        retract_statement(desk, record=page.record.id, statement=told.id, name=told.property)
    answer(call, {"code": code, "retracted": statement})
    tell(call, N_("Withdrawn. It stays in the log, marked, and counts no more."))


@command("merge")
@CODE
@OTHER
@TYPE
def merge(call: Call, *, code: str, other: str, type_name: str | None) -> None:
    """Judge two records to be the same. Both histories stay; kuager separate undoes it."""
    with seat(call) as desk:
        one, two = _page(desk, code, type_name), _page(desk, other, type_name)
        merge_records(desk, one=one.record.id, other=two.record.id, reason=_reason(call))
    answer(call, {"merged": [code, other]})
    tell(
        call,
        N_("{code} and {other} are one record now. To undo it: kuager separate {code} {other}"),
        code=code,
        other=other,
    )


@command("separate")
@CODE
@OTHER
@TYPE
def separate(call: Call, *, code: str, other: str, type_name: str | None) -> None:
    """Judge two records to be different. It undoes a merge of the two."""
    with seat(call) as desk:
        types = (type_name,) if type_name is not None else tuple(desk.schema.types)
        one, two = desk.find(types, code), desk.find(types, other)
        separate_records(desk, one=one, other=two, reason=_reason(call))
    answer(call, {"separated": [code, other]})
    tell(call, N_("{code} and {other} are two records."), code=code, other=other)


def _told(page: RecordPage, place: str) -> Told:
    wanted = read_place(place)
    found = next((told for told in page.history if told.id == wanted), None)
    if found is None:
        raise NotOfThisRecordError(record=page.record.code)
    return found


def _reason(call: Call) -> str:
    reason = ask.line(call, WHY).strip()
    if reason == "":
        raise NoReasonError
    return reason


COMMANDS = (show, search, prefer, retract, merge, separate)
