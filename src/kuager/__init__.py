"""Kuager: from what happened to people to evidence, figures and submissions.

The house, floor by floor; imports only go down:

    floor 5   cli           doors       parse, call one verb, show
    floor 4   verbs         intentions  one function per thing a person wants done
    floor 3   formats       workshops   siblings never import each other
    floor 2   store                     the log and what is derived from it
    floor 1   model  vault  pure        neither knows the other
    floor 0   lang          words       only doors and formats speak

This page is the doorplate: the one module that every room may import, and that imports none.
"""

from typing import ClassVar

__version__ = "0.1.0"

Fact = str | int | float | None


def N_(message: str) -> str:  # noqa: N802 - the name every translator's tool knows
    """Mark an English sentence for translation; the doors translate it when they speak."""
    return message


class KuagerError(Exception):
    """Something a person asked for could not be done; the doors turn it into their words.

    `code` is a stable slug, `exit_code` what the command line returns, `text` the English
    sentence with `{names}` filled from `facts`. Facts are ids, counts and file names, never
    content of a record.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    text: ClassVar[str] = N_("Something could not be done.")

    def __init__(self, **facts: Fact) -> None:
        """Keep the facts that fill the sentence."""
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        """The English sentence, for tests and for people who read tracebacks."""
        return self.text.format_map(_Lenient(self.facts))


class _Lenient(dict[str, Fact]):
    """A missing fact shows its own name instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
