"""Protections of the log, of erasing and of people, switched off one at a time (see `faulty`)."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from tests.hazards.faulty import fault, nothing, unsafe_pragmas

from kuager.model.payload import Payload, redact
from kuager.store.projection import Projector
from kuager.store.store import Store
from kuager.vault import seal


@fault
def no_bound_data() -> Iterator[None]:
    """Bodies and wraps are sealed without saying whose they are."""
    shut, opened = seal._encrypt, seal._decrypt
    with (
        patch("kuager.vault.seal._encrypt", lambda plain, _, *rest: shut(plain, None, *rest)),
        patch("kuager.vault.seal._decrypt", lambda sealed, _, *rest: opened(sealed, None, *rest)),
    ):
        yield


@fault
def signature_not_checked() -> Iterator[None]:
    """Any signature is a good one."""
    with patch("kuager.store.verify.verify_entry", lambda *_: True):
        yield


@fault
def root_not_checked() -> Iterator[None]:
    """A body need not answer for the root that was signed."""
    with patch("kuager.store.sealing.check_root", nothing):
        yield


@fault
def author_not_checked() -> Iterator[None]:
    """Devices that nobody admitted may write."""
    with patch("kuager.store.verify.check_author", nothing):
        yield


@fault
def place_not_checked() -> Iterator[None]:
    """An entry may stand anywhere."""
    with patch("kuager.store.verify.check_place", lambda *_, **__: "accepted"):
        yield


@fault
def censorship_not_seen() -> Iterator[None]:
    """A body may lack whatever it likes."""
    with patch("kuager.store.verify.check_redaction", nothing):
        yield


@fault
def tables_not_compared() -> Iterator[None]:
    """Nobody looks whether the tables say what the log says."""
    with patch("kuager.store.verify._check_projection", nothing):
        yield


@fault
def evidence_not_proved() -> Iterator[None]:
    """Sealed files are taken as they are."""
    with patch("kuager.store.verify.check_blob", nothing):
        yield


@fault
def bombs_not_refused() -> Iterator[None]:
    """A body may unpack to any size."""
    with patch("kuager.store.sealing.MAX_OPENED_BYTES", 2**40):
        yield


@fault
def seed_left_after_redaction() -> Iterator[None]:
    """The seed stays in a redacted body: whoever guesses a statement can prove it."""

    def lazy(payload: Payload, going: Any, salts: Any) -> Payload:
        left = redact(payload, going, salts)
        return Payload(
            change=left.change, salts=payload.salts, hidden=left.hidden, statements=left.statements
        )

    with patch("kuager.store.rewrite.redact", lazy):
        yield


@fault
def file_not_written_anew() -> Iterator[None]:
    """Erasing hides, and leaves the file as it is."""
    with patch("kuager.store.erasing.rewrite", lambda *_, **__: 0):
        yield


@fault
def old_keys_kept() -> Iterator[None]:
    """Closed epoch keys stay in the keyring."""
    with patch("kuager.vault.keyring.Keyring.destroy_epochs", lambda *_, **__: 0):
        yield


@fault
def database_key_kept() -> Iterator[None]:
    """The new file is written under the key of the old one."""
    with patch("kuager.store.rewrite.secrets.token_bytes", lambda size: b"k" * size):
        yield


@fault
def evidence_left_lying() -> Iterator[None]:
    """The sealed files of an erased case stay."""
    with (
        patch("kuager.store.erasing.drop_blob", nothing),
        patch("kuager.store.erasing.sweep_blobs", nothing),
    ):
        yield


@fault
def damaged_wrap_trusted() -> Iterator[None]:
    """A wrap that cannot be made anew keeps its old epoch key alive."""
    with patch("kuager.store.erasing._forget_closed", nothing):
        yield


@fault
def unsaved_keys_used() -> Iterator[None]:
    """Keys that could not be written to the disk are used all the same."""
    with patch("kuager.store.erasing._remember", nothing):
        yield


@fault
def waiting_evidence_swept() -> Iterator[None]:
    """Evidence that is only hidden is taken for a stray file."""
    from kuager.store.view import View  # noqa: PLC0415

    def standing(view: View) -> dict[bytes, object]:
        records = view.records("evidence", shut=True)
        return {bytes.fromhex(str(r.text("evidence.blob"))[:32]): r for r in records}

    with (
        patch.object(View, "blobs", standing),
        patch("kuager.store.strays._named_in_log", lambda *_: set()),
    ):
        yield


@fault
def unfinished_copies_left() -> Iterator[None]:
    """A keyring that a crash left unpublished stays for ever."""
    with patch("kuager.store.opening.sweep_unfinished", nothing):
        yield


@fault
def mark_not_written() -> Iterator[None]:
    """Nobody notes how far the log had come."""
    with patch.object(Store, "write_mark", nothing), patch("kuager.store.opening._check_mark"):
        yield


@fault
def lock_ignored() -> Iterator[None]:
    """Two processes may write at once."""
    with patch("kuager.vault.platform._lock_at_once", lambda _: True):
        yield


@fault
def temporary_tables_on_disk() -> Iterator[None]:
    """What SQLite sorts goes to temporary files, in clear."""
    with unsafe_pragmas(temp_store="FILE"):
        yield


@fault
def deleted_rows_left() -> Iterator[None]:
    """What is deleted stays in free pages."""
    with unsafe_pragmas(secure_delete="OFF"):
        yield


@fault
def files_for_all() -> Iterator[None]:
    """New files take the system's usual rights."""
    with patch("kuager.verbs.desk.private_umask", lambda: os.umask(0o022)):
        yield


