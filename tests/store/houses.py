"""Small real vaults for the tests of the store and the hazards: founded, filled, opened again."""

import io
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kuager.model.schema import Schema, load_schema
from kuager.model.statement import EntityId, Statement, StatementId, retract, say, statement_id
from kuager.store.blobs import Blob, put_blob
from kuager.store.home import Home, Keys
from kuager.store.opening import Founder, Founding, found_store, open_store
from kuager.store.store import Store
from kuager.store.verify import Finding, verify
from kuager.store.view import View
from kuager.vault import keyring
from kuager.vault.keys import Vmk
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.slots import create

MEMBER = EntityId(b"member-of-tests!")
PASSPHRASE = "mango lantern otter violin garden pebble cloud"  # noqa: S105 - of no real vault
NOON = 1_700_000_000_000

NAMES = ("Айгүл Сейітқызы", "Иван Пробный", "Sam Example", "Ерлан Үлгіұлы", "Анна Образцова")
PLACES = ("kz-750000000", "kz-710000000", "kz-631010000")
TOLD = ("Его остановили у рынка", "Оны базар жанында тоқтатты", "He was stopped near the market")


@cache
def schema() -> Schema:
    """The schema in force."""
    return load_schema()


@cache
def slots_and_key() -> tuple[bytes, Vmk]:
    """A slots file of the cheapest cost, made once, and the master key inside."""
    return create(PASSPHRASE, profile=cheapest_for_tests())


def found(folder: Path, *, seed: int = 0) -> Store:
    """A new vault in `folder`, open; its ids follow from the seed."""
    slots, vmk = slots_and_key()
    founding = Founding(slots=slots, vmk=vmk, founder=Founder(member=MEMBER))
    draw = random.Random(seed).randbytes
    return found_store(Home(folder), founding, schema(), clock=lambda: NOON, randomness=draw)


def keys_of(folder: Path) -> Keys:
    """The keys of a vault that `found` made."""
    _, vmk = slots_and_key()
    return Keys(vmk, keyring.load(Home(folder).keyring, vmk))


def reopen(folder: Path, *, seed: int | None = None) -> Store:
    """Open a closed vault that `found` made; with a seed, new ids follow from it."""
    draw = os.urandom if seed is None else random.Random(seed).randbytes
    home = Home(folder)
    return open_store(home, keys_of(folder), schema(), clock=lambda: NOON, randomness=draw)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """A vault that is open for a block."""
    store = reopen(folder)
    try:
        yield store
    finally:
        store.close()


def findings(store: Store) -> list[Finding]:
    """What `verify` has to say."""
    return verify(store).findings


def tell(store: Store, *said: Statement, verb: str = "say") -> list[StatementId]:
    """Save statements in one change; returns their ids, in the order they were given."""
    before = store.log.count
    with store.change(verb, MEMBER) as change:
        change.write(said)
    places: dict[Statement, StatementId] = {}
    for kept in store.log.entries(first=before + 1):
        payload = store.log.open(kept)
        for index, one in () if payload is None else payload.statements.items():
            places[one] = statement_id(kept.id, index)
    return [places[one] for one in said]


def person(store: Store, code: str, name: str) -> EntityId:
    """Record a person with a code and a name."""
    uid = store.new_id()
    tell(store, say(uid, "person.code", code), say(uid, "person.name_in_use", name))
    return uid


def evidence(store: Store, code: str, content: bytes, *, inside: EntityId | None = None) -> Blob:
    """Record a sealed file."""
    uid, number, key = store.new_id(), store.randomness(16), store.randomness(32)
    blob = put_blob(store.home, number, key, io.BytesIO(content), f"{code}.jpg")
    said = [say(uid, "evidence.code", code), say(uid, "evidence.blob", blob.text())]
    if inside is not None:
        said.append(say(uid, "evidence.case", inside))
    tell(store, *said)
    return blob


@dataclass
class Corpus:
    """What `fill` made, by type."""

    cases: list[EntityId]
    people: list[EntityId]
    events: list[EntityId]
    sources: list[EntityId]
    blobs: list[Blob]


def fill(store: Store, seed: int, changes: int) -> Corpus:
    """A random house: cases, people, events, conflicts, judgements, restrictions, evidence."""
    draw = random.Random(seed)
    corpus = Corpus([], [], [], [], [])
    for number in range(changes):
        _one_change(store, draw, corpus, number)
    return corpus


