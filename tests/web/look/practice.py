"""A house with the invented practice cases in it, for looking at its pages."""

import csv
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient
from tests.examples.folders import PRACTICE, take_folder
from tests.verbs.desks import new_desk
from tests.verbs.stories import passage, record
from tests.web.places import addresses

from kuager.model.question import read_question
from kuager.model.statement import Value
from kuager.verbs.choosing_kept import choose_kept, offer_kept
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.earlier_figures import EarlierFigure, enter_earlier_figure
from kuager.verbs.figures import make_figure, place_claim
from kuager.verbs.kept_texts import keep_text
from kuager.verbs.releasing import release_table
from kuager.verbs.texts import write_text
from kuager.web.app import make_app
from kuager.web.house import House

OK = 200
MET = ("block", "case", "event", "figure", "person", "organisation", "proceeding", "source")
_PLAIN = re.compile(r"/list/\w+|/record/\w+/[\w.-]+")
_CLAIMS: dict[str, dict[str, Value]] = {
    "CL-901": {
        "value": "75",
        "unit": "percent",
        "base": "опрошенных",
        "period": "2021",
        "method_ru": "Опрос в сети.",
        "our_check": "not-checked",
    },
    "CL-902": {"unit": "assertion", "text_ru": "Угроз не выявлено.", "our_check": "no-trace"},
}
_SECRET = {
    "persons": ("pseudonym", "name_in_use", "document_name", "contact", "safe_contact"),
    "cases": ("story", "when_where_said", "how_known"),
    "events": ("narrative", "wording_en", "wording_ru", "wording_kk"),
}


@contextmanager
def practice_house() -> Iterator[House]:
    """An unlocked house with twelve cases and everything around them."""
    with tempfile.TemporaryDirectory() as folder:
        desk = new_desk(Path(folder) / "vault", practice=True)
        take_folder(desk, PRACTICE)
        keep_figures(desk)
        publish_numbers(desk)
        write_documents(desk)
        house = House(desk)
        try:
            yield house
        finally:
            house.close()


def keep_figures(desk: Desk) -> None:
    """Two kept figures with claims of others, one of which a person chose."""
    for text, key in (
        ("unit=event&by=event.kind&clock=incident", ("incident",)),
        ("unit=act&by=act.harm,event.place@region&clock=incident", ("*", "KZ-75")),
    ):
        make_figure(desk, question=read_question(text, desk.schema), key=key)
    source = passage(desk, "PA-901", title_ru="Опрос")
    for code, said in _CLAIMS.items():
        record(desk, "claim", code, by=source, **said)
        place_claim(desk, code="F-1", claim=code, is_beside=True)
    record(desk, "point", "PO-901", kind="question", date="2021-03", deadline="2021-06")


def publish_numbers(desk: Desk) -> None:
    """A table that left, and a figure that others published before."""
    released = read_question("unit=filing&by=proceeding.furthest_stage", desk.schema)
    release_table(desk, question=released)
    earlier = read_question(
        "unit=case&by=act.harm&clock=incident&from=2023-08-01&to=2024-08-31", desk.schema
    )
    figure = EarlierFigure(
        question=earlier,
        published_on=date(2024, 12, 10),
        base=">80",
        cells={("material",): "21 %", ("physical",): "15 %"},
    )
    enter_earlier_figure(desk, figure=figure)


def write_documents(desk: Desk) -> None:
    """A review with words of its own, an appeal with a kept letter, numbers of a year."""
    review = {"country": "KAZ", "period": "2025", "language": ("ru", "kk"), "due_on": "2025-03-08"}
    code = start_report(desk, outline="annual-review", facts=review)
    text = "Коротко о годе: {@F-1}.\n\n- первое\n- второе [^Своими словами.]"
    write_text(desk, code=code, place="chapter", language="ru", text=text)
    record(desk, "campaign", "CM-901", title_ru="Призыв")
    appeal = {"campaign": "CM-901", "language": ("ru", "en")}
    code = start_report(desk, outline="public-appeal", facts=appeal)
    words = {"ru": "Прошу принять меры.", "en": "Please act."}
    keep_text(desk, kind="template-letter", titles={"ru": "Письмо"}, words=words)
    seen = offer_kept(desk, code=code, place="letter").seen
    choose_kept(desk, code=code, place="letter", chosen=["KT-1"], seen=seen)
    start_report(desk, outline="case-statistics", facts={"period": "2024", "language": ("kk",)})


def pages_of(house: House, *, each: int = 1) -> list[str]:
    """The addresses of all pages that are there to be read."""
    visitor = TestClient(make_app(house), follow_redirects=False)
    found = []
    for address in dict.fromkeys(addresses(house.desk, each=each)):
        answer = visitor.get(address)
        if answer.status_code == OK and answer.headers["content-type"].startswith("text/html"):
            found.append(address)
    return found


def pages_to_look_at(house: House) -> list[str]:
    """Every page about the types that people meet, and each list, record and form of the rare."""
    types, found = house.desk.schema.types, []
    for address in pages_of(house):
        parts = address.split("/")[2:]
        rare = any(part in types and part not in MET for part in parts)
        if not rare or _PLAIN.fullmatch(address) is not None:
            found.append(address)
    return found


def secrets_of() -> set[str]:
    """What no title may say: names, contacts, made-up names and stories of the practice cases."""
    found = set[str]()
    for table, columns in _SECRET.items():
        with (PRACTICE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found |= {row[column].strip() for column in columns}
    return {text for text in found if len(text) > 2}
