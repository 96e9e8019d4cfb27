"""The story of a case: who is concerned, what happened in order, and who did it."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Grid, GridRow, Line, Sheet, Telling
from kuager.store.view import Record
from kuager.verbs.citing import Citations
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.case_reading import CaseFile, of_cases, open_cases, spoken_by
from kuager.verbs.drawing.happened import (
    Happened,
    day_of,
    place_of,
    words_as_recorded,
    words_of_event,
)
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import (
    joined,
    pair,
    property_label,
    sources,
    terms,
    words,
)

CASE: Final = N_("Case {code}")
CALLED: Final = N_("Called in this file")
CHILD: Final = N_("A child: not named in any document.")
NOT_NAMED: Final = N_("No name: nobody allowed it for this use.")
NO_DATE: Final = N_("Date not known")
AS_TOLD: Final = N_("As told to us")
WHO_DID_IT: Final = N_("Who did it, as far as it is known")
EVENT: Final = N_("When")
KNOWN: Final = N_("Known or not")
IS_KNOWN: Final = N_("identified")
NOT_KNOWN: Final = N_("not identified")
NOT_SAID: Final = N_("not recorded whether identified")
NOTHING_MORE: Final = N_("nothing more is recorded")


@of_cases
def draw_case_people(desk: Desk, asked: Asked) -> Drawn:
    """Each case with the people it concerns, called as they allowed for this use."""
    opened = open_cases(desk, asked)
    entries = tuple(_people(desk, file, asked.use) for file in opened.files)
    behind = tuple(record.id for file in opened.files for record in (file.record, *file.people))
    material = Sheet(entries=entries) if entries else None
    return Drawn(material=material, behind=behind, held=opened.held)


@of_cases
def draw_case_facts(desk: Desk, asked: Asked) -> Drawn:
    """What happened, event by event in the order of time, with the acts and their sources.

    A lawyer reads the words of the record, if names may be told; everybody else the public wording.
    """
    opened = open_cases(desk, asked)
    entries: list[Entry] = []
    held: list[Held] = list(opened.held)
    unwritten: list[str] = []
    for file in opened.files:
        is_raw = asked.use == "legal-help"
        if file.tells_words and is_raw:
            entries += _as_told(file)
        for found in file.events:
            said, reason = words_of_event(found, asked.language)
            recorded = words_as_recorded(found) if is_raw else ()
            told = (said,) if reason is None else ()
            entries.append(_event(desk, file, found, told, recorded))
            if reason == "not-written":
                unwritten.append(found.event.code)
            elif reason is not None:
                held.append(Held(found.event.code, reason))
    return Drawn(
        material=Sheet(entries=tuple(entries)) if entries else None,
        behind=tuple(uid for entry in entries for uid in entry.behind),
        held=tuple(dict.fromkeys(held)),
        unwritten=tuple(unwritten),
    )


@of_cases
def draw_case_actors(desk: Desk, asked: Asked) -> Drawn:
    """Who did what, as known or unknown; a private person is never named here."""
    rows = [
        _actor(desk, found, involvement)
        for file in open_cases(desk, asked).files
        for found in file.events
        for involvement in found.involvements
    ]
    if not rows:
        return Drawn(material=None)
    labels = [property_label(desk, f"involvement.{n}") for n in ("role", "kind")]
    status = property_label(desk, "involvement.status")
    header: tuple[Telling | str, ...] = (EVENT, *labels, KNOWN, status)
    return Drawn(
        material=Grid(caption=WHO_DID_IT, header=header, rows=tuple(rows)),
        behind=tuple(uid for row in rows for uid in row.behind),
    )


def _people(desk: Desk, file: CaseFile, use: str) -> Entry:
    lines = [Line(label=CALLED, says=file.called(person)) for person in file.people]
    lines += [line for person in file.people for line in _in_documents(desk, file, person)]
    if file.has_child:
        lines.append(Line(says=(Telling(message=CHILD),), style="note"))
    elif file.level == "anonymised":
        lines.append(Line(says=(Telling(message=NOT_NAMED),), style="note"))
    opened = file.record.text("case.opened")
    if opened and use == "legal-help":
        lines.append(Line(label=property_label(desk, "case.opened"), says=(Telling(date=opened),)))
    return Entry(
        code=file.record.code,
        title=(Telling(message=CASE, facts={"code": file.record.code}),),
        lines=tuple(lines),
        behind=(file.record.id, *(person.id for person in file.people)),
    )


def _in_documents(desk: Desk, file: CaseFile, person: Record) -> Iterator[Line]:
    """The name in documents, where names may be told and it is another."""
    name = person.text("person.document_name")
    used = person.text("person.name_in_use")
    may_tell = file.level == "name" and person.id not in file.children
    if may_tell and name and used and name != used:
        label = property_label(desk, "person.document_name")
        yield Line(label=label, says=(Telling(text=name, language=spoken_by(person)),))


def _as_told(file: CaseFile) -> Iterator[Entry]:
    """The story in the words in which it was told, where names may be told."""
    story = file.record.texts("case.story")
    spoken = next((said for person in file.people if (said := spoken_by(person))), None)
    for language, text in story.items():
        told = Telling(text=text, language=language or spoken)
        line = Line(says=(told,), style="quote")
        title = (Telling(message=AS_TOLD),)
        yield Entry(
            code=f"{file.record.code}-told", title=title, lines=(line,), behind=(file.record.id,)
        )


def _event(
    desk: Desk,
    file: CaseFile,
    found: Happened,
    told: tuple[Telling, ...],
    recorded: tuple[Telling, ...],
) -> Entry:
    """An event: its public wording, the words of the record set in, the acts, what was answered."""
    event = found.event
    date = day_of(event, "event.date", found.level) or (Telling(message=NO_DATE),)
    cited = sources(Citations(desk), event, found.private, found.level)
    lines = [Line(says=told, citations=cited, piece=event.code)] if told else []
    for number, said in enumerate(recorded, 1):
        cites = () if told else cited
        piece = f"{event.code}-recorded-{number}"
        lines.append(Line(says=(said,), style="quote", citations=cites, piece=piece))
    lines += [_act(desk, file, found, act) for act in found.acts]
    answered = ("event.reported", "event.authority_response", "event.justice_stage")
    pairs = [pair(desk, name, says) for name in answered if (says := terms(desk, event, name))]
    if pairs:
        lines.append(Line(says=tuple(pairs), between="; ", piece=f"{event.code}-answer"))
    return Entry(
        code=event.code,
        title=joined(date, place_of(event, "event.place", found.level)),
        lines=tuple(lines),
        behind=(event.id, *(act.id for act in found.acts)),
    )


def _act(desk: Desk, file: CaseFile, found: Happened, act: Record) -> Line:
    """One act: what was done, to whom, by what means, with which harm."""
    victim = desk.record_of(act.get("act.victim"))
    said = {
        "victim": () if victim is None else _whom(file, victim),
        "date": day_of(act, "act.date", found.level),
        **{name: terms(desk, act, f"act.{name}") for name in ("method", "harm", "offence")},
        "bias": terms(desk, act, "act.bias") if file.level == "name" else (),
    }
    pairs = tuple(pair(desk, f"act.{name}", told) for name, told in said.items() if told)
    kind = terms(desk, act, "act.type")
    return Line(
        label=kind[0] if kind else "",
        says=pairs or (Telling(message=NOTHING_MORE),),
        style="bullet",
        piece=act.code,
        behind=(act.id,),
    )


def _whom(file: CaseFile, victim: Record) -> tuple[Telling, ...]:
    if victim.type == "group":
        return words(victim, "group.name")
    return file.called(victim) if victim.type == "person" else ()


def _actor(desk: Desk, found: Happened, involvement: Record) -> GridRow:
    known = involvement.get("involvement.identified")
    actors = desk.records_of(involvement.every("involvement.actor"))
    named = joined(*(_named(actor) for actor in actors))
    is_known = NOT_SAID if known is None else IS_KNOWN if known else NOT_KNOWN
    cells = (
        day_of(found.event, "event.date", found.level),
        terms(desk, involvement, "involvement.role"),
        joined(
            terms(desk, involvement, "involvement.kind"),
            named,
            terms(desk, involvement, "involvement.capacity"),
        ),
        (Telling(message=is_known),),
        terms(desk, involvement, "involvement.status"),
    )
    return GridRow(
        code=involvement.code,
        cells=cells,
        citations=sources(Citations(desk), involvement, found.private, found.level),
        behind=(involvement.id,),
    )


def _named(actor: Record) -> tuple[Telling, ...]:
    """A body by its name, a holder of public office by the office; nobody else."""
    if actor.type == "organisation":
        return words(actor, "organisation.name")
    if actor.type == "person" and actor.get("person.public_person"):
        return words(actor, "person.public_role")
    return ()
