"""DOCX: a Word file with real footnotes, headings and links, written from our own parts."""

from typing import ClassVar

from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.sheet import Sheet
from kuager.formats.reports.word import furniture
from kuager.formats.reports.word.body import Links, Writer, word_language
from kuager.formats.reports.word.package import (
    Relation,
    core_part,
    relations_part,
    root_relations,
    types_part,
    zipped,
)
from kuager.formats.reports.word.pictures import Pictures
from kuager.formats.reports.word.styles import styles_part
from kuager.formats.reports.word.xml import to_bytes
from kuager.model.report import Report

_PARTS = (
    Relation("rId1", "styles", "styles.xml"),
    Relation("rId2", "numbering", "numbering.xml"),
    Relation("rId3", "settings", "settings.xml"),
    Relation("rId4", "fontTable", "fontTable.xml"),
    Relation("rId5", "footnotes", "footnotes.xml"),
    Relation("rId6", "header", "header.xml"),
    Relation("rId7", "footer", "footer.xml"),
)


class Docx:
    """What offices and UN secretariats edit."""

    NAME: ClassVar[str] = "docx"
    MEDIA_TYPE: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    SUFFIX: ClassVar[str] = ".docx"

    def write(self, report: Report) -> bytes:
        """The package."""
        sheet = lay(report)
        parts = _text_parts(sheet) | _fixed_parts(sheet)
        types = types_part(sorted(name for name in parts if not name.endswith(".rels")))
        return zipped({**parts, "[Content_Types].xml": types})


def _text_parts(sheet: Sheet) -> dict[str, bytes]:
    """Document and footnotes, each with the relations its links need."""
    body, notes, pictures = Links(len(_PARTS) + 1), Links(1), Pictures()
    document = Writer(body, pictures).document(sheet, header="rId6", footer="rId7")
    footnotes = Writer(notes, pictures).footnotes(sheet)
    related = (*_PARTS, *body.relations(), *pictures.relations())
    return {
        "word/document.xml": to_bytes(document),
        "word/_rels/document.xml.rels": relations_part(related),
        "word/footnotes.xml": to_bytes(footnotes),
        "word/_rels/footnotes.xml.rels": relations_part(notes.relations()),
        **pictures.parts(),
    }


def _fixed_parts(sheet: Sheet) -> dict[str, bytes]:
    """The parts that depend on no text but title, language and the practice line."""
    return {
        "_rels/.rels": root_relations(),
        "docProps/core.xml": core_part(sheet.title, sheet.language),
        "word/styles.xml": styles_part(word_language(sheet.language)),
        "word/numbering.xml": furniture.numbering_part(),
        "word/settings.xml": furniture.settings_part(),
        "word/fontTable.xml": furniture.fonts_part(),
        "word/header.xml": furniture.header_part(sheet.practice),
        "word/footer.xml": furniture.footer_part(),
    }
