"""The open folder: a whole vault in files that outlive the program; `docs/spec/open-folder.md`.

`entries/` is the log itself and the part that comes back in without loss; `records/` and
`statements/` say the same in JSON for whoever has no Kuager. Lines are gathered into parts of a
few megabytes, so that the folder can be written into a stream and no memory grows with it. The
manifest comes last and holds the SHA-256 of every file.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec

from kuager.formats.exporters.errors import ExportError
from kuager.formats.exporters.folder_readme import README
from kuager.formats.exporters.interface import (
    About,
    OpenBlob,
    OpenContents,
    OpenEntry,
    OpenFile,
    OpenRecord,
    OpenStatement,
    Value,
)
from kuager.model.schema import Schema

NAME = "open-folder"
MEDIA_TYPE = "application/x-tar"
SUFFIX = ".tar"

FORMAT, VERSION = "kuager-open-folder", 1
PART_BYTES = 8 << 20
"""A part is closed once it is this long; one line may be longer."""

_encode = msgspec.json.Encoder().encode


def open_folder(contents: OpenContents, about: About, schema: Schema) -> Iterator[OpenFile]:
    """Every file of the folder, in order; each must be taken before the next is asked for.

    The same contents give the same bytes. Raises ExportError if a blob is not as long as it says.
    """
    listed: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for file in chain(
        _whole_files(schema),
        _parts("records", map(_record_line, contents.records()), counts),
        _parts("statements", map(_statement_line, contents.statements()), counts),
        _parts("entries", map(_entry_line, contents.entries()), counts),
        _parts("blobs-index", map(_blob_line, contents.blobs()), counts),
        map(_blob_file, contents.blobs()),
    ):
        digest = hashlib.sha256()
        yield OpenFile(name=file.name, size=file.size, chunks=_watched(file, digest))
        listed.append({"name": file.name, "size": file.size, "sha256": digest.hexdigest()})
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "program": about.program,
        "organisation": about.organisation.hex(),
        "practice": about.practice,
        "made_on": about.made_on,
        "counts": counts,
        "files": listed,
    }
    yield _whole("manifest.json", msgspec.json.format(_encode(manifest), indent=1))


def reference(value: Value, entry: bytes = b"") -> object:
    """A value as JSON: a reference becomes an object that says what it points to.

    `entry` is the id of the entry in which the value stands, for references inside it.
    """
    if not isinstance(value, bytes):
        return value
    match len(value):
        case 4:
            return {"statement": f"{entry.hex()}:{int.from_bytes(value, 'big')}"}
        case 16:
            return {"entity": value.hex()}
        case 32:
            return {"entry": value.hex()}
        case _:
            return {"statement": f"{value[:32].hex()}:{int.from_bytes(value[32:], 'big')}"}


def _record_line(record: OpenRecord) -> dict[str, Any]:
    values = [
        {
            "property": said.property,
            "value": reference(said.value),
            "language": said.language,
            "source": reference(said.source),
            "sure": said.sure,
        }
        for said in record.values
    ]
    return {"id": record.id.hex(), "type": record.type, "values": values}


def _statement_line(said: OpenStatement) -> dict[str, Any]:
    return {
        "entry": said.entry.hex(),
        "index": said.index,
        "time": said.time,
        "device": said.device.hex(),
        "op": "retract" if said.op else "say",
        "subject": said.subject.hex(),
        "property": said.property,
        "value": reference(said.value, said.entry),
        "language": said.language,
        "source": reference(said.source, said.entry),
        "sure": said.sure,
        "more": reference(said.more, said.entry),
        "state": said.state,
    }


def _entry_line(entry: OpenEntry) -> dict[str, Any]:
    body = None if entry.body is None else base64.b64encode(entry.body).decode("ascii")
    stub = base64.b64encode(entry.stub).decode("ascii")
    return {"id": entry.id.hex(), "state": entry.state, "stub": stub, "body": body}


def _blob_line(blob: OpenBlob) -> dict[str, Any]:
    return {
        "id": blob.id.hex(),
        "record": None if blob.record is None else blob.record.hex(),
        "name": blob.name,
        "media_type": blob.media_type,
        "size": blob.size,
        "sha256": blob.sha256,
    }


def _blob_file(blob: OpenBlob) -> OpenFile:
    return OpenFile(name=f"blobs/{blob.id.hex()}", size=blob.size, chunks=blob.chunks())


def _whole_files(schema: Schema) -> Iterator[OpenFile]:
    yield _whole("README.txt", README.encode("utf-8"))
    for name, entity_type in sorted(schema.types.items()):
        yield _whole_json(f"schema/{name}.json", entity_type)
    for name, vocabulary in sorted(schema.vocabularies.items()):
        yield _whole_json(f"vocabularies/{name}.json", vocabulary)


def _whole_json(name: str, value: object) -> OpenFile:
    return _whole(name, msgspec.json.format(_encode(value), indent=1))


def _whole(name: str, data: bytes) -> OpenFile:
    return OpenFile(name=name, size=len(data), chunks=(data,))


def _parts(
    name: str, lines: Iterable[dict[str, Any]], counts: dict[str, int]
) -> Iterator[OpenFile]:
    """Lines gathered into numbered files; `counts` learns how many there were."""
    counts[name], part, size, number = 0, [], 0, 1
    for line in lines:
        counts[name] += 1
        part.append(_encode(line) + b"\n")
        size += len(part[-1])
        if size >= PART_BYTES:
            yield OpenFile(name=f"{name}/{number:05}.jsonl", size=size, chunks=part)
            part, size, number = [], 0, number + 1
    if part:
        yield OpenFile(name=f"{name}/{number:05}.jsonl", size=size, chunks=part)


def _watched(file: OpenFile, digest: "hashlib._Hash") -> Iterator[bytes]:
    """The chunks of a file on their way out: hashed, and counted against its size."""
    size = 0
    for chunk in file.chunks:
        size += len(chunk)
        digest.update(chunk)
        yield chunk
    if size != file.size:
        raise ExportError(reason="size-differs", file=file.name)
