"""Somebody who kept every ciphertext there ever was, and today has disk, keyring and passphrase.

He tries every key he can get on everything he kept. What he must not have is an older keyring: the
promise of erasing excludes it, and `attacks.md` says so first.
"""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.exceptions import CryptoError
from tests.hazards.canary import Searcher
from tests.hazards.clear_pages import can_read_pages, is_in_clear, pages

from kuager import KuagerError
from kuager.model.entry import EntryError, read_stub
from kuager.store.database import UnreadableDatabaseError, connect
from kuager.store.home import Home, Keys
from kuager.store.sealing import unpack
from kuager.store.store import Store
from kuager.vault import keyring as keyring_file
from kuager.vault.slots import unlock
from kuager.vault.stream import opened_pieces

_FILE_KEY = re.compile(rb"[0-9a-f]{32}\|([0-9a-f]{64})\|")
"""How a statement holds the key of an evidence file."""
_BODY, _WRAP = b"kuager/body/v1\0", b"kuager/wrap/v1\0"


@dataclass
class Thief:
    """What was kept: bodies and wraps by entry, and whole files of the vault at other times."""

    bodies: set[tuple[bytes, bytes]] = field(default_factory=set)
    wraps: set[tuple[bytes, bytes]] = field(default_factory=set)
    files: dict[str, set[bytes]] = field(default_factory=dict)
    keyrings: list[bytes] = field(default_factory=list)
    tried: int = 0

    def keep(self, store: Store) -> None:
        """Take every body and wrap of an open vault."""
        for kept in store.log.entries():
            _, entry, _ = read_stub(kept.stub)
            if kept.sealed is not None:
                self.bodies.add((entry, kept.sealed.body))
                self.wraps.add((entry, kept.sealed.wrap))

    def copy(self, folder: Path) -> None:
        """Copy the files of a vault but slots and keyring; the keyring only for the control."""
        home = Home(folder)
        names = [home.database, Path(f"{home.database}-wal"), home.mark, *home.blobs.iterdir()]
        for path in names:
            if path.exists():
                self.files.setdefault(path.name, set()).add(path.read_bytes())
        self.keyrings.append(home.keyring.read_bytes())

    def open_all(self, folder: Path, passphrase: str, *, old_keyrings: bool = False) -> "Loot":
        """Try every key on every ciphertext; what opened."""
        home = Home(folder)
        vmk = unlock(home.slots.read_bytes(), passphrase)
        rings = [home.keyring.read_bytes(), *(self.keyrings if old_keyrings else [])]
        keys = {vmk.secret.reveal(), vmk.keyring_key(), vmk.mark_key(), vmk.slots_mac_key()}
        for ring in (keyring_file.opened(data, vmk) for data in rings):
            keys |= _keys_of(Keys(vmk, ring))
        return self._try(keys)

    def _try(self, keys: set[bytes]) -> "Loot":
        loot = Loot()
        keys = keys | set(self._opened(self.wraps, _WRAP, keys, ids=32))
        for packed in self._opened(self.bodies, _BODY, keys, ids=16):
            with suppress(EntryError):
                loot.bodies.append(unpack(packed))
        told = b"\n".join(loot.bodies)
        keys |= {bytes.fromhex(found[1].decode()) for found in _FILE_KEY.finditer(told)}
        for name, versions in self.files.items():
            for data in versions:
                loot.files += self._opened_file(name, data, keys)
        loot.tried = self.tried
        return loot

    def _opened(
        self, kept: Iterable[tuple[bytes, bytes]], domain: bytes, keys: set[bytes], *, ids: int
    ) -> Iterator[bytes]:
        for entry, sealed in kept:
            bound, nonce, shut = sealed[:ids], sealed[ids : ids + 24], sealed[ids + 24 :]
            for key in keys:
                self.tried += 1
                with suppress(CryptoError):
                    yield decrypt(shut, domain + entry + bound, nonce, key)
                    break

    def _opened_file(self, name: str, data: bytes, keys: set[bytes]) -> list[bytes]:
        """A blob or a database that one of the keys opens, as bytes in clear."""
        found = []
        for key in keys:
            self.tried += 1
            if name.endswith(".blob"):
                with suppress(KuagerError):
                    context = bytes.fromhex(name.removesuffix(".blob"))
                    found.append(b"".join(opened_pieces(io.BytesIO(data), key, context=context)))
            elif name == "vault.db" and can_read_pages():
                clear = pages(data[:4096], key)
                if is_in_clear(next(clear)):
                    found.append(b"".join(pages(data, key)))
        return found


@dataclass
class Loot:
    """What a thief could open."""

    bodies: list[bytes] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    tried: int = 0

    def search(self, searcher: Searcher) -> None:
        """Look for canaries in all of it."""
        for number, body in enumerate(self.bodies):
            searcher.look_in(body, f"body {number}")
        for number, data in enumerate(self.files):
            searcher.look_in(data, f"file {number}")


def _keys_of(keys: Keys) -> set[bytes]:
    """Every key in a keyring."""
    ring = keys.keyring
    found = {ring.database_key, ring.signing_seed}
    found |= {epoch.key.reveal() for epochs in ring.epochs.values() for epoch in epochs}
    return found | ({ring.next_database_key} if ring.next_database_key else set())


def search_disk(folder: Path, keys: Keys, searcher: Searcher) -> int:
    """Search today's files as they lie, the pages in clear, and every cell; how many pages."""
    home, number = Home(folder), 0
    searcher.look_under([folder])
    key = keys.keyring.database_key
    if can_read_pages():
        clear = list(pages(home.database.read_bytes(), key))
        assert is_in_clear(clear[0])
        for number, page in enumerate(clear, 1):
            searcher.look_in(page, f"page {number}")
        searcher.look_in(b"".join(clear), "pages")
    try:
        connection = connect(home.database, key)
    except UnreadableDatabaseError:
        return number
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            cells = [c if isinstance(c, bytes) else str(c).encode() for c in row]
            searcher.look_in(b"\0".join(cells), f"table {table}")
    connection.close()
    return number
