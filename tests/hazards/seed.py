"""One seeded leak, and the made-up people of whom all of them tell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kuager.verbs.desk import Desk

NAME = "Айгүл Үлгіқызы"
FRIEND = "Мадина Сынақова"
CHILD, MOTHER = "Дана Мысалова", "Сауле Мысалова"
ACCUSED = "Берик Примеров"
OFFICIAL = "Канат Образцов"
INSIDER = "Письмо сотрудницы Образцовского отдела Н. Тайной"
SOUND = {
    "en": "In May, a bill was sent to parliament.",
    "ru": "В мае законопроект направили в парламент.",
    "kk": "Мамырда заң жобасы парламентке жіберілді.",
}
"""What each document tells besides, and is sent with."""


@dataclass(frozen=True)
class Seed:
    """One leak: where it is planted, its words, what must be found or cut, and in which language.

    `check` is the check that has to find it; empty: the disclosure has to cut it. `plant` puts it
    into the record, for those that are drawn.
    """

    name: str
    needles: tuple[str, ...]
    check: str = ""
    text: str = ""
    language: str = "en"
    kept: bool = False
    about: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    plant: Callable[[Desk, int], None] | None = None
