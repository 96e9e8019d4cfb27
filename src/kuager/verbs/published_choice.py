"""What a question narrows by, as a published table keeps it: every word that counts, by name.

A word counts as it was said, a broad one without the words under it. Who chooses a region chooses
its places: a published table names all of them, so that whoever compares two need not know that.
"""

from typing import ClassVar

from kuager import N_, KuagerError
from kuager.model.derived import property_of
from kuager.model.listed import around, district_of
from kuager.model.places import gazetteer
from kuager.model.question import Dimension, Question
from kuager.model.scales import COUNTRY, PLACE_SCALES
from kuager.model.schema import Schema


class NearerThanDistrictError(KuagerError):
    """A place below a district."""

    code: ClassVar[str] = "place-too-near"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A number that leaves is told of no place nearer than its district. Nothing went out. "
        "Choose the district or the region."
    )


def chosen_words(question: Question, schema: Schema) -> dict[str, tuple[str, ...]]:
    """Dimension → the categories that count, at its scale. Raises NearerThanDistrictError."""
    found: dict[str, tuple[str, ...]] = {}
    for dimension, codes in question.where.items():
        prop = property_of(dimension.name, schema)
        if prop is not None and prop.kind == "place":
            scale, words = _places(codes)
            found[Dimension(dimension.name, scale).text] = words
        else:
            found[dimension.text] = tuple(sorted(codes))
    return found


def _places(codes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The scale at which places are chosen, and the regions or districts that count."""
    wanted = [code for code in codes if code in gazetteer()]
    if any(district_of(code) != code for code in wanted):
        raise NearerThanDistrictError
    rest = set(codes) - set(wanted)
    regions = {code for code in wanted if code == COUNTRY or around(code)[1:] == (COUNTRY,)}
    places = [around(place.id) for place in gazetteer()]
    if regions == set(wanted):
        inside = {path[-2] for path in places if len(path) > 1 and COUNTRY in regions}
        return PLACE_SCALES[0], tuple(sorted(regions | inside | rest))
    inside = {path[0] for path in places if path and not set(wanted).isdisjoint(path)}
    return PLACE_SCALES[1], tuple(sorted(inside | rest))
