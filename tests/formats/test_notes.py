"""Facts about footnotes: how a source is cited in each language, and what "Ibid." stands for."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from kuager.formats.outlines.citations import footnote
from kuager.formats.outlines.ibid import settle_notes
from kuager.model.chapter import Citation
from kuager.model.manuscript import Placed
from kuager.model.report import Note, Paragraph, Run, TableBlock, runs_of

CAT = Citation(
    key="p-1",
    source="s-cat",
    titles={"en": "List of issues", "ru": "Перечень вопросов"},
    authors={"en": "Committee against Torture", "ru": "Комитет против пыток"},
    document_symbol="CAT/C/KAZ/Q/4",
    date="2021-12-07",
    paragraph="5",
)
NEWS = Citation(
    key="p-2",
    source="s-news",
    titles={"ru": "Полиция пришла в клуб"},
    publisher="Орда",
    date="2024-04",
    link="https://example.org/raid",
    archived="https://web.archive.org/web/2024/https://example.org/raid",
    accessed="2024-05-03",
    is_article=True,
)
WITHHELD = Citation(key="withheld", titles={}, withheld=True)


def line(citation: Citation, language: str = "en") -> str:
    """The text of a note with one citation."""
    note = footnote((citation,), language)
    assert note is not None
    return "".join(run.text for run in note.paragraphs[0])


def notes(*cited: Iterable[Citation], language: str = "en", ibid: bool = True) -> list[list[str]]:
    """Notes with these citations, one a paragraph of a report, as they are printed."""
    placed = []
    for number, citations in enumerate(cited):
        run = Run(text=f"Told {number}.", note=footnote(tuple(citations), language))
        placed.append(Placed(block=Paragraph(runs=(run,)), place="a"))
    return printed(settle_notes(placed, ibid=ibid))


def printed(placed: Iterable[Placed]) -> list[list[str]]:
    """The lines of every note, in reading order."""
    found = [run.note for each in placed for run in runs_of(each.block) if run.note is not None]
    return [["".join(run.text for run in runs) for runs in note.paragraphs] for note in found]


def at(citation: Citation, paragraph: str | None) -> Citation:
    """The same source at another place."""
    return replace(citation, key=f"{citation.source}-{paragraph}", paragraph=paragraph)


def test_a_document_of_a_body_is_cited_with_its_symbol() -> None:
    """Who speaks, title, symbol, date, place; in each language by its own names and words."""
    assert (
        "Committee against Torture, List of issues, CAT/C/KAZ/Q/4, 7 December 2021, para. 5."
        == line(CAT)
    )
    assert "Комитет против пыток, Перечень вопросов, CAT/C/KAZ/Q/4, 7 декабря 2021, п. 5." == line(
        CAT, "ru"
    )
    assert "CAT/C/KAZ/Q/4, 2021 ж. 7 желтоқсан, 5-тармақ." in line(CAT, "kk")


def test_a_piece_stands_in_quotation_marks_with_its_link_and_copy() -> None:
    """When it was seen, and where it stays; the title in its own language, marked as such."""
    assert (
        "Орда, “Полиция пришла в клуб”, April 2024, available at https://example.org/raid "
        "(accessed on 3 May 2024), archived at "
        "https://web.archive.org/web/2024/https://example.org/raid." == line(NEWS)
    )
    assert "«Полиция пришла в клуб»" in line(NEWS, "ru")
    assert "(дата обращения: 3 мая 2024)" in line(NEWS, "ru")
    note = footnote((NEWS,), "en")
    assert note is not None
    assert ["ru"] == [run.language for run in note.paragraphs[0] if run.language]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("5", "para. 5."),
        ("5–7", "paras. 5–7."),
        ("5, 9", "paras. 5, 9."),
        ("5 (b)", "para. 5 (b)."),
    ],
)
def test_several_paragraphs_are_said_as_several(number: str, expected: str) -> None:
    """A range or a list is told from one paragraph."""
    assert line(at(CAT, number)).endswith(expected)


def test_a_body_that_prints_itself_is_named_once() -> None:
    """A publisher that is the author under any of its names is not said again."""
    assert 1 == line(replace(CAT, publisher="Комитет против пыток")).count("ommittee against")
    assert "Комитет против пыток" not in line(replace(CAT, publisher="Комитет против пыток"))
    assert ", United Nations, " in line(replace(CAT, publisher="United Nations"))


def test_a_symbol_that_is_the_name_of_a_set_does_not_repeat_who_made_it() -> None:
    """In any language; a symbol that only begins with the same letters is left as it is."""
    named = replace(CAT, titles={}, document_symbol="Committee against Torture, set of 50")
    assert "Committee against Torture, set of 50, 7 December 2021, para. 5." == line(named)
    assert "Комитет против пыток, set of 50, 7 декабря 2021, п. 5." == line(named, "ru")
    initials = replace(CAT, titles={}, authors={"": "CAT"}, document_symbol="CATALOGUE/1")
    assert line(initials).startswith("CAT, CATALOGUE/1, ")
    itself = replace(named, document_symbol="Committee against Torture")
    assert line(itself).startswith("Committee against Torture, 7 December")


@pytest.mark.parametrize("link", ["https://rb.gy/abc", "https://bit.ly/abc"])
def test_a_shortened_link_is_in_no_note(link: str) -> None:
    """Nor is what follows the reader."""
    assert "available" not in line(replace(NEWS, link=link, archived=None))
    tracked = replace(NEWS, link="https://example.org/raid?fbclid=IwAR0", archived=None)
    assert "fbclid" not in line(tracked)
    assert "https://example.org/raid (accessed" in line(tracked)


def test_the_note_before_of_one_source_is_ibid() -> None:
    """With the place where it is another; alone where it is the same."""
    assert [
        [line(CAT)],
        ["Ibid., para. 12."],
        ["Ibid."],
    ] == notes([CAT], [at(CAT, "12")], [at(CAT, "12")])


def test_the_words_of_each_language() -> None:
    """There too, and see note."""
    assert [["Там же, п. 12."], [line(NEWS, "ru")], ["См. сноску 1 выше, п. 7."]] == notes(
        [CAT], [at(CAT, "12")], [NEWS], [at(CAT, "7")], language="ru"
    )[1:]
    assert [
        ["Сонда, 12-тармақ."],
        [line(NEWS, "kk")],
        ["Жоғарыдағы 1-сілтемені қараңыз, 7-тармақ."],
    ] == notes([CAT], [at(CAT, "12")], [NEWS], [at(CAT, "7")], language="kk")[1:]


def test_after_a_note_of_several_sources_nothing_is_ibid() -> None:
    """It would not be clear which; the note that told it in full is named, with the title."""
    found = notes([CAT, NEWS], [at(CAT, "12")])

    assert ["List of issues (see note 1 above), para. 12."] == found[1]


def test_within_a_note_the_same_source_again_is_ibid() -> None:
    """Two places of one source in one note."""
    assert [[line(CAT), "Ibid., para. 12."]] == notes([CAT, at(CAT, "12")])
    assert ["Ibid., para. 14."] == notes([CAT, at(CAT, "12")], [at(CAT, "14")])[1]


def test_a_source_as_a_whole_is_not_ibid_of_a_paragraph() -> None:
    """Without a place it would seem to be the same paragraph: it is told in full again."""
    assert [line(at(CAT, None))] == notes([CAT], [at(CAT, None)])[1]


def test_an_authors_own_note_breaks_the_chain_and_counts() -> None:
    """What comes after it refers by number."""
    own = Run(text="x", note=Note(id="own", paragraphs=((Run(text="A word of ours."),),)))
    first, last = (
        Run(text="y", note=footnote((citation,), "en")) for citation in (CAT, at(CAT, "12"))
    )
    placed = [Placed(block=Paragraph(runs=(run,)), place="a") for run in (first, own, last)]

    assert ["See note 1 above, para. 12."] == printed(settle_notes(placed, ibid=True))[2]


def test_notes_in_tables_are_counted_in_reading_order() -> None:
    """Cell by cell, between the paragraphs around the table."""
    runs = [Run(text="y", note=footnote((c,), "en")) for c in (CAT, NEWS, at(CAT, "9"))]
    table = TableBlock(header=((Run(text="h"),),), rows=(((runs[1],),),), caption="c")
    blocks = [Paragraph(runs=(runs[0],)), table, Paragraph(runs=(runs[2],))]

    assert ["See note 1 above, para. 9."] == printed(
        settle_notes([Placed(block=block, place="a") for block in blocks], ibid=True)
    )[2]


def test_what_was_left_out_of_one_story_is_not_found_through_another() -> None:
    """A source whose title names somebody here is not referred to where it was printed whole."""
    nameless = replace(at(CAT, "12"), titles={})

    assert [line(nameless)] == notes([CAT], [NEWS], [nameless])[2]
    assert [line(nameless)] == notes([CAT], [nameless])[1]


def test_a_withheld_source_is_never_referred_to() -> None:
    """It is told as such each time: two of them need not be one."""
    said = ["A source whose identity is withheld for safety."]

    assert [said, said] == notes([WITHHELD], [WITHHELD])


def test_without_ibid_every_note_stands_by_itself() -> None:
    """As the outline says."""
    assert [[line(CAT)], [line(at(CAT, "12"))]] == notes([CAT], [at(CAT, "12")], ibid=False)


def through(
    citation: Citation, number: str | None = None, paragraph: str | None = None
) -> Citation:
    """The news as it is known through another source."""
    return replace(
        NEWS, key=f"p-{number}", paragraph=paragraph, cited_in=at(citation, number), archived=None
    )


def test_a_source_through_which_another_is_known_is_told_once() -> None:
    """After that it is the source in the note that told it, with the place."""
    found = notes([at(CAT, "5")], [WITHHELD], [through(CAT, "7")])

    assert found[2][0].startswith("Орда, “Полиция пришла в клуб”, April 2024, available at ")
    assert found[2][0].endswith(
        " (accessed on 3 May 2024), as cited in the source in note 1 above, para. 7."
    )


def test_where_a_note_told_several_the_title_says_through_which() -> None:
    """Also where it was told there after “as cited in” alone."""
    other = replace(NEWS, source="s-other", titles={"en": "Another"})
    found = notes([through(CAT, "7")], [replace(through(CAT), key="p", titles={"en": "Third"})])
    assert found[1][0].endswith(", as cited in List of issues (see note 1 above).")
    found = notes([CAT, other], [through(CAT, "7")])
    assert found[1][0].endswith(", as cited in List of issues (see note 1 above), para. 7.")
    assert ["List of issues (see note 1 above), para. 9."] == notes(
        [through(CAT, "7")], [at(CAT, "9")]
    )[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "as cited in that source, para. 7."),
        ("ru", "цит. по тому же источнику, п. 7."),
        ("kk", "сол дереккөз бойынша, 7-тармақ."),
    ],
)
def test_two_that_are_known_through_one_source_say_it_once(language: str, words: str) -> None:
    """In one note the second is cited in that source; so is one after the source itself."""
    second = replace(through(CAT, "7"), source="s-second", titles={"en": "Second"})
    told = notes([through(CAT, "7"), second], [at(CAT, "5")], language=language)
    assert told[0][1].endswith(words)
    told = notes([at(CAT, "5"), second], language=language)
    assert told[0][1].endswith(words)


def test_after_another_source_it_is_not_that_source() -> None:
    """Where something else was named in between, the words are those of a note, or all of them."""
    other = replace(CAT, source="s-other", titles={"en": "Another"})
    within = notes([CAT, other, through(CAT, "7")])[0][2]

    assert within.endswith("as cited in " + line(at(CAT, "7")))


def test_a_withheld_source_through_which_another_is_known_is_told_each_time() -> None:
    """No reference leads to it, nor is it that source."""
    known = replace(through(CAT), cited_in=WITHHELD)
    other = replace(known, key="p-other", source="s-other", titles={"en": "Other"})

    assert [line(known), line(other)] == notes([known, other])[0]
    assert [line(other)] == notes([known], [other])[1]


def test_several_places_of_one_source_are_one_line() -> None:
    """After a reference the next place is added to it; after the whole source it is Ibid."""
    cited = [at(CAT, "12"), at(CAT, "14"), at(CAT, "15")]

    assert ["See note 1 above, para. 12; para. 14; para. 15."] == notes([CAT], [WITHHELD], cited)[2]
    assert [line(CAT), "Ibid., para. 12; para. 14."] == notes([CAT, *cited[:2]])[0]
    assert ["Ibid., para. 16."] == notes([CAT], [WITHHELD], cited, [at(CAT, "16")])[3]
