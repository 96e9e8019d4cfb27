"""What a question means: the same while lists and rules are, another one when they change."""

from dataclasses import replace

import pytest

from kuager.model import meaning
from kuager.model.meaning import meaning_of
from kuager.model.question import read_question
from kuager.model.schema import Schema, load_schema

SCHEMA = load_schema()
ASKED = "unit=event&by=act.harm,event.place@region&event.kind=incident"


def of(text: str, schema: Schema = SCHEMA) -> str:
    """The fingerprint of a written question."""
    return meaning_of(read_question(text, schema), schema)


def with_term(vocabulary: str, term: str, **changed: object) -> Schema:
    """The schema with one word of a list otherwise."""
    known = SCHEMA.vocabularies[vocabulary]
    other = replace(known.terms[term], **changed)  # type: ignore[arg-type]
    terms = {**known.terms, term: other}
    lists = {**SCHEMA.vocabularies, vocabulary: replace(known, terms=terms)}
    return Schema(types=SCHEMA.types, vocabularies=lists, crosswalks=SCHEMA.crosswalks)


def test_the_same_question_means_the_same() -> None:
    """Period and chosen words are the question, not what it means."""
    assert of(ASKED) == of(f"{ASKED}&from=2024-01-01&to=2024-12-31")
    assert of(ASKED) == of(ASKED.replace("incident", "speech"))
    assert 64 == len(of(ASKED))


def test_a_label_changes_nothing() -> None:
    """Other words for the same thing are the same thing."""
    assert of(ASKED) == of(ASKED, with_term("harm", "material", label={"en": "Other"}))


def test_another_broader_word_changes_it() -> None:
    """A record then counts under another word."""
    assert of(ASKED) != of(ASKED, with_term("harm", "material", broader="physical"))


def test_a_list_that_is_not_asked_changes_nothing() -> None:
    """What the question does not touch cannot change its answer."""
    assert of(ASKED) == of(ASKED, with_term("bias", "age", broader=None))


def test_the_list_of_others_counts_only_where_it_is_asked() -> None:
    """A code of ODIHR concerns a question that is asked by ODIHR."""
    term = next(iter(SCHEMA.vocabularies["act"].terms))
    schema = with_term("act", term, crosswalk={"odihr": ("99",)})
    assert of("unit=act&by=act.type@odihr") != of("unit=act&by=act.type@odihr", schema)
    assert of("unit=act&by=act.type") == of("unit=act&by=act.type", schema)


def test_another_clock_is_another_meaning() -> None:
    """Counted by when it was known is not counted by when it happened."""
    assert of(ASKED) != of(f"{ASKED}&clock=known")


def test_other_rules_are_another_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the counting itself changes, the name of the rules is raised."""
    before = of(ASKED)
    monkeypatch.setattr(meaning, "RULES", "kuager/meaning/v2")
    assert before != of(ASKED)
