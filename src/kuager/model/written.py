r"""What an author types, read: paragraphs with citations, figures, quotations and lists.

The marks, all of them optional:

    a blank line              ends a paragraph
    - text   1. text   > text a bullet, a numbered item, a quotation (whole paragraphs)
    **bold**  *italic*
    [@p-12]  [@p-12; p-30]    a footnote that cites these passages or sources, by code
    [^words of a note]        a footnote in the author's own words (which may cite as well)
    {@F-3}   {@@F-3}          the number of a figure, or its sentence, with its base and period in
                              a footnote
    [#part]                   a reference to a part or block of this document
    {ru|слова}                words in another language
    \*  \[  \{                a backslash takes its meaning from the mark behind it

Anything that only looks like a mark stays as it was typed. A code of an event or a step in a
citation stands for the sources of that record. Lines of a list may follow each other without a
blank line; a list is numbered from `1.` on, so that a paragraph that begins with another number
keeps it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

PieceKind = Literal["text", "bold", "italic", "cite", "note", "figure", "refer", "language"]
ParagraphMark = Literal["body", "bullet", "item", "quote"]
SENTENCE: Final = "sentence"
"""The text of a figure of which the whole sentence is printed, not the number alone."""

_CODE: Final = r"[\w](?:[\w.+:/-]{0,62}[\w])?"
_CITE: Final = re.compile(rf"\[@({_CODE}(?: ?[;,] ?@?{_CODE})*)\]")
_FIGURE: Final = re.compile(rf"\{{(@@?)({_CODE})\}}")
_REFER: Final = re.compile(rf"\[#({_CODE})\]")
_LANGUAGE: Final = re.compile(r"\{([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\|")
_ESCAPED: Final = re.compile(r"\\([\\*\[\]{}|>.•-])")
_SPECIAL: Final = re.compile(r"[\\*\[\]{}|]")
_AT_START: Final = re.compile(r"^([0-9]*)([-•>.])")
_STARS: Final = re.compile(r"\*+")
_SPACES: Final = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_BLANKS: Final = " \t\x1c\x1d\x1e\x1f"
_LINES: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET: Final = re.compile(r"[-•][ \t](?=[ \t]*\S)")
_QUOTE: Final = re.compile(r">[ \t]?(?=[ \t]*\S)")
_ITEM: Final = re.compile(r"([0-9]{1,3})\.[ \t](?=[ \t]*\S)")
_DEEPEST: Final = 4
"""So deep marks may stand in each other; deeper ones are text."""
_LONGEST_STARRED: Final = 1_000
"""Characters: longer words are not made bold or italic by stars."""
_BEGIN: Final = {"body": "", "bullet": "- ", "item": "1. ", "quote": "> "}
_AROUND: Final = {"bold": ("**", "**"), "italic": ("*", "*"), "note": ("[^", "]")}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPiece:
    """A stretch of a paragraph. `codes` are what a citation, figure or reference names.

    `language` is set for words in another language; `pieces` are the inside of a note, and of bold
    or italic words or words in another language that have marks in them (then `text` is empty).
    The `text` of a figure is empty, or `SENTENCE`.
    """

    kind: PieceKind
    text: str = ""
    codes: tuple[str, ...] = ()
    language: str | None = None
    pieces: tuple["WrittenPiece", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenParagraph:
    """One paragraph of what an author wrote."""

    kind: ParagraphMark
    pieces: tuple[WrittenPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """A whole text as it was typed, and read."""

    source: str
    paragraphs: tuple[WrittenParagraph, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What the marks of a text name: codes in the order of reading, each once."""

    cited: tuple[str, ...]
    figures: tuple[str, ...]
    references: tuple[str, ...]
    bracketed: tuple[str, ...]
    """What stands in square brackets and is no mark: codes of people among it."""


def read_written(source: str) -> WrittenText:
    """Read what an author typed. Never raises: what is no mark is text."""
    found = tuple(
        WrittenParagraph(kind=kind, pieces=_read(text)) for kind, text in _paragraphs(source)
    )
    return WrittenText(source=source, paragraphs=found)


