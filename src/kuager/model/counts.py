"""How many, as it was said: exact, about, between, at least.

A count is kept as text; the forms are `33`, `~300` (about), `30..33` (from, to), `80..` (80 or
more), `..50` (50 or fewer), and a range may be marked, too (`~30..40`). People also write `>80`,
`≥80`, `80+`, `<50`, `≤50`, `30-33`, `30–33` and `1 000`; these are read as what they mean.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kuager import N_, KuagerError


class CountError(KuagerError):
    """A text that is not a count this project can keep without guessing."""

    code = "count-unreadable"
    exit_code = 2
    text = N_(
        "This is not a number of people or things that can be read: write 33, ~300 for about, "
        "30..33 for a range, or 80.. for 80 and more."
    )


class CountsReversedError(CountError):
    """A range whose first number is the greater one."""

    code = "count-range-reversed"
    text = N_("The range begins with its greater number: write the smaller one first.")


@dataclass(frozen=True, slots=True)
class Count:
    """From low to high, both included; high is None where there is no upper bound."""

    low: int
    high: int | None
    approximate: bool

    @property
    def exact(self) -> int | None:
        """The number, when there is only one and it is not an estimate."""
        return self.low if self.low == self.high and not self.approximate else None

    @property
    def bounds(self) -> tuple[int, int | None]:
        """At least and at most so many: about means a tenth less or more (decision 040)."""
        if not self.approximate:
            return self.low, self.high
        high = None if self.high is None else -(-self.high * 11 // 10)
        return self.low * 9 // 10, high

    @property
    def text(self) -> str:
        """The shortest spelling that says the same: what is stored."""
        mark = "~" if self.approximate else ""
        if self.low == self.high:
            return f"{mark}{self.low}"
        low = "" if self.low == 0 and self.high is not None else self.low
        return f"{mark}{low}..{'' if self.high is None else self.high}"


_NUMBER = "[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,3}|[0-9]{1,12}"
_COUNT = re.compile(
    rf"""(?P<about>~?) \s* (?:
        (?P<only>{_NUMBER})
        | (?P<low>{_NUMBER}) \s* (?:\.\.|-|–) \s* (?P<high>{_NUMBER})
        | (?P<least>{_NUMBER}) \s* (?:\.\.|\+) | (?:≥|>=) \s* (?P<from>{_NUMBER})
        | (?:\.\.|≤|<=) \s* (?P<most>{_NUMBER})
        | > \s* (?P<above>{_NUMBER})
        | < \s* (?P<below>{_NUMBER})
    )""",
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 12)
def read_count(text: str) -> Count:
    """Read a count; raises CountError or CountsReversedError."""
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise CountError
    low, high = _ends(found)
    if high is not None and low > high:
        raise CountsReversedError
    return Count(low, high, found["about"] == "~")


def _ends(found: re.Match[str]) -> tuple[int, int | None]:
    """The lowest and the highest number a text allows."""
    numbers = {
        name: int(re.sub(r"\s", "", digits))
        for name, digits in found.groupdict().items()
        if digits and name != "about"
    }
    match numbers:
        case {"only": only}:
            return only, only
        case {"low": low, "high": high}:
            return low, high
        case {"least": low} | {"from": low}:
            return low, None
        case {"above": low}:
            return low + 1, None
        case {"most": high}:
            return 0, high
    return 0, numbers["below"] - 1
