"""Compile the YAML of ladders and letters into JSON that loads in milliseconds.

    python -m kuager.model.ladder_compile

writes `data/ladders.json` and `data/letters.json`, after the linter found nothing to say. The same
YAML always gives the same bytes, so a test can tell whether the files are fresh.
"""

import sys
from pathlib import Path

import msgspec

from kuager.model.ladder import read_ladders
from kuager.model.ladder_lint import LadderFiles, lint_ladders, read_ladder_files
from kuager.model.letter import read_letters
from kuager.model.schema import load_schema

HERE = Path(__file__).parent / "data"


def compile_ladders(found: LadderFiles) -> bytes:
    """Ladders, limits and holidays of linted files."""
    limits = {item["id"]: item for raw in found.limits.values() for item in raw["limits"]}
    plain = {"ladders": found.ladders, "limits": limits, "holidays": found.holidays}
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def compile_letters(found: LadderFiles) -> bytes:
    """The letters of linted files."""
    return msgspec.json.format(msgspec.json.encode(found.letters), indent=1) + b"\n"


def main() -> int:
    """Lint, compile, write. Returns 1 if the linter found problems."""
    found = read_ladder_files(HERE)
    problems = lint_ladders(found, load_schema())
    for problem in problems:
        sys.stderr.write(problem + "\n")
    if len(problems) > 0:
        return 1
    ladders, letters = compile_ladders(found), compile_letters(found)
    read_ladders(ladders)  # what cannot be read back is never written
    read_letters(letters)
    (HERE / "ladders.json").write_bytes(ladders)
    (HERE / "letters.json").write_bytes(letters)
    return 0


if __name__ == "__main__":
    sys.exit(main())
