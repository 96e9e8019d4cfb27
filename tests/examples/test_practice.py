"""The practice cases: invented, complete in their shades, and with nothing personal in casework."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from kuager.model.draft import Draft, Reference, Rejected
from kuager.model.mapping import Mapping, compile_mapping, read_mapping
from kuager.model.personal import find_in_text, find_personal
from kuager.model.places import gazetteer
from kuager.model.schema import load_schema

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "practice"
KINDS = sorted(path.stem for path in FOLDER.glob("*.csv"))
INVENTED = re.compile(r"\+7 700 000 00 \d\d")


class Line:
    """One row of a file, as a mapping wants it."""

    def __init__(self, line: int, cells: list[str]) -> None:
        """The line and its cells."""
        self.line, self.cells = line, cells


@cache
def rows(kind: str) -> list[dict[str, str]]:
    """The rows of one file as dictionaries."""
    with (FOLDER / f"{kind}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def mapping(kind: str) -> Mapping:
    """The saved mapping of one kind of file."""
    return read_mapping((FOLDER / "mappings" / f"{kind}.yaml").read_text(encoding="utf-8"))


@cache
def drafts(kind: str) -> list[Draft | Rejected]:
    """Each row of one file through its mapping."""
    with (FOLDER / f"{kind}.csv").open(encoding="utf-8", newline="") as handle:
        header, *body = list(csv.reader(handle))
    read = compile_mapping(mapping(kind), load_schema(), header=header)
    return [read(Line(number, cells)) for number, cells in enumerate(body, start=2)]


@cache
def keys() -> dict[str, set[str]]:
    """The codes of each type of record."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        for draft in drafts(kind):
            if isinstance(draft, Draft):
                found[draft.type].add(draft.key)
    return found


