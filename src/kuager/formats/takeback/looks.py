"""Bold, italic and raised letters, and the names of styles, as the style sheet of a file says."""

from typing import NamedTuple

from kuager.formats.takeback.lines import BOLD, ITALIC
from kuager.formats.takeback.package import Element, W

_OFF = {"0", "false", "off", "none"}
_DEEPEST = 12


class Letters(NamedTuple):
    """How a run looks: None is what the style it is based on says."""

    bold: bool | None = None
    italic: bool | None = None
    raised: bool | None = None

    def over(self, base: "Letters") -> "Letters":
        """These, laid over those of a style."""
        return Letters(*(b if a is None else a for a, b in zip(self, base, strict=True)))

    @property
    def look(self) -> int:
        """Bold and italic as one digit."""
        return (BOLD if self.bold else 0) | (ITALIC if self.italic else 0)


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        """From `styles.xml`, or from nothing."""
        self._found: dict[str, Element] = {}
        if root is not None:
            self._found = {each.get(f"{W}styleId") or "": each for each in root.iter(f"{W}style")}

    def name(self, identifier: str) -> str:
        """The name of a style, in small letters; its identifier if it has none."""
        style = self._found.get(identifier)
        name = None if style is None else style.find(f"{W}name")
        return (identifier if name is None else name.get(f"{W}val") or "").lower()

    def letters(self, run: Element) -> Letters:
        """How the letters of a run look."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return Letters()
        style = properties.find(f"{W}rStyle")
        named = Letters() if style is None else self._of_style(style.get(f"{W}val") or "", 0)
        return _own(properties).over(named)

    def _of_style(self, identifier: str, depth: int) -> Letters:
        style = self._found.get(identifier)
        if style is None or depth > _DEEPEST:
            return Letters()
        properties, base = style.find(f"{W}rPr"), style.find(f"{W}basedOn")
        own = Letters() if properties is None else _own(properties)
        if base is None:
            return own
        return own.over(self._of_style(base.get(f"{W}val") or "", depth + 1))


def _own(properties: Element) -> Letters:
    raised = properties.find(f"{W}vertAlign")
    return Letters(
        _switch(properties.find(f"{W}b")),
        _switch(properties.find(f"{W}i")),
        None if raised is None else raised.get(f"{W}val") == "superscript",
    )


def _switch(element: Element | None) -> bool | None:
    return None if element is None else (element.get(f"{W}val") or "1").lower() not in _OFF
