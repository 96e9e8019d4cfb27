"""One working day, step by step, each step a process of its own: what must leave no trace outside.

    python -m tests.hazards.day STEP SEED PLACE [--leak NAME]

`PLACE` holds `vault`, `out` (what is handed on) and `originals` (what a person brought: it lies
open where it was, and Kuager says so). Canaries are drawn from the seed: nothing of them stands
in an argument, the environment or a source file.
"""

import argparse
import csv
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.hazards.canary import Nest
from tests.hazards.careless import LEAKS

from kuager.model.mapping import read_mapping
from kuager.model.statement import EntityId, say
from kuager.vault.passphrase import cheapest_for_tests
from kuager.verbs.checking import check_report
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk, open_desk
from kuager.verbs.document_facts import change_facts
from kuager.verbs.documents import list_reports
from kuager.verbs.editions import show_edition
from kuager.verbs.erasures import carry_out_erasure, request_erasure, resume_erasures
from kuager.verbs.evidence import add_evidence, give_out_evidence, sweep_evidence
from kuager.verbs.exports import export_list, export_vault
from kuager.verbs.imports import ImportPlan, import_file, look_at_file, preview_import
from kuager.verbs.manuscripts import read_report
from kuager.verbs.overrides import override_finding
from kuager.verbs.records import (
    FirstRecord,
    digest_of,
    list_records,
    merge_records,
    record_case,
    search_records,
    show_record,
)
from kuager.verbs.reports import ReviewPlan, write_annual_review
from kuager.verbs.sending import send_report, sign_off_report
from kuager.verbs.table_files import FilePlan
from kuager.verbs.taking_back import look_at_working_copy
from kuager.verbs.texts import write_text
from kuager.verbs.vaults import (
    NewVault,
    back_up_vault,
    change_passphrase,
    new_vault,
    rebuild_vault,
    suggest_recovery,
    verify_vault,
)
from kuager.verbs.working_copies import write_working_copy

ROWS = 60
MANY_ROWS = 2600
"""More than one entry holds, so that the import is in the middle when the process dies."""
_HEADER = ("code", "name", "phone", "remarks")
MAPPING = {
    "mapping": "hazard-people",
    "type": "person",
    "key": "code",
    "columns": {
        "name": {"property": "person.name_in_use"},
        "phone": {"property": "person.contact"},
        "remarks": {"property": "person.remarks"},
    },
    "identity": ["name", "phone"],
}


@dataclass(frozen=True)
class Day:
    """Where the day takes place, and its canaries."""

    place: Path
    nest: Nest

    @property
    def vault(self) -> Path:
        """The vault's folder."""
        return self.place / "vault"

    @property
    def out(self) -> Path:
        """What is handed on."""
        return self.place / "out"

    @property
    def originals(self) -> Path:
        """What a person brought, outside Kuager's care."""
        return self.place / "originals"

    def sit_down(self, *, changed: bool = False) -> Desk:
        """Open the vault as the door does."""
        desk = open_desk(self.vault, self.nest["passphrase"][1 if changed else 0])
        resume_erasures(desk)
        sweep_evidence(desk)
        return desk

    def plan(self, name: str) -> ImportPlan:
        """How the file of people is read."""
        file = self.originals / f"{name}.csv"
        return ImportPlan(files=(FilePlan(file=file, mapping=read_mapping(MAPPING)),))


def found(day: Day) -> None:
    """A new vault with recovery words; the words go to standard output, as to a person's eyes."""
    recovery = suggest_recovery()
    plan = NewVault(
        folder=day.vault,
        passphrase=day.nest["passphrase"][0],
        recovery=recovery,
        profile=cheapest_for_tests(),
    )
    new_vault(plan).close()
    sys.stdout.write(" ".join(recovery))


def record(day: Day) -> None:
    """Three cases with their people, one told in each language."""
    desk = day.sit_down()
    for number, lang in enumerate(("ru", "kk", "en")):
        story = " ".join(day.nest[f"story {lang}"])
        first = FirstRecord(story=story, when_where=story, how_known=story, language=lang)
        case = record_case(desk, first=first)
        person = EntityId(desk.store.new_id())
        with desk.changing("record_person"):
            desk.say(
                [
                    say(person, "person.code", f"P-{number}"),
                    say(person, "person.case", case.id),
                    *(say(person, "person.name_in_use", n) for n in day.nest[f"name {lang}"]),
                    *(say(person, "person.contact", n) for n in day.nest["phone"][:4]),
                    say(person, "person.remarks", " ".join(day.nest[f"remark {lang}"])),
                ]
            )
    desk.close()


def bring_in(day: Day) -> None:
    """A file of people is looked at, tried and imported."""
    write_people(day, "people", 0)
    desk = day.sit_down()
    look_at_file(desk, file=day.originals / "people.csv")
    preview_import(desk, plan=day.plan("people"))
    import_file(desk, plan=day.plan("people"))
    desk.close()


def keep_file(day: Day) -> None:
    """Files are sealed as evidence; one is given out again to where the originals lie."""
    desk = day.sit_down()
    for number, name in enumerate(day.nest["file name"]):
        file = day.originals / f"{name}.jpg"
        file.write_bytes(b"".join(day.nest.blobs) * (number * 3000 + 1))
        kept = add_evidence(desk, file=file, case="C-1")
    give_out_evidence(desk, code=kept.code, to=day.originals / "given.jpg")
    desk.close()


