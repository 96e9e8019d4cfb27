"""The way to justice counted: worked examples, every exit code, both clocks, nobody lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from tests.verbs.desks import new_desk, tell
from tests.verbs.ways import along, exits, filed, page, put, reached

from kuager.model.funnel import NoFunnelError
from kuager.model.journey import ALONG, WAYS
from kuager.model.ladder_stage import STAGES
from kuager.model.question import read_question
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.verbs.desk import Desk, UnknownRecordError, UnknownTermError
from kuager.verbs.funnels import show_funnel
from kuager.verbs.ladders import Happened, begin_proceeding, take_step
from kuager.verbs.records import restrict_case

REFUSED = {"kind": "refused", "outcome": "refused", "exit": "refused", "stage": "attempted"}
FILED = {"kind": "filed", "outcome": "submitted", "stage": "attempted"}
ACCEPTED = {"kind": "accepted", "outcome": "accepted", "stage": "accepted"}
REGISTERED = {"kind": "registered", "outcome": "registered", "stage": "registered"}
ARCHIVED = {"kind": "closed", "outcome": "left-without-consideration", "exit": "archived"}
WON = {"kind": "decision", "outcome": "for", "exit": "favourable"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault; it is 1 March 2025."""
    return new_desk(tmp_path / "vault")


def test_six_applications_under_an_article_and_none_registered(desk: Desk) -> None:
    """Under one article: attempted 6, accepted and registered 0; other articles stand apart."""
    article = put(desk, "provision", "L-145", law="Criminal Code", article="145")
    other = put(desk, "provision", "L-293", law="Criminal Code", article="293")
    for number in range(6):
        filed(desk, f"P-{number}", {**REFUSED, "date": "2024-03"}, provision=article)
    filed(desk, "P-7", FILED, ACCEPTED, REGISTERED, provision=other)

    found = page(desk, "unit=filing&clock=report", article="L-145").justice

    assert reached(found) == {"known": 6, "attempted": 6}
    assert exits(found) == {("attempted", "refused"): 6}
    assert found.share("registered") is None  # six are too few for a percentage
    assert reached(page(desk, "unit=filing&clock=report").justice)["registered"] == 1


def raid(desk: Desk) -> None:
    """About 300 detained; 33 sought help; 27 of them signed one appeal, which was won."""
    with desk.changing("say"):
        _raid(desk)


def _raid(desk: Desk) -> None:
    event = put(desk, "event", "E-1", kind="incident", date="2024-05-04", people="~300")
    cases = [put(desk, "case", f"C-{n}") for n in range(33)]
    people = [put(desk, "person", f"N-{n}", case=case) for n, case in enumerate(cases)]
    for number, (case, person) in enumerate(zip(cases, people, strict=True)):
        put(desk, "act", f"A-{number}", event=event, type="detention", victim=person)
        desk.say([say(event, "event.case", case)])
    filed(
        desk,
        "P-1",
        {**FILED, "date": "2024-05-20"},
        {**WON, "date": "2024-07"},
        kind="collective-appeal",
        people="27",
        event=event,
        case=cases[:27],
        persons=people[:27],
    )


def test_persons_stand_beside_filings_and_beside_what_was_said(desk: Desk) -> None:
    """About 300 touched, 33 known, 27 in one appeal, one ruling: different numbers."""
    raid(desk)
    found = page(desk)
    assert found.sides is not None
    assert found.sides.touched is not None

    assert (found.sides.touched.at_least, found.sides.touched.at_most) == (270, 330)
    assert reached(found.sides.persons) == {"known": 33, "attempted": 27}
    assert reached(found.sides.filings) == {"known": 1, "attempted": 1}
    people = found.sides.filings.stages[1].people
    assert people is not None
    assert (people.at_least, people.at_most) == (27, 27)
    assert found.sides.persons.stages[1].way("for").sure == 27
    assert found.sides.persons.stages[0].way("unknown").sure == 6
    assert exits(found.justice) == {("attempted", "favourable"): 27}


def test_who_left_an_appeal_has_left_and_the_appeal_goes_on(desk: Desk) -> None:
    """Withdrawn by one: that person left out of fear, the filing and the others are in progress."""
    event = put(desk, "event", "E-1", kind="incident", date="2024-05-04")
    people = [put(desk, "person", f"N-{n}") for n in range(3)]
    appeal = filed(
        desk, "P-1", FILED, kind="collective-appeal", event=event, people="3", persons=people
    )
    put(
        desk,
        "step",
        "S-9",
        proceeding=appeal,
        kind="withdrawn",
        for_whom="one",
        persons=people[0],
        exit="withdrawn-fear",
    )

    filings = page(desk, "unit=filing").justice
    assert filings.whole("open").sure == 1
    assert along(filings) == {("attempted", "withdrawn-fear"): 1}
    persons = page(desk, "unit=person").justice
    assert (persons.whole("open").sure, persons.whole("left").sure) == (2, 1)
    assert exits(persons) == {("attempted", "withdrawn-fear"): 1}


