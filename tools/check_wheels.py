"""Prove from here that a 64-bit Windows machine can install what is pinned, with no compiler.

    python tools/check_wheels.py

For each supported Python, pip resolves `requirements/run.txt` and `analysis.txt` as if for
win_amd64, from wheels only and by the pinned hashes, without installing anything; then every
requirement that the found wheels have on Windows must be pinned too. Takes seconds and is
remembered until the pins change. Where the package index does not answer, it says so and checks
nothing.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINS = (Path("requirements/run.txt"), Path("requirements/analysis.txt"))
REMEMBERED = Path(sys.prefix) / "wheels-checked"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORM = "win_amd64"
# Only the public index, however this machine is set up.
QUIET_PIP = {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pip against the public index; the output is kept, nothing is raised."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    certificate = {key: value for key, value in os.environ.items() if key == "PIP_CERT"}
    return subprocess.run(
        [sys.executable, "-m", "pip", *arguments],
        env={**kept, **certificate, **QUIET_PIP},
        capture_output=True,
        text=True,
        check=False,
    )


def index_answers() -> bool:
    """Whether the package index can be reached from here."""
    return pip("index", "versions", "click", "--timeout", "10", "--retries", "0").returncode == 0


def resolve(version: str) -> list[dict[str, Any]]:
    """What pip would install on Windows with this Python; raises ValueError with pip's words."""
    target = Path(sys.prefix) / "nothing-is-installed-here"
    found = pip(
        *("install", "--dry-run", "--quiet", "--ignore-installed", "--no-deps", "--report", "-"),
        *("--only-binary", ":all:", "--require-hashes", "--platform", PLATFORM),
        *("--implementation", "cp", "--python-version", version),
        *("--target", str(target)),
        *(part for pins in PINS for part in ("--requirement", str(pins))),
    )
    if found.returncode != 0:
        raise ValueError(found.stderr.strip())
    items: list[dict[str, Any]] = json.loads(found.stdout)["install"]
    return items


def _pinned() -> str:
    return "".join(pins.read_text("utf-8") for pins in PINS)


def problems(items: list[dict[str, Any]], version: str) -> Iterator[str]:
    """Wheels that are not ones the pins know, and requirements on Windows without a pin."""
    known = set(re.findall(r"sha256:([0-9a-f]{64})", _pinned()))
    pinned = {canonicalize_name(item["metadata"]["name"]) for item in items}
    for item in items:
        name = item["download_info"]["url"].rsplit("/", 1)[1]
        if item["download_info"]["archive_info"]["hashes"]["sha256"] not in known:
            yield f"Python {version}: {name} is not pinned by its hash"
        if not name.endswith((f"-{PLATFORM}.whl", "-any.whl")):
            yield f"Python {version}: {name} is no wheel for {PLATFORM}"
        for needed in needed_on_windows(item["metadata"].get("requires_dist", []), version):
            if needed not in pinned:
                yield f"Python {version}: {name} needs {needed}, which is not pinned"


def needed_on_windows(requirements: list[str], version: str) -> Iterator[str]:
    """The names of the requirements that hold on Windows with this Python."""
    there = {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate(there):
            yield canonicalize_name(requirement.name)


def main() -> int:
    """Check every version; 0 if all is well or nothing could be asked, 1 otherwise."""
    state = hashlib.sha256(_pinned().encode() + Path(__file__).read_bytes()).hexdigest()
    if REMEMBERED.exists() and REMEMBERED.read_text("utf-8") == state:
        print(f"check_wheels: every pin has a {PLATFORM} wheel (remembered; pins unchanged)")
        return 0
    if not index_answers():
        print("check_wheels: NOT CHECKED, the package index does not answer from here")
        return 0
    wrong: list[str] = []
    for version in VERSIONS:
        try:
            items = resolve(version)
        except ValueError as error:
            wrong.append(f"Python {version}: {error}")
            continue
        wrong += problems(items, version)
        print(f"check_wheels: Python {version}: {len(items)} pins, all with {PLATFORM} wheels")
    print("\n".join(wrong), end="\n" if wrong else "")
    if not wrong:
        REMEMBERED.write_text(state, "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