def look(day: Day) -> None:
    """Searching, showing, listing, merging, verifying."""
    desk = day.sit_down()
    words = [*day.nest["search"], *day.nest["story ru"], *day.nest["name kk"]]
    found_any = [search_records(desk, text=word) for word in words]
    assert any(found_any), "the day has to find something"
    show_record(desk, code="C-1")
    list_records(desk, type_name="person")
    people = [desk.find(("person",), f"R0-{number}") for number in (0, 1)]
    merge_records(desk, one=people[0], other=people[1], reason=day.nest["reason"][0])
    assert verify_vault(desk).sound
    desk.close()


def tell(day: Day) -> None:
    """A public wording is signed off, consent is given, and the review is written."""
    desk = day.sit_down()
    event, second = EntityId(desk.store.new_id()), EntityId(desk.store.new_id())
    with desk.changing("word_event"):
        desk.say(
            [
                say(second, "member.code", "M-2"),
                say(event, "event.code", "E-1"),
                say(event, "event.case", desk.find(("case",), "C-1")),
                say(event, "event.date", "2024-05"),
                say(event, "event.rubric_primary", "bias-motivated-violence"),
                say(event, "event.narrative", " ".join(day.nest["story ru"])),
                say(event, "event.wording", " ".join(day.nest["public"]), language="en"),
                say(event, "event.wording_by", desk.member),
                say(event, "event.signed_off_by", second),
            ]
        )
    record_consent(desk, case="C-1", use="publication", answer="yes")
    record_consent(desk, case="C-1", use="publication", answer="yes", person="P-0")
    plan = ReviewPlan(country="KAZ", year=2024, to=day.out / "report")
    assert write_annual_review(desk, plan=plan).developments == 1
    desk.close()


def compose(day: Day) -> None:
    """An author writes in a language that is not sent; a working copy goes out and comes back."""
    desk = day.sit_down()
    code = list_reports(desk)[0].code
    seen = digest_of(desk.view.history(desk.find(("report",), code)))
    change_facts(desk, code=code, facts={"language": ("en", "kk")}, seen=seen)
    own = " ".join([*day.nest["remark ru"], *day.nest["story kk"], *day.nest["name kk"]])
    write_text(desk, code=code, place="chapter", language="kk", text=own)
    found = check_report(desk, code=code, language="kk")
    assert found.findings, "names in an author's words have to be found"
    written = write_working_copy(desk, code=code, to=day.out / "report", language="en")
    look_at_working_copy(desk, data=written.file.read_bytes())
    for one in check_report(desk, code=code, language="en").open:
        override_finding(desk, code=code, key=one.key, reason="Read by two people.", by="M-2")
    read = read_report(desk, code=code, language="en").digest
    edition = sign_off_report(
        desk,
        code=code,
        language="en",
        read=read,
        by="M-2",
        prepared_by="M-1",
        readers=("public",),
        harm=" ".join(day.nest["reason"]),
    )
    send_report(desk, code=code, language="en", read=read, to=day.out / "report" / "sent")
    show_edition(desk, code=edition)
    desk.close()


def hand_on(day: Day) -> None:
    """A list, a sealed export and a backup with its keyring apart."""
    desk = day.sit_down()
    export_list(desk, type_name="person", to=day.out / "people-codes.csv")
    export_vault(desk, to=day.out / "all.export", passphrase=day.nest["passphrase"][2])
    back_up_vault(desk, to=day.out / "backup", keys_to=day.out)
    desk.close()


def crash(day: Day) -> None:
    """The process dies with keys and names in memory, in the middle of an import."""
    write_people(day, "more", 1, rows=MANY_ROWS)
    desk = day.sit_down()
    desk.progress = lambda *_: os.abort()
    import_file(desk, plan=day.plan("more"))


def go_on(day: Day) -> None:
    """After the crash: opened again, sound, and the import is done again whole."""
    desk = day.sit_down()
    assert verify_vault(desk).sound
    import_file(desk, plan=day.plan("more"))
    desk.close()


def erase(day: Day) -> None:
    """A case is erased, and the tables are made anew."""
    desk = day.sit_down()
    asked = request_erasure(desk, code="C-2", reason="asked-by-person")
    carry_out_erasure(desk, code=asked.code, sooner="danger")
    rebuild_vault(desk)
    assert verify_vault(desk).sound
    desk.close()


def renew(day: Day) -> None:
    """The passphrase is changed."""
    old, new = day.nest["passphrase"][:2]
    change_passphrase(day.vault, old, new, chosen=False)
    desk = day.sit_down(changed=True)
    assert verify_vault(desk).sound
    desk.close()


STEPS: dict[str, Callable[[Day], None]] = {
    step.__name__: step
    for step in (
        found,
        record,
        bring_in,
        keep_file,
        look,
        tell,
        compose,
        hand_on,
        crash,
        go_on,
        erase,
        renew,
    )
}
CRASHES = "crash"


def write_people(day: Day, name: str, part: int, *, rows: int = ROWS) -> None:
    """A file of people whose cells are canaries, where originals lie."""
    with (day.originals / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for number in range(rows):
            names = [day.nest[f"row {lang}"][number % 4] for lang in ("ru", "kk", "en")]
            phone = day.nest["phone"][4 + number % 4]
            code = f"R{part}-{number}"
            table.writerow((code, " ".join(names), phone, day.nest["search"][0]))


def main() -> None:
    """Do one step of the day."""
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("seed", type=int)
    parser.add_argument("place", type=Path)
    parser.add_argument("--leak", choices=sorted(LEAKS))
    chosen = parser.parse_args()
    with ExitStack() as leaks:
        if chosen.leak is not None:
            leaks.enter_context(LEAKS[chosen.leak]())
        STEPS[chosen.step](Day(chosen.place, Nest.drawn(chosen.seed)))


if __name__ == "__main__":
    main()
