"""Sentences: an English message becomes a sentence in the person's language.

A message is an English sentence with `{facts}`. Its translation is a sentence, or plural
forms: `{"by": "count", "one": …, "few": …, "many": …}`, chosen by the fact named in `by`.
A message that nobody translated yet is said in English rather than not at all; a test keeps
that from reaching a release.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from kuager import Fact, KuagerError
from kuager.lang.catalogue import messages_of, words_of

NOT_KNOWN: Final = "—"
_PLACE: Final = re.compile(r"\{(\w+)\}")


def say(message: KuagerError | str, language: str, /, **facts: Fact) -> str:
    """Say an error or a message in one of `LANGUAGES`, its facts filled in.

    A fact that is None shows as a dash; one that was not given shows its own name.
    """
    if isinstance(message, KuagerError):
        text, known = message.text, {**message.facts, **facts}
    else:
        text, known = message, facts
    return _fill(_form(text, language, known), known)


def plural(count: int, language: str) -> str:
    """The name of the plural form that goes with a whole number: one, few, many or other."""
    return PLURAL_RULES[words_of(language).plural][1](abs(count))


def _form(text: str, language: str, facts: Mapping[str, Fact]) -> str:
    said = messages_of(language).get(text) or text
    if isinstance(said, str):
        return said
    count = facts.get(said["by"])
    return said[plural(count, language)] if isinstance(count, int) else said[_last(language)]


def _last(language: str) -> str:
    """The form for counts that are no single whole number: "30–33 people", "over 80"."""
    return PLURAL_RULES[words_of(language).plural][0][-1]


def _fill(sentence: str, facts: Mapping[str, Fact]) -> str:
    def fact(match: re.Match[str]) -> str:
        value = facts.get(match[1], match[0])
        return NOT_KNOWN if value is None else str(value)

    return _PLACE.sub(fact, sentence)


def _one_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _east_slavic(count: int) -> str:
    is_teen = count % 100 in range(11, 15)
    if count % 10 == 1 and not is_teen:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and not is_teen else "many"


# A language names its rule in words.json; the forms stand in the order of the rule.
PLURAL_RULES: Final[dict[str, tuple[tuple[str, ...], Callable[[int], str]]]] = {
    "one-other": (("one", "other"), _one_other),
    "east-slavic": (("one", "few", "many"), _east_slavic),
}
