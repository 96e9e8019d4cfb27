"""Checks the proof of one statement with Python and PyNaCl alone: `python read_proof.py FILE.json`.

The file is what `kuager prove … --to FILE` writes; the rules are those of log.md, sections 2 and 3.
It prints the statement, who signed it and when (a claim), or why the proof does not hold. For whole
entries there is `read_log.py`.
"""
# ruff: noqa: PLR2004 - the numbers are those of msgpack

import json
import struct
import sys
from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

STUB = struct.Struct(">9s32s32sQ32sQQ16sHI32sH")
NAMES = ("op", "subject", "property", "value", "language", "source", "sure", "more")


def unpack(data: bytes, at: int) -> tuple[object, int]:
    """One msgpack value and where it ends: nil, yes or no, whole numbers, text, bytes."""
    first = data[at]
    at += 1
    if first < 0x80 or first >= 0xE0:
        return (first if first < 0x80 else first - 256), at
    if 0xA0 <= first < 0xC0:
        end = at + first - 0xA0
        return data[at:end].decode(), end
    if first in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[first], at
    sizes = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
    if first in sizes:
        start = at + sizes[first]
        end = start + int.from_bytes(data[at:start], "big")
        return (data[start:end] if first < 0xD0 else data[start:end].decode()), end
    if 0xCC <= first <= 0xD3:
        end = at + (1 << (first & 3))
        return int.from_bytes(data[at:end], "big", signed=first >= 0xD0), end
    raise ValueError(f"a statement holds nothing of the kind {first:#x}")


def statement_of(data: bytes) -> dict[str, object]:
    """The eight fields of a statement by name."""
    at, fields = 1, []
    for _ in NAMES:
        value, at = unpack(data, at)
        fields.append(value)
    if data[0] != 0x98 or at != len(data):
        raise ValueError("not one statement")
    return dict(zip(NAMES, fields, strict=True))


def root_of(leaf: bytes, index: int, count: int, siblings: list[bytes]) -> bytes:
    """The root that the siblings lead to; an odd node is promoted."""
    steps, width = iter(siblings), count
    while width > 1:
        if index ^ 1 < width:
            other = next(steps)
            pair = other + leaf if index % 2 else leaf + other
            leaf = sha256(b"\1" + pair).digest()
        index, width = index // 2, (width + 1) // 2
    if next(steps, None) is not None:
        raise ValueError("too many siblings")
    return leaf


def check(proof: dict[str, object]) -> dict[str, object]:
    """The statement of a proof that holds, with its entry; raises ValueError otherwise."""
    stub, said = b64decode(str(proof["stub"])), b64decode(str(proof["statement"]))
    magic, house, device, seq, _, _, time, _, kind, count, root, heads = STUB.unpack_from(stub)
    index = int(str(proof["index"]))
    if magic != b"kuager/1\0" or kind != 1 or len(stub) != STUB.size + 32 * heads + 64:
        raise ValueError("not an entry of this version")
    entry = sha256(b"kuager/id/v1\0" + stub[:-64]).digest()
    VerifyKey(device).verify(b"kuager/entry/v1\0" + entry, stub[-64:])
    leaf = sha256(b"\0" + bytes.fromhex(str(proof["salt"])) + said).digest()
    siblings = [bytes.fromhex(text) for text in list(proof["siblings"])]  # type: ignore[call-overload]
    if not 0 <= index < count or root_of(leaf, index, count, siblings) != root:
        raise ValueError("the statement is not in the entry that was signed")
    signed = {"entry": entry, "house": house, "device": device, "number": seq, "index": index}
    return signed | {"time": datetime.fromtimestamp(time / 1000, UTC)} | statement_of(said)


if __name__ == "__main__":
    try:
        told = check(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    except (ValueError, KeyError, StopIteration, struct.error, BadSignatureError) as error:
        sys.exit(f"The proof does not hold: {error}")
    for name, value in told.items():
        print(f"{name:9} {value.hex() if isinstance(value, bytes) else value}")
