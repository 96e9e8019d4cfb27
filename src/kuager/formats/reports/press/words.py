"""The few words a report format prints of its own, in the language of the report."""

from typing import NamedTuple

from kuager import N_
from kuager.lang import LANGUAGES, say


class Words(NamedTuple):
    """Words on the page that no record holds; `table` has a place for the number."""

    practice: str
    notes: str
    note: str
    back: str
    picture: str
    contents: str
    table: str


_ENGLISH = Words(
    practice=N_("Practice copy, not for publication"),
    notes=N_("Notes"),
    note=N_("Note"),
    back=N_("Back to the text"),
    picture=N_("A drawing; the table below says the same."),
    contents=N_("Contents"),
    table=N_("Table {number}"),
)


def words_in(tag: str) -> Words:
    """The words in the language of a tag such as "ru" or "en-GB"; English where we have none."""
    language = tag.split("-", 1)[0]
    spoken = language if language in LANGUAGES else "en"
    return Words(*(say(word, spoken, number="{number}") for word in _ENGLISH))
