"""An author's words laid out, mark by mark: runs, footnotes, links and numbers of figures.

Nothing is guessed: a mark that names nothing is printed as it was typed, and is remarked; a figure
that may not leave is not printed, and is remarked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from kuager.formats.outlines.citations import footnote
from kuager.formats.outlines.cited_figures import figure_note, number_words
from kuager.formats.outlines.references import WANTED
from kuager.formats.outlines.setting import Setting
from kuager.model.cited_figure import CitedFigure
from kuager.model.manuscript import Placed, Remark, Written
from kuager.model.report import Note, Paragraph, ParagraphKind, Run, RunStyle
from kuager.model.written import SENTENCE, WrittenParagraph, WrittenPiece

NAMES_NOTHING: Final = "names-nothing"
SAYS_NOTHING: Final = "no-source"
FIGURE_REMARKS: Final = {
    "otherwise": "figure-told-otherwise",
    "held": "figure-held",
    "unweighed": "figure-unweighed",
}
LEFT_OUT: Final = "[…]"
"""What stands in the place of a figure that may not leave."""


def lay_written(written: Written, setting: Setting) -> Iterator[Placed]:
    """The paragraphs of an author, each with its number as its piece."""
    before = f"{written.code}-" if setting.plan.keep is not None and written.code else ""
    for number, paragraph in enumerate(written.text.paragraphs, 1):
        line = _Line(written, setting, key=f"{setting.plan.block}-{before}w{number}")
        line.take(paragraph.pieces)
        yield Placed(
            block=Paragraph(runs=tuple(line.runs), kind=_kind(paragraph, setting)),
            place=setting.plan.block,
            piece=f"{before}w{number}",
            behind=written.behind,
            own=True,
            remarks=tuple(dict.fromkeys(line.remarks)),
        )


@dataclass(slots=True)
class _Line:
    """The runs of a paragraph, or of a note, in the making."""

    written: Written
    setting: Setting
    key: str
    is_note: bool = False
    runs: list[Run] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(
        self,
        pieces: Iterable[WrittenPiece],
        *,
        style: RunStyle = "plain",
        language: str | None = None,
    ) -> None:
        """Lay these pieces out, in a style and a language."""
        for piece in pieces:
            spoken = piece.language or language
            own: RunStyle = {"bold": "bold", "italic": "italic"}.get(piece.kind, style)  # type: ignore[assignment]
            if piece.kind == "cite":
                self._cite(piece.codes)
            elif piece.kind == "note":
                self._own_note(piece)
            elif piece.kind == "figure":
                self._figure(piece, style)
            elif piece.kind == "refer":
                wanted = "".join(piece.codes)
                text = f"[#{wanted}]"
                self.runs.append(Run(text=text, style=style, link=f"{WANTED}{wanted}"))
            elif piece.pieces:
                self.take(piece.pieces, style=own, language=spoken)
            else:
                told = None if spoken == self.setting.language else spoken
                self.runs.append(Run(text=piece.text, style=own, language=told))

    def _cite(self, codes: tuple[str, ...]) -> None:
        """A footnote for all that is known; what is not known stays as it was typed."""
        held = [one for code in codes for one in self.written.citations.get(code, ())]
        found = [one for at, one in enumerate(held) if one not in held[:at]]
        lost = [code for code in codes if code not in self.written.citations]
        note = footnote(tuple(found), self.setting.language)
        if note is not None and self.is_note:
            self._cite_within(note)
        elif note is not None:
            self._hang(note)
        elif found or len(lost) < len(codes):
            self.remarks += [Remark(code=code, problem=SAYS_NOTHING) for code in codes]
        for code in lost:
            self._lost(f"[@{code}]", code)

    def _cite_within(self, note: Note) -> None:
        """Within a note of the author's own: in brackets, if words stand before it."""
        told: list[Run] = []
        for number, runs in enumerate(note.paragraphs):
            told += [*([Run(text=" ")] if number else []), *runs]
        if any(run.text.strip() for run in self.runs):
            told[-1] = replace(told[-1], text=told[-1].text.removesuffix("."))
            told = [Run(text="("), *told, Run(text=")")]
        self.runs += told

    def _own_note(self, piece: WrittenPiece) -> None:
        key = f"{self.key}-n{len(self.runs)}"
        inner = _Line(self.written, self.setting, key=key, is_note=True)
        inner.take(piece.pieces)
        self.remarks += inner.remarks
        if any(run.text.strip() for run in inner.runs):
            self._hang(Note(id=inner.key, paragraphs=(tuple(inner.runs),)))

    def _figure(self, piece: WrittenPiece, style: RunStyle) -> None:
        """The number, or the sentence, of a figure; with what belongs to it in a footnote."""
        code = "".join(piece.codes)
        found = self.written.figures.get(code)
        if found is None:
            self._lost(f"{{{'@@' if piece.text == SENTENCE else '@'}{code}}}", code)
            return
        if found.saying in FIGURE_REMARKS:
            self.remarks.append(Remark(code=code, problem=FIGURE_REMARKS[found.saying]))
        if not found.may_be_said:
            self.runs.append(Run(text=LEFT_OUT))
            return
        self._say(found, style, is_whole=piece.text == SENTENCE)

    def _say(self, found: CitedFigure, style: RunStyle, *, is_whole: bool) -> None:
        language = self.setting.language
        sentence, beside = figure_note(found, language)
        if is_whole:
            told = sentence if self._ends_here() else sentence.removesuffix(".")
            self.runs.append(Run(text=told, style=style))
        else:
            self.runs.append(Run(text=number_words(found, language), style=style))
        said = beside if is_whole else [sentence, *beside]
        if said and not self.is_note:
            words = Run(text=" ".join(said))
            self._hang(Note(id=f"{self.key}-{found.code}", paragraphs=((words,),)))

    def _ends_here(self) -> bool:
        """Whether what comes now begins a sentence: a whole one may then end with its stop."""
        before = "".join(run.text for run in self.runs).rstrip()
        return not before or before.endswith((".", "!", "?", "…", ":"))

    def _hang(self, note: Note) -> None:
        """Hang a note behind the last word; two notes in a row stand one behind the other."""
        while self.runs and not self.runs[-1].text.strip() and self.runs[-1].note is None:
            self.runs.pop()
        last = self.runs[-1] if self.runs else None
        if last is None or last.note is not None or last.link is not None:
            self.runs.append(Run(text="", note=note))
        else:
            self.runs[-1] = replace(last, text=last.text.rstrip(" "), note=note)

    def _lost(self, typed: str, code: str) -> None:
        self.runs.append(Run(text=typed))
        self.remarks.append(Remark(code=code, problem=NAMES_NOTHING))


def _kind(paragraph: WrittenParagraph, setting: Setting) -> ParagraphKind:
    if paragraph.kind == "body":
        return "numbered" if setting.numbered else "body"
    return paragraph.kind
