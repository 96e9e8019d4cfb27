"""Small proofs of one protection each: they hold on the program as it is, and fail without it.

Every check takes an empty folder and raises (AssertionError, or whatever breaks) if the protection
is not there.
"""

import csv
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from unittest.mock import patch

from nacl.signing import SigningKey
from tests.hazards.canary import Searcher
from tests.hazards.erasures import run as run_erasures
from tests.hazards.powercuts import cut
from tests.hazards.rig import PASSPHRASE, found, seated

from kuager import KuagerError
from kuager.cli.options import Call, SecretInArgumentsError, refuse_unfit
from kuager.cli.seat import seat
from kuager.model.entry import EntryError, Stub, entry_id, read_stub
from kuager.model.mapping import read_mapping
from kuager.model.payload import new_payload, payload_leaves, redact
from kuager.model.statement import EntityId, say
from kuager.model.tree import tree_root
from kuager.store.opening import OldVaultError
from kuager.store.sealing import pack, salt_list, seal_payload, unpack
from kuager.store.store import Store
from kuager.vault.passphrase import KdfProfile, cheapest_for_tests
from kuager.vault.platform import AlreadyOpenError
from kuager.vault.seal import BrokenSealError, open_body, seal_body
from kuager.vault.sign import sign_entry
from kuager.vault.slots import create, unlock
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.evidence import add_evidence, give_out_evidence, sweep_evidence
from kuager.verbs.exports import export_list, export_vault
from kuager.verbs.imports import ImportPlan, RowsRefusedError, import_file
from kuager.verbs.records import FirstRecord, record_case, restrict_case, search_records
from kuager.verbs.reports import ReviewPlan, write_annual_review
from kuager.verbs.table_files import FilePlan
from kuager.verbs.vaults import verify_vault

STORY = "Повесть о проверке"
CUTS = 100


@contextmanager
def refused(kind: type[Exception]) -> Iterator[None]:
    """What is done inside has to be refused so."""
    try:
        yield
    except kind:
        return
    raise AssertionError("nothing was refused")


def survives_power_cuts(folder: Path, fault: str | None = None) -> None:
    """No state that a power cut may leave lacks what was acknowledged."""
    figures = cut(folder / "cuts", CUTS, 7, fault=fault)
    assert (0, 0) == (figures["lost"], figures["corrupt"])


def _house(folder: Path) -> Desk:
    desk = found(folder / "vault")
    first = FirstRecord(story=STORY, when_where="here", how_known="seen", language="ru")
    record_case(desk, first=first)
    record_case(desk, first=first)
    return desk


def _findings(desk: Desk) -> list[str]:
    return [finding.problem for finding in verify_vault(desk).findings]


def _alter(store: Store, sql: str, *values: object) -> None:
    """Change the truth as somebody with the keys could."""
    for table in ("entry", "body", "wrap"):
        store.connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
    store.connection.execute(sql, values)


def swapped_bodies_do_not_open(_folder: Path) -> None:
    """A body sealed for one entry does not open as another's."""
    key, mine, other = bytes(32), b"m" * 32, b"o" * 32
    _, sealed = seal_body(mine, b"said", key)
    with refused(BrokenSealError):
        open_body(other, sealed, key)


def forged_signatures_are_found(folder: Path) -> None:
    """A stub with another signature is named."""
    desk = _house(folder)
    _alter(desk.store, "UPDATE entry SET stub = CAST(substr(stub, 1, length(stub) - 64) || "
           "zeroblob(64) AS BLOB) WHERE eno = 3")  # fmt: skip
    assert "bad-signature" in _findings(desk)


def altered_statements_are_found(folder: Path) -> None:
    """A body sealed properly by somebody with the keys, but saying something else, is named."""
    desk = _house(folder)
    log, keyring = desk.store.log, desk.store.keys.keyring
    kept = next(k for k in log.entries() if k.eno == 3)
    payload, stub = log.open(kept), read_stub(kept.stub)[0]
    assert payload is not None
    said = [s._replace(value="other") if s.value == STORY else s for s in _said(payload)]
    altered = new_payload(payload.change, bytes(32), said)
    sealed = seal_payload(kept.id, altered, keyring.current_epoch(stub.circle))
    _alter(desk.store, "UPDATE body SET data = ? WHERE eno = 3", sealed.body)
    _alter(desk.store, "UPDATE wrap SET data = ? WHERE eno = 3", sealed.wrap)
    assert "root-does-not-fit" in _findings(desk)


def _said(payload: object) -> list:  # type: ignore[type-arg]
    return list(payload.statements.values())  # type: ignore[attr-defined]


