"""Sources that may not be named: their names and titles, wherever they stand."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter
from kuager.model.folding import fold

SHORTEST: Final = 6
"""Letters that a title or name has to have to be looked for."""
_SPACES: Final = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Words of a text by their skeleton, one blank between them."""
    return " ".join(_SPACES.sub(" ", fold(text)).split())


def _looks(matter: Matter) -> Iterator[Hit]:
    names = [(name, *told) for name, told in matter.known.withheld.items()]
    for piece in matter.pieces:
        said = f" {plain(piece.everything)} "
        for name, code, has_name in names:
            if len(name) >= SHORTEST and f" {name}" in said:
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text,
                    about=f"source {code}",
                    facts={"code": code},
                    record=("source", code),
                    firm=has_name,
                    why="" if has_name else _DESCRIBED,
                )


_DESCRIBED: Final = N_(
    "A source whose identity is withheld is described here with the words of its title ({code})."
)
WITHHELD_SOURCE: Final = Check(
    name="withheld-source",
    why=N_("A source whose identity is withheld can be read here ({code})."),
    mend=N_("Say “a source whose identity is withheld for safety”, and nothing else of it."),
    look=_looks,
)
