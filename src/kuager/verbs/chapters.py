"""Gathering a chapter: the developments of a year with their citations and consents, uncut."""

from collections.abc import Iterator

from kuager.model.chapter import Citation, Development
from kuager.model.consent import ConsentRow, Party
from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.disclosure import CaseConsent
from kuager.model.places import gazetteer
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk

TOLD_TYPES = ("event", "step")
_DEEPEST = 3


class Gathering:
    """Reads developments out of the record, remembering sources and cases it has met."""

    def __init__(self, desk: Desk) -> None:
        """From the record at this desk."""
        self.desk = desk
        self._citations: dict[bytes, Citation | None] = {}
        self._codes: dict[bytes, str] = {}

    def developments(self, country: str, first: str, last: str) -> Iterator[Development]:
        """Everything with a heading that may lie in the period and is not known to be elsewhere."""
        start, end = read_date(first).earliest, read_date(last).latest
        for type_name in TOLD_TYPES:
            for brief in self.desk.view.briefs(type_name):
                if brief.get(f"{type_name}.rubric_primary") is None:
                    continue
                date = date_of(brief, f"{type_name}.date")
                if date is None or start is None or end is None:
                    continue
                if date.is_within(start, end) == "in" and self._is_in(brief, country):
                    record = self.desk.view.record(brief.id)
                    if record is not None:
                        yield self._development(record, date)

    def consents(self, cases: set[str]) -> dict[str, CaseConsent]:
        """The answers given in each of these cases, and everybody whose story it is."""
        found: dict[str, CaseConsent] = {}
        for code in sorted(cases):
            uid = self.desk.view.find_code("case", code)
            if uid is not None:
                found[code] = self._consent(uid)
        return found

    def _is_in(self, record: Record, country: str) -> bool:
        place = record.text(f"{record.type}.place")
        return place is None or gazetteer().within(place, country)

    def _development(self, record: Record, date: UncertainDate) -> Development:
        kind = record.type

        def text(name: str) -> str | None:
            return record.text(f"{kind}.{name}")

        wording = record.cells.get(f"{kind}.wording")
        words = wording.value if wording is not None and isinstance(wording.value, dict) else {}
        return Development(
            code=record.code,
            type=kind,
            date=date,
            heading=text("rubric_primary"),
            also_under=tuple(str(v) for v in record.every(f"{kind}.rubric")),
            wording={lang: str(value) for lang, value in words.items()},
            wording_by=self._code(record.get(f"{kind}.wording_by")),
            signed_off_by=self._code(record.get(f"{kind}.signed_off_by")),
            told_under=self._code(record.get(f"{kind}.told_under")),
            basis=text("basis"),
            basis_decided_by=self._code(record.get(f"{kind}.basis_decided_by")),
            attribution=text("attribution"),
            source_withheld=bool(record.get(f"{kind}.source_withheld")),
            sensitivity=text("sensitivity"),
            cases=tuple(self._cases(record)),
            citations=tuple(self._cited(record)),
        )

    def _cases(self, record: Record) -> Iterator[str]:
        if record.type == "event":
            uids = record.every("event.case")
        else:
            proceeding = record.get("step.proceeding")
            owner = None if proceeding is None else self._record(proceeding)
            uids = [] if owner is None else owner.every("proceeding.case")
        for uid in uids:
            code = self._code(uid)
            if code is not None:
                yield code

    def _cited(self, record: Record) -> Iterator[Citation]:
        """The sources of what stands, each once, in the order they were said."""
        sources = [t.source for t in self.desk.view.history(record.id) if t.stands and t.source]
        for uid in dict.fromkeys(sources):
            citation = self._citation(uid)
            if citation is not None:
                yield citation

    def _citation(self, uid: bytes) -> Citation | None:
        if uid not in self._citations:
            record = self._record(uid)
            self._citations[uid] = None if record is None else self._cite(record)
        return self._citations[uid]

    def _cite(self, record: Record, depth: int = 0) -> Citation | None:
        """A citation of a passage or a source, with the source through which it is known."""
        passage = record if record.type == "passage" else None
        source = record
        if passage is not None:
            found = self._record(passage.get("passage.source"))
            if found is None:
                return None
            source = found
        place = {} if passage is None else _place(passage)
        through = self._record(source.get("source.cited_in"))
        names = bool(source.get("source.names_private_person"))
        titles = source.cells.get("source.title")
        return Citation(
            key=record.code,
            titles=_texts(titles.value if titles else None),
            publisher=source.text("source.publisher"),
            date=source.text("source.date"),
            link=None if names else source.text("source.link"),
            document_symbol=source.text("source.document_symbol"),
            withheld=bool(source.get("source.withheld")),
            cited_in=self._cite(through, depth + 1) if through and depth < _DEEPEST else None,
            **place,
        )

    def _consent(self, case: EntityId) -> CaseConsent:
        links = self.desk.view.referring(case)
        persons = [x.subject for x in links if x.property == "person.case"]
        rows = [self._row(x.subject) for x in links if x.property == "consent.case"]
        concerned = tuple(Party(p.hex(), case.hex()) for p in persons)
        return CaseConsent(
            rows=tuple(row for row in rows if row is not None),
            concerned=concerned or (Party(None, case.hex()),),
        )

    def _row(self, uid: EntityId) -> ConsentRow | None:
        record = self.desk.view.record(uid)
        if record is None:
            return None
        person, case = record.get("consent.person"), record.every("consent.case")
        return ConsentRow(
            person=person.hex() if isinstance(person, bytes) else None,
            case=case[0].hex() if case and isinstance(case[0], bytes) else None,
            use=str(record.get("consent.use")),
            answer=_answer(record),
            partner=self._code(record.get("consent.partner")),
            medium=record.text("consent.medium"),
            asked_on=record.text("consent.asked_on"),
            withdrawn_on=record.text("consent.withdrawn_on"),
            expires_on=record.text("consent.expires_on"),
        )

    def _record(self, uid: object) -> Record | None:
        return self.desk.view.record(EntityId(uid)) if isinstance(uid, bytes) else None

    def _code(self, uid: object) -> str | None:
        if not isinstance(uid, bytes):
            return None
        if uid not in self._codes:
            record = self._record(uid)
            self._codes[uid] = uid.hex()[:8] if record is None else record.code
        return self._codes[uid]


def date_of(record: Record, name: str) -> UncertainDate | None:
    """The date of a record, if one is said and can be read."""
    text = record.text(name)
    if text is None:
        return None
    try:
        return read_date(text)
    except DateError:
        return None


def _answer(consent: Record) -> str:
    """The answer of one row; where a child does not agree, a guardian's yes is a no."""
    if consent.get("consent.child_agrees") in (False, 0):
        return "no"
    return str(consent.get("consent.answer"))


def _place(passage: Record) -> dict[str, str | None]:
    names = ("page", "paragraph", "footnote")
    return {name: passage.text(f"passage.{name}") for name in names}


def _texts(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(k): str(v) for k, v in value.items()}
    return {} if value is None else {"": str(value)}
