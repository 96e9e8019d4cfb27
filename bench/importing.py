"""One import in a process of its own: prints its seconds and its peak memory in MB."""

import sys
import time
from pathlib import Path

from bench.__main__ import PASSPHRASE
from bench.corpus import MAPPING
from kuager.model.mapping import read_mapping
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.platform import peak_memory_bytes
from kuager.verbs.imports import FilePlan, ImportPlan, import_file
from kuager.verbs.vaults import NewVault, new_vault


def main() -> None:
    """Found a vault, import the file, close: what a person waits for, key derivation aside."""
    folder, file = Path(sys.argv[1]), Path(sys.argv[2])
    desk = new_vault(NewVault(folder=folder, passphrase=PASSPHRASE, profile=cheapest_for_tests()))
    plan = ImportPlan(files=(FilePlan(file=file, mapping=read_mapping(MAPPING)),))
    start = time.perf_counter()
    import_file(desk, plan=plan)
    desk.close()
    print(time.perf_counter() - start, peak_memory_bytes() / 1e6)


if __name__ == "__main__":
    main()
