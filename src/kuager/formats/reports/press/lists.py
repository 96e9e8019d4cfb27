"""Which paragraphs make a list: neighbouring items of one kind, with their further paragraphs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from kuager.model.report import Block, Paragraph, further_paragraph_of

ListKind = Literal["numbered", "bullet", "item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A block that stands for itself, with its number ("" if it is not counted)."""

    block: Block
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOfList:
    """The paragraph that opens an item, its number ("" under bullets), and those that go on."""

    opening: Paragraph
    number: str
    more: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Neighbouring items of one kind, of one `series` where they are counted within it."""

    kind: ListKind
    series: str | None
    items: tuple[ItemOfList, ...]


def gathered(blocks: Iterable[Block], numbers: Iterable[str]) -> Iterator[Single | Gathered]:
    """The blocks in order, neighbouring items as one; `numbers` as `numbers_of` gives them."""
    items: list[ItemOfList] = []
    for block, number in zip(blocks, numbers, strict=False):
        if (
            isinstance(block, Paragraph)
            and items
            and further_paragraph_of(block, items[-1].opening)
        ):
            items[-1] = replace(items[-1], more=(*items[-1].more, block))
            continue
        if items and _key(block) != _key(items[-1].opening):
            yield _list(items)
            items = []
        if _is_item(block):
            items.append(ItemOfList(opening=block, number=number))
        else:
            yield Single(block=block, number=number)
    if items:
        yield _list(items)


def _list(items: list[ItemOfList]) -> Gathered:
    """The items as one list."""
    kind, series = _key(items[0].opening) or ("bullet", None)
    return Gathered(kind=kind, series=series, items=tuple(items))


def _is_item(block: Block) -> TypeGuard[Paragraph]:
    """Whether a block is an item of a list."""
    return _key(block) is not None


def _key(block: Block) -> tuple[ListKind, str | None] | None:
    """What the items of one list have in common; None for a block that is no item."""
    if not isinstance(block, Paragraph):
        return None
    if block.kind == "item":
        return "item", block.series
    if block.kind == "numbered" or block.kind == "bullet":  # noqa: PLR1714 - so that types are seen
        return block.kind, None
    return None
