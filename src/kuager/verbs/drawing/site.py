"""The site of whoever signs a document."""

from kuager.model.links import clean_link, is_shortened, is_web_link
from kuager.model.manuscript import Drawn
from kuager.model.site import Site
from kuager.model.statement import EntityId
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked


def draw_site(desk: Desk, asked: Asked) -> Drawn:
    """The address of the first author that has one; nothing if none has."""
    for uid in asked.writing.authors:
        author = desk.view.record(EntityId(uid))
        for link in () if author is None else map(str, author.every("organisation.url")):
            if is_web_link(link) and not is_shortened(link):
                return Drawn(material=Site(link=clean_link(link)), behind=(uid,))
    return Drawn(material=None)
