"""Small categories told as one: `event.place@region:KZ-71+KZ-79`, as an address writes it."""

from dataclasses import replace

from kuager.model.protection import OTHERS, OpenTable
from kuager.model.published import MERGED, Key, Rule
from kuager.model.question import UnknownQuestionError
from kuager.stats.disclosure.mends import merge, small_categories

_BEFORE = ":"
_FEWEST = 2
_LONGEST = 160


def merged(table: OpenTable, text: str) -> OpenTable:
    """The same table with these categories as one. Raises UnknownQuestionError.

    Not where a record may stand under several: the sum would count it twice.
    """
    name, _, codes = text.partition(_BEFORE)
    small = tuple(sorted(set(codes.split(MERGED))))
    for place, axis in enumerate(table.axes):
        is_there = axis.name == name and set(small) <= set(axis.categories)
        if is_there and not axis.many and len(small) >= _FEWEST:
            return _named(merge(table, place, small), place, MERGED.join(small))
    raise UnknownQuestionError(part="merge")


def _named(table: OpenTable, place: int, code: str) -> OpenTable:
    """The merged category under the names of its parts."""

    def key_of(key: Key) -> Key:
        return tuple(
            code if at == place and part == OTHERS else part for at, part in enumerate(key)
        )

    axes = list(table.axes)
    categories = tuple(code if one == OTHERS else one for one in axes[place].categories)
    axes[place] = replace(axes[place], categories=categories)
    return replace(
        table,
        axes=tuple(axes),
        values={key_of(key): value for key, value in table.values.items()},
        free=frozenset(map(key_of, table.free)),
        impossible=frozenset(map(key_of, table.impossible)),
        public=frozenset(map(key_of, table.public)),
    )


def worth_merging(table: OpenTable, rule: Rule) -> list[str]:
    """For each dimension whose small categories could be told as one: how, as a text."""
    found = []
    for place, axis in enumerate(table.axes):
        small = small_categories(table, place, rule)
        text = f"{axis.name}{_BEFORE}{MERGED.join(small)}"
        if not axis.many and len(small) >= _FEWEST and len(text) <= _LONGEST:
            found.append(text)
    return found
