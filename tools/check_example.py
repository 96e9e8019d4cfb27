"""The privacy check of the example data: what must never stand in a published example.

    python tools/check_example.py [FOLDER ...]

Reads every CSV, Markdown and YAML file of the folder and refuses names (known only by their
SHA-256, in `refused_names.sha256`), initials, ages, phone and identity numbers, e-mail addresses,
tracking links, street addresses, and on rows of a private person's case also days, links,
diagnoses and venues. A row is private when its column `private` says yes, or when it refers to
the code of such a row. Prints file, line, column and reason, never the words found.
Needs nothing but Python. Exit code: 0 nothing found, 1 something found, 2 nothing to read.
"""

import csv
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT / "examples" / "kazakhstan-2020-2024"
HASHES = Path(__file__).resolve().with_name("refused_names.sha256")
TEXT_SUFFIXES = (".md", ".yaml", ".yml", ".txt")
SHORTEST_STEM = 5
LONGEST_ENDING = 4

UPPER = "A-ZÁÉÍÓÚŃА-ЯЁӘҒҚҢӨҰҮҺІ"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    "|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
ALLOWED = re.compile(r"(nazarbaye?v[- ]university|назарбаев университет\w*)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")

EVERYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("initial", re.compile(rf"(?<![\w.])[{UPPER}]\.(?!\w)")),
    (
        "initial",
        re.compile(rf"(?<![\w.])(?!U\.S\.|U\.N\.|A\.HRC\.)[{UPPER}]\.\s?[{UPPER}](?:\.|\w+)"),
    ),
    (
        "initial",
        re.compile(
            r"(?i:\b(?:woman|man|person|victim|activist|deputy|lawyer|officer|official"
            r"|женщина|мужчина|активистка?|депутат|адвокат|әйел|ер адам|белсенді))"
            rf"\s[{UPPER}](?![\w.’'-])"
        ),
    ),
    ("age", re.compile(r"(?i)\baged\s+\d|\b\d{1,2}[- ]years?[- ]old\b|\bborn\s+(?:in|on)\b")),
    ("age", re.compile(r"(?i)\b\d{1,2}[- ]?летн|в возрасте \d|рождения|родил(?:ся|ась)")),
    ("age", re.compile(r"(?i)\b\d{1,2}\s*жас(?:та|ар|ағы)|жылы туған")),
    ("phone", re.compile(r"(?<![\d/-])\+\d[\d\s().-]{7,}\d")),
    ("phone", re.compile(r"(?<![\d/-])8[\s(-]*7\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")),
    ("identity number", re.compile(r"(?<!\d)\d{12}(?!\d)")),
    ("e-mail", re.compile(r"[\w.+-]+@(?![\w-]+\.example\b)[\w-]+\.\w+")),
    ("tracking link", re.compile(r"(?i)[?&](?:fbclid|gclid|yclid|igshid|igsh|utm_\w+|mc_eid)=")),
    (
        "shortened link",
        re.compile(
            r"(?i)\b(?:rb\.gy|bit\.ly|t\.co|tinyurl\.com|goo\.gl|clck\.ru|is\.gd|ow\.ly|cutt\.ly)/"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b(?:[A-Z]\w+|\d+)\s(?:Street|St|Avenue|Ave|Prospekt|Lane|Boulevard)\b"
            r"|\b\d+(?:st|nd|rd|th)? floor\b"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b(?:[Уу]л|[Пп]росп|[Пп]р-т|[Мм]кр)\.\s?\w|\b(?:[Уу]лиц|[Пп]роспект)\w*\s[А-ЯЁӘҒҚҢӨҰҮҺІ]"
            r"|\b(?:көшесі|даңғылы)"
        ),
    ),
)

