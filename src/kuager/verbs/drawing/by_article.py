"""Under which treaty article a record is told: the first it names that has a part of its own."""

from collections.abc import Iterable

from kuager.model.article_parts import is_within
from kuager.model.outline import BlockPlan
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.treaty_articles import own_articles, treaty_of_document

ARTICLES = "articles"
"""The option by which a block says for which articles it stands."""


def listed(plan: BlockPlan, name: str) -> list[str]:
    """An option of a block that is a list; empty if it is not said."""
    value = plan.options.get(name)
    return list(value) if isinstance(value, list) else [value] if isinstance(value, str) else []


class Places:
    """The parts of a document that stand for articles; knows what is told in the block asked for.

    A block that stands for no article tells everything.
    """

    def __init__(self, desk: Desk, asked: Asked) -> None:
        """From the outline as it is for this document."""
        self.treaty = treaty_of_document(desk, asked.writing)
        self._here = listed(asked.plan, ARTICLES)
        every = (listed(block, ARTICLES) for _, block in asked.outline.blocks())
        self._all = {article for group in every for article in group}

    @property
    def is_divided(self) -> bool:
        """Whether the block asked for stands for some of the articles only."""
        return bool(self._here)

    def is_here(self, record: Record) -> bool:
        """Whether a record is told in this block."""
        if not self._here:
            return True
        first = next((a for a in own_articles(record, self.treaty) if self._in(a, self._all)), None)
        return first is not None and self._in(first, self._here)

    def those_here(self, records: Iterable[Record]) -> list[Record]:
        """Of these records, those that are told in this block."""
        return [record for record in records if self.is_here(record)]

    @staticmethod
    def _in(article: str, wholes: Iterable[str]) -> bool:
        return any(is_within(article, whole) for whole in wholes)
