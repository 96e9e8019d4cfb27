"""Deliberate faults: each protection switched off by itself, and the check that must then fail.

    python -m tests.hazards.faults [--trials 0] [--seed 1]

Every check first passes on the program as it is; with its fault it must fail. `--trials` takes only
the first so many; 0 takes all.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from tests.hazards import checks
from tests.hazards import unguarded as unguarded  # noqa: PLC0414 - fills the list of faults
from tests.hazards.careless import LEAKS
from tests.hazards.faulty import FAULTS
from tests.hazards.powercuts import WEAKER
from tests.hazards.rig import Figures, main
from tests.hazards.trace import can_trace

Check = Callable[[Path], None]
CAUGHT_BY: dict[str, Check] = {
    "no-bound-data": checks.swapped_bodies_do_not_open,
    "signature-not-checked": checks.forged_signatures_are_found,
    "root-not-checked": checks.altered_statements_are_found,
    "author-not-checked": checks.strangers_are_found,
    "place-not-checked": checks.wrong_places_are_found,
    "censorship-not-seen": checks.censorship_is_found,
    "tables-not-compared": checks.altered_tables_are_found,
    "evidence-not-proved": checks.altered_evidence_is_found,
    "bombs-not-refused": checks.bombs_are_refused,
    "seed-left-after-redaction": checks.erased_bodies_prove_nothing,
    "file-not-written-anew": checks.erased_cases_are_gone,
    "old-keys-kept": checks.erased_cases_are_gone,
    "database-key-kept": checks.erased_cases_are_gone,
    "evidence-left-lying": checks.erased_evidence_is_gone,
    "damaged-wrap-trusted": checks.old_epochs_end,
    "unsaved-keys-used": checks.unsaved_keys_seal_nothing,
    "waiting-evidence-swept": checks.waiting_evidence_stays,
    "unfinished-copies-left": checks.unfinished_keyrings_go,
    "mark-not-written": checks.old_vaults_are_refused,
    "lock-ignored": checks.one_process_at_a_time,
    "temporary-tables-on-disk": checks.settings_are_safe,
    "deleted-rows-left": checks.settings_are_safe,
    "files-for-all": checks.files_are_private,
    "cheap-derivation-accepted": checks.cheap_derivations_are_refused,
    "half-an-import-stays": checks.imports_are_whole,
    "wrong-half-shown": checks.halves_are_kept_apart,
    "restriction-ignored": checks.restricted_cases_disappear,
    "consent-ignored": checks.nobody_unasked_is_told,
    "nobody-signs-off": checks.two_pairs_of_eyes,
    "formulas-live": checks.formulas_are_text,
    "secrets-in-arguments": checks.secrets_are_not_typed_openly,
    "open-passphrase-file": checks.passphrase_files_are_private,
    "export-not-sealed": checks.exports_are_sealed,
    "debug-log": checks.nothing_is_spooled,
    "spooled-evidence": checks.nothing_is_spooled,
}
"""Fault to the check that catches it. Those of the disk are caught by simulated power cuts."""
DISK = WEAKER if can_trace() else ()


def run(trials: int, _seed: int) -> Figures:
    """Switch off one protection after the other; how many were caught. Nothing is drawn."""
    names = [*DISK, *CAUGHT_BY][: trials or None]
    missed = [name for name in names if not is_caught(name)]
    loose = sorted({check.__name__ for check in CAUGHT_BY.values() if not holds(check)})
    return {
        "faults": len(names),
        "caught": len(names) - len(missed),
        "missed": missed,
        "checks that fail without a fault": loose,
    }


def is_caught(name: str) -> bool:
    """Whether the check of a fault fails while the protection is switched off."""
    if name in WEAKER:
        return not _passes(lambda folder: checks.survives_power_cuts(folder, name), nullcontext())
    switched_off = FAULTS.get(name) or LEAKS[name]
    return not _passes(CAUGHT_BY[name], switched_off())


def holds(check: Check) -> bool:
    """Whether a check passes on the program as it is."""
    return _passes(check, nullcontext())


def _passes(check: Check, condition: AbstractContextManager[object]) -> bool:
    """Run a check in a folder of its own, under a condition; only the check's failing counts."""
    with tempfile.TemporaryDirectory(prefix="kuager-fault-") as name, _same_umask(), condition:
        try:
            check(Path(name))
        except Exception:  # noqa: BLE001 - however it breaks, it was noticed
            return False
    return True


@contextmanager
def _same_umask() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


if __name__ == "__main__":
    main("faults", run, trials=0)
