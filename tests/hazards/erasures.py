"""Erased cases, and somebody who kept every ciphertext: nothing of them can be read again.

    python -m tests.hazards.erasures [--trials 50] [--seed 1]

Half of the cases were recorded one by one (with people, an event that a report told, evidence,
consent, corrections; of some only a person's identity goes), half lie inside bulk imports. Before
each erasure a thief takes every body and wrap, and now and then a copy of all files but slots and
keyring. In the end he gets today's disk, keyring and passphrase, and tries every key on all of it.
The other cases must be as they were. With one old keyring besides, he must succeed: that shows that
the run bites, and where the promise ends.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.hazards.canary import Searcher
from tests.hazards.facts import unsound
from tests.hazards.rig import PASSPHRASE, Figures, found, main, seated, workshop
from tests.hazards.thief import Thief, search_disk

from kuager.model.mapping import read_mapping
from kuager.model.statement import EntityId, Statement, say
from kuager.store.erasing import plan_erasure
from kuager.store.home import Home, Keys
from kuager.vault import keyring as keyring_file
from kuager.vault.slots import unlock
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.evidence import add_evidence
from kuager.verbs.imports import ImportPlan, import_file
from kuager.verbs.records import FirstRecord, record_case
from kuager.verbs.reports import ReviewPlan, write_annual_review
from kuager.verbs.table_files import FilePlan

ROWS_A_CASE = 4
"""How many cases an import holds for each that is erased."""
COPY_EVERY = 10
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_TYPES = ("case", "person", "event", "consent", "evidence", "block", "edition", "source", "import")
_MAPPINGS = {
    "case": {"story": "case.story", "known": "case.how_known"},
    "person": {"case": "person.case", "name": "person.name_in_use", "phone": "person.contact"},
    "event": {"case": "event.case", "date": "event.date", "told": "event.narrative"},
}


@dataclass
class Told:
    """A case, or one person's identity, that will be erased; with the canaries in it."""

    code: str
    canaries: dict[str, bytes | str] = field(default_factory=dict)
    identity_only: bool = False

    def only_identity(self) -> "Told":
        """The same with only what tells who its person is."""
        kinds = {"first name", "second name", "phone"}
        kept = {n: mark for n, mark in self.canaries.items() if " ".join(n.split()[1:-1]) in kinds}
        return Told(f"P-{self.code}", kept, identity_only=True)


