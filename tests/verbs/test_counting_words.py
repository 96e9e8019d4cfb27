"""By what one can count: words, lists of others, places, dates, bands, public bodies."""

import pytest
from tests.verbs.counted import ask, cell, incident, number, put, rows
from tests.verbs.desks import tell

from kuager.lang import LANGUAGES, date_words, say
from kuager.model.question import (
    NoDimensionError,
    Question,
    QuestionError,
    SeveralUnitsError,
    TooManyDimensionsError,
    UnknownQuestionError,
    read_question,
)
from kuager.model.schema import load_schema
from kuager.model.statement import say as state
from kuager.model.table_words import TableWords
from kuager.verbs.counting import name_bodies
from kuager.verbs.desk import Desk
from kuager.verbs.funnels import show_funnel


def test_broader_words_and_lists_of_others(desk: Desk) -> None:
    """One act stands under its word, the broadest word above it, and the codes of others."""
    put(desk, "act", type="beating")
    put(desk, "act", type="detention")

    assert rows(desk, "unit=act&by=act.type") == {"beating": 1, "detention": 1}
    assert rows(desk, "unit=act&by=act.type@group") == {"violence": 1, "liberty": 1}
    assert rows(desk, "unit=act&by=act.type@odihr") == {"physical-assault": 1, "_": 1}


def test_a_word_that_others_split_makes_rows_that_need_not_add_up(desk: Desk) -> None:
    """A detention has two codes of HURIDOCS: it stands under both, and the table says so."""
    put(desk, "act", type="detention")
    found = ask(desk, "unit=act&by=act.type@huridocs")

    assert found.axes[0].many
    assert not ask(desk, "unit=act&by=act.type").axes[0].many
    assert {k[0]: c.sure for k, c in found.cells.items()} == {
        "*": 1,
        "03 01 01": 1,
        "03 01 02": 1,
    }


def test_a_broad_word_is_chosen_as_such_or_with_the_narrow_ones(desk: Desk) -> None:
    """As in lists a word is the word that was said; at its scale `group` it is all below it."""
    put(desk, "act", type="violence")
    put(desk, "act", type="beating")
    put(desk, "act", type="threat")

    assert number(desk, "unit=act&act.type=violence") == 1
    assert number(desk, "unit=act&act.type@group=violence") == 2


def test_places_by_region_and_district(desk: Desk) -> None:
    """A district lies in its region; a place that is in no list is said, not unknown."""
    incident(desk, place="KZ-75")
    incident(desk, place="KZ-19")
    tell(desk, state(incident(desk), "event.place", "Tbilisi"))
    incident(desk)

    regions = rows(desk, "unit=event&by=event.place@region")
    assert regions == {"KZ-75": 1, "KZ-19": 1, "_": 1, "-": 1}
    assert number(desk, "unit=event&event.place=KZ") == 2
    assert number(desk, "unit=event&event.place@district=KZ-19") == 1


def test_a_count_is_counted_by_bands(desk: Desk) -> None:
    """A number that may lie in two bands lies surely in none."""
    for said in ("8", "~300", "3..7", "80.."):
        put(desk, "act", detention_hours=said)

    assert rows(desk, "unit=act&by=act.detention_hours") == {"5..9": 1, "100..499": 1, "~": 2}


def test_yes_and_no(desk: Desk) -> None:
    """Nothing said is neither."""
    for said in (True, False, None):
        put(desk, "act", **({} if said is None else {"unmarked_vehicle": said}))

    assert rows(desk, "unit=act&by=act.unmarked_vehicle") == {"yes": 1, "no": 1, "-": 1}


def test_only_public_bodies_are_named(desk: Desk) -> None:
    """A private firm or a person that was involved is somebody else, never a row of a table."""
    police = put(desk, "organisation", code="DP-1", public_body=True)
    firm = put(desk, "organisation", code="FIRM-1", public_body=False)
    for actor in (police, firm, put(desk, "person", code="P-1")):
        put(desk, "involvement", event=incident(desk), role="perpetrator", actor=actor)

    assert rows(desk, "unit=perpetrator&by=involvement.actor") == {"DP-1": 1, "_": 2}
    assert number(desk, "unit=event&involvement.actor=DP-1") == 1


def test_a_private_body_cannot_be_asked_for_by_its_code(desk: Desk) -> None:
    """Nor one that nobody recorded: both look the same from outside."""
    put(desk, "organisation", code="FIRM-1", public_body=False)
    for code in ("FIRM-1", "NOBODY-1"):
        with pytest.raises(UnknownQuestionError):
            number(desk, f"unit=perpetrator&involvement.actor={code}")