def test_every_exit_code_is_counted_once(desk: Desk) -> None:
    """Each code of the list ends a matter, or is met on the way, and no matter is lost by it."""
    codes = tuple(load_schema().vocabularies["exit_code"].terms)
    with desk.changing("say"):
        for number, code in enumerate(codes):
            if code.startswith("nr-"):
                put(desk, "event", f"E-{number}", kind="incident", reported="no", exit=code)
            else:
                event = put(desk, "event", f"E-{number}", kind="incident")
                filed(desk, f"P-{number}", FILED, {"kind": "other", "exit": code}, event=event)

    found = page(desk, "unit=event").justice

    said = exits(found) | along(found)
    assert {code: number for (_, code), number in said.items()} == dict.fromkeys(codes, 1)
    assert {code for stage, code in said if stage == "known"} == {
        code for code in codes if code.startswith("nr-")
    }
    assert {code for _, code in along(found)} == ALONG
    ways = {way: found.whole(way).sure for way in ("for", "left", "open", "unknown")}
    rest = len(codes) - len(ALONG) - 2
    assert ways == {"for": 1, "left": rest, "open": len(ALONG), "unknown": 1}


def test_what_was_not_reported_is_counted_and_not_lost(desk: Desk) -> None:
    """Not reported stands at the first stage with its reason; without one it is another reason."""
    put(desk, "event", "E-1", kind="incident", reported="no", exit="nr-outing")
    put(desk, "event", "E-2", kind="incident", reported="no")
    put(desk, "event", "E-3", kind="incident")
    put(desk, "event", "E-4", kind="speech")

    found = page(desk, "unit=event").justice

    assert reached(found) == {"known": 3}
    assert found.undated == 3
    assert exits(found) == {("known", "nr-outing"): 1, ("known", "nr-other"): 1}
    assert found.stages[0].way("unknown").sure == 1


def test_a_refusal_is_no_end_if_it_went_on(desk: Desk) -> None:
    """Refused, then taken after a complaint: it stands where it came to, the refusal on the way."""
    filed(desk, "P-1", REFUSED, {"kind": "filed", "rung": "prosecutor"}, ACCEPTED, REGISTERED)

    found = page(desk, "unit=filing").justice

    assert reached(found) == {"known": 1, "attempted": 1, "accepted": 1, "registered": 1}
    assert found.whole("open").sure == 1
    assert along(found) == {("attempted", "refused"): 1}


def test_an_incident_with_two_offences_stands_at_the_further_stage(desk: Desk) -> None:
    """Counted once at the furthest stage; how many stand at two is told beside."""
    event = put(desk, "event", "E-1", kind="incident")
    filed(desk, "P-1", FILED, ACCEPTED, REGISTERED, ARCHIVED, event=event)
    filed(desk, "P-2", REFUSED, event=event)

    found = page(desk, "unit=event").justice

    assert reached(found)["registered"] == 1
    assert found.several.sure == 1
    assert exits(found) == {("registered", "archived"): 1}
    assert along(found) == {("attempted", "refused"): 1}


def test_both_clocks_are_different_tables(desk: Desk) -> None:
    """Attacked in December and reported in January: each clock has it in another year."""
    event = put(desk, "event", "E-1", kind="incident", date="2023-12-30")
    filed(desk, "P-1", {**FILED, "date": "2024-01-09"}, filed="2024-01-09", event=event)
    put(desk, "event", "E-2", kind="incident", date="2024-02", reported="no")
    year = "&from=2024-01-01&to=2024-12-31"

    by_incident = page(desk, f"unit=event{year}").justice
    by_report = page(desk, f"unit=event&clock=report{year}").justice

    assert (by_incident.base.sure, by_incident.reached("attempted").sure) == (1, 0)
    assert (by_report.base.sure, by_report.reached("attempted").sure) == (1, 1)
    assert [c.year for c in page(desk, "unit=event").cohorts] == [2023, 2024]
    assert [c.year for c in page(desk, "unit=event&clock=report").cohorts] == [2024]


