"""An author's words laid out: notes, languages, lists, and every form that they are printed in."""

import pytest
from hypothesis import given
from tests.model.test_written_text import SOURCES

from kuager.formats.outlines.manuscript import lay_out
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.chapter import Citation
from kuager.model.manuscript import Facts, Filled, FilledPart, LaidOut, Manuscript, Written
from kuager.model.outline import BlockPlan, Outline, PartPlan
from kuager.model.report import Paragraph, Run, notes_of, reading_text
from kuager.model.written import read_written

SOURCE = Citation(key="p-1", titles={"en": "A long year"}, publisher="A house", paragraph="7")
WITHHELD = Citation(key="p-2", titles={}, withheld=True)
CITED = {"p-1": (SOURCE,), "p-2": (WITHHELD,), "p-3": ()}


def laid(*texts: str, numbered: bool = False, heading_numbers: bool = False) -> LaidOut:
    """A document of parts with one written block each: part-1 holds block-1, and so on."""
    plans = [
        PartPlan(
            part=f"part-{number}",
            heading={"en": f"Heading {number}"},
            blocks=(BlockPlan(block=f"block-{number}", label={"en": f"B {number}"}, write=True),),
        )
        for number in range(1, len(texts) + 1)
    ]
    outline = Outline(
        outline="test", edition="1", kind="annual-review", use="publication",
        label={"en": "A document"}, hint={}, languages=("en",), parts=tuple(plans),
        numbered=numbered, heading_numbers=heading_numbers,
    )  # fmt: skip
    filled = [
        FilledPart(plan=plan, blocks=(Filled(plan=plan.blocks[0], written=written(text)),))
        for plan, text in zip(plans, texts, strict=True)
    ]
    facts = Facts(code="DOC-1", title="A title")
    return lay_out(Manuscript(outline=outline, language="en", facts=facts, parts=tuple(filled)))


def written(text: str) -> Written:
    """Words with what they cite."""
    return Written(text=read_written(text), status="ready", code="TX-1", citations=CITED)


def paragraphs(found: LaidOut) -> list[Paragraph]:
    """The paragraphs in order."""
    return [block for block in found.report.blocks if isinstance(block, Paragraph)]


def said(paragraph: Paragraph) -> str:
    """The words of a paragraph, without its notes."""
    return "".join(run.text for run in paragraph.runs)


def test_the_blank_before_a_note_is_not_printed() -> None:
    """The note hangs on the last word."""
    (paragraph,) = paragraphs(laid("Said so [@p-1]. And more."))

    assert "Said so. And more." == said(paragraph)
    assert "Said so" == next(run.text for run in paragraph.runs if run.note)


def test_two_notes_in_a_row_are_two_notes() -> None:
    """Neither is lost."""
    found = laid("So[@p-1][^A word of ours, with [@p-1] in it.]")
    own = "".join(run.text for runs in notes_of(found.report)[1].paragraphs for run in runs)

    assert 2 == len(notes_of(found.report))
    assert own.startswith("A word of ours, with ")
    assert "A long year" in own
    assert own.endswith("para. 7) in it."), "in brackets, without a full stop of its own"


def test_a_withheld_source_shows_nothing_but_that_it_exists() -> None:
    """Whoever cites it."""
    (note,) = notes_of(laid("So [@p-2].").report)

    assert "withheld" in "".join(run.text for runs in note.paragraphs for run in runs)


def test_a_source_that_says_nothing_is_remarked() -> None:
    """A record without any source makes no empty footnote."""
    found = laid("So [@p-3].")

    assert () == notes_of(found.report)
    assert [("p-3", "no-source")] == [(r.code, r.problem) for r in found.remarks]


def test_words_in_another_language_are_marked_so() -> None:
    """In bold words and in notes as well; words in the document's own language are not."""
    found = laid("**{kk|сөз}** [^see {ru|слово}] {en|word}")
    (paragraph,) = paragraphs(found)
    inside = [run for note in notes_of(found.report) for runs in note.paragraphs for run in runs]

    assert Run(text="сөз", style="bold", language="kk", note=paragraph.runs[0].note) in (
        paragraph.runs
    )
    assert "ru" in {run.language for run in inside}
    assert Run(text="word") in paragraph.runs


def test_paragraphs_are_numbered_where_the_outline_says_so() -> None:
    """Lists and quotations stay what they are."""
    kinds = [p.kind for p in paragraphs(laid("One.\n\n- two\n\n> three", numbered=True))]

    assert ["numbered", "bullet", "quote"] == kinds


def test_a_reference_forward_is_a_link_with_the_words_of_the_heading() -> None:
    """And with its number, where headings have one; a part that is empty is remarked."""
    found = laid("See [#part-2] and [#block-2].", "More.")
    numbered = laid("See [#part-2].", "More.", heading_numbers=True)
    empty = laid("See [#part-9].", "More.")

    assert "See Heading 2 and B 2." == said(paragraphs(found)[0])
    assert {"#part-part-2", "#at-block-2-w1"} == {
        run.link for run in paragraphs(found)[0].runs if run.link
    }
    assert [True] == [run.number for run in paragraphs(numbered)[0].runs if run.link]
    assert "See [#part-9]." == said(paragraphs(empty)[0])
    assert ["refers-to-nothing"] == [r.problem for r in empty.remarks]


@given(SOURCES, SOURCES)
def test_whatever_is_typed_makes_a_sound_report(first: str, second: str) -> None:
    """No link to nowhere, no empty note, no note in a note: a report refuses to be made of them."""
    found = laid(first, second, numbered=True)

    assert len(found.placed) == len(found.report.blocks)


@pytest.mark.parametrize("writer", REPORT_FORMATS, ids=lambda writer: writer.NAME)
def test_every_form_prints_it(writer) -> None:  # noqa: ANN001 - any of the shelf
    """Notes without words before them, links inside notes, all kinds of paragraph."""
    found = laid(
        "[@p-1] Begins with a note.\n\n1. One [^see [#part-2]]\n2. *Two*\n\n> {ru|слова}\n\n"
        "- **b**",
        "More [@p-1][@p-2].",
        numbered=True,
        heading_numbers=True,
    )
    data = writer.write(found.report)

    assert data
    assert data == writer.write(found.report)
    assert "Begins with a note." in "\n".join(reading_text(found.report))
