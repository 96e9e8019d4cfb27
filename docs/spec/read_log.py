"""Reads Kuager's log with Python, PyNaCl and zstandard: no Kuager, no network, nothing written.

    python read_log.py proof FILE.json …   one statement and who signed it, in words
    python read_log.py entry FILE.json …   an entry with its epoch keys, as far as one entry tells

Exit code 1 and the reason, named as in log.md §6: something does not hold.
"""
# ruff: noqa: PLR2004 - the numbers are those of log.md

import json
import struct
import sys
from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

import nacl.bindings as sodium
import zstandard
from nacl.exceptions import CryptoError

STUB, MOST = struct.Struct(">9s32s32sQ32sQQ16sHI32sH"), 1 << 24
FIELDS = ("magic", "house", "device", "seq", "previous", "depth", "time", "circle", "kind", "n")
SIMPLE = {0xC0: None, 0xC2: False, 0xC3: True}
# First byte of bytes, numbers, texts, arrays: how long the number after it is, its least value.
CODES = b"\xc4\xc5\xc6\xcc\xcd\xce\xcf\xd9\xda\xdb\xdc\xdd"
WIDTH = dict(zip(CODES, b"\1\2\4\1\2\4\x08\1\2\4\2\4", strict=True))
LEAST = (0, 1 << 8, 1 << 16, 1 << 7, 1 << 8, 1 << 16, 1 << 32, 1 << 5, 1 << 8, 1 << 16, 16, 1 << 16)
SHORTEST = dict(zip(CODES, LEAST, strict=True))
NEGATIVE = {0xD0: -(1 << 5), 0xD1: -(1 << 7), 0xD2: -(1 << 15), 0xD3: -(1 << 31)}


class RefusedError(ValueError):
    """Its text is the reason."""


class Items(list[Any]):
    """An array of msgpack; `raw` holds the bytes of each element."""

    raw: tuple[bytes, ...] = ()


def demand(*rules: tuple[bool, str]) -> None:
    """Refuse for the first rule that does not hold."""
    for held, reason in rules:
        if not held:
            raise RefusedError(reason)


def take(data: bytes, at: int = 0, deep: int = 0) -> tuple[Any, int]:
    """The msgpack value at a place, and where it ends; only the shortest form is read."""
    demand((at < len(data) and data[at] != 0xC1, "payload-not-msgpack"))
    first, at = data[at], at + 1
    if first < 0x80 or first >= 0xE0 or first in SIMPLE:
        return SIMPLE.get(first, first - 256 * (first >= 0xE0)), at
    if first in NEGATIVE:
        end = at + (1 << first - 0xD0)
        value = int.from_bytes(data[at:end], "big", signed=True)
        demand((value < NEGATIVE[first], "payload-not-canonical"))
        return value, end
    size, end = first & (0x1F if first >= 0xA0 else 0x0F), at + WIDTH.get(first, 0)
    if first in WIDTH:
        size = int.from_bytes(data[at:end], "big")
        demand((size >= SHORTEST[first], "payload-not-canonical"))
    demand((first != 0xCA, "payload-not-canonical"))  # a float, and not even the longer one
    demand((first in WIDTH or 0x90 <= first < 0xC0, "forbidden-value-type"))  # map, float, ext
    if 0xCC <= first <= 0xCF:
        return size, end
    if first in (0xDC, 0xDD) or first < 0xA0:
        return take_items(data, end, size, deep + 1)
    demand((end + size <= len(data), "payload-not-msgpack"))
    raw = data[end : end + size]
    return (raw if 0xC4 <= first <= 0xC6 else text(raw)), end + size


def text(raw: bytes) -> str:
    """UTF-8, strictly."""
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise RefusedError("payload-not-msgpack") from error


def take_items(data: bytes, at: int, size: int, deep: int) -> tuple[Items, int]:
    """The elements of an array, and where it ends."""
    demand((deep <= 3, "forbidden-value-type"))
    found, ends = Items(), [at]
    for _ in range(size):
        value, at = take(data, at, deep)
        found.append(value)
        ends.append(at)
    found.raw = tuple(data[a:b] for a, b in pairwise(ends))
    return found, at


def take_all(data: bytes) -> Items:
    """The one array that the bytes are."""
    found, end = take(data)
    demand((end == len(data), "payload-not-msgpack"))
    if not isinstance(found, Items):
        raise RefusedError("payload-shape")
    return found


def is_octets(value: object, *lengths: int) -> bool:
    """Whether a value is bytes of one of these lengths."""
    return isinstance(value, bytes) and len(value) in lengths


