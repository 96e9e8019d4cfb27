"""Who may say what, where in the chain: rules over stubs, without a key and without a database."""

from dataclasses import replace

import pytest

from kuager.model.chain import (
    Seen,
    check_author,
    check_founding,
    check_place,
    check_redaction,
    retraction_counts,
)
from kuager.model.entry import ZERO_ID, EntryError, Stub, organisation_id
from kuager.model.payload import Payload
from kuager.model.roster import Roster
from kuager.model.statement import CircleId, EntityId, EntryId, say

HOUSE, CASEWORK, IDENTITY = (CircleId(bytes([n]) * 16) for n in (1, 2, 3))
ADA, SAM, EVE = (bytes([n]) * 32 for n in (11, 12, 13))
NONCE = b"n" * 32
ORGANISATION = organisation_id(ADA, NONCE)


def entry(number: int) -> EntryId:
    """A fixed entry id."""
    return EntryId(bytes([number]) * 32)


def stub(device: bytes, seq: int, depth: int, **changed: object) -> Stub:
    """An entry of a device; its predecessor has the number before."""
    made = Stub(
        organisation=ORGANISATION,
        device=device,
        seq=seq,
        previous=ZERO_ID if seq == 1 else entry(device[0] + 20 * (seq - 1)),
        depth=depth,
        time=0,
        circle=CASEWORK,
        count=1,
        root=bytes(32),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def known(*stubs: Stub) -> Seen:
    """What is accepted; the id of an entry follows from its device and number."""
    seen = Seen()
    for one in stubs:
        seen.add(one, entry(one.device[0] + 20 * one.seq))
    return seen


def place(one: Stub, seen: Seen) -> str:
    """The verdict on an entry's place."""
    return check_place(one, entry(250), organisation=ORGANISATION, known=seen)


def test_a_chain_is_followed() -> None:
    """The next entry of a device is accepted, also with another device's latest as a head."""
    seen = known(stub(ADA, 1, 1), stub(SAM, 1, 5))

    assert "accepted" == place(stub(ADA, 2, 2), seen)
    assert "accepted" == place(stub(ADA, 2, 6, heads=(entry(32),)), seen)
    assert "accepted" == place(stub(EVE, 1, 1), seen)
    assert "accepted" == place(stub(EVE, 1, 2, heads=(entry(31),)), seen)


def test_an_entry_waits_for_its_parents() -> None:
    """An entry whose predecessor or head is not held is neither taken nor refused."""
    seen = known(stub(ADA, 1, 1))

    assert "waiting" == place(stub(ADA, 3, 3), seen)
    assert "waiting" == place(stub(ADA, 2, 2, heads=(entry(99),)), seen)


def test_an_unknown_kind_is_kept() -> None:
    """A newer kind of entry stands in the chain and is not applied."""
    assert "kept-unapplied" == place(stub(ADA, 2, 2, kind=7), known(stub(ADA, 1, 1)))


WRONG: list[tuple[str, Stub]] = [
    ("other-organisation", stub(ADA, 2, 2, organisation=bytes(32))),
    ("wrong-depth", stub(ADA, 2, 3)),
    ("wrong-depth", stub(ADA, 2, 2, heads=(entry(32),))),
    ("wrong-depth", stub(EVE, 1, 2)),
    ("previous-of-another-device", stub(ADA, 2, 6, previous=entry(32))),
    ("wrong-seq", stub(ADA, 3, 2, previous=entry(31))),
    ("wrong-seq", replace(stub(ADA, 2, 2), seq=2**64 - 1)),
    ("head-of-own-device", stub(EVE, 1, 2, heads=(entry(33),))),
]


@pytest.mark.parametrize(("reason", "one"), WRONG)
def test_a_wrong_place_has_its_reason(reason: str, one: Stub) -> None:
    """Each rule about places is told apart."""
    seen = known(stub(ADA, 1, 1), stub(SAM, 1, 5), stub(EVE, 1, 1))

    with pytest.raises(EntryError) as caught:
        place(one, seen)
    assert reason == caught.value.reason


def test_two_entries_with_one_number_are_a_fork() -> None:
    """The second of them is refused, whichever it is; the same one again is not."""
    seen = known(stub(ADA, 1, 1), stub(ADA, 2, 2))

    with pytest.raises(EntryError) as caught:
        place(stub(ADA, 2, 2), seen)
    assert "fork" == caught.value.reason
    again = check_place(stub(ADA, 2, 2), entry(51), organisation=ORGANISATION, known=seen)
    assert "accepted" == again


def a_roster(*said: tuple[EntityId, str, object]) -> Roster:
    """A roster with Ada in all circles and Sam in casework."""
    ada, sam = EntityId(b"ada".ljust(16)), EntityId(b"sam".ljust(16))
    told = [
        (EntityId(HOUSE), "roster.nonce", NONCE.hex()),
        (ada, "roster.device_key", ADA.hex()),
        (sam, "roster.device_key", SAM.hex()),
        (EntityId(HOUSE), "roster.circle", "house"),
        (EntityId(CASEWORK), "roster.circle", "casework"),
        (EntityId(IDENTITY), "roster.circle", "identity"),
        *((EntityId(circle), "roster.writer", ada) for circle in (HOUSE, CASEWORK, IDENTITY)),
        (EntityId(CASEWORK), "roster.writer", sam),
        *said,
    ]
    return Roster.empty().with_statements(say(uid, name, value) for uid, name, value in told)  # type: ignore[arg-type]


def test_the_roster_says_who_may_write_where() -> None:
    """Ada may write everywhere, Sam in casework, and nobody else anywhere."""
    roster = a_roster()
    for circle in (HOUSE, CASEWORK, IDENTITY):
        check_author(stub(ADA, 1, 1, circle=circle), roster)
    check_author(stub(SAM, 1, 1), roster)


@pytest.mark.parametrize(
    ("reason", "device", "circle"),
    [
        ("device-not-in-roster", EVE, CASEWORK),
        ("device-may-not-write-here", SAM, IDENTITY),
        ("device-may-not-write-here", SAM, HOUSE),
        ("device-may-not-write-here", ADA, CircleId(bytes(16))),
    ],
)
def test_an_author_who_may_not_is_refused(reason: str, device: bytes, circle: CircleId) -> None:
    """A stranger and a member in the wrong circle are told apart."""
    with pytest.raises(EntryError) as caught:
        check_author(stub(device, 1, 1, circle=circle), a_roster())
    assert reason == caught.value.reason


def test_a_founding_is_bound_to_its_nonce_and_to_the_house() -> None:
    """Only the founder's own first entry in the house circle founds this house."""
    check_founding(stub(ADA, 1, 1, circle=HOUSE), a_roster())
    for reason, one, roster in (
        ("not-the-founder", stub(SAM, 1, 1, circle=HOUSE), a_roster()),
        ("not-the-founder", stub(ADA, 1, 1, circle=HOUSE), Roster.empty()),
        ("founding-outside-the-house", stub(ADA, 1, 1), a_roster()),
    ):
        with pytest.raises(EntryError) as caught:
            check_founding(one, roster)
        assert reason == caught.value.reason


def lacking(*indexes: int) -> Payload:
    """A payload of five leaves without these."""
    uid = EntityId(bytes(16))
    return Payload(
        change=bytes(16),
        salts=[],
        hidden={index: bytes(32) for index in indexes},
        statements={n: say(uid, "a.b", n) for n in range(5) if n not in indexes},
    )


def test_nobody_censors_and_nobody_resurrects() -> None:
    """A body lacks nothing but what it may, and all that it must."""
    check_redaction(lacking(), may=set(), must=set())
    check_redaction(lacking(1, 2), may={1, 2, 3}, must={1, 2})
    for reason, payload in (
        ("leaf-censored", lacking(1, 4)),
        ("erased-leaf-resurrected", lacking(1)),
    ):
        with pytest.raises(EntryError) as caught:
            check_redaction(payload, may={1, 2}, must={1, 2})
        assert reason == caught.value.reason


def test_a_withdrawal_counts_where_its_author_may_write() -> None:
    """Sam may withdraw what is said in casework and not what is said in identity."""
    circles = {entry(1): CASEWORK, entry(2): IDENTITY}
    counts = [
        retraction_counts(a_roster(), device, entry(number), circles.get)
        for device in (ADA, SAM)
        for number in (1, 2, 3)
    ]

    assert [True, True, False, True, False, False] == counts
