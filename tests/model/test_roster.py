"""The roster: a fold over what the house says; nothing that is said can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.roster import (
    CIRCLE_KINDS,
    Device,
    Roster,
    founding_statements,
    tells_of_roster,
)
from kuager.model.statement import CircleId, EntityId, Value, retract, say

HOUSE, CASEWORK, IDENTITY = (CircleId(bytes([n]) * 16) for n in (1, 2, 3))
MEMBER, MACHINE = EntityId(b"member".ljust(16)), EntityId(b"machine".ljust(16))
KEY, NONCE = b"k" * 32, b"n" * 32


def founded() -> Roster:
    """The roster after a founding."""
    device = Device(id=MACHINE, key=KEY, member=MEMBER, receives="age1x")
    epochs = {circle: bytes([n]) * 16 for n, circle in enumerate((HOUSE, CASEWORK, IDENTITY))}
    said = founding_statements(
        house=HOUSE, pair=(CASEWORK, IDENTITY), device=device, nonce=NONCE, epochs=epochs
    )
    return Roster.empty().with_statements(said)


def test_the_founding_makes_one_device_and_three_circles() -> None:
    """The first device may write in all three circles, and the pair knows its halves."""
    roster = founded()

    assert NONCE == roster.nonce
    assert Device(id=MACHINE, key=KEY, member=MEMBER, receives="age1x") == roster.device_of(KEY)
    assert list(CIRCLE_KINDS) == [roster.kind_of(c) for c in (HOUSE, CASEWORK, IDENTITY)]
    assert all(roster.may_write(KEY, c) for c in (HOUSE, CASEWORK, IDENTITY))
    assert CASEWORK == roster.circles[IDENTITY].pair
    assert IDENTITY == roster.circle_of("identity")


def test_before_the_founding_nobody_may_anything() -> None:
    """An empty roster knows no circle, no device and no nonce."""
    roster = Roster.empty()

    assert not roster.may_write(KEY, HOUSE)
    assert None is roster.device_of(KEY)
    with pytest.raises(KeyError):
        roster.circle_of("house")


def test_a_restored_device_may_write_in_every_known_circle() -> None:
    """Whoever took the house over is trusted on this machine alone, in circles that exist."""
    said = founded()
    restored = Roster(said.devices, said.circles, said.nonce, b"r" * 32)

    assert restored.may_write(b"r" * 32, IDENTITY)
    assert not restored.may_write(b"r" * 32, CircleId(bytes(16)))
    assert not said.may_write(b"r" * 32, IDENTITY)


def test_what_was_said_first_of_keys_and_kinds_stays() -> None:
    """Nobody gives a device another key, a circle another kind or the house another nonce."""
    roster = founded().with_statements(
        [
            say(MACHINE, "roster.device_key", (b"x" * 32).hex()),
            say(EntityId(IDENTITY), "roster.circle", "house"),
            say(EntityId(HOUSE), "roster.nonce", (b"x" * 32).hex()),
        ]
    )

    assert founded() == roster


def test_epochs_are_kept_in_the_order_they_were_said() -> None:
    """The newest epoch of a circle is its last."""
    roster = founded().with_statements([say(EntityId(HOUSE), "roster.epoch", (b"e" * 16).hex())])

    assert b"e" * 16 == roster.circles[HOUSE].epochs[-1]
    assert 2 == len(roster.circles[HOUSE].epochs)


def test_a_retraction_takes_nobody_off_the_roster() -> None:
    """The roster only grows; a device is removed by an entry of another kind."""
    roster = founded().with_statements([retract(MACHINE, "roster.device_key", bytes(36))])  # type: ignore[arg-type]

    assert founded() == roster


odd: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.text(max_size=70),
    st.sampled_from(["zz", "0", "00", "аб", KEY.hex() + "00", " " + KEY.hex()]),
    st.sampled_from([bytes(4), bytes(32), bytes(36)]),
)
facts = st.sampled_from(
    [
        "nonce",
        "device_key",
        "member",
        "receives",
        "circle",
        "pair",
        "writer",
        "epoch",
        "made-up",
        "",
    ]
)


@given(said=st.lists(st.tuples(st.sampled_from([MACHINE, HOUSE, IDENTITY]), facts, odd)))
def test_nothing_that_is_said_breaks_the_roster(
    said: list[tuple[EntityId, str, Value]],
) -> None:
    """What is not of its form says nothing: rights stay as they were."""
    told = [say(EntityId(uid), f"roster.{name}", value) for uid, name, value in said]
    roster = founded().with_statements(told)

    assert NONCE == roster.nonce
    for circle in (HOUSE, CASEWORK, IDENTITY):
        assert roster.circles[circle].writers == founded().circles[circle].writers
        assert roster.circles[circle].kind == founded().circles[circle].kind
    assert KEY == roster.devices[MACHINE].key
    assert MEMBER == roster.devices[MACHINE].member


def test_what_speaks_of_the_roster_is_told_from_what_does_not() -> None:
    """Only statements whose property begins with `roster.` do."""
    assert tells_of_roster(
        [say(MEMBER, "member.code", "M-1"), say(MACHINE, "roster.member", MEMBER)]
    )
    assert not tells_of_roster([say(MEMBER, "member.code", "M-1"), say(MEMBER, "rosters", "x")])
