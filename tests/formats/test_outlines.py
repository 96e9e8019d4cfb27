"""Facts about the chapter of an annual review: its order, its notes, what it asks to look at."""

from dataclasses import replace
from typing import Any

import pytest

from kuager.formats.outlines.attribution import ONE_SIDED, is_attributed
from kuager.formats.outlines.citations import footnote
from kuager.formats.outlines.manuscript import lay_out
from kuager.lang import in_month
from kuager.model.chapter import Chapter, Citation, Development
from kuager.model.dates import read_date
from kuager.model.manuscript import (
    Drawn,
    Facts,
    Filled,
    FilledPart,
    LaidOut,
    Manuscript,
    Remark,
)
from kuager.model.outline import load_outlines
from kuager.model.report import Heading, Paragraph, Report, notes_of, reading_text, runs_of

HEADINGS = (("family", "Family"), ("health", "Health"), ("asylum", "Asylum"))
SOURCE = Citation(
    key="s-1",
    titles={"en": "A long year", "ru": "Долгий год"},
    publisher="A house",
    date="2025-02",
    link="https://example.org/year",
    page="4",
    paragraph="7",
    footnote="12",
)
BOOK = Citation(key="s-2", titles={"kk": "Кітап"}, publisher="B house", date="2023")


def told(code: str = "ev-1", **more: Any) -> Development:
    """A development that may be told."""
    said: dict[str, Any] = {
        "type": "event",
        "date": read_date("2024-05"),
        "heading": "health",
        "wording": {"en": f"In May, {code} was told.", "ru": "В мае было.", "kk": "Мамырда болды."},
        "citations": (SOURCE,),
        **more,
    }
    return Development(code=code, **said)


def chapter(*found: Development, language: str = "en", **more: Any) -> Chapter:
    """A chapter about Kazakhstan in 2024."""
    said: dict[str, Any] = {"headings": HEADINGS, "year": 2024, **more}
    names = {"en": "Kazakhstan", "ru": "Казахстан", "kk": "Қазақстан"}
    return Chapter(country=names, language=language, developments=found, **said)


def laid(made: Chapter) -> LaidOut:
    """The document whose only part is this chapter."""
    outline = load_outlines()["annual-review"]
    part = outline.parts[0]
    filled = Filled(plan=part.blocks[0], drawn=Drawn(material=made if made.developments else None))
    return lay_out(
        Manuscript(
            outline=outline,
            language=made.language,
            facts=Facts(code="DOC-1", title="", country="KAZ", year=made.year),
            parts=(FilledPart(plan=part, blocks=(filled,)),),
            practice=made.practice,
        )
    )


def report(*found: Development, **more: Any) -> Report:
    """The report of a chapter."""
    return laid(chapter(*found, **more)).report


def remarks(found: Development, language: str = "en") -> tuple[Remark, ...]:
    """What is remarked on one development."""
    return laid(chapter(found, language=language)).remarks


def headings(made: Report) -> list[str]:
    """The headings in their order."""
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def paragraphs(made: Report) -> list[str]:
    """The paragraphs in their order."""
    blocks = [block for block in made.blocks if isinstance(block, Paragraph)]
    return ["".join(run.text for run in block.runs) for block in blocks]


def note_text(*citations: Citation, language: str = "en") -> str:
    """The text of a note, a line for each of its paragraphs."""
    note = footnote(citations, language)
    assert note is not None
    return "\n".join("".join(run.text for run in runs) for runs in note.paragraphs)


def test_headings_come_in_the_order_of_the_rubric() -> None:
    """Whatever the order of the record; a heading with nothing under it is left out."""
    made = report(told("b", heading="asylum"), told("a", heading="family"))

    assert ["Family", "Asylum"] == headings(made)


def test_under_a_heading_the_earlier_comes_first() -> None:
    """By the first day a date may mean; of one month, in the order of the record; undated first."""
    dates = {"e": "2024-12", "b": "2024-02-01", "d": "2024-05", "c": "2024-05-01", "a": None}
    found = [
        told(code, wording={"en": code}, date=None if text is None else read_date(text))
        for code, text in dates.items()
    ]

    assert list("abdce") == paragraphs(report(*found))


def test_a_paragraph_is_the_wording_and_its_note() -> None:
    """The words as they were written, and after the last a footnote with every source."""
    made = report(told(citations=(SOURCE, BOOK)))
    body = next(block for block in made.blocks if isinstance(block, Paragraph))

    assert ("In May, ev-1 was told.",) == tuple(run.text for run in runs_of(body))
    assert 2 == len(notes_of(made)[0].paragraphs)
    assert ("Kazakhstan", "Annual review 2024") == reading_text(made)[:2]


