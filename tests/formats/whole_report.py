"""A long report with every kind of block, in one of three languages, with words in the others."""

from collections.abc import Iterator
from typing import Final, Literal

from tests.formats.charts.samples import bars, funnel

from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    Report,
    Run,
    TableBlock,
    run,
)

WORDS: Final = {
    "en": (
        "The court refused to hear the complaint",
        "a third person was held for two days",
        "in the answer of the ministry",
    ),
    "ru": (
        "Суд отказался принять жалобу",
        "ещё одного человека удерживали двое суток",
        "в ответе министерства",
    ),
    "kk": (
        "Сот шағымды қараудан бас тартты",
        "тағы бір адам екі тәулік ұсталды, әңғүқөұһі",
        "министрліктің жауабында",
    ),
}
OTHERS: Final = {"en": ("ru", "kk"), "ru": ("kk", "en"), "kk": ("en", "ru")}
ADDRESS = "https://example.org/documents/2024/17?page=4&part=2_b"


class _Whole:
    """Makes the blocks of one report; every note has a number of its own in its words."""

    def __init__(self, language: str) -> None:
        """Start before the first note."""
        self.language = language
        self.notes = 0

    def words(self, pick: int, more: str = "") -> str:
        """A sentence in the language of the report."""
        return f"{WORDS[self.language][pick % 3]}{more}. "

    def note(self) -> Note:
        """A note of one or two paragraphs, with a title in another language and a link."""
        self.notes += 1
        other = OTHERS[self.language][self.notes % 2]
        first = (
            run(f"{WORDS[self.language][2]} {self.notes}, "),
            Run(text=f"«{WORDS[other][0]}»", language=other, style="italic"),
            run(", § 12, "),
            run(ADDRESS, link=ADDRESS),
            run("."),
        )
        second = (run(f"{WORDS[other][1]}: {self.notes}.", language=other),)
        return Note(id=f"n{self.notes}", paragraphs=(first, second)[: 1 + self.notes % 2])

    def say(
        self,
        kind: ParagraphKind,
        *,
        series: str | None = None,
        anchor: str | None = None,
        times: int = 1,
        noted: bool = True,
    ) -> Paragraph:
        """A paragraph with runs in three languages, in three styles, most with a note."""
        one, two = OTHERS[self.language]
        runs = (
            run("".join(self.words(n) for n in range(times))),
            Run(text=WORDS[one][0], language=one, style="bold"),
            run(" — "),
            Run(text=WORDS[two][1], language=two, note=self.note() if noted else None),
            run(", "),
            run(ADDRESS, link=ADDRESS),
            Run(text=".", note=self.note() if noted and times > 1 else None),
        )
        return Paragraph(runs=runs, kind=kind, series=series, anchor=anchor)

    def chapter(self, number: int) -> Iterator[Block]:
        """One chapter: everything once."""
        yield Heading(level=1, text=f"{WORDS[self.language][0]} ({number})", anchor=f"c{number}")
        yield self.say("body", times=3)
        yield Heading(level=2, text=WORDS[self.language][1], anchor=f"c{number}-a")
        yield self.say("numbered", times=2, anchor=f"p{number}", series="inside")
        yield self.say("quote", series="inside")
        yield self.say("numbered")
        yield self.say("quote")
        yield Paragraph(runs=self.references(number), kind="numbered")
        yield Heading(level=3, text=f"{WORDS[self.language][2]} *{number}*", anchor=f"c{number}-b")
        yield self.say("item", series="questions", anchor=f"i{number}")
        yield self.say("body", series="questions")
        yield self.say("quote", series="questions", noted=False)
        yield self.say("item", series="questions", noted=False)
        yield self.say("item", series=f"asks-{number}")
        yield self.say("bullet")
        yield self.say("bullet", noted=False)
        yield self.say("item")
        yield self.say("item", noted=False)
        yield self.say("note")
        yield self.table(number, numbered=True)
        yield self.table(number, numbered=False)

    def references(self, number: int) -> tuple[Run, ...]:
        """Numbers of a paragraph, an item, a heading and a table, of this chapter and the first."""
        named = [f"{kind}{n}" for n in (1, number) for kind in ("p", "i", "c", "t")]
        numbers = [Run(text="", link=f"#{name}", number=True) for name in named]
        noted = Note(id="see", paragraphs=((run("§ "), numbers[0]),))
        first = Run(text=self.words(0), link=f"#c{number}-a", note=noted)
        return (first, *(piece for each in numbers for piece in (run(" ("), each, run(")"))))

    def table(self, number: int, *, numbered: bool) -> TableBlock:
        """A table with figures and words, a note in one of its cells."""
        head = (run(WORDS[self.language][2]),), (run("N"),), (run("%"),)
        rows = tuple(
            (
                (Run(text=self.words(n), note=self.note() if n == 1 else None),),
                (run(f"{n * 7}"),),
                (run(f"{n} %"),),
            )
            for n in range(5)
        )
        caption = f"{WORDS[self.language][1]}, 20{number + 20}"
        anchor = f"t{number}" if numbered else None
        return TableBlock(header=head, rows=rows, caption=caption, anchor=anchor, numbered=numbered)


def whole(
    language: str = "en",
    *,
    chapters: int = 3,
    look: Literal["kuager", "un"] = "kuager",
    practice: bool = False,
    working: str | None = None,
    charts: bool = True,
) -> Report:
    """The report: title page, contents, chapters, charts, closing lines."""
    make = _Whole(language)
    blocks = [block for number in range(1, chapters + 1) for block in make.chapter(number)]
    if charts:
        blocks.insert(1, ChartBlock(chart=bars(language), anchor="chart"))
        blocks.append(ChartBlock(chart=funnel(language)))
    return Report(
        title=f"{WORDS[language][0]}: 2021–2024",
        subtitle=WORDS[language][2],
        language=language,
        blocks=tuple(blocks),
        practice=practice,
        closing=(make.say("note"), make.say("body")),
        front=(
            make.say("body", noted=False),
            make.say("bullet", noted=False),
            make.say("bullet", noted=False),
            make.say("note", noted=False),
        ),
        contents=True,
        heading_numbers=True,
        look=look,
        working=working,
    )
