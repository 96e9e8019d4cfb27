"""Desks for the tests of verbs: real vaults of the cheapest derivation, a clock that is set."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kuager.model.schema import load_schema
from kuager.model.statement import EntityId, Statement, StatementId, say
from kuager.store.home import Home, unlock_home
from kuager.store.opening import Founder, Founding, found_store, open_store
from kuager.store.verify import Finding, verify
from kuager.vault.keys import Vmk
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.slots import create
from kuager.verbs.desk import Desk, desk_at
from kuager.verbs.records import FirstRecord, record_case
from kuager.verbs.vaults import FOUNDER_CODE

PASSPHRASE = "mango lantern otter violin garden pebble cloud"  # noqa: S105
MEMBER = EntityId(b"member-of-tests!")
MARCH_1 = 1_740_823_200_000
"""1 March 2025, 10:00 UTC, in milliseconds."""
HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: int = MARCH_1

    def __call__(self) -> int:
        """Milliseconds since 1970."""
        return self.now


@cache
def slots_and_key() -> tuple[bytes, Vmk]:
    """A slots file of the cheapest cost, made once, and the master key inside."""
    return create(PASSPHRASE, profile=cheapest_for_tests())


def new_desk(folder: Path, *, practice: bool = False, clock: Clock | None = None) -> Desk:
    """A desk at a new vault in `folder`, with a founding member."""
    slots, vmk = slots_and_key()
    said = (say(MEMBER, "member.code", FOUNDER_CODE),)
    founder = Founder(member=MEMBER, statements=said, practice=practice)
    founding = Founding(slots=slots, vmk=vmk, founder=founder)
    store = found_store(Home(folder), founding, load_schema(), clock=clock or Clock())
    return desk_at(store)


def desk_again(folder: Path, passphrase: str = PASSPHRASE, *, clock: Clock | None = None) -> Desk:
    """Sit down again at a vault that was closed."""
    home = Home(folder)
    keys = unlock_home(home, passphrase)
    return desk_at(open_store(home, keys, load_schema(), clock=clock or Clock()))


def clock_of(desk: Desk) -> Clock:
    """The clock of a desk that was made here."""
    assert isinstance(desk.store.clock, Clock)
    return desk.store.clock


def findings(desk: Desk) -> list[Finding]:
    """What proving the vault finds; empty if it is sound."""
    return verify(desk.store).findings


def tell(desk: Desk, *said: Statement) -> None:
    """Say statements in one change."""
    with desk.changing("say"):
        desk.say(said)


def case(desk: Desk, story: str = "Told at the office") -> str:
    """Record a case of the four things; returns its code."""
    first = FirstRecord(story=story, when_where="in spring, at the market", how_known="told us")
    return record_case(desk, first=first).code


def uid(desk: Desk, type_name: str, code: str) -> EntityId:
    """The id behind a code that is there."""
    return desk.find((type_name,), code)


def place_of(desk: Desk, record: EntityId, name: str, value: object) -> StatementId:
    """The standing statement of a record that says this."""
    found = [
        told
        for told in desk.view.history(record)
        if told.property == name and told.value == value and told.stands
    ]
    return found[-1].id