def answers(**wanted: str) -> list[dict[str, str]]:
    """The consent rows that have these values."""
    return [row for row in rows("consents") if wanted.items() <= row.items()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_reads(kind: str) -> None:
    """Every term exists, every date and count parses, every place has one reading."""
    assert [] == [row for row in drafts(kind) if isinstance(row, Rejected)]
    assert rows(kind)


def test_every_reference_resolves() -> None:
    """No row points at a record that the files do not define."""
    read = [draft for kind in KINDS for draft in drafts(kind) if isinstance(draft, Draft)]
    said = [(draft.key, say.value) for draft in read for say in draft.says]
    references = [(key, value) for key, value in said if isinstance(value, Reference)]
    assert len(references) > len(read)
    assert [] == [
        (key, value.key)
        for key, value in references
        if not any(value.key in keys()[each] for each in value.types)
    ]


def test_every_named_source_exists() -> None:
    """What a row gives as its source is a source of these files."""
    named = {row.get("source", "") for kind in KINDS if kind != "evidence" for row in rows(kind)}
    assert named - {""} <= keys()["source"]


def test_twelve_cases() -> None:
    """There are twelve cases, each with the three texts of a first record."""
    assert [f"pc-{number:02}" for number in range(1, 13)] == [r["code"] for r in rows("cases")]
    for row in rows("cases"):
        assert all(row[name] for name in ("story", "when_where_said", "how_known")), row["code"]


def test_personal_columns_are_confirmed() -> None:
    """Whatever looks personal, by its header or by what is in it, is confirmed in the mapping."""
    for kind in KINDS:
        header = list(rows(kind)[0])
        found = find_personal(header, [list(row.values()) for row in rows(kind)])
        assert {each.column for each in found} <= set(mapping(kind).identity), kind


def test_free_words_go_to_the_identity_half() -> None:
    """Every column said in the identity half stands in the mapping's `identity`, and no other."""
    schema = load_schema()
    for kind in KINDS:
        halves = {
            column: schema.property(target.property).half
            for column, targets in mapping(kind).columns.items()
            for target in targets
        }
        personal = {column for column, half in halves.items() if half == "identity"}
        assert personal == set(mapping(kind).identity), kind


def test_contacts_are_plainly_invented() -> None:
    """Every telephone number begins +7 700 000 00, and every address of mail ends in .example."""
    for kind in KINDS:
        for row in rows(kind):
            for cell in row.values():
                for span in find_in_text(cell):
                    text = cell[span.start : span.end]
                    assert INVENTED.fullmatch(text) or text.endswith(".example"), (kind, span.kind)


def test_no_place_below_a_region() -> None:
    """People and events are placed in a region or in a city that is one, never closer."""
    written = {row["place"] for row in rows("events")} | {r["residence"] for r in rows("persons")}
    assert all(re.fullmatch(r"KZ-\d\d", place) for place in written - {""})
    assert all(gazetteer().place(place).id == place for place in written - {""})


def test_every_shade_of_consent() -> None:
    """Each answer, each use, withdrawn and expired ones, partners, media and a guardian occur."""
    vocabularies = load_schema().vocabularies
    uses, given = vocabularies["consent_use"].terms, vocabularies["consent_answer"].terms
    assert set(uses) == {row["use"] for row in rows("consents")}
    assert set(given) == {row["answer"] for row in rows("consents")}
    for name in ("withdrawn_on", "expires_on", "only_via", "guardian"):
        assert any(row[name] for row in rows("consents")), name
    assert {"yes", "no"} <= {row["answer"] for row in rows("consents") if row["partner"]}
    assert {"photo", "voice", "video"} == {row["medium"] for row in rows("consents")} - {""}


def test_what_was_not_asked_has_no_day() -> None:
    """Not asked yet means that nobody asked: no day, nobody who heard it, nothing explained."""
    for row in answers(answer="not-asked"):
        assert not any(row[name] for name in ("asked_on", "given_to", "mode", "explained"))


def test_one_answer_for_each_question() -> None:
    """Nobody is recorded twice for one case, use, partner and medium."""
    asked = Counter(
        tuple(row[name] for name in ("person", "case", "use", "partner", "medium"))
        for row in rows("consents")
    )
    assert [] == [question for question, count in asked.items() if count > 1]


def test_the_child_has_the_last_word() -> None:
    """Where the child does not agree, the answer on record is no."""
    assert {"no"} == {row["answer"] for row in answers(child_agrees="no")}


def test_a_raid_of_about_seventy_with_nine_known() -> None:
    """The group of the raid is about seventy people, nine of whom are known and asked singly."""
    group = next(row for row in rows("groups") if row["code"] == "pg-raid")
    known = group["known_member"].split(";")
    assert ("~70", 9) == (group["size"], len(known))
    assert set(known) == {row["person"] for row in answers(case="pc-03")}


def test_a_collective_appeal_that_one_left() -> None:
    """Five people file together; one withdraws, and the others go on."""
    appeal = next(row for row in rows("proceedings") if row["kind"] == "collective-appeal")
    steps = [row for row in rows("steps") if row["proceeding"] == appeal["code"]]
    assert 5 == len(appeal["persons"].split(";"))
    assert ["pp-14"] == [row["persons"] for row in steps if row["kind"] == "withdrawn"]


def test_two_people_stand_in_two_cases() -> None:
    """Erasing the raid leaves two people whom the collective appeal still holds."""
    shared = [row["code"] for row in rows("persons") if ";" in row["case"]]
    assert ["pp-03", "pp-04"] == shared


def test_a_serial_pattern_judged() -> None:
    """Three cases belong to the pattern, and one that looks alike was judged out with a reason."""
    pattern = rows("patterns")[0]
    assert ["pe-05", "pe-06", "pe-07"] == pattern["includes"].split(";")
    assert "pe-08" == pattern["excludes"]
    assert pattern["reason"]


def test_one_person_with_nine_proceedings() -> None:
    """One person is party to nine proceedings, one of them directed against that person."""
    nine = [row for row in rows("proceedings") if row["persons"] == "pp-19"]
    assert 9 == len(nine)
    assert ["pp-19"] == [row["against"] for row in nine if row["kind"].endswith("-against")]


def test_two_sources_conflict() -> None:
    """The circle and the neighbour give different days and numbers, and both stand."""
    said = {row["source"]: row for row in rows("events") if row["code"] == "pe-08"}
    circle, neighbour = said["ps-08-circle"], said["ps-08-neighbour"]
    assert ("2025-03-08", "1") == (circle["date"], circle["people"])
    assert ("2025-03-09", "2") == (neighbour["date"], neighbour["people"])


def test_evidence_files_are_there_and_tiny() -> None:
    """Each item of evidence has its file, and none is larger than a page of text."""
    named = {row["original_name"] for row in rows("evidence")}
    here = {path.name: path.stat().st_size for path in (FOLDER / "files").iterdir()}
    assert named == set(here)
    assert max(here.values()) < 2000


def test_stories_in_three_languages() -> None:
    """The stories are told in Russian, Kazakh and English, as people do."""
    stories = [row["story"] for row in rows("cases")]
    kazakh = [text for text in stories if re.search("[әғқңөұүһі]", text)]
    english = [text for text in stories if re.match("[A-Z]", text)]
    assert (3, 3) == (len(kazakh), len(english))
