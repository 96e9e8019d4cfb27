"""Writes the vectors of the log anew: the same bytes each time.

    python -m tests.vectors.make_log_vectors

A file whose name begins with `good-` is accepted; any other is not, for the one reason in its name.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.vectors import bad_entries, bad_places, bad_seals, good_entries, rare_entries
from tests.vectors.workshop import House, Parts

FOLDER = Path(__file__).parent / "log"
SHELF: tuple[Callable[[], Iterator["Made"]], ...] = (
    good_entries.vectors,
    bad_places.vectors,
    bad_seals.vectors,
    bad_entries.vectors,
    rare_entries.vectors,
)
Made = tuple[str, str, House, dict[str, object]]
"""(name, what it is about, the house, what the file holds besides)."""


def all_vectors() -> dict[str, str]:
    """The text of every file, by its name."""
    found: dict[str, str] = {}
    for shelf in SHELF:
        for name, about, house, more in shelf():
            if f"{name}.json" in found:
                raise ValueError(name)
            found[f"{name}.json"] = as_text(about, house, more)
    return found


def as_text(about: str, house: House, more: dict[str, object]) -> str:
    """One file: keys as hex, sealed bytes as base64."""
    epochs = [
        {"circle": circle.hex(), "id": epoch.id.hex(), "key": epoch.key.reveal().hex()}
        for circle, held in house.epochs.items()
        for epoch in held
    ]
    told: dict[str, object] = {
        "about": about,
        "organisation": house.organisation.hex(),
        "epochs": epochs,
        "known": [house.founding],
        "approved": [],
        "erased": [],
    }
    return json.dumps(told | more, indent=1, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Parts):
        parts = {"stub": value.stub, "body": value.body, "wrap": value.wrap}
        return {name: b64encode(data).decode() for name, data in parts.items()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    raise TypeError(type(value).__name__)


def main() -> int:
    """Write all files, and remove those that are no longer made."""
    texts = all_vectors()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(texts)} vectors")  # noqa: T201 - it is what this command is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
