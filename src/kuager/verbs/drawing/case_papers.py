"""What stands behind a case: consents, evidence with fingerprints and custody, sources, law."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Telling, as_code
from kuager.store.blobs import BlobError, read_blob
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases
from kuager.verbs.drawing.happened import day_of
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.legal_basis import provision_lines
from kuager.verbs.drawing.reading import (
    dated,
    joined,
    property_label,
    referring,
    terms,
    words,
)

CONSENTS: Final = N_("What each person allows")
PERSON: Final = N_("Who")
EVIDENCE: Final = N_("Evidence, without the files")
DIGEST: Final = N_("SHA-256")
CUSTODY: Final = N_("In whose hands")
NO_FILE: Final = N_("not in the vault")
CHECKED: Final = N_("fingerprint checked, it matches")
DIFFERS: Final = N_("fingerprint checked, it does NOT match")
WITHHELD: Final = N_("identity withheld for safety")
NO_FILES: Final = N_("No file goes with this paper; ask us for the ones you need.")


@of_cases
def draw_case_consents(desk: Desk, asked: Asked) -> Drawn:
    """What each person of a case allows, use by use, with the days."""
    rows = [
        row
        for file in open_cases(desk, asked).files
        for consent in referring(desk, file.record.id, "consent.case")
        for row in _consent(desk, file, consent)
    ]
    if not rows:
        return Drawn(material=None)
    names = ("use", "answer", "asked_on", "withdrawn_on", "expires_on")
    columns = [property_label(desk, f"consent.{name}") for name in names]
    header: tuple[Telling | str, ...] = (PERSON, *columns)
    return Drawn(
        material=Grid(caption=CONSENTS, header=header, rows=tuple(rows)),
        behind=tuple(uid for row in rows for uid in row.behind),
    )


@of_cases
def draw_case_evidence(desk: Desk, asked: Asked) -> Drawn:
    """The list of evidence: what it is, when and how received, its fingerprint, its custody."""
    rows = [
        _evidence(desk, file, record)
        for file in open_cases(desk, asked).files
        for record in file.evidence
    ]
    if not rows:
        return Drawn(material=None)
    labels = [property_label(desk, f"evidence.{name}") for name in ("code", "kind", "acquired_on")]
    grid = Grid(
        caption=EVIDENCE,
        header=(*labels, property_label(desk, "evidence.verified"), DIGEST, CUSTODY),
        rows=tuple(rows),
        lines=(Line(says=(Telling(message=NO_FILES),), style="note"),),
    )
    return Drawn(material=grid, behind=tuple(uid for row in rows for uid in row.behind))


@of_cases
def draw_case_sources(desk: Desk, asked: Asked) -> Drawn:
    """Who says so: the sources of a case, of a withheld one only that it exists."""
    entries = []
    for file in open_cases(desk, asked).files:
        lines = tuple(_source(desk, file, record) for record in _sources(desk, file))
        if lines:
            behind = tuple(uid for line in lines for uid in line.behind)
            entries.append(Entry(code=file.record.code, lines=lines, behind=behind))
    return Drawn(
        material=Sheet(entries=tuple(entries)) if entries else None,
        behind=tuple(uid for entry in entries for uid in entry.behind),
    )


@of_cases
def draw_case_law(desk: Desk, asked: Asked) -> Drawn:
    """The provisions that acts, complaints and steps name, each in its version."""
    found: list[object] = list(asked.writing.takes)
    for file in open_cases(desk, asked).files:
        for holder in _holders(desk, file):
            found += holder.every(f"{holder.type}.provision")
    provisions = [record for record in desk.records_of(found) if record.type == "provision"]
    provisions = [record for record in provisions if record.id not in asked.writing.leaves]
    if not provisions:
        return Drawn(material=None)
    entry = Entry(code="law", lines=provision_lines(desk, provisions, asked))
    behind = tuple(record.id for record in provisions)
    return Drawn(material=Sheet(entries=(entry,)), behind=behind)


def custody_of(desk: Desk, evidence: Record) -> list[Record]:
    """Who had a piece of evidence, in the order of the days."""
    found = referring(desk, evidence.id, "custody.evidence")
    return sorted(found, key=lambda record: record.text("custody.date") or "9999")


def digest_of_file(evidence: Record) -> str | None:
    """The SHA-256 of the sealed file; None if the vault holds none."""
    said = evidence.text("evidence.blob")
    try:
        return None if not said else read_blob(said).sha256.hex()
    except BlobError:
        return None


def _consent(desk: Desk, file: CaseFile, consent: Record) -> Iterator[GridRow]:
    answer = consent.text("consent.answer")
    if answer in (None, "not-asked"):
        return
    person = desk.record_of(consent.get("consent.person"))
    partner = desk.record_of(consent.get("consent.partner"))
    may_name = partner is not None and file.level == "name"
    to_whom = words(partner, "organisation.name") if may_name else ()
    yield GridRow(
        code=consent.code,
        cells=(
            () if person is None else file.called(person),
            joined(terms(desk, consent, "consent.use"), to_whom),
            terms(desk, consent, "consent.answer"),
            dated(consent, "consent.asked_on"),
            dated(consent, "consent.withdrawn_on"),
            dated(consent, "consent.expires_on"),
        ),
    )


def _evidence(desk: Desk, file: CaseFile, record: Record) -> GridRow:
    title = record.text("evidence.title") if file.tells_words else None
    digest = digest_of_file(record)
    custody = custody_of(desk, record)
    return GridRow(
        code=record.code,
        cells=(
            (as_code(record.code),),
            joined(terms(desk, record, "evidence.kind"), (Telling(text=title),) if title else ()),
            joined(
                day_of(record, "evidence.acquired_on", file.level),
                terms(desk, record, "evidence.acquired_how"),
            ),
            terms(desk, record, "evidence.verified"),
            (as_code(digest) if digest else Telling(message=NO_FILE),),
            tuple(telling for each in custody for telling in _custody(desk, each)),
        ),
        behind=(record.id,),
    )


def _custody(desk: Desk, record: Record) -> tuple[Telling, ...]:
    """One entry of the chain: the day, why, and what the check of the fingerprint said."""
    checked = bool(record.get("custody.digest_checked"))
    matches = record.get("custody.digest_matches")
    said = () if not checked or matches is None else (CHECKED if matches else DIFFERS,)
    return joined(
        dated(record, "custody.date"),
        terms(desk, record, "custody.reason"),
        tuple(Telling(message=message) for message in said),
    )


def _sources(desk: Desk, file: CaseFile) -> list[Record]:
    """The sources of the case itself, then those whose accounts tell of its events."""
    accounts = [
        a for found in file.events for a in referring(desk, found.event.id, "account.event")
    ]
    told = desk.records_of(account.get("account.source") for account in accounts)
    found = {record.id: record for record in (*file.sources, *told)}
    return list(found.values())


def _source(desk: Desk, file: CaseFile, record: Record) -> Line:
    person = desk.record_of(record.get("source.person"))
    is_withheld = bool(record.get("source.withheld"))
    who = file.called(person) if person is not None and person.type == "person" else ()
    title = file.may_say(words(record, "source.title"))
    withheld = (Telling(message=WITHHELD),)
    return Line(
        says=joined(
            terms(desk, record, "source.kind"),
            withheld if is_withheld else joined(who, title),
            () if is_withheld else dated(record, "source.date"),
        ),
        between="; ",
        style="bullet",
        piece=record.code,
        behind=(record.id,),
    )


def _holders(desk: Desk, file: CaseFile) -> Iterator[Record]:
    """Whatever of a case names articles of law."""
    for found in file.events:
        yield from found.acts
    for proceeding in file.proceedings:
        yield proceeding
        yield from referring(desk, proceeding.id, "step.proceeding")
