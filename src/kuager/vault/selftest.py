"""Known answers of every primitive, asked at each opening: a broken library must seal nothing.

The answers come from the standards (RFC 8032, FIPS 180-4, the XChaCha20-Poly1305 draft), from
libsodium's own tests, and, for Argon2id, from the reference implementation. A run takes about a
millisecond.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar, Final

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_state,
    randombytes_buf_deterministic,
)
from nacl.exceptions import CryptoError

from kuager import N_, KuagerError
from kuager.vault.keys import derive_subkey
from kuager.vault.sign import device_key, sign_message, verify_message

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTING: Final = bytes(range(32))
_SUNSCREEN: Final = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
_AEAD_KEY: Final = bytes(range(0x80, 0xA0))
_AEAD_NONCE: Final = bytes(range(0x40, 0x58))
_AEAD_BOUND: Final = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
_AEAD_SEALED: Final = bytes.fromhex(
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e"
    "39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3"
    "fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
)
_SEED: Final = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
_PUBLIC: Final = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
_SUBKEY: Final = bytes.fromhex("c13fcc2e6cd0cd0f82d93b163a5696c5105378f8c629d36baf3ae0239de9c280")
_STREAM: Final = bytes.fromhex("0d8e6cc68715648926732e7ea73250cfaf2d58422083904c841a8ba33b986111")
_ARGON2: Final = bytes.fromhex("d1dd9f4bfa15a408c1ae553f4c84aa83d73afcdb94a3b5b597e8eb201489b96b")
_SHA256: Final = bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
_PULL_HEADER: Final = bytes.fromhex("2bf6f8c11889a692b2651eddb2a6974fef4b7f844c0e036a")
_PULL_SEALED: Final = bytes.fromhex("8239dbf74332b2f9fc3ec680c891406abb1ae425eecc61")


class SelfTestError(KuagerError):
    """A primitive gave another answer than the standard; nothing may be sealed or opened."""

    code: ClassVar[str] = "self-test"
    exit_code: ClassVar[int] = 7
    text: ClassVar[str] = N_(
        "The cryptographic library on this computer gives wrong answers ({primitive}). Nothing was "
        "opened or changed. Install Kuager anew from a trusted source."
    )


def run() -> None:
    """Ask every primitive once; raise `SelfTestError` naming the first that is wrong."""
    for primitive, is_sound in _CHECKS.items():
        if not is_sound():
            raise SelfTestError(primitive=primitive)


def _is_seal_sound() -> bool:
    """Seals as the draft says, opens again, and refuses one changed bit."""
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        _SUNSCREEN, _AEAD_BOUND, _AEAD_NONCE, _AEAD_KEY
    )
    opened = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, _AEAD_BOUND, _AEAD_NONCE, _AEAD_KEY)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    try:
        crypto_aead_xchacha20poly1305_ietf_decrypt(changed, _AEAD_BOUND, _AEAD_NONCE, _AEAD_KEY)
    except CryptoError:
        return sealed == _AEAD_SEALED and opened == _SUNSCREEN
    return False


def _is_signature_sound() -> bool:
    """The key of RFC 8032, and a signature that fits its message alone."""
    signature = sign_message(_SEED, b"self-test\0", b"kuager")
    fits = verify_message(_PUBLIC, b"self-test\0", b"kuager", signature)
    strays = verify_message(_PUBLIC, b"self-test\0", b"kuagers", signature)
    return device_key(_SEED) == _PUBLIC and fits and not strays


def _is_argon_sound() -> bool:
    """A small derivation; the cost of a real one would be felt at every opening."""
    given = crypto_pwhash_alg(
        32, b"password", b"somesalt12345678", 2, 1 << 16, crypto_pwhash_ALG_ARGON2ID13
    )
    return given == _ARGON2


def _is_file_stream_sound() -> bool:
    """A sealed chunk from an earlier build still opens."""
    state = crypto_secretstream_xchacha20poly1305_state()
    crypto_secretstream_xchacha20poly1305_init_pull(state, _PULL_HEADER, bytes(32))
    return crypto_secretstream_xchacha20poly1305_pull(state, _PULL_SEALED, b"aad") == (b"kuager", 3)


_CHECKS: Final[dict[str, Callable[[], bool]]] = {
    "XChaCha20-Poly1305": _is_seal_sound,
    "Ed25519": _is_signature_sound,
    "BLAKE2b": lambda: derive_subkey(_COUNTING, 0, b"KDF test") == _SUBKEY,
    "Argon2id": _is_argon_sound,
    "SHA-256": lambda: hashlib.sha256(b"abc").digest() == _SHA256,
    "ChaCha20": lambda: randombytes_buf_deterministic(32, _COUNTING) == _STREAM,
    "secretstream": _is_file_stream_sound,
}
