"""Figures: numbers used in reports, kept with their question and the records behind them.

A figure never changes. What it was counted from may: `explain_figure` (`verbs/figure_changes.py`)
says years later what has happened to the records behind it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kuager import N_, KuagerError, __version__
from kuager.model.meaning import meaning_of
from kuager.model.method import MethodNote
from kuager.model.question import Question, read_question
from kuager.model.statement import EntityId, Value, retract, say
from kuager.model.table import Cell, Key
from kuager.model.units import UNITS
from kuager.store.change import in_portions
from kuager.store.since import halves_held, is_shut, latest_entries
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.figure_sets import PLACES, Behind, behind, read_key
from kuager.verbs.values import Record

LONGEST_WORDING: Final = 1_000
_NUMBERS: Final = re.compile(r"(\d+)")
_COUNTS: Final = ("at_least", "at_most", "sure", "possibly")
BESIDE_NUMBERS: Final = ("unknown", "undated", "disputed", "left_out")
_LISTED: Final = (
    "code", "question", "cell", "made_on", "sure", "possibly", "at_least", "at_most",
    "base_sure", "base_possibly", "base_at_least", "base_at_most", "practice", "edition",
)  # fmt: skip


class WordingError(KuagerError):
    """A sentence that is empty or a whole page."""

    code = "figure-wording"
    exit_code = 2
    text = N_(
        "The sentence of a figure has one to a thousand letters. Nothing was changed; "
        "what was written before still stands."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBrief:
    """One line of the list of figures. `question` is None if it cannot be understood here."""

    code: str
    asked: str
    question: Question | None
    key: Key
    made_on: str
    cell: Cell
    base: Cell
    edition: str | None
    practice: bool


class Named(NamedTuple):
    """A record by its code."""

    code: str
    id: EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(FigureBrief):
    """A figure as it was kept. `lists` has the ids of the records that stood at each place.

    An erased record is in no list; the counts still say how many there were.
    """

    id: EntityId
    made_by: str
    unknown: int
    undated: int
    disputed: int
    left_out: int
    digest: str
    meaning: str
    version: str
    heads: tuple[str, ...]
    circles: tuple[str, ...]
    note: MethodNote | None
    wording: Mapping[str, str]
    beside: tuple[EntityId, ...] = ()
    left_aside: tuple[EntityId, ...] = ()
    lists: Mapping[str, tuple[EntityId, ...]] = field(default_factory=dict, repr=False)


@verb(needs="amend", saves=True)
def make_figure(
    desk: Desk,
    *,
    question: Question,
    key: Key = (),
    edition: str | None = None,
    collection: str | None = None,
) -> str:
    """Keep a number of a table as a figure, with the records behind it; returns its code.

    `edition` and `collection` are codes; the only collection there is counts where none is named.
    """
    key = read_key(",".join(key), question, desk.schema)
    found = behind(desk, question, key)
    figure, code = desk.store.new_id(), desk.next_code("figure", "F")
    facts: dict[str, Value] = {
        "code": code,
        "question": question.text(),
        "cell": ",".join(key),
        "edition": None if edition is None else desk.find(("edition",), edition),
        "collection": _collection(desk, collection),
        "made_on": desk.today.isoformat(),
        "made_by": desk.member,
        **_numbers(found),
        "digest": found.digest,
        "meaning": meaning_of(question, desk.schema),
        "version": __version__,
        "practice": desk.practice,
    }
    said = [say(figure, f"figure.{n}", value) for n, value in facts.items() if value is not None]
    said += [say(figure, "figure.heads", entry.hex()) for entry in latest_entries(desk.store)]
    said += [say(figure, "figure.circles", half) for half in halves_held(desk.store)]
    said += [say(figure, f"figure.{place}", uid) for uid, place in sorted(found.places.items())]
    for portion in in_portions(said):
        desk.say(portion)
    return code


@verb(needs="read")
def list_figures(desk: Desk) -> tuple[FigureBrief, ...]:
    """Every figure that was kept, the newest first, without the records behind it."""
    editions = {uid.hex(): code for code, uid in desk.view.codes("edition").items()}
    rows = desk.view.rows("figure", [f"figure.{name}" for name in _LISTED])
    told = [dict(zip(_LISTED, row, strict=True)) for row in rows]
    return tuple(_brief(desk, facts, editions) for facts in reversed(told))


@verb(needs="read")
def show_figure(desk: Desk, *, code: str) -> Figure:
    """One figure as it was kept: its number, its question, and what stood behind it."""
    return figure_of(desk, code)


@verb(needs="amend", saves=True)
def word_figure(desk: Desk, *, code: str, language: str, wording: str) -> None:
    """Keep a sentence of one's own for a figure in a language; an empty one takes it away."""
    figure, text = desk.find(("figure",), code), " ".join(wording.split())
    if len(text) > LONGEST_WORDING:
        raise WordingError
    for told in desk.view.history(figure):
        if told.stands and told.property == "figure.wording" and told.language == language:
            desk.say([retract(figure, told.property, told.id)])
    if text:
        desk.say([say(figure, "figure.wording", text, language=language)])


@verb(needs="amend", saves=True)
def place_claim(desk: Desk, *, code: str, claim: str, is_beside: bool) -> None:
    """Choose that a claim of others stands beside a figure, or that it does not."""
    figure, uid = desk.find(("figure",), code), desk.find(("claim",), claim)
    names = {"figure.beside": is_beside, "figure.left_aside": not is_beside}
    for told in desk.view.history(figure):
        if told.stands and told.property in names and told.value == uid:
            desk.say([retract(figure, told.property, told.id)])
    chosen = next(name for name, is_chosen in names.items() if is_chosen)
    desk.say([say(figure, chosen, uid)])


