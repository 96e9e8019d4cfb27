"""The decrypted pages of a database file, free ones too: what `SELECT` never shows.

Written from SQLCipher's public description: AES-256-CBC, a page of 4,096 bytes ends with its
initial vector (16) and an authentication code (64), the first 16 bytes of the file are a salt.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator

PAGE = 4096
_SALT, _VECTOR, _RESERVE = 16, 16, 80


def can_read_pages() -> bool:
    """Whether the system's crypto library is here to decrypt with."""
    return ctypes.util.find_library("crypto") is not None


def pages(data: bytes, key: bytes) -> Iterator[bytes]:
    """Every page in clear, without its last 80 bytes; the first begins after the salt."""
    crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
    crypto.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
    crypto.EVP_aes_256_cbc.restype = ctypes.c_void_p
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    cipher = ctypes.c_void_p(crypto.EVP_aes_256_cbc())
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        sealed = page[_SALT if start == 0 else 0 : PAGE - _RESERVE]
        vector = page[PAGE - _RESERVE : PAGE - _RESERVE + _VECTOR]
        out, length = ctypes.create_string_buffer(len(sealed) + _VECTOR), ctypes.c_int(0)
        crypto.EVP_DecryptInit_ex(context, cipher, None, key, vector)
        crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        crypto.EVP_DecryptUpdate(context, out, ctypes.byref(length), sealed, len(sealed))
        yield out.raw[: length.value]
    crypto.EVP_CIPHER_CTX_free(context)


def is_in_clear(first: bytes) -> bool:
    """Whether a first page came out right: it says the page size in bytes 16 and 17."""
    return int.from_bytes(first[:2], "big") == PAGE
