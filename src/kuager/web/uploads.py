"""A file that is still arriving: read by the desk's thread while the browser sends it.

    Route("POST", "/evidence", keep, streams=True)      visit.upload.name, visit.upload.read(n)

Nothing is held but a few pieces. The file has to be the last field of its form: what stood before
it is in `visit.form`. If the browser stops, the reader raises, and what was sealed so far goes.
"""

import asyncio
import queue
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from kuager import N_
from kuager.web.bodies import BodyError, Parts, chunks_of, feed
from kuager.web.fields import Fields, Upload

_PIECES: Final = 32
_READ_SECONDS: Final = 30.0
_FULL_SECONDS: Final = 0.02


class UploadStoppedError(BodyError):
    """The browser stopped sending in the middle of a file."""

    code: ClassVar[str] = "upload-stopped"
    text: ClassVar[str] = N_(
        "The file did not arrive whole. Nothing of it was kept. Send it again."
    )


class Arriving:
    """A file as a reader: `read(n)` waits for what the browser sends next."""

    def __init__(self, name: str) -> None:
        """By the name that the browser gave it."""
        self.name = name
        self._pieces: queue.Queue[bytes | None] = queue.Queue(_PIECES)
        self._held, self._is_over, self._is_wanted = bytearray(), False, True
        self.is_broken = False

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, fewer only at the end. Raises UploadStoppedError."""
        while not self._is_over and (size < 0 or len(self._held) < size):
            try:
                piece = self._pieces.get(timeout=_READ_SECONDS)
            except queue.Empty:
                raise UploadStoppedError from None
            if piece is None:
                self._is_over = True
            else:
                self._held += piece
        if self._is_over and self.is_broken:
            raise UploadStoppedError
        taken = bytes(self._held if size < 0 else self._held[:size])
        del self._held[: len(taken)]
        return taken

    def close(self) -> None:
        """Nobody reads on: what still comes is thrown away."""
        self._is_wanted = False

    async def put(self, piece: bytes | None) -> None:
        """Hand a piece over, waiting while the reader is behind; None is the end."""
        while self._is_wanted:
            try:
                self._pieces.put_nowait(piece)
            except queue.Full:
                await asyncio.sleep(_FULL_SECONDS)
            else:
                return


@dataclass
class StreamedParts(Parts):
    """The parts of a form whose first file is passed on instead of being held."""

    arriving: Arriving | None = None
    passed: list[bytes] = field(default_factory=list)

    def headers_end(self) -> None:
        """A file begins, if this part is one."""
        if self.file_name is not None and self.arriving is None:
            self.arriving = Arriving(self.file_name)
        elif self.file_name is not None:
            raise BodyError  # one file a form

    def data(self, data: bytes, start: int, end: int) -> None:
        """A piece of the file is passed on; texts are held."""
        if self.arriving is not None and self.file_name is not None:
            self.passed.append(data[start:end])
        else:
            super().data(data, start, end)

    def end(self) -> None:
        """The part is whole."""
        if self.file_name is None:
            super().end()


class Stream:
    """A form that is being sent: first its texts, then one file as it comes."""

    def __init__(self, request: Request) -> None:
        """Nothing is read yet. Raises BodyError for a form that brings no files."""
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data":
            raise BodyError
        self._parts = StreamedParts()
        self._parser: MultipartParser = self._parts.parser(options.get(b"boundary", b""))
        self._chunks = chunks_of(request)

    async def begin(self) -> tuple[Fields, Mapping[str, Upload], Arriving | None]:
        """Read up to the beginning of the file; None if the form ends without one."""
        while self._parts.arriving is None:
            chunk = await anext(self._chunks, None)
            if chunk is None:
                break
            feed(self._parser, chunk)
        if self._parts.arriving is None and not self._parts.is_whole:
            raise BodyError
        return Fields.of(self._parts.texts), self._parts.files, self._parts.arriving

    async def pass_on(self) -> None:
        """Give the file to its reader until it ends or breaks off."""
        arriving = self._parts.arriving
        if arriving is None:
            return
        try:
            await self._hand_over(arriving)
            async for chunk in self._chunks:
                feed(self._parser, chunk)
                await self._hand_over(arriving)
            arriving.is_broken = not self._parts.is_whole
        except BodyError:
            arriving.is_broken = True
        await arriving.put(None)

    async def _hand_over(self, arriving: Arriving) -> None:
        passed, self._parts.passed = self._parts.passed, []
        for piece in passed:
            await arriving.put(piece)
