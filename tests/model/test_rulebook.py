"""The rulebook: data that is linted and fresh; budgets and deadlines that follow from it."""

from datetime import date

import pytest

from kuager.model.compiled_files import DATA
from kuager.model.length import Length
from kuager.model.outline import load_outlines
from kuager.model.rulebook import Rule, budgets, deadlines, load_rulebook
from kuager.model.rulebook_compile import compile_rules, lint_rules, read_rule_files
from kuager.model.schema import load_schema

FOUND = read_rule_files(DATA)
TODAY = date(2023, 3, 1)


def rule(**more: object) -> Rule:
    """A rule of length or deadline."""
    said = {
        "id": "x",
        "body": "cat",
        "stage": "session",
        "kind": "length",
        "mark": "memory",
        "origin": "Note of the session",
        "as_of": "2023",
        "value": "100",
        "unit": "words",
        **more,
    }
    return Rule(**said)  # type: ignore[arg-type]


def test_the_compiled_rulebook_is_fresh() -> None:
    """If not: python -m kuager.model.rulebook_compile."""
    assert compile_rules(FOUND) == (DATA / "rulebook.json").read_bytes()
    assert [] == lint_rules(FOUND, load_schema())


def test_every_rule_says_where_it_stands_and_how_sure_it_is() -> None:
    """Nothing is shipped without its origin, its day and its mark."""
    rules = load_rulebook().values()

    assert {"verified", "memory"} == {each.mark for each in rules}
    assert all(each.origin and each.as_of for each in rules)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({"unit": "miles"}, "no such word in the list rule_unit: miles"),
        ({"value": ""}, "it has either a value or words"),
        ({"note": {"en": "x"}}, "words are missing in ru, kk"),
        ({"origin": " "}, "where it says so and as of when is missing"),
    ],
)
def test_a_faulty_rule_is_named(raw: dict[str, object], problem: str) -> None:
    """The linter says what is wrong and with which rule."""
    assert [f"{FOUND[0]['id']}: {problem}"] == lint_rules([{**FOUND[0], **raw}], load_schema())


@pytest.mark.parametrize(
    ("notes", "used", "is_over"), [(True, 130, True), (None, 130, True), (False, 90, False)]
)
def test_words_are_counted_as_the_body_counts(
    notes: bool | None,  # noqa: FBT001 - a parameter of the test
    used: int,
    is_over: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Footnotes in or out; where nobody says, they count."""
    (found,) = budgets([rule(counts_notes=notes)], Length(text=90, notes=40), None)

    assert (100, used, is_over) == (found.most, found.used, found.is_over)


def test_pages_are_counted_only_where_they_are_known() -> None:
    """A page count comes from the pages that were set; without them nothing is claimed."""
    pages = rule(unit="pages", value="10")

    assert [None, 11] == [budgets([pages], Length(1, 1), known)[0].used for known in (None, 11)]


@pytest.mark.parametrize(
    ("value", "unit", "day"),
    [
        ("4", "weeks", date(2023, 3, 20)),
        ("10", "days", date(2023, 4, 7)),
        ("1", "months", date(2023, 3, 17)),
        ("1", "years", date(2022, 4, 17)),
    ],
)
def test_a_deadline_is_counted_back_from_the_session(value: str, unit: str, day: date) -> None:
    """Days left are negative once it has passed."""
    (found,) = deadlines(
        [rule(kind="deadline", value=value, unit=unit)],
        today=TODAY,
        opens=date(2023, 4, 17),
        year=None,
    )

    assert (day, (day - TODAY).days) == (found.day, found.days_left)


def test_a_month_without_that_day_ends_earlier() -> None:
    """One month before 31 March is the last of February."""
    (found,) = deadlines(
        [rule(kind="deadline", value="1", unit="months")],
        today=TODAY,
        opens=date(2023, 3, 31),
        year=None,
    )

    assert date(2023, 2, 28) == found.day


def test_a_fixed_day_lies_in_the_year_after() -> None:
    """30 April of the following year; without a session and a year there is no day."""
    fixed = rule(kind="deadline", value="04-30", unit=None)

    assert [date(2024, 4, 30)] == [
        due.day for due in deadlines([fixed], today=TODAY, opens=None, year=2023)
    ]
    assert () == deadlines(
        [fixed, rule(kind="deadline", unit="weeks")], today=TODAY, opens=None, year=None
    )


def test_the_rules_that_outlines_name_are_there() -> None:
    """Of a committee: for each stage at least one body has rules."""
    keys = {each.key for each in load_rulebook().values()}
    stages = {key.partition("/")[2] for key in keys}

    named = {key for outline in load_outlines().values() for key in outline.rules}

    assert set() == {key for key in named if "{" not in key} - keys
    assert set() == {key.partition("/")[2] for key in named if "{" in key} - stages
