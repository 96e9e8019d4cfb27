"""One place of a document for writing: its text in each language, and what may be cited there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kuager import N_
from kuager.lang import words_of
from kuager.model.outline import Outline
from kuager.model.written import named_by, read_written
from kuager.verbs.citable import Citable, citable_behind
from kuager.verbs.figures import list_figures
from kuager.verbs.meanings import HELD_BACK
from kuager.verbs.text_records import HEADING
from kuager.verbs.texts import TextShown, TextsShown
from kuager.verbs.values import Record
from kuager.web.fields import Fields
from kuager.web.figure_words import number_of, which_number
from kuager.web.forms import clean, mark_of
from kuager.web.report_states import status_badge
from kuager.web.value_words import Words
from kuager.web.visit import Visit

CHANGED: Final = {
    "data": N_("what is drawn in this part, or a record that the text names"),
    "figures": N_("a figure that it cites"),
    "sources": N_("a source that it cites"),
    "consents": N_("an answer of somebody whose story it tells"),
}
"""What may have changed under a text, as its writer is told."""
MOST_CITED: Final = 60
Badge = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class TextSide:
    """The text in one language: what stands or was typed, and what a person must know of it.

    `was` is a digest of what stands, by which it is seen whether anybody typed; `now` is what
    another hand saved meanwhile, where that is not what was typed.
    """

    language: str
    name: str
    text: str
    about: str
    seen: str
    was: str
    is_there: bool
    is_checked: bool
    status: str
    badges: list[Badge]
    who: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    earlier: int = 0
    written_by: str = ""
    error: str = ""
    about_error: str = ""
    now: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether it has to be read again, because something under it changed or a person says."""
        return bool(self.changed) or self.status == "read-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCite:
    """A code that an author may type, with what it stands for; `inner` are its passages."""

    mark: str
    words: str
    inner: tuple["ToCite", ...] = ()


def place_label(words: Words, outline: Outline, place: str) -> str:
    """What a place of a document is called: its block, or the heading of a part."""
    if place.startswith(HEADING):
        name = place.removeprefix(HEADING)
        part = next((part for part in outline.parts if part.part == name), None)
        heading = "" if part is None else words.of(dict(part.heading))
        return words.t(N_("Heading of the part “{part}”"), part=heading or name)
    plan = outline.block(place)
    return place if plan is None else words.of(dict(plan.label))


def text_sides(words: Words, shown: TextsShown) -> list[TextSide]:
    """The text in every language of the document, the one it is sent in first."""
    return [_side(words, text) for text in shown.texts]


def type_in(sides: Iterable[TextSide], typed: Fields) -> None:
    """Put what was typed in place of what stands; what another hand saved meanwhile is kept by."""
    for side in sides:
        text = clean(typed.get(f"text.{side.language}"))
        about = typed.get(f"about.{side.language}")
        if mark_of([text, about]) == typed.get(f"was.{side.language}"):
            continue  # nobody typed here
        if typed.get(f"seen.{side.language}") != side.seen and text != side.text:
            side.now = side.text
        side.text, side.about = text, about


def codes_in(text: str) -> list[str]:
    """Codes as people list them: with commas, semicolons, or on lines of their own."""
    return text.replace(",", " ").replace(";", " ").split()


def to_cite(words: Words, shown: TextsShown) -> list[ToCite]:
    """The records that stand under a text with their passages, each as the mark one types."""
    found = (words.desk.view.find_code(kind, code) for kind, code in shown.drawn)
    behind = [uid for uid in found if uid is not None][:MOST_CITED]
    return [_cite(words, one) for one in citable_behind(words.desk, behind)]


def figures_to_cite(visit: Visit) -> list[ToCite]:
    """The figures that are kept, each as the mark one types."""
    return [
        ToCite(
            mark=f"{{@{figure.code}}}",
            words=f"{number_of(visit, figure.cell, figure.base)}: {which_number(visit, figure)}",
        )
        for figure in list_figures(visit.desk)[:MOST_CITED]
    ]


def _side(words: Words, text: TextShown) -> TextSide:
    t, side_name = words.t, words_of(text.language).name
    named = named_by(read_written(text.text))
    cited = {*named.cited, *named.figures, *named.bracketed}
    about = ", ".join(code for _, code in text.rests_on if code not in cited)
    return TextSide(
        language=text.language,
        name=side_name,
        text=text.text,
        about=about,
        seen=text.seen,
        was=mark_of([text.text, about]),
        is_there=bool(text.text),
        is_checked=text.checked_by is not None,
        status=text.status,
        badges=[status_badge(words, text.status)] if text.text else [(t(N_("empty")), "quiet")],
        who=list(_who(words, text)),
        changed=[t(CHANGED[what]) for what in text.changed if what in CHANGED],
        held=[t(HELD_BACK.get(one.reason, one.reason)) for one in text.held],
        lost=text.lost,
        earlier=text.earlier,
        written_by=text.written_by or "",
    )


def _who(words: Words, text: TextShown) -> Iterator[str]:
    if text.text and text.written_by:
        yield words.t(N_("Written by {member}."), member=text.written_by)
    if text.text and text.checked_by:
        yield words.t(N_("Read by {member}."), member=text.checked_by)
    elif text.text:
        yield words.t(N_("Nobody else has read it yet."))
    if text.earlier:
        yield words.t(N_("{count} versions before this one."), count=text.earlier)


def _cite(words: Words, one: Citable) -> ToCite:
    inner = tuple(
        ToCite(mark=f"[@{record.code}]", words=_source_words(words, record))
        for record in one.sources
    )
    record = one.record
    return ToCite(mark=f"[@{record.code}]", words=words.safe(record), inner=inner)


def _source_words(words: Words, record: Record) -> str:
    """A passage with the title of its source; a source by itself."""
    above = record.get("passage.source")
    source = words.record(above) if isinstance(above, bytes) else None
    told = [] if source is None else [words.first(source, "source.title")]
    return ", ".join(filter(None, [*told, words.safe(record)]))
