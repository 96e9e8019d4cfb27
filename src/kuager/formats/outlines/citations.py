"""A citation in words: the footnote that lands on the source and the paragraph."""

import re

from kuager import N_
from kuager.lang import date_words, say
from kuager.model.chapter import Citation
from kuager.model.report import Note, Run

WITHHELD = N_("A source whose identity is withheld for safety")
PARAGRAPH, PAGE, NOTE = N_("paragraph {number}"), N_("page {number}"), N_("note {number}")
AS_CITED = N_("As cited in: {source}")
_LINK = re.compile(r"https?://[^\s/?#:@]+\S*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ENDS = (".", "?", "!", "…")


def footnote(citations: tuple[Citation, ...], language: str) -> Note | None:
    """One note for all citations of a development, each a paragraph of it, nothing said twice.

    None if none of them says anything.
    """
    paragraphs = [_runs(citation, language) for citation in citations]
    told = tuple(dict.fromkeys(runs for runs in paragraphs if runs))
    key = "+".join(citation.key for citation in citations)
    return Note(id=key, paragraphs=told) if told else None


def is_withheld(citation: Citation) -> bool:
    """Whether a citation, or the one through which it is known, hides who it is."""
    within = citation.cited_in
    return citation.withheld or (within is not None and is_withheld(within))


def _runs(citation: Citation, language: str) -> tuple[Run, ...]:
    runs = [*_source(citation, language)]
    within = [] if citation.cited_in is None else _source(citation.cited_in, language)
    if not within:
        return tuple(runs)
    before, _, after = say(AS_CITED, language).partition("{source}")
    runs.append(Run(text=f" {before}" if runs else before))
    return (*runs, *within, *([Run(text=after)] if after else []))


def _source(citation: Citation, language: str) -> list[Run]:
    """What is told of one source: title, publisher, symbol, date, place, link."""
    if citation.withheld:
        return [Run(text=f"{say(WITHHELD, language)}.")]
    runs = _title(citation, language)
    rest = [citation.publisher, citation.document_symbol]
    if citation.date:
        rest.append(date_words(citation.date, language))
    told = ", ".join(" ".join(part.split()) for part in rest + _places(citation, language) if part)
    if told:
        runs.append(Run(text=f" {told}." if runs else f"{told}."))
    link = citation.link
    if link is not None and _LINK.fullmatch(link):
        runs += [*([Run(text=" ")] if runs else []), Run(text=link, link=link)]
    return runs


def _title(citation: Citation, language: str) -> list[Run]:
    """The title as a sentence, in italics and in its own language."""
    title, spoken = title_of(citation, language)
    if not title:
        return []
    told = None if spoken == language or not _LANGUAGE.fullmatch(spoken or "") else spoken
    run = Run(text=title, style="italic", language=told)
    return [run] if title.endswith(_ENDS) else [run, Run(text=".")]


def title_of(citation: Citation, language: str) -> tuple[str, str | None]:
    """The title in the language if there is one, and the language it is in; blank if none."""
    titles = {spoken: " ".join(title.split()) for spoken, title in citation.titles.items()}
    for wanted in (language, "", "en", "ru", "kk", *titles):
        if titles.get(wanted):
            return titles[wanted], wanted or None
    return "", None


def _places(citation: Citation, language: str) -> list[str | None]:
    places = ((PAGE, citation.page), (PARAGRAPH, citation.paragraph), (NOTE, citation.footnote))
    return [say(words, language, number=number) for words, number in places if number]
