"""PDF: tagged for screen readers (PDF/UA-1), with real footnotes and bookmarks, no dates."""

from functools import cache
from pathlib import Path
from typing import ClassVar

import msgspec
import typst

from kuager import N_, KuagerError
from kuager.formats import look
from kuager.formats.fonts import DIRECTORY
from kuager.formats.fonts.glyphs import shown
from kuager.formats.reports.press.laying import lay
from kuager.model.report import Report

_TEMPLATE = Path(__file__).parent / "typeset" / "report.typ"


class PdfNotSetError(KuagerError):
    """The typesetter refused the report or warned about it; it says only how often."""

    code = "pdf-not-set"
    exit_code = 70
    text = N_(
        "The PDF could not be made ({complaints} complaints of the typesetter). Nothing was "
        "written and the records are untouched; DOCX and HTML can still be made."
    )


class Pdf:
    """A page that looks the same everywhere and can be read aloud."""

    NAME: ClassVar[str] = "pdf"
    MEDIA_TYPE: ClassVar[str] = "application/pdf"
    SUFFIX: ClassVar[str] = ".pdf"

    def write(self, report: Report) -> bytes:
        """The file, set in memory; raises PdfNotSetError where the typesetter complains."""
        # Nothing can lie inside a file: with the template as root there is nothing to read.
        compiler = typst.Compiler(
            root=str(_TEMPLATE), font_paths=_fonts(), ignore_system_fonts=True
        )
        try:
            data, warnings = compiler.compile_with_warnings(
                _TEMPLATE.read_bytes(),
                format="pdf",
                pdf_standards="ua-1",
                sys_inputs={"sheet": _sheet_json(report), "look": _look_json()},
            )
        except typst.TypstError:
            # What the typesetter says may quote the report: it goes no further.
            raise PdfNotSetError(complaints=1) from None
        if warnings or not isinstance(data, bytes):
            raise PdfNotSetError(complaints=len(warnings))
        return data


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(DIRECTORY)]
    )


def _sheet_json(report: Report) -> str:
    """The laid report as JSON."""
    return shown(msgspec.json.encode(lay(report)).decode("utf-8"))


@cache
def _look_json() -> str:
    """The shared look as JSON: colours with their hash, sizes in points."""
    colours = {name: f"#{value}" for name, value in look.LIGHT._asdict().items()}
    sizes = {
        "title": look.TITLE_SIZE,
        "headings": look.HEADING_SIZES,
        "body": look.BODY_SIZE,
        "table": look.TABLE_SIZE,
        "note": look.NOTE_SIZE,
    }
    return msgspec.json.encode({**colours, **sizes}).decode("ascii")
