"""A line of pieces as Markdown: emphasis, links, languages, marks of notes."""

from string import punctuation

from kuager.formats.reports.marked.escaping import as_address, escaped
from kuager.formats.reports.press.sheet import Line, Piece

_PLAIN = frozenset(f"{punctuation} ")
_TAGS = {"italic": ("*", "em"), "bold": ("**", "strong")}


def inline(line: Line) -> str:
    """The pieces one after another; nothing is said yet of where the line stands."""
    written = ""
    for n, piece in enumerate(line):
        words = _piece(piece, written, _follows(line[n:]))
        # Behind a mark, "(" would make it a link and ":" a note of its own.
        written += f"\\{words}" if written.endswith("]") and words[:1] in {"(", ":"} else words
        written += "<sup>,</sup>".join(f"[^{mark}]" for mark in piece.marks)
    return written


def strong(text: str) -> str:
    """A line of words in bold."""
    return _emphasised(escaped(text.strip(" ")), "bold", "", "")


def placed(place: str | None, named: frozenset[str]) -> str:
    """An invisible place for links, if one leads there."""
    return f'<a id="{place}"></a>' if place in named else ""


def _follows(line: Line) -> str:
    """The sign that comes next after the first of these pieces; a bracket where marks do."""
    if line[0].marks:
        return "["
    following = next((piece for piece in line[1:] if piece.text or piece.marks), None)
    if following is None:
        return ""
    is_wrapped = following.style != "plain" or following.language or following.place
    return "<" if is_wrapped or following.address else following.text[:1] or "["


def _piece(piece: Piece, before: str, after: str) -> str:
    """One piece, its language around its link around its emphasis."""
    words = escaped(piece.text)
    if piece.address is not None or piece.place is not None:
        words = f"[{_emphasised(words, piece.style, '[', ']')}]({_target(piece)})"
    elif piece.language is not None:
        words = _emphasised(words, piece.style, ">", "<")
    else:
        words = _emphasised(words, piece.style, before, after)
    if piece.language is None or not piece.text.strip():
        return words
    return f'<span lang="{piece.language}">{words}</span>'


def _target(piece: Piece) -> str:
    """Where a link leads."""
    return f"#{piece.place}" if piece.address is None else f"<{as_address(piece.address)}>"


def _emphasised(words: str, style: str, before: str, after: str) -> str:
    """Words in a style: by stars where these cannot be misread, else by tags."""
    core = words.strip(" ")
    if style not in _TAGS or not core:
        return words
    stars, tag = _TAGS[style]
    lead, trail = words[: words.index(core)], words[words.index(core) + len(core) :]
    outside = (before + lead)[-1:], (trail + after)[:1]
    is_clear = outside[0] != "*" and all(map(_is_read, (core[0], core[-1]), outside))
    if is_clear:
        return f"{lead}{stars}{core}{stars}{trail}"
    return f"{lead}<{tag}>{core}</{tag}>{trail}"


def _is_read(within: str, beyond: str) -> bool:
    """Whether a star between these two is taken for a mark by every reader.

    Next to a letter it is. Next to another sign only if a space or plain punctuation lies beyond:
    readers differ on what other characters are.
    """
    return within.isalnum() or not (within.isspace() or (beyond and beyond not in _PLAIN))
