"""Secrets shown once: a generated passphrase or recovery words, copied by hand and typed back.

All of it goes to standard error, like every question: an answer of the program that is sent to a
file never holds a secret.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

import click

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.options import Call
from kuager.cli.present import warn
from kuager.cli.streams import is_terminal, write_error
from kuager.verbs.surroundings import is_readable_by_others
from kuager.verbs.values import WordLanguage
from kuager.verbs.vaults import suggest_passphrase, suggest_recovery

WORD_LANGUAGES: Final[tuple[WordLanguage, ...]] = ("en", "ru")
_TRIES: Final = 3
_IN_A_LINE: Final = 5


class NotTheSameError(KuagerError):
    """Two passphrases that were typed one after the other differ."""

    code: ClassVar[str] = "not-the-same"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_("The two passphrases are not the same. Nothing was changed.")


def words_language(call: Call, asked: str | None) -> WordLanguage:
    """The language of the words to generate: the one asked for, else the person's, else English."""
    wanted = asked or call.language
    return next((language for language in WORD_LANGUAGES if language == wanted), "en")


def generated_passphrase(call: Call, language: WordLanguage) -> str:
    """Show a generated passphrase once and go on only when it was typed back."""
    words = suggest_passphrase(language)
    write_error(call.say(N_("This is the passphrase. Copy it by hand; it is shown only once.")))
    write_error(f"\n    {words}\n")
    _clear_after_copying(call)
    _typed_back(call, N_("Type the passphrase back:"), words.split())
    return words


def chosen_passphrase(call: Call) -> str:
    """A passphrase the person thought of, typed twice."""
    write_error(
        call.say(
            N_(
                "Choose five unrelated words or more: no sayings, songs, names, places, dates. "
                "What you type is not shown."
            )
        )
    )
    first = ask.secret(call, N_("New passphrase:"))
    if ask.secret(call, N_("The same once more:")) != first:
        raise NotTheSameError
    return first


def recovery_words(call: Call) -> tuple[str, ...]:
    """Show recovery words once and go on only when they were typed back."""
    words = suggest_recovery()
    write_error(
        call.say(
            N_(
                "These are the recovery words. They open the vault if the passphrase is lost. "
                "Copy them onto paper, in this order; they are shown only once and never written "
                "to a file. Keep the paper in another house."
            )
        )
    )
    numbered = [f"{number:>2} {word:<12}" for number, word in enumerate(words, start=1)]
    for start in range(0, len(numbered), _IN_A_LINE):
        write_error(f"    {''.join(numbered[start : start + _IN_A_LINE])}".rstrip())
    _clear_after_copying(call)
    _typed_back(call, N_("Type the recovery words back:"), words)
    return words


def from_file(call: Call, path: Path) -> str:
    """A passphrase from a file that only this person can read."""
    named = Call(language=call.language, passphrase_file=str(path))
    return ask.passphrase(named, is_readable_by_others)


def _clear_after_copying(call: Call) -> None:
    """The words leave the screen before they are typed back."""
    ask.line(call, N_("Press Enter when you have copied it."))
    if is_terminal(sys.stdout):
        click.clear()


def _typed_back(call: Call, question: str, expected: Sequence[str]) -> None:
    """Three tries; after each wrong one the first word that differs is named by its number."""
    for _ in range(_TRIES):
        given = ask.line(call, question).casefold().split()
        if given == list(expected):
            return
        pairs = enumerate(zip(given, expected, strict=False), start=1)
        wrong = next((number for number, (one, two) in pairs if one != two), None)
        number = min(len(given), len(expected)) + 1 if wrong is None else wrong
        warn(call, N_("Word {number} is not the one that was shown."), number=number)
    raise ask.NotConfirmedError
