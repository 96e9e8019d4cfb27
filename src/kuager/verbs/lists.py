"""One list as a table: codes only, and what names people only where it is asked for by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.exporters.csv_list import write_csv
from kuager.model.filters import Filters
from kuager.model.fold import Cell
from kuager.model.listed import district_of
from kuager.model.statement import Value
from kuager.store.listing import briefs_at, listing_of
from kuager.store.view import Record
from kuager.vault.files import replacing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.papers import refuse_taken
from kuager.verbs.releases import register_release

_TOLD_EVERY = 500
HOLDS_A_KEY = frozenset({"evidence.blob"})
"""Properties that hold a key: in no list and on no page, whoever asks."""


class IdentityColumnError(KuagerError):
    """A list holds codes; a column that names people is asked for by name."""

    code = "identity-column"
    exit_code = 2
    text = N_(
        "The column {column} tells who somebody is. Nothing was written. To have it, name it with "
        "--identity; the list will be entered in the register."
    )


class NotOfThisTypeError(KuagerError):
    """A column of another type of record."""

    code = "column-of-another-type"
    exit_code = 2
    text = N_("{column} is not a property of the type {type}. Nothing was written.")


class NeverListedError(KuagerError):
    """A column that holds a key."""

    code = "never-listed"
    exit_code = 2
    text = N_("{column} holds a key and is in no list. Nothing was written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list written as a table: its rows and columns, and its place in the register."""

    path: Path
    rows: int
    columns: tuple[str, ...]
    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list as the bytes of a table, to be taken away, and its place in the register."""

    data: bytes
    rows: int
    columns: tuple[str, ...]
    release: str


@verb(needs="keep")
def export_list(
    desk: Desk,
    *,
    type_name: str,
    to: Path,
    columns: tuple[str, ...] = (),
    identity: tuple[str, ...] = (),
) -> Listed:
    """Write the records of a type as CSV: codes only, save identity columns asked for by name.

    The table of a practice vault says so in a first column of its own, in every row.
    """
    refuse_taken(to)
    wanted = listed_columns(desk, type_name, columns, identity)
    is_whole = _needs_whole(desk, wanted, identity)
    source = desk.view.records(type_name) if is_whole else desk.view.briefs(type_name)
    header, rows = _rows(desk, wanted, source)
    with replacing(to) as writer:
        for chunk in write_csv(header, rows):
            writer.write(chunk)
    personal = _personal(desk, wanted)
    release = register_release(desk, "export_list", "list", rows=len(rows), columns=personal)
    return Listed(path=to, rows=len(rows), columns=wanted, release=release)


@verb(needs="keep")
def export_found(
    desk: Desk,
    *,
    type_name: str,
    filters: Filters,
    order: str = "-date",
    columns: tuple[str, ...] = (),
    identity: tuple[str, ...] = (),
) -> Table:
    """The records that a list shows, as CSV to take away: the same rules as `export_list`.

    The register keeps by which codes the list was narrowed, and the digest of the table.
    """
    wanted = listed_columns(desk, type_name, columns, identity)
    listing = listing_of(desk.store, desk.schema, type_name)
    chosen = listing.choose(filters).all
    places = listing.page(chosen, order, start=0, size=chosen.bit_count())
    found: Iterable[Record] = briefs_at(desk.store, listing.layout, [node for _, node in places])
    if _needs_whole(desk, wanted, identity):
        whole = (desk.view.record(record.id) for record in found)
        found = [record for record in whole if record is not None]
    header, rows = _rows(desk, wanted, found)
    data = b"".join(write_csv(header, rows))
    release = register_release(
        desk,
        "export_found",
        "list",
        rows=len(rows),
        columns=_personal(desk, wanted),
        query=f"{type_name}?{filters.text()}",
        digest=sha256(data).hexdigest(),
    )
    return Table(data=data, rows=len(rows), columns=wanted, release=release)


def _needs_whole(desk: Desk, wanted: tuple[str, ...], identity: tuple[str, ...]) -> bool:
    """Whether a column is asked for that stands in no table of ours: long texts."""
    return bool(identity) or any(desk.schema.property(name).kind == "long" for name in wanted)


def _personal(desk: Desk, wanted: tuple[str, ...]) -> list[str]:
    return [name for name in wanted if desk.schema.property(name).half == "identity"]


def _rows(
    desk: Desk, wanted: tuple[str, ...], source: Iterable[Record]
) -> tuple[list[str], list[list[str | int | None]]]:
    """Header and rows. A place is told no nearer than its district."""
    names: dict[bytes, str] = {}
    for other in desk.schema.types:
        names |= {bytes(uid): code for code, uid in desk.view.codes(other).items()}
    places = {name for name in wanted if desk.schema.property(name).kind == "place"}
    mark: list[str | int | None] = ["yes"] if desk.practice else []
    rows = []
    for done, record in enumerate(source):
        if done % _TOLD_EVERY == 0:
            desk.progress("table", done, 0)
        cells = [_cell(record.cells.get(name), names) for name in wanted]
        near = [
            _district(cell) if name in places else cell
            for name, cell in zip(wanted, cells, strict=True)
        ]
        rows.append(mark + near)
    return ["practice"] * len(mark) + [name.partition(".")[2] for name in wanted], rows


def _district(cell: str | int | None) -> str | int | None:
    """The district of a place; a text that is no place of the gazetteer is not told."""
    if not isinstance(cell, str):
        return cell
    told = filter(None, map(district_of, cell.split("; ")))
    return "; ".join(dict.fromkeys(told)) or None


def listed_columns(
    desk: Desk, type_name: str, columns: tuple[str, ...], identity: tuple[str, ...]
) -> tuple[str, ...]:
    """The qualified names of the columns of a list: those asked for, else all in codes.

    Raises UnknownType, UnknownProperty, NotOfThisTypeError, NeverListedError, IdentityColumnError.
    """
    own = desk.schema.type(type_name).properties.values()
    asked = tuple(_qualified(type_name, c) for c in columns)
    named = tuple(_qualified(type_name, c) for c in identity)
    for name in (*asked, *named):
        if desk.schema.property(name).type != type_name:
            raise NotOfThisTypeError(column=name, type=type_name)
        if name in HOLDS_A_KEY:
            raise NeverListedError(column=name)
    for name in asked:
        if desk.schema.property(name).half == "identity":
            raise IdentityColumnError(column=name)
    coded = tuple(p.name for p in own if p.half != "identity" and p.kind != "long")
    return tuple(dict.fromkeys((asked or coded) + named))


def _qualified(type_name: str, column: str) -> str:
    return column if "." in column else f"{type_name}.{column}"


def _cell(cell: Cell | None, names: Mapping[bytes, str]) -> str | int | None:
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, dict):
        told = ((k, str(_plain(v, names))) for k, v in sorted(value.items()))
        return "\n".join(f"{k}: {text}" if k else text for k, text in told)
    if isinstance(value, list):
        return "; ".join(str(_plain(item, names)) for item in value)
    return _plain(value, names)


def _plain(value: Value, names: Mapping[bytes, str]) -> str | int | None:
    if isinstance(value, bytes):
        return names.get(value, value.hex()[:8])
    return int(value) if isinstance(value, bool) else value
