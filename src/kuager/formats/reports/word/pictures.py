"""Pictures of charts: PNG parts of the package, each with its words for those who do not see it."""

from collections.abc import Iterator

from lxml import etree

from kuager.formats.charts.png import png_of
from kuager.formats.reports.press.sheet import LaidPicture
from kuager.formats.reports.word.package import Relation
from kuager.formats.reports.word.xml import RELATIONS, Element, w

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = {
    "wp": f"{_DRAWING}/wordprocessingDrawing",
    "a": f"{_DRAWING}/main",
    "pic": f"{_DRAWING}/picture",
    "r": RELATIONS,
}
_EMU = 36_000
"""Word's unit of length in a millimetre."""


class Pictures:
    """The pictures of one document; the same drawing twice is one part."""

    def __init__(self) -> None:
        """Start with none."""
        self._names: dict[str, str] = {}
        self._drawn = 0

    def drawing(self, picture: LaidPicture) -> Element:
        """`w:drawing`: the picture in the line, as large as it was laid."""
        self._drawn += 1
        name = self._names.setdefault(picture.svg, f"picture{len(self._names) + 1}")
        size = {"cx": round(picture.width * _EMU), "cy": round(picture.height * _EMU)}
        told: dict[str, str | int] = {
            "id": self._drawn,
            "name": f"Chart {self._drawn}",
            "descr": picture.alt,
        }
        inline = _new("wp:inline", distT=0, distB=0, distL=0, distR=0)
        inline.append(_new("wp:extent", **size))
        inline.append(_new("wp:docPr", **told))
        inline.append(_graphic(f"rId{name}", told, size))
        return w("drawing", inline)

    def relations(self) -> Iterator[Relation]:
        """Where the parts are found."""
        for name in self._names.values():
            yield Relation(f"rId{name}", "image", f"media/{name}.png")

    def parts(self) -> dict[str, bytes]:
        """The PNG files, made from the drawings that the PDF carries."""
        return {f"word/media/{name}.png": png_of(svg) for svg, name in self._names.items()}


def _graphic(relation: str, told: dict[str, str | int], size: dict[str, int]) -> Element:
    """`a:graphic` around one picture part."""
    blip = _new("a:blip")
    blip.set(f"{{{RELATIONS}}}embed", relation)
    stretch = _within("a:stretch", _new("a:fillRect"))
    frame = _within("a:xfrm", _new("a:off", x=0, y=0), _new("a:ext", **size))
    shape = _within("a:prstGeom", _new("a:avLst"))
    shape.set("prst", "rect")
    picture = _within(
        "pic:pic",
        _within("pic:nvPicPr", _new("pic:cNvPr", **told), _new("pic:cNvPicPr")),
        _within("pic:blipFill", blip, stretch),
        _within("pic:spPr", frame, shape),
    )
    data = _within("a:graphicData", picture)
    data.set("uri", _SPACES["pic"])
    return _within("a:graphic", data)


def _new(name: str, /, **attributes: str | int) -> Element:
    """An element of one of the drawing namespaces."""
    prefix, _, tag = name.partition(":")
    element = etree.Element(f"{{{_SPACES[prefix]}}}{tag}", nsmap=_SPACES)
    for key, value in attributes.items():
        element.set(key, str(value))
    return element


def _within(name: str, /, *children: Element) -> Element:
    """An element around others."""
    element = _new(name)
    element.extend(children)
    return element
