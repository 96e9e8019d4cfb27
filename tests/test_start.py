"""How it starts: pins, Makefile, kuager.cmd, and what Windows would stumble over."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools.check_portable import bad_batch, bad_names, posix_only
from tools.check_wheels import needed_on_windows

ROOT = Path(__file__).parent.parent
LISTS = ("run", "dev", "build", "analysis", "spark")
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")


def pins(name: str) -> dict[str, str]:
    """Name → version of one list of pins."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(key): version for key, version in found}


@pytest.mark.parametrize("name", LISTS)
def test_every_pin_has_hashes_and_no_list_names_a_host(name: str) -> None:
    """What is installed is known byte for byte, wherever it comes from."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert len(blocks) == len(pins(name))
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"--(index|find|extra|trusted)|https?://|file:/", text)


def test_the_pins_satisfy_what_the_package_asks_for() -> None:
    """Each dependency of pyproject.toml is pinned, at a version that it allows; extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = {"run": project["dependencies"], **project["optional-dependencies"]}
    wrong = [
        line.name
        for name, asked in lists.items()
        for line in map(Requirement, asked)
        if pins(name).get(canonicalize_name(line.name), "") not in line.specifier
    ]

    assert wrong == []


def test_one_library_has_one_version() -> None:
    """Lists that are installed together agree."""
    run, dev, build, analysis, spark = (pins(name) for name in LISTS)

    assert {key: run[key] for key in run.keys() & dev.keys()} == {
        key: dev[key] for key in run.keys() & dev.keys()
    }
    assert build.items() <= {**build, **dev}.items()
    assert not (analysis.keys() | spark.keys()) & (run.keys() | dev.keys())


def test_the_base_install_has_no_analysis() -> None:
    """DuckDB, Splink and Spark are extras; most laptops never need them."""
    heavy = {"duckdb", "splink", "pandas", "pyarrow", "pyspark"}

    assert not heavy & pins("run").keys()
    assert "spark" not in (ROOT / "kuager.cmd").read_text("utf-8")


def test_only_the_full_tests_install_spark() -> None:
    """Half a gigabyte comes when all tests are asked for, not before."""
    text = (ROOT / "Makefile").read_text("utf-8")

    assert re.findall(r"^([\w-]+):.*\$\(VENV\)/spark", text, re.MULTILINE) == ["test-full"]


def test_both_ways_to_start_install_the_same() -> None:
    """The Makefile and kuager.cmd use the same lists, with hashes, from wheels only."""
    for name in ("Makefile", "kuager.cmd"):
        text = (ROOT / name).read_text("utf-8").replace("\\", "/")

        assert "requirements/run.txt" in text
        assert "requirements/build.txt" in text
        assert "--require-hashes" in text
        assert "--only-binary :all:" in text
        assert all(version in text for version in SUPPORTED)


def test_what_the_readme_promises_can_be_made() -> None:
    """Every target that people are told of exists."""
    text = (ROOT / "Makefile").read_text("utf-8")

    for target in ("demo", "test", "test-full", "check", "bench"):
        assert re.search(rf"^{target}:", text, re.MULTILINE)
    assert "make check" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize(
    "paths",
    [
        ["docs/aux.md"],
        ["src/con/x.py"],
        ["a/COM1.txt"],
        ["tests/vectors/a:b.bin"],
        ["notes/what?.md"],
        ["folder./x"],
        ["name "],
        ["README.md", "Readme.md"],
        ["x" * 141],
    ],
)
def test_a_name_windows_cannot_have_is_found(paths: list[str]) -> None:
    """Reserved, forbidden, alike or too long."""
    assert list(bad_names(paths)) != []


def test_ordinary_names_pass() -> None:
    """Dots, dashes, letters of any script."""
    names = ["src/kuager/__init__.py", ".ci/run", "docs/конвой.md", "console/x"]

    assert list(bad_names(names)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "from pwd import getpwuid",
        "import os\nos.fork()",
        "import os\nx = os.O_NOFOLLOW",
        "from os import getuid",
        "import signal\nsignal.SIGKILL",
        "open('/dev/null')",
        "x = '/tmp/kuager'",
    ],
)
def test_what_only_posix_has_is_found(code: str) -> None:
    """Modules, calls, flags and paths; in the one platform file they are at home."""
    assert list(posix_only(code, "src/kuager/store/x.py")) != []
    assert list(posix_only(code, "src/kuager/vault/platform.py")) == []


def test_a_batch_file_is_what_cmd_reads() -> None:
    """ASCII, and every line ends in CR LF."""
    assert list(bad_batch((ROOT / "kuager.cmd").read_bytes(), "kuager.cmd")) == []
    assert list(bad_batch(b"@echo off\n", "x.cmd")) != []
    assert list(bad_batch("rem ә\r\n".encode(), "x.cmd")) != []


def test_a_requirement_of_windows_is_seen_from_here() -> None:
    """Markers are read as Windows reads them, not as this machine does."""
    asked = [
        "colorama; sys_platform == 'win32'",
        "uvloop; sys_platform != 'win32'",
        "a; extra=='b'",
    ]

    assert list(needed_on_windows(asked, "3.12")) == ["colorama"]
