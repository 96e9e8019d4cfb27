"""Letters to the Special Procedures, files of communications, statements, from a real vault."""

from collections.abc import Iterator

import pytest
from tests.verbs.desks import new_desk, tell, uid
from tests.verbs.filed import NAME, STORY, document, filed_case, held_in, text_of, under
from tests.verbs.stories import record

from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.ladders import Happened, begin_proceeding, take_step
from kuager.verbs.manuscripts import read_report

NAMED = {"un-confidential": "name"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One vault for all tests of this file: each makes a case of its own in it."""
    made = new_desk(tmp_path_factory.mktemp("letters") / "vault")
    yield made
    made.close()


def test_the_mandates_are_chosen_by_headings_articles_and_acts(desk: Desk) -> None:
    """Each with its reasons from the record; torture is not among them for a beating by a man."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-19")

    rows = under(document(desk, "allegation-letter", case=holder), "mandates")

    assert any("sexual orientation" in row and "Bias-motivated violence" in row for row in rows)
    assert any("freedom of opinion" in row for row in rows)
    assert not any("torture" in row for row in rows)


def test_the_government_gets_a_name_only_from_who_allowed_it_in_public(desk: Desk) -> None:
    """In confidence alone: named to the mandates, never to the government."""
    quiet = filed_case(desk, NAMED)
    open_ = filed_case(desk, {**NAMED, "un-public": "name"})

    kept, told = (
        under(document(desk, "allegation-letter", case=holder), "naming")[0]
        for holder in (quiet, open_)
    )

    assert kept == f"{NAME}|please do not name|please do not name"
    assert told == f"{NAME}|may be named|may be named"


def test_a_pseudonym_may_stand_in_the_public_report_alone(desk: Desk) -> None:
    """The government is asked not to be told."""
    holder = filed_case(desk, {**NAMED, "un-public": "pseudonym"})

    row = under(document(desk, "allegation-letter", case=holder), "naming")[0]

    assert row == f"{NAME}|please do not name|under a pseudonym"


def test_a_child_is_named_nowhere(desk: Desk) -> None:
    """Not in the letter, not to the government, not in public."""
    holder = filed_case(desk, {**NAMED, "un-public": "name"}, minor=True)

    read = document(desk, "urgent-appeal", case=holder)

    assert NAME not in text_of(read)
    assert "|a child: never|a child: never" in under(read, "naming")[0]


@pytest.mark.parametrize("answers", [{}, {"un-confidential": "no"}, {"un-public": "name"}])
def test_without_consent_for_it_no_letter_is_drawn(desk: Desk, answers: dict[str, str]) -> None:
    """A yes to the public use is none to this one."""
    holder = filed_case(desk, answers)

    read = document(desk, "allegation-letter", case=holder)

    assert {code for code, _ in held_in(read)} == {holder}
    assert "beaten" not in text_of(read)


def test_who_writes_is_to_be_kept_confidential(desk: Desk) -> None:
    """The author and the address, with the request not to pass them on."""
    record(desk, "organisation", "org-us", name_en="Our house")
    holder = filed_case(desk, NAMED)
    facts = {"case": holder, "author": "org-us", "contact": "letters@us.example"}

    lines = under(document(desk, "allegation-letter", **facts), "from")

    assert lines[:2] == ["Who sends this letter: Our house", "How to reach us: letters@us.example"]
    assert "do not tell the government" in lines[2]


def test_an_urgent_appeal_tells_the_days_that_run(desk: Desk) -> None:
    """A day of the complaint stands under why it is urgent."""
    holder = filed_case(desk, NAMED)
    tell(desk, say(uid(desk, "case", holder), "case.next_date", "2025-03-10"))

    read = document(desk, "urgent-appeal", case=holder)

    assert under(read, "running") == ["Next date: 10 March 2025"]


def conditions(desk: Desk, holder: str) -> dict[str, tuple[str, str]]:
    """The conditions of a communication: result and reason."""
    rows = under(document(desk, "individual-communication", case=holder), "admissibility")
    found = [row.split("|") for row in rows if row.count("|") == 2]
    return {name: (result, because) for name, result, because in found}


def complained(desk: Desk, holder: str, *steps: tuple[str, str, str]) -> None:
    """A complaint on the ladder for crimes: rung, move, day."""
    made = begin_proceeding(desk, ladder="kz-crime", cases=[holder])
    for rung, move, day in steps:
        take_step(desk, proceeding=made.code, happened=Happened(rung=rung, move=move, when=day))


def test_the_committee_is_that_of_the_articles(desk: Desk) -> None:
    """Articles of the Covenant: the Human Rights Committee, and Kazakhstan accepts it."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-26")

    lines = under(document(desk, "individual-communication", case=holder), "admissibility")
    found = conditions(desk, holder)

    assert "Committee: UN Human Rights Committee" in lines
    assert found["The State accepts the procedure"][0] == "met"
    assert "Verified" in found["The State accepts the procedure"][1]


def test_without_an_article_it_is_said_that_no_committee_can_be_told(desk: Desk) -> None:
    """Nothing is guessed."""
    holder = filed_case(desk, NAMED)

    lines = under(document(desk, "individual-communication", case=holder), "admissibility")

    assert [line.startswith("Which committee it is for cannot be told") for line in lines] == [True]


def test_remedies_that_are_left_are_named(desk: Desk) -> None:
    """After the first refusal the next rung stands there, and the condition is not met."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-26")
    complained(
        desk, holder, ("police", "filed", "2025-01-10"), ("police", "archived", "2025-02-03")
    )

    result, because = conditions(desk, holder)["Remedies at home are exhausted"]

    assert result == "NOT met"
    assert "3 February 2025" in because
    assert "further up the ladder" in because


