"""One row of a sheet for many people: what it may say, and what is wrong with it, cell by cell.

Pure: nothing is looked up in a record; codes that are taken are given. A fault names the cell and
why, so that a page can show it there and lose nothing of what was typed.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from kuager import Fact
from kuager.model.cells import CellError, term_reader
from kuager.model.folding import fold
from kuager.model.personal import find_in_text
from kuager.model.vocabulary import Vocabulary

NEEDS = {"lawyer": "legal", "doctor": "medical", "shelter": "shelter"}
"""What a person may need, and the kind of intervention that it is."""
USES = {"keep": "keep-record", "file": "legal-help"}
"""What is asked on a sheet: to keep the record, to file a complaint with it."""
ANSWERS = ("not-asked", "yes", "no")
MOST_CODE, MOST_WRITTEN = 40, 2_000
"""Characters of a code, and of one cell that names acts."""
_CODE = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_DIGITS = re.compile(r"[0-9]{6,}")
_PARTS = re.compile(r"[;\n]")
_ENDS = " ,\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person as a sheet tells of them.

    `code` is the case's (empty: the machine gives one), `acts` are terms, `words` what was told;
    `keep` and `file` answer whether we may keep the record and file a complaint with it.
    """

    code: str = ""
    safe_contact: str = field(default="", repr=False)
    acts: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    needs: tuple[str, ...] = ()
    keep: str = "not-asked"
    file: str = "not-asked"


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one cell: the row from 0, the cell's name, why (a slug), facts."""

    row: int
    cell: str
    reason: str
    facts: dict[str, Fact] = field(default_factory=dict)


class ActReader:
    """Reads what was done from words, of which a beginning is enough if only one term has it.

    Several stand between semicolons or commas.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Terms of this list are meant."""
        self._whole = term_reader(vocabulary, {})
        self._words = {
            fold(label): term.id
            for term in vocabulary.terms.values()
            for label in term.label.values()
        }

    def read(self, written: str) -> tuple[str, ...]:
        """The terms that are meant, each once; raises CellError with the words not understood."""
        if len(written) > MOST_WRITTEN:
            raise CellError("unknown-act", words=written[:MOST_CODE])
        parts = [part.strip(_ENDS) for part in _PARTS.split(written)]
        found = (term for part in parts if part for term in self._several(part))
        return tuple(dict.fromkeys(found))

    def _several(self, written: str) -> list[str]:
        """One term, since a label may hold commas itself, or else what stands between commas."""
        try:
            return [self._one(written)]
        except CellError:
            parts = [part.strip() for part in written.split(",") if part.strip(_ENDS)]
            if len(parts) < 2:  # noqa: PLR2004 - there is nothing to part
                raise
        return [self._one(part) for part in parts]

    def _one(self, word: str) -> str:
        try:
            return str(self._whole(word))
        except CellError as error:
            begun = self._begun(re.compile(re.escape(fold(word))).match)
            begun = begun or self._begun(re.compile(rf"\b{re.escape(fold(word))}").search)
            if error.reason == "unknown-term" and len(begun) == 1:
                return begun.pop()
            reason = "several-acts" if begun or error.reason == "ambiguous-term" else "unknown-act"
            raise CellError(reason, words=word) from None

    def _begun(self, fits: Callable[[str], object]) -> set[str]:
        return {term for label, term in self._words.items() if fits(label)}


def faults_of(rows: Sequence[PersonRow], taken: Collection[str]) -> list[RowFault]:
    """What is wrong with the rows of one sheet; `taken` are the codes of records that are here."""
    folded = [_same_code(row.code) for row in rows]
    times = Counter(code for code in folded if code)
    known = {_same_code(code) for code in taken}
    found: list[RowFault] = []
    for number, (row, code) in enumerate(zip(rows, folded, strict=True)):
        reason = fault_of_code(row.code)
        if reason is None and times[code] > 1:
            reason = "code-twice"
        elif reason is None and code in known:
            reason = "code-taken"
        if reason is not None:
            found.append(RowFault(number, "code", reason, {"code": row.code[:MOST_CODE]}))
        if not says_anything(row):
            found.append(RowFault(number, "words", "row-empty"))
    return found


def says_anything(row: PersonRow) -> bool:
    """Whether a row tells more of a person than a code."""
    answers = (row.keep, row.file)
    is_asked = any(answer != "not-asked" for answer in answers)
    return bool(row.safe_contact.strip() or row.acts or row.words.strip() or row.needs or is_asked)


def fault_of_code(code: str) -> str | None:
    """Why a typed code cannot be used (a slug); None if it can, or was left to the machine."""
    if not code:
        return None
    if len(code) > MOST_CODE:
        return "code-too-long"
    if find_in_text(code) or _DIGITS.search(code):
        return "code-tells"
    if _CODE.fullmatch(code) is None:
        return "code-signs"
    return None


def free_codes(taken: Iterable[str], prefix: str, start: int, count: int) -> list[str]:
    """New codes that nothing carries, counted on from a number."""
    known = {_same_code(code) for code in taken}
    found: list[str] = []
    while len(found) < count:
        if _same_code(f"{prefix}-{start}") not in known:
            found.append(f"{prefix}-{start}")
        start += 1
    return found


def _same_code(code: str) -> str:
    return code.strip().casefold()
