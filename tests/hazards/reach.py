"""Walking everything that can be reached from a value: fields, items, closures, generators."""

import functools
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)

import numpy as np

ROOMS = ("kuager.model", "kuager.stats", "kuager.lang")
"""Whose values may be met in the counting room, beside plain ones."""
_HEX_ID = 32


class Walk:
    """Looks for canaries and ids in all that can be reached; remembers what was looked at."""

    def __init__(self, marks: Collection[str], ids: Collection[bytes]) -> None:
        """For these canaries and these ids of records."""
        self.marks, self.ids = frozenset(marks), frozenset(ids)
        self.folded = frozenset(mark.casefold() for mark in marks)
        self.hex = frozenset(uid.hex() for uid in ids)
        self.hits: set[str] = set()
        self.looked_at = 0

    def inside(self, value: object, where: str) -> None:
        """Something in the room: no canary, no id, and no way out of it."""
        self._walk(value, where, is_inside=True)

    def outside(self, value: object, where: str) -> None:
        """Something told to a person: no canary."""
        self._walk(value, where, is_inside=False)

    def _walk(self, value: object, where: str, *, is_inside: bool) -> None:
        todo, met = [value], set[int]()
        while todo:
            at = todo.pop()
            if at is None or isinstance(at, bool | int | float) or id(at) in met:
                continue
            met.add(id(at))
            self.looked_at += 1
            if isinstance(at, str | bytes | bytearray | memoryview):
                self._look(at, where, is_inside=is_inside)
                continue
            if is_inside and not _belongs(at):
                self.hits.add(f"{type(at).__module__}.{type(at).__qualname__} in {where}")
                continue
            todo += _parts(at)

    def _look(
        self, text: str | bytes | bytearray | memoryview, where: str, *, is_inside: bool
    ) -> None:
        if not isinstance(text, str):
            data = bytes(text)
            known = data in self.ids or any(
                m.encode() in data for m in self.marks if len(data) >= 14
            )
            if is_inside and known:
                self.hits.add(f"an id or a canary in {where}")
            return
        if text in self.marks or (len(text) >= 14 and self._holds(text)):
            self.hits.add(f"a canary in {where}")
        if is_inside and len(text) == _HEX_ID and text in self.hex:
            self.hits.add(f"an id in {where}")

    def _holds(self, text: str) -> bool:
        folded = text.casefold()
        return any(mark in folded for mark in self.folded)


def _belongs(value: object) -> bool:
    """Whether a value may be in the room: plain, of the model, or of the room itself."""
    kind = value if isinstance(value, type | FunctionType) else type(value)
    module = getattr(kind, "__module__", "") or ""
    if isinstance(value, FunctionType | MethodType | GeneratorType):
        module = _module_of(value)
    return not module.startswith("kuager.") or module.startswith(ROOMS)


def _module_of(value: FunctionType | MethodType | GeneratorType) -> str:
    """Where a function or generator was written; one written elsewhere may carry anything."""
    if isinstance(value, GeneratorType):
        return str(value.gi_frame.f_globals["__name__"]) if value.gi_frame else ""
    return str(value.__module__)


def _parts(value: object) -> Iterator[object]:
    """Everything one step away."""
    if isinstance(value, type | ModuleType | CodeType | BuiltinFunctionType):
        return
    if isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif isinstance(value, np.ndarray):
        yield from value.ravel().tolist() if value.dtype.kind in "OSU" else ()
    elif isinstance(value, Iterator) and not isinstance(value, GeneratorType):
        with suppress(TypeError):
            yield from value.__reduce__()[1:]
    elif isinstance(value, functools.partial | MethodType | FunctionType | GeneratorType):
        yield from _carried(value)
    else:
        yield from _fields(value)


def _carried(value: object) -> Iterator[object]:
    """What something that can be called, or goes on, takes along."""
    if isinstance(value, functools.partial):
        yield from (value.func, value.args, value.keywords)
    elif isinstance(value, MethodType):
        yield from (value.__self__, value.__func__)
    elif isinstance(value, GeneratorType):
        yield from (value.gi_frame.f_locals if value.gi_frame else {}).values()
    elif isinstance(value, FunctionType):
        yield from (cell.cell_contents for cell in value.__closure__ or () if _is_set(cell))
        yield from (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())


def _is_set(cell: object) -> bool:
    try:
        cell.cell_contents  # type: ignore[attr-defined]  # noqa: B018
    except ValueError:
        return False
    return True


def _fields(value: object) -> Iterator[object]:
    yield from getattr(value, "__dict__", {}).values()
    for kind in type(value).__mro__:
        slots = getattr(kind, "__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                yield getattr(value, name)
