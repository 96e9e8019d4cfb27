"""The patterns that slipped into five real documents, rebuilt with made-up people: all are found.

Each pattern stands for a place in a document that was printed; nobody in them is real.
"""

import pytest
from tests.model.checks.looking import checks_of, found, piece

from kuager.model.checks.matter import Piece

READY: dict[str, tuple[tuple[Piece, ...], str]] = {
    "an initial with birth year, venue, address, day and hour": (
        (
            piece(
                "On March 3, 2021, at 04:10 in the morning, two guards of a night club severely "
                "beat a gay man Z., born in 1991, a frequent guest of the Primer club at 14 "
                "Obrazets Street, Almaty."
            ),
        ),
        "initial-with-facts",
    ),
    "the same: its day and place": (
        (
            piece(
                "On March 3, 2021, at 04:10 in the morning, two guards of a night club severely "
                "beat a gay man Z., born in 1991, a frequent guest of the Primer club."
            ),
        ),
        "day-and-place",
    ),
    "the same: its venue": (
        (piece("In 2021 guards beat a gay man, a frequent guest of the Primer club in Almaty."),),
        "venue",
    ),
    "the same: its address": (
        (piece("A man was beaten at 14 Obrazets Street, Almaty."),),
        "address",
    ),
    "initials whose note leads to the story of the verdict": (
        (
            piece(
                "A trans prisoner, Q. W. reported to her lawyer that an officer of the colony "
                "repeatedly raped her.",
                "The officer was sentenced: https://news.example/2021/verdict-major-colony",
            ),
        ),
        "initial-with-link",
    ),
    "initials and an age, with notes that lead to the story": (
        (
            piece(
                "Parents abducted their son. Q. W., a 27-year-old queer man, came out to them.",
                "A report: https://magazine.example/brain-surgery-story",
            ),
        ),
        "initial-with-facts",
    ),
    "an initial whose note names who it is": (
        (
            piece(
                "E., a lawyer of the Union of Parents, sent proposals to parliament.",
                "Lobbyist Elvira Primerova filed a complaint. https://video.example/watch?v=1",
            ),
        ),
        "initial-with-link",
    ),
    "an initial here, and the whole name of the same person elsewhere": (
        (
            piece("The leader of the rally B. of the Union spoke against them.", number=1),
            piece("The leader of the Union, Balzhan Obrazova, spoke in parliament.", number=2),
        ),
        "initial",
    ),
    "an Instagram link with fbclid": (
        (
            piece(
                "He asked for a law.",
                "Audio on the page https://www.instagram.com/p/CNxyz/?fbclid=IwAR0madeup",
            ),
        ),
        "tracking-link",
    ),
    "a shortened link in a note": (
        (piece("The Committee said so.", "Concluding observations https://rb.gy/madeup"),),
        "short-link",
    ),
    "a private mailbox on the cover": (
        (piece("Contact: Perizat Belgisizova belgi77sun@gmail.com"),),
        "mailbox",
    ),
    "the mailbox of a person at an organisation, on the cover": (
        (piece("Contact: perizat.b@obrazets.example"),),
        "mailbox",
    ),
    "a name on the cover": (
        (piece("Contact: Perizat Belgisizova"),),
        "unknown-name",
    ),
    "a contact mailbox at a provider for everybody": (
        (piece("If you have questions, please write to hrgroupxyz@gmail.com"),),
        "mailbox",
    ),
    "marks of an export that were left over": (
        (piece("[bookmark: _heading=h.abc1def2ghi3]1. Suggested questions"),),
        "left-mark",
    ),
    "marks of footnotes that were left over": (
        (piece("“Feminist” in her statement welcomed[footnoteRef:0] the adoption."),),
        "left-mark",
    ),
    "see here and here": (
        (piece("We organised help for those driven out (see here and here)."),),
        "see-here",
    ),
    "a share of just over eighty cases": (
        (
            piece("Over 80 cases were documented in the year.", "Our data, 2024."),
            piece("About 17% of the cases were linked to groups of hate.", number=2),
        ),
        "share",
    ),
}


@pytest.mark.parametrize("name", READY)
def test_the_pattern_is_found(name: str) -> None:
    """Found by the check that is for it."""
    pieces, check = READY[name]

    assert check in checks_of(*pieces)


def test_the_worst_may_not_be_let_pass() -> None:
    """An initial with a year of birth and an address is no matter of opinion."""
    pieces, check = READY["an initial with birth year, venue, address, day and hour"]

    assert {False} == {one.may_override for one in found(*pieces) if one.check == check}
