"""Where operating systems differ: locks, permissions, folders, memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from kuager.vault import platform
from kuager.vault.platform import AlreadyOpenError, lock_file
from kuager.vault.synced import synced_folder
from kuager.vault.windows import OWNER_ONLY, opens_to_others

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="asks a POSIX system")


def run(program: str) -> str:
    """What a new process prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


def holder(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock and has said so."""
    program = f"""
        import time
        from pathlib import Path
        from kuager.vault.platform import lock_file
        lock = lock_file(Path({str(path)!r}))
        print("held", flush=True)
        time.sleep(60)
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_open_in_one_process_is_refused(tmp_path: Path) -> None:
    """One process cannot open one vault twice, and is told its own number."""
    with lock_file(tmp_path / "lock"), pytest.raises(AlreadyOpenError) as caught:
        lock_file(tmp_path / "lock")
    assert {"process": str(os.getpid()), "file": "lock"} == caught.value.facts


def test_a_second_process_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    """The message names the process that has the vault open."""
    child = holder(tmp_path / "lock")
    try:
        with pytest.raises(AlreadyOpenError) as caught:
            lock_file(tmp_path / "lock")
        assert str(child.pid) == caught.value.facts["process"]
    finally:
        child.kill()
        child.communicate()


@posix
def test_a_killed_holder_locks_nobody_out(tmp_path: Path) -> None:
    """After kill -9 the lock file is still there and the lock is free."""
    child = holder(tmp_path / "lock")
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert (tmp_path / "lock").exists()
    lock_file(tmp_path / "lock").close()


def test_a_closed_lock_is_free_again(tmp_path: Path) -> None:
    """Closing frees the lock, twice is harmless, and the file stays."""
    lock = lock_file(tmp_path / "lock")
    lock.close()
    lock.close()
    with lock_file(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


@posix
def test_a_link_is_not_locked_in_place_of_the_file(tmp_path: Path) -> None:
    """A lock file that is a symbolic link is refused."""
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        lock_file(tmp_path / "lock")
    assert not (tmp_path / "elsewhere").exists()


@posix
def test_a_lock_file_is_private(tmp_path: Path) -> None:
    """Nobody else reads even the process number."""
    lock_file(tmp_path / "lock").close()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_a_hardened_process_leaves_no_core_and_cannot_be_read() -> None:
    """After hardening the kernel says: no core file, not dumpable."""
    told = run("""
        import ctypes, resource
        from kuager.vault.platform import harden_process
        granted = harden_process()
        dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        print(granted.core_dumps_off, granted.undumpable, dumpable,
              *resource.getrlimit(resource.RLIMIT_CORE))
    """)
    assert told == "True True 0 0 0"


@posix
def test_files_are_private_after_the_umask(tmp_path: Path) -> None:
    """A file made by any library afterwards is for its owner alone."""
    told = run(f"""
        import os
        from kuager.vault.platform import private_umask
        private_umask()
        path = {str(tmp_path / "made")!r}
        open(path, "w").close()
        os.mkdir(path + "-folder")
        print(oct(os.stat(path).st_mode & 0o777), oct(os.stat(path + "-folder").st_mode & 0o777))
    """)
    assert told == "0o600 0o700"


@posix
@pytest.mark.parametrize(
    ("mode", "expected"),
    [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o620, True), (0o666, True)],
)
def test_a_file_others_can_reach_is_seen(tmp_path: Path, mode: int, *, expected: bool) -> None:
    """Any right of group or others counts, writing too."""
    path = tmp_path / "passphrase.txt"
    path.touch()
    path.chmod(mode)
    assert expected == platform.is_readable_by_others(path)


@posix
def test_restricting_takes_a_file_and_a_folder_from_others(tmp_path: Path) -> None:
    """A file becomes 0600 and a folder 0700."""
    path, folder = tmp_path / "file", tmp_path / "folder"
    path.touch()
    folder.mkdir()
    for thing in (path, folder):
        thing.chmod(0o777)
        platform.restrict_to_owner(thing)
    assert [thing.stat().st_mode & 0o777 for thing in (path, folder)] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("sddl", "expected"),
    [
        (OWNER_ONLY, False),
        ("O:S-1-5-21-1-2-3-1001D:(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-5-21-1-2-3-1001)", False),
        ("O:BAD:PAI(A;;FA;;;BA)(A;;FA;;;SY)", False),
        ("O:BAD:(D;;FA;;;WD)(A;;FA;;;BA)", False),
        ("O:BAD:P(A;;FA;;;SY)S:(ML;;NW;;;ME)", False),
        ("O:BAD:", False),
        ("", True),
        ("O:BA", True),
        ("O:BAD:NO_ACCESS_CONTROL", True),
        ("O:BAD:(A;;FR;;;WD)", True),
        ("O:BAD:(A;;FA;;;BA)(A;ID;0x1200a9;;;BU)", True),
        ("O:BAD:(A;;FA;;;AU)", True),
        ("O:S-1-5-21-1-2-3-1001D:(A;;FA;;;S-1-5-21-1-2-3-1002)", True),
        ("O:BAD:(A;;FA)", True),
        ("O:BAD:(XA;;FX;;;S-1-1-0;(@User.x))", True),
    ],
)
def test_a_windows_access_list_is_judged(sddl: str, *, expected: bool) -> None:
    """Owner, system and administrators may; anybody else, or what is unclear, counts as open."""
    assert expected == opens_to_others(sddl)


