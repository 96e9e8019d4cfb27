"""Where more can be read: the site of whoever signs a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The public address of the first author that has one, without tracking parameters."""

    link: str