def read_stub(data: bytes) -> dict[str, Any]:
    """The fields of a stub with its id; its own rules hold and its signature too."""
    demand(
        (data.startswith(b"kuager/"), "not-a-stub"),
        (data.startswith(b"kuager/1\0"), "unknown-version"),
        (len(data) >= STUB.size + 64, "stub-truncated"),
    )
    stub: dict[str, Any] = dict(
        zip((*FIELDS, "root", "count"), STUB.unpack_from(data), strict=True)
    )
    end = STUB.size + 32 * stub["count"]
    heads = [data[at : at + 32] for at in range(STUB.size, end, 32)]
    stub["id"] = sha256(b"kuager/id/v1\0" + data[:end]).digest()
    demand(
        (stub["count"] <= 64, "too-many-heads"),
        (len(data) >= end + 64, "stub-truncated"),
        (len(data) == end + 64, "stub-trailing-bytes"),
        (stub["seq"] >= 1, "seq-zero"),
        (stub["depth"] >= 1, "depth-zero"),
        ((stub["seq"] == 1) == (stub["previous"] == bytes(32)), "previous-does-not-fit-seq"),
        (1 <= stub["n"] <= 8192, "statement-count-out-of-bounds"),
        (stub["time"] < 1 << 63, "time-out-of-bounds"),
        (heads == sorted(set(heads)), "heads-not-ascending"),
        (stub["previous"] not in heads, "head-is-previous"),
        (sodium.crypto_core_ed25519_is_valid_point(stub["device"]), "bad-signature"),
    )
    told = data[end:] + b"kuager/entry/v1\0" + stub["id"]
    opened("bad-signature", sodium.crypto_sign_open, told, stub["device"])
    return stub


def opened(reason: str, primitive: Any, *given: bytes) -> bytes:  # noqa: ANN401
    """What libsodium gives back; refused if it does not open."""
    try:
        return bytes(primitive(*given))
    except CryptoError as error:
        raise RefusedError(reason) from error


def unseal(stub: dict[str, Any], body: bytes, wrap: bytes, keys: list[bytes]) -> bytes:
    """What is inside a body, with the keys of its circle's epochs."""
    epochs = {sha256(b"kuager/epoch/v1\0" + stub["circle"] + k).digest()[:16]: k for k in keys}
    demand(
        (wrap[:16] == body[:16], "wrap-of-another-seal"), (wrap[16:32] in epochs, "epoch-not-held")
    )
    demand((len(wrap) == 104, "wrap-does-not-open"))
    open_, about = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt, stub["id"] + body[:16]
    bound, epoch = b"kuager/wrap/v1\0" + about + wrap[16:32], epochs[wrap[16:32]]
    key = opened("wrap-does-not-open", open_, wrap[56:], bound, wrap[32:56], epoch)
    demand((len(body) >= 56, "body-does-not-open"))
    bound = b"kuager/body/v1\0" + about
    return unfold(opened("body-does-not-open", open_, body[40:], bound, body[16:40], key))


def unfold(packed: bytes) -> bytes:
    """What is in the frame; never much more than it declares is unfolded."""
    demand((packed.startswith(b"\x28\xb5\x2f\xfd"), "frame-damaged"))
    data, at = bytearray(), 0
    try:
        size = zstandard.frame_content_size(packed)
        demand((size >= 0, "frame-without-size"), (size <= MOST, "frame-too-large"))
        window = zstandard.get_frame_parameters(packed).window_size
        demand((window <= 2 * MOST, "frame-too-large"))
        opener = zstandard.ZstdDecompressor(max_window_size=2 * MOST).decompressobj()
        while not opener.eof and at < len(packed) and len(data) <= size:
            data += opener.decompress(packed[at : at + 256])
            at += 256
    except zstandard.ZstdError as error:
        raise RefusedError("frame-damaged") from error
    end = min(at, len(packed)) - len(opener.unused_data)
    bits = end.bit_length() - 1
    mask = (1 << bits - bits.bit_length()) - 1
    demand(
        (opener.eof and len(data) == size, "frame-damaged"),
        (not packed[end:].strip(b"\0"), "padding-not-zero"),
        (len(packed) == (end + mask) & ~mask, "padding-not-a-bucket"),
    )
    return bytes(data)


def check_payload(payload: Items, n: int, root: bytes) -> None:
    """Whether a payload is one of `n` leaves under this root."""
    demand((len(payload) == 11, "payload-shape"))
    change, salts, hidden, *columns = payload
    demand((type(hidden) is Items and all(is_hidden(pair) for pair in hidden), "hidden-shape"))
    leaves: dict[int, bytes] = dict(hidden)
    places, left = list(leaves), n - len(hidden)
    demand(
        (places == sorted(places) and len(places) == len(hidden), "hidden-out-of-order"),
        (all(0 <= i < n and len(leaf) == 32 for i, leaf in hidden), "hidden-out-of-order"),
        (all(type(column) is Items for column in columns), "payload-shape"),
    )
    demand(
        (all(len(column) == left for column in columns), "statement-count-does-not-fit"),
        (not (hidden and type(salts) is bytes), "seed-left-after-redaction"),
        (bool(hidden) or type(salts) is not Items, "salts-listed-without-redaction"),
        (is_octets(salts, 32) or type(salts) is Items, "bad-salts"),
        (is_octets(change, 16), "bad-change-id"),
    )
    drawn = salts if hidden else sodium.randombytes_buf_deterministic(16 * n, salts)
    each = salts if hidden else [drawn[at : at + 16] for at in range(0, 16 * n, 16)]
    demand((len(each) == left and all(is_octets(salt, 16) for salt in each), "bad-salts"))
    standing = [index for index in range(n) if index not in leaves]
    for k, index in enumerate(standing):
        check_statement([column[k] for column in columns])
        said = b"\x98" + b"".join(column.raw[k] for column in columns)
        leaves[index] = sha256(b"\0" + each[k] + said).digest()
    demand((tree_root([leaves[index] for index in range(n)]) == root, "root-does-not-fit"))


