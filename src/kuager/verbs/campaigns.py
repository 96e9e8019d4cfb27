"""Campaigns: begun with a title and facts, listed by the day on which help still helps, closed.

Whatever else is changed is changed on the form of the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kuager import N_, KuagerError
from kuager.model.statement import Statement, Value, retract, say
from kuager.model.vocabulary import LANGUAGES
from kuager.model.written_dates import edtf_of
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.coding import fresh_code
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.drawing.reading import date_of
from kuager.verbs.records import NothingSaidError
from kuager.verbs.wordings import UnknownLanguageError

Fact = str | tuple[str, ...]


class NotAFactOfACampaignError(KuagerError):
    """A campaign has no such property, or it is said otherwise."""

    code = "not-a-fact-of-a-campaign"
    exit_code = 2
    text = N_(
        "A campaign has no fact {name} that can be said so. Nothing was saved. Known: {known}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignBrief:
    """One line of the list: the days, whether help still helps, and what came of it."""

    code: str
    titles: Mapping[str, str]
    act_by: str | None
    is_too_late: bool
    results: Mapping[str, str]


@verb(needs="amend", saves=True)
def start_campaign(
    desk: Desk, *, title: str, language: str, facts: Mapping[str, Fact] | None = None
) -> str:
    """Begin a campaign; returns its code.

    `facts` are properties of the record by short name: references are codes, dates as people
    write them. Raises UnreadableDateError.
    """
    if not title.strip():
        raise NothingSaidError(missing="title")
    made, code = desk.store.new_id(), fresh_code(desk, "campaign")
    said = [
        say(made, "campaign.code", code),
        say(made, "campaign.title", title.strip(), language=_spoken(language)),
    ]
    for name, fact in (facts or {}).items():
        said += [say(made, f"campaign.{name}", value) for value in _values(desk, name, fact)]
    desk.say(said)
    return code


@verb(needs="read")
def list_campaigns(desk: Desk) -> tuple[CampaignBrief, ...]:
    """The campaigns: first those whose day is still to come, the nearest first."""
    briefs = [_brief(desk, record) for record in desk.view.records("campaign")]
    return tuple(sorted(briefs, key=lambda brief: (brief.is_too_late, brief.act_by or "9999")))


@verb(needs="amend", saves=True)
def close_campaign(desk: Desk, *, code: str, result: str, language: str) -> None:
    """Say what came of a campaign, in one sentence, in place of what was said before."""
    if not result.strip():
        raise NothingSaidError(missing="result")
    spoken = _spoken(language)
    record = desk.view.record(desk.find(("campaign",), code))
    if record is None:
        raise UnknownRecordError(code=code)
    before = [
        told
        for told in desk.view.history(record.id)
        if told.stands and told.property == "campaign.result" and told.language == spoken
    ]
    withdrawn: list[Statement] = [retract(told.subject, told.property, told.id) for told in before]
    desk.say([*withdrawn, say(record.id, "campaign.result", result.strip(), language=spoken)])


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise UnknownLanguageError(known=", ".join(LANGUAGES))
    return language


def _values(desk: Desk, name: str, fact: Fact) -> list[Value]:
    """A fact as values: references by their codes, dates read, a yes or no."""
    known = desk.schema.types["campaign"].properties
    prop = known.get(name)
    if prop is None or prop.per_language or name == "code":
        raise NotAFactOfACampaignError(name=name, known=", ".join(known))
    given = (fact,) if isinstance(fact, str) else fact
    texts = [text.strip() for text in given if text.strip()]
    if prop.kind == "reference":
        return [desk.find(prop.to, text) for text in texts]
    if prop.kind == "date":
        return [edtf_of(text) for text in texts]
    if prop.kind == "yesno":
        return [text == "yes" for text in texts]
    return list(texts)


def _brief(desk: Desk, record: Record) -> CampaignBrief:
    act_by = record.text("campaign.act_by")
    last = date_of(act_by)
    return CampaignBrief(
        code=record.code,
        titles=record.texts("campaign.title"),
        act_by=act_by,
        is_too_late=last is not None and last.latest is not None and last.latest < desk.today,
        results=record.texts("campaign.result"),
    )
