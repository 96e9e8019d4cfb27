"""Recovery words: a 128-bit secret as twenty SLIP-39 words, one sheet that opens alone.

The words are shown once, copied by hand, and typed back: small or capital letters, extra spaces
and Cyrillic letters that look Latin do not matter.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from nacl.bindings import crypto_generichash_blake2b_salt_personal as _blake2b
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError
from shamir_mnemonic.wordlist import WORD_INDEX_MAP

from kuager import N_, KuagerError
from kuager.vault.keys import Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 20
SECRET_BYTES = 16
_PERSON = b"kuager/recovery1"
_KEY_BYTES = 32
_LOOK_ALIKES = str.maketrans("аеорсухіјѕԁһкмтвнё", "aeopcyxijsdhkmtbhe")


class RecoveryWordError(KuagerError):
    """One word (counted from 1) is not on the list of recovery words."""

    code: ClassVar[str] = "recovery-word"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "Word {number} is not a recovery word. Nothing was changed. Look at it on the sheet and "
        "type the words again."
    )


class RecoveryCountError(KuagerError):
    """Too few or too many words."""

    code: ClassVar[str] = "recovery-count"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "A recovery sheet has {expected} words; these are {found}. Nothing was changed. "
        "Look for a word left out or written twice."
    )


class RecoveryChecksumError(KuagerError):
    """Every word exists, but they do not belong together in this order."""

    code: ClassVar[str] = "recovery-checksum"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "The checksum does not fit: one or more words are wrong, or in the wrong order. Nothing "
        "was changed. Compare them with the sheet, word by word."
    )


class RecoveryShareError(KuagerError):
    """Sound words of a sheet that opens only together with others."""

    code: ClassVar[str] = "recovery-share"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "This sheet is one of several that open only together ({needed} are needed). Nothing was "
        "changed. Use the sheet of this vault."
    )


def new_recovery() -> tuple[list[str], Secret]:
    """Twenty new words, and the secret they stand for."""
    value = secrets.token_bytes(SECRET_BYTES)
    [[mnemonic]] = generate_mnemonics(group_threshold=1, groups=[(1, 1)], master_secret=value)
    return mnemonic.split(), Secret(value)


def read_recovery(words: Sequence[str] | str) -> Secret:
    """The secret behind typed words, or the error that says what is wrong with them."""
    typed = _spelled(words)
    for number, word in enumerate(typed, start=1):
        if word not in WORD_INDEX_MAP:
            raise RecoveryWordError(number=number)
    if len(typed) != WORDS:
        raise RecoveryCountError(expected=WORDS, found=len(typed))
    return _combined(" ".join(typed))


def recovery_key(secret: Secret, salt: bytes) -> bytes:
    """The key of a recovery slot: BLAKE2b keyed with the secret, salted per slot."""
    return _blake2b(b"", digest_size=_KEY_BYTES, key=secret.reveal(), salt=salt, person=_PERSON)


def _spelled(words: Sequence[str] | str) -> list[str]:
    """Single words in small Latin letters."""
    text = words if isinstance(words, str) else " ".join(words)
    return text.casefold().translate(_LOOK_ALIKES).replace(",", " ").split()


def _combined(mnemonic: str) -> Secret:
    """The secret of one complete share."""
    try:
        share = Share.from_mnemonic(mnemonic)
        needed = max(share.member_threshold, share.group_threshold)
        if needed > 1:
            raise RecoveryShareError(needed=needed)
        return Secret(combine_mnemonics([mnemonic]))
    except MnemonicError as error:
        raise RecoveryChecksumError from error