def is_hidden(pair: object) -> bool:
    """Whether this has the form [index, leaf hash]."""
    return type(pair) is Items and [type(part) for part in pair] == [int, bytes]


def check_statement(said: list[Any]) -> None:
    """Whether the eight fields are of their form."""
    op, subject, name, value, language, source, sure, more = said
    texts = [field for field in (value, language, sure, more) if isinstance(field, str)]
    references = [field for field in (value, more) if isinstance(field, bytes)]
    demand(
        (type(op) is int and op in (0, 1), "unknown-op"),
        (is_octets(subject, 16), "bad-subject"),
        (type(name) is str and name.isascii() and name != "", "bad-property"),
        (not isinstance(value, list) and not isinstance(more, list), "forbidden-value-type"),
        (all(is_octets(field, 4, 16, 32, 36) for field in references), "bad-reference-length"),
        (all(field is None or type(field) is str for field in (language, sure)), "bad-label"),
        (all(is_normalized("NFC", field) for field in texts), "text-not-nfc"),
        (source is None or is_octets(source, 4, 16, 36), "bad-source"),
    )


def tree_root(level: list[bytes]) -> bytes:
    """The root over leaf hashes."""
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def check_entry(told: dict[str, Any]) -> str:
    """Whether one entry is sound, as far as it can tell alone: not its place, not its author."""
    entry = {part: b64decode(kept) for part, kept in told["entries"][-1].items()}
    stub = read_stub(entry["stub"])
    demand((stub["house"].hex() == told["organisation"], "other-organisation"))
    if stub["kind"] != 1:
        return "kept-unapplied"
    keys = [bytes.fromhex(e["key"]) for e in told["epochs"] if e["circle"] == stub["circle"].hex()]
    payload = take_all(unseal(stub, entry["body"], entry["wrap"], keys))
    check_payload(payload, stub["n"], stub["root"])
    return "ok"


def check_proof(told: dict[str, Any]) -> str:
    """One statement in words, with the device, the time and the entry that hold for it."""
    stub, said = read_stub(b64decode(told["stub"])), b64decode(told["statement"])
    index, width, found = told["index"], stub["n"], take_all(said)
    demand((len(found) == 8, "payload-shape"), (0 <= index < width, "root-does-not-fit"))
    check_statement(found)
    salt, siblings = bytes.fromhex(told["salt"]), [bytes.fromhex(s) for s in told["siblings"]]
    leaf, place = sha256(b"\0" + salt + said).digest(), index
    while width > 1:
        if place ^ 1 < width:
            demand((bool(siblings) and len(siblings[0]) == 32, "root-does-not-fit"))
            pair = siblings.pop(0) + leaf if place % 2 else leaf + siblings.pop(0)
            leaf = sha256(b"\1" + pair).digest()
        place, width = place // 2, (width + 1) // 2
    is_whole = len(salt) == 16 and not siblings
    demand((is_whole and leaf == stub["root"], "root-does-not-fit"))
    return in_words(stub, index, found)


def in_words(stub: dict[str, Any], index: int, said: list[Any]) -> str:
    """What is said, by which device, when and in which entry; nothing in it steers a terminal."""
    op, subject, *rest = said
    name, value, language, source, sure, more = map(shown, rest)
    verb = "says" if op == 0 else "retracts"
    when = datetime.fromtimestamp(min(stub["time"] // 1000, 253402300799), UTC).isoformat()
    lines = (
        f"The device {verb} of {subject.hex()}: {name} = {value}",
        f"  language {language}, source {source}, how sure {sure}, more {more}",
        f"device key {stub['device'].hex()}",
        f"time       {when} ({stub['time']} ms, by the clock of that device)",
        f"entry      {stub['id'].hex()}, statement {index} of {stub['n']}",
        "The signature and the path to the root hold.",
    )
    return "\n".join(lines)


def shown(value: object) -> str:
    """A value as JSON, a reference in hexadecimal."""
    if isinstance(value, bytes):
        return f"reference {value.hex()}"
    return json.dumps(value, ensure_ascii=not str(value).isprintable())


def main(use: str, *files: str) -> int:
    """Print for each file what holds, or the reason why it does not; the exit code."""
    refused = 0
    for file in files:
        told = json.loads(Path(file).read_text("utf-8"))
        try:
            print({"proof": check_proof, "entry": check_entry}[use](told))
        except RefusedError as error:
            print(error)
            refused = 1
    return refused


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 2 else __doc__)
