"""Communications of individuals to UN committees: the rules of each body, with their marks.

Data (`data/communications.json`): whether the State accepts the procedure, since when, and how long
one has after the last decision at home. Each says whether that was verified or is from memory.
Limits that the ladders know are named by id: an organisation's own rule takes their place there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from kuager.model.working_days import Unit

Words = Mapping[str, str]
Accepted = Literal["yes", "no", "unknown"]
Result = Literal["met", "not-met", "open"]
"""Whether a condition is met, is not, or cannot be told from the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One committee. `limit` is the id of a limit of the ladders; else `count` and `unit`."""

    treaty: str
    accepted: Accepted
    accepted_mark: str
    accepted_words: Words
    in_force: str | None = None
    in_force_mark: str = "memory"
    limit: str | None = None
    count: int | None = None
    unit: Unit = "years"
    limit_mark: str = "memory"
    limit_words: Words = field(default_factory=dict)


@cache
def load_communications() -> dict[str, Body]:
    """The packaged rules by the id of the body; read once."""
    packed = files("kuager.model").joinpath("data", "communications.json").read_bytes()
    return msgspec.json.decode(packed, type=dict[str, Body])


def body_of_articles(articles: tuple[str, ...]) -> str | None:
    """The body whose treaty most of these articles belong to; None if they name none."""
    bodies = {body.treaty: name for name, body in load_communications().items()}
    found = [
        bodies[article.partition("-")[0]] for article in articles if _treaty(article) in bodies
    ]
    return max(found, key=found.count, default=None)


def _treaty(article: str) -> str:
    return article.partition("-")[0]
