"""Entries that must be accepted, and what they say; and some that must be kept without effect."""

from collections.abc import Iterator

from tests.vectors.workshop import (
    CASEWORK,
    IDENTITY,
    MEMBER,
    Faults,
    House,
    Parts,
    entity,
    frame_header,
    said,
)

from kuager.model.payload import Payload, redact
from kuager.model.statement import EntityId, EntryId, Statement, retract, say, statement_id
from kuager.store.sealing import salt_list

Made = tuple[str, str, House, dict[str, object]]


def vectors() -> Iterator[Made]:
    """All of them."""
    yield _founding()
    yield from _sizes()
    yield from _contents()
    yield from _chains()
    yield from _erased()
    yield from _without_effect()


def accepted(
    *entries: Parts, tells: list[Statement] | None = None, **more: object
) -> dict[str, object]:
    """A file whose entries are all accepted; `tells` are the statements of the last one."""
    expect: dict[str, object] = {"verdict": "accepted"}
    if tells is not None:
        expect["statements"] = [list(statement) for statement in tells]
    return {"entries": list(entries), "expect": expect} | more


def _founding() -> Made:
    house = House()
    about = "The founding entry alone: it names the house by its own nonce."
    return "good-founding", about, house, accepted(house.founding, known=[])


def _sizes() -> Iterator[Made]:
    for count in (1, 2, 3, 4, 5, 7, 8, 16, 17):
        house = House()
        tells = said(*(f"value {n}" for n in range(count - 1)))
        parts = house.write(house.founder, CASEWORK, tells)
        about = f"{count} statement{'s' * (count > 1)}: a tree of that many leaves."
        yield f"good-{count}-leaves", about, house, accepted(parts, tells=tells)


def _contents() -> Iterator[Made]:
    house = House()
    values: list[object] = [
        None,
        True,
        False,
        0,
        127,
        128,
        255,
        256,
        65535,
        65536,
        2**32 - 1,
        2**32,
        2**64 - 1,
    ]
    values += [-1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63)]
    values += ["", "a" * 31, "a" * 32, "a" * 255, "a" * 256, "a" * 65536]
    values += [bytes(4), b"e" * 16, b"e" * 32, b"e" * 36]
    tells = said(*values)
    parts = house.write(house.founder, CASEWORK, tells)
    about = "Every kind of value, at the edges of every length of its encoding."
    yield "good-all-values", about, house, accepted(parts, tells=tells)

    house = House()
    tells = [
        *said("Қарағанды қаласында тоқтатты: ә ғ қ ң ө ұ ү һ і"),
        say(entity("event"), "event.wording", "Остановили, ё и й", language="ru", sure="probable"),
        say(entity("event"), "event.words", "Тоқтатты", language="kk", source=entity("source")),
        say(entity("event"), "event.words", "👩🏽‍⚖️ é ﬁ", language="en-x-private", source=bytes(4)),
    ]
    parts = house.write(house.founder, IDENTITY, tells)
    about = (
        "Kazakh and Russian texts with a language, a source and how sure; letters outside of both."
    )
    yield "good-kazakh-text", about, house, accepted(parts, tells=tells)

    house = House()
    tells = [*said("E-1"), Statement(0, entity("event"), "event.new", 1, None, None, None, "newer")]
    parts = house.write(house.founder, CASEWORK, tells)
    about = "A statement of a newer version: kept, shown so, not counted."
    yield "good-said-by-a-newer-version", about, house, accepted(parts, tells=tells)

    house = House()
    tells = said("a" * 3000)
    parts = house.write(house.founder, CASEWORK, tells, faults=Faults(frame=_repeating_frame))
    about = "A frame with a block of one byte that is repeated."
    yield "good-repeated-byte", about, house, accepted(parts, tells=tells)


def _repeating_frame(data: bytes) -> bytes:
    """A frame in which the long run of a letter is one block."""
    start = data.index(b"a" * 3000)
    before, after = data[:start], data[start + 3000 :]
    parts = [frame_header(len(data)), (len(before) << 3).to_bytes(3, "little"), before]
    parts += [(3000 << 3 | 1 << 1).to_bytes(3, "little"), b"a"]
    parts += [(len(after) << 3 | 1).to_bytes(3, "little"), after]
    return b"".join(parts)


