"""A vault to write documents from: events, cases, people, answers, sources, points, proceedings.

Everything is invented: names are made of syllables, stories of the same few sentences.
"""

import random
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus import PASSPHRASE, read_terms
from kuager.model.schema import load_schema
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.store.change import CHUNK_STATEMENTS
from kuager.store.home import Home, unlock_home
from kuager.store.opening import open_store
from kuager.vault.passphrase import cheapest_for_tests
from kuager.verbs.desk import Desk, desk_at
from kuager.verbs.documents import open_report, start_report
from kuager.verbs.texts import check_text, set_text_status, write_text
from kuager.verbs.vaults import NewVault, new_vault

WRITER, SIGNER = "M-7", "M-8"
TOLD: Final = {2024: 400, 2023: 150, 2022: 150, 2021: 150, 2020: 150}
"""Events worth telling in each year."""
DOCUMENTS: Final = {
    "review of 150": ("annual-review", "2023"),
    "review of 400": ("annual-review", "2024"),
    "alternative report": ("alternative-report", "2024"),
    "case statistics": ("case-statistics", "2024"),
}
_PEOPLE, _POINTS, _PROCEEDINGS, _LAWS, _CASES_TOLD = 1_000, 60, 200, 12, 20
_PARAGRAPHS, _CITED = 5, 4
_ARTICLES: Final = ("cat-1", "cat-2", "cat-10", "cat-11", "cat-12", "cat-13", "cat-14", "cat-16")
_RUBRICS: Final = (
    "health",
    "foreign-policy",
    "equality-and-non-discrimination",
    "family",
    "police",
)
_SYLLABLES: Final = (
    "бал", "гүл", "дар", "ер", "жан", "ил", "кар", "лан", "мур", "нур", "ол", "пер", "рус", "сал",
    "тай", "ул", "фед", "хан", "шар", "юл", "яр", "зем", "вад", "ким",
)  # fmt: skip
_SENTENCE: Final = (
    "a court in a regional centre refused for the second time to hear the complaint of a group "
    "that had asked to hold a meeting; no reason was given. "
)
_RUSSIAN: Final = (
    "суд в областном центре второй раз отказался рассмотреть жалобу группы, которая просила "
    "разрешить собрание; причину не назвали. "
)
_STATISTICS: Final = 2024
_WRITTEN: Final = 6_000
"""How many statements are said in one change while the vault is made."""


@dataclass(slots=True)
class Parties:
    """Who is named by many records."""

    writer: EntityId
    signer: EntityId
    us: EntityId
    state: EntityId
    body: EntityId
    cycle: EntityId