def test_what_is_begun_on_our_ladders_counts_as_a_filing(desk: Desk) -> None:
    """Crime, act of the police, discrimination: each is on the way; a refused permit is not."""
    put(desk, "case", "C-1")
    for ladder in ("kz-crime", "kz-police-act", "kz-discrimination", "kz-refusal", "kz-against-us"):
        begin_proceeding(desk, ladder=ladder, cases=["C-1"])

    found = page(desk, "unit=filing")

    assert (found.justice.base.sure, found.against.counted.sure) == (3, 1)


def test_the_ombudsman_stands_beside_the_ladder(desk: Desk) -> None:
    """An accepted letter to the ombudsman moves nothing up, and is told beside."""
    case = put(desk, "case", "C-1")
    filed(desk, "P-1", FILED, {**ACCEPTED, "rung": "ombudsman"}, case=case)
    filed(desk, "P-2", ACCEPTED, WON, kind="ombudsman-complaint", case=case)

    found = page(desk)

    assert reached(found.justice) == {"known": 1, "attempted": 1}
    assert [(one.reason, one.cell.sure) for one in found.beside] == [("ombudsman-complaint", 1)]
    assert page(desk, "unit=filing").justice.base.sure == 1


def test_cases_against_our_people_stand_apart(desk: Desk) -> None:
    """A protocol against a participant is no way to justice; what came of it is told apart."""
    case, other = put(desk, "case", "C-1"), put(desk, "case", "C-2")
    charged = {"kind": "charged", "outcome": "pending", "exit": "counter-charge"}
    against = "administrative-case-against"
    filed(desk, "P-1", charged, {"kind": "closed", "outcome": "for"}, kind=against, case=case)
    filed(desk, "P-2", charged, kind=against, case=other)

    found = page(desk)

    assert reached(found.justice) == {"known": 2}
    assert found.against.counted.sure == 2
    assert {way: cell.sure for way, cell in found.against.ways.items() if cell.sure} == {
        "for": 1,
        "open": 1,
    }
    assert page(desk, "unit=filing").against.counted.sure == 2


def test_the_motive_has_a_funnel_of_its_own(desk: Desk) -> None:
    """Five with a documented motive: stated in four, recorded in two, found and punished in one."""
    motive = [
        {"bias_stated": True, "bias_recorded": True, "bias_stage": "sentenced"},
        {"bias_stated": True, "bias_recorded": True},
        {"bias_stated": True, "bias_recorded": False, "exit": "no-bias"},
        {"bias_stated": True},
        {"bias_stated": False},
    ]
    for number, said in enumerate(motive):
        event = put(desk, "event", f"E-{number}", kind="incident")
        put(desk, "act", f"A-{number}", event=event, type="beating", bias="orientation")
        filed(desk, f"P-{number}", {**REGISTERED, **said}, event=event)
    event = put(desk, "event", "E-9", kind="incident")
    put(desk, "act", "A-9", event=event, type="beating", bias="none")
    filed(desk, "P-9", REGISTERED, event=event)

    found = page(desk, "unit=event")

    assert found.justice.base.sure == 6
    assert reached(found.of_biased)["registered"] == 5
    assert [one.reached.sure for one in found.bias.stages] == [5, 4, 2, 1, 1, 1, 1]
    assert exits(found.bias) == {("documented", "not-stated"): 1, ("stated", "not-recorded"): 1}
    assert found.bias.whole("open").sure == 2


def test_how_far_the_motive_came_is_said_with_a_click(desk: Desk) -> None:
    """The form of a step says it, and it is counted; a word that the list has not is refused."""
    event = put(desk, "event", "E-1", kind="incident")
    put(desk, "act", "A-1", event=event, type="beating", bias="orientation")
    code = begin_proceeding(desk, ladder="kz-crime", events=["E-1"]).code
    said = Happened(rung="police", move="registered", bias_stage="investigated")
    take_step(desk, proceeding=code, happened=said)

    assert page(desk, "unit=event").bias.reached("investigated").sure == 1
    with pytest.raises(UnknownTermError):
        take_step(desk, proceeding=code, happened=replace(said, bias_stage="guessed"))


def test_the_motive_belongs_to_whom_it_was_aimed_at(desk: Desk) -> None:
    """Of two cases of one raid, one act had a documented motive: it is that person's and case's."""
    event = put(desk, "event", "E-1", kind="incident")
    for number, bias in enumerate(("orientation", None)):
        case = put(desk, "case", f"C-{number}")
        person = put(desk, "person", f"N-{number}", case=case)
        tell(desk, say(event, "event.case", case))
        said = {} if bias is None else {"bias": bias}
        put(desk, "act", f"A-{number}", event=event, victim=person, type="beating", **said)

    for unit in ("case", "person", "event"):
        found = page(desk, f"unit={unit}")
        assert found.bias.base.sure == 1
        assert found.justice.base.sure == (1 if unit == "event" else 2)


