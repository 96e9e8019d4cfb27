"""Parts for treaty articles: an outline says it once, a document has it for each of its articles.

Which articles those are follows from the document: its treaty, and the points and records that are
told in it. What belongs to several articles stands under the first that has a part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kuager.model.outline import BlockPlan, Outline, PartPlan, Words

TREATIES: Final[Mapping[str, str]] = {
    "CCPR": "iccpr",
    "E/C.12": "icescr",
    "CAT": "cat",
    "CERD": "icerd",
    "CEDAW": "cedaw",
    "CRC": "crc",
    "CRPD": "crpd",
}
"""The first part of a document symbol of a treaty body → its treaty in `treaty_article`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a treaty: its id, number ("12"), letters that are meant, and what it is on."""

    id: str
    number: str
    letters: tuple[str, ...] = ()
    title: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleGroup:
    """Articles that share one part, in the order of the treaty."""

    articles: tuple[Article, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(article.id for article in self.articles)

    @property
    def name(self) -> str:
        """What tells this group from others: a piece of the ids of blocks."""
        return self.articles[0].id


def treaty_of(symbols: Iterable[str]) -> str | None:
    """The treaty to whose body a document symbol belongs: "CAT/C/KAZ/Q/4" → "cat"."""
    for symbol in symbols:
        for first, treaty in TREATIES.items():
            if symbol.strip().upper().startswith(f"{first}/"):
                return treaty
    return None


def group_articles(articles: Iterable[Article], together: Sequence[str]) -> list[ArticleGroup]:
    """Articles by part: those that the outline puts together share one."""
    kin = {each: line for line in together for each in line.split()}
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(kin.get(article.id, article.id), []).append(article)
    return [ArticleGroup(articles=tuple(group)) for group in groups.values()]


def place_among(articles: Iterable[str], groups: Sequence[ArticleGroup]) -> ArticleGroup | None:
    """The group under which something that touches these articles is told: the first it meets."""
    for each in articles:
        for group in groups:
            if any(is_within(each, article) for article in group.ids):
                return group
    return None


def is_within(article: str, whole: str) -> bool:
    """Whether one article is another, or a letter of it: "icerd-4-a" is within "icerd-4"."""
    return article == whole or article.startswith(f"{whole}-")


def with_articles(outline: Outline, groups: Sequence[ArticleGroup]) -> Outline:
    """The outline with one part for each group in place of each part that is repeated."""
    if all(part.each is None for part in outline.parts):
        return outline
    parts: list[PartPlan] = []
    for part in outline.parts:
        own = [part] if part.each is None else [_part(part, group) for group in groups]
        parts += own
    return replace(outline, parts=tuple(parts))


def _part(part: PartPlan, group: ArticleGroup) -> PartPlan:
    words = part.heading if len(group.articles) == 1 else part.headings
    return replace(
        part,
        part=f"{part.part}-{group.name}",
        heading={code: _heading(text, group, part, code) for code, text in words.items()},
        each=None,
        blocks=tuple(_block(block, group) for block in part.blocks),
    )


def _block(block: BlockPlan, group: ArticleGroup) -> BlockPlan:
    options = {**block.options, "articles": list(group.ids)}
    return replace(block, block=f"{block.block}-{group.name}", options=options)


def _heading(text: str, group: ArticleGroup, part: PartPlan, language: str) -> str:
    numbers = part.joins.get(language, ", ").join(a.number for a in group.articles)
    titles = "; ".join(filter(None, (_title(a, language) for a in group.articles)))
    return text.replace("{article}", numbers).replace("{title}", titles)


def _title(article: Article, language: str) -> str:
    return article.title.get(language) or article.title.get("en", "")