def _one_change(store: Store, draw: random.Random, corpus: Corpus, number: int) -> None:
    kinds = ("case", "person", "person", "event", "event", "source", "conflict", "conflict")
    kinds += ("judge", "merge", "part", "restrict", "withdraw", "unsay", "evidence")
    kind = draw.choice(kinds) if number > 2 else kinds[number]
    if kind == "evidence":
        if len(corpus.blobs) < 3:
            inside = draw.choice(corpus.cases) if corpus.cases else None
            content = draw.randbytes(draw.randrange(2000))
            corpus.blobs.append(evidence(store, f"V-{number}", content, inside=inside))
    elif kind in ("case", "person", "event", "source"):
        _new_record(store, draw, corpus, kind, number)
    elif kind == "withdraw":
        entries = [kept.id for kept in store.log.entries()][1:]
        if draw.random() < 0.4 and entries:
            with store.change("withdraw", MEMBER) as change:
                change.retract_entries([draw.choice(entries)])
    else:
        _judge(store, draw, corpus, kind)


def _new_record(store: Store, draw: random.Random, corpus: Corpus, kind: str, number: int) -> None:
    uid = store.new_id()
    said = [say(uid, f"{kind}.code", f"{kind[0].upper()}-{number}")]
    if kind == "case":
        said += [say(uid, "case.story", draw.choice(TOLD), language="ru")]
        said += [say(uid, "case.opened", f"2024-0{draw.randrange(1, 9)}")]
        corpus.cases.append(uid)
    elif kind == "person":
        said += [say(uid, "person.name_in_use", draw.choice(NAMES))]
        said += [say(uid, "person.contact", f"+7 000 {draw.randrange(1000)}") for _ in range(2)]
        said += [say(uid, "person.case", c) for c in draw.sample(corpus.cases, k=1)]
        corpus.people.append(uid)
    elif kind == "event":
        said += [say(uid, "event.date", f"202{draw.randrange(5)}-05-2{draw.randrange(9)}")]
        said += [say(uid, "event.place", draw.choice(PLACES))]
        said += [say(uid, "event.wording", text, language=lang) for text, lang in _worded(draw)]
        said += [say(uid, "event.case", c) for c in _some(draw, corpus.cases)]
        said += [say(uid, "event.narrative", draw.choice(TOLD))]
        corpus.events.append(uid)
    else:
        said += [say(uid, "source.title", draw.choice(TOLD), language="ru")]
        corpus.sources.append(uid)
    tell(store, *said)


def _worded(draw: random.Random) -> list[tuple[str, str]]:
    return list(zip(draw.sample(TOLD, k=2), ("ru", "kk"), strict=True))


def _some(draw: random.Random, pool: list[EntityId]) -> list[EntityId]:
    return draw.sample(pool, k=min(len(pool), draw.randrange(3)))


def _judge(store: Store, draw: random.Random, corpus: Corpus, kind: str) -> None:
    pool = {"merge": corpus.people, "part": corpus.people, "restrict": corpus.cases}
    known = pool.get(kind, corpus.events)
    if len(known) < 2:
        return
    one, other = draw.sample(known, k=2)
    source = draw.choice(corpus.sources) if corpus.sources else None
    if kind == "conflict":
        tell(store, say(one, "event.date", f"202{draw.randrange(5)}-06", source=source))
    elif kind == "judge":
        standing = [t for t in View(store).history(one) if t.property == "event.date"]
        tell(store, *[say(one, "judgement.prefer", t.id) for t in standing[:1]])
    elif kind == "unsay":
        standing = [t for t in View(store).history(one) if t.stands]
        if standing:
            told = draw.choice(standing)
            tell(store, retract(one, told.property, told.id))
    elif kind == "restrict":
        tell(store, say(one, "case.restricted", value=draw.random() < 0.6))
    else:
        name = "judgement.same_as" if kind == "merge" else "judgement.not_same"
        tell(store, say(one, name, other))


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every derived table as rows that two vaults of one log share, whatever they are numbered."""
    run = store.connection.execute
    uid = dict(run("SELECT id, hex(uid) FROM node").fetchall())
    wide = [layout.table for layout in store.projector.layouts.values()]
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in (*wide, "text", "name"):
        found[table] = [(uid[row[0]], *row[1:]) for row in run(f"SELECT * FROM {table}")]
    found["node"] = [(hex_, kind, uid.get(canon)) for hex_, kind, canon in run(_NODES)]
    found["history"] = [
        (uid[node], eno, repr(store.projector.rows.decode(data)))
        for node, eno, data in run("SELECT node, eno, data FROM history")
    ]
    found["edge"] = [(uid[t], name, uid[s]) for t, name, s in run("SELECT * FROM edge")]
    found["shut"] = [(uid[node],) for (node,) in run("SELECT node FROM shut")]
    found["code"] = [(uid[node], kind, code) for node, kind, code in run("SELECT * FROM code")]
    for table in ("audit", "retracted", "hidden", "gone", "roster"):
        found[table] = run(f"SELECT * FROM {table}").fetchall()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


_NODES = "SELECT hex(uid), type, canon FROM node"
