"""What documents cost: made, checked, signed off and sent, and every page of theirs.

    python -m bench.documents [--rows 5000] [--rounds 9] [--vault FOLDER] [--json]

Measured at a vault of so many events with 1,000 cases and people, 1,000 events worth telling,
sources, answers, points and proceedings: an annual review of 150 developments and one of 400, an
alternative report of 12,000 words with 250 notes, case statistics. The peer of making is to read
every record and history that it reads once each, from the same view; that of sending is to write
the files.
"After an edit" is with an event changed before each time, which nothing kept may outlive; the time
of the processor, which neighbours on the machine do not change.
With --vault the vault is made once and kept in FOLDER; documents are sent in a copy of it.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from starlette.testclient import TestClient

from bench.document_corpus import SIGNER, WRITER, again, make_documents, opened
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.pdf import Pdf
from kuager.model.statement import EntityId, say
from kuager.store.kept import Kept, KeptRecords
from kuager.store.view import View
from kuager.verbs.checking import check_report
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import make_report
from kuager.verbs.overrides import override_finding
from kuager.verbs.sending import send_report, sign_off_report
from kuager.web.app import make_app
from kuager.web.house import House

ROWS, ROUNDS, EDITS, PAGE_MS, CHAPTER_MS = 5_000, 9, 3, 100, 2_000
PAGES = ("", "/read", "/check", "/send")
CHAPTER = "review of 150"
FORMS = (Docx(), Pdf(), Html())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.documents")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = of_documents(chosen.rows, chosen.rounds, chosen.vault)
    if chosen.json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        over = "  over" if name.endswith("p95, ms") and figure > PAGE_MS else ""
        print(f"{name:<66}{figure:>12.3f}{over}")


def of_documents(
    rows: int = ROWS, rounds: int = ROUNDS, kept: Path | None = None
) -> dict[str, float]:
    """All figures of one run."""
    with tempfile.TemporaryDirectory(prefix="kuager-bench-") as folder:
        copy = Path(folder) / "copy"
        opened(kept or Path(folder) / "made", rows).close()
        shutil.copytree(kept or Path(folder) / "made", copy)
        desk = again(copy)
        codes = make_documents(desk)
        figures: dict[str, float] = {}
        for name, code in codes.items():
            figures |= of_making(desk, name, code, rounds)
        desk.close()
        desk = again(copy)
        for name, code in codes.items():
            figures |= of_sending(desk, name, code, Path(folder) / "out")
        figures |= of_pages(desk, codes, rounds)
    return figures


def of_making(desk: Desk, name: str, code: str, rounds: int) -> dict[str, float]:
    """Milliseconds of making and checking, nothing being in memory, and after an edit.

    Making is set beside reading the records; to check is to make the document, too.
    """
    forget(desk)
    records, histories = read_by(desk, code)

    def read() -> None:
        for uid in records:
            desk.view.record(uid, shut=True)
        for uid in histories:
            desk.view.history(uid)

    def make() -> object:
        return make_report(desk, code)

    def check() -> object:
        return check_report(desk, code=code)

    reading = median(read, rounds, before=lambda _: forget(desk))
    made = median(make, rounds, before=lambda _: forget(desk))
    return {
        f"{name}: make, ms": made,
        f"{name}: make / reading its {len(records)} records once": made / reading,
        f"{name}: make after an edit, ms": median(make, rounds, before=lambda n: edit(desk, n)),
        f"{name}: check, ms": median(check, rounds, before=lambda _: forget(desk)),
        f"{name}: check after an edit, ms": median(check, rounds, before=lambda n: edit(desk, n)),
    }


def forget(desk: Desk) -> None:
    """Nothing that was read is in memory any more."""
    desk.store.projector.kept = Kept()
    desk.store.projector.read = KeptRecords()


def edit(desk: Desk, number: int) -> None:
    """Something is said of an event that no document tells."""
    events = list(desk.view.codes("event").values())
    with desk.changing("bench_edit"):
        desk.say([say(events[-1 - number], "event.remarks", f"edit {number}")])


def read_by(desk: Desk, code: str) -> tuple[set[EntityId], set[EntityId]]:
    """Ids of all records, and of all histories, that are read while a document is made."""
    records: set[EntityId] = set()
    histories: set[EntityId] = set()
    record, history = View.record, View.history

    def noted(view: View, uid: EntityId, *, shut: bool = False) -> object:
        records.add(uid)
        return record(view, uid, shut=shut)

    def noted_history(view: View, uid: EntityId) -> object:
        histories.add(uid)
        return history(view, uid)

    with patch.object(View, "record", noted), patch.object(View, "history", noted_history):
        make_report(desk, code)
    return records, histories


def of_sending(desk: Desk, name: str, code: str, to: Path) -> dict[str, float]:
    """Milliseconds of signing off and sending, beside writing the same three files."""
    for finding in check_report(desk, code=code).open:
        override_finding(desk, code=code, key=finding.key, reason="Measured.", by=SIGNER)
    made = make_report(desk, code)
    report = made.laid.report
    writing = median(lambda: [form.write(report) for form in FORMS], 3)
    figures = {f"{name}: DOCX, PDF, HTML, ms": writing}
    if name == CHAPTER:
        whole = timed(lambda: [f.write(make_report(desk, code).laid.report) for f in FORMS])
        figures[f"{name}: made and written, ms (bar {CHAPTER_MS})"] = whole
    if check_report(desk, code=code).standing:
        return figures
    figures[f"{name}: sign off, ms"] = timed(
        lambda: sign_off_report(
            desk,
            code=code,
            language="en",
            read=made.digest,
            by=SIGNER,
            prepared_by=WRITER,
            readers=("public",),
            harm="Nobody.",
        )
    )
    sent = timed(
        lambda: send_report(desk, code=code, language="en", read=made.digest, to=to / code)
    )
    figures[f"{name}: send, ms"] = sent
    figures[f"{name}: send / writing its files"] = sent / writing
    return figures


def of_pages(desk: Desk, codes: dict[str, str], rounds: int) -> dict[str, float]:
    """Milliseconds of each page, as it is looked at again, and after an edit of some event."""
    house = House(desk)
    visitor = TestClient(make_app(house))
    figures: dict[str, float] = {}

    def ask(address: str) -> None:
        answer = visitor.get(address)
        assert answer.status_code == 200, (answer.status_code, address)

    pages = {f"{name}: page {at}": f"/report/{c}{at}" for name, c in codes.items() for at in PAGES}
    for name, address in {"documents: page": "/reports", **pages}.items():
        ask(address)
        taken = [timed(lambda: ask(address)) for _ in range(rounds)]  # noqa: B023
        figures[f"{name} p50, ms"] = statistics.median(taken)
        figures[f"{name} p95, ms"] = statistics.quantiles(taken, n=20)[-1]
        worked = 0.0
        for number in range(EDITS):
            edit(desk, number)
            begun = time.process_time()
            ask(address)
            worked += time.process_time() - begun
        figures[f"{name} after an edit, cpu ms"] = worked * 1000 / EDITS
    house.close()
    return figures


def median(
    act: Callable[[], object], rounds: int, *, before: Callable[[int], None] = lambda _: None
) -> float:
    """Milliseconds of a call, the median of some; `before` is done before each, and not timed."""
    taken = []
    for number in range(rounds):
        before(number)
        taken.append(timed(act))
    return statistics.median(taken)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
