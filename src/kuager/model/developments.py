"""Developments in the order in which they happened: what a letter or an appeal tells."""

from dataclasses import dataclass

from kuager.model.chapter import Development


@dataclass(frozen=True, slots=True, kw_only=True)
class Developments:
    """What happened, cut to what may be told; `language` is that of the wordings."""

    language: str
    told: tuple[Development, ...]
