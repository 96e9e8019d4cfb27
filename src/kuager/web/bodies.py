"""Reading what a form sent: in memory, within limits, never through a temporary file."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import ClassVar
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from kuager import N_, KuagerError
from kuager.web.fields import Fields, Upload

MOST_TEXT = 5 * 1024 * 1024
MOST_FIELDS = 2000
MOST_UPLOAD = 64 * 1024 * 1024
_MOST_ENCODED = 3 * MOST_TEXT + 1024 * 1024
_MOST_NAME = 1024
_DRAIN_SECONDS = 10.0
SILENCE_SECONDS = 20.0
"""How long a body may stand still."""


class BodyError(KuagerError):
    """What a form sent cannot be read; `status` is the number of the answer."""

    code: ClassVar[str] = "unreadable-form"
    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 400
    text: ClassVar[str] = N_("What was sent could not be read. Nothing was saved. Try again.")


class TooMuchTextError(BodyError):
    """More text, or more fields, than anybody types."""

    code: ClassVar[str] = "form-too-large"
    status: ClassVar[int] = 413
    text: ClassVar[str] = N_(
        "This is more than one form may hold ({megabytes} MB of text, {fields} fields). "
        "Nothing was saved. Send it in parts, or as a file."
    )


class UploadTooLargeError(BodyError):
    """A file that is too large to be held in memory."""

    code: ClassVar[str] = "upload-too-large"
    status: ClassVar[int] = 413
    text: ClassVar[str] = N_(
        "This file is larger than {megabytes} MB, the most that can be read here. "
        "Nothing was saved."
    )


class StrangeFormError(BodyError):
    """A kind of body that no page of ours sends."""

    code: ClassVar[str] = "strange-form"
    status: ClassVar[int] = 415


async def read_body(request: Request) -> tuple[Fields, Mapping[str, Upload]]:
    """The fields and files of a form; empty for a plain page load. Raises BodyError."""
    if request.method != "POST":
        return Fields(), {}
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind == b"multipart/form-data":
        return await _multipart(request, options.get(b"boundary", b""))
    if kind in (b"application/x-www-form-urlencoded", b""):
        return await _encoded(request), {}
    raise StrangeFormError


async def _encoded(request: Request) -> Fields:
    held = bytearray()
    async for chunk in chunks_of(request):
        held += chunk
        if len(held) > _MOST_ENCODED:
            raise too_much_text()
    try:
        pairs = parse_qsl(
            held.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise too_much_text() from None
    if sum(len(name.encode()) + len(text.encode()) for name, text in pairs) > MOST_TEXT:
        raise too_much_text()
    return Fields.of(pairs)


async def _multipart(request: Request, boundary: bytes) -> tuple[Fields, Mapping[str, Upload]]:
    parts = Parts()
    parser = parts.parser(boundary)
    async for chunk in chunks_of(request):
        feed(parser, chunk)
    if not parts.is_whole:
        raise BodyError
    return Fields.of(parts.texts), parts.files


async def chunks_of(request: Request) -> AsyncIterator[bytes]:
    """The body piece by piece; raises BodyError if it stands still or breaks off."""
    pieces = request.stream().__aiter__()
    while True:
        try:
            piece = await asyncio.wait_for(anext(pieces), SILENCE_SECONDS)
        except StopAsyncIteration:
            return
        except (ClientDisconnect, TimeoutError):
            raise BodyError from None
        if piece:
            yield piece


async def drain(request: Request) -> None:
    """Let a browser send what nobody wants, so that it reads the answer; nothing is kept."""
    left = MOST_UPLOAD
    with suppress(BodyError, TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for chunk in chunks_of(request):
                left -= len(chunk)
                if left < 0:
                    return


def feed(parser: MultipartParser, chunk: bytes) -> None:
    """Give a piece of a body to its parser; raises BodyError for what is no form."""
    try:
        parser.write(chunk)
    except FormParserError:
        raise BodyError from None


def too_much_text() -> BodyError:
    """The refusal of a form that holds too much."""
    return TooMuchTextError(megabytes=MOST_TEXT >> 20, fields=MOST_FIELDS)


@dataclass(slots=True)
class Parts:
    """The parts of a multipart form as they arrive: texts and small files, in memory."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, Upload] = field(default_factory=dict)
    is_whole: bool = False
    _size: int = 0
    _count: int = 0
    _header: bytearray = field(default_factory=bytearray)
    _told: bytearray = field(default_factory=bytearray)
    _name: str = ""
    _file: str | None = None
    _data: bytearray = field(default_factory=bytearray)

    def parser(self, boundary: bytes) -> MultipartParser:
        """A parser that fills these parts. Raises BodyError for a boundary that is none."""
        if not boundary:
            raise BodyError
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._on_header,
                    "on_header_value": self._on_told,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self.headers_end,
                    "on_part_data": self.data,
                    "on_part_end": self.end,
                    "on_end": self._whole,
                },
            )
        except FormParserError:
            raise BodyError from None

    @property
    def file_name(self) -> str | None:
        """The name of the file that this part is; None if it is a text."""
        return self._file

    @property
    def name(self) -> str:
        """The name of the field that this part is."""
        return self._name

    def _begin(self) -> None:
        self._count += 1
        if self._count > MOST_FIELDS:
            raise too_much_text()
        self._name, self._file, self._data = "", None, bytearray()
        self._header, self._told = bytearray(), bytearray()

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_told(self, data: bytes, start: int, end: int) -> None:
        self._told += data[start:end]

    def _header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._told))
            self._name = options.get(b"name", b"")[:_MOST_NAME].decode("utf-8", "replace")
            if b"filename" in options:
                self._file = options[b"filename"][:_MOST_NAME].decode("utf-8", "replace")
        self._header, self._told = bytearray(), bytearray()

    def headers_end(self) -> None:
        """The part's name and kind are known."""

    def data(self, data: bytes, start: int, end: int) -> None:
        """A piece of the part."""
        self._size += end - start
        if self._file is None and len(self._data) + end - start > MOST_TEXT:
            raise too_much_text()
        if self._size > MOST_UPLOAD:
            raise UploadTooLargeError(megabytes=MOST_UPLOAD >> 20)
        self._data += data[start:end]

    def end(self) -> None:
        """The part is whole."""
        if self._file is None:
            self.texts.append((self._name, self._data.decode("utf-8", "replace")))
            if sum(len(text) for _, text in self.texts) > MOST_TEXT:
                raise too_much_text()
        else:
            found = Upload(self._file, bytes(self._data))
            first = self.files.get(self._name)
            both = found if first is None else replace(first, also=(*first.also, found))
            self.files[self._name] = both
        self._data = bytearray()

    def _whole(self) -> None:
        self.is_whole = True
