"""Entries whose payload, statements, root or redaction is wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from tests.vectors.bad_places import one, refused
from tests.vectors.good_entries import Made
from tests.vectors.workshop import CASEWORK, Faults, House, Spoil, entity, said

from kuager.model.payload import Payload, redact
from kuager.model.statement import Statement
from kuager.model.tree import tree_root
from kuager.store.sealing import salt_list

pack = msgspec.msgpack.encode
unpack = msgspec.msgpack.decode


def vectors() -> Iterator[Made]:
    """All of them."""
    yield from _encodings()
    yield from _shapes()
    yield from _hidden()
    yield from _salts()
    yield from _statements()
    yield from _roots()
    yield from _redactions()


def fields(change: Callable[[list[Any]], object]) -> Spoil:
    """The payload with one of its fields changed."""

    def spoil(data: bytes) -> bytes:
        found = unpack(data)
        change(found)
        return pack(found)

    return spoil


def put(place: int, value: object) -> Spoil:
    """The payload with something else in one of its fields."""
    return fields(lambda found: found.__setitem__(place, value))


def swapped(old: bytes, new: bytes) -> Spoil:
    """The payload with one stretch of bytes exchanged, which has to be there."""

    def spoil(data: bytes) -> bytes:
        if data.count(old) != 1:
            raise ValueError(old)
        return data.replace(old, new)

    return spoil


def _encodings() -> Iterator[Made]:
    broken = "payload-not-msgpack"
    for name, about, spoil in (
        ("reserved-byte", "The one byte that msgpack never uses.", lambda d: b"\xc1" + d[1:]),
        ("cut", "The last byte is missing.", lambda d: d[:-1]),
        ("trailing-byte", "A byte after the end.", lambda d: d + b"\xc0"),
        ("empty", "Nothing.", lambda _: b""),
        ("not-utf8", "A text that is not UTF-8.", swapped(b"\xa3E-1", b"\xa3E-\xff")),
        (
            "nested-deeply",
            "Arrays in arrays, fifty thousand deep.",
            lambda _: b"\x9b" + b"\x91" * 50_000,
        ),
        ("length-of-4-gib", "An array that claims four thousand million elements.", _claiming),
    ):
        yield one(f"{broken}-{name}", about, broken, Faults(encoded=spoil))
    long = "payload-not-canonical"
    for name, about, spoil in (
        ("long-array", "The outer array with a longer header.", lambda d: b"\xdc\0\x0b" + d[1:]),
        ("long-int", "A small number in two bytes.", swapped(b"\x93\0\0\0", b"\x93\xcc\0\0\0")),
        (
            "long-int-8",
            "A small number in nine bytes.",
            swapped(b"\x93\0\0\0", b"\x93\xcf" + bytes(10)),
        ),
        (
            "signed-int",
            "A positive number as a signed one.",
            swapped(b"\x93\0\0\0", b"\x93\xd0\0\0\0"),
        ),
        ("long-text", "A short text with a longer header.", swapped(b"\xa3E-1", b"\xd9\x03E-1")),
        (
            "long-bytes",
            "A change id with a longer header.",
            lambda d: d[:1] + b"\xc5\0\x10" + d[3:],
        ),
        ("float32", "A short float for a number.", swapped(b"\xa42021", b"\xca\0\0\0\0")),
    ):
        yield one(f"{long}-{name}", about, long, Faults(encoded=spoil))


def _claiming(data: bytes) -> bytes:
    found = unpack(data)
    head = b"\x9b" + b"".join(pack(part) for part in found[:5])
    return head + b"\xdd\xff\xff\xff\xff"


def _shapes() -> Iterator[Made]:
    shape = "payload-shape"
    for name, about, spoil in (
        ("ten-fields", "A column is missing.", lambda d: pack(unpack(d)[:10])),
        ("twelve-fields", "A column too many.", lambda d: pack([*unpack(d), []])),
        ("map", "A map of fields.", lambda d: pack(dict(enumerate(unpack(d))))),
        ("text", "A text.", lambda _: pack("payload")),
        ("column-is-nil", "A column that is nothing.", put(10, None)),
        ("column-is-text", "A column that is a text.", put(5, "abc")),
    ):
        yield one(f"{shape}-{name}", about, shape, Faults(encoded=spoil))
    for name, value in (
        ("short", bytes(15)),
        ("long", bytes(17)),
        ("text", "a" * 16),
        ("nil", None),
    ):
        about = "A change id is 16 bytes."
        yield one(f"bad-change-id-{name}", about, "bad-change-id", Faults(encoded=put(0, value)))
    unfit = "statement-count-does-not-fit"
    yield one(f"{unfit}-more", "The stub promises four.", unfit, Faults(stub={"count": 4}))
    yield one(f"{unfit}-fewer", "The stub promises two.", unfit, Faults(stub={"count": 2}))
    about = "One column is longer than the others."
    longer = Faults(encoded=fields(lambda found: found[10].append(None)))
    yield one(f"{unfit}-column", about, unfit, longer)


def _hidden() -> Iterator[Made]:
    shape, order = "hidden-shape", "hidden-out-of-order"
    leaf = bytes(32)
    for name, value, reason in (
        ("nil", None, shape),
        ("map", {}, shape),
        ("pair-of-three", [[0, leaf, leaf]], shape),
        ("pair-of-one", [[0]], shape),
        ("text-for-index", [["0", leaf]], shape),
        ("text-for-leaf", [[0, "0" * 32]], shape),
        ("descending", [[2, leaf], [1, leaf]], order),
        ("twice", [[1, leaf], [1, leaf]], order),
        ("beyond", [[3, leaf]], order),
        ("negative", [[-1, leaf]], order),
        ("short-leaf", [[1, leaf[:31]]], order),
        ("more-than-leaves", [[n, leaf] for n in range(4)], order),
    ):
        about = "What is hidden is a list of [index, leaf hash], ascending, within the tree."
        yield one(f"{reason}-{name}", about, reason, Faults(encoded=put(2, value)))


def _salts() -> Iterator[Made]:
    bad = "bad-salts"
    for name, value in (
        ("short-seed", bytes(31)),
        ("long-seed", bytes(33)),
        ("nil", None),
        ("text", "a" * 32),
    ):
        yield one(f"{bad}-{name}", "A seed is 32 bytes.", bad, Faults(encoded=put(1, value)))
    about = "Salts are listed although nothing is redacted."
    listed = Faults(encoded=put(1, [bytes(16)] * 3))
    yield one("salts-listed-without-redaction", about, "salts-listed-without-redaction", listed)
    about = "The seed is still there after a redaction: it would open what is gone."
    seed = Faults(payload=lambda p: redact(p, [1], salt_list), encoded=put(1, bytes(32)))
    yield one("seed-left-after-redaction", about, "seed-left-after-redaction", seed)
    for name, change in (
        ("one-too-few", lambda found: found[1].pop()),
        ("one-too-many", lambda found: found[1].append(bytes(16))),
        ("short-salt", lambda found: found[1].__setitem__(0, bytes(15))),
        ("salt-is-text", lambda found: found[1].__setitem__(0, "a" * 16)),
    ):
        faults = Faults(payload=lambda p: redact(p, [1], salt_list), encoded=fields(change))
        yield one(f"{bad}-{name}", "One salt of 16 bytes for each leaf that remains.", bad, faults)


def _statements() -> Iterator[Made]:
    uid = entity("event")
    kinds: dict[str, dict[str, dict[str, Any]]] = {
        "unknown-op": (
            {"two": {"op": 2}, "negative": {"op": -1}, "true": {"op": True}, "nil": {"op": None}}
        ),
        "bad-subject": {
            "short": {"subject": uid[:15]},
            "long": {"subject": uid * 2},
            "text": {"subject": "e" * 16},
        },
        "bad-property": {
            "empty": {"property": ""},
            "cyrillic": {"property": "событие.код"},
            "number": {"property": 7},
        },
        "forbidden-value-type": {
            "float": {"value": 1.5},
            "list": {"value": [1]},
            "map": {"value": {"a": 1}},
            "extension": {"value": msgspec.msgpack.Ext(5, b"x")},
            "timestamp": {"value": msgspec.msgpack.Ext(-1, bytes(4))},
            "list-in-more": {"more": [1]},
            "float-in-more": {"more": 0.5},
        },
        "bad-reference-length": {
            "empty": {"value": b""},
            "5": {"value": bytes(5)},
            "17": {"value": bytes(17)},
            "33": {"value": bytes(33)},
            "in-more": {"more": bytes(20)},
        },
        "text-not-nfc": {
            "value": {"value": "Cafe\u0301"},
            "kazakh": {"value": "и\u0306"},
            "singleton": {"value": "\u212b"},
            "more": {"more": "e\u0301"},
            "language": {"language": "e\u0301"},
            "sure": {"sure": "e\u0301"},
        },
        "bad-label": {"language": {"language": 1}, "sure": {"sure": b"yes"}, "yes": {"sure": True}},
        "bad-source": {
            "entry": {"source": bytes(32)},
            "empty": {"source": b""},
            "15": {"source": bytes(15)},
            "text": {"source": "x" * 16},
        },
    }
    for reason, spoilt in kinds.items():
        for name, changed in spoilt.items():
            about = (
                f"A statement whose {next(iter(changed))} no writer of this version may have said."
            )
            yield one(f"{reason}-{name}", about, reason, Faults(columns=_last(changed)))


def _last(changed: dict[str, Any]) -> Callable[[list[Statement]], list[Statement]]:
    """The statements with something changed in the last one; the root is over what is said."""
    return lambda statements: [*statements[:-1], statements[-1]._replace(**changed)]


def _roots() -> Iterator[Made]:
    reason = "root-does-not-fit"
    for name, about, faults in (
        ("value", "A value was changed.", Faults(encoded=swapped(b"2021", b"2022"))),
        ("order", "Two statements changed places.", Faults(encoded=fields(_turned))),
        ("seed", "Other salts.", Faults(encoded=put(1, bytes(32)))),
        ("source-added", "A source was added.", Faults(encoded=fields(_with_source))),
        (
            "sure-removed",
            "A label was taken away.",
            Faults(columns=_last({"sure": "x"}), encoded=fields(_unsure)),
        ),
        (
            "odd-node-doubled",
            "A tree in which the odd node was doubled.",
            Faults(leaves=lambda x: [*x, x[-1]]),
        ),
        ("leaf-left-out", "A tree without the last leaf.", Faults(leaves=lambda x: x[:-1])),
        ("without-prefix", "Leaves without the byte that tells them from nodes.", _bare_leaves()),
    ):
        yield one(f"{reason}-{name}", about, reason, faults)
    hidden = Faults(
        payload=lambda p: redact(p, [1], salt_list),
        encoded=fields(lambda found: found[2][0].__setitem__(1, bytes(32))),
    )
    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1", "2021"), faults=hidden)
    leaf = [{"entry": parts.id.hex(), "index": 1}]
    about = "The hash of a redacted leaf was changed."
    yield f"{reason}-hidden-leaf", about, house, refused(reason, parts, approved=leaf)


def _turned(found: list[Any]) -> None:
    for column in found[3:]:
        column[0], column[1] = column[1], column[0]


def _with_source(found: list[Any]) -> None:
    found[8][1] = bytes(16)


def _unsure(found: list[Any]) -> None:
    found[9][-1] = None


def _bare_leaves() -> Faults:
    """The root over hashes that a node could have as well."""
    return Faults(leaves=lambda leaves: [tree_root([leaf, leaf]) for leaf in leaves])


def _redactions() -> Iterator[Made]:
    house = House()
    tells = said("E-1", "2021", "kz-1")
    parts = house.write(house.founder, CASEWORK, tells, faults=_without(2))
    about = "A leaf is missing that no approved erasure names."
    yield "leaf-censored", about, house, refused("leaf-censored", parts)
    house = House()
    parts = house.write(house.founder, CASEWORK, tells, faults=_without(1, 2))
    leaves = [{"entry": parts.id.hex(), "index": 1}]
    about = "One of two missing leaves was not named by the erasure."
    more = refused("leaf-censored", parts, approved=leaves, erased=leaves)
    yield "leaf-censored-beside-an-erased-one", about, house, more
    house = House()
    parts = house.write(house.founder, CASEWORK, tells)
    leaves = [{"entry": parts.id.hex(), "index": 3}]
    about = "A body from before the erasure was put back."
    more = refused("erased-leaf-resurrected", parts, approved=leaves, erased=leaves)
    yield "erased-leaf-resurrected", about, house, more
    house = House()
    parts = house.write(house.founder, CASEWORK, tells, faults=_without(1))
    leaves = [{"entry": parts.id.hex(), "index": place} for place in (1, 3)]
    about = "Of two erased leaves one is back."
    more = refused("erased-leaf-resurrected", parts, approved=leaves, erased=leaves)
    yield "erased-leaf-resurrected-one-of-two", about, house, more


def _without(*indexes: int) -> Faults:
    def lacking(payload: Payload) -> Payload:
        return redact(payload, indexes, salt_list)

    return Faults(payload=lacking)
