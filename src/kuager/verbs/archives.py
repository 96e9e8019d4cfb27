"""Everything as one sealed archive in memory, for a download; its size is bounded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.exporters.sinks import tar_stream
from kuager.vault.bundle import reader_of, seal_archive
from kuager.vault.strength import refuse_weak
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.exports import Counted
from kuager.verbs.releases import register_release

MOST_BYTES: Final = 256 << 20


class TooLargeToHoldError(KuagerError):
    """The archive would not fit into memory."""

    code = "too-large-to-hold"
    exit_code = 6
    text = N_(
        "Everything together is larger than {megabytes} MB, the most that can be downloaded. "
        "Nothing was handed out. Write it into a folder instead."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedArchive:
    """An archive that its passphrase opens, in Kuager and with plain age."""

    data: bytes = field(repr=False)
    files: int
    release: str


@verb(needs="keep")
def export_sealed(desk: Desk, *, passphrase: str) -> SealedArchive:
    """Everything in one sealed archive, held in memory for a download and entered as a release."""
    refuse_weak(passphrase)
    counted, out = Counted(desk), BytesIO()
    with counted:
        pieces = counted.watching(_bounded(tar_stream(counted.files())))
        seal_archive(reader_of(pieces), out, passphrase)
    data = out.getvalue()
    digest = sha256(data).hexdigest()
    release = register_release(desk, "export_sealed", "archive", rows=counted.count, digest=digest)
    return SealedArchive(data=data, files=counted.count, release=release)


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, as long as they fit into memory. Raises TooLargeToHoldError."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise TooLargeToHoldError(megabytes=MOST_BYTES >> 20)
        yield piece
