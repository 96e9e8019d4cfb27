"""The roster: who is a member, on which device, and who may write in which circle.

A fold over the statements of the house circle, in the order they were accepted. It holds no key
that opens anything: device keys are public halves, epochs are ids.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from kuager.model.statement import SAY, CircleId, EntityId, Statement

CircleKind = Literal["house", "casework", "identity"]
CIRCLE_KINDS: tuple[CircleKind, ...] = ("house", "casework", "identity")
ID_BYTES, KEY_BYTES, NONCE_BYTES = 16, 32, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A compartment by keys: its kind, the other half of its pair, its writers and its epochs."""

    id: CircleId
    kind: CircleKind | None = None
    pair: CircleId | None = None
    writers: frozenset[EntityId] = frozenset()
    epochs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A machine with a key of its own; `member` is whose it is."""

    id: EntityId
    key: bytes | None = None
    member: EntityId | None = None
    receives: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Devices and circles as the accepted house entries tell them."""

    devices: dict[EntityId, Device]
    circles: dict[CircleId, Circle]
    nonce: bytes | None = None
    restored: frozenset[bytes] = frozenset()

    @classmethod
    def empty(cls, restored: Iterable[bytes] = ()) -> "Roster":
        """Before the founding entry: nobody, nothing.

        `restored` are the keys of devices that took the house over from an export, one after the
        other: they are trusted on this machine alone, until a colleague admits them.
        """
        return cls({}, {}, None, frozenset(restored))

    def taken_over_by(self, key: bytes) -> "Roster":
        """The same roster on a machine that trusts one more device which took the house over."""
        return replace(self, restored=self.restored | {key})

    def with_statements(self, statements: Iterable[Statement]) -> "Roster":
        """The roster after these statements of one house entry."""
        devices, circles, nonce = dict(self.devices), dict(self.circles), self.nonce
        for said in statements:
            if said.op != SAY or not said.property.startswith("roster."):
                continue
            name = said.property.removeprefix("roster.")
            if name == "nonce":
                nonce = nonce or _octets(said.value, NONCE_BYTES)
            elif name in _DEVICE_FACTS:
                device = devices.get(said.subject, Device(id=said.subject))
                devices[said.subject] = _DEVICE_FACTS[name](device, said.value)
            elif name in _CIRCLE_FACTS:
                key = CircleId(said.subject)
                circle = circles.get(key, Circle(id=key))
                circles[key] = _CIRCLE_FACTS[name](circle, said.value)
        return Roster(devices, circles, nonce, self.restored)

    def device_of(self, key: bytes) -> Device | None:
        """The device that signs with this public key."""
        return next((d for d in self.devices.values() if d.key == key), None)

    def may_write(self, key: bytes, circle: CircleId) -> bool:
        """Whether the device with this public key may write in the circle."""
        device, found = self.device_of(key), self.circles.get(circle)
        if key in self.restored:
            return found is not None
        return device is not None and found is not None and device.id in found.writers

    def circle_of(self, kind: CircleKind) -> CircleId:
        """The circle of this kind (one pair so far). Raises KeyError if there is none."""
        for circle in self.circles.values():
            if circle.kind == kind:
                return circle.id
        raise KeyError(kind)

    def kind_of(self, circle: CircleId) -> CircleKind | None:
        """What kind of circle this is; None if the roster does not know it."""
        found = self.circles.get(circle)
        return None if found is None else found.kind


def tells_of_roster(statements: Iterable[Statement]) -> bool:
    """Whether any of these statements of a house entry speaks of the roster."""
    return any(said.property.startswith("roster.") for said in statements)


def founding_statements(
    *,
    house: CircleId,
    pair: tuple[CircleId, CircleId],
    device: Device,
    nonce: bytes,
    epochs: dict[CircleId, bytes],
) -> list[Statement]:
    """What the founder's first entry says: the nonce, the first device, the first three circles.

    `pair` is (casework, identity); `epochs` gives each circle's first epoch id.
    """
    said = [
        Statement(SAY, EntityId(house), "roster.nonce", nonce.hex()),
        Statement(SAY, device.id, "roster.device_key", cast("bytes", device.key).hex()),
        Statement(SAY, device.id, "roster.member", device.member),
        Statement(SAY, device.id, "roster.receives", device.receives),
    ]
    kinds = zip((house, *pair), CIRCLE_KINDS, strict=True)
    for circle, kind in kinds:
        subject = EntityId(circle)
        said.append(Statement(SAY, subject, "roster.circle", kind))
        said.append(Statement(SAY, subject, "roster.writer", device.id))
        said.append(Statement(SAY, subject, "roster.epoch", epochs[circle].hex()))
    said.append(Statement(SAY, EntityId(pair[1]), "roster.pair", pair[0]))
    return said


def _octets(value: object, length: int) -> bytes | None:
    """The bytes that a text of hexadecimal digits stands for; None if it is not such a text."""
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return None
    return found if len(found) == length else None


def _entity(value: object) -> EntityId | None:
    return EntityId(value) if isinstance(value, bytes) and len(value) == ID_BYTES else None


def _with_writer(circle: Circle, value: object) -> Circle:
    writer = _entity(value)
    return circle if writer is None else replace(circle, writers=circle.writers | {writer})


def _with_epoch(circle: Circle, value: object) -> Circle:
    epoch = _octets(value, ID_BYTES)
    return circle if epoch is None else replace(circle, epochs=(*circle.epochs, epoch))


# What is not of its form says nothing: no statement can break the roster.
_DEVICE_FACTS: dict[str, Callable[[Device, object], Device]] = {
    "device_key": lambda d, v: replace(d, key=d.key or _octets(v, KEY_BYTES)),
    "member": lambda d, v: replace(d, member=_entity(v) or d.member),
    "receives": lambda d, v: replace(d, receives=v if isinstance(v, str) else d.receives),
}
_CIRCLE_FACTS: dict[str, Callable[[Circle, object], Circle]] = {
    "circle": lambda c, v: replace(c, kind=c.kind or _KINDS.get(v)),
    "pair": lambda c, v: replace(c, pair=cast("CircleId | None", _entity(v)) or c.pair),
    "writer": _with_writer,
    "epoch": _with_epoch,
}
_KINDS: dict[object, CircleKind] = {kind: kind for kind in CIRCLE_KINDS}