def test_a_wording_of_several_lines_is_one_paragraph() -> None:
    """Line breaks and tabs of a table cell become spaces."""
    made = report(told(wording={"en": " In May,\r\n\tit  rained.\n"}))

    assert ["In May, it rained."] == paragraphs(made)


def test_two_types_may_have_one_code() -> None:
    """An event and a step of one code are two paragraphs of one sound report."""
    made = report(told("x"), told("x", type="step", wording={"en": "A court sat."}))

    assert ["In May, x was told.", "A court sat."] == paragraphs(made)


def test_other_headings_refer_to_where_it_is_told() -> None:
    """It is told once; under its other headings stands a link, also for what is told under it."""
    main = told("a", heading="health", also_under=("family",))
    within = told("b", heading="asylum", told_under="a", wording={})

    made = report(main, within)

    assert ["Family", "Health", "Asylum"] == headings(made)
    assert [
        "See also under Health.",
        "In May, a was told.",
        "See also under Health.",
    ] == paragraphs(made)
    links = [run.link for block in made.blocks for run in runs_of(block) if run.link]
    assert ["#h-health", "#h-health"] == links


def test_several_references_are_one_sentence() -> None:
    """Joined as the language joins them, in the order of the rubric."""
    found = [
        told("a", heading="asylum", also_under=("health",)),
        told("b", heading="family", also_under=("health", "family")),
    ]

    assert "See also under Family and Asylum." in paragraphs(report(*found))
    assert "См. также: Family и Asylum." in paragraphs(report(*found, language="ru"))


def test_nothing_to_tell_is_said() -> None:
    """A chapter without developments says so instead of being empty."""
    assert ["Nothing of this document may be told from this record yet."] == paragraphs(report())


@pytest.mark.parametrize("practice", [True, False])
def test_practice_is_marked(practice: bool) -> None:  # noqa: FBT001 - a table column
    """The mark goes with the report, and from there on every page."""
    assert practice is report(told(), practice=practice).practice


def test_a_note_lands_on_title_and_paragraph() -> None:
    """Publisher, title, date in words, page, paragraph, note and link."""
    assert (
        "A house, A long year, February 2025, p. 4, para. 7, note 12, "
        "available at https://example.org/year." == note_text(SOURCE)
    )


def test_a_title_is_given_in_the_language_of_the_report_if_there_is_one() -> None:
    """Else in its own, marked as such."""
    assert note_text(SOURCE, language="ru").startswith("A house, Долгий год, февраль 2025")
    note = footnote((BOOK,), "en")
    assert note is not None
    assert ("Кітап", "kk") == (note.paragraphs[0][2].text, note.paragraphs[0][2].language)


def test_a_source_known_through_another_prints_both() -> None:
    """The place stands with the source that was cited, then comes the one that was read."""
    cited = replace(SOURCE, link=None, cited_in=BOOK)

    assert (
        "A house, A long year, February 2025, p. 4, para. 7, note 12, "
        "as cited in B house, Кітап, 2023." == note_text(cited)
    )


def test_a_withheld_source_is_named_as_such() -> None:
    """One sentence in the note, and one at the end of the chapter."""
    withheld = Citation(key="withheld", titles={}, withheld=True)
    within = replace(BOOK, cited_in=withheld)

    assert "A source whose identity is withheld for safety." == note_text(withheld)
    for citations in ((withheld,), (SOURCE, within)):
        assert "anonymous" in paragraphs(report(told(citations=citations)))[-1]
    assert 1 == len(paragraphs(report(told())))
    assert "anonymous" in paragraphs(report(told(source_withheld=True)))[-1]


def test_no_code_of_ours_is_printed() -> None:
    """A source without a title is told by what else is known, never by its key."""
    bare = Citation(key="SECRET-KEY", titles={}, publisher="A house", date="2023")
    empty = Citation(key="SECRET-KEY", titles={"en": "  "})

    assert "A house, 2023." == note_text(bare)
    assert "A house, 2023, as cited in B house, Кітап, 2023." == note_text(
        replace(bare, cited_in=BOOK)
    )
    assert footnote((empty,), "en") is None
    assert "SECRET" not in "".join(reading_text(report(told(citations=(bare, empty)))))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "www.example.org", "https://", "http://a b", "ftp://x/y", "#h"]
)
def test_a_link_that_leads_nowhere_is_not_printed(link: str) -> None:
    """A slip in one source does not keep the whole chapter from being written."""
    made = report(told(citations=(replace(SOURCE, link=link),)))

    assert link not in "".join(reading_text(made))