def test_only_doers_are_looked_at_unless_the_part_is_asked_for(desk: Desk) -> None:
    """Events by who did it: not by who helped, or saw it."""
    event = incident(desk)
    put(desk, "involvement", event=event, role="perpetrator", kind="hostile-group")
    put(desk, "involvement", event=event, role="bystander", kind="police")

    assert rows(desk, "unit=event&by=involvement.kind") == {"hostile-group": 1}
    assert rows(desk, "unit=event&by=involvement.kind&involvement.role=bystander") == {"police": 1}


def test_what_is_chosen_by_is_said_of_one_record(desk: Desk) -> None:
    """An event with a detention, and with a beating that did harm, is no harmful detention."""
    event = incident(desk)
    put(desk, "act", event=event, type="detention")
    put(desk, "act", event=event, type="beating", harm="physical")

    assert number(desk, "unit=event&act.type=detention&act.harm=physical") == 0
    assert number(desk, "unit=event&act.type=beating&act.harm=physical") == 1
    assert rows(desk, "unit=event&by=act.harm&act.type=detention") == {"-": 1}


def test_what_is_chosen_by_reaches_the_whole_and_its_other_parts(desk: Desk) -> None:
    """Cases of detentions by place: the place of the detention, not of another event."""
    case = put(desk, "case")
    detained = incident(desk, case=case, place="KZ-75")
    incident(desk, case=case, place="KZ-71")
    put(desk, "act", event=detained, type="detention")
    text = "unit=case&by=event.place@region"

    assert rows(desk, text) == {"KZ-71": 1, "KZ-75": 1}
    assert rows(desk, f"{text}&act.type=detention") == {"KZ-75": 1}
    assert rows(desk, "unit=case&by=act.type&event.place=KZ-71") == {"-": 1}


def test_how_far_filings_came_is_read_from_their_steps(desk: Desk) -> None:
    """A property that nobody says: the furthest stage."""
    filing = put(desk, "proceeding", kind="complaint")
    put(desk, "step", proceeding=filing, kind="filed")
    put(desk, "step", proceeding=filing, kind="registered")
    put(desk, "proceeding", kind="complaint")

    text = "unit=filing&by=proceeding.furthest_stage"
    assert rows(desk, text) == {"known": 1, "registered": 1}
    assert rows(desk, "unit=filing&by=step.kind") == {"filed": 1, "registered": 1, "-": 1}


def test_a_disagreement_is_told_and_the_best_value_counts(desk: Desk) -> None:
    """Only what the question is about: a dispute of the kind is none of the place."""
    sources = [put(desk, "source") for _ in range(2)]
    event = incident(desk)
    tell(desk, state(event, "event.place", "KZ-75", source=sources[0]))
    tell(desk, state(event, "event.place", "KZ-71", source=sources[1]))
    found = ask(desk, "unit=event&by=event.place@region")

    assert found.disputed == 1
    assert sum(c.sure for key, c in found.cells.items() if key != ("*",)) == 1
    assert ask(desk, "unit=event&by=event.kind").disputed == 0


def test_a_record_that_sources_put_into_two_events_is_in_the_best_one(desk: Desk) -> None:
    """References are settled like every other disagreement."""
    sources = [put(desk, "source") for _ in range(2)]
    first, second = incident(desk, place="KZ-75"), incident(desk, place="KZ-71")
    act = put(desk, "act", type="threat")
    tell(desk, state(act, "act.event", first, source=sources[0]))
    tell(desk, state(act, "act.event", second, source=sources[1]))

    assert sum(rows(desk, "unit=act&by=event.place@region").values()) == 1
    assert sum(rows(desk, "unit=event&by=act.type").values()) == 2
    assert number(desk, "unit=event&act.type=threat") == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("unit=person&by=person.name_in_use", NoDimensionError),
        ("unit=person&by=person.case", NoDimensionError),
        ("unit=event&by=event.wording", NoDimensionError),
        ("unit=person,people", SeveralUnitsError),
        ("unit=person&unit=people", SeveralUnitsError),
        ("unit=act&by=act.type,act.harm,act.bias,act.method", TooManyDimensionsError),
        ("unit=event&by=event.nothing", UnknownQuestionError),
        ("unit=event&event.place=somewhere", UnknownQuestionError),
        ("unit=event&involvement.actor=a person", UnknownQuestionError),
    ],
)
def test_a_question_that_no_table_answers_says_why(text: str, error: type[Exception]) -> None:
    """Names, several units at once, more than three dimensions: each refusal is its own."""
    with pytest.raises(error):
        read_question(text, load_schema())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["unit=intervention&by=act.harm", "unit=people&by=act.type", "unit=person&by=person.contact"],
)
def test_refusals_are_said_in_plain_words(language: str, text: str) -> None:
    """No name of a property, a type or a unit as the program writes it."""
    words = TableWords(
        schema=load_schema(),
        language=language,
        say=lambda message, /, **facts: say(message, language, **facts),
        dates=lambda date: date_words(date, language),
    )
    with pytest.raises(QuestionError) as caught:
        read_question(text, load_schema())
    refusal = caught.value
    said = say(refusal, language, **words.refused(refusal.facts))

    assert "." not in said.rstrip(".").replace(". ", " ")
    assert "{" not in said


