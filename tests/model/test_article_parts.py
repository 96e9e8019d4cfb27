"""Parts for treaty articles: said once in an outline, repeated for the articles of a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.article_parts import (
    Article,
    ArticleGroup,
    group_articles,
    is_within,
    place_among,
    treaty_of,
    with_articles,
)
from kuager.model.outline import BlockPlan, Outline, PartPlan

WORDS = {"en": "x", "ru": "x", "kk": "x"}


def article(number: str) -> Article:
    """An article of the Convention against Torture."""
    return Article(id=f"cat-{number}", number=number, title={"en": f"on {number}"})


def outline(*parts: PartPlan) -> Outline:
    """An outline of these parts."""
    return Outline(
        outline="o",
        edition="1",
        kind="alternative-report",
        use="un-public",
        label=WORDS,
        hint=WORDS,
        languages=("en",),
        parts=parts,
    )


REPEATED = PartPlan(
    part="article",
    each="article",
    heading={"en": "Article {article}: {title}"},
    headings={"en": "Articles {article}: {title}"},
    joins={"en": " and "},
    together=("cat-12 cat-13",),
    blocks=(BlockPlan(block="facts", label=WORDS, write=True, options={"lead": True}),),
)


def test_each_group_has_a_part_with_places_of_its_own() -> None:
    """Headings are filled, places are told apart, options stay and say the articles."""
    groups = group_articles([article("2"), article("12"), article("13")], REPEATED.together)
    last = PartPlan(part="closing", blocks=(BlockPlan(block="end", label=WORDS, write=True),))

    found = with_articles(outline(REPEATED, last), groups)

    assert [part.part for part in found.parts] == ["article-cat-2", "article-cat-12", "closing"]
    assert [part.heading.get("en") for part in found.parts[:2]] == [
        "Article 2: on 2",
        "Articles 12 and 13: on 12; on 13",
    ]
    assert [block.block for _, block in found.blocks()] == ["facts-cat-2", "facts-cat-12", "end"]
    assert found.parts[1].blocks[0].options == {"lead": True, "articles": ["cat-12", "cat-13"]}


def test_without_articles_the_part_is_left_out() -> None:
    """A document that answers to no committee goes through no articles."""
    assert with_articles(outline(REPEATED), []).parts == ()


@pytest.mark.parametrize(
    ("symbol", "treaty"),
    [
        ("CAT/C/KAZ/4", "cat"),
        ("CERD/C/KAZ/8-11", "icerd"),
        ("CCPR/C/KAZ/Q/2", "iccpr"),
        ("E/C.12/KAZ/CO/2", "icescr"),
        ("cedaw/C/KAZ/5", "cedaw"),
        ("A/HRC/43/10", None),
        ("CATALOGUE/C", None),
    ],
)
def test_the_symbol_names_the_treaty(symbol: str, treaty: str | None) -> None:
    """By the first part of the symbol, whole."""
    assert treaty_of([symbol]) == treaty


def test_a_letter_is_within_its_article_and_a_number_is_not_within_another() -> None:
    """Article 10 is no letter of article 1."""
    assert is_within("icerd-4-a", "icerd-4")
    assert not is_within("cat-10", "cat-1")


@given(st.lists(st.sampled_from(["cat-1", "cat-2", "cat-12", "cat-16"]), max_size=5))
def test_a_record_is_told_under_the_first_article_that_has_a_part(named: list[str]) -> None:
    """Never under two, and under none if none of its articles has a part."""
    groups = [ArticleGroup(articles=(article("2"),)), ArticleGroup(articles=(article("16"),))]

    place = place_among(named, groups)

    wanted = next((each for each in named if each in ("cat-2", "cat-16")), None)
    assert (None if place is None else place.ids[0]) == wanted
