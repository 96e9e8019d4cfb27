"""How what one entry says of one entity is kept in `history`: msgpack rows of `Said`."""

from collections.abc import Sequence

import msgspec

from kuager.model.fold import Said

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


def encode_said(said: Sequence[Said]) -> bytes:
    """The bytes of one history row."""
    return _encode(said)


def decode_said(data: bytes) -> list[Said]:
    """The statements of one history row."""
    return [Said._make(fields) for fields in _decode(data)]
