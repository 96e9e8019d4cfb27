"""What the linter says of own fields and lists, in the person's language where it is known.

The linter speaks English, for it is read by those who write YAML; a sentence of it that is not in
this list is shown as it is.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from kuager import N_

SENTENCES: Final = (
    N_("the file is empty"),
    N_("the file is too large"),
    N_("this is not YAML"),
    N_("unknown key “{key}”"),
    N_("“{key}” is not of its form"),
    N_("the list “{name}” must be new, and its name must begin with “{mark}”"),
    N_("“{kind}” is no type to which properties can be added"),
    N_("the name must begin with “{mark}”"),
    N_("{name} is there already"),
    N_("{name} is not of its form"),
    N_("an own property cannot say “{key}”"),
    N_("an own property is said in casework or identity"),
    N_("there is no list “{name}” to which words can be added"),
    N_("by the words of “{name}” the program decides: none can be added"),
    N_("the id of the word “{word}” must begin with “{mark}”"),
    N_("the word “{word}” is there already"),
    N_("the label has no words"),
    N_("the hint has no words"),
    N_("the label is missing in “{language}”"),
    N_("the hint is missing in “{language}”"),
    N_("the label in “{language}” mixes Latin and Cyrillic letters in “{word}”"),
    N_("the hint in “{language}” mixes Latin and Cyrillic letters in “{word}”"),
    N_("the label in “{language}” has spaces around it or is not NFC"),
    N_("the hint in “{language}” has spaces around it or is not NFC"),
    N_("the label has an unknown language “{language}”"),
    N_("the hint has an unknown language “{language}”"),
    N_("the properties “{one}” and “{other}” have one label in “{language}”: “{text}”"),
    N_("the terms “{one}” and “{other}” have one label in “{language}”: “{text}”"),
    N_("“{name}” cannot be the name of a property"),
    N_("“{name}” would share a column with the bounds of a date"),
    N_("unknown kind “{kind}”"),
    N_("unknown vocabulary “{name}”"),
    N_("only a term has a vocabulary"),
    N_("unknown target type “{name}”"),
    N_("a reference, and nothing else, says to which types it points"),
    N_("unknown half “{half}”"),
    N_("sensitivity is {number}, not 0 to {most}"),
    N_("only a short text can be neutral"),
    N_("free text of sensitivity {number} must be said in the identity half"),
    N_("what is critical must be said in the identity half"),
    N_("“{key}” is neither true nor false"),
    N_("only text is said once per language"),
    N_("there are no terms"),
    N_("an id stands twice"),
    N_("the id is not small letters, digits and hyphens (put yes and no in quotes)"),
    N_("unknown event kind “{kind}”"),
)
_BEFORE: Final = re.compile(r"(?:[\w-]+\.yaml: )?(?:[\w.-]+: )?")
_PLACE: Final = re.compile(r"\\{(\w+)\\}")


def in_words(problem: str, say: Callable[..., str]) -> tuple[str, str]:
    """Where it is, and what is wrong: in the person's language, or as the linter said it."""
    start = _BEFORE.match(problem)
    at = 0 if start is None else start.end()
    for begin in (at, 0):
        for pattern, message in _patterns():
            found = pattern.fullmatch(problem, begin)
            if found is not None:
                return problem[:begin].replace(".yaml", ""), say(message, **found.groupdict())
    return "", problem


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(m))), m) for m in SENTENCES]
