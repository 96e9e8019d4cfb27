"""Every other check finds what it is for; and no check of the shelf is without a case."""

from dataclasses import replace

import pytest
from tests.hazards.seeds import SEEDS
from tests.model.checks.looking import KNOWN, checks_of, found, piece
from tests.model.checks.test_ready_cases import READY

from kuager.model.checks import CHECKS, Matter, run_checks
from kuager.model.checks.matter import (
    Behind,
    Budget,
    Conflict,
    Empty,
    FigureBehind,
    Line,
    Piece,
    Stretch,
)
from kuager.model.private_words import PrivateWords

PRIVATE = PrivateWords(names=frozenset({"Айгүл Үлгіқызы"}), venues=frozenset({"Тайник"}))


def drawn(text: str, **said: object) -> Piece:
    """A drawn paragraph with one record behind it."""
    behind = Behind(type="event", code="ev-1", **said)  # type: ignore[arg-type]
    return piece(text, "A source, 2024.", own=False, behind=(behind,))


def table(head: tuple[str, ...], *cells: str) -> Piece:
    """A drawn table with a caption."""
    lines = tuple(Line(stretches=(Stretch(text=cell),)) for cell in (*head, *cells, "A table"))
    return Piece(
        place="numbers", piece="t1", kind="table", language="en", lines=lines, columns=len(head)
    )


CASES: dict[str, tuple[Piece, ...]] = {
    "consent": (drawn("In May it came to pass.", refused="consent-withdrawn"),),
    "sensitivity": (drawn("In May it came to pass.", refused="too-sensitive"),),
    "private-venue": (drawn("In May a woman was beaten at Тайник.", private=PRIVATE),),
    "figure": (drawn("In 5 of 20 cases.", figure=FigureBehind(verdict="held", kept=5)),),
    "hidden-conflict": (
        drawn(
            "In May, it came to pass.",
            conflicts=(Conflict(name="event.date", kind="date", said=("2024-05", "2024-06")),),
        ),
    ),
    "small-cell": (table(("Town", "Cases"), "Oral", "2", "Astana", "17"),),
    "number-without-base": (piece("We documented 83 cases in the year."),),
    "note-without-source": (piece("The law was passed.", "Source?"),),
    "dead-reference": (piece("The whole list stands in Annex 3."),),
    "reminder": (piece("TODO ask the lawyer about this."),),
    "untranslated": (
        piece("Полиция задержала участников мирного шествия и отпустила их без протокола."),
    ),
    "foreign-word": (piece("They were taken to the акимат of the town that evening."),),
}


@pytest.mark.parametrize("name", CASES)
def test_the_check_finds_it(name: str) -> None:
    """What it is for."""
    assert name in checks_of(*CASES[name])


def test_what_is_wrong_with_the_whole_is_found() -> None:
    """Empty parts, remarks of the layout, too many words."""
    remarked = Piece(
        place="text",
        piece="d1",
        kind="paragraph",
        language="en",
        lines=(Line(stretches=(Stretch(text="It came to pass."),)),),
        remarks=(("ev-1", "no-source"),),
    )
    matter = Matter(
        use="publication",
        language="en",
        pieces=(remarked,),
        known=KNOWN,
        empties=(Empty(place="introduction", state="empty"),),
        budget=Budget(words=2, used=5),
    )

    names = {one.check for one in run_checks(matter, secret=b"secret")}

    assert {"unfinished", "wording", "too-long"} == names


def test_no_check_is_without_a_case() -> None:
    """Whoever adds one adds what it has to find."""
    tried = CASES.keys() | {check for _, check in READY.values()} | {s.check for s in SEEDS}

    assert {check.name for check in CHECKS} <= tried | {"unfinished", "wording", "too-long"}


def test_consent_and_children_and_whole_names_are_firm() -> None:
    """The others are not, or nobody could ever send anything."""
    firm = {check.name for check in CHECKS if not check.may_override}

    assert {"consent", "minor", "private-contact", "initial-with-facts"} <= firm
    assert {"small-number", "address", "day-and-place", "share"}.isdisjoint(firm)


def test_a_name_that_is_also_a_word_is_asked_about_only_with_a_capital() -> None:
    """Мира is a name, мира is peace; at the beginning of a sentence a person decides."""
    mira = PrivateWords(names=frozenset({"Мира Примерова"}))
    behind = (Behind(type="event", code="ev-1", private=mira),)

    def told(text: str) -> list[bool]:
        own = piece(text, "Источник, 2024.", language="ru", behind=behind)
        return [one.may_override for one in found(own) if one.check == "private-name"]

    assert [] == told("Во всём мире говорят о правах; никто не хочет мира.")
    assert [True] == told("Мира не хочет никто.")
    assert [False] == told("Тогда пришла Мира.")


def test_what_was_agreed_to_by_name_may_be_told() -> None:
    """With name, day and place."""
    told = drawn(
        "On 29 May 2021 Aigul Ulgikyzy was beaten in Shymkent.", level="name", private=PRIVATE
    )

    assert set() == checks_of(told)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("In May, it came to pass.", ("2024-05", "2024-05-28")),
        ("In May, it came to pass.", ("2024-05", "2024")),
        ("On 28 May, it came to pass.", ("2024-05-28", "2024-05")),
        ("In May or June, it came to pass.", ("2024-05", "2024-06")),
        ("According to one source in May, it came to pass.", ("2024-05", "2024-06")),
    ],
)
def test_sources_that_can_both_be_right_hide_nothing(said: str, values: tuple[str, ...]) -> None:
    """A vaguer date contradicts nothing; a text that shows its doubt hides nothing."""
    conflict = Conflict(name="event.date", kind="date", said=values)

    assert "hidden-conflict" not in checks_of(drawn(said, conflicts=(conflict,)))


def test_stories_that_many_share_point_at_nobody() -> None:
    """Three teachers of one town in one month; two are too few."""
    told = [
        piece("A teacher in Astana was fired in March 2023 for a post.", number=n, place=f"p{n}")
        for n in range(3)
    ]

    assert "role-town-date" not in checks_of(*told)
    assert "role-town-date" in checks_of(*told[:2])


def test_a_finding_is_told_once_however_often_it_stands() -> None:
    """The same words in the same place."""
    many = [piece("Write to sun77@gmail.com.", number=n) for n in range(4)]

    assert ["mailbox"] == [one.check for one in found(*many)]


def test_a_held_figure_is_one_finding() -> None:
    """Its gap is no reminder of the writer, and what the layout remarks says the same again."""
    figure = Behind(type="figure", code="F-1", figure=FigureBehind(verdict="held", kept=5))
    told = replace(
        piece("We know of […] cases.", behind=(figure,)), remarks=(("F-1", "figure-held"),)
    )

    assert ["figure"] == [one.check for one in found(told) if one.check != "number-without-base"]
    assert "reminder" in {one.check for one in found(piece("We know of […] cases."))}
