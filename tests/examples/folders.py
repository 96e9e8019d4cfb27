"""Taking an example folder into a vault as one import, as `kuager import FOLDER` does."""

from pathlib import Path

from kuager.verbs.desk import Desk
from kuager.verbs.imports import FilePlan, Imported, ImportPlan, import_file, load_mapping

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KAZAKHSTAN = EXAMPLES / "kazakhstan-2020-2024"
PRACTICE = EXAMPLES / "practice"


def plan_of(folder: Path) -> ImportPlan:
    """Every table of a folder by the mapping that is called like it, without -a or -b."""
    mappings = {path.stem: load_mapping(path) for path in (folder / "mappings").glob("*.yaml")}
    files = [
        FilePlan(file=path, mapping=mappings[path.stem.removesuffix("-a").removesuffix("-b")])
        for path in sorted(folder.glob("*.csv"))
    ]
    return ImportPlan(files=tuple(files), mode="meet")


def take_folder(desk: Desk, folder: Path) -> Imported:
    """Import a folder."""
    return import_file(desk, plan=plan_of(folder))
