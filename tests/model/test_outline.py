"""Outlines: data that is linted, compiled, fresh."""

from kuager.model.compiled_files import DATA
from kuager.model.outline import load_outlines
from kuager.model.outline_compile import compile_outlines, lint_outlines, read_outline_files
from kuager.model.schema import load_schema

FOUND = read_outline_files(DATA)


def test_the_compiled_outlines_are_fresh() -> None:
    """If not: python -m kuager.model.outline_compile."""
    assert compile_outlines(FOUND) == (DATA / "outlines.json").read_bytes()
    assert FOUND.keys() == load_outlines().keys()


def test_the_linter_has_nothing_to_say() -> None:
    """Words in three languages, terms that exist, each block from one place."""
    assert [] == lint_outlines(FOUND, load_schema())


def test_a_faulty_outline_is_named() -> None:
    """A wrong kind, a block from nowhere, a missing language, a name used twice."""
    raw = {**FOUND["annual-review"], "kind": "song"}
    block = {"block": "chapter", "label": {"en": "x"}}
    raw["parts"] = [*raw["parts"], {"part": "more", "blocks": [block]}]

    said = "\n".join(lint_outlines({"annual-review": raw}, load_schema()))

    assert "no such kind of edition: song" in said
    assert "chapter: it must be drawn, kept or written" in said
    assert "“chapter” stands twice" in said
    assert "chapter: the label is missing in ru, kk" in said
