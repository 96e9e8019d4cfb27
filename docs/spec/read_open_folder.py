"""Reads a Kuager open folder with nothing but Python: no Kuager, no network, nothing written.

    python read_open_folder.py FOLDER              what is in it, and whether the manifest holds
    python read_open_folder.py FOLDER records      the records, one a line: id, type, code
    python read_open_folder.py FOLDER record ID    one record with the words of its vocabularies
    python read_open_folder.py FOLDER statements   the history, oldest first

FOLDER may be the .tar that came out of the seal. Exit code 1: a file is missing, altered, added.
"""

import hashlib
import json
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Files = dict[str, bytes | str | Path]
"""Name to the bytes, to where they lie, or (a blob in a .tar) to their digest only."""


def open_files(place: Path) -> Files:
    """Every file by its name in the folder."""
    if place.is_dir():
        found = (path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path for path in found}
    files: Files = {}
    with tarfile.open(place, "r|") as archive:
        for member in archive:
            stream: Any = archive.extractfile(member)
            is_blob = member.name.startswith("blobs/")
            hashed = hashlib.file_digest(stream, "sha256").hexdigest() if is_blob else None
            files[member.name] = hashed or stream.read()
    return files


def content(file: bytes | str | Path) -> bytes:
    """The bytes of a file; a blob in a .tar is not kept."""
    return file.read_bytes() if isinstance(file, Path) else file if isinstance(file, bytes) else b""


def lines(files: Files, folder: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of all parts of one folder, in order."""
    for name in sorted(files):
        if name.startswith(folder + "/"):
            yield from map(json.loads, content(files[name]).splitlines())


def digest(file: bytes | str | Path) -> str:
    """SHA-256 in hexadecimal."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return file if isinstance(file, str) else hashlib.sha256(file).hexdigest()


def problems(files: Files) -> list[str]:
    """What differs between the manifest and the files that are there."""
    listed = {f["name"]: f["sha256"] for f in json.loads(content(files["manifest.json"]))["files"]}
    found = [f"added: {name}" for name in files.keys() - listed.keys() - {"manifest.json"}]
    found += [f"missing: {name}" for name in listed.keys() - files.keys()]
    there = listed.keys() & files.keys()
    return sorted(found + [f"altered: {n}" for n in there if digest(files[n]) != listed[n]])


def words(files: Files, name: str, value: object) -> str:
    """A value for people: as JSON (so that nothing in it can steer a terminal), with its label."""
    kind, _, short = name.partition(".")
    schema = json.loads(content(files[f"schema/{kind}.json"]))["properties"].get(short, {})
    if not schema.get("vocabulary"):
        return json.dumps(value, ensure_ascii=False)
    terms = json.loads(content(files[f"vocabularies/{schema['vocabulary']}.json"]))["terms"]
    return f"{json.dumps(value)} ({terms.get(value, {}).get('label', {}).get('en', '?')})"


def main(place: str, what: str = "summary", wanted: str = "") -> int:
    """Print what was asked for; the exit code."""
    files = open_files(Path(place))
    for record in lines(files, "records") if what in ("records", "record") else ():
        said = {value["property"]: value["value"] for value in record["values"]}
        if what == "records":
            print(record["id"], record["type"], json.dumps(said.get(f"{record['type']}.code")))
        for value in record["values"] if (what, record["id"]) == ("record", wanted) else ():
            print(value["property"], "=", words(files, value["property"], value["value"]))
    for one in lines(files, "statements") if what == "statements" else ():
        when = datetime.fromtimestamp(min(one["time"] // 1000, 253402300799), UTC).isoformat()
        value = json.dumps(one["value"], ensure_ascii=False)
        print(when, one["state"], one["op"], one["subject"], one["property"], value)
    if what == "summary":
        print(json.dumps(json.loads(content(files["manifest.json"]))["counts"]))
    wrong = problems(files)
    print(*(wrong or ["manifest: every file is there and unaltered"]), sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else __doc__)
