"""Compile the YAML of ladders and letters into JSON that loads in milliseconds.

    python -m kuager.model.ladder_compile

writes `data/ladders.json` and `data/letters.json`, after the linter found nothing to say.
"""

import sys
from collections.abc import Iterator

from kuager.model.compiled_files import DATA, CompiledFile, as_json, write_compiled
from kuager.model.ladder import read_ladders
from kuager.model.ladder_lint import LadderFiles, lint_ladders, read_ladder_files
from kuager.model.letter import read_letters
from kuager.model.schema import load_schema


def compile_ladders(found: LadderFiles) -> bytes:
    """Ladders, limits and holidays of linted files."""
    limits = {item["id"]: item for raw in found.limits.values() for item in raw["limits"]}
    return as_json({"ladders": found.ladders, "limits": limits, "holidays": found.holidays})


def compile_letters(found: LadderFiles) -> bytes:
    """The letters of linted files."""
    return as_json(found.letters)


def main() -> int:
    """Lint, compile, write. Returns 1 if the linter found problems."""
    found = read_ladder_files(DATA)

    def files() -> Iterator[CompiledFile]:
        yield CompiledFile(DATA / "ladders.json", compile_ladders(found), read_ladders)
        yield CompiledFile(DATA / "letters.json", compile_letters(found), read_letters)

    return write_compiled(lint_ladders(found, load_schema()), files)


if __name__ == "__main__":
    sys.exit(main())
