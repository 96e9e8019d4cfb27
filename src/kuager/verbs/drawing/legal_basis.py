"""The law a document names: each provision with its version, the days it was in force, its text.

Provisions come from the campaign, from the document itself, or from its cases.
"""

from collections.abc import Iterable
from typing import Final

from kuager import N_
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import sources, words

ARTICLE: Final = N_("article {number}")
VERSION: Final = N_("version: {version}")
IN_FORCE_SINCE: Final = N_("in force since: {since}")
IN_FORCE_BETWEEN: Final = N_("in force: {since} to {until}")
NO_VERSION: Final = N_("which version applies is not recorded; check it before you rely on it")


def draw_legal_basis(desk: Desk, asked: Asked) -> Drawn:
    """The provisions a document rests on; with the option `versions` a missing one is said so."""
    uids = [uid for uid in asked.writing.takes if uid not in asked.writing.leaves]
    for campaign in desk.records_of((asked.writing.campaign,)):
        uids += [uid for uid in campaign.every("campaign.provision") if isinstance(uid, bytes)]
    found = [record for record in desk.records_of(uids) if record.type == "provision"]
    found = [record for record in found if record.id not in asked.writing.leaves]
    if not found:
        return Drawn(material=None)
    entry = Entry(code="law", lines=provision_lines(desk, found, asked))
    return Drawn(material=Sheet(entries=(entry,)), behind=tuple(record.id for record in found))


def provision_lines(desk: Desk, provisions: Iterable[Record], asked: Asked) -> tuple[Line, ...]:
    """Each provision with its version and sources, and what it says set in below it."""
    strict = bool(asked.plan.options.get("versions"))
    found: list[Line] = []
    for record in provisions:
        found.append(_named(desk, record, strict=strict))
        if (record.text("provision.text", asked.language) or "").strip():
            said = words(record, "provision.text")
            found.append(
                Line(says=said, style="quote", piece=f"{record.code}-text", behind=(record.id,))
            )
    return tuple(found)


def _named(desk: Desk, record: Record, *, strict: bool) -> Line:
    says = [*words(record, "provision.law")]
    article = record.text("provision.article")
    if article:
        says.append(Telling(message=ARTICLE, facts={"number": article}))
    says += _version(record) or ([Telling(message=NO_VERSION)] if strict else [])
    link = record.text("provision.link")
    if link:
        says.append(Telling(text=link, link=link))
    return Line(
        says=tuple(says),
        between=", ",
        style="bullet",
        citations=sources(Citations(desk), record),
        piece=record.code,
        behind=(record.id,),
    )


def _version(record: Record) -> list[Telling]:
    """What is known of the version and of the days it was in force."""
    found = []
    version = record.text("provision.version")
    since = record.text("provision.in_force_from")
    until = record.text("provision.in_force_to")
    if version:
        found.append(Telling(message=VERSION, facts={"version": version}))
    if since and until:
        days = {"since": Telling(date=since), "until": Telling(date=until)}
        found.append(Telling(message=IN_FORCE_BETWEEN, facts=days))
    elif since:
        found.append(Telling(message=IN_FORCE_SINCE, facts={"since": Telling(date=since)}))
    return found
