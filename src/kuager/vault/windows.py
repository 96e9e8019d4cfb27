"""The Windows twin of `platform.py`, reached only through it.

Permissions are read and written as SDDL, the text form of a security descriptor; the reading of
that text is plain string work and is tested on every system.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY = "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
"""Full access for the owner, the system and administrators, nothing inherited from above."""

_TRUSTED = frozenset({"SY", "BA", "OW", "CO", "LA", "S-1-5-18", "S-1-5-32-544", "S-1-3-4"})
_ENTRY = re.compile(r"\(([^()]*)\)")
_FIELDS_IN_ENTRY = 6
_DACL = 4
_PROTECTED_DACL = 0x80000000
_OWNER = 1
_LOCKED_BYTE = 1 << 30


def opens_to_others(sddl: str) -> bool:
    """Whether a security descriptor lets anyone in besides owner, system and administrators.

    `sddl` starts with the owner (`O:<sid>`), then the list (`D:…`). A missing list means that
    everybody may do everything; an entry that cannot be understood counts as open.
    """
    head, found, entries = sddl.partition("D:")
    owner = re.search(r"O:(S-[\d-]+|[A-Z]{2})", head)
    trusted = _TRUSTED | ({owner.group(1)} if owner else set())
    if not found or entries.startswith("NO_ACCESS_CONTROL"):
        return True
    rules = [entry.split(";") for entry in _ENTRY.findall(entries.partition("S:(")[0])]
    return any(
        len(rule) < _FIELDS_IN_ENTRY or (rule[0] not in {"D", "OD"} and rule[5] not in trusted)
        for rule in rules
    )


if sys.platform == "win32":
    import ctypes
    import msvcrt
    import os
    from ctypes import wintypes

    _ADVAPI = ctypes.WinDLL("advapi32", use_last_error=True)
    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _QUIET = 0x0001 | 0x0002 | 0x8000
    _NO_HEAP_IN_REPORT = 1

    class _Memory(ctypes.Structure):
        """MEMORYSTATUSEX."""

        _fields_ = (
            ("length", wintypes.DWORD),
            ("load", wintypes.DWORD),
            ("total", ctypes.c_ulonglong),
            ("rest", ctypes.c_ulonglong * 6),
        )

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("length", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 7),
        )

    def lock_at_once(descriptor: int) -> bool:
        """Lock one byte far beyond the content, so that others can still read the content."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def silence_crash_reports() -> None:
        """No crash window, and no memory of ours inside a crash report."""
        _KERNEL.SetErrorMode(_QUIET)
        _KERNEL.WerSetFlags(_NO_HEAP_IN_REPORT)

    def restrict_to_owner(path: Path) -> None:
        """Replace the access list of a file or folder by `OWNER_ONLY`."""
        descriptor = ctypes.c_void_p()
        made = _ADVAPI.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            OWNER_ONLY, 1, ctypes.byref(descriptor), None
        )
        done = made and _ADVAPI.SetFileSecurityW(
            str(path), wintypes.DWORD(_DACL | _PROTECTED_DACL), descriptor
        )
        error = ctypes.get_last_error()
        _KERNEL.LocalFree(descriptor)
        if not done:
            raise ctypes.WinError(error)

    def is_open_to_others(path: Path) -> bool:
        """Read the access list of a file and judge it with `opens_to_others`."""
        descriptor, text = ctypes.c_void_p(), wintypes.LPWSTR()
        wanted = wintypes.DWORD(_OWNER | _DACL)
        failed = _ADVAPI.GetNamedSecurityInfoW(
            str(path), 1, wanted, None, None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            raise ctypes.WinError(failed)
        _ADVAPI.ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, 1, wanted, ctypes.byref(text), None
        )
        sddl = text.value or ""
        _KERNEL.LocalFree(text)
        _KERNEL.LocalFree(descriptor)
        return opens_to_others(sddl)

    def total_memory_bytes() -> int:
        """Memory of this machine."""
        memory = _Memory(length=ctypes.sizeof(_Memory))
        _KERNEL.GlobalMemoryStatusEx(ctypes.byref(memory))
        return int(memory.total)

    def peak_memory_bytes() -> int:
        """The largest working set of this process so far."""
        counters = _Counters(length=ctypes.sizeof(_Counters))
        own = wintypes.HANDLE(-1)
        _KERNEL.K32GetProcessMemoryInfo(own, ctypes.byref(counters), counters.length)
        return int(counters.peak)
