"""Private files, replaced so that a crash leaves the old or the new."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kuager.vault import files

posix = pytest.mark.skipif(sys.platform == "win32", reason="asks a POSIX system")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content stands under the name and nothing is left beside it."""
    path = tmp_path / "keyring"
    for content in (b"first", b"second and longer", b""):
        files.write_replacing(path, content)
        assert content == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@posix
def test_a_written_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    """Files come out as 0600 under the widest umask, over a wider old file too."""
    path = tmp_path / "keyring"
    path.touch(mode=0o666)
    before = os.umask(0)
    try:
        files.write_replacing(path, b"x")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """When writing breaks off, the old content stands and no half file is left."""
    path = tmp_path / "keyring"
    files.write_replacing(path, b"old")

    def broken() -> None:
        with files.replacing(path) as file:
            file.write(b"half of the new")
            raise OSError("no room left")

    with pytest.raises(OSError, match="no room"):
        broken()
    assert (b"old", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_a_private_file_is_never_opened_over_another(tmp_path: Path) -> None:
    """Creating refuses a name that is taken."""
    path = tmp_path / "file"
    files.create_private(path).close()
    with pytest.raises(FileExistsError):
        files.create_private(path)


@posix
def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    """Neither creating nor replacing writes to where a symbolic link points."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"theirs")
    link.symlink_to(target)
    with pytest.raises(FileExistsError):
        files.create_private(link)
    files.write_replacing(link, b"ours")
    assert (
        target.read_bytes(),
        link.read_bytes(),
        link.is_symlink(),
    ) == (b"theirs", b"ours", False)


@posix
def test_a_private_folder_is_private_all_the_way(tmp_path: Path) -> None:
    """Every folder that had to be made is 0700, and those that existed stay as they were."""
    tmp_path.chmod(0o755)
    files.make_private_directory(tmp_path / "a" / "b" / "c")
    files.make_private_directory(tmp_path / "a" / "b" / "c")
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
    assert {0o700} == {folder.stat().st_mode & 0o777 for folder in made}
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_leftovers_of_a_crash_are_swept(tmp_path: Path) -> None:
    """Only unfinished files go; finished ones stay."""
    files.write_replacing(tmp_path / "keyring", b"x")
    (tmp_path / f"keyring.abc{files.UNFINISHED}").write_bytes(b"half")
    (tmp_path / f"mark.def{files.UNFINISHED}").write_bytes(b"")
    assert files.sweep_unfinished(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["keyring"]


def test_a_file_held_open_elsewhere_is_replaced_when_it_is_let_go(tmp_path: Path) -> None:
    """Replacing tries again for a while, as Windows refuses an open file for a moment."""

    class Stubborn(type(tmp_path)):  # type: ignore[misc]
        """A path whose first two replacements are refused."""

        refusals = 2

        def replace(self, target: Path) -> Path:
            if type(self).refusals:
                type(self).refusals -= 1
                raise PermissionError("in use")
            return Path(os.fspath(self)).replace(target)

    (tmp_path / "new").write_bytes(b"new")
    files.publish(Stubborn(tmp_path / "new"), tmp_path / "name")
    assert (tmp_path / "name").read_bytes() == b"new"


@posix
def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """In twelve kills at random moments the file is always one of the two, whole."""
    path = tmp_path / "keyring"
    files.write_replacing(path, b"0" * 50_000)
    program = textwrap.dedent(f"""
        from pathlib import Path
        from kuager.vault.files import write_replacing
        for number in range(10**9):
            write_replacing(Path({str(path)!r}), str(number % 10).encode() * 50_000)
            print("x", flush=True)
    """)
    for turn in range(12):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            for _ in range(turn + 1):
                child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
        content = path.read_bytes()
        assert (len(content), len(set(content))) == (50_000, 1)
    files.sweep_unfinished(tmp_path)
    assert [path] == list(tmp_path.iterdir())
