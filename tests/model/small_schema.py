"""A schema of six types, so that the tests of mappings read like a page."""

from typing import Any

from kuager.model.schema import EntityType, Kind, Property, Schema
from kuager.model.vocabulary import Term, Vocabulary


def words(text: str) -> dict[str, str]:
    """One label in the three languages, from "en / ru / kk" (or one for all)."""
    parts = [part.strip() for part in text.split("/")]
    return dict(zip(("en", "ru", "kk"), parts if len(parts) > 1 else parts * 3, strict=True))


def prop(name: str, kind: Kind, label: str, **more: Any) -> Property:
    """A property of the casework half unless said otherwise."""
    more = {"half": "casework", "sensitivity": 1, "hint": {}} | more
    return Property(name=name, type=name.partition(".")[0], kind=kind, label=words(label), **more)


def kind_of_record(name: str, label: str, *properties: Property) -> EntityType:
    """A type with a code and these properties."""
    code = prop(f"{name}.code", "text", "Code / Код / Код")
    found = {p.short: p for p in (code, *properties)}
    return EntityType(name, "casework", words(label), words(label), {}, found)


def vocabulary(name: str, **terms: str) -> Vocabulary:
    """A list of terms with their labels."""
    found = {
        key.replace("_", "-"): Term(key.replace("_", "-"), words(label))
        for key, label in terms.items()
    }
    return Vocabulary(name, words(name), "own", "Apache-2.0", "1", found)


SCHEMA = Schema(
    {
        kind.name: kind
        for kind in (
            kind_of_record(
                "event",
                "Event / Событие / Оқиға",
                prop("event.date", "date", "Date / Дата / Күні"),
                prop("event.date_said", "text", "Date as said", half="identity"),
                prop("event.place", "place", "Place / Место / Орны"),
                prop("event.place_said", "text", "Place as said", half="identity"),
                prop("event.narrative", "long", "Story / Рассказ / Баян", half="identity"),
                prop(
                    "event.wording", "long", "Wording / Формулировка / Мәтін",
                    per_language=True, sensitivity=0,
                ),
                prop("event.people", "count", "How many people / Сколько человек / Қанша адам"),
                prop("event.rank", "whole", "Rank"),
                prop("event.reported", "yesno", "Reported / Заявлено / Хабарланған"),
                prop(
                    "event.response", "term", "Response / Ответ властей / Жауап",
                    vocabulary="response", many=True,
                ),
                prop("event.organiser", "reference", "Organiser", to=("person", "organisation")),
                prop("event.link", "url", "Link / Ссылка / Сілтеме"),
                prop("event.digest", "digest", "Digest"),
                prop("event.language", "language", "Language / Язык / Тіл"),
            ),
            kind_of_record(
                "act",
                "Act / Деяние / Әрекет",
                prop("act.event", "reference", "Event", to=("event",), inside="all"),
                prop("act.type", "term", "What was done / Что сделано / Не істелді",
                     vocabulary="act"),
                prop("act.bias", "term", "Bias / Мотив / Себеп", vocabulary="bias", many=True),
                prop("act.victim", "reference", "Victim", to=("person",)),
            ),
            kind_of_record(
                "involvement",
                "Involvement / Участие / Қатысу",
                prop("involvement.event", "reference", "Event", to=("event",), inside="all"),
                prop("involvement.actor", "reference", "Who", to=("person", "organisation")),
                prop("involvement.role", "term", "Role / Роль / Рөл", vocabulary="role"),
            ),
            kind_of_record(
                "person",
                "Person / Человек / Адам",
                prop("person.name", "text", "Name in use / Имя / Есімі", half="identity"),
            ),
            kind_of_record(
                "organisation",
                "Organisation / Организация / Ұйым",
                prop("organisation.name", "text", "Name / Название / Атауы", sensitivity=0),
            ),
            kind_of_record(
                "source",
                "Source / Источник / Дереккөз",
                prop("source.title", "text", "Title / Заголовок / Тақырып", sensitivity=0),
            ),
        )
    },
    {
        found.id: found
        for found in (
            vocabulary(
                "act",
                beating="Beating / Избиение / Ұрып-соғу",
                threat="Threat / Угроза / Қорқыту",
                verbal_threat="Verbal threat / Угроза / Ауызша қорқыту",
            ),
            vocabulary("bias", orientation="Orientation", gender="Gender"),
            vocabulary("response", refused="Refused / Отказ / Бас тарту", opened="Case opened"),
            vocabulary("role", did="Did it", ordered="Ordered it"),
            vocabulary("sure", certain="Certain / Точно / Анық", probable="Probable"),
        )
    },
    {},
)  # fmt: skip