def _foreign(desk: Desk, *, seed: bytes, depth: int) -> None:
    """Keep an entry that a device with this seed signed."""
    store = desk.store
    mine = seed == store.keys.keyring.signing_seed
    device = SigningKey(seed).verify_key.encode()
    said = [say(desk.member, "audit.verb", "record_case")]
    payload = new_payload(bytes(16), bytes(32), said)
    stub = Stub(
        organisation=store.organisation,
        device=device,
        seq=store.log.head.seq + 1 if mine else 1,
        previous=store.log.head.id if mine else bytes(32),
        depth=depth,
        time=1,
        circle=store.circle("casework"),
        count=1,
        root=tree_root(payload_leaves(payload, salt_list)),
        heads=() if mine else (store.log.head.id,),
    )
    unsigned = stub.pack()
    entry = entry_id(unsigned)
    sealed = seal_payload(entry, payload, store.keys.keyring.current_epoch(stub.circle))
    store.log.keep_foreign(stub, entry, unsigned + sign_entry(seed, entry), sealed)


def strangers_are_found(folder: Path) -> None:
    """An entry of a device that nobody admitted is named."""
    desk = _house(folder)
    _foreign(desk, seed=b"s" * 32, depth=desk.store.log.head.depth + 1)
    assert "device-not-in-roster" in _findings(desk)


def wrong_places_are_found(folder: Path) -> None:
    """An entry that claims a greater depth than its parents give it is named."""
    desk = _house(folder)
    seed = desk.store.keys.keyring.signing_seed
    _foreign(desk, seed=seed, depth=desk.store.log.head.depth + 7)
    assert "wrong-depth" in _findings(desk)


def censorship_is_found(folder: Path) -> None:
    """A body that lacks a leaf which no erasure names is named."""
    desk = _house(folder)
    log = desk.store.log
    kept = next(k for k in log.entries() if k.eno == 3)
    payload, stub = log.open(kept), read_stub(kept.stub)[0]
    assert payload is not None
    left = redact(payload, [1], salt_list)
    sealed = seal_payload(kept.id, left, desk.store.keys.keyring.current_epoch(stub.circle))
    _alter(desk.store, "UPDATE body SET data = ? WHERE eno = 3", sealed.body)
    _alter(desk.store, "UPDATE wrap SET data = ? WHERE eno = 3", sealed.wrap)
    assert "leaf-censored" in _findings(desk)


def altered_tables_are_found(folder: Path) -> None:
    """A status changed in the table, past the log, is named."""
    desk = _house(folder)
    desk.store.connection.execute("UPDATE w_case SET status = 'closed'")
    assert "not-as-the-log-says" in _findings(desk)


def altered_evidence_is_found(folder: Path) -> None:
    """One bit of a sealed file is enough."""
    desk = _house(folder)
    add_evidence(desk, file=_file(folder, b"photo" * 999), case="C-1")
    path = next(desk.store.home.blobs.iterdir())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "missing-or-damaged" in _findings(desk)


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "original.bin"
    path.write_bytes(data)
    return path


def bombs_are_refused(_folder: Path) -> None:
    """What declares more than it may is not unpacked."""
    with refused(EntryError):
        unpack(pack(bytes(17 * 1024 * 1024)))


def erased_bodies_prove_nothing(folder: Path) -> None:
    """After an erasure the vault is sound, and no redacted body keeps the seed of its salts."""
    desk = _house(folder)
    asked = request_erasure(desk, code="C-1", reason="danger")
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    payloads = [desk.store.log.open(kept) for kept in desk.store.log.entries()]
    redacted = [p for p in payloads if p is not None and p.hidden]
    assert redacted
    assert not any(isinstance(p.salts, bytes) for p in redacted)
    assert [] == _findings(desk)


def erased_cases_are_gone(_folder: Path) -> None:
    """Whoever kept every ciphertext and has everything of today reads nothing."""
    figures = run_erasures(4, 5)
    assert (0, 0, 0) == (figures["recovered"], figures["others harmed"], figures["unsound"])


def erased_evidence_is_gone(folder: Path) -> None:
    """When an erasure is done, the sealed files of what it took are not in the folder."""
    desk = _house(folder)
    add_evidence(desk, file=_file(folder, b"photo" * 999), case="C-1")
    asked = request_erasure(desk, code="C-1", reason="danger")
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    assert [] == list(desk.store.home.blobs.iterdir())


