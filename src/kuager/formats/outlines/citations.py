"""A citation in words: the footnote that lands on the source and the paragraph."""

from kuager import N_
from kuager.lang import date_words, say
from kuager.model.chapter import Citation
from kuager.model.report import Note, Run

WITHHELD = N_("A source whose identity is withheld for safety")
PARAGRAPH, PAGE, NOTE = N_("paragraph {number}"), N_("page {number}"), N_("note {number}")
AS_CITED = N_("As cited in: {source}")


def footnote(citations: tuple[Citation, ...], language: str) -> Note:
    """One note for all citations of a development, each a paragraph of it."""
    key = "+".join(citation.key for citation in citations)
    return Note(id=key, paragraphs=tuple(_runs(citation, language) for citation in citations))


def _runs(citation: Citation, language: str) -> tuple[Run, ...]:
    runs = [*_source(citation, language)]
    if citation.cited_in is not None:
        before, _, after = say(AS_CITED, language).partition("{source}")
        runs.append(Run(text=f" {before}"))
        runs += _source(citation.cited_in, language)
        runs += [Run(text=after)] if after else []
    return tuple(runs)


def _source(citation: Citation, language: str) -> list[Run]:
    if citation.withheld:
        return [Run(text=f"{say(WITHHELD, language)}.")]
    title, spoken = title_of(citation, language)
    runs = [Run(text=title, style="italic", language=None if spoken == language else spoken)]
    rest = [citation.publisher, citation.document_symbol]
    if citation.date:
        rest.append(date_words(citation.date, language))
    rest += _places(citation, language)
    told = ", ".join(part for part in rest if part)
    runs.append(Run(text=f". {told}." if told else "."))
    if citation.link is not None:
        runs += [Run(text=" "), Run(text=citation.link, link=citation.link)]
    return runs


def title_of(citation: Citation, language: str) -> tuple[str, str | None]:
    """The title in the language if there is one, and the language it is in."""
    for wanted in (language, "", "en", "ru", "kk"):
        if wanted in citation.titles:
            return citation.titles[wanted], wanted or None
    found = next(iter(citation.titles.items()), (None, citation.key))
    return found[1], found[0]


def _places(citation: Citation, language: str) -> list[str]:
    places = ((PAGE, citation.page), (PARAGRAPH, citation.paragraph), (NOTE, citation.footnote))
    return [say(words, language, number=number) for words, number in places if number]
