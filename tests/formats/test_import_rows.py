"""From the bytes of a file to drafts: bad inputs 39 and 40 as far as files and mappings go."""

import pytest
from tests.formats.import_samples import table
from tests.model.small_schema import SCHEMA

from kuager.formats.importers import importer_for
from kuager.formats.importers.interface import NOTHING_CHOSEN, ReadChoice
from kuager.model.draft import Draft, Rejected
from kuager.model.mapping import compile_mapping, read_mapping

MAPPING = read_mapping(
    {
        "mapping": "test",
        "type": "event",
        "key": "code",
        "source": "source",
        "columns": {
            "date": "event.date",
            "place": "event.place",
            "story": "event.narrative",
            "act": {"property": "act.type", "split": ";"},
        },
    }
)
HEADER = ("code", "source", "date", "place", "story", "act")
ROWS = [
    (f"E-{n}", "S-1", "29.05.2021", "Шымкент", f"Рассказ {n}", "beating;threat") for n in range(10)
]


def as_csv(rows: list[tuple[str, ...]], encoding: str = "utf-8") -> bytes:
    """The rows under their header."""
    return "\r\n".join('"' + '","'.join(row) + '"' for row in [HEADER, *rows]).encode(encoding)


def drafts(name: str, data: bytes, choice: ReadChoice = NOTHING_CHOSEN) -> list[Draft | Rejected]:
    """Every row of a file, by the mapping."""
    (sheet,) = importer_for(name, data).open_sheets(data, choice).sheets
    return list(map(compile_mapping(MAPPING, SCHEMA, header=sheet.header), sheet.rows))


def test_39_rows_that_fail_midway() -> None:
    """A bad row is refused with its line and column; the rows around it are read as ever."""
    rows = list(ROWS)
    rows[4] = ("E-4", "S-1", "31.02.2021", "Нигде", "x", "beating")
    found = drafts("list.csv", as_csv(rows))
    (bad,) = (draft for draft in found if isinstance(draft, Rejected))
    faults = [(fault.line, fault.column, fault.code) for fault in (bad, *bad.also)]
    assert [(6, "date", "no-such-day"), (6, "place", "unknown-place")] == faults
    good = drafts("list.csv", as_csv(ROWS))
    assert [*good[:4], *good[5:]] == [draft for draft in found if isinstance(draft, Draft)]


def test_40_same_file_twice_means_the_same() -> None:
    """Keys and statements are the same each time, so what is there already is known again."""
    assert drafts("list.csv", as_csv(ROWS)) == drafts("list.csv", as_csv(ROWS))
    keys = [inner.key for draft in drafts("list.csv", as_csv(ROWS)) for inner in draft.inner]
    assert len(keys) == len(set(keys)) == 20


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_every_carrier_gives_the_same_drafts(encoding: str) -> None:
    """Encoding and format of the file leave no mark on what is said."""
    expected = drafts("list.csv", as_csv(ROWS))
    assert expected == drafts("list.csv", as_csv(ROWS, encoding))
    assert expected == drafts("list.xlsx", table([HEADER, *ROWS]))
