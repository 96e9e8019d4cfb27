"""Reports from the command line: what was written, what was held back, and what nobody wrote."""

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from tests.cli.house import House

from kuager.cli.slugs import HELD_BACK
from kuager.model import disclosure
from kuager.model.consent import Reason, Use
from kuager.model.private_words import Tell
from kuager.verbs.drawing.numbers import NUMBERS_HELD

PASSING = {"consent-yes", "consent-published"}
"""Verdicts of consent that hold nothing back."""
NO_REASON = {"not-asked", "not-written"}
"""Slugs of the cut that are no reasons: an answer it compares with, and what is listed apart."""

MAPPINGS = {
    "members": "mapping: members\ntype: member\nkey: code\ncolumns: {}\n",
    "sources": (
        "mapping: sources\ntype: source\nkey: code\n"
        "columns: {kind: source.kind, title: {property: source.title, language: en}}\n"
    ),
    "cases": "mapping: cases\ntype: case\nkey: code\ncolumns: {status: case.status}\n",
    "events": (
        "mapping: events\ntype: event\nkey: code\nsource: source\ncolumns:\n"
        "  date: event.date\n  heading: event.rubric_primary\n"
        "  case: {property: event.case, reference: case}\n"
        "  wording: {property: event.wording, language: en}\n"
        "  by: {property: event.wording_by, reference: member}\n"
        "  signed: {property: event.signed_off_by, reference: member}\n"
        "  basis: event.basis\n"
        "  decided: {property: event.basis_decided_by, reference: member}\n"
    ),
}
TABLES = {
    "members": "code\nm-1\nm-2\n",
    "sources": "code,kind,title\nS-1,news,A made-up report\n",
    "cases": "code,status\nC-1,open\nC-2,open\nC-3,open\n",
    "events": (
        "code,date,heading,case,wording,by,signed,basis,decided,source\n"
        "E-1,2024-03,bias-motivated-violence,,In March the report told of an attack.,m-1,m-2,"
        "published,m-1,S-1\n"
        "E-2,2024-04,bias-motivated-violence,C-1,Told by a person.,m-1,m-2,,,S-1\n"
        "E-3,2024-05,bias-motivated-violence,C-2,Told by another.,m-1,m-2,,,S-1\n"
        "E-4,2024-06,bias-motivated-violence,C-3,Told and withdrawn.,m-1,m-2,,,S-1\n"
        "E-5,2024-07,bias-motivated-violence,,,,,published,m-1,S-1\n"
        "E-6,2024-08,bias-motivated-violence,,Signed by nobody else.,m-1,m-1,published,m-1,S-1\n"
        "E-7,2023-12/2024-01,bias-motivated-violence,,Around new year.,m-1,m-2,published,m-1,S-1\n"
    ),
}


@pytest.fixture
def year(house: House, tmp_path: Path) -> House:
    """A house with one event that may be told and six that may not, each for its own reason."""
    folder = tmp_path / "year"
    (folder / "mappings").mkdir(parents=True)
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text)
        (folder / "mappings" / f"{name}.yaml").write_text(MAPPINGS[name])
    house("import", folder, "--yes")
    house("consent", "record", "C-2", "publication", "no")
    house("consent", "record", "C-3", "publication", "yes")
    house("consent", "withdraw", "C-3")
    return house


def review(to: Path, *more: str) -> tuple[str | Path, ...]:
    """The arguments of the chapter for Kazakhstan in 2024."""
    return ("report", "annual-review", "--country", "KAZ", "--year", "2024", "--to", to, *more)


def test_a_chapter_is_written_three_times_over(year: House, tmp_path: Path) -> None:
    """DOCX, PDF and HTML, an edition and a place in the register."""
    done = year.json(*review(tmp_path / "out"))

    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [
        ".docx",
        ".html",
        ".pdf",
    ]
    assert (done["edition"], done["release"], done["developments"]) == ("ED-1", "R-1", 1)
    html = (tmp_path / "out" / "annual-review-KAZ-2024.html").read_text("utf-8")
    assert "In March the report told of an attack." in html
    assert "Told by" not in html


def test_what_is_held_back_is_said_with_its_reason(year: House, tmp_path: Path) -> None:
    """Not asked, no, withdrawn with whom to ask, not signed off; what nobody wrote is listed."""
    said = year(*review(tmp_path / "out")).out
    reasons = dict(line.split("  ", 1) for line in said.splitlines() if line.startswith("E-"))

    assert reasons["E-2"].strip() == "the person was not asked yet: ask first"
    assert reasons["E-3"].strip() == "a person said no: it stays so"
    assert reasons["E-4"].strip() == "a person withdrew consent: ask the handler of the case"
    assert reasons["E-6"].strip() == "the wording was signed off by nobody but its writer"
    assert "Not yet written in this language: E-5." in said


def test_what_only_possibly_lies_in_the_year_is_listed(year: House, tmp_path: Path) -> None:
    """It is told nowhere, and a person reads why."""
    said = year(*review(tmp_path / "out")).out

    assert "it is not certain that they lie in this year: E-7." in said
    assert "new year" not in (tmp_path / "out" / "annual-review-KAZ-2024.html").read_text("utf-8")


def test_every_reason_to_hold_something_back_has_words() -> None:
    """Every slug that the cut can give, found in its source, and no words beside."""
    given = {f"consent-{reason}" for reason in get_args(Reason)} - PASSING
    given |= set(get_args(Tell)) | (_slugs_of(disclosure) - NO_REASON - set(get_args(Use)))
    given |= set(NUMBERS_HELD)
    source = Path(inspect.getfile(disclosure)).parents[1]
    said = "".join(
        path.read_text("utf-8") for path in source.rglob("*.py") if path.name != "meanings.py"
    )

    assert set() == given - HELD_BACK.keys()
    assert [] == [slug for slug in HELD_BACK.keys() - given if f'"{slug}"' not in said]


def _slugs_of(module: ModuleType) -> set[str]:
    """The string constants of a module that look like slugs."""
    tree = ast.parse(inspect.getsource(module))
    texts = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}


def test_a_consent_opens_and_a_restriction_shuts(year: House, tmp_path: Path) -> None:
    """The same command tells more after a yes, and less after a restriction."""
    year("consent", "record", "C-1", "publication", "anonymised")
    told = year.json(*review(tmp_path / "yes"))["developments"]
    year("case", "restrict", "C-1")
    later = year.json(*review(tmp_path / "restricted"))

    assert told == 2
    assert later["developments"] == 1
    assert "E-2" not in {held["code"] for held in later["held"]}


def test_a_report_is_not_written_over_another(year: House, tmp_path: Path) -> None:
    """Unless it is said; the new files are the same to the byte."""
    year(*review(tmp_path / "out"))
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    assert "something at" in year(*review(tmp_path / "out"), code=3).err
    year(*review(tmp_path / "out", "--replace"))
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_country_without_places_is_refused(year: House, tmp_path: Path) -> None:
    """And so are a year and a language that nobody knows; nothing is written."""
    arguments: list[str | Path] = ["report", "annual-review", "--to", tmp_path / "out"]
    year(*arguments, "--country", "XYZ", "--year", "2024", code=2)
    year(*arguments, "--country", "KAZ", "--year", "24", code=2)
    year(*review(tmp_path / "out", "--language", "de"), code=2)

    assert not (tmp_path / "out").exists()
