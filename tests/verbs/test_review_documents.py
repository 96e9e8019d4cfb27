"""The annual review as a document: chosen by hand, told within another, notes out of the record."""

from tests.verbs.stories import development, members, passage, record

from kuager.model.report import Heading, Run, notes_of, reading_text, runs_of
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import Made, make_report
from kuager.verbs.reports import begin_review


def made(desk: Desk, **facts: str | tuple[str, ...]) -> Made:
    """The review of 2024 with these facts, in English."""
    said = {"country": "KAZ", "period": "2024", **facts}
    return make_report(desk, start_report(desk, outline="annual-review", facts=said), "en")


def told(found: Made) -> list[str]:
    """The paragraphs of the body."""
    blocks = [b for b in found.laid.report.blocks if not isinstance(b, Heading)]
    return ["".join(run.text for run in runs_of(block)) for block in blocks]


def note(found: Made, number: int = 1) -> str:
    """The text of a note, a line for each source."""
    paragraphs = notes_of(found.laid.report)[number - 1].paragraphs
    return "\n".join("".join(run.text for run in runs) for runs in paragraphs)


def possibly(found: Made) -> list[str]:
    """What may lie in the year or beside it."""
    filled = (each for part in found.manuscript.parts for each in part.blocks)
    return [code for each in filled if each.drawn is not None for code in each.drawn.possibly]


def test_the_country_is_the_title_and_the_year_stands_below(desk: Desk) -> None:
    """Unless the document has a title of its own."""
    development(desk, "ev-1")

    assert ("Kazakhstan", "Annual review 2024") == reading_text(made(desk).laid.report)[:2]
    own = made(desk, title="A hard year")
    assert ("A hard year", "Annual review 2024") == reading_text(own.laid.report)[:2]


def test_what_reaches_beyond_the_year_is_told_if_it_was_taken_in(desk: Desk) -> None:
    """And is listed no more as not certain."""
    development(desk, "ev-1")
    development(desk, "across", date="2023-12/2024-02")

    assert ["across"] == possibly(made(desk))
    chosen = made(desk, takes=("across",))
    assert "In May, across came to pass." in told(chosen)
    assert [] == possibly(chosen)


def test_what_was_left_out_by_hand_is_neither_told_nor_listed(desk: Desk) -> None:
    """Certain or not."""
    development(desk, "ev-1")
    development(desk, "ev-2")
    development(desk, "across", date="2023-12/2024-02")
    found = made(desk, leaves=("ev-2", "across"))

    assert ["In May, ev-1 came to pass."] == told(found)
    assert [] == possibly(found)


def test_what_is_taken_in_is_cut_as_everything_else(desk: Desk) -> None:
    """By hand nobody lets out what nobody signed off."""
    development(desk, "across", date="2023-12/2024-02", signed_off_by=None)
    found = made(desk, takes=("across",))
    drawn = found.manuscript.parts[0].blocks[0].drawn

    assert drawn is not None
    assert [("across", "not-signed-off")] == [(one.code, one.reason) for one in drawn.held]


def test_good_news_is_told_like_any_other(desk: Desk) -> None:
    """Whatever it is for whom."""
    development(desk, "good", polarity="positive")
    development(desk, "bad", polarity="negative")

    assert {"In May, good came to pass.", "In May, bad came to pass."} == set(told(made(desk)))


def test_the_sources_of_what_is_told_within_another_stand_in_its_note(desk: Desk) -> None:
    """The sentence tells both."""
    home = development(desk, "ev-1", by=passage(desk, "p-1"))
    development(desk, "ev-2", by=passage(desk, "p-2"), told_under=home, wording_en=None)
    found = made(desk)

    assert "Report p-1, para. 7" in note(found)
    assert "Report p-2, para. 7" in note(found)
    block = next(p for p in found.laid.placed if p.piece == "ev-1")
    assert 2 == len(block.behind)


def test_a_note_has_everything_that_the_record_knows_of_a_source(desk: Desk) -> None:
    """The body in its own name, the symbol, when it was seen, and the copy that stays."""
    body = record(desk, "organisation", "org-1", name_en="Committee against Torture")
    source = passage(
        desk,
        "p-1",
        paragraph="12",
        title_en="List of issues",
        organisation=body,
        publisher="Committee against Torture",
        document_symbol="CAT/C/KAZ/Q/4",
        date="2021-12-07",
        kind="un-document",
        link="https://example.org/q4?utm_source=mail&id=7",
        accessed="2024-05-03",
        archived_link="https://web.archive.org/web/2024/https://example.org/q4",
    )
    development(desk, "ev-1", by=source)

    assert (
        "Committee against Torture, List of issues, CAT/C/KAZ/Q/4, 7 December 2021, para. 12, "
        "available at https://example.org/q4?id=7 (accessed on 3 May 2024), archived at "
        "https://web.archive.org/web/2024/https://example.org/q4." == note(made(desk))
    )


def test_a_shortened_link_is_left_out_and_remarked(desk: Desk) -> None:
    """A person enters the full one."""
    development(desk, "ev-1", by=passage(desk, "p-1", link="https://rb.gy/abc"))
    found = made(desk)

    assert "Report p-1, para. 7." == note(found)
    assert [("s-p-1", "shortened-link")] == [(r.code, r.problem) for r in found.laid.remarks]


def test_links_to_who_somebody_is_are_in_no_note(desk: Desk) -> None:
    """Neither the page nor its copy."""
    source = passage(
        desk,
        "p-1",
        names_private_person=True,
        archived_link="https://web.archive.org/web/2024/https://example.org/name",
    )
    development(desk, "ev-1", by=source)

    assert "Report p-1, para. 7." == note(made(desk))


def test_the_site_of_the_first_author_that_has_one_closes_it(desk: Desk) -> None:
    """Without parameters that follow the reader."""
    development(desk, "ev-1")
    record(desk, "organisation", "org-1", name_en="Without")
    record(desk, "organisation", "org-2", name_en="With", url="https://with.example/?fbclid=1")
    found = made(desk, author=("org-1", "org-2"))
    last: list[Run] = list(runs_of(found.laid.report.blocks[-1]))

    assert "More information: with.example" == told(found)[-1]
    assert ["https://with.example/"] == [run.link for run in last if run.link]
    assert 1 == len(told(made(desk)))


def test_a_note_of_ones_own_stands_in_place_of_the_line_on_unnamed_sources(desk: Desk) -> None:
    """Never both."""
    signer = members(desk)[1]
    development(desk, "ev-1", by=passage(desk, "p-1"), source_withheld=True)
    record(
        desk,
        "kept_text",
        "kt-1",
        kind="anonymity",
        words_en="Some who told us stay unnamed.",
        signed_off_by=signer,
    )

    assert "stay anonymous" in told(made(desk))[-1]
    own = told(made(desk, takes=("kt-1",)))
    assert "Some who told us stay unnamed." == own[-1]
    assert not any("stay anonymous" in text for text in own)


def test_the_chapter_of_a_year_is_found_again(desk: Desk) -> None:
    """The newest of its country and year; another year begins another document."""
    first = begin_review(desk, country="KAZ", year=2024)

    assert first == begin_review(desk, country="KAZ", year=2024)
    assert first != begin_review(desk, country="KAZ", year=2023)
    assert 2 == desk.view.count("report")
