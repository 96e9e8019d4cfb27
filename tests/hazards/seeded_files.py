"""Files of ours into which somebody's traces were put: author, changes, comments, places."""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from struct import pack

from kuager.formats.reports import REPORT_FORMATS
from kuager.model.report import Heading, Note, Paragraph, Report, Run, table


@dataclass(frozen=True)
class FileSeed:
    """A file with one trace, and the kind that has to be read from it."""

    kind: str
    make: Callable[[], bytes]


@cache
def sound_files() -> dict[str, bytes]:
    """One report in every format: headings, a note with a link, a reference, a table."""
    link = "https://example.org/a"
    note = Note(id="n", paragraphs=((Run(text="A page. "), Run(text=link, link=link)),))
    report = Report(
        title="A report",
        language="en",
        contents=True,
        blocks=(
            Heading(level=1, text="One", anchor="one"),
            Paragraph(runs=(Run(text="It was told", note=note), Run(text="see One", link="#one"))),
            table(["What", "How many"], [["told", "17"]], caption="Told"),
        ),
    )
    return {writer.NAME: writer.write(report) for writer in REPORT_FORMATS}


Day = tuple[int, int, int, int, int, int]


def repacked(
    parts: dict[str, bytes | tuple[bytes, bytes]], day: Day = (1980, 1, 1, 0, 0, 0)
) -> bytes:
    """The DOCX with parts added, or with (old, new) bytes of a part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound_files()["docx"])) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for info in old.infolist():
            held, change = old.read(info), parts.pop(info.filename, None)
            if isinstance(change, tuple):
                assert change[0] in held, "the seed does not fit the file any more"
                held = held.replace(change[0], change[1], 1)
            new.writestr(
                zipfile.ZipInfo(info.filename, day),
                held if not isinstance(change, bytes) else change,
            )
        for name, change in parts.items():
            assert isinstance(change, bytes)
            new.writestr(zipfile.ZipInfo(name, day), change)
    return out.getvalue()


def _body(before: bytes, new: bytes) -> bytes:
    return repacked({"word/document.xml": (before, new + before)})


def _core(said: bytes) -> bytes:
    return repacked(
        {"docProps/core.xml": (b"</cp:coreProperties>", said + b"</cp:coreProperties>")}
    )


def _exif() -> bytes:
    """The Exif of a camera with one entry: the tag that leads to the place."""
    return b"Exif\0\0II*\0\x08\0\0\0" + pack("<HHHII", 1, 0x8825, 4, 1, 26) + bytes(8)


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with these segments (mark, content)."""
    told = b"".join(
        b"\xff" + bytes([mark]) + (len(said) + 2).to_bytes(2) + said for mark, said in segments
    )
    return b"\xff\xd8" + told + b"\xff\xda\x00\x02\x00\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with these chunks besides the needed ones."""
    needed = (b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0"))
    every = (needed[0], *chunks, needed[1], (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(said).to_bytes(4) + kind + said + zlib.crc32(kind + said).to_bytes(4)
        for kind, said in every
    )


def _picture(data: bytes, name: str = "word/media/image1.jpeg") -> bytes:
    return repacked({name: data})


def _pdf(old: bytes, new: bytes) -> bytes:
    data = sound_files()["pdf"]
    assert old in data, "the seed does not fit the file any more"
    return data.replace(old, new, 1)


def _html(new: str, before: str = "</body>") -> bytes:
    return sound_files()["html"].decode().replace(before, new + before, 1).encode()


def _md(new: str) -> bytes:
    return sound_files()["md"] + new.encode()


_P = b"<w:p>"
_REL = (
    b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/image" Target="https://a.example/pixel.png" TargetMode="External"/>'
)
FILE_SEEDS: dict[str, FileSeed] = {
    "docx author": FileSeed("author", lambda: _core(b"<dc:creator>Aigul U.</dc:creator>")),
    "docx changed by": FileSeed(
        "author", lambda: _core(b"<cp:lastModifiedBy>DESKTOP-77</cp:lastModifiedBy>")
    ),
    "docx day": FileSeed(
        "day", lambda: _core(b"<dcterms:created>2024-03-08T03:30:00Z</dcterms:created>")
    ),
    "docx company": FileSeed(
        "author",
        lambda: repacked({"docProps/app.xml": b"<Properties><Company>NGO</Company></Properties>"}),
    ),
    "docx inserted": FileSeed("revision", lambda: _body(_P, b'<w:ins w:author="A"></w:ins>')),
    "docx deleted": FileSeed("revision", lambda: _body(_P, b'<w:del w:author="A"></w:del>')),
    "docx session numbers": FileSeed(
        "revision", lambda: repacked({"word/document.xml": (_P, b'<w:p w:rsidR="00A77B3E">')})
    ),
    "docx comments": FileSeed("comment", lambda: repacked({"word/comments.xml": b"<w:comments/>"})),
    "docx people": FileSeed("comment", lambda: repacked({"word/people.xml": b"<w15:people/>"})),
    "docx bookmark": FileSeed(
        "bookmark", lambda: _body(_P, b'<w:bookmarkStart w:id="9" w:name="_heading=h.x1"/>')
    ),
    "docx custom xml": FileSeed("custom", lambda: repacked({"customXml/item1.xml": b"<case/>"})),
    "docx custom properties": FileSeed(
        "custom", lambda: repacked({"docProps/custom.xml": b"<Properties/>"})
    ),
    "docx thumbnail": FileSeed(
        "thumbnail", lambda: repacked({"docProps/thumbnail.jpeg": b"\xff\xd8"})
    ),
    "docx hidden text": FileSeed(
        "hidden", lambda: _body(_P, b"<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>")
    ),
    "docx marks of a working copy": FileSeed(
        "marks", lambda: _body(_P, b'<w:sdt><w:sdtPr><w:tag w:val="chapter"/></w:sdtPr></w:sdt>')
    ),
    "docx picture from outside": FileSeed(
        "outside",
        lambda: repacked(
            {"word/_rels/document.xml.rels": (b"</Relationships>", _REL + b"</Relationships>")}
        ),
    ),
    "docx embedded table": FileSeed(
        "embedded", lambda: repacked({"word/embeddings/sheet1.xlsx": b"PK"})
    ),
    "docx macro": FileSeed("script", lambda: repacked({"word/vbaProject.bin": b"\xd0\xcf"})),
    "docx photograph with gps": FileSeed("gps", lambda: _picture(jpeg((0xE1, _exif())))),
    "docx photograph with a comment": FileSeed(
        "picture-data", lambda: _picture(jpeg((0xFE, b"by Aigul")))
    ),
    "docx png with text": FileSeed(
        "picture-data", lambda: _picture(png((b"tEXt", b"Author\0Aigul")), "word/media/image2.png")
    ),
    "docx png with gps": FileSeed(
        "gps", lambda: _picture(png((b"eXIf", _exif()[6:])), "word/media/image3.png")
    ),
    "docx of another day": FileSeed("day", lambda: repacked({}, (2024, 3, 8, 3, 30, 0))),
    "pdf author": FileSeed("author", lambda: _pdf(b"/Creator", b"/Author(Aigul U.)/Creator")),
    "pdf day": FileSeed(
        "day", lambda: _pdf(b"/Creator", b"/CreationDate(D:20240308033000)/Creator")
    ),
    "pdf comment": FileSeed(
        "comment", lambda: _pdf(b"%%EOF", b"7 0 obj<</Type/Annot/Subtype/Text>>endobj %%EOF")
    ),
    "pdf attachment": FileSeed(
        "embedded", lambda: _pdf(b"%%EOF", b"<</EmbeddedFiles 7 0 R>> %%EOF")
    ),
    "pdf earlier states": FileSeed("revision", lambda: _pdf(b"%%EOF", b"%%EOF\n1 0 obj\n%%EOF")),
    "html author": FileSeed("author", lambda: _html('<meta name="author" content="A">', "</head>")),
    "html comment": FileSeed("comment", lambda: _html("<!-- drafted by Aigul -->")),
    "html pixel": FileSeed("outside", lambda: _html('<img src="https://a.example/p.gif">')),
    "html script": FileSeed("script", lambda: _html("<script>1</script>")),
    "html hidden": FileSeed("hidden", lambda: _html("<p hidden>Aigul</p>")),
    "md comment": FileSeed("comment", lambda: _md("\n<!-- Aigul -->\n")),
    "md picture from outside": FileSeed(
        "outside", lambda: _md("\n![x](https://a.example/p.png)\n")
    ),
}
