"""The examples' tables, counted again from an export by a script that knows nothing of Kuager."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.examples.folders import KAZAKHSTAN, PRACTICE, take_folder
from tests.hazards.rig import PASSPHRASE, found

from kuager.model.question import Dimension, Question, dimensions_of
from kuager.model.question import read_question as read
from kuager.model.scales import scales_of
from kuager.model.statement import say
from kuager.model.units import UNITS
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.exports import export_plain
from kuager.verbs.funnels import show_funnel

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "spec" / "count_open_folder.py"
OF_FUNNELS = SCRIPT.with_name("count_funnel.py")
GAZETTEER = ROOT / "src" / "kuager" / "model" / "data" / "gazetteer.json"
YEAR = "&from=2024-01-01&to=2024-12-31"
QUESTIONS = (
    "unit=case&by=case.status&clock=opened",
    "unit=case&by=act.harm,event.place@region&clock=incident",
    "unit=case&by=step.exit@exit&clock=report",
    f"unit=case&clock=incident{YEAR}",
    "unit=case&by=involvement.kind@group&act.harm=physical",
    "unit=event&by=event.kind,event.date@year",
    "unit=event&by=event.place@region",
    "unit=event&by=event.place@district,event.kind",
    "unit=event&by=event.date@month&from=2023-06-01&to=2024-05-31",
    f"unit=event&by=event.rubric_primary,event.polarity{YEAR}",
    f"unit=event&by=event.reported,event.authority_response,event.kind{YEAR}",
    "unit=event&by=act.type@group&clock=known",
    "unit=event&by=act.type@odihr",
    "unit=event&by=act.type@ilga,event.place@region",
    "unit=event&by=involvement.kind&involvement.role=perpetrator",
    "unit=event&by=involvement.role",
    "unit=event&by=event.people@band",
    "unit=event&by=event.kind&event.place=KZ-75",
    "unit=event&by=event.kind&event.place=KZ-75,KZ-79&sure=yes&to=2024-06-30",
    "unit=event&by=act.harm&act.type@group=liberty",
    "unit=event&by=act.harm&event.reported=-",
    "unit=event&by=step.outcome&clock=report",
    f"unit=event&by=event.exit,event.justice_stage{YEAR}",
    "unit=people&by=event.kind",
    "unit=people&by=event.place@region,event.date@year",
    f"unit=people&by=event.kind{YEAR}",
    "unit=people&by=event.date@year&act.type@group=liberty",
    "unit=people&act.harm=physical",
    "unit=act&by=act.type@group,event.date@year",
    "unit=act&by=act.type@huridocs",
    "unit=act&by=act.harm,act.bias",
    "unit=act&by=act.bias_indicator&event.kind=incident",
    f"unit=act&by=act.offence,involvement.kind{YEAR}",
    "unit=act&by=act.type@mt03",
    "unit=person&by=person.age_band",
    "unit=person&by=act.type@group,step.exit@exit",
    "unit=person&by=case.status&clock=opened",
    "unit=perpetrator&by=involvement.kind,act.type@group",
    "unit=perpetrator&by=involvement.role,event.date@year",
    "unit=perpetrator&by=involvement.kind@group&event.place=KZ-75",
    "unit=filing&by=proceeding.kind,step.outcome",
    f"unit=filing&by=proceeding.status{YEAR}",
    "unit=filing&by=step.exit@exit,proceeding.kind&clock=incident",
    "unit=filing&by=proceeding.body",
    "unit=step&by=step.kind,step.outcome",
    "unit=step&by=step.date@year,proceeding.kind",
    "unit=intervention&by=intervention.kind,intervention.response",
    "unit=intervention&by=intervention.kind@mt20,intervention.date@year",
)


@dataclass(frozen=True)
class Example:
    """An example in a vault, and its open folder."""

    desk: Desk
    folder: Path


def taken(place: Path, folder: Path) -> Desk:
    """The example in a practice vault."""
    desk = found(place / "vault", practice=True)
    take_folder(desk, folder)
    return desk


def exported(desk: Desk, place: Path) -> Path:
    """The vault as an open folder."""
    export_plain(desk, to=place, sentence="yes", typed="yes")
    return place


@pytest.fixture(scope="module", params=[KAZAKHSTAN, PRACTICE], ids=["Kazakhstan", "practice"])
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Example]:
    """Each example once; tests here only read it."""
    place = tmp_path_factory.mktemp("recount")
    desk = taken(place, request.param)
    yield Example(desk, exported(desk, place / "open"))
    desk.close()


def recounted(
    folder: Path, answers: Iterable[object], place: Path, script: Path = SCRIPT
) -> tuple[int, str, str]:
    """Exit code, differences and sum of a script over some answers."""
    file = place / "answers.json"
    file.write_text("\n".join(json.dumps(answer) for answer in answers), "utf-8")
    done = subprocess.run(
        [sys.executable, "-E", "-s", str(script), str(folder), str(GAZETTEER), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def offered(desk: Desk, unit: str) -> list[tuple[Dimension, tuple[str, ...]]]:
    """Every dimension of a unit, at every scale, that says anything, with its categories."""
    told = []
    for usual in dimensions_of(UNITS[unit], desk.schema):
        if usual.type in UNITS[unit].only_where:
            continue
        prop = desk.schema.properties[usual.name]
        for scale in scales_of(prop, desk.schema):
            by = (Dimension(usual.name, scale),)
            codes = count_table(desk, question=Question(unit=unit, by=by)).axes[0].categories
            told += [(by[0], codes)] if set(codes) - {"-"} else []
    return told


def random_questions(desk: Desk, each: int, seed: int) -> Iterator[Question]:
    """Of every unit so many, up to three dimensions and filters, with any clock and period."""
    draw = random.Random(seed)
    for unit in UNITS.values():
        dimensions = offered(desk, unit.name)
        for _ in range(each if dimensions else 0):
            by = draw.sample(dimensions, min(len(dimensions), draw.randint(0, 3)))
            where = draw.sample(dimensions, min(len(dimensions), draw.choice((0, 0, 1, 2))))
            pairs = {"unit": unit.name, "by": ",".join(d.text for d, _ in by)}
            pairs["clock"] = draw.choice(list(unit.clocks))
            if draw.random() < 0.5:
                pairs["from"] = f"20{draw.randint(18, 22)}-{draw.randint(1, 12):02}-15"
            if draw.random() < 0.5:
                pairs["to"] = f"20{draw.randint(23, 25)}-{draw.randint(1, 12):02}-20"
            pairs["sure"] = draw.choice(("", "", "", "yes"))
            for dimension, codes in where:
                pairs[dimension.text] = ",".join(draw.sample(codes, min(2, len(codes))))
            line = "&".join(f"{name}={text}" for name, text in pairs.items() if text)
            yield read(line, desk.schema)


def test_the_tables_that_matter_are_counted_alike(example: Example, tmp_path: Path) -> None:
    """Of forty-eight questions over all units, clocks, scales and filters every cell is equal."""
    desk = example.desk
    tables = [count_table(desk, question=read(line, desk.schema)) for line in QUESTIONS]
    told = recounted(example.folder, [table.plain() for table in tables], tmp_path)

    assert told == (0, "", f"{sum(len(table.cells) for table in tables)} cells, 0 differ\n")
    assert sum(bool(table.base.sure) for table in tables) >= 24


@pytest.mark.parametrize(
    "lines",
    [QUESTIONS[::8], pytest.param(QUESTIONS, marks=pytest.mark.full)],
    ids=["some", "all"],
)
def test_duckdb_answers_alike(example: Example, lines: tuple[str, ...]) -> None:
    """The tables that matter are the same, whole, when DuckDB counts."""
    for line in lines:
        question = read(line, example.desk.schema)
        own = count_table(example.desk, question=question)

        assert count_table(example.desk, question=question, engine="duckdb") == own


@pytest.mark.parametrize(
    "each", [3, pytest.param(120, marks=pytest.mark.full)], ids=["some", "many"]
)
def test_any_question_is_counted_alike(example: Example, each: int, tmp_path: Path) -> None:
    """Random questions of every unit, with random filters and periods: every cell is equal."""
    questions = random_questions(example.desk, each, seed=each)
    tables = [count_table(example.desk, question=question) for question in questions]
    code, differences, total = recounted(
        example.folder, [table.plain() for table in tables], tmp_path
    )

    assert (code, differences) == (0, "")
    assert total.endswith("0 differ\n")
    assert len(tables) >= each * 7


FUNNELS = tuple(
    f"unit={unit}&clock={clock}{more}"
    for unit in ("case", "event", "person", "filing")
    for clock in ("incident", "report")
    for more in ("", YEAR, "&from=2021-01-01&to=2023-06-30&sure=yes", "&act.type@group=liberty")
)


def test_the_way_to_justice_is_counted_alike(example: Example, tmp_path: Path) -> None:
    """Funnels of all units by both clocks, of the matter and of the motive: all is equal.

    Who reached each stage, by which way and exit the rest went, what was met, how many people.
    """
    schema = example.desk.schema
    pages = [show_funnel(example.desk, question=read(line, schema)) for line in FUNNELS]
    code, differences, total = recounted(
        example.folder, [page.plain() for page in pages], tmp_path, OF_FUNNELS
    )

    assert (code, differences) == (0, "")
    assert int(total.split()[0]) > 4000
    assert sum(page.justice.base.sure for page in pages) > 50


def test_a_wrong_stage_is_found(example: Example, tmp_path: Path) -> None:
    """One more at a stage than there are: the script says where, and fails."""
    page = show_funnel(example.desk, question=read(FUNNELS[0], example.desk.schema))
    told = json.loads(json.dumps(page.plain()))
    told["justice"]["stages"][1]["reached"]["sure"] += 1
    code, differences, total = recounted(example.folder, [told], tmp_path, OF_FUNNELS)

    assert (code, total.endswith(" 1 differ\n")) == (1, True)
    assert "justice: attempted, reached" in differences


def test_what_is_judged_the_same_is_counted_once(tmp_path: Path) -> None:
    """Two cases and two events judged the same are one for both who count."""
    desk = taken(tmp_path, PRACTICE)
    cases, events = (list(desk.view.codes(kind).values()) for kind in ("case", "event"))
    with desk.changing("judge"):
        desk.say([say(cases[0], "judgement.same_as", cases[3])])
        desk.say([say(events[4], "judgement.same_as", events[1])])
    lines = ("unit=case&by=case.status", "unit=event&by=event.kind", "unit=people&by=event.kind")
    tables = [count_table(desk, question=read(line, desk.schema)) for line in lines]
    told = recounted(
        exported(desk, tmp_path / "open"), [table.plain() for table in tables], tmp_path
    )
    desk.close()

    assert [table.merged for table in tables] == [1, 1, 1]
    assert tables[0].base.sure == len(cases) - 1
    assert told[:2] == (0, "")


def test_a_wrong_number_is_found(example: Example, tmp_path: Path) -> None:
    """One cell told too high, one left out: the script names both, and fails."""
    line = "unit=event&by=event.kind"
    told = count_table(example.desk, question=read(line, example.desk.schema)).plain()
    cells = json.loads(json.dumps(told["cells"]))
    cells[1]["sure"] += 1
    gone = cells.pop()
    code, differences, total = recounted(
        example.folder, [{**json.loads(json.dumps(told)), "cells": cells}], tmp_path
    )

    assert code == 1
    assert total.endswith(" 2 differ\n")
    assert f"{cells[1]['key'][0]}: [" in differences
    assert f"{gone['key'][0]}: None told" in differences


def test_the_command_tells_what_is_recounted(example: Example, tmp_path: Path) -> None:
    """What `kuager --json table ask` prints is what the script takes."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, "utf-8")
    example.desk.close()
    options = ("--vault", str(example.folder.parent / "vault"), "--passphrase-file", str(secret))
    asked = ("table", "ask", "--unit", "event", "--by", "event.kind", "--by", "event.place")
    done = subprocess.run(
        [sys.executable, "-m", "kuager.cli", *options, "--json", *asked],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )

    code, differences, _ = recounted(example.folder, [json.loads(done.stdout)], tmp_path)

    assert (code, differences) == (0, "")
