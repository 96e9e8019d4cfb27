"""A figure in an author's text: its number, its sentence, and what has to stand beside them."""

from kuager.lang import date_words, figure_remarks, figure_sentence, number, say, told_of
from kuager.lang.figures import Told
from kuager.model.cited_figure import CitedFigure
from kuager.model.figure_words import sentence_facts
from kuager.model.table_words import TableWords, bounds_text


def number_words(figure: CitedFigure, language: str) -> str:
    """The number as it is printed: exact with its groups of digits, or between its bounds."""
    cell = figure.cell
    if cell is None:
        return ""
    return bounds_text(cell) if cell.exact is None else number(cell.exact, language)


def figure_note(figure: CitedFigure, language: str) -> tuple[str, list[str]]:
    """The sentence with base and period, and the remarks beside it; empty if nothing may be said.

    The house's own sentence is taken where there is one in the language.
    """
    told = _told(figure, language)
    if told is None:
        return "", []
    sentence = figure.wording.get(language) or figure_sentence(told, language)
    return sentence, figure_remarks(told, language)


def _told(figure: CitedFigure, language: str) -> Told | None:
    question, cell, base = figure.question, figure.cell, figure.base
    if question is None or cell is None or base is None:
        return None
    words = TableWords(
        schema=figure.schema,
        language=language,
        say=lambda message, /, **facts: say(message, language, **facts),
        dates=lambda text: date_words(text, language),
    )
    facts = sentence_facts(question, figure.key, cell, base, words)
    collector = figure.collector.get(language) or next(iter(figure.collector.values()), "")
    beside = {name: getattr(figure, name) for name in ("unknown", "undated", "left_out")}
    return told_of({**facts, **beside, "collector": collector})