def old_epochs_end(folder: Path) -> None:
    """Erasing ends every closed key, though one wrap could not be made anew."""
    desk = _house(folder)
    _alter(desk.store, "UPDATE wrap SET data = CAST(substr(data, 1, 103) || x'00' AS BLOB) "
           "WHERE eno = 2")  # fmt: skip
    asked = request_erasure(desk, code="C-2", reason="danger")
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    epochs = desk.store.keys.keyring.epochs
    circles = [desk.store.circle(half) for half in ("casework", "identity")]
    assert [1, 1] == [len(epochs[circle]) for circle in circles]


def unsaved_keys_seal_nothing(folder: Path) -> None:
    """A new key that never reached the disk seals nothing: what is saved next opens tomorrow."""
    desk = _house(folder)
    asked = request_erasure(desk, code="C-1", reason="danger")
    full = patch("kuager.vault.keyring.write_replacing", side_effect=OSError(28, "full"))
    with full, refused(OSError):
        carry_out_erasure(desk, code=asked.code, sooner="danger")
    record_case(desk, first=FirstRecord(story="x", when_where="y", how_known="z"))
    desk.close()
    with seated(folder / "vault") as again:
        assert [] == _findings(again)


def waiting_evidence_stays(folder: Path) -> None:
    """Between the request and the erasing a sealed file is not swept away."""
    desk = _house(folder)
    add_evidence(desk, file=_file(folder, b"photo" * 999), case="C-1")
    request_erasure(desk, code="C-1", reason="danger")
    sweep_evidence(desk)
    assert 1 == len(list(desk.store.home.blobs.iterdir()))


def unfinished_keyrings_go(folder: Path) -> None:
    """An unpublished copy of the keyring does not outlive the next opening."""
    _house(folder).close()
    left = folder / "vault" / "keyring.0123456789ab.kuager-new"
    left.write_bytes((folder / "vault" / "keyring").read_bytes())
    with seated(folder / "vault"):
        assert not left.exists()


def old_vaults_are_refused(folder: Path) -> None:
    """An older file of the vault, put back beside today's keyring and mark, is not opened."""
    desk = _house(folder)
    desk.close()
    old = (folder / "vault" / "vault.db").read_bytes()
    with seated(folder / "vault") as again:
        record_case(again, first=FirstRecord(story="x", when_where="y", how_known="z"))
    (folder / "vault" / "vault.db").write_bytes(old)
    with refused(OldVaultError), seated(folder / "vault"):
        pass


def one_process_at_a_time(folder: Path) -> None:
    """A second opening is refused."""
    desk = _house(folder)
    with refused(AlreadyOpenError), seated(folder / "vault"):
        pass
    desk.close()


def settings_are_safe(folder: Path) -> None:
    """Temporary tables stay in memory, deleted rows are overwritten, commits are flushed."""
    run = _house(folder).store.connection.execute
    asked = ("temp_store", "secure_delete", "synchronous", "mmap_size", "trusted_schema")
    assert [2, 1, 2, 0, 0] == [run(f"PRAGMA {name}").fetchone()[0] for name in asked]


