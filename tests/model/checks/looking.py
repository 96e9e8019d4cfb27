"""Small documents for the tests of checks: pieces with notes, in a vault that knows little."""

from collections.abc import Iterable

from kuager.model.checks import CHECKS, Finding, Matter, run_checks
from kuager.model.checks.matter import Behind, Known, Line, Piece, Stretch
from kuager.model.checks.name_index import NameIndex

KNOWN = Known(
    towns=frozenset(
        {"almati", "shimkent", "karagandi", "karagand", "astana", "zhezkazgan", "oral"}
    ),
    private=NameIndex.of([("P-1", "Айгүл Үлгіқызы"), ("P-2", "Мадина Сынақова")]),
    public=NameIndex.of([("P-9", "Канат Образцов")]),
    organisations=frozenset({"kazahstanskii soiuz roditelei"}),
)


def piece(
    text: str,
    *notes: str,
    language: str = "en",
    own: bool = True,
    place: str = "text",
    number: int = 1,
    behind: tuple[Behind, ...] = (),
) -> Piece:
    """A paragraph; in a note, what begins with http is a link."""
    return Piece(
        place=place,
        piece=f"w{number}",
        kind="paragraph",
        language=language,
        lines=(Line(stretches=(Stretch(text=text),)),),
        notes=tuple(Line(stretches=tuple(_stretches(note))) for note in notes),
        own=own,
        behind=behind,
    )


def _stretches(note: str) -> Iterable[Stretch]:
    for word in note.split(" "):
        is_link = word.startswith(("http", "mailto"))
        yield Stretch(text=f"{word} ", link=word if is_link else None)


def found(*pieces: Piece, known: Known = KNOWN) -> tuple[Finding, ...]:
    """Everything that the checks find in these pieces."""
    language = pieces[0].language
    matter = Matter(use="publication", language=language, pieces=pieces, known=known)
    return run_checks(matter, secret=b"secret of the tests", checks=CHECKS)


def checks_of(*pieces: Piece, known: Known = KNOWN) -> set[str]:
    """The names of the checks that find something."""
    return {one.check for one in found(*pieces, known=known)}
