"""The same drawing as a PNG: for Word, and for browsers that show no SVG."""

from functools import cache

import typst

from kuager import N_, KuagerError
from kuager.formats.fonts import DIRECTORY

_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_PIXELS_AN_INCH = 192.0
"""Two pixels for each of the drawing, whose own are 96 to the inch."""


class PictureNotSetError(KuagerError):
    """The typesetter refused a drawing."""

    code = "picture-not-set"
    exit_code = 70
    text = N_(
        "The picture could not be made. The records are untouched; the table beside it says the "
        "same."
    )


def png_of(svg: str) -> bytes:
    """A drawing of ours as PNG, set in memory from nothing but its own text and our fonts."""
    compiler = typst.Compiler(root=str(DIRECTORY), font_paths=fonts(), ignore_system_fonts=True)
    try:
        data, warnings = compiler.compile_with_warnings(
            _PAGE, format="png", ppi=_PIXELS_AN_INCH, sys_inputs={"svg": svg}
        )
    except typst.TypstError:
        raise PictureNotSetError from None
    if warnings or not isinstance(data, bytes):
        raise PictureNotSetError
    return data


@cache
def fonts() -> typst.Fonts:
    """Our own fonts and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(DIRECTORY)]
    )
