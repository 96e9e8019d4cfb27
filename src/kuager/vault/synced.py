"""Folders that a cloud client copies away: a vault in one of them would leave the device.

Recognised by the names the clients give their folders, by the marker files they leave, and by what
the system says about them. A renamed folder without marker is not recognised.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAMES: tuple[tuple[str, str], ...] = (
    ("Dropbox", r"dropbox( \(.*\))?|dropbox-.*"),
    ("OneDrive", r"onedrive( - .*)?|onedrive-.*|skydrive"),
    ("Google Drive", r"google ?drive( \(.*\))?|googledrive-.*|my drive|мой диск|менің дискім"),
    ("Yandex.Disk", r"yandex[. ]?disk(-.*)?|яндекс[. ]?диск"),
    ("iCloud", r"icloud ?drive( \(.*\))?|com~apple~clouddocs|mobile documents|iclouddrive"),
    ("Mail.ru", r"облако mail\.?ru|cloud mail\.?ru|mail\.?ru cloud|облако@mail\.ru|disk-o.*"),
    ("Nextcloud", r"nextcloud\d*|owncloud"),
    ("MEGA", r"mega ?sync(s|ed)?|mega"),
    ("pCloud", r"pcloud ?drive|pcloud ?sync"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync.ffs_db": "FreeFileSync",
    ".tmp.drivedownload": "Google Drive",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def synced_folder(path: Path, *, environment: Mapping[str, str] | None = None) -> str | None:
    """The name of the cloud client that copies this folder away, or None if none is seen."""
    known = os.environ if environment is None else environment
    places = (path.absolute(), path.resolve())
    chain = {folder for place in places for folder in (place, *place.parents)}
    for folder in sorted(chain):
        found = _named(folder) or _marked(folder) or _declared(folder, known)
        if found is not None:
            return found
    return None


def _named(folder: Path) -> str | None:
    """The client whose usual folder name this is."""
    name = folder.name.casefold()
    return next((client for client, pattern in _PATTERNS if pattern.fullmatch(name)), None)


def _marked(folder: Path) -> str | None:
    """The client whose marker lies in this folder; the home folder's settings do not count."""
    if folder == folder.home():
        return None
    return next((client for mark, client in _MARKERS.items() if (folder / mark).exists()), None)


def _declared(folder: Path, known: Mapping[str, str]) -> str | None:
    """OneDrive, when Windows says that this is its folder."""
    declared = {known[name] for name in _VARIABLES if known.get(name)}
    return "OneDrive" if str(folder) in declared else None
