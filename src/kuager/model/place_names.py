"""Looking up a place by what people call it: folded names, words for a kind, names in names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from kuager.model.folding import fold

Kind = Literal["country", "region", "city", "town", "district", "city-district", "village"]

_PARTS = re.compile(r"[,;()]")
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8  # of a text without commas that is taken apart
_IMPORTANCE: tuple[Kind, ...] = (
    *("country", "city", "region", "town", "district", "city-district", "village"),
)
_KIND_WORDS: dict[tuple[Kind, ...], str] = {
    ("region",): "region oblast oblys oblysy область области обл облысы",
    ("district", "city-district"): "district raion rayon audany район района р-н ауданы",
    ("city", "town"): "city town gorod qalasy город города г қаласы қ",
    ("village",): "village selo auyl село с ауыл ауылы",
}
_KINDS_OF_WORD = {
    fold(word).replace("-", ""): kinds
    for kinds, words in _KIND_WORDS.items()
    for word in words.split()
}


def divided(text: str) -> Iterator[list[str]]:
    """The text in parts: at its commas, else at each gap between two words."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1:
        yield parts
        return
    words = [word for word in text.split() if word.lower() != "of"][:_MOST_WORDS]
    for gap in range(1, len(words)):
        yield [" ".join(words[:gap]), " ".join(words[gap:])]


class Reading(NamedTuple):
    """A name as it is looked up: all its letters, those without kind words, and the kinds."""

    whole: str
    core: str
    kinds: frozenset[Kind]


def read_name(text: str) -> Reading:
    """Fold a name and set the words for a kind of place apart."""
    folded = fold(_POSSESSIVE.sub("", text)).replace("r-n", "rn")
    words = _WORD.findall(folded)
    rest = [word for word in words if word not in _KINDS_OF_WORD] or words
    kinds = [kind for word in words if word not in rest for kind in _KINDS_OF_WORD[word]]
    return Reading("".join(words), "".join(rest), frozenset(kinds))


class NameIndex:
    """Folded names to places, each with a rank: 0 a name of today, 1 a variant or former name."""

    def __init__(self) -> None:
        """Begin without places."""
        self._kinds: dict[str, Kind] = {}
        self._ranks: dict[str, dict[str, int]] = {}
        self._keys: list[str] = []

    def add(self, place_id: str, kind: Kind, names: Iterable[str], others: Iterable[str]) -> None:
        """Add a place with its names of today and its other names."""
        self._kinds[place_id] = kind
        for rank, group in ((1, others), (0, names)):
            for reading in map(read_name, group):
                for key in (reading.whole, reading.core):
                    self._ranks.setdefault(key, {})[place_id] = rank
        self._keys.clear()

    def find(self, text: str, *, whole: bool) -> list[str]:
        """Ids of the places a name can mean, best first; `whole`: no mere beginnings."""
        reading = read_name(text)
        if not reading.core:
            return []
        ranks = {} if whole else self._beginning_with(reading.core)
        for key in (reading.core, reading.whole):
            for place_id, rank in self._ranks.get(key, {}).items():
                ranks[place_id] = min(rank, ranks.get(place_id, rank))
        meant = [place_id for place_id in ranks if self._kinds[place_id] in reading.kinds]
        return sorted(meant or ranks, key=lambda place_id: self._order(place_id, ranks[place_id]))

    def _beginning_with(self, start: str) -> dict[str, int]:
        """Places with a name that begins so, all of the last rank."""
        self._keys = self._keys or sorted(self._ranks)
        found: dict[str, int] = {}
        for key in self._keys[bisect_left(self._keys, start) :]:
            if not key.startswith(start):
                break
            found |= dict.fromkeys(self._ranks[key], 2)
        return found

    def _order(self, place_id: str, rank: int) -> tuple[int, int, str]:
        return rank, _IMPORTANCE.index(self._kinds[place_id]), place_id
