"""Records taken into a document by hand, or left out of it; and what is said of the document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kuager.model.statement import EntityId, Statement, retract, say
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.documents import open_report
from kuager.verbs.records import digest_of
from kuager.verbs.text_records import places_of, texts_of_report, words_of

TAKES, LEAVES = "report.takes", "report.leaves"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSheet:
    """What is said of a document: facts by short name ("title_en" for a text in a language).

    References are codes; `takes` and `leaves` are type and code. `strays` are place and language
    of texts whose place the outline has no more (an article that nothing names now): they are kept
    and not printed. `seen` is for a change that is refused if somebody else was quicker.
    """

    code: str
    outline: str
    facts: Mapping[str, tuple[str, ...]]
    takes: tuple[tuple[str, str], ...]
    leaves: tuple[tuple[str, str], ...]
    strays: tuple[tuple[str, str], ...]
    seen: str


@verb(needs="read")
def show_report(desk: Desk, *, code: str) -> DocumentSheet:
    """What is said of a document in work, and which records were chosen for it by hand."""
    uid = desk.find(("report",), code)
    record = desk.view.record(uid)
    if record is None:
        raise UnknownRecordError(code=code)
    return DocumentSheet(
        code=record.code,
        outline=record.text("report.outline") or "",
        facts=dict(_facts(desk, record)),
        takes=_typed(desk, record.every(TAKES)),
        leaves=_typed(desk, record.every(LEAVES)),
        strays=tuple(_strays(desk, code)),
        seen=digest_of(desk.view.history(uid)),
    )


@verb(needs="amend", saves=True)
def take_record(desk: Desk, *, code: str, record: str, is_taken: bool = True) -> None:
    """Take a record into a document by hand; or, with `is_taken` False, take that back."""
    _choose(desk, code, record, TAKES, is_chosen=is_taken)


@verb(needs="amend", saves=True)
def leave_record(desk: Desk, *, code: str, record: str, is_left: bool = True) -> None:
    """Leave a record out of a document by hand; or, with `is_left` False, take that back."""
    _choose(desk, code, record, LEAVES, is_chosen=is_left)


def _strays(desk: Desk, code: str) -> Iterator[tuple[str, str]]:
    """Texts at places that the outline of the document does not have today."""
    writing, outline = open_report(desk, code)
    places = places_of(outline)
    for (place, language), text in texts_of_report(desk, EntityId(writing.id)).items():
        if place not in places and words_of(text):
            yield place, language


def _choose(desk: Desk, code: str, record: str, name: str, *, is_chosen: bool) -> None:
    """A record is taken in or left out, never both; what was chosen before keeps its place."""
    uid = desk.find(("report",), code)
    chosen = desk.find(desk.schema.property(name).to, record)
    standing = [t for t in desk.view.history(uid) if t.stands and t.value == chosen]
    wanted = [told for told in standing if told.property == name]
    gone = [told for told in standing if told.property in (TAKES, LEAVES)]
    if is_chosen:
        gone = [told for told in gone if told.property != name]
    said: list[Statement] = [retract(told.subject, told.property, told.id) for told in gone]
    if is_chosen and not wanted:
        said.append(say(uid, name, chosen))
    desk.say(said)


def _facts(desk: Desk, record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every fact that is said, in the order of the schema."""
    for short, prop in desk.schema.type("report").properties.items():
        if short in ("code", "outline", "takes", "leaves"):
            continue
        if prop.per_language:
            for language, text in record.texts(prop.name).items():
                yield f"{short}_{language}" if language else short, (text,)
        elif prop.kind == "reference":
            codes = desk.codes_of(record.every(prop.name))
            yield from [(short, codes)] if codes else []
        else:
            values = tuple(str(v) for v in record.every(prop.name) if v is not None)
            yield from [(short, values)] if values else []


def _typed(desk: Desk, uids: Iterable[object]) -> tuple[tuple[str, str], ...]:
    return tuple((record.type, record.code) for record in desk.records_of(uids))
