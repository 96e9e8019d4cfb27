"""Ladders: what is shipped is whole, and what the linter refuses is refused."""

import copy
from pathlib import Path

import pytest

from kuager.model.compiled_files import DATA
from kuager.model.ladder import load_ladders, read_ladders
from kuager.model.ladder_compile import compile_ladders, compile_letters
from kuager.model.ladder_lint import LadderFiles, lint_ladders, read_ladder_files
from kuager.model.ladder_moves import ANSWERS, MOVES, moves_on
from kuager.model.ladder_stage import STAGES
from kuager.model.letter import BLANK, PLACES, compose, load_letters
from kuager.model.report import reading_text
from kuager.model.schema import load_schema

SCHEMA, KNOWN = load_schema(), load_ladders()
FOUND = read_ladder_files(DATA)


def test_the_linter_has_nothing_to_say() -> None:
    """What is shipped may be compiled."""
    assert lint_ladders(FOUND, SCHEMA) == []


def test_what_was_compiled_is_fresh() -> None:
    """If not: python -m kuager.model.ladder_compile."""
    assert compile_ladders(FOUND) == (DATA / "ladders.json").read_bytes()
    assert compile_letters(FOUND) == (DATA / "letters.json").read_bytes()


def test_every_ladder_word_has_its_file() -> None:
    """Five ladders of Kazakhstan; one of them is against us."""
    assert KNOWN.ladders.keys() == SCHEMA.vocabularies["ladder"].terms.keys()
    assert {name for name, one in KNOWN.ladders.items() if one.side == "theirs"} == {
        "kz-against-us"
    }


def test_the_ombudsman_stands_beside_every_ladder_and_on_none() -> None:
    """One may write, but it is no rung: courts do not count it as a remedy."""
    for ladder in KNOWN.ladders.values():
        assert "ombudsman" in {rung.id for rung in ladder.beside}
        assert "ombudsman" not in {rung.id for rung in ladder.rungs}


def test_a_limit_without_a_check_is_from_memory() -> None:
    """No limit of Kazakhstan was read in the law when it was written down, so none says it was."""
    assert {one.mark for name, one in KNOWN.limits.items() if name.startswith("kz-")} == {"memory"}
    assert KNOWN.holidays["KZ"].mark == "memory"


def test_moves_speak_the_words_of_the_lists() -> None:
    """What is clicked is counted with what is imported."""
    terms = {name: SCHEMA.vocabularies[name].terms for name in
             ("step_kind", "step_outcome", "exit_code", "justice_stage")}  # fmt: skip
    for move in MOVES.values():
        assert move.kind in terms["step_kind"]
        assert move.outcome in terms["step_outcome"]
        assert move.exit is None or move.exit in terms["exit_code"]
        assert move.stage is None or move.stage in terms["justice_stage"]
    assert all(term in terms["step_outcome"] for term in ANSWERS)
    assert tuple(terms["justice_stage"]) == STAGES


def test_every_rung_can_be_moved_on() -> None:
    """There is no rung of which nothing can be said, and no move that no rung has."""
    used = set()
    for ladder in KNOWN.ladders.values():
        for rung in ladder.by_id.values():
            found = {move.id for move in moves_on(ladder, rung)}
            assert found
            used |= found
    assert used == MOVES.keys()


