"""Getting everything out, sealed or plain. What comes out goes back in with `restores`."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kuager import N_, KuagerError
from kuager.formats.exporters.interface import OpenFile
from kuager.formats.exporters.open_folder import open_folder
from kuager.formats.exporters.sinks import FolderSink, tar_stream
from kuager.vault.bundle import reader_of, seal_archive
from kuager.vault.files import make_private_directory, replacing
from kuager.vault.strength import refuse_weak
from kuager.verbs._verb import verb
from kuager.verbs.contents import Contents
from kuager.verbs.desk import Desk
from kuager.verbs.lists import IdentityColumnError, Listed, export_list
from kuager.verbs.papers import ThereAlreadyError, refuse_taken
from kuager.verbs.releases import register_release
from kuager.verbs.restores import restore_export
from kuager.verbs.vaults import refuse_unfit_folder

__all__ = [
    "Exported",
    "IdentityColumnError",
    "Listed",
    "SentenceError",
    "ThereAlreadyError",
    "export_list",
    "export_plain",
    "export_vault",
    "restore_export",
]


class SentenceError(KuagerError):
    """A plain export wants its sentence typed."""

    code = "sentence-needed"
    exit_code = 2
    text = N_(
        "A plain export lies open for anybody who gets the disk. Nothing was written. To go on, "
        "type the sentence that was shown, exactly."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written where; `open_now` says that it lies there readable for anybody."""

    path: Path
    files: int
    open_now: bool


@verb(needs="keep")
def export_vault(desk: Desk, *, to: Path, passphrase: str) -> Exported:
    """Write everything into one sealed archive; its passphrase opens it, without Kuager too."""
    refuse_taken(to)
    refuse_weak(passphrase)
    counted = Counted(desk)
    with counted, replacing(to) as writer:
        pieces = counted.watching(tar_stream(counted.files()))
        seal_archive(reader_of(pieces), writer, passphrase)
    register_release(desk, "export_vault", "archive", rows=counted.count)
    return Exported(path=to, files=counted.count, open_now=False)


@verb(needs="keep")
def export_plain(desk: Desk, *, to: Path, sentence: str, typed: str) -> Exported:
    """Write everything into a plain folder that anybody can read; wants a typed sentence."""
    if typed.strip() != sentence.strip() or not sentence.strip():
        raise SentenceError
    refuse_unfit_folder(to)
    if to.is_symlink() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise ThereAlreadyError(path=str(to))
    counted = Counted(desk)
    with ExitStack() as undo:
        undo.callback(_remove_all, to)
        make_private_directory(to)
        sink = FolderSink(to)
        for file in counted.files():
            sink.put(file.name, file.size, file.chunks)
        undo.pop_all()
    register_release(desk, "export_plain", "archive", rows=counted.count)
    return Exported(path=to, files=counted.count, open_now=True)


@dataclass(slots=True)
class Counted:
    """The files of an export on their way out, counted; left with the reason why they stopped."""

    desk: Desk
    count: int = 0
    failed: KuagerError | None = None

    def files(self) -> Iterator[OpenFile]:
        """Every file of the open folder."""
        contents = Contents(self.desk)
        found: Iterable[OpenFile] = open_folder(contents, contents.about, self.desk.schema)
        for file in found:
            self.count += 1
            self.desk.progress("export", self.count, 0)
            yield file

    def watching(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces; why they stopped is remembered, for the seal does not say it."""
        try:
            yield from pieces
        except KuagerError as error:
            self.failed = error
            raise

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Leave with the reason why the pieces stopped, if that is why sealing did."""
        if error is not None and self.failed is not None:
            raise self.failed from error


def _remove_all(folder: Path) -> None:
    """Leave nothing open of an export that failed."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