def test_the_line_of_a_question_asks_the_same_question() -> None:
    """However it was written first: the line is one, and is read back as it was."""
    schema = load_schema()
    first = read_question(
        "by=act.type@group&unit=event&to=2024-12-31&from=2024-01-01&event.kind=speech,incident",
        schema,
    )
    again = read_question(first.text(), schema)

    assert again == first
    assert first.text() == (
        "unit=event&by=act.type@group&clock=incident&from=2024-01-01&to=2024-12-31"
        "&event.kind=incident,speech"
    )
    assert isinstance(again, Question)


def test_dates_that_lie_in_several_years_are_told_apart(desk: Desk) -> None:
    """About the end of a year is one year or the other: its own category, and bounds."""
    for said in ("2023-05", "2024-12~", "[2023-05-01,2024-05-01]", "2024"):
        incident(desk, date=said)

    assert rows(desk, "unit=event&by=event.date@year") == {"2023": 1, "2024": 1, "~": 2}
    in_2024 = cell(desk, "unit=event&from=2024-01-01&to=2024-12-31")
    assert (in_2024.sure, in_2024.possibly) == (1, 2)
    assert (in_2024.at_least, in_2024.at_most) == (1, 3)
    assert cell(desk, "unit=event&from=2024-01-01&to=2024-12-31&sure=yes").possibly == 0


def test_what_has_no_date_is_counted_only_without_a_period(desk: Desk) -> None:
    """And it is said how many they are, of those that the question chooses."""
    incident(desk, date="2024-05-01")
    incident(desk)
    put(desk, "event", kind="speech")

    assert number(desk, "unit=event") == 3
    asked = ask(desk, "unit=event&event.kind=incident&from=2024-01-01&to=2024-12-31")
    assert (asked.base.sure, asked.undated) == (1, 1)


def test_a_case_is_in_the_period_if_any_of_its_events_surely_is(desk: Desk) -> None:
    """The clock of a case hears all its events."""
    case = put(desk, "case", opened="2020-01-01")
    incident(desk, case=case, date="2021-03-01")
    incident(desk, case=case, date="2024-03-01")
    year = "&from=2024-01-01&to=2024-12-31"

    assert number(desk, f"unit=case&clock=incident{year}") == 1
    assert number(desk, f"unit=case&clock=opened{year}") == 0


def test_an_act_has_its_own_date_before_that_of_its_event(desk: Desk) -> None:
    """The first date of a clock that is said counts."""
    event = incident(desk, date="2023-12-31")
    put(desk, "act", event=event, date="2024-01-01")
    put(desk, "act", event=event)

    assert number(desk, "unit=act&from=2024-01-01&to=2024-12-31") == 1


def test_a_filing_without_its_day_was_reported_on_the_day_of_its_first_step(desk: Desk) -> None:
    """Later steps do not report it again."""
    filing = put(desk, "proceeding", kind="complaint")
    put(desk, "step", proceeding=filing, date="2024-02-01")
    put(desk, "step", proceeding=filing, date="2023-11-01")

    assert number(desk, "unit=filing&clock=report&from=2023-01-01&to=2023-12-31") == 1
    assert number(desk, "unit=filing&clock=report&from=2024-01-01&to=2024-12-31") == 0


def test_how_far_filings_came_is_what_the_funnel_says(desk: Desk) -> None:
    """A filing of which only the day is said was filed; one nobody filed is only known."""
    put(desk, "proceeding", kind="complaint", filed="2024-02-01")
    put(desk, "proceeding", kind="complaint")
    question = read_question("unit=filing&clock=incident", desk.schema)
    stages = show_funnel(desk, question=question).justice.stages
    reached = {one.stage: one.reached.sure for one in stages if one.reached.sure}

    assert rows(desk, "unit=filing&by=proceeding.furthest_stage") == {"known": 1, "attempted": 1}
    assert reached == {"known": 2, "attempted": 1}


def test_names_of_public_bodies_and_articles_are_words_for_tables(desk: Desk) -> None:
    """What a table says in codes is shown by name; a private firm has no name there."""
    for code, public in (("DP-1", True), ("FIRM-1", False)):
        body = put(desk, "organisation", code=code, public_body=public)
        tell(desk, state(body, "organisation.name", f"Body {code}", language="en"))
    article = put(desk, "provision", code="UK-145", article="145")
    tell(desk, state(article, "provision.law", "Criminal Code", language="en"))

    assert name_bodies(desk) == {
        "DP-1": {"en": "Body DP-1"},
        "UK-145": {"en": "Criminal Code, 145"},
    }
