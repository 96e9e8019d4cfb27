"""What people are called in a document: the numbers of its draw, put where their codes stand.

The draw depends on the words: the same words have the same labels, an edition with other words
has other ones, and without the seed of the document nobody can tell whose they are.
"""

from hashlib import sha256

from kuager.formats.outlines.labels import label_people, named_in
from kuager.model.labels import draw_labels
from kuager.model.manuscript import LaidOut
from kuager.model.report import reading_text
from kuager.model.writing import Writing
from kuager.verbs.desk import Desk


def labelled(desk: Desk, writing: Writing, laid: LaidOut, language: str) -> LaidOut:
    """The document with every person's code replaced by the label of this draw."""
    named = named_in(laid.report)
    people = {code for code in named if desk.view.find_code("person", code) is not None}
    words = sha256("\0".join(reading_text(laid.report)).encode()).hexdigest()
    return label_people(laid, draw_labels(f"{writing.label_seed}/{words}", people), language)
