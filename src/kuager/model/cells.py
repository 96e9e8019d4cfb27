"""Readers of one cell: the text as written to the value a record keeps, or a reason why not.

Each kind of property has one reader. All but those of free text remember what they read, since a
column repeats itself; a reader is called a million times in an import, so it is a bare function
from text to value. Nothing is guessed: what has no certain reading is a `CellError`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

from kuager import N_, Fact, KuagerError
from kuager.model.draft import Reference, Value
from kuager.model.folding import fold
from kuager.model.places import Gazetteer
from kuager.model.schema import Property, Schema
from kuager.model.vocabulary import Vocabulary
from kuager.model.written_counts import CountError, count_of
from kuager.model.written_dates import UnreadableDateError, edtf_of
from kuager.model.written_places import UnresolvedPlaceError, place_of

CellReader = Callable[[str], Value]

REMEMBERED = 1 << 16
"""Different texts that one column remembers; beyond it each is read anew."""

_YES = frozenset({"yes", "y", "true", "1", "да", "иә", "ия"})
_NO = frozenset({"no", "n", "false", "0", "нет", "жоқ"})
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)|[1-9][0-9]{0,2}(?:[ \xa0\u202f][0-9]{3})+")
_WHOLE_LIMIT = 2**63
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_GAPS = re.compile("[ \xa0\u202f]")


class CellError(KuagerError):
    """A cell that cannot be read with certainty; becomes part of a Rejected row."""

    code = "cell-refused"
    text = N_("This cell cannot be read ({reason}).")

    def __init__(self, reason: str, **facts: Fact) -> None:
        """`reason` is the stable slug that the report of refused rows shows."""
        super().__init__(reason=reason, **facts)
        self.reason = reason
        self.facts_of_cell: dict[str, Fact] = facts


class _Remembered(dict[str, Value]):
    """A reader that remembers: its `__getitem__` is the fastest call there is."""

    def __init__(self, read: CellReader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) < REMEMBERED:
            self[text] = value
        return value


def remembering(read: CellReader) -> CellReader:
    """The same reader, quicker for what it has read before."""
    return _Remembered(read).__getitem__


nfc: Callable[[str], str] = partial(unicodedata.normalize, "NFC")
"""The text in the one Unicode form that the log knows; nothing else is changed."""

as_written: CellReader = nfc
"""Free text: exactly what the cell holds."""


def read_date_cell(text: str) -> str:
    """EDTF, or a local form with one certain reading."""
    try:
        return edtf_of(text)
    except UnreadableDateError as error:
        raise CellError(error.reason) from None


def read_count_cell(text: str) -> str:
    """`300`, `~300`, `30..33`, `80..`."""
    try:
        return count_of(text)
    except CountError:
        raise CellError("not-a-count") from None


def read_whole_cell(text: str) -> int:
    """A whole number without a leading zero (that would be a number of something, a key)."""
    text = text.strip()
    if _WHOLE.fullmatch(text) is None:
        raise CellError("not-whole")
    number = int(_GAPS.sub("", text))
    if not -_WHOLE_LIMIT <= number < _WHOLE_LIMIT:
        raise CellError("too-large")
    return number


def read_yesno_cell(text: str) -> bool:
    """Yes or no in three languages, as a word, a truth value or a digit."""
    word = unicodedata.normalize("NFC", text.strip()).casefold()
    if word not in _YES | _NO:
        raise CellError("not-yes-or-no")
    return word in _YES


def read_link_cell(text: str) -> str:
    """A web address, kept as written."""
    text = unicodedata.normalize("NFC", text.strip())
    if _LINK.fullmatch(text) is None:
        raise CellError("not-a-link")
    return text


def read_digest_cell(text: str) -> str:
    """A SHA-256 in hexadecimal."""
    text = text.strip()
    if _DIGEST.fullmatch(text) is None:
        raise CellError("not-a-digest")
    return text.lower()


def read_language_cell(text: str) -> str:
    """A language code such as `ru` or `kk-Latn`."""
    text = text.strip()
    if _LANGUAGE.fullmatch(text) is None:
        raise CellError("not-a-language-code")
    return text


def term_reader(vocabulary: Vocabulary, own: Mapping[str, str]) -> CellReader:
    """Reads a term by its id, by the mapping's own words, or by a label that only one term has."""
    by_word: dict[str, str | None] = {}
    for term in vocabulary.terms.values():
        for label in term.label.values():
            word = fold(label)
            by_word[word] = term.id if by_word.get(word, term.id) == term.id else None
    by_word |= {fold(word): term for word, term in own.items()}
    terms = vocabulary.terms

    def read(text: str) -> str:
        text = text.strip()
        if text in terms:
            return text
        found = by_word.get(fold(text))
        if found is None:
            reason = "ambiguous-term" if fold(text) in by_word else "unknown-term"
            raise CellError(reason, vocabulary=vocabulary.id)
        return found

    return read


def place_reader(places: Gazetteer) -> CellReader:
    """Reads a place by its id, or by a name that only one place has."""

    def read(text: str) -> str:
        try:
            return place_of(text, places)
        except UnresolvedPlaceError as error:
            raise CellError(error.reason, **error.candidate_facts) from None

    return read


def reference_reader(types: tuple[str, ...]) -> CellReader:
    """Reads the key of another record; the verb finds out whether it exists."""

    def read(text: str) -> Reference:
        return Reference(types, unicodedata.normalize("NFC", text.strip()))

    return read


_READERS: dict[str, CellReader] = {
    "date": read_date_cell,
    "count": read_count_cell,
    "whole": read_whole_cell,
    "yesno": read_yesno_cell,
    "url": read_link_cell,
    "digest": read_digest_cell,
    "language": read_language_cell,
}


def cell_reader(
    prop: Property,
    schema: Schema,
    *,
    terms: Mapping[str, str],
    types: tuple[str, ...],
    places: Callable[[], CellReader],
) -> CellReader:
    """The reader for one property.

    `terms` are the mapping's own words for terms, `types` what a reference may point to, `places`
    makes the reader of places (the gazetteer is only loaded when a column needs it).
    """
    if prop.kind in ("text", "long"):
        return as_written
    if prop.kind == "term":
        return remembering(term_reader(schema.vocabulary_of(prop.name), terms))
    if prop.kind == "reference":
        return remembering(reference_reader(types))
    if prop.kind == "place":
        return remembering(places())
    return remembering(_READERS[prop.kind])