def files_are_private(folder: Path) -> None:
    """Every file and folder of a vault is its owner's alone, whatever the umask was."""
    os.umask(0o022)
    desk = _house(folder)
    add_evidence(desk, file=_file(folder, b"photo"), case="C-1")
    made = [folder / "vault", *(folder / "vault").rglob("*")]
    desk.close()
    assert not [p for p in made if p.exists() and p.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def cheap_derivations_are_refused(_folder: Path) -> None:
    """A slots file below the floor is not worked on: it was tampered with."""
    weak = KdfProfile(8 * 1024 * 1024, 1, bytes(16))
    with patch("kuager.vault.passphrase.check_profile"), patch("kuager.vault.slots.check_profile"):
        data, _ = create(PASSPHRASE, profile=replace(cheapest_for_tests(), **_of(weak)))
    with patch("kuager.vault.passphrase.check_profile"), refused(KuagerError):
        unlock(data, PASSPHRASE)


def _of(profile: KdfProfile) -> dict[str, int]:
    return {"memory_bytes": profile.memory_bytes, "passes": profile.passes}


def imports_are_whole(folder: Path) -> None:
    """One refused row, and nothing of a large file is there."""
    desk = _house(folder)
    file = folder / "people.csv"
    rows = [(f"R-{n}", "1985") for n in range(6000)]
    with file.open("w", encoding="utf-8", newline="") as writer:
        csv.writer(writer).writerows([("code", "born"), *rows, ("R-last", "вчера")])
    columns = {"born": {"property": "person.birth_date"}}
    mapping = {"mapping": "m", "type": "person", "key": "code", "columns": columns}
    plan = ImportPlan(files=(FilePlan(file=file, mapping=read_mapping(mapping)),))
    with suppress(RowsRefusedError):
        import_file(desk, plan=plan)
    assert {} == desk.view.codes("person")
    assert [] == _findings(desk)


def halves_are_kept_apart(folder: Path) -> None:
    """A name that was said among the coded values is not shown."""
    desk = _house(folder)
    person = EntityId(desk.store.new_id())
    said = [say(person, "person.code", "P-1"), say(person, "person.name_in_use", "Имя")]
    with desk.changing("misplace") as change:
        change.write_halves({"casework": said})
    record = desk.view.record(person)
    assert record is not None
    assert record.get("person.name_in_use") is None


def restricted_cases_disappear(folder: Path) -> None:
    """A restricted case is in no list, count or search."""
    desk = _house(folder)
    restrict_case(desk, code="C-1")
    assert ["C-2"] == [record.code for record in desk.view.briefs("case")]
    assert 1 == desk.view.count("case")
    assert ["C-2"] == [record.code for record in search_records(desk, text=STORY)]


def _worded(desk: Desk, *, by: EntityId, signed_off: EntityId) -> None:
    event = EntityId(desk.store.new_id())
    with desk.changing("word"):
        desk.say(
            [
                say(event, "event.code", "E-1"),
                say(event, "event.case", desk.find(("case",), "C-1")),
                say(event, "event.date", "2024-05"),
                say(event, "event.rubric_primary", "bias-motivated-violence"),
                say(event, "event.wording", "Told in public.", language="en"),
                say(event, "event.wording_by", by),
                say(event, "event.signed_off_by", signed_off),
            ]
        )


def _held_back(desk: Desk, folder: Path) -> list[str]:
    plan = ReviewPlan(country="KAZ", year=2024, to=folder / "report")
    return [held.reason for held in write_annual_review(desk, plan=plan).held]


def nobody_unasked_is_told(folder: Path) -> None:
    """What nobody was asked about is held back."""
    desk = _house(folder)
    _worded(desk, by=desk.member, signed_off=EntityId(b"another-member!!"))
    assert ["consent-not-asked"] == _held_back(desk, folder)


def two_pairs_of_eyes(folder: Path) -> None:
    """A wording that its own writer signed off is held back."""
    desk = _house(folder)
    _worded(desk, by=desk.member, signed_off=desk.member)
    record_consent(desk, case="C-1", use="publication", answer="yes")
    assert ["not-signed-off"] == _held_back(desk, folder)


def formulas_are_text(folder: Path) -> None:
    """A code that begins like a formula does not begin so in a list."""
    desk = _house(folder)
    person = EntityId(desk.store.new_id())
    with desk.changing("record"):
        desk.say([say(person, "person.code", '=HYPERLINK("x")')])
    export_list(desk, type_name="person", to=folder / "list.csv")
    assert b'"=' not in (folder / "list.csv").read_bytes()


def secrets_are_not_typed_openly(_folder: Path) -> None:
    """A passphrase among the arguments is refused before anything else."""
    with refused(SecretInArgumentsError):
        refuse_unfit(["verify", "--passphrase", "x"], {})


def passphrase_files_are_private(folder: Path) -> None:
    """A passphrase file that others can read is refused."""
    _house(folder).close()
    file = folder / "passphrase.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    file.chmod(0o644)
    call = Call(vault=folder / "vault", passphrase_file=str(file))
    with refused(KuagerError), seat(call):
        pass


def exports_are_sealed(folder: Path) -> None:
    """No word of the record stands in an exported archive."""
    desk = _house(folder)
    export_vault(desk, to=folder / "all.export", passphrase=PASSPHRASE)
    searcher = Searcher({"story": STORY})
    searcher.look_in((folder / "all.export").read_bytes(), "export")
    assert [] == searcher.hits


def nothing_is_spooled(folder: Path) -> None:
    """Evidence and what is said leave no file in the temporary or cache folders."""
    place = folder / "temporary"
    place.mkdir()
    places = {"XDG_CACHE_HOME": str(place), "XDG_CONFIG_HOME": str(place)}
    with patch.object(tempfile, "tempdir", str(place)), patch.dict(os.environ, places):
        desk = _house(folder)
        add_evidence(desk, file=_file(folder, Random(1).randbytes(5000)), case="C-1")
        give_out_evidence(desk, code="EV-1", to=folder / "given.bin")
    assert [] == list(place.iterdir())
