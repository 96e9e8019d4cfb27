"""What stable slugs mean, in words: why a row was refused, why something was held back.

The sentences are English and N_() marked; the doors say them in the person's language.
"""

from typing import Final

from kuager import N_

ROW_REFUSED: Final[dict[str, str]] = {
    "already-here": N_("a record with the code {key} is here already and says something else"),
    "unknown-id": N_("there is no record with the code {key} to update"),
    "unknown-reference": N_("nothing answers to the code {key}, neither here nor in the file"),
    "no-key": N_("the code is empty"),
    "key-too-long": N_("the code has {found} characters, and {limit} is the most"),
    "key-with-mark": N_("the code holds the sign #, which is kept for things inside a record"),
    "too-many-cells": N_("the row has {found} cells, and there are {expected} columns"),
    "nul-character": N_("the row holds a character that no text has (NUL)"),
    "unknown-term": N_("not a word of the list “{vocabulary}”"),
    "ambiguous-term": N_("more than one word of the list “{vocabulary}” is called so"),
    "not-a-date": N_("not a date that can be read"),
    "no-such-day": N_("the calendar has no such day or month"),
    "two-readings": N_("a date with two readings: write the year first, 2021-05-28"),
    "no-century": N_("a date without a century"),
    "no-year": N_("a date without a year"),
    "other-calendar": N_("a date of another calendar"),
    "dates-reversed": N_("the period ends before it begins"),
    "not-a-count": N_("not a number of people or things"),
    "not-whole": N_("not a whole number"),
    "too-large": N_("the number is too large"),
    "not-yes-or-no": N_("neither yes nor no"),
    "not-a-link": N_("not a link that begins with http:// or https://"),
    "not-a-digest": N_("not a digest of 64 characters"),
    "not-a-language-code": N_("not the code of a language"),
    "unknown-place": N_("no place of that name is known"),
    "ambiguous-place": N_("{count} places are called so: {candidates}"),
    "parts-do-not-match": N_("the number of values does not fit the things the row tells of"),
    "same-value-twice": N_("the same value stands twice in one cell"),
}
HELD_BACK: Final[dict[str, str]] = {
    "too-sensitive": N_("marked as too sensitive for this use"),
    "case-restricted": N_("a case that it belongs to is restricted: it stays out of every output"),
    "not-an-incident": N_("it is not an incident in which something was done to somebody"),
    "no-bias": N_("no bias of the perpetrator is recorded"),
    "discrimination-only": N_("discrimination only: this body takes crimes alone"),
    "speech-only": N_("speech only: this body takes crimes alone"),
    "no-offence": N_("recorded as no criminal offence"),
    "offence-not-said": N_("nobody said yet whether it is a criminal offence"),
    "offence-unclear": N_("unclear whether it is an offence, and no note says why"),
    "no-date": N_("no date is recorded"),
    "date-not-certain": N_("it is not certain that it lies in the year"),
    "told-under-another": N_("told under another record: it would be counted twice"),
    "no-heading": N_("no heading of the report was chosen for it yet"),
    "not-signed-off": N_("the wording was signed off by nobody but its writer"),
    "personal-data-in-wording": N_("the wording holds a phone number, an address or a number"),
    "private-name": N_("the wording may name a private person: leave the name out"),
    "private-venue": N_("the wording tells at which place it happened: leave the place out"),
    "private-day": N_("the wording tells the exact day: tell the month at most"),
    "private-age": N_("the wording tells how old a person is: leave the age out"),
    "nobody-decided-to-repeat-it": N_("published by others, but nobody decided to repeat it"),
    "published-nowhere-named": N_(
        "published by others, but no source of it with a title or a link may be named"
    ),
    "tells-what-is-held": N_("its wording also tells of a record that is held back"),
    "told-where-nothing-is-told": N_("the record that tells of it is not told in this report"),
    "no-basis": N_("neither consent nor a publication to rest on"),
    "consent-no": N_("a person said no: it stays so"),
    "consent-withdrawn": N_("a person withdrew consent: ask the handler of the case"),
    "consent-expired": N_("the consent has run out: ask the person again"),
    "consent-not-asked": N_("the person was not asked yet: ask first"),
    "consent-not-yet": N_("the consent was given later than this day"),
    "nowhere-searched": N_(
        "silence without the document that was searched, its paragraphs or the day"
    ),
    "consent-no-basis": N_("neither consent nor a publication to rest on"),
    "figure-held": N_(
        "with its base this number could point at a person, too few agreed to it, or its records "
        "changed since it was kept"
    ),
    "figure-unweighed": N_("its table is too large to be weighed here: open it and weigh it there"),
    "figure-not-understood": N_("this version does not understand its question"),
    "table-exposes": N_(
        "together with what was published before one could compute a number that is held back"
    ),
    "nothing-passes": N_("each number is so small that it could point at a person, or none agreed"),
    "funnel-stays": N_("no table has just these numbers, so nothing can check what they tell"),
    "table-too-large": N_("the table is too large to be weighed here: ask less in one table"),
}
REMARKED: Final[dict[str, str]] = {
    "says-a-month-that-is-not-known": N_("the wording names a month that the record does not know"),
    "opens-otherwise": N_("it does not open as this kind of document asks: reword the record"),
    "one-side-without-attribution": N_("one side is the only source: say whose words they are"),
    "no-source": N_("no source stands behind it"),
    "shortened-link": N_(
        "its link is shortened and hides where it leads, so it is left out: enter the full one"
    ),
    "figure-changed-since": N_(
        "the house counts another number today: see what has become of it, or keep it anew"
    ),
    "figure-told-otherwise": N_(
        "outside the house another number is to be said, and that one is printed"
    ),
    "names-nothing": N_("a mark names nothing that is here, so it is printed as it was typed"),
    "refers-to-nothing": N_("a reference names no part of this document"),
    "refers-to-what-is-not-printed": N_("a reference leads to a part that is empty today"),
    "figure-held": N_("this figure may not leave, so it is not printed: say it without a number"),
    "figure-unweighed": N_("nobody knows yet whether this figure may leave: weigh its table"),
}
PERSONAL: Final[dict[str, str]] = {
    "name": N_("names of people"),
    "phone": N_("telephone numbers"),
    "iin": N_("identification numbers (IIN)"),
    "address": N_("addresses"),
    "email": N_("e-mail addresses"),
    "document": N_("numbers of documents"),
    "birth": N_("dates of birth"),
    "account": N_("accounts"),
}

DAMAGE: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        ("table", "record", "search index", "history", "audit"),
        N_(
            "Tables or the search index do not say what the log says. The log is the truth; make "
            "them anew: kuager rebuild, then kuager verify"
        ),
    ),
    (
        ("evidence",),
        N_(
            "An evidence file is missing, damaged or belongs to no record. The records and the "
            "other files are safe. Take the file from a backup."
        ),
    ),
    (
        ("mark",),
        N_(
            "The mark that shows an old vault put back was not whole. If the computer was switched "
            "off while saving, this is the trace of it, and it is mended by opening the vault."
        ),
    ),
    (
        ("entry", "vault.db"),
        N_(
            "The log itself is damaged or altered. Change nothing more, keep this folder as it is, "
            "and go back to the newest backup that verifies."
        ),
    ),
)
"""(beginnings of the name of a damaged object, what is safe and what to do)."""
