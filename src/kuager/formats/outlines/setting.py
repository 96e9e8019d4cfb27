"""Where a material is laid out: what a layout may know besides the material itself."""

from dataclasses import dataclass

from kuager.model.outline import BlockPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a material is laid: in which block, language and kind of document.

    `level` is that of the part's heading; headings inside begin one below (or at it, where the
    part prints none). `numbered`: running paragraphs are of kind "numbered".
    """

    plan: BlockPlan
    language: str
    level: int = 1
    has_heading: bool = True
    numbered: bool = False
    practice: bool = False

    @property
    def inner_level(self) -> int:
        """The level of a heading inside."""
        return min(3, self.level + self.has_heading)
