"""Secrets shown once and typed back, page by page: a new vault, or a new passphrase for an old one.

What has been shown lives in this object alone: never in a file, an address or a cookie. Leaving in
the middle leaves nothing behind.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from kuager import N_, KuagerError
from kuager.verbs.desk import Desk, open_desk
from kuager.verbs.surroundings import refuse_taken_folder
from kuager.verbs.values import WordLanguage
from kuager.verbs.vaults import (
    NewVault,
    change_passphrase,
    demand_strong,
    new_vault,
    refuse_unfit_folder,
    suggest_passphrase,
    suggest_recovery,
)
from kuager.web.fields import Fields

WORD_LANGUAGES: tuple[WordLanguage, ...] = ("en", "ru")

Stage = Literal["passphrase", "passphrase-back", "recovery", "recovery-back"]


class Made(enum.Enum):
    """What a step led to."""

    GOES_ON = enum.auto()
    STOPPED = enum.auto()
    OPEN = enum.auto()


class WrongWordError(KuagerError):
    """A word that was typed back differs from the one shown; counted from 1."""

    code: ClassVar[str] = "wrong-word"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_("Word {number} is not the one that was shown.")


class NotTheSameError(KuagerError):
    """Two passphrases that were typed one after the other differ."""

    code: ClassVar[str] = "not-the-same"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_("The two passphrases are not the same. Nothing was changed.")


@dataclass(slots=True)
class Ceremony:
    """How far one person has come, and what was shown to them."""

    folder: Path
    language: str
    words_language: WordLanguage
    practice: bool = False
    stage: Stage = "passphrase"
    passphrase: str = field(default="", repr=False)
    is_chosen: bool = False
    recovery: tuple[str, ...] = field(default=(), repr=False)
    opened_with: list[str] | None = field(default=None, repr=False)
    desk: Desk | None = None

    @classmethod
    def beginning(cls, folder: Path, language: str, words: str, *, practice: bool) -> "Ceremony":
        """A new vault in this folder, if one may be made there."""
        refuse_taken_folder(folder)
        refuse_unfit_folder(folder)
        made = cls(folder, language, _words_language(words or language), practice)
        made.passphrase = suggest_passphrase(made.words_language)
        return made

    @classmethod
    def recovering(cls, folder: Path, words: list[str], language: str) -> "Ceremony":
        """A new passphrase for a vault that these recovery words open."""
        open_desk(folder, "", recovery=words).close()
        made = cls(folder, language, _words_language(language), opened_with=words)
        made.passphrase = suggest_passphrase(made.words_language)
        return made

    @property
    def page(self) -> str:
        """The template of this stage: words to be copied, or to be typed back."""
        return "back" if self.stage.endswith("-back") else "words"

    @property
    def is_recovery(self) -> bool:
        """Whether it is about the recovery words now."""
        return self.stage.startswith("recovery")

    @property
    def words(self) -> Sequence[str]:
        """What is to be copied now."""
        return self.recovery if self.is_recovery else self.passphrase.split()

    @property
    def is_new(self) -> bool:
        """Whether a vault is being made."""
        return self.opened_with is None

    def step(self, form: Fields) -> Made:
        """Go one step on, back, or stop; raises a KuagerError where the person has to look."""
        match form.get("do"):
            case "stop":
                return Made.STOPPED
            case "copied" if not self.stage.endswith("-back"):
                self.stage = "recovery-back" if self.is_recovery else "passphrase-back"
            case "again" if not self.is_chosen or self.is_recovery:
                self.stage = "recovery" if self.is_recovery else "passphrase"
            case "other" if self.stage == "passphrase":
                self._draw(form.get("words"))
            case "own" if self.stage == "passphrase":
                return self._choose(form.get("passphrase"), form.get("once-more"))
            case "typed" if self.stage.endswith("-back"):
                demand_same(form.get("typed"), self.words)
                return self._typed()
            case "without" if self.stage == "recovery":
                self.recovery = ()
                return self._make()
        return Made.GOES_ON

    def _draw(self, words: str) -> None:
        self.words_language = _words_language(words or self.words_language)
        self.passphrase = suggest_passphrase(self.words_language)

    def _choose(self, passphrase: str, once_more: str) -> Made:
        """A passphrase the person thought of, typed twice."""
        if passphrase != once_more:
            raise NotTheSameError
        demand_strong(passphrase)
        self.passphrase, self.is_chosen = passphrase, True
        return self._typed()

    def _typed(self) -> Made:
        """The passphrase or the recovery words are in the person's hands."""
        if self.is_recovery or not self.is_new:
            return self._make()
        self.stage, self.recovery = "recovery", suggest_recovery()
        return Made.GOES_ON

    def _make(self) -> Made:
        """Everything was typed back: now, and only now, something is written."""
        if self.opened_with is None:
            plan = NewVault(
                folder=self.folder,
                passphrase=self.passphrase,
                chosen=self.is_chosen,
                recovery=self.recovery,
                practice=self.practice,
            )
            self.desk = new_vault(plan)
        else:
            words, chosen = self.opened_with, self.is_chosen
            change_passphrase(self.folder, None, self.passphrase, recovery=words, chosen=chosen)
            self.desk = open_desk(self.folder, self.passphrase)
        return Made.OPEN


def demand_same(typed: str, expected: Sequence[str]) -> None:
    """Raise WrongWordError for the first word that differs, is missing or is too much."""
    given = typed.casefold().replace("ё", "е").replace(",", " ").split()
    wanted = [word.casefold().replace("ё", "е") for word in expected]
    for number, (one, two) in enumerate(zip(given, wanted, strict=False), start=1):
        if one != two:
            raise WrongWordError(number=number)
    if len(given) != len(wanted):
        raise WrongWordError(number=min(len(given), len(wanted)) + 1)


def _words_language(asked: str) -> WordLanguage:
    return next((language for language in WORD_LANGUAGES if language == asked), "en")
