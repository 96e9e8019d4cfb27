"""Protections, switched off one at a time; each is a context that puts it back behind itself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from unittest.mock import patch

Fault = Callable[[], AbstractContextManager[object]]
FAULTS: dict[str, Fault] = {}


def fault(make: Callable[[], Iterator[None]]) -> Fault:
    """Register a fault under its name, with dashes."""
    made = contextmanager(make)
    FAULTS[make.__name__.replace("_", "-")] = made
    return made


def nothing(*_: object, **__: object) -> None:
    """Do nothing at all."""


def _pragmas(**changed: str) -> tuple[str, ...]:
    from kuager.store import database  # noqa: PLC0415

    return tuple(
        f"{name}={changed[name]}" if name in changed else pragma
        for pragma in database._PRAGMAS
        for name in [pragma.partition("=")[0]]
    )


@contextmanager
def unsafe_pragmas(**changed: str) -> Iterator[None]:
    """Open the database with other settings, and do not look whether they are safe."""
    with (
        patch("kuager.store.database._PRAGMAS", _pragmas(**changed)),
        patch("kuager.store.database._demand_safe", nothing),
    ):
        yield


@fault
def synchronous_normal() -> Iterator[None]:
    """Commits are not flushed in WAL mode."""
    with unsafe_pragmas(synchronous="NORMAL"):
        yield


@fault
def synchronous_off() -> Iterator[None]:
    """SQLite never flushes."""
    with unsafe_pragmas(synchronous="OFF"):
        yield


@fault
def files_not_flushed() -> Iterator[None]:
    """Files that are replaced are renamed without having been flushed."""
    names = ("vault.files", "store.rewrite", "store.backup")
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(patch(f"kuager.{name}.flush_file", nothing))
        yield


@fault
def folders_not_flushed() -> Iterator[None]:
    """Folders are not flushed after a name in them was made or changed."""
    with ExitStack() as stack:
        for name in ("vault.files", "store.rewrite"):
            stack.enter_context(patch(f"kuager.{name}.flush_directory", nothing))
        yield
