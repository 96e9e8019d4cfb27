"""What people are called in a document: the numbers of its draw, put where their codes stand."""

from kuager.formats.outlines.labels import label_people, named_in
from kuager.model.labels import draw_labels
from kuager.model.manuscript import LaidOut
from kuager.model.writing import Writing
from kuager.verbs.desk import Desk


def labelled(desk: Desk, writing: Writing, laid: LaidOut, language: str) -> LaidOut:
    """The document with every person's code replaced by the label of this draw."""
    named = named_in(laid.report)
    people = {code for code in named if desk.view.find_code("person", code) is not None}
    return label_people(laid, draw_labels(writing.label_seed, people), language)
