"""XML read as a stream of events: no tree, no document type, so no entity can ever be defined.

This is expat with the rule of defusedxml (a DOCTYPE is refused), used directly because its
handlers are the only way to see formulas, hidden marks and numbers exactly as written.
"""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from kuager.formats.importers.errors import DamagedFileError

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The two namespaces of worksheets: as everybody writes it, and "strict"."""

Attributes = dict[str, str]


def local_names(*names: str) -> dict[str, str]:
    """The full names of main-namespace elements as expat gives them, to their short names."""
    return {f"{space} {name}": name for space in MAIN for name in names}


def walk(
    chunks: Iterable[bytes],
    *,
    part: str,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    data: Callable[[str], object] | None = None,
) -> Iterable[None]:
    """Parse chunk by chunk, calling the handlers; yields after each chunk.

    Element names come as "namespace name". Raises DamagedFileError on XML that is not well-formed
    or that carries a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield None
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DamagedFileError(reason="not-xml", part=part[:80]) from error
    yield None


def walk_all(data: bytes, *, part: str, start: Callable[[str, Attributes], object]) -> None:
    """Parse a small part at once; only the beginnings of elements matter."""
    for _ in walk((data,), part=part, start=start):
        pass


def _refuse_doctype(*_: object) -> NoReturn:
    raise DamagedFileError(reason="document-type", part="")
