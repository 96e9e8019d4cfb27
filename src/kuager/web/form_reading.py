"""Reading a form back: what was typed becomes answers, or a sentence at the field.

Nothing is guessed. A date with two readings, a place that several have the name of, and a record
that is only described are shown to choose from; the person's own words stay in the form.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from kuager import N_
from kuager.model.cells import CellError, cell_reader, place_reader
from kuager.model.dates import DateError, read_date
from kuager.model.places import gazetteer
from kuager.model.statement import Value
from kuager.verbs.amending import NAMED_BY, Answer, Fresh, Pick
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.finding import find_words
from kuager.verbs.meanings import ROW_REFUSED
from kuager.verbs.values import Record
from kuager.web.forms import Form, FormField, Input, clean
from kuager.web.value_words import Words

MOST_PICKS: Final = 8
LONGEST: Final = 6_000_000
"""Characters of one field: a thick book. What is longer is a file, and belongs to evidence."""
_NEW: Final = "new:"
_FEW_TYPES: Final = 4
_PERIODS: Final = (
    ("date", "final_date"),
    ("detention_from", "detention_to"),
    ("since", "until"),
    ("opens", "closes"),
    ("in_force_from", "in_force_to"),
    ("asked_on", "withdrawn_on"),
    ("requested_on", "response_date"),
)
_NOT_BEFORE_TODAY: Final = frozenset(
    {"date", "birth_date", "asked_on", "withdrawn_on", "opened", "filed", "last_contact",
     "last_heard", "acquired_on", "checked_on", "created", "detention_from", "known_since"}
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read: answers, what was not understood, and what is only strange.

    `errors` and `doubts` are (name of the input, sentence); a doubt may be saved all the same.
    """

    answers: list[Answer] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