def write_back(text: WrittenText) -> str:
    """The notation of a text: read again, it has the same paragraphs (`source` is not looked at).

    Letters that would be taken for marks get a backslash. Paragraphs without a letter are left out.
    """
    written: list[str] = []
    before: ParagraphMark | None = None
    for paragraph in text.paragraphs:
        notation = _written_paragraph(paragraph, before)
        if notation:
            written.append(notation)
            before = paragraph.kind
    return "\n\n".join(written)


def named_by(text: WrittenText) -> Named:
    """The codes that a text names."""
    pieces = [piece for each in text.paragraphs for piece in walk(each.pieces)]
    return Named(
        cited=_once(code for p in pieces if p.kind == "cite" for code in p.codes),
        figures=_once(code for p in pieces if p.kind == "figure" for code in p.codes),
        references=_once(code for p in pieces if p.kind == "refer" for code in p.codes),
        bracketed=_once(
            word for p in pieces for word in re.findall(r"\[([^\[\]]{1,60})\]", p.text)
        ),
    )


def walk(pieces: Iterable[WrittenPiece]) -> Iterator[WrittenPiece]:
    """Every piece in order, those inside others too."""
    for piece in pieces:
        yield piece
        yield from walk(piece.pieces)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _paragraphs(source: str) -> Iterator[tuple[ParagraphMark, str]]:
    """Paragraphs with their kinds, each on one line."""
    kind: ParagraphMark = "body"
    lines: list[str] = []
    for line in [*_LINES.split(source), ""]:
        bare = line.strip(_BLANKS)
        begun, rest = _begins(bare, numbering=kind == "item")
        continues = begun is None or begun == kind == "quote"
        if lines and not (bare and continues):
            yield kind, " ".join(lines)
            lines = []
        if bare:
            kind = kind if lines else begun or "body"
            lines.append(_SPACES.sub(" ", rest).strip(" "))


def _begins(line: str, *, numbering: bool) -> tuple[ParagraphMark | None, str]:
    """What a line begins, and the rest of it."""
    bullet, quote, item = (mark.match(line) for mark in (_BULLET, _QUOTE, _ITEM))
    if bullet is not None:
        return "bullet", line[bullet.end() :]
    if quote is not None:
        return "quote", line[quote.end() :]
    if item is not None and (numbering or item[1] == "1"):
        return "item", line[item.end() :]
    return None, line


@dataclass(slots=True)
class _Line:
    """A line being read: where each bracket of it is closed, and how deep it stands in others."""

    text: str
    depth: int
    is_note: bool
    closed: dict[int, int]

    def pieces(self) -> tuple[WrittenPiece, ...]:
        """What it says. What is no mark is gathered as text."""
        found: list[WrittenPiece] = []
        plain: list[str] = []
        at = 0
        while at < len(self.text):
            mark, end = self.mark(at)
            if mark is None:
                escaped = _ESCAPED.match(self.text, at)
                plain.append(escaped[1] if escaped else self.text[at])
                at += 2 if escaped else 1
                continue
            found += _plain(plain)
            plain = []
            found.append(mark)
            at = end
        return (*found, *_plain(plain))

    def mark(self, at: int) -> tuple[WrittenPiece | None, int]:
        """The mark that stands here and where it ends; None if none does."""
        letter = self.text[at]
        if letter == "[":
            return self._bracket(at)
        if letter == "{":
            return self._brace(at)
        if letter == "*" and self.depth < _DEEPEST:
            return self._starred(at)
        return None, at

    def _bracket(self, at: int) -> tuple[WrittenPiece | None, int]:
        """A citation, a reference, or a note."""
        cite, refer = _CITE.match(self.text, at), _REFER.match(self.text, at)
        if cite is not None:
            codes = tuple(code.strip(" @") for code in re.split("[;,]", cite[1]))
            return WrittenPiece(kind="cite", codes=codes), cite.end()
        if refer is not None:
            return WrittenPiece(kind="refer", codes=(refer[1],)), refer.end()
        end = self.closed.get(at)
        if end is None or self.text[at + 1] != "^" or self.is_note or self.depth >= _DEEPEST:
            return None, at
        inside = self.text[at + 2 : end - 1].strip(" ")
        if not inside:
            return None, at
        pieces = _read(inside, depth=self.depth + 1, is_note=True)
        return WrittenPiece(kind="note", pieces=pieces), end

    def _brace(self, at: int) -> tuple[WrittenPiece | None, int]:
        """A figure, or words in another language."""
        figure = _FIGURE.match(self.text, at)
        if figure is not None:
            told = SENTENCE if figure[1] == "@@" else ""
            return WrittenPiece(kind="figure", text=told, codes=(figure[2],)), figure.end()
        begun, end = _LANGUAGE.match(self.text, at), self.closed.get(at)
        if begun is None or end is None or self.depth >= _DEEPEST:
            return None, at
        inside = self.text[begun.end() : end - 1]
        if not inside.strip(" "):
            return None, at
        return replace(self._inside("language", inside), language=begun[1]), end

    def _starred(self, at: int) -> tuple[WrittenPiece | None, int]:
        """Bold or italic words: the stars stand close to them on both sides."""
        count = 2 if self.text.startswith("**", at) else 1
        begin = at + count
        end = self._stars(begin, count)
        if end is None:
            return None, at
        kind: PieceKind = "bold" if count == len("**") else "italic"
        return self._inside(kind, self.text[begin:end]), end + count

    def _stars(self, begin: int, count: int) -> int | None:
        """Where just so many stars stand close behind a word; None if nowhere."""
        text, at = self.text, begin
        if text[begin : begin + 1] in ("", " ", "*"):
            return None
        while at < min(len(text), begin + _LONGEST_STARRED):
            if text[at] == "\\":
                at += 2
            elif text[at] in "[{":
                at = self.closed.get(at, at + 1)
            elif text[at] == "*":
                found = _STARS.match(text, at)
                run = 1 if found is None else found.end() - at
                if run == count and text[at - 1] != " ":
                    return at
                at += run
            else:
                at += 1
        return None

    def _inside(self, kind: PieceKind, text: str) -> WrittenPiece:
        """A piece that holds words: with the pieces inside if there are marks among them."""
        pieces = _read(text, depth=self.depth + 1, is_note=self.is_note)
        if len(pieces) == 1 and pieces[0].kind == "text":
            return WrittenPiece(kind=kind, text=pieces[0].text)
        return WrittenPiece(kind=kind, pieces=pieces)


