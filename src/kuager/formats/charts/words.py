"""The few words that a drawing says of its own, in the language of its chart."""

from typing import NamedTuple

from kuager import N_
from kuager.lang import LANGUAGES, say


class Words(NamedTuple):
    """Legend and practice line."""

    practice: str
    possibly: str
    between: str
    above: str
    held: str
    reached: str
    ended: str
    still: str
    borders: str
    rounded: str
    nothing: str


_ENGLISH = Words(
    practice=N_("Practice copy, not for publication"),
    possibly=N_("only possibly there"),
    between=N_("from the least to the most"),
    above=N_("at least so many; nobody knows how many more"),
    held=N_("held back; always drawn in one size"),
    reached=N_("came so far"),
    ended=N_("ended here"),
    still=N_("still here"),
    borders=N_("Borders, simplified: {source}"),
    rounded=N_("Some of these numbers are rounded."),
    nothing=N_("There is nothing to show."),
)


def spoken(tag: str) -> str:
    """The language of ours for a tag such as "ru" or "en-GB"; English where we have none."""
    language = tag.split("-", 1)[0]
    return language if language in LANGUAGES else "en"


def words_in(tag: str) -> Words:
    """The words in the language of a tag."""
    return Words(*(say(word, spoken(tag)) for word in _ENGLISH))
