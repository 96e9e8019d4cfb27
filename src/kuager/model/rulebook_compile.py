"""Compile the YAML of the rulebook into JSON that loads in a millisecond.

    python -m kuager.model.rulebook_compile

writes `data/rulebook.json` after the linter found nothing to say.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from kuager.model.compiled_files import (
    DATA,
    CompiledFile,
    as_json,
    missing_languages,
    write_compiled,
)
from kuager.model.rulebook import Rule, read_rulebook
from kuager.model.schema import Schema, load_schema


def read_rule_files(folder: Path) -> list[Any]:
    """Every rule of a folder as it was written, in the order of the files."""
    paths = sorted((folder / "rulebook").glob("*.yaml"))
    return [rule for path in paths for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]]


def compile_rules(found: Sequence[Any]) -> bytes:
    """The JSON of linted rules, by id."""
    return as_json({rule["id"]: rule for rule in found})


def lint_rules(found: Sequence[Any], schema: Schema) -> list[str]:
    """Every problem as a sentence that names the rule."""
    ids = [str(rule.get("id")) for rule in found]
    twice = [f"{name}: stands twice" for name in sorted(set(ids)) if ids.count(name) > 1]
    return twice + [f"{rule.get('id')}: {p}" for rule in found for p in _lint(rule, schema)]


def _lint(raw: object, schema: Schema) -> Iterator[str]:
    try:
        rule = msgspec.convert(raw, Rule)
    except msgspec.ValidationError as fault:
        yield str(fault)
        return
    lists = {"rule_kind": rule.kind, "rule_mark": rule.mark, "rule_unit": rule.unit}
    for name, term in lists.items():
        if term is not None and term not in schema.vocabularies[name].terms:
            yield f"no such word in the list {name}: {term}"
    if bool(rule.value) == bool(rule.words):
        yield "it has either a value or words"
    for words in (rule.words, rule.note):
        if words and (missing := missing_languages(words)):
            yield f"words are missing in {missing}"
    if not rule.origin.strip() or not rule.as_of:
        yield "where it says so and as of when is missing"


def main() -> int:
    """Lint, compile, write. Returns 1 if the linter found problems."""
    found = read_rule_files(DATA)

    def files() -> Iterator[CompiledFile]:
        yield CompiledFile(DATA / "rulebook.json", compile_rules(found), read_rulebook)

    return write_compiled(lint_rules(found, load_schema()), files)


if __name__ == "__main__":
    sys.exit(main())
