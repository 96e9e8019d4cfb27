"""Holding a vault to what was acknowledged: what was said to be saved must be there, and sound."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tests.hazards.deeds import Fact
from tests.hazards.rig import seated

from kuager.store.blobs import BlobError, read_blob, read_out
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.vaults import verify_vault


def missing(desk: Desk, facts: Iterable[Fact]) -> list[str]:
    """Acknowledged deeds of which the vault does not hold what it said it did."""
    told = list(facts)
    asked = {str(f["story"]) for f in told if f["did"] in ("asked", "erase")}
    going = {f["story"] for f in told if f["did"] == "started-asking"}
    stories = {r.text("case.story") for r in desk.view.records("case", shut=True)}
    found = [f"shown again {story}" for story in sorted(asked) if story in stories]
    for fact in told:
        if fact["did"] == "save" and fact["story"] not in stories | going:
            found.append(f"save {fact['story']}")
        elif fact["did"] == "evidence" and fact["story"] not in going:
            found += _evidence(desk, fact)
    return found + _imports(desk, told) + _erasures(desk, told)


def _evidence(desk: Desk, fact: Fact) -> list[str]:
    uid = desk.view.find_code("evidence", str(fact["code"]))
    record = None if uid is None else desk.view.record(uid, shut=True)
    value = None if record is None else record.text("evidence.blob")
    if value is None:
        return [f"evidence {fact['code']}"]
    digest = hashlib.sha256()
    try:
        read_out(desk.store.home, read_blob(value), digest.update)
    except BlobError:
        return [f"evidence file {fact['code']}"]
    return [] if digest.hexdigest() == fact["sha256"] else [f"evidence bytes {fact['code']}"]


def _imports(desk: Desk, told: list[Fact]) -> list[str]:
    """An import that was acknowledged is there whole; one that was not, whole or not at all."""
    have: dict[str, int] = {}
    for code in desk.view.codes("event"):
        name = code.partition("-")[0]
        have[name] = have.get(name, 0) + 1
    done = {f["name"] for f in told if f["did"] == "import"}
    found = []
    for fact in told:
        if fact["did"] == "started-import":
            rows, kept = fact["rows"], have.get(str(fact["name"]), 0)
            if kept != rows and (fact["name"] in done or kept != 0):
                found.append(f"import {fact['name']}: {kept} of {rows}")
    return found


def _erasures(desk: Desk, told: list[Fact]) -> list[str]:
    """What was acknowledged as erased is done, and nothing approved is left half done."""
    by_code = {r.code: r for r in desk.view.records("erasure", shut=True)}
    done = {f["code"] for f in told if f["did"] == "erase"}
    found = [f"erasure {code}" for code in sorted(done - _finished(by_code.values()), key=str)]
    unfinished = {c for c, r in by_code.items() if r.get("erasure.approved_on") is not None}
    unfinished -= _finished(by_code.values())
    return found + [f"erasure {code} was not resumed" for code in sorted(unfinished)]


def _finished(records: Iterable[Record]) -> set[str]:
    return {r.code for r in records if r.get("erasure.done_on") is not None}


def unsound(desk: Desk) -> list[str]:
    """What `verify` has to say."""
    return [f"{finding.object}: {finding.problem}" for finding in verify_vault(desk).findings]


def broken_backups(out: Path, told: Iterable[Fact]) -> list[str]:
    """Acknowledged backups that do not open, are not sound, or hold less than they said."""
    found = []
    for fact in told:
        if fact["did"] == "backup":
            with seated(out / str(fact["folder"])) as copy:
                found += unsound(copy)
                if copy.store.log.count < int(str(fact["entries"])):
                    found.append(f"backup {fact['folder']} lacks entries")
    return found
