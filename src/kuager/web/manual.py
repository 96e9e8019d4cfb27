"""The manual as pages: the Markdown of `lang/*/help/` becomes HTML, and nothing else does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from kuager.lang import help_names, help_page

FIRST = "start"
_PAGE_LINK = re.compile(r"([\w-]+)\.md")
_TITLE_TOKENS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage:
    """One page of the manual in one language; `parts` are (id of the heading, its words)."""

    name: str
    title: str
    text: Markup
    parts: Sequence[tuple[str, str]]


@lru_cache
def manual(language: str) -> tuple[ManualPage, ...]:
    """All pages in this language, how to begin first."""
    return tuple(_page(name, help_page(name, language) or "") for name in help_names())


def _page(name: str, markdown: str) -> ManualPage:
    """A page whose Markdown begins with its title, as every page of the manual does."""
    reader = _reader()
    tokens = reader.parse(markdown)
    title, *headings = _headings(tokens)
    parts = []
    for number, (heading, words) in enumerate(headings, 1):
        heading.attrSet("id", f"part-{number}")
        parts.append((f"part-{number}", words))
    for token in tokens:
        for child in token.children or ():
            _lead_to_page(child)
    html = reader.renderer.render(tokens[_TITLE_TOKENS:], reader.options, {})
    return ManualPage(
        name=name,
        title=title[1],
        text=Markup(html),  # noqa: S704 - made of packaged files, with HTML switched off
        parts=tuple(parts),
    )


def _reader() -> MarkdownIt:
    """Plain Markdown with tables: no HTML, no pictures, links to other pages of the manual only."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.validateLink = _is_page_link  # type: ignore[assignment]
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", _close_table)
    return reader


def _is_page_link(address: str) -> bool:
    return _PAGE_LINK.fullmatch(address) is not None


def _open_table(*_: object) -> str:
    return '<div class="wide" tabindex="0"><table>\n'


def _close_table(*_: object) -> str:
    return "</table></div>\n"


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Each heading's opening and its words."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, "".join(child.content for child in inline.children or ())


def _lead_to_page(token: Token) -> None:
    """`safety.md` in the text is the page `safety` beside this one."""
    if token.type == "link_open":
        token.attrSet("href", str(token.attrGet("href")).removesuffix(".md"))
