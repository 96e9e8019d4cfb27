"""What makes a function a verb: permission, one transaction, the audit, and a place in the list.

A verb takes the desk and keyword arguments and returns a frozen value. One that `saves` runs inside
one change of the log, named after it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, TypeVar

from kuager.verbs.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")
Needs = Literal["read", "amend", "keep"]
"""read the record · amend it · keep the house (members, backups, erasures)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One thing a person can do: its name everywhere, and what it needs."""

    name: str
    needs: Needs
    saves: bool
    summary: str


VERBS: dict[str, Verb] = {}


def verb(
    *, needs: Needs, saves: bool = False
) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Desk, P], R]]:
    """Register a function as a verb; with `saves` it runs inside one change."""

    def wrap(act: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
        name, summary = act.__name__, (act.__doc__ or "").partition("\n")[0]
        VERBS[name] = Verb(name=name, needs=needs, saves=saves, summary=summary)

        @wraps(act)
        def run(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            desk.demand(needs)
            if not saves:
                return act(desk, *args, **kwargs)
            with desk.changing(name):
                return act(desk, *args, **kwargs)

        return run

    return wrap
