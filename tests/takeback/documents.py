"""A document with everything an author may write, in a real vault, for tests of take-back."""

from tests.verbs.figured import counted, figure
from tests.verbs.stories import development, members, passage
from tests.verbs.test_figure_leaving import agree

from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.texts import show_texts, write_text

PLACE = "chapter"
PARAGRAPHS = (
    "The year began with arrests in the south [@p-1], and the courts closed early.",
    "In spring the police counted {@F-1} attacks; nobody else counted *any* of them [@p-2; p-3].",
    "Lawyers wrote to the ministry twice[^The letters are with the authors; see [@p-1].] and once.",
    "No answer came in **ninety days**, although the law gives fifteen.",
    "The office called it {ru|мелкое хулиганство} in its only statement [@p-4].",
    "- witnesses were called without a summons [@p-2];",
    "- two of them were kept overnight;",
    "- none was told of a right to silence.",
    "> We have no such cases, said the department [@p-3].",
    "A hospital refused to write down what it saw[^Told to the authors in May.].",
    "The newspapers printed names that they had been asked to leave out.",
    "By autumn most families had moved away from the street where it happened.",
    "A deputy promised a hearing, and the hearing was put off three times [@p-4].",
    "Neighbours brought food and found a flat for those who had lost theirs.",
    "The winter was quiet, which is not the same as safe.",
    "Of all complaints of the year one is still open, see [#developments].",
    "The regional prosecutor returned the files twice for want of a stamp [@p-1; p-4].",
    "Teachers were told in writing to report what pupils said about the case.",
    "A bus company apologised, the only body that ever did so in public [@p-2].",
    "What follows is what happened month by month, each line with its source.",
)
"""Twenty paragraphs: citations, own notes, a figure, a language, a list, a quotation."""


def document(desk: Desk, *, paragraphs: tuple[str, ...] = PARAGRAPHS, drawn: int = 3) -> str:
    """An annual review of 2024 with a written text and drawn developments; returns its code."""
    members(desk)
    for number in range(1, 5):
        passage(desk, f"p-{number}", paragraph=str(number))
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    for number in range(1, drawn + 1):
        development(desk, f"ev-{number}", date=f"2024-0{number}")
    figure(desk)
    facts = {"country": "KAZ", "period": "2024"}
    code = start_report(desk, outline="annual-review", facts=facts)
    write(desk, code, "\n\n".join(paragraphs))
    return code


def write(desk: Desk, code: str, text: str, *, place: str = PLACE) -> None:
    """Write at a place in English, whatever stands there."""
    shown = show_texts(desk, code=code, place=place).texts[0]
    write_text(desk, code=code, place=place, language="en", text=text, seen=shown.seen)


def text_at(desk: Desk, code: str, *, place: str = PLACE) -> str:
    """The text as it was typed, or taken back."""
    return show_texts(desk, code=code, place=place).texts[0].text
