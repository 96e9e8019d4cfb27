"""Words: what Kuager says, in each language a person may read.

One folder a language: `messages.json` (English sentence → translation, or its plural forms),
`words.json` (months, numbers, plural rule, date patterns) and `help/*.md` (the help pages).
Only the doors and `formats` speak; this room decides nothing but words and imports only the
doorplate. A new language is a new folder: see `docs/travel/new-language.md`.
"""

from kuager.lang.catalogue import (
    LANGUAGES,
    help_names,
    help_page,
    language_of,
    messages_of,
    words_of,
)
from kuager.lang.dates import date_words, in_month
from kuager.lang.figures import figure_remarks, figure_sentence, told_of
from kuager.lang.numbers import join_words, number, number_words, percent
from kuager.lang.sentences import plural, say

__all__ = [
    "LANGUAGES",
    "date_words",
    "figure_remarks",
    "figure_sentence",
    "help_names",
    "help_page",
    "in_month",
    "join_words",
    "language_of",
    "messages_of",
    "number",
    "number_words",
    "percent",
    "plural",
    "say",
    "told_of",
    "words_of",
]