@fault
def cheap_derivation_accepted() -> Iterator[None]:
    """A slots file may ask for next to no work."""
    with patch("kuager.vault.slots.check_profile", nothing):
        yield


@fault
def half_an_import_stays() -> Iterator[None]:
    """What was said before an error is kept."""
    undo = Store._undo

    def keep(store: Store, *error: Any) -> None:
        if store.connection.in_transaction:
            store.connection.execute("COMMIT")
        undo(store, *error)

    with patch.object(Store, "_undo", keep):
        yield


class _AnyHalf(dict[str, str]):
    """Halves as the schema says them, but every half is right."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name) if default is None else default


@fault
def wrong_half_shown() -> Iterator[None]:
    """A name said among the coded values is shown."""
    make = Projector.__init__

    def loose(projector: Projector, *rest: Any, **named: Any) -> None:
        make(projector, *rest, **named)
        projector.halves = _AnyHalf(projector.halves)

    with patch.object(Projector, "__init__", loose):
        yield


@fault
def restriction_ignored() -> Iterator[None]:
    """A restricted case stays in lists."""
    with patch("kuager.store.projection.closure", lambda *_: set()):
        yield


@fault
def consent_ignored() -> Iterator[None]:
    """Whoever was not asked is told about."""
    from kuager.model.consent import Passed  # noqa: PLC0415

    yes = Passed(allowed=True, reason="yes", level="name")
    with patch("kuager.model.disclosure.may_pass", lambda *_, **__: yes):
        yield


@fault
def nobody_signs_off() -> Iterator[None]:
    """A wording passes with one pair of eyes."""
    from kuager.model import disclosure  # noqa: PLC0415

    reason_to_hold = disclosure.reason_to_hold

    def lenient(*found: Any) -> str | None:
        reason = reason_to_hold(*found)
        return None if reason == "not-signed-off" else reason

    with patch("kuager.model.disclosure.reason_to_hold", lenient):
        yield


@fault
def formulas_live() -> Iterator[None]:
    """A cell that a spreadsheet would run is written as it is."""
    with patch("kuager.formats.exporters.csv_list.guard", lambda text: text):
        yield


@fault
def secrets_in_arguments() -> Iterator[None]:
    """The passphrase may stand on the command line."""
    with patch("kuager.cli.options.SECRET_OPTIONS", frozenset()):
        yield


@fault
def open_passphrase_file() -> Iterator[None]:
    """The passphrase may lie in a file that others can read."""
    with ExitStack() as stack:
        for name in ("kuager.cli.seat", "kuager.cli.vaults"):
            stack.enter_context(patch(f"{name}.is_readable_by_others", lambda _: False))
        yield


@fault
def export_not_sealed() -> Iterator[None]:
    """The archive of an export is written as it is."""

    def copied(reader: Any, writer: Any, _passphrase: str, **_: Any) -> None:
        while piece := reader.read(65536):
            writer.write(piece)

    with patch("kuager.verbs.exports.seal_archive", copied):
        yield
