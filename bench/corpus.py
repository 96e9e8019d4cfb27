"""A synthetic file of events: fifteen properties a row, a narrative, no real person."""

import csv
import random
from pathlib import Path

PASSPHRASE = "only for a bench with invented data"  # noqa: S105 - opens nothing else
HEADER = (
    "code", "date", "place", "kind", "people", "reported", "authority_response", "justice_stage",
    "exit", "rubric_primary", "polarity", "place_type", "attribution", "narrative", "remarks",
)  # fmt: skip
MAPPING = {
    "mapping": "bench-events",
    "type": "event",
    "key": "code",
    "columns": {name: {"property": f"event.{name}"} for name in HEADER if name != "code"},
}
_ROOTS = (
    "собрание", "полиция", "район", "протокол", "жалоба", "заявление", "прокурор", "адвокат",
    "решение", "отказ", "помещение", "участницы", "организация", "город", "вечером", "задержали",
    "сообщили", "ответили", "жиналыс", "аудан", "хаттама", "шағым", "өтініш", "шешім", "орынжай",
    "қатысушылар", "ұйым", "қала", "кешкісін", "жауап",
)  # fmt: skip
_ENDINGS = ("", "а", "ы", "ов", "ами", "ға", "дан", "ның", "лар", "де")
_NARRATIVE_WORDS = 34


def write_corpus(path: Path, rows: int, terms: dict[str, list[str]]) -> None:
    """Write the file; `terms` lists the ids that each coded column may take."""
    draw = random.Random(20240101)
    words = [root + ending for root in _ROOTS for ending in _ENDINGS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow([_cell(name, number, draw, words, terms) for name in HEADER])


def _cell(
    name: str, number: int, draw: random.Random, words: list[str], terms: dict[str, list[str]]
) -> str:
    if name == "code":
        return f"E-{number:06d}"
    if name == "date":
        return f"20{draw.randint(15, 24)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    if name == "people":
        return str(draw.randint(1, 40))
    if name == "narrative":
        return " ".join(draw.choices(words, k=_NARRATIVE_WORDS))
    if name == "remarks":
        return " ".join(draw.choices(words, k=4))
    return draw.choice(terms[name])


def read_terms() -> dict[str, list[str]]:
    """Ids for the coded columns, from the schema and the gazetteer."""
    from kuager.model.schema import load_schema  # noqa: PLC0415 - after the clock of the opening run

    schema = load_schema()
    found = {"place": ["KZ-71", "KZ-75", "KZ-79", "KZ-35", "KZ-15", "KZ-63"]}
    for name in HEADER:
        vocabulary = schema.property(f"event.{name}").vocabulary
        if vocabulary is not None:
            found[name] = sorted(schema.vocabularies[vocabulary].terms)[:12]
    return found