def _read(text: str, *, depth: int = 0, is_note: bool = False) -> tuple[WrittenPiece, ...]:
    return _Line(text, depth, is_note, _closed(text)).pieces()


def _plain(letters: list[str]) -> list[WrittenPiece]:
    return [WrittenPiece(kind="text", text="".join(letters))] if letters else []


def _closed(text: str) -> dict[int, int]:
    """Behind which place each bracket and brace is closed; those never closed are left out."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"]": [], "}": []}
    at = 0
    while at < len(text):
        letter = text[at]
        if letter in "[{":
            waiting["]" if letter == "[" else "}"].append(at)
        elif letter in "]}" and waiting[letter]:
            found[waiting[letter].pop()] = at + 1
        at += 2 if letter == "\\" else 1
    return found


def _written_paragraph(paragraph: WrittenParagraph, before: ParagraphMark | None) -> str:
    """A paragraph as it is typed: as plain as it can be, else with every mark taken back."""
    opening = "1. -\n\n" if before == "item" else ""
    typed = ""
    for escape in (str, _escaped, _escaped_from_the_start):
        line = "".join(_notation(piece, escape) for piece in paragraph.pieces)
        line = _SPACES.sub(" ", line).strip(" ")
        typed = f"{_BEGIN[paragraph.kind]}{line}" if line else ""
        if read_written(f"{opening}{typed}").paragraphs[-1:] == (paragraph,):
            break
    return typed


def _notation(piece: WrittenPiece, escape: Callable[[str], str]) -> str:
    if piece.kind == "cite":
        return f"[@{'; '.join(piece.codes)}]"
    if piece.kind == "refer":
        return f"[#{''.join(piece.codes[:1])}]"
    if piece.kind == "figure":
        return f"{{{'@@' if piece.text == SENTENCE else '@'}{''.join(piece.codes[:1])}}}"
    inside = "".join(_notation(each, escape) for each in piece.pieces) or escape(piece.text)
    opens, closes = _AROUND.get(piece.kind, ("", ""))
    if piece.kind == "language":
        opens, closes = f"{{{piece.language}|", "}"
    return f"{opens}{inside}{closes}" if inside else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _escaped_from_the_start(text: str) -> str:
    """With the marks that begin a list or a quotation taken back as well."""
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}", _escaped(text))
