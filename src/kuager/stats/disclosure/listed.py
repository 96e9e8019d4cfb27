"""What the list of categories tells by itself: of each listed one, that somebody is in it.

A table lists the categories that occur. So whoever reads it knows of each that its total is at
least one, also where that number is held back.
"""

from collections.abc import Callable, Iterator, Sequence

from kuager.model.published import TOTAL, Axis, Key


def occupied(axes: Sequence[Axis], is_empty: Callable[[Key], bool]) -> Iterator[Key]:
    """The totals of categories that a reader knows to be at least one.

    Not of an axis that lists its whole list, and not of one that shows of a category that nobody
    is in it (`is_empty`): it may list others like that.
    """
    for place, axis in enumerate(axes):
        margins = [
            tuple(code if at == place else TOTAL for at in range(len(axes)))
            for code in axis.categories
        ]
        if not axis.whole_list and not any(map(is_empty, margins)):
            yield from margins
