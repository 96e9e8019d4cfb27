"""The privacy check of the examples: each refusal bites, and what is allowed passes."""

from pathlib import Path

import pytest
from tools.check_example import Names, check_folder, digest, main, read_names, reasons

NAMES = Names(
    stems=frozenset({digest("Testaqova"), digest("Выдуманов")}), whole=frozenset({digest("Ina")})
)


def said(text: str, *, private: bool = False) -> list[str]:
    """The reasons given for a text, with a name list of invented names."""
    return list(reasons(text, NAMES, private=private))


def folder_with(folder: Path, **tables: str) -> Path:
    """A folder with the named CSV files."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("name", "the speaker, Testaqova, left"),
        ("name", "TESTAQOVA's flat"),
        ("name", "заявление Выдуманова"),
        ("name", "https://example.org/files/G.Testaqova-report.pdf"),
        ("name", "Ina spoke"),
        ("initial", "a trans woman S. was robbed"),
        ("initial", "B. M. came out"),
        ("initial", "B.M. came out"),
        ("initial", "the deputy G.Someone"),
        ("initial", "a woman S was robbed"),
        ("initial", "трансгендерная женщина А. обратилась"),
        ("age", "a man aged 29"),
        ("age", "a 29-year-old"),
        ("age", "born in 1988"),
        ("age", "29-летний мужчина"),
        ("age", "1988 года рождения"),
        ("age", "29 жаста"),
        ("phone", "call +7 701 123 45 67"),
        ("phone", "8 (701) 123-45-67"),
        ("identity number", "number 880101300123 in the register"),
        ("e-mail", "write to someone@example.org"),
        ("tracking link", "https://example.org/p/1?fbclid=IwAR3"),
        ("tracking link", "https://example.org/p/1?a=1&utm_source=x"),
        ("shortened link", "https://rb.gy/abcdef"),
        ("shortened link", "https://bit.ly/abcdef"),
        ("address", "at 31 Example Street, Almaty"),
        ("address", "the hall at 8 Example St and a yard"),
        ("address", "on the 5th floor"),
        ("address", "ул. Примерная"),
        ("address", "на улице Примерной"),
        ("address", "Үлгі көшесі"),
    ],
)
def test_refusal_everywhere(reason: str, text: str) -> None:
    """What points at a person or a door is refused on any row, in any script."""
    assert reason in said(text)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("day", "2022-09-28"),
        ("day", "on 28 September"),
        ("day", "on the 28th of September"),
        ("day", "on September 28, 2022"),
        ("day", "28 сентября"),
        ("day", "28 қыркүйекте"),
        ("link", "https://example.org/story"),
        ("link", "see www.example.org"),
        ("diagnosis", "was diagnosed"),
        ("diagnosis", "диагноз"),
    ],
)
def test_refusal_on_private_rows_only(reason: str, text: str) -> None:
    """Days, links and diagnoses are refused on a private person's row and only there."""
    assert [reason] == said(text, private=True)
    assert [] == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-28/2021-05-29",
        "The U.S. Embassy and a U.N. body",
        "The order raised the age limit from 18 to 21.",
        "A/HRC/43/10 para 139.48, roadmaps No. 25 and No. 26",
        "A forum at Nazarbayev University; org-nazarbayev-university",
        "https://example.org/Session22/A.HRC.22.53_English.pdf",
        "https://www.ohchr.org/EN/HRBodies/HRC/RegularSessions/Session43/Pages/43RegularSession.aspx",
        "Fines of 50 to 1000 units; CERD/C/KAZ/8-11",
        "In May, Feminita's meeting was broken up.",
        "inaction",
        "мужчины на улицах",
    ],
)
def test_ordinary_public_record_passes(text: str) -> None:
    """Dates, symbols, laws and institutions named after people are not refused."""
    assert [] == said(text)


def test_private_flag_reaches_rows_that_refer_to_it(tmp_path: Path) -> None:
    """An act of a private event may not carry a day either, nor what hangs from the act."""
    folder = folder_with(
        tmp_path,
        events="code,date,private\nev-1,2022-09,yes\nev-2,2022-09-28,no\n",
        acts="code,event,date\nact-1,ev-1,2022-09\nact-2,ev-2,2022-09-28\n",
        involvements="code,act,date\ninv-1,act-1,2022-09-28\n",
    )
    found = [str(finding) for finding in check_folder(folder, NAMES)]
    assert ["involvements.csv:2: date: day"] == found


def test_private_row_has_no_venue(tmp_path: Path) -> None:
    """A venue column must be empty on a private person's row."""
    folder = folder_with(tmp_path, events="code,venue,private\nev-1,a club,yes\nev-2,a club,no\n")
    assert [(2, "venue")] == [(f.line, f.column) for f in check_folder(folder, NAMES)]


def test_findings_never_repeat_what_was_found(tmp_path: Path) -> None:
    """The report says where and why, and no word of the text."""
    folder = folder_with(tmp_path, events="code,wording\nev-1,Testaqova was here\n")
    (tmp_path / "README.md").write_text("Written by Testaqova\n", encoding="utf-8")
    text = " ".join(str(finding) for finding in check_folder(folder, NAMES))
    assert "README.md:1: text: name events.csv:2: wording: name" == text


def test_too_many_cells_are_read_too(tmp_path: Path) -> None:
    """A cell beyond the header is checked as well."""
    folder = folder_with(tmp_path, events="code,date\nev-1,2021,extra,Testaqova\n")
    assert ["name"] == [finding.reason for finding in check_folder(folder, NAMES)]


def test_exit_codes(tmp_path: Path) -> None:
    """A clean folder gives 0, a finding 1, a missing folder 2."""
    clean, dirty = tmp_path / "clean", tmp_path / "dirty"
    clean.mkdir()
    dirty.mkdir()
    folder_with(clean, events="code\nev-1\n")
    folder_with(dirty, events="code,wording\nev-1,write to someone@example.org\n")
    assert [0, 1, 2] == [main([str(folder)]) for folder in (clean, dirty, tmp_path / "none")]


def test_real_name_list_is_hashes_only() -> None:
    """The list in the repository holds at least fifty names and not one in clear."""
    names = read_names()
    assert len(names.stems) >= 50
    assert all(len(entry) == 64 and int(entry, 16) for entry in names.stems | names.whole)
