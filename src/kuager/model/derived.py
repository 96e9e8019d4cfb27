"""Properties that nobody says but that follow from what is said: tables may count by them.

A derived property looks like any other to a question. Who computes it knows it by its name; see
`verbs/derivations.py` and `verbs/way_columns.py`.
"""

from collections.abc import Mapping
from typing import Final

from kuager.model.schema import Kind, Property, Schema

FILING_STAGE: Final = "proceeding.furthest_stage"
STAGE, OUT, ON_THE_WAY, MOTIVE = "furthest_stage", "way_out", "on_the_way", "motive_stage"
SIDE: Final = "event.side"
WAY_TYPES: Final = ("case", "event", "person", "proceeding")
"""Types of record that have a way to justice."""

_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    STAGE: {
        "en": "Furthest stage",
        "ru": "Самая дальняя стадия",
        "kk": "Жеткен ең алыс кезеңі",
    },
    OUT: {"en": "What came of it", "ru": "Чем кончилось", "kk": "Немен аяқталды"},
    ON_THE_WAY: {
        "en": "Counted on the way to justice",
        "ru": "Считается на пути к правосудию",
        "kk": "Әділдік жолында есептеледі",
    },
    MOTIVE: {
        "en": "How far its motive came",
        "ru": "Докуда дошёл мотив",
        "kk": "Себебі қай кезеңге жетті",
    },
    SIDE: {
        "en": "Side of those who gather",
        "ru": "Чья сторона собирается",
        "kk": "Жиналғандардың жағы",
    },
}
_HINTS: Final[Mapping[str, Mapping[str, str]]] = {
    STAGE: {
        "en": "How far it came, read from its steps.",
        "ru": "Как далеко продвинулось: видно по шагам.",
        "kk": "Қаншалықты алға жылжығаны: қадамдарынан көрінеді.",
    },
    OUT: {
        "en": "In progress, or the way out; one of several reasons is not chosen.",
        "ru": "В процессе или чем кончилось; из нескольких причин ни одна не выбрана.",
        "kk": "Жүріп жатыр не немен аяқталды; бірнеше себептен біреуі таңдалмайды.",
    },
    ON_THE_WAY: {
        "en": "Whether it is counted on the way to justice at all.",
        "ru": "Считается ли вообще на пути к правосудию.",
        "kk": "Әділдік жолында мүлде есептеле ме.",
    },
    MOTIVE: {
        "en": "Where a motive of bias is documented: how far it came.",
        "ru": "Где мотив предубеждения задокументирован: докуда он дошёл.",
        "kk": "Теріс көзқарас себебі құжатталған жерде: қай кезеңге жетті.",
    },
    SIDE: {
        "en": "The stance of the organisations that organised it.",
        "ru": "Позиция организаций, которые его проводили.",
        "kk": "Оны ұйымдастырған ұйымдардың ұстанымы.",
    },
}


def _property(type_name: str, short: str, kind: Kind, vocabulary: str | None = None) -> Property:
    name = f"{type_name}.{short}"
    words = name if name in _LABELS else short
    return Property(
        name=name,
        type=type_name,
        kind=kind,
        half="casework",
        sensitivity=1,
        vocabulary=vocabulary,
        label=dict(_LABELS[words]),
        hint=dict(_HINTS[words]),
    )


DERIVED: Final[Mapping[str, Property]] = {
    prop.name: prop
    for prop in (
        *(_property(name, STAGE, "term", "justice_stage") for name in WAY_TYPES),
        *(_property(name, OUT, "term", "way_out") for name in WAY_TYPES),
        *(_property(name, ON_THE_WAY, "yesno") for name in WAY_TYPES if name != "case"),
        *(_property(name, MOTIVE, "term", "motive_stage") for name in WAY_TYPES),
        _property("event", "side", "term", "stance"),
    )
}


def property_of(name: str, schema: Schema) -> Property | None:
    """The property of this name, said or derived; None if there is none."""
    return schema.properties.get(name) or DERIVED.get(name)


def is_offered(prop: Property, type_name: str) -> bool:
    """Whether a derived property is offered where records of a type are counted.

    The stage of a filing stands at whatever leads to it; the rest speaks of its own record alone,
    and what only says that something is counted is no question.
    """
    if prop.name == FILING_STAGE:
        return True
    return prop.type == type_name and prop.short != ON_THE_WAY
