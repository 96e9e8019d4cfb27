"""The sixteen fields of an incident form: each a line, left out where nothing may be told."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.personal import find_in_text
from kuager.model.private_words import find_private
from kuager.model.sheet import Line, Telling, as_code
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.happened import Happened, day_of, place_of, words_of_event
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import (
    bodies,
    dated,
    joined,
    pair,
    referring,
    sources,
    term_words,
    terms,
    words,
)

REFERENCE: Final = N_("1. Reference and who reports it")
DATE: Final = N_("2. Date")
PLACE: Final = N_("3. Place")
OFFENCE: Final = N_("4. Offence")
BIAS: Final = N_("5. Bias and its signs")
TARGET: Final = N_("6. Target")
VICTIMS: Final = N_("7. Victims")
PERPETRATORS: Final = N_("8. Perpetrators")
DESCRIPTION: Final = N_("9. What happened")
HARM: Final = N_("10. Harm")
REPORTED: Final = N_("11. Reported to the police")
RESPONSE: Final = N_("12. Response of the authorities")
PROOF: Final = N_("13. Evidence and sources")
SUPPORT: Final = N_("14. Support given")
CONSENT: Final = N_("15. Consent")
SENT: Final = N_("16. Sent before to")
COVERED: Final = N_("everybody concerned allows this use, without names")
PUBLISHED: Final = N_("published by others before")
DEFENDER: Final = N_("a human rights defender among them")
CHILD: Final = N_("a person under 18 among them")
MANY: Final = N_("how many: {count}")
PROPERTY: Final = N_("property")
PEOPLE: Final = N_("people")
PIECES: Final = N_("pieces of evidence: {count}")
IDENTIFIED: Final = N_("identified")
UNIDENTIFIED: Final = N_("not identified")
ORGANISED: Final = N_("an organised group")
STATED: Final = N_("the bias was stated to them")
NOT_STATED: Final = N_("the bias was not stated to them")
RECORDED: Final = N_("they put the bias on record")
NOT_RECORDED: Final = N_("they did not put the bias on record")


def incident_lines(desk: Desk, asked: Asked, found: Happened) -> Iterator[Line]:
    """The fields in the order of the form; a line without words is left out by the caller."""
    event, level = found.event, found.level
    yield _field(REFERENCE, (as_code(event.code), *_reporters(desk, asked)))
    yield _field(DATE, joined(day_of(event, "event.date", level), _since(desk, event)))
    place = joined(place_of(event, "event.place", level), terms(desk, event, "event.place_type"))
    yield _field(PLACE, place)
    yield _field(OFFENCE, tuple(once(_offences(desk, found))))
    yield _field(BIAS, tuple(once(_biases(desk, found))))
    yield _field(TARGET, tuple(once(_targets(desk, found))))
    yield _field(VICTIMS, _victims(desk, found))
    yield _field(PERPETRATORS, tuple(once(_perpetrators(desk, found))))
    yield from _described(desk, asked, found)
    yield _field(HARM, tuple(once(_of_acts(desk, found, "act.harm"))))
    yield _field(REPORTED, joined(terms(desk, event, "event.reported"), _bias_told(desk, event)))
    response = joined(
        terms(desk, event, "event.authority_response"),
        terms(desk, event, "event.justice_stage"),
        terms(desk, event, "event.exit"),
    )
    yield _field(RESPONSE, response)
    yield _field(PROOF, _proof(desk, event))
    yield _field(SUPPORT, tuple(once(_support(desk, event))))
    yield _field(CONSENT, (Telling(message=COVERED if event.every("event.case") else PUBLISHED),))
    yield _field(SENT, tuple(_sent(desk, event)))


def once(says: Iterator[Telling]) -> list[Telling]:
    """Each thing said once."""
    found: list[Telling] = []
    for telling in says:
        if telling not in found:
            found.append(telling)
    return found


def _field(label: str, says: tuple[Telling, ...]) -> Line:
    return Line(label=label, says=says)


def _reporters(desk: Desk, asked: Asked) -> tuple[Telling, ...]:
    authors = desk.records_of(asked.writing.authors)
    return joined(*(words(author, "organisation.name") for author in authors))


def _since(desk: Desk, event: Record) -> tuple[Telling, ...]:
    known = dated(event, "event.known_since")
    return (pair(desk, "event.known_since", known),) if known else ()


def _of_acts(desk: Desk, found: Happened, name: str) -> Iterator[Telling]:
    for act in found.acts:
        yield from terms(desk, act, name)


def _offences(desk: Desk, found: Happened) -> Iterator[Telling]:
    """What was done, the article of the law if one is named, and whether it is an offence."""
    yield from _of_acts(desk, found, "act.type")
    for act in found.acts:
        for provision in desk.records_of(act.every("act.provision")):
            yield from words(provision, "provision.law")
            article = provision.text("provision.article")
            if article:
                yield pair(desk, "provision.article", (Telling(text=article),))
        offence = terms(desk, act, "act.offence")
        if offence:
            yield pair(desk, "act.offence", offence)


def _biases(desk: Desk, found: Happened) -> Iterator[Telling]:
    yield from _of_acts(desk, found, "act.bias")
    for name in ("act.bias_indicator", "act.bias_seen_by"):
        said = tuple(once(_of_acts(desk, found, name)))
        if said:
            yield pair(desk, name, said)


def _targets(desk: Desk, found: Happened) -> Iterator[Telling]:
    property_acts = {"property", *desk.schema.vocabularies["act"].narrower("property")}
    for act in found.acts:
        yield Telling(message=PROPERTY if act.text("act.type") in property_acts else PEOPLE)
    yield from _of_acts(desk, found, "act.bias_link")


def _victims(desk: Desk, found: Happened) -> tuple[Telling, ...]:
    """How many, and what of them may be told to anybody: no age, no orientation, no name."""
    counts = [str(act.get("act.people")) for act in found.acts if act.get("act.people")]
    victims = [desk.record_of(act.get("act.victim")) for act in found.acts]
    known = {victim.id: victim for victim in victims if victim is not None}
    people = [victim for victim in known.values() if victim.type == "person"]
    sizes = [str(v.get("group.size")) for v in known.values() if v.get("group.size")]
    number = next(iter((*counts, *sizes)), str(len(people)) if people else "")
    said = [Telling(message=MANY, facts={"count": number})] if number else []
    if any(person.get("person.defender") for person in people):
        said.append(Telling(message=DEFENDER))
    if any(person.get("person.minor") for person in people):
        said.append(Telling(message=CHILD))
    return tuple(said)


def _perpetrators(desk: Desk, found: Happened) -> Iterator[Telling]:
    for record in found.involvements:
        if record.text("involvement.role") not in ("perpetrator", "instigator"):
            continue
        yield from terms(desk, record, "involvement.kind")
        yield from terms(desk, record, "involvement.capacity")
        count = record.get("involvement.people")
        if count:
            yield Telling(message=MANY, facts={"count": str(count)})
        known = record.get("involvement.identified")
        if known is not None:
            yield Telling(message=IDENTIFIED if known else UNIDENTIFIED)
        yield from terms(desk, record, "involvement.relation")
        if record.get("involvement.organised"):
            yield Telling(message=ORGANISED)


def _described(desk: Desk, asked: Asked, found: Happened) -> Iterator[Line]:
    """The public wording with its sources, then what was said, in the language it was said in.

    Attacks on property are numbers here, never a story.
    """
    said, reason = words_of_event(found, asked.language)
    cited = sources(Citations(desk), found.event, found.private)
    if reason is None and not _is_property_only(desk, found):
        yield Line(label=DESCRIPTION, says=(said,), citations=cited)
    for language, text in found.event.texts("event.words").items():
        private = found.private
        tells = private is not None and find_private(text, private, level="anonymised")
        if text.strip() and not tells and not find_in_text(text):
            yield Line(says=(Telling(text=text, language=language or None),), style="quote")


def _is_property_only(desk: Desk, found: Happened) -> bool:
    property_acts = {"property", *desk.schema.vocabularies["act"].narrower("property")}
    return all(act.text("act.type") in property_acts for act in found.acts)


def _bias_told(desk: Desk, event: Record) -> tuple[Telling, ...]:
    """Whether the bias was stated, and whether it was put on record, by the steps that say so."""
    found: list[Telling] = []
    for proceeding in referring(desk, event.id, "proceeding.event"):
        for step in referring(desk, proceeding.id, "step.proceeding"):
            for name, yes, no in (
                ("bias_stated", STATED, NOT_STATED),
                ("bias_recorded", RECORDED, NOT_RECORDED),
            ):
                told = step.get(f"step.{name}")
                if told is not None:
                    found.append(Telling(message=yes if told else no))
    return tuple(once(iter(found)))


def _proof(desk: Desk, event: Record) -> tuple[Telling, ...]:
    evidence = referring(desk, event.id, "evidence.event")
    kinds = once(iter(joined(*(terms(desk, each, "evidence.kind") for each in evidence))))
    accounts = referring(desk, event.id, "account.event")
    told = [desk.record_of(account.get("account.source")) for account in accounts]
    of_kind = joined(*(terms(desk, each, "source.kind") for each in told if each is not None))
    count = (Telling(message=PIECES, facts={"count": str(len(evidence))}),) if evidence else ()
    return (*count, *kinds, *once(iter(of_kind)))


def _support(desk: Desk, event: Record) -> Iterator[Telling]:
    for intervention in referring(desk, event.id, "intervention.event"):
        yield from terms(desk, intervention, "intervention.kind")


def _sent(desk: Desk, event: Record) -> Iterator[Telling]:
    """The editions in which it was told before, with whom they went to and when."""
    editions = {
        edition.id: edition
        for block in referring(desk, event.id, "block.drawn_from")
        for edition in desk.records_of((block.get("block.edition"),))
    }
    for edition in editions.values():
        sent = dated(edition, "edition.sent_on")
        if sent:
            kind = edition.text("edition.kind")
            named = (term_words(desk, "edition_kind", kind),) if kind else ()
            yield from joined(bodies(desk, edition, "edition.sent_to"), named, sent)
