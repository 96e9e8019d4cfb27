"""Numbers and lists in words: 12,345 and 12 345; seven, семь, жеті; "a, b and c"."""

from collections.abc import Sequence

from kuager.lang.catalogue import words_of

_GROUPED_FROM = 10_000


def number(value: float, language: str, *, digits: int = 0) -> str:
    """A number in figures with the language's separators; four figures stay together."""
    words = words_of(language)
    plain = f"{value:,.{digits}f}"
    if abs(value) < _GROUPED_FROM:
        plain = plain.replace(",", "")
    return plain.translate({ord(","): words.thousands, ord("."): words.decimal})


def percent(part: float, language: str, *, digits: int = 0) -> str:
    """A part of one as a percentage: 0.21 → "21%" or "21 %"."""
    return words_of(language).percent.format(number=number(part * 100, language, digits=digits))


def number_words(value: int, language: str, *, gender: str = "m") -> str:
    """A whole number from 0 to 20 in words, any other in figures.

    `gender` is "m", "f" or "n"; only the languages and numbers that have genders mind it.
    """
    numbers = words_of(language).numbers
    for row in (numbers.get(gender, ()), numbers["m"]):
        if 0 <= value < len(row):
            return row[value]
    return number(value, language)


def join_words(items: Sequence[str], language: str, *, word: str = "and") -> str:
    """A list as it stands in a sentence: "a", "a and b", "a, b and c"; `word` is and / or."""
    *first, last = items or [""]
    if len(first) == 0:
        return last
    return f"{', '.join(first)} {words_of(language).joins[word]} {last}"
