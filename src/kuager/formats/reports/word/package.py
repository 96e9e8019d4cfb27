"""The package: parts, their types and relations, zipped the same way every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from kuager.formats.reports.word.xml import RELATIONS, to_bytes

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ARCHIVE = 0x20


class Relation(NamedTuple):
    """Where a part points: within the package, or out to an address."""

    identifier: str
    kind: str
    target: str
    is_external: bool = False


def relations_part(relations: Iterable[Relation]) -> bytes:
    """A `.rels` part."""
    root = etree.Element(
        f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"}
    )
    for relation in relations:
        kind = relation.kind if ":" in relation.kind else f"{RELATIONS}/{relation.kind}"
        element = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        element.attrib.update({"Id": relation.identifier, "Type": kind, "Target": relation.target})
        if relation.is_external:
            element.set("TargetMode", "External")
    return to_bytes(root)


def root_relations() -> bytes:
    """The relations of the package itself: the document, and its title and language."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return relations_part(
        [
            Relation("rId1", "officeDocument", "word/document.xml"),
            Relation("rId2", core, "docProps/core.xml"),
        ]
    )


def types_part(names: Iterable[str]) -> bytes:
    """`[Content_Types].xml` for parts such as "word/styles.xml"."""
    listed, space = list(names), f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = {"rels": relations, "xml": "application/xml"}
    if any(name.endswith(".png") for name in listed):
        defaults["png"] = "image/png"
    for extension, media in defaults.items():
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=media)
    for name in listed:
        if name.endswith(".png"):
            continue
        media = _media_type(name)
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=media)
    return to_bytes(root)


def core_part(title: str, language: str) -> bytes:
    """The only properties we give: title and language. No author, no dates."""
    dc = "http://purl.org/dc/elements/1.1/"
    space = f"{_PACKAGE}/metadata/core-properties"
    root = etree.Element(f"{{{space}}}coreProperties", nsmap={"cp": space, "dc": dc})
    for name, value in (("title", title), ("language", language)):
        etree.SubElement(root, f"{{{dc}}}{name}").text = value
    return to_bytes(root)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a ZIP file: content types first, then by name, 1980-01-01, stored.

    Stored, not deflated: another zlib would pack other bytes, and a report made again on a
    colleague's computer must be the same file.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.external_attr = _ARCHIVE
            archive.writestr(info, parts[name])
    return buffer.getvalue()


def _media_type(name: str) -> str:
    """The media type of a part, from its name."""
    stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
    if stem == "core":
        return _CORE
    return f"{_OFFICE}.{stem}{'.main' if stem == 'document' else ''}+xml"
