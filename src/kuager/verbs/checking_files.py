"""What a written file tells beside its words: author, days, marks of revision, comments, pictures.

Opens DOCX, PDF, HTML and Markdown by itself, from the bytes, and shares no code with the writers:
a file that passes here carries nothing that a reader does not see. Also for files that somebody
else wrote. The limit is what is understood: a part of a package that no list names is named.
"""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kuager import N_, KuagerError
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.picture_traces import picture_traces

TraceKind = Literal[
    "author", "day", "revision", "comment", "bookmark", "custom", "thumbnail", "gps",
    "picture-data", "unknown-picture", "embedded", "script", "outside", "hidden", "marks",
    "unknown-part", "unreadable",
]  # fmt: skip
TRACE_WORDS: Final[Mapping[TraceKind, str]] = {
    "author": N_("the name of an author or of a computer"),
    "day": N_("when it was made or changed"),
    "revision": N_("tracked changes, or numbers of editing sessions"),
    "comment": N_("a comment"),
    "bookmark": N_("a bookmark that no reference needs"),
    "custom": N_("properties or data that no reader sees"),
    "thumbnail": N_("a small picture of an earlier state"),
    "gps": N_("the place where a picture was taken"),
    "picture-data": N_("data inside a picture: camera, author, day, comment"),
    "unknown-picture": N_("a picture of a kind that cannot be looked into"),
    "embedded": N_("another file inside it"),
    "script": N_("a program inside it"),
    "outside": N_("something that is fetched from outside when it is opened"),
    "hidden": N_("hidden text"),
    "marks": N_("marks of a working copy"),
    "unknown-part": N_("a part that is not known here"),
    "unreadable": N_("it cannot be opened"),
}
_MOST_BYTES: Final = 200_000_000
_LONGEST_ENTRY: Final = 600
"""Bytes of a PDF object before its stream."""
_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[\w.-]+\.rels|docProps/(?:core|app)\.xml|"
    r"word/(?:document|styles|numbering|settings|webSettings|fontTable|footnotes|endnotes|"
    r"header\d*|footer\d*|theme/theme\d+)\.xml|word/media/[\w.-]+|word/fonts/[\w.-]+"
)
_BY_PART: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"word/comments\w*\.xml|word/people\.xml", "comment"),
    (r"docProps/custom\.xml|customXml/.*", "custom"),
    (r"docProps/thumbnail\..*", "thumbnail"),
    (r"word/vbaProject\.bin|word/vbaData\.xml|.*\.bin", "script"),
    (r"word/embeddings/.*|word/glossary/.*", "embedded"),
)
_CORE_SAID: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"<(?:dc:creator|cp:lastModifiedBy|dc:contributor)[^>]*>[^<]+<", "author"),
    (r"<(?:dcterms:created|dcterms:modified|cp:lastPrinted)[^>]*>[^<]+<", "day"),
    (r"<(?:dc:description|cp:keywords|cp:category|dc:subject|dc:identifier)[^>]*>[^<]+<", "custom"),
    (r"<cp:revision[^>]*>[^<]+<", "revision"),
)
_APP_SAID: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"<(?:Company|Manager|Template|HyperlinkBase|TotalTime|AppVersion)[^>]*>[^<]+<", "author"),
)
_BODY_SAID: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|cellIns|cellDel)\b", "revision"),
    (r"\bw:rsid\w*=|<w:rsid\b", "revision"),
    (r"<w:comment(?:RangeStart|Reference)\b", "comment"),
    (r"<w:vanish\s*/>|<w:vanish w:val=\"(?:1|true|on)\"", "hidden"),
    (r"<w:sdt\b|kuager", "marks"),
    (r"<w:docVar\b|<w:attachedTemplate\b|<w:customXml\b|<w:smartTag\b", "custom"),
    (r"<w:(?:object|control|altChunk)\b|<o:OLEObject\b", "embedded"),
    (r"<w:trackRevisions\b", "revision"),
    (r"\b(?:descr|title)=\"[^\"]*(?:[A-Z]:\\|/home/|/Users/|file:)[^\"]*\"", "author"),
)
_ANCHORS: Final = re.compile(r"w:anchor=\"([^\"]+)\"|(?:PAGEREF|REF|NOTEREF) (\w+)")
_BOOKMARK: Final = re.compile(r"<w:bookmarkStart\b[^>]*w:name=\"([^\"]*)\"")
_OURS: Final = re.compile(r"k\d+")
_RELATED: Final = re.compile(r"<Relationship\b[^>]*>")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PDF_SAID: Final[tuple[tuple[bytes, TraceKind], ...]] = (
    (rb"/Author\s*[(<]\s*[^)>\s]|<dc:creator>.*?<rdf:li[^>]*>[^<]+<", "author"),
    (rb"/(?:CreationDate|ModDate)\s*[(<]\s*[^)>\s]", "day"),
    (rb"<xmp:(?:CreateDate|ModifyDate|MetadataDate)>", "day"),
    (rb"/(?:Keywords|Subject|Company|SourceModified)\s*[(<]\s*[^)>\s]", "custom"),
    (rb"/(?:JavaScript|JS|Launch|OpenAction|AA)\b", "script"),
    (rb"/(?:EmbeddedFiles?|Filespec|AF)\b", "embedded"),
    (rb"/Subtype\s*/(?:Text|FreeText|Highlight|Popup|Stamp|Ink|Caret|FileAttachment)\b", "comment"),
    (rb"/(?:AcroForm|XFA|PieceInfo)\b", "custom"),
    (rb"<exif:|<photoshop:|<tiff:|<xmpMM:History|<stEvt:", "picture-data"),
    (rb"/Thumb\b", "thumbnail"),
    (rb"/(?:GoToR|ImportData|SubmitForm|URI\s*\(file:)", "outside"),
)  # fmt: skip
_HTML_SAID: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"<!--", "comment"),
    (r"<meta\b[^>]*name=[\"']?(?:author|generator|creator|date|owner|keywords)\b", "author"),
    (r"<script\b|\son\w+=[\"']|javascript:", "script"),
    (
        r"<(?:img|iframe|embed|object|video|audio|source)\b[^>]*\ssrc=[\"']?(?:https?:)?//",
        "outside",
    ),
    (r"<link\b[^>]*href=[\"']?(?:https?:)?//|@import|url\([\"']?(?:https?:)?//", "outside"),
    (r"<\w+\b[^<>]*\s(?:data-[\w-]+=|hidden(?=[\s>=]))", "hidden"),
    (r"<\w+\b[^<>]*\sstyle=[\"'][^\"']*(?:display:\s*none|visibility:\s*hidden)", "hidden"),
    (r"file:///|[A-Z]:\\Users\\|/home/\w+/", "author"),
)
_DATA_PICTURE: Final = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=]+)")
_MARKDOWN_SAID: Final[tuple[tuple[str, TraceKind], ...]] = (
    (r"<!--", "comment"),
    (r"\A---\n[^\x00]*?\n---\n", "custom"),
    (r"!\[[^\]]*\]\(https?:", "outside"),
    (r"file:///|[A-Z]:\\Users\\|/home/\w+/", "author"),
)


