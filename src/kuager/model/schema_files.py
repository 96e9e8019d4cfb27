"""The YAML files behind the schema, read as they are written: no defaults, no judgement.

Used by the compiler and the linter, never when a vault is opened. A key that stands twice in one
file is an error here, because YAML would silently keep the last.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]
"""One file as it was read."""


@dataclass(frozen=True, slots=True)
class SchemaFiles:
    """All files by name: `<type>`, `<vocabulary>`, `<target>`; `faults` are unreadable ones."""

    types: dict[str, Raw] = field(default_factory=dict)
    vocabularies: dict[str, Raw] = field(default_factory=dict)
    crosswalks: dict[str, Raw] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class _Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A loader that refuses a key said twice."""

    def construct_mapping(
        self, node: yaml.MappingNode, *, deep: bool = False
    ) -> dict[Hashable, Any]:
        """The mapping of a node. Raises ConstructorError on a double key."""
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key “{key}” stands twice", key_node.start_mark
                )
            seen.add(key)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


def read_yaml(text: str) -> Any:  # noqa: ANN401 - YAML can be anything; the linter judges it
    """What a YAML text says. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - a subclass of the safe loader


def read_files(directory: Path) -> SchemaFiles:
    """Every file under `schema/`, `vocab/` and `vocab/crosswalk/` of a directory."""
    found = SchemaFiles()
    for shelf, folder in (
        (found.types, directory / "schema"),
        (found.vocabularies, directory / "vocab"),
        (found.crosswalks, directory / "vocab" / "crosswalk"),
    ):
        for path, raw in _read_folder(folder):
            if isinstance(raw, dict):
                shelf[path.stem] = raw
            else:
                found.faults.append(f"{path.name}: {raw or 'the file is empty'}")
    return found


def _read_folder(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Each file with what it says, or a sentence if it cannot be read."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield path, read_yaml(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            yield path, " ".join(str(error).split())
