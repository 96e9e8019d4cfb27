"""Persons in the story: names become links; what may tell who somebody is, is pointed out."""

from starlette.responses import Response

from kuager import N_
from kuager.model.folding import fold
from kuager.verbs.amending import Fresh, Pick
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.meanings import PERSONAL
from kuager.verbs.naming import (
    NotInTextError,
    Suspect,
    cut_words,
    find_suspects,
    mark_person,
)
from kuager.verbs.records import AlreadySaidOtherwiseError, show_record
from kuager.verbs.values import Record
from kuager.web.drafting import mark_of_form, obeyed, obeyed_before
from kuager.web.form_reading import Reader
from kuager.web.forms import Input
from kuager.web.record_view import RecordView, path_of, shown_people
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_TYPES = ("case", "event", "account", "act")
_UNPROCESSABLE = 422
_STEM = 3
_NEW, _CUT, _LEAVE = "new", "cut", ""


def show_people(visit: Visit) -> Response:
    """The texts of a record with the people in them, and what may name somebody."""
    return _page(visit, Input(name="person.0"), [])


def mark(visit: Visit) -> Response:
    """Mark one name as it was typed, or all that were chosen among those pointed out."""
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    words = visit.form.get("words")
    person = Input(name="person.0", value=visit.form.get("person.0"))
    is_same = visit.form.get("person.0~of") == person.value
    person.picked = visit.form.get("person.0~pick") if is_same else ""
    if visit.form.get("act") == "pointed-out":
        return _mark_pointed_out(visit)
    if not words:
        return _page(visit, person, [("words", visit.t(N_("Write the name as it stands there.")))])
    meant: Pick | Fresh | None = Fresh("person", words)
    if person.value:
        reader = Reader(Words(visit.desk, visit.language))
        meant = reader.read_reference(person, ("person",))
    if meant is None:
        return _page(visit, person, [(person.name, person.error)])
    try:
        done = mark_person(visit.desk, **_here(visit), words=words, person=meant)
    except (NotInTextError, AlreadySaidOtherwiseError) as refusal:
        return _page(visit, person, [("words", visit.t(refusal))])
    return _done(visit, done.places)


def _mark_pointed_out(visit: Visit) -> Response:
    """Each chosen stretch in turn; the longest first, so that a part of one is not lost."""
    chosen = []
    for name in visit.form.names():
        head, _, number = name.partition(".")
        if head == "who" and visit.form.get(name) != _LEAVE:
            chosen.append((visit.form.get(f"said.{number}"), visit.form.get(name)))
    if not chosen:
        return _page(visit, Input(name="person.0"), [("", visit.t(N_("Nothing was chosen yet.")))])
    here, places = _here(visit), 0
    made: dict[str, str] = {}
    for words, who in sorted(chosen, key=lambda one: -len(one[0])):
        try:
            places += _mark_one(visit, here, words, who, made)
        except NotInTextError:  # it stood inside a longer one that was marked before
            continue
        except (AlreadySaidOtherwiseError, UnknownRecordError) as refusal:
            return _page(visit, Input(name="person.0"), [("", visit.t(refusal))])
        here.pop("seen", None)
    return _done(visit, places)


def _mark_one(
    visit: Visit, here: dict[str, str], words: str, who: str, made: dict[str, str]
) -> int:
    if who == _CUT:
        return cut_words(visit.desk, **here, words=words).places
    kind, _, code = who.partition(":")
    if kind == _CUT:
        return cut_words(visit.desk, **here, words=words, to=code).places
    known = next((code for name, code in made.items() if _are_alike(name, words)), None)
    person: Pick | Fresh = Fresh("person", words) if who == _NEW else Pick(("person",), who)
    if who == _NEW and known is not None:
        person = Pick(("person",), known)
    done = mark_person(visit.desk, **here, words=words, person=person)
    made[words] = done.code
    return done.places


def _are_alike(one: str, other: str) -> bool:
    """Whether two stretches are one name with different endings."""
    pairs = list(zip(fold(one).split(), fold(other).split(), strict=False))
    are_as_many = len(one.split()) == len(other.split())
    return are_as_many and all(
        a[: max(_STEM, len(a) - 2)] == b[: max(_STEM, len(a) - 2)] for a, b in pairs
    )


def _here(visit: Visit) -> dict[str, str]:
    found = {"type_name": visit.path["type"], "code": visit.path["code"]}
    return found | ({"seen": visit.form.get("seen")} if visit.form.get("seen") else {})


def _done(visit: Visit, places: int) -> Response:
    path = f"/record/{visit.path['type']}/{visit.path['code']}/people"
    obeyed(visit, path)
    visit.tell(N_("Marked in {count} places."), count=places)
    return visit.see(path)


def _page(visit: Visit, person: Input, errors: list[tuple[str, str]]) -> Response:
    kind = visit.path["type"]
    if kind not in _TYPES:
        raise UnknownRecordError(code=visit.path["code"])
    page = show_record(visit.desk, code=visit.path["code"], types=(kind,), is_alone=True)
    view = RecordView(visit, page)
    record, words = page.record, view.words
    suspects = find_suspects(visit.desk, type_name=kind, code=record.code)
    people = list(_people(words, record))
    properties = words.schema.types[kind].properties.values()
    long = [p for p in properties if p.kind == "long" and p.name in record.cells]
    return visit.page(
        "people_in_story.html",
        status=_UNPROCESSABLE if errors else 200,
        record=record,
        type_label=words.type(kind),
        path=path_of(record),
        texts=[view.fact(p.name) for p in long if p.half == "identity"],
        suspects=[_suspect(words, one, people) for one in suspects],
        people=people,
        person=person,
        typed=visit.form.get("words"),
        errors=errors,
        faults=dict(errors),
        seen=page.digest,
        mark=mark_of_form(visit),
    )


def _people(words: Words, record: Record) -> list[Record]:
    """The people of the cases of a record."""
    cases = [record.id] if record.type == "case" else record.every(f"{record.type}.case")
    if record.type in ("account", "act"):
        event = record.get(f"{record.type}.event")
        inside = words.record(event) if isinstance(event, bytes) else None
        cases = [] if inside is None else inside.every("event.case")
    found: dict[bytes, Record] = {}
    for case in cases:
        holder = words.record(case) if isinstance(case, bytes) else None
        for person in () if holder is None else shown_people(words, holder.id):
            found[bytes(person.id)] = person
    return list(found.values())


def _suspect(words: Words, one: Suspect, people: list[Record]) -> dict[str, object]:
    """One stretch that was pointed out, with whom it may mean."""
    choices = [(_LEAVE, words.t(N_("leave it as it is")))]
    known = {bytes(person.id): person for person in (*one.people, *people)}
    if one.kind == "name":
        choices.append((_NEW, words.t(N_("a new person"))))
        choices += [(p.code, f"{p.code}: {words.known_as(p)}") for p in known.values()]
    else:
        choices.append((_CUT, words.t(N_("take it out of the text"))))
        if one.kind in ("phone", "email"):
            choices += [
                (
                    f"{_CUT}:{p.code}",
                    words.t(N_("take it out; it is a contact of {code}"), code=p.code),
                )
                for p in known.values()
            ]
    return {
        "text": one.text,
        "kind": words.t(PERSONAL[one.kind]),
        "count": one.count,
        "is_sure": one.is_sure,
        "choices": choices,
    }


ROUTES: tuple[Route, ...] = (
    Route("GET", "/record/{type}/{code}/people", show_people),
    Route("POST", "/record/{type}/{code}/people", mark),
)