class _NotReadError(Exception):
    """Why one input could not be read: a sentence, and what it may have meant."""

    def __init__(self, sentence: str, picks: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.picks = sentence, list(picks)


@dataclass(frozen=True)
class Reader:
    """Reads the inputs of forms in one language."""

    words: Words

    def read(self, form: Form, fields: Iterable[FormField]) -> Reading:
        """Read these fields of a form; errors and choices are put beside their inputs as well."""
        reading = Reading()
        for one in fields:
            self._read_field(one, reading)
        self._demand(form, reading)
        self._doubt(form, reading)
        return reading

    def read_reference(self, one: Input, types: tuple[str, ...]) -> Pick | Fresh | None:
        """A record by its code, one that was chosen, or one to be made; None if nothing is typed.

        What is not certain is put beside the input: a sentence, and records to choose from.
        """
        try:
            return self._reference(one, types) if one.value else None
        except _NotReadError as fault:
            one.error, one.picks = fault.sentence, fault.picks
            return None

    def _read_field(self, one: FormField, reading: Reading) -> None:
        values: list[Value | Pick | Fresh] = []
        for each in one.inputs:
            try:
                values += self._values(one, each)
            except _NotReadError as fault:
                each.error, each.picks = fault.sentence, fault.picks
                reading.errors.append((each.name, f"{one.label}: {fault.sentence}"))
        answer = Answer(property=one.prop.name, values=tuple(values), language=one.language)
        reading.answers.append(answer)

    def _values(self, one: FormField, each: Input) -> list[Value | Pick | Fresh]:
        if one.prop.kind == "yesno" and each.value == "unknown":
            return [None]
        if one.prop.kind == "reference":
            return self._references(one, each)
        texts = each.values if one.shape == "choices" else self._texts(one, each)
        found = [self._value(one, each, text) for text in texts]
        if found and one.prop.kind in ("date", "count", "place"):
            each.said = self.words.value(one.prop.name, found[0])
        return [*found]

    def _texts(self, one: FormField, each: Input) -> list[str]:
        text = clean(each.value)
        if len(text) > LONGEST:
            raise _NotReadError(self.words.t(TOO_LONG))
        if "\0" in text:
            raise _NotReadError(self.words.t(WITH_NUL))
        texts = text.split("\n") if one.by_line else [text]
        return [part.strip() for part in texts if says_something(part)]

    def _value(self, one: FormField, each: Input, text: str) -> Value:
        prop = one.prop
        chosen = each.picked if each.picked and prop.kind in ("place", "date") else text
        try:
            value = self._cell(prop.name)(chosen)
        except CellError as error:
            raise self._refused(one, text, error) from None
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode()
        if isinstance(value, (bool, int)):
            return value
        raise _NotReadError(self.words.t(NOT_UNDERSTOOD))

    def _cell(self, name: str) -> Callable[[str], object]:
        if name not in self._cells:
            schema = self.words.schema
            self._cells[name] = cell_reader(
                schema.property(name),
                schema,
                terms={},
                types=schema.property(name).to,
                places=lambda: place_reader(gazetteer()),
            )
        return self._cells[name]

    @cached_property
    def _cells(self) -> dict[str, Callable[[str], object]]:
        return {}

    def _refused(self, one: FormField, text: str, error: CellError) -> _NotReadError:
        """The sentence for a text that has no certain reading, with what it may mean."""
        t = self.words.t
        if error.reason == "ambiguous-place":
            return _NotReadError(t(WHICH_PLACE), self._places(text))
        if error.reason == "unknown-place":
            near = self._places(text)
            return _NotReadError(t(WHICH_PLACE if near else NO_SUCH_PLACE), near)
        if error.reason == "two-readings":
            return _NotReadError(t(WHICH_DATE), self._dates(one, text))
        meaning = t(ROW_REFUSED.get(error.reason, NOT_UNDERSTOOD), **error.facts_of_cell)
        hint = t(_HOW_TO[one.prop.kind]) if one.prop.kind in _HOW_TO else ""
        return _NotReadError(" ".join(filter(None, (f"{meaning}.", hint))))

    def _places(self, text: str) -> list[tuple[str, str]]:
        found = gazetteer().find(text, limit=MOST_PICKS)
        return [(place.id, self.words.place(place.id)) for place in found]

    def _dates(self, one: FormField, text: str) -> list[tuple[str, str]]:
        """The two days that a date like 03/04/2021 may mean."""
        first, second, year = text.replace("-", "/").split("/")
        found = {f"{year}-{a:0>2}-{b:0>2}" for a, b in ((first, second), (second, first))}
        return [(day, self.words.value(one.prop.name, day)) for day in sorted(found)]

    def _references(self, one: FormField, each: Input) -> list[Value | Pick | Fresh]:
        if one.shape == "choices":
            return [self._pick(one.prop.to, code) for code in each.values]
        return [self._reference(each, one.prop.to)] if each.value else []

    def _reference(self, each: Input, types: tuple[str, ...]) -> Pick | Fresh:
        if each.picked.startswith(_NEW):
            kind = each.picked.removeprefix(_NEW)
            if kind in types and kind in NAMED_BY:
                return Fresh(kind, each.value, self.words.language)
        code = each.picked or each.value
        try:
            return self._pick(types, code)
        except _NotReadError:
            raise self._which(each.value, types) from None

    def _pick(self, types: tuple[str, ...], code: str) -> Pick:
        try:
            self.words.desk.find(types, code.strip())
        except UnknownRecordError:
            raise _NotReadError(self.words.t(NO_SUCH_RECORD)) from None
        return Pick(types, code.strip())

    def _which(self, text: str, types: tuple[str, ...]) -> _NotReadError:
        """Records that may be meant, and new ones that can be made with this name."""
        found = self.candidates(text, types)
        picks = [(r.code, f"{r.code}: {self.words.known_as(r)}") for r in found]
        for kind in (name for name in types if name in NAMED_BY):
            label = self.words.t(MAKE_NEW, type=self.words.type(kind), name=text)
            picks.append((f"{_NEW}{kind}", label))
        return _NotReadError(self.words.t(WHICH_RECORD if picks else NO_SUCH_RECORD), picks)

    def candidates(self, text: str, types: tuple[str, ...]) -> list[Record]:
        """Records of these types in which these words or letters stand, in any layout."""
        desk = self.words.desk
        if len(types) > _FEW_TYPES:
            found = list(find_words(desk, text=text).records)
        else:
            found = [r for t in types for r in find_words(desk, text=text, type_name=t).records]
        return [record for record in found if record.type in types][:MOST_PICKS]

    def _demand(self, form: Form, reading: Reading) -> None:
        """What is needed must be there, in one language at least."""
        asked: dict[str, list[FormField]] = {}
        for one in form.fields:
            if one.required:
                asked.setdefault(one.prop.name, []).append(one)
        for fields in asked.values():
            if not any(one.is_filled for one in fields):
                first = fields[0].inputs[0]
                first.error = self.words.t(NEEDED)
                reading.errors.append((first.name, f"{fields[0].label}: {first.error}"))

    def _doubt(self, form: Form, reading: Reading) -> None:
        """What is possible but strange: ends before beginnings, and days that have not come."""
        dates = {one.prop.short: one for one in form.fields if one.prop.kind == "date"}
        t = self.words.t
        for begin, end in _PERIODS:
            first, last = self._bounds(dates.get(begin)), self._bounds(dates.get(end))
            if first and last and first[0] and last[1] and last[1] < first[0]:
                reading.doubts.append((dates[end].unit, f"{dates[end].label}: {t(ENDS_FIRST)}"))
        today = self.words.desk.today
        for short in _NOT_BEFORE_TODAY & dates.keys():
            bounds = self._bounds(dates[short])
            if bounds and bounds[0] and bounds[0] > today:
                reading.doubts.append((dates[short].unit, f"{dates[short].label}: {t(NOT_YET)}"))

    def _bounds(self, one: FormField | None) -> tuple[date | None, date | None] | None:
        """The first and last day that a date field means, if it can be read."""
        if one is None or not one.inputs[0].value:
            return None
        try:
            found = read_date(str(self._cell(one.prop.name)(one.inputs[0].value)))
        except (CellError, DateError):
            return None
        return found.earliest, found.latest


def says_something(text: str) -> bool:
    """Whether a text holds more than blanks and signs that nobody sees."""
    return any(unicodedata.category(char) not in _UNSEEN for char in text)


_UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_HOW_TO: Final = {
    "date": N_("Write for example 28 May 2021, spring 2023 or 2021-05."),
    "count": N_("Write for example 33, about 300, 30-33 or over 80."),
    "whole": N_("Write digits only."),
}
TOO_LONG = N_("This is too long for a field. Keep it as a file, under evidence.")
WITH_NUL = N_("This holds a character that no text has (NUL). Take it out and save again.")
NOT_UNDERSTOOD = N_("This was not understood.")
WHICH_PLACE = N_("Which place is meant? Choose one below, or write it with its region.")
NO_SUCH_PLACE = N_("No place of that name is known. Write a larger one, or the id of the place.")
WHICH_DATE = N_("This date has two readings. Choose one below.")
WHICH_RECORD = N_("Who or what is meant? Choose one below, or make a new record.")
NO_SUCH_RECORD = N_("There is no such record here. Give its code, or words that stand in it.")
MAKE_NEW = N_("Make a new record: {type} “{name}”")
NEEDED = N_("This is needed. “Not known” is an answer as well.")
ENDS_FIRST = N_("This comes before the beginning. Is it so?")
NOT_YET = N_("This day has not come yet. Is it so?")
