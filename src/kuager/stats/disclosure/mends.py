"""What one may change so that more of a table passes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kuager.model.protection import OTHERS, Mend, OpenTable, Protected
from kuager.model.published import NOTHING, TOTAL, Key, Rule
from kuager.stats.disclosure import protect
from kuager.stats.disclosure.keys import keys_of

_FEWEST = 2


def find_mends(table: OpenTable, rule: Rule, coarser: Mapping[str, OpenTable]) -> tuple[Mend, ...]:
    """The changes that show a greater share of a table than it shows as it is, the best first."""
    now = share(protect(table, rule, thorough=False))
    found = [*_coarser(coarser, rule), *_merged(table, rule)]
    better = [mend for mend in found if share(mend.protected) > now]
    return tuple(sorted(better, key=lambda mend: (-share(mend.protected), mend.kind, mend.name)))


def share(protected: Protected) -> float:
    """The share of the cells that stand, of those that are no plain zeros."""
    cells = [cell for cell in protected.cells.values() if cell.high != 0]
    shown = sum(cell.mark != "suppressed" for cell in cells)
    return shown / len(cells) if cells else 0.0


def _coarser(coarser: Mapping[str, OpenTable], rule: Rule) -> Iterator[Mend]:
    for name, table in sorted(coarser.items()):
        protected = protect(table, rule, thorough=False)
        yield Mend(kind="coarser", name=name, table=table, protected=protected)


def _merged(table: OpenTable, rule: Rule) -> Iterator[Mend]:
    """Each dimension with its small categories as one; not where a record may have several."""
    for place, axis in enumerate(table.axes):
        small = small_categories(table, place, rule)
        if axis.many or len(small) < _FEWEST:
            continue
        merged = merge(table, place, small)
        yield Mend(
            kind="merged",
            name=axis.name,
            table=merged,
            protected=protect(merged, rule, thorough=False),
            merged=small,
        )


def small_categories(table: OpenTable, place: int, rule: Rule) -> tuple[str, ...]:
    """The categories below the threshold, and as many of the next as make up one that is not."""
    sizes = {
        code: table.values.get(_margin(table, place, code), 0)
        for code in table.axes[place].categories
        if code != NOTHING
    }
    chosen: list[str] = []
    for code in sorted(sizes, key=lambda one: (sizes[one], one)):
        together = sum(sizes[one] for one in chosen)
        if sizes[code] >= rule.k and (together >= rule.k or together == 0):
            break
        chosen.append(code)
    return tuple(sorted(chosen))


def _margin(table: OpenTable, place: int, code: str) -> Key:
    return tuple(code if at == place else TOTAL for at in range(len(table.axes)))


def merge(table: OpenTable, place: int, small: tuple[str, ...]) -> OpenTable:
    """The same table with these categories of one dimension as one."""
    axis = table.axes[place]
    kept = [code for code in axis.categories if code not in small]
    at = len(kept) - (NOTHING in kept)
    codes = (*kept[:at], OTHERS, *kept[at:])
    axes = (*table.axes[:place], replace(axis, categories=codes), *table.axes[place + 1 :])
    return OpenTable(
        axes=axes,
        values={key: _sum(table, place, small, key) for key in keys_of(axes)},
        free=_every(table.free, place, small),
        impossible=_every(table.impossible, place, small),
    )


def _parts(place: int, small: tuple[str, ...], key: Key) -> list[Key]:
    if key[place] != OTHERS:
        return [key]
    return [(*key[:place], code, *key[place + 1 :]) for code in small]


def _sum(table: OpenTable, place: int, small: tuple[str, ...], key: Key) -> int:
    return sum(table.values.get(part, 0) for part in _parts(place, small, key))


def _every(keys: frozenset[Key], place: int, small: tuple[str, ...]) -> frozenset[Key]:
    """The keys of the merged table all of whose parts are among these."""
    merged = {
        (*key[:place], OTHERS if key[place] in small else key[place], *key[place + 1 :])
        for key in keys
    }
    return frozenset(key for key in merged if keys.issuperset(_parts(place, small, key)))
