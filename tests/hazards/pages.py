"""Opens the pages of a SQLCipher file one by one, without SQLCipher: free and old ones as well.

A page is 4,096 bytes: AES-256-CBC, then 16 bytes of IV and 64 of HMAC. The first page begins with
a salt of 16 bytes. The key is the raw one of the keyring. Slow and plain on purpose.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

PAGE, SALT, TAIL, IV = 4096, 16, 80, 16
ROUNDS = 14

Words = tuple[int, int, int, int]


def plain_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of a file, decrypted, in order."""
    schedule = decryption_schedule(key)
    data = path.read_bytes()
    for number in range(len(data) // PAGE):
        page = data[number * PAGE : (number + 1) * PAGE]
        start = SALT if number == 0 else 0
        iv = page[PAGE - TAIL : PAGE - TAIL + IV]
        yield decrypt_cbc(schedule, iv, page[start : PAGE - TAIL])


def decrypt_cbc(schedule: list[Words], iv: bytes, sealed: bytes) -> bytes:
    """CBC decryption of whole blocks."""
    out, before = [], int.from_bytes(iv, "big")
    for at in range(0, len(sealed), 16):
        block = int.from_bytes(sealed[at : at + 16], "big")
        out.append((_decrypt_block(schedule, block) ^ before).to_bytes(16, "big"))
        before = block
    return b"".join(out)


def decryption_schedule(key: bytes) -> list[Words]:
    """The round keys of AES-256 for the equivalent inverse cipher, last first."""
    box, _ = _boxes()
    words = [int.from_bytes(key[at : at + 4], "big") for at in range(0, 32, 4)]
    constant = 1
    for place in range(8, 4 * (ROUNDS + 1)):
        word = words[-1]
        if place % 8 == 0:
            word = _substitute(box, (word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = constant << 1 ^ (0x11B if constant & 0x80 else 0)
        elif place % 8 == 4:
            word = _substitute(box, word)
        words.append(words[place - 8] ^ word)
    rounds = [(words[n], words[n + 1], words[n + 2], words[n + 3]) for n in range(0, len(words), 4)]
    middle = [_unmixed(words) for words in rounds[1:-1]]
    return [rounds[-1], *reversed(middle), rounds[0]]


def _decrypt_block(schedule: list[Words], block: int) -> int:
    one, two, three, four = _tables()
    _, inverse = _boxes()
    keys = schedule[0]
    a, b = block >> 96 ^ keys[0], (block >> 64 & 0xFFFFFFFF) ^ keys[1]
    c, d = (block >> 32 & 0xFFFFFFFF) ^ keys[2], (block & 0xFFFFFFFF) ^ keys[3]
    for keys in schedule[1:-1]:
        a, b, c, d = (
            one[a >> 24] ^ two[d >> 16 & 255] ^ three[c >> 8 & 255] ^ four[b & 255] ^ keys[0],
            one[b >> 24] ^ two[a >> 16 & 255] ^ three[d >> 8 & 255] ^ four[c & 255] ^ keys[1],
            one[c >> 24] ^ two[b >> 16 & 255] ^ three[a >> 8 & 255] ^ four[d & 255] ^ keys[2],
            one[d >> 24] ^ two[c >> 16 & 255] ^ three[b >> 8 & 255] ^ four[a & 255] ^ keys[3],
        )
    out = 0
    for (w, x, y, z), key in zip(
        ((a, d, c, b), (b, a, d, c), (c, b, a, d), (d, c, b, a)), schedule[-1], strict=True
    ):
        word = inverse[w >> 24] << 24 | inverse[x >> 16 & 255] << 16
        word |= inverse[y >> 8 & 255] << 8 | inverse[z & 255]
        out = out << 32 | (word ^ key)
    return out


@cache
def _boxes() -> tuple[list[int], list[int]]:
    """The substitution of AES and its inverse."""
    box, inverse = [0] * 256, [0] * 256
    for number in range(256):
        power = _power(number, 254)
        value = 0x63
        for turn in range(5):
            value ^= (power << turn | power >> (8 - turn)) & 255
        box[number], inverse[value] = value, number
    return box, inverse


@cache
def _tables() -> tuple[list[int], ...]:
    """Substitution and column mixing of the inverse cipher in one step, for each byte of a word."""
    _, inverse = _boxes()
    first = []
    for number in range(256):
        value = inverse[number]
        parts = [_times(value, factor) for factor in (14, 9, 13, 11)]
        first.append(int.from_bytes(bytes(parts), "big"))
    turned = [[(w >> 8 * n | w << (32 - 8 * n)) & 0xFFFFFFFF for w in first] for n in range(4)]
    return tuple(turned)


def _unmixed(words: Words) -> Words:
    box, _ = _boxes()
    one, two, three, four = _tables()
    found = [
        one[box[w >> 24]] ^ two[box[w >> 16 & 255]] ^ three[box[w >> 8 & 255]] ^ four[box[w & 255]]
        for w in words
    ]
    return found[0], found[1], found[2], found[3]


def _substitute(box: list[int], word: int) -> int:
    return int.from_bytes(bytes(box[byte] for byte in word.to_bytes(4, "big")), "big")


def _times(one: int, two: int) -> int:
    """A product in the field of AES."""
    found = 0
    while two:
        found ^= one if two & 1 else 0
        one = one << 1 ^ (0x11B if one & 0x80 else 0)
        two >>= 1
    return found


def _power(number: int, exponent: int) -> int:
    found = 1
    for _ in range(exponent):
        found = _times(found, number)
    return found
