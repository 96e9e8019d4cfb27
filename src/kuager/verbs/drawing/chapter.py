"""The developments of one country in one year, under the headings of the rubric."""

from kuager.model.manuscript import Drawn
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.reports import Review, chapter_of, cut_review, gather_review


def draw_chapter(desk: Desk, asked: Asked) -> Drawn:
    """A chapter cut to what may be told; nothing if country or year are not said."""
    writing = asked.writing
    if writing.country is None or writing.year is None:
        return Drawn(material=None)
    review = Review(country=writing.country, year=writing.year, language=asked.language)
    found = gather_review(desk, review)
    cut = cut_review(desk, review, found)
    return Drawn(
        material=chapter_of(desk, review, cut) if cut.passed else None,
        behind=tuple(d.id for d in cut.passed),
        held=cut.held,
        unwritten=cut.unwritten,
        possibly=tuple(found.possibly),
    )
