"""Canaries at the doors of the counting room: see `counting` and `reach`."""

from functools import partial
from types import MappingProxyType

import pytest
from tests.hazards.counting import FAULTS, one_round
from tests.hazards.reach import Walk

from kuager.stats.frame import Column, Frame

CLEAN = {"hits": 0, "notes": []}


def test_no_canary_enters_the_counting_room() -> None:
    """Tables, funnels, the gate, figures and charts of a vault full of canaries: none inside."""
    figures = one_round(5)

    assert CLEAN == {name: figures[name] for name in CLEAN}
    assert int(str(figures["canaries"])) > 2000
    assert int(str(figures["times entered"])) > 500


@pytest.mark.full
def test_no_canary_enters_by_any_dimension() -> None:
    """The same by every dimension and scale of every unit."""
    figures = one_round(6, whole=True)

    assert CLEAN == {name: figures[name] for name in CLEAN}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_leaking_room_is_caught(fault: str) -> None:
    """A column of names, one of ids, and a function that reads the record are each found."""
    assert 0 < int(str(one_round(7, fault=fault)["hits"]))


class _Holder:
    """Something that is not of the model, with a canary inside."""

    __module__ = "kuager.store.somewhere"


def hidden() -> dict[str, object]:
    """A canary, or a way back, where a careless frame may carry it."""
    name = "вымышленная-канарейка"
    uid = b"sixteen-bytes-id"
    column = Column(values={"a": 1}, many=False)

    def closed_over() -> str:
        return name

    return {
        "a key": {name: 1},
        "a longer text": ["x", f"case of {name}, told"],
        "capitals": name.upper(),
        "a tuple in a set": {("a", name)},
        "a read-only mapping": MappingProxyType({"a": {"b": name}}),
        "a field": Column(values={name: 1}, many=False),
        "what an engine kept": Frame(
            size=1, sure=1, possibly=0, columns={"x": Column(values={}, many=False, kept=[name])}
        ),
        "a partial": partial(print, name),
        "a closure": closed_over,
        "a generator": (c for c in [name] for _ in range(2)),
        "an id": {"id": uid},
        "an id as text": [uid.hex()],
        "a thing of another room": [column, _Holder()],
    }


@pytest.mark.parametrize("way", hidden())
def test_the_walk_finds_it_wherever_it_is(way: str) -> None:
    """Keys, fields, closures, generators and foreign things are all walked."""
    walk = Walk({"вымышленная-канарейка"}, {b"sixteen-bytes-id"})
    walk.inside(hidden()[way], "here")

    assert walk.hits


def test_the_walk_lets_pass_what_belongs_there() -> None:
    """Codes, numbers, columns and frames are no hit."""
    walk = Walk({"вымышленная-канарейка"}, {b"sixteen-bytes-id"})
    column = Column(values={"incident": 5, "-": 2}, many=True)
    walk.inside(Frame(size=3, sure=7, possibly=0, columns={"event.kind": column}), "here")

    assert walk.hits == set()
    assert walk.looked_at > 5
