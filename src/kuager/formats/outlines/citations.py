"""A citation in words: the footnote that lands on the source and the paragraph.

Written as the United Nations write them: who speaks, the title (a piece inside something greater
in quotation marks, everything else in italics), the symbol, the date, the place in it, where it can
be opened, when it was last seen there, and a copy that stays. A title is told in the language of
the report if it has one there, else in its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kuager import N_
from kuager.lang import date_words, say
from kuager.model.chapter import Citation
from kuager.model.links import clean_link, is_shortened, is_web_link
from kuager.model.report import Note, Run, Runs

WITHHELD = N_("A source whose identity is withheld for safety")
AS_CITED = N_("as cited in {source}")
AVAILABLE = N_("available at {link}")
ACCESSED = N_("accessed on {date}")
ARCHIVED = N_("archived at {link}")
_PLACES: Final = (
    ("page", N_("p. {number}"), N_("pp. {number}")),
    ("paragraph", N_("para. {number}"), N_("paras. {number}")),
    ("footnote", N_("note {number}"), N_("notes {number}")),
)
_QUOTES: Final = {"en": "“{title}”", "ru": "«{title}»", "kk": "«{title}»"}
_QUOTED: Final = re.compile('[“”«»"„]')
_SEVERAL: Final = re.compile(r"\d\s*[,;–—-]\s*\d")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNote(Note):
    """A note made of citations alone: what it cites is known until the report is laid out whole."""

    citations: tuple[Citation, ...] = field(compare=False)
    language: str = field(compare=False)


def footnote(citations: tuple[Citation, ...], language: str) -> CitedNote | None:
    """One note for all citations of a sentence, each a paragraph of it, nothing said twice.

    None if none of them says anything.
    """
    told = cited(citations, language)
    key = "+".join(citation.key for citation in citations)
    if not told:
        return None
    return CitedNote(id=key, paragraphs=told, citations=citations, language=language)


def cited(citations: Iterable[Citation], language: str) -> tuple[Runs, ...]:
    """Every citation whole, a paragraph each; what says nothing, or the same again, is left out."""
    paragraphs = (whole(citation, language) for citation in citations)
    return tuple(dict.fromkeys(runs for runs in paragraphs if runs))


def whole(citation: Citation, language: str, *, through: Sequence[Run] | None = None) -> Runs:
    """A citation in full; nothing if nothing is known of the source.

    `through` are other words for the source through which it is known, where those were told.
    """
    named = source_runs(citation, language)
    found = [*named, *place_runs(citation, language), *_links(citation, language)]
    within = _within(citation, language) if through is None else list(through)
    joined = _joined([part for part in (found, within) if part])
    return tuple(_sentence(joined, is_ours=not named))


def source_runs(citation: Citation, language: str) -> list[Run]:
    """Who speaks, the title, the symbol and the date, without the place in it; may be empty."""
    if citation.withheld:
        return [Run(text=say(WITHHELD, language))]
    author, publisher = _speakers(citation, language)
    date = date_words(citation.date, language) if citation.date else None
    names = [*map(_line, citation.authors.values()), publisher]
    after = [publisher, _without_name(_line(citation.document_symbol), names), date]
    parts: list[list[Run]] = [[Run(text=author)]] if author else []
    parts += [[title]] if (title := title_run(citation, language)) else []
    parts += [[Run(text=text)] for text in map(_line, after) if text]
    return _joined(parts)


def place_runs(citation: Citation, language: str, *, alone: bool = False) -> list[Run]:
    """The place in the source; after a comma unless it stands alone. Empty for none."""
    words = place_words(citation, language)
    if not words:
        return []
    return [Run(text=words if alone else f", {words}")]


def place_words(citation: Citation, language: str) -> str:
    """Page, paragraph and note: "p. 4, para. 7, note 12"; of a withheld source nothing."""
    if citation.withheld:
        return ""
    said = []
    for name, one, several in _PLACES:
        number = _line(getattr(citation, name))
        if number:
            said.append(say(several if _SEVERAL.search(number) else one, language, number=number))
    return ", ".join(said)


def title_run(citation: Citation, language: str) -> Run | None:
    """The title in its own language, in quotation marks or in italics; None for none."""
    title, spoken = title_of(citation, language)
    if not title:
        return None
    told = None if spoken == language or not _LANGUAGE.fullmatch(spoken or "") else spoken
    if citation.is_article and not _QUOTED.search(title):
        return Run(text=_QUOTES.get(language, _QUOTES["en"]).format(title=title), language=told)
    return Run(text=title, style="italic", language=told)


def title_of(citation: Citation, language: str) -> tuple[str, str | None]:
    """The title in the language if there is one, and the language it is in; blank if none."""
    titles = {spoken: _line(title) for spoken, title in citation.titles.items()}
    for wanted in (language, "", "en", "ru", "kk", *titles):
        if titles.get(wanted):
            return titles[wanted], wanted or None
    return "", None


def is_withheld(citation: Citation) -> bool:
    """Whether a citation, or the one through which it is known, hides who it is."""
    within = citation.cited_in
    return citation.withheld or (within is not None and is_withheld(within))


def with_within(citation: Citation) -> Iterator[Citation]:
    """A citation, and those through which it is known."""
    yield citation
    if citation.cited_in is not None:
        yield from with_within(citation.cited_in)


def _speakers(citation: Citation, language: str) -> tuple[str, str]:
    """The body that speaks, in the language if it has a name there, and who printed it, if other.

    Where both are one body, the first alone.
    """
    names = {spoken: _line(name) for spoken, name in citation.authors.items() if _line(name)}
    publisher = _line(citation.publisher)
    author = names.get(language) or names.get("") or names.get("en") or ""
    if not author:
        return publisher, ""
    known = {name.casefold() for name in names.values()}
    return author, "" if publisher.casefold() in known else publisher


def _without_name(symbol: str, names: Iterable[str]) -> str:
    """A document symbol that begins with the name of its author (a named set) without that name."""
    for name in filter(None, names):
        rest = symbol[len(name) :]
        if symbol[: len(name)].casefold() == name.casefold() and not rest[:1].isalnum():
            return rest.lstrip(" ,:;–—-")
    return symbol


def _links(citation: Citation, language: str) -> list[Run]:
    """Where it can be opened, when it was seen there, and where a copy stays."""
    if citation.withheld:
        return []
    runs: list[Run] = []
    if (link := _printable(citation.link)) is not None:
        runs += _around(AVAILABLE, link, language)
        if citation.accessed:
            seen = say(ACCESSED, language, date=date_words(citation.accessed, language))
            runs.append(Run(text=f" ({seen})"))
    if (copy := _printable(citation.archived)) is not None:
        runs += _around(ARCHIVED, copy, language)
    return runs


def _around(words: str, link: str, language: str) -> list[Run]:
    before, _, after = say(words, language).partition("{link}")
    return [Run(text=f", {before}"), Run(text=link, link=link), *_if_any(after)]


def _printable(link: str | None) -> str | None:
    """A link as it may stand in a note; none that leads nowhere or hides where it leads."""
    if link is None or not is_web_link(link) or is_shortened(link):
        return None
    return clean_link(link)


def _within(citation: Citation, language: str) -> list[Run]:
    """The source through which it is known, after "as cited in"."""
    inner = citation.cited_in
    if inner is None:
        return []
    found = [*source_runs(inner, language), *place_runs(inner, language), *_links(inner, language)]
    further = _within(inner, language)
    if not found:
        return further
    before, _, after = say(AS_CITED, language).partition("{source}")
    return [
        *_if_any(before),
        *found,
        *_if_any(after),
        *([Run(text=", "), *further] if further else []),
    ]


def _sentence(runs: list[Run], *, is_ours: bool) -> list[Run]:
    """Runs as a sentence: no comma before anything, a full stop last; our own words begin large."""
    while runs and runs[0].text.startswith(", "):
        rest = runs[0].text.removeprefix(", ")
        runs = [*([_with(runs[0], rest)] if rest else []), *runs[1:]]
    if not runs:
        return []
    first = runs[0]
    if is_ours and first.link is None:
        runs = [_with(first, first.text[:1].upper() + first.text[1:]), *runs[1:]]
    return runs if runs[-1].link is None and runs[-1].text.endswith(".") else [*runs, Run(text=".")]


def _with(run: Run, text: str) -> Run:
    return Run(text=text, style=run.style, language=run.language, link=run.link)


def _joined(parts: list[list[Run]]) -> list[Run]:
    """Parts with a comma between them."""
    found: list[Run] = []
    for part in parts:
        found += [*([Run(text=", ")] if found else []), *part]
    return found


def _if_any(text: str) -> list[Run]:
    return [Run(text=text)] if text else []


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
