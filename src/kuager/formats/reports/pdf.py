"""PDF: tagged for screen readers (PDF/UA-1), with real footnotes and bookmarks, no dates."""

from functools import cache
from pathlib import Path
from typing import ClassVar

import msgspec
import typst

from kuager import N_, KuagerError
from kuager.formats import look
from kuager.formats.fonts import DIRECTORY, PLAIN, PLAIN_FILES, SANS, SERIF, TEXT_FILES
from kuager.formats.fonts.glyphs import shown
from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.words import words_in
from kuager.model.report import ChartBlock, Report

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
        """The file, set in memory; raises PdfNotSetError where the typesetter complains twice."""
        told = _told(report)
        try:
            return _set({**told, "careful": "no"})
        except PdfNotSetError:
            return _set({**told, "careful": "yes"})


def pages_of(report: Report) -> int | None:
    """How many pages it fills when it is set; None where the typesetter cannot say."""
    try:
        found = _compiler({**_told(report), "careful": "no"}).query(
            "<pages>", field="value", one=True
        )
    except typst.TypstError:
        return None
    return int(msgspec.json.decode(found))


def _told(report: Report) -> dict[str, str]:
    """What the template is told."""
    return {
        "sheet": _sheet_json(report),
        "look": _look_json(report.look),
        "contents": words_in(report.language).contents,
    }


def _compiler(told: dict[str, str]) -> typst.Compiler:
    """A compiler at the template. As its root is a file, there is nothing else to read."""
    return typst.Compiler(
        input=_TEMPLATE.read_bytes(),
        root=str(_TEMPLATE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=told,
    )


def _set(told: dict[str, str]) -> bytes:
    """The file from the template and what it is told; raises PdfNotSetError."""
    compiler = _compiler(told)
    try:
        data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="ua-1")
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
    # The words in a drawing are set in our own letters, whatever the look.
    is_drawn = any(isinstance(block, ChartBlock) for block in report.blocks)
    files = (*PLAIN_FILES, *TEXT_FILES * is_drawn) if report.look == "un" else TEXT_FILES
    return shown(msgspec.json.encode(lay(report)).decode("utf-8"), files)


@cache
def _look_json(name: str) -> str:
    """The look as JSON: colours with their hash, sizes in points, the families of letters."""
    is_plain = name == "un"
    colours = look.PLAIN if is_plain else look.LIGHT
    sizes = look.PLAIN_SIZES if is_plain else look.SIZES
    letters = (
        {"sans": (PLAIN,), "serif": (PLAIN,)}
        if is_plain
        else {"sans": (SANS,), "serif": (SERIF, SANS)}
    )
    told = {name: f"#{value}" for name, value in colours._asdict().items()}
    return msgspec.json.encode({**told, **sizes._asdict(), **letters}).decode("ascii")
