"""An erasure from request to receipt, as the verbs do it, with what an adversary kept."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hazards.pages import plain_pages
from tests.store.houses import MEMBER, evidence, tell

from kuager.model.entry import EntryError, read_stub
from kuager.model.statement import EntityId, say
from kuager.store.erasing import ErasurePlan, carry_out, plan_erasure, request_statements
from kuager.store.sealing import Sealed, open_payload
from kuager.store.store import Store
from kuager.vault.keys import Epoch

DAY = "2024-06-01"


def request(
    store: Store, *roots: EntityId, identity_only: bool = False
) -> tuple[EntityId, ErasurePlan]:
    """Ask for an erasure; what it names is hidden from now on."""
    erasure = store.new_id()
    plan = plan_erasure(store, roots, identity_only=identity_only)
    with store.change("request_erasure", MEMBER, about=erasure) as change:
        change.write([say(erasure, "erasure.code", f"X-{erasure.hex()[:4]}")])
        for portion in request_statements(erasure, plan):
            change.write(portion)
    return erasure, plan


def approve(store: Store, erasure: EntityId) -> None:
    """Let the erasure be carried out."""
    tell(store, say(erasure, "erasure.approved_on", DAY), verb="approve_erasure")


def finish(store: Store, erasure: EntityId) -> None:
    """Carry it out and say so."""
    carry_out(store, erasure, MEMBER)
    tell(store, say(erasure, "erasure.done_on", DAY), verb="finish_erasure")


def erase(store: Store, *roots: EntityId, identity_only: bool = False) -> ErasurePlan:
    """All of it."""
    erasure, plan = request(store, *roots, identity_only=identity_only)
    approve(store, erasure)
    finish(store, erasure)
    return plan


@dataclass
class TwoCases:
    """A case that goes, one that stays, and the words by which each would be known again."""

    going: EntityId
    staying: EntityId
    shared: EntityId
    gone_words: list[str]
    kept_words: list[str]


def two_cases(store: Store) -> TwoCases:
    """Two cases full of canaries, and one person who belongs to both."""
    made: list[EntityId] = []
    words: list[list[str]] = []
    shared = store.new_id()
    for number, mark in enumerate(("ZQGONE", "ZQKEPT")):
        case, person, event, source = (store.new_id() for _ in range(4))
        told = [f"{mark}{kind}ы" for kind in ("story", "name", "contact", "venue", "quote", "code")]
        tell(store, say(case, "case.code", told[5]), say(case, "case.story", told[0] * 40))
        tell(store, say(person, "person.case", case), say(person, "person.name_in_use", told[1]))
        tell(store, say(person, "person.contact", told[2]), say(event, "event.case", case))
        tell(store, say(event, "event.venue", told[3]), say(event, "event.code", f"E-{number}"))
        tell(store, say(source, "source.case", case), say(source, "source.remarks", told[4]))
        tell(store, say(shared, "person.case", case), say(event, "event.place", "kz-750000000"))
        evidence(store, f"{mark}file", f"{mark}blob".encode() * 900, inside=case)
        made.append(case)
        words.append([*told, f"{mark}file"])
    tell(store, say(shared, "person.name_in_use", "ZQSHAREDname"))
    return TwoCases(made[0], made[1], shared, words[0], [*words[1], "ZQSHAREDname"])


def encodings(word: str) -> list[bytes]:
    """The forms in which a text may lie about."""
    return [word.encode(), word.encode("utf-16-le"), word.casefold().encode(), word[:8].encode()]


def words_on_disk(store: Store, words: list[str]) -> list[str]:
    """Which of the words stand in any page of the open vault, decrypted, or in any other file."""
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = list(plain_pages(store.home.database, store.keys.keyring.database_key))
    files = [p.read_bytes() for p in store.home.folder.rglob("*") if p.is_file()]
    return [w for w in words if any(e in data for e in encodings(w) for data in (*pages, *files))]


Kept = dict[bytes, tuple[bytes, Sealed]]
"""entry id -> (stub, body and wrap), as somebody who keeps everything has them."""


def everything(store: Store, halves: tuple[str, ...] = ("casework", "identity")) -> Kept:
    """All sealed entries of these circles, as they are now."""
    return {
        kept.id: (kept.stub, kept.sealed)
        for kept in store.log.entries()
        if kept.sealed is not None and store.half_of(read_stub(kept.stub)[0].circle) in halves
    }


def _any_epoch(store: Store) -> Callable[[bytes], Epoch | None]:
    """Every key of today's keyring, of whatever circle."""
    return {e.id: e for epochs in store.keys.keyring.epochs.values() for e in epochs}.get


def opened_by(store: Store, kept: Kept) -> list[bytes]:
    """Which of the kept entries the keys of this vault open today."""
    found = []
    for entry, (stub, sealed) in kept.items():
        read = read_stub(stub)[0]
        try:
            open_payload(entry, read.count, read.root, sealed, _any_epoch(store))
        except EntryError:
            continue
        found.append(entry)
    return found
