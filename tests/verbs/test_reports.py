"""A chapter out of a real vault: what is told, held back, listed and entered in the register."""

from pathlib import Path

import pytest
from tests.verbs.desks import DAY, case, clock_of, findings, new_desk, tell, uid
from tests.verbs.readers import (
    html_page,
    html_texts,
    letters,
    pdf_text,
    word_headings,
    word_noted,
    word_paragraphs,
    word_part,
)
from tests.verbs.stories import (
    add,
    cut,
    development,
    held,
    members,
    passage,
    record,
    review,
    story,
)

from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.exports import ThereAlreadyError
from kuager.verbs.records import restrict_case, retract_statement
from kuager.verbs.reports import ReviewPlan, ReviewWritten, UnknownCountryError, write_annual_review


def docx(written: ReviewWritten) -> Path:
    """The Word file of what was written."""
    return next(path for path in written.files if path.suffix == ".docx")


def test_a_published_development_is_told_with_its_source(desk: Desk, tmp_path: Path) -> None:
    """Three files; the paragraph is the wording, its note has title and paragraph."""
    development(desk, "ev-1")

    written = review(desk, tmp_path / "out")

    assert [".docx", ".html", ".pdf"] == sorted(path.suffix for path in written.files)
    assert (1, 1, 1, (), (), ()) == (
        written.headings,
        written.developments,
        written.notes,
        written.held,
        written.unwritten,
        written.possibly,
    )
    assert {
        "In May, ev-1 came to pass.": (
            "Report p-ev-1, para. 7, available at https://example.org/p-ev-1."
        )
    } == word_noted(docx(written))


def test_a_restricted_case_is_in_no_report(desk: Desk) -> None:
    """It is not even listed: its event left every list with it."""
    holder = story(desk, "yes")

    restrict_case(desk, code=holder)
    found = cut(desk)

    assert ((), {}, ()) == (found.passed, held(found), found.unwritten)


def test_an_event_that_another_case_keeps_in_sight_is_held(desk: Desk) -> None:
    """Of two cases one is restricted: the event is seen, but not told, whoever published it."""
    first = story(desk, "yes", basis="published", basis_decided_by=members(desk)[1])
    second = case(desk)
    event = uid(desk, "event", "ev-1")
    tell(desk, say(event, "event.case", uid(desk, "case", second)))

    restrict_case(desk, code=first)

    assert {"ev-1": "case-restricted"} == held(cut(desk))


def test_a_private_person_is_not_told_by_name(desk: Desk, tmp_path: Path) -> None:
    """Whoever published it: the victim's name in any script, the venue, a day and an age hold."""
    victim = record(desk, "person", "P-1", name_in_use="Айгүл Үлгіқызы")
    words = {
        "a": "In May, police held a woman.",
        "b": "In May, police held Aigul.",
        "c": "On 14 May, police held a woman.",
        "d": "In May, police held a 23-year-old woman.",
        "e": "In May, police came to the Blue Whale.",
    }
    for code, text in words.items():
        event = development(desk, code, wording_en=text, venue="Blue Whale")
        record(desk, "act", f"act-{code}", event=event, victim=victim)

    written = review(desk, tmp_path / "out")

    assert {
        "b": "private-name",
        "c": "private-day",
        "d": "private-age",
        "e": "private-venue",
    } == held(written)
    assert ["In May, police held a woman."] == list(word_noted(docx(written)))


def test_a_public_person_may_be_told_by_name_and_day(desk: Desk) -> None:
    """A holder of public office, marked so, is nobody to hide."""
    minister = record(desk, "person", "P-1", name_in_use="Иван Пробный", public_person=True)
    development(desk, "ev-1", wording_en="On 14 May, Ivan Probny spoke.", speaker=minister)

    assert {} == held(cut(desk))


def test_people_named_by_a_proceeding_are_looked_for_too(desk: Desk) -> None:
    """A step of a complaint by a private person: in the wording, no name."""
    writer, signer = members(desk)
    person = record(desk, "person", "P-1", name_in_use="Айгүл Үлгіқызы")
    complaint = record(desk, "proceeding", "pr-1", persons=person)
    record(
        desk,
        "step",
        "st-1",
        by=passage(desk),
        proceeding=complaint,
        date="2024-05",
        rubric_primary="health",
        wording_en="In May, the court heard Aigul.",
        wording_by=writer,
        signed_off_by=signer,
        basis="published",
        basis_decided_by=signer,
    )

    assert {"st-1": "private-name"} == held(cut(desk))


def test_what_nobody_has_written_is_listed(desk: Desk, tmp_path: Path) -> None:
    """Codes make no sentence: the development is listed, and written in no file."""
    development(desk, "ev-1", wording_en=None)
    development(desk, "ev-2", wording_en=None, wording_ru="Есть.")

    written = review(desk, tmp_path / "out")

    assert (("ev-1", "ev-2"), 0) == (written.unwritten, written.developments)
    russian = review(desk, tmp_path / "out", language="ru")
    assert (("ev-1",), 1) == (russian.unwritten, russian.developments)
    assert "annual-review-KAZ-2024-ru.docx" in {path.name for path in russian.files}


