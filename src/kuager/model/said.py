"""What was said in public, as a value: points, claims and assessments before and after the cut."""

from collections.abc import Mapping
from dataclasses import dataclass

from kuager.model.chapter import Citation
from kuager.model.private_words import PrivateWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said: its words by language, whose story it touches, and where it is said.

    `cases` are the codes of the cases of everything it speaks of; `published`: others made that
    public, and a member decided to repeat it. `private` is there until it is cut; `id` leads back
    to the record.
    """

    code: str
    id: bytes
    texts: Mapping[str, str]
    cases: tuple[str, ...] = ()
    published: bool = False
    sensitivity: str | None = None
    citations: tuple[Citation, ...] = ()
    private: PrivateWords | None = None
