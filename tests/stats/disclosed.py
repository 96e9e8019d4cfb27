"""Small tables for the tests of disclosure control."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from random import Random
from typing import Any

from kuager.model.protection import OpenTable
from kuager.model.published import HELD_BACK, TOTAL, Axis, Key, PublishedCell, PublishedTable, exact

REGION = Axis("event.place@region", ("A", "B", "C"))
NAMES = ("event.place@region", "event.kind", "event.bias")


def summed(axes: Sequence[Axis], inner: Mapping[Key, int], **more: Any) -> OpenTable:
    """An open table with its margins, from its inner cells."""
    values = {}
    for key in product(*((*axis.categories, TOTAL) for axis in axes)):
        values[key] = sum(
            number
            for cell, number in inner.items()
            if all(wide in (TOTAL, code) for code, wide in zip(cell, key, strict=True))
        )
    return OpenTable(axes=tuple(axes), values=values, **more)


def grid(rows: Sequence[Sequence[int]], **more: Any) -> OpenTable:
    """A table of two dimensions from its rows."""
    axes = (
        Axis(NAMES[0], tuple(f"r{i}" for i in range(len(rows)))),
        Axis(NAMES[1], tuple(f"c{j}" for j in range(len(rows[0])))),
    )
    inner = {(f"r{i}", f"c{j}"): n for i, row in enumerate(rows) for j, n in enumerate(row)}
    return summed(axes, inner, **more)


def scattered(draw: Random, sizes: Sequence[int], most: int) -> OpenTable:
    """A random table with many small cells."""
    axes = [
        Axis(name, tuple(f"{name[6]}{i}" for i in range(size)))
        for name, size in zip(NAMES, sizes, strict=False)
    ]
    inner = {
        key: int(draw.random() ** 3 * most) for key in product(*(axis.categories for axis in axes))
    }
    return summed(axes, inner)


def as_published(
    table: OpenTable, cells: Mapping[Key, PublishedCell], **more: Any
) -> PublishedTable:
    """An open table as it is published with these cells."""
    told: dict[str, Any] = {
        "unit": "event", "clock": "incident", "first": None, "last": None,
        "as_of": date(2025, 1, 1),
    }  # fmt: skip
    return PublishedTable(axes=table.axes, cells=cells, **(told | more))


def with_held_back(table: OpenTable, hidden: set[Key], **more: Any) -> PublishedTable:
    """A table in which exactly these cells are held back."""
    cells = {
        key: HELD_BACK if key in hidden else exact(number) for key, number in table.values.items()
    }
    return as_published(table, cells, **more)


def by_region(numbers: Sequence[int | None], **more: Any) -> PublishedTable:
    """A published table of regions A, B, C and the total; None is held back."""
    keys = [("A",), ("B",), ("C",), ("*",)]
    cells = {
        key: HELD_BACK if number is None else exact(number)
        for key, number in zip(keys, numbers, strict=True)
    }
    told: dict[str, Any] = {
        "unit": "event", "clock": "incident", "first": date(2024, 1, 1),
        "last": date(2024, 12, 31), "as_of": date(2025, 1, 1), "axes": (REGION,),
    }  # fmt: skip
    return PublishedTable(cells=cells, **(told | more))