def test_what_only_possibly_lies_in_the_year_is_listed(desk: Desk, tmp_path: Path) -> None:
    """Across two years, about, undated, or one source says so: a person hears of it."""
    dates = {
        "across": "2023-12/2024-02",
        "about": "2024-01~",
        "perhaps": "2024?",
        "undated": None,
        "inside": "2024-12-31",
        "before": "2023-12-31",
        "after": "2025",
    }
    for code, date in dates.items():
        development(desk, code, date=date)
    event = development(desk, "disputed", date="2024-12-30")
    add(desk, event, "event", date="2025-01-02")

    written = review(desk, tmp_path / "out")

    assert {"across", "about", "perhaps", "undated", "disputed"} == set(written.possibly)
    assert ["In May, inside came to pass."] == list(word_noted(docx(written)))


def test_a_development_elsewhere_is_not_of_this_country(desk: Desk, tmp_path: Path) -> None:
    """A place that is known decides; one that is not known leaves it in."""
    development(desk, "here", place="kz-750000000")
    development(desk, "nowhere", place=None)
    development(desk, "unknown", place="a-place-of-a-newer-list")

    assert 3 == review(desk, tmp_path / "out").developments


def test_a_wording_without_a_heading_is_held(desk: Desk) -> None:
    """Somebody wrote it; a person has to choose where it belongs."""
    development(desk, "ev-1", rubric_primary=None)
    development(desk, "ev-2", rubric_primary="a-heading-nobody-has")

    assert {"ev-1": "no-heading", "ev-2": "no-heading"} == held(cut(desk))


def test_sources_that_disagree_are_both_in_the_note(desk: Desk, tmp_path: Path) -> None:
    """A conflict of dates leaves both passages standing behind the sentence."""
    event = development(desk, "ev-1", by=passage(desk, "p-1"), date="2024-05-28")
    add(desk, event, "event", by=passage(desk, "p-2", paragraph="9"), date="2024-05-29")

    note = word_noted(docx(review(desk, tmp_path / "out")))["In May, ev-1 came to pass."]

    assert "Report p-1, para. 7, " in note
    assert "Report p-2, para. 9, " in note


def test_what_one_source_says_more_exactly_is_known(desk: Desk, tmp_path: Path) -> None:
    """Another source that only says the year does not make the month unknown."""
    event = development(desk, "ev-1", date="2024-05-28")
    add(desk, event, "event", by=passage(desk, "p-2"), date="2024")

    assert () == review(desk, tmp_path / "a").remarks

    add(desk, event, "event", by=passage(desk, "p-3"), date="2024-06")
    problems = [remark.problem for remark in review(desk, tmp_path / "b").remarks]
    assert ["says-a-month-that-is-not-known"] == problems


def test_a_source_known_through_another_prints_both(desk: Desk, tmp_path: Path) -> None:
    """The note lands on the source that was read."""
    book = record(desk, "source", "s-book", title_en="The book", publisher="A house")
    cited = passage(desk, "p-1", cited_in=book)
    development(desk, "ev-1", by=cited)

    note = next(iter(word_noted(docx(review(desk, tmp_path / "out"))).values()))

    assert note.startswith("Report p-1, para. 7, ")
    assert note.endswith(", as cited in A house, The book.")


@pytest.mark.parametrize(
    "hidden", ["withheld", "sensitive", "of a person", "of a case", "only on the event"]
)
def test_a_withheld_source_is_told_as_such_and_at_the_end(
    desk: Desk, tmp_path: Path, hidden: str
) -> None:
    """Neither title nor place of whoever asked to stay unnamed is in any file."""
    marks: dict[str, dict[str, object]] = {
        "withheld": {"withheld": True},
        "sensitive": {"sensitivity": "confidential"},
        "of a person": {"person": record(desk, "person", "P-1")},
        "of a case": {"case": uid(desk, "case", case(desk))},
        "only on the event": {"withheld": True},
    }
    link = {} if hidden == "withheld" else {"link": None}
    secret = passage(desk, "p-secret", **{**marks[hidden], **link})  # type: ignore[arg-type]
    event = development(desk, "ev-1")
    add(desk, event, "event", by=secret, people="300")

    written = review(desk, tmp_path / "out")

    for path in written.files:
        text = (
            pdf_text(path)
            if path.suffix == ".pdf"
            else "\n".join(
                word_paragraphs(path) + list(word_noted(path).values())
                if path.suffix == ".docx"
                else html_texts(path)
            )
        )
        assert "p-secret" not in text
        assert letters("whose identity is withheld for safety") in letters(text)
        assert letters("stay anonymous") in letters(text)