@dataclass
class House:
    """A vault being filled with cases full of canaries."""

    desk: Desk
    out: Path
    draw: Random
    doomed: list[Told] = field(default_factory=list)

    def mark(self, told: Told, kind: str) -> str:
        """A new canary of a case."""
        word = "".join(self.draw.choices(_LETTERS, k=16))
        told.canaries[f"{len(self.doomed)} {kind} {len(told.canaries)}"] = word
        return word

    def record(self, *, doomed: bool) -> None:
        """One case with everything that may lie inside it."""
        told = Told("kept")
        texts = [f"{self.mark(told, 'text')} and {self.mark(told, 'text')}" for _ in range(3)]
        first = FirstRecord(story=texts[0], when_where=texts[1], how_known=texts[2], language="ru")
        case = record_case(self.desk, first=first)
        told.code = case.code
        person, event = self._inside(told, case.id)
        record_consent(self.desk, case=case.code, use="publication", answer="yes")
        record_consent(
            self.desk, case=case.code, use="publication", answer="yes", person=f"P-{case.code}"
        )
        self._evidence(told)
        self._correct(told, case.id, person, event)
        if doomed:
            is_identity = len(self.doomed) % 5 == 4
            self.doomed.append(told.only_identity() if is_identity else told)

    def _inside(self, told: Told, case: EntityId) -> tuple[EntityId, EntityId]:
        person, event = EntityId(self.desk.store.new_id()), EntityId(self.desk.store.new_id())
        said = [
            say(person, "person.code", f"P-{told.code}"),
            say(person, "person.case", case),
            say(person, "person.name_in_use", self.mark(told, "first name")),
            say(person, "person.contact", self.mark(told, "phone")),
            say(event, "event.code", f"E-{told.code}"),
            say(event, "event.case", case),
            say(event, "event.date", "2024-05"),
            say(event, "event.narrative", self.mark(told, "narrative"), language="ru"),
            say(event, "event.venue", self.mark(told, "venue")),
        ]
        with self.desk.changing("record"):
            self.desk.say([*said, *self._worded(told, event)])
        return person, event

    def _worded(self, told: Told, event: EntityId) -> list[Statement]:
        other = EntityId(b"another-member!!")
        return [
            say(event, "event.rubric_primary", "bias-motivated-violence"),
            say(event, "event.wording", self.mark(told, "wording"), language="en"),
            say(event, "event.wording_by", self.desk.member),
            say(event, "event.signed_off_by", other),
        ]

    def _evidence(self, told: Told) -> None:
        data = self.draw.randbytes(40)
        told.canaries[f"{len(self.doomed)} bytes"] = data
        file = self.out / f"{self.mark(told, 'file name')}.bin"
        file.write_bytes(data * 200)
        add_evidence(self.desk, file=file, case=told.code)
        file.unlink()

    def _correct(self, told: Told, case: EntityId, person: EntityId, event: EntityId) -> None:
        """What was said first stays in the log; it must go as well."""
        with self.desk.changing("correct"):
            self.desk.say(
                [
                    say(case, "case.story", self.mark(told, "corrected"), language="ru"),
                    say(person, "person.name_in_use", self.mark(told, "second name")),
                    say(event, "event.narrative", self.mark(told, "corrected"), language="ru"),
                    say(event, "judgement.reason", self.mark(told, "reason")),
                ]
            )

    def bring_in(self, doomed: int) -> None:
        """One import of cases, their people and their events; every fourth case is to go."""
        self.out.mkdir(exist_ok=True)
        rows: dict[str, list[tuple[str, ...]]] = {"case": [], "person": [], "event": []}
        for number in range(doomed * ROWS_A_CASE):
            told = Told(f"I-{len(self.doomed)}-{number}")
            marks = [self.mark(told, "cell") for _ in range(5)]
            rows["case"].append((told.code, marks[0], marks[1]))
            rows["person"].append((f"P-{told.code}", told.code, marks[2], marks[3]))
            rows["event"].append((f"E-{told.code}", told.code, "2023-04", marks[4]))
            if number % ROWS_A_CASE == 1:
                self.doomed.append(told)
        plans = tuple(self._plan(kind, found_rows) for kind, found_rows in rows.items())
        import_file(self.desk, plan=ImportPlan(files=plans))

    def _plan(self, kind: str, rows: list[tuple[str, ...]]) -> FilePlan:
        columns = _MAPPINGS[kind]
        file = self.out / f"{kind}.csv"
        with file.open("w", encoding="utf-8", newline="") as writer:
            csv.writer(writer).writerows([("code", *columns), *rows])
        mapping = {
            "mapping": f"hazard-{kind}",
            "type": kind,
            "key": "code",
            "columns": {name: {"property": target} for name, target in columns.items()},
            "identity": [name for name in columns if name in ("name", "phone")],
        }
        return FilePlan(file=file, mapping=read_mapping(mapping))