class FileTellsError(KuagerError):
    """A file of ours would tell more than its words; a fault of the program."""

    code = "file-tells"
    exit_code = 70
    text = N_(
        "The {form} file would tell more than its words ({kind}). Nothing went out; please report "
        "this fault of the program."
    )


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a file tells beside its words: what kind, and in which part of it."""

    kind: TraceKind
    where: str


@verb(needs="read")
def check_file(desk: Desk, *, data: bytes) -> tuple[Trace, ...]:  # noqa: ARG001 - asked of a desk
    """Say what a DOCX, PDF, HTML or Markdown file tells beside its words; nothing is kept of it."""
    return file_traces(data)


def demand_clean(files: Mapping[str, bytes]) -> None:
    """Raise FileTellsError if one of these files, by format, tells more than its words."""
    for form, data in files.items():
        for trace in file_traces(data):
            raise FileTellsError(form=form, kind=trace.kind)


def file_traces(data: bytes) -> tuple[Trace, ...]:
    """Everything that a file tells beside its words, each once; empty if nothing."""
    if data.startswith(b"PK"):
        found = _docx(data)
    elif data.startswith(b"%PDF"):
        found = _pdf(data)
    else:
        found = _text(data)
    return tuple(dict.fromkeys(found))


def _docx(data: bytes) -> Iterator[Trace]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                yield Trace("unreadable", "")
                return
            parts = {part.filename: package.read(part) for part in package.infolist()}
            days = {part.date_time for part in package.infolist()}
            has_remarks = bool(package.comment) or any(p.comment for p in package.infolist())
    except (zipfile.BadZipFile, RuntimeError, zlib.error, OSError):
        yield Trace("unreadable", "")
        return
    if days - {(1980, 1, 1, 0, 0, 0)}:
        yield Trace("day", "zip")
    if has_remarks:
        yield Trace("comment", "zip")
    for name, held in sorted(parts.items()):
        yield from _part(name, held)
    yield from _bookmarks(parts)


def _part(name: str, held: bytes) -> Iterator[Trace]:
    for pattern, kind in _BY_PART:
        if re.fullmatch(pattern, name):
            yield Trace(kind, name)
            return
    if not _PARTS.fullmatch(name):
        yield Trace("unknown-part", name)
        return
    if name.startswith("word/media/"):
        yield from (Trace(kind, name) for kind, _ in picture_traces(held))  # type: ignore[arg-type]
    elif not name.startswith("word/fonts/"):
        yield from _xml(name, held.decode("utf-8", "replace"))


def _xml(name: str, text: str) -> Iterator[Trace]:
    if name == "docProps/core.xml":
        yield from _said(text, _CORE_SAID, name)
    elif name == "docProps/app.xml":
        yield from _said(text, _APP_SAID, name)
    elif name.endswith(".rels"):
        yield from _relations(text, name)
    else:
        yield from _said(text, _BODY_SAID, name)
    if "<!--" in text:
        yield Trace("comment", name)


def _relations(text: str, name: str) -> Iterator[Trace]:
    """What a package fetches from outside; a link that a reader follows does not count."""
    for match in _RELATED.finditer(text):
        is_outside = 'TargetMode="External"' in match[0]
        is_link = 'relationships/hyperlink"' in match[0]
        if is_outside and (not is_link or re.search(r'Target="(?:file:|\\\\|[A-Z]:)', match[0])):
            yield Trace("outside", name)


def _bookmarks(parts: Mapping[str, bytes]) -> Iterator[Trace]:
    """Bookmarks to which nothing refers; those that our writers number tell nothing."""
    body = b"".join(
        held for name, held in parts.items() if name.startswith("word/") and ".xml" in name
    )
    text = body.decode("utf-8", "replace")
    wanted = {one or other for one, other in _ANCHORS.findall(text)}
    told = (name for name in _BOOKMARK.findall(text) if not _OURS.fullmatch(name))
    if any(name not in wanted for name in told):
        yield Trace("bookmark", "word/document.xml")


def _pdf(data: bytes) -> Iterator[Trace]:
    for held in (_STREAM.sub(b"", data), *_readable(data)):
        for pattern, kind in _PDF_SAID:
            if re.search(pattern, held, re.DOTALL):
                yield Trace(kind, "pdf")
    for match in _STREAM.finditer(data):
        if match[1].startswith(b"\xff\xd8"):
            yield from (Trace(kind, "pdf") for kind, _ in picture_traces(match[1]))  # type: ignore[arg-type]
    if data.count(b"%%EOF") > 1:
        yield Trace("revision", "pdf")


def _readable(data: bytes) -> Iterator[bytes]:
    """The streams that hold objects or properties, unpacked; those of letters and lines do not."""
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _LONGEST_ENTRY) : match.start()].rpartition(b" obj")[2]
        if not re.search(rb"/(?:ObjStm|Metadata)\b", before):
            continue
        try:
            yield zlib.decompressobj().decompress(match[1], _MOST_BYTES)
        except zlib.error:
            yield match[1]


def _text(data: bytes) -> Iterator[Trace]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield Trace("unreadable", "")
        return
    is_html = re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE) is not None
    yield from _said(text, _HTML_SAID if is_html else _MARKDOWN_SAID, "html" if is_html else "md")
    for match in _DATA_PICTURE.finditer(text):
        held = _decoded(match[1])
        yield from (Trace(kind, "picture") for kind, _ in picture_traces(held))  # type: ignore[arg-type]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


def _said(text: str, patterns: tuple[tuple[str, TraceKind], ...], where: str) -> Iterator[Trace]:
    for pattern, kind in patterns:
        if re.search(pattern, text, re.IGNORECASE if where in ("html", "md") else 0):
            yield Trace(kind, where)
