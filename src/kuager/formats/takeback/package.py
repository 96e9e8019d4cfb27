"""A Word file that came back, opened in memory: checked as a container, its parts as trees.

It comes from outside and may be hostile: nothing is unpacked to a disk, no document type or entity
is read, no address is followed, and sizes are checked before anything is built.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any, Final

from lxml import etree

from kuager.formats.importers.errors import ArchiveBombError, ImportFileError
from kuager.formats.importers.zip_parts import ZipParts
from kuager.formats.takeback.errors import (
    BrokenCopyError,
    MacrosError,
    NoWorkingCopyError,
    TooLargeCopyError,
)

Element = Any  # lxml's element, which has no types

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_FILE: Final = 32 << 20
MAX_PARTS: Final = 2_000
MAX_PART: Final = 12 << 20
MAX_TAGS: Final = 1_500_000
"""A tree takes some 300 bytes a tag: this bounds it before it is built."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PROGRAMS: Final = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml)$|\.(bas|cls|exe|dll|js|vbs)$", re.IGNORECASE
)
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a Word file that hold words; an empty tree where one is missing."""

    document: Element
    notes: Mapping[str, Element]
    comments: Element | None
    styles: Element | None
    has_more: frozenset[str]
    """What is in the file and is not read: slugs such as "picture"."""


def open_copy(data: bytes) -> Opened:
    """Open a file that came back. Raises a TakeBackError that says why it stays closed."""
    if len(data) > MAX_FILE:
        raise TooLargeCopyError(what="file", limit=f"{MAX_FILE >> 20} MiB")
    if not data.startswith(b"PK"):
        raise NoWorkingCopyError
    try:
        parts = ZipParts(data)
        return _opened(parts)
    except ArchiveBombError as refusal:
        reason = str(refusal.facts.get("reason", "size"))
        raise TooLargeCopyError(what=reason, limit=str(refusal.facts.get("limit", ""))) from refusal
    except ImportFileError as refusal:
        raise BrokenCopyError(reason=str(refusal.facts.get("reason", refusal.code))) from refusal


def _opened(parts: ZipParts) -> Opened:
    if len(parts.names) > MAX_PARTS:
        raise TooLargeCopyError(what="entries", limit=str(MAX_PARTS))
    if any(_PROGRAMS.search(name) for name in parts.names):
        raise MacrosError
    if "[Content_Types].xml" not in parts.names:
        raise NoWorkingCopyError
    if b"macroEnabled" in parts.read("[Content_Types].xml"):
        raise MacrosError
    main = _related(parts, "").get("officeDocument", ["word/document.xml"])[0]
    if main not in parts.names:
        raise NoWorkingCopyError
    beside = _related(parts, main)
    document = _tree(parts, main)
    if document.tag != f"{W}document":
        raise NoWorkingCopyError
    notes: dict[str, Element] = {
        kind: _tree(parts, beside[kind][0])
        for kind in ("footnotes", "endnotes")
        if kind in beside and beside[kind][0] in parts.names
    }
    return Opened(
        document=document,
        notes=notes,
        comments=_beside(parts, beside, "comments"),
        styles=_beside(parts, beside, "styles"),
        has_more=_more(parts),
    )


def _beside(parts: ZipParts, beside: Mapping[str, list[str]], kind: str) -> Element | None:
    name = beside.get(kind, [""])[0]
    return _tree(parts, name) if name in parts.names else None


def _related(parts: ZipParts, name: str) -> dict[str, list[str]]:
    """The parts that one part points at, by the last word of the relation's type."""
    folder = dirname(name)
    rels = join(folder, "_rels", f"{name.rsplit('/', 1)[-1]}.rels")
    found: dict[str, list[str]] = {}
    if rels not in parts.names:
        return found
    for each in _tree(parts, rels).iter(f"{_RELATIONS}Relationship"):
        target = each.get("Target") or ""
        if each.get("TargetMode") == "External":
            continue
        whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found.setdefault((each.get("Type") or "").rsplit("/", 1)[-1], []).append(whole)
    return found


def _tree(parts: ZipParts, name: str) -> Element:
    """A part as a tree: UTF-8, no document type, no entity, not too many tags."""
    data = parts.read(name)
    if len(data) > MAX_PART or data.count(b"<") > MAX_TAGS:
        raise TooLargeCopyError(what="part", limit=f"{MAX_PART >> 20} MiB")
    declared = _DECLARED.match(data)
    if declared is not None and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise BrokenCopyError(reason="encoding")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise BrokenCopyError(reason="document-type")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenCopyError(reason="not-xml") from error


def _more(parts: ZipParts) -> frozenset[str]:
    """What the file holds besides words."""
    slugs = {"embeddings/": "embedded", "activeX/": "embedded", "afchunk": "embedded"}
    return frozenset(slug for name in parts.names for part, slug in slugs.items() if part in name)
