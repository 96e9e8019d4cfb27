"""Numbers of a document: chosen figures, tables, drawings, what they do not say, and the method."""

from kuager.model.disclosure import Held
from kuager.model.manuscript import Drawn
from kuager.model.method import Method
from kuager.model.numbers_told import Charts, Figures, Tables, TableTold, Unknowns
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.numbers import NumbersOfDocument, numbers_of
from kuager.verbs.figures import method_notes


def draw_figures(desk: Desk, asked: Asked) -> Drawn:
    """The figures that the document takes in, frozen; those that may not leave are held back."""
    found = numbers_of(desk, asked.writing, asked.outline)
    here = [one for one in found.figures if one.place == asked.plan.block]
    told = tuple(one.told for one in here if one.told is not None)
    return Drawn(
        material=Figures(figures=told) if told else None,
        behind=tuple(one.id for one in here if one.told is not None),
        held=tuple(one.held for one in here if one.held is not None),
    )


def draw_tables(desk: Desk, asked: Asked) -> Drawn:
    """The tables that the outline or the document asks, as tables."""
    found = numbers_of(desk, asked.writing, asked.outline)
    told, held, behind = _tables(found, asked.plan.block)
    material = Tables(tables=told, said=found.said) if told else None
    return Drawn(material=material, held=held, behind=behind)


def draw_charts(desk: Desk, asked: Asked) -> Drawn:
    """The tables that the outline or the document asks, as drawings with their tables."""
    found = numbers_of(desk, asked.writing, asked.outline)
    told, held, behind = _tables(found, asked.plan.block)
    material = Charts(tables=told, said=found.said) if told else None
    return Drawn(material=material, held=held, behind=behind)


def draw_unknowns(desk: Desk, asked: Asked) -> Drawn:
    """What the numbers of the document do not say; nothing if it tells no table."""
    found = numbers_of(desk, asked.writing, asked.outline)
    told = tuple(one.told for one in found.tables if one.told is not None)
    return Drawn(material=Unknowns(tables=told, said=found.said) if told else None)


def draw_method(desk: Desk, asked: Asked) -> Drawn:  # noqa: ARG001 - every drawer is asked so
    """What each collection says of itself: who gathers, what counts as a case, its limits."""
    notes = method_notes(desk)
    return Drawn(material=Method(notes=notes) if notes else None)


def _tables(
    found: NumbersOfDocument, place: str
) -> tuple[tuple[TableTold, ...], tuple[Held, ...], tuple[bytes, ...]]:
    here = [one for one in found.tables if one.place == place]
    return (
        tuple(one.told for one in here if one.told is not None),
        tuple(one.held for one in here if one.held is not None),
        tuple(one.id for one in here if one.told is not None and one.id is not None),
    )
