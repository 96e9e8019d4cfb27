"""The sheet of many people as a form: its rows as typed, read back, each fault at its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kuager import N_
from kuager.model.cells import CellError
from kuager.model.passages import clean_text
from kuager.model.person_rows import ANSWERS, NEEDS, USES, ActReader, PersonRow, RowFault
from kuager.verbs.gathering_says import Background
from kuager.web.fields import Fields
from kuager.web.form_reading import NOT_UNDERSTOOD
from kuager.web.value_words import Words

STEP: Final = 10
"""How many empty rows a new sheet has, and how many "10 more rows" adds."""
MOST: Final = 120
"""Rows of one page: it stays light, and a browser sends no more fields than the house takes."""

FAULTS: Final[dict[str, str]] = {
    "code-twice": N_("The code {code} stands twice on this sheet."),
    "code-taken": N_("The code {code} is taken. Write another, or leave it empty: one is given."),
    "code-too-long": N_("This code is too long: 40 characters are the most."),
    "code-tells": N_("A code tells nothing of anybody: no telephone number, no identity number."),
    "code-signs": N_("A code is of letters, digits, hyphens and dots, without blanks."),
    "row-empty": N_("This row has a code and nothing else. A word or a contact is enough."),
    "unknown-act": N_("“{words}” is not on the list. Choose from it, or write it under the words."),
    "several-acts": N_("“{words}” fits several on the list. Some letters more will do."),
    "act-holds-more": N_("More is told of the act {code}. Withdraw it on its own page."),
    "help-under-way": N_("The help {code} is under way or done. Change it on its own page."),
}


@dataclass(slots=True, kw_only=True)
class TypedRow:
    """One row as it was typed, and the sentence at each faulty cell."""

    number: int
    code: str = ""
    contact: str = ""
    acts: str = ""
    words: str = ""
    needs: list[str] = field(default_factory=list)
    keep: str = ANSWERS[0]
    file: str = ANSWERS[0]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def says_anything(self) -> bool:
        """Whether anything was typed or chosen."""
        answers = (self.keep, self.file)
        typed = self.code or self.contact or self.acts or self.words or self.needs
        return bool(typed) or any(answer != ANSWERS[0] for answer in answers)


@dataclass(slots=True, kw_only=True)
class TypedSheet:
    """A sheet as it was typed; `errors` are (name of the input, sentence), in their order."""

    rows: list[TypedRow]
    how_known: str = ""
    when_where: str = ""
    acts: str = ""
    channel: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def filled(self) -> list[TypedRow]:
        """The rows that say something."""
        return [row for row in self.rows if row.says_anything]


class SheetReader:
    """Reads a sheet in one language, and says what is wrong with it."""

    def __init__(self, words: Words) -> None:
        """For a person who reads these words."""
        self.words = words
        self.acts = ActReader(words.schema.vocabularies["act"])

    def typed(self, sent: Fields, *, more: int = 0) -> TypedSheet:
        """The sheet as it was sent, with some more empty rows."""
        count = min(_number(sent.get("rows"), STEP) + more, MOST)
        return TypedSheet(
            rows=[_row(sent, number) for number in range(count)],
            how_known=clean_text(sent.get("how_known")),
            when_where=clean_text(sent.get("when_where")),
            acts=clean_text(sent.get("acts")),
            channel=self._channel(sent.get("channel")),
        )

    def _channel(self, sent: str) -> str:
        return sent if sent in self.words.schema.vocabularies["contact_channel"].terms else ""

    def background(self, sheet: TypedSheet) -> Background:
        """What all rows share; a fault stands at its field."""
        acts: tuple[str, ...] = ()
        try:
            acts = self.acts.read(sheet.acts)
            sheet.acts = self.act_words(acts)
        except CellError as error:
            sheet.errors.append(("acts", self.sentence(error.reason, error.facts_of_cell)))
        if not sheet.how_known:
            sheet.errors.insert(0, ("how_known", self.words.t(HOW_KNOWN_NEEDED)))
        return Background(
            how_known=sheet.how_known,
            when_where=sheet.when_where,
            acts=acts,
            channel=sheet.channel,
        )

    def rows(self, sheet: TypedSheet) -> list[PersonRow]:
        """The rows that say something, as the house keeps them; faults stand at their cells."""
        return [self.row(row, sheet.errors) for row in sheet.filled]

    def row(self, row: TypedRow, errors: list[tuple[str, str]]) -> PersonRow:
        """One row; what was done is shown back in the words of the list."""
        acts: tuple[str, ...] = ()
        try:
            acts = self.acts.read(row.acts)
            row.acts = self.act_words(acts)
        except CellError as error:
            self.put(row, RowFault(0, "acts", error.reason, error.facts_of_cell), errors)
        return PersonRow(
            code=row.code,
            safe_contact=row.contact,
            acts=acts,
            words=row.words,
            needs=tuple(need for need in NEEDS if need in row.needs),
            keep=row.keep,
            file=row.file,
        )

    def put(self, row: TypedRow, fault: RowFault, errors: list[tuple[str, str]]) -> None:
        """A fault at its cell and in the summary."""
        sentence = self.sentence(fault.reason, fault.facts)
        row.errors[fault.cell] = sentence
        name = "need" if fault.cell == "needs" else fault.cell
        told = self.words.t(IN_ROW, number=row.number + 1, sentence=sentence)
        errors.append((f"r{row.number}-{name}", told))

    def put_all(self, sheet: TypedSheet, faults: Iterable[RowFault]) -> None:
        """Faults of the rows that say something, at their cells; the summary in reading order.

        A row of which a cell could not be read is not told that it says too little.
        """
        rows = sheet.filled
        unread = {row.number for row in rows if row.errors}
        for fault in faults:
            row = rows[fault.row]
            if fault.reason != "row-empty" or row.number not in unread:
                self.put(row, fault, sheet.errors)
        places = {f"r{row.number}": row.number for row in rows}
        sheet.errors.sort(key=lambda error: places.get(error[0].partition("-")[0], -1))

    def shown(self, row: PersonRow) -> TypedRow:
        """A row that is here, as it is typed."""
        return TypedRow(
            number=0,
            contact=row.safe_contact,
            acts=self.act_words(row.acts),
            needs=list(row.needs),
            keep=row.keep,
            file=row.file,
        )

    def amended(self, sent: Fields, old: PersonRow) -> TypedRow:
        """The row of the form that amends one that is here."""
        return replace(_row(sent, 0), code="", words="") if "rows" in sent else self.shown(old)

    def act_words(self, acts: Iterable[str]) -> str:
        """Acts in the words of the list, as they are typed."""
        return "; ".join(self.words.term("act", act) for act in acts)

    def sentence(self, reason: str, facts: Mapping[str, object]) -> str:
        """What is wrong, in words."""
        told = {name: str(value)[:60] for name, value in facts.items()}
        return self.words.t(FAULTS.get(reason, NOT_UNDERSTOOD), **told)


def answer_choices(words: Words, *more: str) -> list[tuple[str, str]]:
    """The answers of a sheet, and others that stand already."""
    answers = dict.fromkeys((*ANSWERS, *more))
    return [(answer, words.term("consent_answer", answer)) for answer in answers]


def use_labels(words: Words) -> dict[str, str]:
    """What is asked on a sheet, in words."""
    return {name: words.term("consent_use", use) for name, use in USES.items()}


def need_labels(words: Words) -> list[tuple[str, str]]:
    """What a person may need, in words."""
    return [(need, words.t(NEED_WORDS[need])) for need in NEEDS]


def _row(sent: Fields, number: int) -> TypedRow:
    name = f"r{number}-"
    return TypedRow(
        number=number,
        code=clean_text(sent.get(f"{name}code")),
        contact=clean_text(sent.get(f"{name}contact")),
        acts=clean_text(sent.get(f"{name}acts")),
        words=clean_text(sent.get(f"{name}words")),
        needs=[need for need in sent.all(f"{name}need") if need in NEEDS],
        keep=sent.get(f"{name}keep") or ANSWERS[0],
        file=sent.get(f"{name}file") or ANSWERS[0],
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else otherwise  # noqa: PLR2004


NEED_WORDS: Final = {
    "lawyer": N_("lawyer"),
    "doctor": N_("doctor"),
    "shelter": N_("shelter"),
}
IN_ROW: Final = N_("Row {number}: {sentence}")
HOW_KNOWN_NEEDED: Final = N_("Say once for all rows how we know. A few words are enough.")
