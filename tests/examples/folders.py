"""Taking an example folder into a vault as one import, as `kuager import FOLDER` does."""

import csv
from functools import cache
from pathlib import Path

from kuager.verbs.desk import Desk
from kuager.verbs.imports import FilePlan, Imported, ImportPlan, import_file, load_mapping
from kuager.verbs.table_files import mapping_name

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KAZAKHSTAN = EXAMPLES / "kazakhstan-2020-2024"
PRACTICE = EXAMPLES / "practice"


def plan_of(folder: Path) -> ImportPlan:
    """Every table of a folder by the mapping that is called like it, without its last letter."""
    mappings = {path.stem: load_mapping(path) for path in (folder / "mappings").glob("*.yaml")}
    files = [
        FilePlan(file=path, mapping=mappings[mapping_name(path.stem)])
        for path in sorted(folder.glob("*.csv"))
    ]
    return ImportPlan(files=tuple(files), mode="meet")


@cache
def table_rows(name: str) -> list[dict[str, str]]:
    """The rows of every part of a table of the Kazakhstan example."""
    found = []
    for path in sorted(KAZAKHSTAN.glob(f"{name}-?.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found += list(csv.DictReader(handle))
    return found


def take_folder(desk: Desk, folder: Path) -> Imported:
    """Import a folder."""
    return import_file(desk, plan=plan_of(folder))
