"""Vocabularies: the closed lists of plain words that codes are drawn from.

A term has an id of our own, a label in three languages and crosswalks to the lists of others
(HURIDOCS, ODIHR, ILGA-Europe, treaty articles). Ids never change; a term that is given up names
the one that replaces it. Read-only values; `kuager.model.schema` loads them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from kuager import N_, KuagerError

LANGUAGES = ("en", "ru", "kk")
"""Every label and hint is there in each of these."""


class UnknownTerm(KuagerError):  # noqa: N818 - named after the thing, as all our errors
    """A code that its vocabulary does not have."""

    code: ClassVar[str] = "unknown-term"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "“{term}” is not a word of the list “{vocabulary}”; nothing was written. "
        "Choose one of its words."
    )


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary.

    `label` and `note` map a language to words; `crosswalk` maps a target list to its codes.
    `broader` and `replaced_by` are ids of terms of the same vocabulary.
    """

    id: str
    label: dict[str, str]
    broader: str | None = None
    note: dict[str, str] = field(default_factory=dict)
    crosswalk: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaced_by: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """One closed list; `terms` keeps the order in which a person should read them.

    `title` is what the list itself is called, in each language.
    `editions` is for lists whose order is data (the headings of a rubric): edition → term ids.
    """

    id: str
    title: dict[str, str]
    source: str
    licence: str
    edition: str
    terms: dict[str, Term]
    editions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def term(self, term_id: str) -> Term:
        """The term with this id. Raises UnknownTerm."""
        try:
            return self.terms[term_id]
        except KeyError:
            raise UnknownTerm(term=term_id, vocabulary=self.id) from None

    def label(self, term_id: str, lang: str) -> str:
        """The words for a term in a language (`en`, `ru`, `kk`). Raises UnknownTerm."""
        words = self.term(term_id).label
        return words.get(lang) or words["en"]

    def broader(self, term_id: str) -> Iterator[str]:
        """The ids above a term, nearest first. Raises UnknownTerm."""
        above = self.term(term_id).broader
        while above is not None:
            yield above
            above = self.terms[above].broader

    def narrower(self, term_id: str) -> tuple[str, ...]:
        """The ids directly below a term, in reading order."""
        return self._below.get(term_id, ())

    @property
    def top(self) -> tuple[str, ...]:
        """The ids that stand below no other, in reading order."""
        return self._below.get(None, ())

    def codes(self, term_id: str, target: str) -> tuple[str, ...]:
        """The codes of a term in a target list, or else those of the nearest broader term."""
        for found in (term_id, *self.broader(term_id)):
            codes = self.term(found).crosswalk.get(target)
            if codes is not None:
                return codes
        return ()

    @cached_property
    def _below(self) -> Mapping[str | None, tuple[str, ...]]:
        below: dict[str | None, tuple[str, ...]] = {}
        for term in self.terms.values():
            below[term.broader] = (*below.get(term.broader, ()), term.id)
        return below


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A list of others that our terms point at: its codes, each with a short gloss of our own."""

    id: str
    title: str
    source: str
    edition: str
    codes: dict[str, str]