@pytest.mark.parametrize(
    ("system", "environment", "end"),
    [
        ("win32", {"LOCALAPPDATA": "/users/a/local"}, "/users/a/local/Kuager"),
        ("win32", {}, "/AppData/Local/Kuager"),
        ("darwin", {"XDG_DATA_HOME": "/x"}, "/Library/Application Support/Kuager"),
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/kuager"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/.local/share/kuager"),
        ("linux", {}, "/.local/share/kuager"),
    ],
)
def test_data_lies_where_the_platform_keeps_it(
    system: str, environment: dict[str, str], end: str
) -> None:
    """Each system has its own usual folder; a relative XDG folder is ignored."""
    folder = platform.default_data_folder(environment=environment, system=system)
    assert folder.as_posix().endswith(end)


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("Dropbox/vault", "Dropbox"),
        ("Dropbox (Personal)/a/b", "Dropbox"),
        ("OneDrive - Office/vault", "OneDrive"),
        ("onedrive/vault", "OneDrive"),
        ("Google Drive/vault", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-a@b.org/My Drive/vault", "Google Drive"),
        ("Мой диск/vault", "Google Drive"),
        ("YandexDisk/vault", "Yandex.Disk"),
        ("Yandex.Disk/vault", "Yandex.Disk"),
        ("Яндекс.Диск/vault", "Yandex.Disk"),
        ("Library/Mobile Documents/com~apple~CloudDocs/vault", "iCloud"),
        ("iCloudDrive/vault", "iCloud"),
        ("Облако Mail.ru/vault", "Mail.ru"),
        ("Cloud Mail.Ru/vault", "Mail.ru"),
        ("Nextcloud/vault", "Nextcloud"),
        ("Documents/vault", None),
        ("dropbox-notes.txt.d/vault", "Dropbox"),
        ("my drives/vault", None),
    ],
)
def test_a_folder_that_is_copied_to_a_cloud_is_named(
    tmp_path: Path, folder: str, client: str | None
) -> None:
    """The client is known by its folder name anywhere above the vault."""
    assert client == synced_folder(tmp_path / folder, environment={})


def test_a_marker_file_gives_a_renamed_folder_away(tmp_path: Path) -> None:
    """Clients that leave a marker are seen under any name."""
    (tmp_path / "work" / ".stfolder").mkdir(parents=True)
    assert synced_folder(tmp_path / "work" / "vault", environment={}) == "Syncthing"


def test_windows_says_where_onedrive_is(tmp_path: Path) -> None:
    """A OneDrive folder of any name is known from the environment."""
    known = {"OneDriveCommercial": str(tmp_path / "Work")}
    assert synced_folder(tmp_path / "Work" / "vault", environment=known) == "OneDrive"


@posix
def test_a_link_into_a_cloud_folder_is_followed(tmp_path: Path) -> None:
    """A vault folder that only points into Dropbox is in Dropbox."""
    (tmp_path / "Dropbox" / "v").mkdir(parents=True)
    (tmp_path / "vault").symlink_to(tmp_path / "Dropbox" / "v")
    assert synced_folder(tmp_path / "vault", environment={}) == "Dropbox"


def test_room_is_told_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """Free disk space is that of the nearest folder that exists."""
    assert platform.free_disk_bytes(tmp_path / "not" / "yet") > 0


def test_memory_figures_are_bytes() -> None:
    """A machine has at least 256 MiB, and this process between 10 MB and all of it."""
    total = platform.total_memory_bytes()
    assert total >= 256 << 20
    assert 10_000_000 < platform.peak_memory_bytes() <= total


def test_a_folder_can_be_flushed(tmp_path: Path) -> None:
    """Flushing a folder is silent; a missing one is an error."""
    platform.flush_directory(tmp_path)
    if sys.platform != "win32":
        with pytest.raises(FileNotFoundError):
            platform.flush_directory(tmp_path / "missing")
