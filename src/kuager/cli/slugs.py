"""What stable slugs mean, in words: why a row was refused, why something was held back."""

from collections.abc import Mapping

from kuager import Fact
from kuager.cli.options import Call
from kuager.verbs.meanings import HELD_BACK, PERSONAL, REMARKED, ROW_REFUSED

__all__ = ["HELD_BACK", "PERSONAL", "REMARKED", "ROW_REFUSED", "meaning"]


def meaning(call: Call, table: Mapping[str, str], slug: str, /, **facts: Fact) -> str:
    """What a slug means, in the person's language; one that has no words is shown as it is."""
    known = table.get(slug)
    return slug if known is None else call.say(known, **facts)
