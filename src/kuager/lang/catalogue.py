"""The language folders, read: which languages there are and what lies in each.

The list of languages is the list of folders that hold a `words.json`; English comes first,
because every message is written in it. Files are read once and kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

ENGLISH = "en"

# One translation: a sentence, or plural forms with the name of the fact that counts.
Message = str | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language folder's `words.json` holds; the keys of the file are these fields."""

    name: str
    direction: str
    locales: Sequence[str]
    plural: str
    thousands: str
    decimal: str
    percent: str
    joins: Mapping[str, str]
    yes: Sequence[str]
    no: Sequence[str]
    numbers: Mapping[str, Sequence[str]]
    months: Mapping[str, Sequence[str]]
    seasons: Mapping[str, Mapping[str, str]]
    dates: Mapping[str, Mapping[str, str]]


def _folder(language: str) -> Traversable:
    return files(__package__) / language


def _languages() -> tuple[str, ...]:
    found = [entry.name for entry in files(__package__).iterdir() if _is_language(entry)]
    return tuple(sorted(found, key=lambda code: (code != ENGLISH, code)))


def _is_language(entry: Traversable) -> bool:
    return entry.is_dir() and (entry / "words.json").is_file()


LANGUAGES: tuple[str, ...] = _languages()


def language_of(locale: str) -> str | None:
    """The language of a locale name (`ru_KZ.UTF-8`, `Kazakh_Kazakhstan.utf8`), or None."""
    first = locale.replace("-", "_").replace(".", "_").split("_")[0].casefold()
    return next((code for code in LANGUAGES if first in words_of(code).locales), None)


@lru_cache
def words_of(language: str) -> Words:
    """The words of one of `LANGUAGES`."""
    return Words(**_json(language, "words.json"))


@lru_cache
def messages_of(language: str) -> Mapping[str, Message]:
    """English sentence → what is said in this language: a sentence or its plural forms."""
    held: dict[str, Message] = {}
    for name in message_files(language):
        held |= _json(language, name)
    return held


def message_files(language: str) -> tuple[str, ...]:
    """The names of the files that hold messages: `messages.json` and `messages_<part>.json`."""
    names = (entry.name for entry in _folder(language).iterdir())
    return tuple(sorted(n for n in names if n.startswith("messages") and n.endswith(".json")))


_READING_ORDER: Final = (
    "start", "safety", "vault", "serve",
    "recording", "records", "many-people", "sources", "import", "lists", "ladder",
    "documents", "report", "treaty-reports", "appeals-and-files",
    "last-check", "working-copies", "editions",
    "tables", "funnel", "figures", "disclosure",
    "settings", "export", "erase", "scripts",
)  # fmt: skip
"""The help pages as somebody meets what they tell of; another page stands behind them."""


def help_names() -> tuple[str, ...]:
    """The names of the help pages, in the order of reading."""
    pages = [page.name for page in (_folder(ENGLISH) / "help").iterdir()]
    names = {name.removesuffix(".md") for name in pages if name.endswith(".md")}
    known = [name for name in _READING_ORDER if name in names]
    return (*known, *sorted(names - {*known}))


def help_page(name: str, language: str) -> str | None:
    """The text of a help page (Markdown), or None where there is no such page."""
    if name not in help_names():
        return None
    return (_folder(language) / "help" / f"{name}.md").read_text("utf-8")


def _json(language: str, name: str) -> Any:  # noqa: ANN401 - the file's shape is checked by tests
    return json.loads((_folder(language) / name).read_text("utf-8"))
