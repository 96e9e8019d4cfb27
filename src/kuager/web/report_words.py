"""Documents in words: what they are called, how far they are, and the groups of outlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.lang import date_words
from kuager.model.outline import Outline, load_outlines
from kuager.verbs.document_shelf import OnShelf
from kuager.web.value_words import Words

SOON_DAYS: Final = 14
"""Fewer days than these are told in another colour."""

_GROUPS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (N_("Every year"), frozenset({"annual-review", "bulletin"})),
    (
        N_("For the United Nations"),
        frozenset(
            {"list-of-issues-input", "alternative-report", "follow-up-report", "upr-submission",
             "upr-mid-term", "statement"}
        ),
    ),
    (N_("When it is urgent"), frozenset({"urgent-appeal", "special-procedures-letter"})),
    (N_("One case"), frozenset({"case-file", "un-communication"})),
    (N_("Numbers and incidents"), frozenset({"statistics", "hate-crime-report", "table-export"})),
)  # fmt: skip
_OTHERS: Final = N_("Others")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """An outline on the shelf: its id, what it is called, and one line about it."""

    outline: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document on the shelf, in words; `tone` is the colour of how many days are left."""

    code: str
    title: str
    kind: str
    status: str
    due: str
    left: str
    tone: str
    missing: tuple[str, ...]
    has_left: bool


def outline_groups(words: Words) -> list[tuple[str, list[OutlineLine]]]:
    """Every outline under the plain name of its group; one of a new kind stands under “Others”."""
    found: dict[str, list[OutlineLine]] = {words.t(title): [] for title, _ in _GROUPS}
    for outline in load_outlines().values():
        line = OutlineLine(
            outline=outline.outline,
            label=words.of(dict(outline.label)),
            hint=words.of(dict(outline.hint)),
        )
        found.setdefault(words.t(_group_of(outline)), []).append(line)
    return [(title, lines) for title, lines in found.items() if lines]


def _group_of(outline: Outline) -> str:
    return next((title for title, kinds in _GROUPS if outline.kind in kinds), _OTHERS)


def title_of(words: Words, titles: Mapping[str, str], outline: str) -> str:
    """What a document is called: its title in this language, or in another, or its outline's."""
    said = titles.get(words.language) or next((text for text in titles.values() if text), "")
    return said or label_of(words, outline)


def label_of(words: Words, outline: str) -> str:
    """What an outline is called; its id if this version does not have it."""
    known = load_outlines().get(outline)
    return outline if known is None else words.of(dict(known.label))


def document_line(words: Words, one: OnShelf) -> DocumentLine:
    """A document of the shelf in words."""
    brief = one.brief
    return DocumentLine(
        code=brief.code,
        title=title_of(words, brief.titles, brief.outline),
        kind=label_of(words, brief.outline),
        status=words.term("edition_status", brief.status),
        due=date_words(brief.due_on, words.language) if brief.due_on else "",
        left="" if one.has_left else said_left(words, one.days_left),
        tone=tone_of(one.days_left),
        missing=tuple(_missing(words, one)),
        has_left=one.has_left,
    )


def said_left(words: Words, days: int | None) -> str:
    """How many days are left, in words; empty without a day."""
    if days is None:
        return ""
    if days == 0:
        return words.t(N_("due today"))
    if days < 0:
        return words.t(N_("{count} days over"), count=-days)
    return words.t(N_("{count} days left"), count=days)


def tone_of(days: int | None) -> str:
    """The colour of so many days left."""
    if days is None or days > SOON_DAYS:
        return "quiet"
    return "stop" if days < 0 else "warn"


def _missing(words: Words, one: OnShelf) -> Iterable[str]:
    """What nobody said or wrote yet: facts by their labels, blocks by theirs."""
    yield from (words.label(f"report.{name}") for name in one.facts)
    yield from (words.of(dict(label)) for label in one.places)
