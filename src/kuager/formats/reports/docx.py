"""DOCX: a Word file with real footnotes, headings and links, written from our own parts."""

from typing import ClassVar

from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.sheet import LaidHeading, LaidList, LaidTable, Sheet
from kuager.formats.reports.word import furniture
from kuager.formats.reports.word.body import Links, Writer, word_language
from kuager.formats.reports.word.naming import Naming
from kuager.formats.reports.word.package import (
    Relation,
    core_part,
    relations_part,
    root_relations,
    types_part,
    zipped,
)
from kuager.formats.reports.word.page import Margins
from kuager.formats.reports.word.pictures import Pictures
from kuager.formats.reports.word.styles import press_of, styles_part
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
        return docx_of(lay(report), Naming())


def docx_of(sheet: Sheet, naming: Naming) -> bytes:
    """The package of a sheet; `naming` says which lines are bookmarked, and how."""
    parts = _text_parts(sheet, naming) | _fixed_parts(sheet)
    types = types_part(sorted(name for name in parts if not name.endswith(".rels")))
    return zipped({**parts, "[Content_Types].xml": types})


def _text_parts(sheet: Sheet, naming: Naming) -> dict[str, bytes]:
    """Document and footnotes, each with the relations its links need."""
    body, notes, pictures = Links(len(_PARTS) + 1), Links(1), Pictures()
    document = Writer(body, pictures, naming).document(sheet, Margins("rId6", "rId7"))
    footnotes = Writer(notes, pictures, naming).footnotes(sheet)
    related = (*_PARTS, *body.relations(), *pictures.relations())
    return {
        "word/document.xml": to_bytes(document),
        "word/_rels/document.xml.rels": relations_part(related),
        "word/footnotes.xml": to_bytes(footnotes),
        "word/_rels/footnotes.xml.rels": relations_part(notes.relations()),
        **pictures.parts(),
    }


def _fixed_parts(sheet: Sheet) -> dict[str, bytes]:
    """The parts that depend on the frame alone: title, language, look, lists, lines on top."""
    press = press_of(sheet.look)
    blocks = (*sheet.blocks, *sheet.closing)
    is_numbered = any(isinstance(block, LaidHeading) and block.number for block in blocks)
    series = {block.series for block in blocks if isinstance(block, LaidList)} - {0}
    return {
        "_rels/.rels": root_relations(),
        "docProps/core.xml": core_part(sheet.title, sheet.language),
        "word/styles.xml": styles_part(
            word_language(sheet.language), press, numbered=is_numbered, front=bool(sheet.front)
        ),
        "word/numbering.xml": furniture.numbering_part(
            press, table_label=_table_label(sheet), series=sorted(series)
        ),
        "word/settings.xml": furniture.settings_part(press),
        "word/fontTable.xml": furniture.fonts_part(press),
        "word/header.xml": furniture.header_part(practice=sheet.practice, working=sheet.working),
        "word/footer.xml": furniture.footer_part(),
    }


def _table_label(sheet: Sheet) -> str:
    """What stands before the captions of numbered tables, "%1" for the number."""
    for block in (*sheet.blocks, *sheet.closing):
        if isinstance(block, LaidTable) and block.number:
            return block.label.replace(str(block.number), "%1", 1) + "."
    return "%1."
