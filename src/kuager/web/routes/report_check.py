"""The last check of a document: what must be mended, what to look at, what passed and why."""

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.checks.finding import Finding
from kuager.model.checks.matter import CLOSING, FRONT, TITLE
from kuager.model.outline import Outline
from kuager.verbs.checking import Checked, check_report
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.documents import open_report
from kuager.verbs.finding_words import mend_words, place_words, why_words
from kuager.verbs.overrides import override_finding, withdraw_override
from kuager.web.report_ways import Ways
from kuager.web.routes.report import about, spoken
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_FAULTY: Final = 422
_WHOLE: Final = frozenset({TITLE, FRONT, CLOSING})
_TOLD: Final = frozenset({"event", "step"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding in words; `ways` are where it is mended, `at` is the place of its form."""

    key: str
    at: str
    place: str
    words: str
    why: str
    mend: str
    ways: tuple[tuple[str, str], ...]
    may_override: bool
    reason: str = ""
    decided: str = ""
    override: str = ""


def show_check(visit: Visit) -> Response:
    """Everything that the last check says of a document."""
    return _page(visit, {}, {})


def save_override(visit: Visit) -> Response:
    """Let a finding pass with its reason, and see the rest."""
    typed = {name: visit.form.get(name) for name in ("finding", "reason", "by")}
    try:
        override_finding(
            visit.desk,
            code=visit.path["code"],
            key=typed["finding"],
            reason=typed["reason"],
            by=typed["by"],
            language=visit.form.get("language"),
        )
    except UnknownRecordError:
        return _page(visit, {"": visit.t(N_("Choose one of these."))}, typed)
    except KuagerError as refusal:
        return _page(visit, {"": visit.t(refusal)}, typed)
    visit.tell(N_("Let pass. The reason is kept, and the decision can be taken back."))
    return _back(visit)


def take_back_override(visit: Visit) -> Response:
    """The finding stands again."""
    withdraw_override(visit.desk, code=visit.form.get("override"))
    visit.tell(N_("Taken back. The finding stands again."))
    return _back(visit)


def _back(visit: Visit) -> Response:
    path = f"/report/{visit.path['code']}/check"
    return visit.see(path, language=visit.form.get("language"))


def _page(visit: Visit, faults: dict[str, str], typed: dict[str, str]) -> Response:
    writing, outline = open_report(visit.desk, visit.path["code"])
    asked = visit.form.get("language")
    language = asked if asked in writing.languages else spoken(visit, writing)
    found = check_report(visit.desk, code=writing.code, language=language)
    lines = _Lines(visit, outline, Ways(visit, writing.code, language), language)
    return visit.page(
        "report_check.html",
        status=_FAULTY if faults else 200,
        **about(visit, writing, outline, language),
        checked=found,
        must=lines.of(found.firm),
        look=lines.of(found.open),
        passed=lines.of(found.passed),
        members=_members(visit),
        faults=faults,
        typed=typed,
        decider=visit.desk.code_of(visit.desk.member) or "",
        count=_count(found),
    )


def _count(found: Checked) -> dict[str, int]:
    return {"firm": len(found.firm), "open": len(found.open), "passed": len(found.passed)}


class _Lines:
    """Findings of one document in the language of the page."""

    def __init__(self, visit: Visit, outline: Outline, ways: Ways, language: str) -> None:
        self.visit, self.outline, self.ways, self.language = visit, outline, ways, language

    def of(self, findings: tuple[Finding, ...]) -> list[FindingLine]:
        """The findings as lines, in their order."""
        return [self._line(one, number) for number, one in enumerate(findings, 1)]

    def _line(self, one: Finding, number: int) -> FindingLine:
        visit, schema = self.visit, self.visit.desk.schema
        passed = one.override
        words = Words(visit.desk, visit.language)
        return FindingLine(
            key=one.key,
            at=f"{one.check}-{number}",
            place=place_words(one.place, self.outline, visit.t, visit.language),
            words=one.words,
            why=why_words(one, visit.t, schema, visit.language),
            mend=mend_words(one, visit.t, schema, visit.language),
            ways=tuple(self._ways(one)),
            may_override=one.may_override,
            reason="" if passed is None else passed.reason,
            decided=""
            if passed is None
            else f"{passed.by}, {words.value('override.decided_on', passed.on)}",
            override="" if passed is None else passed.code,
        )

    def _ways(self, one: Finding) -> list[tuple[str, str]]:
        """Where it is mended: the record, its wording, the text, or the facts of the document."""
        t, found = self.visit.t, list[tuple[str, str]]()
        if one.record is not None:
            kind, code = one.record
            figure = kind == "figure"
            address = f"/figure/{code}" if figure else f"/record/{kind}/{code}"
            found.append((code, self.visit.url(address)))
            if kind in _TOLD:
                found.append((t(N_("The wording")), self.ways.to_wording(kind, code)))
        if one.place in _WHOLE:
            facts = self.visit.url(f"/report/{self.ways.code}/facts")
            found.append((t(N_("The facts of the document")), facts))
        elif self.outline.block(one.place) is not None:
            found.append((t(N_("This block")), self.ways.to_block(one.place)))
        return found


def _members(visit: Visit) -> list[tuple[str, str]]:
    found = visit.desk.view.records("member")
    return [(m.code, f"{m.code} {m.text('member.handle') or ''}".strip()) for m in found]


ROUTES = (
    Route("GET", "/report/{code}/check", show_check),
    Route("POST", "/report/{code}/check", save_override),
    Route("POST", "/report/{code}/check/back", take_back_override),
)
