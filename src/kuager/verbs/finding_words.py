"""What a finding says, ready for a door: messages with their facts, slugs put into words."""

from collections.abc import Callable
from typing import Final

from kuager import N_, Fact
from kuager.model.checks.finding import Finding
from kuager.model.checks.matter import CLOSING, FRONT, TITLE
from kuager.model.outline import Outline
from kuager.model.schema import Schema
from kuager.verbs.meanings import HELD_BACK, REMARKED

Say = Callable[..., str]
"""A message, and its facts by name → the sentence in the language of a person."""

_APART: Final = {
    TITLE: N_("The title"),
    FRONT: N_("The title page"),
    CLOSING: N_("The document as a whole"),
    "text": N_("The text"),
}


def why_words(finding: Finding, say: Say, schema: Schema, language: str) -> str:
    """Why it was found, in the language that `say` speaks."""
    return say(finding.why, **_facts(finding, say, schema, language))


def mend_words(finding: Finding, say: Say, schema: Schema, language: str) -> str:
    """What to do about it."""
    return say(finding.mend, **_facts(finding, say, schema, language))


def place_words(place: str, outline: Outline | None, say: Say, language: str) -> str:
    """What the place of a finding is called: the label of its block or part."""
    if place in _APART:
        return say(_APART[place])
    block = None if outline is None else outline.block(place)
    if block is not None:
        return block.label.get(language) or block.label.get("en") or place
    parts = () if outline is None else outline.parts
    heading = next((part.heading for part in parts if part.part == place), {})
    return heading.get(language) or heading.get("en") or place


def _facts(finding: Finding, say: Say, schema: Schema, language: str) -> dict[str, Fact]:
    facts = dict(finding.facts)
    reason, name = facts.get("reason"), facts.get("property")
    if isinstance(reason, str):
        known = HELD_BACK.get(reason) or REMARKED.get(reason)
        facts["reason"] = reason if known is None else say(known)
    if isinstance(name, str):
        label = schema.property(name).label
        facts["property"] = label.get(language) or label.get("en") or name
    return facts
