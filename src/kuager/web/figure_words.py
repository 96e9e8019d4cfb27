"""Figures in the visitor's words, and in all three languages: sentences, remarks, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from kuager import N_
from kuager.lang import (
    LANGUAGES,
    date_words,
    figure_remarks,
    figure_sentence,
    say,
    told_of,
    words_of,
)
from kuager.lang.figures import Told
from kuager.model.figure_words import PLACE_WORDS, WHY_WORDS, sentence_facts
from kuager.model.method import MethodNote
from kuager.model.question import Question
from kuager.model.table import Cell, Key, Table
from kuager.model.table_words import ALL, TableWords
from kuager.verbs.figure_changes import Explained, Moved
from kuager.verbs.figures import Figure, FigureBrief, note_of_collection
from kuager.web.record_view import path_to
from kuager.web.table_words import bounds, share_words
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_BESIDE = ("unknown", "undated", "left_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence in one language, ready to be copied; `is_own` if the author wrote it."""

    language: str
    name: str
    text: str
    is_own: bool


def sentences(visit: Visit, figure: Figure) -> list[Spoken]:
    """The figure in every language, that of the page first."""
    order = sorted(LANGUAGES, key=lambda language: language != visit.language)
    return [_spoken(visit, figure, language) for language in order]


def _spoken(visit: Visit, figure: Figure, language: str) -> Spoken:
    told = told_in(visit, figure, language)
    ours = "" if told is None else figure_sentence(told, language)
    own = figure.wording.get(language, "")
    return Spoken(
        language=language,
        name=words_of(language).name,
        text=own or ours,
        is_own=bool(own),
    )


def told_in(visit: Visit, figure: Figure, language: str) -> Told | None:
    """What the sentence tells; None if the question is not understood here."""
    if figure.question is None:
        return None
    numbers = {name: getattr(figure, name) for name in _BESIDE}
    words = _words(visit, language)
    told = sentence_facts(figure.question, figure.key, figure.cell, figure.base, words)
    return told_of({**told, **numbers, "collector": _collector(figure.note, language)})


def would_say(visit: Visit, question: Question, key: Key, table: Table) -> str:
    """What a number that is not kept yet would say, in the language of the page."""
    words = _words(visit, visit.language)
    told = sentence_facts(question, key, table.cell(key), table.base, words)
    note = note_of_collection(visit.desk)
    return figure_sentence(
        told_of({**told, "collector": _collector(note, visit.language)}), visit.language
    )


def _words(visit: Visit, language: str) -> TableWords:
    """Tables in the words of any language, whatever that of the page is."""
    return TableWords(
        schema=visit.desk.schema,
        language=language,
        say=lambda message, /, **facts: say(message, language, **facts),
        dates=lambda text: date_words(text, language),
    )


def _collector(note: MethodNote | None, language: str) -> str:
    names = {} if note is None else note.name
    return names.get(language) or next(iter(names.values()), "")


def which_number(visit: Visit, figure: FigureBrief) -> str:
    """Which number of its table it is: its categories in words."""
    if figure.question is None:
        return ", ".join(figure.key)
    words = _words(visit, visit.language)
    told = sentence_facts(figure.question, figure.key, figure.cell, figure.base, words)
    categories = told["categories"]
    said = "; ".join(categories) if isinstance(categories, tuple) else ""
    return said or visit.t(ALL)


def remarks(visit: Visit, figure: Figure) -> list[str]:
    """What has to stand beside the sentence."""
    told = told_in(visit, figure, visit.language)
    return [] if told is None else figure_remarks(told, visit.language)


def method(visit: Visit, note: MethodNote | None) -> list[tuple[str, str]]:
    """The note on method of a collection: labels and texts, in the language of the page."""
    if note is None:
        return []
    words = Words(visit.desk, visit.language)
    texts = {"gathers": note.gathers, "counts_as": note.counts_as, "limits": note.limits}
    return [
        (words.label(f"collection.{name}"), said.get(visit.language) or next(iter(said.values())))
        for name, said in texts.items()
        if said
    ]


def number_of(visit: Visit, cell: Cell, base: Cell) -> str:
    """A number of its base, with the share where one is told: "17 of 83 (20%)"."""
    part, whole = bounds(cell, visit.language), bounds(base, visit.language)
    share = share_words(cell, base, visit.language)
    said = visit.t(N_("{number} of {base}"), number=part, base=whole)
    return f"{said} ({share})" if share else said


def standing(visit: Visit, found: Explained) -> list[str]:
    """How many of the records stand, how many are gone: nothing more is said of those."""
    said = [visit.t(N_("{stand} of {of} records behind it stand."), stand=found.stand, of=found.of)]
    if found.erased:
        said.append(visit.t(N_("Erased: {n}."), n=found.erased))
    if found.restricted:
        said.append(visit.t(N_("Restricted for now: {n}."), n=found.restricted))
    others = found.base_erased - found.erased, found.base_restricted - found.restricted
    for count, words in zip(others, _OF_THE_BASE, strict=True):
        if count:
            said.append(visit.t(words, n=count))
    return said


_OF_THE_BASE = (
    N_("Of the other records of the base, erased: {n}."),
    N_("Of the other records of the base, restricted for now: {n}."),
)


def moved_rows(visit: Visit, found: Explained) -> Iterator[list[object]]:
    """Each record that stands elsewhere now: where it stood, where it stands, and why."""
    words = Words(visit.desk, visit.language)
    for moved in found.moved:
        yield [
            (moved.code, visit.url(path_to(moved.type, moved.code, moved.id))),
            visit.t(PLACE_WORDS[moved.was]),
            visit.t(PLACE_WORDS[moved.now]),
            _why(visit, moved),
            ", ".join(map(words.label, moved.said)) or None,
        ]


def _why(visit: Visit, moved: Moved) -> str:
    return visit.t(WHY_WORDS[moved.why], into=moved.into)
