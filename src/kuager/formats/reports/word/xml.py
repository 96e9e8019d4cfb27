"""A short way to write WordprocessingML: `w("p", w("r"), val="x")`."""

from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACES = {"w": MAIN, "r": RELATIONS}

Element = Any  # lxml's element, which has no types


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the main namespace; None children are left out, attributes are `w:` too."""
    element = etree.Element(f"{{{MAIN}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{MAIN}}}{name}", str(value))
    element.extend([child for child in children if child is not None])
    return element


def text(content: str) -> Element:
    """Text as it is, its spaces kept."""
    element = w("t")
    element.text = content
    element.set(_SPACE, "preserve")
    return element


def field(instruction: str, *shown: Element) -> tuple[Element, ...]:
    """A field with what it shows until somebody has it counted again."""
    return (
        w("r", w("fldChar", fldCharType="begin")),
        w("r", _instruction(f" {instruction} ")),
        w("r", w("fldChar", fldCharType="separate")),
        *shown,
        w("r", w("fldChar", fldCharType="end")),
    )


def _instruction(content: str) -> Element:
    """The instruction of a field."""
    element = w("instrText")
    element.text = content
    element.set(_SPACE, "preserve")
    return element


def related(element: Element, relation: str) -> Element:
    """The element, pointing at a relation of its part."""
    element.set(f"{{{RELATIONS}}}id", relation)
    return element


def to_bytes(root: Element) -> bytes:
    """A part of the package: UTF-8 with a declaration."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
