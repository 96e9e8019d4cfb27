"""A line of pieces as Markdown: emphasis, links, languages, marks of notes."""

from kuager.formats.reports.marked.escaping import as_address, escaped
from kuager.formats.reports.press.sheet import Line, Piece

_TAGS = {"italic": ("*", "em"), "bold": ("**", "strong")}


def inline(line: Line) -> str:
    """The pieces one after another; nothing is said yet of where the line stands."""
    written = ""
    for piece in line:
        words = _piece(piece, written)
        # Behind a mark, "(" would make it a link and ":" a note of its own.
        written += f"\\{words}" if written.endswith("]") and words[:1] in {"(", ":"} else words
        written += "<sup>,</sup>".join(f"[^{mark}]" for mark in piece.marks)
    return written


def strong(text: str) -> str:
    """A line of words in bold."""
    return _emphasised(escaped(text.strip(" ")), "bold", "")


def placed(place: str | None, named: frozenset[str]) -> str:
    """An invisible place for links, if one leads there."""
    return f'<a id="{place}"></a>' if place in named else ""


def _piece(piece: Piece, before: str) -> str:
    """One piece, its language around its link around its emphasis."""
    words = escaped(piece.text)
    if piece.address is not None or piece.place is not None:
        words = f"[{_emphasised(words, piece.style, '[')}]({_target(piece)})"
    else:
        words = _emphasised(words, piece.style, "" if piece.language else before)
    if piece.language is None or not piece.text.strip():
        return words
    return f'<span lang="{piece.language}">{words}</span>'


def _target(piece: Piece) -> str:
    """Where a link leads."""
    return f"#{piece.place}" if piece.address is None else f"<{as_address(piece.address)}>"


def _emphasised(words: str, style: str, before: str) -> str:
    """Words in a style: by stars where these cannot be misread, else by tags.

    Stars are understood next to a letter or figure and not next to other stars.
    """
    core = words.strip(" ")
    if style not in _TAGS or not core:
        return words
    stars, tag = _TAGS[style]
    lead, trail = words[: words.index(core)], words[words.index(core) + len(core) :]
    is_plain = core[0].isalnum() and core[-1].isalnum() and not (before + lead).endswith("*")
    if is_plain:
        return f"{lead}{stars}{core}{stars}{trail}"
    return f"{lead}<{tag}>{core}</{tag}>{trail}"
