"""Compile the YAML of schema and vocabularies into one JSON file that loads in milliseconds.

    python -m kuager.model.compile

writes `compiled.json` beside this file, after the linter found nothing to say. Files in, bytes
out: the same YAML always gives the same bytes, so a test can tell whether the file is fresh.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kuager.model.compiled_files import CompiledFile, write_compiled
from kuager.model.lint import lint
from kuager.model.schema import FREE_TEXT, read_schema
from kuager.model.schema_files import Raw, SchemaFiles, read_files

HERE = Path(__file__).parent


def compile_schema(found: SchemaFiles) -> bytes:
    """The compiled form of linted files."""
    shelves = (
        _shelf("types", {name: _type(raw) for name, raw in found.types.items()}),
        _shelf(
            "vocabularies",
            {name: compiled_vocabulary(raw) for name, raw in found.vocabularies.items()},
        ),
        _shelf("crosswalks", {name: _crosswalk(raw) for name, raw in found.crosswalks.items()}),
    )
    return b"{" + b",\n".join(shelves) + b"}\n"


def _shelf(name: str, items: dict[str, Raw]) -> bytes:
    """One member of the JSON object, an item to a line: a change shows as the lines it touches."""
    encode = msgspec.json.encode
    lines = b",\n".join(encode(key) + b":" + encode(item) for key, item in items.items())
    return encode(name) + b":{\n" + lines + b"}"


def _type(raw: Raw) -> Raw:
    name = raw["type"]
    properties = {
        short: compiled_property(name, short, p) for short, p in raw["properties"].items()
    }
    head: Raw = {k: raw[k] for k in ("family", "label", "plural", "hint", "huridocs") if k in raw}
    return {"name": name, **head, "properties": properties}


def compiled_property(type_name: str, short: str, raw: Raw) -> Raw:
    """The property with its qualified name, and `searched` decided."""
    searched: Any = raw.get("searched", raw["kind"] in FREE_TEXT)
    return {"name": f"{type_name}.{short}", "type": type_name, **raw, "searched": searched}


def compiled_vocabulary(raw: Raw) -> Raw:
    """The vocabulary with its terms by their ids."""
    head: Raw = {k: raw[k] for k in ("source", "licence", "edition", "editions") if k in raw}
    title = raw["label"]
    return {
        "id": raw["vocabulary"],
        "title": title,
        **head,
        "terms": {t["id"]: t for t in raw["terms"]},
    }


def _crosswalk(raw: Raw) -> Raw:
    head = {k: raw[k] for k in ("title", "source", "edition", "codes")}
    return {"id": raw["crosswalk"], **head}


def main() -> int:
    """Lint, compile, write. Returns 1 if the linter found problems."""

    def files() -> Iterator[CompiledFile]:
        yield CompiledFile(HERE / "compiled.json", compile_schema(read_files(HERE)), read_schema)

    return write_compiled(lint(HERE), files)


if __name__ == "__main__":
    sys.exit(main())
