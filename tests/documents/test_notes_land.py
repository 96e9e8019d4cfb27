"""Every footnote of every document of the examples lands on the right source and paragraph.

The Word file is read by itself, references between notes are followed, and each line is looked up
in the vault. Documents that are added to the examples are covered as they are.
"""

from dataclasses import dataclass

import pytest
from tests.documents.landing import (
    Landed,
    followed,
    in_brackets,
    lands_on,
    source_of,
    sources_behind,
)
from tests.documents.word_notes import footnotes

from kuager.formats.reports import REPORT_FORMATS
from kuager.model.manuscript import Placed
from kuager.model.report import runs_of
from kuager.model.statement import EntityId
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
from kuager.verbs.manuscripts import Made, make_report

CITED = ("passage", "source")
EXAMPLES = ("kazakhstan", "practice")


@dataclass(frozen=True)
class Document:
    """A document in one language, laid out, and the notes that its Word file has."""

    code: str
    language: str
    made: Made
    notes: list[list[Landed]]

    @property
    def hung(self) -> list[Placed]:
        """For every note of the report, in order, the block in which it hangs."""
        return [
            placed
            for placed in self.made.laid.placed
            for run in runs_of(placed.block)
            if run.note is not None
        ]


@pytest.fixture(scope="module", params=EXAMPLES)
def vault(request: pytest.FixtureRequest) -> Desk:
    """An example in a practice vault."""
    found: Desk = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def documents(vault: Desk) -> list[Document]:
    """Every document of the vault in each language it is written in."""
    word = next(writer for writer in REPORT_FORMATS if writer.NAME == "docx")
    found = []
    for code in sorted(vault.view.codes("report")):
        for language in open_report(vault, code)[0].languages:
            made = make_report(vault, code, language)
            notes = followed(footnotes(word.write(made.laid.report)), language)
            found.append(Document(code, language, made, notes))
    return found


def is_own_words(desk: Desk, line: str, placed: Placed) -> bool:
    """Whether a note cites nothing: an author's own words, or what stands beside a figure."""
    records = [desk.view.record(EntityId(uid)) for uid in placed.behind]
    if any(record is not None and record.type == "figure" for record in records):
        return True
    texts = [
        str(record.get("report_text.words") or record.get("kept_text.words") or "")
        for kind in ("report_text", "kept_text")
        for record in desk.view.records(kind)
    ]
    return placed.own and any(line.rstrip(". ") in " ".join(text.split()) for text in texts)


def is_own_note(desk: Desk, line: str, placed: Placed, language: str) -> bool:
    """Whether a note is an author's own words with a citation in brackets, and that one lands."""
    words, cited = in_brackets(line, language)
    known = sources_behind(desk, iter(placed.behind)).values()
    return (
        cited is not None
        and is_own_words(desk, words, placed)
        and any(lands_on(cited, source, language) for source in known)
    )


def test_every_note_lands(vault: Desk, documents: list[Document]) -> None:
    """Title, paragraph, page and link are those of a source behind the words it hangs at."""
    astray = []
    for document in documents:
        assert len(document.notes) == len(document.hung)
        for number, (placed, lines) in enumerate(
            zip(document.hung, document.notes, strict=True), 1
        ):
            known = sources_behind(vault, iter(placed.behind)).values()
            astray += [
                (document.code, document.language, number, placed.piece, line)
                for line in lines
                if not any(lands_on(line, source, document.language) for source in known)
                and not is_own_words(vault, line.text, placed)
                and not is_own_note(vault, line.text, placed, document.language)
            ]

    assert not astray, "\n".join(map(str, astray))
    assert documents


def test_no_source_of_a_development_is_left_out(vault: Desk, documents: list[Document]) -> None:
    """Whatever stands behind a development that is told by itself is in its note."""
    missing = []
    for document in documents:
        for placed, lines in zip(document.hung, document.notes, strict=True):
            first = vault.view.record(EntityId(placed.behind[0])) if placed.behind else None
            if first is None or first.type not in ("event", "step") or placed.piece != first.code:
                continue
            told = {t.source for t in vault.view.history(first.id) if t.stands and t.source}
            records = (vault.view.record(EntityId(u)) for u in told if len(u) == len(first.id))
            known = [source_of(vault, one) for one in records if one and one.type in CITED]
            missing += [
                (document.code, document.language, first.code, source.code)
                for source in known
                if not any(lands_on(line, source, document.language) for line in lines)
            ]

    assert [] == missing


def test_a_note_with_another_paragraph_does_not_land(
    vault: Desk, documents: list[Document]
) -> None:
    """The same note with a paragraph that is not there is found."""
    if not vault.view.count("passage"):
        pytest.skip("this example names no paragraphs")
    document = documents[0]
    placed, lines = next(
        (p, n) for p, n in zip(document.hung, document.notes, strict=True) if n[0].place
    )
    known = list(sources_behind(vault, iter(placed.behind)).values())
    moved = Landed(lines[0].text, (("paragraph", "9999"),))

    assert any(lands_on(lines[0], source, document.language) for source in known)
    assert not any(lands_on(moved, source, document.language) for source in known)


def test_a_note_known_through_another_source_does_not_land(
    vault: Desk, documents: list[Document]
) -> None:
    """Where the source after “as cited in” is another, or the place in it, that is found."""
    for document in documents:
        for placed, lines in zip(document.hung, document.notes, strict=True):
            for line in lines:
                main, cited, within = line.text.partition("as cited in ")
                known = list(sources_behind(vault, iter(placed.behind)).values())
                if not cited or not any(lands_on(line, one, "en") for one in known):
                    continue
                for other in (
                    f"{main}{cited}Another source.",
                    f"{main}{cited}{within}, para. 9999.",
                ):
                    moved = Landed(other, line.place)
                    assert not any(lands_on(moved, one, "en") for one in known), other
                return
    pytest.skip("this example has no source that is known through another")