def _chains() -> Iterator[Made]:
    house = House()
    first = house.write(house.founder, CASEWORK, said("E-1"))
    second = house.write(house.founder, IDENTITY, said("told"))
    about = "Three entries of one device in a row, in three circles."
    yield "good-chain", about, house, accepted(first, second, tells=said("told"))

    house, first, second, tells = two_devices()
    about = "Two devices: the second begins after the founding, the first names its head."
    third = house.write(house.founder, CASEWORK, tells, heads=[second.id], depth=4)
    yield "good-two-devices-with-heads", about, house, accepted(first, second, third, tells=tells)

    house = House()
    told = house.write(house.founder, CASEWORK, said("E-1", "2021"))
    tells = [
        say(MEMBER, "audit.verb", "retract_statement"),
        retract(entity("event"), "event.date", statement_id(told.id, 2)),
        retract(MEMBER, "judgement.withdraw", told.id),
    ]
    parts = house.write(house.founder, CASEWORK, tells)
    more = accepted(told, parts, tells=tells)
    more["expect"] = {**more["expect"], "withdraws": [statement_id(told.id, 2), told.id]}  # type: ignore[dict-item]
    about = "A statement withdrawn, and a whole entry, by one who may write in that circle."
    yield "good-retraction", about, house, more

    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    about = "The content key wrapped again under a newer epoch; the body is the same."
    yield "good-wrapped-again", about, house, accepted(house.rewrapped(parts, CASEWORK))


def two_devices() -> tuple[House, Parts, Parts, list[Statement]]:
    """A house in which both devices have written; the founder's chain is at depth 2."""
    house = House()
    first = house.write(house.founder, CASEWORK, said("E-1"))
    house.second.depth = 1
    second = house.write(house.second, CASEWORK, said("E-2"), heads=[first.id], depth=3)
    return house, first, second, said("E-3")


def redacted(*indexes: int) -> Faults:
    """An entry sealed again without these leaves."""

    def without(payload: Payload) -> Payload:
        return redact(payload, indexes, salt_list)

    return Faults(payload=without)


def _erased() -> Iterator[Made]:
    for name, indexes in (("one", (2,)), ("first-and-last", (0, 4)), ("all", (0, 1, 2, 3, 4))):
        house = House()
        tells = said("E-1", "2021", "kz-1", 7)
        parts = house.write(house.founder, CASEWORK, tells, faults=redacted(*indexes))
        leaves = [{"entry": parts.id.hex(), "index": index} for index in indexes]
        staying = [told for place, told in enumerate(tells) if place not in indexes]
        more = accepted(parts, tells=staying, approved=leaves, erased=leaves)
        about = f"Leaves {list(indexes)} of five were erased; the root is the same."
        yield f"good-redacted-{name}", about, house, more


def _without_effect() -> Iterator[Made]:
    house = House()
    foreign = house.write(house.founder, IDENTITY, said("told to us"))
    tells = [
        say(MEMBER, "audit.verb", "retract_statement"),
        retract(EntityId(entity("event")), "event.code", statement_id(foreign.id, 1)),
        retract(MEMBER, "judgement.withdraw", foreign.id),
    ]
    house.second.depth = 1
    parts = house.write(house.second, CASEWORK, tells, heads=[foreign.id], depth=3)
    more = accepted(foreign, parts, tells=tells)
    more["expect"] = {**more["expect"], "withdraws": []}  # type: ignore[dict-item]
    about = "A retraction by one who may not write where it was said: taken, without effect."
    yield "no-effect-foreign-circle-retraction", about, house, more

    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1"), faults=Faults(stub={"kind": 2}))
    about = "A kind of entry from a newer version: kept and relayed, not applied."
    expect = {"verdict": "kept-unapplied"}
    yield "kept-unknown-kind", about, house, {"entries": [parts], "expect": expect}

    for name, heads in (("previous", []), ("head", [EntryId(b"h" * 32)])):
        house = House()
        house.write(house.founder, CASEWORK, said("E-1"))
        parts = house.write(house.founder, CASEWORK, said("E-2"), heads=heads)
        about = f"An entry whose {name} is not held yet waits for it."
        yield (
            f"waiting-for-{name}",
            about,
            house,
            {
                "entries": [parts],
                "expect": {"verdict": "waiting"},
            },
        )