def test_all_formats_say_the_same(desk: Desk, tmp_path: Path) -> None:
    """Letter by letter, the paragraphs and notes of Word are in the PDF and on the page."""
    for code, heading in (("a", "health"), ("b", "family"), ("c", "health")):
        development(desk, code, rubric_primary=heading, wording_en=f"In May, «{code}» — it rained.")
    event = uid(desk, "event", "a")
    tell(desk, say(event, "event.rubric", "asylum"))

    written = review(desk, tmp_path / "out")

    files = {path.suffix: path for path in written.files}
    told = word_paragraphs(files[".docx"])
    notes = list(word_noted(files[".docx"]).values())
    assert sorted([*told, *notes]) == sorted(html_texts(files[".html"]))
    printed = letters(pdf_text(files[".pdf"]))
    for text in [*told[:2], *word_headings(files[".docx"])]:
        assert letters(text) in printed
    for text in word_noted(files[".docx"]):
        assert letters(text) in printed


def test_headings_stand_in_the_order_of_the_rubric(desk: Desk, tmp_path: Path) -> None:
    """The edition's own order, whatever the order of the record."""
    order = desk.schema.vocabularies["ilga_heading"].editions["2024"]
    for number, heading in enumerate(reversed(order)):
        development(desk, f"ev-{number}", rubric_primary=heading)

    written = review(desk, tmp_path / "out")

    labels = [desk.schema.vocabularies["ilga_heading"].label(term, "en") for term in order]
    assert labels == word_headings(docx(written))
    assert len(order) == written.headings


def test_written_twice_is_the_same_file(desk: Desk, tmp_path: Path) -> None:
    """Into two folders, on two days: the same bytes in every format."""
    development(desk, "a")
    story(desk, "yes", "b")

    first = review(desk, tmp_path / "one")
    clock_of(desk).now += DAY
    second = review(desk, tmp_path / "two")

    for one, two in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_nothing_is_written_over_unasked(desk: Desk, tmp_path: Path) -> None:
    """A file that is there stops the run before anything is written or entered."""
    development(desk, "ev-1")
    first = review(desk, tmp_path / "out")
    before = desk.store.log.count
    first.files[0].unlink()

    with pytest.raises(ThereAlreadyError):
        review(desk, tmp_path / "out")

    assert (before, False) == (desk.store.log.count, first.files[0].exists())
    assert 3 == len(review(desk, tmp_path / "out", replace=True).files)


def test_what_left_is_in_the_register(desk: Desk, tmp_path: Path) -> None:
    """The edition keeps each paragraph with what it was drawn from; the release its digests."""
    event = development(desk, "ev-1")
    development(desk, "ev-2", told_under=event, wording_en=None, rubric_primary="family")

    written = review(desk, tmp_path / "out")

    edition = desk.view.record(uid(desk, "edition", written.edition))
    release = desk.view.record(uid(desk, "release", written.release))
    assert edition is not None
    assert release is not None
    assert ("annual-review", "2024", "en") == tuple(
        edition.get(f"edition.{name}") for name in ("kind", "period", "language")
    )
    assert (edition.id, "publication", 2) == tuple(
        release.get(f"release.{name}") for name in ("edition", "use", "rows")
    )
    assert 3 == len(edition.every("edition.digest")) == len(release.every("release.digest"))
    told = {uid(desk, "event", "ev-1"), uid(desk, "event", "ev-2")}
    blocks = {b.get("block.kind"): b for b in desk.view.records("block") if b.get("block.piece")}
    assert told == set(blocks["paragraph"].every("block.drawn_from"))
    assert "In May, ev-1 came to pass." == blocks["paragraph"].text("block.text", "en")
    assert [uid(desk, "event", "ev-2")] == blocks["cross-reference"].every("block.drawn_from")
    assert "See also under Health." == blocks["cross-reference"].text("block.text", "en")
    assert event in told
    assert [] == findings(desk)


def test_an_event_without_a_code_is_told_too(desk: Desk, tmp_path: Path) -> None:
    """Nothing is demanded of a record but its four things."""
    event = development(desk, "ev-1")
    place = next(t for t in desk.view.history(event) if t.property == "event.code")
    with desk.changing("say") as change:
        change.write([say(event, "event.remarks", "no code")])
    retract_statement(desk, record=event, statement=place.id, name="event.code", reason="a slip")

    assert 1 == review(desk, tmp_path / "out").developments


def test_practice_is_printed_on_every_output(tmp_path: Path) -> None:
    """A vault made for practice says so in every file and in the register."""
    desk = new_desk(tmp_path / "practice", practice=True)
    development(desk, "ev-1")

    written = review(desk, tmp_path / "out")

    files = {path.suffix: path for path in written.files}
    said = "Practice copy, not for publication"
    assert written.practice
    assert letters(said) in letters(pdf_text(files[".pdf"]))
    assert said in str(html_page(files[".html"]).html)
    assert said in "".join(word_part(files[".docx"], "header").itertext())
    assert [True] == [r.get("release.practice") for r in desk.view.records("release")]
    desk.close()


def test_a_country_without_places_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(UnknownCountryError):
        write_annual_review(desk, plan=ReviewPlan(country="XYZ", year=2024, to=tmp_path / "out"))

    assert not (tmp_path / "out").exists()
