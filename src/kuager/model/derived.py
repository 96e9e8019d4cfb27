"""Properties that nobody says but that follow from what is said: tables may count by them.

A derived property looks like any other to a question. Who computes it knows it by its name; see
`verbs/derivations.py`.
"""

from collections.abc import Mapping
from typing import Final

from kuager.model.schema import Property, Schema

FILING_STAGE: Final = "proceeding.furthest_stage"

DERIVED: Final[Mapping[str, Property]] = {
    FILING_STAGE: Property(
        name=FILING_STAGE,
        type="proceeding",
        kind="term",
        half="casework",
        sensitivity=1,
        vocabulary="justice_stage",
        label={
            "en": "Furthest stage",
            "ru": "Самая дальняя стадия",
            "kk": "Жеткен ең алыс кезеңі",
        },
        hint={
            "en": "How far it came, read from its steps.",
            "ru": "Как далеко продвинулось: видно по шагам.",
            "kk": "Қаншалықты алға жылжығаны: қадамдарынан көрінеді.",
        },
    ),
}


def property_of(name: str, schema: Schema) -> Property | None:
    """The property of this name, said or derived; None if there is none."""
    return schema.properties.get(name) or DERIVED.get(name)