def run(trials: int, seed: int) -> Figures:
    """Erase so many cases and let the thief try."""
    with workshop() as folder:
        vault = folder / "vault"
        thief, doomed, staying = live(vault, folder / "out", trials, seed)
        secrets = {name: mark for told in doomed for name, mark in told.canaries.items()}
        searcher = Searcher(secrets)
        keys = _keys(vault)
        looked = search_disk(vault, keys, searcher)
        with seated(vault) as desk:
            bad, harmed = unsound(desk), harms(staying, values(desk))
            searchable = [n for n, mark in secrets.items() if _finds(desk, mark)]
        loot = thief.open_all(vault, PASSPHRASE)
        loot.search(searcher)
        control = Searcher(secrets)
        thief.open_all(vault, PASSPHRASE, old_keyrings=True).search(control)
    return {
        "erased": len(doomed),
        "inside imports": sum(told.code.startswith("I-") for told in doomed),
        "canaries": len(secrets),
        "recovered": len(searcher.hits),
        "found by searching": len(searchable),
        "others": len(staying),
        "others harmed": len(harmed),
        "unsound": len(bad),
        "bodies kept": len(thief.bodies),
        "wraps kept": len(thief.wraps),
        "keys tried": loot.tried,
        "pages read": looked,
        "recovered with an old keyring": len({hit.partition(" as ")[0] for hit in control.hits}),
        "notes": [*searcher.hits[:10], *bad[:5], *harmed[:5]],
    }


def live(
    vault: Path, out: Path, erased: int, seed: int
) -> tuple[Thief, list[Told], dict[str, object]]:
    """Fill a house, write a report, erase; the thief, what was erased, and what the others said."""
    thief = Thief()
    desk = found(vault)
    house = House(desk, out, Random(seed))
    out.mkdir()
    singles = erased - erased // 2
    for number in range(singles + 3):
        house.record(doomed=number < singles)
    for start in range(0, erased // 2, 10):
        house.bring_in(min(10, erased // 2 - start))
    write_annual_review(desk, plan=ReviewPlan(country="KAZ", year=2024, to=out / "report"))
    staying = values(desk, without=_going(desk, house.doomed))
    house.draw.shuffle(house.doomed)
    for number, told in enumerate(house.doomed):
        thief.keep(desk.store)
        if number % COPY_EVERY == 0:
            thief.copy(vault)
        only = told.identity_only
        asked = request_erasure(desk, code=told.code, reason="asked-by-person", identity_only=only)
        if number % 2:
            thief.keep(desk.store)
        carry_out_erasure(desk, code=asked.code, sooner="danger")
    desk.close()
    return thief, house.doomed, staying


def _going(desk: Desk, doomed: list[Told]) -> frozenset[EntityId]:
    """Every record that the erasures say they will touch."""
    found_ids: set[EntityId] = set()
    for told in doomed:
        uid = desk.find(("person",) if told.identity_only else ("case",), told.code)
        plan = plan_erasure(desk.store, [uid], identity_only=told.identity_only)
        found_ids |= {entity for entity, _ in plan.entities}
    return frozenset(found_ids)


def values(desk: Desk, *, without: frozenset[EntityId] = frozenset()) -> dict[str, object]:
    """What stands of every record, and all that was ever said of it, by its id.

    Lists that forget what is erased (the consents under which an edition went) are left out.
    """
    found_values: dict[str, object] = {}
    for kind in _TYPES:
        forgetful = {p.name for p in desk.schema.types[kind].properties.values() if p.forgets}
        for record in desk.view.records(kind, shut=True):
            history = [t for t in desk.view.history(record.id) if t.property not in forgetful]
            told = [(t.property, t.value, t.language) for t in history]
            kept = [(n, c) for n, c in record.cells.items() if n not in forgetful]
            cells = {name: (cell.value, cell.state) for name, cell in kept}
            if record.id not in without:
                found_values[f"{kind} {record.id.hex()}"] = (record.code, cells, told)
    return found_values


def harms(staying: dict[str, object], after: dict[str, object]) -> list[str]:
    """Records that were to stay and are not what they were."""
    return [name for name, value in staying.items() if after.get(name) != value]


def _finds(desk: Desk, mark: bytes | str) -> bool:
    if isinstance(mark, bytes):
        return False
    return bool(desk.view.search(mark)) or bool(desk.view.search_names(mark))


def _keys(vault: Path) -> Keys:
    home = Home(vault)
    vmk = unlock(home.slots.read_bytes(), PASSPHRASE)
    return Keys(vmk, keyring_file.load(home.keyring, vmk))


if __name__ == "__main__":
    main("erasures", run, trials=50)
