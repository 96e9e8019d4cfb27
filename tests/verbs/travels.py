"""Out of one vault and into another: what the tests of exporting and restoring share."""

from pathlib import Path

from kuager.vault.passphrase import cheapest_for_tests
from kuager.verbs.desk import Desk
from kuager.verbs.exports import export_plain, restore_export
from kuager.verbs.vaults import NewVault

SENTENCE = "I know that all of this lies open"
OTHER = "seven other words for another vault altogether"
READER = Path(__file__).resolve().parents[2] / "docs" / "spec" / "read_open_folder.py"
SECRET = b"\x89PNG a photograph of a dragonfly" * 3000


def out(desk: Desk, to: Path) -> Path:
    """A plain export."""
    return export_plain(desk, to=to, sentence=SENTENCE, typed=SENTENCE).path


def back(source: Path, folder: Path, *, archive: str | None = None, practice: bool = False) -> Desk:
    """A vault made from an export."""
    plan = NewVault(
        folder=folder, passphrase=OTHER, practice=practice, profile=cheapest_for_tests()
    )
    return restore_export(source, plan, archive_passphrase=archive)


def files_under(folder: Path) -> set[Path]:
    """Every file in a folder and below."""
    return {path for path in folder.rglob("*") if path.is_file()}
