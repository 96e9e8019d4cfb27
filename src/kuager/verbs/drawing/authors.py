"""Who speaks: the organisations that sign a document, with their public sites, or what they are.

Option `show`: "names"; "contacts" (name, site, and the one public contact of the document); or
"about" (the kept text of an organisation, else what it says of itself in the record). Inner
contacts never.
"""

from typing import Final

from kuager import N_
from kuager.model.manuscript import Drawn, Written
from kuager.model.personal import find_in_text
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.model.treaty import Told
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.kept import KeptTexts

ABOUT: Final = "about-us"
SITE: Final = N_("Site")
CONTACT: Final = N_("Contact")


def draw_authors(desk: Desk, asked: Asked) -> Drawn:
    """The authors of a document, in its order; nothing if none is named."""
    found = [r for r in desk.records_of(asked.writing.authors) if r.type == "organisation"]
    if not found:
        return Drawn(material=None)
    show = asked.plan.options.get("show")
    if show == "about":
        return _about(desk, asked, found)
    sheet = _contacts(asked, found) if show == "contacts" else _names(found, asked.language)
    return Drawn(material=sheet, behind=tuple(record.id for record in found))


def _names(found: list[Record], language: str) -> Sheet:
    lines = tuple(
        Line(says=(_name(r, language),), style="bullet", piece=r.code, behind=(r.id,))
        for r in found
    )
    return Sheet(entries=(Entry(code="names", lines=lines),))


def _contacts(asked: Asked, found: list[Record]) -> Sheet:
    """The contact of the document, if it has one; then each organisation with its public site."""
    entries = [_entry(record, asked.language) for record in found]
    contact = asked.writing.contact
    if contact:
        link = contact if "://" in contact else f"mailto:{contact}" if "@" in contact else None
        line = Line(label=CONTACT, says=(Telling(text=contact, link=link),), piece="contact")
        entries.insert(0, Entry(code="contact", lines=(line,)))
    return Sheet(entries=tuple(entries))


def _entry(record: Record, language: str) -> Entry:
    sites = [str(site) for site in record.every("organisation.url")][:1]
    lines = tuple(
        Line(
            label=SITE,
            says=(Telling(text=site, link=site),),
            piece=f"{record.code}-site",
            behind=(record.id,),
        )
        for site in sites
    )
    return Entry(code=record.code, title=(_name(record, language),), lines=lines)


def _name(record: Record, language: str) -> Telling:
    texts = record.texts("organisation.name")
    own = {language: texts[language]} if texts.get(language) else texts
    return Telling(texts=own)


def _about(desk: Desk, asked: Asked, found: list[Record]) -> Drawn:
    """What each organisation is, in its own words."""
    kept = KeptTexts(desk, asked)
    own = {r.get("kept_text.organisation"): r for r in kept.of_kind(ABOUT)}
    parts: list[Sheet | Written] = []
    behind: list[bytes] = []
    for record in found:
        text = kept.written(own[bytes(record.id)]) if bytes(record.id) in own else None
        if text is not None:
            parts.append(text)
            behind += text.behind
            continue
        lines = _description(record, asked.language, kept)
        parts += [Sheet(entries=(Entry(code=record.code, lines=lines),))] if lines else []
        behind.append(record.id)
    return Drawn(
        material=Told(parts=tuple(parts)) if parts else None,
        behind=tuple(dict.fromkeys(behind)),
        held=tuple(kept.held),
        unwritten=tuple(kept.unwritten),
    )


def _description(record: Record, language: str, kept: KeptTexts) -> tuple[Line, ...]:
    """What the record says an organisation is, under its name."""
    texts = record.texts("organisation.description")
    words = (texts.get(language) or texts.get("") or "").strip()
    if not words:
        kept.unwritten.append(record.code)
        return ()
    if find_in_text(words):
        return ()
    return (
        Line(
            label=_name(record, language),
            says=(Telling(text=words),),
            piece=f"{record.code}-about",
            behind=(record.id,),
        ),
    )