def test_titles_of_several_lines_and_strange_languages_are_sound() -> None:
    """Whatever was typed for a title, the report can be printed."""
    odd = replace(SOURCE, titles={"по-русски": "Первая\nстрока?"})

    assert "A house, Первая строка?, February" in "".join(
        reading_text(report(told(citations=(odd,))))
    )


def test_without_a_source_there_is_no_note_but_a_remark() -> None:
    """Somebody should look at it before it leaves."""
    bare = told(citations=())

    assert () == notes_of(report(bare))
    assert (Remark(code="ev-1", problem="no-source"),) == remarks(bare)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-05", []),
        ("2024-05-14", []),
        ("2024-05-28/2024-05-29", []),
        ("2024", ["says-a-month-that-is-not-known"]),
        ("2024-06", ["says-a-month-that-is-not-known"]),
        ("2024-05/2024-06", ["says-a-month-that-is-not-known"]),
        (None, ["says-a-month-that-is-not-known"]),
    ],
)
def test_in_a_month_only_when_the_month_is_known(
    language: str, date: str | None, expected: list[str]
) -> None:
    """A wording that opens with a month is remarked unless the record knows that month."""
    known = None if date is None else read_date(date)
    found = told(date=known, wording={language: f"{in_month(5, language)}, it rained."})

    assert expected == [remark.problem for remark in remarks(found, language)]


def test_a_word_that_begins_like_a_month_is_no_month() -> None:
    """A mayor is not May."""
    assert () == remarks(told(date=None, wording={"en": "In Mayakovsky Square, it rained."}))


@pytest.mark.parametrize("attribution", sorted(ONE_SIDED))
def test_what_one_side_tells_has_to_say_so(attribution: str) -> None:
    """Without a word of attribution it is remarked, with one it is not."""
    bare = told(attribution=attribution, wording={"en": "The police beat ten people."})
    said = replace(bare, wording={"en": "The police, according to witnesses, beat ten people."})

    assert (Remark(code="ev-1", problem="one-side-without-attribution"),) == remarks(bare)
    assert () == remarks(said)


@pytest.mark.parametrize("attribution", [None, "own-observation", "several-sources", "document"])
def test_what_is_well_founded_needs_no_such_word(attribution: str | None) -> None:
    """What we saw, what a document says, what several sources tell is told plainly."""
    assert () == remarks(told(attribution=attribution))


SPOKEN = {
    "en": [
        "Activists said that they were followed.",
        "The group reportedly left.",
        "Officials allegedly threatened them.",
        "Activists hold that it was unlawful.",
        "More than 80 cases were recorded.",
        "Feminita accused the city of pressure.",
    ],
    "ru": [
        "По данным «Феминиты», полиция приходила домой.",
        "Активисты сообщили об угрозах.",
        "Задокументировано более 80 случаев.",
        "Активисты считают это незаконным.",
        "Депутат якобы не знал.",
        "Как сообщается, площадки отказали.",
    ],
    "kk": [
        "«Феминитаның» мәліметінше, полиция келген.",
        "Белсенділер қоқан-лоққы алғанын хабарлады.",
        "80-нен астам жағдай құжатталды.",
        "Оны заңсыз деп санайды.",
        "Белсендінің айтуынша, олар ескерткен.",
    ],
}
UNSPOKEN = {
    "en": [
        "The State refused a permit.",
        "Her documents could not be changed.",
        "The embassy published a statement.",
        "Police called off the search.",
        "Officers told them to leave.",
    ],
    "ru": [
        "Государство отказало в разрешении.",
        "Заявления женщин остались без ответа.",
        "Посольство выступило с обращением.",
        "Полиция закрыла дело.",
    ],
    "kk": [
        "Мемлекет рұқсат бермеді.",
        "Құжаттарын ауыстыра алмады.",
        "Елшілік мәлімдеме жасады.",
        "Заң бойынша тыйым салынған.",
        "«Жалған кездесу» деп аталатын оқиға болды.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in SPOKEN for text in SPOKEN[language]]
)
def test_words_of_attribution_are_heard(language: str, text: str) -> None:
    """In each language, what hands the claim to somebody counts."""
    assert is_attributed(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language in UNSPOKEN for text in UNSPOKEN[language]],
)
def test_words_that_look_alike_are_not_taken_for_it(language: str, text: str) -> None:
    """A statement that was made, a document that was issued, the State: nobody's claim."""
    assert not is_attributed(text, language)


def test_a_language_without_such_words_is_not_judged() -> None:
    """What cannot be read is not remarked."""
    assert is_attributed("Hat geregnet.", "de")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_same_chapter_is_the_same_report(language: str) -> None:
    """The outline depends on the chapter and on nothing else."""
    found = (told("a", also_under=("family",)), told("b", heading="asylum"))

    assert report(*found, language=language) == report(*found, language=language)