def test_the_time_limit_is_counted_from_the_last_decision(desk: Desk) -> None:
    """Human Rights Committee: five years; six months for racial discrimination have passed."""
    covenant = filed_case(desk, NAMED, treaty_article="iccpr-26")
    cerd = filed_case(desk, NAMED, treaty_article="icerd-5")
    for holder in (covenant, cerd):
        steps = ("police", "filed", "2024-01-10"), ("police", "archived", "2024-02-05")
        complained(desk, holder, *steps)

    in_time = conditions(desk, covenant)["It comes in time"]
    late = conditions(desk, cerd)["It comes in time"]

    assert in_time[0] == "met"
    assert "5 February 2029" in in_time[1]
    assert late[0] == "NOT met"
    assert "5 August 2024" in late[1]
    assert "From memory" in late[1]


def test_a_body_that_the_state_does_not_accept_is_said_so(desk: Desk) -> None:
    """The Covenant on economic rights: signed only."""
    holder = filed_case(desk, NAMED, treaty_article="icescr-12")

    found = conditions(desk, holder)

    assert found["The State accepts the procedure"][0] == "NOT met"


def test_facts_before_the_treaty_are_left_open(desk: Desk) -> None:
    """What happened before it took effect is not called met."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-26", date="2008-03")

    assert conditions(desk, holder)["The facts are later than the treaty, or go on"][0] == "open"


def test_another_international_procedure_is_named(desk: Desk) -> None:
    """Recorded elsewhere: open, with what it is; else met."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-26")
    before = conditions(desk, holder)["It is not examined elsewhere"][0]
    record(
        desk, "proceeding", f"pr-{holder}", kind="special-procedures",
        case=uid(desk, "case", holder),
    )  # fmt: skip

    after = conditions(desk, holder)["It is not examined elsewhere"]

    assert before == "met"
    assert after[0] == "open"


def test_a_statement_says_how_long_it_takes(desk: Desk) -> None:
    """240 words are two minutes; notes are not read aloud."""
    code = start_report(desk, outline="oral-statement", facts={})
    words = " ".join(["word"] * 240) + "[^a note that nobody reads aloud]"
    record(
        desk, "report_text", "rt-1", report=uid(desk, "report", code), place="statement",
        language="en", words=words, status="ready",
    )  # fmt: skip

    read = read_report(desk, code=code)

    assert under(read, "seconds") == ["Length: 240 words, about 120 seconds read slowly."]


def test_the_parties_are_named(desk: Desk) -> None:
    """The State and the committee, under who suffered."""
    holder = filed_case(desk, NAMED, treaty_article="iccpr-26")

    lines = under(document(desk, "individual-communication", case=holder), "against")

    assert lines == ["State party: Kazakhstan", "Committee: UN Human Rights Committee"]


def test_a_statement_says_before_whom_and_when(desk: Desk) -> None:
    """Body, session and day of the document."""
    record(desk, "organisation", "org-hrc", name_en="Human Rights Council")
    facts = {"body": "org-hrc", "session_en": "59th session", "session_opens": "2025-06-16"}

    lines = under(document(desk, "oral-statement", **facts), "before")

    assert lines == [
        "Before: Human Rights Council",
        "Session: 59th session",
        "The session opens on: 16 June 2025",
    ]


def test_a_letter_tells_the_public_wording_not_our_notes(desk: Desk) -> None:
    """The record's own words go to a lawyer alone, even where the name is allowed."""
    answers = {**NAMED, "legal-help": "name"}
    holder = filed_case(desk, answers, narrative="The friend keeps the papers.")

    letter = text_of(document(desk, "allegation-letter", case=holder))
    file = text_of(document(desk, "case-file", case=holder))

    assert "The friend keeps the papers." in file
    assert "friend keeps" not in letter
    assert STORY not in letter
    assert "In May, a woman was beaten in Almaty." in letter


@pytest.mark.parametrize(("answer", "is_told"), [("yes", False), ("name", True)])
def test_titles_that_name_somebody_need_the_name(desk: Desk, answer: str, is_told: bool) -> None:  # noqa: FBT001
    """Of a proceeding and of a source: told where the name is allowed, else left out."""
    holder = filed_case(desk, {"legal-help": answer})
    here = uid(desk, "case", holder)
    record(desk, "proceeding", f"pr-t-{holder}", title_en="Complaint of Үлгіқызы", case=here)
    tell(desk, say(uid(desk, "proceeding", f"pr-t-{holder}"), "proceeding.filed", "2025-01-03"))
    record(desk, "source", f"s-t-{holder}", title_en="Letter of Үлгіқызы", kind="press", case=here)

    text = text_of(document(desk, "case-file", case=holder))

    assert ("Complaint of Үлгіқызы" in text) is is_told
    assert ("Letter of Үлгіқызы" in text) is is_told