ON_PRIVATE_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", re.compile(r"\b\d{4}-\d{2}-\d{2}\b")),
    ("day", re.compile(rf"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -](?:{MONTHS})")),
    ("day", re.compile(rf"(?i)\b(?:{MONTHS})\w*[ -]\d{{1,2}}\b")),
    ("link", re.compile(r"(?i)https?://|\bwww\.")),
    (
        "diagnosis",
        re.compile(
            r"(?i)schizophren|hydroceph|diagnos|concussion|fractur|hiv[- ]positive"
            r"|шизофрен|гидроцефал|диагноз|сотрясени|перелом|ВИЧ-полож"
        ),
    ),
)
PRIVATE_COLUMNS = ("venue", "address", "birth_date", "age")
CHOICES = ("takes", "leaves")
"""Columns in which a document says which records it tells."""
YES = ("yes", "true", "1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be published: where it stands and of what kind it is."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """File, line, column and reason; never the words themselves."""
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Names:
    """Hashes of refused names: `stems` may carry an ending, `whole` must be the whole word."""

    stems: frozenset[str]
    whole: frozenset[str]


def digest(word: str) -> str:
    """SHA-256, in hex, of a word in lower case and NFC."""
    return hashlib.sha256(unicodedata.normalize("NFC", word).casefold().encode()).hexdigest()


def read_names(path: Path = HASHES) -> Names:
    """Read the hash list: one per line, `=` before a name that is refused only as a whole word."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [line for line in lines if line and not line.startswith("#")]
    return Names(
        stems=frozenset(row for row in rows if not row.startswith("=")),
        whole=frozenset(row.removeprefix("=").strip() for row in rows if row.startswith("=")),
    )


def holds_name(text: str, names: Names) -> bool:
    """Say whether a word of the text, or the word without its ending, is a refused name."""
    words = set(WORD.findall(ALLOWED.sub(" ", unicodedata.normalize("NFC", text)).casefold()))
    return any(_is_name(word, names) for word in words)


def _is_name(word: str, names: Names) -> bool:
    whole = digest(word)
    if whole in names.whole or whole in names.stems:
        return True
    shortest = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
    return any(digest(word[:end]) in names.stems for end in range(shortest, len(word)))


def reasons(text: str, names: Names, *, private: bool) -> Iterator[str]:
    """Yield each reason for which the text may not be published."""
    plain = unicodedata.normalize("NFC", text)
    rules = EVERYWHERE + ON_PRIVATE_ROWS if private else EVERYWHERE
    yield from dict.fromkeys(reason for reason, pattern in rules if pattern.search(plain))
    if holds_name(plain, names):
        yield "name"


def check_folder(folder: Path, names: Names | None = None) -> list[Finding]:
    """Check every file of the folder; the findings come in file and line order."""
    refused = read_names() if names is None else names
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    tables = {path: _read_rows(path) for path in files if path.suffix == ".csv"}
    private = _private_codes(tables.values())
    findings: list[Finding] = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        if path in tables:
            findings.extend(_check_rows(name, tables[path], private, refused))
        elif path.suffix in TEXT_SUFFIXES:
            findings.extend(_check_text(name, path, refused))
    return findings


def _read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, restkey="(beyond the header)", restval="")
        return [(reader.line_num, {key: _cell(row[key]) for key in row}) for row in reader]


def _cell(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _private_codes(tables: Iterable[list[tuple[int, dict[str, str]]]]) -> frozenset[str]:
    """Codes of flagged rows, and of rows that refer to them, until nothing new is found."""
    rows = [row for table in tables for _, row in table]
    private = {row["code"] for row in rows if _is_flagged(row) and row.get("code")}
    while True:
        more = {row["code"] for row in rows if row.get("code") and _refers(row, private)}
        if more <= private:
            return frozenset(private)
        private |= more


def _is_flagged(row: dict[str, str]) -> bool:
    return row.get("private", "").strip().casefold() in YES


def _refers(row: dict[str, str], private: set[str] | frozenset[str]) -> bool:
    """Whether a row is about a private one; a document that takes a case in is not that case."""
    told = [cell for column, cell in row.items() if column not in CHOICES]
    return any(part.strip() in private for cell in told for part in cell.split(";"))


def _check_rows(
    name: str, rows: list[tuple[int, dict[str, str]]], private: frozenset[str], names: Names
) -> Iterator[Finding]:
    for line, row in rows:
        hidden = _is_flagged(row) or _refers(row, private)
        for column, cell in row.items():
            for reason in reasons(cell, names, private=hidden):
                yield Finding(name, line, column, reason)
            if hidden and cell and column in PRIVATE_COLUMNS:
                yield Finding(name, line, column, "not on a private person's row")


def _check_text(name: str, path: Path, names: Names) -> Iterator[Finding]:
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for reason in reasons(text, names, private=False):
            yield Finding(name, line, "text", reason)


def main(arguments: list[str]) -> int:
    """Check the folders named (or the Kazakhstan example) and print what was found."""
    folders = [Path(argument) for argument in arguments] or [DEFAULT]
    missing = [folder for folder in folders if not folder.is_dir()]
    if missing:
        print(f"check_example: no such folder: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    findings = [finding for folder in folders for finding in check_folder(folder)]
    for finding in findings:
        print(finding)
    print(f"check_example: {len(findings)} finding(s) in {len(folders)} folder(s)")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
