"""Facts about vocabularies: the closed lists of plain words."""

from typing import get_args

import pytest

from kuager.model.compile import HERE
from kuager.model.consent import LEVELS, Answer, Use
from kuager.model.lint import lint
from kuager.model.roster import CIRCLE_KINDS
from kuager.model.schema import load_schema
from kuager.model.vocabulary import LANGUAGES, Term, UnknownTerm, Vocabulary

VOCABULARIES = load_schema().vocabularies
LISTS = list(VOCABULARIES.values())

TREE = Vocabulary(
    id="harm",
    title={"en": "Harm"},
    source="ours",
    licence="Apache-2.0",
    edition="1",
    terms={
        "physical": Term("physical", {"en": "Physical"}, crosswalk={"mt04": ("02 01",)}),
        "beating": Term("beating", {"en": "Beating", "ru": "Избиение"}, broader="physical"),
        "kick": Term("kick", {"en": "Kick"}, broader="beating", crosswalk={"mt05": ("03 01",)}),
        "money": Term("money", {"en": "Money"}),
    },
)


def test_the_linter_has_nothing_to_say() -> None:
    """Every file of schema and vocabularies that is shipped passes every rule."""
    assert [] == lint(HERE)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.id)
def test_every_word_is_there_in_three_languages(listed: Vocabulary) -> None:
    """A list and each of its words has a label in English, Russian and Kazakh."""
    words = [listed.title, *(term.label for term in listed.terms.values())]
    assert {LANGUAGES} == {tuple(lang for lang in LANGUAGES if w.get(lang)) for w in words}


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.id)
def test_no_two_words_of_a_list_look_alike(listed: Vocabulary) -> None:
    """In a menu one can tell every word from every other, in each language."""
    for lang in LANGUAGES:
        labels = [term.label[lang].casefold() for term in listed.terms.values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.id)
def test_every_list_says_where_it_comes_from(listed: Vocabulary) -> None:
    """Source, licence and edition are stated, and the words are ours to give away."""
    assert ("Apache-2.0", True, True) == (
        listed.licence,
        len(listed.source) > 0,
        len(listed.edition) > 0,
    )


def test_kazakh_is_not_borrowed_wholesale() -> None:
    """Few Kazakh labels equal the Russian ones: shared words, not words left untranslated."""
    labels = [term.label for listed in LISTS for term in listed.terms.values()]
    alike = [label for label in labels if label["ru"].casefold() == label["kk"].casefold()]
    assert len(alike) < len(labels) * 0.05


def test_consent_is_asked_for_ten_uses() -> None:
    """The list that people read and the uses that the rule knows are the same."""
    assert list(get_args(Use)) == list(VOCABULARIES["consent_use"].terms)
    assert 10 == len(get_args(Use))


def test_answers_run_from_nothing_to_the_name() -> None:
    """The answers people choose from are those the rule understands, strictest levels first."""
    assert list(get_args(Answer)) == list(VOCABULARIES["consent_answer"].terms)
    assert LEVELS == tuple(VOCABULARIES["consent_answer"].terms)[-3:]


def test_sensitivity_has_five_steps_with_a_mark_for_others() -> None:
    """0 public to 4 critical, each with its mark of the Traffic Light Protocol."""
    steps = VOCABULARIES["sensitivity"]
    marks = [steps.codes(step, "tlp")[0] for step in steps.terms]
    assert ["TLP:CLEAR", "TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "TLP:RED", "TLP:RED"] == marks


def test_circles_are_of_the_kinds_the_roster_knows() -> None:
    """The words for circles are the kinds that decide what is said where."""
    assert CIRCLE_KINDS == tuple(VOCABULARIES["circle_kind"].terms)


def test_silence_is_a_value() -> None:
    """No answer, nothing since, no trace, not reported: absence can be said and counted."""
    said = {
        "response": "none",
        "step_kind": "no-word",
        "claim_check": "no-trace",
        "official_position": "silent",
    }
    assert [] == [name for name, term in said.items() if term not in VOCABULARIES[name].terms]


def test_a_word_without_a_language_falls_back_to_english() -> None:
    """A label asked for in a language it does not have is shown in English."""
    assert ("Избиение", "Beating") == (TREE.label("beating", "ru"), TREE.label("beating", "kk"))


def test_a_word_knows_what_stands_above_and_below_it() -> None:
    """Broader ids come nearest first, narrower ones in reading order."""
    assert ["beating", "physical"] == list(TREE.broader("kick"))
    assert ("beating",) == TREE.narrower("physical")
    assert ("physical", "money") == TREE.top
    assert () == TREE.narrower("kick")


def test_a_code_of_others_is_inherited() -> None:
    """A word without a code of its own is exchanged under that of the nearest broader word."""
    assert ("02 01",) == TREE.codes("kick", "mt04")
    assert ("03 01",) == TREE.codes("kick", "mt05")
    assert () == TREE.codes("money", "mt04")


def test_an_unknown_word_is_refused() -> None:
    """A code that is not in the list is refused by name, for a label as for a code."""
    for ask in (TREE.term, lambda term: TREE.label(term, "en")):
        with pytest.raises(UnknownTerm) as refused:
            ask("colour")
        assert {"term": "colour", "vocabulary": "harm"} == refused.value.facts
