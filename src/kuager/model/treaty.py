"""Materials of documents for committees and reviews, already cut to what may leave.

Points under articles, cases, and texts kept once between sheets. Words of the house (positions,
results) come as labels by language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuager.model.article_parts import ArticleGroup
from kuager.model.chapter import Citation, Development
from kuager.model.manuscript import Written
from kuager.model.sheet import Sheet

Words = Mapping[str, str]
"""Language → words; "" is a name in no language."""
Citations = tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An assessment: whose view, the result, in words, what it rests on, where we looked and when.

    `whose` and `result` are term ids, `result_words` the label; `text` is "" where nobody worded
    it in this language. `searched_in` are the documents in which an answer was looked for.
    """

    code: str
    id: bytes
    whose: str
    by: Words = field(default_factory=dict)
    result: str
    result_words: Words
    grade: str | None = None
    text: str = ""
    citations: Citations = ()
    searched_in: Citations = ()
    searched: Words = field(default_factory=dict)
    on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPoint:
    """A recommendation, question, ask, reply or finding as it may be printed.

    `by` are organisations; `citations` say where it stands, or, for a point of our own, what it
    repeats. `is_asked`: it is a question. `position` is the label of the State's position,
    `position_said` its own words.
    """

    code: str
    id: bytes
    text: str
    is_asked: bool = False
    verbatim: bool = False
    by: tuple[Words, ...] = ()
    symbol: str | None = None
    number: str | None = None
    date: str | None = None
    position: Words = field(default_factory=dict)
    position_said: str = ""
    citations: Citations = ()
    checked: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PointGroup:
    """Points under one heading: articles of a treaty, or none."""

    points: tuple[PrintedPoint, ...]
    articles: ArticleGroup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointList:
    """Points numbered through, grouped or not."""

    groups: tuple[PointGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """Cases, numbered in the order in which they happened."""

    told: tuple[Development, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Sheets and texts that are kept once, one under the other."""

    parts: tuple[Sheet | Written, ...]
