"""Records made by chance, counted again from the open folder: every number is equal."""

from pathlib import Path
from random import Random

import pytest
from tests.examples.any_vault import ARTICLES, AnyVault
from tests.examples.recounts import (
    OF_FUNNELS,
    OF_TABLES,
    YEAR,
    exported,
    random_funnels,
    random_questions,
    recounted,
)
from tests.verbs.desks import new_desk
from tests.verbs.ways import put

from kuager.model.question import read_question
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.funnels import show_funnel
from kuager.verbs.records import reopen_case, restrict_case

QUESTIONS = tuple(
    f"unit={unit}&clock={clock}{more}"
    for unit in ("case", "event", "person", "filing")
    for clock in ("incident", "report")
    for more in ("", YEAR, "&act.type@group=liberty")
)
FOLLOWING = tuple(
    f"unit={unit}&clock=incident&by={of}.{by}{more}"
    for unit, of in (("case", "case"), ("event", "event"), ("person", "person"),
                     ("filing", "proceeding"))
    for by in ("furthest_stage", "way_out", "motive_stage")
    for more in ("", YEAR)
)  # fmt: skip
"""Tables by what nobody says but follows."""


def any_desk(place: Path, seed: int) -> Desk:
    """A vault of records made by chance; of the same seed always the same, to the last id."""
    desk = new_desk(place / "vault", practice=True)
    desk.store.randomness = Random(seed).randbytes
    with desk.changing("say"):
        AnyVault(desk, Random(seed))
    return desk


@pytest.mark.parametrize(
    "seed", [*range(1, 4), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(4, 41))]
)
def test_whatever_is_recorded_is_counted_alike(seed: int, tmp_path: Path) -> None:
    """Funnels of four units by two clocks, of articles, of chance, and tables of every unit.

    Dates stand in every form; cases are restricted, records judged the same, sources disagree.
    """
    desk = any_desk(tmp_path, seed)
    questions = [read_question(line, desk.schema) for line in QUESTIONS]
    asked = [*((question, "") for question in (*questions, *random_funnels(desk, 2, seed)))]
    asked += [(question, code) for code in ARTICLES for question in questions[::6]]
    told = [show_funnel(desk, question=q, article=code).plain() for q, code in asked]
    follow = [read_question(line, desk.schema) for line in (*FOLLOWING, "unit=event&by=event.side")]
    asked_tables = (*follow, *random_questions(desk, 3, seed))
    tables = [count_table(desk, question=q).plain() for q in asked_tables]
    folder = exported(desk, tmp_path / "open")
    desk.close()

    of_funnels = recounted(folder, told, tmp_path, OF_FUNNELS)
    of_tables = recounted(folder, tables, tmp_path)

    assert of_funnels[:2] == of_tables[:2] == (0, "")
    assert int(of_funnels[2].split()[0]) > 8000
    assert len(tables) == 27 + len(follow)


CASES = "unit=case&clock=incident"


def test_a_restricted_case_that_is_counted_is_found(tmp_path: Path) -> None:
    """It stands in the folder with all that is inside it, and is in no number of either."""
    desk = any_desk(tmp_path, seed=1)
    question = read_question(CASES, desk.schema)
    code = next(iter(desk.view.codes("case")))
    before = [count_table(desk, question=question), show_funnel(desk, question=question)]
    restrict_case(desk, code=code)
    after = [count_table(desk, question=question), show_funnel(desk, question=question)]
    folder = exported(desk, tmp_path / "open")
    reopen_case(desk, code=code)
    again = count_table(desk, question=question)
    desk.close()

    for at, script in enumerate((OF_TABLES, OF_FUNNELS)):
        assert recounted(folder, [after[at].plain()], tmp_path, script)[:2] == (0, "")
        assert recounted(folder, [before[at].plain()], tmp_path, script)[0] == 1
    assert before[0] == again != after[0]


MISREAD = (
    ("2023-24", "2023-12", "from=2023-12-01&to=2023-12-31"),
    ("2023-21", "2023-03", "from=2023-03-01&to=2023-04-30"),
    ("2024-33", "2024-01", "from=2024-01-01&to=2024-01-31"),
    ("2024-38", "2024-05", "from=2024-05-01&to=2024-07-31"),
    ("2024-40", "2024", "to=2024-06-30"),
    ("202X", "2020", "from=2020-01-01&to=2020-12-31"),
    ("2024-1X", "2024-10", "from=2024-10-01&to=2024-11-30"),
    ("2024-02-2X", "2024-02", "from=2024-02-20"),
    ("2024-02/..", "2024-02", "to=2024-12-31"),
    ("../2024-02", "2024-02", "from=2024-02-01"),
    ("[2023-01-01,2024-01-01]", "2023-01-01/2024-01-01", "from=2023-06-01&to=2023-06-30"),
    ("2024-03~", "2024-03", "from=2024-03-01&to=2024-03-31"),
    ("2024?-05", "2024-05~", "from=2024-01-01&to=2024-12-31"),
    ("2024-05%", "2024-05~", "from=2024-04-01&to=2024-06-30"),
)  # fmt: skip


def test_a_date_that_is_misread_is_found(tmp_path: Path) -> None:
    """The answer of an event with a date is not that of one with a date that looks alike.

    Every pair has a word of its own in two vaults, of which one misreads all dates.
    """
    told, folders = [], []
    for side in range(2):
        desk = new_desk(tmp_path / f"vault-{side}", practice=True)
        pairs = list(zip(desk.schema.vocabularies["exit_code"].terms, MISREAD, strict=False))
        with desk.changing("say"):
            for number, (word, dates) in enumerate(pairs):
                put(desk, "event", f"E-{number}", exit=word, date=dates[side])
        lines = (f"unit=event&event.exit={word}&{period}" for word, (*_, period) in pairs)
        questions = [read_question(line, desk.schema) for line in lines]
        told.append([count_table(desk, question=question).plain() for question in questions])
        folders.append(exported(desk, tmp_path / f"open-{side}"))
        desk.close()
    misread = recounted(folders[0], told[1], tmp_path)

    assert len(told[0]) == len(MISREAD)
    assert recounted(folders[0], told[0], tmp_path)[:2] == (0, "")
    assert misread[0] == 1
    assert all(table["question"] in misread[1] for table in told[1])


STAGED = ("unit=filing&by=proceeding.furthest_stage", "unit=event&by=event.way_out")


@pytest.mark.parametrize("line", STAGED)
def test_a_wrong_stage_in_a_table_is_found(line: str, tmp_path: Path) -> None:
    """A filing moved to another stage, an end told as another: the script names both cells."""
    desk = any_desk(tmp_path, seed=2)
    told = count_table(desk, question=read_question(line, desk.schema)).plain()
    folder = exported(desk, tmp_path / "open")
    desk.close()
    cells = [cell for cell in told["cells"] if cell["key"] not in (("*",), ["*"], ("-",), ["-"])]
    cells[0]["sure"] += 1
    cells[1]["sure"] -= 1

    code, differences, total = recounted(folder, [told], tmp_path)

    assert (code, total.endswith(" 2 differ\n")) == (1, True)
    assert differences.count(" counted") == 2