def figure_of(desk: Desk, code: str) -> Figure:
    """The figure with this code. Raises UnknownRecordError."""
    uid = desk.find(("figure",), code)
    record = desk.view.record(uid)
    if record is None:
        raise KeyError(code)
    asked, cell = str(record.get("figure.question") or ""), str(record.get("figure.cell") or "")
    return Figure(
        id=record.id,
        code=record.code,
        asked=asked,
        question=_question(desk, asked),
        key=tuple(cell.split(",")) if cell else (),
        made_on=str(record.get("figure.made_on") or ""),
        made_by=_member(desk, record),
        cell=_cell({n: record.get(f"figure.{n}") for n in _COUNTS}),
        base=_cell({n: record.get(f"figure.base_{n}") for n in _COUNTS}),
        **{name: _whole(record, name) for name in BESIDE_NUMBERS},
        digest=str(record.get("figure.digest") or ""),
        meaning=str(record.get("figure.meaning") or ""),
        version=str(record.get("figure.version") or ""),
        heads=tuple(sorted(map(str, record.every("figure.heads")))),
        circles=tuple(sorted(map(str, record.every("figure.circles")))),
        note=_note(desk, record.get("figure.collection")),
        wording=record.texts("figure.wording"),
        edition=desk.code_of(record.get("figure.edition")),
        practice=bool(record.get("figure.practice")),
        beside=_ids(record, "figure.beside"),
        left_aside=_ids(record, "figure.left_aside"),
        lists={place: _ids(record, f"figure.{place}") for place in PLACES},
    )


def named_behind(desk: Desk, figure: Figure) -> dict[str, tuple[Named, ...]]:
    """The records in each list of a figure by their codes; what is restricted is not named."""
    if figure.question is None:
        return dict.fromkeys(PLACES, ())
    known = {uid: code for code, uid in desk.view.codes(UNITS[figure.question.unit].type).items()}
    found: dict[str, tuple[Named, ...]] = {}
    for place, uids in figure.lists.items():
        seen = [uid for uid in uids if not is_shut(desk.store, uid)]
        named = [Named(known.get(uid, uid.hex()[:8]), uid) for uid in seen]
        found[place] = tuple(sorted(named, key=lambda one: by_number(one.code)))
    return found


def by_number(code: str) -> list[tuple[int, str]]:
    """Codes in the order that people count in: E-2 before E-10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBERS.split(code)]


def _numbers(found: Behind) -> dict[str, Value]:
    cells = {"": found.cell, "base_": found.base}
    numbers: dict[str, Value] = {
        f"{prefix}{name}": getattr(cell, name) for prefix, cell in cells.items() for name in _COUNTS
    }
    return numbers | {name: getattr(found, name) for name in BESIDE_NUMBERS}


def method_notes(desk: Desk) -> tuple[MethodNote, ...]:
    """What every collection says of itself, in the order of their codes."""
    found = sorted(desk.view.briefs("collection"), key=lambda record: by_number(record.code))
    return tuple(note for record in found if (note := _note(desk, record.id)) is not None)


def note_of_collection(desk: Desk) -> MethodNote | None:
    """The note that would go with a figure: of the only collection, if there is one."""
    return _note(desk, _collection(desk, None))


def _collection(desk: Desk, code: str | None) -> EntityId | None:
    """The collection that is named, or the only one there is."""
    if code is not None:
        return desk.find(("collection",), code)
    there = [record.id for record in desk.view.briefs("collection")]
    return there[0] if len(there) == 1 else None


def _brief(desk: Desk, facts: Mapping[str, object], editions: Mapping[str, str]) -> FigureBrief:
    asked, cell = str(facts["question"] or ""), str(facts["cell"] or "")
    return FigureBrief(
        code=str(facts["code"]),
        asked=asked,
        question=_question(desk, asked),
        key=tuple(cell.split(",")) if cell else (),
        made_on=str(facts["made_on"] or ""),
        cell=_cell({name: facts[name] for name in _COUNTS}),
        base=_cell({name: facts[f"base_{name}"] for name in _COUNTS}),
        edition=editions.get(str(facts["edition"])),
        practice=bool(facts["practice"]),
    )


def _question(desk: Desk, text: str) -> Question | None:
    """The question, if this version still understands it."""
    try:
        return read_question(text, desk.schema)
    except KuagerError:
        return None


def _cell(numbers: Mapping[str, object]) -> Cell:
    """The upper bound that was not said is one that nobody knew."""
    most = numbers["at_most"]
    sure, possibly, least = (_number(numbers[name]) for name in ("sure", "possibly", "at_least"))
    return Cell(sure, possibly, least, None if most is None else _number(most))


def _number(value: object) -> int:
    return value if isinstance(value, int) else int(str(value or 0))


def _whole(record: Record, short: str) -> int:
    return _number(record.get(f"figure.{short}"))


def _ids(record: Record, name: str) -> tuple[EntityId, ...]:
    return tuple(EntityId(uid) for uid in record.every(name) if isinstance(uid, bytes))


def _member(desk: Desk, record: Record) -> str:
    found = desk.record_of(record.get("figure.made_by"))
    return "" if found is None else found.text("member.handle") or found.code


def _note(desk: Desk, uid: Value) -> MethodNote | None:
    found = desk.record_of(uid)
    if found is None:
        return None
    texts = {
        name: found.texts(f"collection.{name}")
        for name in ("name", "counts_as", "gathers", "limits")
    }
    return MethodNote(code=found.code, **texts)
