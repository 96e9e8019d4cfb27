"""A vault's folder: which files lie in it, and how a vault is founded and unlocked.

slots     who may open it: passphrase and recovery words, each wrapping the master key
keyring   the keys themselves, sealed; rewritten whole, only when keys change
mark      how far the log had come when last written; shows an old vault put back
vault.db  the record, one SQLCipher file
blobs/    sealed evidence files
lock      held while a process has the vault open
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kuager import N_, KuagerError
from kuager.vault import keyring as keyring_file
from kuager.vault.files import make_private_directory
from kuager.vault.keyring import Keyring
from kuager.vault.keys import Epoch, Vmk
from kuager.vault.slots import unlock, unlock_with_recovery


class NoVaultError(KuagerError):
    """There is no vault in the folder that was named."""

    code = "no-vault"
    exit_code = 3
    text = N_("There is no vault in {folder}. Make one with: kuager new")


class VaultExistsError(KuagerError):
    """A vault may never be written over."""

    code = "vault-exists"
    exit_code = 3
    text = N_(
        "There is something in {folder} already. Nothing was changed. Choose an empty folder."
    )


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one vault."""

    folder: Path

    @property
    def slots(self) -> Path:
        """The key slots."""
        return self.folder / "slots"

    @property
    def keyring(self) -> Path:
        """The sealed keyring."""
        return self.folder / "keyring"

    @property
    def mark(self) -> Path:
        """The mark of the last commit."""
        return self.folder / "mark"

    @property
    def database(self) -> Path:
        """The record."""
        return self.folder / "vault.db"

    @property
    def database_beside(self) -> Path:
        """Where a new record is written before it takes the old one's place."""
        return self.folder / "vault.db.new"

    @property
    def blobs(self) -> Path:
        """The sealed evidence files."""
        return self.folder / "blobs"

    @property
    def lock(self) -> Path:
        """The lock file; always empty."""
        return self.folder / "lock"

    def demand_vault(self) -> None:
        """Raise NoVaultError unless something of a vault is here."""
        if not self.slots.exists() and not self.database.exists():
            raise NoVaultError(folder=str(self.folder))

    def prepare(self) -> None:
        """Make the empty folder of a new vault; raises VaultExistsError if it is not empty."""
        if self.folder.exists() and any(self.folder.iterdir()):
            raise VaultExistsError(folder=str(self.folder))
        make_private_directory(self.folder)
        make_private_directory(self.blobs)


@dataclass(slots=True)
class Keys:
    """What an unlocked vault holds in memory; never written but through `save`."""

    vmk: Vmk
    keyring: Keyring

    @property
    def vault_id(self) -> bytes:
        """The id of the vault these keys belong to."""
        return self.vmk.vault_id

    def save(self, home: Home) -> None:
        """Write the keyring anew."""
        keyring_file.save(home.keyring, self.keyring, self.vmk)

    def epochs_of(self, circle: bytes) -> Callable[[bytes], Epoch | None]:
        """A look-up of this circle's epochs by id: a key of another circle opens nothing here."""
        held = {epoch.id: epoch for epoch in self.keyring.epochs.get(circle, [])}
        return held.get


def unlock_home(home: Home, passphrase: str | None, recovery: list[str] | None = None) -> Keys:
    """The keys of a vault, by passphrase or by recovery words."""
    home.demand_vault()
    data = home.slots.read_bytes() if home.slots.exists() else b""
    if recovery is not None:
        vmk = unlock_with_recovery(data, recovery)
    else:
        vmk = unlock(data, passphrase or "")
    return Keys(vmk, keyring_file.load(home.keyring, vmk))
