"""Compile the YAML of outlines into JSON that loads in a millisecond.

    python -m kuager.model.outline_compile

writes `data/outlines.json` after the linter found nothing to say.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from kuager import KuagerError
from kuager.model.compiled_files import (
    DATA,
    CompiledFile,
    as_json,
    missing_languages,
    write_compiled,
)
from kuager.model.outline import BlockPlan, Outline, PartPlan, Words, read_outlines
from kuager.model.question import read_question
from kuager.model.schema import Schema, load_schema


def read_outline_files(folder: Path) -> dict[str, Any]:
    """Every outline of a folder as it was written, by the name of its file."""
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((folder / "outlines").glob("*.yaml"))
    }


def compile_outlines(found: Mapping[str, Any]) -> bytes:
    """The JSON of linted outlines."""
    return as_json(dict(found))


def lint_outlines(found: Mapping[str, Any], schema: Schema) -> list[str]:
    """Every problem as a sentence that names the file."""
    return [
        f"{name}: {problem}" for name, raw in found.items() for problem in _lint(name, raw, schema)
    ]


def _lint(name: str, raw: object, schema: Schema) -> Iterator[str]:
    try:
        outline = msgspec.convert(raw, Outline)
    except msgspec.ValidationError as fault:
        yield str(fault)
        return
    if outline.outline != name:
        yield f"the outline is called “{outline.outline}”"
    yield from _lint_terms(outline, schema)
    yield from _lint_articles(outline, schema)
    yield from _lint_words(outline)
    blocks = [block.block for _, block in outline.blocks()]
    parts = [part.part for part in outline.parts]
    for twice in {each for each in (*blocks, *parts) if (*blocks, *parts).count(each) > 1}:
        yield f"“{twice}” stands twice"
    for _, block in outline.blocks():
        origins = (block.draw is not None, block.keep is not None, block.write)
        if sum(origins) != 1:
            yield f"{block.block}: it must be drawn, kept or written"


def _lint_terms(outline: Outline, schema: Schema) -> Iterator[str]:
    lists = schema.vocabularies
    if outline.kind not in lists["edition_kind"].terms:
        yield f"no such kind of edition: {outline.kind}"
    if outline.use not in lists["consent_use"].terms:
        yield f"no such use: {outline.use}"
    for term in outline.audience:
        if term not in lists["audience"].terms:
            yield f"no such audience: {term}"
    for asked in outline.asks:
        if f"report.{asked}" not in {p.name for p in schema.types["report"].properties.values()}:
            yield f"a document has no property {asked}"
    for _, block in outline.blocks():
        if block.keep is not None and block.keep not in lists["kept_text_kind"].terms:
            yield f"{block.block}: no such kind of kept text: {block.keep}"
        yield from _lint_question(block, schema)


def _lint_question(block: BlockPlan, schema: Schema) -> Iterator[str]:
    """A table that a block asks has to be one that can be asked."""
    if "question" not in block.options:
        return
    try:
        read_question(str(block.options["question"]), schema)
    except KuagerError as fault:
        yield f"{block.block}: {fault}"


def _lint_articles(outline: Outline, schema: Schema) -> Iterator[str]:
    known = schema.vocabularies["treaty_article"].terms
    for line in (line for part in outline.parts for line in part.together):
        for term in line.split():
            if term not in known:
                yield f"no such treaty article: {term}"


def _lint_words(outline: Outline) -> Iterator[str]:
    said = [("the label", outline.label), ("the hint", outline.hint)]
    said += [(f"{part.part}: the heading", part.heading) for part in outline.parts if part.heading]
    said += [(f"{block.block}: the label", block.label) for _, block in outline.blocks()]
    said += [(f"{b.block}: the hint", b.hint) for _, b in outline.blocks() if b.hint or b.write]
    said += [(f"{part.part}: {what}", words) for part in outline.parts for what, words in _of(part)]
    for _, block in outline.blocks():
        openings = {code: " ".join(opening) for code, opening in block.opens.items()}
        said += [(f"{block.block}: how items open", openings)] if openings else []
    for what, words in said:
        if missing := missing_languages(words):
            yield f"{what} is missing in {missing}"


def _of(part: PartPlan) -> list[tuple[str, Words]]:
    """What a part that is repeated for each article has to say in every language."""
    if part.each is None:
        return []
    return [("the heading of several", part.headings), ("what joins numbers", part.joins)]


def main() -> int:
    """Lint, compile, write. Returns 1 if the linter found problems."""
    found = read_outline_files(DATA)

    def files() -> Iterator[CompiledFile]:
        yield CompiledFile(DATA / "outlines.json", compile_outlines(found), read_outlines)

    return write_compiled(lint_outlines(found, load_schema()), files)


if __name__ == "__main__":
    sys.exit(main())
