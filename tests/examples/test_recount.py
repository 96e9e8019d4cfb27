"""The examples' tables, counted again from an export by a script that knows nothing of Kuager."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.examples.folders import KAZAKHSTAN, PRACTICE
from tests.examples.recounts import (
    ROOT,
    YEAR,
    Example,
    exported,
    random_questions,
    recounted,
    taken,
)
from tests.hazards.rig import PASSPHRASE

from kuager.model.question import read_question as read
from kuager.model.statement import say
from kuager.verbs.counting import count_table

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
    "unit=filing&by=proceeding.furthest_stage,proceeding.kind",
    "unit=case&by=proceeding.furthest_stage&clock=incident",
    f"unit=event&by=event.kind&proceeding.furthest_stage=attempted,accepted{YEAR}",
    "unit=step&by=step.kind,step.outcome",
    "unit=step&by=step.date@year,proceeding.kind",
    "unit=intervention&by=intervention.kind,intervention.response",
    "unit=intervention&by=intervention.kind@mt20,intervention.date@year",
)


@pytest.fixture(scope="module", params=[KAZAKHSTAN, PRACTICE], ids=["Kazakhstan", "practice"])
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Example]:
    """Each example once; tests here only read it."""
    place = tmp_path_factory.mktemp("recount")
    desk = taken(place, request.param)
    yield Example(desk, exported(desk, place / "open"))
    desk.close()


def test_the_tables_that_matter_are_counted_alike(example: Example, tmp_path: Path) -> None:
    """Of some fifty questions over all units, clocks, scales and filters every cell is equal."""
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
