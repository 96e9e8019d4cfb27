"""References of an author to parts, blocks and pieces of the document, settled in the end.

While a text is laid out, a reference is a run whose link begins with `WANTED`. Here it becomes a
link with the heading's words, or with the number that is printed there; one that leads nowhere
stays as it was typed, and is remarked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kuager.model.manuscript import Placed, Remark
from kuager.model.outline import Outline
from kuager.model.report import ChartBlock, Heading, Note, Paragraph, Run, Runs, TableBlock

WANTED: Final = "#?"
NOWHERE: Final = "refers-to-nothing"
UNPRINTED: Final = "refers-to-what-is-not-printed"
_NUMBERED: Final = frozenset({"numbered", "item"})


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a reference leads: the anchor, and the words or the number that is printed."""

    anchor: str
    words: str
    is_numbered: bool


def settle_references(
    placed: Sequence[Placed], outline: Outline, language: str
) -> tuple[Placed, ...]:
    """The blocks with every reference settled, and an anchor on each block that is referred to."""
    wanted = {name for each in placed for name in _wanted(each)}
    if not wanted:
        return tuple(placed)
    found = {name: at for name in wanted if (at := _position(placed, name)) is not None}
    anchored = [_anchored(each) if at in found.values() else each for at, each in enumerate(placed)]
    labels = {block.block: block.label for _, block in outline.blocks()}
    targets: dict[str, _Target] = {}
    for name, at in found.items():
        words = labels.get(name, {})
        said = words.get(language) or words.get("en") or name
        target = _target(anchored[at], said, has_numbers=outline.heading_numbers)
        targets |= {} if target is None else {name: target}
    known = {part.part for part in outline.parts} | labels.keys()
    return tuple(_settled(each, targets, known) for each in anchored)


def _wanted(placed: Placed) -> Iterable[str]:
    if isinstance(placed.block, Paragraph):
        for run in _with_notes(placed.block.runs):
            if run.link is not None and run.link.startswith(WANTED):
                yield run.link.removeprefix(WANTED)


def _with_notes(runs: Runs) -> Iterable[Run]:
    for run in runs:
        yield run
        if run.note is not None:
            yield from (inner for paragraph in run.note.paragraphs for inner in paragraph)


def _position(placed: Sequence[Placed], name: str) -> int | None:
    """The heading of the part of this name, else the first block of the place, or the piece."""
    prose = [at for at, each in enumerate(placed) if not isinstance(each.block, Heading)]
    candidates = (
        *(at for at, each in enumerate(placed) if _anchor(each) == f"part-{name}"),
        *(at for at in prose if placed[at].place == name),
        *(at for at, each in enumerate(placed) if each.place == name),
        *(at for at, each in enumerate(placed) if each.piece == name),
    )
    return next(iter(candidates), None)


def _anchor(placed: Placed) -> str | None:
    return None if isinstance(placed.block, TableBlock) else placed.block.anchor


def _anchored(placed: Placed) -> Placed:
    block = placed.block
    if isinstance(block, (Paragraph, ChartBlock)) and block.anchor is None:
        anchor = f"at-{placed.place}-{placed.piece}"
        return replace(placed, block=replace(block, anchor=anchor))
    return placed


def _target(placed: Placed, words: str, *, has_numbers: bool) -> _Target | None:
    block = placed.block
    anchor = _anchor(placed)
    if anchor is None:
        return _Target("", words, is_numbered=False)
    if isinstance(block, Heading):
        return _Target(anchor, block.text, is_numbered=has_numbers)
    is_numbered = isinstance(block, Paragraph) and block.kind in _NUMBERED
    return _Target(anchor, words, is_numbered=is_numbered)


def _settled(placed: Placed, targets: Mapping[str, _Target], known: Iterable[str]) -> Placed:
    lost = [name for name in dict.fromkeys(_wanted(placed)) if name not in targets]
    if not isinstance(placed.block, Paragraph):
        return placed
    remarks = tuple(
        Remark(code=name, problem=UNPRINTED if name in known else NOWHERE) for name in lost
    )
    block = replace(placed.block, runs=_runs(placed.block.runs, targets))
    return replace(placed, block=block, remarks=(*placed.remarks, *remarks))


def _runs(runs: Runs, targets: Mapping[str, _Target]) -> Runs:
    return tuple(_run(run, targets) for run in runs)


def _run(run: Run, targets: Mapping[str, _Target]) -> Run:
    if run.note is not None:
        paragraphs = tuple(_runs(runs, targets) for runs in run.note.paragraphs)
        if paragraphs != run.note.paragraphs:
            run = replace(run, note=Note(id=run.note.id, paragraphs=paragraphs))
    if run.link is None or not run.link.startswith(WANTED):
        return run
    target = targets.get(run.link.removeprefix(WANTED))
    if target is None:
        return replace(run, link=None)
    link = f"#{target.anchor}" if target.anchor else None
    return replace(run, text=target.words, link=link, number=target.is_numbered)
