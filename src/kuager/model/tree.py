"""The salted Merkle tree over the statements of an entry.

Leaf = SHA-256(0x00 ‖ salt ‖ statement), node = SHA-256(0x01 ‖ left ‖ right), shaped as in RFC 6962:
an odd node is promoted, never doubled (doubling is malleable).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

SALT_BYTES = 16
HASH_BYTES = 32


def leaf_hash(salt: bytes, statement: bytes) -> bytes:
    """The 32-byte hash of one leaf."""
    return sha256(b"\0" + salt + statement).digest()


def leaf_hashes(salts: Iterable[bytes], statements: Iterable[bytes]) -> list[bytes]:
    """The hashes of all leaves, in order."""
    hash_ = sha256
    return [
        hash_(b"\0" + salt + said).digest() for salt, said in zip(salts, statements, strict=True)
    ]


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The 32-byte root over at least one leaf hash."""
    hash_, level = sha256, list(leaves)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hash_(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def tree_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from leaf `index` up to the root, bottom first."""
    proof, level = [], list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
        index //= 2
    return proof


def root_from_proof(leaf: bytes, index: int, count: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that this proof leads to; None if the proof has too few or too many steps."""
    steps, width, found = list(proof), count, leaf
    while width > 1:
        if index ^ 1 < width:
            if not steps:
                return None
            other = steps.pop(0)
            pair = other + found if index % 2 else found + other
            found = sha256(b"\1" + pair).digest()
        index, width = index // 2, (width + 1) // 2
    return None if steps else found
