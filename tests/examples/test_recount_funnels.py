"""The examples' ways to justice, counted again from an export by a script without Kuager."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.examples.folders import KAZAKHSTAN, PRACTICE
from tests.examples.recounts import (
    OF_FUNNELS,
    ROOT,
    YEAR,
    Example,
    exported,
    random_funnels,
    recounted,
    taken,
)
from tests.hazards.rig import PASSPHRASE

from kuager.model.ladder_stage import STAGES
from kuager.model.question import read_question as read
from kuager.verbs.funnels import show_funnel

FUNNELS = tuple(
    f"unit={unit}&clock={clock}{more}"
    for unit in ("case", "event", "person", "filing")
    for clock in ("incident", "report")
    for more in ("", YEAR, "&from=2021-01-01&to=2023-06-30&sure=yes", "&act.type@group=liberty")
)
Told = dict[str, Any]


@pytest.fixture(scope="module", params=[KAZAKHSTAN, PRACTICE], ids=["Kazakhstan", "practice"])
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Example]:
    """Each example once; tests here only read it."""
    place = tmp_path_factory.mktemp("recount")
    desk = taken(place, request.param)
    yield Example(desk, exported(desk, place / "open"))
    desk.close()


def told_of(example: Example, line: str, article: str = "") -> Told:
    """What Kuager tells, as a script gets it."""
    page = show_funnel(example.desk, question=read(line, example.desk.schema), article=article)
    return json.loads(json.dumps(page.plain()))  # type: ignore[no-any-return]


def test_the_way_to_justice_is_counted_alike(example: Example, tmp_path: Path) -> None:
    """Funnels of all units by both clocks, of the matter and of the motive: all is equal.

    Who reached each stage, by which way and exit the rest went, what was met, how many people; the
    days between stages, the years, persons against filings, bodies beside, matters against ours.
    """
    told = [told_of(example, line) for line in FUNNELS]
    code, differences, total = recounted(example.folder, told, tmp_path, OF_FUNNELS)

    assert (code, differences) == (0, "")
    assert int(total.split()[0]) > 8000
    assert sum(page["justice"]["stages"][0]["reached"]["sure"] for page in told) > 50
    assert any(page["cohorts"] for page in told)
    assert any(one["median"] for page in told for one in page["times"])


def test_what_was_filed_under_an_article_is_counted_alike(example: Example, tmp_path: Path) -> None:
    """Every article under which anything was filed, for all units."""
    page = show_funnel(example.desk, question=read(FUNNELS[0], example.desk.schema))
    told = [told_of(example, line, code) for code in page.articles[:6] for line in FUNNELS[::8]]

    code, differences, _ = recounted(example.folder, told, tmp_path, OF_FUNNELS)

    assert (code, differences) == (0, "")
    assert len(told) == 4 * min(6, len(page.articles))


@pytest.mark.parametrize(
    "each", [2, pytest.param(60, marks=pytest.mark.full)], ids=["some", "many"]
)
def test_any_funnel_is_counted_alike(example: Example, each: int, tmp_path: Path) -> None:
    """Random units, clocks, periods and filters: every number is equal."""
    questions = random_funnels(example.desk, each, seed=each)
    told = [told_of(example, question.text()) for question in questions]
    code, differences, _ = recounted(example.folder, told, tmp_path, OF_FUNNELS)

    assert (code, differences) == (0, "")
    assert len(told) == each * 4


def raised(cell: dict[str, int]) -> None:
    """One more than there are."""
    cell["sure"] += 1


def longer(time: dict[str, Any]) -> None:
    """One day more than it took."""
    time["median"][0] += 1


WRONG: dict[str, tuple[Callable[[Told], object], str]] = {
    "stage": (lambda t: raised(t["justice"]["stages"][1]["reached"]), "attempted, reached"),
    "way": (lambda t: raised(t["bias"]["stages"][0]["ways"]["left"]), "bias: documented, left"),
    "undated": (lambda t: t["justice"].update(undated=99), "justice: undated"),
    "disputed": (lambda t: t["justice"].update(disputed=99), "justice: disputed"),
    "merged": (lambda t: t["bias"].update(merged=9), "bias: merged"),
    "median": (lambda t: longer(next(x for x in t["times"] if x["median"])), "times: "),
    "no bound": (lambda t: t["times"][0].update(longest=None), "times: known–attempted"),
    "both days": (lambda t: t["times"][0].update(n=99), "times: known–attempted"),
    "waiting": (lambda t: t["times"][1].update(waiting=99), "times: attempted–accepted"),
    "unknown day": (lambda t: t["times"][2].update(undated=99), "times: accepted–registered"),
    "year": (lambda t: raised(t["cohorts"][-1]["reached"][0]), ": known: ["),
    "in progress": (lambda t: raised(t["cohorts"][-1]["open"]), ": in progress: ["),
    "no year": (lambda t: t["cohorts"].pop(), ": known: None told"),
    "beside": (
        lambda t: t["beside"].update(permit=dict(t["justice"]["several"])), "beside: permit: ["
    ),
    "against": (lambda t: raised(t["against"]["counted"]), "against: all"),
    "persons": (lambda t: raised(t["sides"]["persons"]["several"]), "persons: several"),
    "filings": (
        lambda t: raised(t["sides"]["filings"]["stages"][0]["people"]), "filings: known, people"
    ),
    "touched": (lambda t: t["sides"].update(touched=None), "touched: None told"),
}  # fmt: skip


def test_wrong_numbers_are_found(example: Example, tmp_path: Path) -> None:
    """One number told otherwise, of every kind: the script says which, and fails."""
    right = told_of(example, "unit=event&clock=incident")
    told = []
    for spoil, _ in WRONG.values():
        told.append(deepcopy(right))
        spoil(told[-1])

    code, differences, total = recounted(example.folder, told, tmp_path, OF_FUNNELS)
    found = [line for line in differences.splitlines() if line.startswith("  ")]

    assert code == 1
    assert total.endswith(f" {len(found)} differ\n")
    for _, name in WRONG.values():
        assert any(name in line for line in found), name
    assert len(found) == len(WRONG) + len(STAGES)  # a year that is missing has all its stages


def test_the_commands_tell_what_is_recounted(example: Example, tmp_path: Path) -> None:
    """`kuager --json funnel` and `… funnel times` print what the script takes; a day more fails."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, "utf-8")
    example.desk.close()
    options = ("--vault", str(example.folder.parent / "vault"), "--passphrase-file", str(secret))
    answers = [
        json.loads(
            subprocess.run(
                [sys.executable, "-m", "kuager.cli", *options, "--json", "funnel", *what],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            ).stdout
        )
        for what in (("--unit", "filing"), ("times", "--unit", "filing"))
    ]
    right = recounted(example.folder, answers, tmp_path, OF_FUNNELS)
    answers[1][0]["waiting"] += 1
    code, differences, total = recounted(example.folder, answers, tmp_path, OF_FUNNELS)

    assert right[:2] == (0, "")
    assert (code, total.endswith(" 1 differ\n")) == (1, True)
    assert "times: known–attempted" in differences
