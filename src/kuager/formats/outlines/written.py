"""An author's words laid out, mark by mark."""

from collections.abc import Iterator

from kuager.formats.outlines.setting import Setting
from kuager.model.manuscript import Placed, Written
from kuager.model.report import Paragraph, ParagraphKind, Run
from kuager.model.written import WrittenParagraph


def lay_written(written: Written, setting: Setting) -> Iterator[Placed]:
    """The paragraphs of an author, each with its number as its piece."""
    for number, paragraph in enumerate(written.text.paragraphs, 1):
        yield Placed(
            block=Paragraph(
                runs=tuple(Run(text=piece.text) for piece in paragraph.pieces),
                kind=_kind(paragraph, setting),
            ),
            place=setting.plan.block,
            piece=f"w{number}",
            behind=written.behind,
            own=True,
        )


def _kind(paragraph: WrittenParagraph, setting: Setting) -> ParagraphKind:
    if paragraph.kind == "body":
        return "numbered" if setting.numbered else "body"
    return paragraph.kind