@pytest.mark.parametrize(
    ("shelf", "where", "name", "value", "sentence"),
    [
        ("ladders", ("kz-crime",), "colour", "red", "unknown key"),
        ("ladders", ("kz-crime",), "side", "nobody", "neither"),
        ("ladders", ("kz-crime",), "kinds", ["quarrel"], "unknown kind of proceeding"),
        ("ladders", ("kz-crime",), "rungs", [], "no rungs"),
        ("ladders", ("kz-crime", "rungs", 0), "id", "moon", "unknown rung"),
        ("ladders", ("kz-crime", "rungs", 0), "id", "prosecutor", "stands twice"),
        ("ladders", ("kz-crime", "rungs", 0), "body", "moon", "unknown kind of body"),
        ("ladders", ("kz-crime", "rungs", 0), "channels", ["pigeon"], "unknown channel"),
        ("ladders", ("kz-crime", "rungs", 0), "answer", "soon", "no limit or letter"),
        ("ladders", ("kz-crime", "rungs", 0), "letters", ["love"], "no limit or letter"),
        ("ladders", ("kz-crime", "rungs", 4), "opens_after", ["moon"], "no rung here"),
        ("ladders", ("kz-crime", "rungs", 0), "hint", {"en": "x"}, "missing in “ru”"),
        ("ladders", ("kz-crime",), "after", ["un-moon"], "unknown rung"),
        ("limits", ("kz", "limits", 0), "unit", "moons", "unknown unit"),
        ("limits", ("kz", "limits", 0), "count", 0, "whole number"),
        ("limits", ("kz", "limits", 0), "mark", "sworn", "unknown mark"),
        ("limits", ("kz", "limits", 0), "to", "all", "neither"),
        ("limits", ("kz", "limits", 0), "provision", {}, "missing"),
        ("limits", ("kz", "limits", 1), "id", "kz-register-24h", "stands twice"),
        ("holidays", ("KZ", "fixed", 0), "day", "13-01", "not a day"),
        ("holidays", ("KZ", "fixed", 0), "carried", "maybe", "neither"),
        ("holidays", ("KZ",), "moving", ["spring"], "not a day"),
        ("letters", ("kz-judge", "ru"), "to", "{who}", "unknown place"),
        ("letters", ("kz-judge", "kk"), "to", "сот", "same places"),
        ("letters", ("kz-judge",), "label", {}, "missing"),
        ("letters", ("kz-judge", "ru"), "asks", [""], "no text"),
    ],
)
def test_the_linter_bites(
    shelf: str, where: tuple[str | int, ...], name: str, value: object, sentence: str
) -> None:
    """Each fault is found, and said in a sentence."""
    broken = copy.deepcopy(FOUND)
    place = getattr(broken, shelf)
    for step in where:
        place = place[step]
    place[name] = value

    assert any(sentence in problem for problem in lint_ladders(broken, SCHEMA))


def test_a_file_that_is_no_yaml_is_a_sentence(tmp_path: Path) -> None:
    """Nothing is raised, whatever a file holds."""
    (tmp_path / "ladders").mkdir()
    (tmp_path / "ladders" / "x.yaml").write_text("a: [", "utf-8")
    found = read_ladder_files(tmp_path)

    assert found.ladders == {}
    assert any("x.yaml" in problem for problem in lint_ladders(found, SCHEMA))


def test_a_ladder_without_its_file_is_found() -> None:
    """A word of the list needs a file, and a file a word."""
    assert "“kz-crime” is not both a word and a file" in lint_ladders(LadderFiles(), SCHEMA)


def test_compiled_ladders_are_read_back() -> None:
    """What was written is what is loaded."""
    assert read_ladders(compile_ladders(FOUND)) == KNOWN


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("name", load_letters())
def test_a_letter_without_facts_is_lines_to_write_on(name: str, language: str) -> None:
    """No place is left open in braces, and the warning stands first and last."""
    told = reading_text(compose(load_letters()[name], language, {}))

    assert not any("{" in line or "}" in line for line in told)
    assert sum(BLANK in line for line in told) >= 4
    assert told[1] == told[-1]
    assert "тексер" in told[1] if language == "kk" else "провер" in told[1]


@pytest.mark.parametrize("name", load_letters())
def test_a_letter_takes_what_is_known(name: str) -> None:
    """Every place that a template leaves open is filled with what is known for it."""
    facts = {place: f"<{place}>" for place in PLACES if place != "blank"}
    told = "\n".join(reading_text(compose(load_letters()[name], "ru", facts, verified=True)))

    assert "<" in told
    assert "Черновик" not in told


def test_another_wording_has_another_digest() -> None:
    """What a lawyer signed is these words and no others."""
    letters = load_letters()
    digests = {one.digest(language) for one in letters.values() for language in ("ru", "kk")}

    assert len(digests) == 2 * len(letters)