class Corpus:
    """Makes the records of one vault."""

    def __init__(self, desk: Desk, events: int) -> None:
        """At a desk of a new vault; `events` is how many there will be."""
        self.desk, self.events = desk, events
        self.draw = random.Random(20240102)
        self._said: list[Statement] = []
        self._terms = read_terms()
        vocabulary = desk.schema.vocabularies["ilga_heading"].terms
        self._rubrics = [term for term in _RUBRICS if term in vocabulary] or sorted(vocabulary)[:5]

    def fill(self) -> None:
        """Everything but the documents."""
        parties = self._parties()
        passages = [self._passage(number) for number in range(max(200, self.events // 4))]
        cases = [self._case(number) for number in range(_PEOPLE)]
        kinds = [year for year, number in TOLD.items() for _ in range(number)]
        for number in range(self.events):
            year = kinds[number] if number < len(kinds) else self.draw.randint(2015, 2024)
            told = number < len(kinds)
            self._event(number, year, parties if told else None, passages, cases)
        for number in range(_PROCEEDINGS):
            self._proceeding(number, cases, passages)
        for number in range(_POINTS):
            self._point(number, parties, passages)
        for number in range(_LAWS):
            self._law(number, parties, passages)
        self.write()

    def write(self) -> None:
        """Save what was collected."""
        said, self._said = self._said, []
        for at in range(0, len(said), CHUNK_STATEMENTS):
            with self.desk.changing("bench"):
                self.desk.say(said[at : at + CHUNK_STATEMENTS])

    def _put(
        self, type_name: str, code: str, *, by: EntityId | None = None, **said: Value | list[Value]
    ) -> EntityId:
        """A record; `name_en` is a text in English, a list are several values."""
        made = self.desk.store.new_id()
        self._said.append(say(made, f"{type_name}.code", code))
        for name, value in said.items():
            short, _, language = name.rpartition("_")
            spoken = language if language in ("en", "ru", "kk") else None
            full = f"{type_name}.{short if spoken else name}"
            for each in value if isinstance(value, list) else [value]:
                self._said.append(say(made, full, each, language=spoken, source=by))
        if len(self._said) > _WRITTEN:
            self.write()
        return made

    def _parties(self) -> Parties:
        writer, signer = self._put("member", WRITER), self._put("member", SIGNER)
        body = self._put("organisation", "O-BODY", kind="treaty-body", name_en="Committee of Tests")
        us = self._put("organisation", "O-US", name_en="We", url="https://we.example")
        state = self._put("organisation", "O-STATE", name_en="The Government", public_body=True)
        for number in range(50):
            name = f"Department {number} of {self._name()}"
            self._put("organisation", f"O-{number}", name_en=name, public_body=True)
        cycle = self._put(
            "proceeding", "PR-CYCLE", kind="treaty-cycle", body=body, opens="2023-04-17"
        )
        return Parties(writer, signer, us, state, body, cycle)

    def _passage(self, number: int) -> EntityId:
        source = self._put(
            "source",
            f"s-{number}",
            kind="news",
            title_en=f"Report {number} of the regional court",
            publisher="A newspaper",
            date=f"20{number % 10 + 15}-05",
            link=f"https://example.org/{number}",
        )
        return self._put("passage", f"p-{number}", source=source, paragraph=str(number % 90 + 1))

    def _case(self, number: int) -> EntityId:
        """A case of one person, who agreed to three uses; every ninth said no to one of them."""
        year = _STATISTICS if number % 2 else 2015 + number // 2 % 9
        opened = f"{year}-{number % 12 + 1:02}-10"
        made = self._put("case", f"C-{number}", story="Told at the office.", opened=opened)
        person = self._put(
            "person",
            f"P-{number}",
            case=made,
            name_in_use=self._name(),
            document_name=self._name(),
            contact=f"+7 700 {number:04} {number % 10}00",
        )
        for use in ("publication", "un-public", "statistics"):
            self._put(
                "consent",
                f"K-{number}-{use}",
                person=person,
                case=made,
                use=use,
                answer="no" if number % 9 == 0 and use == "publication" else "yes",
                asked_on=opened,
            )
        return made

    def _event(
        self,
        number: int,
        year: int,
        told_by: Parties | None,
        passages: Sequence[EntityId],
        cases: Sequence[EntityId],
    ) -> None:
        """An event of a year, worth telling if somebody wrote and signed its wording."""
        draw, month = self.draw, number % 12 + 1
        said: dict[str, Value | list[Value]] = {
            "date": f"{year}-{month:02}",
            "place": draw.choice(self._terms["place"]),
            "kind": draw.choice(self._terms["kind"]),
            "reported": draw.choice(self._terms["reported"]),
            "justice_stage": draw.choice(self._terms["justice_stage"]),
            "narrative": _RUSSIAN * 2,
        }
        own = draw.choice(cases) if number % 3 == 0 else None
        if own is not None:
            said["case"] = own
        if told_by is not None:
            said |= {
                "rubric_primary": self._rubrics[number % len(self._rubrics)],
                "wording_en": f"In {month_name[month]}, {_SENTENCE}{_SENTENCE.capitalize()}",
                "wording_ru": f"В этот раз {_RUSSIAN}{_RUSSIAN.capitalize()}",
                "treaty_article": _ARTICLES[number % len(_ARTICLES)],
                "wording_by": told_by.writer,
                "signed_off_by": told_by.signer,
                "basis": "consent" if own is not None else "published",
                "basis_decided_by": told_by.signer,
            }
        event = self._put("event", f"E-{number:06}", by=draw.choice(passages), **said)
        if number % 2 == 0:
            act = self._put("act", f"A-{number}", event=event, type=draw.choice(self._acts()))
            self._put("involvement", f"I-{number}", act=act, role="perpetrator", kind="police")

    def _acts(self) -> list[str]:
        vocabulary = self.desk.schema.property("act.type").vocabulary or ""
        return sorted(self.desk.schema.vocabularies[vocabulary].terms)[:12]

    def _proceeding(
        self, number: int, cases: Sequence[EntityId], passages: Sequence[EntityId]
    ) -> None:
        made = self._put(
            "proceeding", f"PR-{number}", case=self.draw.choice(cases), kind="complaint"
        )
        for step in range(3):
            self._put(
                "step",
                f"T-{number}-{step}",
                by=self.draw.choice(passages),
                proceeding=made,
                date=f"2024-{step + 1:02}",
            )

    def _point(self, number: int, parties: Parties, passages: Sequence[EntityId]) -> None:
        self._put(
            "point",
            f"R-{number}",
            by=self.draw.choice(passages),
            kind="recommendation",
            text_en=f"Take measure {number}, so that complaints are heard within a month.",
            made_by=parties.us,
            addressed_to=parties.body if number % 6 == 0 else parties.state,
            proceeding=parties.cycle,
            treaty_article=_ARTICLES[number % len(_ARTICLES)],
        )

    def _law(self, number: int, parties: Parties, passages: Sequence[EntityId]) -> None:
        self._put(
            "kept_text",
            f"L-{number}",
            by=self.draw.choice(passages),
            kind="legal-argument",
            words_en=f"The Convention asks for a remedy ({number}). " * 4,
            signed_off_by=parties.signer,
            treaty_article=_ARTICLES[number % len(_ARTICLES)],
        )

    def _name(self) -> str:
        words = ("".join(self.draw.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        return " ".join(words)


def make_documents(desk: Desk) -> dict[str, str]:
    """One document of each kind that is measured; its code by its name."""
    return {name: _begun(desk, outline, period) for name, (outline, period) in DOCUMENTS.items()}


def _begun(desk: Desk, outline: str, period: str) -> str:
    facts: dict[str, str | tuple[str, ...]] = {"country": "KAZ", "period": period}
    if outline != "alternative-report":
        return start_report(desk, outline=outline, facts=facts)
    taken = (f"E-{number:06}" for number in range(1, _CASES_TOLD * 3, 3))
    facts |= {
        "body": "O-BODY",
        "author": "O-US",
        "proceeding": "PR-CYCLE",
        "document_symbol": "CAT/C/KAZ/4",
        "contact": "post@we.example",
        "takes": (*taken, *(f"L-{number}" for number in range(_LAWS))),
    }
    code = start_report(desk, outline=outline, facts=facts)
    _write(desk, code)
    return code


def _write(desk: Desk, code: str) -> None:
    """An author's words at each place that is written, with citations; read by another person."""
    _, outline = open_report(desk, code)
    places = [block.block for _, block in outline.blocks() if block.write]
    for number, place in enumerate(places):
        at = {"code": code, "place": place, "language": "en"}
        text = "\n\n".join(_paragraph(number * _PARAGRAPHS + n) for n in range(_PARAGRAPHS))
        shown = write_text(desk, **at, text=text, by=WRITER)
        shown = set_text_status(desk, **at, status="ready", seen=shown.seen)
        check_text(desk, **at, by=SIGNER, seen=shown.seen)


def _paragraph(number: int) -> str:
    cited = " ".join(f"[@p-{number * _CITED + n}]" for n in range(_CITED))
    return f"Paragraph {number} of this report says that {_SENTENCE}{cited}"


def opened(folder: Path, events: int) -> Desk:
    """The vault of so many events in a folder, made there if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "vault").exists():
        plan = NewVault(
            folder=folder / "vault", passphrase=PASSPHRASE, profile=cheapest_for_tests()
        )
        desk = new_vault(plan)
        Corpus(desk, events).fill()
        desk.close()
    return again(folder)


def again(folder: Path) -> Desk:
    """The vault of a folder opened, as in the morning: nothing is in memory."""
    home = Home(folder / "vault")
    return desk_at(open_store(home, unlock_home(home, PASSPHRASE), load_schema()))
