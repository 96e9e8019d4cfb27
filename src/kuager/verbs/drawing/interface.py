"""What stands on the shelf of drawers: a drawer finds the material of one block."""

from collections.abc import Callable
from dataclasses import dataclass

from kuager.model.manuscript import Drawn
from kuager.model.outline import BlockPlan, Outline
from kuager.model.writing import Writing
from kuager.verbs.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a drawer is asked for: which block of which document, in which language.

    What it returns is cut already to what may leave for `outline.use` on this day
    (`model/disclosure.py`); a drawer that returns anything uncut is a fault.
    """

    writing: Writing
    outline: Outline
    plan: BlockPlan
    language: str

    @property
    def use(self) -> str:
        """The consent use that everything drawn has to have."""
        return self.outline.use


Drawer = Callable[[Desk, Asked], Drawn]
