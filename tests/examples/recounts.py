"""What both recounts share: vaults of examples, open folders, scripts, questions by chance."""

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.examples.folders import take_folder
from tests.hazards.rig import found

from kuager.model.derived import DERIVED, is_offered
from kuager.model.funnel import FUNNEL_CLOCKS, FUNNEL_UNITS
from kuager.model.question import Dimension, Question, dimensions_of, read_question
from kuager.model.scales import scales_of
from kuager.model.units import UNITS
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.exports import export_plain

ROOT = Path(__file__).resolve().parents[2]
OF_TABLES = ROOT / "docs" / "spec" / "recount" / "count_open_folder.py"
OF_FUNNELS = OF_TABLES.with_name("count_funnel.py")
GAZETTEER = ROOT / "src" / "kuager" / "model" / "data" / "gazetteer.json"
YEAR = "&from=2024-01-01&to=2024-12-31"
Offered = list[tuple[Dimension, tuple[str, ...]]]


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


def recounted(
    folder: Path, answers: Iterable[object], place: Path, script: Path = OF_TABLES
) -> tuple[int, str, str]:
    """Exit code, differences and sum of a script over some answers; nothing but Python is there."""
    file = place / "answers.json"
    file.write_text("\n".join(json.dumps(answer) for answer in answers), "utf-8")
    done = subprocess.run(
        [sys.executable, "-E", "-S", str(script), str(folder), str(GAZETTEER), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def offered(desk: Desk, unit: str) -> Offered:
    """Every dimension of a unit, at every scale, that says anything, with its categories."""
    told = []
    said = [desk.schema.properties[d.name] for d in dimensions_of(UNITS[unit], desk.schema)]
    reach, own = UNITS[unit].reach, UNITS[unit].type
    follows = [p for p in DERIVED.values() if p.type in reach and is_offered(p, own)]
    for prop in (*said, *follows):
        if prop.type in UNITS[unit].only_where:
            continue
        for scale in scales_of(prop, desk.schema):
            by = (Dimension(prop.name, scale),)
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
            pairs = {"unit": unit.name, "by": ",".join(d.text for d, _ in by)}
            pairs["clock"] = draw.choice(list(unit.clocks))
            pairs |= narrowed(draw, dimensions)
            yield question_of(pairs, desk)


def random_funnels(desk: Desk, each: int, seed: int) -> Iterator[Question]:
    """Of every unit of a funnel so many, by any clock, in any period, narrowed by anything."""
    draw = random.Random(seed)
    for unit in FUNNEL_UNITS:
        dimensions = offered(desk, unit)
        for _ in range(each):
            pairs = {"unit": unit, "clock": draw.choice(FUNNEL_CLOCKS)}
            yield question_of(pairs | narrowed(draw, dimensions), desk)


def narrowed(draw: random.Random, dimensions: Offered) -> dict[str, str]:
    """Any period, and up to two filters."""
    pairs = {"sure": draw.choice(("", "", "", "yes"))}
    if draw.random() < 0.5:
        pairs["from"] = f"20{draw.randint(18, 23)}-{draw.randint(1, 12):02}-15"
    if draw.random() < 0.5:
        pairs["to"] = f"20{draw.randint(24, 25)}-{draw.randint(1, 12):02}-20"
    where = draw.sample(dimensions, min(len(dimensions), draw.choice((0, 0, 1, 2))))
    for dimension, codes in where:
        pairs[dimension.text] = ",".join(draw.sample(codes, min(2, len(codes))))
    return pairs


def question_of(pairs: dict[str, str], desk: Desk) -> Question:
    """A question of these parts; empty ones left out."""
    line = "&".join(f"{name}={text}" for name, text in pairs.items() if text)
    return read_question(line, desk.schema)
