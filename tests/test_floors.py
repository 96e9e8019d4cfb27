"""Imports only go down, and each foreign library is known to one room only.

The tables below are the house: who may import which room, and where a library may be met.
Everything is read from the syntax tree, so imports inside functions, relative ones and those
for the type-checker count as well. Nothing is loaded by name at run time, so nothing escapes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "kuager"

# Room → rooms it may import, besides itself and the doorplate (`kuager/__init__.py`).
MAY: dict[str, set[str]] = {
    "lang": set(),
    "model": set(),
    "vault": set(),
    "store": {"model", "vault"},
    "sync": {"store", "model", "vault"},
    "reading": {"model"},
    "linkage": {"store", "model"},
    "stats": {"model"},
    "formats": {"model", "lang"},
    "verbs": {"store", "sync", "reading", "linkage", "stats", "formats", "model", "vault"},
    "cli": {"verbs", "model", "lang"},
    "web": {"verbs", "model", "lang"},
}
DOORPLATE = {"KuagerError", "N_", "Fact", "__version__"}

PLATFORM = {"vault/platform.py", "vault/windows.py"}
# Libraries, or modules in them → rooms or files that may import them.
FENCES: tuple[tuple[set[str], set[str]], ...] = (
    ({"sqlcipher3", "sqlite3"}, {"store"}),
    ({"nacl", "argon2", "pyrage", "shamir_mnemonic"}, {"vault"}),
    ({"fcntl", "resource", "pwd", "grp", "signal", "termios"}, PLATFORM),
    ({"msvcrt", "winreg", "ctypes"}, PLATFORM),
    ({"socket", "ssl", "socketserver"}, {"sync", "web"}),
    ({"http", "urllib.request", "ftplib", "smtplib", "requests"}, {"sync"}),
    ({"click", "rich", "getpass"}, {"cli"}),
    ({"starlette", "uvicorn", "python_multipart"}, {"web"}),
    ({"jinja2"}, {"web", "formats"}),
    ({"markdown_it"}, {"web"}),
    ({"duckdb"}, {"stats", "linkage"}),
    ({"splink"}, {"linkage"}),
    ({"numpy", "scipy", "pyspark"}, {"stats"}),
    ({"pandas", "pyarrow", "polars"}, set()),
    ({"docx", "typst", "openpyxl"}, {"formats"}),
    ({"pickle", "marshal", "shelve", "dbm", "runpy", "tempfile", "logging"}, set()),
    ({"importlib.metadata"}, set()),  # no plug-ins: what runs is what is in the repository
)
BY_NAME = ("importlib.import_module", "import_module", "__import__", "exec", "eval")
# What `model` may never do: it is pure. Reading its own packaged files is no exception to this.
IMPURE = ("time", "random", "secrets", "socket", "uuid", "subprocess", "threading", "asyncio")
IMPURE_CALLS = ("os.urandom", "datetime.now", "datetime.utcnow", "datetime.today", "date.today")


def imported(code: str, here: tuple[str, ...]) -> Iterator[str]:
    """Every dotted name that a file imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else ()
            stem = ".".join((*above, *filter(None, [node.module])))
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def called(code: str) -> Iterator[str]:
    """Every dotted name that a file calls or hands on."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield dotted(node)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain; empty where it hangs on something else than a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (stem := dotted(node.value)):
        return f"{stem}.{node.attr}"
    return ""


def is_within(name: str, fence: str) -> bool:
    """Whether a dotted name is the fenced one or lies inside it."""
    return name == fence or name.startswith(f"{fence}.")


def breaches(code: str, path: PurePosixPath) -> list[str]:
    """What one file of `src/kuager` does that its room may not; `path` is relative to it."""
    room, here = path.parts[0], ("kuager", *path.parent.parts)
    found = [f"{path}: {room} may not import {name}" for name in upward(code, here, room)]
    found += [f"{path}: {name} is fenced off" for name in fenced(code, here, {room, str(path)})]
    found += [f"{path}: loaded by name: {name}" for name in called(code) if name in BY_NAME]
    if room == "model":
        found += [f"{path}: model is pure, but has {name}" for name in impure(code, here)]
    return found


def fenced(code: str, here: tuple[str, ...], standpoints: set[str]) -> Iterator[str]:
    """The libraries that this file imports although they belong to other rooms."""
    for name in imported(code, here):
        for libraries, rooms in FENCES:
            if any(is_within(name, library) for library in libraries) and not standpoints & rooms:
                yield name


def impure(code: str, here: tuple[str, ...]) -> Iterator[str]:
    """Clocks, chance and the outer world, imported or called."""
    yield from (name for name in imported(code, here) if name.split(".")[0] in IMPURE)
    yield from (n for n in (*imported(code, here), *called(code)) if n in IMPURE_CALLS)


def upward(code: str, here: tuple[str, ...], room: str) -> Iterator[str]:
    """The names of kuager that this room may not import."""
    allowed = MAY.get(room, set()) | {room} | DOORPLATE
    for name in imported(code, here):
        top, _, rest = name.partition(".")
        if top == "kuager" and rest.split(".")[0] not in allowed:
            yield name


def all_breaches(source: Path) -> list[str]:
    """The breaches of every file below a source folder."""
    files = sorted(path for path in source.rglob("*.py") if path != source / "__init__.py")
    return [
        breach
        for path in files
        for breach in breaches(path.read_text("utf-8"), PurePosixPath(path.relative_to(source)))
    ]


def test_every_import_goes_down() -> None:
    """No room imports a room or a library that the tables do not give it."""
    assert all_breaches(SOURCE) == []


def test_every_room_is_in_the_table() -> None:
    """A new room stands in the table before it has a file."""
    rooms = {path.relative_to(SOURCE).parts[0] for path in SOURCE.glob("*/**/*.py")}

    assert rooms <= MAY.keys()


def test_the_doorplate_imports_no_room() -> None:
    """The one module that all may import imports none of them."""
    code = (SOURCE / "__init__.py").read_text("utf-8")

    assert [n for n in imported(code, ("kuager",)) if n.startswith("kuager")] == []


def test_no_room_stands_in_a_circle() -> None:
    """The table itself only goes down: no room reaches itself."""
    for room, below in MAY.items():
        reached: set[str] = set()
        todo = set(below)
        while todo:
            reached |= todo
            todo = {name for one in todo for name in MAY[one]} - reached

        assert room not in reached


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("model/x.py", "from kuager.store import log", id="absolute"),
        pytest.param("model/x.py", "import kuager.store.log as log", id="plain import"),
        pytest.param("model/x.py", "from kuager import vault", id="from the doorplate"),
        pytest.param("model/x.py", "from ..store.log import Log", id="relative"),
        pytest.param("model/x.py", "from .. import store", id="relative to the root"),
        pytest.param("formats/reports/x.py", "from ...store import log", id="relative, deeper"),
        pytest.param("store/x.py", "def f():\n    import kuager.verbs.desk", id="in a function"),
        pytest.param(
            "vault/x.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kuager.model import x",
            id="type only",
        ),
        pytest.param("cli/x.py", "from kuager.vault import seal", id="a door past the verbs"),
        pytest.param("cli/x.py", "from kuager.web import app", id="one door to the other"),
        pytest.param("verbs/x.py", "from kuager.lang import say", id="a verb that speaks"),
        pytest.param("stats/x.py", "from kuager.linkage import score", id="siblings"),
        pytest.param("stats/x.py", "from kuager.store import store", id="counting in the store"),
        pytest.param("stats/x.py", "from kuager.formats import charts", id="counting that draws"),
        pytest.param("stats/x.py", "def f():\n    from kuager.lang import say", id="it speaks"),
        pytest.param("stats/x.py", "import sqlcipher3", id="a counting room with a key"),
        pytest.param("stats/x.py", "import tempfile", id="a counting room with a file"),
        pytest.param("web/x.py", "def f():\n    from scipy.optimize import milp", id="scipy too"),
        pytest.param("verbs/x.py", "import duckdb", id="DuckDB among the verbs"),
        pytest.param("cli/x.py", "from pyspark.sql import SparkSession", id="Spark at a door"),
        pytest.param("stats/x.py", "import pandas", id="pandas anywhere"),
        pytest.param("model/x.py", "from kuager.lang import say", id="words in the model"),
        pytest.param("verbs/x.py", "from kuager import cli", id="downstairs to a door"),
        pytest.param("verbs/x.py", "import sqlcipher3", id="SQLCipher outside the store"),
        pytest.param("store/x.py", "from nacl import secret", id="crypto outside the vault"),
        pytest.param("store/x.py", "def f():\n    import pyrage", id="age outside the vault"),
        pytest.param("vault/seal.py", "import fcntl", id="POSIX outside the platform file"),
        pytest.param("store/x.py", "import msvcrt", id="Windows outside the platform file"),
        pytest.param("verbs/x.py", "import socket", id="a socket outside sync"),
        pytest.param("formats/x.py", "import urllib.request", id="a fetching format"),
        pytest.param("web/x.py", "import click", id="Click outside cli"),
        pytest.param("verbs/x.py", "from rich.table import Table", id="rich outside cli"),
        pytest.param("cli/x.py", "import starlette", id="Starlette outside web"),
        pytest.param("cli/x.py", "import jinja2", id="templates outside web and formats"),
        pytest.param("store/x.py", "import duckdb", id="DuckDB outside the workshops"),
        pytest.param("verbs/x.py", "import numpy as np", id="numpy outside stats"),
        pytest.param("formats/x.py", "from scipy import sparse", id="scipy outside stats"),
        pytest.param("verbs/x.py", "import docx", id="Word outside formats"),
        pytest.param("store/x.py", "import pickle", id="pickle anywhere"),
        pytest.param("store/x.py", "import tempfile", id="temporary files anywhere"),
        pytest.param("cli/x.py", "import logging", id="logging anywhere"),
        pytest.param("cli/x.py", "import importlib\nimportlib.import_module('x')", id="by name"),
        pytest.param("cli/x.py", "x = __import__('kuager.store')", id="by the builtin"),
        pytest.param("model/x.py", "import time", id="a clock in the model"),
        pytest.param("model/x.py", "from random import choice", id="chance in the model"),
        pytest.param("model/x.py", "import secrets", id="keys in the model"),
        pytest.param("model/x.py", "import os\nos.urandom(8)", id="urandom in the model"),
        pytest.param("model/x.py", "from os import urandom", id="urandom by name"),
        pytest.param(
            "model/x.py", "from datetime import datetime\ndatetime.now()", id="today in the model"
        ),
    ],
)
def test_the_checker_bites(path: str, code: str) -> None:
    """Each way to break the floors or a fence is found."""
    assert len(breaches(code, PurePosixPath(path))) >= 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("store/x.py", "from kuager.model import statement\nfrom kuager.vault.seal import seal"),
        ("store/x.py", "import sqlcipher3\nfrom . import log\nfrom ..model import tree"),
        (
            "cli/x.py",
            "import click\nfrom kuager import N_, KuagerError\nfrom kuager.lang import say",
        ),
        ("vault/platform.py", "import fcntl, ctypes"),
        ("formats/reports/x.py", "import docx\nfrom kuager.model.report import Report"),
        ("model/x.py", "import importlib.resources\nfrom datetime import date"),
    ],
)
def test_the_checker_lets_pass_what_is_allowed(path: str, code: str) -> None:
    """What the tables allow is no breach."""
    assert breaches(code, PurePosixPath(path)) == []
