"""Small stories for the tests of outputs: sources, events worth telling, cases with people."""

from pathlib import Path

from tests.verbs.desks import case, tell, uid

from kuager.model.disclosure import Cut
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.verbs.chapters import Gathering
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.chapter import cut_developments
from kuager.verbs.reports import ReviewPlan, ReviewWritten, write_annual_review

WRITER, SIGNER = "M-7", "M-8"


def record(
    desk: Desk, type_name: str, code: str, *, by: EntityId | None = None, **said: Value
) -> EntityId:
    """A record with a code and some properties, said by a source if one is given."""
    made = desk.store.new_id()
    tell(desk, say(made, f"{type_name}.code", code), *_said(made, type_name, by, said))
    return made


def add(
    desk: Desk, made: EntityId, type_name: str, *, by: EntityId | None = None, **said: Value
) -> None:
    """Say more of a record; `name_en` is a text in English."""
    tell(desk, *_said(made, type_name, by, said))


def _said(
    made: EntityId, type_name: str, by: EntityId | None, said: dict[str, Value]
) -> list[Statement]:
    found = []
    for name, value in said.items():
        short, _, language = name.rpartition("_")
        spoken = language if language in ("en", "ru", "kk") else None
        full = f"{type_name}.{short if spoken else name}"
        if value is not None:
            found.append(say(made, full, value, language=spoken, source=by))
    return found


def members(desk: Desk) -> tuple[EntityId, EntityId]:
    """One who writes and one who signs off, made when they are first asked for."""
    known = desk.view.codes("member")
    if WRITER not in known:
        record(desk, "member", WRITER)
        record(desk, "member", SIGNER)
        known = desk.view.codes("member")
    return known[WRITER], known[SIGNER]


def passage(desk: Desk, code: str = "p-1", *, paragraph: str = "7", **source: Value) -> EntityId:
    """A passage of a source of its own."""
    said: dict[str, Value] = {"title_en": f"Report {code}", "link": f"https://example.org/{code}"}
    made = record(desk, "source", f"s-{code}", **{**said, **source})
    return record(desk, "passage", code, source=made, paragraph=paragraph)


def development(desk: Desk, code: str, *, by: EntityId | None = None, **more: Value) -> EntityId:
    """An event of May 2024 worth telling, published by others; None leaves a property out."""
    writer, signer = members(desk)
    said: dict[str, Value] = {
        "date": "2024-05",
        "rubric_primary": "health",
        "wording_en": f"In May, {code} came to pass.",
        "wording_by": writer,
        "signed_off_by": signer,
        "basis": "published",
        "basis_decided_by": signer,
        **more,
    }
    return record(desk, "event", code, by=by or passage(desk, f"p-{code}"), **said)


def person_of(desk: Desk, holder: str, code: str, name: str = "Айгүл Үлгіқызы") -> EntityId:
    """A person in a case."""
    return record(desk, "person", code, case=uid(desk, "case", holder), name_in_use=name)


def story(
    desk: Desk,
    answer: str | None,
    code: str = "ev-1",
    *,
    name: str = "Айгүл Үлгіқызы",
    **more: Value,
) -> str:
    """A case of one person whose event is to be told with consent; returns the case's code."""
    holder = case(desk)
    person_of(desk, holder, f"P-{holder}", name)
    if answer is not None:
        record_consent(desk, case=holder, person=f"P-{holder}", use="publication", answer=answer)
    said: dict[str, Value] = {"case": uid(desk, "case", holder), "basis": "consent"}
    development(desk, code, **{**said, "basis_decided_by": None, **more})
    return holder


def review(
    desk: Desk, to: Path, *, year: int = 2024, language: str = "en", replace: bool = False
) -> ReviewWritten:
    """The chapter of a year."""
    plan = ReviewPlan(country="KAZ", year=year, to=to, language=language, replace=replace)
    return write_annual_review(desk, plan=plan)


def cut(desk: Desk, *, year: int = 2024, language: str = "en") -> Cut:
    """What of a year may be told today; nothing is written."""
    found = Gathering(desk).gather("KZ", year)
    return cut_developments(desk, found, use="publication", language=language)


def held(found: ReviewWritten | Cut) -> dict[str, str]:
    """What was held back, and why."""
    return {one.code: one.reason for one in found.held}
