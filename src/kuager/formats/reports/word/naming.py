"""The names of the bookmarks in a Word file: which printed line gets one, and what it is called."""


class Naming:
    """The names of a sending copy: only places that a cross-reference may name, as the press says.

    A working copy has a naming of its own (`formats/takeback/marking.py`).
    """

    def line(self, place: str | None) -> str | None:
        """The bookmark around a line of the text that begins at this place, or at none."""
        return place

    def frame(self, kind: str) -> str | None:  # noqa: ARG002 - a sending copy has none
        """The bookmark around a line that is no block: title, subtitle, front, contents."""
        return None

    def table(self) -> str | None:
        """The bookmark in the first cell of a table."""
        return None

    def target(self, place: str) -> str:
        """The bookmark that a cross-reference to this place leads to."""
        return place
