"""Which letters are these bytes: certain where the bytes say so, else a guess to be confirmed.

Certain are a byte-order mark and text that is valid UTF-8. The old one-byte encodings of Russian
and Kazakh cannot be told apart for sure; they are ranked by how much the result looks like words,
and a person looks at the preview. Nothing is ever decoded with replacement characters.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kuager.formats.importers.errors import (
    BadChoiceError,
    MixedEncodingError,
    TooLargeError,
    WrongEncodingError,
)

ENCODINGS = (
    "utf-8",
    "cp1251",
    "koi8-r",
    "kz1048",
    "ptcp154",
    "cp866",
    "mac-cyrillic",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
)
"""What may be chosen. kz1048 and ptcp154 are Windows-1251 with the Kazakh letters put in."""

MAX_LINE = 16 << 20
"""Characters in one physical line; far over a full row, far under what hurts."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ("cp1251", "koi8-r", "kz1048", "ptcp154", "cp866", "mac-cyrillic", "cp1252")
_SAMPLE_BYTES = 256 << 10
_BLOCK = 1 << 20

_RANKED = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_KAZAKH = "әғқңөұүһі"
_WEIGHTS = {letter: 40 - rank for rank, letter in enumerate(_RANKED)} | dict.fromkeys(_KAZAKH, 12)
_WEIGHTS |= {letter.upper(): weight - 4 for letter, weight in _WEIGHTS.items()}
_WEIGHTS |= dict.fromkeys("«»—–№„“”’…§°\xa0", 4)
_STRANGE = -40
_LINE_END = re.compile(r"\r\n|\r|\n")
_FLIPPED = re.compile(r"(?<=[а-яёәғқңөұүһі])[А-ЯЁӘҒҚҢӨҰҮҺІ]")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, how long its byte-order mark is, and what else it could be."""

    encoding: str
    mark: int = 0
    others: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether nobody needs to be asked."""
        return not self.others


def guess_encoding(data: bytes) -> Guess:
    """The likeliest encoding of a text file; raises MixedEncodingError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Guess(encoding, len(mark))
    if _looks_two_byte(data[:_SAMPLE_BYTES]):
        return _guess_utf16(data[:_SAMPLE_BYTES])
    if is_utf8(data):
        return Guess("utf-8")
    _refuse_mixed(data)
    ranked = rank_one_byte(data)
    return Guess(ranked[0], 0, ranked[1:])


def is_utf8(data: bytes) -> bool:
    """Whether all of it is valid UTF-8; walks in blocks, never holds the decoded text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(view[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def rank_one_byte(data: bytes) -> tuple[str, ...]:
    """The one-byte encodings that can read `data`, the most word-like first."""
    sample = _telling_sample(data)
    scores = {encoding: _score(sample, encoding) for encoding in _ONE_BYTE}
    return tuple(sorted(_ONE_BYTE, key=lambda encoding: -scores[encoding]))


def lines_of(data: bytes, encoding: str) -> Iterator[str]:
    """Physical lines, ended by LF, CR LF or a lone CR, each with its ending.

    A byte-order mark is skipped; bytes are decoded strictly and as they are needed. Raises
    TooLargeError on a line without end, WrongEncodingError with the line, BadChoiceError.
    """
    stream = _open_text(data, encoding)
    try:
        if not _may_have_long_line(data, encoding):
            yield from stream
        for line in iter(lambda: stream.readline(MAX_LINE), ""):
            if len(line) == MAX_LINE:
                raise TooLargeError(what="characters in one line", limit=MAX_LINE, found=len(line))
            yield line
    except UnicodeDecodeError as error:
        raise WrongEncodingError(encoding=encoding, line=_line_of_fault(data, encoding)) from error


def _may_have_long_line(data: bytes, encoding: str) -> bool:
    """Whether a line could be over the limit; False only where it surely is not."""
    at, step = 0, MAX_LINE - 1
    while len(data) - at > step:
        if encoding.startswith("utf-16"):  # there the byte of a line feed may be half a letter
            return True
        end = data.rfind(b"\n", at, at + step)
        if end < 0:
            return True
        at = end + 1
    return False


def _open_text(data: bytes, encoding: str) -> io.TextIOWrapper:
    if encoding not in ENCODINGS:
        raise BadChoiceError(choice="encoding", given=encoding[:40])
    raw = io.BytesIO(data)
    for mark, marked in _MARKS:
        if marked == encoding and data.startswith(mark):
            raw.seek(len(mark))
    return io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")


def _line_of_fault(data: bytes, encoding: str) -> int:
    """The first line that cannot be decoded; the stream decodes ahead, so it is looked for."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding)
        return len(_LINE_END.findall(before)) + 1
    return 1


def _looks_two_byte(sample: bytes) -> bool:
    """Zero bytes, or the high byte of Cyrillic (4) over and over: no one-byte text has them."""
    return b"\0" in sample or sample.count(b"\x04") * 4 > len(sample)


def _guess_utf16(sample: bytes) -> Guess:
    sample = sample[: len(sample) & ~1]
    scores = {encoding: _score(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best, other = sorted(scores, key=lambda encoding: -scores[encoding])
    return Guess(best, 0, (other, *_ONE_BYTE[:1]))


def _refuse_mixed(data: bytes) -> None:
    """One-byte Cyrillic is almost never valid UTF-8: lines that are show a second encoding."""
    valid, broken = 0, []
    for number, line in enumerate(data.splitlines(), start=1):
        if line.isascii():
            continue
        if is_utf8(line):
            valid += 1
        else:
            broken.append(number)
    if valid > len(broken):
        first = ", ".join(map(str, broken[:5]))
        raise MixedEncodingError(count=len(broken), lines=first)


def _telling_sample(data: bytes) -> bytes:
    """The lines with letters beyond ASCII, up to a limit: the others say nothing."""
    kept, size = [], 0
    for line in data[: 16 * _SAMPLE_BYTES].splitlines():
        if not line.isascii():
            kept.append(line[:_SAMPLE_BYTES])
            size += len(kept[-1])
        if size > _SAMPLE_BYTES:
            break
    return b"\n".join(kept)[:_SAMPLE_BYTES]


def _score(sample: bytes, encoding: str) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    weigh = _WEIGHTS.get
    total = sum(0 if char.isascii() and char != "\0" else weigh(char, _STRANGE) for char in text)
    return total - 60 * len(_FLIPPED.findall(text))
