"""Counts as people here write them, read into the kept form; only where one reading is certain.

`counts.read_count` knows the signs (`~300`, `>80`, `30-33`); here are the words for them in three
languages: "около 300", "не менее 80", "more than 80".
"""

import re

from kuager.model.counts import CountError, read_count

_WORDS = {
    "~": r"≈|about|around|approximately|circa|ca\.?|около|ок\.|примерно|приблизительно|шамамен",
    "≥": "at least|no fewer than|no less than|не менее|не меньше|как минимум|кемінде",
    ">": "over|more than|свыше|более|больше",
    "≤": "at most|no more than|up to|не более|не больше|до",
    "<": "fewer than|less than|менее|меньше",
}
_FORMS = tuple((sign, re.compile(rf"(?:{words})\s*(?=[0-9])")) for sign, words in _WORDS.items())


def count_of(written: str) -> str:
    """The kept form of a count as written; raises CountError."""
    text = written.strip().casefold()
    for sign, words in _FORMS:
        match = words.match(text)
        if match is not None:
            return read_count(sign + text[match.end() :]).text
    return read_count(text).text


__all__ = ["CountError", "count_of"]
