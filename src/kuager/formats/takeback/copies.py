"""The working copy of a document: what it looks like today, named so on every page, with marks."""

from dataclasses import replace
from typing import Final

from kuager import N_
from kuager.formats.reports.docx import docx_of
from kuager.formats.reports.press.laying import lay
from kuager.formats.takeback.marking import Key, Marks, anchored
from kuager.lang import LANGUAGES, say
from kuager.model.manuscript import LaidOut

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ON_EVERY_PAGE: Final = N_("Working copy of {code}, for comments: not the text that will be sent")


def working_copy(laid: LaidOut, *, code: str, key: Key) -> bytes:
    """The document as a Word file with a mark around every line.

    `code` is the neutral code of the document, printed at the top of every page.
    """
    spoken = key.language.split("-", 1)[0]
    line = say(_ON_EVERY_PAGE, spoken if spoken in LANGUAGES else "en", code=code)
    report = replace(laid.report, blocks=anchored(laid.placed), working=line)
    return docx_of(lay(report), Marks(key, laid.placed))
