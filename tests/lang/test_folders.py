"""The language folders: complete, equal in shape, and really in their language."""

import json
import re
from importlib.resources import files

import pytest
from tools.extract_messages import (
    english_left,
    faults,
    found_messages,
    messages_in,
    missing,
    problems,
)

from kuager.lang import LANGUAGES, help_names, help_page, messages_of, words_of
from kuager.lang.catalogue import message_files
from kuager.lang.sentences import PLURAL_RULES

FOREIGN = [language for language in LANGUAGES if language != "en"]
FOUND = found_messages()
MONTHS = 12


def test_the_three_languages_are_here() -> None:
    """English first; the others by their codes."""
    assert LANGUAGES == ("en", "kk", "ru")


def test_every_message_is_translated() -> None:
    """No N_() sentence and no help of a command lacks a translation."""
    held = {language: messages_of(language) for language in LANGUAGES}

    assert list(missing(FOUND, held)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_whole(language: str) -> None:
    """Equal places, the right plural forms, nothing empty, unused or left in English."""
    assert list(problems(FOUND, language, messages_of(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice_in_a_file(language: str) -> None:
    """JSON would silently keep the last of two, and the catalogue the last of two files."""
    keys: list[str] = []
    for name in message_files(language):
        text = (files("kuager.lang") / language / name).read_text("utf-8")
        json.loads(text, object_pairs_hook=lambda pairs: keys.extend(key for key, _ in pairs))

    assert sorted(key for key in keys if key in FOUND) == sorted(messages_of(language))


def test_the_extractor_finds_each_way_to_mark_a_message() -> None:
    """N_() and the paragraphs of a command's docstring, once each."""
    code = '''
x = N_("One " "sentence.")
@command("do")
def do(call):
    """First paragraph,
    on two lines.

    Second."""
def helper():
    """Not a message."""
'''

    assert {text for text, _ in messages_in(code)} == {
        "One sentence.",
        "First paragraph, on two lines.",
        "Second.",
    }


def test_a_message_that_is_no_literal_is_refused() -> None:
    """What is put together at run time cannot be translated."""
    with pytest.raises(ValueError, match="literal"):
        list(messages_in('N_(f"{count} rows")'))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        pytest.param("Two {a}.", "Два.", id="a place is missing"),
        pytest.param("Two.", "Два {a}.", id="a place too many"),
        pytest.param("Two.", " ", id="empty"),
        pytest.param("Two.", "Two.", id="left in English"),
        pytest.param("Two of them.", "Два of них.", id="half left in English"),
        pytest.param("{n} of", {"by": "n", "one": "{n}", "other": "{n}"}, id="wrong forms"),
        pytest.param(
            "{n} of", {"by": "m", "one": "{n}", "few": "{n}", "many": "{n}"}, id="counts nothing"
        ),
        pytest.param("Two.", ["Два"], id="neither sentence nor forms"),
    ],
)
def test_a_faulty_translation_is_refused(message: str, said: object) -> None:
    """Each fault a translation can have is found."""
    assert list(faults(message, said, "ru")) != []


def test_a_good_translation_passes() -> None:
    """Names, options, codes and formats may stay as they are; one may be spelt out."""
    forms = {"by": "n", "one": "Один файл.", "few": "{n} файла.", "many": "{n} файлов."}

    assert list(faults("{n} files.", forms, "ru")) == []
    assert list(faults("Use --lang.", "Укажите --lang или KUAGER_LANG, файл CSV.", "ru")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_are_complete(language: str) -> None:
    """Twelve months in every case, the patterns of English, a known plural rule."""
    words, english = words_of(language), words_of("en")

    assert all(len(names) == MONTHS for names in words.months.values())
    assert words.plural in PLURAL_RULES
    assert words.dates["whole"].keys() == english.dates["whole"].keys()
    assert words.dates["plain"].keys() == english.dates["plain"].keys()
    assert words.dates["in"].keys() == english.dates["in"].keys()
    assert words.seasons["plain"].keys() == english.seasons["plain"].keys()
    assert set(words.yes).isdisjoint(words.no)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_page_is_in_every_language(language: str) -> None:
    """The same pages, each with a title, and the same commands shown as examples."""
    for name in help_names():
        page, english = help_page(name, language), help_page(name, "en")

        assert page is not None
        assert english is not None
        assert page.startswith("# ")
        assert examples(page) == examples(english)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_help_page_is_left_in_english(language: str) -> None:
    """Outside of code, only names and formats keep Latin letters."""
    for name in help_names():
        page = help_page(name, language) or ""

        assert english_left(re.sub(r"^    .*$", "", page, flags=re.MULTILINE)) == []


def examples(page: str) -> list[str]:
    """The lines of a page that are typed as they stand."""
    return [line.strip() for line in page.splitlines() if line.startswith("    ")]


def test_there_is_no_help_page_outside_the_list() -> None:
    """A name that is no page, or tries to leave the folder, gives nothing."""
    assert help_page("../messages", "en") is None
    assert help_page("nothing", "en") is None
