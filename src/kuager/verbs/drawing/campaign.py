"""What a campaign says: who decides and when, until when to act, how to write, whom to ask.

A day that has passed is said to have passed; nobody is sent to a door that is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.disclosure import Held, reason_to_hold_case
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import bodies, date_of, sources, terms, words
from kuager.verbs.stories import Stories

ABOUT: Final = N_("What it is about")
AIM: Final = N_("What we want")
DECIDES: Final = N_("Who decides")
DECIDED_ON: Final = N_("When the decision is expected")
DECISION_PASSED: Final = N_("The day named for the decision has passed ({day})")
ACT_BY: Final = N_("Help counts until")
TOO_LATE: Final = N_("The last day to act has passed ({day}). Please ask us first what helps now")
RESULT: Final = N_("What came of it")
WRITE_TO: Final = N_("Write to")
ADDRESS: Final = N_("Address")
SEND_BY: Final = N_("Send it by")
SIGNATURE: Final = N_("Signature")
SIGN: Final = N_("sign by hand or with an electronic signature")
ASK_US: Final = N_("Questions go to one address")
CLEARED: Final = N_(
    "Please clear the words of calls and banners with us before any protest, and hold one only "
    "where it is safe and possible in your country."
)
SAFE_ONLY: Final = N_("Hold a protest only where it is safe and possible in your country.")
SIGNERS: Final = N_("This appeal is made by")


@dataclass(frozen=True, slots=True)
class _Told:
    """A campaign with its desk."""

    desk: Desk
    record: Record
    asked: Asked

    def passed(self, name: str) -> bool:
        """Whether a day lies surely behind us."""
        date = date_of(self.record.text(f"campaign.{name}"))
        return date is not None and date.latest is not None and date.latest < self.desk.today

    def day(self, name: str, message: str) -> tuple[Telling, ...]:
        """A day, or that it has passed."""
        said = self.record.text(f"campaign.{name}")
        if not said:
            return ()
        if self.passed(name):
            return (Telling(message=message, facts={"day": Telling(date=said)}),)
        return (Telling(date=said),)


def draw_campaign(desk: Desk, asked: Asked) -> Drawn:
    """The facts of a campaign that the block's option `say` names; nothing without a campaign."""
    record = desk.record_of(asked.writing.campaign)
    if record is None:
        return Drawn(material=None)
    lines, held = _SAYS[str(asked.plan.options.get("say", "decision"))](_Told(desk, record, asked))
    if not lines:
        return Drawn(material=None, held=held)
    entry = Entry(code=record.code, lines=tuple(lines), behind=(record.id,))
    behind = tuple(dict.fromkeys((record.id, *(uid for line in lines for uid in line.behind))))
    return Drawn(material=Sheet(entries=(entry,)), behind=behind, held=held)


Lines = tuple[list[Line], tuple[Held, ...]]


def _decision(told: _Told) -> Lines:
    about, held = _matter(told)
    found = [
        *about,
        _line(AIM, words(told.record, "campaign.aim")),
        _line(DECIDES, bodies(told.desk, told.record, "campaign.decided_by")),
        _line(DECIDED_ON, told.day("decided_on", DECISION_PASSED)),
        _line(ACT_BY, told.day("act_by", TOO_LATE)),
        _line(RESULT, words(told.record, "campaign.result")),
    ]
    return _said(found), held


def _writing(told: _Told) -> Lines:
    """How to write; nothing of an address to which it is too late to write."""
    send_to = told.record.text("campaign.send_to")
    if not send_to or told.passed("act_by"):
        return _said([_line(SEND_BY, told.day("act_by", TOO_LATE))]), ()
    found = [
        _line(WRITE_TO, bodies(told.desk, told.record, "campaign.decided_by")),
        _line(ADDRESS, (address(send_to),)),
        _line(SEND_BY, told.day("act_by", TOO_LATE)),
        _line(SIGNATURE, (Telling(message=SIGN),)),
    ]
    return _said(found), ()


def _contact(told: _Told) -> Lines:
    """One address, that of the campaign before that of the document."""
    said = told.record.text("campaign.contact") or told.asked.writing.contact
    return _said([_line(ASK_US, (address(said),) if said else ())]), ()


def _clearing(told: _Told) -> Lines:
    is_cleared = bool(told.record.get("campaign.texts_cleared"))
    sentence = Telling(message=CLEARED if is_cleared else SAFE_ONLY)
    return [Line(says=(sentence,))], ()


def _signers(told: _Told) -> Lines:
    """The organisations that sign the document, in order."""
    found = [told.desk.record_of(uid) for uid in told.asked.writing.authors]
    names = tuple(name for body in found for name in words(body, "organisation.name"))
    return _said([_line(SIGNERS, names)]), ()


_SAYS: Final[dict[str, Callable[[_Told], Lines]]] = {
    "decision": _decision,
    "writing": _writing,
    "contact": _contact,
    "clearing": _clearing,
    "signers": _signers,
}


def _matter(told: _Told) -> tuple[list[Line], tuple[Held, ...]]:
    """The public title of what it is about, with its sources; held if a case stands behind it."""
    record = told.desk.record_of(told.record.get("campaign.about"))
    if record is None:
        return [], ()
    stories = Stories(told.desk)
    levels: set[str] = set()
    cases = record.every(f"{record.type}.case")
    found = [told.desk.record_of(uid) for uid in cases]
    asked = stories.consents(case for case in found if case is not None)
    if len(asked) < len(cases):
        return [], (Held(record.code, "case-restricted"),)
    for consent in asked.values():
        reason, level = reason_to_hold_case(consent, use=told.asked.use, on=told.desk.today)
        if reason is not None:
            return [], (Held(record.code, reason),)
        levels.add(level)
    name = "title" if record.type == "proceeding" else "wording"
    says = words(record, f"{record.type}.{name}")
    if levels - {"name"}:
        says = terms(told.desk, record, f"{record.type}.kind")
    line = Line(
        label=ABOUT,
        says=says,
        citations=sources(Citations(told.desk), record),
        behind=(record.id,),
    )
    return [line] if line.says else [], ()


def address(said: str) -> Telling:
    """An address to write to, as a link if it is one."""
    text = said.strip()
    if text.startswith(("https://", "http://")):
        return Telling(text=text, link=text)
    is_mail = text.count("@") == 1 and " " not in text and "." in text.rpartition("@")[2]
    return Telling(text=text, link=f"mailto:{text}" if is_mail else None)


def _line(label: str, says: tuple[Telling, ...]) -> Line:
    return Line(label=label, says=says)


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.says]
