"""What people are called in a document: the numbers of its draw, put where their codes stand.

The draw depends on the words: the same words have the same labels, an edition with other words
has other ones, and without the id of the document, which never leaves in it, nobody can tell
whose they are.
"""

from kuager.formats.outlines.labels import label_people, named_in
from kuager.model.labels import draw_labels
from kuager.model.manuscript import LaidOut
from kuager.model.report import Report, words_digest
from kuager.model.writing import Writing
from kuager.verbs.desk import Desk


def labelled(desk: Desk, writing: Writing, laid: LaidOut, language: str) -> LaidOut:
    """The document with every person's code replaced by the label of this draw."""
    return label_people(laid, labels_of(desk, writing, laid.report), language)


def labels_of(desk: Desk, writing: Writing, whole: Report) -> dict[str, int]:
    """The number of each person named in a whole document, which still names them by code."""
    people = {code for code in named_in(whole) if desk.view.find_code("person", code) is not None}
    return draw_labels(f"{writing.id.hex()}/{words_digest(whole)}", people)