def test_times_have_bounds_and_waiting_is_said(desk: Desk) -> None:
    """Days from stage to stage: exact, bounded by an uncertain date; who still waits is in none."""
    for number, (when, filing) in enumerate((("2024-05-04", "2024-05-14"), ("2024-05", "2024-06"))):
        event = put(desk, "event", f"E-{number}", kind="incident", date=when)
        filed(desk, f"P-{number}", {**FILED, "date": filing}, event=event)
    put(desk, "event", "E-9", kind="incident", date="2024-05-04", reported="unknown")

    first, second = page(desk, "unit=event").times[:2]

    assert (first.n, first.shortest, first.longest) == (2, (1, 10), (10, 60))
    assert first.median == (5, 35)
    assert (first.waiting, second.waiting, second.n) == (0, 2, 0)


def test_restricted_cases_are_in_no_funnel(desk: Desk) -> None:
    """What is shut away is counted nowhere, and neither is what was filed of it."""
    case = put(desk, "case", "C-1")
    filed(desk, "P-1", FILED, case=case)
    assert page(desk).justice.base.sure == 1

    restrict_case(desk, code="C-1")

    assert page(desk).justice.is_empty
    assert page(desk, "unit=filing").justice.is_empty


def test_what_no_funnel_answers_is_refused(desk: Desk) -> None:
    """Other units, other clocks, further words and unknown articles are refused."""
    by = "unit=case&clock=incident&by=case.status"
    for asked in ("unit=act", "unit=case&clock=opened", by):
        with pytest.raises(NoFunnelError):
            show_funnel(desk, question=read_question(asked, desk.schema))
    with pytest.raises(UnknownRecordError):
        page(desk, article="L-1")


# Counted again by brute force, from what was told and not from the record

_KINDS = {
    "filed": "attempted",
    "refused": "attempted",
    "accepted": "accepted",
    "registered": "registered",
    "investigation-step": "investigated",
    "charged": "charged",
    "sent-to-court": "court",
    "closed": "known",
    "no-word": "known",
}
_ENDING = {"refused": "refused", "closed": "archived"}
Told = tuple[int, tuple[str, ...]]
"""One filing: the number of its event, and the kinds of its steps in order."""


def corpus(desk: Desk, chance: Random) -> tuple[int, list[Told]]:
    """Events with any number of filings, each with steps by chance."""
    told: list[Told] = []
    with desk.changing("say"):
        events = [put(desk, "event", f"E-{n}", kind="incident") for n in range(40)]
        for number in range(60):
            at = chance.randrange(len(events))
            kinds = tuple(chance.choices(tuple(_KINDS), k=chance.randint(1, 6)))
            steps = [
                {"kind": kind, **({"exit": _ENDING[kind]} if kind in _ENDING else {})}
                for kind in kinds
            ]
            filed(desk, f"P-{number}", *steps, event=events[at])
            told.append((at, kinds))
    return len(events), told


def stood(filings: Sequence[tuple[str, ...]]) -> tuple[int, str]:
    """(number of the furthest stage, what came of it), by the rules of the manual."""
    if not filings:
        return 0, "unknown"
    furthest = max(STAGES.index(_KINDS[kind]) for kinds in filings for kind in kinds)
    loud = [[kind for kind in kinds if kind != "no-word"] for kinds in filings]
    goes_on = any(not kinds or kinds[-1] not in _ENDING for kinds in loud)
    return furthest, "open" if goes_on else "left"


@pytest.mark.parametrize("seed", [1, 2])
def test_counted_again_by_brute_force(desk: Desk, seed: int) -> None:
    """Every stage and every way of a random record, for events and filings, counted twice."""
    size, told = corpus(desk, Random(seed))
    of_events = [[kinds for at, kinds in told if at == event] for event in range(size)]
    units = {
        "event": [stood(filings) for filings in of_events],
        "filing": [stood([kinds]) for _, kinds in told],
    }
    for unit, places in units.items():
        found = page(desk, f"unit={unit}").justice
        counted = Counter(places)
        for number, stage in enumerate(found.stages):
            assert stage.reached.sure == sum(place >= number for place, _ in places)
            for way in WAYS:
                assert stage.way(way).sure == counted[number, way], (unit, stage.stage, way)
        for stage, after in pairwise(found.stages):
            ended = sum(stage.way(way).sure for way in WAYS)
            assert stage.reached.sure == after.reached.sure + ended
