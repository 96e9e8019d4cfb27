"""What a person does at the desk while the hazards strike, and the acknowledgement after each.

Each deed is done by the real verb; its acknowledgement is written after the verb has returned, at
the moment a person would be shown "saved".
"""

import csv
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kuager.model.mapping import read_mapping
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.evidence import add_evidence
from kuager.verbs.exports import export_vault
from kuager.verbs.imports import ImportPlan, import_file
from kuager.verbs.records import FirstRecord, record_case
from kuager.verbs.table_files import FilePlan
from kuager.verbs.vaults import back_up_vault, rebuild_vault

Fact = dict[str, object]
EXPORT_PASSPHRASE = "pebble violin otter mango garden cloud"  # noqa: S105 - of an archive
_HEADER = ("code", "date", "people", "narrative", "remarks")
_WORDS = ("собрание", "полиция", "шағым", "өтініш", "адвокат", "refused", "вечером", "жауап")
_MAPPING = {
    "mapping": "hazard-events",
    "type": "event",
    "key": "code",
    "columns": {name: {"property": f"event.{name}"} for name in _HEADER},
}


def acknowledge_to(descriptor: int) -> Callable[[Fact], None]:
    """An acknowledgement is one line, written at once."""

    def acknowledge(fact: Fact) -> None:
        os.write(descriptor, (json.dumps(fact) + "\n").encode())

    return acknowledge


def read_facts(data: bytes) -> list[Fact]:
    """The acknowledgements in what was written; half a line counts for nothing."""
    whole, _, _ = data.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()]


@dataclass
class Deeds:
    """One person at one desk; `out` is where exports, backups and originals go."""

    desk: Desk
    out: Path
    draw: Random
    acknowledge: Callable[[Fact], None]
    name: str = "d"
    done: int = 0
    cases: dict[str, str] = field(default_factory=dict)

    def _next(self) -> str:
        self.done += 1
        return f"{self.name}{self.done}"

    def save(self) -> str:
        """Record a case; returns its code."""
        story = f"story {self._next()} {self.draw.getrandbits(64):016x}"
        first = FirstRecord(story=story, when_where="in spring, at home", how_known="told")
        code = record_case(self.desk, first=first).code
        self.cases[code] = story
        self.acknowledge({"did": "save", "story": story})
        return code

    def bring_in(self, rows: int) -> None:
        """Import a file of `rows` events."""
        name = self._next()
        file = self.out / f"{name}.csv"
        write_rows(file, name, rows, self.draw)
        self.acknowledge({"did": "started-import", "name": name, "rows": rows})
        plan = ImportPlan(files=(FilePlan(file=file, mapping=read_mapping(_MAPPING)),))
        import_file(self.desk, plan=plan)
        self.acknowledge({"did": "import", "name": name, "rows": rows})

    def keep_file(self, size: int, case: str | None = None) -> None:
        """Seal a file as evidence."""
        data = self.draw.randbytes(size)
        file = self.out / f"{self._next()}.bin"
        file.write_bytes(data)
        kept = add_evidence(self.desk, file=file, case=case)
        file.unlink()
        digest = hashlib.sha256(data).hexdigest()
        story = self.cases.get(case or "")
        self.acknowledge({"did": "evidence", "code": kept.code, "sha256": digest, "story": story})

    def erase(self, code: str) -> None:
        """Ask for the erasure of a case and carry it out."""
        story = self.cases[code]
        self.acknowledge({"did": "started-asking", "story": story})
        asked = request_erasure(self.desk, code=code, reason="danger")
        self.acknowledge({"did": "asked", "story": story, "code": asked.code})
        carry_out_erasure(self.desk, code=asked.code, sooner="danger")
        self.acknowledge({"did": "erase", "story": story, "code": asked.code})

    def rebuild(self) -> None:
        """Write the vault's file anew."""
        rebuild_vault(self.desk)
        self.acknowledge({"did": "rebuild"})

    def back_up(self) -> None:
        """Make a sealed copy."""
        folder = self.out / f"backup-{self._next()}"
        made = back_up_vault(self.desk, to=folder)
        self.acknowledge({"did": "backup", "folder": folder.name, "entries": made.entries})

    def export(self) -> None:
        """Write everything into a sealed archive."""
        file = self.out / f"{self._next()}.export"
        export_vault(self.desk, to=file, passphrase=EXPORT_PASSPHRASE)
        self.acknowledge({"did": "export", "file": file.name, "entries": self.desk.store.log.count})


def write_rows(file: Path, name: str, rows: int, draw: Random) -> None:
    """A file of events under codes that begin with `name`."""
    with file.open("w", encoding="utf-8", newline="") as writer:
        table = csv.writer(writer)
        table.writerow(_HEADER)
        for number in range(rows):
            day = f"2023-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
            text = " ".join(draw.choices(_WORDS, k=20))
            table.writerow((f"{name}-{number:05d}", day, draw.randint(1, 40), text, _WORDS[0]))
