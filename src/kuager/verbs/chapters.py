"""Gathering a chapter: the developments of a year with their citations and consents, uncut."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kuager.model.chapter import Development
from kuager.model.dates import DateError, UncertainDate, read_date
from kuager.model.disclosure import CaseConsent
from kuager.model.places import UnknownPlaceError, gazetteer
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.stories import Stories

TOLD_TYPES = ("event", "step")
HEADINGS = "ilga_heading"
Lies = Literal["in", "possibly", "out"]


@dataclass(slots=True)
class Gathered:
    """What a year holds: developments, the answers in their cases, and what may belong there.

    `possibly` are codes of developments of which it is not certain that they lie in the year.
    """

    developments: list[Development] = field(default_factory=list)
    consents: dict[str, CaseConsent] = field(default_factory=dict)
    possibly: list[str] = field(default_factory=list)


class Gathering:
    """Reads developments out of the record."""

    def __init__(self, desk: Desk) -> None:
        """From the record at this desk."""
        self.desk = desk
        self._citations = Citations(desk)
        self._stories = Stories(desk)
        self._codes: dict[bytes, str] = {}
        self._headings = desk.schema.vocabularies[HEADINGS].terms.keys()

    def gather(self, country: str, year: int) -> Gathered:
        """Everything worth telling that is not known to be elsewhere or in another year."""
        return self.gather_between(country, date(year, 1, 1), date(year, 12, 31))

    def gather_between(self, country: str, first: date, last: date) -> Gathered:
        """Everything worth telling that is not known to be elsewhere or outside these days."""
        found = Gathered()
        days = first, last
        cases: list[Record] = []
        for brief in self._worth_telling():
            if not self._is_in(brief, country):
                continue
            lies = self._lies(brief, days)
            record = self.desk.view.record(brief.id) if lies != "out" else None
            if record is not None and lies == "in":
                own = self._stories.cases(record)
                cases += own
                found.developments.append(self._development(record, own))
            elif record is not None:
                found.possibly.append(record.code)
        found.consents = self._stories.consents(cases)
        return found

    def one(self, record: Record) -> tuple[Development, dict[str, CaseConsent]]:
        """One record as a development, with the answers given in its cases."""
        cases = self._stories.cases(record)
        return self._development(record, cases), self._stories.consents(cases)

    def _worth_telling(self) -> Iterator[Record]:
        """Whatever has a heading, or a wording that somebody wrote."""
        for kind in TOLD_TYPES:
            names = (f"{kind}.rubric_primary", f"{kind}.wording_by")
            for brief in self.desk.view.briefs(kind, filled=names):
                if any(brief.get(name) for name in names):
                    yield brief

    def _lies(self, brief: Record, days: tuple[date, date]) -> Lies:
        """Whether a record lies in these days; where sources disagree, each of them counts."""
        name = f"{brief.type}.date"
        best = _lies(brief.text(name), days)
        if best == "in" or name not in brief.conflicts:
            return best
        told = [t for t in self.desk.view.history(brief.id) if t.stands and t.property == name]
        said = {_lies(str(t.value), days) for t in told}
        return "out" if said == {"out"} else "possibly"

    def _date(self, record: Record) -> UncertainDate | None:
        """The best date; or what another source says more exactly, if all agree on the month."""
        name = f"{record.type}.date"
        best = _read(record.text(name))
        if best is None or name not in record.conflicts:
            return best
        told = [t for t in self.desk.view.history(record.id) if t.stands and t.property == name]
        closer = [found for t in told if (found := _read(str(t.value))) and _within(found, best)]
        agreed = closer[-1] if len({found.month for found in closer}) == 1 else None
        return agreed or best

    def _is_in(self, record: Record, country: str) -> bool:
        """Whether a record is not known to be elsewhere."""
        place = record.text(f"{record.type}.place")
        try:
            return place is None or gazetteer().within(place, country)
        except UnknownPlaceError:
            return True

    def _development(self, record: Record, cases: tuple[Record, ...]) -> Development:
        kind = record.type

        def text(name: str) -> str | None:
            return record.text(f"{kind}.{name}")

        words = record.texts(f"{kind}.wording")
        heading = text("rubric_primary")
        return Development(
            code=record.code,
            id=record.id,
            type=kind,
            date=self._date(record),
            heading=heading if heading in self._headings else None,
            also_under=tuple(str(v) for v in record.every(f"{kind}.rubric")),
            wording=words,
            wording_by=self._code(record.get(f"{kind}.wording_by")),
            signed_off_by=self._code(record.get(f"{kind}.signed_off_by")),
            told_under=self._code(record.get(f"{kind}.told_under")),
            basis=text("basis"),
            basis_decided_by=self._code(record.get(f"{kind}.basis_decided_by")),
            attribution=text("attribution"),
            source_withheld=bool(record.get(f"{kind}.source_withheld")),
            sensitivity=text("sensitivity"),
            cases=tuple(case.code for case in cases),
            citations=tuple(self._citations.of(record)),
            private=self._stories.private(record),
        )

    def _code(self, uid: object) -> str | None:
        if not isinstance(uid, bytes):
            return None
        if uid not in self._codes:
            record = self.desk.view.record(EntityId(uid))
            self._codes[uid] = uid.hex()[:8] if record is None else record.code
        return self._codes[uid]


def _read(text: str | None) -> UncertainDate | None:
    """A date as it was said, if it can be read."""
    try:
        return None if text is None else read_date(text)
    except DateError:
        return None


def _within(closer: UncertainDate, wide: UncertainDate) -> bool:
    """Whether one date says the same as another, only more exactly."""
    ends = (closer.earliest, closer.latest), (wide.earliest, wide.latest)
    if None in (*ends[0], *ends[1]) or ends[0] == ends[1]:
        return False
    return ends[1][0] <= ends[0][0] and ends[0][1] <= ends[1][1]  # type: ignore[operator]


def _lies(text: str | None, days: tuple[date, date]) -> Lies:
    """Whether a date lies within these days; one that is not known may lie anywhere."""
    found = _read(text)
    if found is None:
        return "possibly"
    return found.is_within(*days)
