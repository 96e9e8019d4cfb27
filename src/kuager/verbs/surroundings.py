"""What a door has to know before a vault is open: where it lies and who else can read a file."""

from pathlib import Path

from kuager.store.home import Home, VaultExistsError
from kuager.vault.layout import HINTS as KEYBOARD_HINTS
from kuager.vault.platform import default_data_folder, is_readable_by_others

__all__ = [
    "KEYBOARD_HINTS",
    "demand_vault",
    "is_readable_by_others",
    "refuse_taken_folder",
    "usual_folder",
]


def usual_folder() -> Path:
    """Where the vault of this person lies if nothing else is said."""
    return default_data_folder() / "vault"


def demand_vault(folder: Path) -> None:
    """Raise NoVaultError unless something of a vault is there, before anybody types a secret."""
    Home(folder).demand_vault()


def refuse_taken_folder(folder: Path) -> None:
    """Raise VaultExistsError unless a new vault may be made there, before anybody types for it.

    A folder that a link leads to is named by itself; a link to nothing is nobody's folder.
    """
    is_taken = folder.is_symlink() or (folder.exists() and not folder.is_dir())
    if is_taken or (folder.exists() and any(folder.iterdir())):
        raise VaultExistsError(folder=str(folder))
