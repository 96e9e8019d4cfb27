"""What can be chosen in a field: terms in their order, languages, members, and short lists."""

from typing import Final

from kuager import N_
from kuager.lang import LANGUAGES, words_of
from kuager.model.schema import Property
from kuager.model.vocabulary import Term, Vocabulary
from kuager.web.value_words import Words

Choice = tuple[str, str]
Choices = list[Choice | tuple[str, list[Choice]]]

MOST_TICKS: Final = 24
"""More terms than these are not shown as boxes to tick, but typed with a list beside."""
MOST_LISTED: Final = 40
"""More records than these are not shown as a list to choose from."""
LISTED_TYPES: Final = frozenset({"member", "collection", "edition"})
"""Types whose records are few and are chosen from a list."""


def yesno_choices(words: Words) -> Choices:
    """Yes, no, and asked but not known; the empty choice says nothing."""
    return [("yes", words.t(N_("yes"))), ("no", words.t(N_("no"))), ("unknown", words.t(UNKNOWN))]


UNKNOWN: Final = N_("asked, but not known")


def term_choices(words: Words, prop: Property) -> Choices:
    """The terms of a vocabulary; what is narrower stands under what is broader."""
    vocabulary = words.schema.vocabularies[prop.vocabulary or ""]
    found: Choices = []
    for top in vocabulary.top:
        if vocabulary.terms[top].replaced_by is not None:
            continue
        below = _below(words, vocabulary, top)
        one = (top, _label(words, vocabulary.terms[top]))
        found.append((one[1], [one, *below]) if below else one)
    return found


def flat_terms(words: Words, prop: Property) -> list[Choice]:
    """The terms of a vocabulary without their tree, those that were given up left out."""
    terms = words.schema.vocabularies[prop.vocabulary or ""].terms.values()
    return [(term.id, _label(words, term)) for term in terms if term.replaced_by is None]


def language_choices(known: list[str]) -> Choices:
    """Our languages by what they call themselves, then others that are recorded already."""
    ours: Choices = [(code, words_of(code).name) for code in reversed(LANGUAGES)]
    return ours + [(code, code) for code in known if code not in LANGUAGES]


def record_choices(words: Words, prop: Property) -> Choices | None:
    """The records that a reference may name, if they are few; None if one has to look for them."""
    if not set(prop.to) <= LISTED_TYPES:
        return None
    view = words.desk.view
    if sum(view.count(name) for name in prop.to) > MOST_LISTED:
        return None
    return [(r.code, words.with_code(r)) for name in prop.to for r in view.briefs(name)]


def _below(words: Words, vocabulary: Vocabulary, top: str) -> list[Choice]:
    found: list[Choice] = []
    for term in vocabulary.narrower(top):
        if vocabulary.terms[term].replaced_by is None:
            found.append((term, _label(words, vocabulary.terms[term])))
        found += _below(words, vocabulary, term)
    return found


def _label(words: Words, term: Term) -> str:
    return words.of(term.label)
