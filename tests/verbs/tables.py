"""Small tables for the tests of importing, and the mappings they are read by."""

import csv
import io
from pathlib import Path

from kuager.model.mapping import Mapping, read_mapping
from kuager.verbs.desk import Desk
from kuager.verbs.imports import FilePlan, Imported, ImportPlan, import_file
from kuager.verbs.sayings import Mode

EVENTS = """
mapping: test-events
type: event
key: code
source: source
columns:
  date: {property: event.date}
  place: {property: event.place}
  headings: {property: event.rubric, split: ";"}
  wording: {property: event.wording, language: en}
  instead: {property: event.told_under, reference: event}
  by: {property: event.speaker, reference: [organisation, group]}
"""
PASSAGES = """
mapping: test-passages
type: passage
key: code
columns:
  paragraph: {property: passage.paragraph}
  of: {property: passage.source, reference: source}
"""
SOURCES = """
mapping: test-sources
type: source
key: code
columns:
  title: {property: source.title, language: en}
"""
PEOPLE = """
mapping: test-people
type: person
key: code
columns:
  case: {property: person.case, reference: case}
  name: {property: person.name_in_use}
  phone: {property: person.contact}
  band: {property: person.age_band}
identity: [name, phone]
"""
ORGANISATIONS = """
mapping: test-organisations
type: organisation
key: code
columns:
  title: {property: organisation.name, language: en}
"""
GROUPS = """
mapping: test-groups
type: group
key: code
columns:
  size: {property: group.size}
"""
EVENT_COLUMNS = ("code", "date", "place", "headings", "wording", "instead", "by", "source")


def mapping(text: str) -> Mapping:
    """A mapping from its YAML text."""
    return read_mapping(text)


def write_rows(path: Path, header: tuple[str, ...], rows: list[dict[str, str]]) -> Path:
    """A CSV file with these columns; what a row does not name stays empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")
    return path


def events(path: Path, *rows: dict[str, str]) -> FilePlan:
    """A file of events."""
    return FilePlan(file=write_rows(path, EVENT_COLUMNS, list(rows)), mapping=mapping(EVENTS))


def table(path: Path, text: str, *rows: dict[str, str]) -> FilePlan:
    """A file of another type, with exactly the columns of its mapping."""
    found = mapping(text)
    header = tuple(dict.fromkeys(("code", *found.columns)))
    return FilePlan(file=write_rows(path, header, list(rows)), mapping=found)


def take_in(
    desk: Desk, *files: FilePlan, mode: Mode = "add", leave_refused: bool = False
) -> Imported:
    """Import files together."""
    return import_file(desk, plan=ImportPlan(files=files, mode=mode, leave_refused=leave_refused))
