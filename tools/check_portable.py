"""Prove from here that the repository survives Windows: its file names, and what it calls.

    python tools/check_portable.py

Refuses names that Windows reserves, cannot hold, cannot tell apart or cannot reach (260
characters), and code in `src/` that only POSIX has outside the one module for it.
"""

import ast
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
# 260 characters, less a long home folder and the path of an installed package.
LONGEST = 140
POSIX_MODULES = frozenset({"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"})
POSIX_NAMES = frozenset(
    f"os.{name}"
    for name in (
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "setuid", "setsid", "chown", "fchmod"),
        *("mkfifo", "killpg", "getpgid", "getloadavg", "sysconf", "uname", "wait", "waitpid"),
        *("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC"),
    )
) | {"signal.SIGKILL", "signal.SIGHUP", "signal.alarm", "signal.pause"}
POSIX_PATH = re.compile(r"/(?:dev|tmp|proc|etc|var|usr|bin)(?:/|$)")
MADE = {".venv", "demo", "build", "__pycache__"}
# What is said of this machine alone is read as its system tells it; elsewhere it is "unknown".
PLATFORM_FILES = {f"src/kuager/vault/{name}.py" for name in ("platform", "windows", "machine")}


def tracked() -> list[str]:
    """The paths of the repository, with forward slashes; every file where git cannot say."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") is not None:
        listed = subprocess.run(command, capture_output=True, check=False)
        if listed.returncode == 0:
            paths = listed.stdout.decode("utf-8").split("\0")
            return [path for path in paths if path and Path(path).exists()]
    found = (path for path in Path().rglob("*") if path.is_file())
    return [path.as_posix() for path in found if not MADE & {*path.parts}]


def bad_names(paths: Iterable[str]) -> Iterator[str]:
    """The paths that Windows reserves, cannot hold, cannot tell apart or cannot reach."""
    seen: dict[str, str] = {}
    for path in paths:
        for part in PurePosixPath(path).parts:
            if part.split(".")[0].rstrip(" ").casefold() in RESERVED:
                yield f"{path}: Windows reserves {part!r}"
            if FORBIDDEN.search(part):
                yield f"{path}: Windows cannot hold {part!r}"
        if len(path) > LONGEST:
            yield f"{path}: {len(path)} characters, at most {LONGEST}"
        twin = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if twin != path:
            yield f"{path}: the same name as {twin} for Windows"


def bad_batch(content: bytes, path: str) -> Iterator[str]:
    """What cmd.exe would stumble over in a batch file: other letters, bare line feeds."""
    if not content.isascii():
        yield f"{path}: not ASCII, so cmd.exe reads it in a code page of its own"
    if content.replace(b"\r\n", b"").count(b"\n") > 0:
        yield f"{path}: a line does not end in CR LF"


def posix_only(code: str, path: str) -> Iterator[str]:
    """What a file uses that Windows does not have."""
    if path in PLATFORM_FILES:
        return
    for node in ast.walk(ast.parse(code)):
        for name in _names(node):
            if name.split(".")[0] in POSIX_MODULES or name in POSIX_NAMES:
                yield f"{path}:{getattr(node, 'lineno', 0)}: {name} is POSIX only"
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and POSIX_PATH.match(value):
            yield f"{path}: {value!r} is a POSIX path"


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        is_module = node.value.id in ("os", "signal")
        return [f"{node.value.id}.{node.attr}"] if is_module else []
    return []


def main() -> int:
    """Check the whole repository and say what was found."""
    paths = tracked()
    sources = [path for path in paths if path.startswith("src/") and path.endswith(".py")]
    wrong = list(bad_names(paths))
    for path in sources:
        wrong += posix_only(Path(path).read_text("utf-8"), path)
    for path in (path for path in paths if path.endswith((".cmd", ".bat"))):
        wrong += bad_batch(Path(path).read_bytes(), path)
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"check_portable: {len(paths)} names, {len(sources)} source files, {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
