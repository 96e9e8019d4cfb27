"""Canaries: marks that exist nowhere else, and looking for them in every byte in many disguises."""

import base64
import io
import json
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

import zstandard

from kuager.model.folding import fold

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_KAZAKH = "аәбгғдеёжзикқлмнңоөпрстуұүфһшіыэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {"ru": _RUSSIAN, "kk": _KAZAKH, "en": _LATIN}
_STREAMS = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|\x28\xb5\x2f\xfd")
_MOST_UNPACKED = 64 * 1024 * 1024
_LEAST_UNPACKED = 12
_DEEPEST = 2


@dataclass(frozen=True)
class Nest:
    """A day's canaries, drawn by a seed: kind to marks. Nothing in the source spells one out."""

    marks: dict[str, list[str]]
    blobs: list[bytes]

    @classmethod
    def drawn(cls, seed: int) -> "Nest":
        """Names, telephone numbers, words of stories, file names and file bytes."""
        draw = Random(f"canaries {seed}")
        marks = {
            f"{kind} {lang}": [_word(draw, lang) for _ in range(4)]
            for kind in ("name", "story", "row", "remark")
            for lang in _ALPHABETS
        }
        marks["phone"] = [f"+7 7{draw.randrange(10**9):09d}" for _ in range(8)]
        marks["file name"] = [_word(draw, "en") for _ in range(3)]
        marks["search"] = [_word(draw, "ru")]
        marks["reason"] = [_word(draw, "en")]
        marks["public"] = [_word(draw, "en") for _ in range(2)]
        marks["passphrase"] = [_passphrase(draw) for _ in range(3)]
        return cls(marks, [draw.randbytes(24) for _ in range(4)])

    def __getitem__(self, kind: str) -> list[str]:
        """The marks of one kind."""
        return self.marks[kind]

    def secret(self) -> dict[str, bytes | str]:
        """Every canary that may be found nowhere, under a name that does not give it away."""
        found: dict[str, bytes | str] = {}
        for kind, marks in self.marks.items():
            if kind not in ("public", "passphrase"):
                found |= {f"{kind} {n}": mark for n, mark in enumerate(marks)}
        for number, phrase in enumerate(self.marks["passphrase"]):
            words = phrase.split()
            pairs = pairwise(words)
            found |= {f"passphrase {number}.{n}": " ".join(p) for n, p in enumerate(pairs)}
        return found | {f"file bytes {n}": blob for n, blob in enumerate(self.blobs)}


def _word(draw: Random, lang: str) -> str:
    return "".join(draw.choices(_ALPHABETS[lang], k=14)).capitalize()


def _passphrase(draw: Random) -> str:
    return " ".join("".join(draw.choices(_LATIN, k=7)) for _ in range(5))


def disguises(mark: bytes | str) -> dict[bytes, str]:
    """The byte strings under which a mark may lie about, each with the name of its disguise."""
    found: dict[bytes, str] = {}
    if isinstance(mark, str):
        for name in ("utf-8", "utf-16-le", "utf-16-be", "cp1251"):
            with suppress(UnicodeEncodeError):
                found.setdefault(mark.encode(name), name)
        found.setdefault(json.dumps(mark)[1:-1].encode(), "json")
        found.setdefault(urllib.parse.quote(mark).encode(), "url")
        found.setdefault(mark.lower().encode(), "lower case")
        found.setdefault(fold(mark).encode(), "folded for the index")
    plain = mark.encode() if isinstance(mark, str) else mark
    found.setdefault(plain, "raw")
    found.setdefault(plain.hex().encode(), "hex")
    found.setdefault(plain.hex().upper().encode(), "hex")
    for offset in range(3):
        found.setdefault(_inner_base64(plain, offset), f"base64 at {offset}")
    return found


def _inner_base64(plain: bytes, offset: int) -> bytes:
    """What base64 makes of these bytes whatever stands before and after them."""
    whole = base64.b64encode(bytes(offset) + plain).rstrip(b"=")
    first = -(-offset * 8 // 6)
    return whole[first : len(whole) - (0 if (offset + len(plain)) % 3 == 0 else 1)]


@dataclass
class Searcher:
    """Looks for canaries in bytes, files and folders; counts what it looked at."""

    canaries: Mapping[str, bytes | str]
    files: int = 0
    size: int = 0
    hits: list[str] = field(default_factory=list)
    _patterns: list[tuple[bytes, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Work out every disguise once."""
        self._patterns = [
            (pattern, f"{name} as {disguise}")
            for name, mark in self.canaries.items()
            for pattern, disguise in disguises(mark).items()
        ]

    def look_in(self, data: bytes, where: str) -> None:
        """Search some bytes and whatever is packed inside them."""
        for number, layer in enumerate(unpacked(data)):
            self.size += len(layer)
            place = where if number == 0 else f"{where} (unpacked)"
            self.hits += [f"{told} in {place}" for mark, told in self._patterns if mark in layer]

    def look_under(self, folders: Iterable[Path], *, known: frozenset[Path] = frozenset()) -> None:
        """Search every file under these folders, and the names; files that were known are not."""
        for path in _files(folders, known):
            self.look_in(str(path).encode("utf-8", "surrogateescape"), f"name of {path.name}")
            with suppress(OSError):
                self.look_in(path.read_bytes(), path.name)
                self.files += 1


def _files(folders: Iterable[Path], known: frozenset[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path not in known and path.is_file() and not path.is_symlink():
                yield path


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and what zlib, gzip, zstd and zip make of any part of them."""
    yield data
    if depth < _DEEPEST:
        for layer in (*_streams(data), *_members(data)):
            yield from unpacked(layer, depth + 1)


def _streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAMS.finditer(data):
        layer = _unpack_at(data, found.start())
        if len(layer) >= _LEAST_UNPACKED:
            yield layer


def _unpack_at(data: bytes, start: int) -> bytes:
    """What a stream that begins here holds, as far as it can be read."""
    view = memoryview(data)[start:]
    if data[start : start + 4] == b"\x28\xb5\x2f\xfd":
        with suppress(zstandard.ZstdError):
            opener = zstandard.ZstdDecompressor(max_window_size=2**27)
            return opener.decompressobj().decompress(bytes(view))
        return b""
    kind = 31 if data[start] == 0x1F else 15
    out, opened = [], zlib.decompressobj(kind)
    with suppress(zlib.error):
        for at in range(0, len(view), 4096):
            out.append(opened.decompress(view[at : at + 4096], _MOST_UNPACKED))
            if opened.eof:
                break
    return b"".join(out)


def _members(data: bytes) -> Iterator[bytes]:
    if data[:4] != b"PK\x03\x04":
        return
    unreadable = suppress(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
    with unreadable, zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.compress_type != zipfile.ZIP_STORED and info.file_size < _MOST_UNPACKED:
                yield archive.read(info)
